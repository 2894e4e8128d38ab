//! What people are told unasked: a switch a kind, quiet hours, and one message a day that gathers the rest.
//!
//! Not unasked, so never held back here: answers, a person's own tickets, tasks they follow, and the digest that they
//! subscribed to. Urgent announcements (water, power, lift, gas, safety) reach everyone at once.

use std::collections::BTreeSet;

use chrono::Timelike;
use serde::{Deserialize, Serialize};

use super::calendar::at_minute;
use super::codes::codes;
use super::time::Moment;

codes! {
    /// A kind of message that nobody asked for; each has a switch.
    Unasked {
        /// Announcements that aren't urgent.
        Announcements = "announcements",
        /// Reminders of what was left unfinished.
        Reminders = "reminders",
        /// Questions to everyone.
        Surveys = "surveys",
    }
}

codes! {
    /// How much hurry there is.
    Hurry {
        /// It can wait for tomorrow.
        Plain = "plain",
        /// Everyone is to know now; without a sound at night.
        Urgent = "urgent",
        /// Everyone is to know now, by day and by night.
        Emergency = "emergency",
    }
}

/// What a person wishes of unasked messages, and when they had the last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Switches {
    /// Kinds they switched away from what is usual.
    pub changed: BTreeSet<Unasked>,
    /// When they were last told something unasked.
    pub told_at: Option<Moment>,
    /// When what waits for them goes, if anything does.
    pub gathers_at: Option<Moment>,
    /// The building they live in, if they said so; announcements for other buildings leave them alone.
    pub building: Option<String>,
}

impl Switches {
    /// Whether they wish messages of this kind: they do until they switch it off.
    #[must_use]
    pub fn wishes(&self, kind: Unasked) -> bool {
        !self.changed.contains(&kind)
    }

    /// Switches a kind on or off.
    pub fn switch(&mut self, kind: Unasked, on: bool) {
        if self.wishes(kind) != on && !self.changed.remove(&kind) {
            self.changed.insert(kind);
        }
    }
}

/// How a message goes to one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Going {
    /// At once.
    Now {
        /// Without a sound.
        silent: bool,
    },
    /// With whatever else waits, in one message at this moment.
    Gathered(Moment),
    /// Not at all: they don't wish it.
    Never,
}

/// Minute of the day at which quiet hours begin.
const QUIET_FROM: u32 = 22 * 60;
/// Minute of the day at which they end; then, too, goes what was gathered.
pub const QUIET_UNTIL: u32 = 8 * 60;

/// Whether it is quiet hours, 22:00–08:00 in Shanghai.
#[must_use]
pub fn is_quiet(now: Moment) -> bool {
    let minute = now.local().hour() * 60 + now.local().minute();
    !(QUIET_UNTIL..QUIET_FROM).contains(&minute)
}

/// Whether a message with this hurry makes no sound now.
#[must_use]
pub fn is_silent(hurry: Hurry, now: Moment) -> bool {
    hurry != Hurry::Emergency && is_quiet(now)
}

/// How a message of this kind and hurry goes to a person at `now`: the day's first unasked one at once, every other
/// with the next day's; while something waits, what comes joins it.
#[must_use]
pub fn going(kind: Unasked, hurry: Hurry, wishes: &Switches, now: Moment) -> Going {
    let silent = is_silent(hurry, now);
    if hurry != Hurry::Plain {
        return Going::Now { silent };
    }
    if !wishes.wishes(kind) {
        return Going::Never;
    }
    let today = now.local().date_naive();
    let told_today = wishes.told_at.is_some_and(|told| told.local().date_naive() >= today);
    match wishes.gathers_at {
        Some(due) => Going::Gathered(due.max(now)),
        None if told_today => Going::Gathered(next_morning(now)),
        None => Going::Now { silent },
    }
}

/// The end of the next night: what was gathered goes then.
#[must_use]
pub fn next_morning(now: Moment) -> Moment {
    let today = now.local().date_naive();
    at_minute(today.succ_opt().unwrap_or(today), QUIET_UNTIL)
}

/// Whether sending it uses up the day's one unasked message.
#[must_use]
pub fn counts(hurry: Hurry) -> bool {
    hurry == Hurry::Plain
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use proptest::prelude::*;

    use super::*;
    use crate::domain::time::ZONE;

    fn at(day: u32, hour: u32, minute: u32) -> Moment {
        Moment::of(&ZONE.with_ymd_and_hms(2026, 11, day, hour, minute, 0).unwrap())
    }

    #[test]
    fn quiet_hours_are_from_ten_to_eight() {
        let quiet = |hour, minute| is_quiet(at(25, hour, minute));
        let times = [(21, 59), (22, 0), (0, 0), (7, 59), (8, 0)];
        assert_eq!(times.map(|(hour, minute)| quiet(hour, minute)), [false, true, true, true, false]);
        assert!(!is_silent(Hurry::Emergency, at(25, 3, 0)) && is_silent(Hurry::Urgent, at(25, 3, 0)));
    }

    #[test]
    fn the_second_of_a_day_waits_for_the_morning() {
        let told = |day, hour| Switches { told_at: Some(at(day, hour, 0)), ..Switches::default() };
        let plain = |wishes: &Switches, now| going(Unasked::Announcements, Hurry::Plain, wishes, now);
        assert_eq!(plain(&Switches::default(), at(25, 10, 0)), Going::Now { silent: false });
        assert_eq!(plain(&told(25, 10), at(25, 11, 0)), Going::Gathered(at(26, 8, 0)));
        assert_eq!(plain(&told(25, 23), at(26, 0, 5)), Going::Now { silent: true });
        let mut off = told(25, 10);
        off.switch(Unasked::Announcements, false);
        assert_eq!(plain(&off, at(26, 10, 0)), Going::Never);
        let urgent = going(Unasked::Announcements, Hurry::Urgent, &off, at(25, 11, 0));
        assert_eq!(urgent, Going::Now { silent: false }, "water, lift and safety reach everyone");
    }

    #[test]
    fn a_switch_stays_as_it_was_put() {
        let mut wishes = Switches::default();
        for on in [true, true, false, true] {
            wishes.switch(Unasked::Reminders, on);
            assert_eq!(wishes.wishes(Unasked::Reminders), on);
        }
    }

    proptest! {
        /// However many messages come in a week, a person has at most one unasked message a day, and none is lost.
        #[test]
        fn at_most_one_unasked_message_a_day(mut times in proptest::collection::vec(0i64..7 * 24 * 60, 1..60)) {
            times.sort_unstable();
            let start = at(23, 0, 0);
            let mut wishes = Switches::default();
            let (mut waiting, mut days, mut told) = (0, Vec::new(), 0);
            let mut gather = |until: Moment, waiting: &mut usize, days: &mut Vec<_>, wishes: &mut Switches| {
                if let Some(due) = wishes.gathers_at.filter(|due| *due <= until) {
                    told += std::mem::take(waiting);
                    days.push(due.local().date_naive());
                    (wishes.told_at, wishes.gathers_at) = (Some(due), None);
                }
            };
            let (count, mut at_once) = (times.len(), 0);
            for minute in times {
                let now = start.plus_minutes(minute);
                gather(now, &mut waiting, &mut days, &mut wishes);
                match going(Unasked::Announcements, Hurry::Plain, &wishes, now) {
                    Going::Now { .. } => {
                        at_once += 1;
                        days.push(now.local().date_naive());
                        wishes.told_at = Some(now);
                    }
                    Going::Gathered(due) => {
                        waiting += 1;
                        wishes.gathers_at = Some(due);
                    }
                    Going::Never => prop_assert!(false),
                }
            }
            gather(start.plus_days(30), &mut waiting, &mut days, &mut wishes);
            let (messages, all) = (days.len(), at_once + told);
            days.dedup();
            prop_assert_eq!(days.len(), messages, "two in one day");
            prop_assert_eq!(all, count, "none is lost");
        }
    }
}
