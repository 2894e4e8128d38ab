//! What reached us, freed of Telegram: the input of a turn.

use serde::{Deserialize, Serialize};

use crate::domain::time::Moment;

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
    /// Whether it replies to a message (which one is in [`super::facts::Facts::replied`] if it is ours).
    pub is_reply: bool,
    /// The client's language tag.
    pub language: Option<String>,
    /// Said by an anonymous group admin or a channel, so by nobody we know.
    pub anonymous: bool,
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

/// What sort of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MediaKind {
    /// A compressed photo.
    Photo,
    /// An image sent as a file.
    Image,
    /// A video or round video note.
    Video,
    /// A voice note or sound.
    Voice,
    /// A PDF.
    Pdf,
    /// Anything else: refused with a sentence.
    Other,
}

/// A file as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// What it is.
    pub kind: MediaKind,
    /// The platform's id for sending it again.
    pub file: String,
    /// The platform's id that stays the same over time.
    pub unique: String,
    /// Bytes, if known.
    pub size: Option<i64>,
    /// Words under it.
    pub caption: String,
    /// Album it belongs to.
    pub album: Option<String>,
}

/// The largest file that can be fetched from Telegram.
pub const MAX_FILE_BYTES: i64 = 20 * 1024 * 1024;
