//! Receipts: what a voter keeps to see that their ballot was counted, and the root by which nobody can change any later.
//!
//! A ballot's leaf is `SHA-256(0x00 ‖ vote ‖ LF ‖ parameters' hash ‖ LF ‖ choices ‖ LF ‖ nonce)`, its receipt the first
//! twelve base32 characters of it. The root is a Merkle tree over all leaves in rising order: a node is
//! `SHA-256(0x01 ‖ left ‖ right)`, a leaf without a neighbour goes up as it is, and without any leaf the root is
//! `SHA-256()`.

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};

use crate::domain::id::VoteId;

/// Characters of a receipt.
pub const RECEIPT: usize = 12;

/// A hash.
pub type Hash = [u8; 32];

/// A hash as it is stored and published: lower-case hexadecimal digits.
#[must_use]
pub fn hex(hash: &Hash) -> String {
    HEXLOWER.encode(hash)
}

/// The hash of its digits; none where they are no hash.
#[must_use]
pub fn of_hex(digits: &str) -> Option<Hash> {
    HEXLOWER.decode(digits.as_bytes()).ok()?.try_into().ok()
}

/// The SHA-256 of a text.
#[must_use]
pub fn hash(text: &[u8]) -> Hash {
    Sha256::digest(text).into()
}

/// A ballot's leaf. `choices` are the chosen ids in rising order, joined by commas.
#[must_use]
pub fn leaf(vote: VoteId, params: &str, choices: &str, nonce: &str) -> Hash {
    let body = format!("{vote}\n{params}\n{choices}\n{nonce}");
    Sha256::new_with_prefix([0]).chain_update(body).finalize().into()
}

/// The receipt of a leaf.
#[must_use]
pub fn receipt(leaf: &Hash) -> String {
    BASE32_NOPAD.encode(leaf).chars().take(RECEIPT).collect()
}

/// A receipt as people read it: in fours.
#[must_use]
pub fn in_fours(receipt: &str) -> String {
    let letters: Vec<char> = receipt.chars().collect();
    let fours: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
    fours.join("-")
}

/// The receipt that somebody typed, however they spaced it; none where it is none.
#[must_use]
pub fn typed(code: &str) -> Option<String> {
    let letters = code.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '·' | '.'));
    // What base32 has no letter for is taken for the one it looks like.
    let meant = letters.map(|letter| match letter.to_ascii_uppercase() {
        '0' => 'O',
        '1' => 'I',
        '8' => 'B',
        other => other,
    });
    let code: String = meant.collect();
    let is_base32 = code.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'2'..=b'7'));
    (code.len() == RECEIPT && is_base32).then_some(code)
}

/// The root of these leaves, in whatever order they come.
#[must_use]
pub fn root(leaves: impl IntoIterator<Item = Hash>) -> Hash {
    let mut row: Vec<Hash> = leaves.into_iter().collect();
    row.sort_unstable();
    while row.len() > 1 {
        row = row.chunks(2).map(parent).collect();
    }
    row.first().copied().unwrap_or_else(|| hash(&[]))
}

fn parent(pair: &[Hash]) -> Hash {
    match pair {
        [left, right] => Sha256::new_with_prefix([1]).chain_update(left).chain_update(right).finalize().into(),
        [alone] => *alone,
        _ => Hash::default(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, prop_assert_ne, proptest};

    use super::{hash, hex, in_fours, leaf, receipt, root, typed};
    use crate::domain::id::VoteId;

    #[test]
    fn a_leaf_can_be_made_by_hand() {
        // As `printf '\0007\nab\n12,15\nn' | sha256sum` and `… | xxd -r -p | base32` say.
        let leaf = leaf(VoteId(7), "ab", "12,15", "n");
        assert_eq!(hex(&leaf), HAND.0);
        assert_eq!(receipt(&leaf), HAND.1);
    }

    const HAND: (&str, &str) = ("2b29eb85911d67cdc61ede06dd733fc3e5e7d77f229c42e440c3c1951ee49c9e", "FMU6XBMRDVT4");

    #[test]
    fn a_receipt_is_read_however_it_is_spaced() {
        assert_eq!(in_fours("ABCDEFGH2345"), "ABCD-EFGH-2345");
        for code in ["ABCD-EFGH-2345", "abcd efgh 2345", "ABCDEFGH2345", " a-b-c-d.efgh2345 "] {
            assert_eq!(typed(code).as_deref(), Some("ABCDEFGH2345"), "{code}");
        }
        assert_eq!(typed("O0I1-B8AA-2345").as_deref(), Some("OOIIBBAA2345"));
        for code in ["", "ABCD", "ABCDEFGH23456", "ABCDEFGH234!", "楼道灯坏了楼道灯坏了楼道"] {
            assert_eq!(typed(code), None, "{code}");
        }
    }

    #[test]
    fn without_ballots_the_root_is_that_of_nothing() {
        assert_eq!(hex(&root([])), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    proptest! {
        #[test]
        fn the_root_knows_no_order_and_every_ballot(words in proptest::collection::btree_set(any::<u64>(), 1..40)) {
            let leaves: Vec<_> = words.iter().map(|word| hash(&word.to_be_bytes())).collect();
            let whole = root(leaves.iter().copied());
            prop_assert_eq!(root(leaves.iter().rev().copied()), whole);
            prop_assert_ne!(root(leaves.iter().skip(1).copied()), whole);
            let mut changed = leaves;
            if let Some(first) = changed.first_mut() {
                first[0] ^= 1;
            }
            prop_assert_ne!(root(changed), whole);
        }
    }
}
