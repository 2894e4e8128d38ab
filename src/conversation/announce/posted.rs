//! What runs already: the list, one with whom it reached, and taking it back.

use super::{At, Draft, changed, choice, facts, post, screen};
use crate::conversation::screen::{Button, Screen};
use crate::conversation::talk::{self, Talk};
use crate::domain::announcement::{Action, Announcement, Reach, State};
use crate::domain::id::AnnouncementId;
use crate::domain::refusal::Refusal;
use crate::text;
use crate::text::Text;

/// How many are listed.
const LISTED: usize = 5;

/// What isn't over in the person's scopes, and the way to a new one.
///
/// # Errors
/// See [`talk::Stop`].
pub(super) fn list(talk: &mut Talk<'_>, note: Option<Text>) -> talk::Step {
    let running = facts::managed(talk)?;
    let running: Vec<&Announcement> = running.iter().filter(|one| one.preset.is_none()).take(LISTED).collect();
    let text = text!("announce-list", count = running.len());
    let text = note.map_or(text.clone(), |note| note.paragraph(text));
    let label = |one: &Announcement| {
        let (category, place) = (post::category(one), post::place(talk.estate, one));
        text!("announce-listed", category = category, place = place, until = one.until)
    };
    let rows = running.iter().map(|one| vec![Button::choice(label(one), format!("one:{}", one.id))]);
    let view = Screen { text, rows: rows.collect(), ask_location: false }
        .row([choice("announce-new", "new")])
        .row([choice("settings-menu", "menu")]);
    screen(talk, At::List, Draft::default(), view);
    Ok(())
}

/// A button of these pages.
///
/// # Errors
/// See [`talk::Stop`].
pub(super) fn pressed(talk: &mut Talk<'_>, at: At, choice: &str) -> talk::Step {
    let named = choice.strip_prefix("one:").and_then(|id| id.parse().map(AnnouncementId).ok());
    match (at, choice) {
        (At::List, _) => show(talk, named.ok_or(Refusal::Unknown)?, None),
        (At::One(id), "correct") => correct(talk, id),
        (At::One(id), "withdraw") => {
            let view = Screen::new(text!("announce-withdraw-sure"))
                .row([super::choice("announce-withdraw", "sure")])
                .row([super::choice("back", "back")]);
            screen(talk, At::Withdraw(id), Draft::default(), view);
            Ok(())
        }
        (At::Withdraw(id), "sure") => changed(talk, id, &Action::Withdraw, None),
        (At::Withdraw(id), _) => show(talk, id, None),
        _ => list(talk, None),
    }
}

/// One as residents read it, and whom it reached.
///
/// # Errors
/// See [`talk::Stop`].
pub(super) fn show(talk: &mut Talk<'_>, id: AnnouncementId, note: Option<Text>) -> talk::Step {
    let known = facts::one(talk, id)?;
    let one = &known.announcement;
    super::author(talk, one.place, crate::domain::rights::Right::Announce)?;
    let state = match one.state {
        State::Scheduled => text!("announce-scheduled", at = one.at),
        State::Posted | State::Withdrawn => reached(&known.reach),
    };
    let text = post::words(talk.estate, one).paragraph(state);
    let text = note.map_or(text.clone(), |note| note.paragraph(text));
    let mut view = Screen::new(text);
    if one.is_current(talk.now) {
        view = view.row([choice("announce-correct", "correct"), choice("announce-withdraw", "withdraw")]);
    }
    screen(talk, At::One(id), Draft::default(), view.row([choice("announce-back-to-list", "list")]));
    Ok(())
}

/// Whom it reached, in words.
pub(in crate::conversation) fn reached(reach: &Reach) -> Text {
    text!(
        "announce-reach",
        sent = reach.sent,
        waiting = reach.waiting,
        failed = reach.failed,
        unreachable = reach.unreachable
    )
}

/// Puts it right: its words and its end can be changed.
fn correct(talk: &mut Talk<'_>, id: AnnouncementId) -> talk::Step {
    let one = &facts::one(talk, id)?.announcement;
    let draft = Draft {
        place: Some(one.place),
        buildings: Some(one.buildings.clone()),
        category: Some(one.category),
        words: Some(one.words.clone()),
        until: Some(one.until),
        corrects: Some(id),
    };
    super::questions::show(talk, At::Edit, draft, None)
}
