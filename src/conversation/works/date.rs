//! Dates as people type them: 12月15日, 12-15, 12/15, 2026-12-15, 15日.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::Regex;

use crate::domain::calendar::at_minute;
use crate::domain::time::Moment;

static WRITTEN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:(\d{4})[-/.年])?(?:(\d{1,2})[-/.月])?(\d{1,2})[日号]?$").ok());

/// The day that these words name, the next such day from `now` on where they leave out year or month.
pub(super) fn day(words: &str, now: Moment) -> Option<NaiveDate> {
    let words: String = words.chars().filter(|letter| !letter.is_whitespace()).collect();
    let found = WRITTEN.as_ref()?.captures(&words)?;
    let number = |at: usize| found.get(at).and_then(|part| part.as_str().parse::<u32>().ok());
    let today = now.local().date_naive();
    let (year, month, day) = (number(1), number(2), number(3)?);
    match (year.and_then(|year| i32::try_from(year).ok()), month) {
        (Some(year), Some(month)) => NaiveDate::from_ymd_opt(year, month, day),
        (_, Some(month)) => (0..2)
            .filter_map(|later| NaiveDate::from_ymd_opt(today.year() + later, month, day))
            .find(|found| *found >= today),
        (_, None) => (0..3)
            .filter_map(|later| {
                let month = today.checked_add_months(chrono::Months::new(later))?;
                NaiveDate::from_ymd_opt(month.year(), month.month(), day)
            })
            .find(|found| *found >= today),
    }
}

/// So many days from now, or what was typed, at this minute of the day.
pub(super) fn chosen(choice: Option<&str>, typed: &str, now: Moment, minute: u32) -> Option<Moment> {
    let tapped = choice.and_then(|choice| choice.strip_prefix("days:")).and_then(|days| days.parse::<i64>().ok());
    match (choice, tapped) {
        (_, Some(days)) => Some(at_minute(now.plus_days(days).local().date_naive(), minute)),
        (Some(_), None) => None,
        (None, None) => day(typed, now).map(|day| at_minute(day, minute)),
    }
}

/// A day that was tapped as so many days from now is so many whole days, whatever the hour: a posting is never short.
pub(super) fn whole_days(choice: Option<&str>, at: Moment, now: Moment) -> Moment {
    let days = choice.and_then(|choice| choice.strip_prefix("days:")).and_then(|days| days.parse().ok());
    days.filter(|days| at < now.plus_days(*days)).map_or(at, |_| at.plus_days(1))
}

#[cfg(test)]
mod tests {
    use super::day;
    use crate::domain::time::Moment;

    #[test]
    fn dates_are_read_as_people_type_them() {
        let monday = Moment(1_795_422_000_000);
        let read = |words| day(words, monday).map(|day| day.to_string());
        for words in ["12月15日", "12-15", "12/15", "2026-12-15", "2026年12月15号", " 12 月 15 日 "] {
            assert_eq!(read(words).as_deref(), Some("2026-12-15"), "{words}");
        }
        assert_eq!(read("30").as_deref(), Some("2026-11-30"));
        assert_eq!(read("3号").as_deref(), Some("2026-12-03"));
        assert_eq!(read("1月5日").as_deref(), Some("2027-01-05"));
        assert_eq!(read("31日").as_deref(), Some("2026-12-31"), "November has no 31st");
        for words in ["", "soon", "13-45", "2月30日"] {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
