//! Faults that must be survived: kills at random moments, doubled deliveries, refusals and broken answers.
//!
//! Counts are asserted; wall-clock figures are printed only.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking and prints its figure"
)]

#[path = "../support/mod.rs"]
mod support;

mod abandoned;
mod ballots_killed;
mod buttons;
mod closes;
mod crowd;
mod deliveries;
mod digests;
mod flood;
mod forged;
mod instances;
mod kills;
mod long;
mod lost_chats;
mod model;
mod outage;
mod presses;
mod refusals;
mod rights;
mod secrets;
mod staff;
mod storm;
mod street;
mod votes_secret;

use mulin::sandbox::{User, World};

/// What a resident types from first contact to a filed report: `1` is the first button.
pub(crate) const DIALOGUE: &[&str] =
    &["/start", "1", "1", "永丰里", "1", "3栋2单元楼道灯不亮", "1", "1", "1", "1", "1"];

/// So many residents, past nothing yet.
pub(crate) fn residents(world: &World, count: i64) -> Vec<i64> {
    let ids: Vec<i64> = (50_000..50_000 + count).collect();
    for id in &ids {
        let first_name = format!("居民{id}");
        world.add_user(User {
            id: *id,
            first_name,
            username: None,
            language_code: Some("zh".to_owned()),
            persona: None,
        });
    }
    ids
}

/// Whether the runs are to be as long as they are meant, with `tests/run --full`, rather than a sample.
pub(crate) fn in_full() -> bool {
    std::env::var("MULIN_TEST_FULL").is_ok()
}

/// How many receipts stand in each of these chats: none lost means at least one each.
pub(crate) fn receipts(world: &World, chats: &[i64]) -> Vec<usize> {
    let receipt = |text: &str| text.starts_with("记下了,编号") && text.contains("您反映");
    let count = |chat: &i64| {
        world.messages(*chat).iter().filter(|message| message["text"].as_str().is_some_and(receipt)).count()
    };
    chats.iter().map(count).collect()
}
