//! How moments are written: which message of `common.ftl` says them, with which numbers.

use chrono::{Datelike, Timelike};

use crate::domain::time::Moment;

/// The key and the arguments by which a moment is said at `now`: today, tomorrow, yesterday, another day, another
/// year's day.
#[must_use]
pub fn moment(at: Moment, now: Moment) -> (&'static str, Vec<(&'static str, i64)>) {
    let (at, today) = (at.local(), now.local().date_naive());
    let day = at.date_naive();
    let key = match (day - today).num_days() {
        0 => "date-today",
        1 => "date-tomorrow",
        -1 => "date-yesterday",
        _ if day.year() == today.year() => "date-day",
        _ => "date-year",
    };
    let args = vec![
        ("year", i64::from(day.year())),
        ("month", i64::from(day.month())),
        ("day", i64::from(day.day())),
        ("weekday", i64::from(day.weekday().number_from_monday())),
        ("hour", i64::from(at.hour())),
        ("minute", i64::from(at.minute())),
    ];
    (key, args)
}
