//! Counts of tickets by compound and day, kept in the transaction that changes a ticket; a figure of a period is a sum
//! over an index, however many tickets there are.

use std::collections::BTreeSet;

use super::sql::{read, read_in, write_many};
use super::{StoreError, Tx};
use crate::domain::figures::{Count, Day, Figures, Key, Standing, Tally, tally};
use crate::domain::id::PlaceId;
use crate::domain::ticket::Event;
use crate::domain::time::Moment;
use crate::row;

/// Stands for all compounds together: what is counted of one is counted here as well, so that what the board shows of
/// all costs a row a day instead of one a day and compound.
pub const EVERYWHERE: PlaceId = PlaceId(0);

/// Tickets reckoned anew at a time.
const CHUNK: i64 = 1_000;
/// How long before it a matter like it makes another a repeated one: 30 days.
const REPEATED_MS: i64 = 30 * 24 * 3_600_000;

/// Adds changes to the counts.
///
/// # Errors
/// What the database says.
pub async fn add(tx: &mut Tx<'_>, tally: Tally) -> Result<(), StoreError> {
    let mut all = tally;
    let each: Vec<(Key, i64)> = all.iter().map(|(key, n)| (Key { place: EVERYWHERE, ..key.clone() }, *n)).collect();
    for (key, n) in each {
        *all.entry(key).or_default() += n;
    }
    let rows = all
        .into_iter()
        .filter(|(_, n)| *n != 0)
        .map(|(key, n)| row![key.place.0, key.day.0, key.count.code(), key.category, n])
        .collect();
    let after = "ON CONFLICT (place, day, counted, category) DO UPDATE SET n = tallies.n + excluded.n";
    write_many(tx, "INSERT INTO tallies (place, day, counted, category, n)", after, rows).await?;
    Ok(())
}

/// What was counted in these compounds from one day until before another.
///
/// # Errors
/// What the database says.
pub async fn of(tx: &mut Tx<'_>, places: &BTreeSet<PlaceId>, (from, until): (Day, Day)) -> Result<Figures, StoreError> {
    let columns = "counted, category, CAST(SUM(n) AS BIGINT)";
    if places.is_empty() {
        return Ok(Figures::sum([]));
    }
    // The places stand in the text: PostgreSQL takes a set that it can't look into for a hundred, and then reads the
    // counts of every place and day rather than walk to those of one.
    let wanted: Vec<String> = places.iter().map(|place| place.0.to_string()).collect();
    let rest = format!(
        "FROM tallies WHERE day >= $1 AND day < $2 AND place IN ({}) GROUP BY counted, category",
        wanted.join(", ")
    );
    let rows: Vec<(String, String, i64)> = read(tx, (columns, &rest), row![from.0, until.0]).await?;
    let counts = rows.into_iter().filter_map(|(count, category, n)| Some((Count::of_code(&count)?, category, n)));
    Ok(Figures::sum(counts))
}

/// What is open and parked in these compounds now.
///
/// # Errors
/// What the database says.
pub async fn standing(tx: &mut Tx<'_>, places: &BTreeSet<PlaceId>) -> Result<Standing, StoreError> {
    let columns = "counted, day, CAST(SUM(n) AS BIGINT)";
    let from = "FROM tallies WHERE n <> 0 AND counted IN ('open', 'parked') AND place IN";
    let wanted = places.iter().map(|place| place.0);
    let rows: Vec<(String, i64, i64)> = read_in(tx, (columns, from), wanted, "GROUP BY counted, day").await?;
    let mut standing = Standing::default();
    for (count, day, n) in rows {
        if Count::of_code(&count) == Some(Count::Open) {
            standing.open.insert(Day(day), n);
        } else {
            standing.parked += n;
        }
    }
    Ok(standing)
}

/// How many filed from one moment until before another had one of the same compound, building and category shortly
/// before them: 重复诉求.
///
/// # Errors
/// What the database says.
pub async fn repeated(
    tx: &mut Tx<'_>,
    places: &BTreeSet<PlaceId>,
    (from, until): (Moment, Moment),
) -> Result<i64, StoreError> {
    let from_rows = format!(
        "FROM tickets t WHERE t.filed_at >= {} AND t.filed_at < {} AND t.state <> 'merged' AND EXISTS (SELECT 1 \
         FROM tickets o WHERE o.compound = t.compound AND o.category = t.category AND o.building = t.building \
         AND o.filed_at < t.filed_at AND o.filed_at >= t.filed_at - {REPEATED_MS}) AND t.compound IN",
        from.0, until.0
    );
    let wanted = places.iter().map(|place| place.0);
    let counted: Vec<(i64,)> = read_in(tx, ("COUNT(*)", &from_rows), wanted, "").await?;
    Ok(counted.first().map_or(0, |(n,)| *n))
}

/// Every count that is kept of a compound.
///
/// # Errors
/// What the database says.
pub async fn all(tx: &mut Tx<'_>) -> Result<Tally, StoreError> {
    let columns = "place, day, counted, category, n";
    let rows: Vec<(i64, i64, String, String, i64)> =
        read(tx, (columns, "FROM tallies WHERE n <> 0 AND place <> $1"), row![EVERYWHERE.0]).await?;
    rows.into_iter()
        .map(|(place, day, count, category, n)| {
            let count = Count::of_code(&count).ok_or(StoreError::Foreign("tallies.counted"))?;
            Ok((Key { place: PlaceId(place), day: Day(day), count, category }, n))
        })
        .collect()
}

/// Reckons all counts anew from the record, in a database that has none yet.
///
/// # Errors
/// What the database says.
pub async fn begin(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let text = "INSERT INTO settings (name, value) VALUES ('tallies', '1') ON CONFLICT (name) DO NOTHING";
    if sqlx::query(text).execute(&mut **tx).await?.rows_affected() == 0 {
        return Ok(());
    }
    recount(tx).await
}

/// Reckons all counts anew from the record.
///
/// # Errors
/// What the database says.
pub async fn recount(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM tallies").execute(&mut **tx).await?;
    let mut last = 0;
    loop {
        let rest = "FROM tickets WHERE id > $1 ORDER BY id LIMIT $2";
        let ids: Vec<(i64,)> = read(tx, ("id", rest), row![last, CHUNK]).await?;
        let Some((until,)) = ids.last().copied() else { return Ok(()) };
        let rest = "FROM events WHERE ticket > $1 AND ticket <= $2 ORDER BY ticket, id";
        let rows: Vec<(i64, i64, String)> = read(tx, ("ticket, at, body", rest), row![last, until]).await?;
        let mut counted = Tally::new();
        for of_ticket in rows.chunk_by(|one, next| one.0 == next.0) {
            let event = |(_, at, body): &(i64, i64, String)| Ok((serde_json::from_str(body)?, Moment(*at)));
            let events = of_ticket.iter().map(event).collect::<Result<Vec<(Event, Moment)>, StoreError>>()?;
            tally::of(&mut counted, None, events.iter().map(|(event, at)| (event, *at)));
        }
        add(tx, counted).await?;
        last = until;
    }
}
