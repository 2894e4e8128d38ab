//! 认捐: money is promised for a project. A promise is no payment: who holds the money and how it is paid is said before
//! and after, and it can be taken back until the money came in.

use serde::{Deserialize, Serialize};

use super::{page, plainly, said, show};
use crate::conversation::screen::Screen;
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Talk};
use crate::conversation::works::widgets;
use crate::conversation::{first_contact, menu};
use crate::domain::fund::project::dossier::ProjectDossier;
use crate::domain::fund::project::{Action, Stage};
use crate::domain::id::ProjectNumber;
use crate::domain::money::{MOST_FEN, fen};
use crate::domain::refusal::Refusal;
use crate::text;
use crate::text::{Text, format};

/// Amounts that are offered, yuan.
const OFFERED: [i64; 4] = [50, 100, 200, 500];
/// Most characters of a name.
const NAME: usize = 20;

/// Where in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// "How much?"
    Amount,
    /// "May your name be shown?", for so many fen.
    Name(i64),
    /// "Is it right so?" With the name that is shown, if one is.
    Review(i64, Option<String>),
}

/// `/pledge 3`; without a number the list.
///
/// # Errors
/// See [`talk::Stop`].
pub fn command(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    match super::number(rest) {
        Some(number) => begin(talk, ProjectNumber(number)),
        None => show(talk, None),
    }
}

/// Asks how much.
pub(super) fn begin(talk: &mut Talk<'_>, number: ProjectNumber) -> talk::Step {
    let dossier = talk.project(number)?.clone();
    if !talk.reads_project(&dossier) {
        return Err(Refusal::Unknown.into());
    }
    if !dossier.project.stage.takes_pledges() {
        let early = dossier.project.stage == Stage::Proposed;
        let note = if early { text!("project-pledge-early") } else { text!("project-pledge-over") };
        return page::show(talk, number, Some(note));
    }
    if !first_contact::require(talk)? {
        return Ok(());
    }
    let person = talk.person()?.id;
    let before = dossier.project.promise_of(person).and_then(|at| dossier.project.pledges.get(at));
    let note = before.map(|pledge| text!("project-pledge-again", amount = format::yuan(pledge.amount)));
    ask(talk, number, Step::Amount, note)
}

/// How a promise is paid, and to whom.
fn way(dossier: &ProjectDossier) -> Text {
    let (holder, pay) = (dossier.wording.holder.as_str(), dossier.wording.pay.as_str());
    text!("project-pledge-way", holder = holder, pay = pay)
}

fn ask(talk: &mut Talk<'_>, number: ProjectNumber, step: Step, note: Option<Text>) -> talk::Step {
    let dossier = talk.project(number)?;
    let title = dossier.wording.title.as_str();
    let (question, answers): (Text, Vec<widgets::Answer>) = match &step {
        Step::Amount => {
            let yuan = |yuan: &i64| (text!("task-yuan", amount = format::yuan(yuan * 100)), format!("yuan:{yuan}"));
            let question = text!("project-pledge-amount", number = number.0, title = title).line(way(dossier));
            (question, OFFERED.iter().map(yuan).collect())
        }
        Step::Name(_) => (text!("project-pledge-name"), vec![(text!("project-pledge-unnamed"), "unnamed".to_owned())]),
        Step::Review(amount, name) => {
            let shown = name.as_deref().map_or_else(|| text!("project-pledge-unnamed"), Text::raw);
            let amount = format::yuan(*amount);
            let review =
                text!("project-pledge-review", number = number.0, title = title, amount = amount, name = shown);
            (review.line(way(dossier)), vec![(text!("project-pledge-yes"), "yes".to_owned())])
        }
    };
    let text = note.map_or(question.clone(), |note| note.paragraph(question));
    let screen = widgets::ways_out(widgets::answers(Screen::new(text), &answers, 0, true));
    talk.show(Flow::Projects(super::Step::Pledge(number, step)), screen);
    Ok(())
}

/// One turn of it.
pub(super) fn turn(talk: &mut Talk<'_>, number: ProjectNumber, step: Step) -> talk::Step {
    let (choice, typed) = (talk.chosen.clone(), talk.words());
    match (step, choice.as_deref()) {
        (_, Some("cancel")) => menu::show_after(talk, Some(text!("cancel-done"))),
        (Step::Amount, Some("back")) => page::show(talk, number, None),
        (Step::Name(_), Some("back")) => ask(talk, number, Step::Amount, None),
        (Step::Review(amount, _), Some("back")) => ask(talk, number, Step::Name(amount), None),
        (Step::Amount, choice) => {
            let tapped = choice.and_then(|choice| choice.strip_prefix("yuan:")).and_then(|yuan| yuan.parse().ok());
            let amount = tapped.map_or_else(|| fen(typed), |yuan: i64| yuan.checked_mul(100));
            match amount.filter(|amount| (1..=MOST_FEN).contains(amount)) {
                Some(amount) => ask(talk, number, Step::Name(amount), None),
                None => ask(talk, number, Step::Amount, Some(Text::key(Refusal::BadAmount.key()))),
            }
        }
        (Step::Name(amount), Some(_)) => ask(talk, number, Step::Review(amount, None), None),
        (Step::Name(amount), None) if typed.is_empty() => {
            ask(talk, number, Step::Name(amount), Some(text!("settings-please-type")))
        }
        (Step::Name(amount), None) => {
            let name = typed.chars().take(NAME).collect();
            ask(talk, number, Step::Review(amount, Some(name)), None)
        }
        (Step::Review(amount, name), Some("yes")) => promise(talk, number, amount, name),
        (step @ Step::Review(..), _) => ask(talk, number, step, Some(text!("report-choose"))),
    }
}

/// The promise is made, with its receipt: by its number staff find it when the money comes.
fn promise(talk: &mut Talk<'_>, number: ProjectNumber, amount: i64, name: Option<String>) -> talk::Step {
    let note = said(talk, number, Action::Pledge { amount, shown: name.is_some() }, name)?;
    let (dossier, person) = (talk.project(number)?, talk.person()?.id);
    let Some(at) = dossier.project.promise_of(person) else { return page::show(talk, number, Some(note)) };
    let receipt = text!("project-pledge-receipt", code = code(number, at), amount = format::yuan(amount));
    let receipt = receipt.line(way(dossier));
    page::show(talk, number, Some(receipt))
}

/// What a promise is called: the project's number and its place among the promises.
pub(super) fn code(number: ProjectNumber, at: usize) -> String {
    format!("{number}-{}", at + 1)
}

/// The person's own promise is taken back.
pub(super) fn take_back(talk: &mut Talk<'_>, number: ProjectNumber) -> talk::Step {
    let person = talk.person()?.id;
    let at = talk.project(number)?.project.promise_of(person);
    let note = match at {
        Some(pledge) => plainly(talk, number, Action::TakeBack { pledge })?,
        None => Text::key(Refusal::WrongState.key()),
    };
    page::show(talk, number, Some(note))
}
