//! The queue: what is open below one's scopes, by filter and page. In a group there are no sessions, so each button
//! carries the whole filter, and the list is changed in place.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::card;
use super::story;
use super::work::{may_show_here, offer};
use crate::conversation::input::What;
use crate::conversation::screen::{Button, Say};
use crate::conversation::talk::{self, Talk};
use crate::conversation::tell;
use crate::domain::catalogue::Category;
use crate::domain::clocks::{self, Colour};
use crate::domain::id::PersonId;
use crate::domain::role::Role;
use crate::domain::ticket::listing::{Brief, Listing, QUEUE_PAGE, QueueFilter};
use crate::text;
use crate::text::Text;

/// Bytes of a filter in a button, whose 64 also hold the verb and the offset.
const FILTER_BYTES: usize = 40;

/// Rows beyond which nobody pages; a forged offset must neither overflow nor be negative.
const LAST_OFFSET: i64 = 100_000;

/// UTF-16 units of a report's first words in a row.
const WORDS_UNITS: usize = 40;

/// A page of the queue, in place of the list whose button was pressed. Where the list has become shorter than the page
/// that was asked for, its last page.
///
/// # Errors
/// See [`talk::Stop`].
pub(super) fn show(talk: &mut Talk<'_>, filter: &QueueFilter, offset: i64) -> talk::Step {
    let mut listing = talk.queue(filter, offset)?;
    if listing.rows.is_empty() && listing.total > 0 {
        listing = talk.queue(filter, (listing.total - 1) / QUEUE_PAGE * QUEUE_PAGE)?;
    }
    let mut text = heading(talk, filter, listing);
    for brief in &listing.rows {
        text = text.paragraph(row(talk, brief, &listing.leads));
    }
    let rows = buttons(filter, listing);
    if matches!(talk.input.what, What::Press(ref data) if data.starts_with("desk.queue")) {
        talk.say(Say::Replace { text, rows });
    } else {
        offer(talk, None, text, rows);
    }
    Ok(())
}

/// How many, of which kind, and which page it is.
fn heading(talk: &Talk<'_>, filter: &QueueFilter, listing: &Listing) -> Text {
    let mine = filter.lead.is_some();
    let mut text = match (listing.total, listing.beyond, mine) {
        (0, _, true) => text!("desk-queue-mine-empty"),
        (0, _, false) => text!("desk-queue-empty"),
        (total, false, true) => text!("desk-queue-mine", count = total),
        (total, false, false) => text!("desk-queue", count = total),
        (total, true, true) => text!("desk-queue-mine-many", count = total),
        (total, true, false) => text!("desk-queue-many", count = total),
    };
    if let Some(only) = only(talk, filter) {
        text = text.line(text!("desk-queue-only", what = only));
    }
    let (page, pages) = (listing.offset / QUEUE_PAGE + 1, (listing.total - 1) / QUEUE_PAGE + 1);
    if listing.beyond {
        text = text.line(text!("desk-queue-page-of-many", page = page));
    } else if pages > 1 {
        text = text.line(text!("desk-queue-page", page = page, pages = pages));
    }
    text
}

/// What the list is narrowed to; none: to nothing.
fn only(talk: &Talk<'_>, filter: &QueueFilter) -> Option<Text> {
    let marks = MARKS.iter().filter(|(on, _, _)| on(filter)).map(|(_, key, _)| Text::key(key));
    let category = filter.category.as_ref().map(|code| {
        let known = talk.estate.catalogue.category(code);
        known.map_or_else(|| Text::raw(code.as_str()), |category| Text::named(&category.name))
    });
    let building = filter.building.as_ref().map(|name| text!("card-building", name = name.as_str()));
    marks.chain(category).chain(building).reduce(Text::dotted)
}

fn row(talk: &Talk<'_>, brief: &Brief, leads: &BTreeMap<PersonId, (Role, String)>) -> Text {
    let ticket = &brief.ticket;
    if !may_show_here(talk, ticket) {
        return text!("desk-queue-private", number = ticket.number.0);
    }
    let state = Text::key(&format!("card-state-{}", ticket.state.code()));
    let category = card::category(ticket, talk.estate);
    let mut text = text!("desk-queue-row", number = ticket.number.0, category = category, state = state);
    if let Some((role, name)) = ticket.lead.and_then(|lead| leads.get(&lead)) {
        text = text.dotted(tell::called(*role, name));
    }
    if ticket.is_urgent() {
        text = text!("card-urgent").dotted(text);
    }
    text = text.line(card::place(ticket, talk.estate));
    if let Some(due) = clocks::next_due(ticket) {
        let key = match clocks::colour(ticket.filed_at, due, talk.now) {
            Colour::Green => "desk-queue-due",
            Colour::Yellow => "desk-queue-near",
            Colour::Red => "desk-queue-over",
        };
        text = text.dotted(Text::key(key).with("at", due));
    }
    if let Some(waiting) = ticket.waiting {
        text = text.dotted(card::waiting(&waiting));
    }
    let words = brief.words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() { text } else { text.line(Text::raw(story::clip(&words, WORDS_UNITS))) }
}

/// Whether a mark is set, its name, and how it is turned.
type Mark = (fn(&QueueFilter) -> bool, &'static str, fn(&mut QueueFilter));

/// The marks by which the list is narrowed with a button.
const MARKS: &[Mark] = &[
    (
        |filter| filter.untaken,
        "desk-queue-untaken",
        |filter| {
            filter.untaken = !filter.untaken;
            // What nobody has taken is nobody's own.
            filter.lead = filter.lead.filter(|_| !filter.untaken);
        },
    ),
    (|filter| filter.overdue, "desk-queue-overdue", |filter| filter.overdue = !filter.overdue),
    (|filter| filter.urgent, "desk-queue-urgent", |filter| filter.urgent = !filter.urgent),
];

fn buttons(filter: &QueueFilter, listing: &Listing) -> Vec<Vec<Button>> {
    let page = |label: Text, filter: &QueueFilter, offset: i64| {
        Button::act(label, format!("desk.queue:{}:{offset}", write(filter)))
    };
    let open = |brief: &Brief| {
        let number = brief.ticket.number;
        Button::act(text!("desk-queue-open", number = number.0), format!("desk.ticket:{number}"))
    };
    let tickets: Vec<Button> = listing.rows.iter().map(open).collect();
    let mut rows: Vec<Vec<Button>> = tickets.chunks(2).map(<[Button]>::to_vec).collect();
    let mut pages = Vec::new();
    if listing.offset > 0 {
        pages.push(page(text!("previous"), filter, (listing.offset - QUEUE_PAGE).max(0)));
    }
    if listing.goes_on(QUEUE_PAGE) {
        pages.push(page(text!("more"), filter, listing.offset + QUEUE_PAGE));
    }
    rows.push(pages);
    let mark = |(on, key, turn): &Mark| {
        let mut other = filter.clone();
        turn(&mut other);
        let name = Text::key(key);
        page(if on(filter) { text!("desk-queue-on", name = name) } else { name }, &other, 0)
    };
    rows.push(MARKS.iter().map(mark).collect());
    let whole = QueueFilter { lead: filter.lead, ..QueueFilter::default() };
    if *filter != whole {
        rows.push(vec![page(text!("desk-queue-all"), &whole, 0)]);
    }
    rows.retain(|row| !row.is_empty());
    rows
}

/// The filter that the words after `/queue` mean: marks, a category, a building; none where a word means nothing.
pub(super) fn read_filter(talk: &Talk<'_>, rest: &str) -> Option<QueueFilter> {
    let mut filter = QueueFilter::default();
    for word in rest.split_whitespace() {
        match word.to_lowercase().as_str() {
            "未签收" | "没人接" | "untaken" => filter.untaken = true,
            "超时" | "overdue" => filter.overdue = true,
            "急" | "紧急" | "urgent" => filter.urgent = true,
            word => match category(talk, word) {
                Some(category) => filter.category = Some(category.code.clone()),
                None => filter.building = Some(building(word)?),
            },
        }
    }
    Some(filter)
}

fn category<'a>(talk: &Talk<'a>, word: &str) -> Option<&'a Category> {
    let named = |category: &&Category| {
        let names = [&category.code, &category.name.zh, &category.name.en];
        names.iter().any(|name| name.to_lowercase() == word)
    };
    talk.estate.catalogue.categories.iter().find(named)
}

/// `3` of 3, 3#, 3栋, 3号楼.
fn building(word: &str) -> Option<String> {
    let bare = word.trim_end_matches(['#', '栋', '幢', '座', '楼', '号']);
    let plain = !bare.is_empty() && bare.len() <= 8 && bare.chars().all(|letter| letter.is_ascii_alphanumeric());
    (plain && bare.chars().any(|letter| letter.is_ascii_digit())).then(|| bare.to_uppercase())
}

/// A filter as a button carries it: `uo.m=7.c=lighting.b=3`.
fn write(filter: &QueueFilter) -> String {
    let mut code = String::from("-");
    let marks = [(filter.untaken, 't'), (filter.overdue, 'o'), (filter.urgent, 'u')];
    code.extend(marks.iter().filter(|(on, _)| *on).map(|(_, mark)| *mark));
    if let Some(lead) = filter.lead {
        let _ = write!(code, ".m={lead}");
    }
    for (name, value) in [("c", &filter.category), ("b", &filter.building)] {
        if let Some(value) = value.as_ref().filter(|value| code.len() + value.len() + 3 <= FILTER_BYTES) {
            let _ = write!(code, ".{name}={value}");
        }
    }
    code
}

/// The filter of a button's code, and the row from which the page begins.
pub(super) fn read(code: &str, offset: &str) -> (QueueFilter, i64) {
    let mut filter = QueueFilter::default();
    for part in code.split('.') {
        match part.split_once('=') {
            Some(("m", lead)) => filter.lead = lead.parse().map(PersonId).ok(),
            Some(("c", category)) => filter.category = Some(category.to_owned()),
            Some(("b", building)) => filter.building = Some(building.to_owned()),
            _ => {
                filter.untaken = part.contains('t');
                filter.overdue = part.contains('o');
                filter.urgent = part.contains('u');
            }
        }
    }
    let offset: i64 = offset.parse().unwrap_or_default();
    (filter, offset.clamp(0, LAST_OFFSET))
}

#[cfg(test)]
mod tests {
    use super::{MARKS, building, read, write};
    use crate::domain::id::PersonId;
    use crate::domain::ticket::listing::QueueFilter;

    #[test]
    fn a_filter_comes_back_from_its_button() {
        let filter = QueueFilter {
            lead: Some(PersonId(9_007_199_254_740_991)),
            category: Some("lighting".to_owned()),
            building: Some("3".to_owned()),
            untaken: true,
            overdue: false,
            urgent: true,
        };
        let code = write(&filter);
        assert_eq!(read(&code, "5"), (filter, 5));
        assert!(format!("desk.queue:{code}:100000").len() <= 64);
        assert_eq!(read(&write(&QueueFilter::default()), ""), (QueueFilter::default(), 0));
    }

    #[test]
    fn what_nobody_took_is_looked_for_among_all() {
        let mut filter = QueueFilter { lead: Some(PersonId(1)), ..QueueFilter::default() };
        let (_, name, turn) = MARKS[0];
        turn(&mut filter);
        assert_eq!((name, filter.untaken, filter.lead), ("desk-queue-untaken", true, None));
    }

    #[test]
    fn a_building_is_read_as_people_write_it() {
        assert_eq!(building("3号楼").as_deref(), Some("3"));
        assert_eq!(building("12#").as_deref(), Some("12"));
        assert_eq!(building("b2").as_deref(), Some("B2"));
        assert_eq!(building("随便"), None);
        assert_eq!(building("foo"), None);
    }
}
