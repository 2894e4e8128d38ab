//! One question after another, and what an answer to the one that stands leads to.

use super::draft::Part;
use super::{Heard, category, details, draft, draft_mut, keep, place, privacy, review, similar, small_talk, take};
use super::{unfinished, view};
use crate::conversation::input::What;
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::{line, menu};
use crate::text;
use crate::text::Text;

/// The next question, or the review when there is none left.
pub(super) fn advance(talk: &mut Talk<'_>, note: Option<Text>) -> talk::Step {
    let draft = draft(talk);
    let next = draft.next(&talk.estate.catalogue).filter(|_| draft.emergency.is_none());
    let Some(next) = next else {
        review::show(talk, note);
        return Ok(());
    };
    let known = match next {
        Part::What | Part::Category => false,
        // That the water is off until six is worth more than whose water it is.
        Part::Stop => !similar::none_announced(talk)?,
        _ => !similar::none_known(talk)?,
    };
    ask(talk, if known { &Part::Similar } else { &next }, note)
}

/// Asks one part.
pub(super) fn ask(talk: &mut Talk<'_>, part: &Part, note: Option<Text>) -> talk::Step {
    let view = view_of(talk, part, "")?;
    view::show_part(talk, part, view, 0, note);
    keep(talk);
    Ok(())
}

/// The view of a part; `within` names the group that is looked into.
fn view_of(talk: &mut Talk<'_>, part: &Part, within: &str) -> Result<view::View, Stop> {
    Ok(match part {
        Part::Compound => place::compound_view(talk),
        Part::What => details::what_view(talk),
        Part::Category => category::view(talk, within),
        Part::Stop => category::stop_view(talk),
        Part::Similar => similar::view(talk)?,
        Part::Where => place::view(talk),
        Part::Question(code) => details::question_view(talk, code),
        Part::Photos => details::photos_view(talk),
        Part::Urgency => details::urgency_view(),
        Part::Privacy => privacy::view(talk),
        Part::Contact => privacy::contact_view(talk),
    })
}

/// An answer to the question that stands: a button, or anything said.
pub(super) fn answered(talk: &mut Talk<'_>, part: &Part) -> talk::Step {
    let choice = view::choice(talk, takes_words(talk, part));
    let heard = match choice.as_deref() {
        Some("cancel") => {
            unfinished::show(talk, None);
            Heard::Shown
        }
        Some("back") => return back(talk),
        Some(choice) => match view::page_of(choice) {
            Some((within, page)) => {
                let view = view_of(talk, part, within)?;
                view::show_part(talk, part, view, page, None);
                Heard::Shown
            }
            None => chosen(talk, part, choice)?,
        },
        None => said(talk, part),
    };
    match heard {
        Heard::Settled(note) => {
            draft_mut(talk).settle(part);
            advance(talk, note)
        }
        Heard::Again(note) => ask(talk, part, Some(note).filter(|note| *note != Text::default())),
        Heard::Shown => Ok(()),
    }
}

/// Whether typed words are the answer itself, so that a typed 2 is no button.
fn takes_words(talk: &Talk<'_>, part: &Part) -> bool {
    match part {
        Part::What | Part::Compound | Part::Contact => true,
        Part::Where => draft(talk).located.is_none(),
        Part::Question(code) => details::is_open(talk, code),
        _ => false,
    }
}

fn chosen(talk: &mut Talk<'_>, part: &Part, choice: &str) -> Result<Heard, Stop> {
    Ok(match part {
        Part::Compound => place::compound_chosen(talk, choice),
        Part::Category => category::chosen(talk, choice),
        Part::Stop => category::stop_chosen(talk, choice)?,
        Part::Similar => similar::chosen(talk, choice)?,
        Part::Where => place::chosen(talk, choice),
        Part::Question(code) => details::question_chosen(talk, code, choice),
        Part::What | Part::Photos => Heard::Settled(None),
        Part::Urgency => details::urgency_chosen(talk, choice),
        Part::Privacy => privacy::chosen(talk, choice),
        Part::Contact => privacy::contact_chosen(talk, choice),
    })
}

/// Something said at a question: a file is kept, a location is a place, words are the answer or more description.
fn said(talk: &mut Talk<'_>, part: &Part) -> Heard {
    match &talk.input.what {
        What::Media(_) => match take::media(talk) {
            Ok(note) if *part == Part::What && draft(talk).is_described() => Heard::Settled(Some(note)),
            Ok(note) | Err(note) => Heard::Again(note),
        },
        What::Location { lat, lon } => place::located(talk, part, (*lat, *lon)),
        What::Text(words) => typed(talk, part, words.trim()),
        _ => Heard::Again(text!("report-unusable")),
    }
}

fn typed(talk: &mut Talk<'_>, part: &Part, words: &str) -> Heard {
    let answers = match part {
        Part::Photos => details::is_enough(words),
        Part::Question(_) => !line::is_thanks(talk),
        _ => false,
    };
    if !answers && small_talk(talk) {
        return Heard::Again(Text::default());
    }
    match part {
        Part::Compound => place::compound_typed(talk, words),
        Part::What => details::what_typed(talk, words),
        Part::Category => category::typed(talk, words),
        Part::Where => place::typed(talk, words),
        Part::Question(code) => details::question_typed(talk, code, words),
        Part::Photos => details::photos_typed(talk, words),
        Part::Urgency => details::urgency_typed(talk, words),
        Part::Privacy => privacy::typed(talk, words),
        Part::Contact => privacy::contact_typed(talk, words),
        Part::Stop | Part::Similar => Heard::Again(take::more_words(talk, words)),
    }
}

/// The question before this one; before the first, the main menu, with the draft kept.
fn back(talk: &mut Talk<'_>) -> talk::Step {
    match draft_mut(talk).asked.pop() {
        Some(part) => ask(talk, &part, None),
        None => menu::show(talk),
    }
}
