//! The ledger: the facts that turns ask for, and what they change.

use std::collections::BTreeSet;

use super::apply::Author;
use super::fresh::Ids;
use super::load::Wanting;
use crate::conversation::facts::Estate;
use crate::conversation::ledger::known::{Change, Facts, Needs, PAGE, Shown};
use crate::domain::fund::ledger::payout::State;
use crate::domain::fund::ledger::{Book, Quarter};
use crate::domain::id::{BookId, EntryId, PlaceId};
use crate::domain::place::PlaceKind;
use crate::domain::rights::{self, Right};
use crate::domain::role::Grant;
use crate::domain::time::Moment;
use crate::store::ledger::{self, payouts};
use crate::store::{Store, StoreError, Tx, people};

/// Entries told of a book among others.
const LATEST: i64 = 2;

/// Loads what these turns asked of the ledger.
pub(super) async fn load(
    tx: &mut Tx<'_>,
    store: &Store,
    estate: &Estate,
    wanting: &mut [Wanting<'_>],
    now: Moment,
) -> Result<(), StoreError> {
    for turn in wanting {
        if turn.needs.ledger != Needs::default() {
            let grants = turn.facts.grants.clone();
            load_one(tx, store, (estate, now), (&turn.needs.ledger, &grants), &mut turn.facts.ledger).await?;
        }
    }
    Ok(())
}

async fn load_one(
    tx: &mut Tx<'_>,
    store: &Store,
    (estate, now): (&Estate, Moment),
    (needs, grants): (&Needs, &[Grant]),
    facts: &mut Facts,
) -> Result<(), StoreError> {
    let seal = store.seal();
    if let Some(place) = needs.at {
        let places = estate.places.upwards(place).map(|place| place.id).collect();
        let books = ledger::of_places(tx, seal, &places).await?;
        facts.at = shown(tx, store, (estate, now), books, (0, LATEST)).await?;
    }
    if needs.shelf {
        let books = ledger::of_places(tx, seal, &own(estate, grants)).await?;
        facts.shelf = shown(tx, store, (estate, now), books, (0, LATEST)).await?;
    }
    if let Some((id, offset)) = needs.book {
        let book = ledger::book(tx, seal, id).await?;
        facts.book = shown(tx, store, (estate, now), book, (offset, PAGE)).await?.pop();
    }
    if let Some((book, nr)) = needs.entry {
        facts.entry = ledger::one(tx, seal, book, nr).await?;
    }
    if let Some((book, quarter)) = needs.turnover {
        facts.turnover = ledger::turnover(tx, book, (quarter.begins(), quarter.after().begins())).await?;
    }
    if let Some(id) = needs.payout
        && let Some(payout) = payouts::one(tx, seal, id).await?
    {
        let book = ledger::book(tx, seal, payout.book).await?;
        let reader = people::readers(tx, &[payout.asked_by]).await?.remove(&payout.asked_by);
        let book = shown(tx, store, (estate, now), book, (0, LATEST)).await?.pop();
        facts.payout = book.map(|book| (payout, book, reader));
    }
    Ok(())
}

/// The places where these roles book or pay.
fn own(estate: &Estate, grants: &[Grant]) -> BTreeSet<PlaceId> {
    let may = |place: PlaceId, right| rights::at_place(right, grants, place, &estate.places).is_some();
    let places = estate.places.iter().map(|place| place.id);
    places.filter(|place| may(*place, Right::Book) || may(*place, Right::Pay)).collect()
}

/// Books with what is read beside them.
async fn shown(
    tx: &mut Tx<'_>,
    store: &Store,
    (estate, now): (&Estate, Moment),
    books: impl IntoIterator<Item = Book>,
    page: (i64, i64),
) -> Result<Vec<Shown>, StoreError> {
    let seal = store.seal();
    let books: Vec<Book> = books.into_iter().collect();
    let ids: BTreeSet<BookId> = books.iter().map(|book| book.id).collect();
    let mut posted = ledger::posted(tx, ids.clone()).await?;
    let waiting = payouts::waiting(tx, seal, &ids).await?;
    let year = year(now);
    let mut found = Vec::with_capacity(books.len());
    for book in books {
        let compounds = estate.places.iter().filter(|place| place.kind == PlaceKind::Compound).map(|place| place.id);
        let compounds = compounds.filter(|compound| estate.places.within(*compound, book.place)).collect();
        found.push(Shown {
            year: ledger::turnover(tx, book.id, (year, now.plus_ms(1))).await?,
            posted: posted.remove(&book.id).unwrap_or_default(),
            entries: ledger::latest(tx, seal, &book, page).await?,
            backed: ledger::backed(tx, &compounds).await?,
            waiting: waiting.iter().filter(|payout| payout.book == book.id).cloned().collect(),
            book,
        });
    }
    Ok(found)
}

/// When the year of a moment began.
fn year(now: Moment) -> Moment {
    let present = Quarter::of(now);
    format!("{}Q1", present.year()).parse().map_or_else(|_| present.begins(), Quarter::begins)
}

/// Writes one change.
pub(super) async fn write(
    tx: &mut Tx<'_>,
    (store, ids): (&Store, &Ids),
    author: Author<'_>,
    change: &Change,
) -> Result<(), StoreError> {
    let (seal, now, by) = (store.seal(), author.now, author.person()?.id);
    match change {
        Change::Open(book) => ledger::open(tx, seal, book, by).await,
        Change::Append { book, new } => {
            if let Some((payout, _)) = new.payout {
                payouts::decide(tx, seal, (payout, State::Approved, ""), (by, now)).await?;
            }
            ledger::append(tx, seal, book, new, (EntryId(ids.next(now)), now)).await.map(drop)
        }
        Change::Ask(payout) => payouts::ask(tx, seal, payout).await,
        Change::Refuse { payout, reason } => {
            payouts::decide(tx, seal, (*payout, State::Refused, reason), (by, now)).await
        }
        Change::Post { book, posted } => ledger::post(tx, *book, posted, by).await,
    }
}
