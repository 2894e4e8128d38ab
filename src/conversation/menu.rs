//! The main menu: where everyone is who is in the middle of nothing.

use super::screen::{Button, Screen};
use super::session::Flow;
use super::talk::{self, Talk};
use super::{
    desk, emergency_mode, first_contact, household, ledger, line, mine, open, projects, report, settings, vote, works,
};
use crate::text;
use crate::text::Text;

/// One turn at the main menu.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn turn(talk: &mut Talk<'_>) -> talk::Step {
    let Some(chosen) = talk.chosen.clone() else { return line::said(talk) };
    match chosen.as_str() {
        "resume" => report::resume(talk),
        "report" => report::begin(talk, None),
        "mine" => mine::show(talk),
        "open" => open::show(talk),
        "progress" => works::progress(talk),
        "together" => together(talk),
        "votes" => vote::command(talk, ""),
        "projects" => projects::command(talk, ""),
        "fund" => ledger::fund::show(talk),
        "home" => household::command(talk, ""),
        "settings" => settings::show(talk),
        "queue" => desk::commands::queue(talk, ""),
        "help" => super::commands::help(talk),
        "safe" => emergency_mode::ask_safe(talk),
        _ => show(talk),
    }
}

/// Shows the main menu, or what must come before it: first contact.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn show(talk: &mut Talk<'_>) -> talk::Step {
    show_after(talk, None)
}

/// The same below a sentence of what happened.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn show_after(talk: &mut Talk<'_>, note: Option<Text>) -> talk::Step {
    if !staff_without_compound(talk) && !first_contact::is_settled(talk)? {
        if let Some(note) = note {
            talk.notice_myself(note, None);
        }
        return first_contact::require(talk).map(drop);
    }
    let place = talk.compound().and_then(|place| talk.estate.places.get(place)).map(first_contact::name);
    let greeting = match place {
        Some(place) => text!("menu-greeting", place = place),
        None => text!("menu-greeting-nowhere"),
    };
    let text = match note {
        Some(note) => note.paragraph(greeting),
        None => greeting,
    };
    let rows = rows(talk);
    talk.show(Flow::Menu, Screen { text, rows, ask_location: false });
    Ok(())
}

/// What the menu offers: at most eight, in care mode four and the way to settings and help.
fn rows(talk: &Talk<'_>) -> Vec<Vec<Button>> {
    let staff = !talk.facts.grants.is_empty();
    let draft = talk.session.draft.as_ref().is_some_and(|draft| !draft.is_blank());
    let mut rows = Vec::new();
    if draft {
        rows.push(vec![choice("menu-resume", "resume")]);
    }
    if !staff && emergency_mode::here(talk).is_some() {
        rows.extend(emergency_mode::menu_rows());
        return rows;
    }
    rows.push(vec![choice("menu-report", "report")]);
    if staff {
        rows.push(vec![choice("menu-queue", "queue")]);
    }
    let mut lists = vec![choice("menu-mine", "mine")];
    if !(draft && staff) {
        lists.push(choice("menu-open", "open"));
    }
    rows.push(lists);
    rows.push(match (talk.care(), draft || staff) {
        (false, _) => vec![choice("menu-progress", "progress"), choice("menu-together", "together")],
        (true, false) => vec![choice("menu-together", "together")],
        (true, true) => Vec::new(),
    });
    rows.push(vec![choice("menu-settings", "settings"), choice("menu-help", "help")]);
    rows.retain(|row| !row.is_empty());
    rows
}

/// What the compound decides and pays for together. In care mode small works are found here as well, and one's home where
/// a vote needs it.
fn together(talk: &mut Talk<'_>) -> talk::Step {
    let last = if talk.care() { choice("menu-progress", "progress") } else { choice("menu-home", "home") };
    let screen = Screen::new(text!("menu-together-what"))
        .row([choice("menu-votes", "votes"), choice("menu-projects", "projects")])
        .row([choice("menu-fund", "fund"), last])
        .row([choice("open-menu", "menu")]);
    talk.show(Flow::Menu, screen);
    Ok(())
}

fn choice(key: &str, code: &str) -> Button {
    Button::choice(Text::key(key), code)
}

/// Whether staff of another place speak, who need no compound of their own to work.
fn staff_without_compound(talk: &Talk<'_>) -> bool {
    talk.person().is_ok_and(first_contact::has_agreed) && !talk.facts.grants.is_empty()
}

/// An act of a notice that leads here; none: not our verb.
pub fn act(talk: &mut Talk<'_>, verb: &str, object: &str, _argument: &str) -> Option<talk::Step> {
    match verb {
        "menu.emergency" => Some(report::begin_emergency(talk, object)),
        _ => None,
    }
}
