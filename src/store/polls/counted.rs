//! What a vote is counted from: every ballot with its voter's area, and the silent who were reached.

use std::collections::BTreeMap;

use super::super::seal::Seal;
use super::super::{StoreError, Tx};
use super::{ballots, deliveries, roll};
use crate::domain::vote::article278::Owners;
use crate::domain::vote::poll::{Ask, Ballot, Poll};
use crate::domain::vote::receipt::{self, Hash};

/// What lies in the box of a vote, as it is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weighed {
    /// Each ballot with its voter's area in 0.01 m² (in owners' decisions) and its leaf.
    pub ballots: Vec<(Ballot, u64, Hash)>,
    /// Owners who were reached by proof and said nothing.
    pub silent: Owners,
}

/// Reads it.
///
/// # Errors
/// What the database says, a broken seal, or a ballot that doesn't answer what is asked.
pub async fn weighed(tx: &mut Tx<'_>, seal: &Seal, poll: &Poll) -> Result<Weighed, StoreError> {
    let areas = match poll.params.ask {
        Ask::Owners { .. } => roll(tx, poll.id, None).await?,
        Ask::Fund { .. } => BTreeMap::new(),
    };
    let (mut found, mut silent) = (Vec::new(), deliveries::reached(tx, poll.id).await?);
    for counted in ballots::all(tx, seal, poll.id).await? {
        let leaf = receipt::leaf(poll.id, &poll.frozen, &counted.choices, &counted.nonce);
        let ballot = Ballot::of_written(&poll.params.ask, &counted.choices).ok_or(StoreError::Foreign("a ballot"))?;
        let area = counted.voter.and_then(|voter| areas.get(&voter).copied()).unwrap_or_default();
        if let Some(voter) = counted.voter {
            silent.remove(&voter);
        }
        found.push((ballot, area, leaf));
    }
    Ok(Weighed { ballots: found, silent: owners(&areas, &silent) })
}

/// These voters of a roll, and their area.
pub fn owners<'a>(roll: &BTreeMap<i64, u64>, voters: impl IntoIterator<Item = &'a i64>) -> Owners {
    let areas = voters.into_iter().filter_map(|voter| roll.get(voter));
    areas.fold(Owners::default(), |sum, area| sum.and(Owners { heads: 1, area: *area }))
}
