//! Changing and deleting messages, and reacting to them.

use std::collections::HashSet;

use serde_json::Value;

use super::Call;
use super::send::{TEXT_MAX, caption_of, marked};
use crate::sandbox::entities;
use crate::sandbox::messages::{Body, Message};
use crate::sandbox::refusal::{Answer, Refusal};

/// A bot can delete what it sent for so long.
const DELETE_WITHIN_MS: i64 = 48 * 60 * 60 * 1_000;
/// Messages in one `deleteMessages`.
const DELETES_MAX: usize = 100;

/// The reactions that anyone may set.
const REACTIONS: &str = "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u{200d}🔥 🌚 🌭 💯 🤣 ⚡ 🍌 \
    🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u{200d}💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 \
    🤷\u{200d}♂ 🤷 🤷\u{200d}♀ 😡";

/// `editMessageText`.
pub(super) fn text(call: &mut Call<'_>) -> Answer {
    let (chat, mut message) = call.editable()?;
    let (text, entities) = marked(call.params, "text", "entities")?;
    if text.trim().is_empty() {
        return Err(Refusal::bad("message text is empty"));
    }
    if entities::utf16_len(&text) > TEXT_MAX {
        return Err(Refusal::bad("MESSAGE_TOO_LONG"));
    }
    if !matches!(message.body, Body::Text) {
        return Err(Refusal::bad("there is no text in the message to edit"));
    }
    (message.text, message.entities) = (text, entities);
    call.replace(chat, message)
}

/// `editMessageCaption`.
pub(super) fn caption(call: &mut Call<'_>) -> Answer {
    let (chat, mut message) = call.editable()?;
    let (text, entities) = caption_of(call.params)?;
    if !matches!(message.body, Body::Media { .. }) {
        return Err(Refusal::bad("there is no caption in the message to edit"));
    }
    (message.text, message.entities) = (text, entities);
    call.replace(chat, message)
}

/// `editMessageReplyMarkup`.
pub(super) fn reply_markup(call: &mut Call<'_>) -> Answer {
    let (chat, message) = call.editable()?;
    call.replace(chat, message)
}

/// `deleteMessage`.
pub(super) fn delete_message(call: &mut Call<'_>) -> Answer {
    let chat = call.target()?;
    let id = call.int("message_id").unwrap_or(0);
    call.deletable(chat, id)?;
    call.state.remove(chat, &HashSet::from([id]));
    Ok(Value::Bool(true))
}

/// `deleteMessages`: what can't be found is passed over.
pub(super) fn delete_messages(call: &mut Call<'_>) -> Answer {
    let chat = call.target()?;
    let ids: HashSet<i64> = call.array("message_ids").iter().filter_map(Value::as_i64).collect();
    if ids.is_empty() || ids.len() > DELETES_MAX {
        return Err(Refusal::bad("message identifiers are not specified"));
    }
    let known: HashSet<i64> = {
        let messages = &call.state.met(chat)?.messages;
        ids.into_iter().filter(|id| messages.contains_key(id)).collect()
    };
    known.iter().try_for_each(|id| call.deletable(chat, *id))?;
    call.state.remove(chat, &known);
    Ok(Value::Bool(true))
}

/// `setMessageReaction`.
pub(super) fn set_reaction(call: &mut Call<'_>) -> Answer {
    let chat = call.target()?;
    let emojis: Vec<String> = call.array("reaction").iter().map(emoji_of).collect::<Result<_, _>>()?;
    if emojis.len() > 1 {
        return Err(Refusal::bad("REACTIONS_TOO_MANY"));
    }
    let (bot, id) = (call.state.bot.id, call.int("message_id").unwrap_or(0));
    let messages = call.state.chats.get_mut(&chat).map(|chat| &mut chat.messages);
    let message = messages.and_then(|messages| messages.get_mut(&id));
    let message = message.ok_or_else(|| Refusal::bad("message to react not found"))?;
    message.reactions.retain(|(_, by)| *by != bot);
    message.reactions.extend(emojis.into_iter().map(|emoji| (emoji, bot)));
    call.state.show("reaction", chat, id);
    Ok(Value::Bool(true))
}

fn emoji_of(reaction: &Value) -> Result<String, Refusal> {
    let emoji = reaction.get("emoji").and_then(Value::as_str).unwrap_or_default();
    // Apps write some with a variation selector, which means nothing here.
    let plain = emoji.trim_end_matches('\u{fe0f}');
    let known = REACTIONS.split_whitespace().any(|known| known == plain);
    if known { Ok(emoji.to_owned()) } else { Err(Refusal::bad("REACTION_INVALID")) }
}

impl Call<'_> {
    /// The bot's own message that the parameters name, with the keyboard that they give it.
    fn editable(&self) -> Result<(i64, Message), Refusal> {
        if self.int("chat_id").is_none() && !self.params.contains_key("chat_id") || self.int("message_id").is_none() {
            return Err(Refusal::bad("message identifier is not specified"));
        }
        let chat = self.target()?;
        let found = self.state.met(chat)?.messages.get(&self.int("message_id").unwrap_or(0));
        let message = found.ok_or_else(|| Refusal::bad("message to edit not found"))?;
        let has_reply_keyboard = message.markup.is_some() && message.inline_rows().is_none();
        let is_service = matches!(message.body, Body::Service(_));
        if message.from != self.state.bot.id || has_reply_keyboard || is_service || message.origin.is_some() {
            return Err(Refusal::bad("message can't be edited"));
        }
        let mut message = message.clone();
        message.markup = self.markup()?;
        Ok((chat, message))
    }

    /// Puts the changed message in the old one's place.
    fn replace(&mut self, chat: i64, mut message: Message) -> Answer {
        let id = message.id;
        let old = self.state.met(chat)?.messages.get(&id);
        if old.is_some_and(|old| old.looks_like(&message)) {
            return Err(Refusal::not_modified());
        }
        self.state.take_send(chat, self.now)?;
        message.edited = Some(self.now);
        if let Some(chat) = self.state.chats.get_mut(&chat) {
            chat.messages.insert(id, message);
        }
        self.state.show("edit", chat, id);
        self.shown(chat, id)
    }

    fn deletable(&self, chat: i64, id: i64) -> Result<(), Refusal> {
        let chat_here = self.state.met(chat)?;
        let message = chat_here.messages.get(&id).ok_or_else(|| Refusal::bad("message to delete not found"))?;
        let runs = self.runs(chat);
        if message.from != self.state.bot.id && !runs && !chat_here.is_private() {
            return Err(Refusal::bad("message can't be deleted"));
        }
        if !runs && self.now - message.date > DELETE_WITHIN_MS {
            return Err(Refusal::bad("message can't be deleted for everyone"));
        }
        Ok(())
    }
}
