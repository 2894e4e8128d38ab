//! What somebody wants to do to a task, and who that is.

use super::{DropReason, HoldReason, Month, Phase};
use crate::domain::id::{Number, PersonId};
use crate::domain::rights::Right;
use crate::domain::role::Role;
use crate::domain::time::Moment;

/// What somebody wants to do to a task. Words and media travel beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskAction {
    /// 议定: it is to be done.
    Decide,
    /// 公示: post it for objections.
    Publish {
        /// From.
        from: Moment,
        /// To.
        to: Moment,
    },
    /// 排期: give it its dates.
    Schedule {
        /// Work starts.
        start: Moment,
        /// Done by.
        deadline: Moment,
    },
    /// 施工: work began.
    Start,
    /// An update as a post, with so many photos of this phase.
    Post {
        /// When the photos were taken.
        phase: Phase,
        /// How many.
        photos: i64,
    },
    /// It is done; residents are asked to look. With so many photos of the result.
    Finish {
        /// Photos that come with it.
        photos: i64,
    },
    /// 验收: "it is really done".
    Accept,
    /// An objection, at the posting or at acceptance.
    Object,
    /// An answer to the objections so far.
    Answer,
    /// Ask for it to be struck off.
    AskStrikeOff,
    /// 销号.
    StrikeOff,
    /// It isn't struck off: something is missing.
    SendBack,
    /// 回头看: all is still in order (true), or it came back and is reopened.
    LookAgain(bool),
    /// Pause.
    Pause(HoldReason),
    /// Go on.
    Resume,
    /// Drop it.
    Drop(DropReason),
    /// 结转: carry it over to a later date.
    CarryOver {
        /// Why.
        reason: HoldReason,
        /// The new date.
        until: Moment,
    },
    /// The clock: the month ended without strike-off, reason or date.
    MonthEnded(Month),
    /// Make somebody else responsible.
    Assign(PersonId),
    /// A ticket follows the task from now on.
    Link(Number),
}

impl TaskAction {
    /// The right that staff need for it.
    #[must_use]
    pub const fn right(self) -> Right {
        match self {
            Self::Decide
            | Self::Publish { .. }
            | Self::StrikeOff
            | Self::SendBack
            | Self::Drop(_)
            | Self::Assign(_) => Right::DecideTask,
            _ => Right::WorkTask,
        }
    }
}

/// Who acts, as far as a task's rules care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskActor {
    /// A resident of its compound.
    Resident(PersonId),
    /// Staff, whose right was checked by [`crate::domain::rights`].
    Staff {
        /// Who.
        person: PersonId,
        /// In which role.
        role: Role,
    },
    /// The clock.
    Clock,
}

impl TaskActor {
    /// The person behind it, none for the clock.
    #[must_use]
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Resident(person) | Self::Staff { person, .. } => Some(person),
            Self::Clock => None,
        }
    }

    /// As whom it is recorded.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Resident(_) => "resident".to_owned(),
            Self::Staff { role, .. } => format!("staff:{}", role.code()),
            Self::Clock => "clock".to_owned(),
        }
    }
}
