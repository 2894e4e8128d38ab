//! What may have happened to a ticket.

use serde::{Deserialize, Serialize};

use super::{
    Cause, DeclineReason, Dues, Kind, Level, Party, Privacy, Satisfaction, Solved, Source, Spot, UnsolvedReason,
    Urgency, WaitingFor,
};
use crate::domain::id::{PersonId, TicketId};
use crate::domain::time::Moment;

/// What a ticket is filed with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// Who reports it.
    pub reporter: Option<PersonId>,
    /// Where.
    pub spot: Spot,
    /// Category code.
    pub category: String,
    /// Kind.
    pub kind: Kind,
    /// Source.
    pub source: Source,
    /// Urgency.
    pub urgency: Urgency,
    /// Emergency words.
    pub emergency: bool,
    /// Privacy.
    pub privacy: Privacy,
    /// Whom a complaint is about.
    pub against: Option<Party>,
}

/// What happened to a ticket. Codes and ids only; words lie in the body beside the event, media in their own rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Event {
    /// Filed. The body holds the reporter's words; spot.room and spot.words are kept sealed, not here.
    Submitted {
        /// With what (room and words emptied).
        filing: Filing,
        /// Leading level.
        level: Level,
        /// Due times.
        dues: Dues,
    },
    /// 签收: taken; the taker leads.
    Acknowledged {
        /// New lead.
        lead: PersonId,
    },
    /// 指派: the lead was set to somebody else.
    Assigned {
        /// New lead.
        lead: PersonId,
    },
    /// The lead's role ended: back in the queue.
    LeadLeft,
    /// 联系: first human contact.
    Contacted,
    /// A reply of staff, relayed to the resident. Body: the words.
    Replied,
    /// A question of staff; waits for the resident.
    Asked {
        /// Until when.
        until: Moment,
    },
    /// A line of the resident. Body: the words.
    Said,
    /// An earlier line was edited; the old one stays. Body: the new words.
    Edited,
    /// An internal note. Body: the words.
    Noted,
    /// A wait for parts or a third party.
    Waits {
        /// For what.
        on: WaitingFor,
        /// Until when.
        until: Moment,
    },
    /// The wait is over: answered, or its end came.
    Resumed {
        /// Whether the date ran out rather than an answer coming.
        expired: bool,
        /// The handling due, moved on by the paused time.
        done: Option<Moment>,
    },
    /// 改派: category or place corrected; clocks re-reckoned, not restarted.
    Moved {
        /// Category now.
        category: String,
        /// Due times now.
        dues: Dues,
    },
    /// 退单: returned to the dispatcher one level up.
    Returned {
        /// Level that decides.
        level: Level,
    },
    /// 上报: asked the level above to take it.
    Raised {
        /// That level.
        to: Level,
    },
    /// The level above accepted what was raised.
    RaiseAccepted,
    /// The level above sent it back.
    RaiseRejected,
    /// 督办.
    Supervised {
        /// The level that watches.
        level: Level,
    },
    /// 催办.
    Urged,
    /// 协办: a co-handler was added.
    HelperAdded {
        /// Who.
        helper: PersonId,
    },
    /// 延期 approved.
    Extended {
        /// New handling due.
        done: Moment,
    },
    /// 挂账.
    Parked {
        /// Next review.
        review: Moment,
    },
    /// 销账: no longer parked.
    Unparked,
    /// Urgency changed by staff. Body: the reason.
    UrgencyChanged {
        /// Now.
        urgency: Urgency,
        /// Due times now.
        dues: Dues,
    },
    /// Privacy changed by the reporter.
    PrivacyChanged {
        /// Now.
        privacy: Privacy,
    },
    /// 办结. Body: what was done and the result.
    Resolved {
        /// What caused it.
        cause: Option<Cause>,
    },
    /// 核查: verified by another than the doer.
    Verified,
    /// "Were you contacted?" was answered.
    FollowUpContacted {
        /// Answer.
        contacted: bool,
    },
    /// "Is it solved?" was answered.
    FollowUpSolved {
        /// Answer.
        solved: Solved,
    },
    /// A reason was tapped.
    FollowUpReason {
        /// Reason.
        reason: UnsolvedReason,
    },
    /// "Are you satisfied?" was answered.
    FollowUpSatisfied {
        /// Answer.
        satisfaction: Satisfaction,
    },
    /// Somebody affected, not the reporter, said it isn't solved for a reason that reopens.
    AffectedUnsolved {
        /// Who.
        person: PersonId,
    },
    /// 归档.
    Closed {
        /// True when nobody answered for 7 days: in no satisfaction figure.
        unrated: bool,
    },
    /// 重办.
    Reopened {
        /// New handling due.
        dues: Dues,
    },
    /// 不予受理.
    Declined {
        /// Why.
        reason: DeclineReason,
    },
    /// The reporter objected to a decline. It goes one level up.
    Objected {
        /// Level that looks at it.
        level: Level,
        /// Due times.
        dues: Dues,
    },
    /// 转办.
    Transferred {
        /// When to look again.
        look_again: Moment,
    },
    /// 终止.
    Terminated,
    /// 并件.
    Merged {
        /// Master.
        into: TicketId,
    },
    /// Unmerged.
    Unmerged,
    /// A "done" or "declined" was taken back within seconds by whoever sent it: a slip, no reopening.
    TakenBack,
    /// Taken back by the reporter.
    Withdrawn,
    /// The reporter left while others are affected: it goes on without them.
    ReporterLeft,
    /// "Me too": one more is affected.
    Joined,
    /// One fewer is affected.
    Left,
}
