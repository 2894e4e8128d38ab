//! The whole ledger, for checks and exports.

use super::entries::{ENTRY, EntryRow, entries, words};
use crate::domain::fund::ledger::Book;
use crate::domain::fund::ledger::audit::Written;
use crate::row;
use crate::store::seal::Seal;
use crate::store::sql::read;
use crate::store::{StoreError, Tx};

/// Every entry of a book, in order, with what is kept beside it.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn of_book(tx: &mut Tx<'_>, seal: &Seal, book: &Book) -> Result<Vec<Written>, StoreError> {
    let rows: Vec<EntryRow> =
        read(tx, (ENTRY, "FROM ledger_entries WHERE book = $1 ORDER BY nr"), row![book.id.0]).await?;
    let mut words = words(tx, seal, rows.iter().map(|row| row.0).collect()).await?;
    let found = entries(tx, rows).await?;
    Ok(found.into_iter().map(|(id, entry, hash)| Written { entry, hash, words: words.remove(&id) }).collect())
}
