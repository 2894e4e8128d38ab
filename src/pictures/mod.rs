//! Pictures for a chat: tables of counts, bars, and two photos side by side, drawn with a font of our own so that
//! Chinese is Chinese on a machine that has none.
//!
//! A picture is data until it is sent: a turn says it in [`crate::text::Text`]s, the outbox keeps it in the reader's
//! words, and the sender draws it, so that a crash loses nothing and no bytes lie in the database.

mod bars;
pub mod battle_map;
mod font;
mod paint;
mod pair;
mod picture;
mod sheet;
mod table;

pub use bars::{Bar, bars};
pub use paint::{Tone, escaped, png};
pub use pair::{Pair, pair};
pub use picture::Picture;
pub use sheet::{Cell, Mark, Row, Sheet};
pub use table::table;

/// Why a picture can't be drawn.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// What was drawn is no SVG.
    #[error("the drawing: {0}")]
    Svg(#[from] resvg::usvg::Error),
    /// The chart.
    #[error("the chart: {0}")]
    Chart(#[from] charts_rs::Error),
    /// A side of nothing, or more than can be held.
    #[error("a picture of no size that can be drawn")]
    Size,
    /// The bytes of a photo are none that can be read.
    #[error("a photo that can't be read")]
    Photo,
    /// The picture can't be written as PNG.
    #[error("the picture can't be written")]
    Png,
}

#[cfg(test)]
mod looking {
    /// The pixels of a PNG.
    pub(super) fn pixels(png: &[u8]) -> resvg::tiny_skia::Pixmap {
        resvg::tiny_skia::Pixmap::decode_png(png).unwrap()
    }

    /// Writes a picture where `MULIN_TEST_SHOTS` names a folder, to be looked at.
    pub(super) fn shot(name: &str, png: &[u8]) {
        if let Some(folder) = std::env::var_os("MULIN_TEST_SHOTS") {
            std::fs::write(std::path::Path::new(&folder).join(name), png).unwrap();
        }
    }
}
