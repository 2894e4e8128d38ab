//! The sandbox in a real browser: the program as people start it, its page in headless Chromium, driven as people would,
//! by what they read and press.
//!
//! Needs `chromium` and `chromedriver`; `tests/run` installs them. With `MULIN_TEST_SHOTS=FOLDER` the scenarios write
//! pictures of what they see, at a phone's width and at a desk's.

#![expect(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod access;
mod ballots;
mod board;
mod browser;
mod catalogue;
mod chat;
mod drafts;
mod fund;
mod keyboard;
mod owners;
mod page;
mod program;
mod small_work;
mod whole_way;
