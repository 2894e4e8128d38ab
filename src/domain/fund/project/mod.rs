//! A fund project (基金项目): what residents would have the Good-Home Fund pay for, from the idea to its accounts.
//!
//! [`decide`](life::decide) answers whether an [`Action`] may be done now and which [`Event`]s it makes;
//! [`Project::apply`] folds an event into the state. Nothing else changes a project. The fund records promises (认捐) and
//! takes no money: the body that holds it is named beside each project ([`dossier::Wording::holder`]).

use serde::{Deserialize, Serialize};

use crate::domain::id::{Number, PersonId, PlaceId, ProjectId, ProjectNumber, TaskNumber, VoteId};
use crate::domain::time::Moment;

mod action;
mod codes;
pub mod dossier;
mod fold;
pub mod life;
pub mod listing;
pub mod notices;

#[cfg(test)]
mod tests;

pub use crate::domain::micro_task::TaskActor as Actor;
pub use action::{Action, Event};
pub use codes::{Class, Kind, PledgeState, Reason, Stage};

/// Most characters of a project's title.
pub const TITLE: usize = 60;
/// Projects of one author that may wait for their vetting at once.
pub const WAITING: usize = 3;

/// What a project is proposed with: codes, amounts and ids only. Its words are sealed beside it ([`dossier::Wording`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The compound it is for.
    pub compound: PlaceId,
    /// Whose idea it is; none: staff's.
    pub author: Option<PersonId>,
    /// The ticket it came from.
    pub ticket: Option<Number>,
    /// How many that ticket affected; 0 without one.
    pub affected: i64,
    /// About what it costs, as its author thinks, fen; none: left open.
    pub estimate: Option<i64>,
    /// Who is for it from the beginning: those whom the ticket affects.
    pub supporters: Vec<PersonId>,
}

/// What vetting found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vetting {
    /// What it costs, fen.
    pub cost: i64,
    /// Who decides on it.
    pub class: Class,
    /// What comes of it.
    pub kind: Kind,
    /// The member of staff who answers for it.
    pub responsible: PersonId,
    /// Whether the law allows it.
    pub lawful: bool,
}

/// It is turned down, which is published once the author has had their say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnedDown {
    /// Why.
    pub reason: Reason,
    /// Until when the author may answer.
    pub until: Moment,
    /// Whether they did.
    pub answered: bool,
}

/// A question, whose words lie in the body of its event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Who asked; nobody else is told.
    pub asker: Option<PersonId>,
    /// Whether it was answered.
    pub answered: bool,
}

/// A promise of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pledge {
    /// Whose.
    pub person: Option<PersonId>,
    /// How much, fen.
    pub amount: i64,
    /// Whether the name is shown; it lies in the body of its event.
    pub shown: bool,
    /// What became of it.
    pub state: PledgeState,
}

/// A project's present state: what folding its events gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// Own id.
    pub id: ProjectId,
    /// What people call it.
    pub number: ProjectNumber,
    /// Row version, for compare-and-set.
    pub version: i64,
    /// The compound it is for.
    pub compound: PlaceId,
    /// Whose idea it was; none: staff's.
    pub author: Option<PersonId>,
    /// The ticket it came from.
    pub ticket: Option<Number>,
    /// How many that ticket affected.
    pub affected: i64,
    /// About what it costs, as its author thinks, fen.
    pub estimate: Option<i64>,
    /// What it costs, fen; 0 until it is vetted.
    pub cost: i64,
    /// Who decides on it; the fund's voters until it is vetted.
    pub class: Class,
    /// What comes of it; a work until it is vetted.
    pub kind: Kind,
    /// Who answers for it; none until it is vetted.
    pub responsible: Option<PersonId>,
    /// Where it stands.
    pub stage: Stage,
    /// Turned down, if it is or was.
    pub turned_down: Option<TurnedDown>,
    /// Who is for it, in the order in which they said so.
    pub supporters: Vec<PersonId>,
    /// What was asked.
    pub questions: Vec<Question>,
    /// What was promised.
    pub pledges: Vec<Pledge>,
    /// The vote in which it stands, or stood last.
    pub vote: Option<VoteId>,
    /// What a vote gave it, fen.
    pub granted: i64,
    /// Micro-tasks made of it.
    pub tasks: Vec<TaskNumber>,
    /// What was spent, fen, once its accounts are shown.
    pub spent: Option<i64>,
    /// When it was proposed.
    pub proposed_at: Moment,
    /// When it was first shown to all.
    pub published_at: Option<Moment>,
}

impl Project {
    /// Whether it was vetted.
    #[must_use]
    pub const fn is_vetted(&self) -> bool {
        self.responsible.is_some()
    }

    /// Fen promised and not taken back, and fen of these that were received.
    #[must_use]
    pub fn pledged(&self) -> (i64, i64) {
        let sum = |of: fn(PledgeState) -> bool| {
            self.pledges.iter().filter(|pledge| of(pledge.state)).map(|pledge| pledge.amount).sum()
        };
        (sum(|state| state != PledgeState::TakenBack), sum(|state| state == PledgeState::Received))
    }

    /// The promise of a person that still may be taken back, counted from 0.
    #[must_use]
    pub fn promise_of(&self, person: PersonId) -> Option<usize> {
        let open = |pledge: &Pledge| pledge.person == Some(person) && pledge.state == PledgeState::Promised;
        self.pledges.iter().position(open)
    }

    /// Everyone who follows it beside its author: who is for it, or promised money.
    #[must_use]
    pub fn followers(&self) -> std::collections::BTreeSet<PersonId> {
        let kept = self.pledges.iter().filter(|pledge| pledge.state != PledgeState::TakenBack);
        let all = self.supporters.iter().copied().chain(kept.filter_map(|pledge| pledge.person));
        all.filter(|person| Some(*person) != self.author).collect()
    }

    /// Whether this person may read it: what anyone may, and their own.
    #[must_use]
    pub fn is_shown_to(&self, person: PersonId) -> bool {
        self.stage.is_public() || self.author == Some(person) || self.followers().contains(&person)
    }

    /// When the clock looks at it: the author's time to answer runs out.
    #[must_use]
    pub fn next_look(&self) -> Option<Moment> {
        let open = self.turned_down.filter(|turned| self.stage == Stage::Proposed && !turned.answered);
        open.map(|turned| turned.until)
    }
}
