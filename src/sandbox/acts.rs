//! What people do: write, send, press, edit, block, join and leave.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::chats::{ChatKind, Standing};
use super::files::{MediaKind, Upload};
use super::messages::{Body, Message};
use super::state::{PRESS_LIFE_MS, Press, State};
use super::world::{Done, World, WorldError};

/// Files in an album.
const ALBUM_MAX: usize = 10;

impl World {
    /// `user` writes `text` in `chat`; in their own chat that starts (or restarts) the bot.
    ///
    /// # Errors
    /// When user or chat isn't there, or they aren't in it.
    pub fn say(&self, user: i64, chat: i64, text: &str) -> Result<Done, WorldError> {
        self.write(user, chat, None, Body::Text, text)
    }

    /// As [`World::say`], in reply to a message.
    ///
    /// # Errors
    /// As there, and when there is no such message.
    pub fn reply(&self, user: i64, chat: i64, to: i64, text: &str) -> Result<Done, WorldError> {
        self.write(user, chat, Some(to), Body::Text, text)
    }

    /// `user` opens the bot by a link: `/start token`, unblocking it if need be.
    ///
    /// # Errors
    /// When there is no such user.
    pub fn start(&self, user: i64, token: &str) -> Result<Done, WorldError> {
        let text = if token.is_empty() { "/start".to_owned() } else { format!("/start {token}") };
        self.say(user, user, &text)
    }

    /// `user` shares a place, in degrees.
    ///
    /// # Errors
    /// As [`World::say`].
    pub fn location(&self, user: i64, chat: i64, latitude: f64, longitude: f64) -> Result<Done, WorldError> {
        self.write(user, chat, None, Body::Location { latitude, longitude }, "")
    }

    fn write(&self, user: i64, chat: i64, to: Option<i64>, body: Body, text: &str) -> Result<Done, WorldError> {
        let now = self.now();
        let mut state = self.lock();
        let mut done = state.enter(user, chat, now)?;
        state.check_reply(chat, to)?;
        let mut message = Message::new(user, now, body, text.to_owned());
        message.reply_to = to;
        done = done.and(state.post_and_deliver(chat, message, now));
        Ok(done)
    }

    /// `user` sends files of one kind; several become an album, with the caption under the first.
    ///
    /// # Errors
    /// As [`World::say`], and for no files or more than ten.
    pub fn send_media(&self, user: i64, chat: i64, media: Media) -> Result<Done, WorldError> {
        let now = self.now();
        let mut state = self.lock();
        let mut done = state.enter(user, chat, now)?;
        state.check_reply(chat, media.reply_to)?;
        if media.files.is_empty() || media.files.len() > ALBUM_MAX {
            return Err(WorldError::Files);
        }
        let album = media.album.or_else(|| (media.files.len() > 1).then(|| state.next_album()));
        let mut caption = media.caption;
        for upload in media.files {
            let file_id = state.files.keep(media.kind, upload);
            let body = Body::Media { kind: media.kind, file_id };
            let mut message = Message::new(user, now, body, std::mem::take(&mut caption));
            message.album.clone_from(&album);
            message.reply_to = media.reply_to;
            done = done.and(state.post_and_deliver(chat, message, now));
        }
        Ok(done)
    }

    /// `user` presses a button with `data` under a message, whether or not the message carries such a button
    /// or is still there: what a press brings is never to be trusted.
    ///
    /// # Errors
    /// When user or chat isn't there, or they aren't in it.
    pub fn press(&self, user: i64, chat: i64, message_id: i64, data: &str) -> Result<Done, WorldError> {
        let now = self.now();
        let mut state = self.lock();
        state.reader(user, chat)?;
        Ok(Done { messages: Vec::new(), updates: state.press(user, chat, message_id, data, now) })
    }

    /// `user` presses the newest button of `chat` that is labelled so.
    ///
    /// # Errors
    /// As [`World::press`], and when there is no such button.
    pub fn press_label(&self, user: i64, chat: i64, label: &str) -> Result<Done, WorldError> {
        let (message_id, data) = {
            let state = self.lock();
            let messages = state.chats.get(&chat).ok_or(WorldError::NoChat(chat))?.messages.values().rev();
            let mut labelled = messages.flat_map(|message| message.buttons().map(|button| (message.id, button)));
            let is_it = |button: &Value| button.get("text").and_then(Value::as_str) == Some(label);
            let found = labelled.find(|(_, button)| is_it(button)).ok_or(WorldError::NoButton)?;
            let data = found.1.get("callback_data").and_then(Value::as_str).ok_or(WorldError::NoButton)?;
            (found.0, data.to_owned())
        };
        self.press(user, chat, message_id, &data)
    }

    /// `user` deletes a message for everyone in `chat`; no bot is told.
    ///
    /// # Errors
    /// When user or chat isn't there, or they aren't in it.
    pub fn delete(&self, user: i64, chat: i64, message_id: i64) -> Result<(), WorldError> {
        let mut state = self.lock();
        state.reader(user, chat)?;
        state.remove(chat, &HashSet::from([message_id]));
        Ok(())
    }

    /// `user` changes the text or caption of their own message.
    ///
    /// # Errors
    /// As [`World::say`], and when there is no such message or it isn't theirs.
    pub fn edit(&self, user: i64, chat: i64, message_id: i64, text: &str) -> Result<Done, WorldError> {
        let now = self.now();
        let mut state = self.lock();
        state.reader(user, chat)?;
        let messages = state.chats.get_mut(&chat).map(|chat| &mut chat.messages);
        let message = messages.and_then(|all| all.get_mut(&message_id)).ok_or(WorldError::NoMessage(message_id))?;
        if message.from != user {
            return Err(WorldError::NotTheirs);
        }
        text.clone_into(&mut message.text);
        message.entities = super::entities::found_in(text);
        message.edited = Some(now);
        state.show("edit", chat, message_id);
        let update = state.deliver("edited_message", chat, message_id, now);
        Ok(Done { messages: vec![message_id], updates: update.into_iter().collect() })
    }

    /// `user` blocks the bot.
    ///
    /// # Errors
    /// When there is no such user.
    pub fn block(&self, user: i64) -> Result<Done, WorldError> {
        let now = self.now();
        self.lock().set_blocked(user, true, now).ok_or(WorldError::NoUser(user))
    }

    /// `user` unblocks the bot.
    ///
    /// # Errors
    /// When there is no such user.
    pub fn unblock(&self, user: i64) -> Result<Done, WorldError> {
        let now = self.now();
        self.lock().set_blocked(user, false, now).ok_or(WorldError::NoUser(user))
    }
}

/// Files that someone sends.
#[derive(Clone, Debug)]
pub struct Media {
    /// What they are sent as.
    pub kind: MediaKind,
    /// 1 to 10; a voice note is one.
    pub files: Vec<Upload>,
    /// Under the first.
    pub caption: String,
    /// In reply to.
    pub reply_to: Option<i64>,
    /// An album they belong to that came in parts; `None` makes one for several files.
    pub album: Option<String>,
}

impl Media {
    /// One file without words.
    #[must_use]
    pub fn one(kind: MediaKind, upload: Upload) -> Self {
        Self { kind, files: vec![upload], caption: String::new(), reply_to: None, album: None }
    }
}

impl State {
    /// Checks that `user` reads `chat`.
    fn reader(&self, user: i64, chat: i64) -> Result<(), WorldError> {
        if !self.users.contains_key(&user) {
            return Err(WorldError::NoUser(user));
        }
        let known = self.chats.get(&chat).filter(|chat| chat.standing(user).is_in());
        known.map(|_| ()).ok_or(WorldError::NoChat(chat))
    }

    /// Before `user` writes: their own chat is started and unblocked by it.
    fn enter(&mut self, user: i64, chat: i64, now: i64) -> Result<Done, WorldError> {
        self.reader(user, chat)?;
        if user != chat {
            return Ok(Done::default());
        }
        let unblocked = self.set_blocked(user, false, now).unwrap_or_default();
        if let Some(ChatKind::Private { started, .. }) = self.chats.get_mut(&chat).map(|chat| &mut chat.kind) {
            *started = true;
        }
        Ok(unblocked)
    }

    fn check_reply(&self, chat: i64, to: Option<i64>) -> Result<(), WorldError> {
        let Some(to) = to else { return Ok(()) };
        let known = self.chats.get(&chat).is_some_and(|chat| chat.messages.contains_key(&to));
        if known { Ok(()) } else { Err(WorldError::NoMessage(to)) }
    }

    fn post_and_deliver(&mut self, chat: i64, mut message: Message, now: i64) -> Done {
        let replied = message.reply_to.and_then(|id| self.chats.get(&chat)?.messages.get(&id));
        message.thread = replied.and_then(|replied| replied.thread);
        let id = self.post(chat, message);
        Done { messages: vec![id], updates: self.deliver("message", chat, id, now).into_iter().collect() }
    }

    /// A service message of `by`.
    pub(crate) fn happens(&mut self, chat: i64, by: i64, what: Value, now: i64) -> Done {
        let fields = if let Value::Object(fields) = what { fields } else { Map::new() };
        self.post_and_deliver(chat, Message::new(by, now, Body::Service(fields), String::new()), now)
    }

    fn press(&mut self, user: i64, chat_id: i64, message_id: i64, data: &str, now: i64) -> Vec<i64> {
        while self.presses.first_key_value().is_some_and(|(_, press)| press.at < now - PRESS_LIFE_MS) {
            self.presses.pop_first();
        }
        self.last_press += 1;
        self.presses.insert(self.last_press, Press { at: now, user, chat: chat_id });
        let Some(chat) = self.chats.get(&chat_id) else { return Vec::new() };
        let message = match chat.messages.get(&message_id) {
            Some(message) => self.message_json(chat, message),
            None => json!({ "message_id": message_id, "chat": chat.json(self.users.get(&chat_id)), "date": 0 }),
        };
        let query = json!({
            "id": self.last_press.to_string(),
            "from": self.user_json(user),
            "message": message,
            "chat_instance": chat_id.to_string(),
            "data": data,
        });
        if self.queue.wants("callback_query") {
            vec![self.queue.push("callback_query", &query, now)]
        } else {
            Vec::new()
        }
    }

    fn set_blocked(&mut self, user: i64, to: bool, now: i64) -> Option<Done> {
        let chat = self.chats.get_mut(&user)?;
        let ChatKind::Private { blocked, .. } = &mut chat.kind else { return None };
        if std::mem::replace(blocked, to) == to {
            return Some(Done::default());
        }
        let standing = |blocked: bool| if blocked { Standing::Kicked } else { Standing::Member };
        let update = self.bot_moved(user, user, (standing(!to), standing(to)), now);
        Some(Done { messages: Vec::new(), updates: update.into_iter().collect() })
    }

    /// The update that tells the bot what became of itself in a chat.
    fn bot_moved(&mut self, chat: i64, by: i64, (old, new): (Standing, Standing), now: i64) -> Option<i64> {
        let json = json!({
            "chat": self.chats.get(&chat)?.json(self.users.get(&chat)),
            "from": self.user_json(by),
            "date": now / 1_000,
            "old_chat_member": self.member_json(self.bot.id, old),
            "new_chat_member": self.member_json(self.bot.id, new),
        });
        self.queue.wants("my_chat_member").then(|| self.queue.push("my_chat_member", &json, now))
    }

    /// Makes `user` be `standing` in a group; `None` when there is no such group.
    pub(crate) fn set_standing(
        &mut self,
        chat: i64,
        user: i64,
        standing: Standing,
        (by, now): (i64, i64),
    ) -> Option<Done> {
        let ChatKind::Group { members, .. } = &mut self.chats.get_mut(&chat)?.kind else { return None };
        let old = members.insert(user, standing).unwrap_or(Standing::Left);
        let mut done = Done::default();
        if user == self.bot.id {
            done.updates.extend(self.bot_moved(chat, by, (old, standing), now));
        }
        let person = self.user_json(user);
        match (old.is_in(), standing.is_in()) {
            (false, true) => done = done.and(self.happens(chat, by, json!({ "new_chat_members": [person] }), now)),
            (true, false) if user != self.bot.id => {
                done = done.and(self.happens(chat, by, json!({ "left_chat_member": person }), now));
            }
            _ => {}
        }
        Some(done)
    }
}
