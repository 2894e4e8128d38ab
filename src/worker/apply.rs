//! What a turn changed becomes rows: one arm a kind of change.

use crate::conversation::facts::{Estate, Facts};
use crate::conversation::input::Input;
use crate::conversation::turn::Change;
use crate::domain::chat::MessageRole;
use crate::domain::clocks::{self, Timer};
use crate::domain::id::PersonId;
use crate::domain::person::Person;
use crate::domain::public_form;
use crate::domain::ticket::Ticket;
use crate::domain::time::Moment;
use crate::store::invites::{self, NewInvite};
use crate::store::timers::Changes;
use crate::store::{Store, StoreError, Tx, desk, media, messages, people, tickets};

use super::fresh::Ids;

/// Whose turn it is that is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Author<'a> {
    pub(super) input: &'a Input,
    pub(super) facts: &'a Facts,
    pub(super) estate: &'a Estate,
}

impl Author<'_> {
    /// The person, who must be one for what only persons change.
    fn person(&self) -> Result<&Person, StoreError> {
        self.facts.person.as_ref().ok_or(StoreError::Foreign("a turn of nobody"))
    }
}

/// Writes one change.
pub(super) async fn change(
    tx: &mut Tx<'_>,
    store: &Store,
    ids: &Ids,
    author: Author<'_>,
    (change, timers, now): (&Change, &mut Changes, Moment),
) -> Result<(), StoreError> {
    let seal = store.seal();
    match change {
        Change::Person(after) => people::save(tx, seal, std::slice::from_ref(after)).await,
        Change::Consent { kind, version, given } => {
            invites::consent(tx, author.person()?.id, (kind, *version, *given), now).await
        }
        Change::File(new) => {
            let public = public_form::shows(&new.ticket, &author.estate.catalogue);
            tickets::file(tx, seal, new, public, ids.next(now)).await?;
            ticket_timers(timers, &new.ticket, author.estate);
            Ok(())
        }
        Change::Ticket { after, records } => {
            let public = public_form::shows(after, &author.estate.catalogue);
            let event_ids = ids.take(now, records.len());
            tickets::save(tx, seal, (after, public), records, (&event_ids, now)).await?;
            ticket_timers(timers, after, author.estate);
            Ok(())
        }
        Change::Follow { number, person, follows } => tickets::follow(tx, (*number, *person), *follows, now).await,
        Change::TicketContact { number, contact } => tickets::set_contact(tx, seal, *number, contact.clone()).await,
        Change::Media { id, media: file } => {
            timers.insert((Timer::Fetch, id.0), Some(now));
            media::add(tx, seal, *id, file, now).await
        }
        Change::Source { number, message } => {
            let at = messages::At { chat: author.facts.chat.id, message: *message, thread: author.input.thread };
            messages::note(tx, at, MessageRole::Source, (*number, now)).await
        }
        Change::Invite { token, role, scope, inviter, until } => {
            let (id, role, scope, until) = (ids.next(now), *role, *scope, *until);
            invites::make(tx, seal, &NewInvite { id, token, role, scope, inviter, until }).await
        }
        Change::Redeem { invite, grant } => invites::redeem(tx, seal, (*invite, author.person()?.id), grant, now).await,
        Change::Bind { place, used } => {
            timers.insert((Timer::LeaveGroup, author.facts.chat.id.0), None);
            desk::bind(tx, author.facts.chat.id, *place, *used).await
        }
        Change::GroupTimer(due) => {
            timers.insert((Timer::LeaveGroup, author.facts.chat.id.0), Some(*due));
            Ok(())
        }
        Change::Unbind => desk::unbind(tx, author.facts.chat.id).await,
        Change::Reachable(reachable) => desk::set_reachable(tx, author.facts.chat.id, *reachable).await,
        Change::DraftTimers(due) => {
            let person = author.person()?.id.0;
            timers.insert((Timer::DraftReminder, person), due.map(|(remind, _)| remind));
            timers.insert((Timer::DraftEnds, person), due.map(|(_, end)| end));
            Ok(())
        }
        Change::Audit { what, object } => {
            let person = author.facts.person.as_ref().map_or(PersonId(0), |person| person.id);
            invites::audit(tx, (ids.next(now), person), (what, object), now).await
        }
    }
}

/// A ticket's timers are what its state says, no more and no less.
fn ticket_timers(timers: &mut Changes, ticket: &Ticket, estate: &Estate) {
    timers.extend(Timer::TICKET.iter().map(|timer| ((*timer, ticket.number.0), None)));
    let set = clocks::timers(ticket, &estate.catalogue.periods);
    timers.extend(set.into_iter().map(|(timer, due)| ((timer, ticket.number.0), Some(due))));
}
