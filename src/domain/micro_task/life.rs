//! Whether an action may be done to a task now, and what then happens (DOMAIN, Hall 3).

use super::{Carried, HoldReason, MicroTask, Month, Phase, Plan, Posting, Stage, TaskAction, TaskActor, TaskEvent};
use crate::domain::catalogue::Periods;
use crate::domain::id::PersonId;
use crate::domain::refusal::Refusal;
use crate::domain::time::Moment;

/// What a rule gives: what happens, or why not.
type Decided = Result<Vec<TaskEvent>, Refusal>;

/// A task at a moment under the operator's periods, and who acts: what every decision looks at.
#[derive(Clone, Copy, Debug)]
struct Case<'a> {
    task: &'a MicroTask,
    actor: TaskActor,
    periods: &'a Periods,
    now: Moment,
}

impl Case<'_> {
    /// Refuses unless the task stands at this stage and isn't paused.
    fn at(&self, stage: Stage) -> Result<(), Refusal> {
        if self.task.paused.is_some() {
            Err(Refusal::TaskPaused)
        } else if self.task.stage == stage {
            Ok(())
        } else {
            Err(Refusal::WrongState)
        }
    }

    /// Refuses unless it is still to be done.
    fn open(&self) -> Result<(), Refusal> {
        if self.task.stage.is_open() { Ok(()) } else { Err(Refusal::Ended) }
    }

    fn answered(&self) -> Result<(), Refusal> {
        if self.task.objectors.is_empty() { Ok(()) } else { Err(Refusal::ObjectionsOpen) }
    }

    /// What `event` makes happen, with the completion of acceptance where it brings that about.
    fn with_completion(&self, event: TaskEvent) -> Vec<TaskEvent> {
        let mut after = self.task.clone();
        after.apply(&event, self.actor.person(), self.now);
        let complete = after.accepted_at.is_none() && after.is_accepted(self.periods.acceptance_residents);
        std::iter::once(event).chain(complete.then_some(TaskEvent::AcceptanceComplete)).collect()
    }
}

/// The event by which a task begins.
///
/// # Errors
/// [`Refusal::Excluded`] where the exclusion test fails, [`Refusal::BadDate`] and [`Refusal::BadAmount`].
pub fn propose(plan: Plan, now: Moment) -> Result<TaskEvent, Refusal> {
    if !(plan.exclusion.not_the_companys_duty && plan.exclusion.no_planned_works) {
        return Err(Refusal::Excluded);
    }
    if plan.budget_fen < 0 {
        return Err(Refusal::BadAmount);
    }
    if plan.deadline <= now || plan.deadline < plan.start {
        return Err(Refusal::BadDate);
    }
    Ok(TaskEvent::Proposed { plan })
}

/// What `action` by `actor` at `now` makes happen.
///
/// # Errors
/// The [`Refusal`] that the person is told.
pub fn decide(
    task: &MicroTask,
    action: TaskAction,
    actor: TaskActor,
    periods: &Periods,
    now: Moment,
) -> Result<Vec<TaskEvent>, Refusal> {
    let case = Case { task, actor, periods, now };
    match actor {
        TaskActor::Resident(person) => resident(case, action, person),
        TaskActor::Staff { person, .. } => staff(case, action, person),
        TaskActor::Clock => match action {
            TaskAction::MonthEnded(month) => month_ended(case, month),
            _ => Err(Refusal::NotAllowed),
        },
    }
}

/// What residents do: accept, object.
fn resident(case: Case<'_>, action: TaskAction, person: PersonId) -> Decided {
    match action {
        TaskAction::Accept => {
            case.at(Stage::Acceptance)?;
            may_accept(case, person)?;
            Ok(case.with_completion(TaskEvent::Accepted))
        }
        TaskAction::Object => {
            if !matches!(case.task.stage, Stage::Published | Stage::Acceptance) {
                return Err(Refusal::WrongState);
            }
            if case.task.objectors.contains(&person) || case.task.answered.contains(&person) {
                return Err(Refusal::AnsweredAlready);
            }
            Ok(vec![TaskEvent::Objected])
        }
        _ => Err(Refusal::NotAllowed),
    }
}

/// Not by the responsible, and once.
fn may_accept(case: Case<'_>, person: PersonId) -> Result<(), Refusal> {
    if case.task.plan.responsible == person {
        Err(Refusal::OwnTask)
    } else if case.task.accepted_by.contains(&person) || case.task.checked_by.contains(&person) {
        Err(Refusal::AnsweredAlready)
    } else {
        Ok(())
    }
}

/// What staff do.
fn staff(case: Case<'_>, action: TaskAction, person: PersonId) -> Decided {
    let one = |event| Ok(vec![event]);
    match action {
        TaskAction::Decide => case.at(Stage::Proposed).and_then(|()| one(TaskEvent::Decided)),
        TaskAction::Publish { from, to } => publish(case, Posting { from, to }),
        TaskAction::Schedule { start, deadline } => schedule(case, start, deadline),
        TaskAction::Start => case.at(Stage::Scheduled).and_then(|()| one(TaskEvent::Started)),
        TaskAction::Post { phase, photos } => case.open().and_then(|()| one(TaskEvent::Posted { phase, photos })),
        TaskAction::Finish { photos } => finish(case, photos),
        TaskAction::Accept => {
            case.at(Stage::Acceptance)?;
            may_accept(case, person)?;
            one(TaskEvent::Checked)
        }
        TaskAction::Answer if case.task.objectors.is_empty() => Err(Refusal::WrongState),
        TaskAction::Answer => Ok(case.with_completion(TaskEvent::Answered)),
        TaskAction::AskStrikeOff => ask_strike_off(case),
        TaskAction::StrikeOff => strike_off(case, person),
        TaskAction::SendBack if case.task.strike_off_asked.is_none() => Err(Refusal::WrongState),
        TaskAction::SendBack => one(TaskEvent::SentBack),
        TaskAction::LookAgain(fine) => look_again(case, fine),
        TaskAction::Pause(_) if case.task.paused.is_some() => Err(Refusal::TaskPaused),
        TaskAction::Pause(reason) => case.open().and_then(|()| one(TaskEvent::Paused { reason })),
        TaskAction::Resume if case.task.paused.is_none() => Err(Refusal::WrongState),
        TaskAction::Resume => one(TaskEvent::Resumed),
        TaskAction::Drop(reason) => case.open().and_then(|()| one(TaskEvent::Dropped { reason })),
        TaskAction::CarryOver { reason, until } => carry_over(case, reason, until),
        TaskAction::Assign(responsible) if responsible == case.task.plan.responsible => Err(Refusal::AlreadyTaken),
        TaskAction::Assign(responsible) => case.open().and_then(|()| one(TaskEvent::Assigned { responsible })),
        TaskAction::Link(ticket) if case.task.tickets.contains(&ticket) => Ok(Vec::new()),
        TaskAction::Link(ticket) => case.open().and_then(|()| one(TaskEvent::Linked { ticket })),
        TaskAction::Object | TaskAction::MonthEnded(_) => Err(Refusal::NotAllowed),
    }
}

/// A posting stands for the periods' days at least, and doesn't begin in the past.
fn publish(case: Case<'_>, posting: Posting) -> Decided {
    case.at(Stage::Decided)?;
    let today = case.now.local().date_naive();
    let begins = posting.from.local().date_naive();
    if begins < today || posting.to < posting.from.plus_days(case.periods.posting_days) {
        return Err(Refusal::PostingShort);
    }
    Ok(vec![TaskEvent::Published { posting }])
}

/// Nothing is scheduled before the posting is over and every objection answered.
fn schedule(case: Case<'_>, start: Moment, deadline: Moment) -> Decided {
    case.at(Stage::Published)?;
    if case.task.posting.is_none_or(|posting| case.now < posting.to) {
        return Err(Refusal::PostingRuns);
    }
    case.answered()?;
    if deadline <= case.now || deadline < start {
        return Err(Refusal::BadDate);
    }
    Ok(vec![TaskEvent::Scheduled { start, deadline }])
}

/// Done needs a photo of the result. Said again at acceptance, after mending what residents objected to.
fn finish(case: Case<'_>, photos: i64) -> Decided {
    let again = case.task.stage == Stage::Acceptance && !case.task.objectors.is_empty();
    case.at(if again { Stage::Acceptance } else { Stage::UnderWay })?;
    if case.task.after_photos + photos == 0 {
        return Err(Refusal::NoProof);
    }
    Ok(vec![TaskEvent::Finished { photos }])
}

fn ask_strike_off(case: Case<'_>) -> Decided {
    case.at(Stage::Acceptance)?;
    case.answered()?;
    if !case.task.is_accepted(case.periods.acceptance_residents) {
        return Err(Refusal::NotAccepted);
    }
    if case.task.strike_off_asked.is_some() {
        return Err(Refusal::AnsweredAlready);
    }
    Ok(vec![TaskEvent::StrikeOffAsked])
}

/// Two people: who asked can't approve.
fn strike_off(case: Case<'_>, person: PersonId) -> Decided {
    case.at(Stage::Acceptance)?;
    match case.task.strike_off_asked {
        None => Err(Refusal::WrongState),
        Some(asker) if asker == person => Err(Refusal::SecondPerson),
        Some(_) => Ok(vec![TaskEvent::StruckOff]),
    }
}

/// "In order" is said a month later at the earliest; that it came back, at any time.
fn look_again(case: Case<'_>, fine: bool) -> Decided {
    let due = case.task.look_again_due(case.periods.look_again_days).ok_or(Refusal::WrongState)?;
    match fine {
        true if case.now < due => Err(Refusal::NotDueYet),
        true => Ok(vec![TaskEvent::LookedAgain]),
        false => Ok(vec![TaskEvent::Reopened { deadline: Month::of(case.now).next().ends() }]),
    }
}

/// What is due this month, or was before it, is carried over to a later month's date.
fn carry_over(case: Case<'_>, reason: HoldReason, until: Moment) -> Decided {
    case.open()?;
    let month = Month::of(case.now);
    if case.task.plan.deadline > month.ends() {
        return Err(Refusal::NotDueYet);
    }
    if until <= month.ends() {
        return Err(Refusal::BadDate);
    }
    Ok(vec![TaskEvent::CarriedOver { carried: Carried { month, reason: Some(reason), until: Some(until) } }])
}

/// What is left at the month's end is carried over by the clock: counted, without reason, and still overdue.
fn month_ended(case: Case<'_>, month: Month) -> Decided {
    case.open()?;
    if case.task.plan.deadline > month.ends() || case.task.last_carried.is_some_and(|last| last.month >= month) {
        return Err(Refusal::NotDueYet);
    }
    Ok(vec![TaskEvent::CarriedOver { carried: Carried { month, reason: None, until: None } }])
}

/// Which phase a photo is of that comes at this stage, unless somebody says otherwise.
#[must_use]
pub const fn phase_at(stage: Stage) -> Phase {
    match stage {
        Stage::UnderWay => Phase::During,
        Stage::Acceptance | Stage::StruckOff => Phase::After,
        _ => Phase::Before,
    }
}
