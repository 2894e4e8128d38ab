//! A whole book checked anew: the chain, the sums, the balances, the two people.

use std::collections::BTreeMap;

use super::life::{are_sound, mirror};
use super::{Account, Balances, Book, Entry, EntryKind, Hash, chain};

/// An entry with what is kept beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The entry.
    pub entry: Entry,
    /// The hash that was written with it.
    pub hash: Hash,
    /// Salt and words, unless they were erased or there never were any.
    pub words: Option<(Vec<u8>, String)>,
}

/// What is wrong with a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Numbers leave one out, or one stands twice.
    #[error("entry {0} is missing or stands twice")]
    Gap(i64),
    /// What it says isn't what was chained.
    #[error("entry {0} isn't what its hash was made of")]
    Chain(i64),
    /// Its words aren't what was chained.
    #[error("entry {0}: its words aren't those that were written")]
    Words(i64),
    /// Its lines don't sum to zero, or name accounts of another kind of money.
    #[error("entry {0}: its lines don't sum to zero within one kind of money")]
    Unsound(i64),
    /// More went out of an account than was on it.
    #[error("entry {0}: more went out of an account than was on it")]
    Overdrawn(i64),
    /// A counter-entry isn't the mirror of one that is there, or isn't the only one.
    #[error("entry {0} undoes nothing, or something else, or twice")]
    Counter(i64),
    /// Money was paid by one person, or without a receipt.
    #[error("entry {0}: paid by one person, or without a receipt")]
    Unwitnessed(i64),
    /// The book's head isn't its last entry.
    #[error("the head of the book isn't its last entry")]
    Head,
    /// A kept balance isn't what the entries give.
    #[error("the balance of {} isn't what the entries give", name(*.0))]
    Balance(Account),
}

fn name(account: Account) -> String {
    match account.project {
        Some(project) => format!("{} {project}", account.slot.code()),
        None => account.slot.code().to_owned(),
    }
}

/// What is wrong with a book whose entries are these, in order.
#[must_use]
pub fn faults(book: &Book, written: &[Written]) -> Vec<Fault> {
    let mut found = Vec::new();
    let (mut head, mut balances) = (chain::origin(book.kind, book.place), Balances::default());
    let mut undone: BTreeMap<i64, i64> = BTreeMap::new();
    for (nr, Written { entry, hash, words }) in (1..).zip(written) {
        if entry.nr != nr {
            found.push(Fault::Gap(nr));
        }
        head = chain::next(&head, entry);
        if head != *hash {
            found.push(Fault::Chain(entry.nr));
            // What follows is held against what was written, so that one change is one fault.
            head = *hash;
        }
        if let Some((salt, words)) = words
            && entry.words_hash != Some(chain::of_words(salt, words))
        {
            found.push(Fault::Words(entry.nr));
        }
        found.extend(wrong(book, entry, written, &mut undone));
        match balances.after(&entry.lines) {
            Some(after) if !after.is_overdrawn() => balances = after,
            other => {
                found.push(Fault::Overdrawn(entry.nr));
                balances = other.unwrap_or(balances);
            }
        }
    }
    if (book.nr, book.head) != (i64::try_from(written.len()).unwrap_or(i64::MAX), head) {
        found.push(Fault::Head);
    }
    let kept: BTreeMap<Account, i64> = book.balances.iter().collect();
    let given: BTreeMap<Account, i64> = balances.iter().collect();
    let accounts = kept.keys().chain(given.keys().filter(|account| !kept.contains_key(account)));
    found.extend(accounts.filter(|one| kept.get(one) != given.get(one)).map(|one| Fault::Balance(*one)));
    found
}

/// What is wrong with one entry by itself.
fn wrong(book: &Book, entry: &Entry, written: &[Written], undone: &mut BTreeMap<i64, i64>) -> Vec<Fault> {
    let mut found = Vec::new();
    if !are_sound(&entry.lines, book.kind) {
        found.push(Fault::Unsound(entry.nr));
    }
    if entry.kind == EntryKind::Disbursement {
        let two = entry.asked_by.is_some_and(|asked| asked != entry.made_by);
        if !two || entry.receipts.is_empty() {
            found.push(Fault::Unwitnessed(entry.nr));
        }
    }
    let mirrors = match (entry.kind, entry.counters) {
        (EntryKind::Counter, Some(nr)) => {
            let first = undone.insert(nr, entry.nr).is_none();
            let of = written.iter().map(|other| &other.entry).find(|other| other.nr == nr && nr < entry.nr);
            first && of.is_some_and(|of| of.kind != EntryKind::Counter && mirror(&of.lines) == entry.lines)
        }
        (EntryKind::Counter, None) | (_, Some(_)) => false,
        (_, None) => true,
    };
    if !mirrors {
        found.push(Fault::Counter(entry.nr));
    }
    found
}
