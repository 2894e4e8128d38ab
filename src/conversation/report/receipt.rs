//! The receipt: number, who has it, by when what happens, and what to do meanwhile.

use super::draft::Draft;
use super::{place, review};
use crate::conversation::screen::{Button, Message};
use crate::conversation::talk::{Stop, Talk};
use crate::domain::chat::Pace;
use crate::domain::ticket::dossier::NewTicket;
use crate::domain::ticket::{Dues, Ticket};
use crate::text;
use crate::text::{Text, format};

/// Of how many matters at least it is said how long they took.
const USUAL_FROM: i64 = 5;
/// Characters of the matter on a receipt.
const MATTER: usize = 60;

/// The receipt of a new ticket for its reporter; `who` has it, if anybody. None where they have no chat.
///
/// # Errors
/// See [`Stop`].
pub(super) fn message(
    talk: &Talk<'_>,
    draft: &Draft,
    new: &NewTicket,
    who: Option<Text>,
) -> Result<Option<Message>, Stop> {
    let ticket = &new.ticket;
    let number = ticket.number.to_string();
    let mut text = text!("receipt-filed", number = &*number).line(matter(talk, draft, ticket));
    text = match who {
        Some(who) => text.line(text!("receipt-who", who = who)),
        None => text.line(nobody(talk, ticket)),
    };
    if let Some(dues) = dues(&ticket.dues) {
        text = text.line(dues);
    }
    if let Some((days, count)) = talk.usual(ticket.spot.compound, &ticket.category)?.filter(|(_, n)| *n >= USUAL_FROM) {
        text = text.line(text!("receipt-usual", days = days, count = count));
    }
    if let Some(party) = ticket.against {
        text = text.line(review::past(party));
    }
    let (more, rows) = match &new.claim {
        Some(code) => (text!("receipt-code", code = &**code), claim_rows(code)),
        None => (text!("receipt-next"), rows(&number)),
    };
    let text = text.line(more).line(text!("receipt-danger"));
    let about = new.claim.is_none().then_some(ticket.number);
    Ok(talk.myself().map(|me| Message { rows, pace: Pace::Interactive, ..Message::notice(me, text, about) }))
}

fn rows(number: &str) -> Vec<Vec<Button>> {
    vec![vec![
        Button::act(text!("receipt-open"), format!("mine.open:{number}")),
        Button::act(text!("receipt-add"), format!("mine.add:{number}")),
        Button::act(text!("mine-urge"), format!("mine.urge:{number}")),
    ]]
}

fn claim_rows(code: &str) -> Vec<Vec<Button>> {
    vec![vec![Button::link(text!("receipt-claim"), format!("{{bot}}?start=k-{code}"))]]
}

fn matter(talk: &Talk<'_>, draft: &Draft, ticket: &Ticket) -> Text {
    let words = draft.words();
    let matter = match (words.is_empty(), draft.category(&talk.estate.catalogue)) {
        (true, Some(category)) => Text::named(&category.name),
        (true, None) => text!("report-files", count = draft.media.len()),
        (false, _) => Text::raw(format::excerpt(&words.replace('\n', " "), MATTER)),
    };
    // Who began with where it is need not read it twice.
    let building = ticket.spot.building.as_deref();
    if building.is_some_and(|building| words.trim_start().starts_with(building)) {
        return text!("receipt-matter-placed", matter = matter);
    }
    text!("receipt-matter", place = place::described(talk, &ticket.spot), matter = matter)
}

/// Nobody holds the role that leads: the office and its phone.
fn nobody(talk: &Talk<'_>, ticket: &Ticket) -> Text {
    match talk.estate.places.phones(ticket.spot.compound).office {
        Some(phone) => text!("receipt-nobody", phone = phone),
        None => text!("receipt-nobody-no-phone"),
    }
}

/// When it will be acknowledged, contacted and done; none where a kind has no clock.
fn dues(dues: &Dues) -> Option<Text> {
    match (dues.acknowledge, dues.contact, dues.done) {
        (Some(acknowledge), Some(contact), Some(done)) => {
            Some(text!("receipt-dues", acknowledge = acknowledge, contact = contact, done = done))
        }
        (Some(acknowledge), ..) => Some(text!("receipt-due-acknowledge", acknowledge = acknowledge)),
        _ => None,
    }
}
