//! What turns about announcements, emergency mode and switches ask to know, and what they change.

use crate::conversation::facts::Needs;
use crate::conversation::talk::{Stop, Talk};
use crate::conversation::turn::{Change, RoomChange};
use crate::domain::announcement::{Announcement, Delivery, Event, Gathered, Reach, Recipient, Safe, Safety, Standing};
use crate::domain::id::{AnnouncementId, ChatId, PersonId, PlaceId};
use crate::domain::person::Reader;
use crate::domain::refusal::Refusal;
use crate::domain::time::Moment;
use crate::domain::unasked::Switches;

/// What a turn asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wants {
    /// Announcements in force at this place and those above it.
    pub in_force: Option<PlaceId>,
    /// Announcements that aren't over, in the scopes of whoever speaks.
    pub managed: bool,
    /// One announcement with what became of it.
    pub one: Option<AnnouncementId>,
    /// The next page of those to whom this one is to go.
    pub round: Option<AnnouncementId>,
    /// The person's own switches.
    pub switches: bool,
    /// What waits for the person's one unasked message.
    pub gathered: bool,
}

impl Wants {
    /// Adds what `more` asks for.
    pub fn add(&mut self, more: Self) {
        self.in_force = more.in_force.or(self.in_force);
        self.managed |= more.managed;
        self.one = more.one.or(self.one);
        self.round = more.round.or(self.round);
        self.switches |= more.switches;
        self.gathered |= more.gathered;
    }

    /// These as needs of a turn.
    #[must_use]
    pub fn needs(self) -> Needs {
        Needs { announce: self, ..Needs::default() }
    }

    fn ask<T>(self) -> Result<T, Stop> {
        Err(Stop::Ask(Box::new(self.needs())))
    }
}

/// What a turn knows of what it asked for.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// See [`Wants::in_force`].
    pub in_force: Vec<Announcement>,
    /// See [`Wants::managed`].
    pub managed: Vec<Announcement>,
    /// See [`Wants::one`].
    pub one: Option<One>,
    /// See [`Wants::round`].
    pub round: Option<Round>,
    /// See [`Wants::switches`].
    pub switches: Switches,
    /// See [`Wants::gathered`], with the announcement where it is one.
    pub gathered: Vec<(Gathered, Option<Announcement>)>,
    /// The announcement that the clock's turn is about.
    pub due: Option<AnnouncementId>,
}

/// One announcement with what became of it.
#[derive(Clone, Debug)]
pub struct One {
    /// Itself.
    pub announcement: Announcement,
    /// Whom it reached.
    pub reach: Reach,
    /// Of an emergency mode: who is safe.
    pub safety: Safety,
}

/// A page of those to whom an announcement is to go.
#[derive(Clone, Debug)]
pub struct Round {
    /// Itself.
    pub announcement: Announcement,
    /// Residents' groups of the place, on the first page.
    pub groups: Vec<Reader>,
    /// Residents who come next.
    pub page: Vec<Recipient>,
    /// Whether residents are left to be written to.
    pub spreading: bool,
    /// Where an older revision of it stands, once it went to everyone.
    pub standing: Vec<Standing>,
}

/// Something about announcements to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A new announcement.
    New(Box<Announcement>),
    /// Something happened to one.
    Event {
        /// It after that.
        after: Box<Announcement>,
        /// What happened.
        event: Event,
        /// Who did it; none: the clock.
        by: Option<PersonId>,
    },
    /// When its next page is due.
    Round(AnnouncementId, Moment),
    /// It went to everyone up to this person; none: to all.
    PostedTo(AnnouncementId, Option<PersonId>),
    /// It went to these chats.
    Deliver(AnnouncementId, Vec<Delivery>),
    /// The person asked to hear how it goes on; they read this revision of it.
    Follow(AnnouncementId, i64),
    /// What of it still waits to go out to these chats is not to go.
    Unqueue(AnnouncementId, Vec<ChatId>),
    /// Somebody answered "are you safe?".
    Safety(AnnouncementId, Safe),
    /// The person's switches as they are now.
    Switches(Switches),
    /// These persons were told something unasked.
    Told(Vec<PersonId>),
    /// This waits for these persons' one unasked message, until then.
    Gather(Vec<PersonId>, Gathered, Moment),
    /// What waited for the person went out.
    Emptied,
}

impl Effect {
    /// It as a change of a turn.
    #[must_use]
    pub const fn change(self) -> Change {
        Change::Of(RoomChange::Announce(self))
    }
}

/// Announcements in force at a place.
///
/// # Errors
/// Asks for them when they aren't loaded.
pub fn in_force<'a>(talk: &Talk<'a>, place: PlaceId) -> Result<&'a [Announcement], Stop> {
    if talk.facts.asked.announce.in_force == Some(place) {
        return Ok(&talk.facts.announce.in_force);
    }
    Wants { in_force: Some(place), ..Wants::default() }.ask()
}

/// Announcements that aren't over, in the scopes of whoever speaks.
///
/// # Errors
/// Asks for them when they aren't loaded.
pub fn managed<'a>(talk: &Talk<'a>) -> Result<&'a [Announcement], Stop> {
    if talk.facts.asked.announce.managed {
        return Ok(&talk.facts.announce.managed);
    }
    Wants { managed: true, ..Wants::default() }.ask()
}

/// One announcement with what became of it.
///
/// # Errors
/// Asks for it when it isn't loaded; [`Refusal::Unknown`] when there is none.
pub fn one<'a>(talk: &Talk<'a>, id: AnnouncementId) -> Result<&'a One, Stop> {
    if talk.facts.asked.announce.one == Some(id) {
        return talk.facts.announce.one.as_ref().ok_or(Stop::Refused(Refusal::Unknown));
    }
    Wants { one: Some(id), ..Wants::default() }.ask()
}

/// The next page of those to whom an announcement is to go.
///
/// # Errors
/// Asks for it when it isn't loaded; [`Refusal::Unknown`] when there is no such announcement.
pub fn round<'a>(talk: &Talk<'a>, id: AnnouncementId) -> Result<&'a Round, Stop> {
    if talk.facts.asked.announce.round == Some(id) {
        return talk.facts.announce.round.as_ref().ok_or(Stop::Refused(Refusal::Unknown));
    }
    Wants { round: Some(id), ..Wants::default() }.ask()
}

/// The person's own switches.
///
/// # Errors
/// Asks for them when they aren't loaded.
pub fn switches<'a>(talk: &Talk<'a>) -> Result<&'a Switches, Stop> {
    if talk.facts.asked.announce.switches {
        return Ok(&talk.facts.announce.switches);
    }
    Wants { switches: true, ..Wants::default() }.ask()
}

/// What waits for the person's one unasked message.
///
/// # Errors
/// Asks for it when it isn't loaded.
pub fn gathered<'a>(talk: &Talk<'a>) -> Result<&'a [(Gathered, Option<Announcement>)], Stop> {
    if talk.facts.asked.announce.gathered {
        return Ok(&talk.facts.announce.gathered);
    }
    Wants { gathered: true, switches: true, ..Wants::default() }.ask()
}
