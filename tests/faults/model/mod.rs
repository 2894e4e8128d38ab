//! T24: models written from the domain's table against the system: a ticket's life, a resident's conversation with
//! a clerk, and a vote.

mod life;
mod product;
mod talk;
mod vote;

/// Cases: few by default, many times as many with `tests/run --full`.
fn cases(few: u32, many: u32) -> u32 {
    if crate::in_full() { many } else { few }
}
