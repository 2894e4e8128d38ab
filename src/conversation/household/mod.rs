//! One's home: which household one is tied to, how, and for whom one may vote.
//!
//! Binding is offered and never forced; [`require_then`] asks for it where it is needed, says why, and goes on
//! afterwards. Its people know of each other by what ties them and since when, never by name.

use serde::{Deserialize, Serialize};

use super::first_contact;
use super::menu;
use super::screen::{Button, Message, Screen};
use super::session::Flow;
use super::talk::{self, Stop, Talk};
use super::turn::{Change as Written, RoomChange};
use crate::domain::household::{Door, Home, Known, Occupant, Tie, read_code, read_grouped, written_area};
use crate::domain::id::{HouseholdId, PersonId};
use crate::domain::person::Reader;
use crate::domain::refusal::Refusal;
use crate::text;
use crate::text::Text;

mod ask;
mod code;
pub mod known;

use known::Change;

/// Homes on a page of the list.
const PAGE: usize = 3;
/// Family members whose proxy is offered.
const FAMILY: usize = 3;

/// Where somebody is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What is shown or asked.
    pub at: At,
    /// The start link's token to go on with afterwards.
    pub pending: Option<String>,
}

/// What is shown or asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum At {
    /// One's homes, from this one on.
    List(usize),
    /// The code of a household.
    Code,
    /// Building, unit and room, for staff to confirm.
    Door,
    /// As what one belongs to it.
    Tie(HouseholdId),
    /// One home.
    One(HouseholdId),
    /// Sure to leave it?
    Leaving(HouseholdId),
}

/// One turn of this flow.
///
/// # Errors
/// See [`Stop`].
pub fn turn(talk: &mut Talk<'_>, step: Step) -> talk::Step {
    let Step { at, pending } = step;
    let chosen = talk.chosen.clone().unwrap_or_default();
    let (verb, object) = chosen.split_once(':').unwrap_or((&chosen, ""));
    match (verb, at) {
        ("menu", _) => menu::show(talk),
        ("code", _) => code::ask(talk, pending, None),
        ("ask", _) => ask::door(talk, pending, None),
        ("take-back", At::List(_)) => ask::take_back(talk, pending),
        ("home", _) => one(talk, id_of(object)?, None),
        ("more", At::List(from)) => list(talk, from + PAGE, (None, pending)),
        ("previous", At::List(from)) => list(talk, from.saturating_sub(PAGE), (None, pending)),
        ("tie", At::Tie(household)) => ask::send(talk, household, (Tie::of_code(object), pending)),
        ("proxy" | "unproxy", At::One(household)) => proxy(talk, household, (object, verb == "proxy")),
        ("give", At::One(household)) => code::give(talk, household, Tie::of_code(object)),
        ("leave", At::One(household)) => leaving(talk, household),
        ("really", At::Leaving(household)) => leave(talk, household),
        ("", At::Code) => {
            let typed = talk.words();
            code::redeem(talk, typed, pending)
        }
        ("", At::Door) => ask::typed(talk, pending),
        ("", _) => {
            talk.session.flow = Flow::Menu;
            menu::turn(talk)
        }
        _ => list(talk, 0, (None, pending)),
    }
}

fn id_of(object: &str) -> Result<HouseholdId, Refusal> {
    object.parse().map(HouseholdId).map_err(|_| Refusal::Unknown)
}

/// `/home`, alone or with a code.
///
/// # Errors
/// See [`Stop`].
pub fn command(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    // A code brings its compound along, and who has homes needs no other to look at them.
    if !first_contact::has_agreed(talk.person()?) {
        let pending = format!("h-{}", read_code(rest).unwrap_or_default());
        first_contact::require_then(talk, Some(pending)).map(drop)
    } else if rest.is_empty() {
        show(talk)
    } else {
        code::redeem(talk, rest, None)
    }
}

/// A household's code that is typed where no code is asked for: it is meant as one, and is no matter to be reported.
pub fn code_first(talk: &mut Talk<'_>) -> Option<talk::Step> {
    let asked = matches!(talk.session.flow, Flow::Household(Step { at: At::Code, .. }));
    let code = read_grouped(talk.words()).filter(|_| !asked)?;
    Some(command(talk, &code))
}

/// A link with a household's code.
///
/// # Errors
/// See [`Stop`].
pub fn linked(talk: &mut Talk<'_>, payload: &str) -> talk::Step {
    match read_code(payload) {
        Some(code) => code::redeem(talk, &code, None),
        None if payload.is_empty() => show(talk),
        None => menu::show_after(talk, Some(text!("link-unknown"))),
    }
}

/// One's homes, and the ways to be tied to one.
///
/// # Errors
/// See [`Stop`].
pub fn show(talk: &mut Talk<'_>) -> talk::Step {
    list(talk, 0, (None, None))
}

/// Those of one's homes that `fits`. Where there is none the ways to be tied to one are shown below `why`, and
/// `pending`, a start link's token, is gone on with as soon as one is bound.
///
/// # Errors
/// See [`Stop`].
pub fn require_then(
    talk: &mut Talk<'_>,
    why: Text,
    pending: Option<String>,
    fits: impl Fn(&Home) -> bool,
) -> Result<Option<Vec<Home>>, Stop> {
    if !first_contact::require_then(talk, pending.clone())? {
        return Ok(None);
    }
    let fitting: Vec<Home> = talk.homes()?.iter().filter(|home| fits(home)).cloned().collect();
    if fitting.is_empty() {
        list(talk, 0, (Some(why), pending))?;
        return Ok(None);
    }
    Ok(Some(fitting))
}

/// The list from home `from` on, below a sentence of what happened.
fn list(talk: &mut Talk<'_>, from: usize, (note, pending): (Option<Text>, Option<String>)) -> talk::Step {
    let (homes, waiting) = (talk.homes()?.to_vec(), ask::waiting(talk)?);
    let mut text = note.unwrap_or_default();
    text = text.paragraph(if homes.is_empty() { text!("home-none") } else { text!("home-list") });
    let here: Vec<&Home> = homes.iter().skip(from).take(PAGE).collect();
    if let Some((request, household)) = waiting {
        let (door, number) = (door(talk, &household.door), request.number());
        text = text.line(text!("home-waits", home = door, number = number));
    }
    let mut screen = Screen::new(text);
    for home in here {
        let label = text!("home-row", home = door(talk, &home.household.door), tie = tie(home.tie));
        screen = screen.row([Button::choice(label, format!("home:{}", home.household.id))]);
    }
    let previous = (from > 0).then(|| Button::choice(text!("previous"), "previous"));
    let more = (from + PAGE < homes.len()).then(|| Button::choice(text!("more"), "more"));
    let screen = screen
        .row(previous.into_iter().chain(more))
        .row([Button::choice(text!("home-by-code"), "code")])
        .row([match waiting {
            Some(_) => Button::choice(text!("home-take-back"), "take-back"),
            None => Button::choice(text!("home-by-staff"), "ask"),
        }])
        .row([Button::choice(text!("home-menu"), "menu")]);
    go_to(talk, At::List(from), pending, screen);
    Ok(())
}

/// Shows a screen of this flow.
fn go_to(talk: &mut Talk<'_>, at: At, pending: Option<String>, screen: Screen) {
    talk.show(Flow::Household(Step { at, pending }), screen);
}

/// One home: how one belongs to it, who else does, and what may be done.
fn one(talk: &mut Talk<'_>, id: HouseholdId, note: Option<Text>) -> talk::Step {
    let known = talk.household(id)?;
    let me = talk.person()?.id;
    let own = known.of(me).ok_or(Refusal::Unknown)?;
    let mut text = note.unwrap_or_default();
    text = text.paragraph(text!("home-one", home = door(talk, &known.household.door), tie = tie(own.tie)));
    if own.tie == Tie::Owner {
        text = text.line(text!("home-area", area = written_area(known.household.area)));
    }
    if own.tie == Tie::Family {
        text = text.line(if own.proxy { text!("home-proxy-held") } else { text!("home-proxy-none") });
    }
    for kind in Tie::ALL {
        let count = known.people.iter().filter(|occupant| occupant.tie == *kind).count();
        if count > 0 {
            text = text.line(text!("home-people", tie = tie(*kind), count = count));
        }
    }
    let mut screen = Screen::new(text);
    if own.tie == Tie::Owner {
        for family in known.people.iter().filter(|occupant| occupant.tie == Tie::Family).take(FAMILY) {
            screen = screen.row([proxy_button(family)]);
        }
        for kind in code::GIVEN {
            let label = text!("home-give", tie = tie(kind));
            screen = screen.row([Button::choice(label, format!("give:{}", kind.code()))]);
        }
    }
    let screen = screen
        .row([Button::choice(text!("home-leave"), "leave")])
        .row([Button::choice(text!("back"), "back"), Button::choice(text!("home-menu"), "menu")]);
    go_to(talk, At::One(id), None, screen);
    Ok(())
}

fn proxy_button(family: &Occupant) -> Button {
    let since = text!("home-since", at = family.since);
    if family.proxy {
        Button::choice(text!("home-proxy-end", since = since), format!("unproxy:{}", family.person))
    } else {
        Button::choice(text!("home-proxy", since = since), format!("proxy:{}", family.person))
    }
}

/// The owner lets a member of the family vote for the owners, or no more.
fn proxy(talk: &mut Talk<'_>, id: HouseholdId, (family, on): (&str, bool)) -> talk::Step {
    let family = family.parse().map(PersonId).map_err(|_| Refusal::Unknown)?;
    let known = talk.household(id)?;
    let held = known.may_set_proxy(talk.person()?.id, family)?;
    let home = door(talk, &known.household.door);
    let told = if on { text!("home-proxy-told", home = home) } else { text!("home-proxy-told-end", home = home) };
    tell(talk, held.reader.as_ref(), told);
    set_proxy(talk, (family, id), on);
    let note = if on { text!("home-proxy-set") } else { text!("home-proxy-ended") };
    list(talk, 0, (Some(note), None))
}

fn set_proxy(talk: &mut Talk<'_>, (person, household): (PersonId, HouseholdId), on: bool) {
    change(talk, Change::Proxy { person, household, on });
    audit(talk, if on { "home_proxy" } else { "home_proxy_ended" }, (person, household));
}

fn leaving(talk: &mut Talk<'_>, id: HouseholdId) -> talk::Step {
    let known = talk.household(id)?;
    let screen = Screen::new(text!("home-leave-sure", home = door(talk, &known.household.door)))
        .row([Button::choice(text!("home-leave-yes"), "really")])
        .row([Button::choice(text!("back"), "back")]);
    go_to(talk, At::Leaving(id), None, screen);
    Ok(())
}

/// Whoever speaks belongs to a household no more; with its last owner go the proxies.
fn leave(talk: &mut Talk<'_>, id: HouseholdId) -> talk::Step {
    let known = talk.household(id)?;
    talk.homes()?;
    let me = talk.person()?.id;
    known.of(me).ok_or(Refusal::Unknown)?;
    for person in known.proxies_lapsing(me) {
        set_proxy(talk, (person, id), false);
        if let Some(held) = known.of(person) {
            tell(talk, held.reader.as_ref(), text!("home-proxy-told-end", home = door(talk, &known.household.door)));
        }
    }
    change(talk, Change::Unbind(id));
    audit(talk, "home_left", (me, id));
    talk.homes.retain(|home| home.household.id != id);
    list(talk, 0, (Some(text!("home-left", home = door(talk, &known.household.door))), None))
}

/// A person is tied to a household, by a code or by staff; its other people hear that somebody came, and as what.
fn bind(talk: &mut Talk<'_>, known: &Known, (person, as_what): (PersonId, Tie), code: Option<String>) -> talk::Step {
    let replaces = known.may_bind(person, as_what)?;
    let household = known.household.id;
    audit(talk, if code.is_some() { "home_bound" } else { "home_confirmed" }, (person, household));
    change(talk, Change::Bind { person, household, tie: as_what, replaces, code });
    for other in known.people.iter().filter(|occupant| occupant.person != person) {
        let home = door(talk, &known.household.door);
        tell(talk, other.reader.as_ref(), text!("home-somebody", home = home, tie = tie(as_what)));
    }
    Ok(())
}

/// Tells somebody of a household something about it, if they can be reached.
fn tell(talk: &mut Talk<'_>, reader: Option<&Reader>, text: Text) {
    if let Some(reader) = reader.filter(|reader| reader.reachable) {
        talk.tell(Message::notice(reader.clone(), text, None));
    }
}

fn change(talk: &mut Talk<'_>, change: Change) {
    talk.change(Written::Of(RoomChange::Household(Box::new(change))));
}

/// Notes who did something to whose tie.
fn audit(talk: &mut Talk<'_>, what: &'static str, (person, household): (PersonId, HouseholdId)) {
    talk.change(Written::Audit { what, object: format!("{household}:{person}") });
}

/// What a tie is called.
fn tie(tie: Tie) -> Text {
    Text::key(&format!("tie-{}", tie.code()))
}

/// A door with its compound's name.
fn door(talk: &Talk<'_>, door: &Door) -> Text {
    let place = talk.estate.places.get(door.compound).map(first_contact::name).unwrap_or_default();
    text!("home-door", place = place, door = door.written())
}

pub use ask::act;

#[cfg(test)]
mod tests;
