//! Tying a group to a place, as its residents' group or its staff chat, and untying it. Guided by buttons that are
//! judged anew at each press, since a group has no session.

use super::work::{answer, offer};
use crate::conversation::screen::{Button, Message, Say};
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::turn::{Change, ChatChange};
use crate::conversation::{commands, first_contact};
use crate::domain::chat::{Binding, ChatUse};
use crate::domain::clocks::UNBOUND_HOURS;
use crate::domain::id::PlaceId;
use crate::domain::person::Reader;
use crate::domain::place::{Place, PlaceKind};
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::text;
use crate::text::Text;

/// Places on a page of the list.
const PAGE: usize = 8;

/// `/bind`: asks what the group is for.
///
/// # Errors
/// [`Refusal::NotAllowed`] for whoever may bind nowhere; see also [`Stop`].
pub fn bind(talk: &mut Talk<'_>, _rest: &str) -> talk::Step {
    if places(talk, ChatUse::Staff).is_empty() {
        return Err(Stop::Refused(Refusal::NotAllowed));
    }
    let text = match talk.facts.chat.binding {
        Some(binding) => text!("bind-bound-already", place = name(talk, binding.place)).paragraph(text!("bind-use")),
        None => text!("bind-use"),
    };
    let rows = vec![
        vec![Button::act(text!("bind-use-staff"), "desk.bind:staff")],
        vec![Button::act(text!("bind-use-residents"), "desk.bind:residents")],
    ];
    offer(talk, None, text, rows);
    Ok(())
}

/// `/unbind`.
///
/// # Errors
/// [`Refusal::NotAllowed`] for whoever may not bind at that place; see also [`Stop`].
pub fn unbind(talk: &mut Talk<'_>, _rest: &str) -> talk::Step {
    let Some(binding) = talk.facts.chat.binding else {
        answer(talk, text!("bind-not-bound"));
        return Ok(());
    };
    if !may(talk, binding.place) {
        return Err(Stop::Refused(Refusal::NotAllowed));
    }
    talk.change(Change::Chat(ChatChange::Unbind));
    talk.change(Change::Chat(ChatChange::LeaveAt(talk.now.plus_hours(UNBOUND_HOURS))));
    talk.change(Change::Audit { what: "unbound", object: binding.place.to_string() });
    commands::offer_here(talk, None);
    answer(talk, text!("bind-unbound", place = name(talk, binding.place)));
    Ok(())
}

/// The bot was added to a group, and says how to bind it, or was removed.
///
/// # Errors
/// See [`Stop`].
pub fn joined(talk: &mut Talk<'_>, member: bool) -> talk::Step {
    match (member, talk.facts.chat.binding) {
        (true, None) => {
            talk.change(Change::Chat(ChatChange::LeaveAt(talk.now.plus_hours(UNBOUND_HOURS))));
            talk.say(Say::Here(text!("bind-joined")));
        }
        (false, Some(_)) => return lost(talk),
        _ => {}
    }
    Ok(())
}

/// The group of this turn can't be written to any more. It is untied, so that what was for it goes where it would
/// without it; the staff chat that is left and whoever can tie another hear of it.
///
/// # Errors
/// [`Refusal::Unknown`] for a group that isn't tied; see also [`Stop`].
pub fn lost(talk: &mut Talk<'_>) -> talk::Step {
    let bound = talk.facts.chat.binding.ok_or(Refusal::Unknown)?;
    let place = name(talk, bound.place);
    let text = match bound.used {
        ChatUse::Staff => text!("bind-lost-staff", place = place),
        ChatUse::Residents => text!("bind-lost-residents", place = place),
    };
    for reader in who_is_left(talk, bound)? {
        talk.tell(Message::notice(reader, text.clone(), None));
    }
    talk.change(Change::Chat(ChatChange::Unbind));
    talk.change(Change::Audit { what: "lost", object: bound.place.to_string() });
    Ok(())
}

/// The nearest staff chat at the place or above it, and the managers there, in private.
fn who_is_left(talk: &Talk<'_>, bound: Binding) -> Result<Vec<Reader>, Stop> {
    let desk = talk.desk(bound.place)?;
    let stands = |(chat, reader): &&(Binding, Reader)| {
        chat.used == ChatUse::Staff && chat.chat != bound.chat && reader.reachable
    };
    let staff: Vec<_> = desk.chats.iter().filter(stands).collect();
    let nearest = talk.estate.places.upwards(bound.place).find_map(|place| {
        let here: Vec<Reader> =
            staff.iter().filter(|(chat, _)| chat.place == place.id).map(|(_, reader)| reader.clone()).collect();
        (!here.is_empty()).then_some(here)
    });
    let mut readers = nearest.unwrap_or_default();
    for manager in desk.managers() {
        if !readers.contains(manager) {
            readers.push(manager.clone());
        }
    }
    Ok(readers)
}

/// What the group is for was tapped: which place, from this row of the list on.
///
/// # Errors
/// See [`Stop`].
pub(super) fn used(talk: &mut Talk<'_>, code: &str, offset: &str) -> talk::Step {
    let used = ChatUse::of_code(code).ok_or(Stop::Refused(Refusal::NotAllowed))?;
    let places = places(talk, used);
    if places.is_empty() {
        return Err(Stop::Refused(Refusal::NotAllowed));
    }
    let offset = offset.parse().unwrap_or(0).min(places.len());
    let button = |place: &&Place| Button::act(first_contact::name(place), format!("desk.place:{code}:{}", place.id));
    let buttons: Vec<Button> = places.iter().skip(offset).take(PAGE).map(button).collect();
    let mut rows: Vec<Vec<Button>> = buttons.chunks(2).map(<[Button]>::to_vec).collect();
    let page = |label: Text, offset: usize| Button::act(label, format!("desk.bind:{code}:{offset}"));
    let mut pages = Vec::new();
    if offset > 0 {
        pages.push(page(text!("previous"), offset.saturating_sub(PAGE)));
    }
    if offset + PAGE < places.len() {
        pages.push(page(text!("more"), offset + PAGE));
    }
    rows.extend((!pages.is_empty()).then_some(pages));
    talk.say(Say::Replace { text: Text::key(asked(used)), rows });
    Ok(())
}

/// A place was tapped: the group is tied to it.
///
/// # Errors
/// See [`Stop`].
pub(super) fn at(talk: &mut Talk<'_>, code: &str, place: &str) -> talk::Step {
    let used = ChatUse::of_code(code).ok_or(Stop::Refused(Refusal::NotAllowed))?;
    let wanted = place.parse().map(PlaceId).ok();
    let place = wanted.filter(|wanted| places(talk, used).iter().any(|place| place.id == *wanted));
    // Who takes a group away from another place must have the right there, too.
    let free = talk.facts.chat.binding.is_none_or(|bound| may(talk, bound.place));
    let place = place.filter(|_| free && !talk.in_private()).ok_or(Stop::Refused(Refusal::NotAllowed))?;
    talk.change(Change::Chat(ChatChange::Bind { place, used }));
    talk.change(Change::Audit { what: "bound", object: place.to_string() });
    commands::offer_here(talk, Some(used));
    let text = Text::key(done(used)).with("place", name(talk, place));
    talk.say(Say::Replace { text, rows: Vec::new() });
    Ok(())
}

/// The places to which the person may bind a group for this use: residents' groups belong to compounds alone.
fn places<'a>(talk: &Talk<'a>, used: ChatUse) -> Vec<&'a Place> {
    let fits = |place: &&Place| match used {
        ChatUse::Residents => place.kind == PlaceKind::Compound,
        ChatUse::Staff => place.kind <= PlaceKind::Compound,
    };
    let estate = talk.estate;
    let mut found: Vec<&Place> = estate.places.iter().filter(fits).filter(|place| may(talk, place.id)).collect();
    found.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    found
}

/// Whether whoever speaks may bind chats at a place.
pub(in crate::conversation) fn may(talk: &Talk<'_>, place: PlaceId) -> bool {
    rights::at_place(Right::Bind, &talk.facts.grants, place, &talk.estate.places).is_some()
}

fn name(talk: &Talk<'_>, place: PlaceId) -> Text {
    talk.estate.places.get(place).map(first_contact::name).unwrap_or_default()
}

const fn asked(used: ChatUse) -> &'static str {
    match used {
        ChatUse::Staff => "bind-place-staff",
        ChatUse::Residents => "bind-place-residents",
    }
}

const fn done(used: ChatUse) -> &'static str {
    match used {
        ChatUse::Staff => "bind-done-staff",
        ChatUse::Residents => "bind-done-residents",
    }
}
