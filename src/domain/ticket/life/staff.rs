//! What staff do: take, talk, wait, resolve, decline.

use super::{Case, Decided};
use crate::domain::id::PersonId;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::domain::ticket::{Action, Actor, DeclineReason, Event, FollowUp, Level, Party, Privacy, State, WaitingFor};
use crate::domain::time::Moment;

/// What a staff action makes happen; none: not one of these.
pub(super) fn decide(case: Case<'_>, action: &Action) -> Option<Decided> {
    let Actor::Staff { person, role, level } = case.actor else { return None };
    Some(match action {
        Action::Take => take(case, person),
        Action::Assign(whom) => assign(case, *whom),
        Action::Reply => talk(case, person, |_| vec![Event::Replied]),
        Action::Ask => talk(case, person, |case| vec![Event::Asked { until: answer_by(case) }]),
        Action::RecordContact => case.open().map(|()| contacted(case, person)),
        Action::Note => Ok(vec![Event::Noted]),
        Action::Resolve(cause) => case.open().map(|()| {
            let mut events = taken(case, person);
            events.push(Event::Resolved { cause: *cause });
            events
        }),
        Action::Decline(reason) => decline(case, role, *reason),
        Action::TakeBack => take_back(case),
        Action::Reopen => reopen(case, person, level),
        Action::Wait(on, until) => wait(case, *on, *until),
        Action::Resume if case.ticket.waiting.is_some() => Ok(vec![resumed(case, false)]),
        Action::Resume => Err(Refusal::WrongState),
        Action::AddHelper(helper) => case.open().map(|()| {
            if case.ticket.helpers.contains(helper) { Vec::new() } else { vec![Event::HelperAdded { helper: *helper }] }
        }),
        Action::Verify if case.ticket.state != State::Resolved => Err(Refusal::WrongState),
        Action::Verify if case.ticket.lead == Some(person) => Err(Refusal::SecondPerson),
        Action::Verify => Ok(vec![Event::Verified]),
        Action::SetUrgency(urgency) => case.open().map(|()| {
            let dues = case.dues(*urgency, case.done_days(&case.ticket.category), case.ticket.filed_at);
            vec![Event::UrgencyChanged { urgency: *urgency, dues }]
        }),
        Action::Move(category) => moved(case, category),
        _ => return None,
    })
}

fn take(case: Case<'_>, person: PersonId) -> Decided {
    case.open()?;
    match case.ticket.state {
        State::Submitted => Ok(vec![Event::Acknowledged { lead: person }]),
        _ => Err(Refusal::AlreadyTaken),
    }
}

/// Acknowledged on the way, where an action by staff implies taking it.
fn taken(case: Case<'_>, person: PersonId) -> Vec<Event> {
    if case.ticket.state == State::Submitted { vec![Event::Acknowledged { lead: person }] } else { Vec::new() }
}

/// The first human contact of the lead or a colleague.
fn contacted(case: Case<'_>, person: PersonId) -> Vec<Event> {
    let mut events = taken(case, person);
    if case.ticket.contacted_at.is_none() || case.ticket.state != State::InProgress {
        events.push(Event::Contacted);
    }
    events
}

/// A reply or question: the words' event comes first, so that they stand beside it.
fn talk(case: Case<'_>, person: PersonId, said: impl Fn(Case<'_>) -> Vec<Event>) -> Decided {
    if case.ticket.privacy == Privacy::Anonymous || case.ticket.reporter.is_none() {
        return Err(Refusal::NobodyToReach);
    }
    let mut events = said(case);
    if case.ticket.state.is_open() {
        events.extend(contacted(case, person));
        Ok(events)
    } else if case.ticket.state == State::Resolved && events == [Event::Replied] {
        Ok(events)
    } else {
        Err(Refusal::Ended)
    }
}

fn answer_by(case: Case<'_>) -> Moment {
    let day = case.rules.calendar.working_day_after(case.now.local().date_naive(), case.periods().wait_resident_days);
    crate::domain::calendar::at_minute(day, case.periods().day_ends)
}

fn assign(case: Case<'_>, whom: PersonId) -> Decided {
    case.open()?;
    match case.ticket.state {
        State::Submitted => Ok(vec![Event::Acknowledged { lead: whom }]),
        _ if case.ticket.lead == Some(whom) => Err(Refusal::AlreadyTaken),
        _ => Ok(vec![Event::Assigned { lead: whom }]),
    }
}

fn decline(case: Case<'_>, role: Role, reason: DeclineReason) -> Decided {
    case.open()?;
    let itself = matches!(
        (case.ticket.against, role),
        (Some(Party::Company), Role::Clerk) | (Some(Party::Committee), Role::Committee)
    );
    if itself { Err(Refusal::AboutItself) } else { Ok(vec![Event::Declined { reason }]) }
}

/// Milliseconds within which whoever sent a "done" or "declined" may take it back.
const TAKE_BACK_MS: i64 = 15_000;

/// Taken back as a slip, as long as nobody has answered it.
fn take_back(case: Case<'_>) -> Decided {
    let sent = match case.ticket.state {
        State::Resolved if case.ticket.follow_up == FollowUp::default() => case.ticket.resolved_at,
        State::Declined if !case.ticket.objected => case.ticket.ended_at,
        _ => None,
    };
    match sent {
        Some(sent) if case.now <= sent.plus_ms(TAKE_BACK_MS) => Ok(vec![Event::TakenBack]),
        _ => Err(Refusal::TooLate),
    }
}

/// A wrong "done" is taken back by the lead or the level above.
fn reopen(case: Case<'_>, person: PersonId, level: Level) -> Decided {
    if !matches!(case.ticket.state, State::Resolved | State::Closed) {
        return Err(Refusal::WrongState);
    }
    if case.ticket.lead != Some(person) && level <= case.ticket.level {
        return Err(Refusal::NotLead);
    }
    if case.too_late(case.ticket.resolved_at) {
        return Err(Refusal::TooLate);
    }
    Ok(reopened(case))
}

/// Back in progress, three working days, watched one level up.
pub(super) fn reopened(case: Case<'_>) -> Vec<Event> {
    let dues = case.dues(case.ticket.urgency, case.periods().reopened_days, case.now);
    let mut events = vec![Event::Reopened { dues }];
    if let Some(level) = super::above(case.ticket.level) {
        events.push(Event::Supervised { level });
    }
    events
}

fn wait(case: Case<'_>, on: WaitingFor, until: Moment) -> Decided {
    case.open()?;
    let longest =
        case.ticket.waiting.map_or(case.now, |waiting| waiting.since).plus_days(case.periods().wait_third_days);
    let paused = Moment(longest.0 - case.ticket.paused_ms);
    if on == WaitingFor::Resident || until <= case.now || until > paused {
        return Err(Refusal::BadDate);
    }
    Ok(vec![Event::Waits { on, until }])
}

/// The wait is over; the handling due moves on by the working time that stood still.
pub(super) fn resumed(case: Case<'_>, expired: bool) -> Event {
    let since = case.ticket.waiting.map_or(case.now, |waiting| waiting.since);
    let stood = case.rules.calendar.working_ms(since, case.now, case.periods());
    let done = case
        .ticket
        .dues
        .done
        .map(|done| case.rules.calendar.after_working_minutes(done.max(since), stood / 60_000, case.periods()));
    Event::Resumed { expired, done }
}

fn moved(case: Case<'_>, category: &str) -> Decided {
    case.open()?;
    if case.rules.catalogue.category(category).is_none_or(|category| category.retired) {
        return Err(Refusal::NoCategory);
    }
    let dues = case.dues(case.ticket.urgency, case.done_days(category), case.ticket.filed_at);
    Ok(vec![Event::Moved { category: category.to_owned(), dues }])
}
