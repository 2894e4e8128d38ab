//! The project is made out of its proposal, with those who wait for its ticket and everyone who hears of it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Draft, as_staff, go_on};
use crate::conversation::menu;
use crate::conversation::projects::page;
use crate::conversation::talk::{self, Stop, Talk};
use crate::domain::fund::project::dossier::{Line, ProjectDossier, Record};
use crate::domain::fund::project::{Actor, Project, Proposal, WAITING, life};
use crate::domain::id::{Number, PersonId, ProjectId};
use crate::domain::person::Reader;
use crate::domain::refusal::Refusal;
use crate::domain::rights::Right;
use crate::text;

/// The project is made: its first event, those who wait for its ticket, and everyone who hears of it.
pub(super) fn send(talk: &mut Talk<'_>, draft: Draft) -> talk::Step {
    let Some(compound) = draft.compound else { return go_on(talk, draft) };
    let staff = as_staff(talk, compound);
    let ticket = draft
        .ticket
        .map_or(Ok(()), |number| talk::together([talk.ticket(number).map(drop), talk.project_of(number).map(drop)]));
    let fresh = talk.fresh_project_number().map(drop);
    talk::together([fresh, talk.projects_waiting().map(drop), talk.desk(compound).map(drop), ticket])?;
    if staff.is_none() && talk.projects_waiting()?.len() >= WAITING {
        return menu::show_after(talk, Some(text!("project-enough", most = WAITING)));
    }
    if let Some(ticket) = draft.ticket
        && let Some(project) = talk.project_of(ticket)?
    {
        return page::show(talk, project, Some(text!("project-of-ticket-already", ticket = ticket.0)));
    }
    let (number, person) = (talk.fresh_project_number()?, talk.person()?.id);
    let author = staff.is_none().then_some(person);
    let (affected, readers) = match draft.ticket {
        Some(ticket) => waiting(talk, ticket, author)?,
        None => (0, BTreeMap::new()),
    };
    let supporters = readers.keys().copied().filter(|reader| Some(*reader) != author).collect();
    let estimate = draft.estimate.filter(|estimate| *estimate > 0);
    let event = life::propose(Proposal { compound, author, ticket: draft.ticket, affected, estimate, supporters })?;
    let id = ProjectId(talk.fresh_id());
    let project = Project::begin(id, number, &event, talk.now).ok_or(Refusal::WrongState)?;
    let actor = staff.unwrap_or(Actor::Resident(person));
    let (wording, media) = (draft.wording(), draft.photos.unwrap_or_default());
    let line = Line { at: talk.now, event: event.clone(), person: Some(person), words: None, media: media.clone() };
    let dossier = ProjectDossier { project, wording, lines: vec![line], readers, staff: BTreeMap::new() };
    let record = Record { event: event.clone(), actor, words: None, media };
    talk.record_project(dossier.clone(), vec![record], true);
    talk.tell_of_project(&event, actor, &dossier)?;
    let note = match author {
        Some(_) => text!("project-receipt", number = number.0),
        None => text!("project-receipt-staff", number = number.0),
    };
    page::show(talk, number, Some(note))
}

/// How many a ticket affects, and those of them who can be written to: they are for what is made of it. Whoever makes it
/// is one of them, or staff.
fn waiting(
    talk: &mut Talk<'_>,
    number: Number,
    author: Option<PersonId>,
) -> Result<(i64, BTreeMap<PersonId, Reader>), Stop> {
    if author.is_none() {
        talk.staff_of(number, Right::Read)?;
    }
    let dossier = talk.ticket(number)?;
    let all: BTreeSet<PersonId> =
        dossier.ticket.reporter.into_iter().chain(dossier.followers.iter().copied()).collect();
    if author.is_some_and(|author| !all.contains(&author)) {
        return Err(Refusal::Unknown.into());
    }
    let reader = |person: PersonId| Some((person, dossier.readers.get(&person)?.clone()));
    Ok((dossier.ticket.affected, all.into_iter().filter_map(reader).collect()))
}
