//! A micro-task is proposed (立项): one question a message, with Back and Cancel, a page to look it over, and a receipt.
//!
//! The exclusion test comes early: what the property company has to do anyway, or what is planned already, is sent to
//! where it belongs before anything else is asked.

use super::widgets;
use super::{may_propose, work};
use crate::conversation::input::What;
use crate::conversation::talk::{self, Talk};
use crate::conversation::{line, menu};
use crate::domain::id::{Number, PlaceId, ProjectNumber};
use crate::domain::masker::mask;
use crate::domain::micro_task::{Money, Origin, TaskType};
use crate::domain::place::Place;
use crate::domain::rights::Right;
use crate::text;
use crate::text::Text;

mod draft;
mod heard;
mod propose;
mod view;

use draft::PARTS;
pub use draft::{Draft, Part};
pub(in crate::conversation) use heard::workers;
use heard::{category, compound, responsible, written};
use propose::propose;
use view::show;

/// Begins a proposal, of a ticket if one is named.
///
/// # Errors
/// [`Refusal::NotAllowed`] for who may propose nothing; see also [`Stop`].
pub(super) fn begin(talk: &mut Talk<'_>, ticket: Option<Number>) -> talk::Step {
    may_propose(talk)?;
    let mut draft = Draft::default();
    if let Some(number) = ticket {
        talk.staff_of(number, Right::Read)?;
        if let Some(task) = talk.task_of(number)? {
            return work::show(talk, task, Some(text!("task-of-ticket-already", ticket = number.0)));
        }
        let ticket = &talk.ticket(number)?.ticket;
        (draft.ticket, draft.origin) = (Some(number), Some(Origin::Ticket));
        (draft.compound, draft.category) = (Some(ticket.spot.compound), Some(ticket.category.clone()));
    } else if let [only] = own_compounds(talk).as_slice() {
        draft.compound = Some(only.id);
    }
    go_on(talk, draft, None)
}

/// Begins a proposal of what a meeting decided in these words.
///
/// # Errors
/// [`Refusal::NotAllowed`] for who may propose nothing; see also [`Stop`].
pub(in crate::conversation) fn of_resolution(talk: &mut Talk<'_>, place: PlaceId, words: &str) -> talk::Step {
    may_propose(talk)?;
    let own = own_compounds(talk).iter().any(|compound| compound.id == place);
    let title = mask(words, &[]).chars().take(heard::TITLE).collect();
    let origin = Some(Origin::Meeting);
    go_on(talk, Draft { origin, compound: own.then_some(place), title: Some(title), ..Draft::default() }, None)
}

/// Begins a proposal of a part, or all, of a fund project that got its money.
///
/// # Errors
/// [`Refusal::NotAllowed`] for who may propose nothing; see also [`Stop`].
pub(in crate::conversation) fn of_project(talk: &mut Talk<'_>, number: ProjectNumber) -> talk::Step {
    may_propose(talk)?;
    let dossier = talk.project(number)?;
    let project = &dossier.project;
    let draft = Draft {
        project: Some(number),
        origin: Some(Origin::Project),
        compound: Some(project.compound),
        title: Some(dossier.wording.title.clone()),
        money: Some(Money::Fund),
        ..Draft::default()
    };
    go_on(talk, draft, None)
}

/// The compounds for which the person may propose.
fn own_compounds<'t>(talk: &'t Talk<'_>) -> Vec<&'t Place> {
    let mut places = talk.estate.places.compounds();
    places.retain(|place| talk.works_at(Right::ProposeTask, place.id).is_some());
    places
}

/// The next part that is open, or the page to look it over.
fn go_on(talk: &mut Talk<'_>, mut draft: Draft, note: Option<Text>) -> talk::Step {
    draft.within = String::new();
    let open = draft.asked().find(|part| !draft.is_settled(*part));
    (draft.at, draft.editing) = (open, draft.editing && open.is_some());
    show(talk, draft, note)
}

/// One turn of the proposal.
pub(super) fn turn(talk: &mut Talk<'_>, mut draft: Draft) -> talk::Step {
    let choice = talk.chosen.clone();
    match (choice.as_deref(), draft.at) {
        (Some("cancel"), _) => menu::show_after(talk, Some(text!("cancel-done"))),
        (Some("back"), Some(Part::Category)) if !draft.within.is_empty() => {
            draft.within = if draft.within.starts_with("group:") { "groups".to_owned() } else { String::new() };
            show(talk, draft, None)
        }
        (Some("back"), Some(_)) if draft.editing => go_on(talk, draft, None),
        (Some("back"), None) if !draft.within.is_empty() => go_on(talk, draft, None),
        (Some("back"), _) => {
            let before = draft.before().or(draft.at);
            draft.at = before;
            show(talk, draft, None)
        }
        (Some("propose"), None) => propose(talk, draft),
        (Some("edit"), None) => {
            "edit".clone_into(&mut draft.within);
            show(talk, draft, None)
        }
        (Some(choice), None) => edit(talk, draft, choice),
        (None, None) => show(talk, draft, Some(text!("report-choose"))),
        (choice, Some(part)) => answered(talk, draft, part, choice),
    }
}

/// A part was chosen to be changed.
fn edit(talk: &mut Talk<'_>, mut draft: Draft, choice: &str) -> talk::Step {
    if let Some(row) = widgets::turned_to(choice) {
        draft.within = format!("edit:{row}");
        return show(talk, draft, None);
    }
    let part = choice.strip_prefix("part:").and_then(|at| at.parse::<usize>().ok()).and_then(|at| PARTS.get(at));
    draft.within = String::new();
    (draft.at, draft.editing) = (part.copied(), part.is_some());
    show(talk, draft, None)
}

/// The answer to a part, tapped or typed.
fn answered(talk: &mut Talk<'_>, mut draft: Draft, part: Part, choice: Option<&str>) -> talk::Step {
    if let Some(row) = choice.and_then(widgets::turned_to) {
        draft.within = format!("rows:{row}");
        return show(talk, draft, None);
    }
    if part == Part::Photos && choice.is_none() && !matches!(talk.input.what, What::Text(_)) {
        return photo(talk, draft);
    }
    let typed = talk.words().to_owned();
    match part {
        Part::Title | Part::Company | Part::Budget | Part::Start | Part::Deadline | Part::Photos => {
            written(talk, draft, part, (choice, &typed))
        }
        Part::Category => category(talk, draft, (choice, &typed)),
        Part::Compound => compound(talk, draft, (choice, &typed)),
        Part::Responsible => responsible(talk, draft, (choice, &typed)),
        Part::Origin | Part::Duty | Part::Planned | Part::Kind | Part::Money => {
            let known = tapped(&mut draft, part, choice.unwrap_or_default());
            if known { excluded_or_on(talk, draft) } else { show(talk, draft, Some(text!("report-choose"))) }
        }
    }
}

/// An answer out of a list of codes.
fn tapped(draft: &mut Draft, part: Part, choice: &str) -> bool {
    match part {
        Part::Origin => draft.origin = Origin::of_code(choice).or(draft.origin),
        Part::Kind => draft.kind = TaskType::of_code(choice).or(draft.kind),
        Part::Money => draft.money = Money::of_code(choice).or(draft.money),
        Part::Duty => draft.not_duty = yes_or_no(choice).map(|yes| !yes).or(draft.not_duty),
        Part::Planned => draft.not_planned = yes_or_no(choice).map(|yes| !yes).or(draft.not_planned),
        _ => {}
    }
    !choice.is_empty() && draft.is_settled(part)
}

fn yes_or_no(choice: &str) -> Option<bool> {
    match choice {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// What fails the exclusion test ends here, with where it belongs.
fn excluded_or_on(talk: &mut Talk<'_>, draft: Draft) -> talk::Step {
    match (draft.not_duty, draft.not_planned) {
        (Some(false), _) => menu::show_after(talk, Some(text!("task-excluded-duty"))),
        (_, Some(false)) => menu::show_after(talk, Some(text!("task-excluded-planned"))),
        _ => go_on(talk, draft, None),
    }
}

/// A photo of the place as it is.
fn photo(talk: &mut Talk<'_>, mut draft: Draft) -> talk::Step {
    match line::taken(talk) {
        Ok((_, media)) => {
            let kept = draft.photos.get_or_insert_default();
            kept.extend(media);
            let count = kept.len();
            show(talk, draft, Some(text!("task-photos-kept", count = count)))
        }
        Err(sentence) => show(talk, draft, Some(sentence)),
    }
}
