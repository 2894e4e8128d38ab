//! What turns about the ledger ask to know, and what they change.

use std::collections::BTreeSet;

use crate::conversation::facts;
use crate::conversation::talk::{Stop, Talk};
use crate::domain::fund::ledger::quarter::{self, Posted, Turnover};
use crate::domain::fund::ledger::{Backing, Book, Kind, New, Payout, Quarter, Told};
use crate::domain::id::{BookId, PayoutId, PlaceId, ProjectNumber};
use crate::domain::person::Reader;
use crate::domain::refusal::Refusal;
use crate::domain::time::Moment;

/// Entries on a page.
pub const PAGE: i64 = 6;

/// What a turn asks to know of the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The books of a place and of those above it, as everyone reads them.
    pub at: Option<PlaceId>,
    /// The books of the places where the person books or pays, with the payouts that wait.
    pub shelf: bool,
    /// A book with a page of its entries, without so many of the latest.
    pub book: Option<(BookId, i64)>,
    /// An entry of a book by its number.
    pub entry: Option<(BookId, i64)>,
    /// A payout with its book.
    pub payout: Option<PayoutId>,
    /// What moved in a quarter of a book.
    pub turnover: Option<(BookId, Quarter)>,
}

impl Needs {
    /// Adds what `more` asks for; where both name one of a kind, `more`'s holds.
    pub fn add(&mut self, more: Self) {
        self.at = more.at.or(self.at);
        self.shelf |= more.shelf;
        self.book = more.book.or(self.book);
        self.entry = more.entry.or(self.entry);
        self.payout = more.payout.or(self.payout);
        self.turnover = more.turnover.or(self.turnover);
    }
}

/// A book with what is read beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The book.
    pub book: Book,
    /// What moved since the year began.
    pub year: Turnover,
    /// Its quarters that were posted, the latest first.
    pub posted: Vec<Posted>,
    /// A page of its entries, the latest first.
    pub entries: Vec<Told>,
    /// The certified projects that its money may be for.
    pub backed: Vec<Backing>,
    /// Payouts out of it that wait for a second person.
    pub waiting: Vec<Payout>,
}

impl Shown {
    /// The certified project of this number.
    #[must_use]
    pub fn backing(&self, number: ProjectNumber) -> Option<&Backing> {
        self.backed.iter().find(|backing| backing.number == number)
    }

    /// The quarters that were posted.
    #[must_use]
    pub fn quarters(&self) -> BTreeSet<Quarter> {
        self.posted.iter().map(|posted| posted.quarter).collect()
    }

    /// The quarters that are over and weren't posted.
    #[must_use]
    pub fn missing(&self, now: Moment) -> Vec<Quarter> {
        quarter::missing(self.book.kind, self.book.opened_at, &self.quarters(), now)
    }

    /// Whether it is the fund.
    #[must_use]
    pub fn is_fund(&self) -> bool {
        self.book.kind == Kind::Fund
    }
}

/// What a turn knows of the ledger, once it asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// See [`Needs::at`].
    pub at: Vec<Shown>,
    /// See [`Needs::shelf`].
    pub shelf: Vec<Shown>,
    /// See [`Needs::book`]; of a payout its book, too.
    pub book: Option<Shown>,
    /// See [`Needs::entry`].
    pub entry: Option<Told>,
    /// See [`Needs::payout`], with its book and how to reach who asked for it.
    pub payout: Option<(Payout, Shown, Option<Reader>)>,
    /// See [`Needs::turnover`].
    pub turnover: Turnover,
}

/// What is to be written of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A new book; of two of one kind and place one wins.
    Open(Book),
    /// An entry into a book as it was read; the payout that it pays is decided with it.
    Append {
        /// The book.
        book: Book,
        /// The entry.
        new: New,
    },
    /// A payout is asked for.
    Ask(Payout),
    /// A payout is refused.
    Refuse {
        /// Which.
        payout: PayoutId,
        /// Why.
        reason: String,
    },
    /// A quarter is posted.
    Post {
        /// Of which book.
        book: BookId,
        /// The quarter.
        posted: Posted,
    },
}

impl<'a> Talk<'a> {
    fn asked_of_ledger(&self) -> &Needs {
        &self.facts.asked.ledger
    }

    fn ask_of_ledger<T>(ledger: Needs) -> Result<T, Stop> {
        Err(Stop::Ask(Box::new(facts::Needs { ledger, ..facts::Needs::default() })))
    }

    /// The books of a place and of those above it.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub fn books_at(&self, place: PlaceId) -> Result<&'a [Shown], Stop> {
        if self.asked_of_ledger().at == Some(place) {
            return Ok(&self.facts.ledger.at);
        }
        Self::ask_of_ledger(Needs { at: Some(place), ..Needs::default() })
    }

    /// The books of the places where the person books or pays.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub fn shelf(&self) -> Result<&'a [Shown], Stop> {
        if self.asked_of_ledger().shelf {
            return Ok(&self.facts.ledger.shelf);
        }
        Self::ask_of_ledger(Needs { shelf: true, ..Needs::default() })
    }

    /// A book with its entries, without the `offset` latest.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded; [`Refusal::Unknown`] when there is none.
    pub fn book(&self, id: BookId, offset: i64) -> Result<&'a Shown, Stop> {
        if self.asked_of_ledger().book == Some((id, offset)) {
            return self.facts.ledger.book.as_ref().ok_or(Stop::Refused(Refusal::Unknown));
        }
        Self::ask_of_ledger(Needs { book: Some((id, offset)), ..Needs::default() })
    }

    /// An entry of a book.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded; [`Refusal::Unknown`] when there is none.
    pub fn entry(&self, book: BookId, nr: i64) -> Result<&'a Told, Stop> {
        if self.asked_of_ledger().entry == Some((book, nr)) {
            return self.facts.ledger.entry.as_ref().ok_or(Stop::Refused(Refusal::Unknown));
        }
        Self::ask_of_ledger(Needs { entry: Some((book, nr)), ..Needs::default() })
    }

    /// A payout, its book, and how to reach who asked for it.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded; [`Refusal::Unknown`] when there is none.
    pub fn payout(&self, id: PayoutId) -> Result<&'a (Payout, Shown, Option<Reader>), Stop> {
        if self.asked_of_ledger().payout == Some(id) {
            return self.facts.ledger.payout.as_ref().ok_or(Stop::Refused(Refusal::Unknown));
        }
        Self::ask_of_ledger(Needs { payout: Some(id), ..Needs::default() })
    }

    /// What moved in a quarter of a book.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded.
    pub fn turnover(&self, book: BookId, quarter: Quarter) -> Result<Turnover, Stop> {
        if self.asked_of_ledger().turnover == Some((book, quarter)) {
            return Ok(self.facts.ledger.turnover);
        }
        Self::ask_of_ledger(Needs { turnover: Some((book, quarter)), ..Needs::default() })
    }
}
