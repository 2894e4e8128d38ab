//! Files that people send.

use super::codes::codes;

codes! {
    /// What sort of file it is.
    MediaKind {
        /// A compressed photo.
        Photo = "photo",
        /// An image sent as a file.
        Image = "image",
        /// A video or round video note.
        Video = "video",
        /// A voice note or sound.
        Voice = "voice",
        /// A PDF.
        Pdf = "pdf",
        /// Anything else: refused with a sentence.
        Other = "other",
    }
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
