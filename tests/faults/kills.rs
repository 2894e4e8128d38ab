//! T1: `kill -9` at random moments while residents talk. Nothing is lost, every report is filed once, every report has
//! its receipt; what is doubled are messages that were on their way.

use std::collections::BTreeMap;

use mulin::domain::id::Number;
use mulin::sandbox::World;
use mulin::store::tickets::record;

use crate::street::{Kills, Street};
use crate::support::Db;
use crate::{DIALOGUE, in_full, receipts, residents};

/// What a person was sent: words without digits, and how often.
fn sent_to(world: &World, chat: i64) -> BTreeMap<String, usize> {
    let mut sent = BTreeMap::new();
    for call in world.record().iter().filter(|call| call.method == "sendMessage" && call.code == 200) {
        if call.params["chat_id"] == chat {
            let words = call.params["text"].as_str().unwrap_or_default();
            *sent.entry(words.chars().filter(|c| !c.is_ascii_digit()).collect()).or_default() += 1;
        }
    }
    sent
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

async fn killed(db: Db, count: u64) {
    let street = Street::new(db).await;
    let world = &street.house.world;
    let mut people = residents(world, i64::try_from(count).expect("few") + 1);
    let newcomer = people.pop().expect("somebody");
    let mut lines = DIALOGUE.iter().flat_map(|words| people.iter().map(|person| (*person, *words)));
    let mut says = || lines.next().map(|(person, words)| world.say(person, person, words).expect("said")).is_some();
    let mut kills = Kills::default();
    for _ in 0..count {
        street.kill(&mut kills, &mut says).await;
    }
    while says() {}
    let back = street.recovers(newcomer).await;

    let doubled = doubled(people.iter().map(|person| sent_to(world, *person)).collect());
    let receipts = receipts(world, &people);
    let store = &street.house.store;
    let mut tx = store.begin().await.expect("a transaction");
    let tickets = record::after(&mut tx, store.seal(), Number(0), 10_000).await.expect("read").len();
    drop(tx);
    println!(
        "T1 {db:?}: {kills}; {} updates, {tickets} tickets of {}; {doubled} messages doubled, {} calls in flight at kills; \
         {back}",
        people.len() * DIALOGUE.len(),
        people.len(),
        kills.in_flight,
    );
    assert!(kills.mid_work >= count / 4, "kills strike a bot in the midst of work");
    assert_eq!(tickets, people.len(), "every report is filed once");
    assert!(receipts.iter().all(|count| *count >= 1), "every report has its receipt: {receipts:?}");
    assert!(doubled <= kills.in_flight, "nothing is doubled but what was on its way");
    street.close().await;
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
