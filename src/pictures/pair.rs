//! Two photos side by side, each under its word: before and after.

use std::fmt::Write as _;
use std::sync::Arc;

use resvg::usvg::{ImageHrefResolver, ImageKind};
use serde::{Deserialize, Serialize};

use super::DrawError;
use super::font::wrap;
use super::paint::{self, INK, PALE, SHADE};

/// Two photos as data: `P` is what stands for a photo, `W` what words are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair<P, W> {
    /// Above both.
    pub title: W,
    /// The photo on the left and its word.
    pub before: (P, W),
    /// The photo on the right and its word.
    pub after: (P, W),
}

/// The side of the square that each photo is fitted into.
const SIDE: f32 = 620.0;
const MARGIN: f32 = 20.0;
/// Sizes of words: in a chat on a phone the picture is a fifth as wide.
const TITLE: f32 = 48.0;
const WORD: f32 = 64.0;

/// Most pixels of a photo: a file of some megabytes may unfold to more memory than there is.
const PIXELS: usize = 40_000_000;

/// Whether a photo's pixels fit into memory, as its head says.
fn is_drawable(bytes: &[u8]) -> bool {
    imagesize::blob_size(bytes).is_ok_and(|size| size.width.saturating_mul(size.height) <= PIXELS)
}

/// Two photos as PNG. JPEG, PNG, WebP and GIF are read; each is shown whole, neither stretched nor cropped.
///
/// # Errors
/// [`DrawError::Photo`] when the bytes of one can't be read.
pub fn pair(pair: &Pair<Vec<u8>, String>) -> Result<Vec<u8>, DrawError> {
    let width = 2.0 * SIDE + 3.0 * MARGIN;
    let top = MARGIN + TITLE + MARGIN;
    let mut inside = String::new();
    for title in wrap(&pair.title, TITLE, width - 2.0 * MARGIN, 1) {
        inside.push_str(&paint::line(&title, (MARGIN, MARGIN + TITLE), TITLE, ("start", INK)));
    }
    for (at, (bytes, word)) in [&pair.before, &pair.after].into_iter().enumerate() {
        kind(bytes).filter(|_| is_drawable(bytes)).ok_or(DrawError::Photo)?;
        let left = if at == 0 { MARGIN } else { 2.0 * MARGIN + SIDE };
        let _ = write!(
            inside,
            r#"<rect x="{left}" y="{top}" width="{SIDE}" height="{SIDE}" fill="{SHADE}"/><image x="{left}" y="{top}" width="{SIDE}" height="{SIDE}" href="{at}" preserveAspectRatio="xMidYMid meet"/>"#
        );
        let middle = (left + SIDE / 2.0, top + SIDE + WORD + 8.0);
        inside.push_str(&paint::line(word, middle, WORD, ("middle", INK)));
    }
    let arrow = (width / 2.0, top + SIDE + WORD + 8.0);
    inside.push_str(&paint::line("→", arrow, WORD, ("middle", PALE)));
    let height = top + SIDE + WORD + 8.0 + MARGIN + 8.0;
    let photos = [Arc::new(pair.before.0.clone()), Arc::new(pair.after.0.clone())];
    let by_place = ImageHrefResolver {
        resolve_string: Box::new(move |place, _| {
            let bytes = photos.get(place.parse::<usize>().ok()?)?;
            kind(bytes).map(|kind| kind(Arc::clone(bytes)))
        }),
        ..paint::nothing()
    };
    paint::painted(&paint::drawing(width, height, &inside), by_place)
}

/// Says of bytes that they are a photo of one kind.
type Read = fn(Arc<Vec<u8>>) -> ImageKind;

/// What a photo's first bytes say it is.
fn kind(bytes: &[u8]) -> Option<Read> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some(ImageKind::JPEG),
        [0x89, b'P', b'N', b'G', ..] => Some(ImageKind::PNG),
        [b'G', b'I', b'F', b'8', ..] => Some(ImageKind::GIF),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(ImageKind::WEBP),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::looking::{pixels, shot};
    use super::super::png;
    use super::*;

    /// A photo of one colour.
    fn photo(colour: &str, (width, height): (u32, u32)) -> Vec<u8> {
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"><rect width="{width}" height="{height}" fill="{colour}"/></svg>"#
        );
        png(&svg).unwrap()
    }

    fn drawn(before: Vec<u8>, after: Vec<u8>) -> Result<Vec<u8>, DrawError> {
        let title = "永丰里 · 3栋2单元楼道灯".to_owned();
        pair(&Pair { title, before: (before, "前".to_owned()), after: (after, "后".to_owned()) })
    }

    #[test]
    fn a_photo_whose_head_claims_too_many_pixels_is_refused() {
        let mut huge = photo("#802020", (4, 4));
        huge[16..24].copy_from_slice(&[0, 0, 0x9c, 0x40, 0, 0, 0x9c, 0x40]);
        assert!(!is_drawable(&huge) && is_drawable(&photo("#802020", (4, 4))));
        assert!(drawn(huge, photo("#208020", (4, 4))).is_err());
    }

    #[test]
    fn both_photos_are_seen_whole_whatever_their_shape() {
        let bytes = drawn(photo("#802020", (1_280, 720)), photo("#208020", (300, 900))).unwrap();
        shot("pair.png", &bytes);
        let paper = pixels(&bytes);
        let at = |x: u32, y: u32| {
            let pixel = paper.pixel(x, y).unwrap();
            (pixel.red(), pixel.green())
        };
        let near = |(red, green): (u8, u8), (r, g): (u8, u8)| red.abs_diff(r) < 6 && green.abs_diff(g) < 6;
        // The squares are 620 wide and begin at 20 and 660 from the left, 88 from the top.
        assert!(near(at(24, 398), (0x80, 0x20)), "the wide one fills its width");
        assert!(near(at(24, 92), (0xee, 0xf1)), "and is not stretched");
        assert!(near(at(970, 92), (0x20, 0x80)), "the tall one fills its height");
        assert!(near(at(664, 398), (0xee, 0xf1)), "and is not stretched");
    }

    #[test]
    fn a_small_photo_is_enlarged_and_what_is_no_photo_is_refused() {
        let dark = include_bytes!("../../tests/sandbox/dark.png").to_vec();
        let lit = include_bytes!("../../tests/sandbox/lit.png").to_vec();
        shot("pair-demo.png", &drawn(dark, lit).unwrap());
        assert!(matches!(drawn(b"MZ".to_vec(), photo("#fff", (3, 3))), Err(DrawError::Photo)));
        assert!(matches!(drawn(Vec::new(), Vec::new()), Err(DrawError::Photo)));
    }
}
