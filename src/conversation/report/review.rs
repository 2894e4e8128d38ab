//! Everything on one page before it is filed, with Edit for each answer.

use super::draft::{Draft, Part};
use super::view;
use super::{Heard, Step, ask, details, draft, draft_mut, place, privacy, submit, take, unfinished};
use crate::conversation::input::What;
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Talk};
use crate::domain::ticket::{Party, Privacy, Urgency};
use crate::text;
use crate::text::{Text, format};

/// Edit buttons on a page, beside File and Cancel.
const EDITS: usize = 6;
/// The same in care mode.
const EDITS_IN_CARE: usize = 3;
/// Characters of the description that are shown.
const SHOWN_WORDS: usize = 600;

/// Shows it.
pub(super) fn show(talk: &mut Talk<'_>, note: Option<Text>) {
    show_page(talk, 0, note);
    super::keep(talk);
}

fn show_page(talk: &mut Talk<'_>, page: usize, note: Option<Text>) {
    let draft = draft(talk);
    let text = everything(talk, &draft);
    let text = note.map_or(text.clone(), |note| note.paragraph(text));
    let file = if draft.emergency.is_some() { text!("report-file-now") } else { text!("report-file") };
    let edits = parts(talk, &draft).into_iter().enumerate().map(|(at, part)| {
        let label = text!("report-edit", part = details::part_name(talk, &part));
        Button::choice(label, format!("edit:{at}"))
    });
    let most = if talk.care() { EDITS_IN_CARE } else { EDITS };
    let edits = view::paged(edits.collect(), page, most, "");
    let screen = Screen::new(text).row([Button::choice(file, "file")]);
    let screen = edits.chunks(2).fold(screen, |screen, row| screen.row(row.to_vec()));
    let screen = screen.row([Button::choice(text!("cancel"), "cancel")]);
    talk.show(Flow::Report(Step::Review), screen);
}

/// What can be edited: everything that could be asked, hints apart, whether it was or not.
fn parts(talk: &Talk<'_>, draft: &Draft) -> Vec<Part> {
    let mut whole = draft.clone();
    whole.asked.extend([Part::What, Part::Category, Part::Where, Part::Photos]);
    if draft.privacy == Some(Privacy::Named) {
        whole.asked.push(Part::Contact);
    }
    let mut parts = whole.plan(&talk.estate.catalogue);
    parts.retain(Part::counts);
    parts
}

fn everything(talk: &Talk<'_>, draft: &Draft) -> Text {
    let catalogue = &talk.estate.catalogue;
    let mut text = if talk.care() { text!("report-review-care") } else { text!("report-review") };
    if let Some(category) = draft.category(catalogue) {
        text = text.line(text!("report-review-category", category = &category.name));
    }
    let words = draft.words();
    if !words.is_empty() {
        text = text.line(text!("report-review-words", words = format::excerpt(&words, SHOWN_WORDS)));
    }
    if let Some(compound) = place::compound(talk) {
        text = text.line(text!("report-review-where", place = place::described(talk, &place::spot(draft, compound))));
    }
    for answer in &draft.answers {
        text = text.line(text!("report-review-answer", question = &*answer.asked, answer = &*answer.words));
    }
    text = text.line(text!("report-review-files", count = draft.media.len()));
    if submit::urgency(talk, draft) == Urgency::Urgent {
        text = text.line(text!("report-review-urgent"));
    }
    text = text.line(privacy_line(submit::privacy(talk, draft)));
    if let Some(contact) = &draft.contact {
        text = text.line(text!("report-review-contact", contact = privacy::in_words(contact)));
    }
    match draft.against(catalogue) {
        Some(party) => text.paragraph(past(party)),
        None => text,
    }
}

fn privacy_line(privacy: Privacy) -> Text {
    match privacy {
        Privacy::Named => text!("report-review-named"),
        Privacy::Confidential => text!("report-review-confidential"),
        Privacy::Anonymous => text!("report-review-anonymous"),
    }
}

/// Who won't see a complaint about them.
pub(super) fn past(party: Party) -> Text {
    match party {
        Party::Company => text!("report-past-company"),
        Party::Committee => text!("report-past-committee"),
        Party::Staff => text!("report-past-staff"),
    }
}

/// A button of the review, or more that was said.
pub(super) fn turn(talk: &mut Talk<'_>) -> talk::Step {
    match view::choice(talk, false).as_deref() {
        Some("file") => return submit::submit(talk),
        Some("cancel") => {
            unfinished::show(talk, None);
            return Ok(());
        }
        Some(choice) => {
            if let Some(at) = choice.strip_prefix("edit:") {
                return edit(talk, at.parse().unwrap_or_default());
            }
            let page = view::page_of(choice).map_or(0, |(_, page)| page);
            show_page(talk, page, None);
            return Ok(());
        }
        None => {}
    }
    if super::small_talk(talk) {
        show(talk, None);
        return Ok(());
    }
    let note = match &talk.input.what {
        What::Media(_) => take::media(talk).unwrap_or_else(|note| note),
        What::Text(words) => take::more_words(talk, words),
        What::Location { lat, lon } => match place::located(talk, &Part::Where, (*lat, *lon)) {
            Heard::Again(note) if draft(talk).located.is_none() => note,
            _ => return ask(talk, &Part::Where, None),
        },
        _ => text!("report-unusable"),
    };
    show(talk, Some(note));
    Ok(())
}

fn edit(talk: &mut Talk<'_>, at: usize) -> talk::Step {
    if let Some(part) = parts(talk, &draft(talk)).get(at) {
        draft_mut(talk).unsettle(part);
        return ask(talk, part, None);
    }
    show(talk, None);
    Ok(())
}
