//! A [`Sheet`] as SVG: as wide as what stands in it, and no name or head runs into another.

use std::fmt::Write as _;

use super::font::{width, wrap};
use super::paint::{self, FILL, INK, LINE, PALE, SHADE};
use super::sheet::{Cell, Mark, Row, Sheet};

/// Around everything.
const MARGIN: f32 = 28.0;
/// Between the words of neighbouring columns.
const GAP: f32 = 26.0;
/// Sizes of words: title, cells and names, what stands beside the matter.
const TITLE: f32 = 38.0;
const BODY: f32 = 27.0;
const SMALL: f32 = 22.0;
/// From one line of words to the next, by size.
const LEADING: f32 = 1.3;
/// Above and below the words of a row.
const PADDING: f32 = 11.0;
/// A shape's side, and the room after it and after its count.
const SHAPE: f32 = 18.0;
const AFTER_SHAPE: f32 = 6.0;
const AFTER_COUNT: f32 = 14.0;
/// A name's widest line; the narrowest column; a head's widest line unless a word is longer.
const NAME: f32 = 330.0;
const COLUMN: f32 = 54.0;
const HEAD: f32 = 118.0;
/// The narrowest table, so that title and notes have room.
const NARROWEST: f32 = 720.0;
/// Lines of a name, a head, a note.
const NAME_LINES: usize = 2;
const HEAD_LINES: usize = 2;
const NOTE_LINES: usize = 3;
/// A whole bar; how far below its words' foot it lies, and how thick it is.
const BAR: f32 = 150.0;
const BAR_BELOW: f32 = 6.0;
const BAR_THICK: f32 = 7.0;
/// What stands in a cell without counts.
const NONE: &str = "–";

/// A table drawn from top to bottom.
struct Drawing {
    svg: String,
    /// Left edges of the columns' words, and how wide each column is.
    columns: Vec<(f32, f32)>,
    width: f32,
    y: f32,
}

/// The SVG of a table.
#[must_use]
pub fn table(sheet: &Sheet<String>) -> String {
    let mut drawing = Drawing::new(sheet);
    drawing.top(sheet);
    drawing.heads(sheet);
    for row in &sheet.rows {
        drawing.row(row);
    }
    drawing.notes(sheet);
    paint::drawing(drawing.width, (drawing.y + MARGIN).ceil(), &drawing.svg)
}

fn mark_width(mark: Mark) -> f32 {
    SHAPE + AFTER_SHAPE + width(&mark.count.to_string(), BODY)
}

fn marks_width(marks: &[Mark]) -> f32 {
    let gaps = marks.len().saturating_sub(1);
    marks.iter().fold(0.0, |sum, mark| sum + mark_width(*mark)) + (0..gaps).fold(0.0, |sum, _| sum + AFTER_COUNT)
}

fn cell_width(cell: &Cell<String>) -> f32 {
    match cell {
        Cell::Marks(marks) => marks_width(marks),
        Cell::Words(words) => width(words, BODY),
        Cell::Bar { words, .. } => width(words, BODY).max(BAR),
    }
}

/// How wide a head's lines are: one line if it is short, else as its longest word.
fn head_width(head: &str) -> f32 {
    let word = head.split_whitespace().map(|word| width(word, SMALL)).fold(0.0, f32::max);
    width(head, SMALL).min(HEAD).max(if word > HEAD && head.is_ascii() { word } else { 0.0 })
}

impl Drawing {
    fn new(sheet: &Sheet<String>) -> Self {
        let names = sheet.rows.iter().map(|row| width(&row.name, BODY)).fold(COLUMN, f32::max).min(NAME);
        let mut columns = vec![(MARGIN, names)];
        let mut x = MARGIN + names + GAP;
        for (at, head) in sheet.columns.iter().enumerate().skip(1) {
            let cells = sheet.rows.iter().filter_map(|row| row.cells.get(at - 1)).map(cell_width);
            let wide = cells.fold(COLUMN, f32::max).max(head_width(head));
            columns.push((x, wide));
            x += wide + GAP;
        }
        let width = (x - GAP + MARGIN).max(NARROWEST).ceil();
        Self { svg: String::new(), columns, width, y: MARGIN }
    }

    fn room(&self) -> f32 {
        self.width - 2.0 * MARGIN
    }

    /// Lines of words over the whole width.
    fn words(&mut self, words: &str, size: f32, colour: &str, most: usize) {
        for line in wrap(words, size, self.room(), most) {
            self.svg.push_str(&paint::line(&line, (MARGIN, self.y + size), size, ("start", colour)));
            self.y += size * LEADING;
        }
    }

    fn top(&mut self, sheet: &Sheet<String>) {
        self.words(&sheet.title, TITLE, INK, 2);
        self.words(&sheet.about, SMALL, PALE, 2);
        self.y += PADDING;
        let mut x = MARGIN;
        for (tone, words) in &sheet.key {
            let wide = SHAPE + AFTER_SHAPE + width(words, BODY) + GAP;
            if x > MARGIN && x + wide - GAP > self.width - MARGIN {
                (x, self.y) = (MARGIN, self.y + BODY * LEADING);
            }
            self.svg.push_str(&tone.shape((x, self.y + (BODY - SHAPE) * 0.75), SHAPE));
            let at = (x + SHAPE + AFTER_SHAPE, self.y + BODY);
            self.svg.push_str(&paint::line(words, at, BODY, ("start", INK)));
            x += wide;
        }
        self.y += BODY * LEADING + PADDING;
    }

    fn ground(&mut self, height: f32) {
        let (y, width) = (self.y, self.width);
        let _ = write!(self.svg, r#"<rect x="0" y="{y}" width="{width}" height="{height}" fill="{SHADE}"/>"#);
    }

    fn rule(&mut self) {
        let (y, right) = (self.y, self.width - MARGIN);
        let _ = write!(self.svg, r#"<path d="M{MARGIN} {y}H{right}" stroke="{LINE}" stroke-width="1.5" fill="none"/>"#);
    }

    fn heads(&mut self, sheet: &Sheet<String>) {
        let wrapped: Vec<_> = sheet
            .columns
            .iter()
            .zip(&self.columns)
            // The room is the head's own width, which rounding must not cut.
            .map(|(head, (x, wide))| (*x, wrap(head, SMALL, wide + 1.0, HEAD_LINES)))
            .collect();
        let lines = wrapped.iter().map(|(_, lines)| lines.len()).max().unwrap_or(1);
        let height = (0..lines).fold(2.0 * PADDING, |sum, _| sum + SMALL * LEADING);
        self.ground(height);
        for (x, lines) in wrapped {
            let mut y = self.y + PADDING + SMALL;
            for line in lines {
                self.svg.push_str(&paint::line(&line, (x, y), SMALL, ("start", INK)));
                y += SMALL * LEADING;
            }
        }
        self.y += height;
    }

    fn row(&mut self, row: &Row<String>) {
        let columns = self.columns.clone();
        let mut columns = columns.into_iter();
        let (x, wide) = columns.next().unwrap_or_default();
        let lines = wrap(&row.name, BODY, wide + 1.0, NAME_LINES);
        let height = lines.iter().fold(2.0 * PADDING, |sum, _| sum + BODY * LEADING);
        if row.is_sum {
            self.ground(height);
        }
        let first = self.y + PADDING + BODY;
        let mut y = first;
        for line in &lines {
            self.svg.push_str(&paint::line(line, (x, y), BODY, ("start", INK)));
            y += BODY * LEADING;
        }
        for (cell, (x, _)) in row.cells.iter().zip(columns) {
            self.cell(cell, (x, first));
        }
        self.y += height;
        self.rule();
    }

    fn cell(&mut self, cell: &Cell<String>, (mut x, y): (f32, f32)) {
        match cell {
            Cell::Words(words) => self.svg.push_str(&paint::line(words, (x, y), BODY, ("start", INK))),
            Cell::Bar { words, of_hundred } => {
                self.svg.push_str(&paint::line(words, (x, y), BODY, ("start", INK)));
                let (top, long) = (y + BAR_BELOW, paint::part(BAR, *of_hundred));
                let _ =
                    write!(self.svg, r#"<rect x="{x}" y="{top}" width="{long}" height="{BAR_THICK}" fill="{FILL}"/>"#);
            }
            Cell::Marks(marks) if marks.is_empty() => {
                self.svg.push_str(&paint::line(NONE, (x, y), BODY, ("start", PALE)));
            }
            Cell::Marks(marks) => {
                for mark in marks {
                    self.svg.push_str(&mark.tone.shape((x, y - SHAPE - 1.0), SHAPE));
                    let count = mark.count.to_string();
                    let at = (x + SHAPE + AFTER_SHAPE, y);
                    self.svg.push_str(&paint::line(&count, at, BODY, ("start", INK)));
                    x += mark_width(*mark) + AFTER_COUNT;
                }
            }
        }
    }

    fn notes(&mut self, sheet: &Sheet<String>) {
        self.y += PADDING;
        for note in &sheet.notes {
            self.words(note, SMALL, PALE, NOTE_LINES);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::looking::{pixels, shot};
    use super::super::{Tone, png};
    use super::*;

    /// A table like the battle map of so many compounds, in one of two languages.
    fn sheet(compounds: usize, is_chinese: bool) -> Sheet<String> {
        let pick = |chinese: &str, english: &str| if is_chinese { chinese.to_owned() } else { english.to_owned() };
        let heads = [
            ("小区", "Compound"),
            ("立项", "Proposed"),
            ("议定", "Decided"),
            ("公示", "Posted"),
            ("排期", "Scheduled"),
            ("施工", "Under way"),
            ("验收", "Acceptance"),
            ("本月销号", "Struck off this month"),
        ];
        let names = [
            ("永丰里", "Yongfengli"),
            ("宝龙世家", "Baolong Shijia"),
            ("阳光东环南片", "Yangguang East Ring South"),
            (
                "青阳街道阳光社区东环路南片老旧小区改造安置房二期",
                "Resettlement Housing of the Old East Ring Road South Estate, Phase Two",
            ),
        ];
        let mark = |tone, count| Mark { tone, count };
        let row = |at: usize| Row {
            name: pick(names[at % 4].0, names[at % 4].1),
            cells: vec![
                Cell::Marks(vec![mark(Tone::Good, 2)]),
                Cell::Marks(vec![]),
                Cell::Marks(vec![mark(Tone::Good, 1), mark(Tone::Near, 1)]),
                Cell::Marks(if at.is_multiple_of(5) {
                    vec![mark(Tone::Good, 12), mark(Tone::Near, 3), mark(Tone::Late, 4)]
                } else {
                    vec![]
                }),
                Cell::Marks(vec![mark(Tone::Late, 7)]),
                Cell::Marks(vec![mark(Tone::Near, 1)]),
                Cell::Words("12/15 (80%)".to_owned()),
            ],
            is_sum: at == compounds,
        };
        Sheet {
            title: pick("项目作战图", "Project battle map"),
            about: pick("截至 11月25日(周三)15:04 · 在办 37 件", "As of Wed 25 Nov, 15:04 · 37 open"),
            key: vec![
                (Tone::Good, pick("按期", "in time")),
                (Tone::Near, pick("快到期", "near due")),
                (Tone::Late, pick("超期", "overdue")),
            ],
            columns: heads.map(|(chinese, english)| pick(chinese, english)).to_vec(),
            rows: (0..=compounds).map(row).collect(),
            notes: vec![pick(
                "本月销号:本月到期的任务里,已经销号的有几件。",
                "Struck off this month: of the tasks due this month, those closed with proof.",
            )],
        }
    }

    #[test]
    fn a_table_is_drawn_to_its_edges_and_keeps_telegrams_bounds() {
        for (compounds, is_chinese) in [(1, true), (5, true), (30, true), (5, false), (30, false)] {
            let bytes = png(&table(&sheet(compounds, is_chinese))).unwrap();
            shot(&format!("map-{compounds}-{}.png", if is_chinese { "zh" } else { "en" }), &bytes);
            let paper = pixels(&bytes);
            // Telegram: sides together at most 10,000, neither more than 20 times the other, 10 MB.
            assert!(paper.width() + paper.height() <= 10_000 && bytes.len() < 1_000_000, "{}", bytes.len());
            let blank = |x: u32, y: u32| paper.pixel(x, y).is_some_and(|pixel| pixel.red() > 230);
            for y in 0..paper.height() {
                assert!(blank(paper.width() - 2, y) && blank(1, y), "something runs over the edge at {y}");
            }
        }
    }

    #[test]
    fn a_bar_is_as_long_as_its_share() {
        let bar = |words: &str, of_hundred| Cell::Bar { words: words.to_owned(), of_hundred };
        let row =
            |name: &str, cells: [Cell<String>; 3], is_sum| Row { name: name.to_owned(), cells: cells.into(), is_sum };
        let sheet = Sheet {
            title: "永丰里的账".to_owned(),
            about: "截至 11月25日(周三)15:04,单位:元".to_owned(),
            key: Vec::new(),
            columns: ["账本", "收到", "付出", "余额"].map(str::to_owned).into(),
            rows: vec![
                row(
                    "美好家园基金 · 青阳街道",
                    [bar("938,650", 100), bar("123,456.78", 13), bar("815,193.22", 86)],
                    true,
                ),
                row("项目 1 号", [bar("300,000", 31), bar("123,456.78", 13), bar("176,543.22", 18)], false),
                row("统租统管收入 · 永丰里", [bar("600,000", 100), bar("0", 0), bar("600,000", 100)], true),
            ],
            notes: vec!["蓝条:占这本账一共收到的钱的多少。".to_owned()],
        };
        let svg = table(&sheet);
        shot("ledger.png", &png(&svg).unwrap());
        assert!(svg.contains(&format!("width=\"{BAR}\" height=\"{BAR_THICK}\"")), "the whole");
        assert!(svg.contains(&format!("width=\"{}\" height=\"{BAR_THICK}\"", BAR * 13.0 / 100.0)), "13 of a hundred");
    }

    #[test]
    fn neighbouring_columns_never_meet() {
        for sheet in [sheet(6, true), sheet(6, false)] {
            let drawing = Drawing::new(&sheet);
            for row in &sheet.rows {
                for (cell, (at, pair)) in row.cells.iter().zip(drawing.columns.windows(2).skip(1).enumerate()) {
                    assert!(pair[0].0 + cell_width(cell) < pair[1].0, "column {at}");
                }
            }
            assert!(drawing.width < 1_700.0, "{}", drawing.width);
        }
    }
}
