//! First contact: what must be settled before anything is kept of a person: two consents, and their compound.
//!
//! The steps come in the order of [`At`]; each is asked only while it is missing. What the person came for (a draft, a
//! link) is kept and gone on with afterwards. Without the consents nothing is kept: the draft goes, and the screen says
//! what is possible without.

use serde::{Deserialize, Serialize};

use super::input::What;
use super::screen::{Button, Screen};
use super::session::Flow;
use super::talk::{self, Stop, Talk};
use super::turn::Change;
use super::{commands, menu, report};
use crate::domain::id::PlaceId;
use crate::domain::language::Language;
use crate::domain::person::Person;
use crate::domain::place::Place;
use crate::text;
use crate::text::Text;

/// Version of the notice and the consents' texts; raised when their meaning changes, and then asked anew.
pub const CONSENT_VERSION: i64 = 2;
/// Compounds on a page.
const PAGE: usize = 5;
/// The same in care mode.
const PAGE_IN_CARE: usize = 4;

/// Where first contact stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What is asked.
    pub at: At,
    /// The start link's token to go on with afterwards.
    pub pending: Option<String>,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum At {
    /// The notice, and consent to processing.
    Processing,
    /// Consent to the transfer abroad that a chat through Telegram is.
    Abroad,
    /// The compound, from this row of the list on.
    Compound(usize),
    /// "Is it here?"
    Confirm(PlaceId),
    /// A consent was refused.
    Refused,
}

/// Whether everything is settled; if not, the first missing step is shown.
///
/// # Errors
/// Refused where nobody we know speaks.
pub fn require(talk: &mut Talk<'_>) -> Result<bool, Stop> {
    let pending = match &talk.session.flow {
        Flow::FirstContact(step) => step.pending.clone(),
        _ => None,
    };
    require_then(talk, pending)
}

/// The same, to go on with a start link's token afterwards.
///
/// # Errors
/// Refused where nobody we know speaks.
pub fn require_then(talk: &mut Talk<'_>, pending: Option<String>) -> Result<bool, Stop> {
    match missing(talk, pending.as_deref())? {
        None => Ok(true),
        Some(at) => {
            show(talk, Step { at, pending }, None)?;
            Ok(false)
        }
    }
}

/// Whether nothing is missing.
///
/// # Errors
/// Refused where nobody we know speaks.
pub fn is_settled(talk: &Talk<'_>) -> Result<bool, Stop> {
    Ok(missing(talk, None)?.is_none())
}

/// Whether a person agreed to both consents as they read today.
#[must_use]
pub fn has_agreed(person: &Person) -> bool {
    (person.consent_processing, person.consent_abroad) == (Some(CONSENT_VERSION), Some(CONSENT_VERSION))
}

/// Asks for another compound; the one that was chosen holds until then.
///
/// # Errors
/// See [`Stop`].
pub fn change_compound(talk: &mut Talk<'_>) -> talk::Step {
    show(talk, Step { at: At::Compound(0), pending: None }, None)
}

/// The first step that is missing. Who comes by an invite needs no compound, and a household's code brings its own.
fn missing(talk: &Talk<'_>, pending: Option<&str>) -> Result<Option<At>, Stop> {
    let person = talk.person()?;
    let invited = pending.is_some_and(|token| token.starts_with("i-") || token.starts_with("h-"));
    Ok(if person.consent_processing != Some(CONSENT_VERSION) {
        Some(At::Processing)
    } else if person.consent_abroad != Some(CONSENT_VERSION) {
        Some(At::Abroad)
    } else if person.compound.is_none() && !invited {
        Some(At::Compound(0))
    } else {
        None
    })
}

/// One turn of this flow.
///
/// # Errors
/// See [`Stop`].
pub fn turn(talk: &mut Talk<'_>, step: Step) -> talk::Step {
    match (talk.chosen.clone().as_deref(), &step.at) {
        (Some("language"), _) => {
            let other = if talk.language() == Language::Chinese { Language::English } else { Language::Chinese };
            talk.change_person(|person| (person.language, person.language_chosen) = (Some(other), true));
            show(talk, step, None)
        }
        (Some("agree"), At::Processing) => agreed(talk, step, "processing"),
        (Some("agree"), At::Abroad) => agreed(talk, step, "abroad"),
        (Some("refuse"), At::Processing | At::Abroad) => {
            report::forget(talk);
            talk.change(Change::DraftTimers(None));
            show(talk, Step { at: At::Refused, ..step }, None)
        }
        (Some("again"), At::Refused) => go_on(talk, step.pending),
        (Some("cancel"), At::Compound(_)) => menu::show(talk),
        (chosen, At::Compound(offset)) => compound(talk, &step, chosen, *offset),
        (chosen, At::Confirm(place)) => confirm(talk, &step, chosen, *place),
        (None, At::Processing | At::Abroad) => {
            let kept = report::also(talk);
            let note = if kept { text!("first-please-choose") } else { text!("first-tap-below") };
            show(talk, step, Some(note))
        }
        _ => show(talk, step, None),
    }
}

fn agreed(talk: &mut Talk<'_>, step: Step, kind: &'static str) -> talk::Step {
    talk.change(Change::Consent { kind, version: CONSENT_VERSION, given: true });
    talk.change_person(|person| match kind {
        "abroad" => person.consent_abroad = Some(CONSENT_VERSION),
        _ => person.consent_processing = Some(CONSENT_VERSION),
    });
    go_on(talk, step.pending)
}

/// The next missing step, or what the person came for.
fn go_on(talk: &mut Talk<'_>, pending: Option<String>) -> talk::Step {
    if let Some(at) = missing(talk, pending.as_deref())? {
        let linked =
            pending.as_deref().and_then(commands::compound_of_token).and_then(|code| compound_by_code(talk, code));
        if let (At::Compound(_), Some(place)) = (&at, linked) {
            talk.change_person(|person| person.compound = Some(place));
            return go_on(talk, pending);
        }
        return show(talk, Step { at, pending }, None);
    }
    talk.session.flow = Flow::Menu;
    match pending {
        Some(token) => commands::start(talk, &token),
        None if talk.session.draft.is_some() => report::resume(talk),
        None => menu::show(talk),
    }
}

fn compound_by_code(talk: &Talk<'_>, code: &str) -> Option<PlaceId> {
    talk.estate.places.compound_by_code(code).map(|place| place.id)
}

/// The compound, by a tap on the list, part of its name, or a shared location.
fn compound(talk: &mut Talk<'_>, step: &Step, chosen: Option<&str>, offset: usize) -> talk::Step {
    let Some(chosen) = chosen else {
        return found(talk, step);
    };
    if let Some(place) = chosen.strip_prefix("place:").and_then(|code| compound_by_code(talk, code)) {
        return settle(talk, place, step.pending.clone());
    }
    let offset = match chosen {
        "more" => offset + page(talk),
        "previous" => offset.saturating_sub(page(talk)),
        _ => offset,
    };
    show(talk, Step { at: At::Compound(offset), pending: step.pending.clone() }, None)
}

/// Looks for the compound that was typed or whose location was shared.
fn found(talk: &mut Talk<'_>, step: &Step) -> talk::Step {
    let places = &talk.estate.places;
    let is_it = |place: &Place| Step { at: At::Confirm(place.id), pending: step.pending.clone() };
    match talk.input.what {
        What::Location { lat, lon } => match places.nearest_compound(lat, lon) {
            Some(place) => show(talk, is_it(place), None),
            None => show(talk, step.clone(), Some(text!("first-nowhere-near"))),
        },
        What::Text(_) => match places.find_compounds(talk.words()).as_slice() {
            [] if is_matter(talk) => {
                report::also(talk);
                show(talk, step.clone(), Some(text!("first-please-choose")))
            }
            [] => show(talk, step.clone(), Some(text!("first-not-found"))),
            [only] => show(talk, is_it(only), None),
            several => several_found(talk, step, several),
        },
        _ => {
            let note = if report::also(talk) { text!("first-please-choose") } else { text!("first-tap-below") };
            show(talk, step.clone(), Some(note))
        }
    }
}

/// Whether somebody who is asked where they live says what it is about.
fn is_matter(talk: &Talk<'_>) -> bool {
    let suggestion = talk.estate.catalogue.suggest(talk.words());
    !suggestion.small_talk && suggestion.category != "other"
}

/// The best of those that were typed; who means another types more of its name.
fn several_found(talk: &mut Talk<'_>, step: &Step, several: &[&Place]) -> talk::Step {
    let best = several.iter().take(page(talk)).map(|place| vec![of_list(place)]);
    let screen = Screen { text: text!("first-several"), rows: best.collect(), ask_location: false };
    let at = At::Compound(0);
    talk.show(Flow::FirstContact(Step { at, pending: step.pending.clone() }), screen);
    Ok(())
}

fn confirm(talk: &mut Talk<'_>, step: &Step, chosen: Option<&str>, place: PlaceId) -> talk::Step {
    let list = Step { at: At::Compound(0), pending: step.pending.clone() };
    match chosen {
        Some("yes") => settle(talk, place, step.pending.clone()),
        Some(_) => show(talk, list, None),
        None if is_matter(talk) && talk.estate.places.find_compounds(talk.words()).is_empty() => {
            report::also(talk);
            show(talk, step.clone(), Some(text!("first-please-choose")))
        }
        None => compound(talk, &list, None, 0),
    }
}

fn settle(talk: &mut Talk<'_>, place: PlaceId, pending: Option<String>) -> talk::Step {
    let moved = talk.compound().is_some();
    talk.change_person(|person| person.compound = Some(place));
    if moved && pending.is_none() {
        return menu::show(talk);
    }
    go_on(talk, pending)
}

fn show(talk: &mut Talk<'_>, step: Step, note: Option<Text>) -> talk::Step {
    let choice = |key: &str, code: &str| Button::choice(Text::key(key), code);
    let screen = match &step.at {
        At::Processing => Screen::new(text!("first-notice"))
            .row([choice("first-agree", "agree")])
            .row([choice("first-refuse", "refuse"), choice("first-language", "language")]),
        At::Abroad => Screen::new(text!("first-abroad"))
            .row([choice("first-agree", "agree")])
            .row([choice("first-refuse", "refuse"), choice("first-language", "language")]),
        At::Refused => Screen::new(text!("first-refused")).row([choice("first-again", "again")]),
        At::Confirm(place) => {
            let name = talk.estate.places.get(*place).map(name).unwrap_or_default();
            Screen::new(text!("first-is-it-here", place = name)).row([choice("yes", "yes"), choice("no", "no")])
        }
        At::Compound(_) if talk.estate.places.compounds().is_empty() => Screen::new(text!("first-not-open")),
        At::Compound(offset) => {
            Screen { text: text!("first-which-compound"), rows: list(talk, *offset), ask_location: true }
        }
    };
    let text = match note {
        Some(note) => note.paragraph(screen.text),
        None => screen.text,
    };
    talk.show(Flow::FirstContact(step), Screen { text, ..screen });
    Ok(())
}

/// A place's name in both languages.
pub(super) fn name(place: &Place) -> Text {
    let zh = place.name_in(Language::Chinese).to_owned();
    Text::named(&crate::domain::language::Bilingual { zh, en: place.name_in(Language::English).to_owned() })
}

/// Compounds on a page for whoever reads.
fn page(talk: &Talk<'_>) -> usize {
    if talk.care() { PAGE_IN_CARE } else { PAGE }
}

fn of_list(place: &Place) -> Button {
    Button::choice(name(place), format!("place:{}", place.code))
}

/// The rows of a page of compounds, and the way out for who has one.
fn list(talk: &Talk<'_>, offset: usize) -> Vec<Vec<Button>> {
    let compounds = talk.estate.places.compounds();
    let here = compounds.iter().skip(offset).take(page(talk));
    let mut rows: Vec<Vec<Button>> = here.map(|place| vec![of_list(place)]).collect();
    let mut turning = Vec::new();
    if offset > 0 {
        turning.push(Button::choice(text!("previous"), "previous"));
    }
    if offset + page(talk) < compounds.len() {
        turning.push(Button::choice(text!("more"), "more"));
    }
    rows.push(turning);
    if talk.compound().is_some() {
        rows.push(vec![Button::choice(text!("cancel"), "cancel")]);
    }
    rows.retain(|row| !row.is_empty());
    rows
}

#[cfg(test)]
mod tests;
