//! Files that people and the bot sent, in memory.

use std::collections::HashMap;

use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

/// What a file is sent as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MediaKind {
    /// A picture that Telegram shows.
    Photo,
    /// A voice note.
    Voice,
    /// A film.
    Video,
    /// Any file.
    Document,
    /// Music.
    Audio,
}

impl MediaKind {
    /// The Bot API's name of the field.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Voice => "voice",
            Self::Video => "video",
            Self::Document => "document",
            Self::Audio => "audio",
        }
    }

    /// The kind that a field or an `InputMedia` names.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        [Self::Photo, Self::Voice, Self::Video, Self::Document, Self::Audio]
            .into_iter()
            .find(|kind| kind.name() == name)
    }

    const fn extension(self) -> &'static str {
        match self {
            Self::Photo => "jpg",
            Self::Voice => "oga",
            Self::Video => "mp4",
            Self::Document => "bin",
            Self::Audio => "mp3",
        }
    }

    const fn mime(self) -> &'static str {
        match self {
            Self::Photo => "image/jpeg",
            Self::Voice => "audio/ogg",
            Self::Video => "video/mp4",
            Self::Document => "application/octet-stream",
            Self::Audio => "audio/mpeg",
        }
    }
}

/// Bytes that someone uploads.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    /// The file's name, where it has one.
    pub name: Option<String>,
    /// Its media type, where it is known.
    pub mime: Option<String>,
    /// What is in it.
    pub bytes: Bytes,
}

/// A stored file.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) kind: MediaKind,
    pub(crate) upload: Upload,
    pub(crate) path: String,
    number: u64,
}

impl File {
    /// The media type to serve it with.
    pub(crate) fn mime(&self) -> &str {
        self.upload.mime.as_deref().unwrap_or(self.kind.mime())
    }

    /// The Bot API's object: an array of sizes for a photo.
    pub(crate) fn json(&self, id: &str) -> Value {
        let mut file = json!({
            "file_id": id,
            "file_unique_id": format!("AQAD{}", self.number),
            "file_size": self.upload.bytes.len(),
        });
        let more = match self.kind {
            MediaKind::Photo => json!({ "width": 1280, "height": 960 }),
            MediaKind::Voice => json!({ "duration": 3, "mime_type": self.mime() }),
            MediaKind::Audio => json!({ "duration": 30, "mime_type": self.mime(), "file_name": self.upload.name }),
            MediaKind::Video => {
                json!({ "duration": 5, "width": 1280, "height": 720, "mime_type": self.mime(), "file_name": self.upload.name })
            }
            MediaKind::Document => json!({ "mime_type": self.mime(), "file_name": self.upload.name }),
        };
        if let (Some(file), Value::Object(more)) = (file.as_object_mut(), more) {
            file.extend(more.into_iter().filter(|(_, value)| !value.is_null()));
        }
        if self.kind == MediaKind::Photo { Value::Array(vec![file]) } else { file }
    }
}

/// Bytes that a bot may download.
const DOWNLOAD_MAX: usize = 20 * 1024 * 1024;

/// Every file, by its `file_id`.
#[derive(Debug, Default)]
pub(crate) struct Files {
    by_id: HashMap<String, File>,
}

impl Files {
    /// Keeps a file and names it.
    pub(crate) fn keep(&mut self, kind: MediaKind, upload: Upload) -> String {
        let number = self.by_id.len() as u64 + 1;
        let id = format!("AgACAgUAAxkBAAIB{number:08}");
        let from_name = upload.name.as_deref().and_then(|name| name.rsplit_once('.')).map(|(_, extension)| extension);
        let extension = from_name
            .filter(|e| e.len() <= 5 && e.chars().all(|c| c.is_ascii_alphanumeric()))
            .unwrap_or(kind.extension());
        let path = format!("{}s/file_{number}.{extension}", kind.name());
        self.by_id.insert(id.clone(), File { kind, upload, path, number });
        id
    }

    pub(crate) fn get(&self, id: &str) -> Option<&File> {
        self.by_id.get(id)
    }

    /// The file behind a download path.
    pub(crate) fn at_path(&self, path: &str) -> Option<&File> {
        let number = path.rsplit_once("file_")?.1.split('.').next()?.parse::<u64>().ok()?;
        self.by_id.values().find(|file| file.number == number && file.path == path)
    }

    /// `getFile`'s answer, `None` for an unknown id, `Err` for one too big to download.
    pub(crate) fn info(&self, id: &str) -> Option<Result<Value, ()>> {
        let file = self.get(id)?;
        if file.upload.bytes.len() > DOWNLOAD_MAX {
            return Some(Err(()));
        }
        Some(Ok(json!({
            "file_id": id,
            "file_unique_id": format!("AQAD{}", file.number),
            "file_size": file.upload.bytes.len(),
            "file_path": file.path,
        })))
    }
}
