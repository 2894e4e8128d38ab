//! What turns about meetings ask to know, and what they change.

use crate::conversation::facts;
use crate::conversation::talk::{Stop, Talk};
use crate::domain::id::{MeetingId, PersonId, PlaceId, ProposalId, ResolutionId};
use crate::domain::meeting::agenda::Gathered;
use crate::domain::meeting::resolution::Event;
use crate::domain::meeting::{Meeting, Papers, Proposal, Told};
use crate::domain::person::Reader;
use crate::domain::refusal::Refusal;
use crate::domain::time::Moment;
use std::collections::BTreeMap;

/// What a turn asks to know of meetings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// What lies before the meeting of a place.
    pub gathered: Option<PlaceId>,
    /// Whether this round of a place was called.
    pub called: Option<(PlaceId, String)>,
    /// A meeting with its papers.
    pub meeting: Option<Which>,
    /// A resolution.
    pub resolution: Option<ResolutionId>,
    /// Resolutions of a compound, from this row on; the internal ones too where true.
    pub listed: Option<(PlaceId, bool, i64)>,
    /// How many proposals of the person wait for a meeting.
    pub waiting: bool,
}

/// Which meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The latest of a place.
    Latest(PlaceId),
    /// This one.
    One(MeetingId),
}

impl Needs {
    /// Adds what `more` asks for; where both name one of a kind, `more`'s holds.
    pub fn add(&mut self, more: Self) {
        self.gathered = more.gathered.or(self.gathered);
        self.called = more.called.or(self.called.take());
        self.meeting = more.meeting.or(self.meeting);
        self.resolution = more.resolution.or(self.resolution);
        self.listed = more.listed.or(self.listed);
        self.waiting |= more.waiting;
    }
}

/// What a turn knows of meetings, once it asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What lies before the meeting.
    pub gathered: Gathered,
    /// Whether the round was called.
    pub called: bool,
    /// The meeting.
    pub meeting: Option<Meeting>,
    /// Its papers.
    pub papers: Papers,
    /// How to reach the authors of its proposals.
    pub authors: BTreeMap<PersonId, Reader>,
    /// The resolution.
    pub resolution: Option<Told>,
    /// How to reach its owner.
    pub owner: Option<Reader>,
    /// A page of resolutions, and how many there are.
    pub listed: (Vec<Told>, i64),
    /// Proposals that wait.
    pub waiting: i64,
}

/// What is to be written of meetings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A round with its agenda; of two at once one wins.
    Call(Meeting),
    /// When the place's agenda is made next.
    NextAgenda {
        /// The place.
        place: PlaceId,
        /// When.
        at: Moment,
    },
    /// The minutes were recorded, and these proposals talked over.
    Minuted {
        /// Which meeting.
        meeting: MeetingId,
        /// Proposals.
        proposals: Vec<ProposalId>,
    },
    /// A resident's proposal for the meeting of a place.
    Propose {
        /// The place.
        place: PlaceId,
        /// The proposal.
        proposal: Proposal,
    },
    /// A new resolution with its first event.
    Resolve {
        /// As it begins.
        told: Told,
        /// Its [`Event::Made`].
        event: Event,
    },
    /// An event of a resolution and its state after it (whose `version` is still the one that was read).
    Resolution {
        /// State after.
        after: Told,
        /// What happened.
        event: Event,
    },
    /// When the clock looks at a resolution next.
    Look {
        /// Which.
        resolution: ResolutionId,
        /// When.
        at: Option<Moment>,
    },
}

impl<'a> Talk<'a> {
    fn asked(&self) -> &Needs {
        &self.facts.asked.meeting
    }

    fn ask_of_meetings<T>(needs: Needs) -> Result<T, Stop> {
        Err(Stop::Ask(Box::new(facts::Needs { meeting: needs, ..facts::Needs::default() })))
    }

    /// What lies before the meeting of a place.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded.
    pub fn gathered(&self, place: PlaceId) -> Result<&'a Gathered, Stop> {
        if self.asked().gathered == Some(place) {
            return Ok(&self.facts.meeting.gathered);
        }
        Self::ask_of_meetings(Needs { gathered: Some(place), ..Needs::default() })
    }

    /// Whether a round of a place was called.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded.
    pub fn called(&self, place: PlaceId, period: &str) -> Result<bool, Stop> {
        let wanted = Some((place, period.to_owned()));
        if self.asked().called == wanted {
            return Ok(self.facts.meeting.called);
        }
        Self::ask_of_meetings(Needs { called: wanted, ..Needs::default() })
    }

    /// A meeting, if there is one, and its papers.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub fn meeting(&self, which: Which) -> Result<(Option<&'a Meeting>, &'a Papers), Stop> {
        let known = self.facts.meeting.meeting.as_ref();
        let is_it = |id| known.is_some_and(|meeting| meeting.id == id);
        if self.asked().meeting == Some(which) || matches!(which, Which::One(id) if is_it(id)) {
            return Ok((known, &self.facts.meeting.papers));
        }
        Self::ask_of_meetings(Needs { meeting: Some(which), ..Needs::default() })
    }

    /// A resolution.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded; [`Refusal::Unknown`] when there is none.
    pub fn resolution(&self, id: ResolutionId) -> Result<&'a Told, Stop> {
        if self.asked().resolution == Some(id) {
            return self.facts.meeting.resolution.as_ref().ok_or(Stop::Refused(Refusal::Unknown));
        }
        Self::ask_of_meetings(Needs { resolution: Some(id), ..Needs::default() })
    }

    /// Resolutions of a compound and its community from row `offset` on, and how many there are.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub fn resolutions(&self, compound: PlaceId, internal: bool, offset: i64) -> Result<&'a (Vec<Told>, i64), Stop> {
        let wanted = Some((compound, internal, offset));
        if self.asked().listed == wanted {
            return Ok(&self.facts.meeting.listed);
        }
        Self::ask_of_meetings(Needs { listed: wanted, ..Needs::default() })
    }

    /// How many proposals of the person wait for a meeting.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded.
    pub fn proposals_waiting(&self) -> Result<i64, Stop> {
        if self.asked().waiting {
            return Ok(self.facts.meeting.waiting);
        }
        Self::ask_of_meetings(Needs { waiting: true, ..Needs::default() })
    }
}
