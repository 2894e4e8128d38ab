//! What a turn says: screens, notices, cards, prompts, answers to presses. Knows no Telegram.

use serde::{Deserialize, Serialize};

use crate::domain::chat::{MessageRole, Pace};
use crate::domain::id::{ChatId, MediaId, Number};
use crate::domain::language::Language;
use crate::domain::person::Reader;
use crate::pictures::{Picture, Sheet};
use crate::text::Text;

/// A button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// What it says.
    pub label: Text,
    /// What it does.
    pub press: Press,
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Press {
    /// On a screen: the choice the flow of this session understands. Kept with the session, the chat sees a short random id.
    Choice(String),
    /// On a notice or card: `verb:object[:argument]`, judged anew at each press, never stale, ≤ 64 bytes.
    Act(String),
    /// Opens a link. `{bot}` stands for the bot's own `https://t.me/NAME`.
    Link(String),
}

impl Button {
    /// A screen's button.
    #[must_use]
    pub fn choice(label: Text, choice: impl Into<String>) -> Self {
        Self { label, press: Press::Choice(choice.into()) }
    }

    /// A notice's or card's button.
    #[must_use]
    pub fn act(label: Text, action: impl Into<String>) -> Self {
        let action = action.into();
        debug_assert!(super::acts::is_known(&action), "no act answers {action}");
        Self { label, press: Press::Act(action) }
    }

    /// A link.
    #[must_use]
    pub fn link(label: Text, url: impl Into<String>) -> Self {
        Self { label, press: Press::Link(url.into()) }
    }
}

/// A person's current screen in their private chat.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screen {
    /// Words.
    pub text: Text,
    /// Rows of buttons, at most two a row and eight in all.
    pub rows: Vec<Vec<Button>>,
    /// Offer a keyboard button that shares the location.
    pub ask_location: bool,
}

impl Screen {
    /// A screen of words alone.
    #[must_use]
    pub fn new(text: Text) -> Self {
        Self { text, ..Self::default() }
    }

    /// With one more row.
    #[must_use]
    pub fn row(mut self, buttons: impl IntoIterator<Item = Button>) -> Self {
        let buttons: Vec<_> = buttons.into_iter().collect();
        if !buttons.is_empty() {
            self.rows.push(buttons);
        }
        self
    }

    /// The choices of its buttons, in the order in which they are numbered.
    pub fn choices(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().flatten().filter_map(|button| match &button.press {
            Press::Choice(choice) => Some(choice.as_str()),
            _ => None,
        })
    }
}

/// A message to somebody that is not their screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// To whom.
    pub to: Reader,
    /// Words.
    pub text: Text,
    /// Buttons ([`Press::Act`] or [`Press::Link`] only).
    pub rows: Vec<Vec<Button>>,
    /// Files to go with it, relayed as copies.
    pub media: Vec<MediaId>,
    /// Role of the message.
    pub role: MessageRole,
    /// The ticket it is about.
    pub ticket: Option<Number>,
    /// How fast.
    pub pace: Pace,
    /// Without a sound.
    pub silent: bool,
    /// Show as reply to the card of `ticket` in that chat, where there is one.
    pub under_card: bool,
    /// What the answer to this prompt does: an act (`verb:object`), with [`MessageRole::Prompt`] only.
    pub prompt: Option<String>,
    /// The staff message whose delivery this is: gets 👍 or 👎 when the outcome is known.
    pub tick: Option<i64>,
    /// The same as a table, for readers whose chat shows them.
    pub table: Option<Box<Sheet<Text>>>,
}

impl Message {
    /// A notice without buttons.
    #[must_use]
    pub const fn notice(to: Reader, text: Text, ticket: Option<Number>) -> Self {
        Self {
            to,
            text,
            rows: Vec::new(),
            media: Vec::new(),
            role: MessageRole::Notice,
            ticket,
            pace: Pace::Notice,
            silent: false,
            under_card: false,
            prompt: None,
            tick: None,
            table: None,
        }
    }
}

/// One thing a turn says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Say {
    /// The person's current screen: edited in place after a press on it, sent anew below otherwise.
    Screen(Screen),
    /// The keyboard that shares the location is put under the person's chat (true) or taken away, before the screen.
    Keyboard(bool),
    /// A message to somebody.
    Message(Message),
    /// The card of a ticket, put up in these chats (new) or redrawn where it stands.
    Card {
        /// Which ticket; its facts must have been asked for or be made by this turn.
        ticket: Number,
        /// Chats in which it is put up; empty: redraw wherever it stands.
        put_up: Vec<Reader>,
    },
    /// A card as [`super::talk::Talk::finish`] drew it from [`Say::Card`], for one chat.
    Drawn {
        /// The chat.
        to: Reader,
        /// Whose card.
        ticket: Number,
        /// Its words.
        text: Text,
        /// Its buttons.
        buttons: Vec<Vec<Button>>,
        /// Put up anew rather than redrawn.
        fresh: bool,
        /// How fast: a new card of an urgent matter goes before everything else in its chat.
        pace: Pace,
    },
    /// The notice whose button was pressed, with other words and buttons in its place.
    Replace {
        /// Words.
        text: Text,
        /// Buttons ([`Press::Act`] or [`Press::Link`] only).
        rows: Vec<Vec<Button>>,
    },
    /// A message that stands in some chat, with other words and buttons in its place.
    Amend {
        /// The chat.
        to: Reader,
        /// Telegram's id of the message there.
        message: i64,
        /// Words.
        text: Text,
        /// Buttons ([`Press::Act`] or [`Press::Link`] only).
        rows: Vec<Vec<Button>>,
    },
    /// The answer to a press: a toast, or an alert that stays until it is dismissed.
    Toast {
        /// ≤ 200 characters.
        text: Text,
        /// Stays until dismissed.
        alert: bool,
    },
    /// Words in the chat in which it was said (a group), with no role.
    Here(Text),
    /// A picture in the chat in which it was said; it is drawn when it is sent.
    Picture {
        /// What is drawn.
        picture: Box<Picture<MediaId, Text>>,
        /// The words under it, which say the same to whoever can't see it.
        caption: Text,
    },
    /// A reaction on the message that was said.
    React(&'static str),
    /// The commands that Telegram offers in a chat from now on: by name, in order; none: those of chats of its kind.
    Commands {
        /// The chat.
        chat: ChatId,
        /// The language of their descriptions.
        language: Language,
        /// Names without slash.
        names: Vec<&'static str>,
    },
    /// Leave this group.
    LeaveChat,
}
