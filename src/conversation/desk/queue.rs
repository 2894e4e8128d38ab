//! Lists for staff: the queue with its filters, one's own, a ticket with its whole story.

use super::{answer, card, message_here};
use crate::conversation::facts::{Brief, PAGE, QueueFilter};
use crate::conversation::screen::{Button, MessageRole};
use crate::conversation::talk::{self, Talk};
use crate::domain::clocks;
use crate::domain::id::{Number, PersonId};
use crate::domain::refusal::Refusal;
use crate::domain::rights::Right;
use crate::domain::ticket::Urgency;
use crate::text;
use crate::text::Text;

/// The filter that words after `/queue` ask for; words nobody knows ask for nothing.
pub(super) fn filter(talk: &Talk<'_>, rest: &str) -> QueueFilter {
    let mut filter = QueueFilter::default();
    for word in rest.split_whitespace() {
        match word.to_lowercase().as_str() {
            "untaken" | "未签收" => filter.untaken = true,
            "overdue" | "超时" => filter.overdue = true,
            "urgent" | "紧急" => filter.urgent = true,
            word => {
                let mut categories = talk.estate.catalogue.categories.iter();
                let meant = categories.find(|category| {
                    category.code == word || category.name.zh == word || category.name.en.to_lowercase() == word
                });
                match (meant, talk.estate.catalogue.suggest(word).place) {
                    (Some(category), _) => filter.category = Some(category.code.clone()),
                    (None, Some(place)) => filter.building = place.building,
                    (None, None) if word.chars().all(|c| c.is_ascii_digit()) => filter.building = Some(word.to_owned()),
                    _ => {}
                }
            }
        }
    }
    filter
}

/// A filter as a button carries it: `u`, `o`, `g` for the flags, `l` for one's own, `c=CODE`, `b=BUILDING`.
fn code(filter: &QueueFilter) -> String {
    let mut parts = Vec::new();
    for (flag, set) in
        [("u", filter.untaken), ("o", filter.overdue), ("g", filter.urgent), ("l", filter.lead.is_some())]
    {
        if set {
            parts.push(flag.to_owned());
        }
    }
    parts.extend(filter.category.as_ref().map(|category| format!("c={category}")));
    parts.extend(filter.building.as_ref().map(|building| format!("b={building}")));
    parts.join(",")
}

fn of_code(code: &str, own: PersonId) -> QueueFilter {
    let mut filter = QueueFilter::default();
    for part in code.split(',') {
        match part.split_once('=') {
            Some(("c", category)) => filter.category = Some(category.to_owned()),
            Some(("b", building)) => filter.building = Some(building.to_owned()),
            _ => match part {
                "u" => filter.untaken = true,
                "o" => filter.overdue = true,
                "g" => filter.urgent = true,
                "l" => filter.lead = Some(own),
                _ => {}
            },
        }
    }
    filter
}

/// A page was turned: `desk.queue:OFFSET:FILTER`.
pub(super) fn turned(talk: &mut Talk<'_>, offset: &str, filter: &str) -> talk::Step {
    let filter = of_code(filter, talk.person()?.id);
    show(talk, &filter, offset.parse().unwrap_or(0))
}

/// A page of the queue, for staff only.
pub(super) fn show(talk: &mut Talk<'_>, filter: &QueueFilter, offset: i64) -> talk::Step {
    if talk.facts.grants.is_empty() {
        return Err(Refusal::NotAllowed.into());
    }
    let listing = talk.queue(filter, offset)?;
    if listing.total == 0 {
        answer(talk, text!("queue-empty"));
        return Ok(());
    }
    let mut text = text!("queue-heading", total = listing.total);
    let mut rows = Vec::new();
    for brief in &listing.rows {
        text = text.line(row(talk, brief));
        let number = brief.ticket.number;
        let label = text!("queue-see", number = number.0);
        rows.push(Button::act(label, format!("desk.ticket:{number}")));
    }
    let mut rows: Vec<Vec<Button>> = rows.chunks(2).map(<[Button]>::to_vec).collect();
    let turn = |to: i64| format!("desk.queue:{to}:{}", code(filter));
    let mut turning = Vec::new();
    if offset > 0 {
        turning.push(Button::act(text!("previous"), turn((offset - PAGE).max(0))));
    }
    if offset + PAGE < listing.total {
        turning.push(Button::act(text!("more"), turn(offset + PAGE)));
    }
    if !turning.is_empty() {
        rows.push(turning);
    }
    let mut message = message_here(talk, text, None);
    message.rows = rows;
    talk.tell(message);
    Ok(())
}

fn row(talk: &Talk<'_>, brief: &Brief) -> Text {
    let ticket = &brief.ticket;
    let category = talk.estate.catalogue.category(&ticket.category);
    let name = category.map_or_else(|| Text::raw(ticket.category.as_str()), |category| Text::named(&category.name));
    let state = Text::key(&format!("state-{}", ticket.state.code()));
    let due = match clocks::next_due(ticket) {
        Some(due) if due < talk.now => text!("queue-overdue", at = due),
        Some(due) => text!("queue-due", at = due),
        None => text!("queue-waiting"),
    };
    let mark = if ticket.urgency == Urgency::Urgent { text!("queue-urgent") } else { Text::default() };
    let building = ticket.spot.building.clone().unwrap_or_default();
    text!(
        "queue-row",
        number = ticket.number.0,
        category = name,
        building = building,
        state = state,
        due = due,
        mark = mark
    )
}

/// A ticket as its card, put up here.
pub(super) fn ticket(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    talk.staff_of(number, Right::Read)?;
    let drawn = card::card(talk.ticket(number)?, talk.estate, talk.now);
    let mut message = message_here(talk, drawn.text, Some(number));
    message.role = MessageRole::Card;
    message.rows = drawn.rows;
    talk.tell(message);
    Ok(())
}
