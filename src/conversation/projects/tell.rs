//! The words of notices about projects: what each audience of [`crate::domain::fund::project::notices`] reads.

use super::words;
use crate::conversation::screen::{Button, Message};
use crate::conversation::talk::{Stop, Talk};
use crate::domain::fund::project::dossier::ProjectDossier;
use crate::domain::fund::project::notices::{Audience, Notice};
use crate::domain::fund::project::{Actor, Event};
use crate::domain::id::PersonId;
use crate::domain::person::Reader;
use crate::domain::rights::{self, Right};
use crate::text;
use crate::text::{Arg, Text, format};

/// What is said to a notice's audience of an event of a project, as it is after it.
///
/// # Errors
/// Asks for the staff of the compound where they are to hear.
pub(super) fn notice(
    talk: &Talk<'_>,
    notice: Notice,
    (event, actor): (&Event, Actor),
    dossier: &ProjectDossier,
) -> Result<Vec<Message>, Stop> {
    let project = &dossier.project;
    let known = |person: &PersonId| dossier.readers.get(person).cloned();
    let mut readers: Vec<Reader> = match notice.audience {
        Audience::Author => project.author.iter().filter_map(known).collect(),
        Audience::Followers => project.followers().iter().filter_map(known).collect(),
        Audience::Concerned => concerned(event, dossier).iter().filter_map(known).collect(),
        Audience::Vetters => holders(talk, dossier, Right::Vet)?,
        Audience::Keepers => holders(talk, dossier, Right::Book)?,
    };
    readers.retain(|reader| reader.reachable && reader.person != actor.person());
    readers.sort_by_key(|reader| reader.chat);
    readers.dedup_by_key(|reader| reader.chat);
    let text = keyed(notice.key, event, dossier);
    let (label, verb) = match notice.audience {
        Audience::Vetters | Audience::Keepers => ("task-work", "project.work"),
        _ => ("task-see", "project.page"),
    };
    let message = |reader: Reader| {
        let mut message = Message::notice(reader, text.clone(), None);
        message.rows = vec![vec![Button::act(Text::key(label), format!("{verb}:{}", project.number))]];
        message
    };
    Ok(readers.into_iter().map(message).collect())
}

/// Whose question, or promise, an event is about.
fn concerned(event: &Event, dossier: &ProjectDossier) -> Option<PersonId> {
    match event {
        Event::Answered { question } => dossier.project.questions.get(*question)?.asker,
        Event::PledgeReceived { pledge } => dossier.project.pledges.get(*pledge)?.person,
        _ => None,
    }
}

/// Those of the staff here and above who hold a right.
fn holders(talk: &Talk<'_>, dossier: &ProjectDossier, right: Right) -> Result<Vec<Reader>, Stop> {
    let meant = talk.desk(dossier.project.compound)?.holders.iter();
    Ok(meant.filter(|holder| rights::holds(holder.grant.role, right)).map(|holder| holder.reader.clone()).collect())
}

/// The message of a key with every argument that any of them uses, then the words that belong to it.
fn keyed(key: &str, event: &Event, dossier: &ProjectDossier) -> Text {
    let project = &dossier.project;
    let yuan = |fen: i64| text!("task-yuan", amount = format::yuan(fen));
    let promised = |at: usize| project.pledges.get(at).map_or(0, |pledge| pledge.amount);
    let detail = match event {
        Event::TurnedDown { until, .. } => text!("project-answer-until", until = Arg::Day(*until)),
        Event::Published => words::cost(project),
        Event::Pledged { .. } => words::promise(dossier, project.pledges.len().saturating_sub(1)),
        Event::PledgeTakenBack { pledge } => words::promise(dossier, *pledge),
        Event::PledgeReceived { pledge } => yuan(promised(*pledge)),
        Event::Won { granted, .. } => yuan(*granted),
        Event::WorksBegun { task } => text!("project-task", number = task.0),
        Event::Accounted { spent } => yuan(*spent),
        _ => Text::default(),
    };
    let title = dossier.wording.title.as_str();
    let text = Text::key(key).with("number", project.number.0).with("title", title).with("detail", detail);
    match event {
        Event::TurnedDown { .. } | Event::Refused => text.line(words::turned_down(dossier)),
        Event::RefusalAnswered | Event::Asked | Event::Accounted { .. } => text.line(last_words(dossier)),
        Event::Answered { question } => text.line(words::answered(dossier, *question)),
        _ => text,
    }
}

fn last_words(dossier: &ProjectDossier) -> Text {
    Text::raw(dossier.lines.last().and_then(|line| line.words.clone()).unwrap_or_default())
}
