//! The weekly digest under faults. T8: clocks that are a day off. T14: a group that moves
//! while its digest is on its way. T18: a digest to many while residents talk.

use std::collections::BTreeMap;
use std::sync::Arc;

use mulin::domain::chat::ChatUse;
use mulin::domain::time::{Clock as _, Moment};
use mulin::outside::MovableClock;
use mulin::sandbox::{Fault, Group, Limits, Recorded, Rule, Standing};
use mulin::store::people::{self, Met};
use mulin::store::{desk, digests, places};
use mulin::telegram::scheduler;
use mulin::worker::fresh::Ids;

use crate::on_both;
use crate::support::{Db, House, MONDAY};
use crate::{in_full, residents};

const DAY: i64 = 24 * 3_600_000;
/// Monday 30 November 2026, 09:00 in Shanghai.
const POSTED: Moment = Moment(1_796_000_400_000);
/// The residents' group of 宝龙世家 in the demo.
const OTHER: i64 = -1_001_000_000_003;
/// The residents' group of 永丰里 in the demo.
const GROUP: i64 = -1_001_000_000_001;

fn digests_in(house: &House, chat: i64) -> usize {
    let is_digest = |text: &str| text.contains("一周】");
    house.world.messages(chat).iter().filter(|said| said["text"].as_str().is_some_and(is_digest)).count()
}

on_both! {
    async fn a_clock_that_is_a_day_off_posts_nothing_before_its_time_and_nothing_twice(mut house) {
        let telegrams = Arc::clone(&house.clock);
        for wrong_by in [DAY, -DAY] {
            let due = if wrong_by > 0 { POSTED } else { POSTED.plus_days(7) };
            let before = digests_in(&house, GROUP);
            // The host comes up a day ahead of (or behind) Telegram, a quarter of an hour before the digest is due for it.
            telegrams.advance_to(due.plus_ms(-DAY));
            let wrong = Arc::new(MovableClock::new(Moment(telegrams.now().0 + wrong_by), 0));
            house.restart_at(&wrong).await;
            for _ in 0..8 {
                for clock in [&telegrams, &wrong] {
                    clock.advance(DAY / 4);
                }
                house.settle().await;
            }
            assert_eq!(digests_in(&house, GROUP), before, "{wrong_by}");
            telegrams.advance(777_777);
            let right = Arc::new(MovableClock::new(telegrams.now(), 0));
            house.restart_at(&right).await;
            house.settle().await;
            assert_eq!(digests_in(&house, GROUP), before + 1, "{wrong_by}");
            house.restart_at(&telegrams).await;
            house.settle().await;
            assert_eq!(digests_in(&house, GROUP), before + 1, "{wrong_by}");
        }
        println!("T8: clock ± 1 day, 4 restarts: {} digests of 2 weeks", digests_in(&house, GROUP));
    }
}

on_both! {
    async fn a_digest_follows_a_group_that_moves_and_is_not_sent_again_when_nobody_knows(house) {
        let new = -1_009_000_000_009;
        house.world.fault(Rule { chat: Some(OTHER), ..Rule::next(1, "sendMessage", Fault::Cut) });
        house.world.migrate(GROUP, new).expect("moved");
        house.clock.advance_to(POSTED);
        house.settle().await;
        house.wait_ms(2_000).await;
        let posted: usize = [GROUP, new, OTHER].into_iter().map(|chat| digests_in(&house, chat)).sum();
        assert_eq!(digests_in(&house, GROUP), 0);
        assert_eq!(posted, 2, "one a group, whether or not its answer came");
        for _ in 0..6 {
            house.wait_ms(600_000).await;
        }
        let again: usize = [GROUP, new, OTHER].into_iter().map(|chat| digests_in(&house, chat)).sum();
        assert_eq!(again, posted);
        println!("T14: a group that moves between enqueue and send: 1 post, in the new place");
    }
}

/// So many groups bound to compounds in turn, and subscribers who have met the bot.
async fn crowd(house: &House, groups: i64, subscribers: i64) -> Vec<i64> {
    let people = residents(&house.world, subscribers);
    let bot = (house.world.bot_id(), Standing::Administrator);
    let group = |nth| -1_002_000_000_000 - nth;
    for nth in 0..groups {
        let one = Group { id: group(nth), title: format!("群{nth}"), supergroup: true, forum: false };
        house.world.add_group(one, &[(7101, Standing::Creator), bot]);
    }
    for person in &people {
        house.world.meet(*person);
    }
    let ids = Ids::new(13);
    let mut tx = house.store.begin().await.expect("a transaction");
    let (known, _) = places::load(&mut tx).await.expect("places");
    let compounds: Vec<_> = known.compounds().into_iter().map(|place| place.id).collect();
    let users: BTreeMap<i64, i64> = people.iter().map(|person| (*person, ids.next(MONDAY))).collect();
    let private = people.iter().map(|person| Met {
        telegram: *person,
        kind: "private",
        fresh: ids.next(MONDAY),
        person: *person,
    });
    let grouped =
        (0..groups).map(|nth| Met { telegram: group(nth), kind: "group", fresh: ids.next(MONDAY), person: 0 });
    let met: Vec<Met> = private.chain(grouped).collect();
    let (persons, chats) = people::meet(&mut tx, house.store.seal(), &users, &met, MONDAY).await.expect("met");
    for (person, compound) in persons.values().zip(compounds.iter().cycle()) {
        digests::subscribe(&mut tx, (*compound, person.id), true, MONDAY).await.expect("subscribed");
    }
    for (nth, compound) in (0..groups).zip(compounds.iter().cycle()) {
        let chat = chats.get(&group(nth)).expect("a chat").id;
        desk::bind(&mut tx, chat, *compound, ChatUse::Residents).await.expect("bound");
    }
    tx.commit().await.expect("committed");
    people
}

/// Whether a call is a digest; else it is an answer to somebody.
fn is_digest(call: &Recorded) -> bool {
    call.params["text"].as_str().is_some_and(|text| text.contains("一周】"))
}

/// What came of a fan-out.
#[derive(Debug, Default)]
struct FannedOut {
    digests: usize,
    sent: usize,
    refused: usize,
    took_ms: i64,
    waits: Vec<i64>,
}

/// Says a digest to so many while ten residents a second talk, by Telegram's limits on both sides. The clock is the
/// test's, five milliseconds a step: what the host's processor takes is not in the figures.
async fn fan_out(db: Db, (groups, subscribers): (i64, i64)) -> FannedOut {
    const STEP_MS: i64 = 5;
    let mut house = House::with(db, |options| options.limits = Limits::TELEGRAM).await;
    let expected = usize::try_from(groups + subscribers).expect("few") + 2;
    let people = crowd(&house, groups, subscribers).await;
    house.limits = scheduler::Limits::default();
    house.clock.advance_to(POSTED.plus_ms(-1));
    house.settle().await;
    house.restart().await;
    house.clock.advance_to(POSTED);
    let (mut out, mut asked, mut step) = (FannedOut::default(), BTreeMap::new(), 0);
    let mut seen = house.world.record().last().map_or(0, |call| call.number);
    let mut turn = people.iter().cycle();
    while out.digests < expected && step < 200_000 {
        if step % 20 == 0 {
            let person = *turn.next().expect("people");
            house.world.say(person, person, "/start").expect("said");
            asked.insert(person, house.clock.now().0);
        }
        house.process.intake.poll_once(0).await.expect("polled");
        house.process.worker.step().await.expect("worked");
        house.process.worker.tick().await.expect("ticked");
        house.process.sender.step().await.expect("sent");
        house.process.sender.settle().await.expect("settled");
        for call in house.world.record_after(seen) {
            seen = call.number;
            out.refused += usize::from(call.code == 429);
            if call.method != "sendMessage" || call.code != 200 {
                continue;
            }
            out.sent += 1;
            if is_digest(&call) {
                out.digests += 1;
                out.took_ms = call.at - POSTED.0;
            } else if let Some(since) = call.params["chat_id"].as_i64().and_then(|chat| asked.remove(&chat)) {
                out.waits.push(call.at - since);
            }
        }
        house.clock.advance(STEP_MS);
        step += 1;
    }
    assert_eq!(out.digests, expected, "{out:?}");
    out.waits.sort_unstable();
    out
}

async fn fans_out(db: Db) {
    let full = in_full();
    let out = fan_out(db, if full { (200, 5_000) } else { (20, 400) }).await;
    let FannedOut { digests, sent, refused, took_ms, waits } = out;
    let limit = 30 * took_ms / 1_000;
    let rate = i64::try_from(sent).expect("few") * 100 / limit.max(1);
    let p95 = waits.get(waits.len() * 95 / 100).copied().unwrap_or(0);
    println!(
        "T18 ({db:?}): {digests} digests and {} answers in {} s, {rate} % of Telegram's limit, {refused} calls \
         refused, answers' p95 {p95} ms (clock of the test)",
        sent - digests,
        took_ms / 1_000,
    );
    assert_eq!(refused, 0);
    assert!(rate >= 95, "{rate} %");
    assert!(p95 <= 1_000, "{p95} ms");
    assert!(!waits.is_empty() && (!full || took_ms <= 300_000));
}

#[tokio::test]
async fn a_digest_to_many_keeps_to_the_limit_and_holds_up_nobody() {
    fans_out(Db::Sqlite).await;
}

#[tokio::test]
async fn a_digest_to_many_keeps_to_the_limit_and_holds_up_nobody_on_postgres() {
    fans_out(Db::Postgres).await;
}

on_both! {
    async fn the_weeks_of_two_hundred_compounds_are_made_within_ten_seconds(house) {
        let compound = |nth: i64| {
            format!("[[place]]\ncode = \"c{nth:04}\"\nkind = \"compound\"\nparent = \"qinghua\"\nname = \"小区{nth}\"\n")
        };
        let file: String = (0..200).map(compound).collect();
        let imported = mulin::operator::import::run(&house.store, &Ids::new(12), &file, (false, MONDAY)).await;
        assert_eq!(imported.expect("imported").new, 200);
        crowd(&house, 205, 1_000).await;
        house.clock.advance_to(POSTED);
        let (made, took) = all_made(&house).await;
        println!("The weeks of {made} compounds were made in {took} ms (the host's time)");
        assert_eq!(made, 205);
    }
}

/// Says every compound's week: how many, and how long that took.
#[expect(clippy::disallowed_methods, reason = "how long it takes is measured in the host's time")]
async fn all_made(house: &House) -> (i64, u128) {
    let began = std::time::Instant::now();
    while house.process.worker.tick().await.expect("ticked") > 0 {}
    let took = began.elapsed().as_millis();
    let made = sqlx::query_scalar("SELECT COUNT(*) FROM digests").fetch_one(house.store.pool()).await.expect("counted");
    (made, took)
}
