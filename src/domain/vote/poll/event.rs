//! What happens to a vote, as it is kept.

use serde::{Deserialize, Serialize};

use super::{Outcome, Pair, Params};
use crate::domain::id::PersonId;
use crate::domain::time::Moment;
use crate::domain::vote::article278::Owners;

/// An event of a vote. Ids, codes, counts and hashes only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Event {
    /// It was prepared.
    Prepared {
        /// What is asked of whom.
        params: Params,
        /// By whom.
        by: PersonId,
    },
    /// Everybody may read what will be asked.
    Published {
        /// SHA-256 of the value that the lot is drawn with.
        commitment: String,
    },
    /// The first of two people asks for something.
    Asked {
        /// For what.
        pair: Pair,
        /// Who.
        by: PersonId,
    },
    /// The second opened it.
    Opened {
        /// By whom.
        by: PersonId,
        /// SHA-256 of all that is counted by.
        frozen: String,
        /// The words that are hashed to it.
        #[serde(default)]
        terms: String,
        /// Everybody who may vote.
        roll: Owners,
        /// When it closes.
        closes_at: Moment,
    },
    /// An outage put its close off.
    Extended {
        /// By how much.
        by_ms: i64,
    },
    /// The second of two people stopped it before its time: what comes later counts no more, and the clock closes it.
    Stopped {
        /// Who.
        by: PersonId,
    },
    /// Its time had come, and all that came before was in the box.
    Closed {
        /// How it came out.
        outcome: Outcome,
        /// The root over all ballots.
        root: String,
        /// The value that the lot is drawn with.
        seed: String,
    },
    /// The second of two people stands for the result.
    Certified {
        /// Who.
        by: PersonId,
    },
    /// The second of two people released the list of who said what.
    Released {
        /// Who.
        by: PersonId,
    },
    /// It won't open.
    Dropped {
        /// By whom.
        by: PersonId,
    },
}
