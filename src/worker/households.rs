//! Households: the facts that turns ask for, and what they change.

use super::apply::Author;
use super::fresh::Ids;
use super::load::Wanting;
use crate::conversation::household::known::{Change, Facts, Needs};
use crate::domain::id::PersonId;
use crate::domain::time::Moment;
use crate::store::quotas::{self, Limit};
use crate::store::{Store, StoreError, Tx, households, people};

/// Loads what these turns asked of households.
pub(super) async fn load(
    tx: &mut Tx<'_>,
    store: &Store,
    wanting: &mut [Wanting<'_>],
    now: Moment,
) -> Result<(), StoreError> {
    for turn in wanting {
        let person = turn.facts.person.as_ref().map(|person| person.id);
        let (needs, facts) = (&turn.needs.household, &mut turn.facts.household);
        if let (Some(person), true) = (person, *needs != Needs::default()) {
            load_one(tx, store, (needs, person), facts, now).await?;
        }
    }
    Ok(())
}

async fn load_one(
    tx: &mut Tx<'_>,
    store: &Store,
    (needs, person): (&Needs, PersonId),
    facts: &mut Facts,
    now: Moment,
) -> Result<(), StoreError> {
    let seal = store.seal();
    if needs.homes {
        facts.homes = households::of_person(tx, seal, person).await?;
        facts.waiting = match households::waiting(tx, person).await? {
            Some(request) => {
                let known = households::residents_of(tx, seal, request.household).await?;
                known.map(|known| (request, known.household))
            }
            None => None,
        };
    }
    if let Some(code) = &needs.code {
        facts.tries = quotas::used(tx, seal, (Limit::HouseholdCodes, person), now).await?;
        facts.code = match households::find_code(tx, seal, code).await? {
            Some(found) => {
                let known = households::residents_of(tx, seal, found.household).await?;
                known.map(|known| (found, known))
            }
            None => None,
        };
    }
    for door in &needs.doors {
        if let Some(household) = households::at_door(tx, seal, door).await? {
            facts.doors.insert(door.clone(), household);
        }
    }
    if let Some(id) = needs.one {
        facts.one = households::residents_of(tx, seal, id).await?;
    }
    if let Some(id) = needs.request {
        (facts.request, facts.asker) = (None, None);
        if let Some(request) = households::request_by_id(tx, id).await? {
            facts.asker = people::readers(tx, &[request.person]).await?.remove(&request.person);
            let known = households::residents_of(tx, seal, request.household).await?;
            facts.request = known.map(|known| (request, known));
        }
    }
    Ok(())
}

/// Writes one change.
pub(super) async fn write(
    tx: &mut Tx<'_>,
    (store, ids): (&Store, &Ids),
    author: Author<'_>,
    change: &Change,
) -> Result<(), StoreError> {
    let (seal, now) = (store.seal(), author.now);
    let me = author.person()?.id;
    match change {
        Change::Bind { person, household, tie, replaces, code } => {
            if let Some(code) = code {
                households::use_code(tx, seal, code, now).await?;
            }
            if *replaces {
                households::end(tx, (*person, *household), now).await?;
            }
            let confirmed_by = code.is_none().then_some(me);
            households::begin(tx, ids.next(now), (*person, *household, *tie), confirmed_by, now).await
        }
        Change::Unbind(household) => households::end(tx, (me, *household), now).await,
        Change::Proxy { person, household, on } => households::set_proxy(tx, (*person, *household), *on).await,
        Change::Code { household, tie, code, until } => {
            households::make_codes(tx, seal, &[(*household, code.clone())], *tie, *until).await
        }
        Change::WrongCode => quotas::count(tx, seal, (Limit::HouseholdCodes, me), now).await,
        Change::Ask(request) => households::ask(tx, request).await,
        Change::Decide { request, granted } => households::decide(tx, *request, (me, *granted), now).await,
    }
}
