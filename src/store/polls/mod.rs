//! Votes: their state and events, who may vote, what lies in the box ([`ballots`]), and which owners were reached
//! ([`deliveries`]).

pub mod ballots;
mod counted;
pub mod deliveries;

use std::collections::BTreeMap;

use super::seal::Seal;
use super::sql::{Cell, advance, read, read_in, tagged, write_many};
use super::{StoreError, Tx};
use crate::domain::id::{PersonId, PlaceId, VoteId};
use crate::domain::time::Moment;
use crate::domain::vote::article278::Owners;
use crate::domain::vote::poll::{Event, Poll, Told, Words};
use crate::row;

pub use counted::{Weighed, owners, weighed};

/// Most votes in a list.
pub const MOST: i64 = 20;

const COLUMNS: &str = "id, version, heads, area, fold, words_sealed";
type Row = (i64, i64, u64, u64, String, String);

fn told((id, version, heads, area, fold, words): Row, seal: &Seal) -> Result<Told, StoreError> {
    let mut poll: Poll = serde_json::from_str(&fold)?;
    poll.version = version;
    let words: Words = serde_json::from_str(&seal.open("polls", "words", id, &words)?)?;
    Ok(Told { poll, words, cast: Owners { heads, area } })
}

/// These votes.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn find(tx: &mut Tx<'_>, seal: &Seal, ids: &[VoteId]) -> Result<BTreeMap<VoteId, Told>, StoreError> {
    let rows: Vec<Row> = read_in(tx, (COLUMNS, "FROM polls WHERE id IN"), ids.iter().map(|id| id.0), "").await?;
    rows.into_iter().map(|row| told(row, seal).map(|told| (told.poll.id, told))).collect()
}

/// The latest votes of a compound, the newest first, at most [`MOST`].
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn of_compound(tx: &mut Tx<'_>, seal: &Seal, compound: PlaceId) -> Result<Vec<Told>, StoreError> {
    let rest = "FROM polls WHERE compound = $1 ORDER BY id DESC LIMIT $2";
    let rows: Vec<Row> = read(tx, (COLUMNS, rest), row![compound.0, MOST]).await?;
    rows.into_iter().map(|row| told(row, seal)).collect()
}

/// A fresh number for a vote.
///
/// # Errors
/// What the database says.
pub async fn draw_number(tx: &mut Tx<'_>) -> Result<VoteId, StoreError> {
    let text = "INSERT INTO counters (name, value) VALUES ('vote', 1) \
                ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value";
    Ok(VoteId(sqlx::query_scalar(text).fetch_one(&mut **tx).await?))
}

const STATE: &str = "compound, phase, closes_at, fold, words_sealed";

/// The cells of a state and its words, in the order of [`STATE`].
fn state(seal: &Seal, told: &Told) -> Result<Vec<Cell>, StoreError> {
    let poll = &told.poll;
    let words = seal.close("polls", "words", poll.id.0, &serde_json::to_string(&told.words)?)?;
    let closes = poll.closes_at.map_or(0, |closes| closes.0);
    Ok(row![poll.params.scope.compound.0, poll.phase.code(), closes, serde_json::to_string(poll)?, words])
}

/// Writes a new vote with its first event.
///
/// # Errors
/// What the database says.
pub async fn prepare(
    tx: &mut Tx<'_>,
    seal: &Seal,
    told: &Told,
    (event, by): (&Event, PersonId),
    (event_id, now): (i64, Moment),
) -> Result<(), StoreError> {
    let mut cells = row![told.poll.id.0, told.poll.version, 0, 0, "", ""];
    cells.extend(state(seal, told)?);
    let before = format!("INSERT INTO polls (id, version, heads, area, key_sealed, seed_sealed, {STATE})");
    write_many(tx, &before, "", vec![cells]).await?;
    append(tx, told.poll.id, (event, by), (event_id, now)).await
}

/// Writes what happened to a vote and its state after it; nobody did it where the clock did.
///
/// # Errors
/// [`StoreError::Raced`] when its version is no longer the one that was read.
pub async fn save(
    tx: &mut Tx<'_>,
    seal: &Seal,
    after: &Told,
    (event, by): (&Event, Option<PersonId>),
    (event_id, now): (i64, Moment),
) -> Result<(), StoreError> {
    let poll = &after.poll;
    let cells = state(seal, after)?;
    advance(tx, ("polls", STATE, "a vote"), (poll.id.0, poll.version), cells).await?;
    append(tx, poll.id, (event, by.unwrap_or(PersonId(0))), (event_id, now)).await
}

async fn append(
    tx: &mut Tx<'_>,
    poll: VoteId,
    (event, by): (&Event, PersonId),
    (id, now): (i64, Moment),
) -> Result<(), StoreError> {
    let (kind, body) = tagged(event)?;
    let cells = row![id, poll.0, now.0, by.0, kind, body];
    let before = "INSERT INTO poll_events (id, poll, at, person, kind, body)";
    write_many(tx, before, "", vec![cells]).await?;
    Ok(())
}

/// Keeps the value that the lot of a vote is drawn with.
///
/// # Errors
/// What the database says.
pub async fn keep_seed(tx: &mut Tx<'_>, seal: &Seal, poll: VoteId, seed: &str) -> Result<(), StoreError> {
    let sealed = seal.close("polls", "seed", poll.0, seed)?;
    let text = "UPDATE polls SET seed_sealed = $2 WHERE id = $1";
    sqlx::query(text).bind(poll.0).bind(sealed).execute(&mut **tx).await?;
    Ok(())
}

/// The value that the lot of a vote is drawn with; empty before it was published.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn seed(tx: &mut Tx<'_>, seal: &Seal, poll: VoteId) -> Result<String, StoreError> {
    let rows: Vec<(String,)> = read(tx, ("seed_sealed", "FROM polls WHERE id = $1"), row![poll.0]).await?;
    let sealed = rows.into_iter().next().map(|(sealed,)| sealed).unwrap_or_default();
    Ok(seal.open("polls", "seed", poll.0, &sealed)?)
}

/// Freezes who may vote: voters with their area in 0.01 m², and their doors as they are written now.
///
/// # Errors
/// What the database says.
pub async fn freeze(
    tx: &mut Tx<'_>,
    seal: &Seal,
    poll: VoteId,
    (roll, doors): (&[(i64, u64)], &BTreeMap<i64, String>),
) -> Result<(), StoreError> {
    let cells = |(voter, area): &(i64, u64)| {
        let area = i64::try_from(*area).map_err(|_| StoreError::Foreign("an area"))?;
        let doors = seal.close("poll_roll", "doors", *voter, doors.get(voter).map_or("", String::as_str))?;
        Ok(row![poll.0, *voter, area, doors])
    };
    let rows = roll.iter().map(cells).collect::<Result<_, StoreError>>()?;
    write_many(tx, "INSERT INTO poll_roll (poll, voter, area, doors_sealed)", "", rows).await?;
    Ok(())
}

/// Everybody on the roll of a vote: voter, area in 0.01 m², and doors when it was frozen.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn listed(tx: &mut Tx<'_>, seal: &Seal, poll: VoteId) -> Result<Vec<(i64, u64, String)>, StoreError> {
    let rest = "FROM poll_roll WHERE poll = $1 ORDER BY voter";
    let rows: Vec<(i64, u64, String)> = read(tx, ("voter, area, doors_sealed", rest), row![poll.0]).await?;
    let open =
        |(voter, area, doors): (i64, u64, String)| Ok((voter, area, seal.open("poll_roll", "doors", voter, &doors)?));
    rows.into_iter().map(open).collect()
}

/// Who may vote, with their area in 0.01 m²; all of them, or those of `voters`.
///
/// # Errors
/// What the database says.
pub async fn roll(tx: &mut Tx<'_>, poll: VoteId, voters: Option<&[i64]>) -> Result<BTreeMap<i64, u64>, StoreError> {
    let rows: Vec<(i64, u64)> = match voters {
        Some(voters) => {
            let from = "FROM poll_roll WHERE (poll, voter) IN";
            read_in(tx, ("voter, area", from), voters.iter().map(|voter| (poll.0, *voter)), "").await?
        }
        None => read(tx, ("voter, area", "FROM poll_roll WHERE poll = $1"), row![poll.0]).await?,
    };
    Ok(rows.into_iter().collect())
}

/// The votes after `after`, by id, at most `limit`: the state as stored and as its events give it.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn record(
    tx: &mut Tx<'_>,
    seal: &Seal,
    after: VoteId,
    limit: i64,
) -> Result<Vec<(Told, Option<Poll>)>, StoreError> {
    let rest = "FROM polls WHERE id > $1 ORDER BY id LIMIT $2";
    let rows: Vec<Row> = read(tx, (COLUMNS, rest), row![after.0, limit]).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let told = told(row, seal)?;
        let rest = "FROM poll_events WHERE poll = $1 ORDER BY id";
        let events: Vec<(i64, String)> = read(tx, ("at, body", rest), row![told.poll.id.0]).await?;
        let mut folded: Option<Poll> = None;
        for (at, body) in events {
            let (event, at): (Event, Moment) = (serde_json::from_str(&body)?, Moment(at));
            match &mut folded {
                Some(folded) => folded.apply(&event, at),
                None => folded = Poll::begin(told.poll.id, &event),
            }
        }
        found.push((told, folded));
    }
    Ok(found)
}
