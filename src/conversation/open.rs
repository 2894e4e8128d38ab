//! What is open in one's compound, and one ticket of another's: in the public short form only, with "me too".

use super::screen::{Button, Screen};
use super::session::Flow;
use super::talk::{self, Talk};
use super::{first_contact, meeting, menu};
use crate::domain::id::{MediaId, Number};
use crate::domain::public_form::{self, PublicForm};
use crate::domain::refusal::Refusal;
use crate::domain::ticket::listing::PAGE;
use crate::domain::ticket::{Action, Actor};
use crate::text;
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// Where the reader stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// The list, from this row on.
    List(i64),
    /// One ticket, with the row of the list to go back to.
    One(Number, i64),
}

/// One turn of this flow.
///
/// # Errors
/// See [`talk::Stop`].
#[expect(clippy::needless_pass_by_value, reason = "every flow takes its step so")]
pub fn turn(talk: &mut Talk<'_>, step: Step) -> talk::Step {
    let Some(choice) = talk.chosen.clone() else {
        talk.session.flow = Flow::Menu;
        return menu::turn(talk);
    };
    let (verb, object) = choice.split_once(':').unwrap_or((&choice, ""));
    let back_to = match step {
        Step::List(offset) | Step::One(_, offset) => offset,
    };
    match (verb, number(object)) {
        ("resolutions", _) => meeting::resolutions::show(talk),
        ("list", _) => list(talk, back_to),
        ("more", _) => list(talk, back_to + PAGE),
        ("previous", _) => list(talk, (back_to - PAGE).max(0)),
        ("one", Some(number)) => show_one(talk, number, back_to, None),
        ("join", Some(number)) => {
            if !first_contact::require(talk)? {
                return Ok(());
            }
            join(talk, number, None, Vec::new())?;
            show_one(talk, number, back_to, Some(text!("open-joined", number = number.to_string())))
        }
        ("leave", Some(number)) => {
            leave(talk, number)?;
            show_one(talk, number, back_to, Some(text!("open-left", number = number.to_string())))
        }
        _ => menu::show(talk),
    }
}

/// What is open in the reader's compound.
///
/// # Errors
/// See [`talk::Stop`].
pub fn show(talk: &mut Talk<'_>) -> talk::Step {
    list(talk, 0)
}

/// One ticket in its public short form, as a link to it shows it. Unknown and private ones are refused alike.
///
/// # Errors
/// See [`talk::Stop`].
pub fn public(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    show_one(talk, number, 0, None)
}

/// The same from row `offset` on.
pub(super) fn list(talk: &mut Talk<'_>, offset: i64) -> talk::Step {
    let Some(compound) = talk.compound() else {
        return if first_contact::require(talk)? { menu::show(talk) } else { Ok(()) };
    };
    let listing = talk.open_in(compound, offset)?;
    let forms: Vec<_> =
        listing.rows.iter().filter_map(|row| public_form::of(&row.ticket, &talk.estate.catalogue)).collect();
    let mut screen = Screen::new(match (forms.len(), listing.beyond) {
        (0, _) => text!("open-none"),
        (_, false) => text!("open-list", count = listing.total),
        (_, true) => text!("open-list-many", count = listing.total),
    });
    for form in &forms {
        screen.text = screen.text.paragraph(described(talk, form));
    }
    let numbers: Vec<_> = forms.iter().map(|form| one_button(form.number)).collect();
    for pair in numbers.chunks(2) {
        screen = screen.row(pair.to_vec());
    }
    let newer = (offset > 0).then(|| Button::choice(text!("previous"), "previous"));
    let older = listing.goes_on(PAGE).then(|| Button::choice(text!("more"), "more"));
    let ways = [Button::choice(text!("open-resolutions"), "resolutions"), Button::choice(text!("open-menu"), "menu")];
    let screen = screen.row(newer.into_iter().chain(older)).row(ways);
    talk.show(Flow::Open(Step::List(offset)), screen);
    Ok(())
}

fn one_button(number: Number) -> Button {
    Button::choice(text!("open-one", number = number.to_string()), format!("one:{number}"))
}

/// Shows one ticket, with a sentence before it.
///
/// # Errors
/// See [`talk::Stop`].
pub(super) fn show_one(talk: &mut Talk<'_>, number: Number, back_to: i64, note: Option<Text>) -> talk::Step {
    let dossier = talk.ticket(number)?;
    let form = public_form::of(&dossier.ticket, &talk.estate.catalogue).ok_or(Refusal::Unknown)?;
    let mine = talk.resident_of(dossier);
    let text = described(talk, &form);
    let buttons = match mine {
        Some(Actor::Reporter(_)) => Some(Button::act(text!("open-mine"), format!("mine.open:{number}"))),
        Some(_) => Some(Button::choice(text!("open-leave"), format!("leave:{number}"))),
        None if form.state.is_open() => Some(Button::choice(text!("open-join"), format!("join:{number}"))),
        None => None,
    };
    let text = note.map_or(text.clone(), |note| note.paragraph(text));
    let nav = [Button::choice(text!("open-back"), "list"), Button::choice(text!("open-menu"), "menu")];
    talk.show(Flow::Open(Step::One(number, back_to)), Screen::new(text).row(buttons).row(nav));
    Ok(())
}

/// A ticket's public short form in words.
pub(super) fn described(talk: &Talk<'_>, form: &PublicForm) -> Text {
    let compound = talk.estate.places.get(form.compound);
    let state = match form.waiting {
        Some(waiting) => text!("open-waiting", until = waiting.until),
        None => Text::key(&format!("state-{}", form.state.code())),
    };
    text!(
        "open-form",
        number = form.number.to_string(),
        category = &form.category,
        compound = compound.map(first_contact::name).unwrap_or_default(),
        building = form.building.as_deref().unwrap_or("none"),
        state = state,
        since = form.since,
        affected = form.affected
    )
}

/// The number in a choice.
pub(super) fn number(digits: &str) -> Option<Number> {
    digits.parse().ok().map(Number)
}

/// "Me too": the person joins those whom a public ticket affects and follows it; what they said goes with it.
///
/// # Errors
/// [`Refusal::Unknown`] where others may not see it, [`Refusal::JoinedAlready`], and what the rules refuse.
pub(super) fn join(talk: &mut Talk<'_>, number: Number, words: Option<String>, media: Vec<MediaId>) -> talk::Step {
    let dossier = talk.ticket(number)?;
    public_form::of(&dossier.ticket, &talk.estate.catalogue).ok_or(Refusal::Unknown)?;
    if talk.resident_of(dossier).is_some() {
        return Err(Refusal::JoinedAlready.into());
    }
    let person = talk.person()?.id;
    talk.act(number, Actor::Affected(person), &Action::Join, words, media)?;
    talk.follow(number, person, true);
    Ok(())
}

fn leave(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    let person = talk.person()?.id;
    match talk.resident_of(talk.ticket(number)?) {
        Some(actor @ Actor::Affected(_)) => talk.act(number, actor, &Action::Leave, None, Vec::new())?,
        _ => return Err(Refusal::Unknown.into()),
    };
    talk.follow(number, person, false);
    Ok(())
}
