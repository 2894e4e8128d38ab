//! Votes: how they are counted, and nothing else. Two engines that never stand in for each other: owners' joint
//! decisions ([`article278`]) and votes on the community fund ([`greedy`] and [`equal_shares`], with what
//! [`completion`] does with the money that is left). Every result is exact and can be counted again from a file
//! ([`pabulib`]).

pub mod article278;
pub mod ballots;
pub mod completion;
mod equal_shares;
pub mod explain;
mod greedy;
pub mod lot;
pub mod pabulib;
pub mod poll;
pub mod receipt;

use ballots::Election;
use completion::Completion;
use equal_shares::EqualShares;
use lot::Lot;

/// Which rule picks the winners of a fund vote. Frozen when the vote opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The most votes first, as long as the money lasts.
    Greedy,
    /// The Method of Equal Shares: each voter has an equal share of the money to spend on what they approve.
    EqualShares {
        /// What becomes of money that shares alone leave unspent.
        completion: Completion,
        /// By how much a voter's share rises from one attempt to the next, in the smallest unit; at least 1.
        step: u64,
    },
}

/// What each voter had to spend: `total` over `voters`, exactly, in the smallest unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endowment {
    /// What all of them had together.
    pub total: u128,
    /// How many they are; never 0.
    pub voters: u64,
}

impl Endowment {
    /// A voter's share as a fraction in lowest terms, in units of 10^`decimals` of the smallest.
    #[must_use]
    pub fn share(self, decimals: u32) -> (u128, u128) {
        let below = u128::from(self.voters).saturating_mul(10_u128.saturating_pow(decimals));
        let common = common_divisor(below, self.total).max(1);
        (self.total / common, below / common)
    }
}

/// The greatest common divisor.
const fn common_divisor(a: u128, b: u128) -> u128 {
    let (mut a, mut b) = (a, b);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Who won.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Indices of the funded projects, in the order in which they were funded.
    pub winners: Vec<usize>,
    /// How many of them the rule itself funded; the others came from what was left.
    pub by_rule: usize,
    /// What the winners cost together, in the smallest unit; never above the budget.
    pub spent: u64,
    /// What each voter had at the end, under equal shares.
    pub endowment: Option<Endowment>,
    /// How often equal shares were tried.
    pub attempts: u64,
}

/// Counts a fund vote.
#[must_use]
pub fn count(election: &Election, rule: Rule, lot: &Lot<'_>) -> Outcome {
    match rule {
        Rule::Greedy => {
            let winners = greedy::fund(election, &[]);
            Outcome { by_rule: winners.len(), spent: election.cost_of(&winners), winners, endowment: None, attempts: 0 }
        }
        Rule::EqualShares { completion, step } => {
            completion::complete(&mut EqualShares::new(election, lot), election, (completion, step))
        }
    }
}
