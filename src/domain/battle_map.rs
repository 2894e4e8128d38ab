//! The project battle map (项目作战图): compounds × stages, how many tasks stand there in which colour, and how many of
//! those due this month are struck off.

use std::collections::BTreeMap;

use super::figures::Rate;
use super::id::PlaceId;
use super::micro_task::listing::TaskCount;
use super::micro_task::{Colour, Stage};
use super::time::Moment;

/// The month's close-out (月度销号) of a compound: of the tasks due in the month, those that are struck off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CloseOut {
    /// Where.
    pub compound: PlaceId,
    /// Struck off, of those due.
    pub struck_off: Rate,
}

/// How many tasks stand in one place of the map, by colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// In time.
    pub green: i64,
    /// Near due.
    pub yellow: i64,
    /// Overdue.
    pub red: i64,
}

impl Cell {
    /// How many of a colour.
    #[must_use]
    pub const fn of(self, colour: Colour) -> i64 {
        match colour {
            Colour::Green => self.green,
            Colour::Yellow => self.yellow,
            Colour::Red => self.red,
        }
    }

    /// How many in all.
    #[must_use]
    pub const fn all(self) -> i64 {
        self.green + self.yellow + self.red
    }

    const fn plus(self, other: Self) -> Self {
        Self { green: self.green + other.green, yellow: self.yellow + other.yellow, red: self.red + other.red }
    }

    fn add(&mut self, colour: Colour, count: i64) {
        match colour {
            Colour::Green => self.green += count,
            Colour::Yellow => self.yellow += count,
            Colour::Red => self.red += count,
        }
    }
}

/// A line of the map: a compound's, or several together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What stands at each stage; a stage without tasks is missing.
    pub cells: BTreeMap<Stage, Cell>,
    /// The month's close-out.
    pub struck_off: Rate,
}

impl Line {
    /// What stands at a stage.
    #[must_use]
    pub fn at(&self, stage: Stage) -> Cell {
        self.cells.get(&stage).copied().unwrap_or_default()
    }

    /// What is open, at whatever stage.
    #[must_use]
    pub fn open(&self) -> Cell {
        self.cells.values().fold(Cell::default(), |sum, cell| sum.plus(*cell))
    }

    /// Whether nothing stands here, nor was due this month.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.open().all() == 0 && self.struck_off.of == 0
    }

    fn add(&mut self, other: &Self) {
        for (stage, cell) in &other.cells {
            let mine = self.cells.entry(*stage).or_default();
            *mine = mine.plus(*cell);
        }
        self.struck_off += other.struck_off;
    }
}

/// The map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BattleMap {
    /// The moment it shows.
    pub at: Moment,
    /// A line each compound that has any task, those most behind first.
    pub lines: Vec<(PlaceId, Line)>,
}

/// The map as it fits on a page: so many lines, the rest together, and everything together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<'a> {
    /// The compounds most behind.
    pub lines: &'a [(PlaceId, Line)],
    /// Those that didn't fit, and how many they are.
    pub rest: Option<(usize, Line)>,
    /// All together.
    pub all: Line,
}

/// The stages that the map shows: those at which something is still to be done.
pub fn stages() -> impl Iterator<Item = Stage> + Clone {
    Stage::ALL.iter().copied().filter(|stage| stage.is_open())
}

impl BattleMap {
    /// The map of these counts. Stages at which nothing is to be done any more stand in the close-out only.
    #[must_use]
    pub fn of(
        counts: impl IntoIterator<Item = TaskCount>,
        close_out: impl IntoIterator<Item = CloseOut>,
        at: Moment,
    ) -> Self {
        let mut lines: BTreeMap<PlaceId, Line> = BTreeMap::new();
        for TaskCount { compound, stage, colour, count } in counts {
            if stage.is_open() {
                lines.entry(compound).or_default().cells.entry(stage).or_default().add(colour, count);
            }
        }
        for CloseOut { compound, struck_off } in close_out {
            lines.entry(compound).or_default().struck_off += struck_off;
        }
        let mut lines: Vec<_> = lines.into_iter().filter(|(_, line)| !line.is_empty()).collect();
        lines.sort_by_key(|(compound, line)| {
            let open = line.open();
            (std::cmp::Reverse((open.red, open.yellow, open.green)), *compound)
        });
        Self { at, lines }
    }

    /// The map on a page of `room` lines beside the sums.
    #[must_use]
    pub fn page(&self, room: usize) -> Page<'_> {
        let sum = |lines: &[(PlaceId, Line)]| {
            lines.iter().fold(Line::default(), |mut sum, (_, line)| {
                sum.add(line);
                sum
            })
        };
        let (lines, rest) = self.lines.split_at(room.min(self.lines.len()));
        Page { lines, rest: (!rest.is_empty()).then(|| (rest.len(), sum(rest))), all: sum(&self.lines) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(compound: i64, stage: Stage, colour: Colour, count: i64) -> TaskCount {
        TaskCount { compound: PlaceId(compound), stage, colour, count }
    }

    fn map() -> BattleMap {
        let counts = [
            count(1, Stage::UnderWay, Colour::Green, 3),
            count(2, Stage::UnderWay, Colour::Red, 1),
            count(2, Stage::Published, Colour::Green, 2),
            count(3, Stage::Acceptance, Colour::Yellow, 1),
            count(4, Stage::StruckOff, Colour::Green, 9),
        ];
        let close_out = |compound, part, of| CloseOut { compound: PlaceId(compound), struck_off: Rate { part, of } };
        BattleMap::of(counts, [close_out(1, 4, 5), close_out(2, 0, 1)], Moment(7))
    }

    #[test]
    fn those_behind_come_first_and_what_is_over_is_no_line() {
        let map = map();
        assert_eq!(map.lines.iter().map(|(compound, _)| compound.0).collect::<Vec<_>>(), [2, 3, 1]);
        assert_eq!(map.lines[0].1.at(Stage::Published), Cell { green: 2, yellow: 0, red: 0 });
        assert_eq!(map.lines[0].1.open().all(), 3);
    }

    #[test]
    fn a_page_loses_no_task() {
        let map = map();
        for room in 0..5 {
            let page = map.page(room);
            let mut shown = page.rest.clone().map(|(_, line)| line).unwrap_or_default();
            for (_, line) in page.lines {
                shown.add(line);
            }
            assert_eq!((shown, page.all.open().all()), (page.all.clone(), 7));
            assert_eq!(page.lines.len() + page.rest.map_or(0, |(count, _)| count), 3);
        }
        assert_eq!(map.page(9).all.struck_off, Rate { part: 4, of: 6 });
        assert_eq!(map.page(9).rest, None);
    }

    #[test]
    fn the_map_shows_the_stages_that_are_open_in_their_order() {
        assert_eq!(stages().map(Stage::code).next(), Some("proposed"));
        assert_eq!(stages().count(), 6);
    }
}
