//! Places and working days as imported, and the counter that tells a running process that they changed.

use serde::{Deserialize, Serialize};
use sqlx::Row as _;

use super::{StoreError, Tx};
use crate::domain::id::PlaceId;
use crate::domain::place::{Assembly, Phones, Place, PlaceKind, Places};

/// What a place's row holds beside its keys.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Body {
    name: String,
    name_en: String,
    aliases: Vec<String>,
    at: Option<(i64, i64)>,
    phones: Phones,
    company: Option<String>,
    #[serde(default)]
    assembly: Assembly,
}

/// A day that the operator's calendar sets apart: an ISO date, and whether it is a working day.
pub type Holiday = (String, bool);

/// Every place and every imported day.
///
/// # Errors
/// What the database says.
pub async fn load(tx: &mut Tx<'_>) -> Result<(Places, Vec<Holiday>), StoreError> {
    let rows = sqlx::query("SELECT id, code, kind, parent, body FROM places").fetch_all(&mut **tx).await?;
    let mut places = Vec::with_capacity(rows.len());
    for row in &rows {
        let body: Body = serde_json::from_str(&row.try_get::<String, _>(4)?)?;
        let kind = serde_json::Value::String(row.try_get(2)?);
        places.push(Place {
            id: PlaceId(row.try_get(0)?),
            code: row.try_get(1)?,
            kind: serde_json::from_value::<PlaceKind>(kind)?,
            parent: super::people::none_if_zero(row.try_get(3)?, PlaceId),
            name: body.name,
            name_en: body.name_en,
            aliases: body.aliases,
            at: body.at,
            phones: body.phones,
            company: body.company,
            assembly: body.assembly,
        });
    }
    let days = sqlx::query("SELECT day, working FROM holidays").fetch_all(&mut **tx).await?;
    let days = days
        .iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get::<i64, _>(1)? != 0)))
        .collect::<Result<_, StoreError>>()?;
    Ok((Places::new(places), days))
}

/// Writes places (by code: one that exists keeps its id) and days, and raises the version.
///
/// # Errors
/// What the database says.
pub async fn save(tx: &mut Tx<'_>, places: &[Place], days: &[Holiday]) -> Result<(), StoreError> {
    for place in places {
        let body = Body {
            name: place.name.clone(),
            name_en: place.name_en.clone(),
            aliases: place.aliases.clone(),
            at: place.at,
            phones: place.phones.clone(),
            company: place.company.clone(),
            assembly: place.assembly.clone(),
        };
        let kind = serde_json::to_value(place.kind)?;
        let text = "INSERT INTO places (id, code, kind, parent, body) VALUES ($1, $2, $3, $4, $5) \
                    ON CONFLICT (code) DO UPDATE SET kind = excluded.kind, parent = excluded.parent, \
                    body = excluded.body";
        sqlx::query(text)
            .bind(place.id.0)
            .bind(&place.code)
            .bind(kind.as_str().unwrap_or_default())
            .bind(place.parent.map_or(0, |parent| parent.0))
            .bind(serde_json::to_string(&body)?)
            .execute(&mut **tx)
            .await?;
    }
    for (day, working) in days {
        let text = "INSERT INTO holidays (day, working) VALUES ($1, $2) \
                    ON CONFLICT (day) DO UPDATE SET working = excluded.working";
        sqlx::query(text).bind(day).bind(i64::from(*working)).execute(&mut **tx).await?;
    }
    touch(tx).await
}

/// Raises the version, so that every process reads anew what it holds whole.
///
/// # Errors
/// What the database says.
pub async fn touch(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let text = "INSERT INTO counters (name, value) VALUES ('places', 1) \
                ON CONFLICT (name) DO UPDATE SET value = counters.value + 1";
    sqlx::query(text).execute(&mut **tx).await?;
    Ok(())
}

/// The version of places and days: it rises with every import.
///
/// # Errors
/// What the database says.
pub async fn version(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    let found: Option<i64> =
        sqlx::query_scalar("SELECT value FROM counters WHERE name = 'places'").fetch_optional(&mut **tx).await?;
    Ok(found.unwrap_or(0))
}
