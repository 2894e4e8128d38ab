//! `mulin check` of votes: the record folds to the state, the box holds what was counted and comes out as it did, receipts
//! and root are those of the ballots.

use crate::domain::id::VoteId;
use crate::domain::vote::poll::{Ballot, Outcome, Poll, Told};
use crate::domain::vote::receipt;
use crate::store::polls::{self, Weighed, ballots};
use crate::store::{Store, StoreError, Tx};

/// Votes read at a time.
const CHUNK: i64 = 100;

/// What is broken, a line each.
pub(super) async fn broken(tx: &mut Tx<'_>, store: &Store) -> Result<Vec<String>, StoreError> {
    let (mut broken, mut last) = (Vec::new(), VoteId(0));
    loop {
        let chunk = polls::record(tx, store.seal(), last, CHUNK).await?;
        let Some((end, _)) = chunk.last() else { return Ok(broken) };
        last = end.poll.id;
        for (told, folded) in chunk {
            let what = wrong(tx, store, &told, folded).await?;
            broken.extend(what.into_iter().map(|what| format!("vote {}: {what}", told.poll.id)));
        }
    }
}

async fn wrong(
    tx: &mut Tx<'_>,
    store: &Store,
    told: &Told,
    folded: Option<Poll>,
) -> Result<Vec<&'static str>, StoreError> {
    let (poll, mut whats) = (&told.poll, Vec::new());
    if folded != Some(Poll { version: 0, ..poll.clone() }) {
        whats.push("its state is not what its events give");
    }
    let all = ballots::all(tx, store.seal(), poll.id).await?;
    if u64::try_from(all.len()) != Ok(told.cast.heads) {
        whats.push("other ballots lie in its box than were counted in");
    }
    let leaf = |ballot: &ballots::Counted| receipt::leaf(poll.id, &poll.frozen, &ballot.choices, &ballot.nonce);
    if all.iter().any(|ballot| ballots::mark(store.seal(), &receipt::receipt(&leaf(ballot))) != ballot.mark) {
        whats.push("a receipt is not that of its ballot");
    }
    if poll.is_counted() && receipt::hex(&receipt::root(all.iter().map(leaf))) != poll.root {
        whats.push("its root is not that of its ballots");
    }
    if poll.is_counted() && outcome(tx, store, poll).await? != poll.outcome {
        whats.push("its outcome is not what its ballots give");
    }
    if ballots::strangers(tx, store.seal(), poll.id).await?.is_some_and(|strangers| strangers > 0) {
        whats.push("a ballot is of nobody on its roll");
    }
    Ok(whats)
}

/// How it comes out when it is counted again.
async fn outcome(tx: &mut Tx<'_>, store: &Store, poll: &Poll) -> Result<Option<Outcome>, StoreError> {
    let Weighed { ballots, silent } = polls::weighed(tx, store.seal(), poll).await?;
    let ballots: Vec<(Ballot, u64)> = ballots.into_iter().map(|(ballot, area, _)| (ballot, area)).collect();
    Ok(Outcome::of(&poll.params, poll.roll, (&ballots, silent), poll.lot().as_bytes()))
}
