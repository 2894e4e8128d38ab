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

/// The key and the arguments of a day without its hour.
#[must_use]
pub fn date(at: Moment, now: Moment) -> (&'static str, Vec<(String, Arg)>) {
    let key = if at.local().year() == now.local().year() { "date-whole-day" } else { "date-whole-day-year" };
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

/// An amount of fen in yuan, thousands set apart, fen only where there are any: 3,000 · 1,234.50.
#[must_use]
pub fn yuan(fen: i64) -> String {
    let (whole, rest) = (fen / 100, (fen % 100).abs());
    let digits = whole.abs().to_string();
    let mut written = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            written.push(',');
        }
        written.push(digit);
    }
    let sign = if fen < 0 { "-" } else { "" };
    if rest == 0 { format!("{sign}{written}") } else { format!("{sign}{written}.{rest:02}") }
}

/// The first `most` characters, with an ellipsis where there are more.
#[must_use]
pub fn excerpt(words: &str, most: usize) -> String {
    let mut short: String = words.chars().take(most).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::yuan;

    #[test]
    fn amounts_are_written_in_yuan() {
        let written = [0, 5, 99_900, 300_000, 123_450, 5_000_000_000, -100].map(yuan);
        assert_eq!(written, ["0", "0.05", "999", "3,000", "1,234.50", "50,000,000", "-1"]);
    }
}
