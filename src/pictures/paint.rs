//! Colours and shapes, and from SVG to PNG.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};
use serde::{Deserialize, Serialize};

use super::DrawError;
use super::font::{FAMILY, database};

/// The ground of every picture.
pub(super) const PAPER: &str = "#ffffff";
/// The ground of what sums up and of heads.
pub(super) const SHADE: &str = "#eef1f5";
/// Words.
pub(super) const INK: &str = "#1b1f24";
/// Words beside the matter.
pub(super) const PALE: &str = "#57606a";
/// The colour of bars: 3 : 1 and more on paper and on shade (WCAG 2.2, 1.4.11).
pub(super) const FILL: &str = "#2f6f9f";
/// Lines between rows.
pub(super) const LINE: &str = "#d0d7de";

/// How something stands: colour and shape, one saying the same as the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// A green disc.
    Good,
    /// A dark yellow triangle.
    Near,
    /// A red square.
    Late,
}

impl Tone {
    /// Its colour: at least 4.5 : 1 on paper and on shade (WCAG 2.2, 1.4.3).
    #[must_use]
    pub const fn colour(self) -> &'static str {
        match self {
            Self::Good => "#1a6f32",
            Self::Near => "#8a5a00",
            Self::Late => "#c01c28",
        }
    }

    /// The SVG of its shape in a square of `size` whose left upper corner is given.
    #[must_use]
    pub fn shape(self, (x, y): (f32, f32), size: f32) -> String {
        let fill = self.colour();
        let half = size / 2.0;
        match self {
            Self::Good => {
                let (cx, cy) = (x + half, y + half);
                format!(r#"<circle cx="{cx}" cy="{cy}" r="{half}" fill="{fill}"/>"#)
            }
            Self::Near => {
                let (right, top, bottom) = (x + size, x + half, y + size);
                format!(r#"<path d="M{x} {bottom}L{top} {y}L{right} {bottom}Z" fill="{fill}"/>"#)
            }
            Self::Late => format!(r#"<rect x="{x}" y="{y}" width="{size}" height="{size}" fill="{fill}"/>"#),
        }
    }
}

/// Words as they stand in SVG and HTML.
#[must_use]
pub fn escaped(words: &str) -> String {
    // Control characters are none in XML, whatever they are escaped as.
    let words: String = words.chars().filter(|c| !c.is_control()).collect();
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// So many hundredths of a length.
pub(super) fn part(length: f32, of_hundred: i64) -> f32 {
    let hundredths = u8::try_from(of_hundred.clamp(0, 100)).unwrap_or(0);
    length * f32::from(hundredths) / 100.0
}

/// A line of words; `anchor` is `start`, `middle` or `end`.
pub(super) fn line(words: &str, (x, y): (f32, f32), size: f32, (anchor, colour): (&str, &str)) -> String {
    let words = escaped(words);
    format!(
        r#"<text x="{x}" y="{y}" font-family="{FAMILY}" font-size="{size}" text-anchor="{anchor}" fill="{colour}">{words}</text>"#
    )
}

/// A whole drawing of these sides on paper.
pub(super) fn drawing(width: f32, height: f32, inside: &str) -> String {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"><rect width="{width}" height="{height}" fill="{PAPER}"/>{inside}</svg>"#
    )
}

/// Paints a drawing as PNG, in our font whatever it asks for. It reaches no file and no address; what it refers to is
/// what `image` gives for a name.
///
/// # Errors
/// A drawing that is none, or of no size.
pub(super) fn painted(svg: &str, image: ImageHrefResolver<'_>) -> Result<Vec<u8>, DrawError> {
    let options = Options {
        font_family: FAMILY.to_owned(),
        fontdb: database(),
        image_href_resolver: image,
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options)?;
    let size = tree.size().to_int_size();
    let mut paper = Pixmap::new(size.width(), size.height()).ok_or(DrawError::Size)?;
    resvg::render(&tree, Transform::identity(), &mut paper.as_mut());
    paper.encode_png().map_err(|_| DrawError::Png)
}

/// A drawing without photos as PNG.
///
/// # Errors
/// A drawing that is none, or of no size.
pub fn png(svg: &str) -> Result<Vec<u8>, DrawError> {
    painted(svg, nothing())
}

/// No drawing of ours refers to anything outside it.
pub(super) fn nothing<'a>() -> ImageHrefResolver<'a> {
    ImageHrefResolver { resolve_data: Box::new(|_, _: Arc<Vec<u8>>, _| None), resolve_string: Box::new(|_, _| None) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    #[test]
    fn every_colour_stands_out_from_its_ground() {
        let tones = [Tone::Good, Tone::Near, Tone::Late].map(Tone::colour);
        for ground in [PAPER, SHADE] {
            for colour in tones.into_iter().chain([INK, PALE]) {
                let (one, other) = (luminance(ground) + 0.05, luminance(colour) + 0.05);
                assert!(one / other >= 4.5, "{colour} on {ground}: {}", one / other);
            }
        }
    }

    #[test]
    fn words_are_never_markup() {
        let svg = drawing(80.0, 40.0, &line("<b>&\"\u{0}", (2.0, 30.0), 20.0, ("start", INK)));
        assert!(png(&svg).is_ok(), "{svg}");
        assert!(svg.contains("&lt;b&gt;&amp;&quot;<"));
    }

    fn glyph(c: char) -> Vec<u8> {
        png(&drawing(32.0, 32.0, &line(&c.to_string(), (2.0, 26.0), 24.0, ("start", INK)))).unwrap()
    }

    /// Every character that the program itself says, and those of the demo's places, has a shape of its own: none is the
    /// box that stands for a missing one.
    #[test]
    fn no_character_of_ours_is_missing_in_the_font() {
        let mut texts = vec![include_str!("../sandbox/demo.toml").to_owned()];
        for language in ["zh-CN", "en"] {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(language);
            for file in std::fs::read_dir(folder).unwrap() {
                texts.push(std::fs::read_to_string(file.unwrap().path()).unwrap());
            }
        }
        let said: std::collections::BTreeSet<char> = texts.iter().flat_map(|text| text.chars()).collect();
        let chinese: Vec<char> = said.into_iter().filter(|c| ('\u{3400}'..='\u{9fff}').contains(c)).collect();
        assert!(chinese.len() > 400, "{}", chinese.len());
        let missing = glyph('\u{e123}');
        let lacking: String = chinese.into_iter().filter(|c| glyph(*c) == missing).collect();
        assert_eq!(lacking, "");
        assert_ne!(glyph('永'), glyph('丰'));
    }
}
