//! Steps that take a line of words: a question, its answer, why a project is turned down, what its author says to that,
//! what its money went to.

use serde::{Deserialize, Serialize};

use super::{Step, page, said, words, work};
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Talk};
use crate::domain::fund::project::{Action, Reason};
use crate::domain::id::ProjectNumber;
use crate::domain::masker::mask;
use crate::domain::money::fen;
use crate::domain::refusal::Refusal;
use crate::text;
use crate::text::{Text, format};

/// Most characters of what is said.
const CHARS: usize = 500;
/// Least characters of it.
const LEAST: usize = 2;

/// What the words are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// A resident's question.
    Question,
    /// The answer to a question.
    Answer(usize),
    /// Why it is turned down, beside the reason of the list.
    Why(Reason),
    /// What its author says to that.
    Objection,
    /// What was spent, in yuan.
    Spent,
    /// What so many fen were spent on.
    Accounts(i64),
}

impl Wanted {
    const fn action(self) -> Option<Action> {
        match self {
            Self::Question => Some(Action::Ask),
            Self::Answer(question) => Some(Action::Answer { question }),
            Self::Why(reason) => Some(Action::Refuse(reason)),
            Self::Objection => Some(Action::AnswerRefusal),
            Self::Accounts(spent) => Some(Action::Account { spent }),
            Self::Spent => None,
        }
    }

    /// Whether residents are asked; they come back to the page, staff to their card.
    const fn of_residents(self) -> bool {
        matches!(self, Self::Question | Self::Objection)
    }
}

/// Asks for the words.
pub(super) fn begin(talk: &mut Talk<'_>, number: ProjectNumber, wanted: Wanted) -> talk::Step {
    talk.project_actor(number, wanted.action().unwrap_or(Action::Account { spent: 0 }))?;
    show(talk, number, wanted, None)
}

fn show(talk: &mut Talk<'_>, number: ProjectNumber, wanted: Wanted, note: Option<Text>) -> talk::Step {
    let dossier = talk.project(number)?;
    let question = match wanted {
        Wanted::Question => text!("project-ask-what"),
        Wanted::Answer(at) => words::answered(dossier, at).paragraph(text!("project-answer-what")),
        Wanted::Why(_) => text!("project-why-what"),
        Wanted::Objection => words::turned_down(dossier).paragraph(text!("project-object-what")),
        Wanted::Spent => text!("project-spent-what", granted = format::yuan(dossier.project.granted)),
        Wanted::Accounts(_) => text!("project-accounts-what"),
    };
    let text = note.map_or(question.clone(), |note| note.paragraph(question));
    let screen = Screen::new(text).row([Button::choice(text!("back"), "back")]);
    talk.show(Flow::Projects(Step::Words(number, wanted)), screen);
    Ok(())
}

/// The words came.
pub(super) fn turn(talk: &mut Talk<'_>, number: ProjectNumber, wanted: Wanted) -> talk::Step {
    if talk.chosen.is_some() {
        return back(talk, number, wanted, None);
    }
    let typed = talk.words();
    let Some(action) = wanted.action() else {
        return match fen(typed) {
            Some(spent) => show(talk, number, Wanted::Accounts(spent), None),
            None => show(talk, number, wanted, Some(Text::key(Refusal::BadAmount.key()))),
        };
    };
    // All of it is read by others.
    let words: String = mask(typed, &[]).chars().take(CHARS).collect();
    if words.chars().count() < LEAST {
        return show(talk, number, wanted, Some(text!("settings-please-type")));
    }
    let note = said(talk, number, action, Some(words))?;
    back(talk, number, wanted, Some(note))
}

fn back(talk: &mut Talk<'_>, number: ProjectNumber, wanted: Wanted, note: Option<Text>) -> talk::Step {
    if wanted.of_residents() { page::show(talk, number, note) } else { work::show(talk, number, note) }
}
