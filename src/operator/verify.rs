//! `mulin verify`: whether the ballot of a receipt lies in a vote's exported file; the root over its ballots, to be compared
//! with the one that was published; and in a fund vote whether it is counted by what was frozen. Reads nothing but the
//! file.

use std::collections::BTreeSet;

use super::export_votes::{COMPLETION, DECIMALS, LOT, PARAMS, ROOT, SEED, STEP, TERMS, VOTE, terms_read};
use crate::domain::id::VoteId;
use crate::domain::vote::pabulib::{self, Amount, Broken, File};
use crate::domain::vote::poll::lot;
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
    /// A ballot stands in it more than once.
    #[error("a ballot stands in this file twice: it was changed")]
    Twice,
    /// What it says of the vote isn't what was frozen at the opening.
    #[error("{0} of this file isn't what was frozen when the vote opened: it was changed")]
    Frozen(&'static str),
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
    let leaves: Vec<Hash> = file.election.ballots.iter().zip(&file.nonces).map(leaf).collect();
    if leaves.iter().collect::<BTreeSet<_>>().len() != leaves.len() {
        return Err(VerifyError::Twice);
    }
    frozen(&file)?;
    let has = receipt::hex(&receipt::root(leaves.iter().copied()));
    if has != says {
        return Err(VerifyError::Changed { has, says: says.to_owned() });
    }
    let counted = leaves.iter().any(|leaf| receipt::receipt(leaf) == code);
    Ok(Verified { counted, ballots: leaves.len(), root: has })
}

/// Compares what the file says of the vote with the terms that were frozen, and these with their hash.
fn frozen(file: &File) -> Result<(), VerifyError> {
    let told = |key: &'static str| file.told(key).ok_or(VerifyError::Foreign(key));
    let terms = terms_read(Some(told(TERMS)?).filter(|terms| !terms.is_empty()).ok_or(VerifyError::Foreign(TERMS))?);
    if receipt::hex(&receipt::hash(terms.as_bytes())) != told(PARAMS)? {
        return Err(VerifyError::Frozen(TERMS));
    }
    let has = |line: String| terms.lines().any(|term| term == line);
    let seed = told(SEED)?;
    if !has(format!("lot {}", receipt::hex(&receipt::hash(seed.as_bytes())))) {
        return Err(VerifyError::Frozen(SEED));
    }
    if told(LOT)? != lot(told(ROOT)?, seed) {
        return Err(VerifyError::Frozen(LOT));
    }
    if !terms.lines().any(|term| term.starts_with("fund ")) {
        return Ok(());
    }
    let fen = |units: u64| units.checked_mul(10_u64.pow(DECIMALS.checked_sub(file.decimals)?));
    if fen(file.election.budget).is_none_or(|fen| !has(format!("fund {fen}"))) {
        return Err(VerifyError::Frozen("budget"));
    }
    let projects = file.election.projects.iter();
    let projects = projects.map(|project| Some(format!("project {} {}", project.id, fen(project.cost)?)));
    let projects: Option<BTreeSet<String>> = projects.collect();
    let meant = terms.lines().filter(|term| term.starts_with("project ")).map(str::to_owned).collect();
    if projects != Some(meant) {
        return Err(VerifyError::Frozen("project"));
    }
    let rule = match file.told(STEP) {
        Some(step) => {
            let step = Amount::read(step).and_then(|step| step.units(DECIMALS)).ok_or(VerifyError::Frozen(STEP))?;
            format!("rule equal-shares {} {step}", file.told(COMPLETION).unwrap_or_default())
        }
        None => "rule greedy".to_owned(),
    };
    if has(rule) { Ok(()) } else { Err(VerifyError::Frozen("rule")) }
}

#[cfg(test)]
mod tests {
    use super::{VerifyError, run};
    use crate::domain::id::VoteId;
    use crate::domain::vote::receipt::{hash, hex, leaf, receipt, root};

    #[test]
    fn a_receipt_is_found_and_a_changed_file_isn_t_believed() {
        let seed = hex(&hash(b"seed"));
        let terms = format!(
            "scope 5 - -\nfund 1000\nvoters households\nrule greedy\nproject 3 100\nproject 12 200\nlot {seed}\n"
        );
        let params = hex(&hash(terms.as_bytes()));
        let leaves = [leaf(VoteId(7), &params, "3,12", "n1"), leaf(VoteId(7), &params, "", "n2")];
        let (root, terms) = (hex(&root(leaves)), terms.trim_end().replace('\n', " / "));
        let file = format!(
            "META\nkey;value\nbudget;10\nmulin_vote;7\nparams;{params}\nterms;{terms}\nseed;seed\nlot;{root}seed\n\
             root;{root}\nPROJECTS\nproject_id;cost\n3;1\n12;2\nVOTES\nvoter_id;vote;nonce\n1;3,12;n1\n2;;n2\n"
        );
        let found = run(file.as_bytes(), &receipt(&leaves[0])).expect("verified");
        assert!(found.counted && found.ballots == 2);
        assert!(!run(file.as_bytes(), "ABCD-EFGH-2345").expect("verified").counted);
        assert!(matches!(run(file.as_bytes(), "ABCD"), Err(VerifyError::Receipt)));
        let changed = file.replace("1;3,12;n1", "1;3;n1");
        assert!(matches!(run(changed.as_bytes(), "ABCD-EFGH-2345"), Err(VerifyError::Changed { .. })));
        for (from, to) in [
            ("budget;10", "budget;11"),
            ("12;2", "12;3"),
            ("seed;seed", "seed;other"),
            ("fund 1000", "fund 1001"),
            ("root;", "step;1\nroot;"),
        ] {
            let changed = file.replacen(from, to, 1);
            assert!(matches!(run(changed.as_bytes(), "ABCD-EFGH-2345"), Err(VerifyError::Frozen(_))), "{from}");
        }
        let twice = format!("{file}3;3,12;n1\n");
        assert!(matches!(run(twice.as_bytes(), "ABCD-EFGH-2345"), Err(VerifyError::Twice)));
        let foreign = file.replace("mulin_vote", "other");
        assert!(matches!(run(foreign.as_bytes(), "ABCD-EFGH-2345"), Err(VerifyError::Foreign(_))));
    }
}
