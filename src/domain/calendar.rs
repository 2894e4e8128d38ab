//! Working days and working time: the State Council's yearly table, 调休 included, as data.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, TimeZone, Timelike, Weekday};
use serde::Deserialize;

use super::catalogue::Periods;
use super::time::{Moment, ZONE};

/// Longest run of days without a working day that is looked through.
const LONGEST_HOLIDAY: usize = 60;
/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// The days that are not what their weekday says: true is a working day.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    days: BTreeMap<NaiveDate, bool>,
}

#[derive(Deserialize)]
struct Table {
    off: Vec<NaiveDateText>,
    on: Vec<NaiveDateText>,
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct NaiveDateText(NaiveDate);

impl TryFrom<String> for NaiveDateText {
    type Error = chrono::ParseError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Self)
    }
}

impl Calendar {
    /// The calendar that the program comes with.
    #[must_use]
    pub fn standard() -> Self {
        let table = toml::from_str(include_str!("calendar.toml")).unwrap_or(Table { off: Vec::new(), on: Vec::new() });
        let off = table.off.into_iter().map(|day| (day.0, false));
        Self { days: off.chain(table.on.into_iter().map(|day| (day.0, true))).collect() }
    }

    /// With these days set apart too; they win over what was known of them.
    #[must_use]
    pub fn with_days(mut self, days: impl IntoIterator<Item = (NaiveDate, bool)>) -> Self {
        self.days.extend(days);
        self
    }

    /// Whether people work on this day.
    #[must_use]
    pub fn works(&self, day: NaiveDate) -> bool {
        let weekday = !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.days.get(&day).copied().unwrap_or(weekday)
    }

    /// The `n`th working day after `day`; `day` itself for 0.
    #[must_use]
    pub fn working_day_after(&self, day: NaiveDate, n: u32) -> NaiveDate {
        let mut at = day;
        for _ in 0..n {
            at = self.next_working(next(at));
        }
        at
    }

    /// `day`, or the next working day where nobody works on it.
    fn next_working(&self, day: NaiveDate) -> NaiveDate {
        std::iter::successors(Some(day), |day| Some(next(*day)))
            .take(LONGEST_HOLIDAY)
            .find(|day| self.works(*day))
            .unwrap_or(day)
    }

    /// When something filed at `at` counts as filed: at once within working time, else when it next begins.
    #[must_use]
    pub fn counts_from(&self, at: Moment, periods: &Periods) -> Moment {
        let local = at.local();
        let (day, minute) = (local.date_naive(), local.hour() * 60 + local.minute());
        if self.works(day) && minute >= periods.day_begins && minute < periods.day_ends {
            at
        } else if self.works(day) && minute < periods.day_begins {
            at_minute(day, periods.day_begins)
        } else {
            at_minute(self.next_working(next(day)), periods.day_begins)
        }
    }

    /// The moment `minutes` of working time after `at`.
    #[must_use]
    pub fn after_working_minutes(&self, at: Moment, minutes: i64, periods: &Periods) -> Moment {
        let mut at = self.counts_from(at, periods);
        let mut left = minutes * 60_000;
        loop {
            let ends = at_minute(at.local().date_naive(), periods.day_ends);
            let today = ends.0 - at.0;
            if left <= today {
                return at.plus_ms(left);
            }
            left -= today;
            at = self.counts_from(ends, periods);
        }
    }

    /// Working milliseconds between two moments.
    #[must_use]
    pub fn working_ms(&self, from: Moment, until: Moment, periods: &Periods) -> i64 {
        let (mut at, mut sum) = (self.counts_from(from, periods), 0);
        while at < until {
            let ends = at_minute(at.local().date_naive(), periods.day_ends);
            sum += ends.min(until).0 - at.0;
            at = self.counts_from(ends, periods);
        }
        sum
    }
}

fn next(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

/// The moment of a minute of a day in [`ZONE`].
#[must_use]
pub fn at_minute(day: NaiveDate, minute: u32) -> Moment {
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    let at = ZONE.from_local_datetime(&midnight).earliest().map_or(Moment(0), |at| Moment::of(&at));
    at.plus_minutes(i64::from(minute).min(DAY))
}

#[cfg(test)]
mod tests {
    use super::Calendar;

    #[test]
    fn make_up_days_and_holidays_are_known() {
        let calendar = Calendar::standard();
        let works = |day: &str| calendar.works(day.parse().unwrap());
        assert!(works("2026-11-23") && !works("2026-11-28"));
        assert!(!works("2026-10-01") && works("2026-10-10"), "a Thursday off, a Saturday on");
    }

    #[test]
    fn the_nth_working_day_skips_weekends() {
        let friday = "2026-11-27".parse().unwrap();
        let calendar = Calendar::standard();
        assert_eq!(calendar.working_day_after(friday, 2).to_string(), "2026-12-01");
    }
}
