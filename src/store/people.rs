//! Persons, chats, roles and sessions: what every turn needs to know of who speaks and where.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::seal::Seal;
use super::sql::{Many, read, read_in, write_many};
use super::{StoreError, Tx};
use crate::domain::chat::{Binding, Chat, ChatUse, MessageRole, Quoted};
use crate::domain::id::{ChatId, Number, PersonId, PlaceId};
use crate::domain::language::Language;
use crate::domain::person::{Contact, Person, Reader};
use crate::domain::role::{Grant, Role};
use crate::domain::time::Moment;
use crate::row;

/// A chat as Telegram names it, to be known under an id of ours.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Met {
    /// Telegram's id.
    pub telegram: i64,
    /// What it is.
    pub kind: &'static str,
    /// The id it gets if it is new.
    pub fresh: i64,
    /// For a private chat: Telegram's id of its person.
    pub person: i64,
}

/// `0` stands for none in id columns.
pub(super) fn none_if_zero<T>(id: i64, make: impl FnOnce(i64) -> T) -> Option<T> {
    (id != 0).then(|| make(id))
}

pub(super) fn language_of(code: &str) -> Option<Language> {
    Language::ALL.into_iter().find(|language| language.tag() == code)
}

/// Persons and chats by Telegram's ids.
pub type Everyone = (BTreeMap<i64, Person>, BTreeMap<i64, Chat>);

/// These persons and chats, if all of them are in the database as [`meet`] would leave them.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn known(
    tx: &mut Tx<'_>,
    seal: &Seal,
    users: &BTreeMap<i64, i64>,
    chats: &[Met],
) -> Result<Option<Everyone>, StoreError> {
    let known = chats_of(tx, chats).await?;
    let persons = persons_of(tx, seal, users).await?;
    let is_right = |met: &Met| match (known.get(&met.telegram), persons.get(&met.person)) {
        (Some(_), _) if met.person == 0 => true,
        (Some((chat, reachable)), Some(person)) => *reachable && person.chat == Some(chat.id),
        (None, _) | (Some(_), None) => false,
    };
    let all = users.keys().all(|user| persons.contains_key(user)) && chats.iter().all(is_right);
    Ok(all.then(|| (persons, plain(known))))
}

fn plain(known: Known) -> BTreeMap<i64, Chat> {
    known.into_iter().map(|(telegram, (chat, _))| (telegram, chat)).collect()
}

/// Makes sure that these persons and chats have rows, and gives chats and persons by Telegram's ids.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn meet(
    tx: &mut Tx<'_>,
    seal: &Seal,
    users: &BTreeMap<i64, i64>,
    chats: &[Met],
    now: Moment,
) -> Result<Everyone, StoreError> {
    let mut known = chats_of(tx, chats).await?;
    let new: Vec<_> = chats.iter().filter(|met| !known.contains_key(&met.telegram)).collect();
    if !new.is_empty() {
        let rows = new
            .iter()
            .map(|met| row![met.fresh, met.telegram, met.kind, 0, 0, "", Language::default().tag(), 1, now.0])
            .collect();
        let before = "INSERT INTO chats (id, telegram, kind, person, place, used, language, reachable, joined_at)";
        write_many(tx, before, "ON CONFLICT (telegram) DO NOTHING", rows).await?;
        known = chats_of(tx, chats).await?;
    }
    let mut persons = persons_of(tx, seal, users).await?;
    let strangers: Vec<_> = users.iter().filter(|(user, _)| !persons.contains_key(user)).collect();
    if !strangers.is_empty() {
        let rows =
            strangers.iter().map(|(user, fresh)| row![**fresh, **user, 0, "", 0, 0, 0, 0, 0, "", now.0]).collect();
        let before = "INSERT INTO persons (id, telegram, chat, language, language_chosen, care, compound, \
                      consent_processing, consent_abroad, contact_sealed, created_at)";
        write_many(tx, before, "ON CONFLICT (telegram) DO NOTHING", rows).await?;
        persons = persons_of(tx, seal, users).await?;
    }
    join_private_chats(tx, chats, &known, &mut persons).await?;
    mark_reachable(tx, chats, &known).await?;
    Ok((persons, plain(known)))
}

/// Who writes to us can be written to again.
async fn mark_reachable(tx: &mut Tx<'_>, chats: &[Met], known: &Known) -> Result<(), StoreError> {
    let lost = chats.iter().filter(|met| met.person != 0).filter_map(|met| known.get(&met.telegram));
    let lost = lost.filter(|(_, reachable)| !reachable).map(|(chat, _)| row![chat.id.0]).collect();
    let after = ") UPDATE chats SET reachable = 1 FROM v WHERE chats.id = v.id";
    write_many(tx, "WITH v(id) AS (", after, lost).await?;
    Ok(())
}

/// A person's private chat is noted at both ends the first time it is met.
async fn join_private_chats(
    tx: &mut Tx<'_>,
    chats: &[Met],
    known: &Known,
    persons: &mut BTreeMap<i64, Person>,
) -> Result<(), StoreError> {
    let mut joined = Vec::new();
    for met in chats.iter().filter(|met| met.person != 0) {
        let (Some((chat, _)), Some(person)) = (known.get(&met.telegram), persons.get_mut(&met.person)) else {
            continue;
        };
        if person.chat != Some(chat.id) {
            person.chat = Some(chat.id);
            joined.push(row![person.id.0, chat.id.0]);
        }
    }
    let before = "WITH v(person, chat) AS (";
    let after = ") UPDATE persons SET chat = v.chat FROM v WHERE persons.id = v.person";
    write_many(tx, before, after, joined.clone()).await?;
    let after = ") UPDATE chats SET person = v.person FROM v WHERE chats.id = v.chat";
    write_many(tx, before, after, joined).await?;
    Ok(())
}

/// Chats by Telegram's ids, and whether each can be written to.
type Known = BTreeMap<i64, (Chat, bool)>;

async fn chats_of(tx: &mut Tx<'_>, chats: &[Met]) -> Result<Known, StoreError> {
    let rows = read_in(tx, (CHAT, "FROM chats WHERE telegram IN"), chats.iter().map(|met| met.telegram), "").await?;
    Ok(rows.into_iter().map(chat).collect())
}

const CHAT: &str = "telegram, id, place, used, language, reachable, rich";

/// A row of [`CHAT`].
type ChatRow = (i64, i64, i64, String, String, i64, i64);

/// A chat from [`CHAT`], by Telegram's id, and whether it can be written to.
fn chat((telegram, id, place, used, language, reachable, rich): ChatRow) -> (i64, (Chat, bool)) {
    let id = ChatId(id);
    let used = ChatUse::of_code(&used);
    let binding = used.map(|used| Binding { chat: id, place: PlaceId(place), used });
    let language = language_of(&language).unwrap_or_default();
    let chat = Chat { id, binding, language, rich: rich != 0 };
    (telegram, (chat, reachable != 0))
}

async fn persons_of(
    tx: &mut Tx<'_>,
    seal: &Seal,
    users: &BTreeMap<i64, i64>,
) -> Result<BTreeMap<i64, Person>, StoreError> {
    let columns = "telegram, id, chat, language, language_chosen, care, compound, consent_processing, consent_abroad, \
                   contact_sealed";
    let users = users.keys().copied();
    let rows: Vec<Columns> = read_in(tx, (columns, "FROM persons WHERE telegram IN"), users, "").await?;
    rows.into_iter().map(|row| Ok((row.telegram, person(row, seal)?))).collect()
}

/// A person's row.
#[derive(Deserialize)]
struct Columns {
    telegram: i64,
    id: i64,
    chat: i64,
    language: String,
    language_chosen: i64,
    care: i64,
    compound: i64,
    consent_processing: i64,
    consent_abroad: i64,
    contact_sealed: String,
}

fn person(row: Columns, seal: &Seal) -> Result<Person, StoreError> {
    let contact = seal.open("persons", "contact", row.id, &row.contact_sealed)?;
    Ok(Person {
        id: PersonId(row.id),
        chat: none_if_zero(row.chat, ChatId),
        language: language_of(&row.language),
        language_chosen: row.language_chosen != 0,
        care: row.care != 0,
        compound: none_if_zero(row.compound, PlaceId),
        consent_processing: none_if_zero(row.consent_processing, |version| version),
        consent_abroad: none_if_zero(row.consent_abroad, |version| version),
        contact: if contact.is_empty() { None } else { Some(serde_json::from_str::<Contact>(&contact)?) },
    })
}

/// The person with this id.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn by_id(tx: &mut Tx<'_>, seal: &Seal, id: PersonId) -> Result<Option<Person>, StoreError> {
    let telegram: Option<i64> =
        sqlx::query_scalar("SELECT telegram FROM persons WHERE id = $1").bind(id.0).fetch_optional(&mut **tx).await?;
    let Some(telegram) = telegram else { return Ok(None) };
    Ok(persons_of(tx, seal, &BTreeMap::from([(telegram, id.0)])).await?.remove(&telegram))
}

/// The chat that Telegram calls so, if it was met.
///
/// # Errors
/// What the database says.
pub async fn met_chat(tx: &mut Tx<'_>, telegram: i64) -> Result<Option<Chat>, StoreError> {
    let rows = read(tx, (CHAT, "FROM chats WHERE telegram = $1"), row![telegram]).await?;
    Ok(rows.into_iter().map(chat).map(|(_, (chat, _))| chat).next())
}

/// A chat by its own id.
///
/// # Errors
/// What the database says.
pub async fn chat_by_id(tx: &mut Tx<'_>, id: ChatId) -> Result<Option<Chat>, StoreError> {
    let rows = read(tx, (CHAT, "FROM chats WHERE id = $1"), row![id.0]).await?;
    Ok(rows.into_iter().map(chat).map(|(_, (chat, _))| chat).next())
}

/// Writes persons as their turns left them; of one who is named twice the last counts.
///
/// # Errors
/// What the database says.
pub async fn save(tx: &mut Tx<'_>, seal: &Seal, persons: &[Person]) -> Result<(), StoreError> {
    let zero = |id: Option<i64>| id.unwrap_or(0);
    let last: BTreeMap<PersonId, &Person> = persons.iter().map(|person| (person.id, person)).collect();
    let mut rows = Vec::with_capacity(last.len());
    for person in last.into_values() {
        let contact = person.contact.as_ref().map(serde_json::to_string).transpose()?.unwrap_or_default();
        rows.push(row![
            person.id.0,
            person.language.map_or("", Language::tag),
            person.language_chosen,
            person.care,
            zero(person.compound.map(|place| place.0)),
            zero(person.consent_processing),
            zero(person.consent_abroad),
            seal.close("persons", "contact", person.id.0, &contact)?
        ]);
    }
    let columns = "language, language_chosen, care, compound, consent_processing, consent_abroad, contact_sealed";
    let set: Vec<String> = columns.split(", ").map(|column| format!("{column} = v.{column}")).collect();
    let after = format!(") UPDATE persons SET {} FROM v WHERE persons.id = v.id", set.join(", "));
    write_many(tx, &format!("WITH v(id, {columns}) AS ("), &after, rows).await?;
    Ok(())
}

/// The post in which somebody works among colleagues: any before that of a manager, who only sees to the posts.
#[must_use]
pub fn named_as(held: &[Grant]) -> Option<&Grant> {
    held.iter().min_by_key(|grant| grant.role == Role::Manager)
}

/// The roles of these persons.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn grants(
    tx: &mut Tx<'_>,
    seal: &Seal,
    persons: &[PersonId],
) -> Result<BTreeMap<PersonId, Vec<Grant>>, StoreError> {
    let persons = persons.iter().map(|person| person.0);
    let rows = read_in(tx, (GRANT, "FROM grants WHERE person IN"), persons, "").await?;
    let mut found: BTreeMap<PersonId, Vec<Grant>> = BTreeMap::new();
    for row in rows {
        let (person, grant) = grant(row, seal)?;
        found.entry(person).or_default().push(grant);
    }
    Ok(found)
}

pub(super) const GRANT: &str = "person, role, scope, name_sealed";

/// A grant from [`GRANT`].
pub(super) fn grant(
    (person, role, scope, name): (i64, String, i64, String),
    seal: &Seal,
) -> Result<(PersonId, Grant), StoreError> {
    let role = Role::of_code(&role).ok_or(StoreError::Foreign("grants.role"))?;
    let name = seal.open("grants", "name", person, &name)?;
    Ok((PersonId(person), Grant { role, scope: PlaceId(scope), name }))
}

/// Gives a person a role in a scope; one already held gets the new name.
///
/// # Errors
/// What the database says.
pub async fn give_role(
    tx: &mut Tx<'_>,
    seal: &Seal,
    person: PersonId,
    grant: &Grant,
    now: Moment,
) -> Result<(), StoreError> {
    let text = "INSERT INTO grants (person, role, scope, name_sealed, granted_at) VALUES ($1, $2, $3, $4, $5) \
                ON CONFLICT (person, role, scope) DO UPDATE SET name_sealed = excluded.name_sealed";
    sqlx::query(text)
        .bind(person.0)
        .bind(grant.role.code())
        .bind(grant.scope.0)
        .bind(seal.close("grants", "name", person.0, &grant.name)?)
        .bind(now.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The stored sessions of these persons, as text; what it means is the conversation's affair.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn sessions(
    tx: &mut Tx<'_>,
    seal: &Seal,
    persons: &[PersonId],
) -> Result<BTreeMap<PersonId, String>, StoreError> {
    let persons = persons.iter().map(|person| person.0);
    let rows: Vec<(i64, String)> =
        read_in(tx, ("person, body_sealed", "FROM sessions WHERE person IN"), persons, "").await?;
    let open = |(person, body): (i64, String)| Ok((PersonId(person), seal.open("sessions", "body", person, &body)?));
    rows.into_iter().map(open).collect()
}

/// The stored sessions of the persons after this one, by their ids, at most `limit`.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn sessions_after(
    tx: &mut Tx<'_>,
    seal: &Seal,
    after: PersonId,
    limit: i64,
) -> Result<Vec<(PersonId, String)>, StoreError> {
    let rest = "FROM sessions WHERE person > $1 ORDER BY person LIMIT $2";
    let rows: Vec<(i64, String)> = read(tx, ("person, body_sealed", rest), row![after.0, limit]).await?;
    let open = |(person, body): (i64, String)| Ok((PersonId(person), seal.open("sessions", "body", person, &body)?));
    rows.into_iter().map(open).collect()
}

/// The statement that writes sessions.
///
/// # Errors
/// When the rows can't be put as JSON.
pub fn saving_sessions(seal: &Seal, sessions: &[(PersonId, String)], now: Moment) -> Result<Many, StoreError> {
    // To the day: to the millisecond, it would tell who filed which anonymous ticket.
    let day = now.day().0;
    let row =
        |(person, body): &(PersonId, String)| Ok(row![person.0, seal.close("sessions", "body", person.0, body)?, day]);
    let after =
        "ON CONFLICT (person) DO UPDATE SET body_sealed = excluded.body_sealed, changed_at = excluded.changed_at";
    let rows = sessions.iter().map(row).collect::<Result<Vec<_>, StoreError>>()?;
    Many::new("INSERT INTO sessions (person, body_sealed, changed_at)", after, &rows)
}

/// Person, private chat, language chosen, care, compound, reachable, rich, the client's language.
type ReaderRow = (i64, i64, String, i64, i64, i64, i64, String);

/// How to reach these persons in their private chats.
///
/// # Errors
/// What the database says.
pub async fn readers(tx: &mut Tx<'_>, persons: &[PersonId]) -> Result<BTreeMap<PersonId, Reader>, StoreError> {
    let columns = "p.id, p.chat, p.language, p.care, p.compound, c.reachable, c.rich, c.language";
    let from = "FROM persons p JOIN chats c ON c.id = p.chat WHERE p.id IN";
    let rows: Vec<ReaderRow> = read_in(tx, (columns, from), persons.iter().map(|person| person.0), "").await?;
    let reader = |(person, chat, own, care, compound, reachable, rich, client): ReaderRow| {
        let person = PersonId(person);
        let reader = Reader {
            chat: ChatId(chat),
            person: Some(person),
            language: language_of(&own).or_else(|| language_of(&client)).unwrap_or_default(),
            care: care != 0,
            compound: none_if_zero(compound, PlaceId),
            reachable: reachable != 0,
            rich: rich != 0,
        };
        (person, reader)
    };
    Ok(rows.into_iter().map(reader).collect())
}

/// What the messages `(chat, message)` are to us.
///
/// # Errors
/// What the database says.
pub async fn quoted(tx: &mut Tx<'_>, wanted: &[(ChatId, i64)]) -> Result<BTreeMap<(ChatId, i64), Quoted>, StoreError> {
    let columns = "chat, message, role, ticket, person, prompt";
    let wanted = wanted.iter().map(|(chat, message)| (chat.0, *message));
    let rows: Vec<(i64, i64, String, i64, i64, String)> =
        read_in(tx, (columns, "FROM messages WHERE (chat, message) IN"), wanted, "").await?;
    let quoted = |(chat, message, role, ticket, person, prompt): (i64, i64, String, i64, i64, String)| {
        let quoted = Quoted {
            role: MessageRole::of_code(&role)?,
            ticket: none_if_zero(ticket, Number),
            prompt: Some(prompt).filter(|prompt| !prompt.is_empty()),
            person: none_if_zero(person, PersonId),
        };
        Some(((ChatId(chat), message), quoted))
    };
    Ok(rows.into_iter().filter_map(quoted).collect())
}
