//! The public board: what is open and how old it is, what residents said of what was done, how far the works are.
//! Counts only, nobody's words and nobody's name.

use super::battle_map::BattleMap;
use super::figures::{Figures, Rate};
use super::time::Moment;

/// Days over which answers of the follow-up are counted.
pub const WINDOW_DAYS: i64 = 30;

/// Days since the one on which a ticket was filed, as bands: each less than this many, the last without end.
pub const AGES: [i64; 4] = [1, 3, 7, 15];

/// Open tickets, by how long ago they were filed: as many bands as [`AGES`] and one more for what is older.
pub type Ages = [i64; AGES.len() + 1];

/// Counts of tickets by days since the one on which they were filed, as bands.
#[must_use]
pub fn ages(by_days: impl IntoIterator<Item = (i64, i64)>) -> Ages {
    let mut ages = Ages::default();
    for (days, count) in by_days {
        let band = AGES.iter().position(|until| days < *until).unwrap_or(AGES.len());
        if let Some(sum) = ages.get_mut(band) {
            *sum += count;
        }
    }
    ages
}

/// What people answered in the follow-up (DOMAIN, Figures). Silence stands in none of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// 解决率: "yes" of the answers to "is it solved?".
    pub solved: Rate,
    /// "Partly" of the same answers, shown beside it.
    pub partly: Rate,
    /// 满意率: 基本满意 or better of the answers to "are you satisfied?".
    pub satisfied: Rate,
}

impl Answers {
    /// The answers among these figures; none where nobody answered.
    #[must_use]
    pub fn of(figures: &Figures) -> Option<Self> {
        let answers = Self { solved: figures.solved(), partly: figures.partly(), satisfied: figures.satisfied() };
        (answers.solved.of > 0 || answers.satisfied.of > 0).then_some(answers)
    }
}

/// The board at a moment. What has no figure yet is missing, not zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// The moment it shows.
    pub at: Moment,
    /// Open tickets by age.
    pub ages: Ages,
    /// Answers given in the last [`WINDOW_DAYS`] days.
    pub answers: Option<Answers>,
    /// The works.
    pub map: BattleMap,
}

impl Board {
    /// How many tickets are open.
    #[must_use]
    pub fn open(&self) -> i64 {
        self.ages.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_stands_in_one_band_and_an_old_one_in_the_last() {
        assert_eq!(ages([(0, 5), (1, 2), (2, 1), (3, 4), (6, 1)]), [5, 3, 5, 0, 0]);
        assert_eq!(ages([(7, 1), (14, 1), (15, 9), (400, 1)]), [0, 0, 0, 2, 10]);
        assert_eq!(ages([(-1, 3)])[0], 3, "a clock that was set back makes nothing old");
        let board = Board { ages: [1, 2, 3, 4, 5], ..Board::default() };
        assert_eq!(board.open(), 15);
    }
}
