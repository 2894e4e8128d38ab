//! `mulin export tasks`: every micro-task with its whole story, for spreadsheets and audits. Field names are stable.
//!
//! Residents stay out of it: that one accepted or objected is there, who and with which words isn't.

use serde_json::{Value, json};

use super::export::{Format, Sheet, audited, time};
use crate::conversation::facts::Estate;
use crate::domain::id::TaskNumber;
use crate::domain::micro_task::TaskEvent;
use crate::domain::micro_task::dossier::{TaskDossier, TaskLine};
use crate::domain::time::Moment;
use crate::store::tasks::record;
use crate::store::{Store, StoreError};

/// Rows read at a time.
const CHUNK: i64 = 100;

/// Columns of the CSV form.
const CSV: [&str; 22] = [
    "number",
    "compound",
    "title",
    "category",
    "type",
    "origin",
    "stage",
    "paused",
    "responsible",
    "company",
    "budget_fen",
    "money",
    "proposed_at",
    "start",
    "deadline",
    "finished_at",
    "accepted_at",
    "residents_accepted",
    "objections",
    "struck_off_at",
    "carried_over",
    "reopened",
];

/// Gives every task to `write`, a line at a time.
///
/// # Errors
/// What the database says, or what `write` says.
pub async fn tasks<E: From<StoreError>>(
    store: &Store,
    estate: &Estate,
    format: Format,
    (id, now): (i64, Moment),
    mut write: impl FnMut(&str) -> Result<(), E>,
) -> Result<u64, E> {
    let mut tx = audited(store, ("tasks", format), (id, now)).await?;
    let mut sheet = Sheet::open((format, &CSV), &mut write)?;
    let mut last = TaskNumber(0);
    loop {
        let chunk = record::after(&mut tx, store.seal(), last, CHUNK).await?;
        let Some(end) = chunk.last() else { return Ok(sheet.rows) };
        last = end.task.number;
        for dossier in &chunk {
            sheet.row(&object(dossier, estate))?;
        }
    }
}

fn object(dossier: &TaskDossier, estate: &Estate) -> Value {
    let (task, plan) = (&dossier.task, &dossier.task.plan);
    let named = dossier.staff.get(&plan.responsible);
    json!({
        "number": task.number,
        "compound": estate.places.get(plan.compound).map(|place| place.code.clone()),
        "title": dossier.wording.title,
        "category": plan.category,
        "type": plan.kind,
        "origin": plan.origin,
        "stage": task.stage,
        "paused": task.paused.map(|paused| paused.reason),
        "dropped": task.dropped,
        "responsible": named.map(|(role, name)| format!("{name} ({})", role.code())),
        "company": dossier.wording.company,
        "budget_fen": plan.budget_fen,
        "money": plan.money,
        "not_the_companys_duty": plan.exclusion.not_the_companys_duty,
        "no_planned_works": plan.exclusion.no_planned_works,
        "proposed_at": time(task.proposed_at),
        "posted_from": task.posting.map(|posting| time(posting.from)),
        "posted_to": task.posting.map(|posting| time(posting.to)),
        "start": time(plan.start),
        "deadline": time(plan.deadline),
        "started_at": task.started_at.map(time),
        "finished_at": task.finished_at.map(time),
        "accepted_at": task.accepted_at.map(time),
        "residents_accepted": task.accepted_by.len(),
        "objections": task.objections,
        "objections_open": task.objectors.len(),
        "struck_off_at": task.struck_off_at.map(time),
        "looked_again_at": task.looked_again_at.map(time),
        "carried_over": task.carried,
        "reopened": task.reopened,
        "tickets": task.tickets,
        "story": dossier.lines.iter().map(line).collect::<Vec<_>>(),
    })
}

fn line(line: &TaskLine) -> Value {
    let private = matches!(line.event, TaskEvent::Objected);
    json!({
        "at": time(line.at),
        "event": line.event,
        "words": line.words.as_deref().filter(|_| !private),
        "photos": line.media.len(),
    })
}
