//! The Method of Equal Shares with cost utilities: each ballot has an equal share of the money, and a project is
//! funded when its supporters can pay for it together, each the same price or all they have left.
//!
//! Exact and quick at once: every purse and every price is held between two whole numbers of a fixed-point scale
//! ([`bounds`]). Where these tell two projects apart nothing else is looked at; where they don't, exact fractions
//! ([`exact`]) decide. Prices of funded projects are always exact, so the bounds never drift.
//!
//! Effective votes only fall while a count goes on, so projects are looked at in the order of the last ones known, and
//! no further than the best one found.

mod bounds;
mod exact;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::Endowment;
use super::ballots::Election;
use super::lot::Lot;
use bounds::{BITS, Bounds, Purse, Scale};
use exact::{Paid, Price, Prices, Purses};

/// A project, as it is counted.
#[derive(Debug)]
struct Stand {
    cost: u64,
    votes: u64,
    /// Which of the merged ballots approve it.
    supporters: Vec<u32>,
    /// Its place in the lot.
    lot: usize,
    /// Its place among the funded ones, once it is.
    funded: Option<usize>,
}

impl Stand {
    /// The least endowment in all of so many voters with which the supporters hold the cost together.
    fn least(&self, voters: u64) -> u128 {
        (u128::from(self.cost) * u128::from(voters)).div_ceil(u128::from(self.votes.max(1)))
    }
}

/// What equal shares alone came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    /// The funded projects, in order.
    pub(super) winners: Vec<usize>,
    /// What they cost. A run ends as soon as it is above the budget.
    pub(super) spent: u64,
    /// Whether each was paid for by all its supporters alike: nobody's purse was the limit.
    pub(super) alike: bool,
}

/// A project that could be funded next.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    stand: usize,
    cost: u64,
    /// Its price, as far as it was known when it was last looked at. It only rises.
    price: Bounds,
}

/// An election, made ready to be counted again and again with different endowments.
#[derive(Debug)]
pub(super) struct EqualShares<'e> {
    budget: u64,
    stands: Vec<Stand>,
    /// The merged ballots' choices.
    choices: Vec<&'e [u32]>,
    /// What each of them has left, in the same order.
    purses: Vec<Purse>,
    prices: Prices,
    scale: Scale,
    /// How fine the scale is.
    share_bits: u32,
    /// Room for the purses of a project's supporters.
    room: Vec<(u64, u32)>,
}

impl<'e> EqualShares<'e> {
    /// Makes an election ready.
    pub(super) fn new(election: &'e Election, lot: &Lot<'_>) -> Self {
        let merged = election.ballots.merged();
        let stand = |(project, lot): (&super::ballots::Project, usize)| Stand {
            cost: project.cost,
            votes: 0,
            supporters: Vec::new(),
            lot,
            funded: None,
        };
        let mut stands: Vec<_> = election.projects.iter().zip(lot.places(&election.projects)).map(stand).collect();
        for (ballot, (choices, times)) in (0..).zip(&merged) {
            for &choice in *choices {
                if let Some(stand) = stands.get_mut(choice as usize) {
                    stand.supporters.push(ballot);
                    stand.votes += u64::from(*times);
                }
            }
        }
        let nothing = Endowment { total: 0, voters: 1 };
        Self {
            budget: election.budget,
            stands,
            purses: merged.iter().map(|&(_, times)| Purse::empty(times)).collect(),
            choices: merged.into_iter().map(|(choices, _)| choices).collect(),
            prices: Prices::new(nothing),
            scale: Scale::of(nothing, BITS),
            share_bits: BITS,
            room: Vec::new(),
        }
    }

    /// How many projects have votes.
    pub(super) fn supported(&self) -> usize {
        self.stands.iter().filter(|stand| stand.votes > 0).count()
    }

    /// Whether no project with votes that isn't funded would fit into what this run leaves.
    pub(super) fn exhausted(&self, run: &Run) -> bool {
        let left = self.budget.saturating_sub(run.spent);
        let fits =
            |(index, stand): (usize, &Stand)| stand.votes > 0 && stand.cost <= left && !run.winners.contains(&index);
        !self.stands.iter().enumerate().any(fits)
    }

    /// How often this endowment can be raised by `step` so that surely nothing changes: each funded project was paid for
    /// by its supporters alike, which more money leaves as it is, and those of no other project hold its cost together
    /// until they have as much from the beginning. 0 where that isn't sure.
    pub(super) fn idle_raises(&self, run: &Run, endowment: Endowment, step: u64) -> u64 {
        let open = || self.stands.iter().enumerate().filter(|(at, stand)| stand.votes > 0 && !run.winners.contains(at));
        let least = open().map(|(_, stand)| stand.least(endowment.voters)).min();
        let missing = least.filter(|_| run.alike).and_then(|least| least.checked_sub(endowment.total));
        let raise = u128::from(step) * u128::from(endowment.voters);
        let raises = missing.map_or(0, |missing| missing.saturating_sub(1) / raise.max(1));
        u64::try_from(raises).unwrap_or(u64::MAX)
    }

    /// Counts with this endowment.
    pub(super) fn run(&mut self, endowment: Endowment) -> Run {
        let mut open = self.begin(endowment);
        let mut run = Run { alike: true, ..Run::default() };
        while let Some(next) = self.best(&mut open) {
            run.winners.push(next.stand);
            run.spent = run.spent.saturating_add(next.cost);
            if run.spent > self.budget {
                break;
            }
            run.alike &= self.fund(next);
            open.retain(|candidate| candidate.stand != next.stand);
        }
        run
    }

    /// What the supporters of each project have left together after the last run, in the smallest unit, rounded down.
    pub(super) fn left_to_supporters(&self) -> Vec<u64> {
        self.stands.iter().map(|stand| self.prices.whole(&self.purses_of(stand))).collect()
    }

    /// Fills the purses and lists the projects whose supporters could pay for them now.
    fn begin(&mut self, endowment: Endowment) -> Vec<Candidate> {
        self.prices = Prices::new(endowment);
        self.scale = Scale::of(endowment, self.share_bits);
        for purse in &mut self.purses {
            *purse = self.scale.full(purse.times);
        }
        for stand in &mut self.stands {
            stand.funded = None;
        }
        let can = |stand: &Stand| stand.least(endowment.voters) <= endowment.total;
        let able = self.stands.iter().enumerate().filter(|(_, stand)| stand.votes > 0 && can(stand));
        able.map(|(index, stand)| Candidate {
            stand: index,
            cost: stand.cost,
            price: Bounds::of_all_rich(self.scale.of_cost(stand.cost), stand.votes),
        })
        .collect()
    }

    /// The project with the most effective votes; ties go to the lowest cost, then the most votes, then the lot.
    /// Projects that nobody can pay for any more are taken off the list.
    fn best(&mut self, open: &mut Vec<Candidate>) -> Option<Candidate> {
        open.sort_by(|a, b| Bounds::by_most_votes((a.cost, a.price), (b.cost, b.price)));
        let mut best: Option<Candidate> = None;
        let mut found = Vec::new();
        let mut lost = Vec::new();
        for candidate in open.iter_mut() {
            let behind =
                |best: Candidate| Bounds::surely_fewer((candidate.cost, candidate.price), (best.cost, best.price));
            if best.is_some_and(behind) {
                break;
            }
            let Some(price) = self.look(candidate) else {
                lost.push(candidate.stand);
                continue;
            };
            candidate.price = price;
            found.push(*candidate);
            if best.is_none_or(|best| Bounds::better_at_worst((candidate.cost, price), (best.cost, best.price))) {
                best = Some(*candidate);
            }
        }
        open.retain(|candidate| !lost.contains(&candidate.stand));
        let best = best?;
        found.retain(|candidate| !Bounds::surely_fewer((candidate.cost, candidate.price), (best.cost, best.price)));
        if found.len() > 1 { self.exactly_best(&found) } else { found.pop() }
    }

    /// Of projects that bounds don't tell apart.
    fn exactly_best(&self, found: &[Candidate]) -> Option<Candidate> {
        let priced = found.iter().filter_map(|&candidate| {
            let stand = self.stands.get(candidate.stand)?;
            Some((candidate, stand, self.price(stand, candidate.price)))
        });
        let better = |(_, a, a_price): &(Candidate, &Stand, Price), (_, b, b_price): &(Candidate, &Stand, Price)| {
            let ties = || b.cost.cmp(&a.cost).then(a.votes.cmp(&b.votes)).then(b.lot.cmp(&a.lot));
            a_price.votes_against(b_price).then_with(ties)
        };
        priced.max_by(better).map(|(candidate, _, _)| candidate)
    }

    /// Looks at a project anew; nothing where its supporters can't pay for it.
    fn look(&mut self, candidate: &Candidate) -> Option<Bounds> {
        let stand = self.stands.get(candidate.stand)?;
        let cost = self.scale.of_cost(stand.cost);
        let gathered = bounds::gather(&self.purses, &stand.supporters, &mut self.room);
        match gathered.against(cost) {
            Ordering::Less => return None,
            Ordering::Equal if !self.prices.afford(stand.cost, &self.purses_of(stand)) => return None,
            _ => {}
        }
        Some(gathered.bounds(&self.room, cost, candidate.price))
    }

    /// Funds a project: its supporters pay. Whether they all pay alike.
    fn fund(&mut self, next: Candidate) -> bool {
        let Some(stand) = self.stands.get(next.stand) else { return true };
        let price = self.price(stand, next.price);
        let alike = price.is_paid_by(stand.votes);
        let fixed = self.scale.of_price(&self.prices, &price);
        for &ballot in &stand.supporters {
            let Some(&purse) = self.purses.get(ballot as usize) else { continue };
            let empties = match purse.against(next.price) {
                Ordering::Less => true,
                Ordering::Greater => false,
                Ordering::Equal => price.emptied.contains(&self.paid_by(ballot)),
            };
            if let Some(purse) = self.purses.get_mut(ballot as usize) {
                purse.pay(fixed, empties);
            }
        }
        if let Some(stand) = self.stands.get_mut(next.stand) {
            stand.funded = Some(self.prices.len());
        }
        self.prices.fund(price);
        alike
    }

    /// The exact price of a project that its supporters can pay.
    fn price(&self, stand: &Stand, bounds: Bounds) -> Price {
        let (mut poor, mut rich, mut doubtful) = (self.prices.nobody(), 0, BTreeMap::new());
        for (ballot, purse) in self.filled(stand) {
            let times = u64::from(purse.times);
            match purse.against(bounds) {
                Ordering::Less => poor.add(times, self.places_paid(ballot)),
                Ordering::Greater => rich += times,
                Ordering::Equal => *doubtful.entry(self.paid_by(ballot)).or_default() += times,
            }
        }
        self.prices.price(stand.cost, &poor, rich, doubtful)
    }

    /// What the supporters of a project have left together.
    fn purses_of(&self, stand: &Stand) -> Purses {
        let mut all = self.prices.nobody();
        for (ballot, purse) in self.filled(stand) {
            all.add(u64::from(purse.times), self.places_paid(ballot));
        }
        all
    }

    /// The supporters of a project who have something left.
    fn filled<'s>(&'s self, stand: &'s Stand) -> impl Iterator<Item = (u32, Purse)> + 's {
        let purse = |&ballot: &u32| Some((ballot, *self.purses.get(ballot as usize)?));
        stand.supporters.iter().filter_map(purse).filter(|(_, purse)| !purse.is_empty())
    }

    /// Which of the funded projects a ballot that still has money paid for.
    fn places_paid(&self, ballot: u32) -> impl Iterator<Item = usize> {
        let choices = self.choices.get(ballot as usize).copied().unwrap_or_default();
        choices.iter().filter_map(|&choice| self.stands.get(choice as usize)?.funded)
    }

    /// [`EqualShares::places_paid`], to be compared with others'.
    fn paid_by(&self, ballot: u32) -> Paid {
        let mut paid: Paid = self.places_paid(ballot).collect();
        paid.sort_unstable();
        paid
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::EqualShares;
    use crate::domain::vote::Endowment;
    use crate::domain::vote::ballots::{Ballots, Election, Project};
    use crate::domain::vote::lot::Lot;

    proptest! {
        /// On so coarse a scale nearly everything is left to the fractions.
        #[test]
        fn how_fine_the_scale_is_changes_nothing(
            costs in vec(1_u64..300, 1..12),
            ballots in vec(vec(0_u32..12, 0..6), 1..40),
            budget in 100_u64..2_000,
        ) {
            let mut cast = Ballots::default();
            for choices in ballots {
                cast.cast(choices);
            }
            let projects = costs.iter().enumerate().map(|(id, &cost)| Project { id: id.to_string(), cost }).collect();
            let election = Election { budget, projects, ballots: cast };
            let endowment = Endowment { total: budget.into(), voters: election.ballots.len() as u64 };
            let fine = EqualShares::new(&election, &Lot::ById).run(endowment);
            let mut coarse = EqualShares::new(&election, &Lot::ById);
            coarse.share_bits = 0;
            prop_assert_eq!(coarse.run(endowment), fine);
        }
    }
}
