//! What turns about votes ask to know, and what they change.

use std::collections::{BTreeMap, BTreeSet};

use crate::conversation::facts;
use crate::conversation::talk::{Stop, Talk};
use crate::domain::announcement::Recipient;
use crate::domain::household::Scope;
use crate::domain::id::{PersonId, PlaceId, VoteId};
use crate::domain::refusal::Refusal;
use crate::domain::vote::article278::Owners;
use crate::domain::vote::poll::{Ballot, Building, Cast, Event, Proof, Standing, Told};
use crate::domain::vote::receipt::Hash;

/// What a turn asks to know of votes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// A vote; true: for change.
    pub poll: Option<(VoteId, bool)>,
    /// The latest votes of a compound.
    pub listed: Option<PlaceId>,
    /// Which of these voters stand on a vote's roll, and whose ballot lies in its box.
    pub voters: Option<(VoteId, BTreeSet<i64>)>,
    /// Everybody who would stand on the roll of a scope: households, or (true) owner groups.
    pub roll: Option<(Scope, bool)>,
    /// All that lies in the box, and the value of the lot: for the close only.
    pub ballot_box: Option<VoteId>,
    /// Whose ballot doesn't lie in the box yet and how to reach them, for the reminder only.
    pub missing: Option<VoteId>,
    /// The turnout of each building.
    pub buildings: Option<VoteId>,
    /// The people who may vote for a voter.
    pub voices: Option<(VoteId, i64)>,
    /// How many were reached with the papers.
    pub reached: Option<VoteId>,
    /// What became of a receipt.
    pub receipt: Option<String>,
    /// What another teller read on the sheet of a voter.
    pub sheet: Option<(VoteId, i64)>,
    /// A fresh number.
    pub number: bool,
}

impl Needs {
    /// Adds what `more` asks for; where both name one of a kind, `more`'s holds.
    pub fn add(&mut self, more: Self) {
        self.poll = match (self.poll, more.poll) {
            (Some((mine, change)), Some((id, theirs))) if mine == id => Some((id, change || theirs)),
            (mine, theirs) => theirs.or(mine),
        };
        self.listed = more.listed.or(self.listed);
        self.voters = more.voters.or(self.voters.take());
        self.roll = more.roll.or(self.roll.take());
        self.ballot_box = more.ballot_box.or(self.ballot_box);
        self.missing = more.missing.or(self.missing);
        self.buildings = more.buildings.or(self.buildings);
        self.voices = more.voices.or(self.voices);
        self.reached = more.reached.or(self.reached);
        self.receipt = more.receipt.or(self.receipt.take());
        self.sheet = more.sheet.or(self.sheet);
        self.number |= more.number;
    }
}

/// What lies in the box of a vote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BallotBox {
    /// Each ballot with its voter's area in 0.01 m² (in owners' decisions) and its leaf.
    pub ballots: Vec<(Ballot, u64, Hash)>,
    /// Who was reached by proof, in owners' decisions, and said nothing.
    pub silent: Owners,
    /// The value that the lot is drawn with.
    pub seed: String,
    /// Updates that came before the close and wait for their turn: the close waits for them.
    pub waiting: i64,
    /// How much of the window updates were lost in, in ms.
    pub lost_ms: i64,
}

/// What a turn knows of votes, once it asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The vote.
    pub poll: Option<Told>,
    /// The compound's votes, the newest first.
    pub listed: Vec<Told>,
    /// Voters on the roll with their area in 0.01 m², and whether their ballot lies in the box.
    pub voters: BTreeMap<i64, (u64, bool)>,
    /// Voters with their area in 0.01 m².
    pub roll: Vec<(i64, u64)>,
    /// The box.
    pub ballot_box: BallotBox,
    /// Who may be reminded.
    pub missing: Vec<Recipient>,
    /// The turnout of the buildings of which one is told.
    pub buildings: Vec<Building>,
    /// Who may vote for the voter.
    pub voices: Vec<Recipient>,
    /// Who was reached.
    pub reached: Owners,
    /// The receipt's vote, and what became of it.
    pub receipt: Option<(Told, Standing)>,
    /// What another teller read.
    pub sheet: Option<(PersonId, String)>,
    /// The number.
    pub number: Option<VoteId>,
}

/// What is to be written of votes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A new vote with its first event.
    Prepare {
        /// As it begins.
        told: Box<Told>,
        /// Its [`Event::Prepared`].
        event: Event,
    },
    /// An event of a vote and its state after it (whose `version` is still the one that was read).
    Poll {
        /// State after.
        after: Box<Told>,
        /// What happened.
        event: Event,
    },
    /// The value that the lot of a vote will be drawn with.
    Seed {
        /// Which vote.
        vote: VoteId,
        /// The value.
        seed: String,
    },
    /// Who may vote, frozen; the vote gets its key.
    Roll {
        /// Which vote.
        vote: VoteId,
        /// Voters with their area in 0.01 m².
        voters: Vec<(i64, u64)>,
    },
    /// A ballot goes into the box.
    Cast {
        /// Which vote.
        vote: VoteId,
        /// The ballot.
        ballot: Box<Cast>,
    },
    /// What a teller read on a sheet waits for another's reading; none: it is done with.
    Sheet {
        /// Which vote.
        vote: VoteId,
        /// Whose sheet.
        voter: i64,
        /// What was read.
        read: Option<String>,
    },
    /// Voters were reached with the papers by a proof; none: they weren't.
    Reached {
        /// Of which vote.
        vote: VoteId,
        /// Owner groups.
        voters: BTreeSet<i64>,
        /// By which.
        proof: Option<Proof>,
    },
    /// Whose ballots they are can't be found any more.
    Unlink(VoteId),
    /// The clock looks at a vote again, at this moment: to remind, or to close.
    Look {
        /// Which vote.
        vote: VoteId,
        /// When.
        at: crate::domain::time::Moment,
    },
}

impl<'a> Talk<'a> {
    fn asked_of_votes(&self) -> &Needs {
        &self.facts.asked.vote
    }

    fn ask_of_votes<T>(needs: Needs) -> Result<T, Stop> {
        Err(Stop::Ask(Box::new(facts::Needs { vote: needs, ..facts::Needs::default() })))
    }

    /// A vote to read.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded; [`Refusal::Unknown`] when there is none.
    pub fn poll(&self, id: VoteId) -> Result<&'a Told, Stop> {
        if self.asked_of_votes().poll.is_some_and(|(asked, _)| asked == id) {
            return self.facts.vote.poll.as_ref().ok_or(Stop::Refused(Refusal::Unknown));
        }
        Self::ask_of_votes(Needs { poll: Some((id, false)), ..Needs::default() })
    }

    /// A vote for change.
    ///
    /// # Errors
    /// As [`Talk::poll`].
    pub fn hold_poll(&self, id: VoteId) -> Result<&'a Told, Stop> {
        if self.asked_of_votes().poll == Some((id, true)) {
            return self.poll(id);
        }
        Self::ask_of_votes(Needs { poll: Some((id, true)), ..Needs::default() })
    }

    /// The latest votes of a compound, the newest first.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub fn polls(&self, compound: PlaceId) -> Result<&'a [Told], Stop> {
        if self.asked_of_votes().listed == Some(compound) {
            return Ok(&self.facts.vote.listed);
        }
        Self::ask_of_votes(Needs { listed: Some(compound), ..Needs::default() })
    }

    /// Which of these voters stand on a vote's roll, with their area and whether their ballot lies in the box.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub fn on_roll(&self, vote: VoteId, voters: &BTreeSet<i64>) -> Result<&'a BTreeMap<i64, (u64, bool)>, Stop> {
        let asked = self.asked_of_votes().voters.as_ref();
        if asked.is_some_and(|(asked, known)| *asked == vote && known.is_superset(voters)) {
            return Ok(&self.facts.vote.voters);
        }
        Self::ask_of_votes(Needs { voters: Some((vote, voters.clone())), ..Needs::default() })
    }

    /// Who would stand on the roll of a scope: households, or owner groups.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub fn roll_of(&self, scope: &Scope, owners: bool) -> Result<&'a [(i64, u64)], Stop> {
        if self.asked_of_votes().roll.as_ref().is_some_and(|(asked, of)| asked == scope && *of == owners) {
            return Ok(&self.facts.vote.roll);
        }
        Self::ask_of_votes(Needs { roll: Some((scope.clone(), owners)), ..Needs::default() })
    }

    /// What lies in the box of a vote.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded.
    pub(super) fn ballot_box(&self, vote: VoteId) -> Result<&'a BallotBox, Stop> {
        if self.asked_of_votes().ballot_box == Some(vote) {
            return Ok(&self.facts.vote.ballot_box);
        }
        Self::ask_of_votes(Needs { ballot_box: Some(vote), ..Needs::default() })
    }

    /// Who may be reminded of a vote.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub(super) fn not_voted(&self, vote: VoteId) -> Result<&'a [Recipient], Stop> {
        if self.asked_of_votes().missing == Some(vote) {
            return Ok(&self.facts.vote.missing);
        }
        Self::ask_of_votes(Needs { missing: Some(vote), ..Needs::default() })
    }

    /// How many have voted in each building of which that is told.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded.
    pub(super) fn buildings(&self, vote: VoteId) -> Result<&'a [Building], Stop> {
        if self.asked_of_votes().buildings == Some(vote) {
            return Ok(&self.facts.vote.buildings);
        }
        Self::ask_of_votes(Needs { buildings: Some(vote), ..Needs::default() })
    }

    /// The people who may vote for a voter: of a household, or for an owner group.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub(super) fn voices(&self, vote: VoteId, voter: i64) -> Result<&'a [Recipient], Stop> {
        if self.asked_of_votes().voices == Some((vote, voter)) {
            return Ok(&self.facts.vote.voices);
        }
        Self::ask_of_votes(Needs { voices: Some((vote, voter)), ..Needs::default() })
    }

    /// How many owners were reached with the papers of a vote by a proof.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded.
    pub(super) fn reached(&self, vote: VoteId) -> Result<Owners, Stop> {
        if self.asked_of_votes().reached == Some(vote) {
            return Ok(self.facts.vote.reached);
        }
        Self::ask_of_votes(Needs { reached: Some(vote), ..Needs::default() })
    }

    /// What became of a receipt; none: nobody knows it.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded.
    pub(super) fn receipt(&self, code: &str) -> Result<Option<&'a (Told, Standing)>, Stop> {
        if self.asked_of_votes().receipt.as_deref() == Some(code) {
            return Ok(self.facts.vote.receipt.as_ref());
        }
        Self::ask_of_votes(Needs { receipt: Some(code.to_owned()), ..Needs::default() })
    }

    /// What another teller read on the sheet of a voter, if somebody did.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded.
    pub(super) fn sheet(&self, vote: VoteId, voter: i64) -> Result<Option<&'a (PersonId, String)>, Stop> {
        if self.asked_of_votes().sheet == Some((vote, voter)) {
            return Ok(self.facts.vote.sheet.as_ref());
        }
        Self::ask_of_votes(Needs { sheet: Some((vote, voter)), ..Needs::default() })
    }

    /// A fresh number for a vote.
    ///
    /// # Errors
    /// Asks for one when none is drawn.
    pub(super) fn fresh_vote(&self) -> Result<VoteId, Stop> {
        match self.facts.vote.number {
            Some(number) => Ok(number),
            None => Self::ask_of_votes(Needs { number: true, ..Needs::default() }),
        }
    }
}
