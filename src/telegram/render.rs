//! From words and buttons to legal calls. What Telegram would refuse can't be built here; what a flow should not ask
//! for ([`fault`]) is made legal all the same, so that nobody is left without an answer.

use crate::conversation::screen::Press;
use crate::domain::id::MediaId;
use crate::domain::media::MediaKind;
pub use crate::store::outbox::Call;
use serde_json::{Value, json};

/// UTF-16 units of a message's text.
const TEXT: usize = 4096;
/// UTF-16 units of a toast.
const TOAST: usize = 200;
/// Bytes of a button's data.
const DATA: usize = 64;
/// UTF-16 units of a label: more is cut off by every client anyway.
const LABEL: usize = 64;
/// Pictures in one album.
const ALBUM: usize = 10;
/// Columns of buttons.
const COLUMNS: usize = 2;
/// Buttons under a message.
const BUTTONS: usize = 8;

/// What stands under a message.
#[derive(Clone, Debug)]
pub enum Keyboard {
    /// Rows of buttons: label and press.
    Buttons(Vec<Vec<(String, Press)>>),
    /// A field for the reply; it opens for the one who is asked only.
    ForceReply,
}

impl Default for Keyboard {
    fn default() -> Self {
        Self::Buttons(Vec::new())
    }
}

/// A message, in the reader's language.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Its words.
    pub words: String,
    /// What stands under it.
    pub keyboard: Keyboard,
    /// The nonce of a screen's choices.
    pub nonce: String,
    /// `https://t.me/NAME` of this bot.
    pub bot_link: String,
    /// Without a sound.
    pub silent: bool,
}

impl Draft {
    fn rows(&self) -> &[Vec<(String, Press)>] {
        match &self.keyboard {
            Keyboard::Buttons(rows) => rows,
            Keyboard::ForceReply => &[],
        }
    }
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
pub fn fault(draft: &Draft) -> Option<Fault> {
    let buttons = || draft.rows().iter().flatten();
    let is_long = |data: &str| data.len() > DATA;
    if draft.words.trim().is_empty() {
        Some(Fault::NoWords)
    } else if buttons().any(|(label, _)| label.trim().is_empty()) {
        Some(Fault::NoLabel)
    } else if buttons().count() > BUTTONS || draft.rows().iter().any(|row| row.len() > COLUMNS) {
        Some(Fault::TooManyButtons)
    } else if buttons().any(|(_, press)| matches!(press, Press::Act(data) if is_long(data))) {
        Some(Fault::LongData)
    } else if buttons().any(|(_, press)| matches!(press, Press::Link(url) if link(url, &draft.bot_link).is_none())) {
        Some(Fault::NoLink)
    } else {
        None
    }
}

/// A message: long words in several, the buttons under the last. With `edit`, the one message that is changed in place.
#[must_use]
pub fn calls(draft: &Draft, edit: bool) -> Vec<Call> {
    if edit {
        return vec![one(draft, true)];
    }
    let mut bodies: Vec<_> = split(&draft.words, TEXT).iter().map(|part| plain(part)).collect();
    if let (Some(last), Some(markup)) = (bodies.last_mut(), markup(draft)) {
        set(last, "reply_markup", markup);
    }
    if draft.silent {
        for body in &mut bodies {
            set(body, "disable_notification", json!(true));
        }
    }
    let last = bodies.len() - 1;
    let call = |(at, body)| Call { method: "sendMessage", body, leads: at < last };
    bodies.into_iter().enumerate().map(call).collect()
}

/// The keyboard under a chat that shares the location by one button, or (without a label) its end. A message carries
/// one markup only, so this is a message of its own.
#[must_use]
pub fn keyboard(words: &str, label: Option<&str>) -> Call {
    let markup = match label {
        Some(label) => {
            let button = json!({"text": named(label), "request_location": true});
            json!({"keyboard": [[button]], "resize_keyboard": true, "one_time_keyboard": true})
        }
        None => json!({"remove_keyboard": true}),
    };
    let mut body = plain(&cut(words, TEXT));
    set(&mut body, "reply_markup", markup);
    Call::new("sendMessage", body)
}

/// A message that must stay one, as a card: what doesn't fit is cut.
#[must_use]
pub fn one(draft: &Draft, edit: bool) -> Call {
    let mut body = plain(&cut(&draft.words, TEXT));
    let bare = edit.then(|| json!({"inline_keyboard": []}));
    if let Some(markup) = markup(draft).or(bare) {
        set(&mut body, "reply_markup", markup);
    }
    if draft.silent && !edit {
        set(&mut body, "disable_notification", json!(true));
    }
    Call::new(if edit { "editMessageText" } else { "sendMessage" }, body)
}

/// Files as copies, by Telegram's ids: pictures and videos together as albums, the rest one by one.
#[must_use]
pub fn media(files: &[(MediaKind, String)], silent: bool) -> Vec<Call> {
    let in_album = |(kind, _): &&(MediaKind, String)| matches!(kind, MediaKind::Photo | MediaKind::Video);
    let (together, alone): (Vec<_>, Vec<_>) = files.iter().partition(in_album);
    let mut calls: Vec<_> = together
        .chunks(ALBUM)
        .map(|chunk| match chunk {
            [file] => single(file),
            several => album(several),
        })
        .collect();
    calls.extend(alone.into_iter().map(single));
    if silent {
        for call in &mut calls {
            set(&mut call.body, "disable_notification", json!(true));
        }
    }
    calls
}

/// What stands for a file that is sent from our own copy.
const OWN_COPY: &str = "own:";

/// How a file is named in a call that sends our own copy of it.
#[must_use]
pub fn own_copy(file: MediaId) -> String {
    format!("{OWN_COPY}{}", file.0)
}

/// The file whose own copy a call sends, if it does.
#[must_use]
pub fn copied(body: &Value) -> Option<MediaId> {
    body.get(DOCUMENT)?.as_str()?.strip_prefix(OWN_COPY)?.parse().ok().map(MediaId)
}

/// The answer to a press; without words it only stops the button's spinning.
#[must_use]
pub fn answer(query: &str, words: &str, alert: bool) -> Call {
    let mut body = json!({"callback_query_id": query});
    if !words.trim().is_empty() {
        set(&mut body, "text", json!(cut(words, TOAST)));
        set(&mut body, "show_alert", json!(alert));
    }
    Call::new("answerCallbackQuery", body)
}

/// A reaction to a message.
#[must_use]
pub fn react(message: i64, emoji: &str) -> Call {
    let body = json!({"message_id": message, "reaction": [{"type": "emoji", "emoji": emoji}]});
    Call::new("setMessageReaction", body)
}

/// The commands offered in one chat: name and description of each; none of its own when there are none.
#[must_use]
pub fn commands(offered: &[(String, String)]) -> Call {
    let listed: Vec<_> = offered.iter().map(|(name, says)| json!({"command": name, "description": says})).collect();
    if listed.is_empty() {
        Call::new("deleteMyCommands", json!({}))
    } else {
        Call::new("setMyCommands", json!({"commands": listed}))
    }
}

/// Leaves a group.
#[must_use]
pub fn leave() -> Call {
    Call::new("leaveChat", json!({}))
}

fn plain(text: &str) -> Value {
    json!({"text": text, "link_preview_options": {"is_disabled": true}})
}

fn set(body: &mut Value, key: &str, value: Value) {
    if let Some(body) = body.as_object_mut() {
        body.insert(key.to_owned(), value);
    }
}

fn markup(draft: &Draft) -> Option<Value> {
    match &draft.keyboard {
        Keyboard::ForceReply => Some(json!({"force_reply": true, "selective": true})),
        Keyboard::Buttons(rows) => inline(rows, draft),
    }
}

/// The inline keyboard; the choices are numbered across the screen as `Screen::choices` numbers them.
fn inline(rows: &[Vec<(String, Press)>], draft: &Draft) -> Option<Value> {
    let mut choices = 0;
    let mut shown: Vec<Vec<Value>> = Vec::new();
    for row in rows {
        let mut buttons = Vec::new();
        for (label, press) in row {
            if matches!(press, Press::Choice(_)) {
                choices += 1;
            }
            buttons.extend(button(label, press, draft, choices - 1));
        }
        shown.extend(buttons.chunks(COLUMNS).map(<[Value]>::to_vec));
    }
    (!shown.is_empty()).then(|| json!({"inline_keyboard": shown}))
}

/// A button; none where Telegram would refuse its data or link, and the whole message with it.
fn button(label: &str, press: &Press, draft: &Draft, choice: i32) -> Option<Value> {
    let fits = |data: &String| (1..=DATA).contains(&data.len());
    let (key, value) = match press {
        Press::Choice(_) => ("callback_data", Some(format!("~{}.{choice}", draft.nonce)).filter(fits)),
        Press::Act(data) => ("callback_data", Some(data.clone()).filter(fits)),
        Press::Link(url) => ("url", link(url, &draft.bot_link)),
    };
    Some(json!({"text": named(label), key: value?}))
}

fn named(label: &str) -> String {
    cut(label, LABEL)
}

/// A link with the bot's own put in; none if it is no link that Telegram takes.
fn link(url: &str, own: &str) -> Option<String> {
    let url = url.replace("{bot}", own);
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = host.split(['/', '?']).next()?;
    let legal = host.contains('.') && url.len() <= 2048 && !url.chars().any(|c| c.is_whitespace() || c.is_control());
    legal.then_some(url)
}

/// The parameter of a file that is neither picture, video nor sound.
const DOCUMENT: &str = "document";

fn single((kind, file): &(MediaKind, String)) -> Call {
    let (method, key) = match kind {
        MediaKind::Photo => ("sendPhoto", "photo"),
        MediaKind::Video => ("sendVideo", "video"),
        MediaKind::Voice => ("sendVoice", "voice"),
        MediaKind::Image | MediaKind::Pdf | MediaKind::Other => ("sendDocument", DOCUMENT),
    };
    Call::new(method, json!({key: file}))
}

fn album(files: &[&(MediaKind, String)]) -> Call {
    let kind = |kind: &MediaKind| if *kind == MediaKind::Video { "video" } else { "photo" };
    let items: Vec<_> = files.iter().map(|(of, file)| json!({"type": kind(of), "media": file})).collect();
    Call::new("sendMediaGroup", json!({"media": items}))
}

/// How Telegram counts a text's length.
fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// `text` if it fits, else as much of it as does, with an ellipsis; never empty.
pub(super) fn cut(text: &str, limit: usize) -> String {
    if text.trim().is_empty() {
        return "…".to_owned();
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

    fn draft(words: &str, rows: Vec<Vec<(String, Press)>>) -> Draft {
        let (words, nonce, bot_link) = (words.to_owned(), "k7".to_owned(), "https://t.me/MulinBot".to_owned());
        Draft { words, keyboard: Keyboard::Buttons(rows), nonce, bot_link, ..Draft::default() }
    }

    fn choice(label: &str) -> (String, Press) {
        (label.to_owned(), Press::Choice(label.to_owned()))
    }

    #[test]
    fn choices_are_numbered_across_the_screen_and_others_are_not() {
        let group = ("群".to_owned(), Press::Link("{bot}?start=c-yfl".to_owned()));
        let take = ("签收".to_owned(), Press::Act("desk.take:1042".to_owned()));
        let screen = draft("是哪一类？", vec![vec![choice("照明"), group], vec![take, choice("其他")]]);
        let calls = calls(&screen, false);
        assert_eq!(calls.len(), 1);
        let expected = json!({
            "text": "是哪一类？", "link_preview_options": {"is_disabled": true},
            "reply_markup": {"inline_keyboard": [
                [{"text": "照明", "callback_data": "~k7.0"}, {"text": "群", "url": "https://t.me/MulinBot?start=c-yfl"}],
                [{"text": "签收", "callback_data": "desk.take:1042"}, {"text": "其他", "callback_data": "~k7.1"}],
            ]},
        });
        assert_eq!(calls[0].body, expected);
        assert_eq!(fault(&screen), None);
    }

    #[test]
    fn long_words_break_after_a_sentence_and_keep_the_buttons_last() {
        let text = "楼道的灯坏了。".repeat(1_000);
        let calls = calls(&draft(&text, vec![vec![choice("好")]]), false);
        let texts: Vec<_> = calls.iter().map(|call| call.body["text"].as_str().unwrap()).collect();
        assert!(texts.iter().all(|part| part.ends_with('。')), "{texts:?}");
        assert_eq!(texts.concat(), text);
        assert!(calls[0].body.get("reply_markup").is_none() && calls[1].body.get("reply_markup").is_some());
        assert!(calls[0].leads && !calls[1].leads);
    }

    #[test]
    fn an_edit_without_buttons_takes_the_old_ones_away() {
        let call = one(&draft("好了", Vec::new()), true);
        assert_eq!(call.body["reply_markup"], json!({"inline_keyboard": []}));
    }

    #[test]
    fn the_keyboard_that_shares_the_location_comes_and_goes() {
        let stands = keyboard("在哪里?", Some("发送位置"));
        assert_eq!(stands.body["reply_markup"]["keyboard"][0][0]["request_location"], json!(true));
        assert_eq!(keyboard("好。", None).body["reply_markup"], json!({"remove_keyboard": true}));
    }

    #[test]
    fn pictures_go_as_albums_and_the_rest_alone() {
        let photos = (0..11).map(|n| (MediaKind::Photo, format!("p{n}")));
        let files: Vec<_> = photos.chain([(MediaKind::Voice, "v".to_owned())]).collect();
        let calls = media(&files, true);
        let methods: Vec<_> = calls.iter().map(|call| call.method).collect();
        assert_eq!(methods, ["sendMediaGroup", "sendPhoto", "sendVoice"]);
        assert_eq!(calls[0].body["media"][0], json!({"type": "photo", "media": "p0"}));
        assert!(calls.iter().all(|call| call.body["disable_notification"] == json!(true)));
    }

    #[test]
    fn what_a_flow_should_not_ask_for_is_told() {
        let of = |text: &str, press: Press| fault(&draft(text, vec![vec![("x".to_owned(), press)]]));
        assert_eq!(of(" ", Press::Choice(String::new())), Some(Fault::NoWords));
        assert_eq!(of("a", Press::Act("词".repeat(22))), Some(Fault::LongData));
        assert_eq!(of("a", Press::Link("t.me/x".to_owned())), Some(Fault::NoLink));
        assert_eq!(fault(&draft("a", vec![vec![choice("x"); 3]])), Some(Fault::TooManyButtons));
    }

    /// Whether Telegram would take it, reckoned apart from the code above.
    fn is_legal(call: &Call) -> bool {
        let body = &call.body;
        let most = if call.method == "answerCallbackQuery" { 200 } else { 4096 };
        let fits = body.get("text").is_none_or(|text| {
            let text = text.as_str().unwrap();
            !text.trim().is_empty() && text.encode_utf16().count() <= most
        });
        let button = |button: &Value| {
            let data = button.get("callback_data").is_none_or(|data| (1..=64).contains(&data.as_str().unwrap().len()));
            data && !button["text"].as_str().unwrap().trim().is_empty() && button.as_object().unwrap().len() == 2
        };
        let row = |row: &Value| {
            let row = row.as_array().unwrap();
            (1..=2).contains(&row.len()) && row.iter().all(button)
        };
        let keyboard = body.get("reply_markup").and_then(|markup| markup.get("inline_keyboard"));
        fits && keyboard.is_none_or(|rows| rows.as_array().unwrap().iter().all(row)) && body.get("parse_mode").is_none()
    }

    fn any_press() -> impl Strategy<Value = Press> {
        prop_oneof![
            "\\PC{0,40}".prop_map(Press::Choice),
            "\\PC{0,40}".prop_map(Press::Act),
            "(\\{bot\\}|https://[a-z]{1,5}\\.cn/|\\PC{0,4})\\PC{0,8}".prop_map(Press::Link),
        ]
    }

    fn any_words() -> impl Strategy<Value = String> {
        ("(\\PC|\n|。|😀| ){0,40}", 0usize..300).prop_map(|(piece, times)| piece.repeat(times))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_call_is_legal(
            words in any_words(),
            rows in prop::collection::vec(prop::collection::vec(("\\PC{0,90}", any_press()), 0..5), 0..6),
        ) {
            let mut draft = draft(&words, rows);
            let mut all = calls(&draft, false);
            all.extend([one(&draft, true), one(&draft, false), answer("q", &words, true)]);
            draft.keyboard = Keyboard::ForceReply;
            all.extend(calls(&draft, false));
            all.extend([keyboard(&words, Some(&words)), keyboard(&words, None)]);
            for call in &all {
                prop_assert!(is_legal(call), "{call:?}");
            }
        }

        #[test]
        fn splitting_loses_nothing_but_white_space(words in any_words()) {
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            if !words.trim().is_empty() {
                prop_assert_eq!(bare(&split(&words, TEXT).concat()), bare(&words));
            }
        }
    }
}
