//! The project battle map: from the counts that are kept, and the month's close-out so far.

use std::collections::BTreeSet;

use super::super::sql::read;
use super::super::{StoreError, Tx};
use super::counts;
use crate::domain::battle_map::{BattleMap, CloseOut};
use crate::domain::figures::Rate;
use crate::domain::id::PlaceId;
use crate::domain::micro_task::Month;
use crate::domain::place::{PlaceKind, Places};
use crate::domain::time::Moment;
use crate::row;

/// The map of every compound at `now`.
///
/// # Errors
/// What the database says.
pub async fn battle_map(tx: &mut Tx<'_>, places: &Places, now: Moment) -> Result<BattleMap, StoreError> {
    let is_compound = |place: &&crate::domain::place::Place| place.kind == PlaceKind::Compound;
    let compounds: BTreeSet<PlaceId> = places.iter().filter(is_compound).map(|place| place.id).collect();
    let close_out = close_out(tx, Month::of(now)).await?;
    Ok(BattleMap::of(counts(tx, &compounds).await?, close_out, now))
}

/// What a month's close-out comes to by now: as [`super::month_due`] selects the tasks, counted instead of read. The
/// compounds come from the places, so that each is a walk along an index from one end of the month to the other; a CROSS
/// JOIN, because SQLite begins with the places only where it is told to; and the deadline of what was carried over is no
/// way to it, because walking that would read every task that is open.
async fn close_out(tx: &mut Tx<'_>, month: Month) -> Result<Vec<CloseOut>, StoreError> {
    let text = (
        "compound, CAST(SUM(struck_off) AS BIGINT), COUNT(*)",
        "FROM (SELECT t.compound, 1 AS struck_off FROM places p CROSS JOIN tasks t \
         WHERE t.compound = p.id AND p.kind = 'compound' AND t.is_open = 0 AND t.ended_at >= $1 AND t.ended_at <= $2 \
         AND t.stage = 'struck_off' \
         UNION ALL SELECT t.compound, 0 FROM places p CROSS JOIN tasks t \
         WHERE t.compound = p.id AND p.kind = 'compound' AND t.is_open = 1 AND t.deadline <= $2 \
         UNION ALL SELECT t.compound, 0 FROM places p CROSS JOIN tasks t \
         WHERE t.compound = p.id AND p.kind = 'compound' AND t.carried_month <> 0 AND t.carried_month = $3 AND t.is_open = 1 \
         AND +t.deadline > $2) AS due GROUP BY compound",
    );
    let rows: Vec<(i64, i64, i64)> = read(tx, text, row![month.begins().0, month.ends().0, month.0]).await?;
    let of = |(compound, part, of)| CloseOut { compound: PlaceId(compound), struck_off: Rate { part, of } };
    Ok(rows.into_iter().map(of).collect())
}
