//! A micro-task (微实事): a small public work in a compound, from its idea to the look a month after it was struck off.
//!
//! [`decide`](life::decide) answers whether a [`TaskAction`] may be done now and which [`TaskEvent`]s it makes;
//! [`MicroTask::apply`] folds an event into the state. Nothing else changes a task.

use serde::{Deserialize, Serialize};

use super::id::{Number, PersonId, PlaceId, TaskId, TaskNumber};
use super::time::Moment;

mod action;
mod codes;
pub mod dossier;
mod event;
mod fold;
pub mod life;
pub mod listing;
mod month;
pub mod notices;
mod stage;

#[cfg(test)]
mod tests;

pub use super::clocks::Colour;
pub use action::{TaskAction, TaskActor};
pub use codes::{DropReason, HoldReason, Money, Origin, Phase, TaskType};
pub use event::TaskEvent;
pub use month::Month;
pub use stage::Stage;

/// What a task is proposed with: codes, amounts and ids only. Its title and the company's name are sealed beside it
/// ([`dossier::Wording`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The compound it is for.
    pub compound: PlaceId,
    /// Category code of the catalogue.
    pub category: String,
    /// 工程, 服务 or 货物.
    pub kind: TaskType,
    /// Where it comes from.
    pub origin: Origin,
    /// The member of staff who answers for it.
    pub responsible: PersonId,
    /// What it may cost, fen; 0: nothing.
    pub budget_fen: i64,
    /// Where that comes from.
    pub money: Money,
    /// The exclusion test: both must be true.
    pub exclusion: Exclusion,
    /// When work is planned to start.
    pub start: Moment,
    /// By when it is to be done.
    pub deadline: Moment,
}

/// The exclusion test, answered by whoever proposes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// It isn't what the property company has to do anyway.
    pub not_the_companys_duty: bool,
    /// It doubles no works that are planned already.
    pub no_planned_works: bool,
}

/// 公示: a posting for objections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// From.
    pub from: Moment,
    /// To.
    pub to: Moment,
}

/// A pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paused {
    /// Why.
    pub reason: HoldReason,
    /// Since when.
    pub since: Moment,
}

/// The last time a task was carried over (结转).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// The month in which it was due.
    pub month: Month,
    /// Why; none where nobody gave a reason by the month's end.
    pub reason: Option<HoldReason>,
    /// The new date; none where nobody gave one, so that the old one stays and is shown as overdue.
    pub until: Option<Moment>,
}

/// A task's present state: what folding its events gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MicroTask {
    /// Own id.
    pub id: TaskId,
    /// What people call it.
    pub number: TaskNumber,
    /// Row version, for compare-and-set.
    pub version: i64,
    /// The plan, its dates as they are now.
    pub plan: Plan,
    /// Where it stands.
    pub stage: Stage,
    /// Paused, if it is.
    pub paused: Option<Paused>,
    /// When it was proposed.
    pub proposed_at: Moment,
    /// Its last posting.
    pub posting: Option<Posting>,
    /// Residents who object, at the posting or at acceptance, and have no answer yet.
    pub objectors: Vec<PersonId>,
    /// Residents whose objection was answered since the task came here; each is heard once.
    #[serde(default)]
    pub answered: Vec<PersonId>,
    /// Objections made in all.
    pub objections: i64,
    /// When work began.
    pub started_at: Option<Moment>,
    /// Photos of the place before the work.
    pub before_photos: i64,
    /// Photos after it: the proof.
    pub after_photos: i64,
    /// When the responsible last said it was done.
    pub finished_at: Option<Moment>,
    /// Residents who accepted it since.
    pub accepted_by: Vec<PersonId>,
    /// Staff who looked and accepted it since; they don't count among the residents.
    pub checked_by: Vec<PersonId>,
    /// When acceptance was complete, since it was last said to be done.
    pub accepted_at: Option<Moment>,
    /// Who asked for it to be struck off.
    pub strike_off_asked: Option<PersonId>,
    /// When it was struck off.
    pub struck_off_at: Option<Moment>,
    /// When it was found in order a month later.
    pub looked_again_at: Option<Moment>,
    /// Times it came back after being struck off.
    pub reopened: i64,
    /// Times carried over.
    pub carried: i64,
    /// The last of them.
    pub last_carried: Option<Carried>,
    /// Why it was dropped.
    pub dropped: Option<DropReason>,
    /// Tickets that wait for it.
    pub tickets: Vec<Number>,
    /// When it changed last.
    pub changed_at: Moment,
}

impl MicroTask {
    /// When it is to be looked at again (回头看); none unless that is still to come.
    #[must_use]
    pub fn look_again_due(&self, days: i64) -> Option<Moment> {
        let struck = self.struck_off_at.filter(|_| self.stage == Stage::StruckOff && self.looked_again_at.is_none());
        struck.map(|at| at.plus_days(days))
    }

    /// Its colour on the battle map: red past the deadline, yellow within `near_days` of it. What is ended is green.
    #[must_use]
    pub fn colour(&self, now: Moment, near_days: i64) -> Colour {
        if !self.stage.is_open() {
            Colour::Green
        } else if now > self.plan.deadline {
            Colour::Red
        } else if now >= self.plan.deadline.plus_days(-near_days) {
            Colour::Yellow
        } else {
            Colour::Green
        }
    }

    /// When its colour changes next, as long as nothing happens.
    #[must_use]
    pub fn next_colour(&self, now: Moment, near_days: i64) -> Option<Moment> {
        let turns = [self.plan.deadline.plus_days(-near_days), self.plan.deadline.plus_ms(1)];
        turns.into_iter().filter(|turn| self.stage.is_open() && *turn > now).min()
    }

    /// Whether enough residents accepted it and nobody waits for an answer.
    #[must_use]
    pub fn is_accepted(&self, residents: i64) -> bool {
        let enough = i64::try_from(self.accepted_by.len()).unwrap_or(i64::MAX) >= residents;
        self.stage == Stage::Acceptance && enough && self.objectors.is_empty()
    }
}
