//! "It is known": open tickets like this one, in their public short form, to join instead of filing a second one.

use super::view::View;
use super::{Heard, draft, draft_mut, place, unfinished};
use crate::conversation::open;
use crate::conversation::screen::Button;
use crate::conversation::talk::{Stop, Talk};
use crate::domain::id::PersonId;
use crate::domain::public_form::{self, PublicForm};
use crate::text;

/// How many are shown.
const SHOWN: usize = 3;

/// Whether there is nothing like it, or the reporter looked already. Asks for the candidates once a category.
///
/// # Errors
/// See [`Stop`].
pub(super) fn none_known(talk: &mut Talk<'_>) -> Result<bool, Stop> {
    let draft = draft(talk);
    if draft.category.is_none() || draft.compared == draft.category {
        return Ok(true);
    }
    let none = known(talk)?.is_empty();
    if none {
        draft_mut(talk).compared = draft.category;
    }
    Ok(none)
}

/// The likest open ones, with who reported them.
fn known(talk: &Talk<'_>) -> Result<Vec<(PublicForm, Option<PersonId>)>, Stop> {
    let draft = draft(talk);
    let (Some(category), Some(compound)) = (&draft.category, place::compound(talk)) else { return Ok(Vec::new()) };
    let here = draft.place.building.as_ref();
    let elsewhere = |form: &PublicForm| here.zip(form.building.as_ref()).is_some_and(|(a, b)| a != b);
    let mut found: Vec<_> = talk
        .similar(compound, category)?
        .iter()
        .filter(|brief| brief.ticket.state.is_open())
        .filter_map(|brief| Some((public_form::of(&brief.ticket, &talk.estate.catalogue)?, brief.ticket.reporter)))
        .filter(|(form, _)| !elsewhere(form))
        .collect();
    found.sort_by_key(|(form, _)| (form.building.as_ref() != here, std::cmp::Reverse(form.since)));
    found.truncate(SHOWN);
    Ok(found)
}

/// What is known already.
///
/// # Errors
/// See [`Stop`].
pub(super) fn view(talk: &Talk<'_>) -> Result<View, Stop> {
    let me = talk.person().ok().map(|person| person.id);
    let mut view = View::new(text!("report-similar"));
    for (form, reporter) in known(talk)? {
        let number = form.number.to_string();
        view.text = view.text.paragraph(open::described(talk, &form));
        if reporter.is_some() && reporter == me {
            let button = Button::act(text!("report-similar-own", number = &*number), format!("mine.open:{number}"));
            view.answers.push(button);
        } else {
            view = view.answer(text!("report-similar-join", number = &*number), format!("join:{number}"));
        }
    }
    Ok(view.answer(text!("report-similar-different"), "different"))
}

/// "Me too", with what was said so far, or "mine is different".
///
/// # Errors
/// See [`Stop`].
pub(super) fn chosen(talk: &mut Talk<'_>, choice: &str) -> Result<Heard, Stop> {
    let Some(number) = choice.strip_prefix("join:").and_then(open::number) else {
        let category = draft(talk).category;
        draft_mut(talk).compared = category;
        return Ok(Heard::Settled(None));
    };
    let draft = draft(talk);
    let words = Some(draft.words()).filter(|words| !words.is_empty());
    open::join(talk, number, words, draft.media)?;
    unfinished::end(talk);
    open::show_one(talk, number, 0, Some(text!("open-joined", number = number.to_string())))?;
    Ok(Heard::Shown)
}
