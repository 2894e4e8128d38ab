//! The house of the tests: the stand-in Bot API over HTTP, the real rooms on it, a real database, a clock that moves on
//! demand. People act by name and see what their chat shows.
//!
//! Nothing runs by itself: [`House::settle`] repeats the rooms' steps until none of them has anything left to do. When a
//! house is closed it fails if an update or a call is left undone or the operator's check finds something.

#![expect(dead_code, unreachable_pub, clippy::indexing_slicing, reason = "each test binary uses its own part")]

pub mod databases;
pub mod votes;

use std::sync::Arc;

use mulin::conversation::facts::Quotas;
use mulin::domain::catalogue::Catalogue;
use mulin::domain::time::{Clock, Moment};
use mulin::operator::check;
use mulin::outside::{MovableClock, SystemClock};
use mulin::process::{Process, Setup};
use mulin::sandbox::{Media, MediaKind, Options, Sandbox, Upload, World};
use mulin::store::Store;
use mulin::telegram::client::Client;
use mulin::telegram::scheduler::Limits;
use mulin::text::fluent::Texts;
use serde_json::Value;
use tempfile::TempDir;

pub use databases::Db;

/// The token of the tests: it must stand nowhere but here.
pub const TOKEN: &str = "1000001:canary-token-of-the-tests";
/// Mon 23 Nov 2026 16:20 in Shanghai.
pub const MONDAY: Moment = Moment(1_795_422_000_000);

pub const WANG: i64 = 7001;
pub const LIN: i64 = 7002;
pub const CHEN: i64 = 7101;
pub const HUANG: i64 = 7102;
pub const MANAGER: i64 = 7106;
pub const SECRETARY: i64 = 7104;
pub const OUTSIDER: i64 = 7901;

/// `on_both!(async fn name(house: House) { … })`: the same test on SQLite and on PostgreSQL.
#[macro_export]
macro_rules! on_both {
    (async fn $name:ident(mut $house:ident) $body:block) => { $crate::on_both!(@make $name $house [mut $house] $body); };
    (async fn $name:ident($house:ident) $body:block) => { $crate::on_both!(@make $name $house [$house] $body); };
    (@make $name:ident $house:ident [$($bound:tt)+] $body:block) => {
        mod $name {
            use super::*;

            async fn run(db: $crate::support::Db) {
                let $($bound)+ = $crate::support::House::new(db).await;
                $body
                $house.close().await;
            }

            #[tokio::test]
            async fn sqlite() {
                run($crate::support::Db::Sqlite).await;
            }

            #[tokio::test]
            async fn postgres() {
                run($crate::support::Db::Postgres).await;
            }
        }
    };
}

/// The staff chat of 永丰里 in the demo.
pub fn staff_chat() -> i64 {
    let groups = mulin::sandbox::demo::groups();
    let staff = |circle: &&mulin::sandbox::demo::Circle| {
        circle.scope == "yongfengli" && circle.purpose == mulin::sandbox::demo::Purpose::Staff
    };
    groups.iter().find(staff).expect("a staff chat").id
}

pub struct House {
    pub sandbox: Sandbox,
    pub world: Arc<World>,
    pub clock: Arc<MovableClock>,
    pub store: Store,
    pub process: Box<Process>,
    pub folder: TempDir,
    /// The database's address; its key lies in the folder.
    pub url: String,
    /// Telegram's limits as the bot keeps them; off unless set before a restart.
    pub limits: Limits,
    seen: std::sync::Mutex<std::collections::BTreeMap<i64, usize>>,
}

impl House {
    pub async fn new(db: Db) -> Self {
        Self::with(db, |_| {}).await
    }

    pub async fn with(db: Db, change: impl FnOnce(&mut Options)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = databases::on_monday(db, &folder).await;
        Self::on((url, folder), MovableClock::new(MONDAY, 0), change).await
    }

    /// A house on whose database the program itself can run.
    pub async fn in_the_hosts_time(db: Db) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = databases::with_demo(db, &folder, SystemClock.now()).await;
        Self::on((url, folder), MovableClock::new(SystemClock.now(), 1), |_| {}).await
    }

    async fn on((url, folder): (String, TempDir), clock: MovableClock, change: impl FnOnce(&mut Options)) -> Self {
        let clock = Arc::new(clock);
        let mut options = Options::new(([127, 0, 0, 1], 0).into(), Arc::clone(&clock), TOKEN);
        change(&mut options);
        let sandbox = Sandbox::start(options).await.expect("a sandbox");
        let world = sandbox.world();
        mulin::sandbox::demo::people(&world);
        let store = Store::open(&url, databases::seal(&folder)).await.expect("a database");
        let limits = Limits { all: 0, chat: 0, group: 0 };
        let process = Box::new(Self::join(&sandbox, &store, (&clock, limits), &folder).await);
        Self { sandbox, world, clock, store, process, folder, url, limits, seen: std::sync::Mutex::default() }
    }

    async fn join(
        sandbox: &Sandbox,
        store: &Store,
        (clock, limits): (&Arc<MovableClock>, Limits),
        folder: &TempDir,
    ) -> Process {
        let client = Client::new(TOKEN, &sandbox.api_url()).expect("a client");
        let setup = Setup {
            store: store.clone(),
            client,
            texts: Arc::new(Texts::embedded().expect("texts")),
            clock: Arc::<MovableClock>::clone(clock) as Arc<dyn Clock>,
            catalogue: Catalogue::standard().clone(),
            quotas: Quotas { messages: 20, tickets: 5, photos: 10 },
            limits,
            media: folder.path().join("media"),
            keep_days: 7,
        };
        Process::join(setup).await.expect("joined")
    }

    /// The bot is gone and comes back on the same database.
    pub async fn restart(&mut self) {
        let clock = Arc::clone(&self.clock);
        self.restart_at(&clock).await;
    }

    /// The same on a host with another clock than Telegram's.
    pub async fn restart_at(&mut self, clock: &Arc<MovableClock>) {
        *self.process = Self::join(&self.sandbox, &self.store, (clock, self.limits), &self.folder).await;
    }

    /// A second process on the same database runs by itself until `stop` says so; meanwhile nobody calls steps.
    pub async fn restart_running(
        &self,
        stop: tokio::sync::watch::Receiver<bool>,
    ) -> tokio::task::JoinHandle<Result<(), mulin::process::ProcessError>> {
        let process = Self::join(&self.sandbox, &self.store, (&self.clock, self.limits), &self.folder).await;
        tokio::spawn(process.run(stop))
    }

    /// Repeats every step until none has anything left to do.
    pub async fn settle(&self) {
        loop {
            let polled = self.process.intake.poll_once(0).await.expect("polled");
            let mut did = polled.new;
            did += u64::try_from(self.process.worker.step().await.expect("worked")).unwrap_or(0);
            did += u64::try_from(self.process.worker.tick().await.expect("ticked")).unwrap_or(0);
            while self.process.sender.step().await.expect("sent") > 0 {
                self.process.sender.settle().await.expect("settled");
                did += 1;
            }
            self.process.upkeep.step().await.expect("kept up");
            did += u64::try_from(self.process.fetcher.step().await.expect("fetched")).unwrap_or(0);
            if did == 0 && self.world.queue_len() == 0 {
                return;
            }
        }
    }

    /// Moves the clock; what is due happens in its order.
    pub async fn wait_ms(&self, ms: i64) {
        self.clock.advance(ms);
        self.settle().await;
    }

    pub async fn says(&self, user: i64, text: &str) {
        self.world.say(user, user, text).expect("said");
        self.settle().await;
    }

    pub async fn says_in(&self, user: i64, chat: i64, text: &str) {
        self.world.say(user, chat, text).expect("said");
        self.settle().await;
    }

    pub async fn replies(&self, user: i64, chat: i64, to: i64, text: &str) {
        self.world.reply(user, chat, to, text).expect("replied");
        self.settle().await;
    }

    pub async fn taps(&self, user: i64, label: &str) {
        self.taps_in(user, user, label).await;
    }

    pub async fn taps_in(&self, user: i64, chat: i64, label: &str) {
        if let Err(wrong) = self.world.press_label(user, chat, label) {
            panic!("{wrong}: “{label}”; {user} sees:\n{}", self.shows(chat));
        }
        self.settle().await;
    }

    pub async fn sends_photo(&self, user: i64, chat: i64, caption: &str, reply_to: Option<i64>) {
        let upload =
            Upload { name: Some("p.png".to_owned()), mime: Some("image/png".to_owned()), bytes: PNG.to_vec().into() };
        let mut media = Media::one(MediaKind::Photo, upload);
        media.caption = caption.to_owned();
        media.reply_to = reply_to;
        self.world.send_media(user, chat, media).expect("sent");
        self.settle().await;
    }

    /// Everything in a chat.
    pub fn shows(&self, chat: i64) -> String {
        self.world
            .messages(chat)
            .iter()
            .map(|message| shown(message, self.world.bot_id()))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// What the bot wrote in a chat since it was last looked at, edits of older messages not included.
    pub fn sees(&self, chat: i64) -> String {
        let messages = self.world.messages(chat);
        let from = self.seen.lock().expect("unpoisoned").insert(chat, messages.len()).unwrap_or(0);
        let bot = self.world.bot_id();
        messages
            .iter()
            .skip(from)
            .filter(|message| message["from"]["id"] == bot)
            .map(|message| shown(message, bot))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The last message of the bot in a chat.
    pub fn last(&self, chat: i64) -> Value {
        let bot = self.world.bot_id();
        self.world.messages(chat).into_iter().rev().find(|message| message["from"]["id"] == bot).unwrap_or_default()
    }

    /// The id of the newest message of the bot in a chat whose text holds `part`.
    pub fn message_with(&self, chat: i64, part: &str) -> i64 {
        let bot = self.world.bot_id();
        let holds = |message: &&Value| message["from"]["id"] == bot && shown(message, bot).contains(part);
        let messages = self.world.messages(chat);
        let found =
            messages.iter().rev().find(holds).unwrap_or_else(|| panic!("no “{part}” in:\n{}", self.shows(chat)));
        found["message_id"].as_i64().expect("an id")
    }

    /// Past first contact in the compound of this name.
    pub async fn settle_in(&self, user: i64, compound: &str) {
        self.world.start(user, "").expect("started");
        self.settle().await;
        self.taps(user, "同意").await;
        self.taps(user, "同意").await;
        self.taps(user, compound).await;
    }

    /// The operator's check, and nothing left undone.
    pub async fn close(self) {
        self.settle().await;
        let mut tx = self.store.begin().await.expect("a transaction");
        let estate = self.process.worker.estate(&mut tx).await.expect("an estate");
        drop(tx);
        let broken = check::run(&self.store, &estate, self.clock.now()).await.expect("checked");
        assert!(broken.iter().all(|line| line.contains("nobody holds a role")), "{broken:#?}");
    }
}

/// A message as its reader sees it: words, then its buttons a row a line.
fn shown(message: &Value, bot: i64) -> String {
    let mut text = String::new();
    if message["from"]["id"] != bot {
        text.push_str("> ");
    }
    for kind in ["photo", "voice", "video", "document", "location"] {
        if !message[kind].is_null() {
            text = format!("{text}<{kind}> ");
        }
    }
    text.push_str(message["text"].as_str().or(message["caption"].as_str()).unwrap_or_default());
    for row in message["reply_markup"]["inline_keyboard"].as_array().into_iter().flatten() {
        let labels: Vec<&str> =
            row.as_array().into_iter().flatten().filter_map(|button| button["text"].as_str()).collect();
        text = format!("{text}\n[{}]", labels.join("] ["));
    }
    text
}

/// A picture of one pixel.
pub const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8,
    6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xf8, 0xcf, 0xc0,
    0xf0, 0x1f, 0, 5, 0, 1, 0xff, 0x89, 0x99, 0x3d, 0x1d, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];
