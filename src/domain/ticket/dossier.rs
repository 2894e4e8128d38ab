//! A ticket with its whole story, as it is read, added to and filed.

use std::collections::BTreeMap;

use super::{Actor, Event, Ticket};
use crate::domain::id::{MediaId, PersonId};
use crate::domain::person::{Contact, Reader};
use crate::domain::role::Role;
use crate::domain::time::Moment;

/// A line of a ticket's story: an event with its words and files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// When.
    pub at: Moment,
    /// What happened.
    pub event: Event,
    /// Who did it: `None` is the clock or an anonymous reporter.
    pub person: Option<PersonId>,
    /// Its words.
    pub words: Option<String>,
    /// Its files.
    pub media: Vec<MediaId>,
}

/// A ticket with everything a turn about it may need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// State.
    pub ticket: Ticket,
    /// Story, oldest first.
    pub lines: Vec<Line>,
    /// Those it affects and who follow it, without the reporter.
    pub followers: Vec<PersonId>,
    /// How to reach reporter, followers, lead and helpers.
    pub readers: BTreeMap<PersonId, Reader>,
    /// How staff named in the story are called: (role, surname).
    pub staff: BTreeMap<PersonId, (Role, String)>,
    /// Chats in which its card stands.
    pub cards: Vec<Reader>,
    /// What the reporter left, for named tickets.
    pub contact: Option<Contact>,
    /// The category's own questions as asked, with the answers.
    pub answers: Vec<(String, String)>,
    /// Other open tickets of the reporter and past ones (counts), for the card.
    pub reporter_counts: (i64, i64),
    /// Tickets of the same place and category in the last 12 weeks, for the card.
    pub nearby: i64,
}

/// What a new ticket's card counts besides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Open tickets of the reporter and past ones.
    pub reporter: (i64, i64),
    /// Tickets of the same place and category in the last 12 weeks.
    pub nearby: i64,
}

/// An event to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What.
    pub event: Event,
    /// Who.
    pub actor: Actor,
    /// Its words.
    pub words: Option<String>,
    /// Its files.
    pub media: Vec<MediaId>,
}

/// A ticket about to be born.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTicket {
    /// Its state after the first event.
    pub ticket: Ticket,
    /// The first event with the reporter's words and photos.
    pub record: Record,
    /// What the reporter left.
    pub contact: Option<Contact>,
    /// Own questions as asked, with the answers.
    pub answers: Vec<(String, String)>,
    /// The code that opens an anonymous ticket; only its HMAC is stored.
    pub claim: Option<String>,
}
