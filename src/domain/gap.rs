//! Outages that outlast what Telegram keeps: what was said in their first part never reaches us.

use super::time::Moment;

/// Hours for which Telegram keeps an update that nobody fetches.
const KEPT_HOURS: i64 = 24;

/// The time of which nothing is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// When Telegram was last asked.
    pub from: Moment,
    /// What was said after this was still there.
    pub until: Moment,
}

impl Gap {
    /// What was lost when Telegram was asked `last` and then again at `now`, both by its own clock; none while it kept
    /// everything.
    #[must_use]
    pub fn between(last: Moment, now: Moment) -> Option<Self> {
        let until = now.plus_hours(-KEPT_HOURS);
        (until > last).then_some(Self { from: last, until })
    }
}

#[cfg(test)]
mod tests {
    use super::{Gap, Moment};

    #[test]
    fn a_day_is_kept_and_no_more() {
        let last = Moment(1_795_422_000_000);
        assert_eq!(Gap::between(last, last.plus_hours(24)), None);
        assert_eq!(Gap::between(last, last.plus_hours(-24)), None, "a clock that was put back loses nothing");
        let until = last.plus_hours(1);
        assert_eq!(Gap::between(last, last.plus_hours(25)), Some(Gap { from: last, until }));
    }
}
