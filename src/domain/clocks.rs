//! The clocks of a ticket: due times and timers.

use serde::{Deserialize, Serialize};

use super::catalogue::Periods;
use super::ticket::Ticket;
use super::time::Moment;

/// A timer of a ticket or a draft. A ticket has at most one row a timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timer {
    /// A draft is reminded of, once.
    DraftReminder,
    /// A draft is dropped.
    DraftEnds,
    /// Silence after done: the warning the day before.
    SilenceWarning,
    /// Silence after done: it closes.
    SilenceCloses,
    /// A wait's end.
    WaitEnds,
    /// The follow-up of a resolution is asked.
    FollowUp,
}

/// The timers that a ticket in this state has.
#[must_use]
pub fn timers(_ticket: &Ticket, _periods: &Periods) -> Vec<(Timer, Moment)> {
    Vec::new()
}

/// The next due time that the ticket hasn't met yet: acknowledge, then contact, then done; none while it waits or is
/// no longer open.
#[must_use]
pub fn next_due(ticket: &Ticket) -> Option<Moment> {
    if !ticket.state.is_open() || ticket.waiting.is_some() {
        return None;
    }
    if ticket.acknowledged_at.is_none() {
        ticket.dues.acknowledge
    } else if ticket.contacted_at.is_none() {
        ticket.dues.contact
    } else {
        ticket.dues.done
    }
}
