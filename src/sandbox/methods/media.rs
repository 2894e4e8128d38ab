//! Sending files, one or as an album.

use serde_json::{Map, Value};

use super::Call;
use super::send::caption_of;
use crate::sandbox::files::{MediaKind, Upload};
use crate::sandbox::messages::{Body, Message};
use crate::sandbox::refusal::{Answer, Refusal};

/// Bytes of a photo that is uploaded.
const PHOTO_MAX: usize = 10 * 1024 * 1024;
/// Bytes of any other file that is uploaded.
const UPLOAD_MAX: usize = 50 * 1024 * 1024;

/// `sendPhoto`.
pub(super) fn photo(call: &mut Call<'_>) -> Answer {
    call.send_file(MediaKind::Photo)
}

/// `sendAudio`.
pub(super) fn audio(call: &mut Call<'_>) -> Answer {
    call.send_file(MediaKind::Audio)
}

/// `sendDocument`.
pub(super) fn document(call: &mut Call<'_>) -> Answer {
    call.send_file(MediaKind::Document)
}

/// `sendVideo`.
pub(super) fn video(call: &mut Call<'_>) -> Answer {
    call.send_file(MediaKind::Video)
}

/// `sendVoice`.
pub(super) fn voice(call: &mut Call<'_>) -> Answer {
    call.send_file(MediaKind::Voice)
}

/// `sendMediaGroup`.
pub(super) fn group(call: &mut Call<'_>) -> Answer {
    let chat = call.target()?;
    let items = call.array("media");
    if !(2..=10).contains(&items.len()) {
        return Err(Refusal::bad("media group must include 2-10 items"));
    }
    let drafts = items.iter().map(read_item).collect::<Result<Vec<_>, _>>()?;
    let kinds: Vec<MediaKind> = drafts.iter().map(|item| item.kind).collect();
    let pictures = |kind: &MediaKind| matches!(kind, MediaKind::Photo | MediaKind::Video);
    if !kinds.iter().all(pictures) && kinds.windows(2).any(|pair| pair.first() != pair.last()) {
        return Err(Refusal::bad("wrong media group: documents and audio can't be mixed with other media"));
    }
    let album = call.state.next_album();
    let mut messages = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let file_id = call.take_file(draft.kind, &draft.file)?;
        let body = Body::Media { kind: draft.kind, file_id };
        let mut message = call.draft(chat, body, draft.caption, draft.entities)?;
        message.album = Some(album.clone());
        messages.push(message);
    }
    call.send_album(chat, messages)
}

struct Item {
    kind: MediaKind,
    file: String,
    caption: String,
    entities: Vec<Value>,
}

fn read_item(item: &Value) -> Result<Item, Refusal> {
    let empty = Map::new();
    let fields = item.as_object().unwrap_or(&empty);
    let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
    let kind = MediaKind::of_name(text("type")).ok_or_else(|| Refusal::bad("can't parse InputMedia"))?;
    let (caption, entities) = caption_of(fields)?;
    Ok(Item { kind, file: text("media").to_owned(), caption, entities })
}

impl Call<'_> {
    fn send_file(&mut self, kind: MediaKind) -> Answer {
        let chat = self.target()?;
        let (caption, entities) = caption_of(self.params)?;
        let markup = self.markup()?;
        let named = self.text(kind.name()).to_owned();
        let file_id = self.take_file(kind, &named)?;
        let mut message = self.draft(chat, Body::Media { kind, file_id }, caption, entities)?;
        message.markup = markup;
        self.send(chat, message)
    }

    /// The file that a parameter names: a part of the form, or one that Telegram has.
    fn take_file(&mut self, kind: MediaKind, named: &str) -> Result<String, Refusal> {
        if let Some(part) = named.strip_prefix("attach://") {
            let upload = self.uploads.remove(part);
            let upload = upload.ok_or_else(|| Refusal::missing("", kind.name()))?;
            return self.keep(kind, upload);
        }
        if named.starts_with("http://") || named.starts_with("https://") {
            return Err(Refusal::bad("failed to get HTTP URL content"));
        }
        match self.state.files.get(named) {
            Some(file) if file.kind == kind => Ok(named.to_owned()),
            Some(file) => {
                let (have, want) = (capital(file.kind), capital(kind));
                Err(Refusal::bad(format_args!("can't use file of type {have} as {want}")))
            }
            None => Err(Refusal::bad("wrong file identifier/HTTP URL specified")),
        }
    }

    fn keep(&mut self, kind: MediaKind, upload: Upload) -> Result<String, Refusal> {
        let size = upload.bytes.len();
        if size == 0 {
            return Err(Refusal::bad("file must be non-empty"));
        }
        if size > UPLOAD_MAX {
            return Err(Refusal { code: 413, description: "Request Entity Too Large".into(), parameters: None });
        }
        if kind == MediaKind::Photo && size > PHOTO_MAX {
            return Err(Refusal::bad("file is too big for a photo"));
        }
        Ok(self.state.files.keep(kind, upload))
    }

    /// Sends several messages at once; within the limits they are one.
    pub(super) fn send_album(&mut self, chat: i64, messages: Vec<Message>) -> Answer {
        self.state.take_send(chat, self.now)?;
        let ids: Vec<i64> = messages.into_iter().map(|message| self.state.post(chat, message)).collect();
        ids.into_iter().map(|id| self.shown(chat, id)).collect()
    }
}

const fn capital(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Photo => "Photo",
        MediaKind::Voice => "VoiceNote",
        MediaKind::Video => "Video",
        MediaKind::Document => "Document",
        MediaKind::Audio => "Audio",
    }
}
