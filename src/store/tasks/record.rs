//! Tasks as they stand in the record: for exports and for the check that record, state and counts agree.

use std::collections::BTreeSet;

use super::super::seal::Seal;
use super::super::sql::read;
use super::super::{StoreError, Tx};
use super::task_dossiers;
use crate::domain::id::TaskNumber;
use crate::domain::micro_task::dossier::TaskDossier;
use crate::row;

/// The tasks after `after`, by number, at most `limit`, each with its whole record.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn after(
    tx: &mut Tx<'_>,
    seal: &Seal,
    after: TaskNumber,
    limit: i64,
) -> Result<Vec<TaskDossier>, StoreError> {
    let text = ("number", "FROM tasks WHERE number > $1 ORDER BY number LIMIT $2");
    let numbers: Vec<(i64,)> = read(tx, text, row![after.0, limit]).await?;
    let numbers: BTreeSet<TaskNumber> = numbers.into_iter().map(|(number,)| TaskNumber(number)).collect();
    Ok(task_dossiers(tx, seal, &numbers).await?.into_values().collect())
}
