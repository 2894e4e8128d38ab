//! `mulin verify`: whether the ballot of a receipt lies in a vote's exported file, and whether the file is the one whose
//! root was published. Reads nothing but the file.

use std::collections::BTreeSet;

use super::export_votes::{PARAMS, ROOT, VOTE};
use crate::domain::id::VoteId;
use crate::domain::vote::pabulib::{self, Broken};
use crate::domain::vote::receipt::{self, Hash};

/// What a file says of a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Whether the ballot is in it.
    pub counted: bool,
    /// How many ballots it has.
    pub ballots: usize,
    /// The root over its ballots, to be compared with the one in the compound's group.
    pub root: String,
}

/// Why a file can't be looked into.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The file is broken.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// It isn't an export of ours.
    #[error("the file says no {0}: `mulin export votes --vote NUMBER` prints one that does")]
    Foreign(&'static str),
    /// The receipt is none.
    #[error("--receipt: twelve letters and digits, like ABCD-EFGH-2345")]
    Receipt,
    /// Its ballots aren't those of its root.
    #[error("the ballots of this file give the root {has}, but it says {says}: it was changed")]
    Changed {
        /// What its ballots give.
        has: String,
        /// What it says.
        says: String,
    },
}

/// Looks for a receipt in a file.
///
/// # Errors
/// What is wrong with the file or the receipt.
pub fn run(bytes: &[u8], code: &str) -> Result<Verified, VerifyError> {
    let file = pabulib::read(bytes)?;
    let told = |key: &'static str| file.told(key).ok_or(VerifyError::Foreign(key));
    let vote = told(VOTE)?.parse().map(VoteId).map_err(|_| VerifyError::Foreign(VOTE))?;
    let (params, says) = (told(PARAMS)?, told(ROOT)?);
    if file.nonces.len() != file.election.ballots.len() {
        return Err(VerifyError::Foreign("nonce"));
    }
    let code = receipt::typed(code).ok_or(VerifyError::Receipt)?;
    let leaf = |(choices, nonce): (&[u32], &String)| {
        let ids = choices.iter().filter_map(|&choice| file.election.projects.get(choice as usize));
        let ids: Vec<&str> = ids.map(|project| project.id.as_str()).collect();
        receipt::leaf(vote, params, &ids.join(","), nonce)
    };
    let leaves: BTreeSet<Hash> = file.election.ballots.iter().zip(&file.nonces).map(leaf).collect();
    let has = receipt::hex(&receipt::root(leaves.iter().copied()));
    if has != says {
        return Err(VerifyError::Changed { has, says: says.to_owned() });
    }
    let counted = leaves.iter().any(|leaf| receipt::receipt(leaf) == code);
    Ok(Verified { counted, ballots: leaves.len(), root: has })
}

#[cfg(test)]
mod tests {
    use super::{VerifyError, run};
    use crate::domain::id::VoteId;
    use crate::domain::vote::receipt::{hex, leaf, receipt, root};

    #[test]
    fn a_receipt_is_found_and_a_changed_file_isn_t_believed() {
        let leaves = [leaf(VoteId(7), "ab", "3,12", "n1"), leaf(VoteId(7), "ab", "", "n2")];
        let file = format!(
            "META\nkey;value\nbudget;10\nmulin_vote;7\nparams;ab\nroot;{}\nPROJECTS\nproject_id;cost\n3;1\n12;2\n\
             VOTES\nvoter_id;vote;nonce\n1;3,12;n1\n2;;n2\n",
            hex(&root(leaves))
        );
        let found = run(file.as_bytes(), &receipt(&leaves[0])).expect("verified");
        assert!(found.counted && found.ballots == 2);
        assert!(!run(file.as_bytes(), "ABCD-EFGH-2345").expect("verified").counted);
        assert!(matches!(run(file.as_bytes(), "ABCD"), Err(VerifyError::Receipt)));
        let changed = file.replace("1;3,12;n1", "1;3;n1");
        assert!(matches!(run(changed.as_bytes(), "ABCD-EFGH-2345"), Err(VerifyError::Changed { .. })));
        let foreign = file.replace("mulin_vote", "other");
        assert!(matches!(run(foreign.as_bytes(), "ABCD-EFGH-2345"), Err(VerifyError::Foreign(_))));
    }
}
