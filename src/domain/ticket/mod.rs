//! A ticket (工单): a resident's matter, its states, and the changes that may happen to it.
//!
//! [`decide`](life::decide) answers whether an [`Action`] may be done now and which [`Event`]s it makes;
//! [`Ticket::apply`] folds an event into the state. Nothing else changes a ticket.

use serde::{Deserialize, Serialize};

use super::id::{ChatId, Number, PersonId, PlaceId, TicketId};
use super::role::Role;
use super::time::Moment;

pub mod fold;
pub mod life;

macro_rules! codes {
    ($(#[$top:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$top])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $code)] $variant),* }

        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The code in the database, in exports and in Fluent keys.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// The value of a code.
            #[must_use]
            pub fn of_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }
    };
}

codes! {
    /// 诉求类型: what the resident wants.
    Kind {
        /// 咨询.
        Question = "question",
        /// 求助.
        Help = "help",
        /// 投诉.
        Complaint = "complaint",
        /// 举报: a report of wrongdoing.
        Report = "report",
        /// 建议.
        Suggestion = "suggestion",
        /// 表扬.
        Praise = "praise",
    }
}

impl Kind {
    /// Privacy unless the reporter chooses: confidential for complaints and reports.
    #[must_use]
    pub const fn default_privacy(self) -> Privacy {
        match self {
            Self::Complaint | Self::Report => Privacy::Confidential,
            _ => Privacy::Named,
        }
    }
}

codes! {
    /// 来源: where a ticket came from.
    Source {
        /// A resident wrote to the bot.
        Resident = "resident",
        /// A grid worker found it.
        Grid = "grid",
        /// The company's own check.
        Company = "company",
        /// A reception day.
        Reception = "reception",
        /// A meeting.
        Meeting = "meeting",
        /// Transferred by the 12345 hotline, whose number and due date override ours.
        Hotline = "hotline",
    }
}

codes! {
    /// How fast it must go.
    Urgency {
        /// Working-time clocks.
        Normal = "normal",
        /// Round the clock: acknowledge 15 min, contact 2 h, done 24 h.
        Urgent = "urgent",
    }
}

codes! {
    /// Who may know who reported.
    Privacy {
        /// 实名: the handler sees what the reporter typed.
        Named = "named",
        /// 保密: the handler sees neither name nor phone.
        Confidential = "confidential",
        /// 匿名: nothing about a person is kept; a code opens it.
        Anonymous = "anonymous",
    }
}

codes! {
    /// The state of a ticket.
    State {
        /// Filed, nobody took it yet.
        Submitted = "submitted",
        /// 签收.
        Acknowledged = "acknowledged",
        /// Being worked on, the resident was contacted.
        InProgress = "in_progress",
        /// 办结: answered, the follow-up runs.
        Resolved = "resolved",
        /// 归档.
        Closed = "closed",
        /// 不予受理.
        Declined = "declined",
        /// 转办.
        Transferred = "transferred",
        /// 终止.
        Terminated = "terminated",
        /// 并件.
        Merged = "merged",
        /// Taken back by the reporter.
        Withdrawn = "withdrawn",
    }
}

impl State {
    /// Whether somebody still has to do something about it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Submitted | Self::Acknowledged | Self::InProgress)
    }
}

codes! {
    /// The ladder's rungs.
    Level {
        /// 小区.
        Compound = "compound",
        /// 社区.
        Community = "community",
        /// 街道.
        Subdistrict = "subdistrict",
    }
}

codes! {
    /// Whom a complaint is about; it goes past them to the next level and is not shown to them.
    Party {
        /// The property company.
        Company = "company",
        /// The owners' committee.
        Committee = "committee",
        /// The community's or subdistrict's staff.
        Staff = "staff",
    }
}

codes! {
    /// What a waiting ticket waits for.
    WaitingFor {
        /// The resident's answer, ≤ 5 working days.
        Resident = "resident",
        /// Spare parts, until a date.
        Parts = "parts",
        /// A third party, until a date.
        Third = "third",
    }
}

codes! {
    /// Why a matter isn't taken up (不予受理).
    DeclineReason {
        /// The emergency services' matter.
        Emergency = "emergency",
        /// Before a court, in arbitration or petition (信访).
        Legal = "legal",
        /// The same matter is already in hand.
        Duplicate = "duplicate",
        /// Touches secrets or privacy.
        Secrets = "secrets",
        /// Beyond anyone's duty here.
        Beyond = "beyond",
        /// Unlawful.
        Unlawful = "unlawful",
    }
}

codes! {
    /// Answer to "is it solved?".
    Solved {
        /// Solved.
        Yes = "yes",
        /// Partly.
        Partly = "partly",
        /// Not solved.
        No = "no",
    }
}

codes! {
    /// Answer to "are you satisfied?".
    Satisfaction {
        /// 非常满意.
        VerySatisfied = "very_satisfied",
        /// 满意.
        Satisfied = "satisfied",
        /// 基本满意: still counts as satisfied.
        Fair = "fair",
        /// 不满意.
        Dissatisfied = "dissatisfied",
        /// 非常不满意.
        VeryDissatisfied = "very_dissatisfied",
    }
}

codes! {
    /// Why it isn't solved; the catalogue says which of them reopen.
    UnsolvedReason {
        /// Not done.
        NotDone = "not_done",
        /// Came back.
        CameBack = "came_back",
        /// Rude.
        Rude = "rude",
        /// No answer.
        NoAnswer = "no_answer",
        /// Other.
        Other = "other",
    }
}

codes! {
    /// What caused the fault.
    Cause {
        /// Wear.
        Wear = "wear",
        /// Misuse.
        Misuse = "misuse",
        /// Design.
        Design = "design",
        /// A third party.
        Third = "third",
    }
}

/// When the three things are due. None for what has no such clock (praise).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dues {
    /// 签收.
    pub acknowledge: Option<Moment>,
    /// 联系.
    pub contact: Option<Moment>,
    /// 办结.
    pub done: Option<Moment>,
}

/// A wait and its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// For what.
    pub on: WaitingFor,
    /// Since when.
    pub since: Moment,
    /// Until when at the latest.
    pub until: Moment,
}

/// How far the follow-up of the present resolution has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// "Were you contacted?"
    pub contacted: Option<bool>,
    /// "Is it solved?"
    pub solved: Option<Solved>,
    /// The reason tapped after no or partly.
    pub reason: Option<UnsolvedReason>,
    /// "Are you satisfied?", taken for 7 days more after closing.
    pub satisfaction: Option<Satisfaction>,
}

/// Where a ticket happens. Building and unit are plain and normalised (`3`, `2`), the room is sealed text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// The compound.
    pub compound: PlaceId,
    /// `3` of 3号楼, `3#`, 三栋.
    pub building: Option<String>,
    /// `2` of 2单元, 二梯.
    pub unit: Option<String>,
    /// `501`; never shown to others.
    pub room: Option<String>,
    /// What the reporter wrote or shared beside it ("at the east gate"); never shown to others.
    pub words: Option<String>,
}

/// A ticket's present state: what folding its events gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Own id.
    pub id: TicketId,
    /// What people call it.
    pub number: Number,
    /// Row version, for compare-and-set.
    pub version: i64,
    /// Who reported it; none when anonymous or without the bot.
    pub reporter: Option<PersonId>,
    /// Where.
    pub spot: Spot,
    /// Category code of the catalogue.
    pub category: String,
    /// What is wanted.
    pub kind: Kind,
    /// Where from.
    pub source: Source,
    /// How fast.
    pub urgency: Urgency,
    /// Emergency words were in it.
    pub emergency: bool,
    /// Who may know who reported.
    pub privacy: Privacy,
    /// Whom a complaint is about.
    pub against: Option<Party>,
    /// State.
    pub state: State,
    /// Rung of the ladder that leads.
    pub level: Level,
    /// 主办: who leads.
    pub lead: Option<PersonId>,
    /// 协办: co-handlers.
    pub helpers: Vec<PersonId>,
    /// When it was filed.
    pub filed_at: Moment,
    /// Due times.
    pub dues: Dues,
    /// When it was acknowledged.
    pub acknowledged_at: Option<Moment>,
    /// First human contact.
    pub contacted_at: Option<Moment>,
    /// A wait that runs.
    pub waiting: Option<Waiting>,
    /// Paused time so far, ms.
    pub paused_ms: i64,
    /// Rung that supervises (督办), if any.
    pub supervised: Option<Level>,
    /// 挂账: parked until this review.
    pub parked: Option<Moment>,
    /// Extension (延期) already granted.
    pub extended: bool,
    /// Already returned (退单) once.
    pub returned: bool,
    /// Raised (上报) to this level, not accepted yet.
    pub raised_to: Option<Level>,
    /// Last urged (催办).
    pub urged_at: Option<Moment>,
    /// How often urged.
    pub urged: i64,
    /// Last resolved.
    pub resolved_at: Option<Moment>,
    /// Closed, declined, withdrawn … at.
    pub ended_at: Option<Moment>,
    /// Times reopened.
    pub reopened: i64,
    /// Follow-up of the present resolution.
    pub follow_up: FollowUp,
    /// Reporters and "me too".
    pub affected: i64,
    /// Those affected, not the reporter, who said since the present resolution that it isn't solved, for a reason that
    /// reopens; each counts once.
    pub unsolved: Vec<PersonId>,
    /// Master of a merged ticket.
    pub merged_into: Option<TicketId>,
    /// An objection to a decline was made.
    pub objected: bool,
}

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
    /// Taken back by the reporter.
    Withdrawn,
    /// The reporter left while others are affected: it goes on without them.
    ReporterLeft,
    /// "Me too": one more is affected.
    Joined,
    /// One fewer is affected.
    Left,
}

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
    /// Staff, whose right was checked by [`super::rights`]: in which role, and at which level the scope stands.
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

/// A staff chat or group that a place has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChatUse {
    /// Residents' group: templates only.
    Residents,
    /// Staff's own chat.
    Staff,
}

/// A chat tied to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The chat.
    pub chat: ChatId,
    /// The place.
    pub place: PlaceId,
    /// What it is for.
    pub used: ChatUse,
}
