//! A month of the house's calendar: the span of a close-out.

use std::fmt;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::calendar::at_minute;
use crate::domain::time::Moment;

/// A month as a number: 202611. In exports, keys and columns it is written so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Month(pub i64);

impl Month {
    fn at(day: NaiveDate) -> Self {
        Self(i64::from(day.year()) * 100 + i64::from(day.month()))
    }

    /// The month in which a moment lies.
    #[must_use]
    pub fn of(at: Moment) -> Self {
        Self::at(at.local().date_naive())
    }

    /// Year and month of the year, 1–12.
    #[must_use]
    pub const fn parts(self) -> (i64, i64) {
        (self.0 / 100, self.0 % 100)
    }

    fn first_day(self) -> NaiveDate {
        let (year, month) = self.parts();
        let day = i32::try_from(year).ok().zip(u32::try_from(month).ok());
        day.and_then(|(year, month)| NaiveDate::from_ymd_opt(year, month, 1)).unwrap_or_default()
    }

    /// The month after it.
    #[must_use]
    pub fn next(self) -> Self {
        let first = self.first_day();
        Self::at(first.checked_add_months(Months::new(1)).unwrap_or(first))
    }

    /// Its first moment.
    #[must_use]
    pub fn begins(self) -> Moment {
        at_minute(self.first_day(), 0)
    }

    /// Its last moment.
    #[must_use]
    pub fn ends(self) -> Moment {
        self.next().begins().plus_ms(-1)
    }

    /// Its last day at this minute after midnight.
    #[must_use]
    pub fn last_day_at(self, minute: u32) -> Moment {
        at_minute(self.ends().local().date_naive(), minute)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = self.parts();
        write!(f, "{year}-{month:02}")
    }
}
