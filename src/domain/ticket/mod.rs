//! A ticket (工单): a resident's matter, its states, and the changes that may happen to it.
//!
//! [`decide`](life::decide) answers whether an [`Action`] may be done now and which [`Event`]s it makes;
//! [`Ticket::apply`] folds an event into the state. Nothing else changes a ticket.

use serde::{Deserialize, Serialize};

use super::id::{Number, PersonId, PlaceId, TicketId};
use super::time::Moment;

mod action;
mod codes;
pub mod dossier;
mod event;
pub mod fold;
pub mod life;
pub mod listing;

pub use action::{Action, Actor};
pub use codes::{
    Cause, DeclineReason, Kind, Level, Party, Privacy, Satisfaction, Solved, Source, State, UnsolvedReason, Urgency,
    WaitingFor,
};
pub use event::{Event, Filing};

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
    /// State and first contact before it was last resolved or ended: what a slip that is taken back leads to.
    pub before_end: Option<(State, Option<Moment>)>,
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
