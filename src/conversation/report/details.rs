//! What happened, the category's own questions, photos, and the one question on urgency.

use super::draft::{Answer, Part, Said};
use super::view::View;
use super::{Heard, draft, draft_mut, take};
use crate::conversation::talk::Talk;
use crate::domain::catalogue::{Catalogue, Question};
use crate::domain::ticket::Urgency;
use crate::text;
use crate::text::{Text, format};

/// Characters of an answer to a question of the category's own.
const MAX_ANSWER: usize = 500;

/// "What is it about?"; what was said already may stay.
pub(super) fn what_view(talk: &Talk<'_>) -> View {
    let draft = draft(talk);
    let question = if talk.care() { text!("report-what-care") } else { text!("report-what") };
    if draft.said.is_empty() && draft.media.is_empty() {
        View::new(question)
    } else if draft.said.is_empty() {
        View::new(text!("report-what-file")).skip(text!("skip"))
    } else {
        View::new(text!("report-what-again", words = format::excerpt(&draft.words(), 200)))
            .skip(text!("report-what-keep"))
    }
}

/// The description; a new one replaces the one before.
pub(super) fn what_typed(talk: &mut Talk<'_>, words: &str) -> Heard {
    let catalogue = &talk.estate.catalogue;
    let earlier: Vec<Said> = std::mem::take(&mut draft_mut(talk).said);
    let note = take::more_words(talk, words);
    let draft = draft_mut(talk);
    if draft.said.is_empty() {
        draft.said = earlier;
        return Heard::Again(note);
    }
    draft.understand_anew(catalogue);
    let cut = draft.words().len() < words.len();
    Heard::Settled(cut.then_some(note))
}

fn question<'c>(catalogue: &'c Catalogue, code: &str) -> Option<&'c Question> {
    catalogue.questions.iter().find(|question| question.code == code)
}

/// Whether a question has no options to tap.
pub(super) fn is_open(talk: &Talk<'_>, code: &str) -> bool {
    question(&talk.estate.catalogue, code).is_none_or(|question| question.options.is_empty())
}

/// A question of the category's own.
pub(super) fn question_view(talk: &Talk<'_>, code: &str) -> View {
    let Some(question) = question(&talk.estate.catalogue, code) else { return View::default() };
    let view = View::new(Text::named(&question.text)).narrow();
    let view = (question.options.iter().enumerate())
        .fold(view, |view, (at, option)| view.answer(Text::named(option), format!("option:{at}")));
    if question.required { view } else { view.skip(text!("skip")) }
}

/// An option was tapped, or the question skipped.
pub(super) fn question_chosen(talk: &mut Talk<'_>, code: &str, choice: &str) -> Heard {
    let option = choice.strip_prefix("option:").and_then(|at| at.parse::<usize>().ok());
    let question = question(&talk.estate.catalogue, code);
    if let Some(option) = question.zip(option).and_then(|(question, at)| question.options.get(at)) {
        return answer(talk, code, option.in_language(talk.language()));
    }
    draft_mut(talk).answers.retain(|answer| answer.question != code);
    Heard::Settled(None)
}

/// The answer was typed.
pub(super) fn question_typed(talk: &mut Talk<'_>, code: &str, words: &str) -> Heard {
    answer(talk, code, &format::excerpt(words, MAX_ANSWER))
}

fn answer(talk: &mut Talk<'_>, code: &str, words: &str) -> Heard {
    let language = talk.language();
    let asked = question(&talk.estate.catalogue, code).map(|question| question.text.in_language(language).to_owned());
    let answers = &mut draft_mut(talk).answers;
    answers.retain(|answer| answer.question != code);
    answers.push(Answer { question: code.to_owned(), asked: asked.unwrap_or_default(), words: words.to_owned() });
    Heard::Settled(None)
}

/// "Send photos if there are any", or how many there are.
pub(super) fn photos_view(talk: &Talk<'_>) -> View {
    let count = draft(talk).media.len();
    match count {
        0 if talk.care() => View::new(text!("report-photos-care")).skip(text!("report-photos-none")),
        0 => View::new(text!("report-photos")).skip(text!("report-photos-none")),
        _ => View::new(text!("report-photos-more", count = count)).answer(text!("report-photos-done"), "done"),
    }
}

/// Whether it says that there are no more photos.
pub(super) fn is_enough(words: &str) -> bool {
    matches!(
        words.to_lowercase().as_str(),
        "没有" | "没有了" | "没了" | "好了" | "不用" | "不用了" | "no" | "none" | "done"
    )
}

/// "No more" in words; anything else goes on describing the matter.
pub(super) fn photos_typed(talk: &mut Talk<'_>, words: &str) -> Heard {
    if is_enough(words) { Heard::Settled(None) } else { Heard::Again(take::more_words(talk, words)) }
}

/// "Is anyone in danger, or is there no water, power, lift or way in right now?"
pub(super) fn urgency_view() -> View {
    View::new(text!("report-urgency"))
        .answer(text!("report-urgency-yes"), "urgent")
        .answer(text!("report-urgency-no"), "normal")
        .narrow()
}

/// Urgent, or not.
pub(super) fn urgency_chosen(talk: &mut Talk<'_>, choice: &str) -> Heard {
    match Urgency::of_code(choice) {
        Some(urgency) => {
            draft_mut(talk).urgency = Some(urgency);
            Heard::Settled(None)
        }
        None => Heard::Again(text!("report-choose")),
    }
}

/// Yes or no in words; anything else goes on describing the matter.
pub(super) fn urgency_typed(talk: &mut Talk<'_>, words: &str) -> Heard {
    match words.to_lowercase().as_str() {
        "有" | "急" | "很急" | "urgent" => urgency_chosen(talk, "urgent"),
        "没有" | "不" | "否" | "不急" | "不是" | "no" => urgency_chosen(talk, "normal"),
        _ => Heard::Again(take::more_words(talk, words)),
    }
}

/// What a part's edit button on the review is called.
pub(super) fn part_name(talk: &Talk<'_>, part: &Part) -> Text {
    match part {
        Part::Question(code) => match question(&talk.estate.catalogue, code) {
            Some(question) => Text::named(&question.text),
            None => Text::default(),
        },
        Part::Compound => text!("report-part-compound"),
        Part::What => text!("report-part-what"),
        Part::Category => text!("report-part-category"),
        Part::Stop | Part::Similar => Text::default(),
        Part::Where => text!("report-part-where"),
        Part::Photos => text!("report-part-photos"),
        Part::Urgency => text!("report-part-urgency"),
        Part::Privacy => text!("report-part-privacy"),
        Part::Contact => text!("report-part-contact"),
    }
}
