//! Care mode (关怀模式): a button a row, Back and Cancel as one row below, the office's phone alone on the last line; of
//! screens and of every message to somebody who uses it.

use super::screen::{Button, Press, Say, Screen};
use crate::domain::id::PlaceId;
use crate::domain::person::Reader;
use crate::domain::place::Places;
use crate::text::Text;

/// Choices that lead back or out; they share the last row.
const WAYS_OUT: &[&str] =
    &["back", "cancel", "skip", "menu", "list", "later", "language", "settings", "help", "previous", "more"];

/// The office's phone: of the compound, or the subdistrict's for who has none yet.
#[must_use]
pub fn office(compound: Option<PlaceId>, places: &Places) -> Option<String> {
    let top = || places.iter().find(|place| place.parent.is_none()).map(|place| place.id);
    compound.or_else(top).and_then(|place| places.phones(place).office)
}

/// The screen as somebody in care mode gets it.
#[must_use]
pub fn screen(screen: Screen, office: Option<&str>) -> Screen {
    Screen { text: signed(screen.text, office), rows: laid(screen.rows), ask_location: screen.ask_location }
}

/// What is said as its reader gets it; `here` is whoever speaks in a chat of their own.
#[must_use]
pub fn said(said: Say, here: Option<&Reader>, places: &Places) -> Say {
    let cared = |reader: &Reader, text, rows| {
        if reader.care { (signed(text, office(reader.compound, places).as_deref()), laid(rows)) } else { (text, rows) }
    };
    match (said, here) {
        (Say::Message(mut message), _) => {
            (message.text, message.rows) = cared(&message.to, message.text, message.rows);
            Say::Message(message)
        }
        (Say::Amend { to, message, text, rows }, _) => {
            let (text, rows) = cared(&to, text, rows);
            Say::Amend { to, message, text, rows }
        }
        (Say::Replace { text, rows }, Some(here)) => {
            let (text, rows) = cared(here, text, rows);
            Say::Replace { text, rows }
        }
        (other, _) => other,
    }
}

fn laid(rows: Vec<Vec<Button>>) -> Vec<Vec<Button>> {
    let way_out = |button: &Button| matches!(&button.press, Press::Choice(code) if WAYS_OUT.contains(&code.as_str()));
    let (below, choices): (Vec<Button>, Vec<Button>) = rows.into_iter().flatten().partition(way_out);
    let mut rows: Vec<Vec<Button>> = choices.into_iter().map(|button| vec![button]).collect();
    rows.extend(below.chunks(2).map(<[Button]>::to_vec));
    rows
}

fn signed(text: Text, office: Option<&str>) -> Text {
    match office {
        Some(phone) => text.paragraph(crate::text!("care-office")).line(Text::raw(phone)),
        None => text,
    }
}
