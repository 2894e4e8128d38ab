//! Emergency mode (typhoon, water off): started and ended by an officer or secretary, with an end from the beginning.
//!
//! While it lasts, every screen of the place's residents begins with a banner, the main menu is short, and everyone is
//! asked once whether they are safe. Who needs help gets the numbers to call and files an urgent report with one
//! question; staff see how many are safe, and of whom only those who asked for help.
//!
//! It is an announcement with a preset: it is posted, reaches people and is taken back the same way.

use serde::{Deserialize, Serialize};

use super::announce::facts::{self, Effect};
use super::announce::{self, moment, moments, page, place_list, place_of, reached};
use super::facts::Estate;
use super::screen::{Button, Message, Say, Screen};
use super::session::Flow;
use super::talk::{self, Stop, Talk};
use super::{emergency, first_contact, menu, report};
use crate::domain::announcement::{
    Action, Announcement, Category, Helpless, Mode, Preset, Safe, Safety, State, may_hold,
};
use crate::domain::chat::Pace;
use crate::domain::id::{AnnouncementId, PlaceId};
use crate::domain::refusal::Refusal;
use crate::domain::rights::Right;
use crate::domain::time::Moment;
use crate::text;
use crate::text::Text;

/// Hours that are offered for its end.
const HOURS: &[i64] = &[6, 12, 24, 48];
/// Most of those who need help on a page.
const LISTED: usize = 20;

/// Where in starting or ending one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// What runs, and the way to a new one.
    List,
    /// The place, from this row of the list on.
    Place(usize),
    /// Which.
    Preset(PlaceId),
    /// Until when.
    Until(PlaceId, Preset),
    /// Sure to start it?
    Start(PlaceId, Preset, Moment),
    /// One that runs: who is safe.
    One(AnnouncementId),
    /// Sure to end it?
    End(AnnouncementId),
}

/// `/emergency`: what runs, or the first question.
///
/// # Errors
/// [`Refusal::NotAllowed`] for whoever may start none; see also [`Stop`].
pub fn command(talk: &mut Talk<'_>, _rest: &str) -> talk::Step {
    if !talk.in_private() {
        talk.point_to_private();
        return Ok(());
    }
    if announce::places_for(talk, Right::Alarm).is_empty() {
        return Err(Stop::Refused(Refusal::NotAllowed));
    }
    list(talk)
}

/// One turn of this flow.
///
/// # Errors
/// See [`Stop`].
pub fn turn(talk: &mut Talk<'_>, step: Step) -> talk::Step {
    let chosen = talk.chosen.clone();
    let chosen = chosen.as_deref();
    match (chosen, &step) {
        (Some("menu" | "cancel"), _) => menu::show(talk),
        (Some("list"), _) => list(talk),
        (Some("new"), Step::List) => show(talk, Step::Place(0), None),
        (Some("back"), _) => back(talk, &step),
        (Some(choice), Step::List) => match choice.strip_prefix("one:").and_then(|id| id.parse().ok()) {
            Some(id) => one(talk, AnnouncementId(id)),
            None => list(talk),
        },
        (Some(choice), Step::Place(_)) => place(talk, choice),
        (Some(choice), Step::Preset(place)) => match Preset::of_code(choice) {
            Some(preset) => show(talk, Step::Until(*place, preset), None),
            None => show(talk, step, None),
        },
        (_, Step::Until(place, preset)) => until(talk, (*place, *preset), chosen),
        (Some("start"), Step::Start(place, preset, until)) => start(talk, (*place, *preset, *until)),
        (Some("end"), Step::One(id)) => show(talk, Step::End(*id), None),
        (Some("sure"), Step::End(id)) => announce::changed(talk, *id, &Action::Withdraw, None),
        (None, Step::One(id)) => one(talk, *id),
        _ => show(talk, step, Some(text!("announce-tap"))),
    }
}

fn back(talk: &mut Talk<'_>, step: &Step) -> talk::Step {
    match step {
        Step::List | Step::Place(_) | Step::One(_) => list(talk),
        Step::Preset(_) => show(talk, Step::Place(0), None),
        Step::Until(place, _) => show(talk, Step::Preset(*place), None),
        Step::Start(place, preset, _) => show(talk, Step::Until(*place, *preset), None),
        Step::End(id) => one(talk, *id),
    }
}

fn list(talk: &mut Talk<'_>) -> talk::Step {
    let running = facts::managed(talk)?.iter().filter(|one| one.preset.is_some());
    let label = |one: &Announcement| {
        let place = place_name(talk.estate, one.place);
        text!("announce-listed", category = one.preset.map(name).unwrap_or_default(), place = place, until = one.until)
    };
    let rows: Vec<_> = running.map(|one| vec![Button::choice(label(one), format!("one:{}", one.id))]).collect();
    let text = text!("emergency-mode-list", count = rows.len());
    let screen = Screen { text, rows, ask_location: false }
        .row([choice("emergency-mode-new", "new")])
        .row([choice("settings-menu", "menu")]);
    talk.show(Flow::EmergencyMode(Step::List), screen);
    Ok(())
}

fn place(talk: &mut Talk<'_>, choice: &str) -> talk::Step {
    let places = announce::places_for(talk, Right::Alarm);
    match (page(choice), place_of(&places, Some(choice))) {
        (Some(offset), _) => show(talk, Step::Place(offset), None),
        (None, Some(place)) => show(talk, Step::Preset(place), None),
        (None, None) => show(talk, Step::Place(0), Some(text!("announce-tap"))),
    }
}

fn until(talk: &mut Talk<'_>, (place, preset): (PlaceId, Preset), chosen: Option<&str>) -> talk::Step {
    match moment(talk, chosen).filter(|until| may_hold(talk.now, *until, talk.now)) {
        Some(until) => show(talk, Step::Start(place, preset, until), None),
        None => show(talk, Step::Until(place, preset), Some(text!("announce-bad-moment"))),
    }
}

/// Shows a question, with a sentence before it.
fn show(talk: &mut Talk<'_>, step: Step, note: Option<Text>) -> talk::Step {
    let screen = match &step {
        Step::Place(offset) => {
            place_list(&announce::places_for(talk, Right::Alarm), *offset, text!("emergency-mode-ask-place"))
        }
        Step::Preset(_) => {
            let buttons = Preset::ALL.iter().map(|preset| Button::choice(name(*preset), preset.code()));
            let buttons: Vec<Button> = buttons.collect();
            let screen = Screen::new(text!("emergency-mode-ask-preset"));
            buttons.chunks(2).fold(screen, |screen, row| screen.row(row.to_vec()))
        }
        Step::Until(..) => {
            let ends = HOURS.iter().map(|hours| talk.now.plus_hours(*hours)).collect();
            moments(text!("emergency-mode-ask-until"), ends)
        }
        Step::Start(place, preset, until) => {
            let text = text!(
                "emergency-mode-sure",
                preset = name(*preset),
                place = place_name(talk.estate, *place),
                until = *until
            );
            let words = Text::key(&format!("emergency-words-{}", preset.code()));
            Screen::new(text.paragraph(words)).row([choice("emergency-mode-start", "start")])
        }
        Step::End(_) => Screen::new(text!("emergency-mode-end-sure")).row([choice("emergency-mode-end", "sure")]),
        Step::List => return list(talk),
        Step::One(id) => return one(talk, *id),
    };
    let text = match note {
        Some(note) => note.paragraph(screen.text),
        None => screen.text,
    };
    let screen = Screen { text, ..screen }.row([choice("back", "back"), choice("cancel", "cancel")]);
    talk.show(Flow::EmergencyMode(step), screen);
    Ok(())
}

fn start(talk: &mut Talk<'_>, (place, preset, until): (PlaceId, Preset, Moment)) -> talk::Step {
    let by = announce::author(talk, place, Right::Alarm)?;
    let id = AnnouncementId(talk.fresh_id());
    announce::begun(
        talk,
        Announcement {
            id,
            version: 0,
            place,
            buildings: Vec::new(),
            category: Category::Safety,
            preset: Some(preset),
            words: String::new(),
            at: talk.now,
            until,
            by,
            state: State::Scheduled,
            revision: 0,
            changed_at: None,
        },
    );
    menu::show_after(talk, Some(text!("emergency-mode-started", preset = name(preset), until = until)))
}

/// One that runs: whom it reached, how many are safe, and who asked for help.
fn one(talk: &mut Talk<'_>, id: AnnouncementId) -> talk::Step {
    let known = facts::one(talk, id)?;
    let mode = &known.announcement;
    announce::author(talk, mode.place, Right::Alarm)?;
    let preset = mode.preset.ok_or(Stop::Refused(Refusal::Unknown))?;
    if !known.safety.help.is_empty() {
        talk.change(super::turn::Change::Audit { what: "viewed_contact", object: id.to_string() });
    }
    let text = text!(
        "emergency-mode-one",
        preset = name(preset),
        place = place_name(talk.estate, mode.place),
        until = mode.until
    );
    let text = text.line(reached(&known.reach)).paragraph(answers(&known.safety));
    let mut screen = Screen::new(text);
    if mode.is_current(talk.now) {
        screen = screen.row([choice("emergency-mode-end", "end")]);
    }
    talk.show(Flow::EmergencyMode(Step::One(id)), screen.row([choice("announce-back-to-list", "list")]));
    Ok(())
}

fn answers(safety: &Safety) -> Text {
    let help = safety.help.len();
    let said = safety.safe + i64::try_from(help).unwrap_or(i64::MAX);
    let silent = (safety.asked - said).max(0);
    let mut text = text!("emergency-mode-counts", safe = safety.safe, help = help, silent = silent);
    for one in safety.help.iter().take(LISTED) {
        text = text.line(helpless(one));
    }
    text
}

/// Somebody who asked for help: what they left for such a case, where they live, what they filed.
fn helpless(one: &Helpless) -> Text {
    let contact = one.contact.iter().flat_map(|contact| [&contact.name, &contact.phone]).flatten();
    let contact = contact.map(String::as_str).collect::<Vec<_>>().join(" ");
    let who = if contact.is_empty() { text!("who-resident") } else { Text::raw(contact) };
    let building = one.building.as_deref().unwrap_or("none");
    let number = one.ticket.map_or("none".to_owned(), |number| number.to_string());
    text!("emergency-mode-helpless", who = who, building = building, number = number)
}

/// What an emergency is called.
#[must_use]
pub fn name(preset: Preset) -> Text {
    Text::key(&format!("emergency-preset-{}", preset.code()))
}

fn place_name(estate: &Estate, place: PlaceId) -> Text {
    estate.places.get(place).map(first_contact::name).unwrap_or_default()
}

fn choice(key: &str, code: &str) -> Button {
    Button::choice(Text::key(key), code)
}

// ---- what residents meet ----

/// The emergency mode that lasts where the person lives, if one does.
#[must_use]
pub fn here(talk: &Talk<'_>) -> Option<Mode> {
    let compound = talk.compound()?;
    let lasts = |mode: &&Mode| talk.now < mode.until && talk.estate.places.within(compound, mode.place);
    talk.estate.emergencies.iter().filter(lasts).min_by_key(|mode| mode.until).copied()
}

/// What every screen begins with while it lasts.
#[must_use]
pub fn banner(talk: &Talk<'_>) -> Option<Text> {
    here(talk).map(|mode| text!("emergency-banner", preset = name(mode.preset), until = mode.until))
}

/// The main menu while it lasts.
#[must_use]
pub fn menu_rows() -> Vec<Vec<Button>> {
    vec![
        vec![choice("menu-report", "report")],
        vec![choice("emergency-menu-safe", "safe")],
        vec![choice("menu-mine", "mine"), choice("menu-help", "help")],
    ]
}

/// "Are you safe?", asked again from the menu.
///
/// # Errors
/// See [`Stop`].
pub fn ask_safe(talk: &mut Talk<'_>) -> talk::Step {
    let (Some(mode), Some(me)) = (here(talk), talk.myself()) else { return menu::show(talk) };
    let rows = safe_buttons(mode.id);
    talk.tell(Message { rows, pace: Pace::Interactive, ..Message::notice(me, text!("emergency-safe-ask"), None) });
    Ok(())
}

/// The two answers.
#[must_use]
pub fn safe_buttons(id: AnnouncementId) -> Vec<Vec<Button>> {
    vec![
        vec![Button::act(text!("emergency-safe"), format!("safe.well:{id}"))],
        vec![Button::act(text!("emergency-help"), format!("safe.help:{id}"))],
    ]
}

/// Under a post in a group: the way to the private chat.
#[must_use]
pub fn open_button(estate: &Estate, place: PlaceId) -> Vec<Vec<Button>> {
    let code = estate.places.get(place).map(|place| place.code.as_str()).unwrap_or_default();
    vec![vec![Button::link(text!("emergency-open"), format!("{{bot}}?start=c-{code}"))]]
}

/// An answer to "are you safe?"; none: not our verb.
pub fn act(talk: &mut Talk<'_>, verb: &str, object: &str, _argument: &str) -> Option<talk::Step> {
    let id = AnnouncementId(object.parse().ok()?);
    let Some(mode) = here(talk).filter(|mode| mode.id == id) else {
        talk.toast(text!("emergency-over"));
        return Some(Ok(()));
    };
    match verb {
        "safe.well" => {
            talk.change(Effect::Safety(id, Safe::Well).change());
            let help = Button::act(text!("emergency-help"), format!("safe.help:{id}"));
            talk.say(Say::Replace { text: text!("emergency-safe-noted"), rows: vec![vec![help]] });
            Some(Ok(()))
        }
        "safe.help" => Some(needs_help(talk, mode)),
        _ => None,
    }
}

/// Numbers to call first, then an urgent report with what is known.
fn needs_help(talk: &mut Talk<'_>, mode: Mode) -> talk::Step {
    talk.change(Effect::Safety(mode.id, Safe::Help).change());
    let well = Button::act(text!("emergency-safe"), format!("safe.well:{}", mode.id));
    talk.say(Say::Replace { text: text!("emergency-help-noted"), rows: vec![vec![well]] });
    emergency::numbers(talk);
    report::begin_help(talk)
}
