//! The card of a ticket: everything a clerk needs at a glance, and the buttons of its state.

use crate::conversation::facts::{Dossier, Estate, Line};
use crate::conversation::screen::Button;
use crate::conversation::tell;
use crate::domain::clocks::{self, Colour};
use crate::domain::id::Number;
use crate::domain::language::{Bilingual, Language};
use crate::domain::ticket::{Event, Privacy, State, Ticket, Urgency};
use crate::domain::time::Moment;
use crate::text;
use crate::text::Text;

/// Lines of the story on a card.
const LINES: usize = 4;
/// Characters of a line on a card.
const CLIP: usize = 200;
/// Characters of the report itself on a card.
const REPORT: usize = 800;

/// A drawn card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Words.
    pub text: Text,
    /// Buttons.
    pub rows: Vec<Vec<Button>>,
}

/// The card of a ticket at `now`.
#[must_use]
pub fn card(dossier: &Dossier, estate: &Estate, now: Moment) -> Card {
    let ticket = &dossier.ticket;
    let mut text = heading(ticket, estate);
    text = text.line(place(ticket, estate));
    text = text.line(reporter(dossier));
    if ticket.affected > 1 {
        text = text.line(text!("card-affected", count = ticket.affected));
    }
    if let Some(lead) = lead(dossier) {
        text = text.line(lead);
    }
    for due in dues(ticket, now) {
        text = text.line(due);
    }
    if dossier.nearby > 0 {
        text = text.line(text!("card-nearby", count = dossier.nearby));
    }
    let unreachable =
        ticket.reporter.and_then(|person| dossier.readers.get(&person)).is_some_and(|reader| !reader.reachable);
    if unreachable {
        text = text.line(text!("card-unreachable"));
    }
    for (question, answer) in &dossier.answers {
        text = text.line(text!("card-answer", question = question.as_str(), answer = answer.as_str()));
    }
    let story: Vec<Text> = dossier.lines.iter().filter_map(|line| story(dossier, line)).collect();
    if let Some((report, rest)) = story.split_first() {
        let skipped = rest.len().saturating_sub(LINES);
        text = rest.iter().skip(skipped).cloned().fold(text.paragraph(report.clone()), Text::line);
    }
    Card { text, rows: buttons(ticket) }
}

fn heading(ticket: &Ticket, estate: &Estate) -> Text {
    let category = estate.catalogue.category(&ticket.category);
    let name = category.map_or_else(|| Text::raw(ticket.category.as_str()), |category| Text::named(&category.name));
    let state = Text::key(&format!("state-{}", ticket.state.code()));
    let kind = Text::key(&format!("kind-{}", ticket.kind.code()));
    let heading = text!("card-heading", number = ticket.number.0, state = state, kind = kind, category = name);
    match (ticket.emergency, ticket.urgency) {
        (true, _) => text!("card-emergency").line(heading),
        (false, Urgency::Urgent) => text!("card-urgent").line(heading),
        _ => heading,
    }
}

fn place(ticket: &Ticket, estate: &Estate) -> Text {
    let compound = estate.places.get(ticket.spot.compound);
    let name = compound.map(|place| Bilingual {
        zh: place.name_in(Language::Chinese).to_owned(),
        en: place.name_in(Language::English).to_owned(),
    });
    let mut text = Text::named(&name.unwrap_or_default());
    let spot = &ticket.spot;
    let parts = [("card-building", &spot.building), ("card-unit", &spot.unit), ("card-room", &spot.room)];
    for (key, part) in parts {
        if let Some(part) = part {
            text.0.extend(Text::key(key).with("name", part.as_str()).0);
        }
    }
    match &spot.words {
        Some(words) => text.line(Text::raw(words.chars().take(CLIP).collect::<String>())),
        None => text,
    }
}

/// Who reported it, as far as the handler may know.
fn reporter(dossier: &Dossier) -> Text {
    let (open, past) = dossier.reporter_counts;
    let who = tell::reporter(dossier);
    let privacy = Text::key(&format!("privacy-{}", dossier.ticket.privacy.code()));
    let text = match dossier.ticket.privacy {
        Privacy::Anonymous => text!("card-anonymous"),
        _ => text!("card-reporter", who = who, privacy = privacy, open = open, past = past),
    };
    let phone = dossier.contact.as_ref().and_then(|contact| contact.phone.clone());
    match phone.filter(|_| dossier.ticket.privacy == Privacy::Named) {
        Some(phone) => text.line(Text::raw(phone)),
        None => text,
    }
}

fn lead(dossier: &Dossier) -> Option<Text> {
    let lead = dossier.ticket.lead?;
    let taken = dossier.lines.iter().rev().find(|line| matches!(line.event, Event::Acknowledged { .. }));
    let at = taken.map_or(dossier.ticket.filed_at, |line| line.at);
    Some(match dossier.staff.get(&lead) {
        Some((role, name)) => {
            let post = Text::key(&format!("role-{}", role.code()));
            text!("card-lead", name = name.as_str(), post = post, at = at)
        }
        None => text!("card-taken", at = at),
    })
}

/// The due times that still count, each with a word for its colour.
fn dues(ticket: &Ticket, now: Moment) -> Vec<Text> {
    if !ticket.state.is_open() {
        return Vec::new();
    }
    if let Some(waiting) = ticket.waiting {
        let on = Text::key(&format!("waiting-{}", waiting.on.code()));
        return vec![text!("card-waiting", on = on, until = waiting.until)];
    }
    let of = |key: &str, due: Option<Moment>, met: bool| {
        let due = due.filter(|_| !met)?;
        let colour = match clocks::colour(ticket.filed_at, due, now) {
            Colour::Green => text!("colour-green"),
            Colour::Yellow => text!("colour-yellow"),
            Colour::Red => text!("colour-red"),
        };
        Some(Text::key(key).with("at", due).with("colour", colour))
    };
    [
        of("card-due-acknowledge", ticket.dues.acknowledge, ticket.acknowledged_at.is_some()),
        of("card-due-contact", ticket.dues.contact, ticket.contacted_at.is_some()),
        of("card-due-done", ticket.dues.done, false),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A line of the story as staff read it; none for what the card says elsewhere.
pub(super) fn story(dossier: &Dossier, line: &Line) -> Option<Text> {
    let key = match line.event {
        Event::Submitted { .. } => "card-line-report",
        Event::Said | Event::Edited => "card-line-said",
        Event::Replied | Event::Asked { .. } => "card-line-replied",
        Event::Noted => "card-line-note",
        Event::Resolved { .. } => "card-line-resolved",
        Event::Reopened { .. } => "card-line-reopened",
        Event::Urged => "card-line-urged",
        Event::Closed { .. } => "card-line-closed",
        _ => return None,
    };
    let who = line
        .person
        .and_then(|person| dossier.staff.get(&person))
        .map_or_else(|| tell::reporter(dossier), |(_, name)| Text::raw(name.as_str()));
    let clip = if matches!(line.event, Event::Submitted { .. }) { REPORT } else { CLIP };
    let words: String = line.words.as_deref().unwrap_or_default().chars().take(clip).collect();
    let text = Text::key(key).with("at", line.at).with("who", who).with("words", words);
    Some(match line.media.len() {
        0 => text,
        count => Text([text.0, text!("card-files", count = count).0].concat()),
    })
}

fn buttons(ticket: &Ticket) -> Vec<Vec<Button>> {
    let Number(number) = ticket.number;
    let act = |key: &str, verb: &str| Button::act(Text::key(key), format!("desk.{verb}:{number}"));
    match ticket.state {
        State::Submitted => vec![
            vec![act("card-take", "take"), act("card-decline", "decline")],
            vec![act("card-reply", "reply"), act("card-ask", "ask")],
        ],
        State::Acknowledged | State::InProgress => vec![
            vec![act("card-done", "done"), act("card-ask", "ask")],
            vec![act("card-reply", "reply"), act("card-canned", "canned")],
            vec![act("card-contact", "contact"), act("card-decline", "decline")],
        ],
        State::Resolved => vec![vec![act("card-reply", "reply"), act("card-reopen", "reopen")]],
        _ => Vec::new(),
    }
}
