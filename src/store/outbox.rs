//! The outbox: calls to Telegram, finished but for chat and message ids, and what became of each.

use serde::Deserialize;

use super::people::none_if_zero;
use super::seal::Seal;
use super::sql::{Cell, Many, read, read_in, write_many};
use super::{StoreError, Tx};
use crate::domain::chat::{ChatUse, MessageRole, Pace};
use crate::domain::id::{ChatId, Number, PersonId};
use crate::domain::time::Moment;
use crate::row;

/// The reason of a row that failed because nobody knows whether it went out.
pub const UNKNOWN: &str = "unknown";

/// How often a repeatable row is tried while nobody knows whether it went out.
pub const TRIES: i64 = 5;

/// Which message a call changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edits {
    /// None: it sends a new one, or is about no message at all.
    New,
    /// The newest screen of its chat.
    Screen,
    /// The newest card of this ticket in its chat.
    Card(Number),
    /// This one.
    Message(i64),
}

impl Edits {
    fn code(self) -> (String, i64) {
        match self {
            Self::New => (String::new(), 0),
            Self::Screen => ("screen".to_owned(), 0),
            Self::Card(number) => (format!("card:{number}"), 0),
            Self::Message(message) => ("message".to_owned(), message),
        }
    }

    fn of(code: &str, message: i64) -> Result<Self, StoreError> {
        match code.split_once(':') {
            None if code.is_empty() => Some(Self::New),
            None if code == "screen" => Some(Self::Screen),
            None if code == "message" => Some(Self::Message(message)),
            Some(("card", number)) => number.parse().map(|number| Self::Card(Number(number))).ok(),
            _ => None,
        }
        .ok_or(StoreError::Foreign("outbox.edits"))
    }
}

/// A call of the Bot API without chat and message ids, which are filled in when it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Its method.
    pub method: &'static str,
    /// Its parameters, a JSON object.
    pub body: serde_json::Value,
    /// It only leads up to another one that carries the buttons.
    pub leads: bool,
}

impl Call {
    /// A call that stands for itself.
    #[must_use]
    pub const fn new(method: &'static str, body: serde_json::Value) -> Self {
        Self { method, body, leads: false }
    }
}

/// A call to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Own id; within a chat and a pace calls go out in the order of their ids.
    pub id: i64,
    /// The chat it concerns.
    pub chat: ChatId,
    /// How fast.
    pub pace: Pace,
    /// The Bot API's method.
    pub method: String,
    /// Its parameters as a JSON object, without the chat's and the message's id.
    pub body: String,
    /// Which message it changes.
    pub edits: Edits,
    /// Show as reply to the card of `ticket` in that chat, where there is one.
    pub under_card: bool,
    /// Show as reply to this message of the chat.
    pub answers: Option<i64>,
    /// What the sent message will be to those who quote or press it.
    pub role: Option<MessageRole>,
    /// Ticket it is about.
    pub ticket: Option<Number>,
    /// For a prompt: whose answer it waits for.
    pub person: Option<PersonId>,
    /// For a prompt: what its answer does.
    pub prompt: Option<String>,
    /// The staff message whose delivery this is.
    pub tick: Option<(ChatId, i64)>,
    /// May be sent once more when nobody knows whether it went out.
    pub repeatable: bool,
    /// It says how somebody votes: nothing is left of it once it was sent.
    secret: bool,
    /// It only leads up to another row.
    leads: bool,
    created_at: Moment,
}

impl Row {
    /// A new message or other call in `chat`, with nothing special about it. Posts that nobody asked for are never
    /// repeated.
    #[must_use]
    pub fn new(id: i64, chat: ChatId, pace: Pace, call: Call, now: Moment) -> Self {
        let Call { method, body, leads } = call;
        Self {
            id,
            chat,
            pace,
            method: method.to_owned(),
            body: body.to_string(),
            edits: Edits::New,
            under_card: false,
            answers: None,
            role: None,
            ticket: None,
            person: None,
            prompt: None,
            tick: None,
            repeatable: pace != Pace::Broadcast,
            secret: false,
            leads,
            created_at: now,
        }
    }

    /// Whether it says how somebody votes.
    #[must_use]
    pub const fn secret(mut self, secret: bool) -> Self {
        self.secret = secret;
        self
    }

    /// What the message will be. Of a screen in several messages only the last is the screen.
    #[must_use]
    pub fn role(mut self, role: MessageRole) -> Self {
        self.role = Some(role).filter(|role| !(self.leads && *role == MessageRole::Screen));
        self
    }
}

/// What the scheduler needs to know of a queued row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// Own id.
    pub id: i64,
    /// Chat.
    pub chat: ChatId,
    /// Whether that chat is a group or channel.
    pub is_group: bool,
    /// How fast.
    pub pace: Pace,
    /// The Bot API's method.
    pub method: String,
    /// Which message it changes.
    pub edits: Edits,
    /// What the message will be.
    pub role: Option<MessageRole>,
    /// Whether somebody waits to hear of its delivery.
    pub ticked: bool,
    /// Not to be sent earlier.
    pub not_before: Moment,
}

/// A row that is being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    /// The row.
    pub row: Row,
    /// Telegram's id of its chat, 0 when there is none.
    pub telegram: i64,
    /// How often it was tried, this time included.
    pub attempts: i64,
    /// Whether its chat is a residents' group.
    pub to_residents: bool,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    /// Own id.
    pub id: i64,
    /// How it ended.
    pub end: End,
}

/// How a row ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Delivered.
    Sent,
    /// Given up, with the reason.
    Failed(String),
    /// A newer one stands for it.
    Replaced,
}

/// A message as the table of messages keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Chat.
    pub chat: ChatId,
    /// Telegram's id in that chat.
    pub message: i64,
    /// Topic, 0 for none.
    pub thread: i64,
    /// What it is.
    pub role: MessageRole,
    /// Ticket it is about.
    pub ticket: Option<Number>,
    /// For a prompt: whose answer it waits for.
    pub person: Option<PersonId>,
    /// For a prompt: what its answer does.
    pub prompt: Option<String>,
}

const PACES: [Pace; 5] = [Pace::Emergency, Pace::Interactive, Pace::Notice, Pace::Card, Pace::Broadcast];

fn pace_code(pace: Pace) -> i64 {
    PACES.iter().position(|known| *known == pace).and_then(|at| i64::try_from(at).ok()).unwrap_or_default()
}

fn pace_of(code: i64) -> Result<Pace, StoreError> {
    usize::try_from(code).ok().and_then(|at| PACES.get(at).copied()).ok_or(StoreError::Foreign("outbox.pace"))
}

/// Queues calls.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &mut Tx<'_>, seal: &Seal, rows: Vec<Row>) -> Result<(), StoreError> {
    inserting(seal, rows)?.write(tx).await?;
    Ok(())
}

/// The statement that queues calls.
///
/// # Errors
/// When the rows can't be put as JSON.
pub fn inserting(seal: &Seal, rows: Vec<Row>) -> Result<Many, StoreError> {
    let cells = rows.into_iter().map(|row| cells(row, seal)).collect::<Result<Vec<_>, _>>()?;
    let before = "INSERT INTO outbox (id, chat, pace, method, body_sealed, edits, target_message, under_card, role, \
                  ticket, person, prompt, tick_chat, tick_message, repeatable, secret, created_at)";
    Many::new(before, "", &cells)
}

fn cells(row: Row, seal: &Seal) -> Result<Vec<Cell>, StoreError> {
    let (edits, edited) = row.edits.code();
    let (tick_chat, tick_message) = row.tick.map_or((0, 0), |(chat, message)| (chat.0, message));
    Ok(row![
        row.id,
        row.chat.0,
        pace_code(row.pace),
        row.method,
        seal.close("outbox", "body", row.id, &row.body)?,
        edits,
        row.answers.unwrap_or(edited),
        row.under_card,
        row.role.map_or("", MessageRole::code),
        row.ticket.map_or(0, |ticket| ticket.0),
        row.person.map_or(0, |person| person.0),
        row.prompt.unwrap_or_default(),
        tick_chat,
        tick_message,
        row.repeatable,
        row.secret,
        row.created_at.0,
    ])
}

/// Queued rows with ids above `after`, lowest first; with `after` 0 all of them.
///
/// # Errors
/// What the database says.
pub async fn queued(pool: &sqlx::AnyPool, after: i64, limit: i64) -> Result<Vec<Queued>, StoreError> {
    type Columns = (i64, i64, String, i64, String, String, i64, String, i64, i64);
    let columns = "o.id, o.chat, c.kind, o.pace, o.method, o.edits, o.target_message, o.role, o.tick_message, \
                   o.not_before";
    let rest = "FROM outbox o JOIN chats c ON c.id = o.chat WHERE o.state = 0 AND o.id > $1 ORDER BY o.id LIMIT $2";
    let mut connection = pool.acquire().await?;
    let rows: Vec<Columns> = read(&mut connection, (columns, rest), row![after, limit]).await?;
    rows.into_iter()
        .map(|(id, chat, kind, pace, method, edits, target, role, tick, not_before)| {
            Ok(Queued {
                id,
                chat: ChatId(chat),
                is_group: kind != "private",
                pace: pace_of(pace)?,
                method,
                edits: Edits::of(&edits, target)?,
                role: MessageRole::of_code(&role),
                ticked: tick != 0,
                not_before: Moment(not_before),
            })
        })
        .collect()
}

/// Marks queued rows as being sent by this epoch and gives them with their bodies. Rows that are no longer queued are
/// left out, and so are those that can't be read any more: they fail, and hold up nothing else.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn take(
    tx: &mut Tx<'_>,
    seal: &Seal,
    ids: &[i64],
    (epoch, now): (i64, Moment),
) -> Result<Vec<Sending>, StoreError> {
    let rows = ids.iter().map(|id| row![*id, epoch]).collect();
    let after = ") UPDATE outbox SET state = 1, epoch = v.epoch, attempts = outbox.attempts + 1 \
                 FROM v WHERE outbox.id = v.id AND outbox.state = 0";
    write_many(tx, "WITH v(id, epoch) AS (", after, rows).await?;
    let from = "FROM outbox o LEFT JOIN chats c ON c.id = o.chat WHERE o.state = 1 AND o.id IN";
    let rows: Vec<Columns> = read_in(tx, (COLUMNS, from), ids.iter().copied(), "ORDER BY o.id").await?;
    let (mut found, mut broken) = (Vec::with_capacity(ids.len()), Vec::new());
    for row in rows {
        let id = row.id;
        match row.sending(seal) {
            Ok(sending) => found.push(sending),
            Err(wrong) => broken.push(Finished { id, end: End::Failed(wrong.to_string()) }),
        }
    }
    finish(tx, broken, now).await?;
    Ok(found)
}

const COLUMNS: &str = "o.id, o.chat, o.pace, o.method, o.body_sealed, o.edits, o.target_message, o.under_card, o.role, \
                       o.ticket, o.person, o.prompt, o.tick_chat, o.tick_message, o.repeatable, o.attempts, \
                       COALESCE(c.telegram, 0), o.created_at, COALESCE(c.used, '')";

/// [`COLUMNS`], in their order.
#[derive(Deserialize)]
struct Columns {
    id: i64,
    chat: i64,
    pace: i64,
    method: String,
    body_sealed: String,
    edits: String,
    target_message: i64,
    under_card: i64,
    role: String,
    ticket: i64,
    person: i64,
    prompt: String,
    tick_chat: i64,
    tick_message: i64,
    repeatable: i64,
    attempts: i64,
    telegram: i64,
    created_at: i64,
    used: String,
}

impl Columns {
    /// What is to be sent; an error when a column holds what can't be read.
    fn sending(self, seal: &Seal) -> Result<Sending, StoreError> {
        let edits = Edits::of(&self.edits, self.target_message)?;
        Ok(Sending {
            row: Row {
                id: self.id,
                chat: ChatId(self.chat),
                pace: pace_of(self.pace)?,
                method: self.method,
                body: seal.open("outbox", "body", self.id, &self.body_sealed)?,
                edits,
                under_card: self.under_card != 0,
                answers: none_if_zero(self.target_message, |message| message).filter(|_| edits == Edits::New),
                role: MessageRole::of_code(&self.role),
                ticket: none_if_zero(self.ticket, Number),
                person: none_if_zero(self.person, PersonId),
                prompt: Some(self.prompt).filter(|prompt| !prompt.is_empty()),
                tick: none_if_zero(self.tick_message, |message| (ChatId(self.tick_chat), message)),
                repeatable: self.repeatable != 0,
                secret: false,
                leads: false,
                created_at: Moment(self.created_at),
            },
            attempts: self.attempts,
            telegram: self.telegram,
            to_residents: ChatUse::of_code(&self.used) == Some(ChatUse::Residents),
        })
    }
}

/// Records how rows ended.
///
/// # Errors
/// What the database says.
pub async fn finish(tx: &mut Tx<'_>, ended: Vec<Finished>, now: Moment) -> Result<(), StoreError> {
    let rows = ended
        .into_iter()
        .map(|row| {
            let (state, error) = match row.end {
                End::Sent => (2, String::new()),
                End::Failed(reason) => (3, reason),
                End::Replaced => (4, String::new()),
            };
            row![row.id, state, error, now.0]
        })
        .collect();
    let after =
        ") UPDATE outbox SET state = v.state, error = v.error, finished_at = v.at FROM v WHERE outbox.id = v.id";
    write_many(tx, "WITH v(id, state, error, at) AS (", after, rows).await?;
    // How many there were, and when, would tell how many choices somebody tapped.
    sqlx::query("DELETE FROM outbox WHERE secret = 1 AND state >= 2").execute(&mut **tx).await?;
    Ok(())
}

/// A row that is to be sent again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Again {
    /// Own id.
    pub id: i64,
    /// Not before this moment.
    pub at: Moment,
    /// Whether the try counts as one, since it may have had an effect.
    pub counts: bool,
}

/// Puts rows back into the queue.
///
/// # Errors
/// What the database says.
pub async fn requeue(tx: &mut Tx<'_>, rows: Vec<Again>) -> Result<(), StoreError> {
    let rows = rows.into_iter().map(|row| row![row.id, row.at.0, !row.counts]).collect();
    let after = ") UPDATE outbox SET state = 0, not_before = v.at, attempts = outbox.attempts - v.forgiven \
                 FROM v WHERE outbox.id = v.id";
    write_many(tx, "WITH v(id, at, forgiven) AS (", after, rows).await?;
    Ok(())
}

/// Gives a row another form: a new message of this method and body.
///
/// # Errors
/// What the database says.
pub async fn rewrite(tx: &mut Tx<'_>, seal: &Seal, id: i64, (method, body): (&str, &str)) -> Result<(), StoreError> {
    let text = "UPDATE outbox SET method = $1, body_sealed = $2, edits = '', target_message = 0 WHERE id = $3";
    let body = seal.close("outbox", "body", id, body)?;
    sqlx::query(text).bind(method).bind(body).bind(id).execute(&mut **tx).await?;
    Ok(())
}

/// Draws the epoch of a sender that starts, and settles what an earlier one left half sent: what may be repeated is
/// queued once more, the rest has failed as [`UNKNOWN`] and is given back.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn recover(tx: &mut Tx<'_>, seal: &Seal, now: Moment) -> Result<(i64, Vec<Sending>), StoreError> {
    let text = "INSERT INTO counters (name, value) VALUES ('epoch', 1) \
                ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value";
    let epoch: i64 = sqlx::query_scalar(text).fetch_one(&mut **tx).await?;
    let text = "UPDATE outbox SET state = 0 WHERE state = 1 AND epoch < $1 AND repeatable = 1 AND attempts < $2";
    sqlx::query(text).bind(epoch).bind(TRIES).execute(&mut **tx).await?;
    let ids = sqlx::query_scalar("SELECT id FROM outbox WHERE state = 1 AND epoch < $1");
    let ids: Vec<i64> = ids.bind(epoch).fetch_all(&mut **tx).await?;
    // None of them is queued, so taking them only reads them.
    let lost = take(tx, seal, &ids, (epoch, now)).await?;
    let ended = lost.iter().map(|lost| Finished { id: lost.row.id, end: End::Failed(UNKNOWN.to_owned()) }).collect();
    finish(tx, ended, now).await?;
    Ok((epoch, lost))
}

/// Remembers messages, so that they can be quoted, pressed and changed.
///
/// # Errors
/// What the database says.
pub async fn keep_messages(tx: &mut Tx<'_>, messages: Vec<Kept>, now: Moment) -> Result<(), StoreError> {
    let rows = messages
        .into_iter()
        .map(|kept| {
            row![
                kept.chat.0,
                kept.message,
                kept.thread,
                kept.role.code(),
                kept.ticket.map_or(0, |ticket| ticket.0),
                kept.person.map_or(0, |person| person.0),
                kept.prompt.unwrap_or_default(),
                now.0,
            ]
        })
        .collect();
    let before = "INSERT INTO messages (chat, message, thread, role, ticket, person, prompt, at)";
    let after = "ON CONFLICT (chat, message) DO UPDATE SET role = excluded.role, ticket = excluded.ticket, \
                 person = excluded.person, prompt = excluded.prompt, at = excluded.at";
    write_many(tx, before, after, rows).await?;
    Ok(())
}

/// The newest screen of each of these chats.
///
/// # Errors
/// What the database says.
pub async fn screens(tx: &mut Tx<'_>, chats: &[ChatId]) -> Result<Vec<(ChatId, i64)>, StoreError> {
    let text = ("chat, MAX(message)", "FROM messages WHERE role = 'screen' AND chat IN");
    let rows: Vec<(i64, i64)> = read_in(tx, text, chats.iter().map(|chat| chat.0), "GROUP BY chat").await?;
    Ok(rows.into_iter().map(|(chat, message)| (ChatId(chat), message)).collect())
}

/// Where the cards of these tickets stand: chat, ticket, newest message.
///
/// # Errors
/// What the database says.
pub async fn cards(tx: &mut Tx<'_>, tickets: &[Number]) -> Result<Vec<(ChatId, Number, i64)>, StoreError> {
    let text = ("chat, ticket, MAX(message)", "FROM messages WHERE role = 'card' AND ticket <> 0 AND ticket IN");
    let tickets = tickets.iter().map(|ticket| ticket.0);
    let rows: Vec<(i64, i64, i64)> = read_in(tx, text, tickets, "GROUP BY chat, ticket").await?;
    Ok(rows.into_iter().map(|(chat, ticket, message)| (ChatId(chat), Number(ticket), message)).collect())
}

/// Whether each of these messages, by Telegram's id of the chat, is one we keep; gives those that are.
///
/// # Errors
/// What the database says.
pub async fn known_messages(tx: &mut Tx<'_>, messages: &[(i64, i64)]) -> Result<Vec<(i64, i64)>, StoreError> {
    let mut known = Vec::new();
    for (chat, message) in messages {
        let text = "SELECT m.message FROM messages m JOIN chats c ON c.id = m.chat \
                    WHERE c.telegram = $1 AND m.message = $2";
        if sqlx::query(text).bind(*chat).bind(*message).fetch_optional(&mut **tx).await?.is_some() {
            known.push((*chat, *message));
        }
    }
    Ok(known)
}

/// Forgets rows that ended before `until`. Gives how many.
///
/// # Errors
/// What the database says.
pub async fn prune(tx: &mut Tx<'_>, until: Moment) -> Result<u64, StoreError> {
    let text = "DELETE FROM outbox WHERE state >= 2 AND finished_at < $1";
    Ok(sqlx::query(text).bind(until.0).execute(&mut **tx).await?.rows_affected())
}
