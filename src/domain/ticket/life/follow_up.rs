//! The follow-up after "done": contacted? solved? why not? satisfied?

use super::{Case, Decided, above};
use crate::domain::id::PersonId;
use crate::domain::refusal::Refusal;
use crate::domain::ticket::{Action, Actor, Event, Satisfaction, Solved, State, UnsolvedReason};

/// What an answer makes happen; none: no answer.
pub(super) fn decide(case: Case<'_>, action: &Action) -> Option<Decided> {
    Some(match action {
        Action::AnswerContacted(contacted) => answering(case, case.ticket.follow_up.contacted.is_some())
            .map(|()| vec![Event::FollowUpContacted { contacted: *contacted }]),
        Action::AnswerSolved(solved) => solved_answer(case, *solved),
        Action::AnswerReason(reason) => reason_answer(case, *reason),
        Action::AnswerSatisfied(satisfaction) => satisfied(case, *satisfaction),
        _ => return None,
    })
}

/// The reporter answers, once, while the ticket is resolved and the days of silence run.
fn answering(case: Case<'_>, answered: bool) -> Result<(), Refusal> {
    if !matches!(case.actor, Actor::Reporter(_)) {
        return Err(Refusal::NotAllowed);
    }
    match case.ticket.state {
        State::Resolved if case.too_late(case.ticket.resolved_at) => Err(Refusal::TooLate),
        State::Resolved if answered => Err(Refusal::AnsweredAlready),
        State::Resolved => Ok(()),
        State::Closed => Err(Refusal::Ended),
        _ => Err(Refusal::WrongState),
    }
}

/// "Solved" closes at once; "partly" and "no" ask for the reason. Others that are affected count only their "no".
fn solved_answer(case: Case<'_>, solved: Solved) -> Decided {
    if matches!(case.actor, Actor::Affected(_)) {
        return match case.ticket.state {
            State::Resolved if !case.too_late(case.ticket.resolved_at) => Ok(Vec::new()),
            _ => Err(Refusal::TooLate),
        };
    }
    answering(case, case.ticket.follow_up.solved.is_some())?;
    let mut events = vec![Event::FollowUpSolved { solved }];
    if solved == Solved::Yes {
        events.push(Event::Closed { unrated: false });
    }
    Ok(events)
}

/// A reason reopens, or only counts and is looked at one level up: the catalogue says which.
fn reason_answer(case: Case<'_>, reason: UnsolvedReason) -> Decided {
    let reopens = case.rules.catalogue.reopens(reason);
    if let Actor::Affected(person) = case.actor {
        return affected(case, person, reopens);
    }
    answering(case, case.ticket.follow_up.reason.is_some())?;
    if !matches!(case.ticket.follow_up.solved, Some(Solved::No | Solved::Partly)) {
        return Err(Refusal::WrongState);
    }
    let mut events = vec![Event::FollowUpReason { reason }];
    if reopens {
        events.extend(super::staff::reopened(case));
    } else {
        events.push(Event::Closed { unrated: false });
        events.extend(above(case.ticket.level).map(|level| Event::Supervised { level }));
    }
    Ok(events)
}

/// So many of those affected reopen it, each counted once.
fn affected(case: Case<'_>, person: PersonId, reopens: bool) -> Decided {
    if case.ticket.state != State::Resolved || case.too_late(case.ticket.resolved_at) {
        return Err(Refusal::TooLate);
    }
    if !reopens {
        return Ok(Vec::new());
    }
    if case.ticket.unsolved.contains(&person) {
        return Err(Refusal::AnsweredAlready);
    }
    let mut events = vec![Event::AffectedUnsolved { person }];
    let said = i64::try_from(case.ticket.unsolved.len()).unwrap_or(i64::MAX);
    if said.saturating_add(1) >= case.periods().affected_reopen {
        events.extend(super::staff::reopened(case));
    }
    Ok(events)
}

/// Taken while it is resolved, and for the days of silence more after it was closed. A "dissatisfied" that doesn't
/// reopen is looked at one level up.
fn satisfied(case: Case<'_>, satisfaction: Satisfaction) -> Decided {
    if !matches!(case.actor, Actor::Reporter(_)) {
        return Err(Refusal::NotAllowed);
    }
    match case.ticket.state {
        State::Closed if case.too_late(case.ticket.ended_at) => return Err(Refusal::TooLate),
        State::Closed | State::Resolved => {}
        _ => return Err(Refusal::WrongState),
    }
    if case.ticket.follow_up.satisfaction.is_some() {
        return Err(Refusal::AnsweredAlready);
    }
    let mut events = vec![Event::FollowUpSatisfied { satisfaction }];
    if satisfaction >= Satisfaction::Dissatisfied && case.ticket.state == State::Closed {
        events.extend(above(case.ticket.level).map(|level| Event::Supervised { level }));
    }
    Ok(events)
}
