//! The rules once more, as plainly as they can be written: every voter by themself, every number a fraction, nothing
//! merged, nothing lazy. Good for small elections only.

use std::cmp::{Ordering, Reverse};

use mulin::domain::vote::ballots::Election;
use mulin::domain::vote::completion::Completion;

/// A fraction in lowest terms; the denominator is above 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fraction(i128, i128);

impl Fraction {
    fn new(above: i128, below: i128) -> Self {
        let (mut a, mut b) = (above.abs(), below.abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let sign = below.signum();
        Self(sign * above / a.max(1), sign * below / a.max(1))
    }

    fn plus(self, other: Self) -> Self {
        Self::new(self.0 * other.1 + other.0 * self.1, self.1 * other.1)
    }

    fn minus(self, other: Self) -> Self {
        self.plus(Self(-other.0, other.1))
    }

    fn over(self, by: i128) -> Self {
        Self::new(self.0, self.1 * by)
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.0 * other.1).cmp(&(other.0 * self.1))
    }
}

const NOTHING: Fraction = Fraction(0, 1);

/// The election as sets of choices.
struct Plain<'e> {
    election: &'e Election,
    ballots: Vec<Vec<usize>>,
}

impl Plain<'_> {
    fn cost(&self, project: usize) -> i128 {
        self.election.projects[project].cost.into()
    }

    fn votes(&self, project: usize) -> usize {
        self.ballots.iter().filter(|choices| choices.contains(&project)).count()
    }

    fn spent(&self, winners: &[usize]) -> i128 {
        winners.iter().map(|&winner| self.cost(winner)).sum()
    }

    fn open(&self, winners: &[usize]) -> Vec<usize> {
        (0..self.election.projects.len())
            .filter(|project| self.votes(*project) > 0 && !winners.contains(project))
            .collect()
    }

    fn exhausted(&self, winners: &[usize]) -> bool {
        let left = i128::from(self.election.budget) - self.spent(winners);
        self.open(winners).into_iter().all(|project| self.cost(project) > left)
    }

    fn greedy(&self, mut winners: Vec<usize>) -> Vec<usize> {
        let mut open = self.open(&winners);
        open.sort_by_key(|&project| {
            (Reverse(self.votes(project)), self.cost(project), &self.election.projects[project].id)
        });
        for project in open {
            if self.spent(&winners) + self.cost(project) <= self.election.budget.into() {
                winners.push(project);
            }
        }
        winners
    }

    /// The price of a project, if its supporters can pay it.
    fn price(&self, project: usize, purses: &[Fraction]) -> Option<Fraction> {
        let supports = |(choices, purse): (&Vec<usize>, &Fraction)| choices.contains(&project).then_some(*purse);
        let mut held: Vec<Fraction> = self.ballots.iter().zip(purses).filter_map(supports).collect();
        held.sort_unstable();
        let mut missing = Fraction(self.cost(project), 1);
        for (place, purse) in held.iter().enumerate() {
            let price = missing.over((held.len() - place) as i128);
            if price <= *purse {
                return Some(price);
            }
            missing = missing.minus(*purse);
        }
        None
    }

    fn equal_shares(&self, share: Fraction) -> Vec<usize> {
        let mut purses = vec![share; self.ballots.len()];
        let mut winners = Vec::new();
        loop {
            let priced =
                self.open(&winners).into_iter().filter_map(|project| Some((project, self.price(project, &purses)?)));
            let effective =
                |(project, price): &(usize, Fraction)| Fraction::new(self.cost(*project) * price.1, price.0);
            let Some((best, price)) = priced.max_by_key(|candidate| {
                let project = candidate.0;
                let id = &self.election.projects[project].id;
                (effective(candidate), Reverse(self.cost(project)), self.votes(project), Reverse(id))
            }) else {
                return winners;
            };
            winners.push(best);
            for (choices, purse) in self.ballots.iter().zip(&mut purses) {
                if choices.contains(&best) {
                    *purse = purse.minus(price.min(*purse)).max(NOTHING);
                }
            }
        }
    }

    fn raised(&self, step: u64, stops_when_exhausted: bool) -> Vec<usize> {
        let mut share = Fraction::new(self.election.budget.into(), self.ballots.len() as i128);
        let mut last = self.equal_shares(share);
        while !(self.open(&last).is_empty() || stops_when_exhausted && self.exhausted(&last)) {
            share = share.plus(Fraction(step.into(), 1));
            let next = self.equal_shares(share);
            if self.spent(&next) > self.election.budget.into() {
                break;
            }
            last = next;
        }
        last
    }
}

/// The winners in order, of the greedy rule without a completion.
pub(crate) fn winners(election: &Election, completion: Option<Completion>, step: u64) -> Vec<usize> {
    let ballots =
        election.ballots.iter().map(|choices| choices.iter().map(|&choice| choice as usize).collect()).collect();
    let plain = Plain { election, ballots };
    let Some(completion) = completion else { return plain.greedy(Vec::new()) };
    if plain.ballots.is_empty() {
        return Vec::new();
    }
    let share = Fraction::new(election.budget.into(), plain.ballots.len() as i128);
    match completion {
        Completion::None => plain.equal_shares(share),
        Completion::Utilitarian => plain.greedy(plain.equal_shares(share)),
        Completion::Add1 => plain.raised(step, true),
        Completion::Add1U => plain.greedy(plain.raised(step, true)),
        Completion::Add1Overspend => plain.raised(step, false),
    }
}
