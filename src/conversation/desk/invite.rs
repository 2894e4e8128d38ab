//! Invites: one-time links to a role in a scope, shown and asked before they are taken.

use super::{Step, answer, back};
use crate::conversation::first_contact;
use crate::conversation::menu;
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Talk};
use crate::conversation::turn::Change;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::domain::role::{Grant, Role};
use crate::text;
use crate::text::Text;

/// Hours an invite lives.
const HOURS: i64 = 24;
/// Most characters of the name residents will read.
const NAME: usize = 12;

/// `/invite ROLE PLACE`.
///
/// # Errors
/// See [`talk::Stop`].
pub fn command(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    let mut words = rest.split_whitespace();
    let role = words.next().and_then(Role::of_code);
    let place = words.next().and_then(|code| talk.estate.places.by_code(code));
    let (Some(role), Some(place)) = (role, place) else {
        answer(talk, text!("desk-usage", command = "invite", example = text!("command-invite")));
        return Ok(());
    };
    let place: &Place = place;
    let grant = rights::at_place(Right::Invite, &talk.facts.grants, place.id, &talk.estate.places);
    let inviter = grant.map(|grant| grant.name.clone()).ok_or(Refusal::NotAllowed)?;
    if role == Role::Manager {
        answer(talk, text!("invite-manager"));
        return Ok(());
    }
    let (token, until) = (talk.facts.fresh_token.clone(), talk.now.plus_hours(HOURS));
    talk.change(Change::Audit { what: "invited", object: format!("{}:{}", role.code(), place.code) });
    talk.change(Change::Invite { token: token.clone(), role, scope: place.id, inviter, until });
    let link = format!("{}?start=i-{token}", talk.estate.bot_link);
    let post = Text::key(&format!("role-{}", role.code()));
    let text = text!("invite-made", role = post, place = first_contact::name(place), until = until);
    talk.notice_myself(text.line(Text::raw(link)), None);
    if !talk.in_private() {
        answer(talk, text!("invite-in-private"));
    }
    Ok(())
}

/// An invite's link was followed: it is shown, and asked.
///
/// # Errors
/// See [`talk::Stop`].
pub fn redeem(talk: &mut Talk<'_>, token: &str) -> talk::Step {
    let invite = talk.invite(token)?;
    if invite.gone || invite.until < talk.now {
        return Err(Refusal::InviteGone.into());
    }
    let place = talk.estate.places.get(invite.scope).map(first_contact::name).unwrap_or_default();
    let role = Text::key(&format!("role-{}", invite.role.code()));
    let inviter = if invite.inviter.is_empty() { text!("invite-operator") } else { Text::raw(invite.inviter.as_str()) };
    let screen = Screen::new(text!("invite-shown", role = role, place = place, inviter = inviter))
        .row([Button::choice(text!("invite-accept"), "accept")])
        .row([Button::choice(text!("cancel"), "menu")]);
    talk.show(Flow::Desk(Step::Invited(token.to_owned())), screen);
    Ok(())
}

/// One turn of taking an invite.
pub(super) fn turn(talk: &mut Talk<'_>, step: Step) -> talk::Step {
    match (step, talk.chosen.clone().as_deref()) {
        (Step::Invited(token), Some("accept")) => {
            let invite = talk.invite(&token)?;
            let step = Step::Named { invite: invite.id, role: invite.role, scope: invite.scope };
            talk.show(Flow::Desk(step), Screen::new(text!("invite-name")));
            Ok(())
        }
        (Step::Named { invite, role, scope }, None) if !talk.words().is_empty() => {
            let name: String = talk.words().chars().take(NAME).collect();
            let place = talk.estate.places.get(scope).map(first_contact::name).unwrap_or_default();
            talk.change(Change::Redeem { invite, grant: Grant { role, scope, name } });
            talk.change(Change::Audit { what: "granted", object: format!("{}:{scope}", role.code()) });
            let role = Text::key(&format!("role-{}", role.code()));
            talk.session.flow = Flow::Menu;
            talk.notice_myself(text!("invite-done", role = role, place = place), None);
            menu::show(talk)
        }
        _ => back(talk),
    }
}
