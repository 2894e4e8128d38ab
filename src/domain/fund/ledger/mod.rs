//! The ledger (公示): double-entry, append-only, hash-chained. It records money and never takes any.
//!
//! A book ([`Book`]) is of one kind of money at one place, held by a body that is named to everyone. Its entries
//! (凭证) are lines in fen that sum to zero. What was written stays: a mistake is undone by a counter-entry (红冲),
//! which is its exact mirror. Each entry's hash holds the one before it, see [`chain`].

use super::super::codes::codes;
use super::super::id::{BookId, MediaId, PayoutId, PersonId, PlaceId, ProjectNumber};
use super::super::time::Moment;

pub mod account;
pub mod audit;
pub mod balances;
pub mod chain;
pub mod life;
pub mod payout;
pub mod quarter;

pub use account::{Account, Kind, Line, Slot};
pub use balances::{Balances, ProjectAccount};
pub use chain::Hash;
pub use life::{Action, Posting, decide};
pub use payout::Payout;
pub use quarter::Quarter;

/// Most characters of what is written with an entry, of a reason, and of a body's name.
pub const CHARS: usize = 120;

codes! {
    /// What an entry records.
    EntryKind {
        /// 捐赠、拨付: money that was given to the fund.
        Contribution = "contribution",
        /// 收入: common revenue, or rent of leased assets.
        Income = "income",
        /// 安排: money of the fund is set aside for a project.
        Allocation = "allocation",
        /// 支出: money was paid, against a receipt.
        Disbursement = "disbursement",
        /// 红冲: the exact mirror of an entry that was wrong.
        Counter = "counter",
    }
}

/// An entry, as it enters the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number in its book, from 1 without gaps.
    pub nr: i64,
    /// When it was written.
    pub at: Moment,
    /// What it records.
    pub kind: EntryKind,
    /// The number of the entry that it undoes.
    pub counters: Option<i64>,
    /// Its lines, which sum to zero.
    pub lines: Vec<Line>,
    /// Who wrote it; of a disbursement who approved it.
    pub made_by: PersonId,
    /// Who asked for it, where two people are needed.
    pub asked_by: Option<PersonId>,
    /// Photos of its receipts.
    pub receipts: Vec<MediaId>,
    /// The hash of its salted words, if it has any; the words may be erased, it stays.
    pub words_hash: Option<Hash>,
}

impl Entry {
    /// How many fen it moves.
    #[must_use]
    pub fn fen(&self) -> i64 {
        self.lines.iter().map(|line| line.fen.max(0)).sum()
    }

    /// The project that it is for.
    #[must_use]
    pub fn project(&self) -> Option<ProjectNumber> {
        self.lines.iter().find_map(|line| line.account.project)
    }

    /// Where its money comes from, where it comes in.
    #[must_use]
    pub fn source(&self) -> Option<Slot> {
        self.lines.iter().map(|line| line.account.slot).find(|slot| slot.is_source())
    }
}

/// An entry that is to be appended to a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct New {
    /// What was decided.
    pub posting: Posting,
    /// Who writes it.
    pub made_by: PersonId,
    /// The payout that is paid with it, and who asked for it.
    pub payout: Option<(PayoutId, PersonId)>,
    /// Photos of receipts.
    pub receipts: Vec<MediaId>,
    /// Staff's words; none where empty.
    pub words: String,
}

/// An entry as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The entry.
    pub entry: Entry,
    /// Staff's words with it; none where there are none, or where they were erased.
    pub words: Option<String>,
    /// The number of the entry that undid it.
    pub countered_by: Option<i64>,
}

/// A book: one kind of money of one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// Its id.
    pub id: BookId,
    /// Whose money it is.
    pub kind: Kind,
    /// The compound, community or subdistrict whose it is.
    pub place: PlaceId,
    /// The body that holds the money, by name.
    pub holder: String,
    /// Since when it is kept.
    pub opened_at: Moment,
    /// How many entries it has. Who appends says how many they saw.
    pub nr: i64,
    /// The hash of its last entry.
    pub head: Hash,
    /// What stands on its accounts.
    pub balances: Balances,
}

impl Book {
    /// A book without entries.
    #[must_use]
    pub fn begin(id: BookId, (kind, place): (Kind, PlaceId), holder: String, opened_at: Moment) -> Self {
        let (head, balances) = (chain::origin(kind, place), Balances::default());
        Self { id, kind, place, holder, opened_at, nr: 0, head, balances }
    }

    /// The account of an amount that is paid: the fund pays what was set aside for a project, the others what is free.
    #[must_use]
    pub const fn payable(project: Option<ProjectNumber>) -> Account {
        match project {
            Some(number) => Account::of(Slot::Project, number),
            None => Account::plain(Slot::Free),
        }
    }
}

/// What a project's vote stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backing {
    /// The project.
    pub number: ProjectNumber,
    /// Where it is.
    pub compound: PlaceId,
    /// Whether its vote was certified (funded, or further).
    pub certified: bool,
    /// Fen that were voted for it.
    pub granted: i64,
    /// Fen that were set aside for it, over all books.
    pub allocated: i64,
}

#[cfg(test)]
mod tests;
