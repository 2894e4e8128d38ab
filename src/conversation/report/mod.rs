//! Reporting a matter: from any message of anybody's to a filed ticket with its receipt.
//!
//! What was said first is kept in the draft, then consents and compound are asked for where they are missing, then
//! what the draft lacks, one question a message ([`draft::Part`] is their order). Words, photos and locations are
//! taken at any step. Nothing that was said is lost by bad input, by Back or Cancel, by a restart or by another
//! flow: the draft lies in the session until it is filed, discarded or too old.
//!
//! An emergency skips the questions: filing is offered at once with whatever is known.

mod category;
mod details;
pub mod draft;
mod holder;
mod place;
pub(super) mod privacy;
mod questions;
mod receipt;
mod review;
mod similar;
mod submit;
mod take;
mod unfinished;
mod view;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::input::What;
use super::screen::Say;
use super::session::Flow;
use super::talk::{self, Talk};
use super::turn::Change;
use super::{first_contact, menu};
use crate::domain::id::Number;
use crate::domain::ticket::{Privacy, Urgency};
use crate::text;
use crate::text::Text;
pub use draft::Draft;
use draft::{Found, Part};
pub use holder::put_up_again;
use questions::{advance, answered, ask};
pub use unfinished::{drop, end, forget, remind};

/// Where the reporter stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// A question is asked.
    Ask(Part),
    /// Everything is shown before it is filed.
    Review,
    /// Asked whether to go on, start over or discard.
    Unfinished,
    /// Filed under this number; the receipt stands below.
    Filed(Number),
}

/// What an answer leads to.
enum Heard {
    /// On to the next question, with a sentence before it.
    Settled(Option<Text>),
    /// The same question again, with a sentence before it.
    Again(Text),
    /// It has shown what comes next itself.
    Shown,
}

/// One turn of this flow.
///
/// # Errors
/// See [`talk::Stop`].
pub fn turn(talk: &mut Talk<'_>, step: Step) -> talk::Step {
    if talk.session.draft.is_none() && !matches!(step, Step::Filed(_)) {
        return menu::show(talk);
    }
    match step {
        Step::Ask(part) => answered(talk, &part),
        Step::Review => review::turn(talk),
        Step::Unfinished => unfinished::turn(talk),
        Step::Filed(_) if talk.chosen.is_some() => menu::show(talk),
        Step::Filed(_) => {
            talk.session.flow = Flow::Menu;
            menu::turn(talk)
        }
    }
}

/// Begins a report with what was just said (words, file, location), or empty by command, button or link.
/// `category` is what a link fixed. Asks for consent and compound first where they are missing.
///
/// # Errors
/// See [`talk::Stop`].
pub fn begin(talk: &mut Talk<'_>, category: Option<&str>) -> talk::Step {
    let earlier = talk.session.draft.take().filter(|draft| !draft.is_blank());
    let note = take::first(talk).err();
    if let Some(category) = category.and_then(|code| talk.estate.catalogue.category(code)).filter(|c| !c.retired) {
        draft_mut(talk).set_category(&category.code, Found::Link);
    }
    begun(talk, earlier, note)
}

/// Begins a report with words that were said before.
///
/// # Errors
/// See [`talk::Stop`].
pub fn begin_with(talk: &mut Talk<'_>, words: &str) -> talk::Step {
    let earlier = talk.session.draft.take().filter(|draft| !draft.is_blank());
    let catalogue = &talk.estate.catalogue;
    draft_mut(talk).add_words(None, words, catalogue);
    begun(talk, earlier, None)
}

/// A new draft was begun, beside an `earlier` one if there is one.
fn begun(talk: &mut Talk<'_>, earlier: Option<Draft>, note: Option<Text>) -> talk::Step {
    match earlier {
        Some(earlier) if draft(talk).emergency.is_some() => draft_mut(talk).aside = Some(Box::new(earlier)),
        Some(earlier) => {
            unfinished::beside(talk, earlier, note);
            return Ok(());
        }
        None => {}
    }
    start(talk, note)
}

/// Begins the report of an emergency by the button under whom to call: its words were said before.
///
/// # Errors
/// See [`talk::Stop`].
pub fn begin_emergency(talk: &mut Talk<'_>, code: &str) -> talk::Step {
    let earlier = talk.session.draft.take().filter(|draft| !draft.is_blank());
    let catalogue = &talk.estate.catalogue;
    let draft = draft_mut(talk);
    draft.emergency =
        catalogue.emergencies.iter().find(|emergency| emergency.code == code).map(|known| known.code.clone());
    draft.understand(catalogue);
    draft.aside = earlier.map(Box::new);
    start(talk, None)
}

/// Begins the report of somebody who needs help in an emergency mode: what it is and where, and nothing else.
///
/// # Errors
/// See [`Stop`].
pub fn begin_help(talk: &mut Talk<'_>) -> talk::Step {
    let earlier = talk.session.draft.take().filter(|draft| !draft.is_blank());
    let contact = talk.person()?.contact.clone();
    let draft = draft_mut(talk);
    draft.set_category("other", Found::Link);
    draft.compared.clone_from(&draft.category);
    draft.urgency = Some(Urgency::Urgent);
    draft.privacy = contact.is_some().then_some(Privacy::Named);
    draft.contact = contact;
    for part in [Part::Photos, Part::Urgency, Part::Privacy, Part::Contact] {
        draft.settle(&part);
    }
    draft.aside = earlier.map(Box::new);
    start(talk, Some(text!("emergency-help-report")))
}

/// Keeps what was just said in the draft without a question, while it isn't clear yet what it belongs to.
pub fn set_aside(talk: &mut Talk<'_>) {
    if take::first(talk).is_ok() {
        keep(talk);
    }
}

/// Goes on with the draft of this session, after first contact or from the menu.
///
/// # Errors
/// See [`talk::Stop`].
pub fn resume(talk: &mut Talk<'_>) -> talk::Step {
    if talk.session.draft.is_none() {
        return menu::show(talk);
    }
    start(talk, None)
}

/// Adds what was said to the draft while something else is being asked. False: there was nothing to keep.
pub fn also(talk: &mut Talk<'_>) -> bool {
    let small_talk = || talk.estate.catalogue.suggest(talk.words()).small_talk;
    let kept = match &talk.input.what {
        What::Text(words) if !small_talk() => {
            take::more_words(talk, words.trim());
            true
        }
        What::Media(_) => take::media(talk).is_ok(),
        _ => false,
    };
    if kept {
        keep(talk);
    }
    kept
}

/// Danger words of somebody who is still asked for consent or compound: filed first and asked after. None: no such.
pub fn emergency_first(talk: &mut Talk<'_>) -> Option<talk::Step> {
    let asked = matches!(talk.session.flow, Flow::FirstContact(_));
    let danger = || talk.estate.catalogue.emergency(talk.words()).is_some();
    (asked && !talk.words().is_empty() && danger()).then(|| begin(talk, None))
}

/// An act of the reminder; none: not our verb.
pub fn act(talk: &mut Talk<'_>, verb: &str, _object: &str, _argument: &str) -> Option<talk::Step> {
    let choice = verb.strip_prefix("report.")?;
    if talk.session.draft.is_none() {
        talk.toast(text!("report-nothing-unfinished"));
        return Some(menu::show(talk));
    }
    unfinished::choose(talk, choice)
}

/// A line of the draft was edited: none when it isn't one of the draft's.
pub fn edited(talk: &mut Talk<'_>, words: &str) -> Option<talk::Step> {
    let message = talk.input.message?;
    let catalogue = &talk.estate.catalogue;
    let draft = talk.session.draft.as_mut()?;
    let line = draft.said.iter_mut().find(|said| said.message == Some(message))?;
    line.words = words.trim().chars().take(draft::MAX_WORDS).collect();
    draft.understand_anew(catalogue);
    if talk.session.flow == Flow::Report(Step::Review) {
        review::show(talk, Some(text!("report-edited")));
    }
    Some(Ok(()))
}

/// Takes a later part of the album that came last into the draft, without an answer of its own. False: it is none.
pub fn album_goes_on(talk: &mut Talk<'_>) -> bool {
    take::album_goes_on(talk)
}

/// What a second press on the review that was filed meanwhile is answered.
#[must_use]
pub fn pressed_again(talk: &Talk<'_>) -> Option<Text> {
    match talk.session.flow {
        Flow::Report(Step::Filed(number)) => Some(text!("report-already-filed", number = number.to_string())),
        _ => None,
    }
}

/// The draft as it is.
fn draft(talk: &Talk<'_>) -> Draft {
    talk.session.draft.clone().unwrap_or_else(|| Draft::new(talk.now))
}

fn draft_mut<'t>(talk: &'t mut Talk<'_>) -> &'t mut Draft {
    let now = talk.now;
    talk.session.draft.get_or_insert_with(|| Draft::new(now))
}

/// Keeps the draft's reminder and end in step with what was done last.
fn keep(talk: &mut Talk<'_>) {
    let periods = &talk.estate.catalogue.periods;
    let timers = (talk.now.plus_hours(periods.draft_reminder_hours), talk.now.plus_days(periods.draft_days));
    talk.change(Change::DraftTimers(Some(timers)));
}

/// Asks what must come before the first question, or the first question.
fn start(talk: &mut Talk<'_>, note: Option<Text>) -> talk::Step {
    keep(talk);
    let catalogue = &talk.estate.catalogue;
    let draft = draft_mut(talk);
    if draft.suggested.is_none() && !draft.said.is_empty() {
        draft.understand(catalogue);
    }
    if draft.emergency.is_some() {
        if place::compound(talk).is_none() {
            return ask(talk, &Part::Compound, note);
        }
        review::show(talk, note);
        return Ok(());
    }
    if first_contact::require(talk)? { advance(talk, note) } else { Ok(()) }
}

/// Thanks and greetings get a reaction and belong to no report. False: it was something else.
pub(super) fn small_talk(talk: &mut Talk<'_>) -> bool {
    let is = matches!(talk.input.what, What::Text(_)) && talk.estate.catalogue.suggest(talk.words()).small_talk;
    if is {
        talk.say(Say::React("❤"));
    }
    is
}

/// Out of it by `/cancel`: asks what is to become of the draft.
pub fn leave(talk: &mut Talk<'_>) {
    unfinished::show(talk, None);
}
