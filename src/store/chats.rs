//! What becomes of chats themselves: a group that turns into a supergroup, a chat that can't be written to any more.

use sqlx::Row as _;

use super::{StoreError, Tx};
use crate::domain::chat::ChatUse;
use crate::domain::id::ChatId;

/// A group has become the supergroup `new`: its one row names it from now on.
///
/// Messages of the old group can't be quoted or changed there, so they are forgotten. Where the supergroup was met
/// first under a row of its own, that row's calls and messages join the group's.
///
/// # Errors
/// What the database says.
pub async fn migrate(tx: &mut Tx<'_>, old: i64, new: i64) -> Result<(), StoreError> {
    let Some(group) = by_telegram(tx, old).await? else { return Ok(()) };
    sqlx::query("DELETE FROM messages WHERE chat = $1").bind(group.0).execute(&mut **tx).await?;
    if let Some(newcomer) = by_telegram(tx, new).await? {
        for text in ["UPDATE messages SET chat = $1 WHERE chat = $2", "UPDATE outbox SET chat = $1 WHERE chat = $2"] {
            sqlx::query(text).bind(group.0).bind(newcomer.0).execute(&mut **tx).await?;
        }
        sqlx::query("DELETE FROM chats WHERE id = $1").bind(newcomer.0).execute(&mut **tx).await?;
    }
    let text = "UPDATE chats SET telegram = $1, reachable = 1 WHERE id = $2";
    sqlx::query(text).bind(new).bind(group.0).execute(&mut **tx).await?;
    Ok(())
}

async fn by_telegram(tx: &mut Tx<'_>, telegram: i64) -> Result<Option<ChatId>, StoreError> {
    let text = "SELECT id FROM chats WHERE telegram = $1";
    let row = sqlx::query(text).bind(telegram).fetch_optional(&mut **tx).await?;
    row.map(|row| Ok(ChatId(row.try_get(0)?))).transpose()
}

/// Notes that a chat can't be written to; if that is news, gives what it is bound as, if it is.
///
/// # Errors
/// What the database says.
pub async fn lost(tx: &mut Tx<'_>, chat: ChatId) -> Result<Option<Option<ChatUse>>, StoreError> {
    let text = "UPDATE chats SET reachable = 0 WHERE id = $1 AND reachable = 1 RETURNING used";
    let used: Option<String> = sqlx::query_scalar(text).bind(chat.0).fetch_optional(&mut **tx).await?;
    Ok(used.map(|used| ChatUse::of_code(&used)))
}

/// A chat shows tables as such, or no more.
///
/// # Errors
/// What the database says.
pub async fn set_rich(tx: &mut Tx<'_>, chat: ChatId, on: bool) -> Result<(), StoreError> {
    let text = "UPDATE chats SET rich = $1 WHERE id = $2";
    sqlx::query(text).bind(i64::from(on)).bind(chat.0).execute(&mut **tx).await?;
    Ok(())
}

/// The language spoken in a chat: its person's, else its own.
///
/// # Errors
/// What the database says.
pub async fn language(tx: &mut Tx<'_>, chat: ChatId) -> Result<crate::domain::language::Language, StoreError> {
    let text = "SELECT c.language, COALESCE(p.language, '') FROM chats c LEFT JOIN persons p ON p.id = c.person \
                WHERE c.id = $1";
    let row = sqlx::query(text).bind(chat.0).fetch_optional(&mut **tx).await?;
    let Some(row) = row else { return Ok(crate::domain::language::Language::default()) };
    let (chat, person): (String, String) = (row.try_get(0)?, row.try_get(1)?);
    Ok(super::people::language_of(&person).or_else(|| super::people::language_of(&chat)).unwrap_or_default())
}
