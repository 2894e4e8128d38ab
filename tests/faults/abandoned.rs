//! T2: every step of the house is struck at each of its waits, one wait after the other: on SQLite it is dropped there,
//! as by a crash; on PostgreSQL every connection is cut there, so that the call under way fails. The house that goes on
//! afterwards comes to the same end as one that nothing happened to.

use std::collections::BTreeSet;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

use mulin::domain::id::Number;
use mulin::store::tickets::record;

use crate::support::{CHEN, Db, House, WANG, staff_chat};

/// What people do, one after the other.
const SCRIPT: [(i64, Act); 15] = [
    (WANG, Act::Says("/start")),
    (WANG, Act::Taps("同意")),
    (WANG, Act::Taps("同意")),
    (WANG, Act::Taps("永丰里")),
    (WANG, Act::Says("3栋2单元5楼楼道灯不亮")),
    (WANG, Act::Taps("对,照明")),
    (WANG, Act::Taps("没有照片")),
    (WANG, Act::Taps("保密:办事的人看不到您是谁")),
    (WANG, Act::Taps("对,记下来")),
    (CHEN, Act::Says("/take {number}")),
    (CHEN, Act::Says("/ask {number} 是哪一层的灯?")),
    (WANG, Act::Says("五楼,门口那盏")),
    (CHEN, Act::Says("/done {number} 灯管已换")),
    (WANG, Act::Taps("联系过")),
    (WANG, Act::Taps("解决了")),
];

#[derive(Clone, Copy, Debug)]
enum Act {
    Says(&'static str),
    Taps(&'static str),
}

async fn act(house: &House, (who, act): (i64, Act)) {
    match act {
        Act::Says(words) => {
            // A number is drawn before it is certain that it is used: a struck turn may leave a gap.
            let number = filed(house).await.map_or_else(String::new, |number| number.to_string());
            house.world.say(who, who, &words.replace("{number}", &number)).expect("said");
        }
        Act::Taps(label) => {
            let pressed = house.world.press_label(who, who, label);
            assert!(pressed.is_ok(), "“{label}” of:\n{}", house.shows(who));
        }
    }
}

/// The number of the one ticket there is.
async fn filed(house: &House) -> Option<Number> {
    let number: Option<i64> =
        sqlx::query_scalar("SELECT number FROM tickets").fetch_optional(house.store.pool()).await.expect("read");
    number.map(Number)
}

/// Lets a step wait so often and strikes it at the next wait; whether it came to its end before.
async fn struck<F: Future + ?Sized>(mut step: Pin<Box<F>>, waits: usize, house: &House, db: Db) -> bool {
    let ended = ends_within(step.as_mut(), waits).await;
    if !ended && db == Db::Postgres {
        cut(house).await;
        step.await;
    }
    ended
}

/// Lets a step wait so often and no more; whether it came to its end.
pub(crate) async fn ends_within<F: Future + ?Sized>(mut step: Pin<&mut F>, waits: usize) -> bool {
    let mut left = waits;
    let ended = poll_fn(|context| match step.as_mut().poll(context) {
        Poll::Ready(_) => Poll::Ready(true),
        Poll::Pending if left == 0 => Poll::Ready(false),
        Poll::Pending => {
            left -= 1;
            Poll::Pending
        }
    });
    ended.await
}

/// Cuts every connection to the database but the one that says so.
async fn cut(house: &House) {
    let text = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity \
                WHERE datname = current_database() AND pid <> pg_backend_pid()";
    let cut: Result<i64, _> = sqlx::query_scalar(text).fetch_one(house.store.pool()).await;
    assert!(cut.is_ok(), "{cut:?}");
}

/// What came of it all: each ticket's state and story, and what the bot's messages say, by chat.
async fn outcome(house: &House) -> (Vec<String>, BTreeSet<(i64, String)>) {
    let mut tx = house.store.begin().await.expect("a transaction");
    let tickets = record::after(&mut tx, house.store.seal(), Number(0), 100).await.expect("read");
    let story = |ticket: &record::Whole| {
        let events = ticket.events.iter().map(|event| format!("{:?} {:?}", event.event, event.words));
        without_ids(&format!("{:?} {}", ticket.ticket.state, events.collect::<Vec<_>>().join("; ")))
    };
    let bot = house.world.bot_id();
    let number = filed(house).await.map_or_else(String::new, |number| number.to_string());
    let plain = |text: &str| if number.is_empty() { text.to_owned() } else { text.replace(&number, "{number}") };
    let texts = [WANG, CHEN, staff_chat()].into_iter().flat_map(|chat| {
        let own = house.world.messages(chat).into_iter().filter(|message| message["from"]["id"] == bot);
        own.map(|message| (chat, plain(message["text"].as_str().unwrap_or_default()))).collect::<Vec<_>>()
    });
    (tickets.iter().map(story).collect(), texts.collect())
}

/// Ids are made anew when a turn is made again.
fn without_ids(text: &str) -> String {
    let id = |part: &&str| part.len() < 15;
    text.split(|c: char| !c.is_ascii_digit()).filter(id).chain(text.split(|c: char| c.is_ascii_digit())).collect()
}

/// A life of the house that is struck in every step of every turn; how often, and what came of it.
async fn life(db: Db, waits: usize) -> (usize, (Vec<String>, BTreeSet<(i64, String)>)) {
    let mut house = House::new(db).await;
    let mut strikes = 0;
    for turn in SCRIPT {
        act(&house, turn).await;
        let process = &house.process;
        let stored = struck(Box::pin(async { drop(process.intake.poll_once(0).await) }), waits, &house, db).await;
        let _ = process.intake.poll_once(0).await.expect("stored");
        let worked = struck(Box::pin(async { drop(process.worker.step().await) }), waits, &house, db).await;
        process.worker.step().await.expect("worked");
        let sent = struck(Box::pin(async { drop(process.sender.step().await) }), waits, &house, db).await;
        if sent {
            process.sender.settle().await.expect("settled");
        }
        strikes += [stored, worked, sent].iter().filter(|ended| !**ended).count();
        house.restart().await;
        house.settle().await;
        house.wait_ms(2_000).await;
    }
    let came = outcome(&house).await;
    house.close().await;
    (strikes, came)
}

async fn strikes_everywhere(db: Db, stride: usize) {
    let (none, expected) = life(db, usize::MAX).await;
    assert_eq!(none, 0);
    let (mut lives, mut strikes, mut more) = (0, 0, 0);
    for waits in (0..).step_by(stride) {
        let (struck, (tickets, texts)) = life(db, waits).await;
        assert_eq!(tickets, expected.0, "struck at wait {waits}");
        let lost: Vec<_> = expected.1.difference(&texts).collect();
        assert!(lost.is_empty(), "struck at wait {waits}, lost: {lost:?}");
        more += texts.difference(&expected.1).count();
        if struck == 0 {
            break;
        }
        (lives, strikes) = (lives + 1, strikes + struck);
    }
    println!(
        "T2 {db:?}: {lives} lives of {} turns, {strikes} steps struck, 0 tickets or messages lost or other than expected, \
         {more} screens sent anew",
        SCRIPT.len()
    );
    // How often a step waits is the host's affair: a busy one has its answers before it asks again.
    assert!(strikes >= SCRIPT.len(), "steps were struck");
}

/// Of the waits, every one with `tests/run --full`.
fn stride(bounded: usize) -> usize {
    if crate::in_full() { 1 } else { bounded }
}

#[tokio::test]
async fn a_step_struck_at_any_wait_is_made_good_on_sqlite() {
    Box::pin(strikes_everywhere(Db::Sqlite, stride(1))).await;
}

#[tokio::test]
async fn a_step_struck_at_any_wait_is_made_good_on_postgres() {
    Box::pin(strikes_everywhere(Db::Postgres, stride(5))).await;
}
