//! What the map, the board and the digest read of tasks: counts that cost the same however many tasks there are, and
//! what moved lately.
//!
//! `task_counts` has a row a compound with a column for each stage and colour: a map asks for all of them, and reads a
//! twentieth of the rows that one row each would be.

use std::collections::{BTreeMap, BTreeSet};

use super::super::sql::{Cell, read, read_in, write_many};
use super::super::{StoreError, Tx};
use crate::domain::id::PlaceId;
use crate::domain::micro_task::listing::TaskCount;
use crate::domain::micro_task::{Colour, MicroTask, Stage};
use crate::domain::time::Moment;
use crate::row;

/// Where a task may stand, a column of `task_counts` each, in this order.
fn standings() -> impl Iterator<Item = (Stage, Colour)> {
    Stage::ALL.iter().flat_map(|stage| Colour::ALL.iter().map(|colour| (*stage, *colour)))
}

fn column((stage, colour): (Stage, Colour)) -> String {
    format!("{}_{}", stage.code(), colour.code())
}

/// What `of` makes of each column, with `between` between them.
fn columns(of: impl Fn(String) -> String, between: &str) -> String {
    standings().map(column).map(of).collect::<Vec<_>>().join(between)
}

/// How many tasks of these compounds stand at which stage in which colour: green; yellow, near due; red, overdue.
///
/// # Errors
/// What the database says.
pub async fn counts(tx: &mut Tx<'_>, compounds: &BTreeSet<PlaceId>) -> Result<Vec<TaskCount>, StoreError> {
    let all = format!("compound, {}", columns(|column| column, ", "));
    let wanted = compounds.iter().map(|place| place.0);
    let rows: Vec<Vec<i64>> = read_in(tx, (&all, "FROM task_counts WHERE compound IN"), wanted, "").await?;
    let of_compound = |(compound, row)| {
        let count = move |((stage, colour), count)| TaskCount { compound: PlaceId(compound), stage, colour, count };
        standings().zip(row).map(count)
    };
    let rows = rows.iter().filter_map(|row| row.split_first()).map(|(compound, row)| (*compound, row.iter().copied()));
    Ok(rows.flat_map(of_compound).filter(|count| count.count > 0).collect())
}

/// By how much the counts change.
#[derive(Debug, Default)]
pub(super) struct Shift(BTreeMap<PlaceId, BTreeMap<(Stage, Colour), i64>>);

impl Shift {
    /// A task comes to stand where it stands now.
    pub(super) fn enters(&mut self, task: &MicroTask, colour: Colour) {
        self.add((task.plan.compound, task.stage, colour), 1);
    }

    fn add(&mut self, (compound, stage, colour): (PlaceId, Stage, Colour), n: i64) {
        *self.0.entry(compound).or_default().entry((stage, colour)).or_default() += n;
    }

    /// Adds it to what is kept: the database does the sum, so that nobody's is lost between reading and writing.
    ///
    /// # Errors
    /// What the database says.
    pub(super) async fn write(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let row = |(compound, by): (PlaceId, BTreeMap<_, i64>)| {
            let mut cells = row![compound.0];
            cells.extend(standings().map(|standing| Cell::from(by.get(&standing).copied().unwrap_or_default())));
            cells
        };
        let before = format!("INSERT INTO task_counts (compound, {})", columns(|column| column, ", "));
        let sums = columns(|column| format!("{column} = task_counts.{column} + excluded.{column}"), ", ");
        let after = format!("ON CONFLICT (compound) DO UPDATE SET {sums}");
        write_many(tx, &before, &after, self.0.into_iter().map(row).collect()).await?;
        Ok(())
    }
}

/// Counts a task where it stands now instead of where it stands in the database. A version that isn't there any more is
/// left for who writes the task to find. Before the task itself is written: two who change tasks of one compound wait
/// for each other here, and neither holds a task that the other wants.
///
/// # Errors
/// What the database says; [`StoreError::Foreign`] when it stands where no task can.
pub(super) async fn moves(tx: &mut Tx<'_>, task: &MicroTask, colour: Colour) -> Result<(), StoreError> {
    let text = ("compound, stage, colour", "FROM tasks WHERE id = $1 AND version = $2");
    let stood: Vec<(i64, Stage, Colour)> = read(tx, text, row![task.id.0, task.version]).await?;
    let mut shift = Shift::default();
    for (compound, stage, colour) in stood {
        shift.add((PlaceId(compound), stage, colour), -1);
    }
    shift.enters(task, colour);
    shift.write(tx).await
}

/// A query that gives the compounds whose counts aren't those of their tasks.
pub(in crate::store) fn miscounted() -> String {
    let kept = columns(|column| column, ", ");
    let counted = |(stage, colour): (Stage, Colour)| {
        format!("-COUNT(*) FILTER (WHERE stage = '{}' AND colour = '{}')", stage.code(), colour.code())
    };
    let counted: Vec<String> = standings().map(counted).collect();
    let off = columns(|column| format!("SUM({column}) <> 0"), " OR ");
    format!(
        "SELECT compound FROM (SELECT compound, {kept} FROM task_counts \
         UNION ALL SELECT compound, {} FROM tasks GROUP BY compound) AS sums GROUP BY compound HAVING {off}",
        counted.join(", ")
    )
}

/// How many tasks of a compound came to another stage between `from` (included) and `until` (excluded), and how many of
/// them were struck off.
///
/// # Errors
/// What the database says.
pub async fn movement(
    tx: &mut Tx<'_>,
    compound: PlaceId,
    (from, until): (Moment, Moment),
) -> Result<(i64, i64), StoreError> {
    let columns = "COUNT(DISTINCT task), COUNT(DISTINCT CASE WHEN stage = $4 THEN task END)";
    let rest = "FROM task_events WHERE stage <> '' AND compound = $1 AND at >= $2 AND at < $3";
    let cells = row![compound.0, from.0, until.0, Stage::StruckOff.code()];
    let counted: Vec<(i64, i64)> = read(tx, (columns, rest), cells).await?;
    Ok(counted.first().copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{column, standings};
    use crate::store::Store;

    #[tokio::test]
    async fn the_table_has_a_column_for_each_stage_and_colour_and_no_other() {
        let store = Store::imagined().await.expect("a database");
        let mut tx = store.begin().await.expect("a transaction");
        let text = "SELECT name FROM pragma_table_info('task_counts')";
        let there: Vec<String> = sqlx::query_scalar(text).fetch_all(&mut *tx).await.expect("columns");
        let wanted: Vec<String> = std::iter::once("compound".to_owned()).chain(standings().map(column)).collect();
        assert_eq!(there, wanted);
    }
}
