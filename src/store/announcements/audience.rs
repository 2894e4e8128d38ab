//! Whom an announcement is to reach, whom it reached, and where it stands.

use serde::Deserialize;

use crate::domain::announcement::{Delivery, Reach, Recipient, Standing, Way};
use crate::domain::id::{AnnouncementId, ChatId, PersonId, PlaceId};
use crate::domain::person::Reader;
use crate::domain::time::Moment;
use crate::row;
use crate::store::people::{language_of, none_if_zero};
use crate::store::sql::{read, read_in, read_in_with, write_many};
use crate::store::{StoreError, Tx, switches};

/// Chats that a round writes to.
const PAGE: i64 = 256;
/// Stands for the last person there can be: it was posted to all.
pub(super) const ALL: i64 = i64::MAX;

/// Somebody's row as they are written to.
#[derive(Deserialize)]
struct Columns {
    person: i64,
    chat: i64,
    own: String,
    care: i64,
    compound: i64,
    reachable: i64,
    client: String,
    changed: String,
    told_at: i64,
    building: String,
    gathers_at: i64,
}

const RECIPIENT: &str = "p.id, p.chat, p.language, p.care, p.compound, c.reachable, c.language";

impl Columns {
    fn recipient(self) -> Recipient {
        let person = PersonId(self.person);
        let language = language_of(&self.own).or_else(|| language_of(&self.client)).unwrap_or_default();
        let (chat, care, reachable) = (ChatId(self.chat), self.care != 0, self.reachable != 0);
        let compound = none_if_zero(self.compound, PlaceId);
        let reader = Reader { chat, person: Some(person), language, care, compound, reachable, rich: false };
        let wishes = switches::of((self.changed, self.told_at, self.building, self.gathers_at));
        Recipient { person, reader, wishes }
    }
}

/// The residents of these compounds who come after `last`, a page of them.
///
/// # Errors
/// What the database says.
pub async fn audience(tx: &mut Tx<'_>, compounds: &[PlaceId], last: PersonId) -> Result<Vec<Recipient>, StoreError> {
    let columns = format!("{RECIPIENT}, {}", switches::COLUMNS.replace("PERSON", "p.id"));
    let from = "FROM persons p JOIN chats c ON c.id = p.chat LEFT JOIN switches s ON s.person = p.id \
                WHERE p.consent_processing <> 0 AND p.compound IN";
    let after = ("AND p.id > $2 ORDER BY p.id LIMIT $3", row![last.0, PAGE]);
    let compounds = compounds.iter().map(|place| place.0.into()).collect();
    let rows: Vec<Columns> = read_in_with(tx, (&columns, from), compounds, after).await?;
    Ok(rows.into_iter().map(Columns::recipient).collect())
}

/// These persons, as far as they agreed to be written to.
///
/// # Errors
/// What the database says.
pub async fn recipients(tx: &mut Tx<'_>, persons: &[PersonId]) -> Result<Vec<Recipient>, StoreError> {
    let columns = format!("{RECIPIENT}, {}", switches::COLUMNS.replace("PERSON", "p.id"));
    let from = "FROM persons p JOIN chats c ON c.id = p.chat LEFT JOIN switches s ON s.person = p.id \
                WHERE p.consent_processing <> 0 AND p.id IN";
    let rows: Vec<Columns> = read_in(tx, (&columns, from), persons.iter().map(|person| person.0), "").await?;
    Ok(rows.into_iter().map(Columns::recipient).collect())
}

/// The residents' groups of these compounds.
///
/// # Errors
/// What the database says.
pub async fn groups(tx: &mut Tx<'_>, compounds: &[PlaceId]) -> Result<Vec<Reader>, StoreError> {
    let text = ("id, language, reachable", "FROM chats WHERE used <> '' AND used = 'residents' AND place IN");
    let compounds = compounds.iter().map(|place| place.0);
    let rows: Vec<(i64, String, i64)> = read_in(tx, text, compounds, "ORDER BY id").await?;
    let reader = |(chat, language, reachable): (i64, String, i64)| {
        Reader::desk(ChatId(chat), language_of(&language).unwrap_or_default(), reachable != 0)
    };
    Ok(rows.into_iter().map(reader).collect())
}

/// It went to everyone up to `last`; none: to all.
///
/// # Errors
/// What the database says.
pub async fn posted_to(tx: &mut Tx<'_>, id: AnnouncementId, last: Option<PersonId>) -> Result<(), StoreError> {
    let text = "UPDATE announcements SET posted_to = $1 WHERE id = $2";
    sqlx::query(text).bind(last.map_or(ALL, |last| last.0)).bind(id.0).execute(&mut **tx).await?;
    Ok(())
}

/// Notes to which chats it went and how; who follows it goes on following.
///
/// # Errors
/// What the database says.
pub async fn deliver(tx: &mut Tx<'_>, id: AnnouncementId, deliveries: &[Delivery]) -> Result<(), StoreError> {
    let cells = |one: &Delivery| row![id.0, one.chat.0, one.way.code(), one.revision, one.follows];
    let before = "INSERT INTO deliveries (announcement, chat, way, revision, follows)";
    let after = "ON CONFLICT (announcement, chat) DO UPDATE SET way = excluded.way, revision = excluded.revision";
    write_many(tx, before, after, deliveries.iter().map(cells).collect()).await?;
    Ok(())
}

/// The chat follows it, having read this revision of it.
///
/// # Errors
/// What the database says.
pub async fn follow(tx: &mut Tx<'_>, id: AnnouncementId, chat: ChatId, revision: i64) -> Result<(), StoreError> {
    let text = "INSERT INTO deliveries (announcement, chat, way, revision, follows) VALUES ($1, $2, $3, $4, 1) \
                ON CONFLICT (announcement, chat) DO UPDATE SET follows = 1";
    sqlx::query(text).bind(id.0).bind(chat.0).bind(Way::Met.code()).bind(revision).execute(&mut **tx).await?;
    Ok(())
}

/// Calls that still wait to bring it to these chats go out no more.
///
/// # Errors
/// What the database says.
pub async fn unqueue(tx: &mut Tx<'_>, key: &str, chats: &[ChatId], now: Moment) -> Result<(), StoreError> {
    let rows = chats.iter().map(|chat| row![chat.0, key, now.0]).collect();
    let after = ") UPDATE outbox SET state = 4, finished_at = v.at FROM v \
                 WHERE outbox.role = 'post' AND outbox.prompt = v.key AND outbox.chat = v.chat AND outbox.state = 0";
    write_many(tx, "WITH v(chat, key, at) AS (", after, rows).await?;
    Ok(())
}

/// How many chats it reached. What was sent is known from the messages that stand there, the rest from the calls.
///
/// # Errors
/// What the database says.
pub async fn reach(tx: &mut Tx<'_>, id: AnnouncementId, key: &str) -> Result<Reach, StoreError> {
    let rest = "FROM (SELECT CASE WHEN d.way IN ('gathered', 'met') THEN 'sent' \
                WHEN d.way IN ('waiting', 'unreachable') THEN d.way \
                WHEN EXISTS (SELECT 1 FROM messages m WHERE m.role = 'post' AND m.prompt = $2 AND m.chat = d.chat) \
                THEN 'sent' \
                WHEN EXISTS (SELECT 1 FROM outbox o WHERE o.role = 'post' AND o.prompt = $2 AND o.chat = d.chat \
                AND o.state < 2) THEN 'waiting' \
                WHEN c.reachable = 0 THEN 'unreachable' ELSE 'failed' END AS outcome \
                FROM deliveries d JOIN chats c ON c.id = d.chat WHERE d.announcement = $1) AS outcomes \
                GROUP BY outcome";
    let rows: Vec<(String, i64)> = read(tx, ("outcome, COUNT(*)", rest), row![id.0, key]).await?;
    let of = |outcome: &str| rows.iter().find(|(known, _)| known == outcome).map_or(0, |(_, count)| *count);
    Ok(Reach { sent: of("sent"), waiting: of("waiting"), failed: of("failed"), unreachable: of("unreachable") })
}

/// A chat that has an older revision.
#[derive(Deserialize)]
struct Stands {
    chat: i64,
    way: String,
    revision: i64,
    follows: i64,
    person: i64,
    own: String,
    care: i64,
    compound: i64,
    reachable: i64,
    language: String,
    message: i64,
    queued: i64,
    under_way: i64,
}

/// Where a revision before `revision` stands, a page of them.
///
/// # Errors
/// What the database says.
pub async fn standing(
    tx: &mut Tx<'_>,
    (id, key): (AnnouncementId, &str),
    revision: i64,
) -> Result<Vec<Standing>, StoreError> {
    let columns = "d.chat, d.way, d.revision, d.follows, c.person, COALESCE(p.language, ''), COALESCE(p.care, 0), \
                   COALESCE(p.compound, 0), c.reachable, c.language, COALESCE((SELECT MAX(m.message) \
                   FROM messages m WHERE m.role = 'post' AND m.prompt = $2 AND m.chat = d.chat), 0), \
                   (SELECT COUNT(*) FROM outbox o WHERE o.role = 'post' AND o.prompt = $2 AND o.chat = d.chat \
                   AND o.state = 0), (SELECT COUNT(*) FROM outbox o WHERE o.role = 'post' AND o.prompt = $2 \
                   AND o.chat = d.chat AND o.state = 1)";
    let rest = "FROM deliveries d JOIN chats c ON c.id = d.chat LEFT JOIN persons p ON p.id = c.person \
                WHERE d.announcement = $1 AND d.revision < $3 ORDER BY d.chat LIMIT $4";
    let rows: Vec<Stands> = read(tx, (columns, rest), row![id.0, key, revision, PAGE]).await?;
    Ok(rows.into_iter().map(Stands::standing).collect())
}

impl Stands {
    fn standing(self) -> Standing {
        let chat = ChatId(self.chat);
        let message = none_if_zero(self.message, |message| message);
        Standing {
            delivery: Delivery {
                chat,
                way: Way::of_code(&self.way).unwrap_or(Way::Own),
                revision: self.revision,
                follows: self.follows != 0,
            },
            reader: Reader {
                chat,
                person: none_if_zero(self.person, PersonId),
                language: language_of(&self.own).or_else(|| language_of(&self.language)).unwrap_or_default(),
                care: self.care != 0,
                compound: none_if_zero(self.compound, PlaceId),
                reachable: self.reachable != 0,
                rich: false,
            },
            queued: self.queued > 0,
            under_way: message.is_none() && self.under_way > 0,
            message,
        }
    }
}
