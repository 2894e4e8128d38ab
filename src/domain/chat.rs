//! Chats and what messages in them are: kinds, bindings to places, roles of messages, pace.

use serde::{Deserialize, Serialize};

use super::id::{ChatId, Number, PersonId, PlaceId};
use super::language::Language;

/// What kind of chat it was said in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChatKind {
    /// The person's own chat with the bot.
    Private,
    /// A group or supergroup.
    Group,
    /// A channel.
    Channel,
}

/// The chat in which the input was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chat {
    /// Own id.
    pub id: ChatId,
    /// What it is bound to, for groups.
    pub binding: Option<Binding>,
    /// Its language, for groups.
    pub language: Language,
}

/// A staff chat or group that a place has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChatUse {
    /// Residents' group: templates only.
    Residents,
    /// Staff's own chat.
    Staff,
}

/// A chat tied to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The chat.
    pub chat: ChatId,
    /// The place.
    pub place: PlaceId,
    /// What it is for.
    pub used: ChatUse,
}

/// What role a message plays for whoever quotes, edits or presses it later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MessageRole {
    /// A person's screen.
    Screen,
    /// A ticket's card.
    Card,
    /// A line relayed between resident and staff.
    Relay,
    /// A question to one person whose reply is the answer.
    Prompt,
    /// Receipt, status, follow-up.
    Notice,
    /// Somebody's own message that was taken into a ticket.
    Source,
}

/// One of our messages (or one taken into a ticket) that is quoted, pressed or edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// Role of that message.
    pub role: MessageRole,
    /// Ticket it is about.
    pub ticket: Option<Number>,
    /// For a prompt: what its answer does.
    pub prompt: Option<String>,
    /// For a prompt: whose answer it waits for.
    pub person: Option<PersonId>,
}

/// How fast something must go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pace {
    /// Head of its chat's queue, outside our bucket.
    Emergency,
    /// Answers, screens, receipts.
    Interactive,
    /// Notices and relayed lines.
    Notice,
    /// Cards and their edits.
    Card,
    /// What nobody asked for.
    Broadcast,
}
