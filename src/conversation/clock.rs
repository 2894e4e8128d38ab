//! What the clock does to tickets and drafts.

use super::screen::{Message, Say};
use super::talk::{self, Talk};
use super::turn::Change;
use super::{announce, desk, follow_up, report};
use crate::domain::clocks::{self, Timer};
use crate::domain::id::Number;
use crate::domain::refusal::Refusal;
use crate::domain::ticket::{Action, Actor};
use crate::text;

/// What the clock does to a ticket (`number`), or (`None`) to the draft of the person or to the group of this talk.
///
/// # Errors
/// See [`talk::Stop`]; a refusal says that nothing is left to do.
pub fn turn(talk: &mut Talk<'_>, timer: Timer, number: Option<Number>) -> talk::Step {
    match (timer, number) {
        (Timer::DraftReminder, _) => report::remind(talk)?,
        (Timer::DraftEnds, _) => report::drop(talk),
        (Timer::RoleEnds, _) => desk::revoke::ended(talk)?,
        (Timer::SilenceWarning, Some(number)) => warn(talk, number)?,
        (Timer::SilenceCloses, Some(number)) => {
            talk.act(number, Actor::Clock, &Action::SilenceCloses, None, Vec::new())?;
        }
        (Timer::WaitEnds, Some(number)) => {
            talk.act(number, Actor::Clock, &Action::WaitExpired, None, Vec::new())?;
        }
        (Timer::Colour, Some(number)) => redraw(talk, number)?,
        (Timer::CardAstray, Some(number)) => report::put_up_again(talk, number)?,
        (Timer::Post, _) => announce::post::due(talk)?,
        (Timer::Gather, _) => announce::post::gathered(talk)?,
        (Timer::GroupLost, _) => desk::bind::lost(talk)?,
        (Timer::LeaveGroup, _) if talk.facts.chat.binding.is_none() => talk.say(Say::LeaveChat),
        _ => return Err(Refusal::Unknown.into()),
    }
    Ok(())
}

/// Draws the cards of a ticket with the colours of now, as often as one changes.
fn redraw(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    let next = clocks::next_colour(&talk.ticket(number)?.ticket, talk.now);
    talk.say(Say::Card { ticket: number, put_up: Vec::new() });
    if let Some(turns) = next {
        talk.change(Change::Colour { number, turns });
    }
    Ok(())
}

/// The day before silence closes a ticket, its reporter is asked once more.
fn warn(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    let dossier = talk.ticket(number)?;
    let reader = dossier.ticket.reporter.and_then(|reporter| dossier.readers.get(&reporter)).cloned();
    let Some(reader) = reader.filter(|reader| reader.reachable) else { return Ok(()) };
    // Whoever said that it isn't solved and gave no reason is asked for that: the first question is answered.
    let (text, (_, rows)) = match dossier.ticket.follow_up.solved {
        Some(_) => (text!("clock-silence-reason", number = number.0), follow_up::reasons(talk, number)),
        None => (text!("clock-silence-warning", number = number.0), follow_up::solved(number)),
    };
    let mut message = Message::notice(reader, text, Some(number));
    message.rows = rows;
    message.silent = true;
    talk.tell(message);
    Ok(())
}
