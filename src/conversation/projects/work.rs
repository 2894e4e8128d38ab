//! What staff do with a project: its card with what is next, reasons to turn it down, promises whose money came in.

use super::{Step, ask, elsewhere, page, plainly, reason, vet, words};
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Talk};
use crate::conversation::works::{self, widgets};
use crate::domain::fund::project::dossier::ProjectDossier;
use crate::domain::fund::project::{Action, Kind, PledgeState, Project, Reason, Stage};
use crate::domain::id::ProjectNumber;
use crate::domain::rights::Right;
use crate::text;
use crate::text::Text;

/// A project's card, with a sentence before it; whoever may do nothing with it sees its page.
///
/// # Errors
/// See [`talk::Stop`].
pub(super) fn show(talk: &mut Talk<'_>, number: ProjectNumber, note: Option<Text>) -> talk::Step {
    let dossier = talk.project(number)?.clone();
    let steps = next_steps(talk, &dossier);
    if steps.is_empty() {
        return page::show(talk, number, note);
    }
    let told = words::page(talk, &dossier);
    let mut screen = Screen::new(note.map_or(told.clone(), |note| note.paragraph(told)));
    let steps: Vec<Button> = steps.into_iter().map(|(key, code)| Button::choice(Text::key(key), code)).collect();
    for pair in steps.chunks(2) {
        screen = screen.row(pair.to_vec());
    }
    let ways = [Button::choice(text!("task-page"), "page"), Button::choice(text!("open-menu"), "menu")];
    talk.show(Flow::Projects(Step::Work(number)), screen.row(ways));
    Ok(())
}

/// Whether micro-tasks are to be made of it.
const fn is_to_do(project: &Project) -> bool {
    matches!(project.stage, Stage::Funded | Stage::Works)
}

/// What the stage asks for next, for whoever looks.
pub(super) fn next_steps(talk: &Talk<'_>, dossier: &ProjectDossier) -> Vec<(&'static str, &'static str)> {
    let project = &dossier.project;
    let may = |right: Right| talk.works_at(right, project.compound).is_some();
    let mut steps = Vec::new();
    if may(Right::Vet) {
        match (project.stage, project.turned_down) {
            (Stage::Proposed, Some(turned)) if turned.answered => {
                steps.extend([("project-do-vet-after-all", "vet"), ("project-do-uphold", "uphold")]);
            }
            (Stage::Proposed, Some(_)) => steps.push(("project-do-vet-after-all", "vet")),
            (Stage::Proposed | Stage::Lost, None) => {
                let vetted = project.is_vetted().then_some(("project-do-publish", "publish"));
                steps.extend(vetted.into_iter().chain([("project-do-vet", "vet")]));
                steps.extend((project.stage == Stage::Proposed).then_some(("project-do-refuse", "refuse")));
            }
            _ => {}
        }
        if project.questions.iter().any(|question| !question.answered) {
            steps.push(("project-do-answer", "answer"));
        }
        if project.stage == Stage::Works || words::accounts_early(project) {
            steps.push(("project-do-account", "account"));
        }
    }
    if may(Right::Book) && project.pledges.iter().any(|pledge| pledge.state == PledgeState::Promised) {
        steps.push(("project-do-receive", "receive"));
    }
    if may(Right::ProposeTask) && is_to_do(project) {
        let of = if project.kind == Kind::StartUp { "project-do-start" } else { "project-do-works" };
        steps.push((of, "works"));
    }
    steps
}

/// Something was tapped or said at a project's card.
pub(super) fn pressed(talk: &mut Talk<'_>, number: ProjectNumber) -> talk::Step {
    let Some(choice) = talk.chosen.clone() else { return elsewhere(talk) };
    match choice.as_str() {
        "vet" => vet::begin(talk, number),
        "publish" => act(talk, number, Action::Publish),
        "uphold" => act(talk, number, Action::UpholdRefusal),
        "refuse" => reasons(talk, number),
        "answer" => {
            let questions = &talk.project(number)?.project.questions;
            match questions.iter().position(|question| !question.answered) {
                Some(at) => ask::begin(talk, number, ask::Wanted::Answer(at)),
                None => show(talk, number, None),
            }
        }
        "receive" => promises(talk, number, 0),
        "works" => works::of_project(talk, number),
        "account" => ask::begin(talk, number, ask::Wanted::Spent),
        "page" => page::show(talk, number, None),
        _ => show(talk, number, None),
    }
}

fn act(talk: &mut Talk<'_>, number: ProjectNumber, action: Action) -> talk::Step {
    let note = plainly(talk, number, action)?;
    show(talk, number, Some(note))
}

/// Asks for the reason, out of the list that is published.
fn reasons(talk: &mut Talk<'_>, number: ProjectNumber) -> talk::Step {
    let listed = Reason::ALL.iter().map(|reason| {
        let code = reason.code();
        Button::choice(Text::key(&format!("project-reason-{code}")), code)
    });
    let buttons: Vec<Button> = listed.chain([Button::choice(text!("back"), "back")]).collect();
    let mut screen = Screen::new(text!("project-why"));
    for pair in buttons.chunks(2) {
        screen = screen.row(pair.to_vec());
    }
    talk.show(Flow::Projects(Step::Refuse(number)), screen);
    Ok(())
}

/// A reason was tapped; words follow.
pub(super) fn refusing(talk: &mut Talk<'_>, number: ProjectNumber) -> talk::Step {
    match talk.chosen.clone().as_deref() {
        None => reasons(talk, number),
        Some("back") => show(talk, number, None),
        Some(code) => {
            let reason = reason(code)?;
            refuse(talk, number, reason)
        }
    }
}

/// Asks for the words that go with a reason.
pub(super) fn refuse(talk: &mut Talk<'_>, number: ProjectNumber, reason: Reason) -> talk::Step {
    ask::begin(talk, number, ask::Wanted::Why(reason))
}

/// Asks whose money came in.
fn promises(talk: &mut Talk<'_>, number: ProjectNumber, from: usize) -> talk::Step {
    let dossier = talk.project(number)?;
    let open = dossier.project.pledges.iter().enumerate().filter(|(_, pledge)| pledge.state == PledgeState::Promised);
    let answers: Vec<widgets::Answer> =
        open.map(|(at, _)| (words::promise(dossier, at), format!("pledge:{at}"))).collect();
    let screen = widgets::answers(Screen::new(text!("project-receive-which")), &answers, from, false);
    let screen = screen.row([Button::choice(text!("back"), "back")]);
    talk.show(Flow::Projects(Step::Receive(number, from)), screen);
    Ok(())
}

/// A promise was tapped: its money came in.
pub(super) fn receiving(talk: &mut Talk<'_>, number: ProjectNumber, from: usize) -> talk::Step {
    let Some(choice) = talk.chosen.clone() else { return promises(talk, number, from) };
    if let Some(row) = widgets::turned_to(&choice) {
        return promises(talk, number, row);
    }
    match choice.strip_prefix("pledge:").and_then(|at| at.parse().ok()) {
        Some(pledge) => act(talk, number, Action::Receive { pledge }),
        None => show(talk, number, None),
    }
}
