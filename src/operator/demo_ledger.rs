//! The sandbox's books, entered as a treasurer would have, with one quarter posted and what came after it missing.

use std::collections::BTreeSet;

use super::demo_works::persona;
use crate::domain::fund::ledger::{Action, Book, Kind, New, Slot, decide, quarter};
use crate::domain::id::{BookId, EntryId, PersonId};
use crate::domain::place::Places;
use crate::domain::time::Moment;
use crate::sandbox::demo_ledger::{KEEPER, KEPT, Kept};
use crate::store::{Store, StoreError, Tx, ledger, places};
use crate::worker::fresh::Ids;

/// The slot of ids made here, apart from a running bot's.
const SLOT: u8 = 12;
/// Days since the books are kept.
const KEPT_DAYS: i64 = 200;

/// Adds the demo's books to a database that has none.
///
/// # Errors
/// What the database says, or a demo that the rules refuse.
pub async fn seed(store: &Store, now: Moment) -> Result<(), StoreError> {
    let ids = Ids::new(SLOT);
    let mut tx = store.begin().await?;
    if ledger::all(&mut tx, store.seal()).await?.is_empty() {
        let (places, _) = places::load(&mut tx).await?;
        let keeper = persona(&mut tx, store, &ids, (KEEPER, now)).await?;
        for kept in &KEPT {
            keep(&mut tx, (store, &ids), (kept, keeper, &places), now).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

async fn keep(
    tx: &mut Tx<'_>,
    (store, ids): (&Store, &Ids),
    (kept, keeper, places): (&Kept, PersonId, &Places),
    now: Moment,
) -> Result<(), StoreError> {
    let (seal, foreign) = (store.seal(), || StoreError::Foreign("the demo's books"));
    let place = places.by_code(kept.scope).ok_or_else(foreign)?.id;
    let kind = Kind::of_code(kept.kind).ok_or_else(foreign)?;
    let opened = now.plus_days(-KEPT_DAYS);
    let mut book = Book::begin(BookId(ids.next(now)), (kind, place), kept.holder.to_owned(), opened);
    ledger::open(tx, seal, &book, keeper).await?;
    for came in kept.came {
        let source = Slot::of_code(came.source).ok_or_else(foreign)?;
        let posting = decide(&book, Action::Receive { source, fen: came.yuan * 100 }, places).map_err(|_| foreign())?;
        let words = came.words.to_owned();
        let new = New { posting, made_by: keeper, payout: None, receipts: Vec::new(), words };
        let at = now.plus_days(-came.ago);
        ledger::append(tx, seal, &book, &new, (EntryId(ids.next(now)), at)).await?;
        book = ledger::book(tx, seal, book.id).await?.ok_or_else(foreign)?;
    }
    let none = BTreeSet::new();
    if let Some(first) = quarter::missing(kind, opened, &none, now).first() {
        let moved = ledger::turnover(tx, book.id, (first.begins(), first.after().begins())).await?;
        let at = first.after().begins().plus_days(5);
        let posted = quarter::post((kind, opened), &none, (*first, moved), at).map_err(|_| foreign())?;
        ledger::post(tx, book.id, &posted, keeper).await?;
    }
    Ok(())
}
