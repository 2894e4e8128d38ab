//! A table as a picture, as data: words of any kind, counts with a shape and a colour.

use serde::{Deserialize, Serialize};

use super::paint::Tone;

/// A table. `W` is what its words are: texts in no language yet, or a reader's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet<W> {
    /// Above it, large.
    pub title: W,
    /// Under the title: of when it is and what it comes to.
    pub about: W,
    /// What each shape and colour means; it stands above the table.
    pub key: Vec<(Tone, W)>,
    /// Heads of the columns, that of the names first.
    pub columns: Vec<W>,
    /// Its rows.
    pub rows: Vec<Row<W>>,
    /// Under it, small.
    pub notes: Vec<W>,
}

/// A row: a name, and a cell each further column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row<W> {
    /// Whose row it is.
    pub name: W,
    /// Its cells.
    pub cells: Vec<Cell<W>>,
    /// It sums up others.
    pub is_sum: bool,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cell<W> {
    /// Counts; none is a dash.
    Marks(Vec<Mark>),
    /// Words.
    Words(W),
    /// Words over a bar.
    Bar {
        /// The words.
        words: W,
        /// How long the bar is, of a hundred.
        of_hundred: i64,
    },
}

/// A count in a colour; its shape says the same as the colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Colour and shape.
    pub tone: Tone,
    /// How many.
    pub count: i64,
}

impl<W> Sheet<W> {
    /// The same table in other words.
    pub fn say<V>(&self, say: impl Fn(&W) -> V) -> Sheet<V> {
        let cell = |cell: &Cell<W>| match cell {
            Cell::Marks(marks) => Cell::Marks(marks.clone()),
            Cell::Words(words) => Cell::Words(say(words)),
            Cell::Bar { words, of_hundred } => Cell::Bar { words: say(words), of_hundred: *of_hundred },
        };
        let row = |row: &Row<W>| Row {
            name: say(&row.name),
            cells: row.cells.iter().map(cell).collect(),
            is_sum: row.is_sum,
        };
        Sheet {
            title: say(&self.title),
            about: say(&self.about),
            key: self.key.iter().map(|(tone, words)| (*tone, say(words))).collect(),
            columns: self.columns.iter().map(&say).collect(),
            rows: self.rows.iter().map(row).collect(),
            notes: self.notes.iter().map(&say).collect(),
        }
    }
}
