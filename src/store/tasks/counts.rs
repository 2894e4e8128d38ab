//! What the map, the board and the digest read of tasks: counts that cost the same however many tasks there are, and
//! what moved lately.

use std::collections::BTreeSet;

use super::super::seal::Seal;
use super::super::sql::{read, read_in};
use super::super::{StoreError, Tx};
use super::{FOLDED, unfold};
use crate::domain::id::PlaceId;
use crate::domain::micro_task::listing::{TaskBrief, TaskCount};
use crate::domain::micro_task::{Colour, Stage};
use crate::domain::time::Moment;
use crate::row;

/// How many tasks of these compounds stand at which stage in which colour: green; yellow, near due; red, overdue.
///
/// # Errors
/// What the database says.
pub async fn counts(tx: &mut Tx<'_>, compounds: &BTreeSet<PlaceId>) -> Result<Vec<TaskCount>, StoreError> {
    let text = ("compound, stage, colour, n", "FROM task_counts WHERE n > 0 AND compound IN");
    let wanted = compounds.iter().map(|place| place.0);
    let rows: Vec<(i64, String, String, i64)> = read_in(tx, text, wanted, "").await?;
    let count = |(compound, stage, colour, count): (i64, String, String, i64)| {
        let (stage, colour) = (Stage::of_code(&stage)?, Colour::of_code(&colour)?);
        Some(TaskCount { compound: PlaceId(compound), stage, colour, count })
    };
    Ok(rows.into_iter().filter_map(count).collect())
}

/// A task that came to another stage, with the last stage that it came to in the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The task as it is now, with its title.
    pub brief: TaskBrief,
    /// The last stage it came to in the window; [`Stage::StruckOff`] where it was struck off.
    pub to: Stage,
    /// When.
    pub at: Moment,
}

/// The tasks of a compound that came to another stage between `from` (included) and `until` (excluded), the latest
/// first, at most `limit`.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn moved(
    tx: &mut Tx<'_>,
    seal: &Seal,
    compound: PlaceId,
    (from, until): (Moment, Moment),
    limit: i64,
) -> Result<Vec<Moved>, StoreError> {
    let columns = format!("{}, e.stage, e.at", FOLDED.replace("version", "t.version"));
    let rest = "FROM task_events e JOIN tasks t ON t.id = e.task \
                WHERE e.stage <> '' AND e.compound = $1 AND e.at >= $2 AND e.at < $3 AND e.id = \
                (SELECT MAX(l.id) FROM task_events l WHERE l.task = e.task AND l.stage <> '' AND l.at < $3) \
                ORDER BY e.id DESC LIMIT $4";
    let rows: Vec<(i64, String, String, String, i64)> =
        read(tx, (&columns, rest), row![compound.0, from.0, until.0, limit]).await?;
    let mut found = Vec::with_capacity(rows.len());
    for (version, fold, private, stage, at) in rows {
        let (task, wording) = unfold((version, fold, private), seal)?;
        let to = Stage::of_code(&stage).unwrap_or(task.stage);
        found.push(Moved { brief: TaskBrief { task, title: wording.title }, to, at: Moment(at) });
    }
    Ok(found)
}
