//! Entries: appended in the order of their numbers, never changed.

use std::collections::BTreeMap;

use super::{account, add, foreign, number};
use crate::domain::fund::ledger::{Balances, Book, Entry, EntryKind, Hash, Line, New, Posting, Told, chain};
use crate::domain::id::{BookId, EntryId, MediaId, PayoutId, PersonId};
use crate::domain::time::Moment;
use crate::outside;
use crate::row;
use crate::store::seal::{NoDice, Seal};
use crate::store::sql::{Cell, read, read_in, write_many};
use crate::store::{StoreError, Tx};

/// Bytes of a salt.
const SALT: usize = 16;

/// Appends an entry to a book as it was read, under this fresh id.
///
/// # Errors
/// [`StoreError::Raced`] when the book has had another entry since, or the entry is undone or the payout paid already.
pub async fn append(
    tx: &mut Tx<'_>,
    seal: &Seal,
    book: &Book,
    new: &New,
    (id, now): (EntryId, Moment),
) -> Result<Entry, StoreError> {
    let mut salt = [0u8; SALT];
    outside::dice(&mut salt).map_err(|_| NoDice)?;
    let Posting { kind, counters, lines } = new.posting.clone();
    let entry = Entry {
        nr: book.nr + 1,
        at: now,
        kind,
        counters,
        lines,
        made_by: new.made_by,
        asked_by: new.payout.map(|(_, person)| person),
        receipts: new.receipts.clone(),
        words_hash: (!new.words.is_empty()).then(|| chain::of_words(&salt, &new.words)),
    };
    let hash = chain::next(&book.head, &entry);
    let text = "UPDATE ledger_books SET nr = nr + 1, head = $3 WHERE id = $1 AND nr = $2 AND head = $4";
    let moved = sqlx::query(text).bind(book.id.0).bind(book.nr).bind(hash.to_string()).bind(book.head.to_string());
    if moved.execute(&mut **tx).await?.rows_affected() != 1 {
        return Err(StoreError::Raced("a book"));
    }
    insert(tx, (book.id, id), (&entry, hash), new.payout.map(|(payout, _)| payout)).await?;
    if !new.words.is_empty() {
        let salt = seal.close("ledger_words", "salt", id.0, &data_encoding::HEXLOWER.encode(&salt))?;
        let words = seal.close("ledger_words", "words", id.0, &new.words)?;
        let before = "INSERT INTO ledger_words (entry, salt_sealed, words_sealed)";
        write_many(tx, before, "", vec![row![id.0, salt, words]]).await?;
    }
    let moved = Balances::default().after(&entry.lines).ok_or(foreign("an amount"))?;
    add(tx, book.id, &moved.iter().collect::<Vec<_>>()).await?;
    if entry.kind == EntryKind::Allocation {
        for project in entry.lines.iter().filter_map(|line| line.account.project) {
            super::hold(tx, project).await?;
        }
    }
    Ok(entry)
}

async fn insert(
    tx: &mut Tx<'_>,
    (book, id): (BookId, EntryId),
    (entry, hash): (&Entry, Hash),
    payout: Option<PayoutId>,
) -> Result<(), StoreError> {
    let words_hash = entry.words_hash.map(|hash| hash.to_string()).unwrap_or_default();
    let mut cells = row![id.0, book.0, entry.nr, entry.at.0, entry.kind.code(), entry.counters.unwrap_or(0)];
    cells.extend(row![payout.map_or(0, |payout| payout.0), entry.asked_by.map_or(0, |person| person.0)]);
    cells.extend(row![entry.made_by.0, words_hash, hash.to_string()]);
    let before =
        "INSERT INTO ledger_entries (id, book, nr, at, kind, counters, payout, asked_by, made_by, words_hash, hash)";
    if write_many(tx, before, "ON CONFLICT DO NOTHING", vec![cells]).await? != 1 {
        return Err(StoreError::Raced("an entry"));
    }
    let lines = (1i64..).zip(&entry.lines);
    let lines: Vec<Vec<Cell>> = lines
        .map(|(at, line)| row![id.0, at, line.account.slot.code(), number(line.account.project), line.fen])
        .collect();
    write_many(tx, "INSERT INTO ledger_lines (entry, place_in_entry, slot, project, fen)", "", lines).await?;
    let receipts = (1i64..).zip(&entry.receipts).map(|(at, media)| row![id.0, at, media.0]).collect();
    write_many(tx, "INSERT INTO ledger_receipts (entry, place_in_entry, media)", "", receipts).await?;
    Ok(())
}

pub(super) const ENTRY: &str = "id, nr, at, kind, counters, asked_by, made_by, words_hash, hash";
pub(super) type EntryRow = (i64, i64, i64, String, i64, i64, i64, String, String);

/// The entries of these rows with their ids and hashes.
pub(super) async fn entries(tx: &mut Tx<'_>, rows: Vec<EntryRow>) -> Result<Vec<(i64, Entry, Hash)>, StoreError> {
    let ids: Vec<i64> = rows.iter().map(|row| row.0).collect();
    let from = "FROM ledger_lines WHERE entry IN";
    let after = "ORDER BY entry, place_in_entry";
    let found: Vec<(i64, String, i64, i64)> =
        read_in(tx, ("entry, slot, project, fen", from), ids.clone(), after).await?;
    let mut lines: BTreeMap<i64, Vec<Line>> = BTreeMap::new();
    for (entry, slot, project, fen) in found {
        lines.entry(entry).or_default().push(Line { account: account(&slot, project)?, fen });
    }
    let from = "FROM ledger_receipts WHERE entry IN";
    let found: Vec<(i64, i64)> = read_in(tx, ("entry, media", from), ids, after).await?;
    let mut receipts: BTreeMap<i64, Vec<MediaId>> = BTreeMap::new();
    for (entry, media) in found {
        receipts.entry(entry).or_default().push(MediaId(media));
    }
    let mut entries = Vec::with_capacity(rows.len());
    for (id, nr, at, kind, counters, asked_by, made_by, words_hash, hash) in rows {
        let person = |id: i64| (id != 0).then_some(PersonId(id));
        let hashed = |hex: &str| Hash::of_hex(hex).ok_or(foreign("an entry"));
        let entry = Entry {
            nr,
            at: Moment(at),
            kind: EntryKind::of_code(&kind).ok_or(foreign("an entry"))?,
            counters: (counters != 0).then_some(counters),
            lines: lines.remove(&id).unwrap_or_default(),
            made_by: PersonId(made_by),
            asked_by: person(asked_by),
            receipts: receipts.remove(&id).unwrap_or_default(),
            words_hash: if words_hash.is_empty() { None } else { Some(hashed(&words_hash)?) },
        };
        entries.push((id, entry, hashed(&hash)?));
    }
    Ok(entries)
}

/// Salt and words of these entries, as far as they weren't erased.
pub(super) async fn words(
    tx: &mut Tx<'_>,
    seal: &Seal,
    ids: Vec<i64>,
) -> Result<BTreeMap<i64, (Vec<u8>, String)>, StoreError> {
    let text = ("entry, salt_sealed, words_sealed", "FROM ledger_words WHERE entry IN");
    let rows: Vec<(i64, String, String)> = read_in(tx, text, ids, "").await?;
    let mut found = BTreeMap::new();
    for (id, salt, words) in rows {
        let salt = seal.open("ledger_words", "salt", id, &salt)?;
        let salt = data_encoding::HEXLOWER.decode(salt.as_bytes()).map_err(|_| foreign("a salt"))?;
        found.insert(id, (salt, seal.open("ledger_words", "words", id, &words)?));
    }
    Ok(found)
}

/// Entries as they are read.
async fn told(tx: &mut Tx<'_>, seal: &Seal, book: BookId, rows: Vec<EntryRow>) -> Result<Vec<Told>, StoreError> {
    let mut words = words(tx, seal, rows.iter().map(|row| row.0).collect()).await?;
    let numbers: Vec<(i64, i64)> = rows.iter().map(|row| (book.0, row.1)).collect();
    let from = "FROM ledger_entries WHERE counters <> 0 AND (book, counters) IN";
    let undone: Vec<(i64, i64)> = read_in(tx, ("counters, nr", from), numbers, "").await?;
    let undone: BTreeMap<i64, i64> = undone.into_iter().collect();
    let tell = |(id, entry, _): (i64, Entry, Hash)| {
        let countered_by = undone.get(&entry.nr).copied();
        Told { entry, words: words.remove(&id).map(|(_, words)| words), countered_by }
    };
    Ok(entries(tx, rows).await?.into_iter().map(tell).collect())
}

/// The entries of a book, the latest first, without the `offset` latest.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn latest(
    tx: &mut Tx<'_>,
    seal: &Seal,
    book: &Book,
    (offset, limit): (i64, i64),
) -> Result<Vec<Told>, StoreError> {
    let rest = "FROM ledger_entries WHERE book = $1 AND nr <= $2 ORDER BY nr DESC LIMIT $3";
    let rows: Vec<EntryRow> = read(tx, (ENTRY, rest), row![book.id.0, book.nr - offset.max(0), limit]).await?;
    told(tx, seal, book.id, rows).await
}

/// One entry of a book.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn one(tx: &mut Tx<'_>, seal: &Seal, book: BookId, nr: i64) -> Result<Option<Told>, StoreError> {
    let rest = "FROM ledger_entries WHERE book = $1 AND nr = $2";
    let rows: Vec<EntryRow> = read(tx, (ENTRY, rest), row![book.0, nr]).await?;
    Ok(told(tx, seal, book, rows).await?.pop())
}
