//! What a turn gives back: the session after it, what is to be written, what is to be said.

use super::screen::Say;
use super::session::{Flow, Session};
use super::{household, ledger, meeting, projects};
use crate::domain::chat::ChatUse;
use crate::domain::digest::Week;
use crate::domain::id::{GapId, MediaId, Number, PersonId, PlaceId};
use crate::domain::media::Media;
use crate::domain::person::{Contact, Person};
use crate::domain::role::{Grant, Role};
use crate::domain::ticket::Ticket;
use crate::domain::ticket::dossier::{NewTicket, Record};
use crate::domain::time::Moment;

/// The result of a turn; all of it is written in one transaction or none of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The session after it.
    pub session: Session,
    /// What is to be written, in order.
    pub changes: Vec<Change>,
    /// What is to be said, in order.
    pub says: Vec<Say>,
}

impl Turn {
    /// Whether what the person said so far is not to be kept: it files a ticket that nobody is to be named with, or
    /// drops what they had begun to report.
    #[must_use]
    pub fn leaves_no_trace(&self) -> bool {
        self.changes.iter().any(|change| match change {
            Change::File(new) => new.claim.is_some(),
            Change::Forget(_) => true,
            _ => false,
        })
    }

    /// Whether it knows how somebody votes: a ballot is filled in, before it or after it. What was said on the way is
    /// not kept.
    #[must_use]
    pub fn is_of_a_ballot(&self, before: &Session) -> bool {
        let fills = |session: &Session| matches!(&session.flow, Flow::Vote(step) if step.is_secret());
        fills(before) || fills(&self.session)
    }

    /// Whether nothing but the talk itself went on: all that is stored of persons, chats and tickets is as before, and
    /// the next turn may be made on the same facts.
    #[must_use]
    pub fn only_talks(&self) -> bool {
        let is_talk =
            |change: &Change| matches!(change, Change::Forget(_) | Change::Media { .. } | Change::DraftTimers(_));
        self.changes.iter().all(is_talk)
    }

    /// Whether it shows a screen.
    #[must_use]
    pub fn shows(&self) -> bool {
        self.says.iter().any(|said| matches!(said, Say::Screen(_)))
    }

    /// The files that it sends.
    pub fn sends(&self) -> impl Iterator<Item = MediaId> + '_ {
        self.says
            .iter()
            .flat_map(|said| match said {
                Say::Message(message) => message.media.as_slice(),
                _ => &[],
            })
            .copied()
    }
}

/// Something to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A report that will be none: these files of it go.
    Forget(Vec<MediaId>),
    /// The person's own row after the turn.
    Person(Person),
    /// A consent given or taken back, with its text's version.
    Consent {
        /// `processing` or `abroad`.
        kind: &'static str,
        /// Version of the text.
        version: i64,
        /// Given or taken back.
        given: bool,
    },
    /// A new ticket with its first event.
    File(Box<NewTicket>),
    /// A compound's week is said by this turn, the only one that may.
    DigestSaid {
        /// The compound.
        place: PlaceId,
        /// The week.
        week: Week,
    },
    /// When compounds' weeks are to be said; none: when all of them are due.
    DigestTimers(Vec<(Option<PlaceId>, Moment)>),
    /// The person gets a compound's digests from now on, or no more.
    Subscribe {
        /// The compound.
        place: PlaceId,
        /// From now on.
        wanted: bool,
    },
    /// Events of a ticket and its state after them (whose `version` is still the one that was read).
    Ticket {
        /// State after.
        after: Box<Ticket>,
        /// What happened, in order.
        records: Vec<Record>,
    },
    /// A person joins or leaves those whom a ticket affects.
    Follow {
        /// Which ticket.
        number: Number,
        /// Who.
        person: PersonId,
        /// Joins or leaves.
        follows: bool,
    },
    /// The reporter's contact on a ticket was corrected or taken back.
    TicketContact {
        /// Which ticket.
        number: Number,
        /// The contact now.
        contact: Option<Contact>,
    },
    /// A file that came in: its row; its bytes are fetched by a timer due at once.
    Media {
        /// Its id, a fresh one.
        id: MediaId,
        /// The file.
        media: Media,
    },
    /// A message in the chat of this turn was taken into a ticket, so that an edit of it finds its way.
    Source {
        /// The ticket.
        number: Number,
        /// The message's id in its chat.
        message: i64,
    },
    /// A one-time invite.
    Invite {
        /// The token; only its HMAC is stored.
        token: String,
        /// Role.
        role: Role,
        /// Where.
        scope: PlaceId,
        /// How the inviter is called.
        inviter: String,
        /// Until when.
        until: Moment,
    },
    /// An invite is used up and its role granted.
    Redeem {
        /// Row of the invite; of two at once one wins.
        invite: i64,
        /// What is granted to the person of this turn.
        grant: Grant,
    },
    /// A role is taken from its holder; of two at once one wins.
    TakeRole {
        /// From whom.
        person: PersonId,
        /// Which role.
        role: Role,
        /// Where.
        scope: PlaceId,
    },
    /// An unused invite is taken back, by its row.
    DropInvite(i64),
    /// Something of the chat of this turn.
    Chat(ChatChange),
    /// When a due time on the cards of a ticket changes its colour next.
    Colour {
        /// The ticket.
        number: Number,
        /// When.
        turns: Moment,
    },
    /// The draft's reminder and end; `None` clears both.
    DraftTimers(Option<(Moment, Moment)>),
    /// Something of one room alone.
    Of(RoomChange),
    /// Everyone up to a person was told of an outage; the next are due at once.
    GapTold {
        /// Which.
        id: GapId,
        /// The last who was told.
        last: PersonId,
    },
    /// A line in the audit log: what, and about which object. Ids and codes only.
    Audit {
        /// `denied`, `invited`, `granted`, `bound`, `viewed_contact`, …
        what: &'static str,
        /// The object's id or code.
        object: String,
    },
}

/// What only one room knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoomChange {
    /// Announcements, emergency mode and switches.
    Announce(super::announce::facts::Effect),
    /// Something of a micro-task.
    Works(super::works::change::WorksChange),
    /// Of meetings.
    Meeting(Box<meeting::known::Change>),
    /// Of households.
    Household(Box<household::known::Change>),
    /// Of a fund project.
    Project(Box<projects::known::Change>),
    /// Of votes.
    Vote(Box<super::vote::known::Change>),
    /// Of the ledger.
    Ledger(Box<ledger::known::Change>),
}

/// What changes about a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChatChange {
    /// It is tied to a place.
    Bind {
        /// Place.
        place: PlaceId,
        /// What for.
        used: ChatUse,
    },
    /// It is no longer tied.
    Unbind,
    /// When the group is left unless it is bound by then.
    LeaveAt(Moment),
    /// It can be written to, or no more.
    Reachable(bool),
    /// It shows tables as such, or no more.
    Rich(bool),
}
