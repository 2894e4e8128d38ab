//! What may be written into a book, and which lines it makes.

use super::account::{Account, Kind, Line, Slot};
use super::{Backing, Balances, Book, Entry, EntryKind};
use crate::domain::place::Places;
use crate::domain::refusal::Refusal;

/// What is wanted of a book.
#[derive(Clone, Copy, Debug)]
pub enum Action<'a> {
    /// Money came in.
    Receive {
        /// From where.
        source: Slot,
        /// How many fen.
        fen: i64,
    },
    /// Money is set aside for a project.
    Allocate {
        /// Which.
        project: &'a Backing,
        /// How many fen.
        fen: i64,
    },
    /// Money is paid: of the fund for a project, of the others for none.
    Pay {
        /// Which.
        project: Option<&'a Backing>,
        /// How many fen.
        fen: i64,
        /// How many photos of receipts there are.
        receipts: usize,
    },
    /// An entry was wrong.
    Counter {
        /// Which.
        entry: &'a Entry,
        /// Whether it was undone already.
        countered: bool,
    },
}

/// What is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// What it records.
    pub kind: EntryKind,
    /// The number of the entry that it undoes.
    pub counters: Option<i64>,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// Whether something may be written into a book now, and what it makes.
///
/// # Errors
/// [`Refusal::BadAmount`] for nothing or less than nothing, [`Refusal::BooksMix`] for what belongs to another kind of
/// money or another place, [`Refusal::NotFunded`] for a project whose vote isn't certified, [`Refusal::OverGranted`] for
/// more than was voted for it, [`Refusal::BalanceShort`] for more than is there, [`Refusal::NoReceipt`] for a payment
/// without a receipt, [`Refusal::OnceOnly`] for an entry that was undone, [`Refusal::WrongState`] for undoing an undoing.
pub fn decide(book: &Book, action: Action<'_>, places: &Places) -> Result<Posting, Refusal> {
    let posting = match action {
        Action::Receive { source, fen } => received(book, source, fen)?,
        Action::Allocate { project, fen } => allocated(book, project, fen, places)?,
        Action::Pay { project, fen, receipts } => paid(book, project, (fen, receipts), places)?,
        Action::Counter { entry, countered } => countering(entry, countered)?,
    };
    if !posting.lines.iter().all(|line| line.account.is_of(book.kind)) {
        return Err(Refusal::BooksMix);
    }
    let after = book.balances.after(&posting.lines).ok_or(Refusal::BadAmount)?;
    if after.is_overdrawn() { Err(Refusal::BalanceShort) } else { Ok(posting) }
}

fn received(book: &Book, source: Slot, fen: i64) -> Result<Posting, Refusal> {
    if !source.is_source() || !source.is_of(book.kind) {
        return Err(Refusal::BooksMix);
    }
    let kind = if book.kind == Kind::Fund { EntryKind::Contribution } else { EntryKind::Income };
    moved(kind, (Account::plain(source), Account::plain(Slot::Free)), fen)
}

fn allocated(book: &Book, project: &Backing, fen: i64, places: &Places) -> Result<Posting, Refusal> {
    backed(book, project, places)?;
    if project.allocated.checked_add(fen).is_none_or(|all| all > project.granted) {
        return Err(Refusal::OverGranted);
    }
    let to = Account::of(Slot::Project, project.number);
    moved(EntryKind::Allocation, (Account::plain(Slot::Free), to), fen)
}

fn paid(
    book: &Book,
    project: Option<&Backing>,
    (fen, receipts): (i64, usize),
    places: &Places,
) -> Result<Posting, Refusal> {
    if let Some(project) = project {
        backed(book, project, places)?;
    } else if book.kind == Kind::Fund {
        return Err(Refusal::NotFunded);
    }
    if receipts == 0 {
        return Err(Refusal::NoReceipt);
    }
    let number = project.map(|project| project.number);
    let to = Account { slot: Slot::Spent, project: number };
    moved(EntryKind::Disbursement, (Book::payable(number), to), fen)
}

/// Refuses a project that this book's money isn't for.
fn backed(book: &Book, project: &Backing, places: &Places) -> Result<(), Refusal> {
    if book.kind != Kind::Fund || !places.within(project.compound, book.place) {
        return Err(Refusal::BooksMix);
    }
    if project.certified { Ok(()) } else { Err(Refusal::NotFunded) }
}

fn moved(kind: EntryKind, (from, to): (Account, Account), fen: i64) -> Result<Posting, Refusal> {
    if fen <= 0 {
        return Err(Refusal::BadAmount);
    }
    let lines = vec![Line { account: to, fen }, Line { account: from, fen: -fen }];
    Ok(Posting { kind, counters: None, lines })
}

fn countering(entry: &Entry, countered: bool) -> Result<Posting, Refusal> {
    if entry.kind == EntryKind::Counter {
        return Err(Refusal::WrongState);
    }
    if countered {
        return Err(Refusal::OnceOnly);
    }
    Ok(Posting { kind: EntryKind::Counter, counters: Some(entry.nr), lines: mirror(&entry.lines) })
}

/// The lines that undo these.
#[must_use]
pub fn mirror(lines: &[Line]) -> Vec<Line> {
    lines.iter().map(|line| Line { fen: -line.fen, ..*line }).collect()
}

/// Whether lines sum to zero, fit a kind of money and say something.
#[must_use]
pub fn are_sound(lines: &[Line], kind: Kind) -> bool {
    let sum = lines.iter().try_fold(0i64, |sum, line| sum.checked_add(line.fen));
    let fit = lines.iter().all(|line| line.fen != 0 && line.account.is_of(kind));
    !lines.is_empty() && sum == Some(0) && fit
}

/// The balances of these lines, one entry after another.
#[must_use]
pub fn fold<'l>(entries: impl IntoIterator<Item = &'l [Line]>) -> Option<Balances> {
    entries.into_iter().try_fold(Balances::default(), |balances, lines| balances.after(lines))
}
