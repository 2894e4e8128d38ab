//! Topics of a forum.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::Call;
use crate::sandbox::chats::Topic;
use crate::sandbox::messages::{Body, Message};
use crate::sandbox::refusal::{Answer, Refusal};

/// The first of the six colours that a topic's icon may have.
const COLOUR: i64 = 7_322_096;
/// UTF-16 units of a topic's name.
const NAME_MAX: usize = 128;

/// `createForumTopic`: counts as a message to the group.
pub(super) fn create(call: &mut Call<'_>) -> Answer {
    let chat = call.forum("not enough rights to create a topic")?;
    let name = call.topic_name()?;
    let colour = call.int("icon_color").unwrap_or(COLOUR);
    call.state.take_send(chat, call.now)?;
    let what = json!({ "forum_topic_created": { "name": name, "icon_color": colour } });
    let thread = call.note(chat, None, what);
    if let Some(chat) = call.state.chats.get_mut(&chat) {
        if let Some(first) = chat.messages.get_mut(&thread) {
            first.thread = Some(thread);
        }
        chat.topics.insert(thread, Topic { name: name.clone(), closed: false });
    }
    Ok(json!({ "message_thread_id": thread, "name": name, "icon_color": colour }))
}

/// `editForumTopic`.
pub(super) fn edit(call: &mut Call<'_>) -> Answer {
    let (chat, thread) = call.topic()?;
    let name = call.topic_name()?;
    if let Some(topic) = call.known(chat, thread) {
        topic.name.clone_from(&name);
    }
    call.note(chat, Some(thread), json!({ "forum_topic_edited": { "name": name } }));
    Ok(Value::Bool(true))
}

/// `closeForumTopic`.
pub(super) fn close(call: &mut Call<'_>) -> Answer {
    call.set_closed(true)
}

/// `reopenForumTopic`.
pub(super) fn reopen(call: &mut Call<'_>) -> Answer {
    call.set_closed(false)
}

/// `deleteForumTopic`, with all that was written there.
pub(super) fn delete(call: &mut Call<'_>) -> Answer {
    let (chat, thread) = call.topic()?;
    let Some(here) = call.state.chats.get_mut(&chat) else { return Err(Refusal::bad("chat not found")) };
    here.topics.remove(&thread);
    let inside = here.messages.values().filter(|message| message.thread == Some(thread));
    let gone: HashSet<i64> = inside.map(|message| message.id).collect();
    call.state.remove(chat, &gone);
    Ok(Value::Bool(true))
}

/// `getForumTopicIconStickers`: this world has none.
pub(super) fn icons(_call: &mut Call<'_>) -> Answer {
    Ok(json!([]))
}

impl Call<'_> {
    /// The forum that the parameters name and the bot runs.
    fn forum(&self, otherwise: &str) -> Result<i64, Refusal> {
        let chat = self.target()?;
        if !self.state.met(chat)?.is_forum() {
            return Err(Refusal::bad("the chat is not a forum"));
        }
        if self.runs(chat) { Ok(chat) } else { Err(Refusal::bad(otherwise)) }
    }

    fn topic(&mut self) -> Result<(i64, i64), Refusal> {
        let chat = self.forum("not enough rights to change a topic")?;
        let thread = self.int("message_thread_id").unwrap_or(0);
        self.known(chat, thread).map(|_| (chat, thread)).ok_or_else(|| Refusal::bad("message thread not found"))
    }

    fn known(&mut self, chat: i64, thread: i64) -> Option<&mut Topic> {
        self.state.chats.get_mut(&chat)?.topics.get_mut(&thread)
    }

    fn topic_name(&self) -> Result<String, Refusal> {
        let name = self.text("name").trim();
        let fits = (1..=NAME_MAX).contains(&crate::sandbox::entities::utf16_len(name));
        if fits { Ok(name.to_owned()) } else { Err(Refusal::bad("TOPIC_TITLE_INVALID")) }
    }

    fn set_closed(&mut self, closed: bool) -> Answer {
        let (chat, thread) = self.topic()?;
        let topic = self.known(chat, thread);
        if topic.map(|topic| std::mem::replace(&mut topic.closed, closed)) == Some(closed) {
            return Err(Refusal::bad("TOPIC_NOT_MODIFIED"));
        }
        let what = if closed { "forum_topic_closed" } else { "forum_topic_reopened" };
        self.note(chat, Some(thread), json!({ what: {} }));
        Ok(Value::Bool(true))
    }

    /// A service message of the bot; its own doings aren't told to it.
    fn note(&mut self, chat: i64, thread: Option<i64>, what: Value) -> i64 {
        let fields = if let Value::Object(fields) = what { fields } else { serde_json::Map::new() };
        let mut message = Message::new(self.state.bot.id, self.now, Body::Service(fields), String::new());
        message.thread = thread;
        self.state.post(chat, message)
    }
}
