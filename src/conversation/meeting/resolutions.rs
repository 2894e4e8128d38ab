//! `/resolutions`: what the meetings of one's compound and community decided, who sees to it, and how far it is.

use super::{Step, owner, staff_words};
use crate::conversation::first_contact;
use crate::conversation::menu;
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Talk};
use crate::conversation::works;
use crate::domain::id::PlaceId;
use crate::domain::meeting::Told;
use crate::domain::meeting::resolution::State;
use crate::domain::place::PlaceKind;
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::domain::ticket::listing::PAGE;
use crate::text;
use crate::text::{Arg, Text};

/// Characters of a resolution on a button.
const LABEL: usize = 14;

/// The first page.
///
/// # Errors
/// See [`talk::Stop`].
pub fn show(talk: &mut Talk<'_>) -> talk::Step {
    list(talk, 0)
}

/// One turn of this flow.
///
/// # Errors
/// See [`talk::Stop`].
pub fn turn(talk: &mut Talk<'_>, offset: i64) -> talk::Step {
    let Some(choice) = talk.chosen.clone() else {
        talk.session.flow = Flow::Menu;
        return menu::turn(talk);
    };
    match choice.as_str() {
        "more" => list(talk, offset + PAGE),
        "previous" => list(talk, (offset - PAGE).max(0)),
        "propose" => super::propose::begin(talk, ""),
        chosen => match chosen.strip_prefix("work:") {
            Some(id) => begin_work(talk, offset, id),
            None => menu::show(talk),
        },
    }
}

/// The resolutions from this row on.
///
/// # Errors
/// See [`talk::Stop`].
pub fn list(talk: &mut Talk<'_>, offset: i64) -> talk::Step {
    let Some(compound) = compound(talk) else {
        return if first_contact::require(talk)? { menu::show(talk) } else { Ok(()) };
    };
    let internal = rights::at_place(Right::Read, &talk.facts.grants, compound, &talk.estate.places).is_some();
    let (rows, total) = talk.resolutions(compound, internal, offset)?;
    let mut screen = Screen::new(match rows.len() {
        0 => text!("resolutions-none"),
        _ => text!("resolutions-list", count = *total),
    });
    for told in rows {
        screen.text = screen.text.paragraph(described(told));
    }
    let proposes = rights::at_place(Right::ProposeTask, &talk.facts.grants, compound, &talk.estate.places).is_some();
    let open = rows.iter().filter(|told| proposes && told.resolution.state != State::Done);
    for told in open {
        let words: String = told.words.text.chars().take(LABEL).collect();
        let button = Button::choice(text!("resolutions-work", words = words), format!("work:{}", told.resolution.id));
        screen = screen.row([button]);
    }
    let newer = (offset > 0).then(|| Button::choice(text!("previous"), "previous"));
    let older = (offset + PAGE < *total).then(|| Button::choice(text!("more"), "more"));
    let screen = screen
        .row(newer.into_iter().chain(older))
        .row([Button::choice(text!("resolutions-propose"), "propose"), Button::choice(text!("open-menu"), "menu")]);
    talk.show(Flow::Meeting(Step::List(offset)), screen);
    Ok(())
}

/// What was decided becomes a micro-task: its proposal begins with the words of the minutes.
fn begin_work(talk: &mut Talk<'_>, offset: i64, id: &str) -> talk::Step {
    let compound = compound(talk).ok_or(Refusal::Unknown)?;
    let (rows, _) = talk.resolutions(compound, true, offset)?;
    let told = rows.iter().find(|told| told.resolution.id.to_string() == id).ok_or(Refusal::Unknown)?;
    let (place, words) = (told.resolution.place, told.words.text.clone());
    works::of_resolution(talk, place, &words)
}

/// The reader's compound; for staff without one, the first that they work for.
fn compound(talk: &Talk<'_>) -> Option<PlaceId> {
    let places = &talk.estate.places;
    let works = |place: PlaceId| talk.facts.grants.iter().any(|grant| places.within(place, grant.scope));
    let first = || places.iter().find(|place| place.kind == PlaceKind::Compound && works(place.id));
    talk.compound().or_else(|| first().map(|place| place.id))
}

fn described(told: &Told) -> Text {
    let resolution = &told.resolution;
    let state = match (resolution.state, resolution.done_at) {
        (State::Done, Some(at)) => text!("resolution-done-at", at = Arg::Day(at)),
        (state, _) => Text::key(&format!("resolution-{}", state.code())),
    };
    let mut text = staff_words(&told.words.text);
    let due = Arg::Day(resolution.due);
    text = text.line(text!("resolution-line", owner = owner(told), due = due, state = state));
    if let Some(result) = &told.words.result {
        text = text.line(text!("resolution-result", words = staff_words(result)));
    }
    if resolution.public { text } else { text.line(text!("resolution-internal")) }
}
