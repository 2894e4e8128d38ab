//! Households, their owners, who belongs to them, and the one-time codes by which residents are tied to them.

use std::collections::{BTreeMap, BTreeSet};

use super::people::readers;
use super::seal::{NoDice, Seal};
use super::sql::{read, read_in, read_in_with, write_many};
use super::{StoreError, Tx};
use crate::domain::household::{Code, Door, Home, Household, Known, Occupant, Request, Roll, Scope, Tie};
use crate::domain::id::{HouseholdId, OwnerGroupId, PersonId, PlaceId};
use crate::domain::time::Moment;
use crate::row;

// ---- dwellings ----

const HOUSEHOLD: &str = "h.id, h.compound, h.building, h.unit, h.room_sealed, h.area, h.owners";
type HouseholdRow = (i64, i64, String, String, String, i64, i64);

fn household(
    seal: &Seal,
    (id, compound, building, unit, room, area, owners): HouseholdRow,
) -> Result<Household, StoreError> {
    let room = seal.open("households", "room", id, &room)?;
    let door = Door { compound: PlaceId(compound), building, unit, room };
    Ok(Household { id: HouseholdId(id), door, area, owners: OwnerGroupId(owners) })
}

/// What a door's room is found by.
fn mark(seal: &Seal, door: &Door) -> String {
    seal.code(&format!("room/{}/{}/{}/{}", door.compound, door.building, door.unit, door.room))
}

/// The dwellings of a compound, by door.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn of_compound(
    tx: &mut Tx<'_>,
    seal: &Seal,
    compound: PlaceId,
) -> Result<BTreeMap<Door, Household>, StoreError> {
    let from = "FROM households h WHERE h.compound = $1";
    let rows: Vec<HouseholdRow> = read(tx, (HOUSEHOLD, from), row![compound.0]).await?;
    let found = rows.into_iter().map(|row| household(seal, row));
    found.map(|found| found.map(|found| (found.door.clone(), found))).collect()
}

/// The owner groups of a compound that the operator named, by code.
///
/// # Errors
/// What the database says.
pub async fn named_groups(tx: &mut Tx<'_>, compound: PlaceId) -> Result<BTreeMap<String, OwnerGroupId>, StoreError> {
    let from = "FROM owner_groups WHERE compound = $1 AND code <> ''";
    let rows: Vec<(String, i64)> = read(tx, ("code, id", from), row![compound.0]).await?;
    Ok(rows.into_iter().map(|(code, id)| (code, OwnerGroupId(id))).collect())
}

/// A new owner group: its id, compound and code, empty where the operator gave none.
pub type NewGroup = (OwnerGroupId, PlaceId, String);

/// Writes owner groups that are new, and dwellings that are new or have another area or other owners.
///
/// # Errors
/// What the database says.
pub async fn save(
    tx: &mut Tx<'_>,
    seal: &Seal,
    groups: &[NewGroup],
    households: &[Household],
) -> Result<(), StoreError> {
    let rows = groups.iter().map(|(id, compound, code)| row![id.0, code.as_str(), compound.0]).collect();
    write_many(tx, "INSERT INTO owner_groups (id, code, compound)", "", rows).await?;
    let row = |household: &Household| {
        let Household { id, door, area, owners } = household;
        let room = seal.close("households", "room", id.0, &door.room)?;
        let (building, unit) = (door.building.as_str(), door.unit.as_str());
        Ok(row![id.0, door.compound.0, building, unit, mark(seal, door), room, *area, owners.0])
    };
    let rows = households.iter().map(row).collect::<Result<Vec<_>, NoDice>>()?;
    let before = "INSERT INTO households (id, compound, building, unit, room_mark, room_sealed, area, owners)";
    let after = "ON CONFLICT (id) DO UPDATE SET area = excluded.area, owners = excluded.owners";
    write_many(tx, before, after, rows).await?;
    Ok(())
}

/// Whose say something in this scope is: its owner groups with their areas, and its dwellings.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn roll(tx: &mut Tx<'_>, seal: &Seal, scope: &Scope) -> Result<Roll, StoreError> {
    let all = of_compound(tx, seal, scope.compound).await?;
    Ok(Roll::of(all.into_values().filter(|household| scope.holds(&household.door)).collect()))
}

/// The dwelling behind a door.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn at_door(tx: &mut Tx<'_>, seal: &Seal, door: &Door) -> Result<Option<Household>, StoreError> {
    let from = "FROM households h WHERE h.compound = $1 AND h.building = $2 AND h.unit = $3 AND h.room_mark = $4";
    let cells = row![door.compound.0, door.building.as_str(), door.unit.as_str(), mark(seal, door)];
    let rows: Vec<HouseholdRow> = read(tx, (HOUSEHOLD, from), cells).await?;
    rows.into_iter().next().map(|row| household(seal, row)).transpose()
}

// ---- who belongs to them ----

/// Tie and proxy, then a [`HouseholdRow`].
type HomeRow = (String, i64, i64, i64, String, String, String, i64, i64);

/// The households to which a person is tied, the first tie first.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn of_person(tx: &mut Tx<'_>, seal: &Seal, person: PersonId) -> Result<Vec<Home>, StoreError> {
    let columns = format!("o.tie, o.proxy, {HOUSEHOLD}");
    let from = "FROM occupancies o JOIN households h ON h.id = o.household \
                WHERE o.person = $1 AND o.ended_at = 0 ORDER BY o.since, o.id";
    let rows: Vec<HomeRow> = read(tx, (&columns, from), row![person.0]).await?;
    let home = |(tie, proxy, id, compound, building, unit, room, area, owners): HomeRow| {
        let household = household(seal, (id, compound, building, unit, room, area, owners))?;
        Ok(Home { household, tie: tie_of(&tie)?, proxy: proxy != 0 })
    };
    rows.into_iter().map(home).collect()
}

fn tie_of(code: &str) -> Result<Tie, StoreError> {
    Tie::of_code(code).ok_or(StoreError::Foreign("a tie"))
}

/// A household with everyone who is tied to it.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn residents_of(tx: &mut Tx<'_>, seal: &Seal, id: HouseholdId) -> Result<Option<Known>, StoreError> {
    let found: Vec<HouseholdRow> = read(tx, (HOUSEHOLD, "FROM households h WHERE h.id = $1"), row![id.0]).await?;
    let Some(found) = found.into_iter().next() else { return Ok(None) };
    let from = "FROM occupancies WHERE household = $1 AND ended_at = 0 ORDER BY since, id";
    let rows: Vec<(i64, String, i64, i64)> = read(tx, ("person, tie, proxy, since", from), row![id.0]).await?;
    let persons: Vec<PersonId> = rows.iter().map(|(person, ..)| PersonId(*person)).collect();
    let mut reach = readers(tx, &persons).await?;
    let occupant = |(person, tie, proxy, since): (i64, String, i64, i64)| {
        let (person, tie) = (PersonId(person), tie_of(&tie)?);
        Ok(Occupant { person, tie, proxy: proxy != 0, since: Moment(since), reader: reach.remove(&person) })
    };
    let people = rows.into_iter().map(occupant).collect::<Result<_, StoreError>>()?;
    Ok(Some(Known { household: household(seal, found)?, people }))
}

/// Everyone who is tied to these households; without tenants where `owners_only`.
///
/// # Errors
/// What the database says.
pub async fn people_of(
    tx: &mut Tx<'_>,
    households: &[HouseholdId],
    owners_only: bool,
) -> Result<Vec<PersonId>, StoreError> {
    let from = "FROM occupancies WHERE ended_at = 0 AND household IN";
    let wanted = households.iter().map(|household| household.0);
    let rows: Vec<(i64, String)> = read_in(tx, ("person, tie", from), wanted, "").await?;
    let meant = |(_, tie): &(i64, String)| !owners_only || tie != Tie::Tenant.code();
    let found: BTreeSet<PersonId> = rows.into_iter().filter(meant).map(|(person, _)| PersonId(person)).collect();
    Ok(found.into_iter().collect())
}

/// Everyone who may act for these owner groups: owners, and family with their proxy.
///
/// # Errors
/// What the database says.
pub async fn acting_for(tx: &mut Tx<'_>, groups: &[OwnerGroupId]) -> Result<Vec<PersonId>, StoreError> {
    let from = "FROM households h JOIN occupancies o ON o.household = h.id AND o.ended_at = 0 WHERE h.owners IN";
    let wanted = groups.iter().map(|group| group.0);
    let rows: Vec<(i64, String, i64)> = read_in(tx, ("o.person, o.tie, o.proxy", from), wanted, "").await?;
    let acts =
        |(_, tie, proxy): &(i64, String, i64)| tie == Tie::Owner.code() || (tie == Tie::Family.code() && *proxy != 0);
    let found: BTreeSet<PersonId> = rows.into_iter().filter(acts).map(|(person, ..)| PersonId(person)).collect();
    Ok(found.into_iter().collect())
}

/// Ties a person to a household; a tie of theirs to it that holds must have been ended before.
///
/// # Errors
/// What the database says, also when they are tied to it meanwhile.
pub async fn begin(
    tx: &mut Tx<'_>,
    id: i64,
    (person, household, tie): (PersonId, HouseholdId, Tie),
    confirmed_by: Option<PersonId>,
    now: Moment,
) -> Result<(), StoreError> {
    let by = confirmed_by.map_or(0, |by| by.0);
    let rows = vec![row![id, household.0, person.0, tie.code(), 0, by, now.0, 0]];
    let before = "INSERT INTO occupancies (id, household, person, tie, proxy, confirmed_by, since, ended_at)";
    write_many(tx, before, "", rows).await?;
    Ok(())
}

/// Ends a person's tie to a household. Where no owner is left, nobody has their proxy any more.
///
/// # Errors
/// [`StoreError::Raced`] when it doesn't hold any more.
pub async fn end(tx: &mut Tx<'_>, (person, household): (PersonId, HouseholdId), now: Moment) -> Result<(), StoreError> {
    let text = "UPDATE occupancies SET ended_at = $1, proxy = 0 WHERE person = $2 AND household = $3 AND ended_at = 0";
    let ended = sqlx::query(text).bind(now.0).bind(person.0).bind(household.0).execute(&mut **tx).await?;
    if ended.rows_affected() != 1 {
        return Err(StoreError::Raced("a tie"));
    }
    let text = "UPDATE occupancies SET proxy = 0 WHERE household = $1 AND proxy <> 0 AND NOT EXISTS \
                (SELECT 1 FROM occupancies o WHERE o.household = $1 AND o.ended_at = 0 AND o.tie = 'owner')";
    sqlx::query(text).bind(household.0).execute(&mut **tx).await?;
    Ok(())
}

/// The ties of owners and their family to these dwellings end, and unused codes open them no more: they have other owners.
/// Tenants stay. Gives how many ties end; with `only_counts` nothing is written.
///
/// # Errors
/// What the database says.
pub async fn end_of_owners(
    tx: &mut Tx<'_>,
    households: &[HouseholdId],
    (only_counts, now): (bool, Moment),
) -> Result<usize, StoreError> {
    let wanted = households.iter().map(|household| household.0);
    let from = "FROM occupancies WHERE ended_at = 0 AND household IN";
    let held: Vec<(i64, String)> = read_in(tx, ("id, tie", from), wanted.clone(), "").await?;
    let ended: Vec<i64> = held.into_iter().filter(|(_, tie)| tie != Tie::Tenant.code()).map(|(id, _)| id).collect();
    if only_counts {
        return Ok(ended.len());
    }
    let after = ") UPDATE occupancies SET ended_at = v.at, proxy = 0 FROM v WHERE occupancies.id = v.id";
    write_many(tx, "WITH v(id, at) AS (", after, ended.iter().map(|id| row![*id, now.0]).collect()).await?;
    let after = ") DELETE FROM household_codes WHERE used_at = 0 AND household IN (SELECT household FROM v)";
    write_many(tx, "WITH v(household) AS (", after, wanted.map(|household| row![household]).collect()).await?;
    Ok(ended.len())
}

/// Records or withdraws the proxy of family.
///
/// # Errors
/// [`StoreError::Raced`] when they aren't family of it any more.
pub async fn set_proxy(
    tx: &mut Tx<'_>,
    (person, household): (PersonId, HouseholdId),
    proxy: bool,
) -> Result<(), StoreError> {
    let text = "UPDATE occupancies SET proxy = $1 \
                WHERE person = $2 AND household = $3 AND ended_at = 0 AND tie = 'family'";
    let set = sqlx::query(text).bind(i64::from(proxy)).bind(person.0).bind(household.0).execute(&mut **tx).await?;
    if set.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Raced("a tie")) }
}

// ---- codes ----

/// What is stored of a code.
fn code_mark(seal: &Seal, code: &str) -> String {
    seal.code(&format!("household/{code}"))
}

/// Those of these households that have a code for this tie that may still be used.
///
/// # Errors
/// What the database says.
pub async fn with_codes(
    tx: &mut Tx<'_>,
    households: &[HouseholdId],
    tie: Tie,
    now: Moment,
) -> Result<BTreeSet<HouseholdId>, StoreError> {
    let wanted = households.iter().map(|household| household.0.into()).collect();
    let (from, after) = ("FROM household_codes WHERE household IN", "AND tie = $2 AND used_at = 0 AND until >= $3");
    let rows: Vec<(i64, i64)> =
        read_in_with(tx, ("household, until", from), wanted, (after, row![tie.code(), now.0])).await?;
    Ok(rows.into_iter().map(|(household, _)| HouseholdId(household)).collect())
}

/// Writes codes of households for a tie; unused older ones of the same households and tie open nothing any more.
///
/// # Errors
/// What the database says.
pub async fn make_codes(
    tx: &mut Tx<'_>,
    seal: &Seal,
    codes: &[(HouseholdId, String)],
    tie: Tie,
    until: Moment,
) -> Result<(), StoreError> {
    let older = codes.iter().map(|(household, _)| row![household.0, tie.code()]).collect();
    let after =
        ") DELETE FROM household_codes WHERE used_at = 0 AND (household, tie) IN (SELECT household, tie FROM v)";
    write_many(tx, "WITH v(household, tie) AS (", after, older).await?;
    let row =
        |(household, code): &(HouseholdId, String)| row![code_mark(seal, code), household.0, tie.code(), until.0, 0];
    let before = "INSERT INTO household_codes (code_mark, household, tie, until, used_at)";
    write_many(tx, before, "", codes.iter().map(row).collect()).await?;
    Ok(())
}

/// What a code opens or opened.
///
/// # Errors
/// What the database says.
pub async fn find_code(tx: &mut Tx<'_>, seal: &Seal, code: &str) -> Result<Option<Code>, StoreError> {
    let from = "FROM household_codes WHERE code_mark = $1";
    let rows: Vec<(i64, String, i64, i64)> =
        read(tx, ("household, tie, until, used_at", from), row![code_mark(seal, code)]).await?;
    let code = |(household, tie, until, used): (i64, String, i64, i64)| {
        Ok(Code { household: HouseholdId(household), tie: tie_of(&tie)?, until: Moment(until), used: used != 0 })
    };
    rows.into_iter().next().map(code).transpose()
}

/// Uses a code up.
///
/// # Errors
/// [`StoreError::Raced`] when somebody else used it first, or it ended.
pub async fn use_code(tx: &mut Tx<'_>, seal: &Seal, code: &str, now: Moment) -> Result<(), StoreError> {
    let text = "UPDATE household_codes SET used_at = $1 WHERE code_mark = $2 AND used_at = 0 AND until >= $1";
    let used = sqlx::query(text).bind(now.0).bind(code_mark(seal, code)).execute(&mut **tx).await?;
    if used.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Raced("a household's code")) }
}

// ---- requests ----

const REQUEST: &str = "id, household, person, tie, decided_at";
type RequestRow = (i64, i64, i64, String, i64);

fn request((id, household, person, tie, decided_at): RequestRow) -> Result<Request, StoreError> {
    let (household, person, tie) = (HouseholdId(household), PersonId(person), tie_of(&tie)?);
    Ok(Request { id, household, person, tie, open: decided_at == 0 })
}

/// Somebody asks staff.
///
/// # Errors
/// What the database says, also when another request of theirs waits.
pub async fn ask(tx: &mut Tx<'_>, request: &Request) -> Result<(), StoreError> {
    let Request { id, household, person, tie, .. } = request;
    let rows = vec![row![*id, household.0, person.0, tie.code(), 0, 0, 0]];
    let before = "INSERT INTO household_requests (id, household, person, tie, decided_at, decided_by, granted)";
    write_many(tx, before, "", rows).await?;
    Ok(())
}

/// A request.
///
/// # Errors
/// What the database says.
pub async fn request_by_id(tx: &mut Tx<'_>, id: i64) -> Result<Option<Request>, StoreError> {
    let rows: Vec<RequestRow> = read(tx, (REQUEST, "FROM household_requests WHERE id = $1"), row![id]).await?;
    rows.into_iter().next().map(request).transpose()
}

/// The request of a person that waits.
///
/// # Errors
/// What the database says.
pub async fn waiting(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<Request>, StoreError> {
    let from = "FROM household_requests WHERE person = $1 AND decided_at = 0";
    let rows: Vec<RequestRow> = read(tx, (REQUEST, from), row![person.0]).await?;
    rows.into_iter().next().map(request).transpose()
}

/// Staff decided on a request, or whoever asked took it back.
///
/// # Errors
/// [`StoreError::Raced`] when somebody else did so first.
pub async fn decide(tx: &mut Tx<'_>, id: i64, (by, granted): (PersonId, bool), now: Moment) -> Result<(), StoreError> {
    let text = "UPDATE household_requests SET decided_at = $1, decided_by = $2, granted = $3 \
                WHERE id = $4 AND decided_at = 0";
    let query = sqlx::query(text).bind(now.0).bind(by.0).bind(i64::from(granted)).bind(id);
    let decided = query.execute(&mut **tx).await?;
    if decided.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Raced("a household's request")) }
}
