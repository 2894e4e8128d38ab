//! A ticket shown to staff: its card put up where they are, or its whole story with the files.

use super::card;
use super::story;
use super::work::{answer, here, may_show_here};
use crate::conversation::projects;
use crate::conversation::screen::{Message, Say};
use crate::conversation::talk::{self, Stop, Talk};
use crate::domain::chat::Pace;
use crate::domain::id::Number;
use crate::domain::person::Reader;
use crate::domain::rights::Right;
use crate::domain::ticket::dossier::Dossier;
use crate::text;

/// UTF-16 units of a line in the whole story.
const LINE_UNITS: usize = 1_500;
/// Files shown with it, the last ones: an album holds no more.
const FILES: usize = 10;

/// The whole story: every line, and the last files.
///
/// # Errors
/// See [`Stop`].
pub(super) fn story(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    let (to, dossier) = for_reader(talk, number)?;
    let Some(to) = to else { return Ok(()) };
    let ticket = &dossier.ticket;
    let mut text = text!("desk-story", number = ticket.number.0, category = card::category(ticket, talk.estate));
    text = text.line(card::place(ticket, talk.estate));
    for line in &dossier.lines {
        text = text.line(story::line(&dossier, line, LINE_UNITS));
    }
    let mut media: Vec<_> = dossier.lines.iter().flat_map(|line| line.media.iter().copied()).collect();
    media.drain(..media.len().saturating_sub(FILES));
    // The card itself has no room for one more button.
    let proposes = talk.works_at(Right::ProposeTask, ticket.spot.compound).is_some();
    let project = projects::of_ticket(talk, ticket).filter(|_| proposes);
    let rows = project.map(|button| vec![button]).into_iter().collect();
    talk.tell(Message { media, rows, pace: Pace::Interactive, ..Message::notice(to, text, Some(number)) });
    Ok(())
}

/// The card, put up anew.
///
/// # Errors
/// See [`Stop`].
pub(super) fn card(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    let (to, _) = for_reader(talk, number)?;
    talk.say(Say::Card { ticket: number, put_up: to.into_iter().collect() });
    Ok(())
}

/// The ticket, and where it may be shown: here, or else in the reader's own chat, which is then said here.
fn for_reader(talk: &mut Talk<'_>, number: Number) -> Result<(Option<Reader>, Dossier), Stop> {
    talk.staff_of(number, Right::Read)?;
    let dossier = talk.ticket(number)?.clone();
    if may_show_here(talk, &dossier.ticket) {
        return Ok((here(talk), dossier));
    }
    answer(talk, text!("desk-shown-in-private"));
    Ok((talk.myself(), dossier))
}
