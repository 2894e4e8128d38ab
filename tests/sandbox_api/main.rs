//! The stand-in Bot API, over plain HTTP: it must refuse what Telegram refuses, in Telegram's words.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking and prints its figure"
)]

mod aiogram;
mod faults;
mod page;
mod refusals;
mod updates;

use std::sync::Arc;

use mulin::domain::time::Moment;
use mulin::outside::MovableClock;
use mulin::sandbox::{Group, Options, Sandbox, Standing, User, World};
use serde_json::{Value, json};

const TOKEN: &str = "1000000:a-token";
const BOT: i64 = 1_000_000;
/// A person who started the bot.
const WANG: i64 = 1;
/// A person who never did, but is in the group.
const LIN: i64 = 2;
/// A person who was never seen.
const STRANGER: i64 = 3;
const GROUP: i64 = -100;
const FORUM: i64 = -200;
/// 2026-11-23 08:20:00 UTC, a Monday.
const START: Moment = Moment(1_795_422_000_000);

/// A sandbox with a few people, and a client that knows nothing of it.
struct House {
    sandbox: Sandbox,
    http: reqwest::Client,
    clock: Arc<MovableClock>,
}

impl House {
    async fn new() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut Options)) -> Self {
        let clock = Arc::new(MovableClock::new(START, 0));
        let mut options = Options::new(([127, 0, 0, 1], 0).into(), Arc::clone(&clock), TOKEN);
        change(&mut options);
        let sandbox = Sandbox::start(options).await.expect("a free port");
        let world = sandbox.world();
        for (id, name) in [(WANG, "王阿姨"), (LIN, "小林"), (STRANGER, "路人")] {
            world.add_user(User { id, first_name: name.to_owned(), ..User::default() });
        }
        world.meet(WANG);
        let people = [(WANG, Standing::Creator), (LIN, Standing::Member), (BOT, Standing::Member)];
        world.add_group(Group { id: GROUP, title: "永丰里".to_owned(), ..Group::default() }, &people);
        let forum = Group { id: FORUM, title: "工作群".to_owned(), supergroup: true, forum: true };
        world.add_group(forum, &[(WANG, Standing::Creator), (BOT, Standing::Administrator)]);
        Self { sandbox, http: reqwest::Client::new(), clock }
    }

    fn world(&self) -> Arc<World> {
        self.sandbox.world()
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.api_url())
    }

    /// Calls a method with JSON, returning the whole answer.
    async fn ask(&self, method: &str, params: Value) -> Value {
        let request = self.http.post(self.address(&format!("/bot{TOKEN}/{method}"))).json(&params);
        request.send().await.expect("an answer").json().await.expect("JSON")
    }

    /// Calls a method that must succeed.
    async fn call(&self, method: &str, params: Value) -> Value {
        let answer = self.ask(method, params).await;
        assert_eq!(answer["ok"], true, "{method}: {answer}");
        answer["result"].clone()
    }

    /// Calls a method that must be refused: the text.
    async fn refused(&self, method: &str, params: Value) -> String {
        let answer = self.ask(method, params).await;
        assert_eq!(answer["ok"], false, "{method}: {answer}");
        answer["description"].as_str().expect("a text").to_owned()
    }

    /// Sends a text and returns its message's id.
    async fn send(&self, chat: i64, text: &str) -> i64 {
        let sent = self.call("sendMessage", json!({ "chat_id": chat, "text": text })).await;
        sent["message_id"].as_i64().expect("an id")
    }

    /// The updates that wait, confirming what is below `offset`.
    async fn updates(&self, offset: i64) -> Vec<Value> {
        let updates = self.call("getUpdates", json!({ "offset": offset })).await;
        updates.as_array().expect("a list").clone()
    }
}

fn buttons(data: &str) -> Value {
    json!({ "inline_keyboard": [[{ "text": "好", "callback_data": data }]] })
}

#[tokio::test]
async fn every_answer_carries_the_sandboxs_date() {
    let house = House::new().await;
    let date = async || {
        let answer = house.http.get(house.address(&format!("/bot{TOKEN}/getMe"))).send().await.expect("an answer");
        answer.headers()["date"].to_str().expect("text").to_owned()
    };
    assert_eq!(date().await, "Mon, 23 Nov 2026 08:20:00 GMT");
    house.clock.advance(86_400_000);
    assert_eq!(date().await, "Tue, 24 Nov 2026 08:20:00 GMT");
}

#[tokio::test]
async fn a_call_comes_as_json_a_form_an_address_or_parts() {
    let house = House::new().await;
    let address = house.address(&format!("/bot{TOKEN}/sendMessage"));
    let text = async |request: reqwest::RequestBuilder| {
        let answer: Value = request.send().await.expect("an answer").json().await.expect("JSON");
        answer["result"]["text"].as_str().map_or_else(|| answer.to_string(), str::to_owned)
    };
    let markup = buttons("a").to_string();
    let form = [("chat_id", "1"), ("text", "表 单&+"), ("reply_markup", markup.as_str())];
    let parts = reqwest::multipart::Form::new().text("chat_id", "1").text("text", "分段");
    assert_eq!(text(house.http.post(&address).json(&json!({ "chat_id": 1, "text": "甲" }))).await, "甲");
    assert_eq!(text(house.http.post(&address).form(&form)).await, "表 单&+");
    assert_eq!(text(house.http.get(&address).query(&[("chat_id", "1"), ("text", "乙")])).await, "乙");
    assert_eq!(text(house.http.post(&address).multipart(parts)).await, "分段");
    let lower = house.address(&format!("/bot{TOKEN}/sendmessage"));
    assert_eq!(text(house.http.get(lower).query(&[("chat_id", "1"), ("text", "丙")])).await, "丙");
}

#[tokio::test]
async fn a_photo_goes_up_and_comes_down_again() {
    let house = House::new().await;
    let file = reqwest::multipart::Part::bytes(vec![9, 8, 7]).file_name("lamp.png");
    let form = reqwest::multipart::Form::new().text("chat_id", "1").text("caption", "灯").part("photo", file);
    let request = house.http.post(house.address(&format!("/bot{TOKEN}/sendPhoto"))).multipart(form);
    let sent: Value = request.send().await.expect("an answer").json().await.expect("JSON");
    assert_eq!(sent["result"]["caption"], "灯");
    let id = &sent["result"]["photo"][0]["file_id"];
    let found = house.call("getFile", json!({ "file_id": id })).await;
    let path = found["file_path"].as_str().expect("a path");
    assert!(std::path::Path::new(path).extension().is_some_and(|end| end == "png"), "{path}");
    let bytes = house.http.get(house.address(&format!("/file/bot{TOKEN}/{path}"))).send().await.expect("an answer");
    assert_eq!(bytes.bytes().await.expect("bytes").as_ref(), [9, 8, 7]);
    let again = house.call("sendPhoto", json!({ "chat_id": 1, "photo": id })).await;
    assert_eq!(&again["photo"][0]["file_id"], id);
}

#[tokio::test]
async fn an_album_is_one_group_of_messages_and_is_copied_as_one() {
    let house = House::new().await;
    let file = || reqwest::multipart::Part::bytes(vec![1]).file_name("a.jpg");
    let media = json!([
        { "type": "photo", "media": "attach://one", "caption": "两张" },
        { "type": "photo", "media": "attach://two" },
    ]);
    let form = reqwest::multipart::Form::new().text("chat_id", "1").text("media", media.to_string());
    let form = form.part("one", file()).part("two", file());
    let request = house.http.post(house.address(&format!("/bot{TOKEN}/sendMediaGroup"))).multipart(form);
    let sent: Value = request.send().await.expect("an answer").json().await.expect("JSON");
    let album = |message: &Value| message["media_group_id"].as_str().expect("an album").to_owned();
    assert_eq!(album(&sent["result"][0]), album(&sent["result"][1]));
    let ids = [&sent["result"][0]["message_id"], &sent["result"][1]["message_id"]];
    let copies = json!({ "chat_id": GROUP, "from_chat_id": WANG, "message_ids": ids });
    assert_eq!(house.call("copyMessages", copies).await.as_array().map(Vec::len), Some(2));
    let copied = house.world().messages(GROUP);
    assert_eq!(album(&copied[0]), album(&copied[1]));
    assert_ne!(album(&copied[0]), album(&sent["result"][0]));
}

#[tokio::test]
async fn topics_are_made_written_to_closed_and_deleted() {
    let house = House::new().await;
    let topic = house.call("createForumTopic", json!({ "chat_id": FORUM, "name": "1042 楼道灯" })).await;
    let thread = topic["message_thread_id"].clone();
    let line = json!({ "chat_id": FORUM, "message_thread_id": thread, "text": "来了" });
    let sent = house.call("sendMessage", line.clone()).await;
    assert_eq!(sent["is_topic_message"], true);
    assert_eq!(sent["reply_to_message"]["forum_topic_created"]["name"], "1042 楼道灯");
    let here = json!({ "chat_id": FORUM, "message_thread_id": thread });
    house.call("closeForumTopic", here.clone()).await;
    house.call("deleteForumTopic", here).await;
    assert_eq!(house.refused("sendMessage", line).await, "Bad Request: message thread not found");
}
