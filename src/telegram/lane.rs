//! What intake must know of an update before it is stored: its lane, whether it is kept, whether it is urgent.

use serde_json::Value;

use super::Me;
use super::json::{at, command, has, int, reply, speaker, text};
use super::read::is_service;

/// Whether an update is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keep {
    /// It is.
    Yes,
    /// Talk among the members of a group: counted, never stored.
    No,
    /// Only if this message (Telegram's ids of chat and message) is one we keep: it was edited.
    IfKnown(i64, i64),
    /// Only with its album: another picture of it may be meant for us.
    WithAlbum(String),
}

/// An update, sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sorted {
    /// Telegram's number of it.
    pub update_id: i64,
    /// The person, wherever they act, else the chat.
    pub lane: i64,
    /// Whether it is stored.
    pub keep: Keep,
    /// Its album, for groups.
    pub album: Option<String>,
    /// Its lane goes before others.
    pub urgent: bool,
    /// For a message: the minute in which it was said, by its own date.
    pub minute: Option<i64>,
}

/// Sorts an update; `urgent` is a cheap look at its words. None for what has no number.
#[must_use]
pub fn sort(raw: &Value, me: &Me, urgent: &dyn Fn(&str) -> bool) -> Option<Sorted> {
    let update_id = int(raw, "update_id")?;
    let kinds =
        ["message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "my_chat_member"];
    let Some((kind, said)) = kinds.into_iter().find_map(|kind| Some((kind, at(raw, kind)?))) else {
        return Some(Sorted { update_id, lane: 0, keep: Keep::Yes, album: None, urgent: false, minute: None });
    };
    let chat = int(said, "chat/id").or_else(|| int(said, "message/chat/id"));
    let lane = speaker(said).or(chat).unwrap_or(0);
    let words = text(said, "text").or_else(|| text(said, "caption")).unwrap_or_default();
    let is_message = kind.ends_with("message") || kind.ends_with("post");
    let private = text(said, "chat/type").is_none_or(|kind| kind == "private");
    let album = text(said, "media_group_id").filter(|_| !private);
    let command = command(&words);
    let bot = command.as_ref().and_then(|command| command.bot.as_deref());
    let keep = if !is_message || private {
        Keep::Yes
    } else if bot.is_some_and(|bot| !bot.eq_ignore_ascii_case(&me.username)) {
        Keep::No
    } else if command.is_some() || answers_us(said, me) {
        Keep::Yes
    } else if let (true, Some(chat)) = (kind.starts_with("edited"), chat) {
        int(said, "message_id").map_or(Keep::No, |message| Keep::IfKnown(chat, message))
    } else if is_service(said) {
        Keep::Yes
    } else {
        album.clone().map_or(Keep::No, Keep::WithAlbum)
    };
    let urgent = is_message && !words.is_empty() && urgent(&words);
    let minute = int(said, "date").filter(|_| is_message).map(|seconds| seconds.div_euclid(60));
    Some(Sorted { update_id, lane, keep, album, urgent, minute })
}

/// A reply to a message of ours, or a line in a topic that we made. Errs towards yes; the worker knows the messages.
fn answers_us(said: &Value, me: &Me) -> bool {
    let ours = |reply: &Value| int(reply, "from/id") == Some(me.id);
    at(said, "reply_to_message").is_some_and(ours) || reply(said).is_some_and(|reply| !has(reply, "from"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sorted(said: Value) -> Sorted {
        let me = Me { id: 7, username: "MulinBot".to_owned() };
        let mut update = json!({"update_id": 9});
        update.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
        sort(&update, &me, &|words| words.contains("着火")).unwrap()
    }

    fn in_group(extra: Value) -> Value {
        let mut message =
            json!({"message_id": 3, "chat": {"id": -100, "type": "supergroup"}, "from": {"id": 42}, "text": "吃了吗"});
        message.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        message
    }

    #[test]
    fn group_talk_is_not_kept_but_what_is_said_to_us_is() {
        let keep = |extra| sorted(json!({"message": in_group(extra)})).keep;
        assert_eq!(keep(json!({})), Keep::No);
        assert_eq!(keep(json!({"text": "/queue"})), Keep::Yes);
        assert_eq!(keep(json!({"text": "/queue@MULINBOT 2"})), Keep::Yes);
        assert_eq!(keep(json!({"text": "/queue@other", "reply_to_message": {"from": {"id": 7}}})), Keep::No);
        assert_eq!(keep(json!({"reply_to_message": {"message_id": 1, "from": {"id": 7}}})), Keep::Yes);
        assert_eq!(keep(json!({"reply_to_message": {"message_id": 1, "from": {"id": 8}}})), Keep::No);
        assert_eq!(keep(json!({"text": null, "photo": [], "caption": "/done 1042"})), Keep::Yes);
        assert_eq!(keep(json!({"text": null, "photo": [], "media_group_id": "g"})), Keep::WithAlbum("g".to_owned()));
        assert_eq!(keep(json!({"text": null, "migrate_to_chat_id": -200})), Keep::Yes);
    }

    #[test]
    fn an_edit_in_a_group_is_kept_if_the_message_is() {
        assert_eq!(sorted(json!({"edited_message": in_group(json!({}))})).keep, Keep::IfKnown(-100, 3));
    }

    #[test]
    fn the_lane_is_the_person_wherever_they_act_else_the_chat() {
        assert_eq!(sorted(json!({"message": in_group(json!({}))})).lane, 42);
        let masked = in_group(json!({"sender_chat": {"id": -100}}));
        assert_eq!(sorted(json!({"message": masked})).lane, -100);
        let press = json!({"callback_query": {"from": {"id": 42}, "message": {"chat": {"id": -100}}}});
        assert_eq!((sorted(press.clone()).lane, sorted(press).keep), (42, Keep::Yes));
    }

    #[test]
    fn words_of_danger_make_a_lane_urgent() {
        let alone =
            json!({"message": {"chat": {"id": 42, "type": "private"}, "from": {"id": 42}, "text": "3栋着火了"}});
        assert!(sorted(alone).urgent);
        assert!(!sorted(json!({"message": in_group(json!({}))})).urgent);
    }
}
