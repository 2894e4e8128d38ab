//! Tickets: their state, their story, their lists.
//!
//! The state is kept three times on purpose: as events (the record), as `fold` (what folding them gives, read whole)
//! and as the few columns that lists select by. [`columns`] is the one place that derives the last from the second;
//! `mulin check` folds the events again and compares.

use super::seal::Seal;
use super::sql::{Cell, read, tagged, write_many};
use super::{StoreError, Tx};
use crate::domain::clocks;
use crate::domain::id::{MediaId, Number, PersonId, TicketId};
use crate::domain::person::Contact;
use crate::domain::ticket::dossier::{NewTicket, Record};
use crate::domain::ticket::{Actor, Party, Ticket, WaitingFor};
use crate::domain::time::Moment;
use crate::row;
use serde::{Deserialize, Serialize};

pub mod agenda;
mod dossier;
mod lists;
pub mod record;

pub use dossier::{dossiers, standing};
pub use lists::{Queue, asking, led, mine, open_in, queue, similar, usual};

/// What a person wrote or left with a ticket: sealed as one value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Private {
    /// The room.
    room: Option<String>,
    /// What was said of the place.
    place_words: Option<String>,
    /// What the reporter left.
    contact: Option<Contact>,
    /// Own questions with their answers.
    answers: Vec<(String, String)>,
    /// The first words of the report, for lists.
    brief: String,
}

/// Characters of the report that lists show.
const BRIEF: usize = 60;

/// Draws `count` ticket numbers and gives the first; gaps are allowed.
///
/// # Errors
/// What the database says.
pub async fn draw_numbers(tx: &mut Tx<'_>, count: i64) -> Result<Number, StoreError> {
    let text = "INSERT INTO counters (name, value) VALUES ('ticket_number', 1000 + $1) \
                ON CONFLICT (name) DO UPDATE SET value = counters.value + $1 RETURNING value";
    let last: i64 = sqlx::query_scalar(text).bind(count).fetch_one(&mut **tx).await?;
    Ok(Number(last - count + 1))
}

/// The columns that lists select by, in the order of [`COLUMNS`].
fn columns(ticket: &Ticket, public: bool) -> Vec<Cell> {
    let moment = |at: Option<Moment>| at.map_or(0, |at| at.0);
    let waits = ticket.waiting.is_some_and(|waiting| waiting.on == WaitingFor::Resident);
    row![
        ticket.reporter.map_or(0, |person| person.0),
        ticket.spot.compound.0,
        ticket.spot.building.clone().unwrap_or_default(),
        ticket.category.clone(),
        ticket.kind.code(),
        ticket.state.code(),
        ticket.state.is_open(),
        ticket.level.code(),
        ticket.urgency == crate::domain::ticket::Urgency::Urgent,
        public,
        ticket.lead.map_or(0, |lead| lead.0),
        waits,
        ticket.filed_at.0,
        clocks::next_due(ticket).map_or(i64::MAX, |due| due.0),
        moment(ticket.dues.done),
        moment(ticket.resolved_at),
        ticket.against.map_or("", Party::code),
        ticket.reopened,
    ]
}

const COLUMNS: &str = "reporter, compound, building, category, kind, state, is_open, level, urgent, public, lead, \
                       waits_for_resident, filed_at, next_due, done_due, resolved_at, against, reopened";

/// The state as JSON, without what is sealed.
fn fold(ticket: &Ticket) -> Result<String, StoreError> {
    let mut open = ticket.clone();
    open.spot.room = None;
    open.spot.words = None;
    Ok(serde_json::to_string(&open)?)
}

/// The columns of a ticket's state.
const FOLDED: &str = "version, fold, private_sealed";

/// The state in [`FOLDED`].
fn unfold((version, fold, private): (i64, String, String), seal: &Seal) -> Result<(Ticket, Private), StoreError> {
    let mut ticket: Ticket = serde_json::from_str(&fold)?;
    ticket.version = version;
    let private = seal.open("tickets", "private", ticket.id.0, &private)?;
    let private: Private = if private.is_empty() { Private::default() } else { serde_json::from_str(&private)? };
    ticket.spot.room.clone_from(&private.room);
    ticket.spot.words.clone_from(&private.place_words);
    Ok((ticket, private))
}

/// A new ticket to be written, with the id of its first event.
#[derive(Clone, Copy, Debug)]
pub struct Filed<'a> {
    /// The ticket.
    pub new: &'a NewTicket,
    /// Whether its public short form is shown.
    pub public: bool,
    /// Id of its first event.
    pub event: i64,
}

/// Writes new tickets, each with its first event.
///
/// # Errors
/// What the database says.
pub async fn file(tx: &mut Tx<'_>, seal: &Seal, filed: &[Filed<'_>]) -> Result<(), StoreError> {
    let (mut rows, mut record) = (Vec::with_capacity(filed.len()), Appended::default());
    for Filed { new, public, event } in filed {
        let ticket = &new.ticket;
        let private = Private {
            room: ticket.spot.room.clone(),
            place_words: ticket.spot.words.clone(),
            contact: new.contact.clone(),
            answers: new.answers.clone(),
            brief: new.record.words.as_deref().unwrap_or_default().chars().take(BRIEF).collect(),
        };
        let mut cells = row![ticket.id.0, ticket.number.0, ticket.version, fold(ticket)?];
        cells.push(seal.close("tickets", "private", ticket.id.0, &serde_json::to_string(&private)?)?.into());
        cells.push(new.claim.as_deref().map(|code| seal.code(code)).unwrap_or_default().into());
        cells.extend(columns(ticket, *public));
        rows.push(cells);
        record.add(seal, ticket, (&new.record, *event), ticket.filed_at)?;
    }
    let before = format!("INSERT INTO tickets (id, number, version, fold, private_sealed, claim_mac, {COLUMNS})");
    write_many(tx, &before, "", rows).await?;
    record.write(tx).await
}

/// What happened to a ticket, to be written with its state after it.
#[derive(Clone, Debug)]
pub struct Saved<'a> {
    /// State after, whose `version` is still the one that was read.
    pub after: &'a Ticket,
    /// Whether its public short form is shown.
    pub public: bool,
    /// What happened, in order.
    pub records: &'a [Record],
    /// Ids of these events, and when each was.
    pub events: Vec<(i64, Moment)>,
}

/// Writes what happened to tickets, each named once, and their states after it.
///
/// # Errors
/// [`StoreError::Raced`] when the version of one is no longer the one that was read.
pub async fn save(tx: &mut Tx<'_>, seal: &Seal, saved: &[Saved<'_>]) -> Result<(), StoreError> {
    let (mut rows, mut record) = (Vec::with_capacity(saved.len()), Appended::default());
    for Saved { after, public, records, events } in saved {
        let mut cells = row![after.id.0, after.version, fold(after)?];
        cells.extend(columns(after, *public));
        rows.push(cells);
        for (happened, (id, at)) in records.iter().zip(events) {
            record.add(seal, after, (happened, *id), *at)?;
        }
    }
    let set: Vec<String> = COLUMNS.split(", ").map(|column| format!("{column} = v.{column}")).collect();
    let before = format!("WITH v(id, version, fold, {COLUMNS}) AS (");
    let after = format!(
        ") UPDATE tickets SET version = tickets.version + 1, fold = v.fold, {} \
         FROM v WHERE tickets.id = v.id AND tickets.version = v.version",
        set.join(", ")
    );
    let count = rows.len();
    if write_many(tx, &before, &after, rows).await? != u64::try_from(count).unwrap_or(u64::MAX) {
        return Err(StoreError::Raced("a ticket"));
    }
    record.write(tx).await
}

/// Rows of events with their words and files.
#[derive(Debug, Default)]
struct Appended {
    events: Vec<Vec<Cell>>,
    bodies: Vec<Vec<Cell>>,
    media: Vec<Vec<Cell>>,
}

impl Appended {
    fn add(
        &mut self,
        seal: &Seal,
        ticket: &Ticket,
        (record, id): (&Record, i64),
        at: Moment,
    ) -> Result<(), StoreError> {
        let (actor, person) = actor_cells(record.actor);
        let (kind, body) = tagged(&record.event)?;
        self.events.push(row![id, ticket.id.0, ticket.version + 1, at.0, actor, person, kind, body]);
        if let Some(words) = record.words.as_deref().filter(|words| !words.is_empty()) {
            self.bodies.push(row![id, ticket.id.0, seal.close("bodies", "words", id, words)?]);
        }
        self.media.extend(record.media.iter().map(|MediaId(file)| row![id, *file, ticket.id.0]));
        Ok(())
    }

    async fn write(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let before = "INSERT INTO events (id, ticket, version, at, actor, person, kind, body)";
        write_many(tx, before, "", self.events).await?;
        write_many(tx, "INSERT INTO bodies (event, ticket, words_sealed)", "", self.bodies).await?;
        write_many(tx, "INSERT INTO event_media (event, media, ticket)", "", self.media).await?;
        Ok(())
    }
}

/// How an actor is written: as whom, and which person. An anonymous reporter leaves none.
fn actor_cells(actor: Actor) -> (String, i64) {
    let code = match actor {
        Actor::Reporter(_) => "reporter".to_owned(),
        Actor::Affected(_) => "affected".to_owned(),
        Actor::Staff { role, .. } => format!("staff:{}", role.code()),
        Actor::CodeHolder => "code".to_owned(),
        Actor::Clock => "clock".to_owned(),
    };
    (code, actor.person().map_or(0, |person| person.0))
}

/// A person joins (true) or leaves those whom a ticket affects.
///
/// # Errors
/// What the database says.
pub async fn follow(
    tx: &mut Tx<'_>,
    (number, person): (Number, PersonId),
    follows: bool,
    now: Moment,
) -> Result<(), StoreError> {
    let text = if follows {
        "INSERT INTO followers (ticket, person, at) SELECT id, $2, $3 FROM tickets WHERE number = $1 \
         ON CONFLICT (ticket, person) DO NOTHING"
    } else {
        "DELETE FROM followers WHERE ticket IN (SELECT id FROM tickets WHERE number = $1) AND person = $2 AND at <= $3"
    };
    sqlx::query(text).bind(number.0).bind(person.0).bind(now.0).execute(&mut **tx).await?;
    Ok(())
}

/// Corrects or takes back what the reporter left with a ticket.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn set_contact(
    tx: &mut Tx<'_>,
    seal: &Seal,
    number: Number,
    contact: Option<Contact>,
) -> Result<(), StoreError> {
    let found = read(tx, (FOLDED, "FROM tickets WHERE number = $1"), row![number.0]).await?.pop();
    let (ticket, mut private) = unfold(found.ok_or(sqlx::Error::RowNotFound)?, seal)?;
    private.contact = contact;
    let sealed = seal.close("tickets", "private", ticket.id.0, &serde_json::to_string(&private)?)?;
    let text = "UPDATE tickets SET private_sealed = $1 WHERE id = $2";
    sqlx::query(text).bind(sealed).bind(ticket.id.0).execute(&mut **tx).await?;
    Ok(())
}

/// The number that a claim code opens.
///
/// # Errors
/// What the database says.
pub async fn by_claim(tx: &mut Tx<'_>, seal: &Seal, code: &str) -> Result<Option<Number>, StoreError> {
    let text = "SELECT number FROM tickets WHERE claim_mac = $1 AND claim_mac <> ''";
    let found: Option<i64> = sqlx::query_scalar(text).bind(seal.code(code)).fetch_optional(&mut **tx).await?;
    Ok(found.map(Number))
}

/// The id behind a number.
///
/// # Errors
/// What the database says.
pub async fn id_of(tx: &mut Tx<'_>, number: Number) -> Result<Option<TicketId>, StoreError> {
    let text = "SELECT id FROM tickets WHERE number = $1";
    let found: Option<i64> = sqlx::query_scalar(text).bind(number.0).fetch_optional(&mut **tx).await?;
    Ok(found.map(TicketId))
}
