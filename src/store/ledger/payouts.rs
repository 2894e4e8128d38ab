//! Payouts that one person asks for and another decides on.

use std::collections::BTreeSet;

use super::{foreign, number};
use crate::domain::fund::ledger::Payout;
use crate::domain::fund::ledger::payout::State;
use crate::domain::id::{BookId, MediaId, PayoutId, PersonId, ProjectNumber};
use crate::domain::time::Moment;
use crate::row;
use crate::store::seal::Seal;
use crate::store::sql::{read, read_in, write_many};
use crate::store::{StoreError, Tx};

/// Keeps a payout that is asked for.
///
/// # Errors
/// What the database says.
pub async fn ask(tx: &mut Tx<'_>, seal: &Seal, payout: &Payout) -> Result<(), StoreError> {
    let words = seal.close("ledger_payouts", "words", payout.id.0, &payout.words)?;
    let media = serde_json::to_string(&payout.receipts)?;
    let mut cells = row![payout.id.0, payout.book.0, number(payout.project), payout.fen, payout.state.code()];
    cells.extend(row![payout.asked_by.0, payout.asked_at.0, 0, 0, media, words, ""]);
    let before = "INSERT INTO ledger_payouts (id, book, project, fen, state, asked_by, asked_at, decided_by, decided_at, \
                  media, words_sealed, reason_sealed)";
    write_many(tx, before, "", vec![cells]).await?;
    Ok(())
}

/// Notes what became of a payout, and why where it is refused.
///
/// # Errors
/// [`StoreError::Raced`] when somebody decided on it first.
pub async fn decide(
    tx: &mut Tx<'_>,
    seal: &Seal,
    (id, state, reason): (PayoutId, State, &str),
    (by, now): (PersonId, Moment),
) -> Result<(), StoreError> {
    let text = "UPDATE ledger_payouts SET state = $2, decided_by = $3, decided_at = $4, reason_sealed = $6 \
                WHERE id = $1 AND state = $5";
    let reason = seal.close("ledger_payouts", "reason", id.0, reason)?;
    let query = sqlx::query(text).bind(id.0).bind(state.code()).bind(by.0).bind(now.0);
    let query = query.bind(State::Waiting.code()).bind(reason);
    if query.execute(&mut **tx).await?.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Raced("a payout")) }
}

const PAYOUT: &str = "id, book, project, fen, state, asked_by, asked_at, media, words_sealed";
type PayoutRow = (i64, i64, i64, i64, String, i64, i64, String, String);

fn payout(row: PayoutRow, seal: &Seal) -> Result<Payout, StoreError> {
    let (id, book, project, fen, state, asked_by, asked_at, media, words) = row;
    let receipts: Vec<MediaId> = serde_json::from_str(&media)?;
    Ok(Payout {
        id: PayoutId(id),
        book: BookId(book),
        project: (project != 0).then_some(ProjectNumber(project)),
        fen,
        state: State::of_code(&state).ok_or(foreign("a payout"))?,
        asked_by: PersonId(asked_by),
        asked_at: Moment(asked_at),
        receipts,
        words: seal.open("ledger_payouts", "words", id, &words)?,
    })
}

/// One payout.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn one(tx: &mut Tx<'_>, seal: &Seal, id: PayoutId) -> Result<Option<Payout>, StoreError> {
    let rows: Vec<PayoutRow> = read(tx, (PAYOUT, "FROM ledger_payouts WHERE id = $1"), row![id.0]).await?;
    rows.into_iter().next().map(|row| payout(row, seal)).transpose()
}

/// The payouts of these books that wait, the oldest first.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn waiting(tx: &mut Tx<'_>, seal: &Seal, books: &BTreeSet<BookId>) -> Result<Vec<Payout>, StoreError> {
    let from = "FROM ledger_payouts WHERE state = 'waiting' AND book IN";
    let rows: Vec<PayoutRow> = read_in(tx, (PAYOUT, from), books.iter().map(|book| book.0), "ORDER BY id").await?;
    rows.into_iter().map(|row| payout(row, seal)).collect()
}
