//! Whether an action may be done to a ticket now, and what then happens: DOMAIN's table of changes.

use super::{Action, Actor, Event, Filing, Ticket};
use crate::domain::calendar::Calendar;
use crate::domain::catalogue::Catalogue;
use crate::domain::refusal::Refusal;
use crate::domain::time::Moment;

/// The rules an operator sets.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// Working time.
    pub calendar: &'a Calendar,
    /// Categories and periods.
    pub catalogue: &'a Catalogue,
}

/// The event by which a ticket begins: level and due times follow from category, kind, urgency and party.
#[must_use]
pub fn file(_filing: Filing, _rules: Rules<'_>, _now: Moment) -> Event {
    unimplemented!()
}

/// What `action` by `actor` at `now` makes happen.
///
/// # Errors
/// The [`Refusal`] that the person is told.
pub fn decide(
    _ticket: &Ticket,
    _action: &Action,
    _actor: Actor,
    _rules: Rules<'_>,
    _now: Moment,
) -> Result<Vec<Event>, Refusal> {
    unimplemented!()
}
