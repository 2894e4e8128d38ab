//! Declining (不予受理): a reason from the list, then the right channel in words, or without.

use super::undo;
use super::work::{self, Work, offer};
use crate::conversation::screen::{Button, Say};
use crate::conversation::talk::{self, Stop, Talk};
use crate::domain::id::Number;
use crate::domain::refusal::Refusal;
use crate::domain::rights::Right;
use crate::domain::ticket::{Action, DeclineReason};
use crate::text;
use crate::text::Text;

/// The list of reasons.
///
/// # Errors
/// See [`talk::Stop`].
pub(super) fn reasons(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    talk.staff_of(number, Right::Decline)?;
    let reason = |reason: &DeclineReason| Button::act(name(*reason), format!("desk.reason:{number}:{}", reason.code()));
    let rows = DeclineReason::ALL.iter().map(|each| vec![reason(each)]).collect();
    offer(talk, Some(number), text!("desk-decline", number = number.0), rows);
    Ok(())
}

/// A reason was tapped: whether words go with it.
///
/// # Errors
/// See [`talk::Stop`].
pub(super) fn chosen(talk: &mut Talk<'_>, number: Number, reason: DeclineReason) -> talk::Step {
    talk.staff_of(number, Right::Decline)?;
    let text = text!("desk-decline-words", number = number.0, reason = name(reason));
    let code = reason.code();
    let rows = vec![
        vec![Button::act(text!("desk-decline-say"), Work::Decline(reason).act(number))],
        vec![Button::act(text!("desk-decline-plain"), format!("desk.declined:{number}:{code}"))],
    ];
    talk.say(Say::Replace { text, rows });
    Ok(())
}

/// Declines without words.
///
/// # Errors
/// See [`talk::Stop`].
pub(super) fn plainly(talk: &mut Talk<'_>, number: Number, reason: DeclineReason) -> talk::Step {
    talk.hold(number)?;
    let actor = talk.staff_of(number, Right::Decline)?;
    match talk.act(number, actor, &Action::Decline(reason), None, Vec::new()) {
        Ok(_) => undo::said(talk, number, text!("desk-declined", number = number.0)),
        Err(Stop::Refused(refusal)) if refusal != Refusal::Unknown => {
            let why = work::refused(talk, number, refusal)?;
            work::answer(talk, why);
        }
        Err(stop) => return Err(stop),
    }
    Ok(())
}

fn name(reason: DeclineReason) -> Text {
    Text::key(&format!("desk-decline-{}", reason.code()))
}
