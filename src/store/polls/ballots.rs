//! The ballot box. A ballot is found by its tag, the voter's HMAC under the vote's own key; without that key, which is
//! destroyed when the vote is certified, nobody can tell whose it is.

use std::collections::BTreeSet;

use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::super::seal::{NoDice, Seal, keyed};
use super::super::sql::{read, read_in, read_in_with, write_many};
use super::super::{StoreError, Tx};
use crate::domain::id::{PersonId, VoteId};
use crate::domain::vote::poll::{Cast, Poll, Standing};
use crate::domain::vote::receipt;
use crate::outside;
use crate::row;
use data_encoding::HEXLOWER;

/// Bytes of a vote's key.
const KEY: usize = 32;
/// A sealed ballot is filled up to a multiple of so many bytes, so that its length tells nothing of the choices.
const FILLED: usize = 512;

/// The key of a vote, by which ballots are found.
struct Key(Hmac<Sha256>);

impl Key {
    fn tag(&self, voter: i64) -> String {
        let mut mac = self.0.clone();
        mac.update(&voter.to_be_bytes());
        HEXLOWER.encode(&mac.finalize().into_bytes())
    }
}

/// Makes the key of a vote, when it opens.
///
/// # Errors
/// When there are no dice, or what the database says.
pub async fn make_key(tx: &mut Tx<'_>, seal: &Seal, poll: VoteId) -> Result<(), StoreError> {
    let mut key = [0u8; KEY];
    outside::dice(&mut key).map_err(|_| NoDice)?;
    let sealed = seal.close("polls", "key", poll.0, &HEXLOWER.encode(&key))?;
    let text = "UPDATE polls SET key_sealed = $2 WHERE id = $1";
    sqlx::query(text).bind(poll.0).bind(sealed).execute(&mut **tx).await?;
    Ok(())
}

/// The key of a vote; none once it is destroyed.
async fn key(tx: &mut Tx<'_>, seal: &Seal, poll: VoteId) -> Result<Option<Key>, StoreError> {
    let rows: Vec<(String,)> = read(tx, ("key_sealed", "FROM polls WHERE id = $1"), row![poll.0]).await?;
    let Some((sealed,)) = rows.into_iter().next().filter(|(sealed,)| !sealed.is_empty()) else { return Ok(None) };
    let bytes = HEXLOWER.decode(seal.open("polls", "key", poll.0, &sealed)?.as_bytes()).ok();
    let bytes = bytes.and_then(|bytes| bytes.try_into().ok()).ok_or(StoreError::Foreign("a vote's key"))?;
    Ok(Some(Key(keyed(bytes))))
}

/// What is stored of a receipt: enough to know it again. In the clear it would lead from a row, and so from who cast their
/// ballot at its time, to the choices that are exported.
#[must_use]
pub fn mark(seal: &Seal, code: &str) -> String {
    seal.code(&format!("receipt {code}"))
}

/// What is sealed of a ballot.
#[derive(Debug, Serialize, Deserialize)]
struct Body {
    /// The choices, as [`crate::domain::vote::poll::Ballot::written`] gives them.
    choices: String,
    /// What keeps its receipt from telling them.
    nonce: String,
    /// Whose it is; in owners' decisions only, where the list for filing needs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    voter: Option<i64>,
    /// Who cast it; likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<PersonId>,
}

fn close(seal: &Seal, poll: VoteId, cast: &Cast) -> Result<String, StoreError> {
    let named = cast.named.then_some(cast.voter);
    let by = cast.by.filter(|_| cast.named);
    let body = Body { choices: cast.choices.clone(), nonce: cast.nonce.clone(), voter: named, by };
    Ok(seal.close("ballots", "body", poll.0, &filled(serde_json::to_string(&body)?))?)
}

fn body(seal: &Seal, poll: VoteId, sealed: &str) -> Result<Body, StoreError> {
    Ok(serde_json::from_str(seal.open("ballots", "body", poll.0, sealed)?.trim_end())?)
}

/// A text with so many spaces after it that its length tells nothing.
fn filled(mut text: String) -> String {
    let length = text.len().next_multiple_of(FILLED).max(FILLED);
    text.extend(std::iter::repeat_n(' ', length - text.len()));
    text
}

/// Puts a ballot into the box, or in the place of the one that lay there.
///
/// # Errors
/// [`StoreError::Raced`] when the vote takes none any more.
pub async fn cast(tx: &mut Tx<'_>, seal: &Seal, poll: VoteId, ballot: &Cast) -> Result<(), StoreError> {
    // Whoever changes a ballot of a vote holds its row: two ballots of one voter come one after the other.
    let held = sqlx::query("UPDATE polls SET heads = heads WHERE id = $1 AND phase = 'open'").bind(poll.0);
    if held.execute(&mut **tx).await?.rows_affected() != 1 {
        return Err(StoreError::Raced("a vote"));
    }
    let key = key(tx, seal, poll).await?.ok_or(StoreError::Raced("a vote"))?;
    let (tag, mark) = (key.tag(ballot.voter), mark(seal, &receipt::receipt(&ballot.leaf)));
    let found = "SELECT receipt_mark FROM ballots WHERE poll = $1 AND tag = $2";
    let earlier: Option<String> = sqlx::query_scalar(found).bind(poll.0).bind(&tag).fetch_optional(&mut **tx).await?;
    let body = close(seal, poll, ballot)?;
    if let Some(earlier) = earlier {
        let text = "UPDATE ballots SET version = version + 1, receipt_mark = $3, body_sealed = $4 WHERE poll = $1 AND tag = $2";
        sqlx::query(text).bind(poll.0).bind(tag).bind(mark).bind(body).execute(&mut **tx).await?;
        write_many(tx, "INSERT INTO replaced_ballots (receipt_mark, poll)", "", vec![row![earlier, poll.0]]).await?;
        return Ok(());
    }
    let before = "INSERT INTO ballots (poll, tag, version, receipt_mark, body_sealed)";
    write_many(tx, before, "", vec![row![poll.0, tag, 0, mark, body]]).await?;
    let area = i64::try_from(ballot.area).map_err(|_| StoreError::Foreign("an area"))?;
    let text = "UPDATE polls SET heads = heads + 1, area = area + $2 WHERE id = $1";
    sqlx::query(text).bind(poll.0).bind(area).execute(&mut **tx).await?;
    Ok(())
}

/// Which of these voters have a ballot in the box; none of them once the vote is certified.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn voted(
    tx: &mut Tx<'_>,
    seal: &Seal,
    poll: VoteId,
    voters: impl IntoIterator<Item = i64>,
) -> Result<BTreeSet<i64>, StoreError> {
    let Some(key) = key(tx, seal, poll).await? else { return Ok(BTreeSet::new()) };
    let tags: Vec<(String, i64)> = voters.into_iter().map(|voter| (key.tag(voter), voter)).collect();
    let wanted = tags.iter().map(|(tag, _)| tag.clone());
    let from = "FROM ballots WHERE poll = $2 AND tag IN";
    let rows: Vec<(String,)> =
        read_in_with(tx, ("tag", from), wanted.map(Into::into).collect(), ("", row![poll.0])).await?;
    let there: BTreeSet<String> = rows.into_iter().map(|(tag,)| tag).collect();
    Ok(tags.into_iter().filter(|(tag, _)| there.contains(tag)).map(|(_, voter)| voter).collect())
}

/// A ballot as it is counted and exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The choices, ids joined by commas.
    pub choices: String,
    /// What the receipt was made with.
    pub nonce: String,
    /// Whose it is; in owners' decisions only.
    pub voter: Option<i64>,
    /// Who cast it; likewise.
    pub by: Option<PersonId>,
    /// The mark of its receipt, as stored.
    pub mark: String,
}

/// All ballots of a vote, in an order that tells nothing.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn all(tx: &mut Tx<'_>, seal: &Seal, poll: VoteId) -> Result<Vec<Counted>, StoreError> {
    let rows: Vec<(String, String)> =
        read(tx, ("receipt_mark, body_sealed", "FROM ballots WHERE poll = $1"), row![poll.0]).await?;
    let counted = |(mark, sealed): (String, String)| {
        let Body { choices, nonce, voter, by } = body(seal, poll, &sealed)?;
        Ok(Counted { choices, nonce, voter, by, mark })
    };
    let mut found = rows.into_iter().map(counted).collect::<Result<Vec<_>, StoreError>>()?;
    found.sort_by(|one, other| one.mark.cmp(&other.mark));
    Ok(found)
}

/// What became of a receipt, and in which vote.
///
/// # Errors
/// What the database says.
pub async fn standing(tx: &mut Tx<'_>, seal: &Seal, code: &str) -> Result<Option<(VoteId, Standing)>, StoreError> {
    for (table, standing) in [("ballots", Standing::Counted), ("replaced_ballots", Standing::Replaced)] {
        let from = format!("FROM {table} WHERE receipt_mark IN");
        let rows: Vec<(i64,)> = read_in(tx, ("poll", &from), [mark(seal, code)], "").await?;
        if let Some((poll,)) = rows.first() {
            return Ok(Some((VoteId(*poll), standing)));
        }
    }
    Ok(None)
}

/// The vote is certified: its ballots are written anew in the order of their leaves, and its key is gone, so that whoever
/// holds the database and its seal can't tell any more whose they are.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn unlink(tx: &mut Tx<'_>, seal: &Seal, poll: &Poll) -> Result<(), StoreError> {
    let id = poll.id;
    let columns = ("receipt_mark, body_sealed", "FROM ballots WHERE poll = $1");
    let stored: Vec<(String, String)> = read(tx, columns, row![id.0]).await?;
    let leaf = |(mark, sealed): (String, String)| {
        let body = body(seal, id, &sealed)?;
        Ok((receipt::leaf(id, &poll.frozen, &body.choices, &body.nonce), mark, sealed))
    };
    let mut ballots = stored.into_iter().map(leaf).collect::<Result<Vec<_>, StoreError>>()?;
    ballots.sort_unstable();
    let mut replaced: Vec<(String,)> =
        read(tx, ("receipt_mark", "FROM replaced_ballots WHERE poll = $1"), row![id.0]).await?;
    replaced.sort_unstable();
    for text in [
        "DELETE FROM ballots WHERE poll = $1",
        "DELETE FROM replaced_ballots WHERE poll = $1",
        "DELETE FROM paper_ballots WHERE poll = $1",
        "UPDATE polls SET key_sealed = '' WHERE id = $1",
    ] {
        sqlx::query(text).bind(id.0).execute(&mut **tx).await?;
    }
    let rows = ballots.into_iter().map(|(_, mark, body)| row![id.0, mark.as_str(), 0, mark.as_str(), body]).collect();
    write_many(tx, "INSERT INTO ballots (poll, tag, version, receipt_mark, body_sealed)", "", rows).await?;
    let rows = replaced.into_iter().map(|(mark,)| row![mark, id.0]).collect();
    write_many(tx, "INSERT INTO replaced_ballots (receipt_mark, poll)", "", rows).await?;
    Ok(())
}

/// How many ballots of a vote carry a tag that no voter of its roll has; none where its key is destroyed.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn strangers(tx: &mut Tx<'_>, seal: &Seal, poll: VoteId) -> Result<Option<usize>, StoreError> {
    let Some(key) = key(tx, seal, poll).await? else { return Ok(None) };
    let roll = super::roll(tx, poll, None).await?;
    let tags: BTreeSet<String> = roll.keys().map(|voter| key.tag(*voter)).collect();
    let rows: Vec<(String,)> = read(tx, ("tag", "FROM ballots WHERE poll = $1"), row![poll.0]).await?;
    Ok(Some(rows.iter().filter(|(tag,)| !tags.contains(tag)).count()))
}

/// What a teller read on the sheet of a voter, and who that was, if it waits for another's reading.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn read_sheet(
    tx: &mut Tx<'_>,
    seal: &Seal,
    (poll, voter): (VoteId, i64),
) -> Result<Option<(PersonId, String)>, StoreError> {
    let Some(key) = key(tx, seal, poll).await? else { return Ok(None) };
    let text = ("teller, body_sealed", "FROM paper_ballots WHERE poll = $1 AND tag = $2");
    let rows: Vec<(i64, String)> = read(tx, text, row![poll.0, key.tag(voter)]).await?;
    let Some((teller, sealed)) = rows.into_iter().next() else { return Ok(None) };
    let choices = seal.open("paper_ballots", "body", poll.0, &sealed)?;
    Ok(Some((PersonId(teller), choices.trim_end().to_owned())))
}

/// Keeps what a teller read on a sheet until another reads it too; none: the sheet is done with.
///
/// # Errors
/// What the database says.
pub async fn keep_sheet(
    tx: &mut Tx<'_>,
    seal: &Seal,
    (poll, voter): (VoteId, i64),
    read: Option<(PersonId, &str)>,
) -> Result<(), StoreError> {
    let Some(key) = key(tx, seal, poll).await? else { return Err(StoreError::Raced("a vote")) };
    let tag = key.tag(voter);
    let gone = sqlx::query("DELETE FROM paper_ballots WHERE poll = $1 AND tag = $2").bind(poll.0).bind(&tag);
    gone.execute(&mut **tx).await?;
    let Some((teller, choices)) = read else { return Ok(()) };
    let body = seal.close("paper_ballots", "body", poll.0, &filled(choices.to_owned()))?;
    let before = "INSERT INTO paper_ballots (poll, tag, teller, body_sealed)";
    write_many(tx, before, "", vec![row![poll.0, tag, teller.0, body]]).await?;
    Ok(())
}
