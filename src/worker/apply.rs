//! What turns decided becomes rows: every change, and what is said, in the transaction of the turns.

use std::collections::{BTreeMap, BTreeSet};

use crate::conversation::facts::{Estate, Facts};
use crate::conversation::input::Input;
use crate::conversation::session::Session;
use crate::conversation::turn::{Change, ChatChange, RoomChange, Turn};
use crate::domain::chat::MessageRole;
use crate::domain::clocks::{self, Timer};
use crate::domain::figures::{Tally, tally};
use crate::domain::id::{MediaId, PersonId};
use crate::domain::media::MediaKind;
use crate::domain::person::Person;
use crate::domain::public_form;
use crate::domain::ticket::Ticket;
use crate::domain::time::Moment;
use crate::store::invites::{self, NewInvite};
use crate::store::quotas::{self, Limit};
use crate::store::sql::Many;
use crate::store::tickets::{Filed, Saved};
use crate::store::timers::Changes;
use crate::store::{
    Store, StoreError, Tx, chats, desk, digests, figures, gaps, media, messages, outbox, people, tickets, timers,
};

use super::fresh::Ids;
use super::says::{self, Voice};
use super::{Worker, announce, ledger, meetings, projects, votes};

/// Whose turn it is that is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Author<'a> {
    pub(super) input: &'a Input,
    pub(super) facts: &'a Facts,
    pub(super) estate: &'a Estate,
    pub(super) now: Moment,
}

/// A turn that was made, and whose it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Made<'a> {
    pub(super) author: Author<'a>,
    pub(super) before: &'a Session,
    pub(super) turn: &'a Turn,
    /// The press that is to be answered.
    pub(super) callback: Option<&'a str>,
}

/// Kinds and Telegram's ids of files.
pub(super) type Files = BTreeMap<MediaId, (MediaKind, String)>;

/// What many turns put into the same tables, ready to be written with one statement a table.
#[derive(Debug)]
pub(super) struct Effects {
    rows: Many,
    sessions: Many,
}

impl Worker {
    /// What these turns say and leave in sessions. The costly part of a turn, made before the write lock is asked for.
    pub(super) async fn effects(
        &self,
        snapshot: &mut Tx<'_>,
        made: &[Made<'_>],
        now: Moment,
    ) -> Result<Effects, StoreError> {
        let files = self.files(snapshot, made).await?;
        let screens = says::screens(made);
        let (mut rows, mut left) = (Vec::new(), BTreeMap::new());
        for (at, Made { author, before, turn, callback }) in made.iter().enumerate() {
            let Author { input, facts, estate, .. } = *author;
            let voice = Voice { worker: self, facts, input, estate, files: &files, now };
            let secret = turn.is_of_a_ballot(before);
            let said = says::rows(&voice, turn, (*callback, screens.get(&at).copied()));
            rows.extend(said.into_iter().map(|row| row.secret(secret)));
            if let Some(person) = &facts.person {
                left.entry(person.id).or_insert((before, &turn.session)).1 = &turn.session;
            }
        }
        let changed = left.into_iter().filter(|(_, (before, after))| **before != *after);
        let stored = |(person, (_, after)): (_, (_, &Session))| Ok((person, after.to_stored()?));
        let sessions: Vec<_> = changed.map(stored).collect::<Result<_, StoreError>>()?;
        let seal = self.store.seal();
        Ok(Effects { rows: outbox::inserting(seal, rows)?, sessions: people::saving_sessions(seal, &sessions, now)? })
    }

    /// The files that these turns send: those that are kept, and those that the same turns add.
    async fn files(&self, snapshot: &mut Tx<'_>, made: &[Made<'_>]) -> Result<Files, StoreError> {
        let sent: BTreeSet<MediaId> = made.iter().flat_map(|made| made.turn.sends()).collect();
        let kept = media::find(snapshot, self.store.seal(), &sent.into_iter().collect::<Vec<_>>()).await?;
        let mut files: Files = kept.into_iter().map(|stored| (stored.id, (stored.kind, stored.file))).collect();
        let changes = made.iter().flat_map(|made| &made.turn.changes);
        files.extend(changes.filter_map(|change| match change {
            Change::Media { id, media } => Some((*id, (media.kind, media.file.clone()))),
            _ => None,
        }));
        Ok(files)
    }

    /// Writes what these turns change, and their effects.
    pub(super) async fn write(&self, tx: &mut Tx<'_>, made: &[Made<'_>], effects: Effects) -> Result<(), StoreError> {
        let mut timers = Changes::default();
        self.write_tickets(tx, made, &mut timers).await?;
        for Made { author, turn, .. } in made {
            for made in &turn.changes {
                change(tx, (&self.store, &self.ids), *author, made, &mut timers).await?;
            }
        }
        timers::write(tx, timers).await?;
        figures::add(tx, counted(made)).await?;
        effects.sessions.write(tx).await?;
        effects.rows.write(tx).await?;
        Ok(())
    }

    /// Writes the tickets that these turns file and change, one statement a table, before what names them.
    async fn write_tickets(&self, tx: &mut Tx<'_>, made: &[Made<'_>], timers: &mut Changes) -> Result<(), StoreError> {
        let (mut filed, mut saved) = (Vec::new(), Vec::new());
        for Made { author: Author { estate, now, .. }, turn, .. } in made {
            for change in &turn.changes {
                let ticket = match change {
                    Change::File(new) => {
                        let public = public_form::shows(&new.ticket, &estate.catalogue);
                        filed.push(Filed { new, public, event: self.ids.next(*now) });
                        &new.ticket
                    }
                    Change::Ticket { after, records } => {
                        let public = public_form::shows(after, &estate.catalogue);
                        let events = self.ids.stamped(*now, records.len());
                        saved.push(Saved { after, public, records, events });
                        after
                    }
                    _ => continue,
                };
                ticket_timers(timers, ticket, (estate, *now));
            }
        }
        tickets::file(tx, self.store.seal(), &filed).await?;
        tickets::save(tx, self.store.seal(), &saved).await
    }
}

/// What these turns change in the counts.
fn counted(made: &[Made<'_>]) -> Tally {
    let mut counted = Tally::new();
    for Made { author, turn, .. } in made {
        for change in &turn.changes {
            match change {
                Change::File(new) => tally::of(&mut counted, None, [(&new.record.event, new.ticket.filed_at)]),
                Change::Ticket { after, records } => {
                    let before = author.facts.tickets.get(&after.number).map(|dossier| &dossier.ticket);
                    let events = records.iter().map(|record| (&record.event, author.now));
                    tally::of(&mut counted, before, events);
                }
                _ => {}
            }
        }
    }
    counted
}

impl Author<'_> {
    /// The person, who must be one for what only persons change.
    pub(super) fn person(&self) -> Result<&Person, StoreError> {
        self.facts.person.as_ref().ok_or(StoreError::Foreign("a turn of nobody"))
    }
}

/// Writes one change.
async fn change(
    tx: &mut Tx<'_>,
    (store, ids): (&Store, &Ids),
    author: Author<'_>,
    change: &Change,
    timers: &mut Changes,
) -> Result<(), StoreError> {
    let (seal, now) = (store.seal(), author.now);
    match change {
        Change::Person(after) => people::save(tx, seal, std::slice::from_ref(after)).await,
        Change::Consent { kind, version, given } => {
            invites::consent(tx, author.person()?.id, (kind, *version, *given), now).await
        }
        Change::File(_) => quotas::count(tx, seal, (Limit::Tickets, author.person()?.id), now).await,
        Change::Ticket { .. } => Ok(()),
        Change::DigestSaid { place, week } => digests::claim(tx, (*place, *week), now).await,
        Change::DigestTimers(due) => {
            let due = due.iter().map(|(place, due)| (place.map_or(0, |place| place.0), *due));
            timers.extend(due.map(|(object, due)| ((Timer::Digest, object), Some(due))));
            Ok(())
        }
        Change::Subscribe { place, wanted } => {
            digests::subscribe(tx, (*place, author.person()?.id), *wanted, now).await
        }
        Change::Follow { number, person, follows } => tickets::follow(tx, (*number, *person), *follows, now).await,
        Change::TicketContact { number, contact } => tickets::set_contact(tx, seal, *number, contact.clone()).await,
        Change::Forget(files) => {
            timers.extend(files.iter().map(|file| ((Timer::Fetch, file.0), Some(now))));
            media::forget(tx, files).await
        }
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
        Change::TakeRole { person, role, scope } => {
            timers.insert((Timer::RoleEnds, person.0), Some(now));
            invites::take_role(tx, *person, (*role, *scope)).await
        }
        Change::DropInvite(id) => invites::drop_unused(tx, *id).await,
        Change::Chat(change) => chat_change(tx, author, change, timers).await,
        Change::Of(change) => room_change(tx, (store, ids), author, change, timers).await,
        Change::Colour { number, turns } => {
            timers.insert((Timer::Colour, number.0), Some(*turns));
            Ok(())
        }
        Change::DraftTimers(due) => {
            let person = author.person()?.id.0;
            timers.insert((Timer::DraftReminder, person), due.map(|(remind, _)| remind));
            timers.insert((Timer::DraftEnds, person), due.map(|(_, end)| end));
            Ok(())
        }
        Change::GapTold { id, last } => {
            timers.insert((Timer::Gap, id.0), Some(now));
            gaps::told_to(tx, *id, *last).await
        }
        Change::Audit { what, object } => {
            let person = author.facts.person.as_ref().map_or(PersonId(0), |person| person.id);
            invites::audit(tx, (ids.next(now), person), (what, object), now).await
        }
    }
}

/// Writes what only one room knows.
async fn room_change(
    tx: &mut Tx<'_>,
    (store, ids): (&Store, &Ids),
    author: Author<'_>,
    change: &RoomChange,
    timers: &mut Changes,
) -> Result<(), StoreError> {
    match change {
        RoomChange::Works(change) => super::works::write(tx, (store, ids), author, change, timers).await,
        RoomChange::Announce(effect) => announce::write(tx, (store, ids), author, effect, timers).await,
        RoomChange::Meeting(change) => meetings::write(tx, (store, ids), author, change, timers).await,
        RoomChange::Household(change) => super::households::write(tx, (store, ids), author, change).await,
        RoomChange::Project(change) => projects::write(tx, (store, ids), change, author.now, timers).await,
        RoomChange::Vote(change) => votes::write(tx, (store, ids), author, change, timers).await,
        RoomChange::Ledger(change) => Box::pin(ledger::write(tx, (store, ids), author, change)).await,
    }
}

async fn chat_change(
    tx: &mut Tx<'_>,
    author: Author<'_>,
    change: &ChatChange,
    timers: &mut Changes,
) -> Result<(), StoreError> {
    let chat = author.facts.chat.id;
    match change {
        ChatChange::Bind { place, used } => {
            timers.insert((Timer::LeaveGroup, chat.0), None);
            desk::bind(tx, chat, *place, *used).await
        }
        ChatChange::Unbind => desk::unbind(tx, chat).await,
        ChatChange::LeaveAt(due) => {
            timers.insert((Timer::LeaveGroup, chat.0), Some(*due));
            Ok(())
        }
        ChatChange::Reachable(reachable) => desk::set_reachable(tx, chat, *reachable).await,
        ChatChange::Rich(on) => chats::set_rich(tx, chat, *on).await,
    }
}

/// A ticket's timers are what its state says, no more and no less.
fn ticket_timers(timers: &mut Changes, ticket: &Ticket, (estate, now): (&Estate, Moment)) {
    timers.extend(Timer::TICKET.iter().map(|timer| ((*timer, ticket.number.0), None)));
    let set = clocks::timers(ticket, now, &estate.catalogue.periods);
    timers.extend(set.into_iter().map(|(timer, due)| ((timer, ticket.number.0), Some(due))));
}
