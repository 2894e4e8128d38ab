//! What is drawn for a chat: the battle map, and a work before and after.

use crate::on_both;
use crate::support::{CHEN, House, MANAGER, PNG, TOKEN, WANG, staff_chat};
use crate::works::{comes_to_work, is_finished, proposes};
use mulin::telegram::client::Client;

/// A work of 永丰里, from its proposal to the photo of its result.
async fn a_work(house: &House) {
    house.says(CHEN, "/task new").await;
    house.taps(CHEN, "我们自己发现的").await;
    proposes(house, "3栋门前补种绿化", Some("绿化"), "12月20日").await;
    house.taps(CHEN, "对,立项").await;
}

/// The bytes of the newest picture in a chat.
async fn newest_picture(house: &House, chat: i64) -> Vec<u8> {
    let messages = house.world.messages(chat);
    let newest = messages.iter().rev().find_map(|message| message["photo"].as_array()?.last());
    let file = newest.and_then(|size| size["file_id"].as_str());
    let file = file.unwrap_or_else(|| panic!("no picture: {}", house.shows(chat)));
    let client = Client::new(TOKEN, &house.sandbox.api_url()).expect("a client");
    client.download(file).await.expect("its bytes")
}

on_both! {
    async fn the_map_is_drawn_when_it_is_sent_and_its_words_say_the_same(house) {
        house.settle_in(WANG, "永丰里").await;
        house.says(WANG, "/map").await;
        assert!(house.sees(WANG).contains("还没有登记在办的微实事"), "{}", house.shows(WANG));
        a_work(&house).await;
        house.says(WANG, "/map").await;
        let said = house.sees(WANG);
        assert!(said.contains("<photo> 项目作战图:在办 1 件,按期 1,快到期 0,超期 0。本月销号 0/0。"), "{said}");
        assert!(said.contains("各小区:\n永丰里:在办 1 件\n[微实事进展] [筛选]"), "{said}");
        assert!(newest_picture(&house, WANG).await.starts_with(&PNG[..8]));
        house.taps(WANG, "微实事进展").await;
        assert!(house.shows(WANG).contains("永丰里的微实事"), "{}", house.shows(WANG));
        house.wait_ms(40 * 86_400_000).await;
        house.says(WANG, "/map").await;
        assert!(house.sees(WANG).contains("超期 1"), "{}", house.shows(WANG));

        house.says_in(CHEN, staff_chat(), "/map").await;
        assert!(house.sees(staff_chat()).contains("<photo>"), "staff put it up in a group");
        let kept: Vec<(String,)> = sqlx::query_as("SELECT body_sealed FROM outbox WHERE method = 'sendPhoto'")
            .fetch_all(house.store.pool()).await.expect("rows");
        assert!(!kept.is_empty() && kept.iter().all(|(body,)| body.len() < 8_000), "no picture lies in the outbox");
    }
}

on_both! {
    async fn before_and_after_stand_side_by_side(house) {
        a_work(&house).await;
        house.settle_in(WANG, "永丰里").await;
        house.says(WANG, "/photo 1").await;
        assert!(house.sees(WANG).contains("还没有前后两张照片"), "{}", house.shows(WANG));
        comes_to_work(&house, "12月20日").await;
        is_finished(&house).await;
        house.says(WANG, "/photo 1").await;
        let said = house.sees(WANG);
        assert!(said.contains("<photo> 微实事 1 号:3栋门前补种绿化"), "{said}");
        assert!(newest_picture(&house, WANG).await.len() > PNG.len());
        house.says(WANG, "/photo 7").await;
        house.says(WANG, "/photo").await;
        assert!(house.sees(WANG).contains("/photo 12"), "{}", house.shows(WANG));
        house.says_in(CHEN, staff_chat(), "/photo 1").await;
        assert!(house.sees(staff_chat()).contains("<photo> 微实事 1 号"), "{}", house.shows(staff_chat()));
    }
}

on_both! {
    async fn where_tables_are_shown_the_map_is_one_with_its_key_folded_below(house) {
        a_work(&house).await;
        house.says(MANAGER, "/rich").await;
        house.says(MANAGER, "/map").await;
        let rich = |message: &serde_json::Value| message["rich_message"]["blocks"].is_array();
        let shown = house.world.messages(MANAGER).into_iter().rfind(rich).expect("a table");
        let blocks = shown["rich_message"]["blocks"].clone();
        assert_eq!(blocks[0]["text"], "项目作战图", "{blocks:#}");
        let heads = blocks[1]["cells"][0].as_array().map_or(0, Vec::len);
        assert_eq!((heads, &blocks[1]["cells"][1][1]["text"]), (8, &serde_json::json!("🟢1")), "{blocks:#}");
        assert_eq!(blocks[2]["type"], "details");
        house.says(MANAGER, "/rich").await;
        house.says(MANAGER, "/map").await;
        assert!(house.sees(MANAGER).contains("<photo> 项目作战图"), "{}", house.shows(MANAGER));
    }
}
