//! Staff's commands: `/queue /mine /ticket /take /ask /reply /note /assign /done /decline`.
//!
//! Each reads a number and the words after it. As a reply to a card or a relayed line the number may be left out.
//! Wrong use gets an example of right use; a ticket that isn't theirs is answered like one that doesn't exist.

use super::work::{self, Work, answer};
use super::{assign, decline, queue, shown};
use crate::conversation::talk::{self, Stop, Talk};
use crate::domain::id::Number;
use crate::domain::refusal::Refusal;
use crate::domain::rights::Right;
use crate::domain::ticket::Action;
use crate::domain::ticket::listing::QueueFilter;
use crate::text;
use crate::text::Text;

/// `/queue`: what is open below one's scopes, filtered by the words after it.
///
/// # Errors
/// See [`Stop`].
pub fn queue(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    match queue::read_filter(talk, rest) {
        Some(filter) => queue::show(talk, &filter, 0),
        None => usage(talk, "desk-usage-queue"),
    }
}

/// `/mine`: what one leads.
///
/// # Errors
/// See [`Stop`].
pub fn mine(talk: &mut Talk<'_>, _rest: &str) -> talk::Step {
    let filter = QueueFilter { lead: Some(talk.person()?.id), ..QueueFilter::default() };
    queue::show(talk, &filter, 0)
}

/// `/ticket N`: the whole story.
///
/// # Errors
/// See [`Stop`].
pub fn ticket(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    match numbered(talk, rest) {
        Some((number, "")) => shown::story(talk, number),
        _ => usage(talk, "desk-usage-ticket"),
    }
}

/// `/take N`.
///
/// # Errors
/// See [`Stop`].
pub fn take(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    match numbered(talk, rest) {
        Some((number, "")) => taken(talk, number),
        _ => usage(talk, "desk-usage-take"),
    }
}

/// `/ask N text`.
///
/// # Errors
/// See [`Stop`].
pub fn ask(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    wordy(talk, rest, Work::Ask, "desk-usage-ask")
}

/// `/reply N text`.
///
/// # Errors
/// See [`Stop`].
pub fn reply(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    wordy(talk, rest, Work::Reply, "desk-usage-reply")
}

/// `/note N text`.
///
/// # Errors
/// See [`Stop`].
pub fn note(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    wordy(talk, rest, Work::Note, "desk-usage-note")
}

/// `/done N result`, also as the caption of a photo.
///
/// # Errors
/// See [`Stop`].
pub fn done(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    wordy(talk, rest, Work::Done, "desk-usage-done")
}

/// `/assign N @who`; without a name a list to tap.
///
/// # Errors
/// See [`Stop`].
pub fn assign(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    match numbered(talk, rest) {
        Some((number, who)) => assign::to_named(talk, number, who),
        None => usage(talk, "desk-usage-assign"),
    }
}

/// `/decline N`: the list of reasons to tap.
///
/// # Errors
/// See [`Stop`].
pub fn decline(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    match numbered(talk, rest) {
        Some((number, "")) => decline::reasons(talk, number),
        _ => usage(talk, "desk-usage-decline"),
    }
}

/// Takes a ticket: acknowledged, and whoever took it leads.
///
/// # Errors
/// See [`Stop`].
pub(super) fn taken(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    plainly(talk, number, (Right::Take, &Action::Take), text!("desk-took", number = number.0))
}

/// Records that the resident was called or visited.
///
/// # Errors
/// See [`Stop`].
pub(super) fn contacted(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    plainly(talk, number, (Right::Handle, &Action::RecordContact), text!("desk-contacted", number = number.0))
}

/// Takes a wrong "done" back.
///
/// # Errors
/// See [`Stop`].
pub(super) fn reopened(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    plainly(talk, number, (Right::Reopen, &Action::Reopen), text!("desk-reopened", number = number.0))
}

/// Does what takes no words.
pub(super) fn plainly(
    talk: &mut Talk<'_>,
    number: Number,
    (right, action): (Right, &Action),
    said: Text,
) -> talk::Step {
    talk.hold(number)?;
    let actor = talk.staff_of(number, right)?;
    let text = match talk.act(number, actor, action, None, Vec::new()) {
        Ok(_) => said,
        Err(Stop::Refused(refusal)) if refusal != Refusal::Unknown => work::refused(talk, number, refusal)?,
        Err(stop) => return Err(stop),
    };
    answer(talk, text);
    Ok(())
}

fn wordy(talk: &mut Talk<'_>, rest: &str, work: Work, usage_key: &str) -> talk::Step {
    let file = matches!(talk.input.what, crate::conversation::input::What::Media(_));
    match numbered(talk, rest) {
        Some((number, words)) if !words.is_empty() || file => work::with_words(talk, number, work, words),
        _ => usage(talk, usage_key),
    }
}

/// The number that these words begin with, or that of the message replied to, and the words after it.
fn numbered<'r>(talk: &Talk<'_>, rest: &'r str) -> Option<(Number, &'r str)> {
    let rest = rest.trim();
    let (first, words) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    match first.trim_start_matches('#').parse() {
        Ok(number) => Some((Number(number), words.trim())),
        Err(_) => talk.facts.quoted.as_ref().and_then(|quoted| quoted.ticket).map(|number| (number, rest)),
    }
}

fn usage(talk: &mut Talk<'_>, key: &str) -> talk::Step {
    answer(talk, Text::key(key));
    Ok(())
}
