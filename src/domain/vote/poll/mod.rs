//! A vote (投票) as people meet it: what is asked of whom, from when until when, and how far it is. Its state is the fold
//! of its events; how it is counted is the business of the modules beside.
//!
//! Phases go one way: draft → published → open → closed → certified. What is counted by is frozen and hashed when it
//! opens. Two people open it, stop it before its time, and certify it; it closes by the clock.

mod event;
mod life;
mod params;
mod result;
mod turnout;

use serde::{Deserialize, Serialize};

use crate::domain::codes::codes;
use crate::domain::id::{MediaId, PersonId, VoteId};
use crate::domain::time::Moment;

use super::article278::Owners;
pub use event::Event;
pub use life::{Action, Actor, FUND_DAYS, MOST_OPTIONS, NOTICE_DAYS, OWNERS_DAYS, check, decide, extension};
pub use params::{Ask, Ballot, Candidate, Choice, Method, Params};
pub use result::{Loss, Outcome, Short, election};
pub use turnout::{Building, by_building};

codes! {
    /// How far a vote is.
    Phase {
        /// Being prepared; only staff know of it.
        Draft = "draft",
        /// Everybody may read what will be asked.
        Published = "published",
        /// Ballots are taken.
        Open = "open",
        /// Ballots are counted.
        Closed = "closed",
        /// Two people stand for the result; who voted what can't be found any more.
        Certified = "certified",
        /// It never opened.
        Dropped = "dropped",
    }
}

impl Phase {
    /// Whether everybody may read of it.
    #[must_use]
    pub const fn is_public(self) -> bool {
        !matches!(self, Self::Draft | Self::Dropped)
    }
}

codes! {
    /// What takes two people.
    Pair {
        /// Opening.
        Open = "open",
        /// Stopping before its time.
        Stop = "stop",
        /// Certifying.
        Certify = "certify",
        /// Releasing the list of who said what in an owners' decision, for filing.
        List = "list",
    }
}

/// A vote's present state. Its words lie beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// Its id, which people read as its number.
    pub id: VoteId,
    /// Row version, for compare-and-set.
    pub version: i64,
    /// What is asked of whom, and how it is counted.
    pub params: Params,
    /// How far it is.
    pub phase: Phase,
    /// Who prepared it.
    pub by: PersonId,
    /// What one of two people asked for, and who.
    pub asked: Option<(Pair, PersonId)>,
    /// When everybody could read what will be asked.
    pub published_at: Option<Moment>,
    /// SHA-256 of the value that the lot is drawn with, published before anybody voted; hexadecimal.
    pub commitment: String,
    /// SHA-256 of all that is counted by; hexadecimal, empty until it opens.
    pub frozen: String,
    /// Everybody who may vote, frozen at the opening: voters, and their area in 0.01 m².
    pub roll: Owners,
    /// When it closes.
    pub closes_at: Option<Moment>,
    /// How much an outage has put that off, in ms.
    pub extended_ms: i64,
    /// When it opened.
    #[serde(default)]
    pub opened_at: Option<Moment>,
    /// Whether two people stopped it before its time: no outage puts that off.
    #[serde(default)]
    pub stopped: bool,
    /// All that it is counted by, in the words that are hashed; empty until it opens.
    #[serde(default)]
    pub terms: String,
    /// How it came out.
    pub outcome: Option<Outcome>,
    /// The root over all ballots; hexadecimal, empty until it closes.
    pub root: String,
    /// The value that the lot is drawn with; hexadecimal, empty until it closes.
    pub seed: String,
    /// Whether two people released the list of who said what.
    #[serde(default)]
    pub released: bool,
}

impl Poll {
    /// The vote that an [`Event::Prepared`] begins; none for any other event.
    #[must_use]
    pub fn begin(id: VoteId, first: &Event) -> Option<Self> {
        let Event::Prepared { params, by } = first else { return None };
        Some(Self::prepared(id, params.clone(), *by))
    }

    /// A vote as somebody prepared it.
    #[must_use]
    pub const fn prepared(id: VoteId, params: Params, by: PersonId) -> Self {
        Self {
            id,
            version: 0,
            params,
            phase: Phase::Draft,
            by,
            asked: None,
            published_at: None,
            commitment: String::new(),
            frozen: String::new(),
            roll: Owners { heads: 0, area: 0 },
            closes_at: None,
            extended_ms: 0,
            opened_at: None,
            stopped: false,
            terms: String::new(),
            outcome: None,
            root: String::new(),
            seed: String::new(),
            released: false,
        }
    }

    /// From when on it may be opened, once it is published; none: at once. Owners are given notice, projects of the fund were
    /// published before.
    #[must_use]
    pub fn opens_from(&self) -> Option<Moment> {
        let noticed = matches!(self.params.ask, Ask::Owners { .. });
        self.published_at.filter(|_| noticed).map(|published| published.plus_days(NOTICE_DAYS))
    }

    /// Folds an event into the state.
    pub fn apply(&mut self, event: &Event, at: Moment) {
        match event {
            Event::Prepared { .. } => {}
            Event::Published { commitment } => {
                (self.phase, self.published_at) = (Phase::Published, Some(at));
                self.commitment.clone_from(commitment);
            }
            Event::Asked { pair, by } => self.asked = Some((*pair, *by)),
            Event::Opened { frozen, terms, roll, closes_at, .. } => {
                (self.phase, self.asked, self.roll) = (Phase::Open, None, *roll);
                (self.opened_at, self.closes_at) = (Some(at), Some(*closes_at));
                self.terms.clone_from(terms);
                self.frozen.clone_from(frozen);
            }
            Event::Extended { by_ms } => {
                self.extended_ms += by_ms;
                self.closes_at = self.closes_at.map(|closes| closes.plus_ms(*by_ms));
            }
            Event::Stopped { .. } => (self.asked, self.closes_at, self.stopped) = (None, Some(at), true),
            Event::Closed { outcome, root, seed } => {
                (self.phase, self.asked, self.outcome) = (Phase::Closed, None, Some(outcome.clone()));
                self.root.clone_from(root);
                self.seed.clone_from(seed);
            }
            Event::Certified { .. } => (self.phase, self.asked) = (Phase::Certified, None),
            Event::Released { .. } => (self.released, self.asked) = (true, None),
            Event::Dropped { .. } => (self.phase, self.asked) = (Phase::Dropped, None),
        }
    }

    /// Whether a ballot that came at `at` counts.
    #[must_use]
    pub fn takes(&self, at: Moment) -> bool {
        self.phase == Phase::Open && self.closes_at.is_some_and(|closes| at < closes)
    }

    /// What the lot is drawn with, once it is closed: the root over all ballots, and the value committed to before.
    #[must_use]
    pub fn lot(&self) -> String {
        lot(&self.root, &self.seed)
    }

    /// Whether its result is there to be read.
    #[must_use]
    pub const fn is_counted(&self) -> bool {
        matches!(self.phase, Phase::Closed | Phase::Certified)
    }
}

/// What a lot is drawn with: the root over all ballots, and the value committed to before (VOTING, B).
#[must_use]
pub fn lot(root: &str, seed: &str) -> String {
    format!("{root}{seed}")
}

/// A vote in words, with how many have voted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its state.
    pub poll: Poll,
    /// Its words.
    pub words: Words,
    /// The voters whose ballot lies in the box; never for what.
    pub cast: Owners,
}

/// The words of a vote: staff's own, kept sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// What it is called.
    pub title: String,
    /// What is asked, for owners' decisions.
    pub question: String,
    /// The names of what stands for election, in the order of the options.
    pub options: Vec<String>,
    /// A picture of each, in the same order, where there is one.
    #[serde(default)]
    pub pictures: Vec<Option<MediaId>>,
    /// The channel by which an owners' decision counts in law; empty where it only asks.
    #[serde(default)]
    pub channel: String,
    /// What voters are warned of where the silent follow the majority.
    #[serde(default)]
    pub warning: String,
}

/// A ballot on its way into the box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cast {
    /// The household, or in owners' decisions the owner group.
    pub voter: i64,
    /// The voter's area in 0.01 m².
    pub area: u64,
    /// The choices, as [`Ballot::written`] gives them.
    pub choices: String,
    /// 128 bits of chance, so that the leaf doesn't tell the choices.
    pub nonce: String,
    /// Its leaf.
    pub leaf: super::receipt::Hash,
    /// Whether it is kept whose it is: in owners' decisions, since the list for filing needs it.
    pub named: bool,
    /// Who cast it.
    pub by: Option<PersonId>,
}

codes! {
    /// How a voter was reached, so that it can be shown to the owner's face: not the tenant's, and not by what a chat calls
    /// read.
    Proof {
        /// 本人签收: signed for by an owner.
        Signed = "signed",
        /// 挂号信: registered mail whose slip came back.
        Registered = "registered",
    }
}

codes! {
    /// What became of the ballot of a receipt.
    Standing {
        /// It lies in the box.
        Counted = "counted",
        /// A later one lies in its place.
        Replaced = "replaced",
    }
}

#[cfg(test)]
mod tests;
