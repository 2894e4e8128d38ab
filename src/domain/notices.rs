//! Who hears of what happened: one pure table, event × audience → notice. Turns and rounds read it.

use super::ticket::{Event, Ticket};

/// Who hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// The reporter.
    Reporter,
    /// Those affected who follow it, without the reporter.
    Affected,
    /// The lead, in their private chat or under the card.
    Lead,
    /// Every chat in which the card stands, as a line under it.
    Card,
}

/// A notice: who hears, and which message they read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Who.
    pub audience: Audience,
    /// Fluent key of the message, `notice-…`.
    pub key: &'static str,
}

/// The notices of an event, given the ticket as it is after it.
#[must_use]
pub fn of(_event: &Event, _ticket: &Ticket) -> &'static [Notice] {
    &[]
}
