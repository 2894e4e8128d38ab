//! Inviting to a role: `/invite ROLE PLACE` makes a one-time link; whoever opens it sees role, place and inviter,
//! says yes, and leaves the surname by which residents will call them.

use super::Step;
use super::work::answer;
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::turn::Change;
use crate::conversation::{commands, first_contact, menu};
use crate::domain::id::PlaceId;
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::domain::role::{Grant, Role};
use crate::text;
use crate::text::Text;

/// Hours an invite lives.
const HOURS: i64 = 24;
/// The longest name residents call somebody by.
const NAME_CHARS: usize = 12;

/// `/invite ROLE PLACE`.
///
/// # Errors
/// See [`Stop`].
pub fn command(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    let mut words = rest.split_whitespace();
    let role = words.next().and_then(|code| Role::of_code(&code.to_lowercase()));
    let place = words.next().and_then(|word| place_named(talk, word));
    let (Some(role), Some(place)) = (role, place) else {
        answer(talk, usage());
        return Ok(());
    };
    let grant = rights::at_place(Right::Invite, &talk.facts.grants, place, &talk.estate.places);
    let inviter = grant.map(|grant| grant.name.clone()).ok_or(Refusal::NotAllowed)?;
    if role == Role::Manager {
        answer(talk, text!("invite-manager"));
        return Ok(());
    }
    make(talk, inviter, (role, place));
    Ok(())
}

/// Makes the link. It is shown to the inviter alone.
fn make(talk: &mut Talk<'_>, inviter: String, (role, place): (Role, PlaceId)) {
    let (token, until) = (talk.facts.fresh_token.clone(), talk.now.plus_hours(HOURS));
    let link = format!("{}?start=i-{token}", talk.estate.bot_link);
    talk.change(Change::Invite { token, role, scope: place, inviter, until });
    talk.change(Change::Audit { what: "invited", object: role.code().to_owned() });
    let text = text!("invite-made", role = post(role), place = place_name(talk, place), until = until, link = link);
    talk.notice_myself(text, None);
    if !talk.in_private() {
        answer(talk, text!("desk-shown-in-private"));
    }
}

/// How to use it, with every role that can be invited to.
fn usage() -> Text {
    let roles = Role::ALL.iter().filter(|role| **role != Role::Manager);
    roles.fold(text!("invite-usage"), |text, role| {
        text.line(text!("invite-role", code = role.code(), role = post(*role)))
    })
}

fn place_named(talk: &Talk<'_>, word: &str) -> Option<PlaceId> {
    let places = &talk.estate.places;
    let named = || places.iter().find(|place| place.name == word || place.name_en.eq_ignore_ascii_case(word));
    places.by_code(word).or_else(named).map(|place| place.id)
}

fn post(role: Role) -> Text {
    Text::key(&format!("role-{}", role.code()))
}

fn place_name(talk: &Talk<'_>, place: PlaceId) -> Text {
    talk.estate.places.get(place).map(first_contact::name).unwrap_or_default()
}

/// Opens an invite's link: shows what it grants and asks yes or no.
///
/// # Errors
/// [`Refusal::InviteGone`] when it is used up, too old or none at all; see also [`Stop`].
pub fn redeem(talk: &mut Talk<'_>, token: &str) -> talk::Step {
    let (role, scope, inviter) = offered(talk, token)?;
    let what = text!("invite-offer", role = post(role), place = place_name(talk, scope));
    let who = if inviter.is_empty() { text!("invite-by-operator") } else { text!("invite-by", name = inviter) };
    let screen = Screen::new(what.line(who).paragraph(text!("invite-accept")))
        .row([Button::choice(text!("yes"), "yes"), Button::choice(text!("no"), "no")]);
    talk.show(Flow::Desk(Step::Redeem { token: token.to_owned() }), screen);
    Ok(())
}

/// Role, place and inviter of an invite that still holds.
fn offered(talk: &Talk<'_>, token: &str) -> Result<(Role, PlaceId, String), Stop> {
    let invite = talk.invite(token)?;
    if invite.gone || invite.until <= talk.now {
        return Err(Stop::Refused(Refusal::InviteGone));
    }
    Ok((invite.role, invite.scope, invite.inviter.clone()))
}

/// The answer to the offer.
///
/// # Errors
/// See [`Stop`].
pub(super) fn offer_answered(talk: &mut Talk<'_>, token: String) -> talk::Step {
    match talk.chosen.clone().as_deref() {
        Some("yes") => {
            ask_name(talk, token, text!("invite-name"));
            Ok(())
        }
        Some(_) => menu::show_after(talk, Some(text!("invite-refused"))),
        None => redeem(talk, &token),
    }
}

fn ask_name(talk: &mut Talk<'_>, token: String, text: Text) {
    let screen = Screen::new(text).row([Button::choice(text!("cancel"), "cancel")]);
    talk.show(Flow::Desk(Step::Name { token }), screen);
}

/// The name was typed: the role is granted.
///
/// # Errors
/// [`Refusal::InviteGone`] when somebody else was quicker; see also [`Stop`].
pub(super) fn named(talk: &mut Talk<'_>, token: String) -> talk::Step {
    if talk.chosen.as_deref() == Some("cancel") {
        return menu::show_after(talk, Some(text!("invite-refused")));
    }
    let name = talk.words().to_owned();
    let count = name.chars().count();
    if count == 0 || count > NAME_CHARS || name.contains(['\n', '/', '@']) {
        ask_name(talk, token, text!("invite-name-again", count = NAME_CHARS));
        return Ok(());
    }
    let (role, scope, _) = offered(talk, &token)?;
    let invite = talk.invite(&token)?.id;
    let welcome = text!("invite-welcome", role = post(role), place = place_name(talk, scope), name = name.as_str());
    let grant = Grant { role, scope, name };
    let grants = [talk.facts.grants.as_slice(), std::slice::from_ref(&grant)].concat();
    talk.change(Change::Redeem { invite, grant });
    talk.change(Change::Audit { what: "granted", object: role.code().to_owned() });
    commands::offer_to_staff(talk, &grants);
    talk.session.flow = Flow::Menu;
    menu::show_after(talk, Some(welcome))
}
