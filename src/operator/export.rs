//! `mulin export tickets`: every ticket with its whole conversation, for spreadsheets and audits. Field names are stable.

use serde_json::{Value, json};

use crate::conversation::facts::Estate;
use crate::domain::id::{Number, PersonId, PlaceId};
use crate::domain::ticket::Privacy;
use crate::domain::time::Moment;
use crate::store::tickets::record::{self, Recorded, Whole};
use crate::store::{Store, StoreError, Tx, invites};

/// Rows read at a time.
const CHUNK: i64 = 100;

/// The forms of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A JSON object a line, with the events.
    Jsonl,
    /// A header and a row a ticket, without the events.
    Csv,
}

impl Format {
    /// What the audit log says was exported.
    const fn ending(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
        }
    }
}

/// A snapshot to be exported from, once the audit log says what was exported.
pub(super) async fn audited<'s>(
    store: &'s Store,
    (what, format): (&str, Format),
    (id, now): (i64, Moment),
) -> Result<Tx<'s>, StoreError> {
    let mut tx = store.begin().await?;
    let object = format!("{what}.{}", format.ending());
    invites::audit(&mut tx, (id, PersonId(0)), ("exported", &object), now).await?;
    tx.commit().await?;
    Ok(store.read().await?)
}

/// Gives every ticket to `write`, a line at a time. That it was done stands in the audit log first, under this fresh id.
///
/// # Errors
/// What the database says, or what `write` says.
pub async fn tickets<E: From<StoreError>>(
    store: &Store,
    estate: &Estate,
    format: Format,
    (id, now): (i64, Moment),
    mut write: impl FnMut(&str) -> Result<(), E>,
) -> Result<u64, E> {
    let mut tx = audited(store, ("tickets", format), (id, now)).await?;
    let mut sheet = Sheet::open((format, &CSV), &mut write)?;
    let mut last = Number(0);
    loop {
        let chunk = record::after(&mut tx, store.seal(), last, CHUNK).await?;
        let Some(end) = chunk.last() else { return Ok(sheet.rows) };
        last = end.ticket.number;
        for whole in &chunk {
            sheet.row(&object(whole, estate))?;
        }
    }
}

/// A file as it is written, in one of the forms.
pub(super) struct Sheet<'w, W> {
    format: Format,
    columns: &'static [&'static str],
    write: &'w mut W,
    /// How many rows it has.
    pub(super) rows: u64,
}

impl<'w, E, W: FnMut(&str) -> Result<(), E>> Sheet<'w, W> {
    /// A file with its header, where the form has one.
    pub(super) fn open((format, columns): (Format, &'static [&'static str]), write: &'w mut W) -> Result<Self, E> {
        if format == Format::Csv {
            write(&columns.join(","))?;
        }
        Ok(Self { format, columns, write, rows: 0 })
    }

    /// One more row.
    pub(super) fn row(&mut self, object: &Value) -> Result<(), E> {
        self.rows += 1;
        match self.format {
            Format::Jsonl => (self.write)(&object.to_string()),
            Format::Csv => (self.write)(&csv_row(self.columns, object)),
        }
    }
}

/// Columns of the CSV form.
const CSV: [&str; 16] = [
    "number",
    "compound",
    "building",
    "unit",
    "category",
    "kind",
    "source",
    "urgency",
    "emergency",
    "state",
    "level",
    "filed_at",
    "contacted_at",
    "resolved_at",
    "reopened",
    "affected",
];

/// A row of these columns of an object.
fn csv_row(columns: &[&str], object: &Value) -> String {
    let cell = |name: &&str| match object.get(*name) {
        Some(Value::String(text)) => quoted(text),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    };
    columns.iter().map(cell).collect::<Vec<_>>().join(",")
}

/// What a cell must not begin with: spreadsheets would take the rest for a formula.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A text as a cell. One that a spreadsheet would take for a formula begins with an apostrophe.
fn quoted(text: &str) -> String {
    let guard = if text.starts_with(FORMULA) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// A moment as exports write it.
pub(super) fn time(at: Moment) -> String {
    at.local().to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
}

fn object(whole: &Whole, estate: &Estate) -> Value {
    let ticket = &whole.ticket;
    let named = ticket.privacy == Privacy::Named;
    let place = |id: PlaceId| estate.places.get(id).map(|place| place.code.clone());
    let answers: Vec<Value> =
        whole.answers.iter().map(|(question, answer)| json!({"question": question, "answer": answer})).collect();
    json!({
        "number": ticket.number,
        "compound": place(ticket.spot.compound),
        "building": ticket.spot.building,
        "unit": ticket.spot.unit,
        "room": ticket.spot.room.as_ref().filter(|_| named),
        "place_words": ticket.spot.words.as_ref().filter(|_| named),
        "category": ticket.category,
        "kind": ticket.kind,
        "source": ticket.source,
        "urgency": ticket.urgency,
        "emergency": ticket.emergency,
        "privacy": ticket.privacy,
        "against": ticket.against,
        "state": ticket.state,
        "level": ticket.level,
        "filed_at": time(ticket.filed_at),
        "acknowledge_due": ticket.dues.acknowledge.map(time),
        "contact_due": ticket.dues.contact.map(time),
        "done_due": ticket.dues.done.map(time),
        "acknowledged_at": ticket.acknowledged_at.map(time),
        "contacted_at": ticket.contacted_at.map(time),
        "resolved_at": ticket.resolved_at.map(time),
        "ended_at": ticket.ended_at.map(time),
        "paused_minutes": ticket.paused_ms / 60_000,
        "reopened": ticket.reopened,
        "affected": ticket.affected,
        "follow_up": ticket.follow_up,
        "answers": answers,
        "contact": if named { json!(whole.contact) } else { Value::Null },
        "conversation": whole.events.iter().map(line).collect::<Vec<_>>(),
    })
}

fn line(recorded: &Recorded) -> Value {
    let media: Vec<Value> = recorded.media.iter().map(|(id, kind)| json!({"id": id, "kind": kind})).collect();
    json!({
        "at": time(recorded.at),
        "by": recorded.actor,
        "event": recorded.event,
        "words": recorded.words,
        "media": media,
    })
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_spreadsheet_takes_nothing_for_a_formula() {
        assert_eq!(quoted("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        for begin in ["+1", "-1", "@x", "\t=1", "＝1"] {
            assert!(quoted(begin).starts_with("\"'"), "{begin}");
        }
        assert_eq!(quoted("3"), "\"3\"");
    }
}
