//! How many messages a person sends a minute: over the quota they wait in the slow lane, and are never dropped.

use std::collections::{BTreeMap, BTreeSet};

use crate::store::inbox::Rank;

/// Minutes that are remembered: messages of an outage arrive late, with their own dates.
const REMEMBERED: usize = 4_096;

/// Counts messages by lane and by the minute of their own date.
#[derive(Debug)]
pub(super) struct Meter {
    /// Messages a minute; 0 is without limit.
    most: i64,
    minutes: BTreeMap<(i64, i64), BTreeSet<i64>>,
}

impl Meter {
    pub(super) const fn new(most: i64) -> Self {
        Self { most, minutes: BTreeMap::new() }
    }

    /// Counts a message said in this `minute`; one that is delivered again counts once.
    pub(super) fn rank(&mut self, lane: i64, minute: i64, update_id: i64) -> Rank {
        let Ok(most @ 1..) = usize::try_from(self.most) else { return Rank::Normal };
        let said = self.minutes.entry((minute, lane)).or_default();
        let again = !said.insert(update_id);
        let rank = match said.len() {
            count if count <= most => Rank::Normal,
            count if count == most + 1 && !again => Rank::FirstOver,
            _ => Rank::Over,
        };
        while self.minutes.len() > REMEMBERED {
            self.minutes.pop_first();
        }
        rank
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_over_the_quota_is_told_apart_and_every_minute_begins_anew() {
        let mut meter = Meter::new(2);
        let ranks: Vec<_> = (1..=4).map(|update| meter.rank(7, 0, update)).collect();
        assert_eq!(ranks, [Rank::Normal, Rank::Normal, Rank::FirstOver, Rank::Over]);
        assert_eq!(meter.rank(8, 0, 5), Rank::Normal, "another person");
        assert_eq!(meter.rank(7, 1, 6), Rank::Normal, "another minute");
        assert_eq!(meter.rank(7, 1, 6), Rank::Normal, "delivered again");
        assert_eq!((0..100).map(|update| Meter::new(0).rank(7, 0, update)).max(), Some(Rank::Normal));
    }
}
