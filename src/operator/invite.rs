//! `mulin invite --role ROLE --scope PLACE`: a one-time link, by which the first manager comes in.

use crate::domain::role::Role;
use crate::domain::time::Moment;
use crate::store::invites::{self, NewInvite};
use crate::store::{Store, StoreError, places};
use crate::worker::fresh::{self, Ids};

/// Hours an invite lives.
pub const HOURS: i64 = 24;

/// Why there is no invite.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    /// The scope names no place.
    #[error("--scope: no place “{0}”; `mulin import` brings places in")]
    NoPlace(String),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No random numbers.
    #[error("no random numbers to make a token from")]
    NoDice,
}

/// Makes an invite and gives its start token (`i-…`).
///
/// # Errors
/// An unknown scope, or what the database says.
pub async fn run(store: &Store, ids: &Ids, (role, scope): (Role, &str), now: Moment) -> Result<String, InviteError> {
    let token = fresh::token().map_err(|_| InviteError::NoDice)?;
    let mut tx = store.begin().await.map_err(StoreError::from)?;
    let (known, _) = places::load(&mut tx).await?;
    let place = known.by_code(scope).ok_or_else(|| InviteError::NoPlace(scope.to_owned()))?;
    let invite = NewInvite {
        id: ids.next(now),
        token: &token,
        role,
        scope: place.id,
        inviter: "",
        until: now.plus_hours(HOURS),
    };
    invites::make(&mut tx, store.seal(), &invite).await?;
    tx.commit().await.map_err(StoreError::from)?;
    Ok(format!("i-{token}"))
}
