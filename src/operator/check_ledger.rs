//! `mulin check` of the ledger: each book from its first entry on, and each quarter that was posted.

use crate::domain::fund::ledger::Book;
use crate::domain::fund::ledger::audit;
use crate::store::ledger::{self, record};
use crate::store::{Store, StoreError, Tx};

/// What is broken, a line each.
pub(super) async fn broken(tx: &mut Tx<'_>, store: &Store) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    for book in ledger::all(tx, store.seal()).await? {
        let written = record::of_book(tx, store.seal(), &book).await?;
        found.extend(audit::faults(&book, &written).into_iter().map(|fault| format!("{}: {fault}", name(&book))));
        for posted in ledger::posted(tx, [book.id]).await?.remove(&book.id).unwrap_or_default() {
            let days = (posted.quarter.begins(), posted.quarter.after().begins());
            if ledger::turnover(tx, book.id, days).await? != posted.turnover {
                found.push(format!("{}: {} was posted with other figures", name(&book), posted.quarter));
            }
        }
    }
    for project in ledger::over_granted(tx).await? {
        found.push(format!("project {project}: more is set aside for it than was voted"));
    }
    Ok(found)
}

fn name(book: &Book) -> String {
    format!("ledger {} of place {}", book.kind.code(), book.place)
}
