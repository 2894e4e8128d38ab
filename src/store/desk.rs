//! Who holds which role where, and which chats are bound to which place.

use std::collections::BTreeSet;

use super::people::{self, language_of, none_if_zero};
use super::seal::Seal;
use super::sql::read_in;
use super::{StoreError, Tx};
use crate::domain::chat::{Binding, ChatUse};
use crate::domain::desk::Holder;
use crate::domain::id::{ChatId, PersonId, PlaceId};
use crate::domain::person::Reader;

/// The holders of roles in exactly these scopes, and the chats bound to exactly these places.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn of_scopes(
    tx: &mut Tx<'_>,
    seal: &Seal,
    scopes: &BTreeSet<PlaceId>,
) -> Result<(Vec<Holder>, Vec<(Binding, Reader)>), StoreError> {
    let wanted = || scopes.iter().map(|place| place.0);
    let text = (people::GRANT, "FROM grants WHERE scope IN");
    let rows = read_in(tx, text, wanted(), "ORDER BY granted_at, person").await?;
    let grants = rows.into_iter().map(|row| people::grant(row, seal)).collect::<Result<Vec<_>, _>>()?;
    let persons: BTreeSet<PersonId> = grants.iter().map(|(person, _)| *person).collect();
    let readers = people::readers(tx, &persons.into_iter().collect::<Vec<_>>()).await?;
    let holders = grants
        .into_iter()
        .filter_map(|(person, grant)| {
            readers.get(&person).map(|reader| Holder { person, grant, reader: reader.clone() })
        })
        .collect();

    let text = ("id, place, used, person, language, reachable, rich", "FROM chats WHERE used <> '' AND place IN");
    let rows: Vec<(i64, i64, String, i64, String, i64, i64)> =
        read_in(tx, text, wanted(), "ORDER BY joined_at, id").await?;
    let chat = |(chat, place, used, person, language, reachable, rich): (i64, i64, String, i64, String, i64, i64)| {
        let chat = ChatId(chat);
        let used = ChatUse::of_code(&used).unwrap_or(ChatUse::Residents);
        let binding = Binding { chat, place: PlaceId(place), used };
        let of_chat = Reader::desk(chat, language_of(&language).unwrap_or_default(), reachable != 0);
        let reader = Reader { person: none_if_zero(person, PersonId), rich: rich != 0, ..of_chat };
        (binding, reader)
    };
    Ok((holders, rows.into_iter().map(chat).collect()))
}

/// Ties a chat to a place.
///
/// # Errors
/// What the database says.
pub async fn bind(tx: &mut Tx<'_>, chat: ChatId, place: PlaceId, used: ChatUse) -> Result<(), StoreError> {
    let text = "UPDATE chats SET place = $1, used = $2, reachable = 1 WHERE id = $3";
    sqlx::query(text).bind(place.0).bind(used.code()).bind(chat.0).execute(&mut **tx).await?;
    Ok(())
}

/// Unties a chat.
///
/// # Errors
/// What the database says.
pub async fn unbind(tx: &mut Tx<'_>, chat: ChatId) -> Result<(), StoreError> {
    sqlx::query("UPDATE chats SET place = 0, used = '' WHERE id = $1").bind(chat.0).execute(&mut **tx).await?;
    Ok(())
}

/// Notes whether a chat can be written to.
///
/// # Errors
/// What the database says.
pub async fn set_reachable(tx: &mut Tx<'_>, chat: ChatId, reachable: bool) -> Result<(), StoreError> {
    let text = "UPDATE chats SET reachable = $1 WHERE id = $2";
    sqlx::query(text).bind(i64::from(reachable)).bind(chat.0).execute(&mut **tx).await?;
    Ok(())
}
