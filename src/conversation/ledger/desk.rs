//! `/ledger`: the books as staff have them. A treasurer opens and enters; who pays sees what waits for them.

use serde::{Deserialize, Serialize};

use super::known::{Change, Shown};
use super::{Step, change, elsewhere, enter, left, may, payout, words};
use crate::conversation::meeting::place_name;
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Talk};
use crate::conversation::works::widgets::{self, Answer};
use crate::domain::fund::ledger::{Book, CHARS, Kind};
use crate::domain::id::{BookId, PlaceId};
use crate::domain::place::{Place, PlaceKind};
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::text;
use crate::text::Text;

/// A book that is being opened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// Whose money.
    pub kind: Option<Kind>,
    /// Of which place.
    pub place: Option<PlaceId>,
    /// Who holds it.
    pub holder: Option<String>,
    /// The row of the list that is shown.
    pub row: usize,
}

/// `/ledger`.
///
/// # Errors
/// [`Refusal::NotAllowed`] for who neither books nor pays; see also [`talk::Stop`].
pub fn command(talk: &mut Talk<'_>, _rest: &str) -> talk::Step {
    let holds = |right| talk.facts.grants.iter().any(|grant| rights::holds(grant.role, right));
    if !holds(Right::Book) && !holds(Right::Pay) {
        return Err(Refusal::NotAllowed.into());
    }
    if !talk.in_private() {
        talk.point_to_private();
        return Ok(());
    }
    shelf(talk, 0, None)
}

/// The books from this one on.
pub(super) fn shelf(talk: &mut Talk<'_>, from: usize, note: Option<Text>) -> talk::Step {
    let books = talk.shelf()?;
    let mut text = note.unwrap_or_default().paragraph(match books {
        [] => text!("ledger-shelf-none"),
        _ => text!("ledger-shelf"),
    });
    let waiting: usize = books.iter().map(|shown| to_decide(talk, shown)).sum();
    if waiting > 0 {
        text = text.paragraph(text!("ledger-waiting", count = waiting));
    }
    let held = |shown: &Shown| {
        let held = words::yuan(shown.book.balances.held());
        text!("ledger-caption", book = words::name(talk, &shown.book), held = held)
    };
    text = text.paragraph(books.iter().map(held).fold(Text::default(), Text::line));
    let label = |shown: &Shown| (words::name(talk, &shown.book), format!("book:{}", shown.book.id));
    let answers: Vec<Answer> = books.iter().map(label).collect();
    let mut screen = widgets::answers(Screen::new(text), &answers, from, false);
    if waiting > 0 {
        screen = screen.row([Button::choice(text!("ledger-see-waiting"), "waiting")]);
    }
    let opens = !places(talk).is_empty();
    let new = opens.then(|| Button::choice(text!("ledger-open"), "open"));
    let screen = screen.row(new.into_iter().chain([Button::choice(text!("open-menu"), "menu")]));
    talk.show(Flow::Ledger(Step::Shelf(from)), screen);
    Ok(())
}

/// How many payouts of a book wait for the person who speaks.
fn to_decide(talk: &Talk<'_>, shown: &Shown) -> usize {
    let me = talk.person().ok().map(|person| person.id);
    let waits = shown.waiting.iter().filter(|payout| Some(payout.asked_by) != me);
    if may(talk, Right::Pay, shown.book.place) { waits.count() } else { 0 }
}

/// Something was tapped or said at the shelf.
pub(super) fn chosen(talk: &mut Talk<'_>, from: usize) -> talk::Step {
    let Some(choice) = talk.chosen.clone() else { return elsewhere(talk) };
    let book = choice.strip_prefix("book:").and_then(|id| id.parse().ok());
    match (choice.as_str(), widgets::turned_to(&choice), book) {
        (_, _, Some(id)) => show(talk, BookId(id), None),
        (_, Some(row), _) => shelf(talk, row, None),
        ("open", ..) => ask(talk, Opening::default(), None),
        ("waiting", ..) => payout::again(talk),
        _ => shelf(talk, from, None),
    }
}

// ---- a book ----

/// What may be entered into a book.
pub(super) fn show(talk: &mut Talk<'_>, id: BookId, note: Option<Text>) -> talk::Step {
    let shown = talk.book(id, 0)?;
    let books = may(talk, Right::Book, shown.book.place);
    if !books && !may(talk, Right::Pay, shown.book.place) {
        return Err(Refusal::Unknown.into());
    }
    let mut text = note.unwrap_or_default().paragraph(words::standing(talk, shown));
    text = text.paragraph(words::projects(shown)).paragraph(words::quarters(talk, shown));
    let offered = enter::Doing::ALL.iter().filter(|doing| books && doing.is_of(shown, talk.now));
    let offered: Vec<Button> =
        offered.map(|doing| Button::choice(Text::key(&format!("ledger-do-{}", doing.code())), doing.code())).collect();
    let mut screen = Screen::new(text);
    for pair in offered.chunks(2) {
        screen = screen.row(pair.to_vec());
    }
    let screen = screen
        .row([Button::choice(text!("ledger-entries"), "entries")])
        .row([Button::choice(text!("back"), "back"), Button::choice(text!("open-menu"), "menu")]);
    talk.show(Flow::Ledger(Step::Desk(id)), screen);
    Ok(())
}

/// Something was tapped or said at a book.
pub(super) fn pressed(talk: &mut Talk<'_>, id: BookId) -> talk::Step {
    let Some(choice) = talk.chosen.clone() else { return elsewhere(talk) };
    match (choice.as_str(), enter::Doing::of_code(&choice)) {
        (_, Some(doing)) => enter::begin(talk, id, doing),
        ("back", _) => shelf(talk, 0, None),
        ("entries", _) => super::fund::page(talk, id, 0),
        _ => show(talk, id, None),
    }
}

// ---- opening a book ----

/// The places whose books the person may open, the widest first.
fn places<'t>(talk: &'t Talk<'_>) -> Vec<&'t Place> {
    let kinds = [PlaceKind::Subdistrict, PlaceKind::Community, PlaceKind::Compound];
    let of_kind = talk.estate.places.iter().filter(|place| kinds.contains(&place.kind));
    let mut found: Vec<&Place> = of_kind.filter(|place| may(talk, Right::Book, place.id)).collect();
    found.sort_by_key(|place| (place.kind, place.id));
    found
}

/// The next question of a book that is being opened.
fn ask(talk: &mut Talk<'_>, opening: Opening, note: Option<Text>) -> talk::Step {
    let (question, answers): (Text, Vec<Answer>) = match (opening.kind, opening.place, &opening.holder) {
        (None, ..) => {
            let kinds = Kind::ALL.iter().map(|kind| (words::kind(*kind), format!("kind:{}", kind.code())));
            (text!("ledger-open-kind"), kinds.collect())
        }
        (_, None, _) => {
            let places = places(talk);
            let places = places.iter().map(|place| (place_name(talk, place.id), format!("place:{}", place.id)));
            (text!("ledger-open-place"), places.collect())
        }
        (_, _, None) => (text!("ledger-open-holder"), Vec::new()),
        (Some(kind), Some(place), Some(holder)) => {
            let (kind, place) = (words::kind(kind), place_name(talk, place));
            let text = text!("ledger-open-review", kind = kind, place = place, holder = holder.as_str());
            (text, vec![(text!("ledger-save"), "save".to_owned())])
        }
    };
    let text = note.unwrap_or_default().paragraph(question);
    let screen = widgets::ways_out(widgets::answers(Screen::new(text), &answers, opening.row, false));
    talk.show(Flow::Ledger(Step::Opening(opening)), screen);
    Ok(())
}

/// One turn of opening a book.
pub(super) fn opening(talk: &mut Talk<'_>, mut opening: Opening) -> talk::Step {
    let Some(choice) = talk.chosen.clone() else {
        let typed: String = talk.words().chars().take(CHARS).collect();
        let heard = match opening {
            _ if typed.is_empty() => false,
            Opening { kind: None, .. } => false,
            Opening { place: None, .. } => {
                let named = places(talk).into_iter().find(|place| place.name.contains(&typed));
                opening.place = named.map(|place| place.id);
                named.is_some()
            }
            _ => {
                opening.holder = Some(typed);
                true
            }
        };
        return ask(talk, opening, (!heard).then(|| text!("report-choose")));
    };
    let (verb, object) = choice.split_once(':').unwrap_or((&choice, ""));
    match verb {
        "cancel" => return left(talk),
        "save" => return open(talk, opening),
        "rows" => opening.row = object.parse().unwrap_or_default(),
        "kind" => opening.kind = Kind::of_code(object),
        "place" => {
            let named = places(talk).into_iter().find(|place| place.id.to_string() == object);
            (opening.place, opening.row) = (named.map(|place| place.id), 0);
        }
        _ if opening.holder.is_some() => opening.holder = None,
        _ if opening.place.is_some() => opening.place = None,
        _ if opening.kind.is_some() => opening.kind = None,
        _ => return shelf(talk, 0, None),
    }
    ask(talk, opening, None)
}

fn open(talk: &mut Talk<'_>, opening: Opening) -> talk::Step {
    let Opening { kind: Some(kind), place: Some(place), holder: Some(holder), .. } = opening else {
        return ask(talk, opening, None);
    };
    if !may(talk, Right::Book, place) {
        return Err(Refusal::NotAllowed.into());
    }
    if talk.books_at(place)?.iter().any(|shown| (shown.book.kind, shown.book.place) == (kind, place)) {
        return shelf(talk, 0, Some(text!("ledger-open-already")));
    }
    let book = Book::begin(BookId(talk.fresh_id()), (kind, place), holder, talk.now);
    let note = text!("ledger-opened", book = words::name(talk, &book));
    let id = book.id;
    change(talk, Change::Open(book));
    done(talk, id, note);
    Ok(())
}

/// What was entered, and the ways on from it.
pub(super) fn done(talk: &mut Talk<'_>, book: BookId, note: Text) {
    let screen = Screen::new(note)
        .row([Button::choice(text!("ledger-go-on"), format!("book:{book}"))])
        .row([Button::choice(text!("open-menu"), "menu")]);
    talk.show(Flow::Ledger(Step::Shelf(0)), screen);
}
