//! The house itself: who imports whom, what it depends on, and that every list lives once.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod imports;
mod lock;
mod readme;
mod texts;
