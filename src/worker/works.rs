//! Micro-tasks between turns and rows: what a batch asked for is loaded, what it decided is written.

use std::collections::{BTreeMap, BTreeSet};

use super::apply::Author;
use super::fresh::Ids;
use super::load::{Wanting, compounds_of};
use crate::conversation::facts::Estate;
use crate::conversation::works::change::WorksChange;
use crate::domain::catalogue::Periods;
use crate::domain::clocks::{self, Timer};
use crate::domain::id::{PlaceId, TaskNumber};
use crate::domain::micro_task::dossier::TaskDossier;
use crate::domain::micro_task::{Colour, MicroTask, Month};
use crate::domain::time::Moment;
use crate::store::tasks::Proposed;
use crate::store::timers::Changes;
use crate::store::{Store, StoreError, Tx, tasks, timers};

/// Sees to it that the last day of this month is waited for, unless one is already.
///
/// # Errors
/// What the database says.
pub async fn begin_months(store: &Store, periods: &Periods, now: Moment) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    timers::begin(&mut tx, Timer::LastDay, 0, Month::of(now).last_day_at(periods.day_begins)).await?;
    Ok(tx.commit().await?)
}

/// Loads what these turns asked for of micro-tasks.
pub(super) async fn load(
    tx: &mut Tx<'_>,
    store: &Store,
    estate: &Estate,
    wanting: &mut [Wanting<'_>],
) -> Result<(), StoreError> {
    let numbers: BTreeSet<TaskNumber> =
        wanting.iter().flat_map(|turn| turn.needs.works.tasks.keys().copied()).collect();
    let found: BTreeMap<TaskNumber, TaskDossier> = tasks::task_dossiers(tx, store.seal(), &numbers).await?;
    for turn in wanting {
        let (needs, facts) = (&turn.needs.works, &mut turn.facts.works);
        let known = needs.tasks.keys().filter_map(|number| Some((*number, found.get(number)?.clone())));
        facts.tasks.extend(known);
        if let Some((filter, offset)) = &needs.list {
            let within = match filter.compound {
                Some(compound) => BTreeSet::from([compound]),
                None => compounds_of(&turn.facts.grants, &estate.places),
            };
            facts.list = tasks::list(tx, store.seal(), &within, filter, *offset).await?;
        }
        if let Some(asked) = needs.month {
            facts.month = Some(tasks::month_due(tx, store.seal(), asked).await?);
        }
        if let Some(ticket) = needs.of_ticket {
            facts.of_ticket = tasks::task_of_ticket(tx, ticket).await?;
        }
        if needs.number {
            // As with tickets: drawn for good before it is certain that it is used.
            let mut drawing = store.begin().await?;
            facts.number = Some(tasks::draw_numbers(&mut drawing, 1).await?);
            drawing.commit().await?;
        }
    }
    Ok(())
}

/// Writes one change.
pub(super) async fn write(
    tx: &mut Tx<'_>,
    (store, ids): (&Store, &Ids),
    author: Author<'_>,
    change: &WorksChange,
    timers: &mut Changes,
) -> Result<(), StoreError> {
    let (seal, now, estate) = (store.seal(), author.now, author.estate);
    match change {
        WorksChange::Propose { task, wording, records } => {
            let events = ids.stamped(now, records.len());
            let colour = colour(task, estate, now);
            tasks::propose(tx, seal, &[Proposed { task, wording, colour, records, events }]).await?;
            task_timers(timers, task, estate, now);
        }
        WorksChange::Task { after, wording, records } => {
            let event_ids = ids.take(now, records.len());
            let after_colour = colour(after, estate, now);
            tasks::save(tx, seal, (after, wording, after_colour), records, (&event_ids, now)).await?;
            task_timers(timers, after, estate, now);
        }
        WorksChange::Follow { task, person, follows } => tasks::follow(tx, (*task, *person), *follows, now).await?,
        WorksChange::Recolour(task) => {
            tasks::recolour(tx, task, colour(task, estate, now)).await?;
            task_timers(timers, task, estate, now);
        }
        WorksChange::Closed(kept) => tasks::close(tx, kept, now).await?,
        WorksChange::LastDay { compounds, closes, next } => {
            timers.insert((Timer::LastDay, 0), Some(*next));
            for PlaceId(compound) in compounds {
                timers.insert((Timer::CloseOutAsks, *compound), Some(now));
                timers.insert((Timer::CloseOut, *compound), Some(*closes));
            }
        }
        WorksChange::CloseAgain(compound) => drop(timers.insert((Timer::CloseOut, compound.0), Some(now))),
    }
    Ok(())
}

fn colour(task: &MicroTask, estate: &Estate, now: Moment) -> Colour {
    task.colour(now, estate.catalogue.periods.task_near_days)
}

/// A task's timers are what its state says, no more and no less.
fn task_timers(timers: &mut Changes, task: &MicroTask, estate: &Estate, now: Moment) {
    timers.extend(Timer::TASK.iter().map(|timer| ((*timer, task.number.0), None)));
    let set = clocks::task_timers(task, now, &estate.catalogue.periods);
    timers.extend(set.into_iter().map(|(timer, due)| ((timer, task.number.0), Some(due))));
}
