//! What people wish to be told unasked, and what waits for the one message of the day.

use super::sql::{read, write_many};
use super::{StoreError, Tx};
use crate::domain::announcement::Gathered;
use crate::domain::id::{AnnouncementId, PersonId};
use crate::domain::time::Moment;
use crate::domain::unasked::{Switches, Unasked};
use crate::row;

/// What [`COLUMNS`] gives: changed switches, when told last, building, when what waits goes.
pub(super) type Columns = (String, i64, String, i64);

/// [`Columns`] of a person whose row of `switches` is joined as `s`; PERSON stands for the column with the person's id.
pub(super) const COLUMNS: &str = "COALESCE(s.changed, ''), COALESCE(s.told_at, 0), COALESCE(s.building, ''), \
                                 COALESCE((SELECT t.due FROM timers t WHERE t.kind = 'gather' AND t.object = PERSON), 0)";

/// The wishes in these columns.
pub(super) fn of((changed, told_at, building, gathers_at): Columns) -> Switches {
    let moment = |at: i64| (at != 0).then_some(Moment(at));
    Switches {
        changed: changed.split_whitespace().filter_map(Unasked::of_code).collect(),
        told_at: moment(told_at),
        gathers_at: moment(gathers_at),
        building: Some(building).filter(|building| !building.is_empty()),
    }
}

/// A person's switches.
///
/// # Errors
/// What the database says.
pub async fn of_person(tx: &mut Tx<'_>, person: PersonId) -> Result<Switches, StoreError> {
    let columns = COLUMNS.replace("PERSON", "p.id");
    let rest = "FROM persons p LEFT JOIN switches s ON s.person = p.id WHERE p.id = $1";
    let rows: Vec<Columns> = read(tx, (&columns, rest), row![person.0]).await?;
    Ok(rows.into_iter().next().map(of).unwrap_or_default())
}

/// Writes a person's switches and building.
///
/// # Errors
/// What the database says.
pub async fn save(tx: &mut Tx<'_>, person: PersonId, wishes: &Switches) -> Result<(), StoreError> {
    let changed: Vec<&str> = wishes.changed.iter().map(|kind| kind.code()).collect();
    let text = "INSERT INTO switches (person, changed, told_at, building) VALUES ($1, $2, 0, $3) \
                ON CONFLICT (person) DO UPDATE SET changed = excluded.changed, building = excluded.building";
    sqlx::query(text)
        .bind(person.0)
        .bind(changed.join(" "))
        .bind(wishes.building.as_deref().unwrap_or_default())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Notes that these persons were told something unasked.
///
/// # Errors
/// What the database says.
pub async fn told(tx: &mut Tx<'_>, persons: &[PersonId], now: Moment) -> Result<(), StoreError> {
    let rows = persons.iter().map(|person| row![person.0, "", now.0, ""]).collect();
    let before = "INSERT INTO switches (person, changed, told_at, building)";
    write_many(tx, before, "ON CONFLICT (person) DO UPDATE SET told_at = excluded.told_at", rows).await?;
    Ok(())
}

/// Puts something among what waits for these persons.
///
/// # Errors
/// What the database says.
pub async fn gather(tx: &mut Tx<'_>, persons: &[PersonId], what: Gathered, now: Moment) -> Result<(), StoreError> {
    let object = what.announcement.map_or(0, |id| id.0);
    let rows = persons.iter().map(|person| row![person.0, what.kind.code(), object, now.0]).collect();
    let before = "INSERT INTO gathered (person, kind, object, at)";
    write_many(tx, before, "ON CONFLICT (person, kind, object) DO NOTHING", rows).await?;
    Ok(())
}

/// What waits for a person, oldest first.
///
/// # Errors
/// What the database says.
pub async fn gathered(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Gathered>, StoreError> {
    let rest = "FROM gathered WHERE person = $1 ORDER BY at, object";
    let rows: Vec<(String, i64)> = read(tx, ("kind, object", rest), row![person.0]).await?;
    let what = |(kind, object): (String, i64)| {
        let announcement = super::people::none_if_zero(object, AnnouncementId);
        Some(Gathered { kind: Unasked::of_code(&kind)?, announcement })
    };
    Ok(rows.into_iter().filter_map(what).collect())
}

/// Nothing waits for a person any more.
///
/// # Errors
/// What the database says.
pub async fn empty(tx: &mut Tx<'_>, person: PersonId) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM gathered WHERE person = $1").bind(person.0).execute(&mut **tx).await?;
    Ok(())
}
