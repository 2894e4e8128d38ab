//! What staff do to a ticket, by button, command, reply or prompt: one function an action, whichever way it came.

use super::{answer, canned, message_here, queue};
use crate::conversation::line;
use crate::conversation::screen::{Button, MessageRole};
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::turn::Change;
use crate::conversation::{desk, tell};
use crate::domain::id::{MediaId, Number, PersonId};
use crate::domain::refusal::Refusal;
use crate::domain::rights::{Right, holds};
use crate::domain::ticket::{Action, DeclineReason};
use crate::text;
use crate::text::Text;

/// Ways to speak to the resident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speech {
    /// A reply.
    Reply,
    /// A question; the ticket waits for the answer.
    Ask,
    /// Done, with the result.
    Done,
}

impl Speech {
    const fn verb(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Ask => "ask",
            Self::Done => "done",
        }
    }

    fn of_verb(verb: &str) -> Option<Self> {
        [Self::Reply, Self::Ask, Self::Done].into_iter().find(|speech| speech.verb() == verb)
    }
}

/// An act of a card or of the desk's notices; none: not our verb.
pub fn act(talk: &mut Talk<'_>, verb: &str, object: &str, argument: &str) -> Option<talk::Step> {
    let verb = verb.strip_prefix("desk.")?;
    if let Some(step) = desk::bind::act(talk, verb, object, argument) {
        return Some(step);
    }
    if verb == "queue" {
        return Some(queue::turned(talk, object, argument));
    }
    let number = Number(object.parse().ok()?);
    if let Some(speech) = Speech::of_verb(verb) {
        return Some(prompt(talk, number, speech));
    }
    Some(match verb {
        "take" => take(talk, number),
        "contact" => contact(talk, number),
        "reopen" => reopen(talk, number),
        "decline" => decline(talk, number, DeclineReason::of_code(argument)),
        "assign" => argument.parse().map_or(Ok(()), |person| assign(talk, number, PersonId(person))),
        "canned" => canned::list(talk, number),
        "say" => canned::preview(talk, number, argument),
        "send" => canned::send(talk, number, argument),
        "ticket" => queue::ticket(talk, number),
        _ => return None,
    })
}

/// Take: of many at once one wins, the others read who was first.
///
/// # Errors
/// See [`Stop`].
pub fn take(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    let actor = talk.staff_of(number, Right::Take)?;
    match talk.act(number, actor, &Action::Take, None, Vec::new()) {
        Ok(_) => {
            talk.toast(text!("desk-taken", number = number.0));
            if !matches!(talk.input.what, crate::conversation::input::What::Press(_)) {
                answer(talk, text!("desk-taken", number = number.0));
            }
            Ok(())
        }
        Err(Stop::Refused(Refusal::AlreadyTaken)) => {
            let late = taken_by(talk, number)?;
            talk.toast(late.clone());
            if !matches!(talk.input.what, crate::conversation::input::What::Press(_)) {
                answer(talk, late);
            }
            Ok(())
        }
        Err(stop) => Err(stop),
    }
}

/// Who took it, and when.
fn taken_by(talk: &Talk<'_>, number: Number) -> Result<Text, Stop> {
    let dossier = talk.ticket(number)?;
    let at = dossier.ticket.acknowledged_at.unwrap_or(dossier.ticket.filed_at);
    let name = dossier.ticket.lead.and_then(|lead| dossier.staff.get(&lead)).map(|(_, name)| name.clone());
    Ok(text!("desk-taken-by", name = name.unwrap_or_default(), at = at))
}

fn contact(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    let actor = talk.staff_of(number, Right::Handle)?;
    talk.act(number, actor, &Action::RecordContact, None, Vec::new())?;
    talk.toast(text!("desk-contact-noted"));
    Ok(())
}

fn reopen(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    let actor = talk.staff_of(number, Right::Reopen)?;
    talk.act(number, actor, &Action::Reopen, None, Vec::new())?;
    talk.toast(text!("desk-reopened"));
    Ok(())
}

/// A question to the presser whose reply is the words: what is typed there goes to the resident.
fn prompt(talk: &mut Talk<'_>, number: Number, speech: Speech) -> talk::Step {
    talk.staff_of(number, Right::Handle)?;
    let key = format!("desk-prompt-{}", speech.verb());
    let mut message = message_here(talk, Text::key(&key).with("number", number.0), Some(number));
    message.role = MessageRole::Prompt;
    message.prompt = Some(format!("desk.{}:{number}", speech.verb()));
    talk.tell(message);
    Ok(())
}

/// The reply to a prompt.
pub(super) fn answered(talk: &mut Talk<'_>, prompt: &str) -> talk::Step {
    let parts = prompt.strip_prefix("desk.").and_then(|rest| rest.split_once(':'));
    let Some((verb, number)) = parts else { return Ok(()) };
    let number = Number(number.parse().map_err(|_| Refusal::Unknown)?);
    Speech::of_verb(verb).map_or(Ok(()), |speech| speak(talk, number, speech))
}

/// What was just said goes to the resident.
///
/// # Errors
/// See [`Stop`].
pub fn speak(talk: &mut Talk<'_>, number: Number, speech: Speech) -> talk::Step {
    match line::taken(talk) {
        Ok((words, media)) => speak_words(talk, number, speech, (words, media)),
        Err(sentence) => {
            answer(talk, sentence);
            Ok(())
        }
    }
}

/// These words and files go to the resident.
///
/// # Errors
/// See [`Stop`].
pub fn speak_words(
    talk: &mut Talk<'_>,
    number: Number,
    speech: Speech,
    (words, media): (String, Vec<MediaId>),
) -> talk::Step {
    let actor = talk.staff_of(number, Right::Handle)?;
    if words.is_empty() && (media.is_empty() || speech != Speech::Reply) {
        answer(talk, Text::key(&format!("desk-prompt-{}", speech.verb())).with("number", number.0));
        return Ok(());
    }
    let action = match speech {
        Speech::Reply => Action::Reply,
        Speech::Ask => Action::Ask,
        Speech::Done if is_no_result(&words) => return Err(Refusal::NoResult.into()),
        Speech::Done => Action::Resolve(None),
    };
    talk.tick = talk.input.message;
    talk.act(number, actor, &action, Some(words), media)?;
    talk.change(Change::Source { number });
    Ok(())
}

/// "Passed to the department" is no result.
fn is_no_result(words: &str) -> bool {
    const EMPTY: &[&str] =
        &["已转相关部门", "已转交", "转给相关部门", "已反馈", "已上报", "passed to the department", "forwarded"];
    let words = words.trim().to_lowercase();
    words.chars().count() < 2
        || EMPTY.iter().any(|empty| words.contains(empty) && words.chars().count() <= empty.chars().count() + 4)
}

/// An internal note.
///
/// # Errors
/// See [`Stop`].
pub fn note(talk: &mut Talk<'_>, number: Number, words: String) -> talk::Step {
    let actor = talk.staff_of(number, Right::Note)?;
    talk.act(number, actor, &Action::Note, Some(words), Vec::new())?;
    answer(talk, text!("desk-noted", number = number.0));
    Ok(())
}

/// Decline with a reason of the list; without one the list is shown.
///
/// # Errors
/// See [`Stop`].
pub fn decline(talk: &mut Talk<'_>, number: Number, reason: Option<DeclineReason>) -> talk::Step {
    let actor = talk.staff_of(number, Right::Decline)?;
    let Some(reason) = reason else {
        let button = |reason: &DeclineReason| {
            let label = Text::key(&format!("decline-{}", reason.code()));
            vec![Button::act(label, format!("desk.decline:{number}:{}", reason.code()))]
        };
        let mut message = message_here(talk, text!("desk-decline-why", number = number.0), Some(number));
        message.rows = DeclineReason::ALL.iter().map(button).collect();
        talk.tell(message);
        return Ok(());
    };
    talk.act(number, actor, &Action::Decline(reason), None, Vec::new())?;
    talk.toast(text!("desk-declined"));
    Ok(())
}

/// Makes somebody lead who may handle tickets there.
///
/// # Errors
/// See [`Stop`].
pub fn assign(talk: &mut Talk<'_>, number: Number, whom: PersonId) -> talk::Step {
    let actor = talk.staff_of(number, Right::Assign)?;
    let compound = talk.ticket(number)?.ticket.spot.compound;
    let holder = talk.desk(compound)?.holders.iter().find(|holder| holder.person == whom);
    let holder = holder.filter(|holder| holds(holder.grant.role, Right::Handle)).ok_or(Refusal::Unknown)?;
    let name = holder.grant.name.clone();
    let reader = holder.reader.clone();
    talk.act(number, actor, &Action::Assign(whom), None, Vec::new())?;
    answer(talk, text!("desk-assigned", number = number.0, name = name));
    if talk.facts.person.as_ref().is_none_or(|person| person.id != whom) {
        let by = tell::who(talk, talk.ticket(number)?, actor);
        let text = text!("desk-assigned-to-you", number = number.0, by = by);
        let mut message = crate::conversation::screen::Message::notice(reader, text, Some(number));
        message.rows = vec![vec![Button::act(text!("desk-see"), format!("desk.ticket:{number}"))]];
        talk.tell(message);
    }
    Ok(())
}
