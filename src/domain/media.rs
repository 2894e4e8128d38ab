//! Files that people send.

use serde::{Deserialize, Serialize};

/// What sort of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MediaKind {
    /// A compressed photo.
    Photo,
    /// An image sent as a file.
    Image,
    /// A video or round video note.
    Video,
    /// A voice note or sound.
    Voice,
    /// A PDF.
    Pdf,
    /// Anything else: refused with a sentence.
    Other,
}

/// A file as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// What it is.
    pub kind: MediaKind,
    /// The platform's id for sending it again.
    pub file: String,
    /// The platform's id that stays the same over time.
    pub unique: String,
    /// Bytes, if known.
    pub size: Option<i64>,
    /// Words under it.
    pub caption: String,
    /// Album it belongs to.
    pub album: Option<String>,
}

/// The largest file that can be fetched from Telegram.
pub const MAX_FILE_BYTES: i64 = 20 * 1024 * 1024;
