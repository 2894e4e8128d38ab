//! Messages that someone may quote, edit or press later, both sides.

use super::{StoreError, Tx};
use crate::domain::chat::MessageRole;
use crate::domain::id::{ChatId, Number};
use crate::domain::time::Moment;

/// Where a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// Its chat.
    pub chat: ChatId,
    /// Telegram's id of it there.
    pub message: i64,
    /// Its topic, 0 for none.
    pub thread: i64,
}

/// Notes a message of a person's that was taken into a ticket.
///
/// # Errors
/// What the database says.
pub async fn note(
    tx: &mut Tx<'_>,
    at: At,
    role: MessageRole,
    (number, now): (Number, Moment),
) -> Result<(), StoreError> {
    let text = "INSERT INTO messages (chat, message, thread, role, ticket, person, prompt, at) \
                VALUES ($1, $2, $3, $4, $5, 0, '', $6) \
                ON CONFLICT (chat, message) DO UPDATE SET role = excluded.role, ticket = excluded.ticket";
    sqlx::query(text)
        .bind(at.chat.0)
        .bind(at.message)
        .bind(at.thread)
        .bind(role.code())
        .bind(number.0)
        .bind(now.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
