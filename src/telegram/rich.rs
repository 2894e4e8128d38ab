//! A table as a rich message, for chats that show them; with the plain call that goes out in its place where Telegram
//! refuses it.

use serde_json::{Map, Value, json};

use super::render::Call;
use crate::pictures::{Cell, Sheet, Tone};

/// Where a call keeps its plain twin; taken out before it is made.
const PLAIN: &str = "plain";

/// The call that shows a table, and `plain` where that is refused. `about`: what the folded lines below it are.
#[must_use]
pub fn call(sheet: &Sheet<String>, about: &str, plain: &Call) -> Call {
    let shared = ["reply_markup", "disable_notification", "message_thread_id"];
    let shared = shared.into_iter().filter_map(|name| Some((name.to_owned(), plain.body.get(name)?.clone())));
    let mut body: Map<String, Value> = shared.collect();
    body.insert("rich_message".to_owned(), json!({"blocks": blocks(sheet, about)}));
    body.insert(PLAIN.to_owned(), json!({"method": plain.method, "body": plain.body}));
    Call::new("sendRichMessage", Value::Object(body))
}

/// Takes the plain twin out of a call's body.
pub(super) fn take_plain(body: &mut Map<String, Value>) -> Option<(String, Value)> {
    let mut plain = body.remove(PLAIN)?;
    let method = plain.get("method")?.as_str()?.to_owned();
    Some((method, plain.get_mut("body")?.take()))
}

/// Whether a body holds a plain twin.
pub(super) fn has_plain(body: &str) -> bool {
    serde_json::from_str(body).is_ok_and(|mut body| take_plain(&mut body).is_some())
}

fn blocks(sheet: &Sheet<String>, about: &str) -> Vec<Value> {
    let paragraph = |text: &str| json!({"type": "paragraph", "text": text});
    let mut rows = vec![sheet.columns.iter().map(|head| cell(head, true, false)).collect::<Vec<_>>()];
    for row in &sheet.rows {
        let cells = row.cells.iter().map(|told| cell(&words(told), row.is_sum, true));
        rows.push(std::iter::once(cell(&row.name, row.is_sum, false)).chain(cells).collect());
    }
    let mut blocks = vec![json!({"type": "heading", "text": sheet.title, "size": 3})];
    blocks.push(json!({"type": "table", "cells": rows, "is_bordered": true, "is_striped": true}));
    let key = sheet.key.iter().map(|(tone, words)| format!("{} {words}", sign(*tone)));
    let folded: Vec<Value> = key.chain(sheet.notes.iter().cloned()).map(|line| paragraph(&line)).collect();
    if !folded.is_empty() {
        blocks.push(json!({"type": "details", "summary": about, "blocks": folded}));
    }
    blocks.push(json!({"type": "footer", "text": sheet.about}));
    blocks
}

fn cell(text: &str, is_header: bool, is_figure: bool) -> Value {
    let align = if is_figure { "center" } else { "left" };
    json!({"text": text, "align": align, "valign": "middle", "is_header": is_header})
}

/// Counts with the sign of their colour; none is a dash, as in the picture.
fn words(cell: &Cell<String>) -> String {
    match cell {
        Cell::Words(words) | Cell::Bar { words, .. } => words.clone(),
        Cell::Marks(marks) if marks.is_empty() => "–".to_owned(),
        Cell::Marks(marks) => {
            let told: Vec<String> = marks.iter().map(|mark| format!("{}{}", sign(mark.tone), mark.count)).collect();
            told.join(" ")
        }
    }
}

const fn sign(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "🟢",
        Tone::Near => "🟡",
        Tone::Late => "🔴",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pictures::{Mark, Row};

    #[test]
    fn a_table_says_what_the_picture_says_and_keeps_its_plain_twin() {
        let marks = vec![Mark { tone: Tone::Good, count: 4 }, Mark { tone: Tone::Late, count: 1 }];
        let cells = vec![Cell::Marks(marks), Cell::Marks(Vec::new()), Cell::Words("4/5 (80%)".to_owned())];
        let sheet = Sheet {
            title: "作战图".to_owned(),
            about: "合计 5".to_owned(),
            key: vec![(Tone::Late, "超期".to_owned())],
            columns: ["小区", "施工", "验收", "本月"].map(str::to_owned).into(),
            rows: vec![Row { name: "永丰里".to_owned(), cells, is_sum: false }],
            notes: vec!["每天更新".to_owned()],
        };
        let plain = Call::new("sendPhoto", json!({"caption": "合计 5", "reply_markup": {"inline_keyboard": []}}));
        let made = call(&sheet, "图例", &plain);
        let Value::Object(mut body) = made.body else { panic!("an object") };
        assert_eq!(take_plain(&mut body), Some(("sendPhoto".to_owned(), plain.body.clone())));
        assert_eq!(body["reply_markup"], plain.body["reply_markup"]);
        let blocks = body["rich_message"]["blocks"].as_array().expect("blocks");
        let kinds: Vec<_> = blocks.iter().filter_map(|block| block["type"].as_str()).collect();
        assert_eq!(kinds, ["heading", "table", "details", "footer"]);
        let row: Vec<_> =
            blocks[1]["cells"][1].as_array().expect("cells").iter().filter_map(|cell| cell["text"].as_str()).collect();
        assert_eq!(row, ["永丰里", "🟢4 🔴1", "–", "4/5 (80%)"]);
    }
}
