//! The books of a place as a picture: a row a book or project, how much came, how much was paid, how much is there.

use super::known::Shown;
use super::words;
use crate::conversation::meeting::place_name;
use crate::conversation::screen::Say;
use crate::conversation::talk::Talk;
use crate::domain::id::PlaceId;
use crate::pictures::{Cell, Picture, Row, Sheet};
use crate::text;
use crate::text::{Text, format};

/// Rows that a picture on a phone has room for.
const ROOM: usize = 24;

/// The picture with its words; nothing where nothing was ever entered.
pub(super) fn of(talk: &Talk<'_>, place: PlaceId, books: &[Shown]) -> Option<Say> {
    let kept = books.iter().filter(|shown| shown.book.nr > 0);
    let rows: Vec<Row<Text>> = kept.flat_map(|shown| rows(talk, shown)).take(ROOM).collect();
    if rows.is_empty() {
        return None;
    }
    let heads = [text!("ledger-col-book"), text!("ledger-col-came"), text!("ledger-col-spent")];
    let sheet = Sheet {
        title: text!("ledger-picture", place = place_name(talk, place)),
        about: text!("ledger-picture-about", at = talk.now).lasting(),
        key: Vec::new(),
        columns: heads.into_iter().chain([text!("ledger-col-held")]).collect(),
        rows,
        notes: vec![text!("ledger-picture-note")],
    };
    Some(Say::Picture { picture: Box::new(Picture::Sheet(sheet)), caption: caption(talk, place, books) })
}

/// A book, and under it each of its projects: what was set aside for it is what came to it.
fn rows(talk: &Talk<'_>, shown: &Shown) -> Vec<Row<Text>> {
    let balances = &shown.book.balances;
    let row = |name: Text, [came, spent, held]: [i64; 3], is_sum: bool| Row {
        name,
        cells: [came, spent, held].map(bar(balances.came_in())).into(),
        is_sum,
    };
    let book = row(words::name(talk, &shown.book), [balances.came_in(), balances.spent(), balances.held()], true);
    let projects = balances.projects().into_iter().map(|(number, account)| {
        let left = account.allocated - account.spent;
        row(text!("ledger-for-project", number = number.0), [account.allocated, account.spent, left], false)
    });
    [book].into_iter().chain(projects).collect()
}

/// An amount with a bar of its share of what came into the book.
fn bar(whole: i64) -> impl Fn(i64) -> Cell<Text> {
    move |fen| Cell::Bar { words: Text::raw(format::yuan(fen)), of_hundred: share(fen, whole) }
}

fn share(fen: i64, whole: i64) -> i64 {
    if whole <= 0 { 0 } else { i64::try_from(i128::from(fen) * 100 / i128::from(whole)).unwrap_or(100).clamp(0, 100) }
}

/// What the picture says to whoever can't see it.
fn caption(talk: &Talk<'_>, place: PlaceId, books: &[Shown]) -> Text {
    let head = text!("ledger-picture", place = place_name(talk, place));
    let line = |shown: &Shown| {
        let held = words::yuan(shown.book.balances.held());
        text!("ledger-caption", book = words::name(talk, &shown.book), held = held)
    };
    books.iter().map(line).fold(head, Text::line)
}
