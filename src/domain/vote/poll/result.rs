//! How a vote came out, in a form that is kept: what won, and why the rest lost.

use serde::{Deserialize, Serialize};

use super::{Ask, Ballot, Candidate, Choice, Params};
use crate::domain::id::ProjectNumber;
use crate::domain::vote::article278::{self, Choices, Decision, Owners, Verdict};
use crate::domain::vote::ballots::{Ballots, Election, Project};
use crate::domain::vote::explain::{self, Lack};
use crate::domain::vote::lot::Lot;
use crate::domain::vote::{self, Rule};

/// What was missing, in fen and votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Short {
    /// Money, in fen.
    pub money: u64,
    /// Votes; none where votes alone would not have done.
    pub votes: Option<u64>,
}

/// A project that lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loss {
    /// Which.
    pub project: ProjectNumber,
    /// What its supporters' shares lacked, under equal shares.
    pub shares: Option<Short>,
    /// What the pot lacked when its turn came.
    pub pot: Option<Short>,
}

/// How a vote came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outcome {
    /// A fund vote.
    Fund {
        /// Ballots.
        ballots: u64,
        /// How many approve each project, in the order of the options.
        votes: Vec<(ProjectNumber, u64)>,
        /// What is funded, in the order in which it was.
        winners: Vec<ProjectNumber>,
        /// What that costs, in fen.
        spent: u64,
        /// What lost, and why.
        lost: Vec<Loss>,
    },
    /// An owners' decision.
    Owners {
        /// Who said what.
        choices: Choices,
        /// What follows.
        decision: Decision,
    },
}

impl Outcome {
    /// Counts the ballots of a vote: what each voter chose, and the voter's area in 0.01 m². In owners' decisions `silent`
    /// are those who were reached by proof and said nothing. None where the ballots don't answer what is asked, or are
    /// more than the roll.
    #[must_use]
    pub fn of(
        params: &Params,
        roll: Owners,
        (ballots, silent): (&[(Ballot, u64)], Owners),
        seed: &[u8],
    ) -> Option<Self> {
        match &params.ask {
            Ask::Fund { .. } => fund(params, roll, ballots, seed),
            Ask::Owners { subject, silence, .. } => {
                let mut choices = Choices { silent, ..Choices::default() };
                for (ballot, area) in ballots {
                    let Ballot::Owners(choice) = ballot else { return None };
                    let side = match choice {
                        Choice::Yes => &mut choices.yes,
                        Choice::No => &mut choices.no,
                        Choice::Abstain => &mut choices.abstain,
                    };
                    side.heads = side.heads.checked_add(1)?;
                    side.area = side.area.checked_add(*area)?;
                }
                let decision = article278::decide(subject.matter(), roll, &choices, silence).ok()?;
                Some(Self::Owners { choices, decision })
            }
        }
    }
}

impl Outcome {
    /// The projects that are to be done.
    #[must_use]
    pub fn funds(&self, ask: &Ask) -> Vec<ProjectNumber> {
        match self {
            Self::Fund { winners, .. } => winners.clone(),
            Self::Owners { decision, .. } if decision.verdict == Verdict::Passed => ask.projects(),
            Self::Owners { .. } => Vec::new(),
        }
    }
}

/// The election of a fund vote.
#[must_use]
pub fn election(params: &Params, ballots: &[(Ballot, u64)]) -> Option<Election> {
    let Ask::Fund { budget, options, .. } = &params.ask else { return None };
    let project =
        |option: &Candidate| Some(Project { id: option.project.to_string(), cost: u64::try_from(option.cost).ok()? });
    let mut cast = Ballots::default();
    for (ballot, _) in ballots {
        let Ballot::Fund(chosen) = ballot else { return None };
        let index = |number: &ProjectNumber| {
            options.iter().position(|option| option.project == *number).and_then(|at| u32::try_from(at).ok())
        };
        cast.cast(chosen.iter().map(index).collect::<Option<Vec<u32>>>()?);
    }
    let projects = options.iter().map(project).collect::<Option<Vec<_>>>()?;
    Some(Election { budget: u64::try_from(*budget).ok()?, projects, ballots: cast })
}

fn fund(params: &Params, roll: Owners, ballots: &[(Ballot, u64)], seed: &[u8]) -> Option<Outcome> {
    let Ask::Fund { options, .. } = &params.ask else { return None };
    let (election, rule, lot): (Election, Rule, Lot<'_>) =
        (election(params, ballots)?, params.rule(roll.heads)?, Lot::Seeded(seed));
    let outcome = vote::count(&election, rule, &lot);
    let number = |index: usize| options.get(index).map(|option| option.project);
    let short = |lack: Lack| Short { money: lack.money, votes: lack.votes };
    let losses = explain::losses(&election, (rule, &lot), &outcome);
    let loss = |lost: &explain::Lost| {
        Some(Loss { project: number(lost.project)?, shares: lost.shares.map(short), pot: lost.pot.map(short) })
    };
    Some(Outcome::Fund {
        ballots: u64::try_from(election.ballots.len()).ok()?,
        votes: options.iter().map(|option| option.project).zip(election.votes()).collect(),
        winners: outcome.winners.iter().map(|&index| number(index)).collect::<Option<_>>()?,
        spent: outcome.spent,
        lost: losses.iter().map(loss).collect::<Option<_>>()?,
    })
}
