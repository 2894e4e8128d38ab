//! "It is known": open tickets like this one, in their public short form, to join instead of filing a second one; what
//! was announced, and works that are on their way, to hear how they go on.

use super::view::View;
use super::{Heard, draft, draft_mut, place, unfinished};
use crate::conversation::announce::known;
use crate::conversation::open;
use crate::conversation::screen::Button;
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::turn::Change;
use crate::conversation::works;
use crate::domain::announcement::Announcement;
use crate::domain::id::{AnnouncementId, PersonId, TaskNumber};
use crate::domain::micro_task::listing::TaskBrief;
use crate::domain::public_form::{self, PublicForm};
use crate::domain::refusal::Refusal;
use crate::text;

/// How many are shown.
const SHOWN: usize = 3;
/// How many announcements are shown, and how many works.
const ANNOUNCED: usize = 1;

/// Whether there is nothing like it, or the reporter looked already. Asks for the candidates once a category.
///
/// # Errors
/// See [`Stop`].
pub(super) fn none_known(talk: &mut Talk<'_>) -> Result<bool, Stop> {
    let draft = draft(talk);
    if draft.category.is_none() || draft.compared == draft.category {
        return Ok(true);
    }
    talk::together([reported(talk).map(drop), announced(talk).map(drop), under_way(talk).map(drop)])?;
    let none = reported(talk)?.is_empty() && announced(talk)?.is_empty() && under_way(talk)?.is_empty();
    if none {
        draft_mut(talk).compared = draft.category;
    }
    Ok(none)
}

/// Whether nothing like it was announced, or the reporter looked already.
///
/// # Errors
/// See [`Stop`].
pub(super) fn none_announced(talk: &Talk<'_>) -> Result<bool, Stop> {
    let draft = draft(talk);
    Ok(draft.compared == draft.category || announced(talk)?.is_empty())
}

/// The likest open ones, with who reported them.
fn reported(talk: &Talk<'_>) -> Result<Vec<(PublicForm, Option<PersonId>)>, Stop> {
    let draft = draft(talk);
    let (Some(category), Some(compound)) = (&draft.category, place::compound(talk)) else { return Ok(Vec::new()) };
    let here = draft.place.building.as_ref();
    let elsewhere = |form: &PublicForm| here.zip(form.building.as_ref()).is_some_and(|(a, b)| a != b);
    let mut found: Vec<_> = talk
        .similar((compound, category, here.map(String::as_str)))?
        .iter()
        .filter(|brief| brief.ticket.state.is_open())
        .filter_map(|brief| Some((public_form::of(&brief.ticket, &talk.estate.catalogue)?, brief.ticket.reporter)))
        .filter(|(form, _)| !elsewhere(form))
        .collect();
    found.sort_by_key(|(form, _)| (form.building.as_ref() != here, std::cmp::Reverse(form.since)));
    found.truncate(SHOWN);
    Ok(found)
}

/// What was announced and is likely the same matter.
fn announced<'a>(talk: &Talk<'a>) -> Result<Vec<&'a Announcement>, Stop> {
    let draft = draft(talk);
    let (Some(category), Some(compound)) = (&draft.category, place::compound(talk)) else { return Ok(Vec::new()) };
    known::like(talk, (compound, draft.place.building.as_deref()), (category, &draft.words()))
}

/// Works on their way that are likely the same matter.
fn under_way<'a>(talk: &Talk<'a>) -> Result<Vec<&'a TaskBrief>, Stop> {
    let draft = draft(talk);
    let (Some(category), Some(compound)) = (&draft.category, place::compound(talk)) else { return Ok(Vec::new()) };
    works::known::like(talk, (compound, draft.place.building.as_deref()), category)
}

/// What is known already.
///
/// # Errors
/// See [`Stop`].
pub(super) fn view(talk: &Talk<'_>) -> Result<View, Stop> {
    let me = talk.person().ok().map(|person| person.id);
    let (announced, under_way, similar) = (announced(talk)?, under_way(talk)?, reported(talk)?);
    let mut view = View::new(match similar.as_slice() {
        [] => text!("known-begin"),
        _ => text!("report-similar"),
    });
    for one in announced.into_iter().take(ANNOUNCED) {
        view.text = view.text.paragraph(known::described(talk, one));
        view = view.answer(text!("known-follow"), format!("follow:{}", one.id));
    }
    for brief in under_way.into_iter().take(ANNOUNCED) {
        view.text = view.text.paragraph(works::known::described(brief));
        view = view.answer(text!("known-follow"), format!("work:{}", brief.task.number));
    }
    for (form, reporter) in similar {
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

/// The report that was begun isn't needed: what came with it is forgotten.
fn needless(talk: &mut Talk<'_>) {
    talk.change(Change::Forget(draft(talk).media));
    unfinished::end(talk);
}

/// "Me too", with what was said so far, or "mine is different".
///
/// # Errors
/// See [`Stop`].
pub(super) fn chosen(talk: &mut Talk<'_>, choice: &str) -> Result<Heard, Stop> {
    if let Some(id) = choice.strip_prefix("follow:").and_then(|id| id.parse().ok()) {
        let compound = place::compound(talk).ok_or(Refusal::Unknown)?;
        needless(talk);
        known::follow(talk, compound, AnnouncementId(id))?;
        return Ok(Heard::Shown);
    }
    if let Some(number) = choice.strip_prefix("work:").and_then(|number| number.parse().ok()) {
        needless(talk);
        works::known::follow(talk, TaskNumber(number))?;
        return Ok(Heard::Shown);
    }
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
