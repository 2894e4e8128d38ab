//! Canned replies: the category's list, then the text with its variables filled, shown before it goes.

use super::story;
use super::work::{Pending, Work, answer, offer, preview};
use crate::conversation::screen::Button;
use crate::conversation::talk::{self, Stop, Talk};
use crate::domain::catalogue::Canned;
use crate::domain::id::Number;
use crate::domain::language::Language;
use crate::domain::refusal::Refusal;
use crate::domain::rights::Right;
use crate::domain::ticket::dossier::Dossier;
use crate::text;
use crate::text::Text;

/// Canned replies on the list.
const LISTED: usize = 8;

/// The list of those that the ticket's category offers.
///
/// # Errors
/// See [`Stop`].
pub(super) fn list(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    talk.staff_of(number, Right::Handle)?;
    let category = talk.ticket(number)?.ticket.category.clone();
    let button =
        |canned: &Canned| vec![Button::act(Text::named(&canned.name), format!("desk.say:{number}:{}", canned.code))];
    let rows: Vec<_> = talk.estate.catalogue.canned_for(&category).take(LISTED).map(button).collect();
    if rows.is_empty() {
        answer(talk, text!("desk-canned-none"));
    } else {
        offer(talk, Some(number), text!("desk-canned", number = number.0), rows);
    }
    Ok(())
}

/// Shows one with its variables filled, to be sent or dropped. One with a variable that nobody knows is never sent.
///
/// # Errors
/// See [`Stop`].
pub(super) fn chosen(talk: &mut Talk<'_>, number: Number, code: &str) -> talk::Step {
    talk.staff_of(number, Right::Handle)?;
    let estate = talk.estate;
    let canned = estate.catalogue.canned.iter().find(|canned| canned.code == code);
    let canned = canned.ok_or(Stop::Refused(Refusal::Unknown))?;
    let dossier = talk.ticket(number)?;
    let reader = dossier.ticket.reporter.and_then(|person| dossier.readers.get(&person));
    let language = reader.map(|reader| reader.language).unwrap_or_default();
    let values = values(talk, dossier, language);
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    match estate.catalogue.fill_canned(canned.text.in_language(language), &values) {
        Ok(words) => {
            let message = None;
            preview(talk, Pending { number, work: Work::Reply, words, media: Vec::new(), message }, false);
        }
        Err(_) => answer(talk, text!("desk-canned-unknown", name = &canned.name)),
    }
    Ok(())
}

/// What stands for each variable; one that has no value here is missing.
fn values(talk: &Talk<'_>, dossier: &Dossier, language: Language) -> Vec<(&'static str, String)> {
    let ticket = &dossier.ticket;
    let mut values = vec![("number", ticket.number.to_string())];
    if let Some(place) = talk.estate.places.get(ticket.spot.compound) {
        let parts = [&ticket.spot.building, &ticket.spot.unit].into_iter().flatten();
        let place = std::iter::once(place.name_in(language)).chain(parts.map(String::as_str));
        values.push(("place", place.collect::<Vec<_>>().join(" ")));
    }
    if let Some(name) = talk.facts.grants.iter().map(|grant| &grant.name).find(|name| !name.is_empty()) {
        values.push(("name", story::clip(name, 40)));
    }
    if let Some(due) = ticket.dues.done {
        values.push(("due", due.local().format("%m-%d %H:%M").to_string()));
    }
    values
}
