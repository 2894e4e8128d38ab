//! What residents do: say more, urge, join, withdraw, object.

use super::{Case, Decided, above};
use crate::domain::clocks;
use crate::domain::refusal::Refusal;
use crate::domain::ticket::{Action, Actor, Event, Privacy, State, WaitingFor};

/// What a resident's action makes happen; none: not one of these.
pub(super) fn decide(case: Case<'_>, action: &Action) -> Option<Decided> {
    Some(match action {
        Action::Say => said(case),
        Action::Edit => Ok(vec![Event::Edited]),
        Action::Urge => urge(case),
        Action::Join => join(case),
        Action::Leave if matches!(case.actor, Actor::Affected(_)) => Ok(vec![Event::Left]),
        Action::Withdraw => withdraw(case),
        Action::Object => object(case),
        Action::SetPrivacy(privacy) => match (case.actor, case.ticket.privacy, privacy) {
            (Actor::Reporter(_), Privacy::Named | Privacy::Confidential, Privacy::Named | Privacy::Confidential) => {
                Ok(vec![Event::PrivacyChanged { privacy: *privacy }])
            }
            _ => Err(Refusal::NotAllowed),
        },
        _ => return None,
    })
}

/// More words or photos; an answer ends a wait for the resident.
fn said(case: Case<'_>) -> Decided {
    if !case.ticket.state.is_open() && case.ticket.state != State::Resolved {
        return Err(Refusal::Ended);
    }
    let mut events = vec![Event::Said];
    let asked = case.ticket.waiting.is_some_and(|waiting| waiting.on == WaitingFor::Resident);
    if asked && !matches!(case.actor, Actor::Affected(_)) {
        events.push(super::staff::resumed(case, false));
    }
    Ok(events)
}

/// Urged from the next due time on, once in so many hours.
fn urge(case: Case<'_>) -> Decided {
    case.open()?;
    let due = clocks::next_due(case.ticket).is_some_and(|due| due <= case.now);
    let again = case.ticket.urged_at.is_none_or(|at| at.plus_hours(case.periods().urge_hours) <= case.now);
    match (due, again) {
        (false, _) => Err(Refusal::NotDueYet),
        (true, false) => Err(Refusal::UrgedAlready),
        (true, true) => Ok(vec![Event::Urged]),
    }
}

fn join(case: Case<'_>) -> Decided {
    case.open()?;
    match case.actor {
        Actor::Affected(person) if case.ticket.reporter != Some(person) => Ok(vec![Event::Joined]),
        _ => Err(Refusal::JoinedAlready),
    }
}

/// Taken back; where others are affected it goes on without its reporter.
fn withdraw(case: Case<'_>) -> Decided {
    case.open()?;
    if !matches!(case.actor, Actor::Reporter(_) | Actor::CodeHolder) {
        return Err(Refusal::NotAllowed);
    }
    Ok(vec![if case.ticket.affected > 1 { Event::ReporterLeft } else { Event::Withdrawn }])
}

/// An objection to a decline: once, within the days of silence, one level up.
fn object(case: Case<'_>) -> Decided {
    if matches!(case.actor, Actor::Affected(_)) {
        return Err(Refusal::NotAllowed);
    }
    if case.ticket.state != State::Declined {
        return Err(Refusal::WrongState);
    }
    if case.ticket.objected {
        return Err(Refusal::OnceOnly);
    }
    if case.too_late(case.ticket.ended_at) {
        return Err(Refusal::TooLate);
    }
    let level = above(case.ticket.level).unwrap_or(case.ticket.level);
    let dues = case.dues(case.ticket.urgency, case.done_days(&case.ticket.category), case.now);
    Ok(vec![Event::Objected { level, dues }])
}
