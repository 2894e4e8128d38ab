//! A payout (支付): one person asks for it, another pays it out. Nothing is written into the book before.

use crate::domain::codes::codes;
use crate::domain::id::{BookId, MediaId, PayoutId, PersonId, ProjectNumber};
use crate::domain::refusal::Refusal;
use crate::domain::time::Moment;

codes! {
    /// What became of it.
    State {
        /// Nobody has decided on it.
        Waiting = "waiting",
        /// Paid: it stands in the book.
        Approved = "approved",
        /// Refused.
        Refused = "refused",
    }
}

/// A payout that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payout {
    /// Its id.
    pub id: PayoutId,
    /// Out of which book.
    pub book: BookId,
    /// For which project.
    pub project: Option<ProjectNumber>,
    /// How many fen.
    pub fen: i64,
    /// What became of it.
    pub state: State,
    /// Who asked.
    pub asked_by: PersonId,
    /// When.
    pub asked_at: Moment,
    /// Photos of the receipts.
    pub receipts: Vec<MediaId>,
    /// What it is for, in staff's words.
    pub words: String,
}

impl Payout {
    /// Whether this person may decide on it now; that they hold the right is asked elsewhere.
    ///
    /// # Errors
    /// [`Refusal::Ended`] where somebody did, [`Refusal::SecondPerson`] for who asked.
    pub fn decided_by(&self, person: PersonId) -> Result<(), Refusal> {
        if self.state != State::Waiting {
            return Err(Refusal::Ended);
        }
        if person == self.asked_by { Err(Refusal::SecondPerson) } else { Ok(()) }
    }
}
