//! How a project is told: in a line, on its page, what was asked and promised.

use super::pledge;
use crate::conversation::first_contact;
use crate::conversation::talk::Talk;
use crate::conversation::tell;
use crate::domain::fund::project::dossier::{ProjectDossier, Wording};
use crate::domain::fund::project::listing::ProjectBrief;
use crate::domain::fund::project::{Event, Kind, PledgeState, Project, Stage};
use crate::domain::id::PersonId;
use crate::text;
use crate::text::{Arg, Text, format};

/// Questions on a project's page, the latest ones.
const QUESTIONS: usize = 5;
/// Characters of a question or an answer on the page.
const CLIP: usize = 200;
/// Names of those who promised money on the page, the latest ones.
const NAMES: usize = 8;

fn yuan(fen: i64) -> String {
    format::yuan(fen)
}

/// Where a project stands, in words.
pub(super) fn stage(project: &Project) -> Text {
    let waits = project.turned_down.filter(|_| project.stage == Stage::Proposed);
    match waits {
        Some(turned) if turned.answered => text!("project-turned-answered"),
        Some(turned) => text!("project-turned", until = Arg::Day(turned.until)),
        None => Text::key(&format!("project-stage-{}", project.stage.code())),
    }
}

/// What it costs: as vetted, else about what its author thinks.
pub(super) fn cost(project: &Project) -> Text {
    match (project.is_vetted(), project.estimate) {
        (true, _) => text!("project-cost", amount = yuan(project.cost)),
        (false, Some(estimate)) => text!("project-estimate", amount = yuan(estimate)),
        (false, None) => text!("project-cost-open"),
    }
}

/// A project in a list.
pub(super) fn brief(brief: &ProjectBrief) -> Text {
    let (project, title) = (&brief.project, brief.title.as_str());
    text!("project-brief", number = project.number.0, title = title, stage = stage(project), cost = cost(project))
}

/// How staff named in it are called.
fn colleague(dossier: &ProjectDossier, person: PersonId) -> Text {
    dossier.staff.get(&person).map_or_else(|| text!("task-staff"), |(role, name)| tell::called(*role, name))
}

/// Where it is, within its compound; nothing where that isn't said.
pub(super) fn spot(wording: &Wording) -> Text {
    match (wording.spot.is_empty(), wording.building.as_deref()) {
        (false, _) => Text::raw(wording.spot.as_str()),
        (true, Some(building)) => text!("meeting-building", building = building),
        (true, None) => Text::default(),
    }
}

/// Everything that whoever may read a project reads of it.
pub(super) fn page(talk: &Talk<'_>, dossier: &ProjectDossier) -> Text {
    let (project, wording) = (&dossier.project, &dossier.wording);
    let compound = talk.estate.places.get(project.compound).map(first_contact::name).unwrap_or_default();
    let mut text = text!("project-head", number = project.number.0, title = wording.title.as_str());
    text = text.line(compound).dotted(spot(wording));
    text = text.line(text!("project-stands", stage = stage(project)));
    text = text.line(cost(project));
    if project.is_vetted() {
        let (kind, class) = (project.kind.code(), project.class.code());
        let (kind, class) = (format!("project-kind-{kind}"), format!("project-class-{class}"));
        text = text.line(text!("project-what", kind = Text::key(&kind), class = Text::key(&class)));
    }
    if let Some(person) = project.responsible {
        text = text.line(text!("task-who", who = colleague(dossier, person)));
    }
    if project.affected > 1 {
        text = text.line(text!("project-affected", count = project.affected));
    }
    if project.granted > 0 {
        text = text.line(text!("project-granted", amount = yuan(project.granted)));
    }
    text = text.line(text!("project-supporters", count = project.supporters.len()));
    for task in &project.tasks {
        text = text.line(text!("project-task", number = task.0));
    }
    let parts = [turned_down(dossier), pledges(dossier), questions(dossier), accounts(dossier)];
    parts.into_iter().fold(text, Text::paragraph)
}

/// Why it was turned down, and what its author answered; nothing where it wasn't.
pub(super) fn turned_down(dossier: &ProjectDossier) -> Text {
    let Some(turned) = dossier.project.turned_down else { return Text::default() };
    let reason = Text::key(&format!("project-reason-{}", turned.reason.code()));
    let text = text!("project-turned-why", reason = reason);
    let why = dossier.words_of(|event| matches!(event, Event::TurnedDown { .. })).last().unwrap_or_default();
    let text = if why.is_empty() { text } else { text.line(Text::raw(why)) };
    let answer = dossier.words_of(|event| matches!(event, Event::RefusalAnswered)).last();
    answer
        .filter(|_| turned.answered)
        .map_or(text.clone(), |words| text.line(text!("project-turned-answer", words = words)))
}

/// What was promised, by whom as far as they are named, and who holds the money.
fn pledges(dossier: &ProjectDossier) -> Text {
    let (project, wording) = (&dossier.project, &dossier.wording);
    let (promised, received) = project.pledged();
    if promised == 0 && !project.stage.takes_pledges() {
        return Text::default();
    }
    let mut text = text!("project-pledged", promised = yuan(promised), received = yuan(received));
    if !wording.holder.is_empty() {
        text = text.line(text!("project-holder", holder = wording.holder.as_str()));
    }
    let named: Vec<_> = (0..project.pledges.len()).filter_map(|at| named(dossier, at)).collect();
    for (name, amount) in named.iter().skip(named.len().saturating_sub(NAMES)) {
        text = text.line(text!("project-pledger", name = *name, amount = yuan(*amount)));
    }
    text
}

/// The name and amount of a promise whose name is to be shown.
fn named(dossier: &ProjectDossier, at: usize) -> Option<(&str, i64)> {
    let pledge = dossier.project.pledges.get(at).filter(|pledge| pledge.shown)?;
    let mut names = dossier.words_of(|event| matches!(event, Event::Pledged { .. }));
    (pledge.state != PledgeState::TakenBack).then_some((names.nth(at)?, pledge.amount))
}

/// A promise as those read it who keep the books: its number, the name if it is to be shown, the amount.
pub(super) fn promise(dossier: &ProjectDossier, at: usize) -> Text {
    let mut names = dossier.words_of(|event| matches!(event, Event::Pledged { .. }));
    let name = names.nth(at).filter(|name| !name.is_empty());
    let name = name.map_or_else(|| text!("project-unnamed"), Text::raw);
    let amount = dossier.project.pledges.get(at).map_or(0, |pledge| pledge.amount);
    text!("project-promise", code = pledge::code(dossier.project.number, at), name = name, amount = yuan(amount))
}

/// The latest questions with their answers.
fn questions(dossier: &ProjectDossier) -> Text {
    let count = dossier.project.questions.len();
    let latest = (count.saturating_sub(QUESTIONS)..count).map(|at| answered(dossier, at));
    latest.fold(Text::default(), Text::line)
}

/// A question and its answer.
pub(super) fn answered(dossier: &ProjectDossier, at: usize) -> Text {
    let clip = |words: &str| words.chars().take(CLIP).collect::<String>();
    let question = dossier.words_of(|event| matches!(event, Event::Asked)).nth(at).map(clip).unwrap_or_default();
    let text = text!("project-question", words = question);
    let is_it = |event: &Event| matches!(event, Event::Answered { question } if *question == at);
    match dossier.words_of(is_it).next() {
        Some(answer) => text.line(text!("project-answer", words = clip(answer))),
        None => text.line(text!("project-answer-waits")),
    }
}

/// What was spent and on what, once it is shown.
fn accounts(dossier: &ProjectDossier) -> Text {
    let Some(spent) = dossier.project.spent else { return Text::default() };
    let words = dossier.words_of(|event| matches!(event, Event::Accounted { .. })).last().unwrap_or_default();
    text!("project-accounts", spent = yuan(spent)).line(Text::raw(words))
}

/// Whether it is accounted for without works: a service that began.
pub(super) fn accounts_early(project: &Project) -> bool {
    project.stage == Stage::Funded && project.kind == Kind::StartUp
}
