//! The answers to "are you safe?".

use std::collections::BTreeMap;

use crate::domain::announcement::{Helpless, Safe, Safety};
use crate::domain::id::{AnnouncementId, Number, PersonId};
use crate::domain::person::Contact;
use crate::domain::ticket::{Privacy, Ticket};
use crate::domain::time::Moment;
use crate::row;
use crate::store::seal::Seal;
use crate::store::sql::{read, read_in};
use crate::store::{StoreError, Tx};

/// Notes an answer; the last one counts, since it was given first.
///
/// # Errors
/// What the database says.
pub async fn answer(
    tx: &mut Tx<'_>,
    (id, person): (AnnouncementId, PersonId),
    answer: Safe,
    now: Moment,
) -> Result<(), StoreError> {
    let text = "INSERT INTO safety (announcement, person, answer, at) VALUES ($1, $2, $3, $4) \
                ON CONFLICT (announcement, person) DO UPDATE SET answer = excluded.answer, \
                at = CASE WHEN safety.answer = excluded.answer THEN safety.at ELSE excluded.at END";
    sqlx::query(text).bind(id.0).bind(person.0).bind(answer.code()).bind(now.0).execute(&mut **tx).await?;
    Ok(())
}

/// How many are safe, and who asked for help, longest waiting first.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn answers(tx: &mut Tx<'_>, seal: &Seal, id: AnnouncementId) -> Result<Safety, StoreError> {
    let text = "SELECT COUNT(*) FROM safety WHERE announcement = $1 AND answer = 'safe'";
    let safe: i64 = sqlx::query_scalar(text).bind(id.0).fetch_one(&mut **tx).await?;
    let text = "SELECT COUNT(*) FROM deliveries d JOIN chats c ON c.id = d.chat \
                WHERE d.announcement = $1 AND d.way <> 'unreachable' AND c.kind = 'private'";
    let asked: i64 = sqlx::query_scalar(text).bind(id.0).fetch_one(&mut **tx).await?;
    let columns = "s.person, s.at, p.contact_sealed, COALESCE(w.building, '')";
    let rest = "FROM safety s JOIN persons p ON p.id = s.person LEFT JOIN switches w ON w.person = s.person \
                WHERE s.announcement = $1 AND s.answer = 'help' ORDER BY s.at, s.person";
    let rows: Vec<(i64, i64, String, String)> = read(tx, (columns, rest), row![id.0]).await?;
    let since = rows.iter().map(|(person, at, ..)| (*person, *at)).collect();
    let filed = filed(tx, &since).await?;
    let help = rows
        .into_iter()
        .map(|(person, _, contact, building)| {
            let contact = seal.open("persons", "contact", person, &contact)?;
            let contact = if contact.is_empty() { None } else { Some(serde_json::from_str::<Contact>(&contact)?) };
            let building = Some(building).filter(|building| !building.is_empty());
            Ok(Helpless { contact, building, ticket: filed.get(&person).copied() })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(Safety { asked, safe, help })
}

/// The newest open ticket of each person that they filed since then under their name.
async fn filed(tx: &mut Tx<'_>, since: &BTreeMap<i64, i64>) -> Result<BTreeMap<i64, Number>, StoreError> {
    let text = ("reporter, fold", "FROM tickets WHERE is_open = 1 AND urgent = 1 AND reporter IN");
    let rows: Vec<(i64, String)> = read_in(tx, text, since.keys().copied(), "ORDER BY id").await?;
    let mut filed = BTreeMap::new();
    for (reporter, fold) in rows {
        let ticket: Ticket = serde_json::from_str(&fold)?;
        let is_later = since.get(&reporter).is_some_and(|since| ticket.filed_at.0 >= *since);
        if is_later && ticket.privacy == Privacy::Named {
            filed.insert(reporter, ticket.number);
        }
    }
    Ok(filed)
}
