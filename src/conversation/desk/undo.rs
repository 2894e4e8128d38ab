//! Taking back a "done" or "declined" that was sent by a slip: a button, good for seconds, for whoever sent it.

use super::work::{answer, offer};
use crate::conversation::input::What;
use crate::conversation::screen::{Button, Say};
use crate::conversation::talk::{self, Stop, Talk};
use crate::domain::id::Number;
use crate::domain::refusal::Refusal;
use crate::domain::rights::Right;
use crate::domain::ticket::{Action, Event};
use crate::text;
use crate::text::Text;

/// Says what was done, with the button that takes it back; in place of the message whose button did it.
pub(super) fn said(talk: &mut Talk<'_>, number: Number, text: Text) {
    let rows = vec![vec![Button::act(text!("desk-undo"), format!("desk.undo:{number}"))]];
    if matches!(talk.input.what, What::Press(_)) {
        talk.say(Say::Replace { text, rows });
    } else {
        offer(talk, Some(number), text, rows);
    }
}

/// Takes it back, and tells the resident that it was a slip.
///
/// # Errors
/// See [`Stop`].
pub(super) fn taken_back(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    talk.hold(number)?;
    let actor = talk.staff_of(number, Right::Handle)?;
    let ends = |event: &Event| matches!(event, Event::Resolved { .. } | Event::Declined { .. });
    let last = talk.ticket(number)?.lines.iter().rev().find(|line| ends(&line.event));
    if last.is_none_or(|line| line.person != actor.person()) {
        answer(talk, text!("desk-undo-others"));
        return Ok(());
    }
    match talk.act(number, actor, &Action::TakeBack, None, Vec::new()) {
        Ok(_) => {
            talk.say(Say::Replace { text: text!("desk-undone", number = number.0), rows: Vec::new() });
            Ok(())
        }
        Err(Stop::Refused(Refusal::TooLate)) => {
            answer(talk, text!("desk-undo-late"));
            Ok(())
        }
        Err(stop) => Err(stop),
    }
}
