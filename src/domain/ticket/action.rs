//! What somebody wants to do to a ticket, and who that is.

use super::{Cause, DeclineReason, Level, Privacy, Satisfaction, Solved, UnsolvedReason, Urgency, WaitingFor};
use crate::domain::id::{PersonId, TicketId};
use crate::domain::role::Role;
use crate::domain::time::Moment;

/// What somebody wants to do to a ticket. Words and media travel beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Take = acknowledge and become lead.
    Take,
    /// Make someone else lead.
    Assign(PersonId),
    /// A reply to the resident.
    Reply,
    /// A question to the resident; waits.
    Ask,
    /// Contact by call or visit was recorded (已联系).
    RecordContact,
    /// An internal note.
    Note,
    /// The resident adds something (an answer ends the wait; thanks is none and never gets here).
    Say,
    /// The resident edited an earlier line.
    Edit,
    /// Done, with a result.
    Resolve(Option<Cause>),
    /// Not taken up.
    Decline(DeclineReason),
    /// Take back the "done" or "declined" that one sent a moment ago.
    TakeBack,
    /// Object to a decline.
    Object,
    /// 催一下.
    Urge,
    /// Take it back.
    Withdraw,
    /// Reopen by the lead or the level above.
    Reopen,
    /// Follow-up: contacted?
    AnswerContacted(bool),
    /// Follow-up: solved?
    AnswerSolved(Solved),
    /// Follow-up: why not; closes or reopens.
    AnswerReason(UnsolvedReason),
    /// Follow-up: satisfied?
    AnswerSatisfied(Satisfaction),
    /// "Me too".
    Join,
    /// No longer "me too".
    Leave,
    /// Wait for parts or a third party until a date.
    Wait(WaitingFor, Moment),
    /// End the wait.
    Resume,
    /// Correct the category.
    Move(String),
    /// Return it, once, ≤ 1 working day.
    Return,
    /// Raise it one level.
    Raise,
    /// Accept what was raised.
    AcceptRaise,
    /// Send back what was raised.
    RejectRaise,
    /// Watch it from one's own level.
    Supervise,
    /// Add a co-handler.
    AddHelper(PersonId),
    /// Approve an extension to a date.
    Extend(Moment),
    /// Park until a review.
    Park(Moment),
    /// End parking.
    Unpark,
    /// Change urgency.
    SetUrgency(Urgency),
    /// Change privacy.
    SetPrivacy(Privacy),
    /// Verify.
    Verify,
    /// Transfer outside, look again at a date.
    Transfer(Moment),
    /// End for lack of cooperation.
    Terminate,
    /// Merge into another.
    Merge(TicketId),
    /// Undo a merge.
    Unmerge,
    /// The house: the lead's role ended, nobody leads it any more.
    LeadLeaves,
    /// The micro-task that it waits for was accepted by residents.
    TaskAccepted,
    /// The clock: the wait's end has come.
    WaitExpired,
    /// The clock: 7 days of silence after "done".
    SilenceCloses,
}

/// Who acts, as far as a ticket's rules care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Its reporter.
    Reporter(PersonId),
    /// Somebody else it affects.
    Affected(PersonId),
    /// Staff, whose right was checked by [`crate::domain::rights`]: in which role, and at which level the scope stands.
    Staff {
        /// Who.
        person: PersonId,
        /// In which role.
        role: Role,
        /// Level of the scope of that role.
        level: Level,
    },
    /// Whoever holds an anonymous ticket's code.
    CodeHolder,
    /// The clock.
    Clock,
}

impl Actor {
    /// The person behind it, none for the clock and a code's holder.
    #[must_use]
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Reporter(person) | Self::Affected(person) | Self::Staff { person, .. } => Some(person),
            Self::CodeHolder | Self::Clock => None,
        }
    }
}
