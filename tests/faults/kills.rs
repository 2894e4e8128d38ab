//! T1: `kill -9` at random moments while residents talk. Nothing is lost, every report is filed once, every report has
//! its receipt; what is doubled are messages that were on their way.

use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use mulin::domain::id::Number;
use mulin::domain::time::Clock as _;
use mulin::operator::demo;
use mulin::outside::{MovableClock, SystemClock};
use mulin::sandbox::{Options, Sandbox};
use mulin::store::seal::Seal;
use mulin::store::tickets::record;
use mulin::store::{Store, gauges};

use crate::support::{Db, TOKEN, fresh_database};
use crate::{DIALOGUE, receipts, residents};

/// Updates a second.
const PACE: u64 = 50;
/// How long the bot may take to finish once it is left alone, in tenths of a second.
const PATIENCE: u32 = 600;

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

fn start(url: &str, api: &str, folder: &std::path::Path) -> Child {
    bot(url, api, folder).spawn().expect("the bot starts")
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

async fn killed(db: Db, kills: u64) {
    let clock = Arc::new(MovableClock::new(SystemClock.now(), 1));
    let sandbox = Sandbox::start(Options::new(([127, 0, 0, 1], 0).into(), clock, TOKEN)).await.expect("a sandbox");
    let (world, folder) = (sandbox.world(), tempfile::tempdir().expect("a folder"));
    mulin::sandbox::demo::people(&world);
    let url = fresh_database(db, &folder).await;
    let seal = || Seal::from_file(&folder.path().join("key")).expect("a key");
    let store = Store::open(&url, seal()).await.expect("a database");
    demo::seed(&store, SystemClock.now()).await.expect("the demo");

    let count = i64::try_from(kills).expect("few");
    let people = residents(&world, count);
    let talking = {
        let (world, people) = (Arc::clone(&world), people.clone());
        tokio::spawn(async move {
            for words in DIALOGUE {
                for person in &people {
                    world.say(*person, *person, words).expect("said");
                    pause(1_000 / PACE).await;
                }
            }
        })
    };
    for _ in 0..kills {
        let mut bot = start(&url, &sandbox.api_url(), folder.path());
        pause(60 + dice(340)).await;
        bot.kill().expect("killed");
        bot.wait().expect("gone");
    }
    talking.await.expect("all said");
    let before = world.record().len();
    let mut bot = start(&url, &sandbox.api_url(), folder.path());
    let mut first_ms = 0;
    while !world.record_after(before as u64).iter().any(|call| call.method == "sendMessage") && first_ms < 60_000 {
        pause(10).await;
        first_ms += 10;
    }
    let mut waited = 0;
    loop {
        pause(100).await;
        waited += 1;
        let open =
            gauges::GAUGES.iter().filter(|gauge| matches!(gauge.name, "mulin_inbox_pending" | "mulin_outbox_open"));
        let mut left = i64::try_from(world.queue_len()).expect("few");
        for gauge in open {
            left += gauges::read(&store, gauge).await.expect("read");
        }
        if left == 0 || waited > PATIENCE {
            assert_eq!(left, 0, "undone after a minute");
            break;
        }
    }
    bot.kill().expect("killed");
    bot.wait().expect("gone");

    let receipts = receipts(&world, &people);
    let mut tx = store.begin().await.expect("a transaction");
    let tickets = record::after(&mut tx, store.seal(), Number(0), 10_000).await.expect("read").len();
    let doubled = receipts.iter().filter(|count| **count > 1).count();
    println!(
        "T1 {db:?}: {kills} kills, {} updates, {tickets} tickets of {}, {doubled} receipts doubled; after the last start the first message {first_ms} ms, all done {} ms",
        people.len() * DIALOGUE.len(),
        people.len(),
        first_ms + u64::from(waited) * 100
    );
    assert_eq!(tickets, people.len(), "every report is filed once");
    assert!(receipts.iter().all(|count| *count >= 1), "every report has its receipt: {receipts:?}");
}

/// How many kills: few by default, a thousand with `tests/run --full`.
fn kills(few: u64) -> u64 {
    if std::env::var("MULIN_TEST_FULL").is_ok() { 1_000 } else { few }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kills_lose_nothing_on_sqlite() {
    killed(Db::Sqlite, kills(60)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kills_lose_nothing_on_postgres() {
    killed(Db::Postgres, kills(40)).await;
}
