//! Conversations as people live them: over HTTP, on both databases.

#[path = "../support/mod.rs"]
mod support;

mod report;
