//! The hash chain: each entry's hash holds the hash before it and everything the entry says.
//!
//! Free text enters as SHA-256(salt ‖ text) alone, so that text and salt can be erased and the chain still holds. A field
//! enters as its length and its bytes, a number as 8 bytes, the highest first: no two entries have the same bytes.

use sha2::{Digest, Sha256};

use super::Entry;
use super::account::Kind;
use crate::domain::id::PlaceId;

/// A SHA-256 hash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The hash of 64 hexadecimal digits.
    #[must_use]
    pub fn of_hex(digits: &str) -> Option<Self> {
        let bytes = data_encoding::HEXLOWER.decode(digits.as_bytes()).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&data_encoding::HEXLOWER.encode(&self.0))
    }
}

/// What the first entry of a book is chained to.
#[must_use]
pub fn origin(kind: Kind, place: PlaceId) -> Hash {
    let mut bytes = Bytes::default();
    bytes.text("mulin ledger 1");
    bytes.text(kind.code());
    bytes.number(place.0);
    Hash(Sha256::digest(&bytes.0).into())
}

/// The hash of an entry after the one whose hash is `before`.
#[must_use]
pub fn next(before: &Hash, entry: &Entry) -> Hash {
    Hash(Sha256::new_with_prefix(before.0).chain_update(bytes_of(entry)).finalize().into())
}

/// The hash under which words enter the chain.
#[must_use]
pub fn of_words(salt: &[u8], words: &str) -> Hash {
    Hash(Sha256::new_with_prefix(salt).chain_update(words.as_bytes()).finalize().into())
}

/// The bytes of an entry, one form for each.
fn bytes_of(entry: &Entry) -> Vec<u8> {
    let mut bytes = Bytes::default();
    bytes.number(entry.nr);
    bytes.number(entry.at.0);
    bytes.text(entry.kind.code());
    bytes.number(entry.counters.unwrap_or(0));
    bytes.number(entry.made_by.0);
    bytes.number(entry.asked_by.map_or(0, |person| person.0));
    bytes.count(entry.lines.len());
    for line in &entry.lines {
        bytes.text(line.account.slot.code());
        bytes.number(line.account.project.map_or(0, |project| project.0));
        bytes.number(line.fen);
    }
    bytes.count(entry.receipts.len());
    for receipt in &entry.receipts {
        bytes.number(receipt.0);
    }
    match &entry.words_hash {
        Some(hash) => bytes.field(&hash.0),
        None => bytes.field(&[]),
    }
    bytes.0
}

#[derive(Default)]
struct Bytes(Vec<u8>);

impl Bytes {
    fn number(&mut self, number: i64) {
        self.0.extend(number.to_be_bytes());
    }

    fn count(&mut self, count: usize) {
        self.number(i64::try_from(count).unwrap_or(i64::MAX));
    }

    fn field(&mut self, field: &[u8]) {
        self.count(field.len());
        self.0.extend(field);
    }

    fn text(&mut self, text: &str) {
        self.field(text.as_bytes());
    }
}
