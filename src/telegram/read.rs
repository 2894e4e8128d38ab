//! From an update's raw JSON to what was heard. Read by hand: types that refuse a whole update for one strange field
//! would lose what somebody said.

use serde_json::Value;

use super::json::{Command, at, command, has, int, reply, speaker, text};
use crate::conversation::input::{Input, What};
use crate::domain::chat::ChatKind;
use crate::domain::media::{Media, MediaKind};
use crate::domain::time::Moment;

/// What was heard, and how Telegram names who said it where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Telegram's id of the person; none for anonymous admins, channels and bots.
    pub user: Option<i64>,
    /// Telegram's id of the chat.
    pub chat: i64,
    /// What kind of chat.
    pub chat_kind: ChatKind,
    /// Its title, for groups and channels.
    pub chat_title: String,
    /// The group has become this supergroup.
    pub migrated_to: Option<i64>,
    /// For a press: the query to be answered.
    pub callback: Option<String>,
    /// The message that is replied to, pressed or edited.
    pub quoted: Option<i64>,
    /// The message itself.
    pub message: Option<i64>,
    /// What was said.
    pub input: Input,
}

/// An update that can't be read, with the reason; it goes to quarantine.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unreadable update: {0}")]
pub struct Unreadable(&'static str);

/// Reads an update that was stored at `stored`. Commands for other bots are intake's to keep out.
///
/// # Errors
/// [`Unreadable`] for whatever isn't an update we ask for; never a panic, whatever the JSON.
pub fn read(raw: &Value, stored: Moment) -> Result<Heard, Unreadable> {
    if let Some(message) = at(raw, "message").or_else(|| at(raw, "channel_post")) {
        said(message)
    } else if let Some(message) = at(raw, "edited_message").or_else(|| at(raw, "edited_channel_post")) {
        edited(message)
    } else if let Some(query) = at(raw, "callback_query") {
        pressed(query, stored)
    } else if let Some(change) = at(raw, "my_chat_member") {
        membership(change)
    } else {
        Err(Unreadable("no kind that we ask for"))
    }
}

fn said(message: &Value) -> Result<Heard, Unreadable> {
    let what = what(message);
    let quoted = reply(message).and_then(|reply| int(reply, "message_id"));
    Ok(Heard { quoted, migrated_to: int(message, "migrate_to_chat_id"), ..heard(message, what)? })
}

fn edited(message: &Value) -> Result<Heard, Unreadable> {
    let words = text(message, "text").or_else(|| text(message, "caption")).unwrap_or_default();
    let mut heard = heard(message, What::Edited(words))?;
    heard.quoted = heard.message;
    Ok(heard)
}

fn pressed(query: &Value, stored: Moment) -> Result<Heard, Unreadable> {
    let message = at(query, "message").ok_or(Unreadable("a press without its message"))?;
    let mut heard = heard(message, What::Press(text(query, "data").unwrap_or_default()))?;
    heard.callback = Some(text(query, "id").ok_or(Unreadable("a press without an id"))?);
    heard.user = int(query, "from/id");
    heard.quoted = heard.message;
    heard.input.language = text(query, "from/language_code");
    heard.input.anonymous = false;
    heard.input.is_reply = false;
    heard.input.at = stored;
    Ok(heard)
}

/// The bot was added, removed, blocked or unblocked; a mere change of its rights is nothing to us.
fn membership(change: &Value) -> Result<Heard, Unreadable> {
    let inside = |path: &str| {
        let status = text(change, &format!("{path}/status")).ok_or(Unreadable("a membership without status"))?;
        let restricted = status == "restricted"
            && at(change, &format!("{path}/is_member")).and_then(Value::as_bool).unwrap_or(false);
        Ok(restricted || ["creator", "administrator", "member"].contains(&status.as_str()))
    };
    let (before, after) = (inside("old_chat_member")?, inside("new_chat_member")?);
    let mut heard = heard(change, What::Unusable)?;
    heard.input.what = match heard.chat_kind {
        ChatKind::Private => What::Reachable(after),
        _ if before != after => What::Joined { member: after, title: heard.chat_title.clone() },
        _ => What::Unusable,
    };
    Ok(heard)
}

/// What messages and changes of membership have in common.
fn heard(said: &Value, what: What) -> Result<Heard, Unreadable> {
    let chat = int(said, "chat/id").ok_or(Unreadable("no chat"))?;
    let chat_kind = match text(said, "chat/type").as_deref() {
        Some("private") => ChatKind::Private,
        Some("group" | "supergroup") => ChatKind::Group,
        Some("channel") => ChatKind::Channel,
        _ => return Err(Unreadable("an unknown kind of chat")),
    };
    let user = speaker(said);
    let seconds = int(said, "edit_date").or_else(|| int(said, "date")).ok_or(Unreadable("no date"))?;
    let in_topic = at(said, "is_topic_message").and_then(Value::as_bool).unwrap_or(false);
    let message = int(said, "message_id");
    let input = Input {
        at: Moment(seconds.saturating_mul(1_000)),
        chat: chat_kind,
        thread: int(said, "message_thread_id").filter(|_| in_topic).unwrap_or(0),
        message,
        is_reply: reply(said).is_some(),
        language: text(said, "from/language_code"),
        anonymous: user.is_none(),
        first_over: false,
        what,
    };
    Ok(Heard {
        user,
        chat,
        chat_kind,
        chat_title: text(said, "chat/title").unwrap_or_default(),
        migrated_to: None,
        callback: None,
        quoted: None,
        message,
        input,
    })
}

fn what(message: &Value) -> What {
    if let Some(words) = text(message, "text") {
        return match command(&words) {
            Some(Command { name, rest, .. }) => What::Command { name, rest },
            None => What::Text(words),
        };
    }
    media(message).map(What::Media).or_else(|| location(message)).unwrap_or(What::Unusable)
}

fn media(message: &Value) -> Option<Media> {
    let (kind, file) = photo(message)
        .map(|photo| (MediaKind::Photo, photo))
        .or_else(|| moving(message))
        .or_else(|| at(message, "document").map(|file| (document_kind(file), file)))?;
    Some(Media {
        kind,
        file: text(file, "file_id").filter(|id| !id.is_empty())?,
        unique: text(file, "file_unique_id").unwrap_or_default(),
        size: int(file, "file_size"),
        caption: text(message, "caption").unwrap_or_default(),
        album: text(message, "media_group_id"),
    })
}

/// The largest size of a photo.
fn photo(message: &Value) -> Option<&Value> {
    let area = |size: &&Value| {
        let side = |path| int(size, path).unwrap_or(0);
        side("width").saturating_mul(side("height"))
    };
    at(message, "photo")?.as_array()?.iter().max_by_key(area)
}

/// Sound and moving pictures. An animation comes as a document too, so it is looked for first.
fn moving(message: &Value) -> Option<(MediaKind, &Value)> {
    let kinds = [
        ("animation", MediaKind::Video),
        ("video", MediaKind::Video),
        ("video_note", MediaKind::Video),
        ("voice", MediaKind::Voice),
        ("audio", MediaKind::Voice),
    ];
    kinds.into_iter().find_map(|(path, kind)| Some((kind, at(message, path)?)))
}

fn document_kind(document: &Value) -> MediaKind {
    match text(document, "mime_type").as_deref() {
        Some("application/pdf") => MediaKind::Pdf,
        Some("image/jpeg" | "image/png" | "image/webp") => MediaKind::Image,
        Some(mime) if mime.starts_with("video/") => MediaKind::Video,
        Some(mime) if mime.starts_with("audio/") => MediaKind::Voice,
        _ => MediaKind::Other,
    }
}

fn location(message: &Value) -> Option<What> {
    let place = at(message, "location").or_else(|| at(message, "venue/location"))?;
    let degrees = |path: &str, bound: i64| {
        let micro = format!("{:.0}", at(place, path)?.as_f64()? * 1e6).parse::<i64>().ok()?;
        (micro.abs() <= bound * 1_000_000).then_some(micro)
    };
    Some(What::Location { lat: degrees("latitude", 90)?, lon: degrees("longitude", 180)? })
}

/// Whether a message is about the chat itself: somebody joined, a title changed, a topic was made.
pub(super) fn is_service(message: &Value) -> bool {
    const CONTENT: &[&str] = &[
        "text",
        "caption",
        "photo",
        "video",
        "video_note",
        "voice",
        "audio",
        "document",
        "animation",
        "sticker",
        "location",
        "venue",
        "contact",
        "poll",
        "dice",
        "game",
        "story",
        "paid_media",
        "checklist",
    ];
    !CONTENT.iter().any(|content| has(message, content))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn read_message(extra: &Value) -> Heard {
        let mut message = json!({
            "message_id": 5, "date": 1_795_000_000,
            "chat": {"id": -100, "type": "supergroup", "title": "永丰里"},
            "from": {"id": 42, "is_bot": false, "language_code": "zh-hans"}
        });
        message.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        read(&json!({"update_id": 1, "message": message}), Moment(9)).unwrap()
    }

    #[test]
    fn words_keep_their_date_and_lose_nul() {
        let heard = read_message(&json!({"text": "灯\u{0}坏了"}));
        assert_eq!(heard.input.what, What::Text("灯坏了".to_owned()));
        assert_eq!((heard.user, heard.chat, heard.input.at), (Some(42), -100, Moment(1_795_000_000_000)));
        assert_eq!(heard.chat_title, "永丰里");
    }

    #[test]
    fn a_command_is_read_whatever_its_case_and_white_space() {
        let command = |words: &str| read_message(&json!({"text": words})).input.what;
        let take = What::Command { name: "take".to_owned(), rest: "1042".to_owned() };
        assert_eq!(command("/take@mulinbot 1042"), take);
        assert_eq!(command("/TAKE  1042 "), take);
        assert_eq!(command("/ take"), What::Text("/ take".to_owned()));
    }

    #[test]
    fn of_a_photo_the_largest_size_is_taken() {
        let sizes = json!([{"file_id": "s", "width": 90, "height": 60}, {"file_id": "l", "width": 900, "height": 600}]);
        let heard = read_message(&json!({"photo": sizes, "caption": "漏水", "media_group_id": "g"}));
        let What::Media(media) = heard.input.what else { panic!("{heard:?}") };
        assert_eq!((media.kind, media.file.as_str(), media.caption.as_str()), (MediaKind::Photo, "l", "漏水"));
        assert_eq!(media.album.as_deref(), Some("g"));
    }

    #[test]
    fn files_are_told_apart_by_what_they_hold() {
        let kind = |mime: &str| match read_message(&json!({"document": {"file_id": "f", "mime_type": mime}})).input.what
        {
            What::Media(media) => media.kind,
            other => panic!("{other:?}"),
        };
        assert_eq!(kind("image/png"), MediaKind::Image);
        assert_eq!(kind("application/pdf"), MediaKind::Pdf);
        assert_eq!(kind("application/zip"), MediaKind::Other);
        assert_eq!(read_message(&json!({"sticker": {"file_id": "f"}})).input.what, What::Unusable);
    }

    #[test]
    fn a_topics_creation_is_no_reply_and_a_stray_thread_no_topic() {
        let creation = json!({"message_id": 2, "forum_topic_created": {"name": "1042"}});
        let heard = read_message(&json!({"text": "好", "message_thread_id": 2, "is_topic_message": true,
            "reply_to_message": creation}));
        assert_eq!((heard.input.thread, heard.input.is_reply, heard.quoted), (2, false, None));
        let heard = read_message(&json!({"text": "好", "message_thread_id": 3, "reply_to_message": {"message_id": 3}}));
        assert_eq!((heard.input.thread, heard.input.is_reply, heard.quoted), (0, true, Some(3)));
    }

    #[test]
    fn anonymous_admins_and_channels_are_nobody() {
        let admin = json!({"from": {"id": ANONYMOUS, "is_bot": true}, "sender_chat": {"id": -100}, "text": "a"});
        for said in [admin, json!({"from": {"id": 42}, "sender_chat": {"id": -200}, "text": "a"})] {
            let heard = read_message(&said);
            assert!(heard.user.is_none() && heard.input.anonymous);
        }
    }
    const ANONYMOUS: i64 = 1_087_968_824;

    #[test]
    fn a_press_is_its_own_persons_even_on_a_bots_message() {
        let raw = json!({"callback_query": {"id": "q", "from": {"id": 42, "language_code": "en"}, "data": "~ab.1",
            "message": {"message_id": 8, "date": 0, "chat": {"id": 42, "type": "private"}, "from": {"id": 7, "is_bot": true}}}});
        let heard = read(&raw, Moment(77)).unwrap();
        assert_eq!((heard.user, heard.callback.as_deref(), heard.quoted), (Some(42), Some("q"), Some(8)));
        assert_eq!((heard.input.what, heard.input.at), (What::Press("~ab.1".to_owned()), Moment(77)));
    }

    #[test]
    fn membership_says_blocked_joined_or_nothing() {
        let change = |kind: &str, old: &str, new: &str| {
            let raw = json!({"my_chat_member": {"chat": {"id": -1, "type": kind, "title": "T"}, "from": {"id": 42},
                "date": 1, "old_chat_member": {"status": old}, "new_chat_member": {"status": new}}});
            read(&raw, Moment(0)).unwrap().input.what
        };
        assert_eq!(change("private", "member", "kicked"), What::Reachable(false));
        assert_eq!(change("group", "left", "member"), What::Joined { member: true, title: "T".to_owned() });
        assert_eq!(change("group", "member", "administrator"), What::Unusable);
    }

    #[test]
    fn a_location_in_no_place_on_earth_is_unusable() {
        let at = |lat: f64| read_message(&json!({"location": {"latitude": lat, "longitude": 116.4}})).input.what;
        assert_eq!(at(39.9), What::Location { lat: 39_900_000, lon: 116_400_000 });
        assert_eq!(at(99.0), What::Unusable);
    }

    /// Any JSON at all, its keys mostly those that an update has.
    fn any_json() -> impl Strategy<Value = Value> {
        let key = prop::sample::select(vec![
            "update_id",
            "message",
            "edited_message",
            "callback_query",
            "my_chat_member",
            "channel_post",
            "chat",
            "id",
            "type",
            "from",
            "text",
            "caption",
            "photo",
            "document",
            "location",
            "latitude",
            "longitude",
            "date",
            "data",
            "message_id",
            "reply_to_message",
            "new_chat_member",
            "old_chat_member",
            "status",
            "file_id",
            "mime_type",
        ]);
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            "\\PC{0,12}".prop_map(Value::from),
            prop::sample::select(vec!["private", "group", "member", "/a@b c"]).prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 64, 8, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::hash_map(key.clone(), inner, 0..8)
                    .prop_map(|map| map.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Value>()),
            ]
        })
    }

    proptest! {
        #[test]
        fn whatever_comes_is_read_or_refused(raw in any_json()) {
            let me = super::super::Me { id: 7, username: "MulinBot".to_owned() };
            let _ = read(&raw, Moment(0));
            let _ = super::super::lane::sort(&raw, &me, &|_| true);
        }
    }
}
