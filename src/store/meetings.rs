//! Meetings, what they resolved, and what residents propose to them.

use std::collections::BTreeMap;

use super::seal::Seal;
use super::sql::{Cell, advance, read, read_in, tagged, write_many};
use super::{StoreError, Tx};
use crate::domain::clocks::Timer;
use crate::domain::id::{MeetingId, PersonId, PlaceId, ProposalId, ResolutionId};
use crate::domain::meeting::resolution::{Event, Words};
use crate::domain::meeting::{Item, Meeting, Proposal, Resolution, Told};
use crate::domain::time::Moment;
use crate::row;

/// Candidates of one list.
const CANDIDATES: i64 = 40;

/// Gives every compound and community that has no clock of its meetings one that looks at once.
///
/// # Errors
/// What the database says.
pub async fn arrange(tx: &mut Tx<'_>, now: Moment) -> Result<(), StoreError> {
    let text = "INSERT INTO timers (kind, object, due) SELECT $1, id, $2 FROM places \
                WHERE kind IN ('compound', 'community') ON CONFLICT (kind, object) DO NOTHING";
    sqlx::query(text).bind(Timer::MeetingAgenda.code()).bind(now.0).execute(&mut **tx).await?;
    Ok(())
}

// ---- rounds ----

const MEETING: &str = "id, place, period, at, agenda, minuted_at";
type MeetingRow = (i64, i64, String, i64, String, i64);

fn meeting((id, place, period, at, agenda, minuted_at): MeetingRow) -> Result<Meeting, StoreError> {
    let agenda: Vec<Item> = serde_json::from_str(&agenda)?;
    let (id, place, at) = (MeetingId(id), PlaceId(place), Moment(at));
    Ok(Meeting { id, place, period, at, agenda, minuted: minuted_at != 0 })
}

/// Writes a round with its agenda.
///
/// # Errors
/// [`StoreError::Raced`] when that round of the place is there already.
pub async fn call(tx: &mut Tx<'_>, meeting: &Meeting) -> Result<(), StoreError> {
    let agenda = serde_json::to_string(&meeting.agenda)?;
    let cells = row![meeting.id.0, meeting.place.0, meeting.period.as_str(), meeting.at.0, agenda];
    let before = "INSERT INTO meetings (id, place, period, at, agenda)";
    let written = write_many(tx, before, "ON CONFLICT (place, period) DO NOTHING", vec![cells]).await?;
    if written == 1 { Ok(()) } else { Err(StoreError::Raced("a round")) }
}

/// Whether a round of a place was called.
///
/// # Errors
/// What the database says.
pub async fn is_called(tx: &mut Tx<'_>, place: PlaceId, period: &str) -> Result<bool, StoreError> {
    let text = "SELECT COUNT(*) FROM meetings WHERE place = $1 AND period = $2";
    let found: i64 = sqlx::query_scalar(text).bind(place.0).bind(period).fetch_one(&mut **tx).await?;
    Ok(found > 0)
}

/// The latest meeting of a place.
///
/// # Errors
/// What the database says.
pub async fn latest(tx: &mut Tx<'_>, place: PlaceId) -> Result<Option<Meeting>, StoreError> {
    let rest = "FROM meetings WHERE place = $1 ORDER BY at DESC LIMIT 1";
    let found: Vec<MeetingRow> = read(tx, (MEETING, rest), row![place.0]).await?;
    found.into_iter().next().map(meeting).transpose()
}

/// One meeting.
///
/// # Errors
/// What the database says.
pub async fn one(tx: &mut Tx<'_>, id: MeetingId) -> Result<Option<Meeting>, StoreError> {
    let found: Vec<MeetingRow> = read(tx, (MEETING, "FROM meetings WHERE id = $1"), row![id.0]).await?;
    found.into_iter().next().map(meeting).transpose()
}

/// Notes who recorded the minutes, and that these proposals were talked over.
///
/// # Errors
/// What the database says.
pub async fn minuted(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    person: PersonId,
    proposals: &[ProposalId],
    now: Moment,
) -> Result<(), StoreError> {
    let text = "UPDATE meetings SET minuted_at = $1, minuted_by = $2 WHERE id = $3";
    sqlx::query(text).bind(now.0).bind(person.0).bind(meeting.0).execute(&mut **tx).await?;
    for proposal in proposals {
        let text = "UPDATE proposals SET meeting = $1 WHERE id = $2";
        sqlx::query(text).bind(meeting.0).bind(proposal.0).execute(&mut **tx).await?;
    }
    Ok(())
}

// ---- proposals ----

/// Keeps a resident's proposal.
///
/// # Errors
/// What the database says.
pub async fn propose(
    tx: &mut Tx<'_>,
    seal: &Seal,
    (place, proposal): (PlaceId, &Proposal),
    now: Moment,
) -> Result<(), StoreError> {
    let words = seal.close("proposals", "words", proposal.id.0, &proposal.words)?;
    let cells = row![proposal.id.0, place.0, proposal.person.0, now.0, 0, words];
    let before = "INSERT INTO proposals (id, place, person, filed_at, meeting, words_sealed)";
    write_many(tx, before, "", vec![cells]).await?;
    Ok(())
}

/// How many proposals of a person wait for a meeting.
///
/// # Errors
/// What the database says.
pub async fn waiting_of(tx: &mut Tx<'_>, person: PersonId) -> Result<i64, StoreError> {
    let text = "SELECT COUNT(*) FROM proposals WHERE person = $1 AND meeting = 0";
    Ok(sqlx::query_scalar(text).bind(person.0).fetch_one(&mut **tx).await?)
}

const PROPOSAL: &str = "id, person, words_sealed";

fn proposals(rows: Vec<(i64, i64, String)>, seal: &Seal) -> Result<BTreeMap<ProposalId, Proposal>, StoreError> {
    let proposal = |(id, person, words): (i64, i64, String)| {
        let words = seal.open("proposals", "words", id, &words)?;
        let id = ProposalId(id);
        Ok((id, Proposal { id, person: PersonId(person), words }))
    };
    rows.into_iter().map(proposal).collect()
}

/// The proposals that wait for a meeting of a place, the oldest first.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn waiting(
    tx: &mut Tx<'_>,
    seal: &Seal,
    place: PlaceId,
) -> Result<BTreeMap<ProposalId, Proposal>, StoreError> {
    let rest = "FROM proposals WHERE place = $1 AND meeting = 0 ORDER BY id LIMIT $2";
    proposals(read(tx, (PROPOSAL, rest), row![place.0, CANDIDATES]).await?, seal)
}

/// These proposals.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn proposals_of(
    tx: &mut Tx<'_>,
    seal: &Seal,
    ids: &[ProposalId],
) -> Result<BTreeMap<ProposalId, Proposal>, StoreError> {
    let rows = read_in(tx, (PROPOSAL, "FROM proposals WHERE id IN"), ids.iter().map(|id| id.0), "").await?;
    proposals(rows, seal)
}

// ---- resolutions ----

const RESOLUTION: &str = "id, version, fold, words_sealed";
type ResolutionRow = (i64, i64, String, String);

fn told((id, version, fold, words): ResolutionRow, seal: &Seal) -> Result<Told, StoreError> {
    let mut resolution: Resolution = serde_json::from_str(&fold)?;
    resolution.version = version;
    let words: Words = serde_json::from_str(&seal.open("resolutions", "words", id, &words)?)?;
    Ok(Told { resolution, words })
}

fn by_id(rows: Vec<ResolutionRow>, seal: &Seal) -> Result<BTreeMap<ResolutionId, Told>, StoreError> {
    let told = |row| told(row, seal).map(|told| (told.resolution.id, told));
    rows.into_iter().map(told).collect()
}

/// The late resolutions of a place, the oldest first.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn late(tx: &mut Tx<'_>, seal: &Seal, place: PlaceId) -> Result<BTreeMap<ResolutionId, Told>, StoreError> {
    let rest = "FROM resolutions WHERE place = $1 AND state = 'late' ORDER BY id LIMIT $2";
    by_id(read(tx, (RESOLUTION, rest), row![place.0, CANDIDATES]).await?, seal)
}

/// These resolutions.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn resolutions(
    tx: &mut Tx<'_>,
    seal: &Seal,
    ids: &[ResolutionId],
) -> Result<BTreeMap<ResolutionId, Told>, StoreError> {
    by_id(read_in(tx, (RESOLUTION, "FROM resolutions WHERE id IN"), ids.iter().map(|id| id.0), "").await?, seal)
}

/// A page of the resolutions of a compound and its community, the newest first, and how many there are; the internal
/// ones too where `internal`.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn listed(
    tx: &mut Tx<'_>,
    seal: &Seal,
    (compound, community): (PlaceId, PlaceId),
    internal: bool,
    (offset, limit): (i64, i64),
) -> Result<(Vec<Told>, i64), StoreError> {
    let condition = "FROM resolutions WHERE place IN ($1, $2) AND public >= $3";
    let least = i64::from(!internal);
    let text = format!("SELECT COUNT(*) {condition}");
    let count = sqlx::query_scalar(sqlx::AssertSqlSafe(text)).bind(compound.0).bind(community.0).bind(least);
    let total: i64 = count.fetch_one(&mut **tx).await?;
    let rest = format!("{condition} ORDER BY id DESC LIMIT $4 OFFSET $5");
    let cells = row![compound.0, community.0, least, limit, offset.max(0)];
    let rows: Vec<ResolutionRow> = read(tx, (RESOLUTION, &rest), cells).await?;
    Ok((rows.into_iter().map(|row| told(row, seal)).collect::<Result<_, _>>()?, total))
}

/// How many public resolutions a place passed between `from` (included) and `until` (excluded).
///
/// # Errors
/// What the database says.
pub async fn resolved(tx: &mut Tx<'_>, place: PlaceId, (from, until): (Moment, Moment)) -> Result<i64, StoreError> {
    let text = "SELECT COUNT(*) FROM resolutions r WHERE r.place = $1 AND r.public = 1 AND \
                (SELECT MIN(e.at) FROM resolution_events e WHERE e.resolution = r.id) BETWEEN $2 AND $3";
    Ok(sqlx::query_scalar(text).bind(place.0).bind(from.0).bind(until.0 - 1).fetch_one(&mut **tx).await?)
}

const STATE: &str = "place, state, public, fold, words_sealed";

/// The cells of a state and its words, in the order of [`STATE`].
fn state(seal: &Seal, told: &Told) -> Result<Vec<Cell>, StoreError> {
    let resolution = &told.resolution;
    let words = seal.close("resolutions", "words", resolution.id.0, &serde_json::to_string(&told.words)?)?;
    let fold = serde_json::to_string(resolution)?;
    Ok(row![resolution.place.0, resolution.state.code(), resolution.public, fold, words])
}

/// Writes a new resolution with its first event, under this id.
///
/// # Errors
/// What the database says.
pub async fn resolve(
    tx: &mut Tx<'_>,
    seal: &Seal,
    told: &Told,
    (event, by): (&Event, PersonId),
    event_id: i64,
) -> Result<(), StoreError> {
    let mut cells = row![told.resolution.id.0, told.resolution.version];
    cells.extend(state(seal, told)?);
    let before = format!("INSERT INTO resolutions (id, version, {STATE})");
    write_many(tx, &before, "", vec![cells]).await?;
    append(tx, told.resolution.id, (event, by), (event_id, told.resolution.made_at)).await
}

/// Writes what happened to a resolution and its state after it; nobody did it where the clock did.
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
    let resolution = &after.resolution;
    let cells = state(seal, after)?;
    advance(tx, ("resolutions", STATE, "a resolution"), (resolution.id.0, resolution.version), cells).await?;
    append(tx, resolution.id, (event, by.unwrap_or(PersonId(0))), (event_id, now)).await
}

async fn append(
    tx: &mut Tx<'_>,
    resolution: ResolutionId,
    (event, by): (&Event, PersonId),
    (id, now): (i64, Moment),
) -> Result<(), StoreError> {
    let (kind, body) = tagged(event)?;
    let cells = row![id, resolution.0, now.0, by.0, kind, body];
    let before = "INSERT INTO resolution_events (id, resolution, at, person, kind, body)";
    write_many(tx, before, "", vec![cells]).await?;
    Ok(())
}

/// The resolutions after `after`, by id, at most `limit`: the state as stored and as its events give it.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn record(
    tx: &mut Tx<'_>,
    after: ResolutionId,
    limit: i64,
) -> Result<Vec<(Resolution, Option<Resolution>)>, StoreError> {
    let rest = "FROM resolutions WHERE id > $1 ORDER BY id LIMIT $2";
    let rows: Vec<(i64, String)> = read(tx, ("version, fold", rest), row![after.0, limit]).await?;
    let mut found = Vec::with_capacity(rows.len());
    for (version, fold) in rows {
        let mut stored: Resolution = serde_json::from_str(&fold)?;
        stored.version = version;
        let rest = "FROM resolution_events WHERE resolution = $1 ORDER BY id";
        let events: Vec<(i64, String)> = read(tx, ("at, body", rest), row![stored.id.0]).await?;
        let mut folded: Option<Resolution> = None;
        for (at, body) in events {
            let (event, at): (Event, Moment) = (serde_json::from_str(&body)?, Moment(at));
            match &mut folded {
                Some(folded) => folded.apply(&event, at),
                None => folded = Resolution::begin(stored.id, &event, at),
            }
        }
        found.push((stored, folded));
    }
    Ok(found)
}
