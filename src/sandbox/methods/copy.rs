//! Copying and forwarding.

use serde_json::{Value, json};

use super::Call;
use super::send::caption_of;
use crate::sandbox::messages::{Body, Message};
use crate::sandbox::refusal::{Answer, Refusal};

/// Messages in one `copyMessages`.
const COPIES_MAX: usize = 100;

/// `copyMessage`.
pub(super) fn copy_message(call: &mut Call<'_>) -> Answer {
    let chat = call.target()?;
    let from = call.chat_id("from_chat_id")?;
    let original = call.original(from, call.int("message_id").unwrap_or(0), "copy")?;
    if matches!(original.body, Body::Service(_)) {
        return Err(Refusal::bad("message can't be copied"));
    }
    let (mut text, mut entities) = (original.text, original.entities);
    if call.params.contains_key("caption") && matches!(original.body, Body::Media { .. }) {
        (text, entities) = caption_of(call.params)?;
    }
    let mut message = call.draft(chat, original.body, text, entities)?;
    message.markup = call.markup()?;
    let sent = call.send(chat, message)?;
    Ok(json!({ "message_id": sent.get("message_id") }))
}

/// `copyMessages`: what isn't there is left out, albums stay together.
pub(super) fn copy_messages(call: &mut Call<'_>) -> Answer {
    let chat = call.target()?;
    let from = call.chat_id("from_chat_id")?;
    let ids: Vec<i64> = call.array("message_ids").iter().filter_map(Value::as_i64).collect();
    if ids.is_empty() || ids.len() > COPIES_MAX {
        return Err(Refusal::bad("too many messages to copy"));
    }
    if !ids.is_sorted_by(|a, b| a < b) {
        return Err(Refusal::bad("message identifiers must be in a strictly increasing order"));
    }
    let originals = ids.iter().filter_map(|id| call.original(from, *id, "copy").ok());
    let originals: Vec<_> = originals.filter(|original| !matches!(original.body, Body::Service(_))).collect();
    if originals.is_empty() {
        return Err(Refusal::bad("there are no messages to copy"));
    }
    let bare = call.flag("remove_caption");
    let mut albums: Vec<(String, String)> = Vec::new();
    let mut messages = Vec::with_capacity(originals.len());
    for original in originals {
        let is_media = matches!(original.body, Body::Media { .. });
        let text = if bare && is_media { String::new() } else { original.text };
        let entities = if text.is_empty() { Vec::new() } else { original.entities };
        let mut message = call.draft(chat, original.body, text, entities)?;
        message.album = original.album.map(|album| call.renamed(&mut albums, album));
        messages.push(message);
    }
    let sent = call.send_album(chat, messages)?;
    let ids = sent.as_array().into_iter().flatten();
    Ok(ids.map(|message| json!({ "message_id": message.get("message_id") })).collect())
}

/// `forwardMessage`.
pub(super) fn forward_message(call: &mut Call<'_>) -> Answer {
    let chat = call.target()?;
    let from = call.chat_id("from_chat_id")?;
    let original = call.original(from, call.int("message_id").unwrap_or(0), "forward")?;
    if matches!(original.body, Body::Service(_)) {
        return Err(Refusal::bad("message can't be forwarded"));
    }
    let sender = call.state.user_json(original.from);
    let origin = json!({ "type": "user", "date": original.date / 1_000, "sender_user": sender });
    let mut message = call.draft(chat, original.body, original.text, original.entities)?;
    message.origin = Some(original.origin.unwrap_or(origin));
    call.send(chat, message)
}

impl Call<'_> {
    /// The message to copy or forward.
    fn original(&self, chat: i64, id: i64, what_for: &str) -> Result<Message, Refusal> {
        let found = self.state.met(chat)?.messages.get(&id);
        found.cloned().ok_or_else(|| Refusal::bad(format_args!("message to {what_for} not found")))
    }

    /// The new album that stands for an old one.
    fn renamed(&mut self, albums: &mut Vec<(String, String)>, old: String) -> String {
        if let Some((_, new)) = albums.iter().find(|(known, _)| *known == old) {
            return new.clone();
        }
        let new = self.state.next_album();
        albums.push((old, new.clone()));
        new
    }
}
