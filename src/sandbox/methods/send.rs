//! Sending text and places, and what every send has in common.

use serde_json::{Map, Value};

use super::{Call, keyboard};
use crate::sandbox::entities;
use crate::sandbox::messages::{Body, Message};
use crate::sandbox::refusal::{Answer, Refusal};

/// UTF-16 units of a text.
pub(super) const TEXT_MAX: usize = 4_096;
/// UTF-16 units of a caption.
pub(super) const CAPTION_MAX: usize = 1_024;

/// `sendMessage`.
pub(super) fn message(call: &mut Call<'_>) -> Answer {
    let chat = call.target()?;
    let (text, entities) = marked(call.params, "text", "entities")?;
    if text.trim().is_empty() {
        return Err(Refusal::bad("message text is empty"));
    }
    if entities::utf16_len(&text) > TEXT_MAX {
        return Err(Refusal::bad("message is too long"));
    }
    let mut message = call.draft(chat, Body::Text, text, entities)?;
    message.markup = call.markup()?;
    call.send(chat, message)
}

/// `sendLocation`.
pub(super) fn location(call: &mut Call<'_>) -> Answer {
    let chat = call.target()?;
    let degrees = |name: &str| call.params.get(name).and_then(Value::as_f64).unwrap_or(f64::NAN);
    let (latitude, longitude) = (degrees("latitude"), degrees("longitude"));
    if !(-90.0..=90.0).contains(&latitude) || !(-180.0..=180.0).contains(&longitude) {
        return Err(Refusal::bad("bad location specified"));
    }
    let mut message = call.draft(chat, Body::Location { latitude, longitude }, String::new(), Vec::new())?;
    message.markup = call.markup()?;
    call.send(chat, message)
}

/// A text and its entities, given or by `parse_mode`, from the parameters or an album's item.
pub(super) fn marked(from: &Map<String, Value>, text: &str, entities: &str) -> Result<(String, Vec<Value>), Refusal> {
    let field = |name: &str| from.get(name).and_then(Value::as_str).unwrap_or_default();
    let given = from.get(entities).and_then(Value::as_array).filter(|given| !given.is_empty());
    let Some(given) = given else { return entities::parse(field(text), field("parse_mode")) };
    entities::check(field(text), given)?;
    Ok((field(text).to_owned(), given.clone()))
}

/// A caption and its entities.
pub(super) fn caption_of(from: &Map<String, Value>) -> Result<(String, Vec<Value>), Refusal> {
    let (caption, entities) = marked(from, "caption", "caption_entities")?;
    if entities::utf16_len(&caption) > CAPTION_MAX {
        return Err(Refusal::bad("message caption is too long"));
    }
    Ok((caption, entities))
}

impl Call<'_> {
    /// `reply_markup`, checked.
    pub(super) fn markup(&self) -> Result<Option<Value>, Refusal> {
        let Some(markup) = self.params.get("reply_markup") else { return Ok(None) };
        keyboard::check(markup)?;
        Ok(Some(markup.clone()))
    }

    /// A message of the bot with the place that topic and reply give it.
    pub(super) fn draft(&self, chat: i64, body: Body, text: String, entities: Vec<Value>) -> Result<Message, Refusal> {
        let mut message = Message::new(self.state.bot.id, self.now, body, text);
        message.entities = entities;
        message.thread = self.thread(chat)?;
        message.reply_to = self.reply_to(chat)?;
        Ok(message)
    }

    fn thread(&self, chat: i64) -> Result<Option<i64>, Refusal> {
        let Some(thread) = self.int("message_thread_id").filter(|thread| *thread != 0) else { return Ok(None) };
        let topic = self.state.met(chat)?.topics.get(&thread);
        match topic {
            None => Err(Refusal::bad("message thread not found")),
            Some(topic) if topic.closed && !self.runs(chat) => Err(Refusal::bad("TOPIC_CLOSED")),
            Some(_) => Ok(Some(thread)),
        }
    }

    /// Whether the bot runs the group.
    pub(super) fn runs(&self, chat: i64) -> bool {
        self.state.chats.get(&chat).is_some_and(|chat| chat.standing(self.state.bot.id).is_admin())
    }

    fn reply_to(&self, chat: i64) -> Result<Option<i64>, Refusal> {
        let Some(reply) = self.params.get("reply_parameters") else { return Ok(None) };
        let Some(id) = reply.get("message_id").and_then(Value::as_i64) else {
            return Err(Refusal::bad("message identifier is not specified"));
        };
        let elsewhere = reply.get("chat_id").and_then(Value::as_i64).is_some_and(|other| other != chat);
        if !elsewhere && self.state.met(chat)?.messages.contains_key(&id) {
            return Ok(Some(id));
        }
        let anyway = reply.get("allow_sending_without_reply").and_then(Value::as_bool).unwrap_or(false);
        if anyway { Ok(None) } else { Err(Refusal::bad("message to be replied not found")) }
    }

    /// Sends it, within the limits; the answer is the message as it stands.
    pub(super) fn send(&mut self, chat: i64, message: Message) -> Answer {
        self.state.take_send(chat, self.now)?;
        let id = self.state.post(chat, message);
        self.shown(chat, id)
    }

    /// A message as the Bot API shows it.
    pub(super) fn shown(&self, chat: i64, id: i64) -> Answer {
        let chat = self.state.met(chat)?;
        let message = chat.messages.get(&id).ok_or_else(Refusal::not_found)?;
        Ok(self.state.message_json(chat, message))
    }
}
