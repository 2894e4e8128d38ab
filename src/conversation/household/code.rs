//! Binding by a household's one-time code, and handing one out to family or a tenant. A wrong, a used and an old code are
//! answered alike, and few may be tried.

use super::{At, audit, bind, change, door, go_to, known, list, one, tie};
use crate::conversation::commands;
use crate::conversation::screen::{Button, Screen};
use crate::conversation::talk::{self, Talk};
use crate::domain::household::{GIVEN_DAYS, Home, TRIES, Tie, code_of, grouped, read_code};
use crate::domain::id::HouseholdId;
use crate::domain::refusal::Refusal;
use crate::text;
use crate::text::Text;

/// As what owners let others in: to make somebody an owner is the desk's affair.
pub(super) const GIVEN: [Tie; 2] = [Tie::Family, Tie::Tenant];

/// An owner asks for a code to hand on.
pub(super) fn give(talk: &mut Talk<'_>, household: HouseholdId, as_what: Option<Tie>) -> talk::Step {
    let as_what = as_what.filter(|held| GIVEN.contains(held)).ok_or(Refusal::Unknown)?;
    let (known, me) = (talk.household(household)?, talk.person()?.id);
    known.may_give_code(me)?;
    let (code, until) = (code_of(&talk.facts.fresh_token), talk.now.plus_days(GIVEN_DAYS));
    let link = format!("{}?start=h-{code}", talk.estate.bot_link);
    let text = text!("home-given", tie = tie(as_what), code = grouped(&code), until = until, link = link);
    audit(talk, "home_code", (me, household));
    change(talk, known::Change::Code { household, tie: as_what, code, until });
    talk.notice_myself(text, None);
    one(talk, household, None)
}

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
