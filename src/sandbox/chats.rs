//! Who is in the stand-in's world: users and chats, and how the Bot API shows them.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::limits::Window;
use super::messages::Message;
use super::refusal::Refusal;

/// How a persona is shown beside their chat on the page.
#[derive(Clone, Debug, Default)]
pub struct Persona {
    /// Name in English; the Telegram name is the Chinese one.
    pub name_en: String,
    /// Who it is, in Chinese.
    pub about: String,
    /// Who it is, in English.
    pub about_en: String,
}

/// A user of Telegram.
#[derive(Clone, Debug, Default)]
pub struct User {
    /// Telegram's id; their private chat has the same.
    pub id: i64,
    /// Shown name.
    pub first_name: String,
    /// Name after the `@`, if they chose one.
    pub username: Option<String>,
    /// Language of their app, if it tells.
    pub language_code: Option<String>,
    /// How the page shows them; `None` keeps them off its list.
    pub persona: Option<Persona>,
}

/// What someone is in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Made the group.
    Creator,
    /// Runs it.
    Administrator,
    /// Is in it.
    Member,
    /// Went away.
    Left,
    /// Was thrown out.
    Kicked,
}

impl Standing {
    /// The Bot API's `status`.
    pub(crate) const fn status(self) -> &'static str {
        match self {
            Self::Creator => "creator",
            Self::Administrator => "administrator",
            Self::Member => "member",
            Self::Left => "left",
            Self::Kicked => "kicked",
        }
    }

    /// Whether they see the group's messages.
    pub(crate) const fn is_in(self) -> bool {
        matches!(self, Self::Creator | Self::Administrator | Self::Member)
    }

    /// Whether they run the group.
    pub(crate) const fn is_admin(self) -> bool {
        matches!(self, Self::Creator | Self::Administrator)
    }
}

/// A group as a test or the demo describes it.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// Telegram's id, negative.
    pub id: i64,
    /// Its title.
    pub title: String,
    /// A plain group becomes a supergroup by [`super::World::migrate`].
    pub supergroup: bool,
    /// Whether it has topics.
    pub forum: bool,
}

#[derive(Debug)]
pub(crate) enum ChatKind {
    /// A person's own chat with the bot.
    Private { started: bool, blocked: bool },
    /// A group with the people in it, the bot among them.
    Group { title: String, supergroup: bool, forum: bool, members: BTreeMap<i64, Standing>, migrated_to: Option<i64> },
}

#[derive(Debug)]
pub(crate) struct Chat {
    pub(crate) id: i64,
    pub(crate) kind: ChatKind,
    pub(crate) messages: BTreeMap<i64, Message>,
    pub(crate) last_message: i64,
    /// Topics by thread id.
    pub(crate) topics: BTreeMap<i64, Topic>,
    /// The newest message each user has seen on the page.
    pub(crate) read: BTreeMap<i64, i64>,
    /// When the bot sent here lately.
    pub(crate) sent: Window,
    /// The message on top.
    pub(crate) pinned: Option<i64>,
    /// A 429 that runs until this millisecond.
    pub(crate) held_until: i64,
}

#[derive(Debug)]
pub(crate) struct Topic {
    pub(crate) name: String,
    pub(crate) closed: bool,
}

impl Chat {
    pub(crate) fn new(id: i64, kind: ChatKind) -> Self {
        Self {
            id,
            kind,
            messages: BTreeMap::new(),
            last_message: 0,
            topics: BTreeMap::new(),
            read: BTreeMap::new(),
            sent: Window::default(),
            pinned: None,
            held_until: 0,
        }
    }

    pub(crate) fn group(group: Group) -> Self {
        let Group { id, title, supergroup, forum } = group;
        let members = BTreeMap::new();
        Self::new(id, ChatKind::Group { title, supergroup, forum, members, migrated_to: None })
    }

    pub(crate) const fn is_private(&self) -> bool {
        matches!(self.kind, ChatKind::Private { .. })
    }

    pub(crate) const fn is_forum(&self) -> bool {
        matches!(self.kind, ChatKind::Group { forum: true, .. })
    }

    /// What `user` is here; in a private chat its person is a member.
    pub(crate) fn standing(&self, user: i64) -> Standing {
        match &self.kind {
            ChatKind::Private { .. } if user == self.id => Standing::Member,
            ChatKind::Private { .. } => Standing::Left,
            ChatKind::Group { members, .. } => members.get(&user).copied().unwrap_or(Standing::Left),
        }
    }

    /// People who read here.
    pub(crate) fn readers(&self) -> Vec<i64> {
        match &self.kind {
            ChatKind::Private { .. } => vec![self.id],
            ChatKind::Group { members, .. } => {
                members.iter().filter(|(_, standing)| standing.is_in()).map(|(user, _)| *user).collect()
            }
        }
    }

    /// Whether the bot may write here.
    pub(crate) fn writable(&self, bot: i64) -> Result<(), Refusal> {
        match &self.kind {
            ChatKind::Private { blocked: true, .. } => Err(Refusal::blocked()),
            ChatKind::Private { started: false, .. } => {
                Err(Refusal::forbidden("bot can't initiate conversation with a user"))
            }
            ChatKind::Private { .. } => Ok(()),
            ChatKind::Group { migrated_to: Some(chat), .. } => Err(Refusal::migrated(*chat)),
            ChatKind::Group { supergroup, .. } => {
                let kind = if *supergroup { "supergroup" } else { "group" };
                match self.standing(bot) {
                    Standing::Kicked => Err(Refusal::forbidden(format_args!("bot was kicked from the {kind} chat"))),
                    Standing::Left => Err(Refusal::forbidden(format_args!("bot is not a member of the {kind} chat"))),
                    _ => Ok(()),
                }
            }
        }
    }

    /// The Bot API's `Chat`; `person` is who a private chat is with.
    pub(crate) fn json(&self, person: Option<&User>) -> Value {
        match &self.kind {
            ChatKind::Private { .. } => {
                let mut chat = Map::new();
                chat.insert("id".into(), self.id.into());
                chat.insert("type".into(), "private".into());
                if let Some(user) = person {
                    chat.insert("first_name".into(), user.first_name.clone().into());
                    if let Some(name) = &user.username {
                        chat.insert("username".into(), name.clone().into());
                    }
                }
                Value::Object(chat)
            }
            ChatKind::Group { title, supergroup, forum, .. } => {
                let kind = if *supergroup { "supergroup" } else { "group" };
                let mut chat = json!({ "id": self.id, "type": kind, "title": title });
                if let (true, Some(object)) = (*forum, chat.as_object_mut()) {
                    object.insert("is_forum".into(), true.into());
                }
                chat
            }
        }
    }
}

impl User {
    /// The Bot API's `User`.
    pub(crate) fn json(&self, is_bot: bool) -> Value {
        let mut user = Map::new();
        user.insert("id".into(), self.id.into());
        user.insert("is_bot".into(), is_bot.into());
        user.insert("first_name".into(), self.first_name.clone().into());
        if let Some(name) = &self.username {
            user.insert("username".into(), name.clone().into());
        }
        if let Some(code) = &self.language_code {
            user.insert("language_code".into(), code.clone().into());
        }
        Value::Object(user)
    }
}
