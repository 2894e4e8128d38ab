//! How updates are handed over, confirmed, forgotten and handed over again.

use std::time::Duration;

use mulin::sandbox::{Media, MediaKind, Standing, Upload};
use serde_json::{Value, json};

use crate::{BOT, GROUP, House, LIN, WANG};

fn texts(updates: &[Value]) -> Vec<&str> {
    updates.iter().filter_map(|update| update["message"]["text"].as_str()).collect()
}

fn id(update: &Value) -> i64 {
    update["update_id"].as_i64().expect("an id")
}

#[tokio::test]
async fn an_update_comes_until_a_higher_offset_confirms_it() {
    let house = House::new().await;
    let world = house.world();
    for text in ["一", "二", "三"] {
        world.say(WANG, WANG, text).expect("she is there");
    }
    let first = house.updates(0).await;
    assert_eq!(texts(&first), ["一", "二", "三"]);
    assert_eq!(texts(&house.updates(0).await), ["一", "二", "三"]);
    assert_eq!(texts(&house.updates(id(&first[1])).await), ["二", "三"]);
    assert_eq!(world.queue_len(), 2);
    assert_eq!(texts(&house.updates(-1).await), ["三"]);
    assert!(house.updates(id(&first[2]) + 1).await.is_empty());
    assert_eq!(world.queue_len(), 0);
    assert_eq!(world.redeliver(&[id(&first[0])]), 1);
    assert_eq!(house.updates(id(&first[2]) + 1).await, first[..1]);
    assert_eq!(world.queue_len(), 0);
}

#[tokio::test]
async fn limit_and_allowed_updates_hold() {
    let house = House::new().await;
    let world = house.world();
    house.call("getUpdates", json!({ "allowed_updates": ["message"] })).await;
    world.say(WANG, WANG, "一").expect("she is there");
    let done = world.press(WANG, WANG, 1, "x").expect("she is there");
    assert_eq!(done.update_id(), None);
    world.say(WANG, WANG, "二").expect("she is there");
    let one = house.call("getUpdates", json!({ "limit": 1 })).await;
    assert_eq!(texts(one.as_array().expect("a list")), ["一"]);
}

#[tokio::test]
async fn a_long_poll_wakes_when_something_comes() {
    let house = House::new().await;
    let world = house.world();
    let poll = house.call("getUpdates", json!({ "timeout": 50 }));
    let (updates, ()) = tokio::join!(poll, async {
        house.send(WANG, "机器人先问").await;
        world.say(WANG, WANG, "醒").expect("she is there");
    });
    assert_eq!(texts(updates.as_array().expect("a list")), ["醒"]);
}

#[tokio::test]
async fn the_newer_of_two_pollers_wins() {
    let house = House::new().await;
    let first = house.ask("getUpdates", json!({ "timeout": 50 }));
    let second = async {
        let mut answer = house.ask("getUpdates", json!({})).await;
        while house.world().record().iter().all(|call| call.code != 409) {
            answer = house.ask("getUpdates", json!({})).await;
        }
        answer
    };
    let both = async { tokio::join!(first, second) };
    let (first, second) = tokio::time::timeout(Duration::from_secs(20), both).await.expect("both end");
    assert_eq!(first["error_code"], 409);
    assert_eq!(
        first["description"],
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    );
    assert_eq!(second["ok"], true);
}

#[tokio::test]
async fn a_webhook_shuts_the_poll_out_until_it_is_deleted() {
    let house = House::new().await;
    house.call("setWebhook", json!({ "url": "https://example.org/hook" })).await;
    assert_eq!(
        house.refused("getUpdates", json!({})).await,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    );
    assert_eq!(house.call("getWebhookInfo", json!({})).await["url"], "https://example.org/hook");
    house.call("deleteWebhook", json!({})).await;
    house.updates(0).await;
}

#[tokio::test]
async fn after_a_day_an_update_is_gone() {
    let house = House::new().await;
    house.world().say(WANG, WANG, "昨天").expect("she is there");
    house.clock.advance(86_400_000 - 1);
    assert_eq!(house.updates(0).await.len(), 1);
    house.clock.advance(1);
    assert!(house.updates(0).await.is_empty());
}

#[tokio::test]
async fn in_a_group_privacy_leaves_commands_and_replies() {
    let house = House::new().await;
    let world = house.world();
    let seen = |text: &str| world.say(LIN, GROUP, text).expect("he is there").update_id().is_some();
    assert!(!seen("大家好"));
    assert!(seen("/queue"));
    assert!(seen("/queue@mulin_bot"));
    assert!(!seen("/queue@other_bot"));
    let card = house.send(GROUP, "工单").await;
    assert!(world.reply(LIN, GROUP, card, "收到").expect("he is there").update_id().is_some());
    world.set_standing(GROUP, BOT, Standing::Administrator, WANG).expect("the group is there");
    assert!(world.say(LIN, GROUP, "大家好").expect("he is there").update_id().is_some());
}

#[tokio::test]
async fn an_album_comes_as_separate_messages_of_one_group() {
    let house = House::new().await;
    let files = vec![Upload { bytes: vec![1].into(), ..Upload::default() }; 3];
    let media = Media { files, caption: "三张".to_owned(), ..Media::one(MediaKind::Photo, Upload::default()) };
    let done = house.world().send_media(WANG, WANG, media).expect("she is there");
    assert_eq!(done.updates.len(), 3);
    let updates = house.updates(0).await;
    let albums: Vec<_> = updates.iter().map(|update| &update["message"]["media_group_id"]).collect();
    assert!(albums[0].is_string() && albums.iter().all(|album| *album == albums[0]));
    assert_eq!(updates[0]["message"]["caption"], "三张");
    assert_eq!(updates[1]["message"]["caption"], Value::Null);
}

#[tokio::test]
async fn malformed_updates_are_handed_over_as_they_are() {
    let house = House::new().await;
    let world = house.world();
    let given = world.raw_update(json!({ "message": { "chat": "nonsense" } }));
    let updates = house.updates(0).await;
    assert_eq!(updates, [json!({ "update_id": given, "message": { "chat": "nonsense" } })]);
}

#[tokio::test]
async fn an_edit_and_a_press_on_a_deleted_message_are_told() {
    let house = House::new().await;
    let world = house.world();
    let message = world.say(WANG, WANG, "灯坏").expect("she is there").message_id();
    world.edit(WANG, WANG, message, "灯坏了").expect("it is hers");
    world.press(WANG, WANG, 99, "old").expect("she is there");
    let updates = house.updates(0).await;
    assert_eq!(updates[1]["edited_message"]["text"], "灯坏了");
    assert_eq!(
        updates[2]["callback_query"]["message"],
        json!({
            "message_id": 99, "date": 0, "chat": { "id": WANG, "type": "private", "first_name": "王阿姨" },
        })
    );
}
