//! The staff desk: cards, commands, replies, invites and binds.
//!
//! Nothing leaves a staff chat by accident: to the resident go only a reply to the card or to a relayed line, `/reply`,
//! `/ask`, a canned answer and the answer to a prompt. A plain line stays where it is and isn't kept.

use serde::{Deserialize, Serialize};

use super::screen::{Message, MessageRole, Reader, Say};
use super::session::Flow;
use super::talk::{self, Talk};
use super::{line, menu};
use crate::domain::id::{Number, PlaceId};
use crate::domain::role::Role;
use crate::text::Text;

pub mod act;
pub mod bind;
pub mod canned;
pub mod card;
pub mod commands;
pub mod invite;
pub mod queue;

pub use act::act;

/// Staff's longer work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// An invite is shown: take it?
    Invited(String),
    /// How residents will call them is asked.
    Named {
        /// Row of the invite.
        invite: i64,
        /// Role.
        role: Role,
        /// Where.
        scope: PlaceId,
    },
}

/// One turn of this flow.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn turn(talk: &mut Talk<'_>, step: Step) -> talk::Step {
    invite::turn(talk, step)
}

/// Something said in a group that is no command and no press: a reply to a card, a relayed line or a prompt goes on,
/// anything else stays there.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn group_line(talk: &mut Talk<'_>) -> talk::Step {
    replied(talk).unwrap_or(Ok(()))
}

/// A reply of staff to a card, relayed line or prompt; none: it is none.
pub fn replied(talk: &mut Talk<'_>) -> Option<talk::Step> {
    if !talk.input.is_reply {
        return None;
    }
    let quoted = talk.facts.quoted.clone()?;
    if talk.input.anonymous {
        talk.say(Say::Here(crate::text!("command-anonymous")));
        return Some(Ok(()));
    }
    match (quoted.role, quoted.prompt, quoted.ticket) {
        (MessageRole::Prompt, Some(prompt), _) => {
            let own = talk.facts.person.as_ref().map(|person| person.id) == quoted.person;
            own.then(|| act::answered(talk, &prompt))
        }
        (MessageRole::Card, _, Some(number)) => Some(act::speak(talk, number, act::Speech::Reply)),
        (MessageRole::Relay, _, Some(number)) if !talk.facts.grants.is_empty() && !is_theirs(talk, number) => {
            Some(act::speak(talk, number, act::Speech::Reply))
        }
        _ => None,
    }
}

/// Whether the ticket is the speaker's own matter: staff are residents too.
fn is_theirs(talk: &Talk<'_>, number: Number) -> bool {
    talk.in_private() && talk.ticket(number).is_ok_and(|dossier| talk.resident_of(dossier).is_some())
}

/// Says something to the desk where it was asked: in the group, or in the private chat.
pub(super) fn answer(talk: &mut Talk<'_>, text: Text) {
    if talk.in_private() {
        talk.notice_myself(text, None);
    } else {
        talk.say(Say::Here(text));
    }
}

/// The chat in which it was said, as a reader.
pub(super) fn here(talk: &Talk<'_>) -> Reader {
    match talk.myself().filter(|_| talk.in_private()) {
        Some(me) => me,
        None => Reader {
            chat: talk.facts.chat.id,
            person: None,
            language: talk.facts.chat.language,
            care: false,
            reachable: true,
        },
    }
}

/// A message to the chat in which it was said.
pub(super) fn message_here(talk: &Talk<'_>, text: Text, number: Option<Number>) -> Message {
    Message::notice(here(talk), text, number)
}

/// Back at the menu, with what was said there taken as said at the menu.
pub(super) fn back(talk: &mut Talk<'_>) -> talk::Step {
    talk.session.flow = Flow::Menu;
    if talk.chosen.is_some() { menu::show(talk) } else { line::said(talk) }
}
