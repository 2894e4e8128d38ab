//! 月度销号: what is due in a month, and the months that were closed.

use super::super::seal::Seal;
use super::super::sql::{read, write_many};
use super::super::{StoreError, Tx};
use super::FOLDED;
use super::lists::briefs;
use crate::domain::id::{PlaceId, TaskNumber};
use crate::domain::micro_task::dossier::{CloseOut, MonthDue, Settled};
use crate::domain::micro_task::listing::TaskBrief;
use crate::domain::micro_task::{Carried, HoldReason, Month};
use crate::domain::time::Moment;
use crate::row;

/// The month of a compound that is to be closed next, with what is due in it: the one after the last that was closed,
/// or `latest` where none was.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn month_due(
    tx: &mut Tx<'_>,
    seal: &Seal,
    (compound, latest): (PlaceId, Month),
) -> Result<MonthDue, StoreError> {
    let text = ("month", "FROM close_outs WHERE compound = $1 ORDER BY month DESC LIMIT 1");
    let closed: Vec<(i64,)> = read(tx, text, row![compound.0]).await?;
    let month = closed.first().map_or(latest, |(month,)| Month(*month).next());
    let (begins, ends) = (month.begins().0, month.ends().0);
    let selections = [
        ("is_open = 1 AND compound = $1 AND deadline <= $2 ORDER BY deadline, id", row![ends]),
        (
            "is_open = 0 AND compound = $1 AND ended_at >= $2 AND ended_at <= $3 AND stage = 'struck_off' \
             ORDER BY ended_at, id",
            row![begins, ends],
        ),
        (
            "carried_month <> 0 AND compound = $1 AND carried_month = $2 AND is_open = 1 AND deadline > $3 \
             ORDER BY deadline, id",
            row![month.0, ends],
        ),
    ];
    let mut tasks: Vec<TaskBrief> = Vec::new();
    for (condition, bounds) in selections {
        let cells = row![compound.0].into_iter().chain(bounds).collect();
        let rest = format!("FROM tasks WHERE {condition}");
        tasks.extend(briefs(read(tx, (FOLDED, &rest), cells).await?, seal)?);
    }
    Ok(MonthDue { month, tasks })
}

/// Closes a month of a compound.
///
/// # Errors
/// [`StoreError::Raced`] when it is closed already.
pub async fn close(tx: &mut Tx<'_>, kept: &CloseOut, now: Moment) -> Result<(), StoreError> {
    let of = |struck_off: bool| i64::try_from(kept.rows.iter().filter(|row| row.struck_off == struck_off).count());
    let (struck_off, carried) = (of(true).unwrap_or(i64::MAX), of(false).unwrap_or(i64::MAX));
    let cells = row![kept.compound.0, kept.month.0, now.0, struck_off, carried];
    let before = "INSERT INTO close_outs (compound, month, at, struck_off, carried)";
    if write_many(tx, before, "ON CONFLICT (compound, month) DO NOTHING", vec![cells]).await? != 1 {
        return Err(StoreError::Raced("a close-out"));
    }
    let settled = |row: &Settled| {
        let reason = row.carried.and_then(|carried| carried.reason).map_or("", HoldReason::code);
        let until = row.carried.and_then(|carried| carried.until).map_or(0, |until| until.0);
        row![kept.compound.0, kept.month.0, row.task.0, row.struck_off, reason, until, row.times]
    };
    let before = "INSERT INTO close_out_rows (compound, month, task, struck_off, reason, until, times)";
    write_many(tx, before, "", kept.rows.iter().map(settled).collect()).await?;
    Ok(())
}

/// A closed month of a compound; none where it isn't closed.
///
/// # Errors
/// What the database says.
pub async fn closed(tx: &mut Tx<'_>, (compound, month): (PlaceId, Month)) -> Result<Option<CloseOut>, StoreError> {
    let text = ("at", "FROM close_outs WHERE compound = $1 AND month = $2");
    let known: Vec<(i64,)> = read(tx, text, row![compound.0, month.0]).await?;
    if known.is_empty() {
        return Ok(None);
    }
    let text = (
        "task, struck_off, reason, until, times",
        "FROM close_out_rows WHERE compound = $1 AND month = $2 ORDER BY struck_off DESC, task",
    );
    let rows: Vec<(i64, i64, String, i64, i64)> = read(tx, text, row![compound.0, month.0]).await?;
    let settled = |(task, struck_off, reason, until, times): (i64, i64, String, i64, i64)| Settled {
        task: TaskNumber(task),
        struck_off: struck_off != 0,
        carried: (struck_off == 0).then(|| Carried {
            month,
            reason: HoldReason::of_code(&reason),
            until: (until != 0).then_some(Moment(until)),
        }),
        times,
    };
    Ok(Some(CloseOut { compound, month, rows: rows.into_iter().map(settled).collect() }))
}

/// Of each compound the last closed month up to `month`: compound, month, struck off, carried over.
///
/// # Errors
/// What the database says.
pub async fn closed_before(tx: &mut Tx<'_>, month: Month) -> Result<Vec<(PlaceId, Month, i64, i64)>, StoreError> {
    let text = (
        "compound, month, struck_off, carried",
        "FROM close_outs c WHERE month = (SELECT MAX(l.month) FROM close_outs l \
         WHERE l.compound = c.compound AND l.month <= $1) ORDER BY compound",
    );
    let rows: Vec<(i64, i64, i64, i64)> = read(tx, text, row![month.0]).await?;
    let row = |(compound, month, struck_off, carried)| (PlaceId(compound), Month(month), struck_off, carried);
    Ok(rows.into_iter().map(row).collect())
}
