//! The sandbox's micro-tasks: each lives by the rules as far as its stage, day by day until now.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::catalogue::{Catalogue, Periods};
use crate::domain::clocks;
use crate::domain::id::{PersonId, TaskId, TaskNumber};
use crate::domain::micro_task::dossier::{TaskRecord, Wording};
use crate::domain::micro_task::{
    Exclusion, MicroTask, Money, Origin, Plan, Stage, TaskAction, TaskActor, TaskType, life,
};
use crate::domain::place::Places;
use crate::domain::role::Role;
use crate::domain::time::Moment;
use crate::sandbox::demo;
use crate::store::people::{self, Met};
use crate::store::tasks::Proposed;
use crate::store::{Store, StoreError, Tx, places, tasks, timers};
use crate::worker::fresh::Ids;

/// The slot of ids made here, apart from a running bot's.
const SLOT: u8 = 13;
/// Days that a demo's posting stands.
const POSTED: i64 = 5;

#[derive(Debug, Deserialize)]
struct File {
    task: Vec<Sample>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    compound: String,
    title: String,
    category: String,
    kind: TaskType,
    origin: Origin,
    money: Money,
    yuan: i64,
    company: Option<String>,
    responsible: i64,
    ago: i64,
    deadline: i64,
    stage: Stage,
}

/// Something done on the way, and who did it.
type Done = (TaskAction, TaskActor);

/// Adds the demo's tasks to a database that has none.
///
/// # Errors
/// What the database says, or a demo file that can't be read.
pub async fn seed(store: &Store, now: Moment) -> Result<(), StoreError> {
    let file: File = toml::from_str(demo::WORKS).map_err(|_| StoreError::Foreign("the demo's tasks"))?;
    let ids = Ids::new(SLOT);
    let mut tx = store.begin().await?;
    let (places, _) = places::load(&mut tx).await?;
    if tasks::record::after(&mut tx, store.seal(), TaskNumber(0), 1).await?.is_empty() {
        for sample in &file.task {
            let responsible = persona(&mut tx, store, &ids, (sample.responsible, now)).await?;
            lives(&mut tx, store, &ids, (sample, responsible, &places), now).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// The person behind a persona's id.
pub(super) async fn persona(
    tx: &mut Tx<'_>,
    store: &Store,
    ids: &Ids,
    (telegram, now): (i64, Moment),
) -> Result<PersonId, StoreError> {
    let users = BTreeMap::from([(telegram, ids.next(now))]);
    let chat = Met { telegram, kind: "private", fresh: ids.next(now), person: telegram };
    let (persons, _) = people::meet(tx, store.seal(), &users, &[chat], now).await?;
    persons.into_values().next().map(|person| person.id).ok_or(StoreError::Foreign("a persona"))
}

/// One task, from its proposal as far as its stage.
async fn lives(
    tx: &mut Tx<'_>,
    store: &Store,
    ids: &Ids,
    (sample, responsible, places): (&Sample, PersonId, &Places),
    now: Moment,
) -> Result<(), StoreError> {
    let periods = &Catalogue::standard().periods;
    let refused = |_| StoreError::Foreign("a demo task that the rules refuse");
    let compound = places.compound_by_code(&sample.compound).ok_or(StoreError::Foreign("a demo task's compound"))?;
    let mut at = now.plus_days(-sample.ago);
    let plan = Plan {
        compound: compound.id,
        category: sample.category.clone(),
        kind: sample.kind,
        origin: sample.origin,
        responsible,
        budget_fen: sample.yuan * 100,
        money: sample.money,
        exclusion: Exclusion { not_the_companys_duty: true, no_planned_works: true },
        start: at.plus_days(POSTED + 4),
        deadline: now.plus_days(sample.deadline),
    };
    let actor = TaskActor::Staff { person: responsible, role: Role::Clerk };
    let event = life::propose(plan, at).map_err(refused)?;
    let (id, number) = (TaskId(ids.next(at)), tasks::draw_numbers(tx, 1).await?);
    let mut task = MicroTask::begin(id, number, &event, at).ok_or(StoreError::Foreign("a demo task"))?;
    let phone = places.phones(compound.id).office;
    let wording = Wording { title: sample.title.clone(), company: sample.company.clone(), phone };
    let mut events = ids.stamped(at, 1);
    let mut records = vec![TaskRecord { event, actor, words: Some(sample.title.clone()), media: Vec::new() }];
    for (action, actor) in steps(sample, responsible, at, ids) {
        at = at.plus_days(if matches!(action, TaskAction::Schedule { .. }) { POSTED + 1 } else { 1 }).min(now);
        for event in life::decide(&task, action, actor, periods, at).map_err(refused)? {
            task.apply(&event, actor.person(), at);
            records.push(TaskRecord { event, actor, words: None, media: Vec::new() });
            events.push((ids.next(at), at));
        }
    }
    let colour = task.colour(now, periods.task_near_days);
    let proposed = Proposed { task: &task, wording: &wording, colour, records: &records, events };
    tasks::propose(tx, store.seal(), &[proposed]).await?;
    wait_for(tx, &task, periods, now).await
}

/// The timers of a task as it stands now.
async fn wait_for(tx: &mut Tx<'_>, task: &MicroTask, periods: &Periods, now: Moment) -> Result<(), StoreError> {
    let due = clocks::task_timers(task, now, periods);
    timers::write(tx, due.into_iter().map(|(timer, at)| ((timer, task.number.0), Some(at))).collect()).await
}

/// What brings a task as far as its stage. Who decides and who accepts is nobody's persona.
fn steps(sample: &Sample, responsible: PersonId, at: Moment, ids: &Ids) -> Vec<Done> {
    let works = TaskActor::Staff { person: responsible, role: Role::Clerk };
    let decides = TaskActor::Staff { person: PersonId(ids.next(at)), role: Role::Officer };
    let accepts = || (TaskAction::Accept, TaskActor::Resident(PersonId(ids.next(at))));
    let published = at.plus_days(2);
    let posting = TaskAction::Publish { from: published, to: published.plus_days(POSTED) };
    let deadline = at.plus_days(sample.ago + sample.deadline);
    let dates = TaskAction::Schedule { start: published.plus_days(POSTED + 2), deadline };
    let stages = [
        (Stage::Decided, vec![(TaskAction::Decide, decides)]),
        (Stage::Published, vec![(posting, decides)]),
        (Stage::Scheduled, vec![(dates, works)]),
        (Stage::UnderWay, vec![(TaskAction::Start, works)]),
        (Stage::Acceptance, vec![(TaskAction::Finish { photos: 1 }, works), accepts()]),
        (Stage::StruckOff, vec![accepts(), (TaskAction::AskStrikeOff, works), (TaskAction::StrikeOff, decides)]),
    ];
    stages.into_iter().filter(|(stage, _)| *stage <= sample.stage).flat_map(|(_, steps)| steps).collect()
}
