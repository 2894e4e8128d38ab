//! `/propose`: a resident's idea for the compound's meeting. Words, a look at them, and it is on the next agenda.

use serde::{Deserialize, Serialize};

use super::known::Change;
use super::{change, place_name};
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Talk};
use crate::conversation::{first_contact, menu};
use crate::domain::id::{PlaceId, ProposalId};
use crate::domain::meeting::{PROPOSAL_CHARS, PROPOSALS, Proposal};
use crate::text;
use crate::text::Text;

/// Least characters of an idea.
const LEAST: usize = 4;

/// Where in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// "What is your idea?"
    Words,
    /// "Is it right so?"
    Review(String),
}

/// Asks for the idea.
///
/// # Errors
/// See [`talk::Stop`].
pub fn begin(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    if !first_contact::require(talk)? {
        return Ok(());
    }
    let Some(place) = talk.compound() else { return menu::show(talk) };
    if talk.proposals_waiting()? >= PROPOSALS {
        return menu::show_after(talk, Some(text!("propose-enough", most = PROPOSALS)));
    }
    if rest.is_empty() {
        ask(talk, place, None);
    } else {
        taken(talk, place, rest);
    }
    Ok(())
}

/// One turn of this flow.
///
/// # Errors
/// See [`talk::Stop`].
pub fn turn(talk: &mut Talk<'_>, step: Step) -> talk::Step {
    let Some(place) = talk.compound() else { return menu::show(talk) };
    match (talk.chosen.clone().as_deref(), step) {
        (Some("send"), Step::Review(words)) => send(talk, place, words),
        (Some("again"), _) => {
            ask(talk, place, None);
            Ok(())
        }
        (Some(_), _) => menu::show_after(talk, Some(text!("cancel-done"))),
        (None, _) => {
            let words = talk.words();
            taken(talk, place, words);
            Ok(())
        }
    }
}

fn ask(talk: &mut Talk<'_>, place: PlaceId, note: Option<Text>) {
    let question = text!("propose-ask", place = place_name(talk, place));
    let text = note.map_or(question.clone(), |note| note.paragraph(question));
    let screen = Screen::new(text).row([Button::choice(text!("cancel"), "cancel")]);
    talk.show(Flow::Meeting(super::Step::Propose(Step::Words)), screen);
}

/// Words came: they are shown as the meeting will read them.
fn taken(talk: &mut Talk<'_>, place: PlaceId, words: &str) {
    let count = words.chars().count();
    if count < LEAST {
        return ask(talk, place, Some(text!("propose-words")));
    }
    let kept: String = words.chars().take(PROPOSAL_CHARS).collect();
    let mut text = text!("propose-review", place = place_name(talk, place), words = kept.as_str());
    if count > PROPOSAL_CHARS {
        text = text.paragraph(text!("propose-long", most = PROPOSAL_CHARS));
    }
    let screen = Screen::new(text)
        .row([Button::choice(text!("propose-send"), "send")])
        .row([Button::choice(text!("propose-again"), "again"), Button::choice(text!("cancel"), "cancel")]);
    talk.show(Flow::Meeting(super::Step::Propose(Step::Review(kept))), screen);
}

fn send(talk: &mut Talk<'_>, place: PlaceId, words: String) -> talk::Step {
    if talk.proposals_waiting()? >= PROPOSALS {
        return menu::show_after(talk, Some(text!("propose-enough", most = PROPOSALS)));
    }
    let (id, person) = (ProposalId(talk.fresh_id()), talk.person()?.id);
    change(talk, Change::Propose { place, proposal: Proposal { id, person, words } });
    menu::show_after(talk, Some(text!("propose-sent")))
}
