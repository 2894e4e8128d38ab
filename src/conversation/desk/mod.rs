//! The staff desk: cards, commands and presses, in staff chats and in private.
//!
//! Nothing leaves a staff chat by accident: to the resident goes a reply to the card or to a relayed line, `/reply`,
//! `/ask`, `/done`, `/decline`, a canned reply and the answer to a prompt. Any other line is internal and not kept.
//! Groups have no sessions, so every button carries what it is about and is judged anew.

use serde::{Deserialize, Serialize};

use super::input::What;
use super::screen::Say;
use super::talk::{self, Stop, Talk};
use crate::domain::chat::MessageRole;
use crate::domain::id::{Number, PersonId};
use crate::domain::refusal::Refusal;
use crate::domain::ticket::DeclineReason;
use crate::text;

mod assign;
pub mod bind;
mod canned;
pub mod card;
pub mod commands;
mod decline;
pub mod invite;
mod queue;
pub mod revoke;
mod shown;
mod story;
mod undo;
mod work;

#[cfg(test)]
mod tests;

pub(super) use work::is_no_result;
pub use work::{Pending, Work};

/// Steps of what staff do in their private chat alone: coming in by an invite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// "Do you accept?"
    Redeem {
        /// The invite's token.
        token: String,
    },
    /// "How will residents call you?"
    Name {
        /// The invite's token.
        token: String,
    },
}

/// One turn of this flow.
///
/// # Errors
/// See [`Stop`].
pub fn turn(talk: &mut Talk<'_>, step: Step) -> talk::Step {
    match step {
        Step::Redeem { token } => invite::offer_answered(talk, token),
        Step::Name { token } => invite::named(talk, token),
    }
}

/// An act of a card or notice of ours; none: not our verb.
pub fn act(talk: &mut Talk<'_>, verb: &str, object: &str, argument: &str) -> Option<talk::Step> {
    match verb {
        "desk.queue" => {
            let (filter, offset) = queue::read(object, argument);
            return Some(staff_only(talk).and_then(|()| queue::show(talk, &filter, offset)));
        }
        "desk.bind" => return Some(bind::used(talk, object, argument)),
        "desk.place" => return Some(bind::at(talk, object, argument)),
        "desk.roles" => return Some(revoke::list(talk, object.parse().unwrap_or_default())),
        "desk.unrole" => return Some(revoke::role(talk, object, argument)),
        "desk.uninvite" => return Some(revoke::invite(talk, object, argument)),
        _ if !verb.starts_with("desk.") => return None,
        _ => {}
    }
    let number = Number(object.parse().ok()?);
    if let Some(work) = Work::of_act(verb, argument) {
        return Some(work::ask(talk, number, work));
    }
    let reason = DeclineReason::of_code(argument);
    Some(match (verb, reason) {
        ("desk.take", _) => commands::taken(talk, number),
        ("desk.contact", _) => commands::contacted(talk, number),
        ("desk.reopen", _) => commands::reopened(talk, number),
        ("desk.undo", _) => undo::taken_back(talk, number),
        ("desk.more", _) => shown::story(talk, number),
        ("desk.ticket", _) => shown::card(talk, number),
        ("desk.canned", _) => canned::list(talk, number),
        ("desk.say", _) => canned::chosen(talk, number, argument),
        ("desk.send", _) => work::decided(talk, number, true),
        ("desk.drop", _) => work::decided(talk, number, false),
        ("desk.assign", _) if argument.is_empty() => assign::to_named(talk, number, ""),
        ("desk.assign", _) => {
            let (person, seen) = argument.split_once(':')?;
            assign::to_tapped(talk, number, PersonId(person.parse().ok()?), PersonId(seen.parse().ok()?))
        }
        ("desk.decline", _) => decline::reasons(talk, number),
        ("desk.reason", Some(reason)) => decline::chosen(talk, number, reason),
        ("desk.declined", Some(reason)) => decline::plainly(talk, number, reason),
        _ => return None,
    })
}

fn staff_only(talk: &Talk<'_>) -> talk::Step {
    if talk.facts.grants.is_empty() { Err(Stop::Refused(Refusal::NotAllowed)) } else { Ok(()) }
}

/// Something said in a group that is no command and no press: a reply to a card, relayed line or prompt, or internal.
///
/// # Errors
/// See [`Stop`].
pub fn group_line(talk: &mut Talk<'_>) -> talk::Step {
    let Some((number, work)) = meant(talk) else { return Ok(()) };
    if talk.input.anonymous {
        talk.say(Say::Here(text!("command-anonymous")));
        return Ok(());
    }
    let words = talk.words().to_owned();
    work::with_words(talk, number, work, &words)
}

/// A reply of staff in their private chat to a card, relayed line or prompt; none: it is none.
pub fn replied(talk: &mut Talk<'_>) -> Option<talk::Step> {
    if talk.facts.grants.is_empty() {
        return None;
    }
    let (number, work) = meant(talk)?;
    match handles(talk, number, work) {
        Ok(true) => {
            let words = talk.words().to_owned();
            Some(work::with_words(talk, number, work, &words))
        }
        Ok(false) => None,
        Err(stop) => Some(Err(stop)),
    }
}

/// Whether the person speaks of this ticket as staff: staff are residents too, and may reply to a line about their own.
fn handles(talk: &mut Talk<'_>, number: Number, work: Work) -> Result<bool, Stop> {
    let resident = match talk.ticket(number) {
        Ok(dossier) => talk.resident_of(dossier).is_some(),
        Err(Stop::Refused(_)) => return Ok(false),
        Err(ask) => return Err(ask),
    };
    Ok(!resident && talk.staff_of(number, work.right()).is_ok())
}

/// What a reply to a message of ours means: the answer to the person's own prompt, else a reply to the resident.
fn meant(talk: &Talk<'_>) -> Option<(Number, Work)> {
    if !matches!(talk.input.what, What::Text(_) | What::Media(_)) {
        return None;
    }
    let quoted = talk.facts.quoted.as_ref()?;
    match quoted.role {
        MessageRole::Card | MessageRole::Relay => quoted.ticket.map(|number| (number, Work::Reply)),
        MessageRole::Prompt => {
            let own = quoted.person.is_none() || quoted.person == talk.person().ok().map(|person| person.id);
            let mut parts = quoted.prompt.as_deref().filter(|_| own)?.splitn(3, ':');
            let (verb, object) = (parts.next()?, parts.next()?);
            let work = Work::of_act(verb, parts.next().unwrap_or_default())?;
            Some((Number(object.parse().ok()?), work))
        }
        _ => None,
    }
}
