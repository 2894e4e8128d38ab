//! How fast the front door is, beside what others would build with and beside the disk itself: `tests/bench/run`.
//!
//! Nothing here is asserted but the order of answers and that nothing is lost; figures are printed.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a benchmark fails by panicking and prints its figures")]

mod backlog;
mod bots;
mod floor;
mod paced;

use std::time::Duration;

use bots::Kind;

/// Updates of the backlog in (b): thirty in each chat.
const ROUNDS: usize = 10;
/// Updates of the backlog in (c): six in each chat.
const ROUNDS_KILLED: usize = 2;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    sqlx::any::install_default_drivers();
    let parts: Vec<String> = std::env::args().skip(1).filter(|part| !part.starts_with('-')).collect();
    let wants = |part: &str| {
        let named = |given: &&String| given.len() == 1;
        !parts.iter().any(|given| named(&given)) || parts.iter().any(|given| given == part)
    };
    println!("off for all: Telegram's sending limits (stand-in and bot), quotas a person, the stand-in's record");
    println!("SQLite, WAL, synchronous=FULL; bots and stand-in share one machine\n");
    if wants("a") {
        let before = stolen();
        steady().await;
        told_stolen(before);
    }
    if wants("b") {
        let before = stolen();
        backlog(&parts).await;
        told_stolen(before);
    }
    if wants("c") {
        kills(&parts).await;
    }
}

/// Processor time that a host of this machine gave to others, and all of it, in ticks since it started; zeros where
/// there is no telling.
fn stolen() -> (u64, u64) {
    let stat = std::fs::read_to_string("/proc/stat").unwrap_or_default();
    let first = stat.lines().next().unwrap_or_default();
    let ticks: Vec<u64> = first.split_whitespace().filter_map(|field| field.parse().ok()).collect();
    (ticks.get(7).copied().unwrap_or_default(), ticks.iter().take(8).sum())
}

/// A neighbour's load tells in every figure, most of all in the slowest ones.
fn told_stolen(before: (u64, u64)) {
    let now = stolen();
    let share = (now.0 - before.0) * 100 / (now.1 - before.1).max(1);
    println!("    meanwhile {share} % of the machine's processors were given to others by its host\n");
}

async fn steady() {
    let paced = paced::run().await;
    println!("(a) mixed conversation, 50 updates/s, 600 residents and a clerk");
    println!(
        "    {} updates, {} unanswered, {} tickets; wait p50 {:.1} ms, p99 {:.1} ms (bar: 20), longest {:.1} ms; CPU {:.2} ms an update; peak memory {:.0} MB",
        paced.updates,
        paced.unanswered,
        paced.tickets,
        paced.percentile(50),
        paced.percentile(99),
        paced.percentile(100),
        paced.cpu_ms,
        paced.peak_mb
    );
}

/// The bots that were asked for by name; all when none was.
fn asked(parts: &[String]) -> Vec<Kind> {
    let named = |kind: &Kind| parts.iter().any(|part| kind.name().starts_with(part.as_str()) && part.len() > 1);
    let some: Vec<Kind> = Kind::ALL.into_iter().filter(named).collect();
    if some.is_empty() { Kind::ALL.to_vec() } else { some }
}

async fn backlog(parts: &[String]) {
    println!("(b) a backlog of three-step dialogues in 200 chats, drained");
    let commits = floor::commits(6_000).await;
    println!("    {:<20} {commits:>7.0} a second", "raw durable commits");
    println!("    {:<20} {:>7.0} updates/s", "the stand-in alone", floor::stand_in().await);
    let mut rates = Vec::new();
    for kind in asked(parts) {
        let drained = backlog::drain(kind, ROUNDS).await;
        println!(
            "    {:<20} {:>7.0} updates/s: {} offered, {} answers received, {} replaced by a newer screen before they went out, {} never answered; {} chats out of order",
            kind.name(),
            drained.rate(),
            drained.offered,
            drained.answers,
            drained.replaced,
            drained.lost,
            drained.disordered,
        );
        assert!(kind != Kind::Mulin || drained.disordered == 0, "order in each chat");
        rates.push((kind, drained.rate()));
    }
    let rate = |wanted| rates.iter().find(|(kind, _)| *kind == wanted).map_or(f64::NAN, |(_, rate)| *rate);
    let ours = rate(Kind::Mulin);
    println!(
        "    ours: {:.2} × grammY (bar: 3), {:.2} × teloxide, {:.2} × raw commits",
        ours / rate(Kind::Grammy),
        ours / rate(Kind::Teloxide),
        ours / commits
    );
}

async fn kills(parts: &[String]) {
    println!("(c) kill -9 when half of 1200 updates are taken, then started again");
    for kind in asked(parts) {
        let drained = backlog::killed(kind, ROUNDS_KILLED).await;
        println!(
            "    {:<20} {:>5} of {} never answered ({} answers, {} replaced by a newer screen)",
            kind.name(),
            drained.lost,
            drained.offered,
            drained.answers,
            drained.replaced
        );
        assert!(kind != Kind::Mulin || drained.lost == 0, "ours loses nothing");
    }
}

#[expect(clippy::disallowed_methods, reason = "a benchmark waits for other processes")]
async fn pause(time: Duration) {
    tokio::time::sleep(time).await;
}
