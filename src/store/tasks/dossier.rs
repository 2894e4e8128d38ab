//! Tasks with everything a turn about them may need, a fixed number of statements for any number of them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::people;
use super::super::seal::Seal;
use super::super::sql::{read, read_in};
use super::super::{StoreError, Tx};
use super::{FOLDED, none_if_zero, unfold};
use crate::domain::id::{MediaId, Number, PersonId, TaskId, TaskNumber};
use crate::domain::micro_task::dossier::{TaskDossier, TaskLine};
use crate::domain::role::Role;
use crate::domain::time::Moment;
use crate::row;

type Found = BTreeMap<TaskId, TaskDossier>;

/// The tasks of these numbers; one that doesn't exist is missing.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn task_dossiers(
    tx: &mut Tx<'_>,
    seal: &Seal,
    numbers: &BTreeSet<TaskNumber>,
) -> Result<BTreeMap<TaskNumber, TaskDossier>, StoreError> {
    let wanted = numbers.iter().map(|number| number.0);
    let rows = read_in(tx, (FOLDED, "FROM tasks WHERE number IN"), wanted, "").await?;
    let mut found = Found::new();
    for row in rows {
        let (task, wording) = unfold(row, seal)?;
        let (followers, readers, staff) = Default::default();
        let dossier = TaskDossier { wording, lines: Vec::new(), followers, readers, staff, task };
        found.insert(dossier.task.id, dossier);
    }
    if !found.is_empty() {
        add_lines(tx, seal, &mut found).await?;
        add_followers(tx, &mut found).await?;
        add_people(tx, seal, &mut found).await?;
    }
    Ok(found.into_values().map(|dossier| (dossier.task.number, dossier)).collect())
}

fn ids(found: &Found) -> Vec<i64> {
    found.keys().map(|id| id.0).collect()
}

async fn add_lines(tx: &mut Tx<'_>, seal: &Seal, found: &mut Found) -> Result<(), StoreError> {
    let wanted = ids(found);
    let mut words: BTreeMap<i64, String> = BTreeMap::new();
    let text = ("event, words_sealed", "FROM task_bodies WHERE task IN");
    let rows: Vec<(i64, String)> = read_in(tx, text, wanted.iter().copied(), "").await?;
    for (event, sealed) in rows {
        words.insert(event, seal.open("task_bodies", "words", event, &sealed)?);
    }
    let mut media: BTreeMap<i64, Vec<MediaId>> = BTreeMap::new();
    let text = ("event, media", "FROM task_media WHERE task IN");
    let rows: Vec<(i64, i64)> = read_in(tx, text, wanted.iter().copied(), "ORDER BY media").await?;
    for (event, file) in rows {
        media.entry(event).or_default().push(MediaId(file));
    }
    let text = ("id, task, at, person, body", "FROM task_events WHERE task IN");
    let rows: Vec<(i64, i64, i64, i64, String)> = read_in(tx, text, wanted, "ORDER BY id").await?;
    for (id, task, at, person, body) in rows {
        let line = TaskLine {
            at: Moment(at),
            person: none_if_zero(person),
            event: serde_json::from_str(&body)?,
            words: words.remove(&id),
            media: media.remove(&id).unwrap_or_default(),
        };
        if let Some(dossier) = found.get_mut(&TaskId(task)) {
            dossier.lines.push(line);
        }
    }
    Ok(())
}

async fn add_followers(tx: &mut Tx<'_>, found: &mut Found) -> Result<(), StoreError> {
    let text = ("task, person", "FROM task_followers WHERE task IN");
    let rows: Vec<(i64, i64)> = read_in(tx, text, ids(found), "ORDER BY at, person").await?;
    for (task, person) in rows {
        if let Some(dossier) = found.get_mut(&TaskId(task)) {
            dossier.followers.push(PersonId(person));
        }
    }
    Ok(())
}

/// Everyone who hears of a task: its responsible and who follows it.
fn hearers(dossier: &TaskDossier) -> impl Iterator<Item = PersonId> {
    std::iter::once(dossier.task.plan.responsible).chain(dossier.followers.iter().copied())
}

/// Everyone who may be named in its story: whoever did something, and the responsible.
fn named(dossier: &TaskDossier) -> impl Iterator<Item = PersonId> {
    let acted = dossier.lines.iter().filter_map(|line| line.person);
    std::iter::once(dossier.task.plan.responsible).chain(acted)
}

async fn add_people(tx: &mut Tx<'_>, seal: &Seal, found: &mut Found) -> Result<(), StoreError> {
    let hear: BTreeSet<PersonId> = found.values().flat_map(hearers).collect();
    let act: BTreeSet<PersonId> = found.values().flat_map(named).collect();
    let readers = people::readers(tx, &hear.into_iter().collect::<Vec<_>>()).await?;
    let grants = people::grants(tx, seal, &act.into_iter().collect::<Vec<_>>()).await?;
    for dossier in found.values_mut() {
        let hear: BTreeSet<PersonId> = hearers(dossier).collect();
        dossier.readers.extend(hear.into_iter().filter_map(|person| Some((person, readers.get(&person)?.clone()))));
        let act: BTreeSet<PersonId> = named(dossier).collect();
        let called = |person: PersonId| {
            let held = grants.get(&person)?.iter().min_by_key(|grant| grant.role == Role::Manager)?;
            Some((person, (held.role, held.name.clone())))
        };
        dossier.staff.extend(act.into_iter().filter_map(called));
    }
    Ok(())
}

/// A person follows (true) a task or no longer does.
///
/// # Errors
/// What the database says.
pub async fn follow(
    tx: &mut Tx<'_>,
    (task, person): (TaskId, PersonId),
    follows: bool,
    now: Moment,
) -> Result<(), StoreError> {
    let text = if follows {
        "INSERT INTO task_followers (task, person, at) VALUES ($1, $2, $3) ON CONFLICT (task, person) DO NOTHING"
    } else {
        "DELETE FROM task_followers WHERE task = $1 AND person = $2 AND at <= $3"
    };
    sqlx::query(text).bind(task.0).bind(person.0).bind(now.0).execute(&mut **tx).await?;
    Ok(())
}

/// The task that a ticket follows, if it does.
///
/// # Errors
/// What the database says.
pub async fn task_of_ticket(tx: &mut Tx<'_>, ticket: Number) -> Result<Option<TaskNumber>, StoreError> {
    let text = ("t.number", "FROM task_tickets l JOIN tasks t ON t.id = l.task WHERE l.ticket = $1");
    let rows: Vec<(i64,)> = read(tx, text, row![ticket.0]).await?;
    Ok(rows.first().map(|(number,)| TaskNumber(*number)))
}
