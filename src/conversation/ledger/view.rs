//! How an entry is asked for, the page to look it over, and what groups read of a posted quarter.

use super::enter::{Doing, Draft, Part, left_of, may_skip, posting};
use super::known::Shown;
use super::{Step, words};
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Talk};
use crate::conversation::works::widgets::{self, Answer};
use crate::domain::fund::ledger::quarter::Posted;
use crate::domain::fund::ledger::{Backing, Slot};
use crate::text;
use crate::text::{Text, format};

/// Shows the question, or the page to look it over.
pub(super) fn show(talk: &mut Talk<'_>, draft: Draft, note: Option<Text>) -> talk::Step {
    let shown = talk.book(draft.book, 0)?;
    let Some(part) = draft.at else { return review(talk, draft, shown, note) };
    let asked = draft.asked();
    let n = asked.iter().position(|other| *other == part).unwrap_or_default() + 1;
    let step = text!("ledger-step", n = n, of = asked.len(), question = question(&draft, part));
    let mut text = note.unwrap_or_default().paragraph(step);
    if part == Part::Entry {
        text = shown.entries.iter().map(words::entry).fold(text, Text::paragraph);
    }
    let answers = answers(talk, &draft, shown, part);
    let screen = widgets::answers(Screen::new(text), &answers, draft.row, part == Part::Source);
    let screen = widgets::ways_out(screen);
    talk.show(Flow::Ledger(Step::Enter(Box::new(draft))), screen);
    Ok(())
}

fn question(draft: &Draft, part: Part) -> Text {
    match (part, draft.doing) {
        (Part::Words, Doing::Receive) => text!("ledger-q-words-receive"),
        (Part::Words, Doing::Counter) => text!("ledger-q-words-counter"),
        _ => Text::key(&format!("ledger-q-{}", part.code())),
    }
}

/// What may be tapped as an answer.
fn answers(talk: &Talk<'_>, draft: &Draft, shown: &Shown, part: Part) -> Vec<Answer> {
    match part {
        Part::Source => {
            Slot::sources(draft.kind).map(|slot| (words::source(slot), format!("source:{}", slot.code()))).collect()
        }
        Part::Project => {
            let backed =
                shown.backed.iter().filter(|backing| draft.doing != Doing::Pay || left_of(shown, backing.number) > 0);
            backed.map(|backing| (project(draft, shown, backing), format!("project:{}", backing.number))).collect()
        }
        Part::Quarter => {
            let missing = shown.missing(talk.now).into_iter().rev();
            missing.map(|quarter| (words::quarter(quarter), format!("quarter:{quarter}"))).collect()
        }
        Part::Receipts if !draft.receipts.is_empty() => vec![(text!("ledger-receipts-done"), "done".to_owned())],
        Part::Words if may_skip(draft) => vec![(text!("skip"), "skip".to_owned())],
        _ => Vec::new(),
    }
}

/// A project with what it may still be given, or what it may still pay.
fn project(draft: &Draft, shown: &Shown, backing: &Backing) -> Text {
    let account = shown.book.balances.project(backing.number);
    let room = match draft.doing {
        Doing::Pay => account.allocated - account.spent,
        _ => backing.granted - backing.allocated,
    };
    text!("ledger-project-room", number = backing.number.0, amount = words::yuan(room))
}

/// All of it, with a button a part to change it.
fn review(talk: &mut Talk<'_>, draft: Draft, shown: &Shown, note: Option<Text>) -> talk::Step {
    let mut text = text!("ledger-review", book = words::name(talk, &shown.book), doing = doing(draft.doing));
    for part in draft.asked() {
        let answer = answer(talk, &draft, *part)?;
        text = text.line(text!("ledger-answer", part = name(*part), answer = answer));
    }
    if draft.doing == Doing::Pay {
        text = text.paragraph(text!("ledger-second"));
    }
    // What the rules say is read before anything is pressed.
    let refused = match (&note, posting(talk, &draft, shown)) {
        (None, Err(talk::Stop::Refused(refusal))) => Some(Text::key(refusal.key())),
        (_, Err(talk::Stop::Ask(needs))) => return Err(talk::Stop::Ask(needs)),
        (Some(note), _) => Some(note.clone()),
        (None, Ok(_)) => None,
    };
    let mut screen = Screen::new(refused.unwrap_or_default().paragraph(text));
    screen = screen.row([Button::choice(text!("ledger-save"), "save")]);
    let edits = draft
        .asked()
        .iter()
        .map(|part| Button::choice(text!("ledger-edit", part = name(*part)), format!("edit:{}", part.code())));
    for pair in edits.collect::<Vec<_>>().chunks(2) {
        screen = screen.row(pair.to_vec());
    }
    let screen = widgets::ways_out(screen);
    talk.show(Flow::Ledger(Step::Enter(Box::new(draft))), screen);
    Ok(())
}

fn doing(doing: Doing) -> Text {
    Text::key(&format!("ledger-do-{}", doing.code()))
}

fn name(part: Part) -> Text {
    Text::key(&format!("ledger-part-{}", part.code()))
}

/// An answer as it will stand.
fn answer(talk: &Talk<'_>, draft: &Draft, part: Part) -> Result<Text, talk::Stop> {
    Ok(match part {
        Part::Source => draft.source.map(words::source).unwrap_or_default(),
        Part::Project => draft.project.map(|number| text!("ledger-for-project", number = number.0)).unwrap_or_default(),
        Part::Amount => text!("ledger-yuan", amount = format::yuan(draft.fen.unwrap_or(0))),
        Part::Receipts => text!("ledger-receipts", count = draft.receipts.len()),
        Part::Entry => match draft.nr {
            Some(nr) => words::entry(talk.entry(draft.book, nr)?),
            None => Text::default(),
        },
        Part::Quarter => draft.which_quarter().map(words::quarter).unwrap_or_default(),
        Part::Words => match draft.words.as_deref() {
            Some(said) if !said.is_empty() => Text::raw(said),
            _ => text!("ledger-no-words"),
        },
    })
}

/// The residents' groups of a book's place read its quarter: figures, from–to and a phone, never anybody's words.
pub(super) fn tell_groups(talk: &mut Talk<'_>, shown: &Shown, posted: &Posted) -> talk::Step {
    let place = shown.book.place;
    let phone = talk.estate.places.phones(place).office.unwrap_or_default();
    let quarter = words::posted(posted);
    let text = text!("ledger-post", book = words::name(talk, &shown.book), quarter = quarter, phone = phone);
    talk.tell_groups(place, text, &[])
}
