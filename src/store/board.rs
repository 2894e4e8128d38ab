//! The public board, read at once: counts along indexes, no ticket and no task opened.

use super::sql::read;
use super::{Store, StoreError, places, tasks};
use crate::domain::board::{self, Board};
use crate::domain::place::Places;
use crate::domain::time::Moment;
use crate::row;

/// The board at `now`, and the places that it names.
///
/// # Errors
/// What the database says.
pub async fn board(store: &Store, now: Moment) -> Result<(Board, Places), StoreError> {
    let mut snapshot = store.read().await?;
    let (places, _) = places::load(&mut snapshot).await?;
    let text = (
        "days, COUNT(*)",
        "FROM (SELECT ($1 - filed_at) / 86400000 AS days FROM tickets WHERE is_open = 1) AS open GROUP BY days",
    );
    let by_days: Vec<(i64, i64)> = read(&mut snapshot, text, row![now.0]).await?;
    let map = tasks::battle_map(&mut snapshot, &places, now).await?;
    Ok((Board { at: now, ages: board::ages(by_days), answers: None, map }, places))
}
