//! The greedy rule: the most votes first, as long as the money lasts. Also what spends the rest after equal shares.

use std::cmp::Reverse;

use super::ballots::Election;

/// Every project that has votes, best first: votes falling, then cost rising, then id by its bytes.
pub(super) fn ranking(election: &Election) -> Vec<(usize, u64)> {
    let votes = election.votes();
    let mut ranking: Vec<_> =
        election.projects.iter().zip(votes).enumerate().filter(|(_, (_, votes))| *votes > 0).collect();
    ranking.sort_unstable_by_key(|(_, (project, votes))| (Reverse(*votes), project.cost, project.id.as_bytes()));
    ranking.into_iter().map(|(index, (_, votes))| (index, votes)).collect()
}

/// The projects that are funded besides `funded`, in order: walks the ranking and skips what no longer fits.
pub(super) fn fund(election: &Election, funded: &[usize]) -> Vec<usize> {
    let mut left = election.budget.saturating_sub(election.cost_of(funded));
    let mut more = Vec::new();
    for (index, _) in ranking(election).into_iter().filter(|(index, _)| !funded.contains(index)) {
        let cost = election.projects.get(index).map_or(u64::MAX, |project| project.cost);
        if let Some(rest) = left.checked_sub(cost) {
            left = rest;
            more.push(index);
        }
    }
    more
}
