//! Binding by staff's confirmation: the resident says where and as what, and tells the desk a number; a member of staff
//! who knows them, or has seen them, compares the number and confirms. Nobody's name or account is shown.

use super::{At, audit, bind, change, door as shown, go_to, known, list, tell, tie};
use crate::conversation::first_contact;
use crate::conversation::screen::{Button, Message, Say, Screen};
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::turn::{Change as Written, RoomChange};
use crate::domain::desk::Desk;
use crate::domain::household::{Door, Household, Request, Tie};
use crate::domain::id::{HouseholdId, PersonId, PlaceId};
use crate::domain::person::Reader;
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::text;
use crate::text::Text;

/// Asks for building, unit and room.
pub(super) fn door(talk: &mut Talk<'_>, pending: Option<String>, note: Option<Text>) -> talk::Step {
    if !first_contact::require_then(talk, pending.clone())? {
        return Ok(());
    }
    let place = talk.compound().and_then(|place| talk.estate.places.get(place));
    let place = place.map(first_contact::name).unwrap_or_default();
    let text = note.unwrap_or_default().paragraph(text!("home-where", place = place));
    let screen = Screen::new(text).row([Button::choice(text!("back"), "back")]);
    go_to(talk, At::Door, pending, screen);
    Ok(())
}

/// The address was typed.
pub(super) fn typed(talk: &mut Talk<'_>, pending: Option<String>) -> talk::Step {
    let read = talk.estate.catalogue.suggest(talk.words()).place;
    let (Some(read), Some(compound)) = (read, talk.compound()) else {
        return door(talk, pending, Some(text!("home-where-whole")));
    };
    let Some(room) = read.room else { return door(talk, pending, Some(text!("home-where-whole"))) };
    let (building, unit) = (read.building.unwrap_or_default(), read.unit.unwrap_or_default());
    let behind = Door { compound, building, unit, room };
    let Some(household) = talk.behind(&behind)? else {
        let phone = phone(talk, compound);
        return door(talk, pending, Some(text!("home-where-unknown", phone = phone)));
    };
    let choices = Tie::ALL.iter().map(|held| vec![Button::choice(tie(*held), format!("tie:{}", held.code()))]);
    let mut rows: Vec<Vec<Button>> = choices.collect();
    rows.push(vec![Button::choice(text!("back"), "back")]);
    let text = text!("home-as-what", home = shown(talk, &behind));
    go_to(talk, At::Tie(household.id), pending, Screen { text, rows, ask_location: false });
    Ok(())
}

/// The desk's phone.
fn phone(talk: &Talk<'_>, compound: PlaceId) -> String {
    let phones = talk.estate.places.phones(compound);
    phones.property.or(phones.office).unwrap_or_default()
}

/// What ties them was tapped: staff are asked.
pub(super) fn send(
    talk: &mut Talk<'_>,
    household: HouseholdId,
    (as_what, pending): (Option<Tie>, Option<String>),
) -> talk::Step {
    let as_what = as_what.ok_or(Refusal::Unknown)?;
    let (known, waiting) = match (talk.household(household), talk.waiting_for_staff()) {
        (Ok(known), Ok(waiting)) => (known, waiting),
        (known, waiting) => return talk::together([known.map(drop), waiting.map(drop)]),
    };
    let (compound, person) = (known.household.door.compound, talk.person()?.id);
    known.may_bind(person, as_what)?;
    if waiting.is_some() {
        return list(talk, 0, (Some(text!("home-asked-already")), pending));
    }
    let staff = confirmers(talk, talk.desk(compound)?, compound, person);
    let phone = phone(talk, compound);
    if staff.is_empty() {
        return list(talk, 0, (Some(text!("home-nobody", phone = phone)), pending));
    }
    let request = Request { id: talk.fresh_id(), household, person, tie: as_what, open: true };
    let home = shown(talk, &known.household.door);
    let text = text!("home-confirm", home = home.clone(), tie = tie(as_what), number = request.number());
    for reader in staff {
        let mut message = Message::notice(reader, text.clone(), None);
        message.rows = vec![
            vec![Button::act(text!("home-confirm-yes"), format!("home.yes:{}", request.id))],
            vec![Button::act(text!("home-confirm-no"), format!("home.no:{}", request.id))],
        ];
        talk.tell(message);
    }
    let note = text!("home-asked", home = home, number = request.number(), phone = phone);
    audit(talk, "home_asked", (person, household));
    change(talk, known::Change::Ask(request));
    list(talk, 0, (Some(note), None))
}

/// The request that waits, as this turn leaves it: one that it takes back or makes is no more, or not yet, to be shown.
pub(super) fn waiting<'a>(talk: &Talk<'a>) -> Result<Option<&'a (Request, Household)>, Stop> {
    let decides = |change: &Written| match change {
        Written::Of(RoomChange::Household(change)) => matches!(**change, known::Change::Decide { .. }),
        _ => false,
    };
    Ok(talk.waiting_for_staff()?.filter(|_| !talk.changes.iter().any(decides)))
}

/// Whoever asked waits no longer.
pub(super) fn take_back(talk: &mut Talk<'_>, pending: Option<String>) -> talk::Step {
    let (request, _) = talk.waiting_for_staff()?.ok_or(Refusal::Unknown)?;
    change(talk, known::Change::Decide { request: request.id, granted: false });
    list(talk, 0, (Some(text!("home-taken-back")), pending))
}

/// Those who may confirm and can be reached: of the nearest place at or above the compound that has any. Nobody
/// confirms themself.
fn confirmers(talk: &Talk<'_>, desk: &Desk, compound: PlaceId, asker: PersonId) -> Vec<Reader> {
    let may = |role| rights::holds(role, Right::Household);
    let nearest = talk.estate.places.upwards(compound).find_map(|place| {
        let mut here: Vec<Reader> = Vec::new();
        for holder in desk.holders.iter().filter(|holder| holder.grant.scope == place.id && may(holder.grant.role)) {
            let fits = holder.person != asker && holder.reader.reachable;
            if fits && !here.contains(&holder.reader) {
                here.push(holder.reader.clone());
            }
        }
        (!here.is_empty()).then_some(here)
    });
    nearest.unwrap_or_default()
}

/// An act of the notice to staff; none: not our verb.
pub fn act(talk: &mut Talk<'_>, verb: &str, object: &str, _argument: &str) -> Option<talk::Step> {
    let id = object.parse().ok()?;
    match verb {
        "home.yes" => Some(decided(talk, id, true)),
        "home.no" => Some(decided(talk, id, false)),
        _ => None,
    }
}

/// Staff said yes or no. Forbidden and unknown are answered alike.
fn decided(talk: &mut Talk<'_>, id: i64, granted: bool) -> talk::Step {
    let ((request, known), asker) = talk.household_request(id)?;
    let compound = known.household.door.compound;
    if rights::at_place(Right::Household, &talk.facts.grants, compound, &talk.estate.places).is_none() {
        return Err(Stop::Refused(Refusal::Unknown));
    }
    if talk.person()?.id == request.person {
        return Err(Stop::Refused(Refusal::SecondPerson));
    }
    let home = shown(talk, &known.household.door);
    let said = if !request.open {
        text!("home-decided-already", home = home)
    } else if granted {
        match bind(talk, known, (request.person, request.tie), None) {
            // They came in by a code meanwhile.
            Ok(()) | Err(Stop::Refused(Refusal::BoundAlready)) => {}
            Err(other) => return Err(other),
        }
        close(talk, (request, asker), true, text!("home-bound", home = home.clone(), tie = tie(request.tie)));
        text!("home-confirmed", home = home, tie = tie(request.tie), number = request.number())
    } else {
        audit(talk, "home_refused", (request.person, request.household));
        let phone = phone(talk, compound);
        close(talk, (request, asker), false, text!("home-refused-told", home = home.clone(), phone = phone));
        text!("home-refused", home = home, number = request.number())
    };
    talk.say(Say::Replace { text: said, rows: Vec::new() });
    Ok(())
}

/// The request is decided, and whoever asked hears of it.
fn close(talk: &mut Talk<'_>, (request, asker): (&Request, Option<&Reader>), granted: bool, told: Text) {
    change(talk, known::Change::Decide { request: request.id, granted });
    tell(talk, asker, told);
}
