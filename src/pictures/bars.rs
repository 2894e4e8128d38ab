//! Bars that lie, one a line, by the charts' library.

use charts_rs::HorizontalBarChart;
use serde_json::json;

use super::DrawError;
use super::font::{FAMILY, for_charts};
use super::paint::{FILL, INK, LINE, PAPER};

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What it counts.
    pub name: String,
    /// How many.
    pub count: i64,
}

/// Size of words.
const WORDS: i64 = 22;

/// The SVG of bars from top to bottom, each with its count, in these sides.
///
/// # Errors
/// When the library can't lay them out.
pub fn bars(given: &[Bar], (width, height): (i64, i64)) -> Result<String, DrawError> {
    for_charts();
    // The library counts categories from the bottom up.
    let names: Vec<_> = given.iter().rev().map(|bar| bar.name.as_str()).collect();
    let counts: Vec<_> = given.iter().rev().map(|bar| bar.count).collect();
    let chart = json!({
        "width": width, "height": height, "font_family": FAMILY, "legend_show": false, "compact": true,
        "margin": {"left": 8, "top": 8, "right": 72, "bottom": 8},
        "x_axis_data": names, "x_axis_font_size": WORDS, "x_axis_font_color": INK, "x_axis_hidden": true,
        "x_axis_stroke_color": LINE, "grid_stroke_color": PAPER, "series_colors": [FILL],
        "series_label_font_size": WORDS, "series_label_font_color": INK, "series_label_formatter": "{c}",
        "y_axis_configs": [{"axis_min": 0}],
        "series_list": [{"name": "", "data": counts, "label_show": true}],
    });
    Ok(HorizontalBarChart::from_json(&chart.to_string())?.svg()?)
}

#[cfg(test)]
mod tests {
    use super::super::png;
    use super::*;

    #[test]
    fn bars_stand_in_the_order_given_with_their_counts() {
        let bar = |(name, count): (&str, i64)| Bar { name: name.to_owned(), count };
        let given = [("1天内", 41), ("2–3天", 12), ("4–7天", 0), ("8–15天", 103), ("15天以上", 7)].map(bar);
        let svg = bars(&given, (900, 300)).unwrap();
        super::super::looking::shot("bars.png", &png(&svg).unwrap());
        let places: Vec<_> = given.iter().map(|bar| svg.find(&bar.name).unwrap()).collect();
        assert!(places.is_sorted(), "{places:?} {svg}");
        assert!(given.iter().all(|bar| svg.contains(&format!(">{}<", bar.count))), "{svg}");
        assert!(bars(&[], (900, 300)).is_ok());
    }
}
