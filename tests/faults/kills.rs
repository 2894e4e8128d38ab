//! T1: `kill -9` at random moments while residents talk. Nothing is lost, every report is filed once, every report has
//! its receipt; what is doubled are messages that were on their way.

use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use mulin::domain::id::Number;
use mulin::domain::time::Clock as _;
use mulin::operator::demo;
use mulin::outside::{MovableClock, SystemClock};
use mulin::sandbox::{Options, Sandbox, World};
use mulin::store::seal::Seal;
use mulin::store::tickets::record;
use mulin::store::{Store, gauges};

use crate::support::databases::fresh_database;
use crate::support::{Db, TOKEN};
use crate::{DIALOGUE, in_full, receipts, residents};

/// Updates a second.
const PACE: u64 = 80;
/// Milliseconds the bot may take to finish once it is left alone.
const PATIENCE: u64 = 60_000;
/// Milliseconds that a bot works at most before it is killed.
const WORKING: u64 = 250;
/// Milliseconds between two looks at how far it is.
const STEP: u64 = 25;

/// The bot on this database and stand-in, not started yet.
pub(crate) fn bot(url: &str, api: &str, folder: &std::path::Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mulin"));
    command
        .arg("serve")
        .env("TELOXIDE_TOKEN", TOKEN)
        .env("TELOXIDE_API_URL", api)
        .env("DATABASE_URL", url)
        .env("MULIN_KEY_FILE", folder.join("key"))
        .env("MULIN_MEDIA", folder.join("media"))
        .env("MULIN_ADMIN_LISTEN", "127.0.0.1:0")
        .envs(["ALL", "CHAT", "GROUP"].map(|name| (format!("MULIN_RATE_{name}"), "0")))
        .envs(["MESSAGES", "TICKETS", "PHOTOS"].map(|name| (format!("MULIN_QUOTA_{name}"), "0")))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

#[expect(clippy::disallowed_methods, reason = "kills strike in real time")]
pub(crate) async fn pause(ms: u64) {
    tokio::time::sleep(Duration::from_millis(ms)).await;
}

fn dice(most: u64) -> u64 {
    let mut bytes = [0u8; 8];
    mulin::outside::dice(&mut bytes).expect("dice");
    u64::from_le_bytes(bytes) % most
}

/// Updates and calls that are not done yet.
async fn undone(world: &World, store: &Store) -> i64 {
    let mut left = i64::try_from(world.queue_len()).expect("few");
    for gauge in gauges::GAUGES {
        if matches!(gauge.name, "mulin_inbox_pending" | "mulin_outbox_open") {
            left += gauges::read(store, gauge).await.expect("read");
        }
    }
    left
}

/// How a bot came back: most of its time goes into what its predecessors were kept from doing.
struct Back {
    left: i64,
    answered_ms: u64,
    done_ms: u64,
}

/// Waits until everything is done that was left, a newcomer's answer included.
#[expect(clippy::disallowed_methods, reason = "how long a start takes is measured in the host's time")]
async fn recovered(world: &World, store: &Store, newcomer: i64) -> Back {
    let began = std::time::Instant::now();
    let mut back = Back { left: undone(world, store).await, answered_ms: 0, done_ms: 0 };
    loop {
        pause(STEP).await;
        back.done_ms = began.elapsed().as_millis().try_into().unwrap_or(u64::MAX);
        let is_answer = |message: &serde_json::Value| message["from"]["id"] == world.bot_id();
        if back.answered_ms == 0 && world.messages(newcomer).iter().any(is_answer) {
            back.answered_ms = back.done_ms;
        }
        let left = undone(world, store).await;
        if left == 0 && back.answered_ms > 0 {
            return back;
        }
        assert!(back.done_ms < PATIENCE, "{left} undone after a minute");
    }
}

/// The house that outlives its bots.
struct Street {
    sandbox: Sandbox,
    world: Arc<World>,
    store: Store,
    url: String,
    folder: tempfile::TempDir,
}

impl Street {
    async fn new(db: Db) -> Self {
        let clock = Arc::new(MovableClock::new(SystemClock.now(), 1));
        let sandbox = Sandbox::start(Options::new(([127, 0, 0, 1], 0).into(), clock, TOKEN)).await.expect("a sandbox");
        let (world, folder) = (sandbox.world(), tempfile::tempdir().expect("a folder"));
        mulin::sandbox::demo::people(&world);
        let url = fresh_database(db, &folder).await;
        let seal = Seal::from_file_or_new(&folder.path().join("key")).expect("a key");
        let store = Store::open(&url, seal).await.expect("a database");
        demo::seed(&store, SystemClock.now()).await.expect("the demo");
        Self { sandbox, world, store, url, folder }
    }

    fn start(&self) -> Child {
        bot(&self.url, &self.sandbox.api_url(), self.folder.path()).spawn().expect("the bot starts")
    }

    /// A bot that has begun to ask for updates.
    async fn at_work(&self) -> Child {
        let polls = self.world.polls();
        let bot = self.start();
        let mut waited = 0;
        while self.world.polls() == polls {
            pause(STEP).await;
            waited += STEP;
            assert!(waited < PATIENCE, "a bot is at work within a minute");
        }
        bot
    }

    /// Says the next lines at [`PACE`], for so long.
    async fn talk(&self, lines: &mut impl Iterator<Item = (i64, &'static str)>, ms: u64) {
        for _ in 0..ms * PACE / 1_000 {
            let Some((person, words)) = lines.next() else { break };
            self.world.say(person, person, words).expect("said");
            pause(1_000 / PACE).await;
        }
        pause(ms % (1_000 / PACE)).await;
    }

    /// Calls that were on their way when a bot was killed.
    async fn in_flight(&self) -> usize {
        let count = sqlx::query_scalar("SELECT COUNT(*) FROM outbox WHERE state = 1");
        let count: i64 = count.fetch_one(self.store.pool()).await.expect("a count");
        usize::try_from(count).expect("few")
    }

    /// What a person was sent: words without digits, and how often.
    fn sent_to(&self, chat: i64) -> BTreeMap<String, usize> {
        let mut sent = BTreeMap::new();
        for call in self.world.record().iter().filter(|call| call.method == "sendMessage" && call.code == 200) {
            if call.params["chat_id"] == chat {
                let words = call.params["text"].as_str().unwrap_or_default();
                *sent.entry(words.chars().filter(|c| !c.is_ascii_digit()).collect()).or_default() += 1;
            }
        }
        sent
    }
}

/// Messages that somebody was sent more often than most people were, who all say the same.
fn doubled(sent: Vec<BTreeMap<String, usize>>) -> usize {
    let mut times: BTreeMap<&String, Vec<usize>> = BTreeMap::new();
    for (words, count) in sent.iter().flatten() {
        times.entry(words).or_default().push(*count);
    }
    let surplus = |counts: &mut Vec<usize>| {
        counts.resize(sent.len(), 0);
        counts.sort_unstable();
        let usual = counts[counts.len() / 2].max(1);
        counts.iter().map(|count| count.saturating_sub(usual)).sum::<usize>()
    };
    times.values_mut().map(surplus).sum()
}

async fn killed(db: Db, kills: u64) {
    let street = Street::new(db).await;
    let count = i64::try_from(kills).expect("few");
    let mut people = residents(&street.world, count + 1);
    let newcomer = people.pop().expect("somebody");
    let mut lines = DIALOGUE.iter().flat_map(|words| people.iter().map(|person| (*person, *words)));
    let (mut mid_work, mut in_flight) = (0, 0);
    for _ in 0..kills {
        let mut bot = street.at_work().await;
        street.talk(&mut lines, dice(WORKING)).await;
        mid_work += u64::from(undone(&street.world, &street.store).await > 0);
        bot.kill().expect("killed");
        bot.wait().expect("gone");
        in_flight += street.in_flight().await;
    }
    street.talk(&mut lines, u64::MAX / PACE).await;
    street.world.say(newcomer, newcomer, "/start").expect("said");
    let mut bot = street.start();
    let back = recovered(&street.world, &street.store, newcomer).await;
    bot.kill().expect("killed");
    bot.wait().expect("gone");

    let doubled = doubled(people.iter().map(|person| street.sent_to(*person)).collect());
    let receipts = receipts(&street.world, &people);
    let mut tx = street.store.begin().await.expect("a transaction");
    let tickets = record::after(&mut tx, street.store.seal(), Number(0), 10_000).await.expect("read").len();
    println!(
        "T1 {db:?}: {kills} kills, {mid_work} of them in the midst of work; {} updates, {tickets} tickets of {}; {doubled} messages \
         doubled, {in_flight} calls in flight at kills; with {} undone at the last start, {} ms to a newcomer's answer, \
         {} ms until all was done",
        people.len() * DIALOGUE.len(),
        people.len(),
        back.left,
        back.answered_ms,
        back.done_ms
    );
    assert!(mid_work >= kills / 4, "kills strike a bot in the midst of work");
    assert_eq!(tickets, people.len(), "every report is filed once");
    assert!(receipts.iter().all(|count| *count >= 1), "every report has its receipt: {receipts:?}");
    assert!(doubled <= in_flight, "nothing is doubled but what was on its way");
}

/// How many kills: few by default, a thousand with `tests/run --full`.
fn kills(few: u64) -> u64 {
    if in_full() { 1_000 } else { few }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kills_lose_nothing_on_sqlite() {
    killed(Db::Sqlite, kills(60)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kills_lose_nothing_on_postgres() {
    killed(Db::Postgres, kills(40)).await;
}
