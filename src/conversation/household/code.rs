//! Binding by a household's one-time code. A wrong, a used and an old code are answered alike, and few may be tried.

use super::{At, bind, change, door, go_to, known, list, tie};
use crate::conversation::commands;
use crate::conversation::screen::{Button, Screen};
use crate::conversation::talk::{self, Talk};
use crate::domain::household::{Home, TRIES, read_code};
use crate::text;
use crate::text::Text;

/// Asks for the code.
pub(super) fn ask(talk: &mut Talk<'_>, pending: Option<String>, note: Option<Text>) -> talk::Step {
    let text = note.unwrap_or_default().paragraph(text!("home-code"));
    let screen = Screen::new(text)
        .row([Button::choice(text!("home-by-staff"), "ask")])
        .row([Button::choice(text!("back"), "back")]);
    go_to(talk, At::Code, pending, screen);
    Ok(())
}

/// A code came, typed or by a link.
pub(super) fn redeem(talk: &mut Talk<'_>, typed: &str, pending: Option<String>) -> talk::Step {
    let Some(code) = read_code(typed) else {
        return ask(talk, pending, Some(text!("home-code-form")));
    };
    let loaded = (talk.household_code(&code), talk.homes());
    let ((found, tries), _) = match loaded {
        (Ok(found), Ok(homes)) => (found, homes.len()),
        (found, homes) => return talk::together([found.map(drop), homes.map(drop)]),
    };
    if tries >= TRIES {
        return ask(talk, pending, Some(text!("home-code-wait", at = talk.now.hour().plus_hours(1))));
    }
    let Some((code_found, household)) = found.filter(|(found, _)| found.holds(talk.now)) else {
        change(talk, known::Change::WrongCode);
        return ask(talk, pending, Some(text!("home-code-wrong")));
    };
    let (me, as_what) = (talk.person()?.id, code_found.tie);
    bind(talk, household, (me, as_what), Some(code))?;
    let (id, compound) = (household.household.id, household.household.door.compound);
    talk.homes.retain(|home| home.household.id != id);
    talk.homes.push(Home { household: household.household.clone(), tie: as_what, proxy: false });
    if talk.compound().is_none() {
        talk.change_person(|person| person.compound = Some(compound));
    }
    let note = text!("home-bound", home = door(talk, &household.household.door), tie = tie(as_what));
    match pending {
        Some(token) => {
            talk.notice_myself(note, None);
            commands::start(talk, &token)
        }
        None => list(talk, 0, (Some(note), None)),
    }
}
