//! Canned replies: a list per category, a preview of what the resident will read, then it goes.

use super::act::{Speech, speak_words};
use super::{answer, message_here};
use crate::conversation::screen::Button;
use crate::conversation::talk::{self, Stop, Talk};
use crate::domain::id::Number;
use crate::domain::language::Language;
use crate::domain::refusal::Refusal;
use crate::domain::rights::Right;
use crate::text;
use crate::text::Text;

/// The canned replies of a ticket's category.
pub(super) fn list(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    talk.staff_of(number, Right::Handle)?;
    let category = talk.ticket(number)?.ticket.category.clone();
    let button = |canned: &crate::domain::catalogue::Canned| {
        vec![Button::act(Text::named(&canned.name), format!("desk.say:{number}:{}", canned.code))]
    };
    let rows: Vec<_> = talk.estate.catalogue.canned_for(&category).into_iter().take(8).map(button).collect();
    if rows.is_empty() {
        answer(talk, text!("canned-none"));
        return Ok(());
    }
    let mut message = message_here(talk, text!("canned-which", number = number.0), Some(number));
    message.rows = rows;
    talk.tell(message);
    Ok(())
}

/// The words of a canned reply for this ticket, in the resident's language.
fn words(talk: &Talk<'_>, number: Number, code: &str) -> Result<String, Stop> {
    let dossier = talk.ticket(number)?;
    let canned = talk.estate.catalogue.canned.iter().find(|canned| canned.code == code).ok_or(Refusal::Unknown)?;
    let reader = dossier.ticket.reporter.and_then(|reporter| dossier.readers.get(&reporter));
    let language = reader.map_or(Language::Chinese, |reader| reader.language);
    let own = talk.facts.grants.first().map(|grant| grant.name.clone()).unwrap_or_default();
    let place = dossier.ticket.spot.building.clone().unwrap_or_default();
    let due = dossier.ticket.dues.done.map(|due| due.local().format("%m-%d %H:%M").to_string()).unwrap_or_default();
    let number = number.to_string();
    let variables = [("number", number.as_str()), ("place", &place), ("name", &own), ("due", &due)];
    let filled = talk.estate.catalogue.fill_canned(canned.text.in_language(language), &variables);
    filled.map_err(|_| Refusal::WrongState.into())
}

/// "The resident will read: …", with one tap to send it.
pub(super) fn preview(talk: &mut Talk<'_>, number: Number, code: &str) -> talk::Step {
    talk.staff_of(number, Right::Handle)?;
    let words = words(talk, number, code)?;
    let mut message = message_here(talk, text!("canned-preview").paragraph(Text::raw(words)), Some(number));
    message.rows = vec![vec![Button::act(text!("canned-send"), format!("desk.send:{number}:{code}"))]];
    talk.tell(message);
    Ok(())
}

/// It goes.
pub(super) fn send(talk: &mut Talk<'_>, number: Number, code: &str) -> talk::Step {
    let words = words(talk, number, code)?;
    speak_words(talk, number, Speech::Reply, (words, Vec::new()))
}
