//! The ledger: books, their entries, payouts that wait for a second person, quarters that were posted.

use std::collections::{BTreeMap, BTreeSet};

use super::seal::Seal;
use super::sql::{Cell, read, read_in, write_many};
use super::{StoreError, Tx};
use crate::domain::fund::ledger::quarter::{Posted, Turnover};
use crate::domain::fund::ledger::{Account, Backing, Balances, Book, Hash, Kind, ProjectAccount, Quarter, Slot};
use crate::domain::id::{BookId, PersonId, PlaceId, ProjectNumber};
use crate::domain::time::Moment;
use crate::row;

mod entries;
pub mod payouts;
pub mod record;

pub use entries::{append, latest, one};

/// Stages of a project whose vote is certified.
const CERTIFIED: [&str; 3] = ["funded", "works", "accounted"];

/// How a code or hash that isn't one of ours is answered.
const fn foreign(what: &'static str) -> StoreError {
    StoreError::Foreign(what)
}

fn account(slot: &str, project: i64) -> Result<Account, StoreError> {
    let slot = Slot::of_code(slot).ok_or(foreign("an account"))?;
    Ok(Account { slot, project: (project != 0).then_some(ProjectNumber(project)) })
}

fn number(project: Option<ProjectNumber>) -> i64 {
    project.map_or(0, |project| project.0)
}

// ---- books ----

/// Opens a book.
///
/// # Errors
/// [`StoreError::Raced`] when there is one of that kind and place already.
pub async fn open(tx: &mut Tx<'_>, seal: &Seal, book: &Book, by: PersonId) -> Result<(), StoreError> {
    let holder = seal.close("ledger_books", "holder", book.id.0, &book.holder)?;
    let mut cells = row![book.id.0, book.kind.code(), book.place.0, holder, book.opened_at.0, by.0];
    cells.extend(row![book.nr, book.head.to_string()]);
    let before = "INSERT INTO ledger_books (id, kind, place, holder_sealed, opened_at, opened_by, nr, head)";
    let written = write_many(tx, before, "ON CONFLICT (kind, place) DO NOTHING", vec![cells]).await?;
    if written == 1 { Ok(()) } else { Err(StoreError::Raced("a book")) }
}

const BOOK: &str = "id, kind, place, holder_sealed, opened_at, nr, head";
type BookRow = (i64, String, i64, String, i64, i64, String);

async fn books(tx: &mut Tx<'_>, seal: &Seal, rows: Vec<BookRow>) -> Result<Vec<Book>, StoreError> {
    let wanted = rows.iter().map(|row| row.0);
    let from = "FROM ledger_accounts WHERE book IN";
    let kept: Vec<(i64, String, i64, i64)> = read_in(tx, ("book, slot, project, fen", from), wanted, "").await?;
    let mut balances: BTreeMap<i64, Vec<(Account, i64)>> = BTreeMap::new();
    for (book, slot, project, fen) in kept {
        balances.entry(book).or_default().push((account(&slot, project)?, fen));
    }
    let mut found = Vec::with_capacity(rows.len());
    for (id, kind, place, holder, opened_at, nr, head) in rows {
        found.push(Book {
            id: BookId(id),
            kind: Kind::of_code(&kind).ok_or(foreign("a book"))?,
            place: PlaceId(place),
            holder: seal.open("ledger_books", "holder", id, &holder)?,
            opened_at: Moment(opened_at),
            nr,
            head: Hash::of_hex(&head).ok_or(foreign("a book"))?,
            balances: Balances::of(balances.remove(&id).unwrap_or_default()),
        });
    }
    found.sort_by_key(|book| (book.kind, book.place, book.id));
    Ok(found)
}

/// The books of these places, by kind and place.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn of_places(tx: &mut Tx<'_>, seal: &Seal, places: &BTreeSet<PlaceId>) -> Result<Vec<Book>, StoreError> {
    let wanted = places.iter().map(|place| place.0);
    let rows = read_in(tx, (BOOK, "FROM ledger_books WHERE place IN"), wanted, "").await?;
    books(tx, seal, rows).await
}

/// One book.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn book(tx: &mut Tx<'_>, seal: &Seal, id: BookId) -> Result<Option<Book>, StoreError> {
    let rows = read(tx, (BOOK, "FROM ledger_books WHERE id = $1"), row![id.0]).await?;
    Ok(books(tx, seal, rows).await?.pop())
}

/// Every book.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn all(tx: &mut Tx<'_>, seal: &Seal) -> Result<Vec<Book>, StoreError> {
    let rows = read(tx, (BOOK, "FROM ledger_books"), Vec::new()).await?;
    books(tx, seal, rows).await
}

/// What was set aside for a project and what of it was paid, in fen, over all books.
///
/// # Errors
/// What the database says.
pub async fn of_project(tx: &mut Tx<'_>, project: ProjectNumber) -> Result<ProjectAccount, StoreError> {
    let rest = "FROM ledger_accounts WHERE project = $1";
    let rows: Vec<(String, i64)> = read(tx, ("slot, fen", rest), row![project.0]).await?;
    let mut of = ProjectAccount::default();
    for (slot, fen) in rows {
        of.allocated += fen;
        of.spent += if slot == Slot::Spent.code() { fen } else { 0 };
    }
    Ok(of)
}

// ---- projects ----

/// The projects of these compounds whose vote is certified, by number.
///
/// # Errors
/// What the database says.
pub async fn backed(tx: &mut Tx<'_>, compounds: &BTreeSet<PlaceId>) -> Result<Vec<Backing>, StoreError> {
    let wanted = compounds.iter().map(|place| place.0);
    let from = "FROM projects WHERE compound IN";
    let rows: Vec<(i64, i64, String, i64)> =
        read_in(tx, ("number, compound, stage, granted", from), wanted, "").await?;
    let numbers = rows.iter().map(|(number, ..)| *number);
    let sums = ("project, CAST(SUM(fen) AS BIGINT)", "FROM ledger_accounts WHERE project IN");
    let sums: Vec<(i64, i64)> = read_in(tx, sums, numbers, "GROUP BY project").await?;
    let sums: BTreeMap<i64, i64> = sums.into_iter().collect();
    let backing = |(number, compound, stage, granted): (i64, i64, String, i64)| Backing {
        number: ProjectNumber(number),
        compound: PlaceId(compound),
        certified: CERTIFIED.contains(&stage.as_str()),
        granted,
        allocated: sums.get(&number).copied().unwrap_or_default(),
    };
    let mut found: Vec<Backing> = rows.into_iter().map(backing).filter(|backing| backing.certified).collect();
    found.sort_by_key(|backing| backing.number);
    Ok(found)
}

/// Holds a project whose accounts are about to change, so that no other book sets money aside for it meanwhile.
///
/// # Errors
/// [`StoreError::Raced`] when what was voted for it is less than is set aside.
async fn hold(tx: &mut Tx<'_>, project: ProjectNumber) -> Result<(), StoreError> {
    let held = "UPDATE projects SET granted = granted WHERE number = $1 RETURNING granted";
    let granted: Option<i64> = sqlx::query_scalar(held).bind(project.0).fetch_optional(&mut **tx).await?;
    let allocated = of_project(tx, project).await?.allocated;
    if granted.is_some_and(|granted| allocated <= granted) { Ok(()) } else { Err(StoreError::Raced("a project")) }
}

/// The projects for which more is set aside than was voted for them.
///
/// # Errors
/// What the database says.
pub async fn over_granted(tx: &mut Tx<'_>) -> Result<Vec<ProjectNumber>, StoreError> {
    let from = "FROM ledger_accounts a JOIN projects p ON p.number = a.project GROUP BY p.number, p.granted \
                HAVING SUM(a.fen) > p.granted ORDER BY p.number";
    let rows: Vec<(i64,)> = read(tx, ("p.number", from), row![]).await?;
    Ok(rows.into_iter().map(|(number,)| ProjectNumber(number)).collect())
}

// ---- what moved, and quarters ----

/// What moved in a book between `from` (included) and `until` (excluded).
///
/// # Errors
/// What the database says.
pub async fn turnover(tx: &mut Tx<'_>, book: BookId, (from, until): (Moment, Moment)) -> Result<Turnover, StoreError> {
    let columns = "l.slot, CAST(SUM(CASE WHEN e.at < $2 THEN l.fen ELSE 0 END) AS BIGINT), \
                   CAST(SUM(CASE WHEN e.at < $2 THEN 0 ELSE l.fen END) AS BIGINT)";
    let rest = "FROM ledger_entries e JOIN ledger_lines l ON l.entry = e.id \
                WHERE e.book = $1 AND e.at < $3 GROUP BY l.slot";
    let rows: Vec<(String, i64, i64)> = read(tx, (columns, rest), row![book.0, from.0, until.0]).await?;
    let mut moved = Turnover::default();
    for (slot, before, within) in rows {
        match Slot::of_code(&slot).ok_or(foreign("an account"))? {
            Slot::Spent => moved.spent += within,
            Slot::Free | Slot::Project => moved.before += before,
            _ => moved.came_in -= within,
        }
    }
    Ok(moved)
}

/// Notes that a quarter is posted.
///
/// # Errors
/// [`StoreError::Raced`] when it was posted already.
pub async fn post(tx: &mut Tx<'_>, book: BookId, posted: &Posted, by: PersonId) -> Result<(), StoreError> {
    let Posted { quarter, turnover, from, until } = posted;
    let mut cells = row![book.0, quarter.to_string(), turnover.before, turnover.came_in, turnover.spent];
    cells.extend(row![from.0, until.0, by.0]);
    let before = "INSERT INTO ledger_quarters (book, quarter, before_fen, came_in, spent, posted_at, until, posted_by)";
    let written = write_many(tx, before, "ON CONFLICT (book, quarter) DO NOTHING", vec![cells]).await?;
    if written == 1 { Ok(()) } else { Err(StoreError::Raced("a quarter")) }
}

/// The quarters of these books that were posted, the latest first.
///
/// # Errors
/// What the database says.
pub async fn posted(
    tx: &mut Tx<'_>,
    books: impl IntoIterator<Item = BookId>,
) -> Result<BTreeMap<BookId, Vec<Posted>>, StoreError> {
    let columns = "book, quarter, before_fen, came_in, spent, posted_at, until";
    let wanted: Vec<i64> = books.into_iter().map(|book| book.0).collect();
    let rows: Vec<(i64, String, i64, i64, i64, i64, i64)> =
        read_in(tx, (columns, "FROM ledger_quarters WHERE book IN"), wanted, "").await?;
    let mut found: BTreeMap<BookId, Vec<Posted>> = BTreeMap::new();
    for (book, quarter, before, came_in, spent, from, until) in rows {
        let quarter: Quarter = quarter.parse().map_err(|_| foreign("a quarter"))?;
        let turnover = Turnover { before, came_in, spent };
        let posted = Posted { quarter, turnover, from: Moment(from), until: Moment(until) };
        found.entry(BookId(book)).or_default().push(posted);
    }
    for quarters in found.values_mut() {
        quarters.sort_by_key(|posted| std::cmp::Reverse(posted.quarter));
    }
    Ok(found)
}

/// Adds lines to the balances that are kept.
async fn add(tx: &mut Tx<'_>, book: BookId, lines: &[(Account, i64)]) -> Result<(), StoreError> {
    let rows: Vec<Vec<Cell>> =
        lines.iter().map(|(account, fen)| row![book.0, account.slot.code(), number(account.project), *fen]).collect();
    let after = "ON CONFLICT (book, slot, project) DO UPDATE SET fen = ledger_accounts.fen + excluded.fen";
    write_many(tx, "INSERT INTO ledger_accounts (book, slot, project, fen)", after, rows).await?;
    Ok(())
}
