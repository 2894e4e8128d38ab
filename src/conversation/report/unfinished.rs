//! A report that was left: go on, start over, or discard; and the one reminder of it.

use super::draft::{Draft, MAX_WORDS};
use super::view::{self, View};
use super::{Step, draft, draft_mut, keep, start, take};
use crate::conversation::announce::facts::{self, Effect};
use crate::conversation::input::What;
use crate::conversation::menu;
use crate::conversation::screen::{Button, Message};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Talk};
use crate::conversation::turn::Change;
use crate::domain::announcement::Gathered;
use crate::domain::unasked::{self, Going, Hurry, Unasked};
use crate::text;
use crate::text::{Text, format};

/// Asks what is to become of the draft.
pub(super) fn show(talk: &mut Talk<'_>, note: Option<Text>) {
    keep(talk);
    let view = View::new(asking(talk))
        .answer(text!("report-unfinished-continue"), "continue")
        .answer(text!("report-unfinished-restart"), "restart")
        .answer(text!("report-unfinished-discard"), "discard")
        .answer(text!("report-unfinished-later"), "later");
    view::show_bare(talk, Step::Unfinished, view, note);
}

fn asking(talk: &Talk<'_>) -> Text {
    let draft = draft(talk);
    let category = draft.category(&talk.estate.catalogue);
    let matter = match (draft.words(), category) {
        (words, _) if !words.is_empty() => Text::raw(format::excerpt(&words, 60)),
        (_, Some(category)) => Text::named(&category.name),
        _ => text!("report-files", count = draft.media.len()),
    };
    let text = text!("report-unfinished", at = draft.begun_at, matter = matter);
    match draft.aside {
        Some(aside) if !aside.is_blank() => text.paragraph(text!("report-unfinished-beside")),
        _ => text,
    }
}

/// What was just said lies beside the report that was begun `earlier`.
pub(super) fn beside(talk: &mut Talk<'_>, mut earlier: Draft, note: Option<Text>) {
    let catalogue = &talk.estate.catalogue;
    if let Some(new) = talk.session.draft.take() {
        match &mut earlier.aside {
            Some(aside) => {
                aside.absorb(new, catalogue);
            }
            None if new.is_blank() && new.category.is_none() => {}
            None => earlier.aside = Some(Box::new(new)),
        }
    }
    talk.session.draft = Some(earlier);
    show(talk, note);
}

/// A button of that question, or something said instead.
pub(super) fn turn(talk: &mut Talk<'_>) -> talk::Step {
    if let Some(choice) = talk.chosen.clone() {
        return choose(talk, &choice).unwrap_or(Ok(()));
    }
    if super::small_talk(talk) {
        show(talk, None);
        return Ok(());
    }
    match talk.input.what {
        What::Text(_) | What::Media(_) | What::Location { .. } => {
            let earlier = draft(talk);
            let note = take::first(talk).err();
            beside(talk, earlier, note);
        }
        _ => show(talk, Some(text!("report-unusable"))),
    }
    Ok(())
}

/// What is to become of the draft; none for another word.
pub(super) fn choose(talk: &mut Talk<'_>, choice: &str) -> Option<talk::Step> {
    let step = match choice {
        "continue" => go_on(talk),
        "restart" => {
            let aside = draft_mut(talk).aside.take();
            talk.session.draft = Some(aside.map_or_else(|| Draft::new(talk.now), |aside| *aside));
            start(talk, None)
        }
        "discard" => discard(talk),
        "later" => menu::show(talk),
        _ => return None,
    };
    Some(step)
}

fn go_on(talk: &mut Talk<'_>) -> talk::Step {
    let catalogue = &talk.estate.catalogue;
    let draft = draft_mut(talk);
    let fits = match draft.aside.take() {
        Some(aside) if draft.emergency.is_none() => draft.absorb(*aside, catalogue),
        aside => {
            draft.aside = aside;
            true
        }
    };
    start(talk, (!fits).then(|| text!("report-too-long", most = MAX_WORDS)))
}

/// Forgets the draft on its reporter's word.
pub(super) fn discard(talk: &mut Talk<'_>) -> talk::Step {
    let media = draft_mut(talk).media.clone();
    talk.change(Change::Forget(media));
    end(talk);
    if talk.session.draft.is_some() {
        show(talk, Some(text!("report-discarded")));
        return Ok(());
    }
    talk.notice_myself(text!("report-discarded"), None);
    menu::show(talk)
}

/// Ends the draft; what lies beside it becomes the draft.
pub fn end(talk: &mut Talk<'_>) {
    let aside = draft_mut(talk).aside.take();
    talk.session.draft = aside.map(|aside| *aside);
    match &talk.session.draft {
        Some(_) => keep(talk),
        None => talk.change(Change::DraftTimers(None)),
    }
}

/// Drops the draft, what lies beside it, and their files.
pub fn forget(talk: &mut Talk<'_>) {
    let mut next = talk.session.draft.take();
    while let Some(draft) = next {
        talk.change(Change::Forget(draft.media));
        next = draft.aside.map(|aside| *aside);
    }
}

/// Reminds of the draft, once, as a notice with the same three ways on.
///
/// # Errors
/// Asks for the person's switches.
pub fn remind(talk: &mut Talk<'_>) -> talk::Step {
    let Some(me) = talk.myself().filter(|_| talk.session.draft.is_some()) else { return Ok(()) };
    let (person, wishes) = (talk.person()?.id, facts::switches(talk)?);
    let silent = match unasked::going(Unasked::Reminders, Hurry::Plain, wishes, talk.now) {
        Going::Now { silent } => silent,
        Going::Gathered(at) => {
            let reminder = Gathered { kind: Unasked::Reminders, announcement: None };
            talk.change(Effect::Gather(vec![person], reminder, at).change());
            return Ok(());
        }
        Going::Never => return Ok(()),
    };
    talk.change(Effect::Told(vec![person]).change());
    let act = |label, verb| vec![Button::act(label, format!("report.{verb}:draft"))];
    let rows = vec![
        act(text!("report-unfinished-continue"), "continue"),
        act(text!("report-unfinished-restart"), "restart"),
        act(text!("report-unfinished-discard"), "discard"),
    ];
    let text = asking(talk);
    talk.tell(Message { rows, silent, ..Message::notice(me, text, None) });
    Ok(())
}

/// Forgets a draft that is too old.
pub fn drop(talk: &mut Talk<'_>) {
    forget(talk);
    talk.change(Change::DraftTimers(None));
    if matches!(talk.session.flow, Flow::Report(_)) {
        talk.session.flow = Flow::Menu;
        talk.session.shown = None;
    }
}
