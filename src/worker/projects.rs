//! Fund projects between turns and rows: what a batch asked for is loaded, what it decided is written.

use std::collections::BTreeSet;

use super::fresh::Ids;
use super::load::Wanting;
use crate::conversation::facts::Estate;
use crate::conversation::projects::known::Change;
use crate::domain::clocks::Timer;
use crate::domain::id::{PlaceId, ProjectNumber};
use crate::domain::time::Moment;
use crate::store::timers::Changes;
use crate::store::{Store, StoreError, Tx, projects};

/// Loads what these turns asked for of projects.
pub(super) async fn load(
    tx: &mut Tx<'_>,
    store: &Store,
    estate: &Estate,
    wanting: &mut [Wanting<'_>],
) -> Result<(), StoreError> {
    let numbers: BTreeSet<ProjectNumber> =
        wanting.iter().flat_map(|turn| turn.needs.projects.projects.keys().copied()).collect();
    let found = projects::dossiers(tx, store.seal(), &numbers).await?;
    for turn in wanting {
        let person = turn.facts.person.as_ref().map(|person| person.id);
        let (needs, facts) = (&turn.needs.projects, &mut turn.facts.projects);
        let known = needs.projects.keys().filter_map(|number| Some((*number, found.get(number)?.clone())));
        facts.projects.extend(known);
        if let Some((filter, offset)) = needs.list {
            let compounds = estate.places.compounds().into_iter().map(|place| place.id);
            let within: BTreeSet<PlaceId> =
                compounds.filter(|compound| estate.places.within(*compound, filter.place)).collect();
            facts.list = projects::list(tx, store.seal(), &within, (filter.stage, filter.class), offset).await?;
        }
        if needs.number {
            // As with tickets: drawn for good before it is certain that it is used.
            let mut drawing = store.begin().await?;
            facts.number = Some(projects::draw_numbers(&mut drawing, 1).await?);
            drawing.commit().await?;
        }
        if let Some(ticket) = needs.of_ticket {
            facts.of_ticket = projects::of_ticket(tx, ticket).await?;
        }
        if let (true, Some(person)) = (needs.waiting, person) {
            facts.waiting = projects::waiting_of(tx, store.seal(), person).await?;
        }
    }
    Ok(())
}

/// Writes what happened to a project. Its timer is what its state says, no more and no less.
pub(super) async fn write(
    tx: &mut Tx<'_>,
    (store, ids): (&Store, &Ids),
    change: &Change,
    now: Moment,
    timers: &mut Changes,
) -> Result<(), StoreError> {
    let Change { after, wording, records, new } = change;
    timers.insert((Timer::RefusalOver, after.number.0), after.next_look());
    let events = ids.stamped(now, records.len());
    if *new {
        projects::propose(tx, store.seal(), (after, wording), records, &events).await
    } else {
        projects::save(tx, store.seal(), (after, wording), records, &events).await
    }
}
