//! What a turn may know: the needs it names and the facts it gets. Data only; the worker loads them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::screen::Reader;
use crate::domain::calendar::Calendar;
use crate::domain::catalogue::Catalogue;
use crate::domain::id::{ChatId, MediaId, Number, PersonId, PlaceId};
use crate::domain::language::Language;
use crate::domain::place::Places;
use crate::domain::role::{Grant, Role};
use crate::domain::ticket::{Binding, Event, Ticket};
use crate::domain::time::Moment;

/// What hardly changes and is held whole: places, catalogue, calendar.
#[derive(Clone, Debug)]
pub struct Estate {
    /// Every place.
    pub places: Places,
    /// Categories, questions, periods.
    pub catalogue: Catalogue,
    /// Working time.
    pub calendar: Calendar,
    /// `https://t.me/NAME` of this bot, for links.
    pub bot_link: String,
    /// How much one person may do.
    pub quotas: Quotas,
}

/// How much one person may do; 0 is without limit. Emergencies are never under a quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotas {
    /// Messages a minute, counted by their own date.
    pub messages: i64,
    /// Tickets a day.
    pub tickets: i64,
    /// Files with one ticket.
    pub photos: i64,
}

impl Default for Quotas {
    fn default() -> Self {
        Self { messages: 20, tickets: 5, photos: 10 }
    }
}

/// A person, as their own turn sees and changes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Own id.
    pub id: PersonId,
    /// Their private chat with the bot, once there is one.
    pub chat: Option<ChatId>,
    /// Chosen language, or the client's last.
    pub language: Option<Language>,
    /// Whether `language` was chosen by the person.
    pub language_chosen: bool,
    /// Care mode.
    pub care: bool,
    /// Chosen compound.
    pub compound: Option<PlaceId>,
    /// Version of the processing consent's text that was agreed to.
    pub consent_processing: Option<i64>,
    /// Version of the consent to transfer abroad that was agreed to.
    pub consent_abroad: Option<i64>,
    /// Name and phone they left for named reports, if they wished.
    pub contact: Option<Contact>,
    /// Tickets filed today and messages of this minute, for quotas.
    pub filed_today: i64,
}

/// A name and phone that a reporter typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Name as typed.
    pub name: Option<String>,
    /// Phone as typed.
    pub phone: Option<String>,
}

/// The chat in which the input was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chat {
    /// Own id.
    pub id: ChatId,
    /// What it is bound to, for groups.
    pub binding: Option<Binding>,
    /// Its language, for groups.
    pub language: Language,
}

/// One of our messages (or one taken into a ticket) that is quoted, pressed or edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// Role of that message.
    pub role: super::screen::MessageRole,
    /// Ticket it is about.
    pub ticket: Option<Number>,
    /// For a prompt: what its answer does.
    pub prompt: Option<String>,
    /// For a prompt: whose answer it waits for.
    pub person: Option<PersonId>,
}

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

/// A ticket in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// State.
    pub ticket: Ticket,
    /// The first words of the report; shown to reporter and staff only.
    pub words: String,
}

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The rows of this page, in order.
    pub rows: Vec<Brief>,
    /// From which row, counted from 0.
    pub offset: i64,
    /// How many there are in all.
    pub total: i64,
}

/// Rows on a page.
pub const PAGE: i64 = 5;

/// What staff filter the queue by.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct QueueFilter {
    /// Only tickets led by this person.
    pub lead: Option<PersonId>,
    /// Only one category.
    pub category: Option<String>,
    /// Only one building.
    pub building: Option<String>,
    /// Only untaken ones.
    pub untaken: bool,
    /// Only overdue ones.
    pub overdue: bool,
    /// Only urgent ones.
    pub urgent: bool,
}

/// A holder of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub person: PersonId,
    /// As what, where.
    pub grant: Grant,
    /// How to reach them.
    pub reader: Reader,
}

/// Staff and chats of a place and the places above it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// Everyone with a role there or above.
    pub holders: Vec<Holder>,
    /// Chats bound there or above, with how to write to them.
    pub chats: Vec<(Binding, Reader)>,
}

/// An invite, found by its token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    /// Row.
    pub id: i64,
    /// Role it grants.
    pub role: Role,
    /// Where.
    pub scope: PlaceId,
    /// How the inviter is called, empty for the operator.
    pub inviter: String,
    /// When it ends.
    pub until: Moment,
    /// Used or revoked.
    pub gone: bool,
}

/// What a turn asks to know. The worker unites the needs of a batch and loads each kind with one statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Tickets by number; true: for change (no two turns of a batch may name the same one so).
    pub tickets: BTreeMap<Number, bool>,
    /// The person's own tickets (filed or joined), from this row on.
    pub mine: Option<i64>,
    /// Open public tickets of a compound, from this row on.
    pub open: Option<(PlaceId, i64)>,
    /// Open tickets of compound and category of the last 30 days, for similar ones.
    pub similar: Option<(PlaceId, String)>,
    /// The staff's queue below these scopes, from this row on.
    pub queue: Option<(QueueFilter, i64)>,
    /// Staff and chats of these places and those above.
    pub desks: BTreeSet<PlaceId>,
    /// A fresh ticket number.
    pub number: bool,
    /// The invite of this token.
    pub invite: Option<String>,
    /// The ticket that this claim code opens.
    pub code: Option<String>,
    /// Tickets of the person that asked something within the last 72 h or are open.
    pub asking: bool,
    /// How long such matters took lately: compound and category.
    pub usual: Option<(PlaceId, String)>,
}

impl Needs {
    /// Nothing beyond what every turn gets.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// One ticket to read.
    #[must_use]
    pub fn read(number: Number) -> Self {
        Self { tickets: BTreeMap::from([(number, false)]), ..Self::default() }
    }

    /// One ticket for change.
    #[must_use]
    pub fn change(number: Number) -> Self {
        Self { tickets: BTreeMap::from([(number, true)]), ..Self::default() }
    }
}

impl Needs {
    /// Adds what `more` asks for; where both name a page of the same list, `more`'s holds.
    pub fn add(&mut self, more: Self) {
        for (number, change) in more.tickets {
            *self.tickets.entry(number).or_default() |= change;
        }
        self.mine = more.mine.or(self.mine);
        self.open = more.open.or(self.open.take());
        self.similar = more.similar.or(self.similar.take());
        self.queue = more.queue.or(self.queue.take());
        self.desks.extend(more.desks);
        self.number |= more.number;
        self.invite = more.invite.or(self.invite.take());
        self.code = more.code.or(self.code.take());
        self.asking |= more.asking;
        self.usual = more.usual.or(self.usual.take());
    }
}

/// What a turn knows. The first block every turn gets; the rest only once it was asked for, see [`Facts::asked`].
/// Flows reach the rest through [`super::talk::Talk`], which asks for what is missing.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who speaks. An anonymous admin or a channel has none.
    pub person: Option<Person>,
    /// Their roles.
    pub grants: Vec<Grant>,
    /// Where it was said.
    pub chat: Chat,
    /// The message of ours it replies to, presses or edits.
    pub quoted: Option<Quoted>,
    /// Fresh ids, rising, enough for a turn.
    pub fresh_ids: Vec<i64>,
    /// A fresh token of 26 base32 characters (128 bits), for an invite or a claim code.
    pub fresh_token: String,
    /// A fresh screen's nonce.
    pub nonce: String,

    /// What was asked for and is loaded below.
    pub asked: Needs,
    /// Tickets asked for; one that doesn't exist is missing.
    pub tickets: BTreeMap<Number, Dossier>,
    /// The person's own.
    pub mine: Listing,
    /// Open in the compound.
    pub open: Listing,
    /// Similar ones, unsorted candidates.
    pub similar: Vec<Brief>,
    /// The queue.
    pub queue: Listing,
    /// Staff and chats.
    pub desks: BTreeMap<PlaceId, Desk>,
    /// Fresh number.
    pub number: Option<Number>,
    /// The invite.
    pub invite: Option<Invite>,
    /// The ticket that the code opens.
    pub code: Option<Number>,
    /// The person's tickets that asked, newest first: number and when.
    pub asking: Vec<(Number, Moment)>,
    /// The person's open tickets, newest first.
    pub mine_open: Vec<Number>,
    /// Median days such matters took here in the last 90 days, with how many.
    pub usual: Option<(i64, i64)>,
}
