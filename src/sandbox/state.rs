//! All that the stand-in knows, behind one lock; sections are short.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::broadcast;

use super::chats::{Chat, ChatKind, User};
use super::faults::Faults;
use super::files::Files;
use super::limits::{Limits, Window, take};
use super::messages::{Body, Message};
use super::record::Record;
use super::refusal::Refusal;
use super::updates::Queue;

/// Messages kept in a chat; the oldest go first.
const KEPT_IN_CHAT: usize = 5_000;
/// A press can be answered for so long.
pub(crate) const PRESS_LIFE_MS: i64 = 150_000;

/// What the page hears of.
#[derive(Debug)]
pub(crate) struct PageEvent {
    /// Whom it is for; empty is everybody.
    pub(crate) readers: Vec<i64>,
    pub(crate) json: Value,
}

/// A press that waits for its answer.
#[derive(Debug)]
pub(crate) struct Press {
    pub(crate) at: i64,
    pub(crate) user: i64,
    pub(crate) chat: i64,
}

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) bot: User,
    /// Whether the bot sees in groups only what is meant for it.
    pub(crate) privacy: bool,
    pub(crate) users: HashMap<i64, User>,
    pub(crate) chats: HashMap<i64, Chat>,
    pub(crate) queue: Queue,
    pub(crate) files: Files,
    pub(crate) presses: BTreeMap<i64, Press>,
    pub(crate) last_press: i64,
    pub(crate) last_album: i64,
    /// `setMyCommands` by scope and language.
    pub(crate) commands: BTreeMap<(String, String), Value>,
    /// `setWebhook`'s parameters.
    pub(crate) webhook: Option<Value>,
    pub(crate) limits: Limits,
    pub(crate) sent: Window,
    pub(crate) faults: Faults,
    pub(crate) record: Record,
    pub(crate) events: broadcast::Sender<Arc<PageEvent>>,
}

impl State {
    /// The Bot API's `User` for an id.
    pub(crate) fn user_json(&self, id: i64) -> Value {
        if id == self.bot.id {
            return self.bot.json(true);
        }
        match self.users.get(&id) {
            Some(user) => user.json(false),
            None => json!({ "id": id, "is_bot": false, "first_name": "Deleted Account" }),
        }
    }

    /// The chat with this id as far as the bot can know it.
    ///
    /// # Errors
    /// 400 for one that the bot never met.
    pub(crate) fn met(&self, id: i64) -> Result<&Chat, Refusal> {
        let chat = self.chats.get(&id).ok_or_else(|| Refusal::bad("chat not found"))?;
        let stranger = matches!(chat.kind, ChatKind::Private { started: false, .. });
        if stranger && !self.shares_a_group(id) {
            return Err(Refusal::bad("chat not found"));
        }
        Ok(chat)
    }

    fn shares_a_group(&self, user: i64) -> bool {
        let together = |chat: &Chat| chat.standing(user).is_in() && chat.standing(self.bot.id).is_in();
        self.chats.values().any(|chat| !chat.is_private() && together(chat))
    }

    /// Takes one send to a chat out of the limits.
    ///
    /// # Errors
    /// 429 with the seconds to wait.
    pub(crate) fn take_send(&mut self, id: i64, now: i64) -> Result<(), Refusal> {
        let Self { chats, limits, sent, .. } = self;
        let Some(chat) = chats.get_mut(&id) else { return Ok(()) };
        if chat.held_until > now {
            return Err(Refusal::too_many((chat.held_until - now + 999) / 1_000));
        }
        let is_group = !chat.is_private();
        take(*limits, now, is_group, &mut chat.sent, sent).map_err(|seconds| {
            chat.held_until = now + seconds * 1_000;
            Refusal::too_many(seconds)
        })
    }

    /// Puts a message into its chat and returns its id.
    pub(crate) fn post(&mut self, chat_id: i64, mut message: Message) -> i64 {
        let Some(chat) = self.chats.get_mut(&chat_id) else { return 0 };
        chat.last_message += 1;
        message.id = chat.last_message;
        let id = message.id;
        chat.messages.insert(id, message);
        if chat.messages.len() > KEPT_IN_CHAT {
            chat.messages.pop_first();
        }
        self.show("message", chat_id, id);
        id
    }

    /// Tells the bot of a message; returns the update's id unless the bot doesn't see it.
    pub(crate) fn deliver(&mut self, kind: &str, chat_id: i64, message_id: i64, now: i64) -> Option<i64> {
        let chat = self.chats.get(&chat_id)?;
        let message = chat.messages.get(&message_id)?;
        if !self.bot_sees(chat, message) || !self.queue.wants(kind) {
            return None;
        }
        let json = self.message_json(chat, message);
        Some(self.queue.push(kind, &json, now))
    }

    /// Privacy mode: in groups a bot that doesn't run them gets commands, replies to it and service messages.
    fn bot_sees(&self, chat: &Chat, message: &Message) -> bool {
        if chat.is_private() {
            return true;
        }
        let standing = chat.standing(self.bot.id);
        if !standing.is_in() {
            return false;
        }
        let replied = message.reply_to.and_then(|id| chat.messages.get(&id));
        !self.privacy
            || standing.is_admin()
            || matches!(message.body, Body::Service(_))
            || replied.is_some_and(|replied| replied.from == self.bot.id)
            || self.is_command_to_bot(&message.text)
    }

    fn is_command_to_bot(&self, text: &str) -> bool {
        let Some(command) = text.strip_prefix('/') else { return false };
        let word = command.split_whitespace().next().unwrap_or_default();
        match word.split_once('@') {
            None => !word.is_empty(),
            Some((_, name)) => self.bot.username.as_deref().is_some_and(|username| username.eq_ignore_ascii_case(name)),
        }
    }

    /// Tells the page of a message that came or changed.
    pub(crate) fn show(&self, event: &str, chat_id: i64, message_id: i64) {
        if self.events.receiver_count() == 0 {
            return;
        }
        let Some(chat) = self.chats.get(&chat_id) else { return };
        let Some(message) = chat.messages.get(&message_id) else { return };
        let json = json!({ "type": event, "chat": chat_id, "message": self.page_json(chat, message) });
        self.tell(chat.readers(), json);
    }

    /// Tells the page of something else; no readers are all.
    pub(crate) fn tell(&self, readers: Vec<i64>, json: Value) {
        if self.events.receiver_count() > 0 {
            // Without a page open nobody listens, and that is no error.
            let _ = self.events.send(Arc::new(PageEvent { readers, json }));
        }
    }

    /// Takes messages out of a chat and off the page.
    pub(crate) fn remove(&mut self, chat_id: i64, ids: &HashSet<i64>) {
        let Some(chat) = self.chats.get_mut(&chat_id) else { return };
        chat.messages.retain(|id, _| !ids.contains(id));
        let readers = chat.readers();
        for id in ids {
            self.tell(readers.clone(), json!({ "type": "delete", "chat": chat_id, "message_id": id }));
        }
    }

    /// A number for a new album.
    pub(crate) fn next_album(&mut self) -> String {
        self.last_album += 1;
        format!("139{:012}", self.last_album)
    }
}
