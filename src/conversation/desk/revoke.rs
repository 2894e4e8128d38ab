//! Taking a role or an invite back: `/revoke` lists who holds what below one's scopes, and which links are unused; a tap
//! asks, a second one does it. A role counts no more from that moment; what its holder led goes back to the queue.

use super::work::{answer, offer};
use crate::conversation::facts::Needs;
use crate::conversation::input::What;
use crate::conversation::screen::{Button, Say};
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::turn::Change;
use crate::conversation::{commands, first_contact};
use crate::domain::desk::{Holder, Invite};
use crate::domain::id::{Number, PersonId, PlaceId};
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::domain::role::Role;
use crate::domain::ticket::{Action, Actor};
use crate::text;
use crate::text::Text;

/// Roles and invites on a page of the list.
const PAGE: usize = 6;

/// `/revoke`: the list from its beginning.
///
/// # Errors
/// [`Refusal::NotAllowed`] for whoever may take nothing back; see also [`Stop`].
pub fn command(talk: &mut Talk<'_>, _rest: &str) -> talk::Step {
    list(talk, 0)
}

/// The list from row `offset` on.
///
/// # Errors
/// As [`command`].
pub(super) fn list(talk: &mut Talk<'_>, offset: usize) -> talk::Step {
    if !talk.facts.grants.iter().any(|grant| rights::holds(grant.role, Right::Invite)) {
        return Err(Stop::Refused(Refusal::NotAllowed));
    }
    let (holders, invites) = talk.held()?;
    let holder =
        |holder: &Holder| Button::act(held(talk, holder), act(holder.person, holder.grant.role, holder.grant.scope));
    let invite = |invite: &Invite| Button::act(offered(talk, invite), format!("desk.uninvite:{}", invite.id));
    let taken = holders.iter().filter(|holder| may(talk, holder.grant.role, holder.grant.scope)).map(holder);
    let all: Vec<Button> = taken.chain(invites.iter().map(invite)).collect();
    let count = all.len();
    let mut rows: Vec<Vec<Button>> = all.into_iter().skip(offset).take(PAGE).map(|button| vec![button]).collect();
    let page = |label: Text, offset: usize| Button::act(label, format!("desk.roles:{offset}"));
    let previous = (offset > 0).then(|| page(text!("previous"), offset.saturating_sub(PAGE)));
    let more = (offset.saturating_add(PAGE) < count).then(|| page(text!("more"), offset + PAGE));
    let pages: Vec<Button> = previous.into_iter().chain(more).collect();
    rows.extend((!pages.is_empty()).then_some(pages));
    show(talk, if count == 0 { text!("revoke-none") } else { text!("revoke-list", count = count) }, rows);
    Ok(())
}

/// A holder's button was tapped (`ROLE.SCOPE`), or the one that makes sure (`ROLE.SCOPE.y`).
///
/// # Errors
/// [`Refusal::NotAllowed`] for whoever may not take this role, [`Refusal::Unknown`] when it isn't held any more.
pub(super) fn role(talk: &mut Talk<'_>, person: &str, argument: &str) -> talk::Step {
    let mut parts = argument.split('.');
    let role = parts.next().and_then(Role::of_code).ok_or(Refusal::Unknown)?;
    let scope = parts.next().and_then(|scope| scope.parse().ok()).map(PlaceId).ok_or(Refusal::Unknown)?;
    let person = person.parse().map(PersonId).map_err(|_| Refusal::Unknown)?;
    if !may(talk, role, scope) {
        return Err(Stop::Refused(Refusal::NotAllowed));
    }
    let (holders, _) = talk.held()?;
    let is_it = |holder: &&Holder| holder.person == person && (holder.grant.role, holder.grant.scope) == (role, scope);
    let holder = holders.iter().find(is_it).ok_or(Refusal::Unknown)?;
    let who = held(talk, holder);
    if parts.next() != Some("y") {
        let sure = Button::act(text!("revoke-yes"), format!("{}.y", act(person, role, scope)));
        show(talk, text!("revoke-sure", who = who), vec![vec![sure], back()]);
        return Ok(());
    }
    talk.change(Change::TakeRole { person, role, scope });
    talk.change(Change::Audit { what: "revoked", object: format!("{person}:{}:{scope}", role.code()) });
    show(talk, text!("revoke-done", who = who), vec![back()]);
    Ok(())
}

/// An invite's button was tapped, or the one that makes sure (`y`).
///
/// # Errors
/// [`Refusal::Unknown`] when it is used, taken back, too old or not theirs to take back.
pub(super) fn invite(talk: &mut Talk<'_>, id: &str, argument: &str) -> talk::Step {
    let (_, invites) = talk.held()?;
    let invite = invites.iter().find(|invite| invite.id.to_string() == id).ok_or(Refusal::Unknown)?;
    let what = offered(talk, invite);
    if argument != "y" {
        let sure = Button::act(text!("revoke-yes"), format!("desk.uninvite:{}:y", invite.id));
        show(talk, text!("revoke-sure", who = what), vec![vec![sure], back()]);
        return Ok(());
    }
    talk.change(Change::DropInvite(invite.id));
    talk.change(Change::Audit { what: "uninvited", object: invite.id.to_string() });
    show(talk, text!("revoke-done", who = what), vec![back()]);
    Ok(())
}

/// A role of the person of this talk ended: what they led and may handle no more goes back to the queue, and they are
/// offered what is left to them.
///
/// # Errors
/// See [`Stop`].
pub fn ended(talk: &mut Talk<'_>) -> talk::Step {
    let person = talk.person()?.id;
    let led: Vec<Number> = talk.led()?.to_vec();
    let mut needs = Needs::none();
    for number in led.iter().filter(|number| talk.facts.asked.tickets.get(number) != Some(&true)) {
        needs.add(Needs::change(*number));
    }
    if needs != Needs::none() {
        return Err(Stop::Ask(Box::new(needs)));
    }
    for number in led {
        let ticket = &talk.ticket(number)?.ticket;
        let may = rights::on_ticket(Right::Handle, person, &talk.facts.grants, ticket, &talk.estate.places).is_some();
        if !may && ticket.lead == Some(person) {
            match talk.act(number, Actor::Clock, &Action::LeadLeaves, None, Vec::new()) {
                Ok(_) | Err(Stop::Refused(_)) => {}
                Err(ask) => return Err(ask),
            }
        }
    }
    let grants = talk.facts.grants.clone();
    commands::offer_to_staff(talk, &grants);
    let posts =
        grants.iter().map(|grant| text!("revoke-post", role = post(grant.role), place = name(talk, grant.scope)));
    let told = posts.fold(text!("revoke-told"), Text::line);
    talk.notice_myself(if grants.is_empty() { told.line(text!("revoke-told-none")) } else { told }, None);
    Ok(())
}

/// In place of what was pressed, else as a message.
fn show(talk: &mut Talk<'_>, text: Text, rows: Vec<Vec<Button>>) {
    if matches!(talk.input.what, What::Press(_)) {
        talk.say(Say::Replace { text, rows });
    } else if rows.is_empty() {
        answer(talk, text);
    } else {
        offer(talk, None, text, rows);
    }
}

fn may(talk: &Talk<'_>, role: Role, scope: PlaceId) -> bool {
    rights::may_take(&talk.facts.grants, role, scope, &talk.estate.places)
}

fn act(person: PersonId, role: Role, scope: PlaceId) -> String {
    format!("desk.unrole:{person}:{}.{scope}", role.code())
}

fn back() -> Vec<Button> {
    vec![Button::act(text!("revoke-back"), "desk.roles:0")]
}

fn held(talk: &Talk<'_>, holder: &Holder) -> Text {
    let grant = &holder.grant;
    text!("revoke-holder", name = grant.name.as_str(), role = post(grant.role), place = name(talk, grant.scope))
}

fn offered(talk: &Talk<'_>, invite: &Invite) -> Text {
    text!("revoke-invite", role = post(invite.role), place = name(talk, invite.scope), until = invite.until)
}

fn post(role: Role) -> Text {
    Text::key(&format!("role-{}", role.code()))
}

fn name(talk: &Talk<'_>, place: PlaceId) -> Text {
    talk.estate.places.get(place).map(first_contact::name).unwrap_or_default()
}
