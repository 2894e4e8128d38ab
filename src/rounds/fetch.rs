//! Fetches the bytes of files that people sent: through the process, sealed, named by their hash.
//!
//! A file's timer is due from the moment its row is written and goes when its bytes lie safely in the folder, so a
//! crash fetches again and loses none. Pictures keep only what draws them: what a camera wrote into them (place, device,
//! time) goes before they are kept, and an image sent as a file in which it can't be found isn't kept.

use std::sync::Arc;

use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::Png;
use img_parts::webp::WebP;

use crate::domain::clocks::Timer;
use crate::domain::id::MediaId;
use crate::domain::media::MediaKind;
use crate::domain::time::{Clock, Moment};
use crate::store::media::{Copied, Stored};
use crate::store::vault::Vault;
use crate::store::{Store, StoreError, media, timers};
use crate::telegram::client::{CallError, Client};

/// Files fetched in a step.
const CHUNK: i64 = 8;
/// Minutes until a file that could not be fetched is tried again.
const AGAIN_MINUTES: i64 = 1;

/// Why a file could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The folder.
    #[error("MULIN_MEDIA: {0}")]
    Folder(#[from] std::io::Error),
}

/// Fetches files into the media folder.
#[derive(Debug)]
pub struct Fetcher {
    store: Store,
    client: Client,
    clock: Arc<dyn Clock>,
    vault: Vault,
}

impl Fetcher {
    /// A fetcher into `vault`.
    #[must_use]
    pub const fn new(store: Store, client: Client, clock: Arc<dyn Clock>, vault: Vault) -> Self {
        Self { store, client, clock, vault }
    }

    /// Fetches the next files; gives how many it dealt with.
    ///
    /// # Errors
    /// When database or folder can't be used.
    pub async fn step(&self) -> Result<usize, FetchError> {
        let now = self.clock.now();
        let due = timers::due(self.store.pool(), now, &[Timer::Fetch], CHUNK).await?;
        if due.is_empty() {
            return Ok(0);
        }
        let ids: Vec<MediaId> = due.iter().map(|timer| MediaId(timer.object)).collect();
        let mut tx = self.store.begin().await.map_err(StoreError::from)?;
        let files = media::find(&mut tx, self.store.seal(), &ids).await?;
        tx.rollback().await.map_err(StoreError::from)?;
        for file in &files {
            if file.copy == Copied::Forgotten {
                self.remove(file).await?;
                continue;
            }
            let fetched = match self.client.download(&file.file).await {
                Ok(bytes) => match keepable(bytes, file.kind) {
                    Some(bytes) => Fetched::Kept(self.vault.put(bytes).await?),
                    None => Fetched::Lost,
                },
                Err(wrong @ CallError::Refused(_)) => {
                    tracing::warn!(media = file.id.0, %wrong, "a file can't be had");
                    Fetched::Lost
                }
                Err(wrong) => {
                    tracing::warn!(media = file.id.0, %wrong, "a file could not be fetched; it is tried again");
                    Fetched::NotYet
                }
            };
            self.note(file.id, fetched, now).await?;
        }
        Ok(files.len())
    }

    async fn note(&self, id: MediaId, fetched: Fetched, now: Moment) -> Result<(), StoreError> {
        let mut tx = self.store.begin().await?;
        match fetched {
            Fetched::Kept((hash, size)) => {
                // The timer of a file that was forgotten meanwhile is the one that removes it.
                if media::fetched(&mut tx, id, &hash, size).await? {
                    timers::clear(&mut tx, Timer::Fetch, id.0).await?;
                }
            }
            Fetched::Lost => {
                media::lost(&mut tx, id).await?;
                timers::clear(&mut tx, Timer::Fetch, id.0).await?;
            }
            Fetched::NotYet => timers::set(&mut tx, Timer::Fetch, id.0, now.plus_minutes(AGAIN_MINUTES)).await?,
        }
        Ok(tx.commit().await?)
    }

    /// A file that belongs to nothing any more: its bytes go before its row, so that a crash leaves no bytes behind.
    async fn remove(&self, file: &Stored) -> Result<(), FetchError> {
        let mut tx = self.store.begin().await.map_err(StoreError::from)?;
        let shared = media::remove(&mut tx, file).await?;
        timers::clear(&mut tx, Timer::Fetch, file.id.0).await?;
        if !shared && !file.sha256.is_empty() {
            self.vault.remove(&file.sha256).await?;
        }
        Ok(tx.commit().await.map_err(StoreError::from)?)
    }
}

/// What came of fetching a file: hash and size of what was kept.
#[derive(Debug)]
enum Fetched {
    Kept((String, i64)),
    NotYet,
    Lost,
}

/// What of a file may be kept: a picture without what its camera wrote into it, anything else as it is. None for an
/// image sent as a file that can't be read; Telegram itself takes such writing out of what is sent as a photo.
fn keepable(bytes: Vec<u8>, kind: MediaKind) -> Option<Vec<u8>> {
    match bare(&bytes) {
        Some(bare) => Some(bare),
        None if kind == MediaKind::Image => None,
        None => Some(bytes),
    }
}

/// A JPEG, PNG or WebP with nothing but what draws it.
fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let input = || bytes.to_vec().into();
    if let Ok(mut jpeg) = Jpeg::from_bytes(input()) {
        jpeg.segments_mut().retain(draws);
        let mut drawn = jpeg.encoder().bytes().to_vec();
        // Behind the end, phones put a second picture with all that was written into the first.
        let start = drawn.windows(2).position(|pair| pair == [0xFF, markers::SOS])?;
        let end = drawn.get(start..)?.windows(2).position(|pair| pair == [0xFF, markers::EOI])?;
        drawn.truncate(start + end + 2);
        return Some(drawn);
    }
    if let Ok(mut png) = Png::from_bytes(input()) {
        // The first letter of what a decoder can't do without is a capital.
        let kept = |kind: [u8; 4]| kind[0].is_ascii_uppercase() || PNG_COLOURS.contains(&&kind);
        png.chunks_mut().retain(|chunk| kept(chunk.kind()));
        return Some(png.encoder().bytes().to_vec());
    }
    let mut webp = WebP::from_bytes(input()).ok()?;
    webp.chunks_mut().retain(|chunk| WEBP_DRAWN.contains(&&chunk.id()));
    Some(webp.encoder().bytes().to_vec())
}

/// What of PNG's optional chunks colours depend on.
const PNG_COLOURS: [&[u8; 4]; 5] = [b"tRNS", b"gAMA", b"sRGB", b"iCCP", b"cHRM"];
/// What of WebP's chunks draws.
const WEBP_DRAWN: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];

/// Whether a JPEG's segment is needed to draw it: no application's own but the form, the colour profile and Adobe's
/// colours, and no comment.
fn draws(segment: &JpegSegment) -> bool {
    match segment.marker() {
        markers::APP0 | markers::APP14 => true,
        markers::APP2 => segment.contents().starts_with(b"ICC_PROFILE\0"),
        markers::APP1..=markers::APP15 | markers::COM => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: &[u8] = b"GPS 24.8012 N";

    fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
        let length = u16::try_from(contents.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], &length[..], contents].concat()
    }

    fn tells(bytes: &[u8]) -> bool {
        bytes.windows(WRITTEN.len()).any(|part| part == WRITTEN)
    }

    #[test]
    fn a_jpeg_keeps_only_what_draws_it() {
        let jpeg = [
            vec![0xFF, markers::SOI],
            segment(markers::APP0, b"JFIF\0"),
            segment(markers::APP1, &[b"Exif\0\0", WRITTEN].concat()),
            segment(markers::APP1, &[b"http://ns.adobe.com/xap/1.0/\0", WRITTEN].concat()),
            segment(markers::APP13, WRITTEN),
            segment(markers::COM, WRITTEN),
            segment(markers::SOS, &[1, 2]),
            vec![0x11, 0xFF, 0x00, 0x22, 0xFF, markers::EOI],
            [&[0xFF, markers::SOI], WRITTEN].concat(),
        ]
        .concat();
        let bare = keepable(jpeg, MediaKind::Image).unwrap();
        assert!(!tells(&bare) && bare.ends_with(&[0x22, 0xFF, markers::EOI]));
        assert!(bare.windows(4).any(|part| part == b"JFIF"));
    }

    #[test]
    fn a_png_and_a_webp_keep_only_what_draws_them() {
        let chunk = |kind: &[u8; 4], data: &[u8]| {
            let png = img_parts::png::PngChunk::new(*kind, data.to_vec().into());
            png.encoder().bytes().to_vec()
        };
        let signature = [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A];
        let png = [
            &signature[..],
            &chunk(b"IHDR", &[0; 13]),
            &chunk(b"tEXt", WRITTEN),
            &chunk(b"eXIf", WRITTEN),
            &chunk(b"IEND", &[]),
        ];
        let bare = keepable(png.concat(), MediaKind::Image).unwrap();
        assert!(!tells(&bare) && bare.windows(4).any(|part| part == b"IEND"));

        let riff =
            |id: &[u8; 4], data: &[u8]| [&id[..], &u32::try_from(data.len()).unwrap().to_le_bytes(), data].concat();
        let chunks = [riff(b"VP8L", &[0x2F, 0, 0, 0, 0, 0]), riff(b"XMP ", &[WRITTEN, b" "].concat())].concat();
        let webp = riff(b"RIFF", &[&b"WEBP"[..], &chunks].concat());
        let bare = keepable(webp, MediaKind::Image).unwrap();
        assert!(!tells(&bare) && bare.windows(4).any(|part| part == b"VP8L"));
    }

    #[test]
    fn an_image_that_cannot_be_read_is_not_kept_and_a_voice_note_is() {
        let strange = [b"\0\0\0\x18ftypheic", WRITTEN].concat();
        assert_eq!(keepable(strange.clone(), MediaKind::Image), None);
        assert_eq!(keepable(strange.clone(), MediaKind::Voice), Some(strange));
    }
}
