//! The sandbox's database: the demo's places, and its personas' roles and groups as invites and binds would make them.

use std::collections::BTreeMap;

use super::import::{self, ImportError};
use super::{demo_homes, demo_meeting};
use crate::conversation::first_contact::CONSENT_VERSION;
use crate::domain::chat::ChatUse;
use crate::domain::role::{Grant, Role};
use crate::domain::time::Moment;
use crate::sandbox::demo::{self, Circle, Player, Purpose};
use crate::store::people::{self, Met};
use crate::store::{Store, StoreError, Tx, desk, places};
use crate::worker::fresh::Ids;

/// The slot of ids made here, apart from a running bot's.
const SLOT: u8 = 14;

/// Fills an empty database with the demo; one that holds it already stays as it is.
///
/// # Errors
/// What the import or the database says.
pub async fn seed(store: &Store, now: Moment) -> Result<(), ImportError> {
    let ids = Ids::new(SLOT);
    let imported = import::run(store, &ids, demo::PLACES, (false, now)).await?;
    if imported.new == 0 {
        return Ok(());
    }
    let mut tx = store.begin().await.map_err(StoreError::from)?;
    for player in demo::personas() {
        employ(&mut tx, store, &ids, player, now).await?;
    }
    for circle in demo::groups() {
        tie(&mut tx, store, &ids, circle, now).await?;
    }
    demo_meeting::seed(&mut tx, store, &ids, now).await?;
    tx.commit().await.map_err(StoreError::from)?;
    demo_homes::seed(store, &ids, now).await
}

/// A persona's roles. Staff agreed when they were employed; residents are asked when they come.
async fn employ(tx: &mut Tx<'_>, store: &Store, ids: &Ids, player: &Player, now: Moment) -> Result<(), StoreError> {
    if player.posts.is_empty() {
        return Ok(());
    }
    let users = BTreeMap::from([(player.id, ids.next(now))]);
    let chat = Met { telegram: player.id, kind: "private", fresh: ids.next(now), person: player.id };
    let (persons, _) = people::meet(tx, store.seal(), &users, &[chat], now).await?;
    let (known, _) = places::load(tx).await?;
    let Some(mut person) = persons.into_values().next() else { return Ok(()) };
    (person.consent_processing, person.consent_abroad) = (Some(CONSENT_VERSION), Some(CONSENT_VERSION));
    people::save(tx, store.seal(), std::slice::from_ref(&person)).await?;
    for post in player.posts {
        let (Some(role), Some(place)) = (Role::of_code(post.role), known.by_code(post.scope)) else { continue };
        let grant = Grant { role, scope: place.id, name: post.surname.to_owned() };
        people::give_role(tx, store.seal(), person.id, &grant, now).await?;
    }
    Ok(())
}

/// A group, bound to its place.
async fn tie(tx: &mut Tx<'_>, store: &Store, ids: &Ids, circle: &Circle, now: Moment) -> Result<(), StoreError> {
    let chat = Met { telegram: circle.id, kind: "group", fresh: ids.next(now), person: 0 };
    let (_, chats) = people::meet(tx, store.seal(), &BTreeMap::new(), &[chat], now).await?;
    let (known, _) = places::load(tx).await?;
    if let (Some(chat), Some(place)) = (chats.get(&circle.id), known.by_code(circle.scope)) {
        let used = match circle.purpose {
            Purpose::Staff => ChatUse::Staff,
            Purpose::Residents => ChatUse::Residents,
        };
        desk::bind(tx, chat.id, place.id, used).await?;
    }
    Ok(())
}
