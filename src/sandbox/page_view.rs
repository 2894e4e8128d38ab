//! How the chat page sees chats and messages.

use serde_json::{Value, json};

use super::chats::{Chat, ChatKind};
use super::messages::{Body, Message};
use super::state::State;

impl State {
    /// A message for the page.
    pub(crate) fn page_json(&self, chat: &Chat, message: &Message) -> Value {
        let is_media = matches!(message.body, Body::Media { .. });
        let markup = message.markup.as_ref();
        let location = match &message.body {
            Body::Location { latitude, longitude } => json!({ "lat": latitude, "lon": longitude }),
            _ => Value::Null,
        };
        let reactions: Vec<Value> =
            message.reactions.iter().map(|(emoji, by)| json!({ "emoji": emoji, "by": by })).collect();
        json!({
            "message_id": message.id,
            "chat": chat.id,
            "from": self.page_user(message.from),
            "date_ms": message.date,
            "text": if is_media { "" } else { message.text.as_str() },
            "caption": if is_media { message.text.as_str() } else { "" },
            "media": self.page_media(message),
            "album": message.album,
            "location": location,
            "reply_to": message.reply_to,
            "thread": message.thread,
            "buttons": message.inline_rows().map(|rows| rows.iter().map(page_row).collect::<Vec<_>>()),
            "keyboard": markup.and_then(|markup| markup.get("keyboard")).and_then(Value::as_array)
                .map(|rows| rows.iter().map(page_row).collect::<Vec<_>>()),
            "one_time": markup.and_then(|markup| markup.get("one_time_keyboard")).and_then(Value::as_bool),
            "remove_keyboard": markup.is_some_and(|markup| markup.get("remove_keyboard").is_some()),
            "force_reply": markup.is_some_and(|markup| markup.get("force_reply").is_some()),
            "rich": match &message.body { Body::Rich(blocks) => blocks.clone(), _ => Value::Null },
            "reactions": reactions,
            "edited_ms": message.edited,
            "service": match &message.body { Body::Service(fields) => Value::Object(fields.clone()), _ => Value::Null },
        })
    }

    fn page_user(&self, id: i64) -> Value {
        let is_bot = id == self.bot.id;
        let user = if is_bot { Some(&self.bot) } else { self.users.get(&id) };
        json!({ "id": id, "name": user.map(|user| user.first_name.as_str()).unwrap_or_default(), "is_bot": is_bot })
    }

    fn page_media(&self, message: &Message) -> Vec<Value> {
        let Body::Media { kind, file_id } = &message.body else { return Vec::new() };
        let name = self.files.get(file_id).and_then(|file| file.upload.name.clone());
        let url = format!("/sandbox/file/{file_id}");
        vec![json!({ "kind": kind.name(), "file_id": file_id, "url": url, "name": name })]
    }

    /// The world for the page: who can be played and which chats there are.
    pub(crate) fn page_state(&self, now: i64) -> Value {
        let mut users: Vec<_> = self.users.values().filter(|user| user.persona.is_some()).collect();
        users.sort_by_key(|user| user.id);
        let personas = users.iter().filter_map(|user| {
            let persona = user.persona.as_ref()?;
            Some(json!({
                "id": user.id,
                "name": { "zh": user.first_name, "en": persona.name_en },
                "about": { "zh": persona.about, "en": persona.about_en },
                "language_code": user.language_code,
            }))
        });
        let mut chats: Vec<&Chat> = self.chats.values().filter(|chat| self.is_on_page(chat)).collect();
        chats.sort_by_key(|chat| chat.id);
        json!({
            "now": now,
            "bot": { "id": self.bot.id, "username": self.bot.username, "name": self.bot.first_name },
            "personas": personas.collect::<Vec<_>>(),
            "chats": chats.iter().map(|chat| self.page_chat(chat)).collect::<Vec<_>>(),
        })
    }

    fn is_on_page(&self, chat: &Chat) -> bool {
        !chat.is_private() || self.users.get(&chat.id).is_some_and(|user| user.persona.is_some())
    }

    fn page_chat(&self, chat: &Chat) -> Value {
        let (kind, title) = match &chat.kind {
            ChatKind::Private { .. } => ("private", self.bot.first_name.as_str()),
            ChatKind::Group { title, .. } => ("group", title.as_str()),
        };
        let blocked = matches!(chat.kind, ChatKind::Private { blocked: true, .. });
        json!({ "id": chat.id, "kind": kind, "title": title, "members": chat.readers(), "blocked": blocked })
    }

    /// The chats of one persona with the newest message and how many they haven't seen; their own first.
    pub(crate) fn page_chats(&self, user: i64) -> Vec<Value> {
        let mut chats: Vec<&Chat> = self.chats.values().filter(|chat| chat.standing(user).is_in()).collect();
        chats.sort_by_key(|chat| (!chat.is_private(), chat.id));
        let with_news = |chat: &&Chat| {
            let mut json = self.page_chat(chat);
            let read = chat.read.get(&user).copied().unwrap_or(0);
            let unread = chat.messages.range(read + 1..).filter(|(_, message)| message.from != user).count();
            if let Some(object) = json.as_object_mut() {
                let last = chat.messages.values().next_back().map(|message| self.page_json(chat, message));
                object.insert("last".into(), last.unwrap_or_default());
                object.insert("unread".into(), unread.into());
            }
            json
        };
        chats.iter().map(with_news).collect()
    }

    /// A chat's messages as one of its readers sees them; they are read thereby.
    pub(crate) fn page_messages(&mut self, user: i64, chat_id: i64) -> Option<Vec<Value>> {
        let chat = self.chats.get_mut(&chat_id).filter(|chat| chat.standing(user).is_in())?;
        chat.read.insert(user, chat.last_message);
        let chat = self.chats.get(&chat_id)?;
        Some(chat.messages.values().map(|message| self.page_json(chat, message)).collect())
    }

    /// The commands that Telegram would offer someone in a chat: of the narrowest scope that has any, in their language
    /// before those for every language.
    pub(crate) fn page_commands(&self, user: i64, chat_id: i64) -> Option<Value> {
        let chat = self.chats.get(&chat_id).filter(|chat| chat.standing(user).is_in())?;
        let scope = |kind: &str| json!({ "type": kind });
        let here = json!({ "type": "chat", "chat_id": chat_id });
        let scopes = if chat.is_private() {
            vec![here, scope("all_private_chats"), scope("default")]
        } else {
            let member = json!({ "type": "chat_member", "chat_id": chat_id, "user_id": user });
            let admins = json!({ "type": "chat_administrators", "chat_id": chat_id });
            let mut scopes = vec![member, admins, here, scope("all_chat_administrators"), scope("all_group_chats")];
            if !chat.standing(user).is_admin() {
                scopes.retain(|scope| !scope["type"].as_str().is_some_and(|kind| kind.ends_with("administrators")));
            }
            scopes.push(scope("default"));
            scopes
        };
        let language = &self.users.get(&user)?.language_code;
        let language: String = language.iter().flat_map(|code| code.chars().take(2)).collect();
        let list = scopes.iter().find_map(|scope| {
            let of = |language: &str| self.commands.get(&(scope.to_string(), language.to_owned()));
            of(&language).or_else(|| of(""))
        });
        Some(list.cloned().unwrap_or_else(|| json!([])))
    }
}

fn page_row(row: &Value) -> Value {
    let buttons = row.as_array().into_iter().flatten().map(|button| {
        let field = |name: &str| button.get(name).cloned().unwrap_or_default();
        let mut page = json!({ "text": field("text") });
        if let Some(object) = page.as_object_mut() {
            let fields = [("data", "callback_data"), ("url", "url"), ("style", "style"), ("copy_text", "copy_text")];
            let shown = fields.into_iter().chain([("disabled", "disabled"), ("request_location", "request_location")]);
            let present = shown.map(|(page, api)| (page.to_owned(), field(api))).filter(|(_, value)| !value.is_null());
            object.extend(present);
        }
        page
    });
    Value::Array(buttons.collect())
}
