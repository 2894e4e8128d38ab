//! What a person wishes to be told unasked: a switch a kind, and the building they live in, so that announcements for
//! others leave them alone. Each broadcast says why it came and leads here.

use serde::{Deserialize, Serialize};

use super::announce::facts::{self, Effect};
use super::announce::plain_building;
use super::digest;
use super::first_contact;
use super::input::What;
use super::screen::{Button, Say, Screen};
use super::session::Flow;
use super::settings;
use super::talk::{self, Stop, Talk};
use crate::domain::unasked::{Hurry, Unasked};
use crate::text;
use crate::text::Text;

/// Most characters of a building.
const BUILDING: usize = 4;

/// Where in the switches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The list.
    List,
    /// The building is asked for.
    Building,
}

/// One turn of this flow.
///
/// # Errors
/// See [`Stop`].
pub fn turn(talk: &mut Talk<'_>, step: Step) -> talk::Step {
    let pressed = matches!(talk.input.what, What::Press(_)) || step == Step::List;
    let chosen = talk.chosen.clone().filter(|_| pressed);
    match (chosen.as_deref(), step) {
        (Some("building"), _) => ask_building(talk, None),
        (Some("skip"), Step::Building) => live_in(talk, None),
        (Some("back"), Step::Building) => show(talk, None),
        (Some("digest"), _) => match talk.compound() {
            Some(compound) => digest::open(talk, compound),
            None => first_contact::change_compound(talk),
        },
        (Some(code), _) => match Unasked::of_code(code) {
            Some(kind) => toggle(talk, kind),
            None => settings::show(talk),
        },
        (None, Step::Building) => {
            let building = plain_building(talk.words());
            let fits = !building.is_empty()
                && building.chars().count() <= BUILDING
                && building.chars().all(char::is_alphanumeric);
            if fits { live_in(talk, Some(building)) } else { ask_building(talk, Some(text!("announce-bad-buildings"))) }
        }
        (None, Step::List) => {
            talk.session.flow = Flow::Menu;
            super::menu::turn(talk)
        }
    }
}

/// The list of switches, with a sentence before it.
///
/// # Errors
/// See [`Stop`].
pub fn show(talk: &mut Talk<'_>, note: Option<Text>) -> talk::Step {
    let wishes = facts::switches(talk)?.clone();
    show_these(talk, &wishes, note);
    Ok(())
}

fn show_these(talk: &mut Talk<'_>, wishes: &crate::domain::unasked::Switches, note: Option<Text>) {
    let text = text!("switches-list");
    let text = note.map_or(text.clone(), |note| note.paragraph(text));
    let mut screen = Screen::new(text);
    for kind in Unasked::ALL {
        let name = Text::key(&format!("switch-{}", kind.code()));
        let label =
            if wishes.wishes(*kind) { text!("switch-on", kind = name) } else { text!("switch-off", kind = name) };
        screen = screen.row([Button::choice(label, kind.code())]);
    }
    let building = wishes.building.as_deref().unwrap_or("none");
    let screen = screen
        .row([Button::choice(text!("switches-digest"), "digest")])
        .row([Button::choice(text!("switches-building", building = building), "building")])
        .row([Button::choice(text!("back"), "settings")]);
    talk.show(Flow::Switches(Step::List), screen);
}

fn toggle(talk: &mut Talk<'_>, kind: Unasked) -> talk::Step {
    let mut wishes = facts::switches(talk)?.clone();
    let on = !wishes.wishes(kind);
    wishes.switch(kind, on);
    talk.change(Effect::Switches(wishes.clone()).change());
    show_these(talk, &wishes, None);
    Ok(())
}

fn ask_building(talk: &mut Talk<'_>, note: Option<Text>) -> talk::Step {
    let text = text!("switches-ask-building");
    let text = note.map_or(text.clone(), |note| note.paragraph(text));
    let row = [Button::choice(text!("back"), "back"), Button::choice(text!("switches-no-building"), "skip")];
    talk.show(Flow::Switches(Step::Building), Screen::new(text).row(row));
    Ok(())
}

fn live_in(talk: &mut Talk<'_>, building: Option<String>) -> talk::Step {
    let mut wishes = facts::switches(talk)?.clone();
    wishes.building = building;
    talk.change(Effect::Switches(wishes.clone()).change());
    show_these(talk, &wishes, None);
    Ok(())
}

/// Why somebody got a message of this kind, and the button that stops more of them.
#[must_use]
pub fn why(kind: Unasked, hurry: Hurry) -> (Text, Button) {
    if hurry == Hurry::Plain {
        let off = Button::act(text!("switch-this-off"), format!("switch.off:{}", kind.code()));
        (Text::key(&format!("why-{}", kind.code())), off)
    } else {
        (text!("why-urgent"), Button::act(text!("switch-see-all"), "switch.show:all"))
    }
}

/// A button under a broadcast; none: not our verb.
pub fn act(talk: &mut Talk<'_>, verb: &str, object: &str, _argument: &str) -> Option<talk::Step> {
    match (verb, Unasked::of_code(object)) {
        ("switch.show", _) => Some(show(talk, None)),
        ("switch.off", Some(kind)) => Some(off(talk, kind)),
        ("switch.on", Some(kind)) => Some(on(talk, kind)),
        _ => None,
    }
}

fn off(talk: &mut Talk<'_>, kind: Unasked) -> talk::Step {
    switched(talk, kind, false)?;
    talk.toast(text!("switched-off"));
    let name = Text::key(&format!("switch-{}", kind.code()));
    let back = Button::act(text!("switch-back-on"), format!("switch.on:{}", kind.code()));
    talk.say(Say::Replace { text: text!("switched-off-notice", kind = name), rows: vec![vec![back]] });
    Ok(())
}

fn on(talk: &mut Talk<'_>, kind: Unasked) -> talk::Step {
    switched(talk, kind, true)?;
    let name = Text::key(&format!("switch-{}", kind.code()));
    talk.say(Say::Replace { text: text!("switched-on-notice", kind = name), rows: Vec::new() });
    Ok(())
}

fn switched(talk: &mut Talk<'_>, kind: Unasked, on: bool) -> Result<(), Stop> {
    let mut wishes = facts::switches(talk)?.clone();
    wishes.switch(kind, on);
    talk.change(Effect::Switches(wishes).change());
    Ok(())
}
