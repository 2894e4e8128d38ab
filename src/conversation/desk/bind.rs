//! Binding a group to a place, as the residents' group or the staff chat.

use super::{answer, message_here};
use crate::conversation::first_contact;
use crate::conversation::screen::{Button, Say};
use crate::conversation::talk::{self, Talk};
use crate::conversation::turn::Change;
use crate::domain::place::{Place, PlaceKind};
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::domain::ticket::ChatUse;
use crate::text;

/// Places offered at once.
const OFFERED: usize = 7;

/// The bot was added to or removed from a group.
///
/// # Errors
/// See [`talk::Stop`].
pub fn joined(talk: &mut Talk<'_>, member: bool) -> talk::Step {
    talk.change(Change::Reachable(member));
    if member {
        talk.say(Say::Here(text!("bind-hello")));
    }
    Ok(())
}

/// `/bind [PLACE]`: asks what for, then which place.
///
/// # Errors
/// See [`talk::Stop`].
pub fn bind(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    if !talk.facts.grants.iter().any(|grant| rights::holds(grant.role, Right::Bind)) {
        return Err(Refusal::NotAllowed.into());
    }
    if let Some(place) = talk.estate.places.by_code(rest.trim()) {
        return uses(talk, place);
    }
    let places = talk.estate.places.iter().filter(|place| place.kind <= PlaceKind::Compound);
    let mine = places
        .filter(|place| rights::at_place(Right::Bind, &talk.facts.grants, place.id, &talk.estate.places).is_some());
    let rows: Vec<Vec<Button>> = mine
        .take(OFFERED)
        .map(|place| vec![Button::act(first_contact::name(place), format!("desk.bindplace:{}", place.code))])
        .collect();
    let mut message = message_here(talk, text!("bind-which"), None);
    message.rows = rows;
    talk.tell(message);
    Ok(())
}

fn uses(talk: &mut Talk<'_>, place: &Place) -> talk::Step {
    let act = |label, code: &str| vec![Button::act(label, format!("desk.bind:{}:{code}", place.code))];
    let mut message = message_here(talk, text!("bind-use", place = first_contact::name(place)), None);
    message.rows = vec![act(text!("bind-staff"), "staff"), act(text!("bind-residents"), "residents")];
    talk.tell(message);
    Ok(())
}

/// `/unbind`.
///
/// # Errors
/// See [`talk::Stop`].
pub fn unbind(talk: &mut Talk<'_>, _rest: &str) -> talk::Step {
    let Some(binding) = talk.facts.chat.binding else {
        answer(talk, text!("bind-none"));
        return Ok(());
    };
    if rights::at_place(Right::Bind, &talk.facts.grants, binding.place, &talk.estate.places).is_none() {
        return Err(Refusal::NotAllowed.into());
    }
    talk.change(Change::Unbind);
    talk.change(Change::Audit { what: "unbound", object: binding.place.to_string() });
    answer(talk, text!("bind-gone"));
    Ok(())
}

/// The buttons of `/bind`; none: not our verb.
pub(super) fn act(talk: &mut Talk<'_>, verb: &str, object: &str, argument: &str) -> Option<talk::Step> {
    let place = talk.estate.places.by_code(object);
    match verb {
        "bindplace" => Some(
            place.map_or(Err(Refusal::Unknown.into()), |place| allowed(talk, place).and_then(|()| uses(talk, place))),
        ),
        "bind" => Some(place.map_or(Err(Refusal::Unknown.into()), |place| tie(talk, place, argument))),
        _ => None,
    }
}

fn allowed(talk: &Talk<'_>, place: &Place) -> talk::Step {
    let grant = rights::at_place(Right::Bind, &talk.facts.grants, place.id, &talk.estate.places);
    grant.map(|_| ()).ok_or(Refusal::NotAllowed.into())
}

fn tie(talk: &mut Talk<'_>, place: &Place, used: &str) -> talk::Step {
    allowed(talk, place)?;
    if talk.in_private() {
        return Err(Refusal::WrongState.into());
    }
    let used = if used == "staff" { ChatUse::Staff } else { ChatUse::Residents };
    talk.change(Change::Bind { place: place.id, used });
    talk.change(Change::Audit { what: "bound", object: place.code.clone() });
    let name = first_contact::name(place);
    let text = match used {
        ChatUse::Staff => text!("bind-done-staff", place = name),
        ChatUse::Residents => text!("bind-done-residents", place = name),
    };
    answer(talk, text);
    Ok(())
}
