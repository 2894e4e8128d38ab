//! Micro-tasks: their state, their story, their lists and counts.
//!
//! As with tickets the state is kept as events, as `fold` and as the columns that lists select by; beside them
//! [`counts`] keeps how many stand where, so that the map and the board cost the same however many tasks there are.

use super::seal::Seal;
use super::sql::{Cell, advance, tagged, write_many};
use super::{StoreError, Tx};
use crate::domain::id::{MediaId, Number, PersonId, TaskNumber};
use crate::domain::micro_task::dossier::{TaskRecord, Wording};
use crate::domain::micro_task::{Colour, MicroTask};
use crate::domain::time::Moment;
use crate::row;

mod close_out;
mod counts;
mod dossier;
mod lists;
mod map;
pub mod record;

pub use close_out::{close, closed, closed_before, month_due};
use counts::Shift;
pub(super) use counts::miscounted;
pub use counts::{counts, movement};
pub use dossier::{follow, task_dossiers, task_of_ticket};
pub use lists::list;
pub use map::battle_map;

/// Draws `count` task numbers and gives the first; gaps are allowed.
///
/// # Errors
/// What the database says.
pub async fn draw_numbers(tx: &mut Tx<'_>, count: i64) -> Result<TaskNumber, StoreError> {
    let text = "INSERT INTO counters (name, value) VALUES ('task_number', $1) \
                ON CONFLICT (name) DO UPDATE SET value = counters.value + $1 RETURNING value";
    let last: i64 = sqlx::query_scalar(text).bind(count).fetch_one(&mut **tx).await?;
    Ok(TaskNumber(last - count + 1))
}

/// The cells of a state and its words, in the order of [`STATE`].
fn state(seal: &Seal, task: &MicroTask, wording: &Wording, colour: Colour) -> Result<Vec<Cell>, StoreError> {
    let private = seal.close("tasks", "private", task.id.0, &serde_json::to_string(wording)?)?;
    let ended = if task.stage.is_open() { 0 } else { task.struck_off_at.unwrap_or(task.changed_at).0 };
    Ok(row![
        serde_json::to_string(task)?,
        private,
        task.plan.compound.0,
        task.plan.category.clone(),
        task.stage.code(),
        task.stage.is_open(),
        colour.code(),
        task.plan.responsible.0,
        task.plan.deadline.0,
        task.changed_at.0,
        ended,
        task.last_carried.map_or(0, |carried| carried.month.0),
    ])
}

const STATE: &str = "fold, private_sealed, compound, category, stage, is_open, colour, responsible, deadline, \
                     changed_at, ended_at, carried_month";

/// The columns of a task's state and words.
const FOLDED: &str = "version, fold, private_sealed";

/// The state and the words in [`FOLDED`].
fn unfold((version, fold, private): (i64, String, String), seal: &Seal) -> Result<(MicroTask, Wording), StoreError> {
    let mut task: MicroTask = serde_json::from_str(&fold)?;
    task.version = version;
    let private = seal.open("tasks", "private", task.id.0, &private)?;
    Ok((task, serde_json::from_str(&private)?))
}

/// A new task to be written, as what happened to it so far left it.
#[derive(Clone, Debug)]
pub struct Proposed<'a> {
    /// Its state.
    pub task: &'a MicroTask,
    /// Its words.
    pub wording: &'a Wording,
    /// Its colour now.
    pub colour: Colour,
    /// What happened, in order, its proposal first.
    pub records: &'a [TaskRecord],
    /// Ids of these events, and when each was.
    pub events: Vec<(i64, Moment)>,
}

/// Writes new tasks with their events.
///
/// # Errors
/// What the database says.
pub async fn propose(tx: &mut Tx<'_>, seal: &Seal, proposed: &[Proposed<'_>]) -> Result<(), StoreError> {
    let (mut rows, mut shift, mut appended) =
        (Vec::with_capacity(proposed.len()), Shift::default(), Appended::default());
    for Proposed { task, wording, colour, records, events } in proposed {
        let mut cells = row![task.id.0, task.number.0, task.version];
        cells.extend(state(seal, task, wording, *colour)?);
        rows.push(cells);
        shift.enters(task, *colour);
        for (record, event) in records.iter().zip(events) {
            appended.add(seal, task, record, *event)?;
        }
    }
    let before = format!("INSERT INTO tasks (id, number, version, {STATE})");
    write_many(tx, &before, "", rows).await?;
    shift.write(tx).await?;
    appended.write(tx).await
}

/// Writes what happened to a task and its state after it.
///
/// # Errors
/// [`StoreError::Raced`] when its version is no longer the one that was read.
pub async fn save(
    tx: &mut Tx<'_>,
    seal: &Seal,
    (after, wording, colour): (&MicroTask, &Wording, Colour),
    records: &[TaskRecord],
    (event_ids, now): (&[i64], Moment),
) -> Result<(), StoreError> {
    counts::moves(tx, after, colour).await?;
    let cells = state(seal, after, wording, colour)?;
    advance(tx, ("tasks", STATE, "a task"), (after.id.0, after.version), cells).await?;
    let mut appended = Appended::default();
    for (record, id) in records.iter().zip(event_ids) {
        appended.add(seal, after, record, (*id, now))?;
    }
    appended.write(tx).await
}

/// Writes the colour that the clock gave a task.
///
/// # Errors
/// [`StoreError::Raced`] when its version is no longer the one that was read.
pub async fn recolour(tx: &mut Tx<'_>, task: &MicroTask, colour: Colour) -> Result<(), StoreError> {
    counts::moves(tx, task, colour).await?;
    let text = "UPDATE tasks SET colour = $1 WHERE id = $2 AND version = $3";
    let done = sqlx::query(text).bind(colour.code()).bind(task.id.0).bind(task.version).execute(&mut **tx).await?;
    if done.rows_affected() != 1 {
        return Err(StoreError::Raced("a task"));
    }
    Ok(())
}

/// Rows of events with their words, files and links.
#[derive(Debug, Default)]
struct Appended {
    events: Vec<Vec<Cell>>,
    bodies: Vec<Vec<Cell>>,
    media: Vec<Vec<Cell>>,
    tickets: Vec<Vec<Cell>>,
}

impl Appended {
    fn add(
        &mut self,
        seal: &Seal,
        task: &MicroTask,
        record: &TaskRecord,
        (id, at): (i64, Moment),
    ) -> Result<(), StoreError> {
        let person = record.actor.person().map_or(0, |person| person.0);
        let (kind, body) = tagged(&record.event)?;
        let stage = record.event.stage().map_or("", |stage| stage.code());
        let mut cells = row![id, task.id.0, task.version + 1, at.0, record.actor.code(), person, kind];
        cells.extend(row![task.plan.compound.0, stage, body]);
        self.events.push(cells);
        if let Some(words) = record.words.as_deref().filter(|words| !words.is_empty()) {
            self.bodies.push(row![id, task.id.0, seal.close("task_bodies", "words", id, words)?]);
        }
        self.media.extend(record.media.iter().map(|MediaId(file)| row![id, *file, task.id.0]));
        if let crate::domain::micro_task::TaskEvent::Linked { ticket: Number(ticket) } = record.event {
            self.tickets.push(row![ticket, task.id.0]);
        }
        Ok(())
    }

    async fn write(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let before = "INSERT INTO task_events (id, task, version, at, actor, person, kind, compound, stage, body)";
        write_many(tx, before, "", self.events).await?;
        write_many(tx, "INSERT INTO task_bodies (event, task, words_sealed)", "", self.bodies).await?;
        write_many(tx, "INSERT INTO task_media (event, media, task)", "", self.media).await?;
        let after = "ON CONFLICT (ticket) DO UPDATE SET task = excluded.task";
        write_many(tx, "INSERT INTO task_tickets (ticket, task)", after, self.tickets).await?;
        Ok(())
    }
}

/// Nobody, where a column says 0.
fn none_if_zero(person: i64) -> Option<PersonId> {
    (person != 0).then_some(PersonId(person))
}
