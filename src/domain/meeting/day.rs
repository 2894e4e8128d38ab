//! A day as people type it: `12月5日`, `12-5`, `2026/12/05`.

use chrono::{Datelike, NaiveDate};

/// Farthest day that is taken.
const DAYS_AHEAD: i64 = 366;

/// The day that was typed, the next such one where no year was. None for what is no day, not after today, or too far.
#[must_use]
pub fn typed(words: &str, today: NaiveDate) -> Option<NaiveDate> {
    let numbers: Vec<u32> = words
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map_while(|part| part.parse().ok())
        .collect();
    let day = match numbers.as_slice() {
        [year, month, day] => NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, *month, *day)?,
        [month, day] => [today.year(), today.year() + 1]
            .into_iter()
            .filter_map(|year| NaiveDate::from_ymd_opt(year, *month, *day))
            .find(|day| *day > today)?,
        _ => return None,
    };
    (1..=DAYS_AHEAD).contains(&(day - today).num_days()).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::typed;

    #[test]
    fn days_are_read_as_people_type_them() {
        let today = "2026-11-23".parse().unwrap();
        let read = |words: &str| typed(words, today).map(|day| day.to_string());
        assert_eq!(read("12月5日"), Some("2026-12-05".to_owned()));
        assert_eq!(read("2026/12/05"), Some("2026-12-05".to_owned()));
        assert_eq!(read("1-3"), Some("2027-01-03".to_owned()), "the next one");
        assert_eq!(read("11月23日"), Some("2027-11-23".to_owned()), "today's is over");
        assert_eq!(["2026-11-23", "2028-01-01", "13月1日", "下周", "5"].map(read), [const { None }; 5]);
    }
}
