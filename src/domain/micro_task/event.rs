//! What may have happened to a task.

use serde::{Deserialize, Serialize};

use super::{Carried, DropReason, HoldReason, Phase, Plan, Posting, Stage};
use crate::domain::id::{Number, PersonId};
use crate::domain::time::Moment;

/// What happened to a task. Codes, amounts and ids only; words lie in the body beside the event, media in their own rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum TaskEvent {
    /// 立项. The body holds its title.
    Proposed {
        /// With what.
        plan: Plan,
    },
    /// 议定.
    Decided,
    /// 公示.
    Published {
        /// From–to.
        posting: Posting,
    },
    /// 排期.
    Scheduled {
        /// Work starts.
        start: Moment,
        /// Done by.
        deadline: Moment,
    },
    /// 施工.
    Started,
    /// An update. Body: its words.
    Posted {
        /// Of which phase its photos are.
        phase: Phase,
        /// How many photos.
        photos: i64,
    },
    /// Done, as the responsible says; residents are asked to look. Body: what was done.
    Finished {
        /// Photos of the result.
        photos: i64,
    },
    /// 验收 by a resident.
    Accepted,
    /// 验收 by staff who aren't responsible.
    Checked,
    /// Acceptance is complete: enough residents, nobody waiting for an answer.
    AcceptanceComplete,
    /// An objection of a resident. Body: the words.
    Objected,
    /// An answer to the objections so far. Body: the words.
    Answered,
    /// Somebody asked for it to be struck off.
    StrikeOffAsked,
    /// It was not struck off. Body: what is missing.
    SentBack,
    /// 销号.
    StruckOff,
    /// 回头看: still in order.
    LookedAgain,
    /// It came back and is under way again.
    Reopened {
        /// New deadline.
        deadline: Moment,
    },
    /// Paused.
    Paused {
        /// Why.
        reason: HoldReason,
    },
    /// It goes on.
    Resumed,
    /// Dropped.
    Dropped {
        /// Why.
        reason: DropReason,
    },
    /// 结转.
    CarriedOver {
        /// From which month, why, until when.
        carried: Carried,
    },
    /// Somebody else is responsible.
    Assigned {
        /// Who.
        responsible: PersonId,
    },
    /// A ticket follows it.
    Linked {
        /// Its number.
        ticket: Number,
    },
}

impl TaskEvent {
    /// The stage that it brings a task to; none where it brings none.
    #[must_use]
    pub const fn stage(&self) -> Option<Stage> {
        Some(match self {
            Self::Proposed { .. } => Stage::Proposed,
            Self::Decided => Stage::Decided,
            Self::Published { .. } => Stage::Published,
            Self::Scheduled { .. } => Stage::Scheduled,
            Self::Started | Self::Reopened { .. } => Stage::UnderWay,
            Self::Finished { .. } => Stage::Acceptance,
            Self::StruckOff => Stage::StruckOff,
            Self::Dropped { .. } => Stage::Dropped,
            _ => return None,
        })
    }
}
