//! Care mode (关怀模式): a button a row, Back and Cancel as one row below, the office's phone alone on the last line.

use super::screen::{Button, Press, Screen};
use crate::text::Text;

/// Choices that lead back or out; they share the last row.
const WAYS_OUT: &[&str] =
    &["back", "cancel", "skip", "menu", "list", "later", "language", "settings", "help", "previous", "more"];

/// The screen as somebody in care mode gets it.
#[must_use]
pub fn care(screen: Screen, office: Option<&str>) -> Screen {
    let way_out = |button: &Button| matches!(&button.press, Press::Choice(code) if WAYS_OUT.contains(&code.as_str()));
    let (below, choices): (Vec<Button>, Vec<Button>) = screen.rows.into_iter().flatten().partition(way_out);
    let mut rows: Vec<Vec<Button>> = choices.into_iter().map(|button| vec![button]).collect();
    rows.extend(below.chunks(2).map(<[Button]>::to_vec));
    let text = match office {
        Some(phone) => screen.text.paragraph(crate::text!("care-office")).line(Text::raw(phone)),
        None => screen.text,
    };
    Screen { text, rows, ask_location: screen.ask_location }
}
