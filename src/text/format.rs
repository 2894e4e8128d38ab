//! How moments are written: which message of `common.ftl` says them, with which numbers.

use chrono::{Datelike, Timelike};

use super::Arg;
use crate::domain::time::Moment;

/// The key and the arguments by which a moment is said at `now`: today, tomorrow, yesterday, another day, another
/// year's day. Hour and minute have two digits.
#[must_use]
pub fn moment(at: Moment, now: Moment) -> (&'static str, Vec<(String, Arg)>) {
    let (at, today) = (at.local(), now.local().date_naive());
    let day = at.date_naive();
    let key = match (day - today).num_days() {
        0 => "date-today",
        1 => "date-tomorrow",
        -1 => "date-yesterday",
        _ if day.year() == today.year() => "date-day",
        _ => "date-year",
    };
    let number = |name: &str, number: u32| (name.to_owned(), Arg::Number(i64::from(number)));
    let digits = |name: &str, number: u32| (name.to_owned(), Arg::Raw(format!("{number:02}")));
    let args = vec![
        ("year".to_owned(), Arg::Number(i64::from(day.year()))),
        number("month", day.month()),
        number("day", day.day()),
        number("weekday", day.weekday().number_from_monday()),
        digits("hour", at.hour()),
        digits("minute", at.minute()),
    ];
    (key, args)
}
