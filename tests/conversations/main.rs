//! Conversations as people live them: over HTTP, on both databases.

#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "../support/mod.rs"]
mod support;

mod files;
mod quotas;
mod report;
mod roles;
