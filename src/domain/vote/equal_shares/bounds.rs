//! Money and prices between two whole numbers of a fixed-point scale. No float, and nothing is rounded the wrong way:
//! what is said here for sure is so.

use std::cmp::Ordering;

use super::exact::{Price, Prices};
use crate::domain::vote::Endowment;

/// How many bits a voter's share has, so that purses and prices fit 64.
pub(super) const BITS: u32 = 62;

/// A fixed-point scale: numbers count 2⁻ᵇⁱᵗˢ of the smallest unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    bits: u32,
    /// A share, rounded up.
    share: u64,
}

impl Scale {
    /// The scale on which a share has at least so many bits.
    pub(super) fn of(endowment: Endowment, share_bits: u32) -> Self {
        let voters = u128::from(endowment.voters.max(1));
        let share = endowment.total.div_ceil(voters);
        let bits = share_bits.saturating_sub(u128::BITS - share.leading_zeros());
        let share = (endowment.total << bits).div_ceil(voters);
        Self { bits, share: u64::try_from(share).unwrap_or(u64::MAX) }
    }

    /// A whole share, of each of so many voters.
    pub(super) const fn full(self, times: u32) -> Purse {
        Purse { most: self.share, times, slack: 1 }
    }

    /// A cost, exactly.
    pub(super) fn of_cost(self, cost: u64) -> u128 {
        u128::from(cost) << self.bits
    }

    /// An exact price, rounded down.
    pub(super) fn of_price(self, prices: &Prices, price: &Price) -> u64 {
        prices.fixed(price, self.bits)
    }
}

/// What each of `times` voters with the same choices has left: more than `most` − `slack` and at most `most`; nothing
/// where `most` is 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Purse {
    most: u64,
    pub(super) times: u32,
    slack: u32,
}

impl Purse {
    /// Nothing at all.
    pub(super) const fn empty(times: u32) -> Self {
        Self { most: 0, times, slack: 0 }
    }

    /// Whether nothing is left.
    pub(super) const fn is_empty(self) -> bool {
        self.most == 0
    }

    /// Whether it surely holds less than a price (`Less`), surely more (`Greater`), or bounds don't tell (`Equal`).
    pub(super) fn against(self, price: Bounds) -> Ordering {
        if self.most < price.least {
            Ordering::Less
        } else if self.most.saturating_sub(u64::from(self.slack)) >= price.most {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    }

    /// Pays a price that was rounded down, or all there is.
    pub(super) const fn pay(&mut self, price: u64, everything: bool) {
        if everything {
            *self = Self::empty(self.times);
        } else {
            self.most = self.most.saturating_sub(price);
            self.slack += 1;
        }
    }
}

/// A price: at least `least`, at most `most`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    least: u64,
    most: u64,
}

impl Bounds {
    /// The price where nobody has less than it; a lower bound in any case.
    pub(super) fn of_all_rich(cost: u128, votes: u64) -> Self {
        let least = u64::try_from(cost / u128::from(votes.max(1))).unwrap_or(u64::MAX);
        Self { least, most: u64::MAX }
    }

    /// Whose effective votes (cost / price) may be more comes first.
    pub(super) fn by_most_votes((a_cost, a): (u64, Self), (b_cost, b): (u64, Self)) -> Ordering {
        product(b_cost, a.least).cmp(&product(a_cost, b.least))
    }

    /// Whether the effective votes of `a` are surely fewer than those of `b`.
    pub(super) fn surely_fewer((a_cost, a): (u64, Self), (b_cost, b): (u64, Self)) -> bool {
        product(a_cost, b.most) < product(b_cost, a.least)
    }

    /// Whether `a` has more effective votes than `b` where both have as few as they may.
    pub(super) fn better_at_worst((a_cost, a): (u64, Self), (b_cost, b): (u64, Self)) -> bool {
        product(a_cost, b.most) > product(b_cost, a.most)
    }
}

fn product(a: u64, b: u64) -> u128 {
    u128::from(a) * u128::from(b)
}

/// The purses of a project's supporters, taken together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gathered {
    /// At most what they hold.
    most: u128,
    /// By how much that may be too much.
    slack: u128,
    /// The fullest of them.
    fullest: u64,
}

/// Gathers the purses of these ballots that aren't empty into `room`.
pub(super) fn gather(purses: &[Purse], ballots: &[u32], room: &mut Vec<(u64, u32)>) -> Gathered {
    room.clear();
    let mut all = Gathered { most: 0, slack: 0, fullest: 0 };
    for purse in ballots.iter().filter_map(|&ballot| purses.get(ballot as usize)).filter(|purse| !purse.is_empty()) {
        room.push((purse.most, purse.times));
        all.most += product(purse.most, u64::from(purse.times));
        all.slack += product(u64::from(purse.slack), u64::from(purse.times));
        all.fullest = all.fullest.max(purse.most);
    }
    all
}

impl Gathered {
    /// Whether they surely hold less than a cost (`Less`), surely enough (`Greater`), or bounds don't tell (`Equal`).
    pub(super) fn against(self, cost: u128) -> Ordering {
        if self.most < cost {
            Ordering::Less
        } else if self.most >= cost + self.slack {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    }

    /// The price of a project of this cost that they can pay; it was at least `before.least` before.
    ///
    /// With f(p) = Σ min(purse, p), the price is where f is the cost. Purses as full as they may be make f too large and
    /// that p too small; but never by more than the slack, so that where f reaches cost + slack p is too large.
    pub(super) fn bounds(self, room: &[(u64, u32)], cost: u128, before: Bounds) -> Bounds {
        let least = reach(room, cost, before.least);
        let enough = cost + self.slack;
        let most = if self.most < enough { self.fullest } else { reach(room, enough, least).saturating_add(1) };
        Bounds { least, most: most.max(least) }
    }
}

/// The whole part of the p where Σ min(purse, p) is `target`, coming from below: `from` must not be above it.
fn reach(room: &[(u64, u32)], target: u128, from: u64) -> u64 {
    let mut price = from;
    loop {
        // Whoever is counted among the poor, rightly or not, what the others must pay is at most the p looked for.
        let (mut poor, mut rich) = (0_u128, 0_u64);
        for &(purse, times) in room {
            if purse <= price {
                poor += product(purse, u64::from(times));
            } else {
                rich += u64::from(times);
            }
        }
        if rich == 0 {
            return price;
        }
        let next = u64::try_from(target.saturating_sub(poor) / u128::from(rich)).unwrap_or(u64::MAX);
        if next <= price {
            return price;
        }
        price = next;
    }
}
