//! Why each project that lost lost: what it lacked, in money and in votes, as data that others put into words.

use super::ballots::Election;
use super::equal_shares::EqualShares;
use super::lot::Lot;
use super::{Endowment, Outcome, Rule, greedy};

/// A project that lost. Without votes it could not win, and lacks nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Its index.
    pub project: usize,
    /// How many approved it.
    pub votes: u64,
    /// What its supporters' shares lacked, under equal shares.
    pub shares: Option<Lack>,
    /// What the pot lacked when the greedy rule came to it; nothing where no greedy rule ran.
    pub pot: Option<Lack>,
}

/// What was there and what was missing, in the smallest unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lack {
    /// What there was, rounded down.
    pub had: u64,
    /// How much more the project costs.
    pub money: u64,
    /// How many more votes would have done, all else being equal: for the greedy rule those that would have brought it
    /// forward in time (nothing where none would), for equal shares as many voters with their whole share as cover
    /// what is missing. Nothing where the rest after equal shares was spent, since votes would have changed those too.
    pub votes: Option<u64>,
}

/// Every project that lost, in the order of the ballot. `rule` and `lot` are those that `outcome` was counted with.
#[must_use]
pub fn losses(election: &Election, (rule, lot): (Rule, &Lot<'_>), outcome: &Outcome) -> Vec<Lost> {
    let votes = election.votes();
    let shares = outcome.endowment.map(|endowment| {
        let mut counted = EqualShares::new(election, lot);
        counted.run(endowment);
        (endowment, counted.left_to_supporters())
    });
    let had_pot = matches!(rule, Rule::Greedy) || outcome.by_rule < outcome.winners.len() || exhausts(rule);
    let pot = if had_pot { pot(election, rule, outcome) } else { Vec::new() };
    let lost = |(project, (votes, cost)): (usize, (u64, u64))| {
        let mut lost = Lost { project, votes, shares: None, pot: None };
        if votes > 0 {
            lost.shares = shares.as_ref().and_then(|(endowment, left)| share(cost, *left.get(project)?, *endowment));
            lost.pot = pot.iter().find(|(index, _)| *index == project).map(|(_, lack)| *lack);
        }
        lost
    };
    let costs = election.projects.iter().map(|project| project.cost);
    votes.into_iter().zip(costs).enumerate().filter(|(index, _)| !outcome.winners.contains(index)).map(lost).collect()
}

/// Whether the greedy rule spends the rest.
const fn exhausts(rule: Rule) -> bool {
    use super::completion::Completion;
    matches!(rule, Rule::EqualShares { completion: Completion::Utilitarian | Completion::Add1U, .. })
}

/// What supporters who have so much left together lack.
fn share(cost: u64, had: u64, endowment: Endowment) -> Option<Lack> {
    let money = cost.checked_sub(had)?;
    let votes = (u128::from(money) * u128::from(endowment.voters)).checked_div(endowment.total).map(|whole| {
        let covers = whole * endowment.total == u128::from(money) * u128::from(endowment.voters);
        whole + u128::from(!covers)
    });
    Some(Lack { had, money, votes: votes.and_then(|votes| u64::try_from(votes).ok()) })
}

/// What the pot lacked for each project that the greedy rule passed over.
fn pot(election: &Election, rule: Rule, outcome: &Outcome) -> Vec<(usize, Lack)> {
    let by_rule = if rule == Rule::Greedy { 0 } else { outcome.by_rule };
    let funded = outcome.winners.get(..by_rule).unwrap_or_default();
    let mut left = election.budget.saturating_sub(election.cost_of(funded));
    let mut passed: Vec<(&super::ballots::Project, u64, u64)> = Vec::new();
    let mut lacks = Vec::new();
    for (index, votes) in greedy::ranking(election).into_iter().filter(|(index, _)| !funded.contains(index)) {
        let Some(project) = election.projects.get(index) else { continue };
        let before = left;
        if let Some(rest) = left.checked_sub(project.cost) {
            left = rest;
        } else {
            // The last one met while there was still enough: the project would have had to stand before it.
            let ahead = passed.iter().rev().find(|(_, _, left)| *left >= project.cost);
            let more = ahead.map(|(other, theirs, _)| {
                let wins_ties = (project.cost, project.id.as_bytes()) < (other.cost, other.id.as_bytes());
                theirs + u64::from(!wins_ties) - votes
            });
            let votes = more.filter(|_| rule == Rule::Greedy);
            lacks.push((index, Lack { had: left, money: project.cost - left, votes }));
        }
        passed.push((project, votes, before));
    }
    lacks
}
