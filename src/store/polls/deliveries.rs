//! Who was reached with the papers of an owners' decision, by which proof.

use std::collections::BTreeSet;

use super::super::sql::{read, write_many};
use super::super::{StoreError, Tx};
use crate::domain::id::{PersonId, VoteId};
use crate::domain::time::Moment;
use crate::domain::vote::poll::Proof;
use crate::row;

/// Notes that these voters were reached by a proof, in the place of any earlier one; none: that they weren't.
///
/// # Errors
/// What the database says.
pub async fn note(
    tx: &mut Tx<'_>,
    poll: VoteId,
    (voters, proof): (&BTreeSet<i64>, Option<Proof>),
    (by, now): (PersonId, Moment),
) -> Result<(), StoreError> {
    let Some(proof) = proof else {
        for voter in voters {
            let gone = sqlx::query("DELETE FROM poll_deliveries WHERE poll = $1 AND voter = $2");
            gone.bind(poll.0).bind(*voter).execute(&mut **tx).await?;
        }
        return Ok(());
    };
    let rows = voters.iter().map(|voter| row![poll.0, *voter, proof.code(), by.0, now.0]).collect();
    let before = "INSERT INTO poll_deliveries (poll, voter, proof, person, at)";
    let after = "ON CONFLICT (poll, voter) DO UPDATE SET proof = excluded.proof, person = excluded.person, \
                 at = excluded.at";
    write_many(tx, before, after, rows).await?;
    Ok(())
}

/// Who was reached.
///
/// # Errors
/// What the database says.
pub async fn reached(tx: &mut Tx<'_>, poll: VoteId) -> Result<BTreeSet<i64>, StoreError> {
    let rows: Vec<(i64,)> = read(tx, ("voter", "FROM poll_deliveries WHERE poll = $1"), row![poll.0]).await?;
    Ok(rows.into_iter().map(|(voter,)| voter).collect())
}
