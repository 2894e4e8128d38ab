//! What each funded project cost each of its supporters, exactly.
//!
//! A voter's money is their share less the prices of the funded projects that they approve, so prices are all that has
//! to be kept. They lie over one common denominator, which grows by a factor below 2⁶⁴ a project: no step needs the
//! greatest common divisor of large numbers.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;

use crate::domain::vote::{Endowment, common_divisor};

/// Which of the funded projects somebody paid for, by their place in [`Prices`], rising.
pub(super) type Paid = Vec<usize>;

/// The prices of the funded projects, in the order in which they were funded.
#[derive(Debug)]
pub(super) struct Prices {
    /// What all the numbers below are divided by.
    denominator: BigInt,
    /// What each voter began with.
    endowment: BigInt,
    /// The price of each funded project.
    funded: Vec<BigInt>,
}

/// Purses taken together: what they hold is a sum of shares less a sum of prices.
#[derive(Debug)]
pub(super) struct Purses {
    heads: u64,
    /// How many of them paid each price.
    paid: Vec<u64>,
}

impl Purses {
    /// So many voters with the same purse.
    pub(super) fn add(&mut self, times: u64, paid: impl Iterator<Item = usize>) {
        self.heads += times;
        for place in paid {
            if let Some(count) = self.paid.get_mut(place) {
                *count += times;
            }
        }
    }
}

/// What a project would cost each supporter who can pay it: `missing` / (`denominator` · `among`).
#[derive(Debug)]
pub(super) struct Price {
    cost: u64,
    missing: BigInt,
    among: u64,
    /// Purses of which only exact numbers could tell that the price takes all they hold.
    pub(super) emptied: BTreeSet<Paid>,
}

impl Price {
    /// Whether so many voters pay it, each the same.
    pub(super) const fn is_paid_by(&self, voters: u64) -> bool {
        self.among == voters
    }

    /// Compares effective votes, cost / price, of two projects at one moment.
    pub(super) fn votes_against(&self, other: &Self) -> Ordering {
        let ours = &other.missing * self.among * self.cost;
        let theirs = &self.missing * other.among * other.cost;
        ours.cmp(&theirs)
    }
}

impl Prices {
    /// Nothing is funded yet.
    pub(super) fn new(endowment: Endowment) -> Self {
        Self { denominator: endowment.voters.into(), endowment: endowment.total.into(), funded: Vec::new() }
    }

    /// How many projects are funded.
    pub(super) fn len(&self) -> usize {
        self.funded.len()
    }

    /// Nobody's purse.
    pub(super) fn nobody(&self) -> Purses {
        Purses { heads: 0, paid: vec![0; self.funded.len()] }
    }

    /// What these purses hold together, over the denominator.
    fn held(&self, purses: &Purses) -> BigInt {
        let spent: BigInt = self.funded.iter().zip(&purses.paid).map(|(price, &times)| price * times).sum();
        &self.endowment * purses.heads - spent
    }

    /// What these purses hold together, in the smallest unit, rounded down.
    pub(super) fn whole(&self, purses: &Purses) -> u64 {
        u64::try_from(self.held(purses) / &self.denominator).unwrap_or(u64::MAX)
    }

    /// Whether these purses pay for a project of this cost.
    pub(super) fn afford(&self, cost: u64, purses: &Purses) -> bool {
        self.held(purses) >= &self.denominator * cost
    }

    /// The price of a project that its supporters can pay. `poor` give all they hold, `rich` voters pay the price, and
    /// of `doubtful` it is found out here.
    pub(super) fn price(&self, cost: u64, poor: &Purses, rich: u64, doubtful: BTreeMap<Paid, u64>) -> Price {
        let mut missing = &self.denominator * cost - self.held(poor);
        let mut among = rich + doubtful.values().sum::<u64>();
        let hold = |paid: &Paid| {
            let spent = paid.iter().filter_map(|&place| self.funded.get(place)).sum::<BigInt>();
            &self.endowment - spent
        };
        let mut purses: Vec<_> = doubtful.into_iter().map(|(paid, times)| (hold(&paid), paid, times)).collect();
        purses.sort_unstable();
        let mut emptied = BTreeSet::new();
        for (purse, paid, times) in purses {
            match (&purse * among).cmp(&missing) {
                Ordering::Less => {
                    missing -= purse * times;
                    among -= times;
                }
                Ordering::Equal => {}
                Ordering::Greater => break,
            }
            emptied.insert(paid);
        }
        Price { cost, missing, among, emptied }
    }

    /// The price as a number of 2⁻ˢᶜᵃˡᵉ of the smallest unit, rounded down.
    pub(super) fn fixed(&self, price: &Price, scale: u32) -> u64 {
        u64::try_from((&price.missing << scale) / (&self.denominator * price.among)).unwrap_or(u64::MAX)
    }

    /// Funds a project at this price.
    pub(super) fn fund(&mut self, price: Price) {
        let rest = u128::try_from(&price.missing % price.among).unwrap_or_default();
        let common = common_divisor(price.among.into(), rest);
        let factor = u128::from(price.among) / common;
        self.denominator *= factor;
        self.endowment *= factor;
        for earlier in &mut self.funded {
            *earlier *= factor;
        }
        self.funded.push(price.missing / common);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Prices, Purses};
    use crate::domain::vote::Endowment;

    fn everybody(prices: &Prices, heads: u64) -> Purses {
        let mut purses = prices.nobody();
        purses.add(heads, std::iter::empty());
        purses
    }

    #[test]
    fn shares_that_are_no_whole_number_pay_to_the_last_fen() {
        for (voters, total) in [(6, 1_000), (9, 1_000), (11, 100_000), (12, 100)] {
            let prices = Prices::new(Endowment { total: total.into(), voters });
            let all = everybody(&prices, voters);
            assert!(prices.afford(total, &all) && !prices.afford(total + 1, &all));
            let price = prices.price(total, &prices.nobody(), 0, BTreeMap::from([(Vec::new(), voters)]));
            assert_eq!((price.among, price.emptied.len()), (voters, 1));
        }
    }

    #[test]
    fn who_has_less_than_the_price_gives_all_and_the_others_pay_the_rest() {
        // Ten voters with 10 each; a project of 24 takes 6 from four of them. One of 30 from two of those and three
        // others: 4 + 4 + 3 · p = 30.
        let mut prices = Prices::new(Endowment { total: 100, voters: 10 });
        let first = prices.price(24, &prices.nobody(), 4, BTreeMap::new());
        assert_eq!(prices.fixed(&first, 0), 6);
        prices.fund(first);
        let doubtful = BTreeMap::from([(vec![0], 2), (vec![], 3)]);
        let second = prices.price(30, &prices.nobody(), 0, doubtful);
        assert_eq!(second.emptied.into_iter().collect::<Vec<_>>(), [vec![0]]);
        assert_eq!((second.among, prices.whole(&everybody(&prices, 1))), (3, 10));
    }
}
