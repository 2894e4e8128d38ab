//! The ladder and what needs a second person: return, raise, supervise, extend, park, transfer, terminate, merge.

use super::{Case, Decided, above};
use crate::domain::id::PersonId;
use crate::domain::refusal::Refusal;
use crate::domain::ticket::{Action, Actor, Event, Level, State};
use crate::domain::time::Moment;

/// What an action of the ladder makes happen; none: not one of these.
pub(super) fn decide(case: Case<'_>, action: &Action) -> Option<Decided> {
    let Actor::Staff { person, level, .. } = case.actor else { return None };
    Some(match action {
        Action::Return => returned(case, person),
        Action::Raise => raise(case, person),
        Action::AcceptRaise => raised(case, level).map(|()| vec![Event::RaiseAccepted]),
        Action::RejectRaise => raised(case, level).map(|()| vec![Event::RaiseRejected]),
        Action::Supervise => case.open().and_then(|()| higher(case, level)).map(|()| vec![Event::Supervised { level }]),
        Action::Extend(done) => extend(case, level, *done),
        Action::Park(review) => park(case, level, *review),
        Action::Unpark => match (case.ticket.parked, level) {
            (Some(_), Level::Subdistrict) => Ok(vec![Event::Unparked]),
            (None, _) => Err(Refusal::WrongState),
            _ => Err(Refusal::NotAllowed),
        },
        Action::Transfer(look_again) => case
            .open()
            .and_then(|()| future(case, *look_again))
            .map(|()| vec![Event::Transferred { look_again: *look_again }]),
        Action::Terminate => case.open().and_then(|()| second(case, person)).map(|()| vec![Event::Terminated]),
        Action::Merge(into) if *into == case.ticket.id => Err(Refusal::WrongState),
        Action::Merge(into) => case.open().map(|()| vec![Event::Merged { into: *into }]),
        Action::Unmerge if case.ticket.state == State::Merged => Ok(vec![Event::Unmerged]),
        Action::Unmerge => Err(Refusal::WrongState),
        _ => return None,
    })
}

fn lead(case: Case<'_>, person: PersonId) -> Result<(), Refusal> {
    if case.ticket.lead == Some(person) { Ok(()) } else { Err(Refusal::NotLead) }
}

/// Somebody other than the lead.
fn second(case: Case<'_>, person: PersonId) -> Result<(), Refusal> {
    if case.ticket.lead == Some(person) { Err(Refusal::SecondPerson) } else { Ok(()) }
}

fn higher(case: Case<'_>, level: Level) -> Result<(), Refusal> {
    if level > case.ticket.level { Ok(()) } else { Err(Refusal::NotAllowed) }
}

fn future(case: Case<'_>, at: Moment) -> Result<(), Refusal> {
    if at > case.now { Ok(()) } else { Err(Refusal::BadDate) }
}

/// Once a ticket, within one working day of taking it, to the dispatcher one level up.
fn returned(case: Case<'_>, person: PersonId) -> Decided {
    case.open()?;
    lead(case, person)?;
    if case.ticket.returned {
        return Err(Refusal::OnceOnly);
    }
    let taken = case.ticket.acknowledged_at.unwrap_or(case.now);
    let day = case.rules.calendar.working_day_after(taken.local().date_naive(), 1);
    if case.now > crate::domain::calendar::at_minute(day, case.periods().day_ends) {
        return Err(Refusal::TooLate);
    }
    let level = above(case.ticket.level).ok_or(Refusal::NoLevelAbove)?;
    Ok(vec![Event::Returned { level }])
}

fn raise(case: Case<'_>, person: PersonId) -> Decided {
    case.open()?;
    lead(case, person)?;
    let to = above(case.ticket.level).ok_or(Refusal::NoLevelAbove)?;
    if case.ticket.raised_to.is_some() { Err(Refusal::OnceOnly) } else { Ok(vec![Event::Raised { to }]) }
}

/// Only the level it was raised to answers.
fn raised(case: Case<'_>, level: Level) -> Result<(), Refusal> {
    case.open()?;
    match case.ticket.raised_to {
        None => Err(Refusal::WrongState),
        Some(to) if to == level => Ok(()),
        Some(_) => Err(Refusal::NotAllowed),
    }
}

/// Before the due time, once, by one level up.
fn extend(case: Case<'_>, level: Level, done: Moment) -> Decided {
    case.open()?;
    higher(case, level)?;
    if case.ticket.extended {
        return Err(Refusal::OnceOnly);
    }
    match case.ticket.dues.done {
        Some(due) if case.now > due => Err(Refusal::TooLate),
        Some(due) if done > due => Ok(vec![Event::Extended { done }]),
        _ => Err(Refusal::BadDate),
    }
}

fn park(case: Case<'_>, level: Level, review: Moment) -> Decided {
    case.open()?;
    future(case, review)?;
    if level == Level::Subdistrict { Ok(vec![Event::Parked { review }]) } else { Err(Refusal::NotAllowed) }
}
