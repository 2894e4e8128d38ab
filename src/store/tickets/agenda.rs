//! What of the tickets of a compound lies before its meeting: each list by an index of its own, never by a scan.

use super::super::seal::Seal;
use super::super::sql::read;
use super::super::{StoreError, Tx};
use super::{FOLDED, unfold};
use crate::domain::id::PlaceId;
use crate::domain::meeting::agenda::Frequent;
use crate::domain::ticket::Ticket;
use crate::domain::time::Moment;
use crate::row;

/// Candidates of one list and compound.
const CANDIDATES: i64 = 40;

fn tickets(rows: Vec<(i64, String, String)>, seal: &Seal) -> Result<Vec<Ticket>, StoreError> {
    rows.into_iter().map(|row| Ok(unfold(row, seal)?.0)).collect()
}

/// The open tickets of a compound that are past their next due time, the longest first.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn overdue(tx: &mut Tx<'_>, seal: &Seal, compound: PlaceId, now: Moment) -> Result<Vec<Ticket>, StoreError> {
    let rest = "FROM tickets WHERE compound = $1 AND is_open = 1 AND next_due < $2 ORDER BY next_due LIMIT $3";
    tickets(read(tx, (FOLDED, rest), row![compound.0, now.0, CANDIDATES]).await?, seal)
}

/// The open tickets of a compound that were reopened at least `times`, the most often first.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn reopened(tx: &mut Tx<'_>, seal: &Seal, compound: PlaceId, times: i64) -> Result<Vec<Ticket>, StoreError> {
    let rest = "FROM tickets WHERE compound = $1 AND is_open = 1 AND reopened > 0 AND reopened >= $2 \
                ORDER BY reopened DESC, id LIMIT $3";
    tickets(read(tx, (FOLDED, rest), row![compound.0, times, CANDIDATES]).await?, seal)
}

/// Categories and buildings of a compound with at least `least` reports since `since`, the most first.
///
/// # Errors
/// What the database says.
pub async fn alike(tx: &mut Tx<'_>, compound: PlaceId, since: Moment, least: i64) -> Result<Vec<Frequent>, StoreError> {
    let columns = "category, building, COUNT(*)";
    let rest = "FROM tickets WHERE compound = $1 AND filed_at >= $2 GROUP BY category, building \
                HAVING COUNT(*) >= $3 ORDER BY COUNT(*) DESC, category, building LIMIT $4";
    let rows: Vec<(String, String, i64)> =
        read(tx, (columns, rest), row![compound.0, since.0, least, CANDIDATES]).await?;
    let frequent = |(category, building, count): (String, String, i64)| Frequent {
        category,
        compound,
        building: Some(building).filter(|building| !building.is_empty()),
        count,
    };
    Ok(rows.into_iter().map(frequent).collect())
}
