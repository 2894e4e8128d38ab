//! Fresh ids, tokens and nonces, drawn here so that turns stay pure.

use std::sync::atomic::{AtomicI64, Ordering};

use data_encoding::BASE32_NOPAD;

use crate::domain::id::next_id;
use crate::domain::time::Moment;
use crate::outside;

/// Ids that a turn may use up.
pub(super) const IDS_A_TURN: usize = 12;

/// Where this process's ids come from.
#[derive(Debug, Default)]
pub struct Ids {
    last: AtomicI64,
    slot: u8,
}

impl Ids {
    /// Ids of the process in `slot` (0–15).
    #[must_use]
    pub const fn new(slot: u8) -> Self {
        Self { last: AtomicI64::new(0), slot }
    }

    /// The next id.
    pub fn next(&self, now: Moment) -> i64 {
        let step = |last| Some(next_id(last, now.0, self.slot));
        let before = self.last.fetch_update(Ordering::AcqRel, Ordering::Acquire, step).unwrap_or_default();
        next_id(before, now.0, self.slot)
    }

    /// The next `count` ids, rising.
    pub fn take(&self, now: Moment, count: usize) -> Vec<i64> {
        (0..count).map(|_| self.next(now)).collect()
    }

    /// The next `count` ids, rising, each with the moment: of events that happen now.
    pub fn stamped(&self, now: Moment, count: usize) -> Vec<(i64, Moment)> {
        (0..count).map(|_| (self.next(now), now)).collect()
    }
}

/// A fresh token: 128 bits as 26 lower-case base32 characters.
///
/// # Errors
/// When the operating system has no dice.
pub fn token() -> Result<String, getrandom::Error> {
    let mut bytes = [0u8; 16];
    outside::dice(&mut bytes)?;
    Ok(BASE32_NOPAD.encode(&bytes).to_ascii_lowercase())
}
