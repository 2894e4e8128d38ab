//! Timers, found by their due time and never by scanning: a ticket, draft or file has at most one row a kind.

use sqlx::Row as _;

use super::sql::write_many;
use super::{StoreError, Tx};
use crate::domain::clocks::Timer;
use crate::domain::time::Moment;
use crate::row;

impl Due {
    /// A timer to be set.
    #[must_use]
    pub fn of(timer: Timer, object: i64, due: Moment) -> Self {
        Self { kind: timer.code().to_owned(), object, due }
    }
}

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

/// Sets timers; an older row of the same kind and object is replaced.
///
/// # Errors
/// What the database says.
pub async fn set(tx: &mut Tx<'_>, timers: Vec<Due>) -> Result<(), StoreError> {
    let rows = timers.into_iter().map(|timer| row![timer.kind, timer.object, timer.due.0]).collect();
    let after = "ON CONFLICT (kind, object) DO UPDATE SET due = excluded.due";
    write_many(tx, "INSERT INTO timers (kind, object, due) VALUES", after, rows).await?;
    Ok(())
}

/// Clears the timers of these kinds of an object.
///
/// # Errors
/// What the database says.
pub async fn clear(tx: &mut Tx<'_>, kinds: &[Timer], object: i64) -> Result<(), StoreError> {
    for kind in kinds {
        let text = "DELETE FROM timers WHERE kind = $1 AND object = $2";
        sqlx::query(text).bind(kind.code()).bind(object).execute(&mut **tx).await?;
    }
    Ok(())
}

/// The timers of these kinds due by `now`, earliest first, at most `limit`.
///
/// # Errors
/// What the database says.
pub async fn due(tx: &mut Tx<'_>, now: Moment, kinds: &[Timer], limit: i64) -> Result<Vec<Due>, StoreError> {
    let places = (0..kinds.len()).map(|at| format!("${}", at + 3)).collect::<Vec<_>>().join(", ");
    let text = format!(
        "SELECT kind, object, due FROM timers WHERE due <= $1 AND kind IN ({places}) ORDER BY due, object LIMIT $2"
    );
    let query = sqlx::query(sqlx::AssertSqlSafe(text)).bind(now.0).bind(limit);
    let query = kinds.iter().fold(query, |query, kind| query.bind(kind.code()));
    let rows = query.fetch_all(&mut **tx).await?;
    rows.iter()
        .map(|row| Ok(Due { kind: row.try_get(0)?, object: row.try_get(1)?, due: Moment(row.try_get(2)?) }))
        .collect()
}
