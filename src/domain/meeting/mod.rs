//! The four-party meeting (四方联动): branch, committee, company and community talk over what is stuck. When it is, what
//! its agenda takes up, and what becomes of what it resolves.

use std::collections::BTreeMap;

use super::id::{MeetingId, PersonId, PlaceId, ProposalId, ResolutionId};
use super::time::Moment;

pub mod agenda;
pub mod day;
pub mod resolution;
pub mod round;

pub use agenda::Item;
pub use resolution::{Resolution, Told};

/// Most characters of a resident's proposal.
pub const PROPOSAL_CHARS: usize = 200;
/// Proposals of one person that may wait for a meeting at once.
pub const PROPOSALS: i64 = 3;

/// A resident's idea for the meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// Whose; the meeting isn't told.
    pub person: PersonId,
    /// The idea in its author's words, which are meant for the meeting.
    pub words: String,
}

/// The words behind an agenda's ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Papers {
    /// Proposals on it.
    pub proposals: BTreeMap<ProposalId, Proposal>,
    /// Earlier resolutions on it, as they stand now.
    pub resolutions: BTreeMap<ResolutionId, Told>,
}

/// A meeting of a place: a round whose agenda was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Its id.
    pub id: MeetingId,
    /// The compound or community that meets.
    pub place: PlaceId,
    /// Which round: `2026-W48`, `2026-12`, or a day for a meeting beside the rounds.
    pub period: String,
    /// When it is.
    pub at: Moment,
    /// What is talked over, as it was posted.
    pub agenda: Vec<Item>,
    /// Whether its minutes were recorded.
    pub minuted: bool,
}
