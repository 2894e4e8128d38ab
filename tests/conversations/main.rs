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

mod bad_input;
mod files;
mod pictures;
mod quotas;
mod report;
mod roles;
mod works;
