//! The sender against a Bot API that answers as it is told.

use std::collections::VecDeque;
use std::sync::Mutex as Lock;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::extract::{Path, State as Shared};
use axum::{Json, Router};
use serde_json::{Value, json};

use super::*;
use crate::domain::chat::{MessageRole, Pace};
use crate::domain::id::Number;
use crate::store::outbox::{Call, Row};
use crate::store::seal::Seal;
use crate::telegram::render;

/// What it was asked, and what it answers next; without orders a new message.
#[derive(Clone, Default)]
struct Telegram {
    asked: Arc<Lock<Vec<(String, Value)>>>,
    orders: Arc<Lock<VecDeque<Value>>>,
}

async fn serve(
    Shared(telegram): Shared<Telegram>,
    Path((_, method)): Path<(String, String)>,
    Json(body): Json<Value>,
) -> Json<Value> {
    let mut asked = telegram.asked.lock().unwrap();
    asked.push((method, body));
    let order = telegram.orders.lock().unwrap().pop_front();
    Json(order.unwrap_or_else(|| json!({"ok": true, "result": {"message_id": 100 + asked.len()}})))
}

/// A clock whose hands are moved by the test.
#[derive(Debug)]
struct Hands(AtomicI64);

impl Clock for Hands {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::Relaxed))
    }

    fn real(&self, _: i64) -> Duration {
        Duration::ZERO
    }
}

struct House {
    _folder: tempfile::TempDir,
    telegram: Telegram,
    store: Store,
    clock: Arc<Hands>,
    sender: Sender,
    ids: AtomicI64,
}

const RESIDENT: ChatId = ChatId(1);
const DESK: ChatId = ChatId(2);

impl House {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("mulin.db").display());
        let store = Store::open(&url, Seal::new([1; 32])).await.unwrap();
        for (chat, telegram, kind) in [(RESIDENT, 42, "private"), (DESK, -100, "group")] {
            let text = "INSERT INTO chats (id, telegram, kind, person, place, used, language, reachable, joined_at) \
                        VALUES ($1, $2, $3, 0, 0, '', 'en', 1, 0)";
            let mut tx = store.begin().await.unwrap();
            sqlx::query(text).bind(chat.0).bind(telegram).bind(kind).execute(&mut *tx).await.unwrap();
            tx.commit().await.unwrap();
        }
        let telegram = Telegram::default();
        let router = Router::new().route("/{token}/{method}", axum::routing::post(serve)).with_state(telegram.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let api = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let clock = Arc::new(Hands(AtomicI64::new(1_795_000_000_000)));
        let own_ids = AtomicI64::new(1_000);
        let tools = Tools {
            vault: Vault::new(std::path::PathBuf::new(), store.clone()),
            store: store.clone(),
            client: Client::new("1:test", &api).unwrap(),
            clock: clock.clone(),
            fresh: Arc::new(move || own_ids.fetch_add(1, Ordering::Relaxed)),
            voice: Arc::new(|text, _| format!("{text:?}")),
        };
        let sender = Sender::start(tools, Limits::default()).await.unwrap();
        Self { _folder: folder, telegram, store, clock, sender, ids: AtomicI64::new(1) }
    }

    fn line(&self, chat: ChatId, words: &str) -> Row {
        let call = Call::new("sendMessage", json!({"text": words}));
        Row::new(self.ids.fetch_add(1, Ordering::Relaxed), chat, Pace::Notice, call, self.clock.now())
    }

    async fn queue(&self, rows: Vec<Row>) {
        let mut tx = self.store.begin().await.unwrap();
        outbox::insert(&mut tx, self.store.seal(), rows).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Sends until nothing more may go at this moment.
    async fn drain(&self) {
        while self.sender.step().await.unwrap() > 0 {
            self.sender.settle().await.unwrap();
        }
    }

    fn orders(&self, orders: impl IntoIterator<Item = Value>) {
        self.telegram.orders.lock().unwrap().extend(orders);
    }

    /// What was asked since the last look: method and one telling field.
    fn asked(&self) -> Vec<String> {
        let asked = std::mem::take(&mut *self.telegram.asked.lock().unwrap());
        let tell = |body: &Value| match (body.get("text"), body.pointer("/reaction/0/emoji")) {
            (_, Some(emoji)) => emoji.as_str().unwrap().to_owned(),
            (Some(text), _) => text.as_str().unwrap().to_owned(),
            _ => String::new(),
        };
        asked.iter().map(|(method, body)| format!("{method} {} {}", body["chat_id"], tell(body))).collect()
    }

    async fn states(&self) -> Vec<(i64, String)> {
        let rows: Vec<(i64, String)> =
            sqlx::query_as("SELECT state, error FROM outbox ORDER BY id").fetch_all(self.store.pool()).await.unwrap();
        rows
    }
}

fn refusal(text: &str) -> Value {
    json!({"ok": false, "error_code": 400, "description": text})
}

#[tokio::test]
async fn a_card_is_sent_remembered_and_changed_in_place() {
    let house = House::new().await;
    let mut card = house.line(DESK, "1042 new").role(MessageRole::Card);
    card.ticket = Some(Number(1042));
    let mut change = house.line(DESK, "1042 taken");
    change.pace = Pace::Card;
    (change.method, change.edits) = ("editMessageText".to_owned(), Edits::Card(Number(1042)));
    house.queue(vec![card, change]).await;
    house.drain().await;
    assert_eq!(house.asked(), ["sendMessage -100 1042 new", "editMessageText -100 1042 taken"]);
    assert_eq!(house.states().await, [(2, String::new()), (2, String::new())]);
}

#[tokio::test]
async fn a_change_of_a_message_that_is_gone_goes_out_as_a_new_one() {
    let house = House::new().await;
    let mut change = house.line(DESK, "taken");
    (change.method, change.edits) = ("editMessageText".to_owned(), Edits::Message(7));
    house.queue(vec![change]).await;
    house.orders([refusal("Bad Request: message to edit not found")]);
    house.drain().await;
    house.clock.0.fetch_add(1, Ordering::Relaxed);
    house.drain().await;
    assert_eq!(house.asked(), ["editMessageText -100 taken", "sendMessage -100 taken"]);
}

#[tokio::test]
async fn retry_after_is_waited_out_and_keeps_the_order() {
    let house = House::new().await;
    house.queue(vec![house.line(RESIDENT, "one"), house.line(RESIDENT, "two"), house.line(DESK, "other")]).await;
    let slow = json!({"ok": false, "error_code": 429, "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7}});
    house.orders([slow.clone(), slow]);
    house.drain().await;
    assert_eq!(house.asked().len(), 2, "each chat was told to wait");
    house.clock.0.fetch_add(6_999, Ordering::Relaxed);
    house.drain().await;
    assert_eq!(house.asked(), Vec::<String>::new());
    house.clock.0.fetch_add(1, Ordering::Relaxed);
    house.drain().await;
    let mut asked = house.asked();
    asked.sort();
    assert_eq!(asked, ["sendMessage -100 other", "sendMessage 42 one", "sendMessage 42 two"]);
}

#[tokio::test]
async fn staff_see_by_a_tick_whether_their_line_arrived() {
    let house = House::new().await;
    let ticked = |words: &str| {
        let mut line = house.line(RESIDENT, words).role(MessageRole::Relay);
        line.tick = Some((DESK, 55));
        line
    };
    house.queue(vec![ticked("hello")]).await;
    house.drain().await;
    assert_eq!(house.asked(), ["sendMessage 42 hello", "setMessageReaction -100 👍"]);

    house.orders([json!({"ok": false, "error_code": 403, "description": "Forbidden: bot was blocked by the user"})]);
    house.queue(vec![ticked("again")]).await;
    house.drain().await;
    let mut asked = house.asked();
    asked.sort();
    assert!(asked[0].contains("sender-unreachable"), "{asked:?}");
    assert_eq!(asked[1..], ["sendMessage 42 again", "setMessageReaction -100 👎"]);
    let reachable: i64 =
        sqlx::query_scalar("SELECT reachable FROM chats WHERE id = 1").fetch_one(house.store.pool()).await.unwrap();
    assert_eq!(reachable, 0);
}

#[tokio::test]
async fn a_group_that_became_a_supergroup_gets_its_message_there() {
    let house = House::new().await;
    house.queue(vec![house.line(DESK, "moved")]).await;
    house.orders([json!({"ok": false, "error_code": 400, "description": "Bad Request: group chat was upgraded",
        "parameters": {"migrate_to_chat_id": -2000}})]);
    house.drain().await;
    house.clock.0.fetch_add(1, Ordering::Relaxed);
    house.drain().await;
    assert_eq!(house.asked(), ["sendMessage -100 moved", "sendMessage -2000 moved"]);
}

#[tokio::test]
async fn what_an_earlier_run_left_half_sent_is_repeated_only_where_that_does_no_harm() {
    let house = House::new().await;
    let mut post = house.line(DESK, "to everybody");
    post.repeatable = false;
    let ids = [1, 2];
    house.queue(vec![post, house.line(RESIDENT, "receipt")]).await;
    let mut tx = house.store.begin().await.unwrap();
    outbox::take(&mut tx, house.store.seal(), &ids, (0, Moment(0))).await.unwrap();
    tx.commit().await.unwrap();

    let again = Sender::start(house.sender.tools.clone(), Limits::default()).await.unwrap();
    while again.step().await.unwrap() > 0 {
        again.settle().await.unwrap();
    }
    assert_eq!(house.asked(), ["sendMessage 42 receipt"]);
    let mut states = house.states().await;
    states.sort();
    assert_eq!(states, [(2, String::new()), (3, outbox::UNKNOWN.to_owned())]);
}

#[tokio::test]
async fn the_answer_to_a_press_names_no_chat() {
    let house = House::new().await;
    let mut row = house.line(RESIDENT, "");
    let call = render::answer("q", "好", false);
    (row.method, row.body) = (call.method.to_owned(), call.body.to_string());
    house.queue(vec![row]).await;
    house.drain().await;
    assert_eq!(house.asked(), ["answerCallbackQuery null 好"]);
}
