//! `mulin export ledger`: every entry of every book, with all that its hash is made of. Field names are stable.
//!
//! Whoever has the export can chain the entries anew: see [`crate::domain::fund::ledger::chain`] for their bytes.

use serde_json::{Value, json};

use super::export::{Format, Sheet, audited, time};
use crate::conversation::facts::Estate;
use crate::domain::fund::ledger::audit::Written;
use crate::domain::fund::ledger::{Balances, Book, Line, chain};
use crate::domain::time::Moment;
use crate::store::ledger::{self, record};
use crate::store::{Store, StoreError};

/// Columns of the CSV form.
const CSV: [&str; 14] = [
    "book",
    "place",
    "holder",
    "nr",
    "at",
    "kind",
    "source",
    "project",
    "amount_fen",
    "held_fen",
    "counters",
    "receipts_count",
    "words",
    "hash",
];

/// Gives every entry to `write`, a line at a time, book by book.
///
/// # Errors
/// What the database says, or what `write` says.
pub async fn ledger<E: From<StoreError>>(
    store: &Store,
    estate: &Estate,
    format: Format,
    (id, now): (i64, Moment),
    mut write: impl FnMut(&str) -> Result<(), E>,
) -> Result<u64, E> {
    let mut tx = audited(store, ("ledger", format), (id, now)).await?;
    let mut sheet = Sheet::open((format, &CSV), &mut write)?;
    for book in ledger::all(&mut tx, store.seal()).await? {
        let (mut before, mut balances) = (chain::origin(book.kind, book.place), Balances::default());
        for written in record::of_book(&mut tx, store.seal(), &book).await? {
            balances = balances.after(&written.entry.lines).unwrap_or(balances);
            let mut row = object(&book, &written, estate);
            if let Some(fields) = row.as_object_mut() {
                fields.insert("before_hash".to_owned(), json!(before.to_string()));
                fields.insert("held_fen".to_owned(), json!(balances.held()));
            }
            before = written.hash;
            sheet.row(&row)?;
        }
    }
    Ok(sheet.rows)
}

fn object(book: &Book, written: &Written, estate: &Estate) -> Value {
    let Written { entry, hash, words } = written;
    json!({
        "book": book.kind,
        "place": estate.places.get(book.place).map(|place| place.code.clone()),
        "place_id": book.place,
        "holder": book.holder,
        "nr": entry.nr,
        "at": time(entry.at),
        "at_ms": entry.at,
        "kind": entry.kind,
        "source": entry.source(),
        "project": entry.project(),
        "amount_fen": entry.fen(),
        "counters": entry.counters,
        "lines": entry.lines.iter().map(line).collect::<Vec<_>>(),
        "asked_by": entry.asked_by,
        "made_by": entry.made_by,
        "receipts": entry.receipts,
        "receipts_count": entry.receipts.len(),
        "words": words.as_ref().map(|(_, words)| words),
        "words_salt": words.as_ref().map(|(salt, _)| data_encoding::HEXLOWER.encode(salt)),
        "words_hash": entry.words_hash.map(|hash| hash.to_string()),
        "hash": hash.to_string(),
    })
}

fn line(line: &Line) -> Value {
    json!({"account": line.account.slot, "project": line.account.project, "fen": line.fen})
}
