//! A ticket's card (工单卡): what staff see of it at a glance, and what they can do next.
//!
//! It stands in staff chats, so it holds neither name nor room where the report is confidential or anonymous.
//! Everything of unbounded length is clipped, so that a card always fits one message of 4096 UTF-16 units.

use super::story::{self, clip};
use crate::conversation::facts::Estate;
use crate::conversation::first_contact;
use crate::conversation::screen::Button;
use crate::domain::clocks::{self, Colour};
use crate::domain::id::PlaceId;
use crate::domain::ticket::dossier::{Dossier, Line};
use crate::domain::ticket::{Event, Privacy, State, Ticket, Urgency, Waiting};
use crate::domain::time::Moment;
use crate::text;
use crate::text::{Piece, Text};

/// UTF-16 units of the reporter's first words on the card.
const REPORT_UNITS: usize = 500;
/// UTF-16 units of each later line.
const LINE_UNITS: usize = 200;
/// Later lines on the card.
const LINES: usize = 5;
/// Own questions with answers on the card.
const ANSWERS: usize = 6;
/// UTF-16 units of everything else that somebody typed.
const BIT_UNITS: usize = 60;

/// A card, still in no language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its words.
    pub text: Text,
    /// Its buttons.
    pub rows: Vec<Vec<Button>>,
}

/// The card of a ticket at `now`.
#[must_use]
pub fn card(dossier: &Dossier, estate: &Estate, now: Moment) -> Card {
    let ticket = &dossier.ticket;
    let parts = [matter(dossier, estate), hands(dossier), dues(ticket, now), reporter(dossier), told(dossier)];
    let text = parts.into_iter().filter(|part| !part.is_empty()).fold(Text::default(), Text::paragraph);
    Card { text: text.lasting(), rows: rows(ticket) }
}

/// Number, state, marks; category and kind; place; how many it affects.
fn matter(dossier: &Dossier, estate: &Estate) -> Text {
    let ticket = &dossier.ticket;
    let state = Text::key(&format!("card-state-{}", ticket.state.code()));
    let mut text = text!("card-head", number = ticket.number.0, state = state);
    if ticket.emergency {
        text = text.line(text!("card-emergency"));
    } else if ticket.urgency == Urgency::Urgent {
        text = text.line(text!("card-urgent"));
    }
    let kind = Text::key(&format!("card-kind-{}", ticket.kind.code()));
    text = text.line(text!("card-category", category = category(ticket, estate), kind = kind));
    text = text.line(place(ticket, estate));
    if let Some(words) = &ticket.spot.words {
        text = text.line(Text::raw(clip(words, BIT_UNITS)));
    }
    if ticket.affected > 1 {
        text = text.line(text!("card-affected", count = ticket.affected));
    }
    if dossier.nearby > 0 {
        text = text.line(text!("card-nearby", count = dossier.nearby));
    }
    text
}

/// The category's name, or its code once the catalogue has lost it.
pub(super) fn category(ticket: &Ticket, estate: &Estate) -> Text {
    let known = estate.catalogue.category(&ticket.category);
    known.map_or_else(|| Text::raw(ticket.category.as_str()), |category| Text::named(&category.name))
}

/// Compound, building, unit; the room only where the reporter is named.
pub(super) fn place(ticket: &Ticket, estate: &Estate) -> Text {
    let spot = &ticket.spot;
    let mut text = compound(spot.compound, estate);
    let named = ticket.privacy == Privacy::Named;
    let bits = [
        ("card-building", spot.building.as_deref()),
        ("card-unit", spot.unit.as_deref()),
        ("card-room", spot.room.as_deref().filter(|_| named)),
    ];
    for (key, bit) in bits {
        if let Some(bit) = bit {
            text.0.push(Piece::Raw(" ".to_owned()));
            text.0.extend(Text::key(key).with("name", clip(bit, BIT_UNITS)).0);
        }
    }
    text
}

fn compound(place: PlaceId, estate: &Estate) -> Text {
    estate.places.get(place).map(first_contact::name).unwrap_or_default()
}

/// The claim line, lead and helpers, and what the ticket waits for.
fn hands(dossier: &Dossier) -> Text {
    let ticket = &dossier.ticket;
    let mut text = Text::default();
    let took = dossier.lines.iter().rev().find_map(|line| match line.event {
        Event::Acknowledged { lead } => Some((lead, line.at)),
        _ => None,
    });
    if let Some((person, at)) = took {
        text = text.line(text!("card-took", who = story::colleague(dossier, person), at = at));
    }
    if let Some(lead) = ticket.lead.filter(|lead| took.is_none_or(|(person, _)| person != *lead)) {
        text = text.line(text!("card-lead", who = story::colleague(dossier, lead)));
    }
    for helper in &ticket.helpers {
        text = text.line(text!("card-helper", who = story::colleague(dossier, *helper)));
    }
    if let Some(waiting) = ticket.waiting {
        text = text.line(self::waiting(&waiting));
    }
    if ticket.urged > 0 {
        text = text.line(text!("card-urged", count = ticket.urged));
    }
    if ticket.reopened > 0 {
        text = text.line(text!("card-reopened", count = ticket.reopened));
    }
    text
}

/// For whom a ticket waits, and until when.
pub(super) fn waiting(waiting: &Waiting) -> Text {
    let on = Text::key(&format!("card-waiting-{}", waiting.on.code()));
    text!("card-waiting", on = on, until = waiting.until)
}

/// The three dues, each with its colour in words.
fn dues(ticket: &Ticket, now: Moment) -> Text {
    let three = [
        ("card-due-acknowledge", ticket.dues.acknowledge, ticket.acknowledged_at),
        ("card-due-contact", ticket.dues.contact, ticket.contacted_at),
        ("card-due-done", ticket.dues.done, ticket.resolved_at),
    ];
    let open = ticket.state.is_open();
    let mut text = Text::default();
    for (key, due, met) in three {
        let Some(due) = due.filter(|_| open || met.is_some()) else { continue };
        let met = met.filter(|_| !(open && key == "card-due-done"));
        let colour = Text::key(colour(ticket.filed_at, due, met, now));
        text = text.line(Text::key(key).with("at", due).with("colour", colour));
    }
    text
}

/// Met in time or late; else how near it is.
fn colour(from: Moment, due: Moment, met: Option<Moment>, now: Moment) -> &'static str {
    match (met, clocks::colour(from, due, now)) {
        (Some(met), _) if met <= due => "card-met",
        (Some(_), _) => "card-met-late",
        (None, Colour::Green) => "card-ahead",
        (None, Colour::Yellow) => "card-near",
        (None, Colour::Red) => "card-over",
    }
}

/// Who reports it as far as staff may know, and whether they can be reached.
fn reporter(dossier: &Dossier) -> Text {
    let ticket = &dossier.ticket;
    let mut text = match (ticket.privacy, &dossier.contact) {
        (Privacy::Anonymous, _) => text!("card-anonymous"),
        (Privacy::Confidential, _) => text!("card-confidential"),
        (Privacy::Named, Some(contact)) if contact.name.is_some() || contact.phone.is_some() => {
            let bit = |bit: &Option<String>| clip(bit.as_deref().unwrap_or_default(), BIT_UNITS);
            let words = format!("{} {}", bit(&contact.name), bit(&contact.phone));
            text!("card-named", who = words.trim())
        }
        (Privacy::Named, _) => match &ticket.spot.building {
            Some(building) => text!("card-resident-of", building = clip(building, BIT_UNITS)),
            None => text!("card-resident"),
        },
    };
    if ticket.privacy != Privacy::Anonymous {
        text = text.line(match dossier.reporter_counts {
            (0, 0) => text!("card-counts-none"),
            (open, past) => text!("card-counts", open = open, past = past),
        });
    }
    let reached = ticket.reporter.and_then(|person| dossier.readers.get(&person));
    if reached.is_some_and(|reader| !reader.reachable) {
        text = text.line(text!("card-blocked"));
    }
    text
}

/// What was told: the report, the own questions' answers, the last lines, how many files.
fn told(dossier: &Dossier) -> Text {
    let (first, later): (Vec<&Line>, Vec<&Line>) =
        dossier.lines.iter().partition(|line| matches!(line.event, Event::Submitted { .. }));
    let mut text = Text::default();
    for line in first.into_iter().take(1) {
        text = text.line(story::line(dossier, line, REPORT_UNITS));
    }
    for (question, answer) in dossier.answers.iter().take(ANSWERS) {
        let (question, answer) = (clip(question, BIT_UNITS), clip(answer, BIT_UNITS));
        text = text.line(text!("card-answer", question = question, answer = answer));
    }
    let spoken: Vec<&Line> = later.into_iter().filter(|line| line.words.is_some() || !line.media.is_empty()).collect();
    for line in spoken.iter().skip(spoken.len().saturating_sub(LINES)) {
        text = text.line(story::line(dossier, line, LINE_UNITS));
    }
    let files: usize = dossier.lines.iter().map(|line| line.media.len()).sum();
    if files > 0 {
        text = text.line(text!("card-files", count = files));
    }
    text
}

/// What can be done next. Nothing is relayed to an anonymous reporter, so nothing of that kind is offered there.
fn rows(ticket: &Ticket) -> Vec<Vec<Button>> {
    let button = |label: &str, verb: &str| Button::act(Text::key(label), format!("{verb}:{}", ticket.number));
    let more = button("card-more", "desk.more");
    let assign = button("card-assign", "desk.assign");
    let decline = button("card-decline", "desk.decline");
    let done = button("card-done", "desk.done");
    match ticket.state {
        State::Submitted => vec![vec![button("card-take", "desk.take"), assign], vec![decline, more]],
        State::Acknowledged | State::InProgress if ticket.privacy == Privacy::Anonymous => {
            vec![vec![done, assign], vec![decline, more]]
        }
        State::Acknowledged | State::InProgress => {
            let (ask, reply) = (button("card-ask", "desk.ask"), button("card-reply", "desk.reply"));
            let canned = button("card-canned", "desk.canned");
            let mut rows = vec![vec![ask, reply], vec![done, canned], vec![assign, decline]];
            // A public work is thought of once the matter is known, so its button takes the place of the call's.
            let contact = ticket.contacted_at.is_none().then(|| button("card-contacted", "desk.contact"));
            let task = button("card-task", "task.new");
            rows.push([contact.unwrap_or(task), more].into());
            rows
        }
        State::Resolved => vec![vec![button("card-reopen", "desk.reopen"), more]],
        _ => vec![vec![more]],
    }
}
