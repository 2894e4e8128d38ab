//! `mulin revoke`: who holds which role and which invites are unused; and takes one back, at once. What the holder led
//! goes back to the queue by the running bot.

use std::collections::BTreeSet;

use crate::domain::clocks::Timer;
use crate::domain::id::{PersonId, PlaceId};
use crate::domain::place::Places;
use crate::domain::role::Role;
use crate::domain::time::Moment;
use crate::store::{Store, StoreError, desk, invites, places, timers};

/// What is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// An unused invite, by its row.
    Invite(i64),
    /// A role of a person.
    Role {
        /// Whose, by the id that the list shows.
        person: i64,
        /// Which.
        role: Role,
        /// Code of the place.
        scope: String,
    },
}

/// Why nothing was taken back.
#[derive(Debug, thiserror::Error)]
pub enum RevokeError {
    /// The scope names no place.
    #[error("--scope: no place “{0}”")]
    NoPlace(String),
    /// Nobody holds it, or the invite is used.
    #[error("there is no such role or unused invite; `mulin revoke` lists them")]
    NotThere,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A line for each role and unused invite: `role PERSON ROLE SCOPE NAME`, `invite ROW ROLE SCOPE`.
///
/// # Errors
/// What the database says.
pub async fn list(store: &Store, now: Moment) -> Result<Vec<String>, StoreError> {
    let mut tx = store.read().await?;
    let (known, _) = places::load(&mut tx).await?;
    let scopes: BTreeSet<PlaceId> = known.iter().map(|place| place.id).collect();
    let (holders, _) = desk::of_scopes(&mut tx, store.seal(), &scopes).await?;
    let invites = invites::unused(&mut tx, store.seal(), &scopes, now).await?;
    let roles = holders.iter().map(|holder| {
        let grant = &holder.grant;
        format!("role   {} {} {} {}", holder.person, grant.role.code(), code(&known, grant.scope), grant.name)
    });
    let links = invites
        .iter()
        .map(|invite| format!("invite {} {} {}", invite.id, invite.role.code(), code(&known, invite.scope)));
    Ok(roles.chain(links).collect())
}

fn code(places: &Places, id: PlaceId) -> &str {
    places.get(id).map_or("?", |place| place.code.as_str())
}

/// Takes it back, with a line in the audit log under this fresh id.
///
/// # Errors
/// See [`RevokeError`].
pub async fn take(store: &Store, taken: &Taken, (id, now): (i64, Moment)) -> Result<(), RevokeError> {
    let mut tx = store.begin().await.map_err(StoreError::from)?;
    let (what, object, done) = match taken {
        Taken::Invite(row) => ("uninvited", row.to_string(), invites::drop_unused(&mut tx, *row).await),
        Taken::Role { person, role, scope } => {
            let (known, _) = places::load(&mut tx).await?;
            let place = known.by_code(scope).ok_or_else(|| RevokeError::NoPlace(scope.clone()))?.id;
            let person = PersonId(*person);
            timers::set(&mut tx, Timer::RoleEnds, person.0, now).await?;
            let object = format!("{person}:{}:{place}", role.code());
            ("revoked", object, invites::take_role(&mut tx, person, (*role, place)).await)
        }
    };
    done.map_err(|wrong| if matches!(wrong, StoreError::Raced(_)) { RevokeError::NotThere } else { wrong.into() })?;
    invites::audit(&mut tx, (id, PersonId(0)), (what, &object), now).await?;
    Ok(tx.commit().await.map_err(StoreError::from)?)
}
