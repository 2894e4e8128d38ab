//! Announcements: their state, their story, and which of them hold where.

use serde::{Deserialize, Serialize};

use super::people::none_if_zero;
use super::seal::Seal;
use super::sql::{advance, read, read_in_with, tagged};
use super::{StoreError, Tx};
use crate::domain::announcement::{Announcement, Event, Mode, Preset, State};
use crate::domain::id::{AnnouncementId, PersonId, PlaceId};
use crate::domain::time::Moment;
use crate::row;

mod audience;
mod safety;

pub use audience::{audience, deliver, follow, groups, posted_to, reach, recipients, standing, unqueue};
pub use safety::{answer, answers};

/// What staff wrote and how they are called: sealed as one value.
#[derive(Debug, Serialize, Deserialize)]
struct Private {
    words: String,
    name: String,
}

const FOLDED: &str = "id, version, fold, private_sealed";

fn unfold((id, version, fold, private): (i64, i64, String, String), seal: &Seal) -> Result<Announcement, StoreError> {
    let mut one: Announcement = serde_json::from_str(&fold)?;
    let private: Private = serde_json::from_str(&seal.open("announcements", "private", id, &private)?)?;
    one.version = version;
    (one.words, one.by.name) = (private.words, private.name);
    Ok(one)
}

fn private(one: &Announcement, seal: &Seal) -> Result<String, StoreError> {
    let private = Private { words: one.words.clone(), name: one.by.name.clone() };
    Ok(seal.close("announcements", "private", one.id.0, &serde_json::to_string(&private)?)?)
}

/// Writes a new announcement with its first event.
///
/// # Errors
/// What the database says.
pub async fn announce(
    tx: &mut Tx<'_>,
    seal: &Seal,
    one: &Announcement,
    (event_id, now): (i64, Moment),
) -> Result<(), StoreError> {
    let text = "INSERT INTO announcements (id, version, place, category, preset, state, ends_at, posted_to, fold, \
                private_sealed) VALUES ($1, 0, $2, $3, $4, $5, $6, 0, $7, $8)";
    sqlx::query(text)
        .bind(one.id.0)
        .bind(one.place.0)
        .bind(one.category.code())
        .bind(one.preset.map_or("", Preset::code))
        .bind(one.state.code())
        .bind(one.until.0)
        .bind(serde_json::to_string(one)?)
        .bind(private(one, seal)?)
        .execute(&mut **tx)
        .await?;
    let event = Event::Announced(Box::new(one.clone()));
    append(tx, seal, (one, &event, Some(one.by.person)), (event_id, now)).await
}

/// Writes what happened to an announcement and its state after it.
///
/// # Errors
/// [`StoreError::Raced`] when its version is no longer the one that was read.
pub async fn save(
    tx: &mut Tx<'_>,
    seal: &Seal,
    (after, event, by): (&Announcement, &Event, Option<PersonId>),
    (event_id, now): (i64, Moment),
) -> Result<(), StoreError> {
    let state = ("announcements", "state, ends_at, fold, private_sealed", "an announcement");
    let cells = row![after.state.code(), after.until.0, serde_json::to_string(after)?, private(after, seal)?];
    advance(tx, state, (after.id.0, after.version), cells).await?;
    append(tx, seal, (after, event, by), (event_id, now)).await
}

async fn append(
    tx: &mut Tx<'_>,
    seal: &Seal,
    (one, event, by): (&Announcement, &Event, Option<PersonId>),
    (event_id, now): (i64, Moment),
) -> Result<(), StoreError> {
    let words = match event {
        Event::Announced(_) | Event::Corrected { .. } => one.words.as_str(),
        Event::Posted | Event::Withdrawn => "",
    };
    let (kind, body) = tagged(event)?;
    let text = "INSERT INTO announcement_events (id, announcement, version, at, person, kind, body, words_sealed) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    sqlx::query(text)
        .bind(event_id)
        .bind(one.id.0)
        .bind(one.version + 1)
        .bind(now.0)
        .bind(by.map_or(0, |by| by.0))
        .bind(kind)
        .bind(body)
        .bind(seal.close("announcement_events", "words", event_id, words)?)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The announcement with this id, and to whom it was posted last (none: to all).
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn by_id(
    tx: &mut Tx<'_>,
    seal: &Seal,
    id: AnnouncementId,
) -> Result<Option<(Announcement, Option<PersonId>)>, StoreError> {
    type Columns = (i64, i64, String, String, i64);
    let rest = "FROM announcements WHERE id = $1";
    let columns = format!("{FOLDED}, posted_to");
    let rows: Vec<Columns> = read(tx, (&columns, rest), row![id.0]).await?;
    let found = rows.into_iter().next();
    found
        .map(|(id, version, fold, private, posted_to)| {
            let one = unfold((id, version, fold, private), seal)?;
            Ok((one, (posted_to != audience::ALL).then_some(PersonId(posted_to))))
        })
        .transpose()
}

/// The announcements of exactly these places that end after `now` and weren't taken back, newest first.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn of_places(
    tx: &mut Tx<'_>,
    seal: &Seal,
    places: &[PlaceId],
    now: Moment,
) -> Result<Vec<Announcement>, StoreError> {
    let text = (FOLDED, "FROM announcements WHERE place IN");
    let after = "AND ends_at > $2 AND state <> 'withdrawn' ORDER BY id DESC";
    let places = places.iter().map(|place| place.0.into()).collect();
    let rows = read_in_with(tx, text, places, (after, row![now.0])).await?;
    rows.into_iter().map(|row| unfold(row, seal)).collect()
}

/// Emergency modes that last at `now`.
///
/// # Errors
/// What the database says.
pub async fn emergencies(tx: &mut Tx<'_>, now: Moment) -> Result<Vec<Mode>, StoreError> {
    let rest = "FROM announcements WHERE preset <> '' AND state = $1 AND ends_at > $2";
    let rows: Vec<(i64, i64, String, i64)> =
        read(tx, ("id, place, preset, ends_at", rest), row![State::Posted.code(), now.0]).await?;
    let mode = |(id, place, preset, until): (i64, i64, String, i64)| {
        Some(Mode {
            id: AnnouncementId(id),
            place: none_if_zero(place, PlaceId)?,
            preset: Preset::of_code(&preset)?,
            until: Moment(until),
        })
    };
    Ok(rows.into_iter().filter_map(mode).collect())
}

/// Announcements after this one, as they stand, each beside what folding its events gives.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn record(
    tx: &mut Tx<'_>,
    seal: &Seal,
    after: AnnouncementId,
    limit: i64,
) -> Result<Vec<(Announcement, Option<Announcement>)>, StoreError> {
    let rest = "FROM announcements WHERE id > $1 ORDER BY id LIMIT $2";
    let rows = read(tx, (FOLDED, rest), row![after.0, limit]).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let stored = unfold(row, seal)?;
        let rest = "FROM announcement_events WHERE announcement = $1 ORDER BY id";
        let columns = "id, at, body, words_sealed";
        let events: Vec<(i64, i64, String, String)> = read(tx, (columns, rest), row![stored.id.0]).await?;
        let mut folded: Option<Announcement> = None;
        for (id, at, body, words) in events {
            let words = seal.open("announcement_events", "words", id, &words)?;
            match (serde_json::from_str(&body)?, &mut folded) {
                (Event::Announced(one), _) => folded = Some(Announcement { words, ..*one }),
                (event, Some(folded)) => {
                    folded.apply(&event, Some(&*words).filter(|words| !words.is_empty()), Moment(at));
                }
                (_, None) => {}
            }
        }
        found.push((stored, folded));
    }
    Ok(found)
}
