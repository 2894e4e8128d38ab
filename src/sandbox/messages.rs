//! Messages, as they are kept and as the Bot API shows them.

use serde_json::{Map, Value, json};

use super::chats::Chat;
use super::files::MediaKind;
use super::state::State;

/// What a message is, beside its text or caption.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// Text alone.
    Text,
    /// A file with a caption.
    Media { kind: MediaKind, file_id: String },
    /// A place, in degrees.
    Location { latitude: f64, longitude: f64 },
    /// Blocks.
    Rich(Value),
    /// Something that happened to the chat: fields of the message.
    Service(Map<String, Value>),
}

#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) id: i64,
    pub(crate) from: i64,
    /// Ms since the epoch.
    pub(crate) date: i64,
    pub(crate) edited: Option<i64>,
    pub(crate) body: Body,
    /// Text, or the caption.
    pub(crate) text: String,
    pub(crate) entities: Vec<Value>,
    pub(crate) reply_to: Option<i64>,
    /// The topic's first message.
    pub(crate) thread: Option<i64>,
    pub(crate) album: Option<String>,
    /// `reply_markup` as it was sent.
    pub(crate) markup: Option<Value>,
    /// Emoji and who set it.
    pub(crate) reactions: Vec<(String, i64)>,
    /// `forward_origin`.
    pub(crate) origin: Option<Value>,
}

impl Message {
    /// A message of `from`, yet without a place in its chat.
    pub(crate) fn new(from: i64, date: i64, body: Body, text: String) -> Self {
        let entities = super::entities::found_in(&text);
        Self {
            id: 0,
            from,
            date,
            edited: None,
            body,
            text,
            entities,
            reply_to: None,
            thread: None,
            album: None,
            markup: None,
            reactions: Vec::new(),
            origin: None,
        }
    }

    /// The rows of its inline keyboard.
    pub(crate) fn inline_rows(&self) -> Option<&Vec<Value>> {
        self.markup.as_ref()?.get("inline_keyboard")?.as_array()
    }

    /// The buttons of its inline keyboard, in reading order.
    pub(crate) fn buttons(&self) -> impl Iterator<Item = &Value> {
        self.inline_rows().into_iter().flatten().filter_map(Value::as_array).flatten()
    }

    /// Whether text or caption, entities and keyboard are the same.
    pub(crate) fn looks_like(&self, other: &Self) -> bool {
        let keyboard = |message: &Self| message.inline_rows().filter(|rows| !rows.is_empty()).cloned();
        self.text == other.text && self.entities == other.entities && keyboard(self) == keyboard(other)
    }
}

impl State {
    /// The Bot API's `Message`; what it replies to is shown one level deep.
    pub(crate) fn message_json(&self, chat: &Chat, message: &Message) -> Value {
        let mut json = self.bare_json(chat, message);
        let replied = message.reply_to.or(message.thread).and_then(|id| chat.messages.get(&id));
        if let Some(replied) = replied.filter(|replied| replied.id != message.id) {
            json.insert("reply_to_message".into(), Value::Object(self.bare_json(chat, replied)));
        }
        Value::Object(json)
    }

    fn bare_json(&self, chat: &Chat, message: &Message) -> Map<String, Value> {
        let mut json = Map::new();
        json.insert("message_id".into(), message.id.into());
        json.insert("from".into(), self.user_json(message.from));
        json.insert("chat".into(), chat.json(self.users.get(&chat.id)));
        json.insert("date".into(), (message.date / 1_000).into());
        if let Some(edited) = message.edited {
            json.insert("edit_date".into(), (edited / 1_000).into());
        }
        if let Some(thread) = message.thread {
            json.insert("message_thread_id".into(), thread.into());
            json.insert("is_topic_message".into(), true.into());
        }
        if let Some(album) = &message.album {
            json.insert("media_group_id".into(), album.clone().into());
        }
        if let Some(origin) = &message.origin {
            json.insert("forward_origin".into(), origin.clone());
        }
        self.body_json(message, &mut json);
        if let Some(markup) = message.markup.as_ref().filter(|_| message.inline_rows().is_some_and(|r| !r.is_empty())) {
            json.insert("reply_markup".into(), markup.clone());
        }
        json
    }

    fn body_json(&self, message: &Message, json: &mut Map<String, Value>) {
        let (text, entities) = match &message.body {
            Body::Text => ("text", "entities"),
            Body::Media { kind, file_id } => {
                if let Some(file) = self.files.get(file_id) {
                    json.insert(kind.name().into(), file.json(file_id));
                }
                ("caption", "caption_entities")
            }
            Body::Location { latitude, longitude } => {
                json.insert("location".into(), json!({ "latitude": latitude, "longitude": longitude }));
                return;
            }
            Body::Rich(blocks) => {
                json.insert("rich_message".into(), json!({ "blocks": blocks }));
                return;
            }
            Body::Service(fields) => {
                json.extend(fields.clone());
                return;
            }
        };
        if !message.text.is_empty() || matches!(message.body, Body::Text) {
            json.insert(text.into(), message.text.clone().into());
        }
        if !message.entities.is_empty() {
            json.insert(entities.into(), message.entities.clone().into());
        }
    }
}
