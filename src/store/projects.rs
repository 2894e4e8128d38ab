//! Projects of the fund: their state, their story, their lists.
//!
//! As with tickets the state is kept as events, as `fold` and as the columns that lists select by.

use std::collections::{BTreeMap, BTreeSet};

use super::people;
use super::seal::Seal;
use super::sql::{Cell, advance, read, read_in, tagged, write_many};
use super::{StoreError, Tx};
use crate::domain::fund::project::dossier::{Line, ProjectDossier, Record, Wording};
use crate::domain::fund::project::listing::{Listing, ProjectBrief};
use crate::domain::fund::project::{Class, Event, Project, Stage};
use crate::domain::id::{MediaId, Number, PersonId, PlaceId, ProjectId, ProjectNumber};
use crate::domain::role::Role;
use crate::domain::ticket::listing::PAGE;
use crate::domain::time::Moment;
use crate::row;

/// Draws `count` project numbers and gives the first; gaps are allowed.
///
/// # Errors
/// What the database says.
pub async fn draw_numbers(tx: &mut Tx<'_>, count: i64) -> Result<ProjectNumber, StoreError> {
    let text = "INSERT INTO counters (name, value) VALUES ('project_number', $1) \
                ON CONFLICT (name) DO UPDATE SET value = counters.value + $1 RETURNING value";
    let last: i64 = sqlx::query_scalar(text).bind(count).fetch_one(&mut **tx).await?;
    Ok(ProjectNumber(last - count + 1))
}

/// The columns of a project's state and words.
const FOLDED: &str = "version, fold, words_sealed";

fn unfold((version, fold, words): (i64, String, String), seal: &Seal) -> Result<(Project, Wording), StoreError> {
    let mut project: Project = serde_json::from_str(&fold)?;
    project.version = version;
    let words = seal.open("projects", "words", project.id.0, &words)?;
    Ok((project, serde_json::from_str(&words)?))
}

const STATE: &str = "compound, author, ticket, stage, class, cost, granted, fold, words_sealed";

/// The cells of a state and its words, in the order of [`STATE`].
fn state(seal: &Seal, project: &Project, wording: &Wording) -> Result<Vec<Cell>, StoreError> {
    let words = seal.close("projects", "words", project.id.0, &serde_json::to_string(wording)?)?;
    let author = project.author.map_or(0, |author| author.0);
    let ticket = project.ticket.map_or(0, |ticket| ticket.0);
    let (stage, class, fold) = (project.stage.code(), project.class.code(), serde_json::to_string(project)?);
    Ok(row![project.compound.0, author, ticket, stage, class, project.cost, project.granted, fold, words])
}

/// Writes a new project with what happened to it so far; the events have these ids and moments.
///
/// # Errors
/// What the database says.
pub async fn propose(
    tx: &mut Tx<'_>,
    seal: &Seal,
    (project, wording): (&Project, &Wording),
    records: &[Record],
    events: &[(i64, Moment)],
) -> Result<(), StoreError> {
    let mut cells = row![project.id.0, project.number.0, project.version];
    cells.extend(state(seal, project, wording)?);
    let before = format!("INSERT INTO projects (id, number, version, {STATE})");
    write_many(tx, &before, "", vec![cells]).await?;
    append(tx, seal, project.id, records, events).await
}

/// Writes what happened to a project and its state after it.
///
/// # Errors
/// [`StoreError::Raced`] when its version is no longer the one that was read.
pub async fn save(
    tx: &mut Tx<'_>,
    seal: &Seal,
    (after, wording): (&Project, &Wording),
    records: &[Record],
    events: &[(i64, Moment)],
) -> Result<(), StoreError> {
    let cells = state(seal, after, wording)?;
    advance(tx, ("projects", STATE, "a project"), (after.id.0, after.version), cells).await?;
    append(tx, seal, after.id, records, events).await
}

/// Writes events with their words and files.
async fn append(
    tx: &mut Tx<'_>,
    seal: &Seal,
    ProjectId(project): ProjectId,
    records: &[Record],
    ids: &[(i64, Moment)],
) -> Result<(), StoreError> {
    let (mut events, mut bodies, mut media) = (Vec::new(), Vec::new(), Vec::new());
    for (record, (id, at)) in records.iter().zip(ids) {
        let person = record.actor.person().map_or(0, |person| person.0);
        let (kind, body) = tagged(&record.event)?;
        events.push(row![*id, project, at.0, record.actor.code(), person, kind, body]);
        if let Some(words) = record.words.as_deref().filter(|words| !words.is_empty()) {
            bodies.push(row![*id, project, seal.close("project_bodies", "words", *id, words)?]);
        }
        media.extend(record.media.iter().map(|MediaId(file)| row![*id, *file, project]));
    }
    let before = "INSERT INTO project_events (id, project, at, actor, person, kind, body)";
    write_many(tx, before, "", events).await?;
    write_many(tx, "INSERT INTO project_bodies (event, project, words_sealed)", "", bodies).await?;
    write_many(tx, "INSERT INTO project_media (event, media, project)", "", media).await?;
    Ok(())
}

type Found = BTreeMap<ProjectId, ProjectDossier>;

/// The projects of these numbers, with everything a turn about them may need; one that doesn't exist is missing.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn dossiers(
    tx: &mut Tx<'_>,
    seal: &Seal,
    numbers: &BTreeSet<ProjectNumber>,
) -> Result<BTreeMap<ProjectNumber, ProjectDossier>, StoreError> {
    let wanted = numbers.iter().map(|number| number.0);
    let mut found = Found::new();
    for row in read_in(tx, (FOLDED, "FROM projects WHERE number IN"), wanted, "").await? {
        let (project, wording) = unfold(row, seal)?;
        let (lines, readers, staff) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        found.insert(project.id, ProjectDossier { project, wording, lines, readers, staff });
    }
    if !found.is_empty() {
        add_lines(tx, seal, &mut found).await?;
        add_people(tx, seal, &mut found).await?;
    }
    Ok(found.into_values().map(|dossier| (dossier.project.number, dossier)).collect())
}

async fn add_lines(tx: &mut Tx<'_>, seal: &Seal, found: &mut Found) -> Result<(), StoreError> {
    let wanted: Vec<i64> = found.keys().map(|id| id.0).collect();
    let text = ("event, words_sealed", "FROM project_bodies WHERE project IN");
    let rows: Vec<(i64, String)> = read_in(tx, text, wanted.iter().copied(), "").await?;
    let open = |(event, sealed): (i64, String)| Ok((event, seal.open("project_bodies", "words", event, &sealed)?));
    let mut words: BTreeMap<i64, String> = rows.into_iter().map(open).collect::<Result<_, StoreError>>()?;
    let mut media: BTreeMap<i64, Vec<MediaId>> = BTreeMap::new();
    let text = ("event, media", "FROM project_media WHERE project IN");
    let rows: Vec<(i64, i64)> = read_in(tx, text, wanted.iter().copied(), "ORDER BY media").await?;
    for (event, file) in rows {
        media.entry(event).or_default().push(MediaId(file));
    }
    let text = ("id, project, at, person, body", "FROM project_events WHERE project IN");
    let rows: Vec<(i64, i64, i64, i64, String)> = read_in(tx, text, wanted, "ORDER BY id").await?;
    for (id, project, at, person, body) in rows {
        let event: Event = serde_json::from_str(&body)?;
        let (at, person) = (Moment(at), (person != 0).then_some(PersonId(person)));
        let line = Line { at, event, person, words: words.remove(&id), media: media.remove(&id).unwrap_or_default() };
        if let Some(dossier) = found.get_mut(&ProjectId(project)) {
            dossier.lines.push(line);
        }
    }
    Ok(())
}

/// Everyone who may hear of a project.
fn hearers(project: &Project) -> BTreeSet<PersonId> {
    let asked = project.questions.iter().filter_map(|question| question.asker);
    let pledged = project.pledges.iter().filter_map(|pledge| pledge.person);
    project.followers().into_iter().chain(project.author).chain(asked).chain(pledged).collect()
}

/// Staff who may be named in its story.
fn named(dossier: &ProjectDossier) -> BTreeSet<PersonId> {
    dossier.lines.iter().filter_map(|line| line.person).chain(dossier.project.responsible).collect()
}

async fn add_people(tx: &mut Tx<'_>, seal: &Seal, found: &mut Found) -> Result<(), StoreError> {
    let hear: BTreeSet<PersonId> = found.values().flat_map(|dossier| hearers(&dossier.project)).collect();
    let act: BTreeSet<PersonId> = found.values().flat_map(named).collect();
    let readers = people::readers(tx, &hear.into_iter().collect::<Vec<_>>()).await?;
    let grants = people::grants(tx, seal, &act.into_iter().collect::<Vec<_>>()).await?;
    for dossier in found.values_mut() {
        let reader = |person: PersonId| Some((person, readers.get(&person)?.clone()));
        dossier.readers.extend(hearers(&dossier.project).into_iter().filter_map(reader));
        let called = |person: PersonId| {
            let held = grants.get(&person)?.iter().min_by_key(|grant| grant.role == Role::Manager)?;
            Some((person, (held.role, held.name.clone())))
        };
        dossier.staff.extend(named(dossier).into_iter().filter_map(called));
    }
    Ok(())
}

/// A page of the projects for these compounds, the newest first, from row `offset` on; without a stage those that anyone
/// may read, without a class those of all.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn list(
    tx: &mut Tx<'_>,
    seal: &Seal,
    compounds: &BTreeSet<PlaceId>,
    (stage, class): (Option<Stage>, Option<Class>),
    offset: i64,
) -> Result<Listing, StoreError> {
    if compounds.is_empty() {
        return Ok(Listing::default());
    }
    let mut cells: Vec<Cell> = compounds.iter().map(|place| place.0.into()).collect();
    let public = Stage::ALL.iter().copied().filter(|stage| stage.is_public());
    let stages: Vec<Stage> = stage.map_or_else(|| public.collect(), |stage| vec![stage]);
    cells.extend(stages.iter().map(|stage| Cell::from(stage.code())));
    let classes: Vec<Class> = class.map_or_else(|| Class::ALL.to_vec(), |class| vec![class]);
    cells.extend(classes.iter().map(|class| Cell::from(class.code())));
    let placed = |from: usize, count: usize| (from..from + count).map(|at| format!("${at}")).collect::<Vec<_>>();
    let (places, codes) = (placed(1, compounds.len()), placed(1 + compounds.len(), stages.len()));
    let kinds = placed(1 + compounds.len() + stages.len(), classes.len());
    let [places, codes, kinds] = [places, codes, kinds].map(|cells| cells.join(", "));
    let from = format!("FROM projects WHERE compound IN ({places}) AND stage IN ({codes}) AND class IN ({kinds})");
    let counted: Vec<(i64,)> =
        read(tx, ("n", &format!("FROM (SELECT COUNT(*) AS n {from}) AS c")), cells.clone()).await?;
    let (limit, skip) = (cells.len() + 1, cells.len() + 2);
    let rest = format!("{from} ORDER BY number DESC LIMIT ${limit} OFFSET ${skip}");
    cells.extend(row![PAGE, offset.max(0)]);
    let rows: Vec<(i64, String, String)> = read(tx, (FOLDED, &rest), cells).await?;
    let rows = rows.into_iter().map(|row| brief(row, seal)).collect::<Result<_, _>>()?;
    Ok(Listing { rows, total: counted.first().map_or(0, |(total,)| *total) })
}

/// The projects of a person that wait for their vetting, the newest first.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn waiting_of(tx: &mut Tx<'_>, seal: &Seal, person: PersonId) -> Result<Vec<ProjectBrief>, StoreError> {
    let rest = "FROM projects WHERE author = $1 AND stage = $2 ORDER BY number DESC";
    let rows: Vec<(i64, String, String)> = read(tx, (FOLDED, rest), row![person.0, Stage::Proposed.code()]).await?;
    rows.into_iter().map(|row| brief(row, seal)).collect()
}

fn brief(row: (i64, String, String), seal: &Seal) -> Result<ProjectBrief, StoreError> {
    unfold(row, seal).map(|(project, wording)| ProjectBrief { project, title: wording.title })
}

/// The project that a ticket became, unless it was taken back or refused.
///
/// # Errors
/// What the database says.
pub async fn of_ticket(tx: &mut Tx<'_>, ticket: Number) -> Result<Option<ProjectNumber>, StoreError> {
    let rest = "FROM projects WHERE ticket = $1 AND ticket <> 0 AND stage NOT IN ('withdrawn', 'refused') LIMIT 1";
    let rows: Vec<(i64,)> = read(tx, ("number", rest), row![ticket.0]).await?;
    Ok(rows.first().map(|(number,)| ProjectNumber(*number)))
}

/// The projects after `after`, by number, at most `limit`, each with its whole record.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn record(
    tx: &mut Tx<'_>,
    seal: &Seal,
    after: ProjectNumber,
    limit: i64,
) -> Result<Vec<ProjectDossier>, StoreError> {
    let text = ("number", "FROM projects WHERE number > $1 ORDER BY number LIMIT $2");
    let numbers: Vec<(i64,)> = read(tx, text, row![after.0, limit]).await?;
    let numbers = numbers.into_iter().map(|(number,)| ProjectNumber(number)).collect();
    Ok(dossiers(tx, seal, &numbers).await?.into_values().collect())
}
