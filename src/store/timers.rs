//! Timers, found by their due time and never by scanning: a ticket, draft or file has at most one row a kind.

use std::collections::BTreeMap;

use sqlx::{AnyPool, Row as _};

use super::sql::write_many;
use super::{StoreError, Tx};
use crate::domain::clocks::Timer;
use crate::domain::time::Moment;
use crate::row;

/// A timer's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Its kind's code.
    pub kind: String,
    /// The number or id of its object.
    pub object: i64,
    /// When it is due.
    pub due: Moment,
}

/// What becomes of timers, by kind and object: due at a moment, or no more.
pub type Changes = BTreeMap<(Timer, i64), Option<Moment>>;

/// Writes changes of timers; an older row of the same kind and object is replaced.
///
/// # Errors
/// What the database says.
pub async fn write(tx: &mut Tx<'_>, changes: Changes) -> Result<(), StoreError> {
    let (mut set, mut gone) = (Vec::new(), Vec::new());
    for ((timer, object), due) in changes {
        match due {
            Some(due) => set.push(row![timer.code(), object, due.0]),
            None => gone.push(row![timer.code(), object]),
        }
    }
    write_many(tx, "DELETE FROM timers WHERE (kind, object) IN (", ")", gone).await?;
    let after = "ON CONFLICT (kind, object) DO UPDATE SET due = excluded.due";
    write_many(tx, "INSERT INTO timers (kind, object, due)", after, set).await?;
    Ok(())
}

/// Sets one timer.
///
/// # Errors
/// What the database says.
pub async fn set(tx: &mut Tx<'_>, timer: Timer, object: i64, due: Moment) -> Result<(), StoreError> {
    write(tx, Changes::from([((timer, object), Some(due))])).await
}

/// Sets one timer unless it is set already.
///
/// # Errors
/// What the database says.
pub async fn begin(tx: &mut Tx<'_>, timer: Timer, object: i64, due: Moment) -> Result<(), StoreError> {
    let after = "ON CONFLICT (kind, object) DO NOTHING";
    write_many(tx, "INSERT INTO timers (kind, object, due)", after, vec![row![timer.code(), object, due.0]]).await?;
    Ok(())
}

/// Clears one timer.
///
/// # Errors
/// What the database says.
pub async fn clear(tx: &mut Tx<'_>, timer: Timer, object: i64) -> Result<(), StoreError> {
    write(tx, Changes::from([((timer, object), None)])).await
}

/// Takes a timer away that is being done; false when it isn't there any more as it was read.
///
/// # Errors
/// What the database says.
pub async fn take(tx: &mut Tx<'_>, due: &Due) -> Result<bool, StoreError> {
    let text = "DELETE FROM timers WHERE kind = $1 AND object = $2 AND due = $3";
    let taken = sqlx::query(text).bind(due.kind.as_str()).bind(due.object).bind(due.due.0).execute(&mut **tx).await?;
    Ok(taken.rows_affected() == 1)
}

/// When the earliest timer of these kinds is due; none where there is none.
///
/// # Errors
/// What the database says.
pub async fn earliest(pool: &AnyPool, kinds: &[Timer]) -> Result<Option<Moment>, StoreError> {
    let text = format!("SELECT due FROM timers WHERE kind IN ({}) ORDER BY due LIMIT 1", placed(kinds, 1));
    let query = kinds.iter().fold(sqlx::query(sqlx::AssertSqlSafe(text)), |query, kind| query.bind(kind.code()));
    let found = query.fetch_optional(pool).await?;
    found.map(|row| Ok(Moment(row.try_get(0)?))).transpose()
}

/// Places for these kinds in a statement, numbered from `first` on.
fn placed(kinds: &[Timer], first: usize) -> String {
    (0..kinds.len()).map(|at| format!("${}", at + first)).collect::<Vec<_>>().join(", ")
}

/// The timers of these kinds due by `now`, earliest first, at most `limit`. Only a look: it holds up no writer.
///
/// # Errors
/// What the database says.
pub async fn due(pool: &AnyPool, now: Moment, kinds: &[Timer], limit: i64) -> Result<Vec<Due>, StoreError> {
    let places = placed(kinds, 3);
    let text = format!(
        "SELECT kind, object, due FROM timers WHERE due <= $1 AND kind IN ({places}) ORDER BY due, object LIMIT $2"
    );
    let query = sqlx::query(sqlx::AssertSqlSafe(text)).bind(now.0).bind(limit);
    let query = kinds.iter().fold(query, |query, kind| query.bind(kind.code()));
    let rows = query.fetch_all(pool).await?;
    rows.iter()
        .map(|row| Ok(Due { kind: row.try_get(0)?, object: row.try_get(1)?, due: Moment(row.try_get(2)?) }))
        .collect()
}
