//! The state of a ticket as the fold of its events.

use super::{Event, Ticket};
use crate::domain::id::{Number, TicketId};
use crate::domain::time::Moment;

impl Ticket {
    /// The ticket that an [`Event::Submitted`] begins; `None` for any other event.
    #[must_use]
    pub fn begin(_id: TicketId, _number: Number, _first: &Event, _at: Moment) -> Option<Self> {
        unimplemented!()
    }

    /// Folds an event that happened at `at` into the state. Does not touch `version`.
    pub fn apply(&mut self, _event: &Event, _at: Moment) {
        unimplemented!()
    }
}
