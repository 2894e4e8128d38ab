//! Figures: how many matters came in, were answered in time, solved, reopened; each defined once, as exact counts.
//!
//! [`tally::of`] says which counts an event of a ticket changes; their sums over days and places are [`Figures`], and
//! a [`Rate`] of two of them is always shown with its n, in percent only where n is large enough to say something.

use std::collections::BTreeMap;

pub mod tally;

pub use tally::{Count, Key, Tally};

use super::calendar::at_minute;
use super::time::Moment;

/// A day in the zone of due dates, counted from the first of January of the year 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i64);

impl Day {
    /// The day of a moment.
    #[must_use]
    pub fn of(at: Moment) -> Self {
        Self::on(at.local().date_naive())
    }

    /// The day of a date.
    #[must_use]
    pub fn on(date: chrono::NaiveDate) -> Self {
        use chrono::Datelike as _;
        Self(i64::from(date.num_days_from_ce()))
    }

    /// Its first moment.
    #[must_use]
    pub fn begins(self) -> Moment {
        let date = i32::try_from(self.0).ok().and_then(chrono::NaiveDate::from_num_days_from_ce_opt);
        at_minute(date.unwrap_or_default(), 0)
    }

    /// The day `n` days later.
    #[must_use]
    pub const fn plus(self, n: i64) -> Self {
        Self(self.0 + n)
    }
}

/// Least n of a rate that is shown in percent: below, one answer more or less would say too much.
pub const LEAST_N: i64 = 5;

/// A part of a whole, both counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rate {
    /// The part.
    pub part: i64,
    /// The whole, n.
    pub of: i64,
}

impl Rate {
    /// The rate in whole percent, rounded half up; but 100 only where it is all, and 0 only where it is none. None
    /// where n is below [`LEAST_N`].
    #[must_use]
    pub const fn percent(self) -> Option<i64> {
        if self.of < LEAST_N {
            return None;
        }
        let rounded = (200 * self.part + self.of) / (2 * self.of);
        Some(if self.part == self.of {
            100
        } else if self.part == 0 {
            0
        } else if rounded > 99 {
            99
        } else if rounded < 1 {
            1
        } else {
            rounded
        })
    }
}

impl std::ops::AddAssign for Rate {
    fn add_assign(&mut self, more: Self) {
        self.part += more.part;
        self.of += more.of;
    }
}

/// Counts of days and places, summed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    counts: BTreeMap<Count, i64>,
    categories: BTreeMap<String, i64>,
}

impl Figures {
    /// The sum of these counts; those of [`Count::Filed`] come with their category.
    #[must_use]
    pub fn sum(counts: impl IntoIterator<Item = (Count, String, i64)>) -> Self {
        let mut sum = Self::default();
        for (count, category, n) in counts {
            *sum.counts.entry(count).or_default() += n;
            if count == Count::Filed {
                *sum.categories.entry(category).or_default() += n;
            }
        }
        sum
    }

    /// One count.
    #[must_use]
    pub fn get(&self, count: Count) -> i64 {
        self.counts.get(&count).copied().unwrap_or_default()
    }

    /// What was done and wasn't reopened: a matter that was done twice counts once.
    #[must_use]
    pub fn stays_done(&self) -> i64 {
        self.get(Count::Done) - self.get(Count::DoneReopened)
    }

    /// Whether nothing at all was counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.values().all(|n| *n == 0)
    }

    const fn rate(part: i64, of: i64) -> Rate {
        Rate { part, of }
    }

    /// 签收及时率: acknowledged in time, of those whose time fell due.
    #[must_use]
    pub fn acknowledged_in_time(&self) -> Rate {
        Self::rate(self.get(Count::AcknowledgedInTime), self.get(Count::AcknowledgeDue))
    }

    /// 响应率: contacted by the due time, of those whose time fell due.
    #[must_use]
    pub fn contacted_in_time(&self) -> Rate {
        Self::rate(self.get(Count::ContactedInTime), self.get(Count::ContactDue))
    }

    /// 按期办结率: done by the (approved) date, of those fallen due. What waits or is parked has no due time meanwhile.
    #[must_use]
    pub fn done_in_time(&self) -> Rate {
        Self::rate(self.get(Count::DoneInTime), self.get(Count::DoneDue))
    }

    /// 解决率: "yes", of those who answered. Silence is no answer.
    #[must_use]
    pub fn solved(&self) -> Rate {
        let (yes, partly) = (self.get(Count::SolvedYes), self.get(Count::SolvedPartly));
        Self::rate(yes, yes + partly + self.get(Count::SolvedNo))
    }

    /// "Partly", of those who answered whether it is solved; it stands beside 解决率.
    #[must_use]
    pub fn partly(&self) -> Rate {
        Self::rate(self.get(Count::SolvedPartly), self.solved().of)
    }

    /// 满意率: 基本满意 or better, of those who answered.
    #[must_use]
    pub fn satisfied(&self) -> Rate {
        let satisfied = self.get(Count::Satisfied);
        Self::rate(satisfied, satisfied + self.get(Count::Dissatisfied))
    }

    /// 重办率: reopened since, of those done in the period.
    #[must_use]
    pub fn reopened(&self) -> Rate {
        Self::rate(self.get(Count::DoneReopened), self.get(Count::Done))
    }

    /// 退单率: returned since, of those filed in the period.
    #[must_use]
    pub fn returned(&self) -> Rate {
        Self::rate(self.get(Count::Returned), self.get(Count::Filed))
    }

    /// 延期率: fallen due at an extended date, of those fallen due.
    #[must_use]
    pub fn extended(&self) -> Rate {
        Self::rate(self.get(Count::DueExtended), self.get(Count::DoneDue))
    }

    /// The categories of what was filed, the most frequent first, then by code.
    #[must_use]
    pub fn categories(&self) -> Vec<(&str, i64)> {
        let mut found: Vec<_> = self.categories.iter().filter(|(_, n)| **n > 0).collect();
        found.sort_by_key(|(code, n)| (std::cmp::Reverse(**n), *code));
        found.into_iter().map(|(code, n)| (code.as_str(), *n)).collect()
    }
}

/// What stands at a moment, whenever it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Open matters by the day on which they were filed.
    pub open: BTreeMap<Day, i64>,
    /// 挂账: those of them that are parked.
    pub parked: i64,
}

impl Standing {
    /// All that is open.
    #[must_use]
    pub fn still_open(&self) -> i64 {
        self.open.values().sum()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Count, Figures, Rate};

    #[test]
    fn a_rate_of_few_is_hidden_and_only_all_is_a_hundred() {
        let percent = |part, of| Rate { part, of }.percent();
        assert_eq!([percent(3, 4), percent(0, 0), percent(4, 5), percent(2, 3)], [None, None, Some(80), None]);
        assert_eq!([percent(999, 1_000), percent(1, 1_000), percent(7, 7)], [Some(99), Some(1), Some(100)]);
        assert_eq!(percent(1, 8), Some(13), "12.5 rounds up");
    }

    #[test]
    fn categories_stand_by_number_then_by_code() {
        let filed = |category: &str, n| (Count::Filed, category.to_owned(), n);
        let sum = Figures::sum([filed("waste", 2), filed("lift", 2), filed("noise", 5), filed("pets", 0)]);
        assert_eq!(sum.categories(), [("noise", 5), ("lift", 2), ("waste", 2)]);
        assert_eq!(sum.get(Count::Filed), 9);
    }

    proptest! {
        #[test]
        fn percent_lies_between_none_and_all(of in 0i64..10_000, share in 0i64..=10_000) {
            let part = of * share / 10_000;
            match (Rate { part, of }).percent() {
                None => prop_assert!(of < 5),
                Some(percent) => {
                    prop_assert!((0..=100).contains(&percent));
                    prop_assert_eq!(percent == 100, part == of);
                    prop_assert_eq!(percent == 0, part == 0);
                    prop_assert!((percent * of - 100 * part).abs() <= of, "within one percent");
                }
            }
        }
    }
}
