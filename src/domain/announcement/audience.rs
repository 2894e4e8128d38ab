//! Whom an announcement reaches, and what became of it on the way.

use serde::{Deserialize, Serialize};

use crate::domain::codes::codes;
use crate::domain::id::{AnnouncementId, ChatId, Number, PersonId};
use crate::domain::person::{Contact, Reader};
use crate::domain::unasked::{Switches, Unasked};

codes! {
    /// How an announcement came to a chat.
    Way {
        /// As a message of its own.
        Own = "own",
        /// It waits for the person's one unasked message.
        Waiting = "waiting",
        /// Within that message.
        Gathered = "gathered",
        /// They met it when they were about to report the same.
        Met = "met",
        /// Not at all: they can't be written to.
        Unreachable = "unreachable",
    }
}

/// A resident of the place, as they are written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Who.
    pub person: PersonId,
    /// How to reach them.
    pub reader: Reader,
    /// What they wish.
    pub wishes: Switches,
}

/// That an announcement went to a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The chat.
    pub chat: ChatId,
    /// How.
    pub way: Way,
    /// Which revision of it.
    pub revision: i64,
    /// They asked to hear how it goes on.
    pub follows: bool,
}

/// Where an announcement stands in a chat that has an older revision of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// That it went there.
    pub delivery: Delivery,
    /// How to write there.
    pub reader: Reader,
    /// Its message there.
    pub message: Option<i64>,
    /// Its call still waits to go out.
    pub queued: bool,
    /// Its call is on its way: whether it arrives isn't known yet.
    pub under_way: bool,
}

/// How many chats an announcement reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// It arrived.
    pub sent: i64,
    /// It waits, for its turn or for the next morning.
    pub waiting: i64,
    /// Telegram refused it.
    pub failed: i64,
    /// They blocked the bot, or the chat is gone.
    pub unreachable: i64,
}

codes! {
    /// An answer to "are you safe?".
    Safe {
        /// Safe.
        Well = "safe",
        /// Needs help.
        Help = "help",
    }
}

/// Somebody who asked for help, as staff see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helpless {
    /// What they left for such a case.
    pub contact: Option<Contact>,
    /// The building they said they live in.
    pub building: Option<String>,
    /// Their newest open ticket filed since.
    pub ticket: Option<Number>,
}

/// The answers to "are you safe?".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Safety {
    /// How many residents were asked.
    pub asked: i64,
    /// How many are safe.
    pub safe: i64,
    /// Those who asked for help, and nobody else.
    pub help: Vec<Helpless>,
}

/// Something that waits for a person's one unasked message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gathered {
    /// Of which kind.
    pub kind: Unasked,
    /// For an announcement: which.
    pub announcement: Option<AnnouncementId>,
}
