//! How votes are counted: real elections with known winners, the law's worked numbers, and what holds for any election.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod elections;
mod naive;
mod owners;
mod program;
mod properties;
mod worked;
