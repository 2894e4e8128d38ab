//! What the chat page asks and does.

use mulin::sandbox::demo;
use serde_json::{Value, json};

use crate::House;

impl House {
    async fn get(&self, path: &str) -> Value {
        self.http.get(self.address(path)).send().await.expect("an answer").json().await.expect("JSON")
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        self.http.post(self.address(path)).json(&body).send().await.expect("an answer").json().await.expect("JSON")
    }
}

/// The demo's older resident of Yongfengli.
const AUNTIE: i64 = 7001;

#[tokio::test]
async fn a_persona_writes_presses_and_reads() {
    let house = House::new().await;
    demo::people(&house.world());
    let state = house.get("/sandbox/state").await;
    assert_eq!(state["personas"][0]["name"], json!({ "zh": "王阿姨", "en": "Auntie Wang" }));
    house.post("/sandbox/say", json!({ "as": AUNTIE, "chat": AUNTIE, "text": "楼道灯坏了" })).await;
    let markup = crate::buttons("~ab.0");
    house.call("sendMessage", json!({ "chat_id": AUNTIE, "text": "哪里?", "reply_markup": markup })).await;
    let chats = house.get(&format!("/sandbox/chats?as={AUNTIE}")).await;
    assert_eq!((&chats[0]["kind"], &chats[0]["unread"]), (&json!("private"), &json!(1)));
    assert_eq!(chats[0]["last"]["buttons"], json!([[{ "text": "好", "data": "~ab.0" }]]));
    let messages = house.get(&format!("/sandbox/messages?as={AUNTIE}&chat={AUNTIE}")).await;
    assert_eq!(messages.as_array().map(Vec::len), Some(2));
    assert_eq!(house.get(&format!("/sandbox/chats?as={AUNTIE}")).await[0]["unread"], 0);
    let press = json!({ "as": AUNTIE, "chat": AUNTIE, "message_id": 2, "data": "~ab.0" });
    assert_eq!(house.post("/sandbox/press", press).await["updates"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn events_reach_the_chats_readers_alone() {
    let house = House::new().await;
    demo::people(&house.world());
    let mut stream = house.http.get(house.address(&format!("/sandbox/events?as={AUNTIE}"))).send().await.expect("one");
    let chat = demo::personas().iter().find(|player| player.posts.iter().any(|post| post.role == "clerk"));
    let clerk = chat.expect("a clerk").id;
    house.send(clerk, "给管家的").await;
    house.call("sendChatAction", json!({ "chat_id": clerk, "action": "typing" })).await;
    house.world().start(AUNTIE, "c-yongfengli").expect("she is there");
    let event = stream.chunk().await.expect("a stream").expect("an event");
    let event: Value = serde_json::from_slice(event.strip_prefix(b"data: ").expect("data")).expect("JSON");
    assert_eq!((&event["type"], &event["message"]["text"]), (&json!("message"), &json!("/start c-yongfengli")));
}

#[tokio::test]
async fn an_upload_of_several_photos_is_an_album_and_can_be_fetched() {
    let house = House::new().await;
    demo::people(&house.world());
    let part = |name: &'static str| reqwest::multipart::Part::bytes(name.as_bytes()).file_name(name);
    let form = reqwest::multipart::Form::new().text("as", AUNTIE.to_string()).text("chat", AUNTIE.to_string());
    let form =
        form.text("kind", "photo").text("caption", "灯").part("files", part("a.jpg")).part("files", part("b.jpg"));
    let sent = house.http.post(house.address("/sandbox/upload")).multipart(form).send().await.expect("an answer");
    assert_eq!(sent.status(), 200);
    let messages = house.get(&format!("/sandbox/messages?as={AUNTIE}&chat={AUNTIE}")).await;
    assert!(messages[0]["album"].is_string() && messages[0]["album"] == messages[1]["album"]);
    let url = messages[1]["media"][0]["url"].as_str().expect("an address");
    let file = house.http.get(house.address(url)).send().await.expect("an answer");
    assert_eq!(file.bytes().await.expect("bytes").as_ref(), b"b.jpg");
}

#[tokio::test]
async fn the_clock_goes_to_monday_nine() {
    let house = House::new().await;
    let moved = house.post("/sandbox/clock", json!({ "to": "monday9" })).await;
    let monday = chrono::DateTime::parse_from_rfc3339("2026-11-30T09:00:00+08:00").expect("a time");
    assert_eq!(moved["now"], monday.timestamp_millis());
    let moved = house.post("/sandbox/clock", json!({ "advance_ms": 3_600_000 })).await;
    assert_eq!(moved["now"], monday.timestamp_millis() + 3_600_000);
}

#[tokio::test]
async fn only_this_machines_names_are_served() {
    let house = House::new().await;
    let status = async |name: &str, value: &str| {
        let request = house.http.get(house.address("/sandbox/state")).header(name, value);
        request.send().await.expect("an answer").status().as_u16()
    };
    assert_eq!(status("host", "localhost:8080").await, 200);
    assert_eq!(status("host", "evil.example").await, 403);
    assert_eq!(status("host", "127.0.0.1.evil.example:80").await, 403);
    assert_eq!(status("origin", "http://evil.example").await, 403);
    assert_eq!(status("sec-fetch-site", "cross-site").await, 403);
}

#[tokio::test]
async fn someone_who_is_not_in_a_chat_reads_and_writes_nothing_there() {
    let house = House::new().await;
    demo::people(&house.world());
    let group = demo::groups()[2].id;
    let refused = house.get(&format!("/sandbox/messages?as={AUNTIE}&chat={group}")).await;
    assert_eq!(refused["error"], format!("no such chat for that person: {group}"));
    let refused = house.post("/sandbox/say", json!({ "as": AUNTIE, "chat": group, "text": "好" })).await;
    assert_eq!(refused["error"], format!("no such chat for that person: {group}"));
}

#[tokio::test]
async fn the_narrowest_scope_and_ones_own_language_give_the_commands() {
    let house = House::new().await;
    demo::people(&house.world());
    let (english, group) = (7003, demo::groups()[0].id);
    let set = async |scope: Value, language: &str, command: &str| {
        let commands = json!([{ "command": command, "description": "." }]);
        house.call("setMyCommands", json!({ "scope": scope, "language_code": language, "commands": commands })).await;
    };
    let offered = async |user: i64, chat: i64| {
        let list = house.get(&format!("/sandbox/commands?as={user}&chat={chat}")).await;
        list[0]["command"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(offered(AUNTIE, AUNTIE).await, "");
    set(json!({ "type": "default" }), "", "any").await;
    set(json!({ "type": "all_private_chats" }), "", "private").await;
    set(json!({ "type": "all_private_chats" }), "en", "english").await;
    set(json!({ "type": "all_chat_administrators" }), "", "admins").await;
    assert_eq!(offered(AUNTIE, AUNTIE).await, "private");
    assert_eq!(offered(english, english).await, "english");
    assert_eq!(offered(AUNTIE, group).await, "any", "she runs no group");
    set(json!({ "type": "chat", "chat_id": group }), "", "here").await;
    assert_eq!(offered(AUNTIE, group).await, "here");
}

#[tokio::test]
async fn what_one_wrote_can_be_changed_by_oneself_alone() {
    let house = House::new().await;
    demo::people(&house.world());
    house.post("/sandbox/say", json!({ "as": AUNTIE, "chat": AUNTIE, "text": "灯坏了" })).await;
    let edit =
        |user: i64, message: i64| json!({ "as": user, "chat": AUNTIE, "message_id": message, "text": "三栋灯坏了" });
    assert!(house.post("/sandbox/edit", edit(7003, 1)).await["error"].is_string());
    assert_eq!(house.post("/sandbox/edit", edit(AUNTIE, 1)).await["updates"].as_array().map(Vec::len), Some(1));
    let messages = house.get(&format!("/sandbox/messages?as={AUNTIE}&chat={AUNTIE}")).await;
    assert_eq!(messages[0]["text"], "三栋灯坏了");
    assert!(messages[0]["edited_ms"].is_i64());
}
