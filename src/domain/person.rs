//! People as the program knows them: what they chose, what they left, how to reach them.

use serde::{Deserialize, Serialize};

use super::id::{ChatId, PersonId, PlaceId};
use super::language::Language;

/// A person, as their own turn sees and changes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Own id.
    pub id: PersonId,
    /// Their private chat with the bot, once there is one.
    pub chat: Option<ChatId>,
    /// Chosen language, or the client's last.
    pub language: Option<Language>,
    /// Whether `language` was chosen by the person.
    pub language_chosen: bool,
    /// Care mode.
    pub care: bool,
    /// Chosen compound.
    pub compound: Option<PlaceId>,
    /// Version of the processing consent's text that was agreed to.
    pub consent_processing: Option<i64>,
    /// Version of the consent to transfer abroad that was agreed to.
    pub consent_abroad: Option<i64>,
    /// Name and phone they left for named reports, if they wished.
    pub contact: Option<Contact>,
}

/// A name and phone that a reporter typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Name as typed.
    pub name: Option<String>,
    /// Phone as typed.
    pub phone: Option<String>,
}

/// Somebody (or a chat) to whom something is said, with what is needed to say it in their way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The chat it goes to.
    pub chat: ChatId,
    /// The person, where the chat is theirs alone.
    pub person: Option<PersonId>,
    /// In which language.
    pub language: Language,
    /// Care mode: short sentences, the office's phone on every screen.
    pub care: bool,
    /// The person's compound, whose office is called.
    pub compound: Option<PlaceId>,
    /// False when they blocked the bot or the chat is gone.
    pub reachable: bool,
    /// Whether the chat shows tables as such.
    pub rich: bool,
}

impl Reader {
    /// A chat that is read by many, or by staff at work.
    #[must_use]
    pub const fn desk(chat: ChatId, language: Language, reachable: bool) -> Self {
        Self { chat, person: None, language, care: false, compound: None, reachable, rich: false }
    }
}
