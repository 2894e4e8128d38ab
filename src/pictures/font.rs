//! The one font, and how wide words are in it.

use std::sync::{Arc, OnceLock};

use resvg::usvg::fontdb;

/// The font's name, as drawings ask for it.
pub(super) const FAMILY: &str = "WenQuanYi Micro Hei";

static FONT: &[u8] = include_bytes!("fonts/wqy-microhei.ttc");

/// What stands for words that were cut off.
const CUT: char = '…';

/// The fonts that drawings may use: this one and no other, whatever the machine has.
pub(super) fn database() -> Arc<fontdb::Database> {
    static DATABASE: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut database = fontdb::Database::new();
        database.load_font_source(fontdb::Source::Binary(Arc::new(FONT)));
        database.set_sans_serif_family(FAMILY);
        Arc::new(database)
    };
    Arc::clone(DATABASE.get_or_init(load))
}

/// Makes the font known to the charts, which lay out their own labels.
pub(super) fn for_charts() {
    static DONE: OnceLock<()> = OnceLock::new();
    DONE.get_or_init(|| {
        if let Err(wrong) = charts_rs::add_fonts(&[FONT]) {
            tracing::error!(%wrong, "the font can't be read");
        }
    });
}

/// How wide a line of words is at a size, in pixels.
pub(super) fn width(words: &str, size: f32) -> f32 {
    for_charts();
    // The font is there from the start; words that can't be measured take an em each.
    charts_rs::measure_text_width_family(FAMILY, size, words)
        .map_or_else(|_| words.chars().fold(0.0, |sum, _| sum + size), |space| space.width())
}

/// Words in at most `most` lines no wider than `room`, broken between Chinese characters and at spaces; what doesn't fit
/// is cut off with an ellipsis.
pub(super) fn wrap(words: &str, size: f32, room: f32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for piece in pieces(words) {
        let Some(line) = lines.last_mut() else { break };
        let longer = format!("{line}{piece}");
        if line.is_empty() || width(longer.trim_end(), size) <= room {
            *line = longer;
        } else {
            lines.push(piece.trim_start().to_owned());
        }
    }
    let cut = lines.len() > most;
    lines.truncate(most.max(1));
    let last = lines.len() - 1;
    for (at, line) in lines.iter_mut().enumerate() {
        *line = fit(line.trim_end(), size, room, cut && at == last);
    }
    lines
}

/// A line cut so that it fits, with an ellipsis where it was cut or `goes_on`.
fn fit(line: &str, size: f32, room: f32, goes_on: bool) -> String {
    if !goes_on && width(line, size) <= room {
        return line.to_owned();
    }
    let mut kept = line.to_owned();
    loop {
        let whole = format!("{}{CUT}", kept.trim_end());
        if width(&whole, size) <= room || kept.pop().is_none() {
            return whole;
        }
    }
}

/// Where a line may be broken: after each wide character and after each space.
fn pieces(words: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut may_break = true;
    for c in words.chars() {
        let is_wide = u32::from(c) >= 0x2E80;
        // A closing point stands at no line's beginning.
        let clings = matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？' | '）' | '」' | '』' | '》');
        if pieces.is_empty() || (may_break || is_wide) && !clings {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
        may_break = is_wide || c.is_whitespace();
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_broken_where_they_may_be_and_cut_where_they_must() {
        assert_eq!(wrap("永丰里", 26.0, 200.0, 2), ["永丰里"]);
        assert_eq!(wrap("阳光东环南片", 26.0, 110.0, 2), ["阳光东环", "南片"]);
        let long = wrap("青阳街道阳光社区东环路南片改造安置小区", 26.0, 140.0, 2);
        assert!(long.len() == 2 && long[1].ends_with(CUT), "{long:?}");
        assert_eq!(wrap("Yangguang East Ring South", 26.0, 200.0, 2), ["Yangguang East", "Ring South"]);
        assert!(wrap("Donaudampfschifffahrtsgesellschaft", 26.0, 120.0, 1)[0].ends_with(CUT));
        for line in long.iter().chain(&wrap("Donaudampfschifffahrtsgesellschaft", 26.0, 120.0, 1)) {
            assert!(width(line, 26.0) <= 140.0, "{line}");
        }
        assert_eq!(wrap("", 26.0, 100.0, 2), [""]);
    }

    #[test]
    fn a_closing_point_begins_no_line() {
        for line in wrap("一二三四。五六七八", 20.0, 85.0, 3) {
            assert!(!line.starts_with('。'), "{line}");
        }
    }
}
