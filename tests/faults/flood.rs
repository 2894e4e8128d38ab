//! T16: one person sends a thousand messages a minute. Nobody else waits longer for it; they are warned once a minute, and
//! every line of theirs has its turn.

use std::collections::BTreeMap;

use mulin::domain::time::Clock as _;
use mulin::sandbox::{Limits, Recorded};
use mulin::store::inbox;
use mulin::telegram::scheduler;

use crate::support::{Db, House, WANG};
use crate::{in_full, residents};

/// The clock is the test's: so many ms a step.
const STEP_MS: i64 = 20;
/// Ms between two lines of the others.
const OTHERS_MS: i64 = 200;
/// Ms between two lines of the flood: a thousand a minute.
const FLOOD_MS: i64 = 60;

/// How long the others waited, by the test's clock and by the turns made meanwhile, their own included.
#[derive(Debug, Default)]
struct Waits {
    ms: Vec<i64>,
    turns: Vec<i64>,
    refused: usize,
}

impl Waits {
    fn p99(&mut self) -> (i64, i64) {
        let of = |waits: &mut Vec<i64>| {
            waits.sort_unstable();
            waits.get(waits.len() * 99 / 100).copied().unwrap_or_default()
        };
        (of(&mut self.ms), of(&mut self.turns))
    }
}

/// The others talk for so long, with the flood beside them or without it.
async fn talked(house: &House, people: &[i64], (span, flood): (i64, bool)) -> Waits {
    let (mut waits, mut asked) = (Waits::default(), BTreeMap::new());
    let mut seen = house.world.record().last().map_or(0, |call| call.number);
    let (mut turns, mut next) = (0, people.iter().cycle());
    for step in 0..span / STEP_MS {
        let at = step * STEP_MS;
        if at % OTHERS_MS == 0 {
            let person = *next.next().expect("people");
            house.world.say(person, person, "/start").expect("said");
            asked.insert(person, (house.clock.now().0, turns));
        }
        if flood && at % FLOOD_MS == 0 {
            house.world.say(WANG, WANG, "/privacy").expect("said");
        }
        house.process.intake.poll_once(0).await.expect("polled");
        turns += i64::try_from(house.process.worker.step().await.expect("worked")).expect("few");
        house.process.sender.step().await.expect("sent");
        house.process.sender.settle().await.expect("settled");
        for call in house.world.record_after(seen) {
            seen = call.number;
            let chat = call.params["chat_id"].as_i64();
            waits.refused += usize::from(call.code == 429);
            assert!(call.code != 429 || chat == Some(WANG), "the flood's own chat alone may have to wait: {call:?}");
            let chat = chat.filter(|_| call.method == "sendMessage" && call.code == 200);
            if let Some((since, before)) = chat.and_then(|chat| asked.remove(&chat)) {
                waits.ms.push(call.at - since);
                waits.turns.push(turns - before);
            }
        }
        house.clock.advance(STEP_MS);
    }
    assert!(asked.len() <= 2, "nobody is left without an answer: {asked:?}");
    waits
}

/// The line that says that one's messages are read more slowly, as it arrived.
fn is_warning(call: &Recorded) -> bool {
    call.code == 200 && call.params["text"].as_str().is_some_and(|text| text.contains("20 条以上"))
}

/// So many lines of one person lie in the inbox before the others say theirs: how many of them were worked before the
/// last of the others had had their turn.
async fn at_once(house: &House, people: &[i64], lines: usize) -> i64 {
    let waiting = async || inbox::count(house.store.pool()).await.expect("counted").0;
    for _ in 0..lines {
        house.world.say(WANG, WANG, "/privacy").expect("said");
    }
    while house.world.queue_len() > 0 {
        house.process.intake.poll_once(0).await.expect("polled");
    }
    for person in people {
        house.world.say(*person, *person, "/start").expect("said");
    }
    while house.world.queue_len() > 0 {
        house.process.intake.poll_once(0).await.expect("polled");
    }
    let theirs = "SELECT COUNT(*) FROM inbox WHERE state = 0 AND lane <> $1";
    let theirs = async || {
        let count: i64 = sqlx::query_scalar(theirs).bind(WANG).fetch_one(house.store.pool()).await.expect("a count");
        count
    };
    assert_eq!(theirs().await, i64::try_from(people.len()).expect("few"));
    let all = waiting().await;
    while theirs().await > 0 {
        house.process.worker.step().await.expect("worked");
    }
    all - waiting().await - i64::try_from(people.len()).expect("few")
}

async fn floods(db: Db) {
    let (span, lines) = if in_full() { (120_000, 1_000) } else { (10_000, 300) };
    let mut house = House::new(db).await;
    let people = residents(&house.world, 300);
    house.settle_in(WANG, "永丰里").await;
    house.wait_ms(60_000).await;
    house.world.set_limits(Limits::TELEGRAM);
    house.limits = scheduler::Limits::default();
    house.restart().await;
    house.clock.advance(60_000 - house.clock.now().0 % 60_000);
    let (quiet, quiet_turns) = talked(&house, &people, (span, false)).await.p99();
    house.clock.advance(60_000 - house.clock.now().0 % 60_000);
    let mut waits = talked(&house, &people, (span, true)).await;
    let (loud, loud_turns) = waits.p99();
    house.settle().await;
    house.clock.advance(60_000 - house.clock.now().0 % 60_000);
    let before = at_once(&house, &people[..200], lines).await;
    house.settle().await;

    let (pending, _) = inbox::count(house.store.pool()).await.expect("counted");
    assert_eq!(pending, 0, "every line had its turn");
    while house.process.sender.waiting().await > 0 {
        house.wait_ms(1_000).await;
    }
    let warnings = house.world.record().iter().filter(|call| is_warning(call)).count();
    let minutes = 1 + usize::try_from((span + 59_999) / 60_000).expect("few");
    println!(
        "T16 ({db:?}): {} messages a minute from one person for {} s; others' p99 {quiet} ms without and {loud} ms with it \
         (clock of the test), {quiet_turns} and {loud_turns} turns until their own was done; {warnings} warnings in \
         {minutes} minutes; {} calls refused, all to the flood's own chat; of {lines} at once {before} had their turn \
         before 200 others who came after them",
        60_000 / FLOOD_MS,
        span / 1_000,
        waits.refused,
    );
    assert!(loud <= (2 * quiet).max(STEP_MS), "{quiet} ms without, {loud} ms with it");
    assert!(loud_turns <= 2 * quiet_turns.max(1), "{quiet_turns} turns without, {loud_turns} with it");
    assert!(before <= 20, "{before}");
    assert_eq!(warnings, minutes);
    house.close().await;
}

#[tokio::test]
async fn a_flood_holds_up_nobody_else() {
    floods(Db::Sqlite).await;
}

#[tokio::test]
async fn a_flood_holds_up_nobody_else_on_postgres() {
    floods(Db::Postgres).await;
}
