//! What reached us, freed of Telegram: the input of a turn.

use crate::domain::chat::ChatKind;
use crate::domain::media::Media;
use crate::domain::time::Moment;

/// One thing said, pressed or shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// When it was said (a message's own date); for a press, when it was stored.
    pub at: Moment,
    /// Where.
    pub chat: ChatKind,
    /// The topic, 0 for none.
    pub thread: i64,
    /// The message's id in its chat (for a press: of the message that carries the button).
    pub message: Option<i64>,
    /// Whether it replies to a message (which one is in [`super::facts::Facts::quoted`] if it is ours).
    pub is_reply: bool,
    /// The client's language tag.
    pub language: Option<String>,
    /// Said by an anonymous group admin or a channel, so by nobody we know.
    pub anonymous: bool,
    /// The first message of its minute over the person's quota.
    pub first_over: bool,
    /// What.
    pub what: What,
}

/// What was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Words.
    Text(String),
    /// A command to us: name without slash, the rest trimmed.
    Command {
        /// Lower case, without `/` and `@bot`.
        name: String,
        /// What follows it.
        rest: String,
    },
    /// A picture, voice note, video or file.
    Media(Media),
    /// A shared location, 10⁻⁶ degree.
    Location {
        /// Latitude.
        lat: i64,
        /// Longitude.
        lon: i64,
    },
    /// A button: its data.
    Press(String),
    /// A message of theirs was edited; the new words.
    Edited(String),
    /// A sticker, poll, dice, contact …: nothing we can use.
    Unusable,
    /// The person blocked (false) or unblocked (true) the bot in the private chat.
    Reachable(bool),
    /// The bot was added to (true) or removed from (false) a group of this title.
    Joined {
        /// Still a member.
        member: bool,
        /// The group's title.
        title: String,
    },
}
