//! When a place meets next: each week a compound, each month a community; off a holiday to the next working day.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::domain::calendar::{Calendar, at_minute};
use crate::domain::catalogue::Meetings;
use crate::domain::codes::codes;
use crate::domain::place::PlaceKind;
use crate::domain::time::Moment;

codes! {
    /// How often a place meets.
    Rhythm {
        /// A compound: branch, committee, company.
        Weekly = "weekly",
        /// A community: all four parties.
        Monthly = "monthly",
    }
}

impl Rhythm {
    /// How often a place of this kind meets; others don't.
    #[must_use]
    pub const fn of(kind: PlaceKind) -> Option<Self> {
        match kind {
            PlaceKind::Compound => Some(Self::Weekly),
            PlaceKind::Community => Some(Self::Monthly),
            _ => None,
        }
    }
}

/// One round of a rhythm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// `2026-W48` of a week, `2026-12` of a month: by the day on which it is without any holiday.
    pub period: String,
    /// When it begins.
    pub at: Moment,
    /// When its agenda is posted: the day before.
    pub agenda_at: Moment,
}

/// Weeks or months before now of which a round may still lie ahead: a holiday is no longer.
const BEFORE: u32 = 2;
/// Rounds looked at.
const ROUNDS: u32 = 6;

/// The rounds around `now`, in order. One that a holiday moves to where the next one is anyway is that one.
#[must_use]
pub fn rounds(rhythm: Rhythm, now: Moment, (calendar, meetings): (&Calendar, &Meetings)) -> Vec<Round> {
    let today = now.local().date_naive();
    let mut rounds: Vec<Round> = Vec::new();
    for nth in 0..ROUNDS {
        let Some(plain) = plain_day(rhythm, today, nth, meetings) else { continue };
        let day = if calendar.works(plain) { plain } else { calendar.working_day_after(plain, 1) };
        let (period, minute) = match rhythm {
            Rhythm::Weekly => {
                let week = plain.iso_week();
                (format!("{}-W{:02}", week.year(), week.week()), meetings.weekly_at)
            }
            Rhythm::Monthly => (format!("{}-{:02}", plain.year(), plain.month()), meetings.monthly_at),
        };
        let before = day.checked_sub_days(Days::new(1)).unwrap_or(day);
        let round = Round { period, at: at_minute(day, minute), agenda_at: at_minute(before, meetings.agenda_at) };
        if rounds.last().is_some_and(|last| last.at >= round.at) {
            rounds.pop();
        }
        rounds.push(round);
    }
    rounds
}

/// The day of the nth round from [`BEFORE`] on, as if there were no holidays.
fn plain_day(rhythm: Rhythm, today: NaiveDate, nth: u32, meetings: &Meetings) -> Option<NaiveDate> {
    match rhythm {
        Rhythm::Weekly => {
            let monday = today.checked_sub_days(Days::new(u64::from(today.weekday().num_days_from_monday())))?;
            let first = monday.checked_sub_days(Days::new(7 * u64::from(BEFORE)))?;
            first.checked_add_days(Days::new(7 * u64::from(nth) + u64::from(meetings.weekly_weekday) - 1))
        }
        Rhythm::Monthly => {
            let first = today.with_day(1)?.checked_sub_months(Months::new(BEFORE))?;
            let first = first.checked_add_months(Months::new(nth))?;
            let until = (7 + meetings.monthly_weekday - first.weekday().number_from_monday()) % 7;
            first.checked_add_days(Days::new(u64::from(until + 7 * (meetings.monthly_week - 1))))
        }
    }
}

/// The next round that hasn't begun at `now`.
#[must_use]
pub fn next(rounds: &[Round], now: Moment) -> Option<&Round> {
    rounds.iter().find(|round| round.at > now)
}

/// When an agenda is posted next after `now`.
#[must_use]
pub fn next_agenda(rounds: &[Round], now: Moment) -> Option<Moment> {
    rounds.iter().map(|round| round.agenda_at).find(|at| *at > now)
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, TimeZone};
    use proptest::prelude::*;

    use super::{Rhythm, next, next_agenda, rounds};
    use crate::domain::calendar::Calendar;
    use crate::domain::catalogue::Meetings;
    use crate::domain::time::{Moment, ZONE};

    fn at(month: u32, day: u32, hour: u32) -> Moment {
        Moment::of(&ZONE.with_ymd_and_hms(2026, month, day, hour, 0, 0).unwrap())
    }

    fn next_of(rhythm: Rhythm, now: Moment) -> (String, Moment, Moment) {
        let all = rounds(rhythm, now, (&Calendar::standard(), &Meetings::default()));
        let round = next(&all, now).unwrap();
        (round.period.clone(), round.at, round.agenda_at)
    }

    #[test]
    fn a_compound_meets_on_friday_and_posts_its_agenda_on_thursday() {
        let friday = ("2026-W48".to_owned(), at(11, 27, 15), at(11, 26, 10));
        assert_eq!(next_of(Rhythm::Weekly, at(11, 23, 16)), friday);
        assert_eq!(next_of(Rhythm::Weekly, at(11, 27, 14)), friday);
        assert_eq!(next_of(Rhythm::Weekly, at(11, 27, 15)).0, "2026-W49", "it has begun");
    }

    #[test]
    fn a_community_meets_on_the_first_wednesday() {
        let december = ("2026-12".to_owned(), at(12, 2, 15), at(12, 1, 10));
        assert_eq!(next_of(Rhythm::Monthly, at(11, 23, 16)), december);
    }

    #[test]
    fn a_holiday_moves_it_to_the_next_working_day() {
        let calendar = Calendar::default().with_days(["2026-11-27".parse().map(|day| (day, false)).unwrap()]);
        let now = at(11, 23, 16);
        let all = rounds(Rhythm::Weekly, now, (&calendar, &Meetings::default()));
        let round = next(&all, now).unwrap();
        assert_eq!((round.at, round.period.as_str()), (at(11, 30, 15), "2026-W48"));
    }

    #[test]
    fn a_round_that_a_long_holiday_moves_onto_the_next_is_held_once() {
        let days = (24..=31).chain(1..=3).map(|day| {
            let month = if day > 20 { 12 } else { 1 };
            let year = if day > 20 { 2026 } else { 2027 };
            (chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap(), false)
        });
        let calendar = Calendar::default().with_days(days.chain([("2027-01-04".parse().unwrap(), true)]));
        let meetings = Meetings { weekly_weekday: 1, ..Meetings::default() };
        let now = at(12, 27, 9);
        let all = rounds(Rhythm::Weekly, now, (&calendar, &meetings));
        let same_day = all.iter().filter(|round| round.at.local().date_naive().to_string() == "2027-01-04");
        assert_eq!(same_day.map(|round| round.period.as_str()).collect::<Vec<_>>(), ["2027-W01"]);
    }

    proptest! {
        #[test]
        fn there_is_always_a_next_round_on_a_working_day(
            minutes in 0i64..1_000_000, weekday in 1u32..8, week in 1u32..5, monthly in any::<bool>(),
            off in prop::collection::btree_set(0u64..700, 0..60),
        ) {
            let first: chrono::NaiveDate = "2026-01-01".parse().unwrap();
            let days = off.into_iter().map(|n| (first + chrono::Days::new(n), false));
            let calendar = Calendar::default().with_days(days);
            let meetings = Meetings {
                weekly_weekday: weekday, monthly_weekday: weekday, monthly_week: week, ..Meetings::default()
            };
            let rhythm = if monthly { Rhythm::Monthly } else { Rhythm::Weekly };
            let now = at(1, 1, 0).plus_minutes(minutes);
            let all = rounds(rhythm, now, (&calendar, &meetings));
            prop_assert!(all.windows(2).all(|pair| pair[0].at < pair[1].at), "rounds rise: {all:?}");
            let round = next(&all, now).expect("a next round");
            prop_assert!(calendar.works(round.at.local().date_naive()));
            prop_assert!(round.agenda_at < round.at && round.at > now);
            let before = round.at.local().date_naive().pred_opt().unwrap();
            prop_assert_eq!(round.agenda_at.local().date_naive(), before);
            prop_assert!(next_agenda(&all, now).expect("a next agenda") > now);
            let again = rounds(rhythm, now.plus_minutes(1), (&calendar, &meetings));
            prop_assert!(round.at <= now.plus_minutes(1) || next(&again, now.plus_minutes(1)) == Some(round));
            prop_assert!(round.period.starts_with("202") && round.at.local().year() >= 2026);
        }
    }
}
