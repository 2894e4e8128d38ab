//! What becomes of files on their way through the house.

use crate::on_both;
use crate::support::{CHEN, House, LIN, OUTSIDER, TOKEN, WANG, staff_chat};
use mulin::sandbox::{Fault, Media, MediaKind, Rule, Upload};
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

/// How many files lie in the media folder.
fn kept(house: &House) -> usize {
    std::fs::read_dir(house.folder.path().join("media")).map_or(0, Iterator::count)
}

/// How many rows are so.
async fn count(house: &House, from: &str) -> i64 {
    let text = format!("SELECT COUNT(*) FROM {from}");
    sqlx::query_scalar(sqlx::AssertSqlSafe(text)).fetch_one(house.store.pool()).await.expect("a count")
}

on_both! {
    async fn of_who_does_not_agree_nothing_is_kept(house) {
        house.says(OUTSIDER, "/start").await;
        house.says(OUTSIDER, "3栋楼道灯不亮").await;
        house.sends_photo(OUTSIDER, OUTSIDER, "", None).await;
        house.wait_ms(1_000).await;
        assert_eq!((kept(&house), count(&house, "media").await), (1, 1));
        house.taps(OUTSIDER, "不同意").await;
        assert!(house.sees(OUTSIDER).contains("我们都没有留"), "{}", house.sees(OUTSIDER));
        house.wait_ms(1_000).await;
        assert_eq!((kept(&house), count(&house, "media").await), (0, 0));
        assert_eq!(count(&house, "inbox WHERE body_sealed <> '' AND state = 1").await, 0, "nor what was said");
    }
}

on_both! {
    async fn a_file_that_cannot_be_had_holds_up_nobody(house) {
        house.settle_in(WANG, "永丰里").await;
        house.world.faults(vec![Rule::next(1_000, "getFile", Fault::Server { code: 500 })], 1);
        house.says(WANG, "3栋2单元5楼楼道灯不亮").await;
        house.taps(WANG, "对,照明").await;
        let upload = Upload { name: Some("1.jpg".to_owned()), mime: Some("image/jpeg".to_owned()), bytes: jpeg().into() };
        house.world.send_media(WANG, WANG, Media::one(MediaKind::Document, upload)).expect("sent");
        house.settle().await;
        house.taps(WANG, "好了,就这些").await;
        house.taps(WANG, "保密:办事的人看不到您是谁").await;
        house.taps(WANG, "对,记下来").await;
        house.wait_ms(5_000).await;
        house.says_in(CHEN, staff_chat(), "/queue").await;
        assert!(house.shows(staff_chat()).contains("楼道灯不亮"), "{}", house.shows(staff_chat()));
        let files = |house: &House| house.world.messages(staff_chat()).iter().filter(|said| said.get("document").is_some()).count();
        assert_eq!(files(&house), 0);
        house.world.faults(Vec::new(), 1);
        house.wait_ms(120_000).await;
        house.wait_ms(5_000).await;
        assert_eq!(files(&house), 1, "it comes as soon as it is fetched");
    }
}

on_both! {
    async fn a_staff_chat_that_becomes_the_residents_hears_no_more_of_tickets(house) {
        house.settle_in(LIN, "永丰里").await;
        house.says(LIN, "3栋2单元5楼楼道灯不亮").await;
        house.taps(LIN, "对,照明").await;
        house.taps(LIN, "没有照片").await;
        house.taps(LIN, "保密:办事的人看不到您是谁").await;
        house.taps(LIN, "对,记下来").await;
        assert!(house.shows(staff_chat()).contains("楼道灯不亮"));
        sqlx::query("UPDATE chats SET used = 'residents' WHERE telegram = $1")
            .bind(staff_chat())
            .execute(house.store.pool())
            .await
            .expect("bound to residents");
        let before = house.world.messages(staff_chat()).len();
        house.says(LIN, "我家住501,电话13800000000").await;
        house.taps(LIN, "是 1001 号的事").await;
        assert_eq!(house.world.messages(staff_chat()).len(), before, "{}", house.shows(staff_chat()));
    }
}
