//! The board as HTML: headings, figures with their n, tables that say what the shapes say.

use std::fmt::Write as _;

use crate::domain::board::{AGES, Answers, Board, WINDOW_DAYS};
use crate::domain::figures::Rate;
use crate::domain::language::Language;
use crate::domain::place::Places;
use crate::domain::time::Moment;
use crate::pictures::{Bar, Cell, Mark, Sheet, Tone, bars, battle_map, escaped};
use crate::text;
use crate::text::Text;
use crate::text::fluent::Texts;

/// Compounds that the wall's screen has room for; the rest stand together.
const ROOM: usize = 11;
/// The chart's sides; it is shown as wide as there is room.
const CHART: (i64, i64) = (560, 300);

/// How somebody looks at the board.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// What they read.
    pub language: Language,
    /// Every compound has its own row.
    pub all: bool,
    /// When they look.
    pub now: Moment,
}

/// Says everything to one reader.
struct Speaker<'a> {
    texts: &'a Texts,
    asked: Asked,
}

impl Speaker<'_> {
    /// Words that may stand in HTML.
    fn say(&self, text: &Text) -> String {
        escaped(&self.plain(text))
    }

    fn plain(&self, text: &Text) -> String {
        self.texts.say(text, self.asked.language, self.asked.now)
    }
}

/// The whole page.
#[must_use]
pub fn page(texts: &Texts, (board, places): (&Board, &Places), asked: Asked) -> String {
    let speaker = Speaker { texts, asked };
    let say = |text: Text| speaker.say(&text);
    let top = places.iter().find(|place| place.parent.is_none()).map(|place| place.name_in(asked.language));
    let title = say(match top {
        Some(name) => text!("board-title", place = name),
        None => text!("board-title-bare"),
    });
    let (tag, other) = (asked.language.tag(), say(text!("board-tag")));
    let all = if asked.all { "&amp;all" } else { "" };
    let (at, pause) = (say(text!("board-at", at = board.at).lasting()), say(text!("board-pause")));
    let (name, stale) = (say(text!("board-language")), say(text!("board-stale")));
    let main =
        [open(&speaker, board), answers(&speaker, board.answers.as_ref()), works(&speaker, board, places)].concat();
    format!(
        r#"<!DOCTYPE html>
<html lang="{tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="/board.css">
<script src="/board.js" defer></script>
</head>
<body>
<header>
<h1>{title}</h1>
<nav><a href="?lang={other}{all}" lang="{other}">{name}</a>
<button type="button" id="pause" aria-pressed="false" hidden>{pause}</button></nav>
</header>
<main id="board">
<p class="at">{at}</p>
{main}</main>
<p id="stale" role="status" data-words="{stale}"></p>
</body>
</html>
"#
    )
}

/// What is open, by age: a chart where there is room for one, a table of the same for everybody.
fn open(speaker: &Speaker<'_>, board: &Board) -> String {
    let counts: Vec<Bar> =
        bands().zip(board.ages).map(|(band, count)| Bar { name: speaker.plain(&band), count }).collect();
    let (head, count) = (speaker.say(&text!("board-open")), board.open());
    let sum = speaker.say(&text!("board-open-count", count = count));
    let (age, many) = (speaker.say(&text!("board-age")), speaker.say(&text!("board-count")));
    let mut rows = String::new();
    for Bar { name, count } in &counts {
        let _ = writeln!(rows, r#"<tr><th scope="row">{}</th><td>{count}</td></tr>"#, escaped(name));
    }
    let chart = bars(&counts, CHART).unwrap_or_else(|wrong| {
        tracing::error!(%wrong, "the board's chart can't be drawn");
        String::new()
    });
    format!(
        r#"<section class="open"><h2>{head} <strong>{sum}</strong></h2>
<div class="chart" aria-hidden="true">{chart}</div>
<table class="ages"><thead><tr><th scope="col">{age}</th><th scope="col">{many}</th></tr></thead><tbody>
{rows}</tbody></table></section>
"#
    )
}

/// The bands of [`AGES`] in words.
fn bands() -> impl Iterator<Item = Text> {
    let froms = [0].into_iter().chain(AGES);
    let within = froms.zip(AGES).map(|(from, until)| match from {
        0 => text!("board-age-within"),
        _ => text!("board-age-between", from = from, to = until),
    });
    within.chain([text!("board-age-over", days = AGES.last().copied().unwrap_or_default())])
}

/// What residents said of what was done; nothing where nobody was asked yet.
fn answers(speaker: &Speaker<'_>, answers: Option<&Answers>) -> String {
    let Some(Answers { solved, partly, satisfied }) = answers else { return String::new() };
    let head = speaker.say(&text!("board-answers", days = WINDOW_DAYS));
    let figures = [
        figure(speaker, &text!("board-solved"), *solved),
        figure(speaker, &text!("board-partly"), *partly),
        figure(speaker, &text!("board-satisfied"), *satisfied),
    ];
    format!("<section class=\"answers\"><h2>{head}</h2><dl>\n{}</dl></section>\n", figures.concat())
}

fn figure(speaker: &Speaker<'_>, name: &Text, share: Rate) -> String {
    let rate = match share.percent() {
        Some(percent) => text!("board-rate", percent = percent),
        None => text!("board-rate-few"),
    };
    let of = text!("board-rate-of", part = share.part, of = share.of);
    let class = if share.percent().is_some() { "rate" } else { "few" };
    format!(
        "<div><dt>{}</dt><dd class=\"{class}\">{}</dd><dd>{}</dd></div>\n",
        speaker.say(name),
        speaker.say(&rate),
        speaker.say(&of)
    )
}

/// The battle map as a table.
fn works(speaker: &Speaker<'_>, board: &Board, places: &Places) -> String {
    let room = if speaker.asked.all { usize::MAX } else { ROOM };
    let sheet = battle_map::battle_map(&board.map, places, room).say(|text| speaker.plain(text));
    let head = escaped(&sheet.title);
    if board.map.lines.is_empty() {
        let none = speaker.say(&text!("board-none"));
        return format!("<section class=\"works\"><h2>{head}</h2><p>{none}</p></section>\n");
    }
    let mut key = String::new();
    for (tone, words) in &sheet.key {
        let _ = write!(key, "<li>{}{}</li>", shape(*tone), escaped(words));
    }
    let more = if board.map.lines.len() > room {
        let words = speaker.say(&text!("board-all-compounds"));
        format!(r#"<a href="?lang={}&amp;all">{words}</a>"#, speaker.asked.language.tag())
    } else {
        String::new()
    };
    let mut notes = String::new();
    for note in &sheet.notes {
        let _ = write!(notes, "<p class=\"note\">{}</p>", escaped(note));
    }
    format!(
        "<section class=\"works\"><h2>{head}</h2><ul class=\"key\">{key}</ul>\n{}{notes}{more}</section>\n",
        table(&sheet)
    )
}

/// A table of counts. Its roles are said, because on a phone its rows are shown as blocks.
fn table(sheet: &Sheet<String>) -> String {
    let mut html = String::from("<table class=\"map\" role=\"table\"><thead role=\"rowgroup\"><tr role=\"row\">");
    for head in &sheet.columns {
        let _ = write!(html, r#"<th scope="col" role="columnheader">{}</th>"#, escaped(head));
    }
    html.push_str("</tr></thead><tbody role=\"rowgroup\">\n");
    for row in &sheet.rows {
        let class = if row.is_sum { " class=\"sum\"" } else { "" };
        let _ = write!(html, r#"<tr role="row"{class}><th scope="row" role="rowheader">{}</th>"#, escaped(&row.name));
        for (head, cell) in sheet.columns.iter().skip(1).zip(&row.cells) {
            let (class, inside) = match cell {
                Cell::Words(words) | Cell::Bar { words, .. } => ("", escaped(words)),
                Cell::Marks(marks) if marks.is_empty() => (" class=\"none\"", "–".to_owned()),
                Cell::Marks(marks) => ("", marks.iter().map(|mark| counted(sheet, *mark)).collect()),
            };
            let _ = write!(html, r#"<td role="cell"{class} data-head="{}">{inside}</td>"#, escaped(head));
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody></table>\n");
    html
}

/// A count with its shape, and for whoever hears it with its word.
fn counted(sheet: &Sheet<String>, mark: Mark) -> String {
    let word = sheet.key.iter().find(|(tone, _)| *tone == mark.tone).map_or("", |(_, word)| word);
    format!(
        r#"<span class="mark">{}<span class="heard">{}</span>{}</span> "#,
        shape(mark.tone),
        escaped(word),
        mark.count
    )
}

fn shape(tone: Tone) -> String {
    format!(r#"<svg class="shape" viewBox="0 0 18 18" aria-hidden="true">{}</svg>"#, tone.shape((0.0, 0.0), 18.0))
}
