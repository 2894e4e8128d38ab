//! How the house bears years of a big town beside the first weeks of a small one: `tests/bench/run large`.
//!
//! Two houses stand on the same kind of database, one with 10,000 tickets and one with a hundred times as many, drawn by
//! the same generator ([`town`], [`tickets`], [`works`]). They take turns at everything that is measured, so that a
//! neighbour's load falls on both. Arguments: `sqlite` or `postgres` for one of them only, and a number for another
//! count of the larger house's tickets.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark fails by panicking and prints its figures"
)]

mod acts;
#[path = "../../support/mod.rs"]
mod support;
mod tickets;
mod town;
mod works;

use std::time::{Duration, Instant};

use acts::{Act, Stand};
use mulin::domain::time::Moment;
use support::{Db, House};
use town::Size;

/// Tickets of the smaller house, and of the larger unless another number is given.
const SMALL: usize = 10_000;
const LARGE: usize = 1_000_000;
/// Samples of each act. No person acts in two of them but staff.
const ROUNDS: usize = 300;
/// Mon 30 Nov 2026 07:30 in Shanghai; at 09:00 each compound's week is said.
const START: Moment = Moment(1_795_995_000_000);
const DIGESTS: Moment = START.plus_minutes(90);

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let given: Vec<String> = std::env::args().skip(1).filter(|part| !part.starts_with('-')).collect();
    let large = given.iter().find_map(|part| part.parse().ok()).unwrap_or(LARGE);
    let dbs = [("sqlite", Db::Sqlite), ("postgres", Db::Postgres)];
    let named = given.iter().any(|part| dbs.iter().any(|(name, _)| part == name));
    println!("off for both: Telegram's sending limits (stand-in and bot), the stand-in's record");
    for (name, db) in dbs {
        if !named || given.iter().any(|part| part == name) {
            println!("\n{name}");
            both(db, large).await;
        }
    }
}

/// One kind of database: both houses are filled, then measured in turn.
async fn both(db: Db, large: usize) {
    let mut small = filled(db, Size::of(SMALL)).await;
    let mut large = filled(db, Size::of(large)).await;
    for nth in 0..ROUNDS {
        if nth % 2 == 0 {
            small.round(nth).await;
            large.round(nth).await;
        } else {
            large.round(nth).await;
            small.round(nth).await;
        }
    }
    println!("    {ROUNDS} samples each, ms        small p50     p99   large p50     p99   ratio of p99");
    for act in Act::ALL {
        let [few, most] = [50, 99].map(|of| ms(small.percentile(act, of)));
        let [few_of_many, most_of_many] = [50, 99].map(|of| ms(large.percentile(act, of)));
        let ratio = most_of_many / most;
        println!("    {:<27} {few:>9.1} {most:>7.1} {few_of_many:>11.1} {most_of_many:>7.1} {ratio:>14.2}", act.name());
    }
    for (stand, name) in [(&small, "small"), (&large, "large")] {
        let (said, took) = weeks(&stand.house).await;
        println!("    {name}: the weeks of {said} compounds were made in {:.1} s (bar: 10)", took.as_secs_f64());
    }
    small.house.close().await;
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// A house on a fresh database, with a town of this size in it.
#[expect(clippy::disallowed_methods, reason = "a benchmark measures the host's time")]
async fn filled(db: Db, size: Size) -> Stand {
    let house = House::with(db, |options| options.record = false).await;
    let from = Instant::now();
    let town = town::settle(&house.store, &house.world, size, START.plus_days(-1_000)).await;
    let people = from.elapsed();
    tickets::load(&house.store, &town, size.tickets, START).await;
    let filed = from.elapsed();
    works::load(&house.store, &town, size.tasks, START).await;
    let worked = from.elapsed();
    house.clock.advance_to(START);
    tidy(&house, db).await;
    let open = count(&house, "SELECT CAST(SUM(is_open) AS BIGINT) FROM tickets").await;
    let bytes = match db {
        Db::Sqlite => count(&house, "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()").await,
        Db::Postgres => count(&house, "SELECT pg_database_size(current_database())").await,
    };
    println!(
        "    {} residents, {} tickets ({open} open), {} tasks: loaded in {:.0} s (people {:.0}, tickets {:.0}, tasks {:.0}), {} MB",
        size.residents,
        size.tickets,
        size.tasks,
        worked.as_secs_f64(),
        people.as_secs_f64(),
        filed.saturating_sub(people).as_secs_f64(),
        worked.saturating_sub(filed).as_secs_f64(),
        bytes / 1_000_000
    );
    house.settle().await;
    Stand::new(house).await
}

/// What a server's autovacuum and a file's log come to by themselves in two years.
async fn tidy(house: &House, db: Db) {
    let texts: &[&str] = match db {
        Db::Sqlite => &["PRAGMA wal_checkpoint(TRUNCATE)"],
        Db::Postgres => &["VACUUM ANALYZE", "CHECKPOINT"],
    };
    for text in texts {
        sqlx::query(*text).execute(house.store.pool()).await.expect("tidied");
    }
}

async fn count(house: &House, text: &'static str) -> i64 {
    sqlx::query_scalar(text).fetch_one(house.store.pool()).await.expect("counted")
}

/// Monday 09:00 comes: how many compounds' weeks were said, and how long it took until all lay in the outbox.
#[expect(clippy::disallowed_methods, reason = "a benchmark measures the host's time")]
async fn weeks(house: &House) -> (i64, Duration) {
    house.clock.advance_to(DIGESTS.plus_ms(-1));
    house.settle().await;
    house.clock.advance_to(DIGESTS);
    let from = Instant::now();
    while house.process.worker.tick().await.expect("ticked") > 0 {}
    let took = from.elapsed();
    house.settle().await;
    (count(house, "SELECT COUNT(*) FROM digests").await, took)
}
