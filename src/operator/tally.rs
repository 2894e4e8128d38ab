//! `mulin tally`: counts a fund vote again from its file, anybody's. Reads nothing but the file, so that whoever has one
//! needs no database and no trust.

use serde_json::{Value, json};

use super::export_votes::{LOT, OWNERS, STEP};
use crate::domain::vote::completion::Completion;
use crate::domain::vote::explain::{self, Lack, Lost};
use crate::domain::vote::lot::Lot;
use crate::domain::vote::pabulib::{self, Amount, Broken, File, shown};
use crate::domain::vote::{Outcome, Rule, count};

/// The rule that is asked for, in the words of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked<'a> {
    /// The most votes first.
    Greedy,
    /// Equal shares.
    EqualShares {
        /// What becomes of the rest.
        completion: Completion,
        /// By how much shares are raised, in the file's currency; none: what the file says, or 1.
        step: Option<&'a str>,
    },
}

/// Why a file isn't counted.
#[derive(Debug, thiserror::Error)]
pub enum TallyError {
    /// The file is broken.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// The step is none.
    #[error("--step: “{0}” is no amount above 0 that the file's amounts can be raised by")]
    Step(String),
    /// It is an owners' decision, which is counted in heads and m².
    #[error("the file holds an owners' decision: it is counted in heads and area, which this file doesn't hold")]
    Owners,
}

/// A counted file.
#[derive(Debug)]
pub struct Tally {
    file: File,
    rule: Rule,
    outcome: Outcome,
}

/// Counts the vote of a file.
///
/// # Errors
/// What is wrong with the file, and in which line; or with the step.
pub fn run(bytes: &[u8], asked: Asked<'_>) -> Result<Tally, TallyError> {
    let file = pabulib::read(bytes)?;
    if file.told("rule") == Some(OWNERS) {
        return Err(TallyError::Owners);
    }
    let rule = match asked {
        Asked::Greedy => Rule::Greedy,
        Asked::EqualShares { completion, step: says } => {
            let says = says.or_else(|| file.told(STEP)).unwrap_or("1");
            let step = Amount::read(says).and_then(|amount| amount.units(file.decimals));
            let step = step.ok_or_else(|| TallyError::Step(says.to_owned()))?;
            Rule::EqualShares { completion, step }
        }
    };
    let outcome = count(&file.election, rule, &lot(&file));
    Ok(Tally { file, rule, outcome })
}

/// What the lot is drawn with: what the file says, in a file of ours; else the projects' ids.
fn lot(file: &File) -> Lot<'_> {
    file.told(LOT).map_or(Lot::ById, |value| Lot::Seeded(value.as_bytes()))
}

impl Tally {
    /// What a person reads: the rule, the winners in order, the money.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let (election, money) = (&self.file.election, |units| shown(units, self.file.decimals));
        let (votes, names) = (election.votes(), &self.file.names);
        let mut lines = vec![
            match self.rule {
                Rule::Greedy => "rule greedy".to_owned(),
                Rule::EqualShares { completion, step } => {
                    format!("rule equal-shares, completion {}, step {}", completion.code(), money(step))
                }
            },
            format!(
                "{} projects, {} voters, budget {}",
                election.projects.len(),
                election.ballots.len(),
                money(election.budget)
            ),
        ];
        for (place, &winner) in (1..).zip(&self.outcome.winners) {
            let (Some(project), Some(votes)) = (election.projects.get(winner), votes.get(winner)) else { continue };
            let name = names.get(winner).map_or("", String::as_str);
            lines.push(format!("{place}. {}: cost {}, votes {votes} {name}", project.id, money(project.cost)));
        }
        let left = election.budget.saturating_sub(self.outcome.spent);
        lines.push(format!("spent {}, left {}", money(self.outcome.spent), money(left)));
        lines
    }

    /// The same for programs, with what each loser lacked. Amounts are exact decimals, as the file writes them.
    #[must_use]
    pub fn json(&self) -> Value {
        let (election, money) = (&self.file.election, |units| shown(units, self.file.decimals));
        let id = |index: usize| election.projects.get(index).map(|project| project.id.as_str());
        let (rule, completion, step) = match self.rule {
            Rule::Greedy => ("greedy", None, None),
            Rule::EqualShares { completion, step } => ("equal-shares", Some(completion.code()), Some(money(step))),
        };
        let losses = explain::losses(election, (self.rule, &lot(&self.file)), &self.outcome);
        let share = self.outcome.endowment.map(|endowment| endowment.share(self.file.decimals));
        let lack = |lack: Lack| json!({"had": money(lack.had), "lacked": money(lack.money), "votes": lack.votes});
        let lost = |lost: &Lost| {
            json!({
                "id": id(lost.project),
                "votes": lost.votes,
                "shares": lost.shares.map(lack),
                "pot": lost.pot.map(lack),
            })
        };
        json!({
            "rule": rule,
            "completion": completion,
            "step": step,
            "projects": election.projects.len(),
            "voters": election.ballots.len(),
            "budget": money(election.budget),
            "winners": self.outcome.winners.iter().filter_map(|&winner| id(winner)).collect::<Vec<_>>(),
            "total_cost": money(self.outcome.spent),
            "left": money(election.budget.saturating_sub(self.outcome.spent)),
            "final_endowment_per_voter": share.map(|(above, below)| format!("{above}/{below}")),
            "attempts": self.outcome.attempts,
            "lost": losses.iter().map(lost).collect::<Vec<_>>(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, TallyError, run};
    use crate::domain::vote::completion::Completion;

    const FILE: &str = "META\nkey;value\nbudget;10,50\nvote_type;approval\nPROJECTS\ncost;project_id;name\n4.25;A;a lamp\n\
                        6;B;None\n7;C;\nVOTES\nvote;voter_id\n\"A,B\";1\nB;2\nC;3\n;4\n";

    #[test]
    fn people_and_programs_read_the_same() {
        let tally = run(FILE.as_bytes(), Asked::Greedy).expect("counted");
        assert_eq!(
            tally.lines(),
            [
                "rule greedy",
                "3 projects, 4 voters, budget 10.5",
                "1. B: cost 6, votes 2 ",
                "2. A: cost 4.25, votes 1 a lamp",
                "spent 10.25, left 0.25",
            ]
        );
        let json = tally.json();
        assert_eq!((&json["winners"], &json["total_cost"]), (&serde_json::json!(["B", "A"]), &"10.25".into()));
        assert_eq!(json["lost"][0]["pot"]["lacked"], "6.75");
    }

    #[test]
    fn a_step_is_an_amount_of_the_file() {
        let asked = |step| Asked::EqualShares { completion: Completion::Add1, step: Some(step) };
        assert!(run(FILE.as_bytes(), asked("0,01")).is_ok());
        for step in ["0", "-1", "0.001", "one", ""] {
            assert!(matches!(run(FILE.as_bytes(), asked(step)), Err(TallyError::Step(_))), "{step}");
        }
        let tally = run(FILE.as_bytes(), asked("1")).expect("counted").json();
        assert_eq!(tally["final_endowment_per_voter"], "53/8");
    }
}
