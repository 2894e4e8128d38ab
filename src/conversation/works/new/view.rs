//! How the proposal asks, what may be tapped, and the page to look it over.

use super::draft::PARTS;
use super::heard::candidates;
use super::{Draft, Part, own_compounds};
use crate::conversation::first_contact;
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::works::widgets::{self, Answer};
use crate::conversation::works::{Step, words};
use crate::domain::micro_task::{Money, Origin, TaskType};
use crate::domain::time::Moment;
use crate::text;
use crate::text::{Arg, Text, format};

/// Days ahead that are offered for start and deadline.
const AHEAD: [i64; 4] = [7, 14, 30, 60];

/// Shows the part that is asked, or the page to look it over.
pub(super) fn show(talk: &mut Talk<'_>, draft: Draft, note: Option<Text>) -> talk::Step {
    let Some(part) = draft.at else { return review(talk, draft, note) };
    let position = draft.asked().position(|asked| asked == part).unwrap_or_default() + 1;
    let question = Text::key(question(part));
    let step = text!("task-step", n = position, of = draft.asked().count(), question = question);
    let text = note.map_or(step.clone(), |note| note.paragraph(step));
    let offset = draft.within.strip_prefix("rows:").and_then(|row| row.parse().ok()).unwrap_or_default();
    let (answers, narrow) = answers(talk, &draft, part)?;
    let screen = widgets::ways_out(widgets::answers(Screen::new(text), &answers, offset, narrow));
    talk.show(Flow::Works(Step::New(Box::new(draft))), screen);
    Ok(())
}

const fn question(part: Part) -> &'static str {
    match part {
        Part::Origin => "task-q-origin",
        Part::Compound => "task-q-compound",
        Part::Title => "task-q-title",
        Part::Category => "task-q-category",
        Part::Duty => "task-q-duty",
        Part::Planned => "task-q-planned",
        Part::Kind => "task-q-kind",
        Part::Responsible => "task-q-responsible",
        Part::Company => "task-q-company",
        Part::Budget => "task-q-budget",
        Part::Money => "task-q-money",
        Part::Start => "task-q-start",
        Part::Deadline => "task-q-deadline",
        Part::Photos => "task-q-photos",
    }
}

/// What may be tapped as an answer, and whether two fit a row.
fn answers(talk: &Talk<'_>, draft: &Draft, part: Part) -> Result<(Vec<Answer>, bool), Stop> {
    let of = |key: &str, code: &str| (Text::key(key), code.to_owned());
    let listed = |beginning: &str, codes: Vec<&str>| -> Vec<Answer> {
        codes.into_iter().map(|code| (Text::key(&format!("{beginning}{code}")), code.to_owned())).collect()
    };
    Ok(match part {
        Part::Origin => {
            let own = Origin::ALL.iter().filter(|origin| **origin != Origin::Ticket).map(|origin| origin.code());
            (listed("task-origin-", own.collect()), false)
        }
        Part::Compound => (widgets::compounds(own_compounds(talk)), true),
        Part::Title => (Vec::new(), false),
        Part::Category => (category_answers(talk, draft), true),
        Part::Duty => (vec![of("task-duty-no", "no"), of("task-duty-yes", "yes")], false),
        Part::Planned => (vec![of("task-planned-no", "no"), of("task-planned-yes", "yes")], false),
        Part::Kind => (listed("task-type-", TaskType::ALL.iter().map(|kind| kind.code()).collect()), false),
        Part::Responsible => (candidates(talk, draft)?.into_iter().map(|(.., answer)| answer).collect(), true),
        Part::Company => (vec![of("task-company-none", "skip")], false),
        Part::Budget => (vec![of("task-free-button", "free")], false),
        Part::Money => {
            let paid = Money::ALL.iter().filter(|money| **money != Money::Free).map(|money| money.code());
            (listed("money-", paid.collect()), false)
        }
        Part::Start | Part::Deadline => {
            let later = AHEAD.iter().map(|days| (text!("task-in-days", days = *days), format!("days:{days}")));
            (later.collect(), true)
        }
        Part::Photos => {
            let none = draft.photos.as_ref().is_none_or(Vec::is_empty);
            (vec![of(if none { "report-photos-none" } else { "report-photos-done" }, "done")], false)
        }
    })
}

/// The category that the title suggests, the groups, or the categories of one.
fn category_answers(talk: &Talk<'_>, draft: &Draft) -> Vec<Answer> {
    let suggested = draft.title.as_deref().map(|title| talk.estate.catalogue.suggest(title).category);
    let suggested = suggested.filter(|code| code != "other" && draft.within.is_empty());
    match (suggested, draft.within.strip_prefix("group:")) {
        (Some(code), _) => vec![
            (words::category(talk, &code), format!("category:{code}")),
            (text!("report-category-else"), "groups".to_owned()),
        ],
        (None, group) => widgets::categories(talk, group),
    }
}

/// The page to look it over, or the list of what may be changed.
fn review(talk: &mut Talk<'_>, draft: Draft, note: Option<Text>) -> talk::Step {
    let mut text = text!("task-review");
    for part in draft.asked() {
        let answer = said(talk, &draft, part)?;
        text = text.line(text!("task-review-line", part = Text::key(label(part)), answer = answer));
    }
    if let Some(note) = note {
        text = note.paragraph(text);
    }
    let screen = match draft.within.strip_prefix("edit") {
        Some(row) => {
            let offset = row.trim_start_matches(':').parse().unwrap_or_default();
            let parts = PARTS.iter().enumerate().filter(|(_, part)| draft.asks(**part));
            let parts: Vec<Answer> = parts.map(|(at, part)| (Text::key(label(*part)), format!("part:{at}"))).collect();
            widgets::answers(Screen::new(text!("task-edit-which")), &parts, offset, true)
        }
        None => Screen::new(text)
            .row([Button::choice(text!("task-propose"), "propose")])
            .row([Button::choice(text!("task-edit"), "edit")]),
    };
    talk.show(Flow::Works(Step::New(Box::new(draft))), widgets::ways_out(screen));
    Ok(())
}

const fn label(part: Part) -> &'static str {
    match part {
        Part::Origin => "task-part-origin",
        Part::Compound => "task-part-compound",
        Part::Title => "task-part-title",
        Part::Category => "task-part-category",
        Part::Duty => "task-part-duty",
        Part::Planned => "task-part-planned",
        Part::Kind => "task-part-kind",
        Part::Responsible => "task-part-responsible",
        Part::Company => "task-part-company",
        Part::Budget => "task-part-budget",
        Part::Money => "task-part-money",
        Part::Start => "task-part-start",
        Part::Deadline => "task-part-deadline",
        Part::Photos => "task-part-photos",
    }
}

/// An answer as it is read on the page to look it over.
fn said(talk: &Talk<'_>, draft: &Draft, part: Part) -> Result<Text, Stop> {
    let raw = |words: &Option<String>| words.as_deref().map(Text::raw);
    let on = |at: Option<Moment>| at.map(|at| text!("task-on", at = Arg::Day(at)));
    let answer = match part {
        Part::Origin => draft.origin.map(|origin| Text::key(&format!("task-origin-{}", origin.code()))),
        Part::Compound => draft.compound.and_then(|place| talk.estate.places.get(place)).map(first_contact::name),
        Part::Title => raw(&draft.title),
        Part::Category => draft.category.as_deref().map(|code| words::category(talk, code)),
        Part::Duty => Some(text!("task-duty-no")),
        Part::Planned => Some(text!("task-planned-no")),
        Part::Kind => draft.kind.map(|kind| Text::key(&format!("task-type-{}", kind.code()))),
        Part::Responsible => {
            let person = draft.responsible.as_ref().map(|(person, _)| *person);
            candidates(talk, draft)?.into_iter().find(|(one, ..)| Some(*one) == person).map(|(.., (called, _))| called)
        }
        Part::Company => {
            raw(&draft.company.clone().filter(|name| !name.is_empty())).or(Some(text!("task-company-none")))
        }
        Part::Budget => draft.budget_fen.map(|fen| text!("task-yuan", amount = format::yuan(fen))),
        Part::Money => draft.money.map(|money| Text::key(&format!("money-{}", money.code()))),
        Part::Start => on(draft.start),
        Part::Deadline => on(draft.deadline),
        Part::Photos => Some(text!("task-photo-count", count = draft.photos.as_ref().map_or(0, Vec::len))),
    };
    Ok(answer.unwrap_or_default())
}
