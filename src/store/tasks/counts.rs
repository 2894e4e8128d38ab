//! What the map, the board and the digest read of tasks: counts that cost the same however many tasks there are, and
//! what moved lately.

use std::collections::BTreeSet;

use super::super::sql::{read, read_in};
use super::super::{StoreError, Tx};
use crate::domain::id::PlaceId;
use crate::domain::micro_task::listing::TaskCount;
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
