//! What somebody wants to do to a project, and what then happens to it.

use serde::{Deserialize, Serialize};

use super::{Proposal, Reason, Stage, Vetting};
use crate::domain::id::{TaskNumber, VoteId};
use crate::domain::rights::Right;
use crate::domain::time::Moment;

/// What somebody wants to do to a project. Words and files travel beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It is lawful and costs so much; also: what was turned down is taken up after all.
    Vet(Vetting),
    /// It is turned down; its author is told first. Words: why.
    Refuse(Reason),
    /// Its author answers that. Words: the answer.
    AnswerRefusal,
    /// The answer was looked at and changes nothing.
    UpholdRefusal,
    /// The clock: the time to answer ran out.
    RefusalRunsOut,
    /// Show it to all.
    Publish,
    /// A question. Words: the question.
    Ask,
    /// The answer to a question, which goes to all. Words: the answer.
    Answer {
        /// Which, counted from 0.
        question: usize,
    },
    /// "I am for it."
    Support,
    /// No longer.
    Unsupport,
    /// 认捐: so much is promised. Words: the name to be shown, if it is.
    Pledge {
        /// How much, fen.
        amount: i64,
        /// Whether the name is shown.
        shown: bool,
    },
    /// A promise is taken back.
    TakeBack {
        /// Which, counted from 0.
        pledge: usize,
    },
    /// The money of a promise was received.
    Receive {
        /// Which, counted from 0.
        pledge: usize,
    },
    /// Its author takes it back.
    Withdraw,
    /// It is put to this vote.
    PutToVote {
        /// Which.
        vote: VoteId,
    },
    /// The vote gave it its money.
    Won {
        /// Which.
        vote: VoteId,
    },
    /// The vote didn't.
    Lost {
        /// Which.
        vote: VoteId,
    },
    /// A micro-task was made of it.
    BeginWorks {
        /// Which.
        task: TaskNumber,
    },
    /// Its accounts are shown. Words: what the money went to.
    Account {
        /// What was spent, fen.
        spent: i64,
    },
}

impl Action {
    /// The right that staff need for it; none for what residents or the clock do.
    #[must_use]
    pub const fn right(self) -> Option<Right> {
        match self {
            Self::Vet(_)
            | Self::Refuse(_)
            | Self::UpholdRefusal
            | Self::Publish
            | Self::Answer { .. }
            | Self::Account { .. } => Some(Right::Vet),
            Self::Receive { .. } => Some(Right::Book),
            Self::BeginWorks { .. } => Some(Right::ProposeTask),
            _ => None,
        }
    }
}

/// What happened to a project. Codes, amounts and ids only; words and files lie in rows of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Event {
    /// It begins.
    Proposed {
        /// With what.
        proposal: Proposal,
    },
    /// It was vetted.
    Vetted {
        /// With what result.
        vetting: Vetting,
    },
    /// Its author was told that it is turned down. Body: why.
    TurnedDown {
        /// Why.
        reason: Reason,
        /// Until when the author may answer.
        until: Moment,
    },
    /// The author answered. Body: the answer.
    RefusalAnswered,
    /// It is refused for good, and shown.
    Refused,
    /// It is shown to all.
    Published,
    /// A question. Body: its words.
    Asked,
    /// The answer to a question. Body: its words.
    Answered {
        /// Which, counted from 0.
        question: usize,
    },
    /// Somebody is for it.
    Supported,
    /// And no longer.
    Unsupported,
    /// Money was promised. Body: the name to be shown.
    Pledged {
        /// How much, fen.
        amount: i64,
        /// Whether the name is shown.
        shown: bool,
    },
    /// The promise was taken back.
    PledgeTakenBack {
        /// Which, counted from 0.
        pledge: usize,
    },
    /// The promise was kept.
    PledgeReceived {
        /// Which, counted from 0.
        pledge: usize,
    },
    /// It stands in a vote.
    PutToVote {
        /// Which.
        vote: VoteId,
    },
    /// It got its money.
    Won {
        /// By which vote.
        vote: VoteId,
        /// How much, fen.
        granted: i64,
    },
    /// It got none.
    Lost {
        /// In which vote.
        vote: VoteId,
    },
    /// A micro-task was made of it.
    WorksBegun {
        /// Which.
        task: TaskNumber,
    },
    /// Its accounts are shown. Body: what the money went to.
    Accounted {
        /// What was spent, fen.
        spent: i64,
    },
    /// Its author took it back.
    Withdrawn,
}

impl Event {
    /// The stage that it brings a project to; none where it brings none.
    #[must_use]
    pub const fn stage(&self) -> Option<Stage> {
        Some(match self {
            Self::Proposed { .. } => Stage::Proposed,
            Self::Refused => Stage::Refused,
            Self::Published => Stage::Published,
            Self::PutToVote { .. } => Stage::Voting,
            Self::Won { .. } => Stage::Funded,
            Self::Lost { .. } => Stage::Lost,
            Self::WorksBegun { .. } => Stage::Works,
            Self::Accounted { .. } => Stage::Accounted,
            Self::Withdrawn => Stage::Withdrawn,
            _ => return None,
        })
    }
}
