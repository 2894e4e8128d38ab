//! Chats and what messages in them are: kinds, bindings to places, roles of messages, pace.

use serde::{Deserialize, Serialize};

use super::codes::codes;
use super::id::{ChatId, Number, PersonId, PlaceId};
use super::language::Language;

codes! {
    /// What kind of chat it was said in.
    ChatKind {
        /// The person's own chat with the bot.
        Private = "private",
        /// A group or supergroup.
        Group = "group",
        /// A channel.
        Channel = "channel",
    }
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
    /// Whether it shows tables as such.
    pub rich: bool,
}

codes! {
    /// A staff chat or group that a place has.
    ChatUse {
        /// Residents' group: templates only.
        Residents = "residents",
        /// Staff's own chat.
        Staff = "staff",
    }
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

codes! {
    /// What role a message plays for whoever quotes, edits or presses it later.
    MessageRole {
        /// A person's screen.
        Screen = "screen",
        /// A ticket's card.
        Card = "card",
        /// A line relayed between resident and staff.
        Relay = "relay",
        /// A question to one person whose reply is the answer.
        Prompt = "prompt",
        /// Receipt, status, follow-up.
        Notice = "notice",
        /// Somebody's own message that was taken into a ticket.
        Source = "source",
        /// What was announced to many; what it is of stands in `prompt`.
        Post = "post",
    }
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
