//! Conversations as people live them: over HTTP, on both databases.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking and prints its figure"
)]

#[path = "../support/mod.rs"]
mod support;

mod announcements;
mod bad_input;
mod desk;
mod digest;
mod files;
mod households;
mod ledger;
mod meetings;
mod menu;
mod pictures;
mod privacy;
mod projects;
mod quotas;
mod report;
mod resident;
mod roles;
mod sessions;
mod votes;
mod works;
