//! What residents see: the list of a compound's tasks with its filters, a task's page, and what they may do there.

use super::ask::Said;
use super::widgets::{self, Answer};
use super::{Step, elsewhere, words};
use crate::conversation::input::What;
use crate::conversation::screen::{Button, Message, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::{first_contact, line, menu};
use crate::domain::chat::Pace;
use crate::domain::id::{MediaId, TaskNumber};
use crate::domain::micro_task::dossier::TaskDossier;
use crate::domain::micro_task::listing::{TaskFilter, TaskListing};
use crate::domain::micro_task::{Colour, Stage, TaskAction, TaskActor, TaskEvent};
use crate::domain::refusal::Refusal;
use crate::domain::rights::Right;
use crate::domain::ticket::listing::PAGE;
use crate::text;
use crate::text::Text;

/// Photos shown at once: an album holds no more.
const PHOTOS: usize = 10;

/// The stages by which a list is narrowed.
const STAGES: [Stage; 7] = [
    Stage::Proposed,
    Stage::Decided,
    Stage::Published,
    Stage::Scheduled,
    Stage::UnderWay,
    Stage::Acceptance,
    Stage::StruckOff,
];

/// A page of the list.
///
/// # Errors
/// See [`Stop`].
pub(in crate::conversation) fn list(talk: &mut Talk<'_>, filter: TaskFilter, offset: i64) -> talk::Step {
    let listing = talk.task_list(&filter, offset)?;
    let mut screen = Screen::new(heading(talk, &filter, listing));
    for brief in &listing.rows {
        screen.text = screen.text.paragraph(words::brief(talk, brief));
    }
    let open = |number: TaskNumber| Button::choice(text!("task-open", number = number.0), format!("task:{number}"));
    let buttons: Vec<Button> = listing.rows.iter().map(|brief| open(brief.task.number)).collect();
    for pair in buttons.chunks(2) {
        screen = screen.row(pair.to_vec());
    }
    let newer = (offset > 0).then(|| Button::choice(text!("previous"), "previous"));
    let older = listing.more.then(|| Button::choice(text!("more"), "more"));
    screen = screen.row(newer.into_iter().chain(older));
    let other = match filter.responsible {
        Some(_) => Button::choice(text!("task-list-everyone"), "everyone"),
        None => Button::choice(text!("task-filter"), "filter"),
    };
    screen = screen.row([other, Button::choice(text!("open-menu"), "menu")]);
    talk.show(Flow::Works(Step::List(filter, offset)), screen);
    Ok(())
}

/// Where, what of it, and how many in all.
fn heading(talk: &Talk<'_>, filter: &TaskFilter, listing: &TaskListing) -> Text {
    let place = filter.compound.and_then(|place| talk.estate.places.get(place)).map(first_contact::name);
    let open = listing.count(|row| row.stage.is_open());
    let late = listing.count(|row| row.stage.is_open() && row.colour == Colour::Red);
    let done = listing.count(|row| row.stage == Stage::StruckOff);
    let mut text = match (place, filter.responsible) {
        (_, Some(_)) => text!("task-list-own"),
        (Some(place), None) => text!("task-list", place = place, open = open, late = late, done = done),
        (None, None) => text!("task-list-all", open = open, late = late, done = done),
    };
    let narrowed = [
        filter.stage.map(words::stage),
        filter.category.as_deref().map(|code| words::category(talk, code)),
        filter.overdue.then(|| text!("task-filter-overdue")),
    ];
    for part in narrowed.into_iter().flatten() {
        text = text.line(text!("task-narrowed", by = part));
    }
    if listing.rows.is_empty() { text.paragraph(text!("task-list-none")) } else { text }
}

/// Something was tapped or said at the list.
pub(super) fn listed(talk: &mut Talk<'_>, filter: TaskFilter, offset: i64) -> talk::Step {
    let Some(choice) = talk.chosen.clone() else { return elsewhere(talk) };
    match (choice.as_str(), choice.strip_prefix("task:").and_then(|number| number.parse().ok())) {
        (_, Some(number)) => show(talk, TaskNumber(number), None),
        ("more", _) => list(talk, filter, offset + PAGE),
        ("previous", _) => list(talk, filter, (offset - PAGE).max(0)),
        ("filter", _) => filters(talk, filter, ""),
        ("everyone", _) => list(talk, TaskFilter::default(), 0),
        _ => list(talk, filter, offset),
    }
}

/// By what the list may be narrowed.
fn filters(talk: &mut Talk<'_>, filter: TaskFilter, at: &str) -> talk::Step {
    let choice = |key: &str, code: &str| (Text::key(key), code.to_owned());
    let places = || talk.estate.places.compounds();
    let (question, offered, offset): (Text, Vec<Answer>, usize) = match at.split_once(':').unwrap_or((at, "")) {
        ("stages", _) => {
            let stages = STAGES.iter().map(|stage| (words::stage(*stage), format!("stage:{}", stage.code())));
            (text!("task-filter-stage"), stages.collect(), 0)
        }
        ("groups", _) => (text!("task-filter-category"), widgets::categories(talk, None), 0),
        ("group", group) => (text!("task-filter-category"), widgets::categories(talk, Some(group)), 0),
        ("places", row) => (text!("task-filter-place"), widgets::compounds(places()), row.parse().unwrap_or(0)),
        _ => {
            let offered = [
                choice("task-filter-open", "open"),
                choice("task-filter-overdue", "overdue"),
                choice("task-filter-by-stage", "stages"),
                choice("task-filter-by-category", "groups"),
                choice("task-filter-by-place", "places:0"),
                choice("task-filter-done", "stage:struck_off"),
            ];
            (text!("task-filter-how"), offered.into(), 0)
        }
    };
    let screen = widgets::answers(Screen::new(question), &offered, offset, true);
    let screen = screen.row([Button::choice(text!("back"), "list"), Button::choice(text!("open-menu"), "menu")]);
    talk.show(Flow::Works(Step::Filter(filter, at.to_owned())), screen);
    Ok(())
}

/// A filter was tapped, or a compound's name typed.
pub(super) fn filtered(talk: &mut Talk<'_>, filter: TaskFilter, at: &str) -> talk::Step {
    let Some(choice) = talk.chosen.clone() else {
        let found = talk.estate.places.find_compounds(talk.words());
        return match found.first().filter(|_| at.starts_with("places")) {
            Some(place) => list(talk, TaskFilter { compound: Some(place.id), ..TaskFilter::default() }, 0),
            None => elsewhere(talk),
        };
    };
    let bare = TaskFilter { compound: filter.compound, ..TaskFilter::default() };
    if let Some(row) = widgets::turned_to(&choice) {
        let at = if at.starts_with("places") { format!("places:{row}") } else { at.to_owned() };
        return filters(talk, filter, &at);
    }
    match choice.split_once(':').unwrap_or((&choice, "")) {
        ("open", _) => list(talk, bare, 0),
        ("overdue", _) => list(talk, TaskFilter { overdue: true, ..bare }, 0),
        ("stage", code) => list(talk, TaskFilter { stage: Stage::of_code(code), ..bare }, 0),
        ("category", code) => list(talk, TaskFilter { category: Some(code.to_owned()), ..bare }, 0),
        ("place", code) => {
            let place = talk.estate.places.compound_by_code(code).ok_or(Refusal::Unknown)?.id;
            list(talk, TaskFilter { compound: Some(place), ..TaskFilter::default() }, 0)
        }
        ("stages" | "groups" | "group" | "places", _) => filters(talk, filter, &choice),
        _ => list(talk, filter, 0),
    }
}

/// A task's page, with a sentence before it.
///
/// # Errors
/// See [`Stop`].
pub(super) fn show(talk: &mut Talk<'_>, number: TaskNumber, note: Option<Text>) -> talk::Step {
    let dossier = talk.task(number)?.clone();
    let task = &dossier.task;
    let person = talk.person()?.id;
    let mut text = words::page(talk, &dossier).paragraph(words::story(&dossier));
    if let Some(note) = note {
        text = note.paragraph(text);
    }
    let choice = |key: &str, code: &str| Button::choice(Text::key(key), code);
    let staff = talk.works_at(Right::WorkTask, task.plan.compound).is_some();
    let lives_here = talk.compound() == Some(task.plan.compound) && !staff;
    let mut screen = Screen::new(text);
    if task.stage == Stage::Acceptance && lives_here {
        screen = screen.row([choice("task-accept", "accept"), choice("task-object", "object")]);
    }
    if task.stage == Stage::Published && lives_here && task.posting.is_some_and(|posting| talk.now < posting.to) {
        screen = screen.row([choice("task-object-posting", "object")]);
    }
    let follows = dossier.followers.contains(&person);
    let follow = if follows { choice("task-unfollow", "unfollow") } else { choice("task-follow", "follow") };
    let photos = photos(&dossier).len();
    let see = (photos > 0).then(|| Button::choice(text!("task-photos", count = photos), "photos"));
    screen = screen.row(std::iter::once(follow).chain(see));
    if staff {
        screen = screen.row([choice("task-work", "work")]);
    }
    screen = screen.row([choice("task-list-back", "list"), choice("open-menu", "menu")]);
    talk.show(Flow::Works(Step::Page(number)), screen);
    Ok(())
}

/// The photos that staff put up; those that come with residents' objections are between them and staff.
fn photos(dossier: &TaskDossier) -> Vec<MediaId> {
    let is_public = |event: &TaskEvent| {
        use TaskEvent::{Answered, Finished, Posted, Proposed, Reopened};
        matches!(event, Proposed { .. } | Posted { .. } | Finished { .. } | Answered | Reopened { .. })
    };
    let public = dossier.lines.iter().filter(|line| is_public(&line.event));
    let mut files: Vec<MediaId> = public.flat_map(|line| line.media.iter().copied()).collect();
    files.drain(..files.len().saturating_sub(PHOTOS));
    files
}

/// Something was tapped or said at a task's page.
pub(super) fn pressed(talk: &mut Talk<'_>, number: TaskNumber) -> talk::Step {
    let Some(choice) = talk.chosen.clone() else { return elsewhere(talk) };
    match choice.as_str() {
        "accept" => accept(talk, number),
        "object" => object(talk, number),
        "follow" | "unfollow" => follow(talk, number, choice == "follow"),
        "work" => super::work::show(talk, number, None),
        "photos" => {
            let dossier = talk.task(number)?;
            let (media, title) = (photos(dossier), dossier.wording.title.clone());
            if let Some(me) = talk.myself() {
                let text = text!("task-photos-of", number = number.0, title = title);
                talk.tell(Message { media, pace: Pace::Interactive, ..Message::notice(me, text, None) });
            }
            show(talk, number, None)
        }
        _ => {
            let compound = talk.task(number)?.task.plan.compound;
            list(talk, TaskFilter { compound: Some(compound), ..TaskFilter::default() }, 0)
        }
    }
}

/// Follows a task or no longer does.
pub(super) fn follow(talk: &mut Talk<'_>, number: TaskNumber, follows: bool) -> talk::Step {
    if follows && !first_contact::require(talk)? {
        return Ok(());
    }
    let person = talk.person()?.id;
    talk.follow_task(number, person, follows)?;
    let note = if follows { text!("task-followed") } else { text!("task-unfollowed") };
    show(talk, number, Some(note))
}

/// "It is really done."
///
/// # Errors
/// See [`Stop`].
pub(super) fn accept(talk: &mut Talk<'_>, number: TaskNumber) -> talk::Step {
    if !first_contact::require(talk)? {
        return Ok(());
    }
    talk.hold_task(number)?;
    let actor = talk.task_actor(number, TaskAction::Accept)?;
    let note = match talk.act_on_task(number, actor, TaskAction::Accept, Said::default()) {
        Ok(_) => text!("task-accepted"),
        Err(Stop::Refused(refusal)) => Text::key(refusal.key()),
        Err(ask) => return Err(ask),
    };
    show(talk, number, Some(note))
}

/// "It isn't": what is wrong is asked for in words.
///
/// # Errors
/// See [`Stop`].
pub(super) fn object(talk: &mut Talk<'_>, number: TaskNumber) -> talk::Step {
    if !first_contact::require(talk)? {
        return Ok(());
    }
    if matches!(talk.task_actor(number, TaskAction::Object)?, TaskActor::Staff { .. }) {
        return Err(Refusal::NotAllowed.into());
    }
    if !matches!(talk.task(number)?.task.stage, Stage::Published | Stage::Acceptance) {
        return show(talk, number, Some(Text::key(Refusal::WrongState.key())));
    }
    let screen = Screen::new(text!("task-object-what")).row([Button::choice(text!("back"), "back")]);
    talk.show(Flow::Works(Step::Objecting(number)), screen);
    Ok(())
}

/// What is wrong was said; a photo may come with it.
pub(super) fn objecting(talk: &mut Talk<'_>, number: TaskNumber) -> talk::Step {
    if talk.chosen.is_some() || matches!(talk.input.what, What::Unusable) {
        return show(talk, number, None);
    }
    talk.hold_task(number)?;
    let actor = talk.task_actor(number, TaskAction::Object)?;
    let (words, media) = match line::taken(talk) {
        Ok(taken) => taken,
        Err(sentence) => return menu::show_after(talk, Some(sentence)),
    };
    let said = Said { words: Some(words), media };
    let note = match talk.act_on_task(number, actor, TaskAction::Object, said) {
        Ok(_) => text!("task-objected"),
        Err(Stop::Refused(refusal)) => Text::key(refusal.key()),
        Err(ask) => return Err(ask),
    };
    show(talk, number, Some(note))
}
