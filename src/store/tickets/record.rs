//! Tickets as they stand in the record: for exports and for the check that the record and the state agree.

use super::super::seal::Seal;
use super::super::sql::read;
use super::super::{StoreError, Tx};
use super::{Private, unfold};
use crate::domain::id::{Number, PersonId, TicketId};
use crate::domain::ticket::{Event, Ticket};
use crate::domain::time::Moment;
use crate::row;

/// An event as recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its id.
    pub id: i64,
    /// When.
    pub at: Moment,
    /// As whom it was done: `reporter`, `affected`, `staff:ROLE`, `code`, `clock`.
    pub actor: String,
    /// Who did it.
    pub person: PersonId,
    /// What.
    pub event: Event,
    /// Its words.
    pub words: Option<String>,
    /// Ids and kinds of its files.
    pub media: Vec<(i64, String)>,
}

/// A ticket with its whole record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// The state as stored.
    pub ticket: Ticket,
    /// The state column of the lists, to be compared.
    pub listed_state: String,
    /// The events, oldest first.
    pub events: Vec<Recorded>,
    /// Questions of the category's own, with the answers.
    pub answers: Vec<(String, String)>,
    /// Name and phone that the reporter left.
    pub contact: Option<crate::domain::person::Contact>,
    /// How many follow it.
    pub followers: i64,
}

/// The tickets after `after`, by number, at most `limit`, each with its whole record.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn after(tx: &mut Tx<'_>, seal: &Seal, after: Number, limit: i64) -> Result<Vec<Whole>, StoreError> {
    let text = ("version, fold, private_sealed, state", "FROM tickets WHERE number > $1 ORDER BY number LIMIT $2");
    let rows: Vec<(i64, String, String, String)> = read(tx, text, row![after.0, limit]).await?;
    let mut found = Vec::with_capacity(rows.len());
    for (version, fold, private, listed_state) in rows {
        let (ticket, private) = unfold((version, fold, private), seal)?;
        let Private { answers, contact, .. } = private;
        let followers: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM followers WHERE ticket = $1")
            .bind(ticket.id.0)
            .fetch_one(&mut **tx)
            .await?;
        let events = events(tx, seal, ticket.id).await?;
        found.push(Whole { ticket, listed_state, events, answers, contact, followers });
    }
    Ok(found)
}

async fn events(tx: &mut Tx<'_>, seal: &Seal, ticket: TicketId) -> Result<Vec<Recorded>, StoreError> {
    let columns = "e.id, e.at, e.actor, e.person, e.body, b.words_sealed";
    let rest = "FROM events e LEFT JOIN bodies b ON b.event = e.id WHERE e.ticket = $1 ORDER BY e.id";
    let rows: Vec<(i64, i64, String, i64, String, Option<String>)> = read(tx, (columns, rest), row![ticket.0]).await?;
    let rest = "FROM event_media m JOIN media f ON f.id = m.media WHERE m.ticket = $1 ORDER BY f.id";
    let files: Vec<(i64, i64, String)> = read(tx, ("m.event, f.id, f.kind", rest), row![ticket.0]).await?;
    let mut found = Vec::with_capacity(rows.len());
    for (id, at, actor, person, body, words) in rows {
        let of_event = files.iter().filter(|(event, ..)| *event == id);
        found.push(Recorded {
            id,
            at: Moment(at),
            actor,
            person: PersonId(person),
            event: serde_json::from_str(&body)?,
            words: words.map(|sealed| seal.open("bodies", "words", id, &sealed)).transpose()?,
            media: of_event.map(|(_, file, kind)| (*file, kind.clone())).collect(),
        });
    }
    Ok(found)
}
