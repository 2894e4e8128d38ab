//! How books, entries and amounts are told.

use super::known::Shown;
use crate::conversation::meeting::{place_name, staff_words};
use crate::conversation::talk::Talk;
use crate::domain::fund::ledger::quarter::Posted;
use crate::domain::fund::ledger::{Book, Entry, EntryKind, Kind, Payout, Quarter, Slot, Told};
use crate::domain::id::ProjectNumber;
use crate::text;
use crate::text::{Arg, Text, format};

/// Projects told of a book among others.
const PROJECTS: usize = 8;

/// An amount.
pub(super) fn yuan(fen: i64) -> Text {
    text!("ledger-yuan", amount = format::yuan(fen))
}

/// Whose money it is.
pub(super) fn kind(kind: Kind) -> Text {
    Text::key(&format!("ledger-kind-{}", kind.code()))
}

/// Where money comes from.
pub(super) fn source(slot: Slot) -> Text {
    Text::key(&format!("ledger-slot-{}", slot.code()))
}

/// A book by kind and place.
pub(super) fn name(talk: &Talk<'_>, book: &Book) -> Text {
    text!("ledger-book", kind = kind(book.kind), place = place_name(talk, book.place))
}

/// A quarter.
pub(super) fn quarter(quarter: Quarter) -> Text {
    text!("ledger-quarter", year = quarter.year().to_string(), nth = quarter.nth())
}

/// Parts one after another.
pub(super) fn listed(parts: impl IntoIterator<Item = Text>) -> Text {
    parts.into_iter().fold(Text::default(), Text::dotted)
}

/// A book with who holds the money, what came, what is there.
pub(super) fn standing(talk: &Talk<'_>, shown: &Shown) -> Text {
    let Shown { book, .. } = shown;
    let balances = &book.balances;
    let mut text = text!("ledger-head", book = name(talk, book));
    text = text.line(text!("ledger-holder", holder = book.holder.as_str()));
    let held = yuan(balances.held());
    text = text.line(if shown.is_fund() {
        let (free, kept) = (yuan(balances.free()), yuan(balances.held() - balances.free()));
        text!("ledger-held-fund", held = held, free = free, kept = kept)
    } else {
        text!("ledger-held", held = held)
    });
    let came = Slot::sources(book.kind).filter(|slot| balances.came_from(*slot) != 0);
    let came = came.map(|slot| text!("ledger-of", what = source(slot), amount = yuan(balances.came_from(slot))));
    text = text.line(text!("ledger-came", sum = yuan(balances.came_in())));
    let parts = listed(came);
    if !parts.is_empty() {
        text = text.line(parts);
    }
    text = text.line(text!("ledger-spent", sum = yuan(balances.spent())));
    if !shown.is_fund() {
        let year = Quarter::of(talk.now).year().to_string();
        text = text.line(text!("ledger-year", year = year, sum = yuan(shown.year.came_in)));
    }
    text
}

/// Each project's account.
pub(super) fn projects(shown: &Shown) -> Text {
    let accounts = shown.book.balances.projects();
    let told = accounts.iter().rev().take(PROJECTS).map(|(number, account)| {
        let (all, spent) = (yuan(account.allocated), yuan(account.spent));
        let left = yuan(account.allocated - account.spent);
        text!("ledger-project", number = number.0, all = all, spent = spent, left = left)
    });
    told.fold(Text::default(), Text::line)
}

/// The latest quarter that was posted, and every one that is missing, in words.
pub(super) fn quarters(talk: &Talk<'_>, shown: &Shown) -> Text {
    let missing = shown.missing(talk.now);
    let missing = missing.into_iter().rev().map(|missing| text!("ledger-missing", quarter = quarter(missing)));
    let latest = shown.posted.first().map(posted);
    latest.into_iter().chain(missing).fold(Text::default(), Text::line)
}

/// A quarter as it was posted.
pub(super) fn posted(posted: &Posted) -> Text {
    let Posted { quarter: of, turnover, from, until } = posted;
    let (came, spent, held) = (yuan(turnover.came_in), yuan(turnover.spent), yuan(turnover.after()));
    let (from, until) = (Arg::Day(*from), Arg::Day(*until));
    text!("ledger-posted", quarter = quarter(*of), from = from, until = until, came = came, spent = spent, held = held)
}

/// An entry in a line, with its words and what became of it.
pub(super) fn entry(told: &Told) -> Text {
    let Told { entry, words, countered_by } = told;
    let (at, amount) = (Arg::Day(entry.at), yuan(entry.fen()));
    let mut text = text!("ledger-entry", nr = entry.nr, at = at, what = what(entry), amount = amount);
    if let Some(words) = words {
        text = text.line(staff_words(words));
    }
    if let Some(nr) = countered_by {
        text = text.line(text!("ledger-countered", nr = *nr));
    }
    text
}

/// What an entry records.
fn what(entry: &Entry) -> Text {
    let project = |number: ProjectNumber| text!("ledger-for-project", number = number.0);
    match (entry.kind, entry.counters) {
        (EntryKind::Counter, Some(nr)) => text!("ledger-counters", nr = nr),
        (EntryKind::Contribution | EntryKind::Income, _) => entry.source().map(source).unwrap_or_default(),
        (kind, _) => {
            let kind = Text::key(&format!("ledger-entry-{}", kind.code()));
            listed([kind].into_iter().chain(entry.project().map(project)))
        }
    }
}

/// A payout as staff read it.
pub(super) fn payout(talk: &Talk<'_>, payout: &Payout, shown: &Shown) -> Text {
    let mut text = text!("ledger-payout", book = name(talk, &shown.book), amount = yuan(payout.fen));
    if let Some(number) = payout.project {
        text = text.line(text!("ledger-for-project", number = number.0));
    }
    text.line(text!("ledger-what-for", words = payout.words.as_str()))
}
