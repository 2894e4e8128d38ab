//! `mulin check`: the database's invariants, a line for each that is broken.

use super::check_votes;
use crate::conversation::facts::Estate;
use crate::domain::announcement::Announcement;
use crate::domain::figures::{Key, Tally, tally};
use crate::domain::fund::project::Project;
use crate::domain::id::{AnnouncementId, Number, ProjectNumber, ResolutionId, TaskNumber};
use crate::domain::meeting::Resolution;
use crate::domain::micro_task::MicroTask;
use crate::domain::micro_task::dossier::TaskDossier;
use crate::domain::place::PlaceKind;
use crate::domain::role::Role;
use crate::domain::ticket::Ticket;
use crate::domain::time::Moment;
use crate::store::tickets::record::{self, Whole};
use crate::store::{Store, StoreError, Tx, announcements, checks, desk, figures, meetings, projects, tasks};

/// Rows read at a time.
const CHUNK: i64 = 100;
/// Minutes after which a call that is still open is stuck.
const STUCK_MINUTES: i64 = 15;

/// What is broken, a line each; none when all is well.
///
/// # Errors
/// What the database says.
pub async fn run(store: &Store, estate: &Estate, now: Moment) -> Result<Vec<String>, StoreError> {
    let mut broken = Vec::new();
    let mut tx = store.read().await?;
    let (mut last, mut counted) = (Number(0), Tally::new());
    loop {
        let chunk = record::after(&mut tx, store.seal(), last, CHUNK).await?;
        let Some(end) = chunk.last() else { break };
        last = end.ticket.number;
        for whole in &chunk {
            tally::of(&mut counted, None, whole.events.iter().map(|recorded| (&recorded.event, recorded.at)));
        }
        broken.extend(
            chunk.iter().filter_map(|whole| wrong(whole).map(|what| format!("#{}: {what}", whole.ticket.number))),
        );
    }
    broken.extend(resolutions(&mut tx).await?);
    broken.extend(announced(&mut tx, store).await?);
    broken.extend(Box::pin(super::check_ledger::broken(&mut tx, store)).await?);
    let kept = figures::all(&mut tx).await?;
    broken.extend(different(&counted, &kept).map(|key| format!("{key:?}: is not counted as its tickets' events give")));
    broken.extend(broken_tasks(&mut tx, store).await?);
    broken.extend(broken_projects(&mut tx, store).await?);
    broken.extend(check_votes::broken(&mut tx, store).await?);
    let compounds = estate.places.compounds();
    for compound in &compounds {
        let scopes = estate.places.upwards(compound.id).map(|place| place.id).collect();
        let (holders, _) = desk::of_scopes(&mut tx, store.seal(), &scopes).await?;
        if holders.iter().all(|holder| holder.grant.role == Role::Manager) {
            broken.push(format!("{}: nobody holds a role that handles tickets, here or above", compound.code));
        }
    }
    if !estate.places.is_empty() && !estate.places.iter().any(|place| place.kind == PlaceKind::Subdistrict) {
        broken.push("places: there is no subdistrict".to_owned());
    }
    broken.extend(checks::rows(&mut tx, now.plus_minutes(-STUCK_MINUTES)).await?);
    Ok(broken)
}

/// Folds the events of every resolution anew and compares with what is stored.
async fn resolutions(tx: &mut Tx<'_>) -> Result<Vec<String>, StoreError> {
    let (mut broken, mut last) = (Vec::new(), ResolutionId(0));
    loop {
        let chunk = meetings::record(tx, last, CHUNK).await?;
        let Some((end, _)) = chunk.last() else { return Ok(broken) };
        last = end.id;
        for (stored, folded) in chunk {
            let same = folded.is_some_and(|folded| folded == Resolution { version: folded.version, ..stored.clone() });
            if !same {
                broken.push(format!("resolution {}: its state is not what its events give", stored.id));
            }
        }
    }
}

/// Folds the events of every announcement anew and compares with what is stored.
async fn announced(tx: &mut Tx<'_>, store: &Store) -> Result<Vec<String>, StoreError> {
    let (mut broken, mut last) = (Vec::new(), AnnouncementId(0));
    loop {
        let chunk = announcements::record(tx, store.seal(), last, CHUNK).await?;
        let Some((end, _)) = chunk.last() else { return Ok(broken) };
        last = end.id;
        for (stored, folded) in chunk {
            let (version, by) = (stored.version, stored.by.clone());
            if folded.is_none_or(|folded| Announcement { version, by, ..folded } != stored) {
                broken.push(format!("announcement {}: its state is not what its events give", stored.id));
            }
        }
    }
}

/// The counts that are not the same in both.
fn different<'t>(one: &'t Tally, other: &'t Tally) -> impl Iterator<Item = &'t Key> {
    let missing = other.keys().filter(|key| !one.contains_key(key));
    one.iter().filter(|(key, n)| other.get(key) != Some(n)).map(|(key, _)| key).chain(missing)
}

/// Tasks whose state isn't what their events give.
async fn broken_tasks(tx: &mut Tx<'_>, store: &Store) -> Result<Vec<String>, StoreError> {
    let (mut broken, mut last) = (Vec::new(), TaskNumber(0));
    loop {
        let chunk = tasks::record::after(tx, store.seal(), last, CHUNK).await?;
        let Some(end) = chunk.last() else { return Ok(broken) };
        last = end.task.number;
        let wrong = chunk.iter().filter(|dossier| !is_its_fold(dossier)).map(|dossier| dossier.task.number);
        broken.extend(wrong.map(|number| format!("task {number}: its state is not what its events give")));
    }
}

/// Fund projects whose state isn't what their events give.
async fn broken_projects(tx: &mut Tx<'_>, store: &Store) -> Result<Vec<String>, StoreError> {
    let (mut broken, mut last) = (Vec::new(), ProjectNumber(0));
    loop {
        let chunk = projects::record(tx, store.seal(), last, CHUNK).await?;
        let Some(end) = chunk.last() else { return Ok(broken) };
        last = end.project.number;
        for dossier in chunk {
            let (stored, mut lines) = (dossier.project, dossier.lines.iter());
            let first = lines.next();
            let begun = first.and_then(|first| Project::begin(stored.id, stored.number, &first.event, first.at));
            let folded = begun.map(|mut folded| {
                lines.for_each(|line| folded.apply(&line.event, line.person, line.at));
                Project { version: stored.version, ..folded }
            });
            if folded.as_ref() != Some(&stored) {
                broken.push(format!("project {}: its state is not what its events give", stored.number));
            }
        }
    }
}

/// Folds a task's events anew and compares with what is stored.
fn is_its_fold(dossier: &TaskDossier) -> bool {
    let stored = &dossier.task;
    let mut lines = dossier.lines.iter();
    let begun = lines.next().and_then(|first| MicroTask::begin(stored.id, stored.number, &first.event, first.at));
    let Some(mut folded) = begun else { return false };
    for line in lines {
        folded.apply(&line.event, line.person, line.at);
    }
    folded.version = stored.version;
    folded == *stored
}

/// Folds a ticket's events anew and compares with what is stored.
fn wrong(whole: &Whole) -> Option<String> {
    let stored = &whole.ticket;
    let mut events = whole.events.iter();
    let Some(first) = events.next() else { return Some("has no events".to_owned()) };
    let Some(mut folded) = Ticket::begin(stored.id, stored.number, &first.event, first.at) else {
        return Some("does not begin with its filing".to_owned());
    };
    for recorded in events {
        folded.apply(&recorded.event, recorded.at);
    }
    folded.version = stored.version;
    folded.spot.room.clone_from(&stored.spot.room);
    folded.spot.words.clone_from(&stored.spot.words);
    if folded != *stored {
        return Some("its state is not what its events give".to_owned());
    }
    (whole.listed_state != stored.state.code()).then(|| "its listed state differs".to_owned())
}
