//! Moments as people type them: 「明天 18:00」「周五下午6点」「11月27日 18:00」 "tomorrow 18:00".

use chrono::{Datelike, Days, NaiveDate};
use unicode_normalization::UnicodeNormalization;

use super::calendar::at_minute;
use super::time::Moment;

/// The minute that is meant where only a day is said: the end of the working day.
const END_OF_DAY: u32 = 18 * 60;

/// The moment that these words name at `now`; none when they name none. A time alone is today's, or tomorrow's where
/// today's is past; a weekday is the next one; a date without a year the next such day.
#[must_use]
pub fn read(words: &str, now: Moment) -> Option<Moment> {
    let even: String = words.nfkc().flat_map(char::to_lowercase).collect();
    let (day, rest) = day(&even, now);
    let minute = match minute(&rest) {
        Some(minute) => minute,
        None if rest.trim().is_empty() => END_OF_DAY,
        None => return None,
    };
    let today = now.local().date_naive();
    match day {
        Some(day) => Some(at_minute(day, minute)),
        None if rest.trim().is_empty() => None,
        None => {
            let at = at_minute(today, minute);
            Some(if at > now { at } else { at_minute(today.succ_opt()?, minute) })
        }
    }
}

/// Words for days from today on.
const DAYS: &[(&str, u64)] = &[
    ("今天", 0),
    ("今晚", 0),
    ("今日", 0),
    ("明天", 1),
    ("明日", 1),
    ("明晚", 1),
    ("后天", 2),
    ("大后天", 3),
    ("day after tomorrow", 2),
    ("today", 0),
    ("tomorrow", 1),
];

/// Words for weekdays, Monday first.
const WEEKDAYS: &[[&str; 3]] = &[
    ["一", "1", "mon"],
    ["二", "2", "tue"],
    ["三", "3", "wed"],
    ["四", "4", "thu"],
    ["五", "5", "fri"],
    ["六", "6", "sat"],
    ["日", "天", "sun"],
];

/// The day that is named, and the words without its name.
fn day(words: &str, now: Moment) -> (Option<NaiveDate>, String) {
    let today = now.local().date_naive();
    let mut named: Vec<_> = DAYS.iter().filter(|(name, _)| words.contains(name)).collect();
    named.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    if let Some((name, days)) = named.first() {
        // 今晚8点 is in the evening.
        let evening = if name.ends_with('晚') { "晚上" } else { " " };
        return (today.checked_add_days(Days::new(*days)), words.replacen(name, evening, 1));
    }
    if let Some((weekday, rest)) = weekday(words) {
        let far = (7 + weekday - u64::from(today.weekday().num_days_from_monday())) % 7;
        return (today.checked_add_days(Days::new(far)), rest);
    }
    date(words, today).map_or_else(|| (None, words.to_owned()), |(day, rest)| (Some(day), rest))
}

fn weekday(words: &str) -> Option<(u64, String)> {
    for (at, [one, other, english]) in WEEKDAYS.iter().enumerate() {
        let chinese = ["星期", "礼拜", "周"].iter().flat_map(|week| [format!("{week}{one}"), format!("{week}{other}")]);
        for name in chinese.chain([(*english).to_owned()]) {
            if let Some((before, after)) = words.split_once(&name) {
                let after = if name == *english { after.trim_start_matches(char::is_alphabetic) } else { after };
                return Some((u64::try_from(at).ok()?, format!("{before} {after}")));
            }
        }
    }
    None
}

/// `2026-11-27`, `11-27`, `11/27`, `11月27日`, `11.27`, and what follows it.
fn date(words: &str, today: NaiveDate) -> Option<(NaiveDate, String)> {
    let words = words.trim();
    let end = words.find([' ', '日', '号']).unwrap_or(words.len());
    let (head, rest) = words.split_at_checked(end)?;
    let rest = rest.trim_start_matches(['日', '号']);
    let parts: Vec<&str> = head.split(['-', '/', '.', '月', '年']).collect();
    let number = |text: &&str| text.parse::<u32>().ok();
    let numbers: Vec<u32> = parts.iter().map(number).collect::<Option<_>>()?;
    let day = match numbers.as_slice() {
        [year, month, day] => NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, *month, *day)?,
        [month, day] => {
            let this_year = NaiveDate::from_ymd_opt(today.year(), *month, *day)?;
            if this_year >= today { this_year } else { NaiveDate::from_ymd_opt(today.year() + 1, *month, *day)? }
        }
        _ => return None,
    };
    Some((day, rest.to_owned()))
}

/// `18:00`, `18点`, `下午6点半`, `6pm`: the minute of the day.
fn minute(words: &str) -> Option<u32> {
    let words = words.trim();
    let later = ["下午", "晚上", "傍晚", "pm"].iter().any(|half| words.contains(half));
    let early = ["上午", "早上", "凌晨", "中午", "am"].iter().any(|half| words.contains(half));
    let half = words.contains("点半");
    let mut bare = words.to_owned();
    for word in ["下午", "晚上", "傍晚", "pm", "上午", "早上", "凌晨", "中午", "am", "at", "前", "半"] {
        bare = bare.replace(word, "");
    }
    let bare = bare.trim().trim_end_matches(['分', '时', '点']).replace(['点', '时'], ":");
    let (hour, minute) = bare.split_once(':').unwrap_or((&bare, "0"));
    let hour: u32 = hour.trim().parse().ok()?;
    let minute: u32 = if half { 30 } else { minute.trim().parse().ok()? };
    let hour = if later && !early && hour < 12 { hour + 12 } else { hour };
    (hour <= 24 && minute < 60 && hour * 60 + minute <= 24 * 60).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::domain::time::Moment;
    use proptest::prelude::*;

    /// Mon 23 Nov 2026 16:20 in Shanghai.
    const MONDAY: Moment = Moment(1_795_422_000_000);

    fn said(words: &str) -> String {
        read(words, MONDAY).map_or("-".to_owned(), |at| at.local().format("%m-%d %H:%M").to_string())
    }

    #[test]
    fn moments_as_people_type_them() {
        let typed = [
            ("18:00", "11-23 18:00"),
            ("9:30", "11-24 09:30"),
            ("今天18点", "11-23 18:00"),
            ("今晚8点", "11-23 20:00"),
            ("明天 18:00", "11-24 18:00"),
            ("明天下午6点半", "11-24 18:30"),
            ("后天", "11-25 18:00"),
            ("大后天 8点", "11-26 08:00"),
            ("周五 18:00", "11-27 18:00"),
            ("星期天上午9点", "11-29 09:00"),
            ("11月27日18:00", "11-27 18:00"),
            ("11-27 18:00", "11-27 18:00"),
            ("11月27日", "11-27 18:00"),
            ("2026-12-01 8:00", "12-01 08:00"),
            ("1/2 8:00", "01-02 08:00"),
            ("tomorrow 18:00", "11-24 18:00"),
            ("friday 6pm", "11-27 18:00"),
            ("11月27日18:00", "11-27 18:00"),
            ("快了", "-"),
            ("25:00", "-"),
            ("13-45 8:00", "-"),
            ("", "-"),
        ];
        for (words, at) in typed {
            assert_eq!(said(words), at, "{words}");
        }
    }

    proptest! {
        #[test]
        fn nothing_typed_is_too_strange(words in "\\PC{0,40}") {
            let _ = read(&words, MONDAY);
        }
    }
}
