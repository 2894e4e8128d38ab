//! Whether an action may be done to a ticket now, and what then happens: DOMAIN's table of changes, a file a party.

use super::{Action, Actor, Dues, Event, Filing, Level, Party, Ticket, Urgency};
use crate::domain::calendar::Calendar;
use crate::domain::catalogue::{Catalogue, Periods};
use crate::domain::clocks;
use crate::domain::refusal::Refusal;
use crate::domain::time::Moment;

mod follow_up;
mod ladder;
mod resident;
mod staff;

#[cfg(test)]
mod tests;

/// The rules an operator sets.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// Working time.
    pub calendar: &'a Calendar,
    /// Categories and periods.
    pub catalogue: &'a Catalogue,
}

/// What a rule gives: what happens, or why not.
pub(super) type Decided = Result<Vec<Event>, Refusal>;

/// A ticket at a moment under the rules: what every decision looks at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Case<'a> {
    ticket: &'a Ticket,
    actor: Actor,
    rules: Rules<'a>,
    now: Moment,
}

impl Case<'_> {
    fn periods(&self) -> &Periods {
        &self.rules.catalogue.periods
    }

    /// Due times reckoned from `at` with so many days until done.
    fn dues(&self, urgency: Urgency, days: u32, at: Moment) -> Dues {
        clocks::dues((self.ticket.kind, urgency), days, at, (self.rules.calendar, self.periods()))
    }

    /// Working days until done for what this ticket is about.
    fn done_days(&self, category: &str) -> u32 {
        clocks::done_days(self.ticket.kind, self.rules.catalogue.category(category), self.periods())
    }

    /// Refuses unless the ticket is still open.
    fn open(&self) -> Result<(), Refusal> {
        if self.ticket.state.is_open() { Ok(()) } else { Err(Refusal::Ended) }
    }

    /// Whether the periods' days of silence since `since` are over.
    fn too_late(&self, since: Option<Moment>) -> bool {
        since.is_none_or(|since| self.now > since.plus_days(self.periods().silence_days))
    }
}

/// The level above, none above the subdistrict.
#[must_use]
pub const fn above(level: Level) -> Option<Level> {
    match level {
        Level::Compound => Some(Level::Community),
        Level::Community => Some(Level::Subdistrict),
        Level::Subdistrict => None,
    }
}

/// The event by which a ticket begins: level and due times follow from category, kind, urgency and party.
/// A complaint about a company or a committee goes past them to the community, one about staff to the subdistrict.
#[must_use]
pub fn file(mut filing: Filing, rules: Rules<'_>, now: Moment) -> Event {
    let level = match filing.against {
        None => Level::Compound,
        Some(Party::Company | Party::Committee) => Level::Community,
        Some(Party::Staff) => Level::Subdistrict,
    };
    let periods = &rules.catalogue.periods;
    let days = clocks::done_days(filing.kind, rules.catalogue.category(&filing.category), periods);
    let dues = clocks::dues((filing.kind, filing.urgency), days, now, (rules.calendar, periods));
    (filing.spot.room, filing.spot.words) = (None, None);
    Event::Submitted { filing, level, dues }
}

/// What `action` by `actor` at `now` makes happen.
///
/// # Errors
/// The [`Refusal`] that the person is told.
pub fn decide(
    ticket: &Ticket,
    action: &Action,
    actor: Actor,
    rules: Rules<'_>,
    now: Moment,
) -> Result<Vec<Event>, Refusal> {
    let case = Case { ticket, actor, rules, now };
    match actor {
        Actor::Staff { .. } => match staff::decide(case, action) {
            Some(decided) => decided,
            None => ladder::decide(case, action).unwrap_or(Err(Refusal::NotAllowed)),
        },
        Actor::Reporter(_) | Actor::Affected(_) | Actor::CodeHolder => match resident::decide(case, action) {
            Some(decided) => decided,
            None => follow_up::decide(case, action).unwrap_or(Err(Refusal::NotAllowed)),
        },
        Actor::Clock => clock(case, action),
    }
}

/// What only the clock does.
fn clock(case: Case<'_>, action: &Action) -> Decided {
    match action {
        Action::TaskAccepted => case.open().map(|()| vec![Event::Resolved { cause: None }]),
        Action::WaitExpired => match case.ticket.waiting {
            Some(waiting) if waiting.until <= case.now => Ok(vec![staff::resumed(case, true)]),
            _ => Err(Refusal::WrongState),
        },
        Action::SilenceCloses if case.ticket.state == super::State::Resolved => {
            if case.too_late(case.ticket.resolved_at.map(|at| at.plus_ms(-1))) {
                Ok(vec![Event::Closed { unrated: true }])
            } else {
                Err(Refusal::WrongState)
            }
        }
        Action::SilenceCloses => Err(Refusal::WrongState),
        Action::LeadLeaves => {
            case.open()?;
            case.ticket.lead.ok_or(Refusal::WrongState)?;
            let stood = case.ticket.waiting.map(|_| staff::resumed(case, false));
            Ok(stood.into_iter().chain([Event::LeadLeft]).collect())
        }
        _ => Err(Refusal::NotAllowed),
    }
}
