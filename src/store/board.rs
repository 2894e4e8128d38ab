//! The public board, read at once: counts along indexes, no ticket and no task opened.

use std::collections::BTreeSet;

use super::{Store, StoreError, figures, places, tasks};
use crate::domain::board::{self, Answers, Board, WINDOW_DAYS};
use crate::domain::figures::Day;
use crate::domain::place::Places;
use crate::domain::time::Moment;

/// The board at `now`, and the places that it names.
///
/// # Errors
/// What the database says.
pub async fn board(store: &Store, now: Moment) -> Result<(Board, Places), StoreError> {
    let mut snapshot = store.read().await?;
    let (places, _) = places::load(&mut snapshot).await?;
    let Day(today) = Day::of(now);
    let everywhere = BTreeSet::from([figures::EVERYWHERE]);
    let standing = figures::standing(&mut snapshot, &everywhere).await?;
    let by_days = standing.open.into_iter().map(|(Day(filed), n)| (today - filed, n));
    let window = (Day(today + 1 - WINDOW_DAYS), Day(today + 1));
    let answers = Answers::of(&figures::of(&mut snapshot, &everywhere, window).await?);
    let map = tasks::battle_map(&mut snapshot, &places, now).await?;
    Ok((Board { at: now, ages: board::ages(by_days), answers, map }, places))
}
