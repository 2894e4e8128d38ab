//! Digests: which compound's week was said, and who reads it in private.

use std::collections::BTreeSet;

use super::sql::read;
use super::{StoreError, Tx, people};
use crate::domain::digest::Week;
use crate::domain::id::{PersonId, PlaceId};
use crate::domain::person::Reader;
use crate::domain::time::Moment;
use crate::row;

/// Takes a compound's week for the transaction that says it.
///
/// # Errors
/// [`StoreError::Raced`] when somebody said it already.
pub async fn claim(tx: &mut Tx<'_>, (place, week): (PlaceId, Week), now: Moment) -> Result<(), StoreError> {
    let text = "INSERT INTO digests (place, week, posted_at) VALUES ($1, $2, $3) ON CONFLICT (place, week) DO NOTHING";
    let taken = sqlx::query(text).bind(place.0).bind(week.to_string()).bind(now.0).execute(&mut **tx).await?;
    if taken.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Raced("a digest")) }
}

/// Whether a compound's week was said.
///
/// # Errors
/// What the database says.
pub async fn is_said(tx: &mut Tx<'_>, (place, week): (PlaceId, Week)) -> Result<bool, StoreError> {
    let text = "SELECT COUNT(*) FROM digests WHERE place = $1 AND week = $2";
    let said: i64 = sqlx::query_scalar(text).bind(place.0).bind(week.to_string()).fetch_one(&mut **tx).await?;
    Ok(said > 0)
}

/// A person gets a compound's digests from now on, or no more.
///
/// # Errors
/// What the database says.
pub async fn subscribe(
    tx: &mut Tx<'_>,
    (place, person): (PlaceId, PersonId),
    wanted: bool,
    now: Moment,
) -> Result<(), StoreError> {
    let text = if wanted {
        "INSERT INTO subscribers (place, person, since) VALUES ($1, $2, $3) ON CONFLICT (place, person) DO NOTHING"
    } else {
        "DELETE FROM subscribers WHERE place = $1 AND person = $2 AND since <= $3"
    };
    sqlx::query(text).bind(place.0).bind(person.0).bind(now.0).execute(&mut **tx).await?;
    Ok(())
}

/// Who subscribed to a compound's digests, as far as they can be reached.
///
/// # Errors
/// What the database says.
pub async fn subscribers(tx: &mut Tx<'_>, place: PlaceId) -> Result<Vec<Reader>, StoreError> {
    let rest = "FROM subscribers WHERE place = $1 ORDER BY person";
    let rows: Vec<(i64,)> = read(tx, ("person", rest), row![place.0]).await?;
    let persons: BTreeSet<PersonId> = rows.into_iter().map(|(person,)| PersonId(person)).collect();
    let readers = people::readers(tx, &persons.into_iter().collect::<Vec<_>>()).await?;
    Ok(readers.into_values().filter(|reader| reader.reachable).collect())
}

/// Whether a person subscribed to a compound's digests.
///
/// # Errors
/// What the database says.
pub async fn subscribed(tx: &mut Tx<'_>, (place, person): (PlaceId, PersonId)) -> Result<bool, StoreError> {
    let text = "SELECT COUNT(*) FROM subscribers WHERE place = $1 AND person = $2";
    let found: i64 = sqlx::query_scalar(text).bind(place.0).bind(person.0).fetch_one(&mut **tx).await?;
    Ok(found > 0)
}
