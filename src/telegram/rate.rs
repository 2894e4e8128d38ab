//! The rate in all that broadcasts keep to: what answers leave of it, evenly spread, so that an answer never finds a
//! second that broadcasts have used up. Answers alone wait for nothing, until Telegram refuses a call: then they keep to the
//! rate as well, as long as there are more of them than it lets through, so that a rush isn't answered by a rush of
//! refusals.
//!
//! A call counts from when it goes out until a second after it ended: it reached Telegram somewhere in between, so
//! whatever second Telegram looks at, no more than the limit fall into it.

use std::collections::{BTreeSet, HashMap};

use crate::domain::time::Moment;

const SECOND: i64 = 1_000;
/// When to look again for the end of a call that takes long.
const LOOK_AGAIN: i64 = 50;

/// How long after a refusal, and after the last second that was full, answers keep to the rate.
const CROWDED: i64 = 60_000;

/// A call that counts.
#[derive(Clone, Copy, Debug)]
struct Counted {
    at: Moment,
    ended: bool,
    is_broadcast: bool,
}

/// The calls of the last second.
#[derive(Debug, Default)]
pub(super) struct Rate {
    by_time: BTreeSet<(Moment, i64)>,
    calls: HashMap<i64, Counted>,
    broadcasts: usize,
    /// When the last broadcast went out.
    last: Option<Moment>,
    /// Until when answers keep to the rate, too.
    crowded_until: Option<Moment>,
}

impl Rate {
    /// A call goes out.
    pub(super) fn begin(&mut self, id: i64, is_broadcast: bool, now: Moment) {
        self.by_time.insert((now, id));
        self.calls.insert(id, Counted { at: now, ended: false, is_broadcast });
        if is_broadcast {
            self.broadcasts += 1;
            self.last = Some(now);
        }
    }

    /// A call has ended.
    pub(super) fn end(&mut self, id: i64, now: Moment) {
        if let Some(counted) = self.calls.get_mut(&id) {
            self.by_time.remove(&(counted.at, id));
            (counted.at, counted.ended) = (now, true);
            self.by_time.insert((now, id));
        }
    }

    /// Telegram refused a call for its rate.
    pub(super) fn refused(&mut self, now: Moment) {
        self.crowded_until = Some(now.plus_ms(CROWDED));
    }

    /// Until when a call must wait, of `most` a second. An answer waits for a full second only where broadcasts are
    /// what filled it, or where it is crowded.
    pub(super) fn wait(&mut self, most: u32, is_broadcast: bool, now: Moment) -> Option<Moment> {
        let most = usize::try_from(most).ok().filter(|most| *most > 0)?;
        self.forget(now);
        self.crowded_until = self.crowded_until.filter(|until| *until > now);
        let counts = is_broadcast || self.broadcasts > 0 || self.crowded_until.is_some();
        let full = self.by_time.len().checked_sub(most).filter(|_| counts);
        if full.is_some() && self.crowded_until.is_some() {
            self.refused(now);
        }
        let free = full.and_then(|over| self.by_time.iter().nth(over)).map(|(at, _)| at.plus_ms(SECOND));
        let free = free.map(|free| if free > now { free } else { now.plus_ms(LOOK_AGAIN) });
        let gap = SECOND / i64::try_from(most).unwrap_or(SECOND).max(1);
        let spread = self.last.filter(|_| is_broadcast).map(|last| last.plus_ms(gap));
        free.max(spread).filter(|until| *until > now)
    }

    fn forget(&mut self, now: Moment) {
        let old = self.by_time.iter().take_while(|(at, _)| at.plus_ms(SECOND) <= now).map(|(_, id)| *id);
        let ended: Vec<i64> = old.filter(|id| self.calls.get(id).is_none_or(|call| call.ended)).collect();
        for id in ended {
            if let Some(call) = self.calls.remove(&id) {
                self.by_time.remove(&(call.at, id));
                self.broadcasts -= usize::from(call.is_broadcast);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Rate;
    use crate::domain::time::Moment;

    #[test]
    fn broadcasts_are_spread_and_answers_alone_wait_for_nothing() {
        let mut rate = Rate::default();
        rate.begin(1, true, Moment(0));
        assert_eq!(rate.wait(30, true, Moment(0)), Some(Moment(33)));
        assert_eq!(rate.wait(30, false, Moment(0)), None);
        let mut rate = Rate::default();
        (0..90).for_each(|id| rate.begin(id, false, Moment(0)));
        assert_eq!(rate.wait(30, false, Moment(0)), None);
        assert!(rate.wait(30, true, Moment(0)).is_some());
        assert_eq!(rate.wait(0, true, Moment(0)), None);
    }

    #[test]
    fn answers_that_were_refused_keep_to_the_rate_until_there_are_fewer() {
        let mut rate = Rate::default();
        let full = |rate: &mut Rate, at: i64| {
            (0..30).for_each(|id| rate.begin(at + id, false, Moment(at)));
            (0..30).for_each(|id| rate.end(at + id, Moment(at)));
            rate.wait(30, false, Moment(at))
        };
        assert_eq!(full(&mut rate, 0), None);
        rate.refused(Moment(0));
        assert_eq!(full(&mut rate, 50_000), Some(Moment(51_000)));
        assert_eq!(full(&mut rate, 109_000), Some(Moment(110_000)), "a minute from the last full second");
        assert_eq!(rate.wait(30, false, Moment(169_000)), None);
        assert_eq!(full(&mut rate, 170_000), None);
    }

    #[test]
    fn a_call_counts_until_a_second_after_its_end() {
        let mut rate = Rate::default();
        rate.begin(1, true, Moment(0));
        rate.end(1, Moment(400));
        assert_eq!(rate.wait(1, true, Moment(1_200)), Some(Moment(1_400)));
        assert_eq!(rate.wait(1, true, Moment(1_400)), None);
    }

    proptest! {
        /// However long each call takes to arrive and to end, Telegram sees no more than the limit in any second while
        /// broadcasts go out, and answers that come meanwhile wait for little.
        #[test]
        fn telegram_never_sees_more_than_the_limit(
            delays in prop::collection::vec((0i64..80, 0i64..80), 300),
            answers in prop::collection::btree_set(0i64..5_000, 0..40),
        ) {
            let (mut rate, mut arrived, mut ends) = (Rate::default(), Vec::new(), Vec::<(i64, i64)>::new());
            let (mut delays, mut waiting, mut longest, mut id) = (delays.into_iter().cycle(), Vec::new(), 0, 0);
            for ms in 0..5_000 {
                let now = Moment(ms);
                for (_, ended) in ends.extract_if(.., |(at, _)| *at <= ms) {
                    rate.end(ended, now);
                }
                waiting.extend(answers.contains(&ms).then_some(ms));
                loop {
                    let is_answer = !waiting.is_empty();
                    if rate.wait(30, !is_answer, now).is_some() {
                        break;
                    }
                    if is_answer {
                        longest = longest.max(ms - waiting.remove(0));
                    }
                    let (there, back) = delays.next().unwrap();
                    id += 1;
                    rate.begin(id, !is_answer, now);
                    arrived.push(ms + there);
                    ends.push((ms + there + back, id));
                }
            }
            arrived.sort_unstable();
            prop_assert!(arrived.windows(31).all(|seen| seen[30] - seen[0] >= 1_000));
            prop_assert!(arrived.len() > 110, "{} in five seconds", arrived.len());
            prop_assert!(longest < 700, "{longest} ms");
        }
    }
}
