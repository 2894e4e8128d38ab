//! What becomes of files on their way through the house.

use crate::on_both;
use crate::support::{TOKEN, WANG, staff_chat};
use mulin::sandbox::{Media, MediaKind, Upload};
use mulin::telegram::client::Client;

/// What the camera wrote into a picture.
const WRITTEN: &[u8] = b"Exif\0\0taken at 24.8012 N 118.5720 E";

/// The least that counts as a JPEG, with what its camera wrote.
fn jpeg() -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE1];
    bytes.extend(u16::try_from(WRITTEN.len() + 2).expect("short").to_be_bytes());
    bytes.extend(WRITTEN);
    bytes.extend([0xFF, 0xDA, 0x00, 0x02, 0x11, 0x22, 0xFF, 0xD9]);
    bytes
}

on_both! {
    async fn an_image_sent_as_a_file_reaches_staff_without_what_its_camera_wrote(house) {
        house.settle_in(WANG, "永丰里").await;
        house.says(WANG, "3栋2单元5楼楼道灯不亮").await;
        house.taps(WANG, "对,照明").await;
        let upload = Upload { name: Some("DSC_0042.jpg".to_owned()), mime: Some("image/jpeg".to_owned()), bytes: jpeg().into() };
        house.world.send_media(WANG, WANG, Media::one(MediaKind::Document, upload)).expect("sent");
        house.settle().await;
        house.taps(WANG, "好了,就这些").await;
        house.taps(WANG, "保密:办事的人看不到您是谁").await;
        house.taps(WANG, "对,记下来").await;
        house.wait_ms(30_000).await;

        let relayed = house.world.messages(staff_chat());
        let document = relayed.iter().find_map(|said| said.get("document")).expect("the image reached staff");
        assert_eq!(document["file_name"], "image.jpg", "a camera's name for it tells something too");
        let client = Client::new(TOKEN, &house.sandbox.api_url()).expect("a client");
        let bytes = client.download(document["file_id"].as_str().expect("an id")).await.expect("bytes");
        assert!(bytes.starts_with(&[0xFF, 0xD8]) && !bytes.windows(4).any(|part| part == b"Exif"));
    }
}
