//! From words and buttons to legal calls. What Telegram would refuse can't be built here; what a flow should not ask
//! for ([`fault`]) is made legal all the same, so that nobody is left without an answer.

use serde_json::{Value, json};

use crate::conversation::input::MediaKind;
use crate::conversation::screen::Press;

/// UTF-16 units of a message's text.
pub const TEXT: usize = 4096;
/// UTF-16 units of a caption.
pub const CAPTION: usize = 1024;
/// UTF-16 units of a toast.
pub const TOAST: usize = 200;
/// Bytes of a button's data.
pub const DATA: usize = 64;
/// UTF-16 units of a label: more is cut off by every client anyway.
const LABEL: usize = 64;
/// Pictures in one album.
const ALBUM: usize = 10;
/// Columns of buttons.
const COLUMNS: usize = 2;
/// Buttons under a message.
const BUTTONS: usize = 8;

/// A call of the Bot API without chat, thread and message ids, which the sender fills in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Its method.
    pub method: &'static str,
    /// Its parameters, a JSON object.
    pub body: Value,
}

/// Words with buttons, in the reader's language.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The words.
    pub text: &'a str,
    /// Rows of buttons: label and press.
    pub rows: &'a [Vec<(String, Press)>],
    /// The nonce of a screen's choices.
    pub nonce: &'a str,
    /// `https://t.me/NAME` of this bot.
    pub link: &'a str,
    /// Without a sound.
    pub silent: bool,
}

/// What a flow asked for and shouldn't have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No words.
    #[error("a message without words")]
    NoWords,
    /// A button without a label.
    #[error("a button without a label")]
    NoLabel,
    /// More than two buttons a row or eight in all.
    #[error("more than two buttons a row or eight in all")]
    TooManyButtons,
    /// Data of more than 64 bytes.
    #[error("a button's data of more than 64 bytes")]
    LongData,
    /// A link that isn't one.
    #[error("a link that is none")]
    NoLink,
}

/// The first thing that a flow should do otherwise; held by tests over every screen.
#[must_use]
pub fn fault(words: &Words<'_>) -> Option<Fault> {
    let buttons = || words.rows.iter().flatten();
    if words.text.trim().is_empty() {
        Some(Fault::NoWords)
    } else if buttons().any(|(label, _)| label.trim().is_empty()) {
        Some(Fault::NoLabel)
    } else if buttons().count() > BUTTONS || words.rows.iter().any(|row| row.len() > COLUMNS) {
        Some(Fault::TooManyButtons)
    } else if buttons().any(|(_, press)| matches!(press, Press::Act(data) if data.len() > DATA)) {
        Some(Fault::LongData)
    } else if buttons().any(|(_, press)| matches!(press, Press::Link(url) if link(url, words.link).is_none())) {
        Some(Fault::NoLink)
    } else {
        None
    }
}

/// New messages: long words in several, the buttons under the last.
#[must_use]
pub fn send(words: &Words<'_>) -> Vec<Call> {
    with_markup(words, inline(words))
}

/// The same message, changed in place. What doesn't fit into one is cut.
#[must_use]
pub fn edit(words: &Words<'_>) -> Call {
    let mut body = plain(&cut(words.text, TEXT));
    set(&mut body, "reply_markup", inline(words).unwrap_or_else(|| json!({"inline_keyboard": []})));
    Call { method: "editMessageText", body }
}

/// A question whose answer is a reply; only the one who is asked sees the reply field open.
#[must_use]
pub fn prompt(words: &Words<'_>) -> Vec<Call> {
    with_markup(words, Some(json!({"force_reply": true, "selective": true})))
}

/// Words with a keyboard button `label` that shares the location.
#[must_use]
pub fn ask_location(words: &Words<'_>, label: &str) -> Vec<Call> {
    let button = json!({"text": named(label), "request_location": true});
    let markup = json!({"keyboard": [[button]], "resize_keyboard": true, "one_time_keyboard": true});
    with_markup(words, Some(markup))
}

/// Words that take the location keyboard away again.
#[must_use]
pub fn close_keyboard(words: &Words<'_>) -> Vec<Call> {
    with_markup(words, Some(json!({"remove_keyboard": true})))
}

/// Files as copies, by Telegram's ids: pictures and videos together as albums, the rest one by one. The caption goes
/// under the first.
#[must_use]
pub fn media(files: &[(MediaKind, String)], caption: &str, silent: bool) -> Vec<Call> {
    let in_album = |(kind, _): &&(MediaKind, String)| matches!(kind, MediaKind::Photo | MediaKind::Video);
    let (together, alone): (Vec<_>, Vec<_>) = files.iter().partition(in_album);
    let mut caption = cut(caption, CAPTION);
    let albums = together.chunks(ALBUM).map(|chunk| match chunk {
        [file] => single(file, &std::mem::take(&mut caption)),
        several => album(several, &std::mem::take(&mut caption)),
    });
    let mut calls: Vec<_> = albums.collect();
    calls.extend(alone.into_iter().map(|file| single(file, &std::mem::take(&mut caption))));
    if silent {
        calls.iter_mut().for_each(|call| set(&mut call.body, "disable_notification", json!(true)));
    }
    calls
}

/// The answer to a press; without words it only stops the button's spinning.
#[must_use]
pub fn toast(query: &str, words: &str, alert: bool) -> Call {
    let mut body = json!({"callback_query_id": query});
    if !words.trim().is_empty() {
        set(&mut body, "text", json!(cut(words, TOAST)));
        set(&mut body, "show_alert", json!(alert));
    }
    Call { method: "answerCallbackQuery", body }
}

/// A reaction to a message.
#[must_use]
pub fn react(emoji: &str) -> Call {
    Call { method: "setMessageReaction", body: json!({"reaction": [{"type": "emoji", "emoji": emoji}]}) }
}

/// Leaves a group.
#[must_use]
pub fn leave() -> Call {
    Call { method: "leaveChat", body: json!({}) }
}

fn with_markup(words: &Words<'_>, markup: Option<Value>) -> Vec<Call> {
    let mut bodies: Vec<_> = split(words.text, TEXT).iter().map(|part| plain(part)).collect();
    if let (Some(last), Some(markup)) = (bodies.last_mut(), markup) {
        set(last, "reply_markup", markup);
    }
    if words.silent {
        bodies.iter_mut().for_each(|body| set(body, "disable_notification", json!(true)));
    }
    bodies.into_iter().map(|body| Call { method: "sendMessage", body }).collect()
}

fn plain(text: &str) -> Value {
    json!({"text": text, "link_preview_options": {"is_disabled": true}})
}

fn set(body: &mut Value, key: &str, value: Value) {
    if let Some(body) = body.as_object_mut() {
        body.insert(key.to_owned(), value);
    }
}

/// The inline keyboard; the choices are numbered across the screen as `Screen::choices` numbers them.
fn inline(words: &Words<'_>) -> Option<Value> {
    let mut choices = 0;
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for row in words.rows {
        let mut buttons = Vec::new();
        for (label, press) in row {
            let mut button = json!({"text": named(label)});
            let (key, value) = match press {
                Press::Choice(_) => {
                    choices += 1;
                    ("callback_data", Some(format!("~{}.{}", words.nonce, choices - 1)))
                }
                Press::Act(data) => ("callback_data", Some(data.clone())),
                Press::Link(url) => ("url", link(url, words.link)),
            };
            let fits = |value: &String| key == "url" || (1..=DATA).contains(&value.len());
            if let Some(value) = value.filter(fits) {
                set(&mut button, key, json!(value));
                buttons.push(button);
            }
        }
        rows.extend(buttons.chunks(COLUMNS).map(<[Value]>::to_vec));
    }
    (!rows.is_empty()).then(|| json!({"inline_keyboard": rows}))
}

fn named(label: &str) -> String {
    if label.trim().is_empty() { "…".to_owned() } else { cut(label, LABEL) }
}

/// A link with the bot's own put in; none if it is no link that Telegram takes.
fn link(url: &str, own: &str) -> Option<String> {
    let url = url.replace("{bot}", own);
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = host.split(['/', '?']).next()?;
    let legal = host.contains('.') && url.len() <= 2048 && !url.chars().any(|c| c.is_whitespace() || c.is_control());
    legal.then_some(url)
}

fn single((kind, file): &(MediaKind, String), caption: &str) -> Call {
    let (method, key) = match kind {
        MediaKind::Photo => ("sendPhoto", "photo"),
        MediaKind::Video => ("sendVideo", "video"),
        MediaKind::Voice => ("sendVoice", "voice"),
        MediaKind::Image | MediaKind::Pdf | MediaKind::Other => ("sendDocument", "document"),
    };
    let mut body = json!({key: file});
    if !caption.is_empty() {
        set(&mut body, "caption", json!(caption));
    }
    Call { method, body }
}

fn album(files: &[&(MediaKind, String)], caption: &str) -> Call {
    let item = |(at, (kind, file)): (usize, &&(MediaKind, String))| {
        let mut item = json!({"type": if *kind == MediaKind::Video { "video" } else { "photo" }, "media": file});
        if at == 0 && !caption.is_empty() {
            set(&mut item, "caption", json!(caption));
        }
        item
    };
    let items: Vec<_> = files.iter().enumerate().map(item).collect();
    Call { method: "sendMediaGroup", body: json!({"media": items}) }
}

/// How Telegram counts a text's length.
#[must_use]
pub fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// `text` if it fits, else as much of it as does, with an ellipsis.
fn cut(text: &str, limit: usize) -> String {
    if text.trim().is_empty() {
        return if limit == TEXT { "…".to_owned() } else { String::new() };
    }
    if units(text) <= limit {
        return text.to_owned();
    }
    format!("{}…", &text[..prefix(text, limit - 1)])
}

/// Bytes of the longest prefix of at most `limit` UTF-16 units.
fn prefix(text: &str, limit: usize) -> usize {
    let mut used = 0;
    text.char_indices()
        .find(|(_, c)| {
            used += c.len_utf16();
            used > limit
        })
        .map_or(text.len(), |(at, _)| at)
}

/// Parts of at most `limit` units, broken after a paragraph, a line, a sentence or a word, in this order of liking,
/// and never before half of what would fit. Never empty.
fn split(text: &str, limit: usize) -> Vec<String> {
    const BREAKS: [&[char]; 3] = [&['\n'], &['。', '！', '？', '；', '.', '!', '?', ';'], &[' ', '，', '、', ',']];
    let mut parts = Vec::new();
    let mut rest = text.trim_end();
    while units(rest) > limit {
        let end = prefix(rest, limit);
        let fits = &rest[..end];
        let after =
            |breaks: &[char]| fits.rfind(breaks).map(|at| at + fits[at..].chars().next().map_or(0, char::len_utf8));
        let end = BREAKS.into_iter().find_map(|breaks| after(breaks).filter(|at| *at >= end / 2)).unwrap_or(end);
        let (part, tail) = rest.split_at(end);
        parts.push(part.trim_end().to_owned());
        rest = tail.trim_start();
    }
    parts.push(rest.to_owned());
    parts.retain(|part| !part.trim().is_empty());
    if parts.is_empty() { vec!["…".to_owned()] } else { parts }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words<'a>(text: &'a str, rows: &'a [Vec<(String, Press)>]) -> Words<'a> {
        Words { text, rows, nonce: "k7", link: "https://t.me/MulinBot", silent: false }
    }

    fn button(label: &str, press: Press) -> (String, Press) {
        (label.to_owned(), press)
    }

    #[test]
    fn choices_are_numbered_across_the_screen_and_others_are_not() {
        let rows = [
            vec![
                button("照明", Press::Choice("light".to_owned())),
                button("群", Press::Link("{bot}?start=c-yfl".to_owned())),
            ],
            vec![
                button("签收", Press::Act("desk.take:1042".to_owned())),
                button("其他", Press::Choice("other".to_owned())),
            ],
        ];
        let calls = send(&words("是哪一类？", &rows));
        assert_eq!(calls.len(), 1);
        let expected = json!({
            "text": "是哪一类？", "link_preview_options": {"is_disabled": true},
            "reply_markup": {"inline_keyboard": [
                [{"text": "照明", "callback_data": "~k7.0"}, {"text": "群", "url": "https://t.me/MulinBot?start=c-yfl"}],
                [{"text": "签收", "callback_data": "desk.take:1042"}, {"text": "其他", "callback_data": "~k7.1"}],
            ]},
        });
        assert_eq!(calls[0].body, expected);
        assert_eq!(fault(&words("是哪一类？", &rows)), None);
    }

    #[test]
    fn long_words_break_after_a_sentence_and_keep_the_buttons_last() {
        let sentence = "楼道的灯坏了。";
        let text = sentence.repeat(1_000);
        let rows = [vec![button("好", Press::Choice("ok".to_owned()))]];
        let calls = send(&words(&text, &rows));
        let texts: Vec<_> = calls.iter().map(|call| call.body["text"].as_str().unwrap()).collect();
        assert!(texts.iter().all(|part| part.ends_with('。')), "{texts:?}");
        assert_eq!(texts.concat(), text);
        assert!(calls[0].body.get("reply_markup").is_none() && calls[1].body.get("reply_markup").is_some());
    }

    #[test]
    fn an_edit_without_buttons_takes_the_old_ones_away() {
        let call = edit(&words("好了", &[]));
        assert_eq!(call.body["reply_markup"], json!({"inline_keyboard": []}));
    }

    #[test]
    fn pictures_go_as_albums_and_the_rest_alone() {
        let photos = (0..11).map(|n| (MediaKind::Photo, format!("p{n}")));
        let files: Vec<_> = photos.chain([(MediaKind::Voice, "v".to_owned())]).collect();
        let calls = media(&files, "3栋", true);
        let methods: Vec<_> = calls.iter().map(|call| call.method).collect();
        assert_eq!(methods, ["sendMediaGroup", "sendPhoto", "sendVoice"]);
        assert_eq!(calls[0].body["media"][0], json!({"type": "photo", "media": "p0", "caption": "3栋"}));
        assert!(calls[1].body.get("caption").is_none());
    }

    #[test]
    fn what_a_flow_should_not_ask_for_is_told() {
        let of = |text: &str, press: Press| fault(&words(text, &[vec![button("x", press)]]));
        assert_eq!(of(" ", Press::Choice(String::new())), Some(Fault::NoWords));
        assert_eq!(of("a", Press::Act("词".repeat(22))), Some(Fault::LongData));
        assert_eq!(of("a", Press::Link("t.me/x".to_owned())), Some(Fault::NoLink));
        let row = vec![button("x", Press::Choice(String::new())); 3];
        assert_eq!(fault(&words("a", &[row])), Some(Fault::TooManyButtons));
    }

    /// Whether Telegram would take it, reckoned apart from the code above.
    fn is_legal(call: &Call) -> bool {
        let utf16 = |value: &Value| value.as_str().unwrap().encode_utf16().count();
        let body = &call.body;
        let fits = |key: &str, least: usize, limit: usize| {
            body.get(key).is_none_or(|text| (least..=limit).contains(&utf16(text)))
        };
        let button = |button: &Value| {
            let data = button.get("callback_data").is_none_or(|data| (1..=64).contains(&data.as_str().unwrap().len()));
            data && !button["text"].as_str().unwrap().trim().is_empty() && button.as_object().unwrap().len() == 2
        };
        let row = |row: &Value| {
            let row = row.as_array().unwrap();
            (1..=2).contains(&row.len()) && row.iter().all(button)
        };
        let keyboard = body.get("reply_markup").and_then(|markup| markup.get("inline_keyboard"));
        let blank = body.get("text").is_some_and(|text| text.as_str().unwrap().trim().is_empty());
        let limit = if call.method == "answerCallbackQuery" { 200 } else { 4096 };
        !blank
            && fits("text", 1, limit)
            && fits("caption", 1, 1024)
            && keyboard.is_none_or(|rows| rows.as_array().unwrap().iter().all(row))
            && body.get("parse_mode").is_none()
    }

    fn any_press() -> impl Strategy<Value = Press> {
        prop_oneof![
            "\\PC{0,40}".prop_map(Press::Choice),
            "\\PC{0,40}".prop_map(Press::Act),
            "(\\{bot\\}|https://[a-z]{1,5}\\.cn/|\\PC{0,4})\\PC{0,8}".prop_map(Press::Link),
        ]
    }

    proptest! {
        #[test]
        fn every_call_is_legal(
            text in "(\\PC|\n|。|😀| ){0,9000}",
            rows in prop::collection::vec(prop::collection::vec(("\\PC{0,90}", any_press()), 0..5), 0..6),
        ) {
            let words = words(&text, &rows);
            let mut calls = send(&words);
            calls.extend([edit(&words), toast("q", &text, true)]);
            calls.extend(prompt(&words));
            calls.extend(media(&[(MediaKind::Photo, "p".to_owned())], &text, false));
            for call in &calls {
                prop_assert!(is_legal(call), "{call:?}");
            }
        }

        #[test]
        fn splitting_loses_nothing_but_white_space(text in "(\\PC|\n|。|😀| ){0,6000}") {
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            if !text.trim().is_empty() {
                prop_assert_eq!(bare(&split(&text, TEXT).concat()), bare(&text));
            }
        }
    }
}
