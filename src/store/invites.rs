//! One-time invites, consents and the audit log.

use std::collections::BTreeSet;

use sqlx::Row as _;

use super::people::give_role;
use super::seal::Seal;
use super::sql::read_in;
use super::{StoreError, Tx};
use crate::domain::desk::Invite;
use crate::domain::id::{PersonId, PlaceId};
use crate::domain::role::{Grant, Role};
use crate::domain::time::Moment;

/// An invite about to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewInvite<'a> {
    /// Its id.
    pub id: i64,
    /// Its token; only what [`Seal::code`] makes of it is stored.
    pub token: &'a str,
    /// Role it grants.
    pub role: Role,
    /// Where.
    pub scope: PlaceId,
    /// How the inviter is called; empty for the operator.
    pub inviter: &'a str,
    /// Until when.
    pub until: Moment,
}

/// Writes an invite.
///
/// # Errors
/// What the database says.
pub async fn make(tx: &mut Tx<'_>, seal: &Seal, invite: &NewInvite<'_>) -> Result<(), StoreError> {
    let text = "INSERT INTO invites (id, token_mac, role, scope, inviter_sealed, until, used_by) \
                VALUES ($1, $2, $3, $4, $5, $6, 0)";
    sqlx::query(text)
        .bind(invite.id)
        .bind(seal.code(invite.token))
        .bind(invite.role.code())
        .bind(invite.scope.0)
        .bind(seal.close("invites", "inviter", invite.id, invite.inviter)?)
        .bind(invite.until.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The invite of a token.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn find(tx: &mut Tx<'_>, seal: &Seal, token: &str) -> Result<Option<Invite>, StoreError> {
    let text = "SELECT id, role, scope, inviter_sealed, until, used_by FROM invites WHERE token_mac = $1";
    let Some(row) = sqlx::query(text).bind(seal.code(token)).fetch_optional(&mut **tx).await? else {
        return Ok(None);
    };
    let id: i64 = row.try_get(0)?;
    Ok(Some(Invite {
        id,
        role: Role::of_code(&row.try_get::<String, _>(1)?).ok_or(StoreError::Foreign("invites.role"))?,
        scope: PlaceId(row.try_get(2)?),
        inviter: seal.open("invites", "inviter", id, &row.try_get::<String, _>(3)?)?,
        until: Moment(row.try_get(4)?),
        gone: row.try_get::<i64, _>(5)? != 0,
    }))
}

/// Uses an invite up and grants its role.
///
/// # Errors
/// [`StoreError::Raced`] when somebody else used it first.
pub async fn redeem(
    tx: &mut Tx<'_>,
    seal: &Seal,
    (invite, person): (i64, PersonId),
    grant: &Grant,
    now: Moment,
) -> Result<(), StoreError> {
    let text = "UPDATE invites SET used_by = $1 WHERE id = $2 AND used_by = 0 AND until >= $3";
    let used = sqlx::query(text).bind(person.0).bind(invite).bind(now.0).execute(&mut **tx).await?;
    if used.rows_affected() != 1 {
        return Err(StoreError::Raced("an invite"));
    }
    give_role(tx, seal, person, grant, now).await
}

/// An invite's row.
const INVITE: &str = "id, role, scope, inviter_sealed, until";

/// The invites to roles in exactly these scopes that nobody used and that still hold.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn unused(
    tx: &mut Tx<'_>,
    seal: &Seal,
    scopes: &BTreeSet<PlaceId>,
    now: Moment,
) -> Result<Vec<Invite>, StoreError> {
    let from = "FROM invites WHERE used_by = 0 AND scope IN";
    let rows: Vec<(i64, String, i64, String, i64)> =
        read_in(tx, (INVITE, from), scopes.iter().map(|place| place.0), "ORDER BY until, id").await?;
    let invite = |(id, role, scope, inviter, until): (i64, String, i64, String, i64)| {
        Ok(Invite {
            id,
            role: Role::of_code(&role).ok_or(StoreError::Foreign("invites.role"))?,
            scope: PlaceId(scope),
            inviter: seal.open("invites", "inviter", id, &inviter)?,
            until: Moment(until),
            gone: false,
        })
    };
    let found: Result<Vec<Invite>, StoreError> = rows.into_iter().map(invite).collect();
    Ok(found?.into_iter().filter(|invite| invite.until > now).collect())
}

/// Takes an unused invite back.
///
/// # Errors
/// [`StoreError::Raced`] when somebody used it or took it back first.
pub async fn drop_unused(tx: &mut Tx<'_>, id: i64) -> Result<(), StoreError> {
    let gone = sqlx::query("DELETE FROM invites WHERE id = $1 AND used_by = 0").bind(id).execute(&mut **tx).await?;
    if gone.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Raced("an invite")) }
}

/// Takes a role from its holder.
///
/// # Errors
/// [`StoreError::Raced`] when they don't hold it any more.
pub async fn take_role(tx: &mut Tx<'_>, person: PersonId, (role, scope): (Role, PlaceId)) -> Result<(), StoreError> {
    let text = "DELETE FROM grants WHERE person = $1 AND role = $2 AND scope = $3";
    let gone = sqlx::query(text).bind(person.0).bind(role.code()).bind(scope.0).execute(&mut **tx).await?;
    if gone.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Raced("a role")) }
}

/// Records a consent given or taken back.
///
/// # Errors
/// What the database says.
pub async fn consent(
    tx: &mut Tx<'_>,
    person: PersonId,
    (kind, version, given): (&str, i64, bool),
    now: Moment,
) -> Result<(), StoreError> {
    let text = "INSERT INTO consents (person, kind, version, given, at) VALUES ($1, $2, $3, $4, $5) \
                ON CONFLICT (person, kind, at) DO UPDATE SET given = excluded.given, version = excluded.version";
    sqlx::query(text)
        .bind(person.0)
        .bind(kind)
        .bind(version)
        .bind(i64::from(given))
        .bind(now.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Counts an act in the audit log: one row a person, act, object and hour, so that a flood isn't the log.
///
/// # Errors
/// What the database says.
pub async fn audit(
    tx: &mut Tx<'_>,
    (id, person): (i64, PersonId),
    (what, object): (&str, &str),
    now: Moment,
) -> Result<(), StoreError> {
    let text = "INSERT INTO audit (id, person, what, object, hour, times) VALUES ($1, $2, $3, $4, $5, 1) \
                ON CONFLICT (person, what, object, hour) DO UPDATE SET times = audit.times + 1";
    sqlx::query(text)
        .bind(id)
        .bind(person.0)
        .bind(what)
        .bind(object)
        .bind(now.0 / 3_600_000)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
