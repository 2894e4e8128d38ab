//! Tickets as they stand in the record: for exports and for the check that the record and the state agree.

use sqlx::Row as _;

use super::super::seal::Seal;
use super::super::{StoreError, Tx};
use super::{Private, unfold};
use crate::domain::id::{Number, PersonId, TicketId};
use crate::domain::ticket::{Event, Ticket};
use crate::domain::time::Moment;

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
    let text = "SELECT version, fold, private_sealed, state FROM tickets WHERE number > $1 ORDER BY number LIMIT $2";
    let rows = sqlx::query(text).bind(after.0).bind(limit).fetch_all(&mut **tx).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        let (ticket, private) = unfold(row, 0, seal)?;
        let Private { answers, contact, .. } = private;
        let followers: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM followers WHERE ticket = $1")
            .bind(ticket.id.0)
            .fetch_one(&mut **tx)
            .await?;
        let events = events(tx, seal, ticket.id).await?;
        found.push(Whole { listed_state: row.try_get(3)?, events, answers, contact, followers, ticket });
    }
    Ok(found)
}

async fn events(tx: &mut Tx<'_>, seal: &Seal, ticket: TicketId) -> Result<Vec<Recorded>, StoreError> {
    let text = "SELECT e.id, e.at, e.actor, e.person, e.body, b.words_sealed FROM events e \
                LEFT JOIN bodies b ON b.event = e.id WHERE e.ticket = $1 ORDER BY e.id";
    let rows = sqlx::query(text).bind(ticket.0).fetch_all(&mut **tx).await?;
    let text = "SELECT m.event, f.id, f.kind FROM event_media m JOIN media f ON f.id = m.media \
                WHERE m.ticket = $1 ORDER BY f.id";
    let files = sqlx::query(text).bind(ticket.0).fetch_all(&mut **tx).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        let id: i64 = row.try_get(0)?;
        let words: Option<String> = row.try_get(5)?;
        let mut media = Vec::new();
        for file in &files {
            if file.try_get::<i64, _>(0)? == id {
                media.push((file.try_get(1)?, file.try_get(2)?));
            }
        }
        found.push(Recorded {
            id,
            at: Moment(row.try_get(1)?),
            actor: row.try_get(2)?,
            person: PersonId(row.try_get(3)?),
            event: serde_json::from_str(&row.try_get::<String, _>(4)?)?,
            words: words.map(|sealed| seal.open("bodies", "words", id, &sealed)).transpose()?,
            media,
        });
    }
    Ok(found)
}
