//! Quarters (季度公示): common revenue and leased assets are posted each quarter, from–to, for 30 days at least; one that
//! wasn't is said to be missing.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::account::Kind;
use crate::domain::calendar::at_minute;
use crate::domain::refusal::Refusal;
use crate::domain::time::Moment;

/// Days for which a quarter is posted.
pub const POSTED_DAYS: i64 = 30;

/// A quarter of a calendar year, in the zone of due dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    year: i32,
    /// From 1 to 4.
    nth: u32,
}

/// A text that is no quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no quarter such as 2026Q3")]
pub struct NoQuarter;

impl Quarter {
    /// The quarter of a moment.
    #[must_use]
    pub fn of(at: Moment) -> Self {
        let date = at.local();
        Self { year: date.year(), nth: date.month0() / 3 + 1 }
    }

    /// The quarter after.
    #[must_use]
    pub const fn after(self) -> Self {
        if self.nth == 4 { Self { year: self.year + 1, nth: 1 } } else { Self { nth: self.nth + 1, ..self } }
    }

    /// Its first moment.
    #[must_use]
    pub fn begins(self) -> Moment {
        let first = NaiveDate::from_ymd_opt(self.year, self.nth * 3 - 2, 1).unwrap_or_default();
        at_minute(first, 0)
    }

    /// Its year.
    #[must_use]
    pub fn year(self) -> i64 {
        i64::from(self.year)
    }

    /// Which of its year, from 1 to 4.
    #[must_use]
    pub fn nth(self) -> i64 {
        i64::from(self.nth)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}Q{}", self.year, self.nth)
    }
}

impl FromStr for Quarter {
    type Err = NoQuarter;

    fn from_str(text: &str) -> Result<Self, NoQuarter> {
        let (year, nth) = text.split_once('Q').ok_or(NoQuarter)?;
        let (year, nth): (i32, u32) = (year.parse().map_err(|_| NoQuarter)?, nth.parse().map_err(|_| NoQuarter)?);
        if (1..=4).contains(&nth) && (1970..=9999).contains(&year) { Ok(Self { year, nth }) } else { Err(NoQuarter) }
    }
}

/// What moved in a quarter, in fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turnover {
    /// What was there at its beginning.
    pub before: i64,
    /// What came in.
    pub came_in: i64,
    /// What was paid.
    pub spent: i64,
}

impl Turnover {
    /// What was there at its end.
    #[must_use]
    pub const fn after(self) -> i64 {
        self.before + self.came_in - self.spent
    }
}

/// A quarter as it was posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posted {
    /// Which.
    pub quarter: Quarter,
    /// What moved in it.
    pub turnover: Turnover,
    /// Since when it is posted.
    pub from: Moment,
    /// Until when it stands at least.
    pub until: Moment,
}

/// The quarters that are over and were not posted, since a book is kept. The fund has no quarters: it is open always.
#[must_use]
pub fn missing(kind: Kind, opened_at: Moment, posted: &BTreeSet<Quarter>, now: Moment) -> Vec<Quarter> {
    if kind == Kind::Fund {
        return Vec::new();
    }
    let present = Quarter::of(now);
    let since = std::iter::successors(Some(Quarter::of(opened_at)), |quarter| Some(quarter.after()));
    since.take_while(|quarter| *quarter < present).filter(|quarter| !posted.contains(quarter)).collect()
}

/// Posts a quarter from now on.
///
/// # Errors
/// [`Refusal::BooksMix`] for a fund's, [`Refusal::OnceOnly`] for one that was posted, [`Refusal::QuarterRuns`] for one
/// that isn't over or lies before the book.
pub fn post(
    (kind, opened_at): (Kind, Moment),
    posted: &BTreeSet<Quarter>,
    (quarter, turnover): (Quarter, Turnover),
    now: Moment,
) -> Result<Posted, Refusal> {
    if kind == Kind::Fund {
        return Err(Refusal::BooksMix);
    }
    if posted.contains(&quarter) {
        return Err(Refusal::OnceOnly);
    }
    if !missing(kind, opened_at, posted, now).contains(&quarter) {
        return Err(Refusal::QuarterRuns);
    }
    // The day on which it goes up doesn't count.
    let until = now.plus_days(POSTED_DAYS + 1).day();
    Ok(Posted { quarter, turnover, from: now, until })
}
