//! Assigning (指派): the lead becomes somebody else, by name or from the list of those who may handle the ticket.

use super::story;
use super::work::{answer, offer, refused};
use crate::conversation::screen::{Button, Message};
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::tell;
use crate::domain::desk::Holder;
use crate::domain::id::{Number, PersonId};
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::domain::ticket::{Action, Actor};
use crate::text;
use crate::text::Text;

/// Stands in a button where a ticket has no lead.
const NOBODY: PersonId = PersonId(0);
/// Names on the list.
const LISTED: usize = 12;

/// Assigns to whom `@who` names alone, else offers those it may mean, or everyone.
///
/// # Errors
/// See [`Stop`].
pub(super) fn to_named(talk: &mut Talk<'_>, number: Number, who: &str) -> talk::Step {
    talk.staff_of(number, Right::Assign)?;
    let wanted = who.trim().trim_start_matches(['@', '\u{ff20}']).trim().to_lowercase();
    let everyone = candidates(talk, number)?;
    if everyone.is_empty() {
        answer(talk, text!("desk-assign-nobody", number = number.0));
        return Ok(());
    }
    let exactly: Vec<&Holder> = everyone.iter().filter(|holder| is_called(holder, &wanted)).collect();
    if let [only] = exactly.as_slice() {
        return assign(talk, number, only);
    }
    let partly = everyone.iter().filter(|holder| may_mean(holder, &wanted));
    let meant: Vec<&Holder> = if exactly.is_empty() { partly.collect() } else { exactly };
    if meant.is_empty() {
        let unknown = (!wanted.is_empty()).then(|| text!("desk-assign-unknown", who = story::clip(&wanted, 40)));
        return list(talk, number, (unknown, &everyone.iter().collect::<Vec<_>>()));
    }
    list(talk, number, (None, &meant))
}

/// Whether this is the holder's name, as colleagues say it: 陈, 小陈, 老陈.
fn is_called(holder: &Holder, wanted: &str) -> bool {
    let name = holder.grant.name.to_lowercase();
    !name.is_empty() && familiar(&name) == familiar(wanted)
}

/// A name without what colleagues put before it.
fn familiar(name: &str) -> &str {
    name.strip_prefix(['小', '老', '阿']).filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// Whether this may be the holder: a part of their name, or the name with a post to it (陈管家), which may be another's.
fn may_mean(holder: &Holder, wanted: &str) -> bool {
    let name = holder.grant.name.to_lowercase();
    !wanted.is_empty() && !name.is_empty() && (name.contains(wanted) || wanted.contains(familiar(&name)))
}

/// Assigns to the holder who was tapped on the list, unless the lead is no longer the one `seen` when it was made: of
/// many who tap, one wins and the others read who was first.
///
/// # Errors
/// See [`Stop`].
pub(super) fn to_tapped(talk: &mut Talk<'_>, number: Number, person: PersonId, seen: PersonId) -> talk::Step {
    talk.hold(number)?;
    talk.staff_of(number, Right::Assign)?;
    if talk.ticket(number)?.ticket.lead.unwrap_or(NOBODY) != seen {
        let text = refused(talk, number, Refusal::AlreadyTaken)?;
        answer(talk, text);
        return Ok(());
    }
    let everyone = candidates(talk, number)?;
    let holder = everyone.iter().find(|holder| holder.person == person);
    assign(talk, number, holder.ok_or(Stop::Refused(Refusal::NotAllowed))?)
}

/// Those who may handle the ticket, each once.
fn candidates(talk: &Talk<'_>, number: Number) -> Result<Vec<Holder>, Stop> {
    let ticket = &talk.ticket(number)?.ticket;
    let desk = talk.desk(ticket.spot.compound)?;
    let mut found: Vec<Holder> = Vec::new();
    for holder in &desk.holders {
        let grants = std::slice::from_ref(&holder.grant);
        let may = rights::on_ticket(Right::Handle, holder.person, grants, ticket, &talk.estate.places).is_some();
        if may && !found.iter().any(|known| known.person == holder.person) {
            found.push(holder.clone());
        }
    }
    Ok(found)
}

/// The holders to tap, below what there is to say first.
fn list(talk: &mut Talk<'_>, number: Number, (first, holders): (Option<Text>, &[&Holder])) -> talk::Step {
    let lead = talk.ticket(number)?.ticket.lead.unwrap_or(NOBODY);
    let act = |holder: &Holder| format!("desk.assign:{number}:{}:{lead}", holder.person);
    let button = |holder: &&Holder| Button::act(called(holder), act(holder));
    let buttons: Vec<Button> = holders.iter().take(LISTED).map(button).collect();
    let rows = buttons.chunks(2).map(<[Button]>::to_vec).collect();
    let text = first.unwrap_or_default().line(text!("desk-assign", number = number.0));
    offer(talk, Some(number), text, rows);
    Ok(())
}

fn called(holder: &Holder) -> Text {
    tell::called(holder.grant.role, &holder.grant.name)
}

/// The new lead may be new to the ticket, so the card and the notices are told how they are called and reached.
fn assign(talk: &mut Talk<'_>, number: Number, holder: &Holder) -> talk::Step {
    talk.hold(number)?;
    let actor = talk.staff_of(number, Right::Assign)?;
    let mut dossier = talk.ticket(number)?.clone();
    dossier.staff.insert(holder.person, (holder.grant.role, holder.grant.name.clone()));
    dossier.readers.insert(holder.person, holder.reader.clone());
    let who = story::colleague(&dossier, holder.person);
    talk.know(dossier);
    let text = match talk.act(number, actor, &Action::Assign(holder.person), None, Vec::new()) {
        Ok(_) => {
            inform(talk, number, (actor, holder))?;
            text!("desk-assigned", number = number.0, who = who)
        }
        Err(Stop::Refused(refusal)) => refused(talk, number, refusal)?,
        Err(ask) => return Err(ask),
    };
    answer(talk, text);
    Ok(())
}

/// The new lead hears of it in their own chat, unless they did it themselves.
fn inform(talk: &mut Talk<'_>, number: Number, (actor, holder): (Actor, &Holder)) -> talk::Step {
    if actor.person() == Some(holder.person) {
        return Ok(());
    }
    let by = tell::who(talk, talk.ticket(number)?, actor);
    let text = text!("desk-assigned-to-you", number = number.0, by = by);
    let see = Button::act(text!("desk-queue-open", number = number.0), format!("desk.ticket:{number}"));
    talk.tell(Message { rows: vec![vec![see]], ..Message::notice(holder.reader.clone(), text, Some(number)) });
    Ok(())
}
