//! The sandbox's households, with codes that are known beforehand and one owner who is bound already.

use std::collections::BTreeMap;

use super::import::{self, Form, ImportError};
use crate::domain::household::{CODE_DAYS, Door, Tie, read_code};
use crate::domain::id::{HouseholdId, PlaceId};
use crate::domain::time::Moment;
use crate::sandbox::demo_homes::{self, HOUSEHOLDS, KEYS, OWNER, SCOPE};
use crate::store::{Store, StoreError, Tx, households, people, places};
use crate::worker::fresh::Ids;

/// Imports the dwellings, makes the codes and binds the owner.
///
/// # Errors
/// What the import or the database says.
pub(super) async fn seed(store: &Store, ids: &Ids, now: Moment) -> Result<(), ImportError> {
    import::run_form(store, ids, (Form::Csv, HOUSEHOLDS), (false, now)).await?;
    let mut tx = store.begin().await.map_err(StoreError::from)?;
    open(&mut tx, (store, ids), now).await?;
    tx.commit().await.map_err(StoreError::from)?;
    Ok(())
}

async fn open(tx: &mut Tx<'_>, (store, ids): (&Store, &Ids), now: Moment) -> Result<(), StoreError> {
    let seal = store.seal();
    let (known, _) = places::load(tx).await?;
    let Some(compound) = known.by_code(SCOPE).map(|place| place.id) else { return Ok(()) };
    for key in &KEYS {
        let found = at(tx, store, (compound, key.door)).await?;
        if let (Some(household), Some(code), Some(tie)) = (found, read_code(key.code), Tie::of_code(key.tie)) {
            households::make_codes(tx, seal, &[(household, code)], tie, now.plus_days(CODE_DAYS)).await?;
        }
    }
    let (owner, doors) = OWNER;
    let persons = people::meet(tx, seal, &BTreeMap::from([(owner, ids.next(now))]), &[], now).await?.0;
    let Some(person) = persons.get(&owner).map(|person| person.id) else { return Ok(()) };
    for door in doors {
        if let Some(household) = at(tx, store, (compound, door)).await? {
            households::begin(tx, ids.next(now), (person, household, Tie::Owner), None, now).await?;
        }
    }
    Ok(())
}

/// The dwelling behind a door of the demo.
async fn at(
    tx: &mut Tx<'_>,
    store: &Store,
    (compound, (building, unit, room)): (PlaceId, demo_homes::Door),
) -> Result<Option<HouseholdId>, StoreError> {
    let door = Door { compound, building: building.to_owned(), unit: unit.to_owned(), room: room.to_owned() };
    Ok(households::at_door(tx, store.seal(), &door).await?.map(|household| household.id))
}
