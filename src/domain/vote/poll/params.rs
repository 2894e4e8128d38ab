//! What a vote asks, of whom, and by what it is counted; frozen and hashed when it opens.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::domain::codes::codes;
use crate::domain::household::Scope;
use crate::domain::id::ProjectNumber;
use crate::domain::time::Moment;
use crate::domain::vote::Rule;
use crate::domain::vote::article278::{Owners, Silence, Subject};
use crate::domain::vote::completion::{self, Completion};

codes! {
    /// By which rule a fund vote's winners are found.
    Method {
        /// The Method of Equal Shares, completed by [`Completion::Add1U`].
        EqualShares = "equal-shares",
        /// The most votes first.
        Greedy = "greedy",
    }
}

/// A project that stands for election.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Which.
    pub project: ProjectNumber,
    /// What it costs, in fen.
    pub cost: i64,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Ask {
    /// A fund vote: households approve projects, and the money goes to those that win.
    Fund {
        /// The money there is, in fen.
        budget: i64,
        /// By which rule.
        method: Method,
        /// Tenants have no say.
        owners_only: bool,
        /// What stands for election, by number.
        options: Vec<Candidate>,
    },
    /// An owners' decision: each owner group says yes, no, or abstains.
    Owners {
        /// What is decided.
        subject: Subject,
        /// Whether the operator confirmed the channel by which it counts in law; else it is called 意见征询.
        binding: bool,
        /// What becomes of who says nothing.
        silence: Silence,
        /// The project that it decides on; none: it decides on no project.
        project: Option<ProjectNumber>,
    },
}

impl Ask {
    /// The projects that it decides on.
    #[must_use]
    pub fn projects(&self) -> Vec<ProjectNumber> {
        match self {
            Self::Fund { options, .. } => options.iter().map(|option| option.project).collect(),
            Self::Owners { project, .. } => project.iter().copied().collect(),
        }
    }
}

/// A vote's parameters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Params {
    /// Whose vote it is.
    pub scope: Scope,
    /// What is asked.
    pub ask: Ask,
    /// How many days it is open.
    pub days: i64,
}

codes! {
    /// What an owner group says.
    Choice {
        /// 同意.
        Yes = "yes",
        /// 不同意.
        No = "no",
        /// 弃权.
        Abstain = "abstain",
    }
}

/// What a voter chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ballot {
    /// Projects that are approved; it may be none.
    Fund(BTreeSet<ProjectNumber>),
    /// An owner group's word.
    Owners(Choice),
}

impl Ballot {
    /// The choices as they are hashed and exported: ids in rising order, joined by commas.
    #[must_use]
    pub fn written(&self) -> String {
        match self {
            Self::Owners(choice) => choice.code().to_owned(),
            Self::Fund(projects) => {
                let numbers: Vec<String> = projects.iter().map(ToString::to_string).collect();
                numbers.join(",")
            }
        }
    }

    /// The ballot that is written so; none where it is none of what is asked.
    #[must_use]
    pub fn of_written(ask: &Ask, choices: &str) -> Option<Self> {
        match ask {
            Ask::Owners { .. } => Choice::of_code(choices).map(Self::Owners),
            Ask::Fund { .. } => {
                let numbers = choices.split(',').filter(|number| !number.is_empty());
                let numbers = numbers.map(|number| number.parse().map(ProjectNumber));
                numbers.collect::<Result<_, _>>().ok().map(Self::Fund)
            }
        }
    }

    /// Whether it answers what is asked, and names nothing else.
    #[must_use]
    pub fn answers(&self, ask: &Ask) -> bool {
        match (self, ask) {
            (Self::Owners(_), Ask::Owners { .. }) => true,
            (Self::Fund(chosen), Ask::Fund { options, .. }) => {
                chosen.iter().all(|project| options.iter().any(|option| option.project == *project))
            }
            _ => false,
        }
    }
}

impl Params {
    /// The rule by which a fund vote is counted once `voters` may vote; none for an owners' decision.
    #[must_use]
    pub fn rule(&self, voters: u64) -> Option<Rule> {
        let Ask::Fund { budget, method, .. } = &self.ask else { return None };
        Some(match method {
            Method::Greedy => Rule::Greedy,
            Method::EqualShares => Rule::EqualShares {
                completion: Completion::Add1U,
                step: completion::step(u64::try_from(*budget).unwrap_or_default(), voters),
            },
        })
    }

    /// All that is counted by, in the words that are hashed when it is frozen: a line a fact, in this order, each ended by
    /// LF.
    #[must_use]
    pub fn terms(&self, roll: (Owners, &str), commitment: &str, closes_at: Moment) -> String {
        let mut text = format!("scope {}", self.scope.compound);
        for part in [&self.scope.building, &self.scope.unit] {
            let _ = write!(text, " {}", part.as_deref().unwrap_or("-"));
        }
        text.push('\n');
        match &self.ask {
            Ask::Fund { budget, owners_only, options, .. } => {
                let voters = if *owners_only { "owners" } else { "households" };
                let _ = writeln!(text, "fund {budget}\nvoters {voters}");
                match self.rule(roll.0.heads) {
                    Some(Rule::EqualShares { completion, step }) => {
                        let _ = writeln!(text, "rule equal-shares {} {step}", completion.code());
                    }
                    _ => text.push_str("rule greedy\n"),
                }
                for option in options {
                    let _ = writeln!(text, "project {} {}", option.project, option.cost);
                }
            }
            Ask::Owners { subject, binding, silence, project } => {
                let counts = if *binding { "counts" } else { "asks" };
                let _ = writeln!(text, "owners {} {} {counts}", subject.code(), subject.matter().code());
                let _ = match silence {
                    Silence::Strict => writeln!(text, "silence strict"),
                    Silence::FollowMajority { rules, warning } => {
                        writeln!(text, "silence follow-majority {rules} {warning}")
                    }
                };
                if let Some(project) = project {
                    let _ = writeln!(text, "project {project}");
                }
            }
        }
        let (owners, list) = roll;
        let _ =
            writeln!(text, "roll {} {} {list}\nlot {commitment}\ncloses {}", owners.heads, owners.area, closes_at.0);
        text
    }
}
