//! Dossiers: tickets with everything a turn about them may need, a fixed number of statements for any number of them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::people::{self, none_if_zero};
use super::super::seal::Seal;
use super::super::sql::read_in;
use super::super::{StoreError, Tx};
use super::{FOLDED, unfold};
use crate::domain::chat::ChatUse;
use crate::domain::id::{ChatId, MediaId, Number, PersonId, PlaceId, TicketId};
use crate::domain::person::Reader;
use crate::domain::place::Places;
use crate::domain::ticket::dossier::{Dossier, Line, Standing};
use crate::domain::time::Moment;

/// Weeks in which the same kind nearby is counted for the card.
const NEARBY_WEEKS: i64 = 12;

/// The dossiers of these numbers; one that doesn't exist is missing.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn dossiers(
    tx: &mut Tx<'_>,
    seal: &Seal,
    numbers: &BTreeSet<Number>,
    (places, now): (&Places, Moment),
) -> Result<BTreeMap<Number, Dossier>, StoreError> {
    let numbers = numbers.iter().map(|number| number.0);
    let rows = read_in(tx, (FOLDED, "FROM tickets WHERE number IN"), numbers, "").await?;
    let mut found = BTreeMap::new();
    for row in rows {
        let (ticket, private) = unfold(row, seal)?;
        let dossier = Dossier {
            lines: Vec::new(),
            followers: Vec::new(),
            readers: BTreeMap::new(),
            staff: BTreeMap::new(),
            cards: Vec::new(),
            contact: private.contact,
            answers: private.answers,
            reporter_counts: (0, 0),
            nearby: 0,
            ticket,
        };
        found.insert(dossier.ticket.id, dossier);
    }
    if !found.is_empty() {
        add_lines(tx, seal, &mut found).await?;
        add_followers(tx, &mut found).await?;
        add_people(tx, seal, &mut found).await?;
        add_cards(tx, places, &mut found).await?;
        add_counts(tx, &mut found, now).await?;
    }
    Ok(found.into_values().map(|dossier| (dossier.ticket.number, dossier)).collect())
}

type Found = BTreeMap<TicketId, Dossier>;

fn ids(found: &Found) -> Vec<i64> {
    found.keys().map(|id| id.0).collect()
}

async fn add_lines(tx: &mut Tx<'_>, seal: &Seal, found: &mut Found) -> Result<(), StoreError> {
    let wanted = ids(found);
    let mut words: BTreeMap<i64, String> = BTreeMap::new();
    let text = ("event, words_sealed", "FROM bodies WHERE ticket IN");
    let rows: Vec<(i64, String)> = read_in(tx, text, wanted.iter().copied(), "").await?;
    for (event, sealed) in rows {
        words.insert(event, seal.open("bodies", "words", event, &sealed)?);
    }
    let mut media: BTreeMap<i64, Vec<MediaId>> = BTreeMap::new();
    let text = ("event, media", "FROM event_media WHERE ticket IN");
    let rows: Vec<(i64, i64)> = read_in(tx, text, wanted.iter().copied(), "ORDER BY media").await?;
    for (event, file) in rows {
        media.entry(event).or_default().push(MediaId(file));
    }
    let text = ("id, ticket, at, person, body", "FROM events WHERE ticket IN");
    let rows: Vec<(i64, i64, i64, i64, String)> = read_in(tx, text, wanted, "ORDER BY id").await?;
    for (id, ticket, at, person, body) in rows {
        let line = Line {
            at: Moment(at),
            person: none_if_zero(person, PersonId),
            event: serde_json::from_str(&body)?,
            words: words.remove(&id),
            media: media.remove(&id).unwrap_or_default(),
        };
        if let Some(dossier) = found.get_mut(&TicketId(ticket)) {
            dossier.lines.push(line);
        }
    }
    Ok(())
}

async fn add_followers(tx: &mut Tx<'_>, found: &mut Found) -> Result<(), StoreError> {
    let text = ("ticket, person", "FROM followers WHERE ticket IN");
    let rows: Vec<(i64, i64)> = read_in(tx, text, ids(found), "ORDER BY at, person").await?;
    for (ticket, person) in rows {
        if let Some(dossier) = found.get_mut(&TicketId(ticket)) {
            dossier.followers.push(PersonId(person));
        }
    }
    Ok(())
}

/// Everyone who has a part in a dossier: reporter, followers, lead, helpers, and whoever did something.
fn parties(dossier: &Dossier) -> BTreeSet<PersonId> {
    let ticket = &dossier.ticket;
    let named = ticket.reporter.into_iter().chain(ticket.lead).chain(ticket.helpers.iter().copied());
    named.chain(dossier.followers.iter().copied()).chain(dossier.lines.iter().filter_map(|line| line.person)).collect()
}

async fn add_people(tx: &mut Tx<'_>, seal: &Seal, found: &mut Found) -> Result<(), StoreError> {
    let everyone: BTreeSet<PersonId> = found.values().flat_map(parties).collect();
    let everyone: Vec<PersonId> = everyone.into_iter().collect();
    let readers = people::readers(tx, &everyone).await?;
    let grants = people::grants(tx, seal, &everyone).await?;
    for dossier in found.values_mut() {
        for person in parties(dossier) {
            if let Some(reader) = readers.get(&person) {
                dossier.readers.insert(person, reader.clone());
            }
            if let Some(grant) = grants.get(&person).and_then(|held| people::named_as(held)) {
                dossier.staff.insert(person, (grant.role, grant.name.clone()));
            }
        }
    }
    Ok(())
}

async fn add_cards(tx: &mut Tx<'_>, places: &Places, found: &mut Found) -> Result<(), StoreError> {
    let columns = "m.ticket, c.id, c.person, c.language, c.reachable, c.used, c.place";
    let from = "FROM messages m JOIN chats c ON c.id = m.chat WHERE m.role = 'card' AND m.ticket <> 0 AND m.ticket IN";
    // One for each chat, however many cards of a ticket stand there.
    let after = "GROUP BY m.ticket, c.id ORDER BY m.ticket, c.id";
    let by_number: BTreeMap<i64, TicketId> = found.iter().map(|(id, dossier)| (dossier.ticket.number.0, *id)).collect();
    let rows: Vec<(i64, i64, i64, String, i64, String, i64)> =
        read_in(tx, (columns, from), by_number.keys().copied(), after).await?;
    for (number, chat, person, language, reachable, used, place) in rows {
        let Some(dossier) = by_number.get(&number).and_then(|id| found.get_mut(id)) else { continue };
        // A group that was bound elsewhere since, or to residents, hears no more of the ticket.
        let is_staff = ChatUse::of_code(&used) == Some(ChatUse::Staff)
            && places.within(dossier.ticket.spot.compound, PlaceId(place));
        if person != 0 || is_staff {
            let language = people::language_of(&language).unwrap_or_default();
            let of_chat = Reader::desk(ChatId(chat), language, reachable != 0);
            dossier.cards.push(Reader { person: none_if_zero(person, PersonId), ..of_chat });
        }
    }
    Ok(())
}

async fn add_counts(tx: &mut Tx<'_>, found: &mut Found, now: Moment) -> Result<(), StoreError> {
    for dossier in found.values_mut() {
        let ticket = &dossier.ticket;
        let at = (ticket.spot.compound, ticket.category.as_str(), ticket.spot.building.as_deref());
        let counted = standing(tx, (ticket.reporter, at), Some(ticket.id), now).await?;
        (dossier.reporter_counts, dossier.nearby) = (counted.reporter, counted.nearby);
    }
    Ok(())
}

/// What the card of a ticket by this person in this compound, of this category and building, counts besides itself.
///
/// # Errors
/// What the database says.
pub async fn standing(
    tx: &mut Tx<'_>,
    (reporter, (compound, category, building)): (Option<PersonId>, (PlaceId, &str, Option<&str>)),
    itself: Option<TicketId>,
    now: Moment,
) -> Result<Standing, StoreError> {
    let itself = itself.map_or(0, |ticket| ticket.0);
    let mut counted = Standing::default();
    if let Some(reporter) = reporter {
        let text = "SELECT CAST(COALESCE(SUM(is_open), 0) AS BIGINT), COUNT(*) FROM tickets \
                    WHERE reporter = $1 AND id <> $2";
        let (open, all): (i64, i64) = sqlx::query_as(text).bind(reporter.0).bind(itself).fetch_one(&mut **tx).await?;
        counted.reporter = (open, all - open);
    }
    let text = "SELECT COUNT(*) FROM tickets WHERE compound = $1 AND category = $2 AND building = $3 \
                AND filed_at >= $4 AND id <> $5";
    counted.nearby = sqlx::query_scalar(text)
        .bind(compound.0)
        .bind(category)
        .bind(building.unwrap_or_default())
        .bind(now.plus_days(-7 * NEARBY_WEEKS).0)
        .bind(itself)
        .fetch_one(&mut **tx)
        .await?;
    Ok(counted)
}
