//! A compound votes in the last minutes: no ballot that came before the close is lost, however late its turn comes, and
//! none that came after it counts.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use mulin::domain::time::{Clock as _, Moment};
use mulin::sandbox::{Limits, Recorded};
use mulin::store::inbox;
use mulin::telegram::scheduler;

use crate::crowd::{Voter, confirms, crowd, look_over};
use crate::in_full;
use crate::staff::calls;
use crate::support::votes::{WORKED, count, opened, prepared, published};
use crate::support::{Db, House};

/// The clock is the test's: so many ms a step.
const STEP_MS: i64 = 20;
/// The same once all have voted, and what is left goes out by Telegram's limits.
const AFTER_MS: i64 = 200;
/// How fast they vote, as 20,000 households do within five minutes.
const PER_SECOND: i64 = 67;
/// Who votes by day, one after the other, before the storm.
const QUIET: usize = 20;
/// Who comes too late.
const LATE: usize = 20;
/// The end of the storm, in which updates are stored and nobody has time for them.
const BUSY_MS: i64 = 1_000;
const NONCE: &str = "storms";

#[derive(Debug, Default)]
struct Figures {
    receipts: usize,
    last: Moment,
    too_late: usize,
    refused: usize,
    /// How long each receipt took, in the host's time.
    waits: Vec<Duration>,
}

impl Figures {
    fn p99(&mut self) -> Duration {
        self.waits.sort_unstable();
        self.waits.get(self.waits.len() * 99 / 100).copied().unwrap_or_default()
    }
}

/// The storm as it goes on.
struct Storm<'a> {
    house: &'a House,
    seen: u64,
    pressed: BTreeMap<i64, std::time::Instant>,
    figures: Figures,
}

fn says(call: &Recorded, part: &str) -> bool {
    call.params["text"].as_str().is_some_and(|text| text.contains(part))
}

impl Storm<'_> {
    #[expect(clippy::disallowed_methods, reason = "how long a receipt takes is measured in the host's time")]
    fn press(&mut self, user: i64) {
        confirms(&self.house.world, user, NONCE);
        self.pressed.insert(user, std::time::Instant::now());
    }

    /// One step of the house; where it is `busy`, updates are stored and no more.
    async fn step(&mut self, busy: bool) {
        let process = &self.house.process;
        process.intake.poll_once(0).await.expect("polled");
        if !busy {
            process.worker.step().await.expect("worked");
            process.worker.tick().await.expect("ticked");
            process.sender.step().await.expect("sent");
            process.sender.settle().await.expect("settled");
        }
        for call in self.house.world.record_after(self.seen) {
            self.seen = call.number;
            self.figures.refused += usize::from(call.code == 429);
            if call.code != 200 {
                continue;
            }
            self.figures.too_late += usize::from(says(&call, "没有算上"));
            if call.method == "sendMessage" && says(&call, "您的回执") {
                self.figures.receipts += 1;
                self.figures.last = Moment(call.at);
                let since = call.params["chat_id"].as_i64().and_then(|chat| self.pressed.remove(&chat));
                self.figures.waits.extend(since.map(|since| since.elapsed()));
            }
        }
        self.house.clock.advance(STEP_MS);
    }
}

/// The vote's close, and its households with a ballot before each.
async fn set_up(house: &House, many: usize) -> (Moment, Vec<Voter>) {
    let voters = crowd(house, many + LATE).await;
    published(house, &WORKED).await;
    prepared(house, &WORKED.map(|(title, _)| title)).await;
    opened(house).await;
    let ballots: Vec<_> = voters.iter().map(|voter| (*voter, BTreeSet::new())).collect();
    look_over(house, &ballots, NONCE).await;
    (Moment(count(house, "SELECT closes_at FROM polls").await), voters)
}

/// So many vote; by Telegram's limits, or by none. Gives what came of the storm, and of those who voted before it.
async fn storms(db: Db, many: usize, limited: bool) -> (Figures, Figures, Moment) {
    let mut house = House::new(db).await;
    let (closes, voters) = set_up(&house, many).await;
    let span = i64::try_from(many - QUIET).expect("few") * 1_000 / PER_SECOND + STEP_MS;
    house.clock.advance_to(closes.plus_ms(-span - 60_000));
    house.settle().await;
    if limited {
        house.world.set_limits(Limits::TELEGRAM);
        house.limits = scheduler::Limits::default();
        house.restart().await;
    }
    let seen = calls(&house);
    let mut storm = Storm { house: &house, seen, pressed: BTreeMap::new(), figures: Figures::default() };
    let (in_time, late) = voters.split_at(many);
    for voter in &in_time[..QUIET] {
        storm.press(voter.user);
        for _ in 0..10 {
            storm.step(false).await;
        }
    }
    let quiet = std::mem::take(&mut storm.figures);
    house.clock.advance_to(closes.plus_ms(-span));
    let mut rest = in_time[QUIET..].iter();
    let began = house.clock.now();
    while house.clock.now() < closes {
        let now = house.clock.now();
        let due = (now.0 - began.0 + STEP_MS) * PER_SECOND / 1_000 + 1;
        let pressed = in_time.len() - QUIET - rest.len();
        let busy = now.plus_ms(BUSY_MS) >= closes;
        for voter in rest.by_ref().take(usize::try_from(due).expect("few").saturating_sub(pressed)) {
            // Whoever votes in the busy second waits because the test wants it: that is no figure.
            if busy {
                confirms(&house.world, voter.user, NONCE);
            } else {
                storm.press(voter.user);
            }
        }
        storm.step(busy).await;
    }
    assert_eq!(rest.len(), 0, "all pressed before the close");
    let (waiting, _) = inbox::count(house.store.pool()).await.expect("counted");
    house.process.worker.tick().await.expect("ticked");
    let closed = count(&house, "SELECT COUNT(*) FROM polls WHERE phase = 'closed'").await;
    assert!(waiting > 0 && closed == 0, "the close waits for {waiting} that came before it");
    for voter in late {
        confirms(&house.world, voter.user, NONCE);
    }
    let mut steps = 0;
    while quiet.receipts + storm.figures.receipts < many || storm.figures.too_late < LATE {
        storm.step(false).await;
        if limited {
            house.clock.advance(AFTER_MS - STEP_MS);
        }
        steps += 1;
        assert!(steps < 200_000, "{:?}", storm.figures);
    }
    let figures = storm.figures;
    house.wait_ms(60_000).await;
    while house.process.sender.waiting().await > 0 {
        house.wait_ms(1_000).await;
    }
    let boxed = usize::try_from(count(&house, "SELECT COUNT(*) FROM ballots").await).expect("few");
    let closed = count(&house, "SELECT COUNT(*) FROM polls WHERE phase = 'closed'").await;
    assert_eq!((boxed, closed), (many, 1));
    let cast = count(&house, "SELECT heads FROM polls").await;
    assert_eq!(usize::try_from(cast).expect("few"), many);
    house.close().await;
    (quiet, figures, closes)
}

async fn at_the_deadline(db: Db) {
    let (many, limited) = if in_full() { (20_000, 20_000) } else { (160, 90) };
    let (mut quiet, mut storm, _) = storms(db, many, false).await;
    let (before, during) = (quiet.p99().as_millis(), storm.p99().as_millis());
    println!(
        "Storm ({db:?}): {many} households, {PER_SECOND} ballots a second until the close, the last second handled after \
         it: {} receipts, 0 lost, {} of {LATE} after it too late; a receipt's p99 {during} ms, before the storm {before} ms (host's time)",
        quiet.receipts + storm.receipts,
        storm.too_late,
    );
    assert_eq!((quiet.receipts + storm.receipts, storm.too_late), (many, LATE));
    let (quiet, storm, closes) = storms(db, limited, true).await;
    println!(
        "Storm ({db:?}) by Telegram's limits: {} receipts, the last {} s after the close, {} calls refused (clock of the test)",
        quiet.receipts + storm.receipts,
        (storm.last.0 - closes.0) / 1_000,
        storm.refused,
    );
    assert_eq!((quiet.receipts + storm.receipts, storm.too_late), (limited, LATE));
}

#[tokio::test]
async fn a_storm_before_the_close_loses_no_ballot_on_sqlite() {
    at_the_deadline(Db::Sqlite).await;
}

#[tokio::test]
async fn a_storm_before_the_close_loses_no_ballot_on_postgres() {
    at_the_deadline(Db::Postgres).await;
}
