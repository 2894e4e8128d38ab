//! `/fund`: what everyone reads. Whose money it is, who holds it, how much is there, where it came from, what each project
//! was given and paid, the latest entries with their receipts, and every quarter that nobody posted.

use super::known::{PAGE, Shown};
use super::{Step, elsewhere, picture, words};
use crate::conversation::screen::{Button, Message, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Talk};
use crate::conversation::{first_contact, meeting, menu};
use crate::domain::chat::Pace;
use crate::domain::id::{BookId, PlaceId};
use crate::domain::refusal::Refusal;
use crate::text;
use crate::text::Text;

/// Books that have a button.
const BUTTONS: usize = 6;

/// `/fund`: a picture, and the books of one's compound and those above it.
///
/// # Errors
/// See [`talk::Stop`].
pub fn show(talk: &mut Talk<'_>) -> talk::Step {
    let Some(place) = place(talk) else {
        return if first_contact::require(talk)? { menu::show(talk) } else { Ok(()) };
    };
    let books = talk.books_at(place)?;
    if let Some(picture) = picture::of(talk, place, books) {
        talk.say(picture);
    }
    list(talk, place)
}

/// One's compound; for staff without one the first place where they hold a role.
fn place(talk: &Talk<'_>) -> Option<PlaceId> {
    talk.compound().or_else(|| talk.facts.grants.first().map(|grant| grant.scope))
}

fn list(talk: &mut Talk<'_>, place: PlaceId) -> talk::Step {
    let books = talk.books_at(place)?;
    let mut screen = Screen::new(match books {
        [] => text!("fund-none"),
        _ => text!("fund-head", place = meeting::place_name(talk, place)),
    });
    for shown in books {
        screen.text = screen.text.paragraph(told(talk, shown));
    }
    let written = books.iter().filter(|shown| shown.book.nr > 0).take(BUTTONS);
    let buttons =
        written.map(|shown| Button::choice(words::name(talk, &shown.book), format!("book:{}", shown.book.id)));
    let buttons: Vec<Button> = buttons.collect();
    if !buttons.is_empty() {
        screen.text = screen.text.paragraph(text!("fund-see"));
    }
    for button in buttons {
        screen = screen.row([button]);
    }
    let screen = screen.row([Button::choice(text!("open-menu"), "menu")]);
    talk.show(Flow::Ledger(Step::Books), screen);
    Ok(())
}

/// A book among others.
fn told(talk: &Talk<'_>, shown: &Shown) -> Text {
    if talk.care() {
        return words::brief(talk, shown);
    }
    let mut text = words::standing(talk, shown);
    for more in [words::projects(shown), words::quarters(talk, shown)] {
        if !more.is_empty() {
            text = text.line(more);
        }
    }
    if !shown.entries.is_empty() {
        text = text.line(text!("fund-latest"));
    }
    shown.entries.iter().map(words::entry).fold(text, Text::line)
}

/// Something was tapped or said at the books.
pub(super) fn chosen(talk: &mut Talk<'_>) -> talk::Step {
    let Some(choice) = talk.chosen.clone() else { return elsewhere(talk) };
    match choice.strip_prefix("book:").and_then(|id| id.parse().ok()) {
        Some(id) => page(talk, BookId(id), 0),
        None => show(talk),
    }
}

/// A page of a book's entries.
pub(super) fn page(talk: &mut Talk<'_>, id: BookId, offset: i64) -> talk::Step {
    let shown = talk.book(id, offset)?;
    readable(talk, shown)?;
    let mut screen = Screen::new(words::standing(talk, shown));
    for entry in &shown.entries {
        screen.text = screen.text.paragraph(words::entry(entry));
    }
    let proofs = shown.entries.iter().filter(|told| !told.entry.receipts.is_empty());
    let proofs: Vec<Button> = proofs
        .map(|told| Button::choice(text!("fund-receipt", nr = told.entry.nr), format!("receipt:{}", told.entry.nr)))
        .collect();
    for pair in proofs.chunks(2) {
        screen = screen.row(pair.to_vec());
    }
    let newer = (offset > 0).then(|| Button::choice(text!("previous"), "previous"));
    let older = (offset + PAGE < shown.book.nr).then(|| Button::choice(text!("more"), "more"));
    let screen = screen
        .row(newer.into_iter().chain(older))
        .row([Button::choice(text!("back"), "back"), Button::choice(text!("open-menu"), "menu")]);
    talk.show(Flow::Ledger(Step::Book(id, offset)), screen);
    Ok(())
}

/// A book is read at its place and below it; of others nobody is told that they exist.
fn readable(talk: &Talk<'_>, shown: &Shown) -> talk::Step {
    let (places, book) = (&talk.estate.places, shown.book.place);
    let works = talk.facts.grants.iter().any(|grant| places.within(book, grant.scope));
    let lives = place(talk).is_some_and(|own| places.within(own, book));
    if lives || works { Ok(()) } else { Err(Refusal::Unknown.into()) }
}

/// Something was tapped or said at a page.
pub(super) fn turned(talk: &mut Talk<'_>, id: BookId, offset: i64) -> talk::Step {
    let Some(choice) = talk.chosen.clone() else { return elsewhere(talk) };
    match (choice.as_str(), choice.strip_prefix("receipt:").and_then(|nr| nr.parse().ok())) {
        (_, Some(nr)) => receipts(talk, id, nr),
        ("more", _) => page(talk, id, offset + PAGE),
        ("previous", _) => page(talk, id, (offset - PAGE).max(0)),
        ("back", _) => match place(talk) {
            Some(place) => list(talk, place),
            None => menu::show(talk),
        },
        _ => page(talk, id, offset),
    }
}

/// The photos of an entry's receipts, below the page.
fn receipts(talk: &mut Talk<'_>, id: BookId, nr: i64) -> talk::Step {
    talk::together([talk.book(id, 0).map(drop), talk.entry(id, nr).map(drop)])?;
    readable(talk, talk.book(id, 0)?)?;
    let told = talk.entry(id, nr)?;
    if let Some(me) = talk.myself() {
        let mut message = Message::notice(me, words::entry(told), None);
        (message.media, message.pace) = (told.entry.receipts.clone(), Pace::Interactive);
        talk.tell(message);
    }
    Ok(())
}
