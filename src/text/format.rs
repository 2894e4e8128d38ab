//! How moments are written: which message of `common.ftl` says them, with which numbers.

use chrono::{Datelike, Timelike};

use super::Arg;
use crate::domain::time::Moment;

/// The key and the arguments by which a moment is said at `now`: today, tomorrow, yesterday, another day, another
/// year's day. Hour and minute have two digits.
#[must_use]
pub fn moment(at: Moment, now: Moment) -> (&'static str, Vec<(String, Arg)>) {
    let near = match (at.local().date_naive() - now.local().date_naive()).num_days() {
        0 => "date-today",
        1 => "date-tomorrow",
        -1 => "date-yesterday",
        _ => return day(at, now),
    };
    (near, arguments(at))
}

/// The same, always as a date; the year stands only where it is another one.
#[must_use]
pub fn day(at: Moment, now: Moment) -> (&'static str, Vec<(String, Arg)>) {
    let key = if at.local().year() == now.local().year() { "date-day" } else { "date-year" };
    (key, arguments(at))
}

fn arguments(at: Moment) -> Vec<(String, Arg)> {
    let at = at.local();
    let number = |name: &str, number: u32| (name.to_owned(), Arg::Number(i64::from(number)));
    let digits = |name: &str, number: u32| (name.to_owned(), Arg::Raw(format!("{number:02}")));
    vec![
        ("year".to_owned(), Arg::Number(i64::from(at.year()))),
        number("month", at.month()),
        number("day", at.day()),
        number("weekday", at.weekday().number_from_monday()),
        digits("hour", at.hour()),
        digits("minute", at.minute()),
    ]
}
