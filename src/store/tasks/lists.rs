//! Lists of tasks: a page of what a filter selects, walked in the order of an index.

use std::collections::BTreeSet;

use super::super::seal::Seal;
use super::super::sql::{Cell, read};
use super::super::{StoreError, Tx};
use super::{FOLDED, counts, unfold};
use crate::domain::id::PlaceId;
use crate::domain::micro_task::listing::{TaskBrief, TaskFilter, TaskListing};
use crate::domain::ticket::listing::PAGE;
use crate::row;

/// A page of the tasks that `filter` selects in these compounds, from row `offset` on.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn list(
    tx: &mut Tx<'_>,
    seal: &Seal,
    compounds: &BTreeSet<PlaceId>,
    filter: &TaskFilter,
    offset: i64,
) -> Result<TaskListing, StoreError> {
    let within: BTreeSet<PlaceId> = match filter.compound {
        Some(compound) => compounds.iter().copied().filter(|place| *place == compound).collect(),
        None => compounds.clone(),
    };
    if within.is_empty() {
        return Ok(TaskListing::default());
    }
    let mut cells: Vec<Cell> = within.iter().map(|place| place.0.into()).collect();
    let places: Vec<String> = (1..=cells.len()).map(|at| format!("${at}")).collect();
    let mut condition = match places.as_slice() {
        [only] => format!("compound = {only}"),
        several => format!("compound IN ({})", several.join(", ")),
    };
    if within.len() > 1 && filter.stage.is_none() && filter.category.is_none() && filter.responsible.is_none() {
        // Of many compounds the page is found by walking the deadlines; an index by compound would sort them all.
        condition = format!("+{condition}");
    }
    let newest_first = filter.stage.is_some_and(|stage| !stage.is_open());
    let order = if newest_first { "deadline DESC, id DESC" } else { "deadline, id" };
    if let Some(stage) = filter.stage {
        cells.push(stage.code().into());
        condition = format!("{condition} AND stage = ${}", cells.len());
    } else {
        condition.push_str(" AND is_open = 1");
    }
    if filter.overdue {
        condition.push_str(" AND colour = 'red'");
    }
    if let Some(person) = filter.responsible {
        cells.push(person.0.into());
        condition = format!("{condition} AND responsible = ${}", cells.len());
    }
    if let Some(category) = &filter.category {
        cells.push(category.as_str().into());
        condition = format!("{condition} AND category = ${}", cells.len());
    }
    let (limit, skip) = (cells.len() + 1, cells.len() + 2);
    let rest = format!("FROM tasks WHERE {condition} ORDER BY {order} LIMIT ${limit} OFFSET ${skip}");
    cells.extend(row![PAGE + 1, offset.max(0)]);
    let rows = read(tx, (FOLDED, &rest), cells).await?;
    let mut rows = briefs(rows, seal)?;
    let page = usize::try_from(PAGE).unwrap_or_default();
    let more = rows.len() > page;
    rows.truncate(page);
    Ok(TaskListing { rows, more, counts: counts(tx, &within).await? })
}

/// The briefs of rows of [`FOLDED`].
pub(super) fn briefs(rows: Vec<(i64, String, String)>, seal: &Seal) -> Result<Vec<TaskBrief>, StoreError> {
    let brief = |row| unfold(row, seal).map(|(task, wording)| TaskBrief { task, title: wording.title });
    rows.into_iter().map(brief).collect()
}
