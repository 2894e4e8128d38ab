//! The weekly digest (周报) of a compound: numbers first, a few short items, nothing that has no figure yet.
//!
//! It holds counts, categories, dates and numbers, and nothing that a person wrote: residents' groups read it.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::calendar::at_minute;
use super::catalogue::Catalogue;
use super::figures::{Count, Day, Figures, Rate};
use super::fund::ledger::quarter::Turnover;
use super::language::Bilingual;
use super::time::Moment;

/// The minute of Monday at which a week is posted.
const POSTED_AT: u32 = 9 * 60;
/// Hours after which a digest is late enough to be said to be missed instead.
pub const LATE_HOURS: i64 = 72;
/// Most items of a digest in a group.
const ITEMS: usize = 6;
/// Categories named.
const TOP: usize = 3;

/// A week of the ISO calendar, in the zone of due dates, by its Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Week(NaiveDate);

/// A text that is no week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no week such as 2026-W47")]
pub struct NoWeek;

impl Week {
    /// The week of a moment.
    #[must_use]
    pub fn of(at: Moment) -> Self {
        let date = at.local().date_naive();
        Self(date - Days::new(u64::from(date.weekday().num_days_from_monday())))
    }

    /// The last week that was to be posted by `now`.
    #[must_use]
    pub fn last_due(now: Moment) -> Self {
        Self::of(now.plus_minutes(-i64::from(POSTED_AT))).before()
    }

    /// The week before.
    #[must_use]
    pub fn before(self) -> Self {
        Self(self.0 - Days::new(7))
    }

    /// The week after.
    #[must_use]
    pub fn after(self) -> Self {
        Self(self.0 + Days::new(7))
    }

    /// When it is posted: on the Monday after, at 09:00.
    #[must_use]
    pub fn due(self) -> Moment {
        at_minute(self.after().0, POSTED_AT)
    }

    /// Its first day, and the first that is no longer its.
    #[must_use]
    pub fn days(self) -> (Day, Day) {
        (Day::on(self.0), Day::on(self.after().0))
    }

    /// Noon of its Monday and of its Sunday.
    #[must_use]
    pub fn period(self) -> (Moment, Moment) {
        (at_minute(self.0, 12 * 60), at_minute(self.0 + Days::new(6), 12 * 60))
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let week = self.0.iso_week();
        write!(f, "{}-W{:02}", week.year(), week.week())
    }
}

impl FromStr for Week {
    type Err = NoWeek;

    fn from_str(text: &str) -> Result<Self, NoWeek> {
        let (year, week) = text.split_once("-W").ok_or(NoWeek)?;
        let (year, week) = (year.parse().map_err(|_| NoWeek)?, week.parse().map_err(|_| NoWeek)?);
        NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).map(Self).ok_or(NoWeek)
    }
}

/// How far small public works came in the week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Works {
    /// Moved a stage on.
    pub moved: i64,
    /// 销号: struck off.
    pub struck_off: i64,
}

/// A posting for objections (公示): it always has from–to and a phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The number of what is posted.
    pub number: i64,
    /// What kind of thing it is.
    pub what: Bilingual,
    /// From when.
    pub from: Moment,
    /// Until when.
    pub until: Moment,
    /// Whom to ring with an objection.
    pub phone: String,
}

/// A vote that is open: never for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenVote {
    /// Its number.
    pub number: i64,
    /// Who has voted.
    pub cast: i64,
    /// Who may.
    pub all: i64,
    /// When it closes.
    pub closes: Moment,
}

/// What a week of a compound holds. What there is none of yet is none, and left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Data {
    /// Counts of tickets.
    pub figures: Figures,
    /// Tickets that are open now; none for a week that is long past.
    pub open: Option<i64>,
    /// Small public works.
    pub works: Option<Works>,
    /// Resolutions passed in the week.
    pub resolutions: Option<i64>,
    /// What moved in the fund, here and above.
    pub fund: Option<Turnover>,
    /// Votes that are open.
    pub votes: Vec<OpenVote>,
    /// Postings that run.
    pub postings: Vec<Posting>,
    /// The next meeting.
    pub meeting: Option<Moment>,
    /// The next reception day.
    pub reception: Option<Moment>,
}

/// An item, a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// Tickets that came in and were done, and how many are still open.
    Tickets {
        /// Filed.
        filed: i64,
        /// Done.
        done: i64,
        /// Still open.
        open: Option<i64>,
    },
    /// What was due, and what came back.
    OnTime {
        /// 按期办结率.
        on_time: Rate,
        /// 重办.
        reopened: i64,
    },
    /// The answers of the follow-up; silence is in neither.
    FollowUp {
        /// 解决率.
        solved: Rate,
        /// "Partly", beside it.
        partly: i64,
        /// 满意率.
        satisfied: Rate,
    },
    /// The most frequent categories.
    Top(Vec<(Bilingual, i64)>),
    /// Small public works.
    Works(Works),
    /// Resolutions passed.
    Resolutions(i64),
    /// What moved in the fund, and what is there.
    Fund(Turnover),
    /// An open vote.
    Vote(OpenVote),
    /// A posting.
    Posting(Posting),
    /// The next meeting.
    Meeting(Moment),
    /// The next reception day.
    Reception(Moment),
}

impl Item {
    /// Whether it comes before the others where not all have room: tickets, works, postings and the meeting do.
    const fn is_first(&self) -> bool {
        matches!(
            self,
            Self::Tickets { .. } | Self::OnTime { .. } | Self::Works(_) | Self::Posting(_) | Self::Meeting(_)
        )
    }
}

/// Everything that a week holds, in the order in which it is read. Categories that the catalogue keeps from the public
/// are in the sums and not named.
#[must_use]
pub fn items(data: &Data, catalogue: &Catalogue) -> Vec<Item> {
    let Data { figures, open, works, resolutions, fund, votes, postings, meeting, reception } = data;
    let (filed, done) = (figures.get(Count::Filed), figures.stays_done());
    let (on_time, reopened) = (figures.done_in_time(), figures.get(Count::Reopened));
    let (solved, satisfied) = (figures.solved(), figures.satisfied());
    let public = |code: &str| catalogue.category(code).filter(|category| category.public).map(|one| one.name.clone());
    let top = figures.categories().into_iter().filter_map(|(code, n)| Some((public(code)?, n))).take(TOP);
    let top: Vec<_> = top.collect();
    let some = |shown: bool, item: Item| shown.then_some(item);
    let tickets = Item::Tickets { filed, done, open: *open };
    let follow_up = Item::FollowUp { solved, partly: figures.get(Count::SolvedPartly), satisfied };
    let works = works.filter(|works| works.moved + works.struck_off > 0);
    [
        some(filed + done + open.unwrap_or(0) > 0, tickets),
        some(on_time.of + reopened > 0, Item::OnTime { on_time, reopened }),
        some(solved.of + satisfied.of > 0, follow_up),
        some(!top.is_empty(), Item::Top(top)),
        works.map(Item::Works),
        resolutions.filter(|passed| *passed > 0).map(Item::Resolutions),
        fund.filter(|moved| moved.came_in != 0 || moved.spent != 0).map(Item::Fund),
    ]
    .into_iter()
    .flatten()
    .chain(votes.iter().copied().map(Item::Vote))
    .chain(postings.iter().cloned().map(Item::Posting))
    .chain(meeting.map(Item::Meeting))
    .chain(reception.map(Item::Reception))
    .collect()
}

/// The items that a group reads, in the same order; whether some were left out.
#[must_use]
pub fn for_group(items: &[Item]) -> (Vec<Item>, bool) {
    let mut by_rank: Vec<usize> = (0..items.len()).collect();
    by_rank.sort_by_key(|at| (items.get(*at).is_some_and(|item| !item.is_first()), *at));
    by_rank.truncate(ITEMS);
    let kept = items.iter().enumerate().filter(|(at, _)| by_rank.contains(at)).map(|(_, item)| item.clone());
    (kept.collect(), items.len() > ITEMS)
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;
    use proptest::prelude::*;

    use super::{Data, Item, Posting, Turnover, Week, Works, for_group, items};
    use crate::domain::catalogue::Catalogue;
    use crate::domain::figures::{Count, Figures};
    use crate::domain::language::Bilingual;
    use crate::domain::time::{Moment, ZONE};

    fn at(month: u32, day: u32, hour: u32) -> Moment {
        Moment::of(&ZONE.with_ymd_and_hms(2026, month, day, hour, 0, 0).unwrap())
    }

    fn figures(counts: &[(Count, i64)]) -> Figures {
        Figures::sum(counts.iter().map(|(count, n)| (*count, String::new(), *n)))
    }

    #[test]
    fn a_week_is_due_on_the_monday_after_at_nine() {
        let week: Week = "2026-W47".parse().unwrap();
        assert_eq!((week.to_string(), week.due()), ("2026-W47".to_owned(), at(11, 23, 9)));
        assert_eq!(Week::last_due(at(11, 23, 9)), week);
        assert_eq!(Week::last_due(at(11, 23, 9).plus_ms(-1)), week.before());
        assert_eq!(Week::last_due(at(11, 29, 23)), week);
        assert_eq!(Week::of(at(11, 22, 23)), week);
        assert_eq!("2026-W54".parse::<Week>(), Err(super::NoWeek));
        assert_eq!("2027-W01".parse::<Week>().unwrap().before().to_string(), "2026-W53");
    }

    #[test]
    fn what_has_no_figure_is_left_out() {
        let catalogue = Catalogue::standard();
        assert_eq!(items(&Data::default(), catalogue), []);
        let data = Data { works: Some(Works::default()), open: Some(0), ..Data::default() };
        assert_eq!(items(&data, catalogue), []);
        let data = Data { figures: figures(&[(Count::Filed, 2)]), open: Some(2), ..Data::default() };
        let counted: Vec<Item> = items(&data, catalogue);
        assert_eq!(counted, [Item::Tickets { filed: 2, done: 0, open: Some(2) }]);
    }

    #[test]
    fn a_category_kept_from_the_public_is_counted_and_not_named() {
        let hidden = Catalogue::standard().categories.iter().find(|category| !category.public).unwrap();
        let counts = [(Count::Filed, hidden.code.clone(), 9), (Count::Filed, "lighting".to_owned(), 1)];
        let data = Data { figures: Figures::sum(counts), ..Data::default() };
        let named = items(&data, Catalogue::standard());
        assert!(matches!(&named[0], Item::Tickets { filed: 10, .. }));
        assert!(matches!(&named[1], Item::Top(top) if top.len() == 1 && top[0].1 == 1));
    }

    fn full(postings: usize) -> Data {
        let posting = |number| Posting {
            number,
            what: Bilingual::default(),
            from: at(11, 20, 9),
            until: at(11, 27, 18),
            phone: "0595-85000000".to_owned(),
        };
        let counts = [(Count::Filed, "lighting".to_owned(), 3), (Count::DoneDue, String::new(), 3)];
        let answers = [(Count::SolvedYes, String::new(), 1)];
        Data {
            figures: Figures::sum(counts.into_iter().chain(answers)),
            open: Some(1),
            works: Some(Works { moved: 1, struck_off: 1 }),
            resolutions: Some(2),
            fund: Some(Turnover { before: 500, came_in: 100, spent: 0 }),
            votes: Vec::new(),
            postings: (1..).take(postings).map(posting).collect(),
            meeting: Some(at(11, 26, 19)),
            reception: Some(at(11, 28, 9)),
        }
    }

    #[test]
    fn where_more_would_stand_tickets_works_postings_and_the_meeting_come_first() {
        let all = items(&full(2), Catalogue::standard());
        let (short, more) = for_group(&all);
        assert!(more && all.len() == 11);
        assert!(short.iter().all(Item::is_first), "{short:?}");
        assert!(matches!(short.last(), Some(Item::Meeting(_))));
    }

    proptest! {
        #[test]
        fn a_group_reads_at_most_six_in_the_order_of_all(postings in 0usize..9) {
            let all = items(&full(postings), Catalogue::standard());
            let (short, more) = for_group(&all);
            prop_assert_eq!(short.len(), all.len().min(6));
            prop_assert_eq!(more, all.len() > 6);
            let mut rest = all.iter();
            prop_assert!(short.iter().all(|kept| rest.any(|one| one == kept)));
        }
    }
}
