//! The task is made out of its proposal, with its photos, its ticket and everyone who hears of it.

use super::{Draft, go_on, show};
use crate::conversation::projects;
use crate::conversation::screen::{Button, Message};
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::works::{Said, tell, work};
use crate::domain::id::{Number, PersonId, TaskId, TaskNumber};
use crate::domain::micro_task::dossier::{TaskDossier, TaskLine, TaskRecord, Wording};
use crate::domain::micro_task::{
    Exclusion, MicroTask, Money, Phase, Plan, TaskAction, TaskActor, TaskEvent, life, notices,
};
use crate::domain::person::Reader;
use crate::domain::refusal::Refusal;
use crate::domain::rights::Right;
use crate::domain::time::Moment;
use crate::text;
use crate::text::Text;

fn plan(draft: &Draft) -> Option<Plan> {
    let money = if draft.budget_fen == Some(0) { Some(Money::Free) } else { draft.money };
    Some(Plan {
        compound: draft.compound?,
        category: draft.category.clone()?,
        kind: draft.kind?,
        origin: draft.origin?,
        responsible: draft.responsible.as_ref()?.0,
        budget_fen: draft.budget_fen?,
        money: money?,
        exclusion: Exclusion { not_the_companys_duty: draft.not_duty?, no_planned_works: draft.not_planned? },
        start: draft.start?,
        deadline: draft.deadline?,
    })
}

/// The task is made: its first event, its photos, its ticket, and everyone who hears of it.
pub(super) fn propose(talk: &mut Talk<'_>, draft: Draft) -> talk::Step {
    let Some(plan) = plan(&draft) else { return go_on(talk, draft, None) };
    let actor = talk.works_at(Right::ProposeTask, plan.compound).ok_or(Refusal::NotAllowed)?;
    talk::together([
        talk.fresh_task_number().map(drop),
        draft.project.map_or(Ok(()), |project| talk.hold_project(project)),
        talk.desk(plan.compound).map(drop),
    ])?;
    let number = talk.fresh_task_number()?;
    let event = match life::propose(plan, talk.now) {
        Ok(event) => event,
        Err(refusal) => return show(talk, draft, Some(Text::key(refusal.key()))),
    };
    let reporters = match draft.ticket {
        Some(ticket) => waiting(talk, ticket)?,
        None => Vec::new(),
    };
    let id = TaskId(talk.fresh_id());
    let task = MicroTask::begin(id, number, &event, talk.now).ok_or(Refusal::WrongState)?;
    let wording = Wording {
        title: draft.title.clone().unwrap_or_default(),
        company: draft.company.clone().filter(|name| !name.is_empty()),
        phone: None,
    };
    let said = Said { words: Some(wording.title.clone()), media: Vec::new() };
    let mut dossier = TaskDossier {
        task,
        wording,
        lines: vec![line_of(&event, actor, &said, talk.now)],
        followers: reporters.iter().map(|(person, _)| *person).collect(),
        readers: reporters.iter().cloned().collect(),
        staff: std::collections::BTreeMap::new(),
    };
    let holders = &talk.desk(dossier.task.plan.compound)?.holders;
    for holder in holders {
        dossier.staff.entry(holder.person).or_insert((holder.grant.role, holder.grant.name.clone()));
    }
    let mut messages = Vec::new();
    for notice in notices::of(&event) {
        messages.extend(tell::notice(talk, notice, (&event, actor), (&dossier, &said))?);
    }
    let record = TaskRecord { event, actor, words: said.words, media: Vec::new() };
    talk.know_task(dossier, record);
    talk.tell_once(messages);
    follow_on(talk, number, actor, &draft, &reporters)?;
    if let Some(project) = draft.project {
        projects::works_begun(talk, project, number)?;
    }
    work::show(talk, number, Some(text!("task-proposed", number = number.0)))
}

fn line_of(event: &TaskEvent, actor: TaskActor, said: &Said, at: Moment) -> TaskLine {
    let (words, media) = (said.words.clone(), said.media.clone());
    TaskLine { at, event: event.clone(), person: actor.person(), words, media }
}

/// The residents who wait for a ticket's end, as far as they can be written to; they follow the task from now on.
fn waiting(talk: &Talk<'_>, ticket: Number) -> Result<Vec<(PersonId, Reader)>, Stop> {
    let dossier = talk.ticket(ticket)?;
    let persons = dossier.ticket.reporter.into_iter().chain(dossier.followers.iter().copied());
    Ok(persons.filter_map(|person| Some((person, dossier.readers.get(&person)?.clone()))).collect())
}

/// Photos of the place as it is, and the ticket with those who wait for it.
fn follow_on(
    talk: &mut Talk<'_>,
    number: TaskNumber,
    actor: TaskActor,
    draft: &Draft,
    reporters: &[(PersonId, Reader)],
) -> talk::Step {
    let media = draft.photos.clone().unwrap_or_default();
    if !media.is_empty() {
        let photos = i64::try_from(media.len()).unwrap_or(i64::MAX);
        let before = TaskAction::Post { phase: Phase::Before, photos };
        talk.add_to_task(number, actor, before, &Said { words: None, media })?;
    }
    let Some(ticket) = draft.ticket else { return Ok(()) };
    talk.add_to_task(number, actor, TaskAction::Link(ticket), &Said::default())?;
    let title = draft.title.clone().unwrap_or_default();
    for (person, reader) in reporters {
        talk.follow_task(number, *person, true)?;
        let text = text!("task-of-your-ticket", ticket = ticket.0, number = number.0, title = title.as_str());
        let mut message = Message::notice(reader.clone(), text, Some(ticket));
        message.rows = vec![vec![Button::act(text!("task-see"), format!("task.page:{number}"))]];
        talk.tell(message);
    }
    Ok(())
}
