//! What becomes of the money that equal shares alone leave unspent.

use crate::domain::codes::codes;

use super::ballots::Election;
use super::equal_shares::{EqualShares, Run};
use super::{Endowment, Outcome, greedy};

codes! {
    /// A completion of the Method of Equal Shares.
    Completion {
        /// It stays unspent.
        None = "none",
        /// The greedy rule spends it.
        Utilitarian = "utilitarian",
        /// Everybody's share is raised, step by step, and the whole vote counted anew, until nothing more fits or
        /// the next step would overspend.
        Add1 = "add1",
        /// [`Completion::Add1`], then [`Completion::Utilitarian`]: the default.
        Add1U = "add1u",
        /// As [`Completion::Add1`], but only overspending stops it, whether or not more would fit: what Wieliczka
        /// used in 2023.
        Add1Overspend = "add1-overspend",
    }
}

/// The step of a vote of our own, in fen: a yuan, or a thousandth of the first share, rounded up to a yuan.
#[must_use]
pub fn step(budget: u64, voters: u64) -> u64 {
    let thousandth = u128::from(budget).div_ceil(1_000 * u128::from(voters.max(1)));
    u64::try_from(thousandth.next_multiple_of(100)).unwrap_or(u64::MAX).max(100)
}

/// Counts with equal shares and this completion; `step` is at least 1 (a smaller one is taken for 1).
pub(super) fn complete(
    shares: &mut EqualShares<'_>,
    election: &Election,
    (completion, step): (Completion, u64),
) -> Outcome {
    let (run, endowment, attempts) = match completion {
        Completion::None | Completion::Utilitarian => {
            let endowment = Endowment::of(election);
            (endowment.map_or_else(Run::default, |endowment| shares.run(endowment)), endowment, 1)
        }
        Completion::Add1 | Completion::Add1U => raised(shares, election, (step, true)),
        Completion::Add1Overspend => raised(shares, election, (step, false)),
    };
    let by_rule = run.winners.len();
    let mut winners = run.winners;
    if matches!(completion, Completion::Utilitarian | Completion::Add1U) {
        winners.extend(greedy::fund(election, &winners));
    }
    Outcome { spent: election.cost_of(&winners), winners, by_rule, endowment, attempts }
}

/// Raises everybody's share by a step until it is enough. Never by halving: what is spent doesn't always rise with it.
/// Raises that surely change nothing are only counted.
fn raised(
    shares: &mut EqualShares<'_>,
    election: &Election,
    (step, stops_when_exhausted): (u64, bool),
) -> (Run, Option<Endowment>, u64) {
    let Some(mut endowment) = Endowment::of(election) else { return (Run::default(), None, 0) };
    let mut last = shares.run(endowment);
    let mut attempts = 1;
    loop {
        if last.winners.len() == shares.supported() || stops_when_exhausted && shares.exhausted(&last) {
            return (last, Some(endowment), attempts);
        }
        let step = step.max(1);
        let idle = shares.idle_raises(&last, endowment, step);
        endowment = endowment.raised(step, idle);
        let more = endowment.raised(step, 1);
        let next = shares.run(more);
        attempts += idle + 1;
        if next.spent > election.budget {
            return (last, Some(endowment), attempts);
        }
        (last, endowment) = (next, more);
    }
}

impl Endowment {
    /// An equal share of the budget for each ballot; none without ballots.
    fn of(election: &Election) -> Option<Self> {
        let voters = u64::try_from(election.ballots.len()).ok().filter(|&voters| voters > 0)?;
        Some(Self { total: u128::from(election.budget), voters })
    }

    /// The same with so much more for each, so often.
    fn raised(self, step: u64, times: u64) -> Self {
        let more = u128::from(step).saturating_mul(times.into()).saturating_mul(self.voters.into());
        Self { total: self.total.saturating_add(more), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn a_step_is_a_yuan_or_a_thousandth_of_a_share() {
        assert_eq!(step(50_000_000, 1_000), 100);
        assert_eq!(step(50_000_000, 400), 200);
        assert_eq!(step(50_000_000, 0), 50_000);
        assert_eq!(step(0, 3), 100);
    }
}
