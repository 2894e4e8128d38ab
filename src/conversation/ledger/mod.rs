//! The ledger (公示) in conversation: everyone reads it, staff enter what came in and what is to be paid, and a second
//! person pays.
//!
//! [`fund`] is what residents read, [`desk`] the books as staff have them, [`enter`] the guided entries, [`payout`] what
//! waits for a second person.

use serde::{Deserialize, Serialize};

use super::menu;
use super::talk::{self, Talk};
use super::turn::{Change, RoomChange};
use crate::domain::fund::ledger::Book;
use crate::domain::id::{BookId, PayoutId, PlaceId};
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::text;

pub mod desk;
pub mod enter;
pub mod fund;
pub mod known;
pub mod payout;
mod picture;
mod view;
mod words;

pub use words::project as project_line;

/// Where in the ledger a person stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Reads the books of their place.
    Books,
    /// Reads a book's entries, without so many of the latest.
    Book(BookId, i64),
    /// Staff: their books, from this one on.
    Shelf(usize),
    /// Staff: a book is opened.
    Opening(desk::Opening),
    /// Staff: what may be entered into a book.
    Desk(BookId),
    /// Staff: something is entered.
    Enter(Box<enter::Draft>),
    /// Staff: "why not?" of a payout.
    Refusing(PayoutId),
}

/// One turn of this flow.
///
/// # Errors
/// See [`talk::Stop`].
pub fn turn(talk: &mut Talk<'_>, step: Step) -> talk::Step {
    match (step, talk.chosen.as_deref()) {
        (_, Some("menu")) => menu::show(talk),
        (Step::Books, _) => fund::chosen(talk),
        (Step::Book(book, offset), _) => fund::turned(talk, book, offset),
        (Step::Shelf(from), _) => desk::chosen(talk, from),
        (Step::Opening(opening), _) => desk::opening(talk, opening),
        (Step::Desk(book), _) => desk::pressed(talk, book),
        (Step::Enter(draft), _) => enter::turn(talk, *draft),
        (Step::Refusing(payout), _) => payout::refusing(talk, payout),
    }
}

/// An act of a notice about a payout; none: not our verb.
pub fn act(talk: &mut Talk<'_>, verb: &str, object: &str, _argument: &str) -> Option<talk::Step> {
    let id = PayoutId(object.parse().ok()?);
    match verb {
        "ledger.approve" => Some(payout::approve(talk, id)),
        "ledger.refuse" => Some(payout::refuse(talk, id)),
        _ => None,
    }
}

/// Something of the ledger is to be written.
fn change(talk: &mut Talk<'_>, change: known::Change) {
    talk.change(Change::Of(RoomChange::Ledger(Box::new(change))));
}

/// Refuses who may not do this to a book; unknown and forbidden alike.
fn allowed(talk: &Talk<'_>, right: Right, book: &Book) -> talk::Step {
    if may(talk, right, book.place) { Ok(()) } else { Err(Refusal::Unknown.into()) }
}

fn may(talk: &Talk<'_>, right: Right, place: PlaceId) -> bool {
    rights::at_place(right, &talk.facts.grants, place, &talk.estate.places).is_some()
}

/// Words or files outside any question of ours go where they go at the menu.
fn elsewhere(talk: &mut Talk<'_>) -> talk::Step {
    talk.session.flow = super::session::Flow::Menu;
    menu::turn(talk)
}

/// Out of it without anything entered.
fn left(talk: &mut Talk<'_>) -> talk::Step {
    menu::show_after(talk, Some(text!("cancel-done")))
}
