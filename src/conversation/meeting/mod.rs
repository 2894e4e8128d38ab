//! The four-party meeting: its agenda the day before, its minutes, what residents propose to it and read of it.

use serde::{Deserialize, Serialize};

use super::screen::Message;
use super::talk::{self, Talk};
use super::tell;
use super::turn::{Change, RoomChange};
use crate::domain::chat::ChatUse;
use crate::domain::clocks::Timer;
use crate::domain::id::{MediaId, PersonId, PlaceId, ResolutionId};
use crate::domain::masker::mask;
use crate::domain::meeting::Told;
use crate::domain::meeting::resolution::{self, Action, Event};
use crate::domain::person::Reader;
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::domain::role::Role;
use crate::text::Text;

mod agenda;
mod done;
pub mod known;
pub mod minutes;
pub mod propose;
pub mod resolutions;

/// Where somebody is in what meetings have them do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Writing the minutes; what is written so far lies beside.
    Minutes(minutes::Step),
    /// Saying that a resolution is done.
    Done {
        /// Which.
        resolution: ResolutionId,
        /// Photos sent so far.
        media: Vec<MediaId>,
    },
    /// Proposing something.
    Propose(propose::Step),
    /// Reading resolutions, from this row on.
    List(i64),
}

/// One turn of this flow.
///
/// # Errors
/// See [`talk::Stop`].
pub fn turn(talk: &mut Talk<'_>, step: Step) -> talk::Step {
    match step {
        Step::Minutes(step) => minutes::turn(talk, step),
        Step::Done { resolution, media } => done::turn(talk, resolution, media),
        Step::Propose(step) => propose::turn(talk, step),
        Step::List(offset) => resolutions::turn(talk, offset),
    }
}

/// No list of resolutions is longer.
const LAST_OFFSET: i64 = 100_000;

/// What the clock does to the meetings of a place or to a resolution, by its id.
///
/// # Errors
/// See [`talk::Stop`]; a refusal says that nothing is left to do.
pub fn clock(talk: &mut Talk<'_>, timer: Timer, object: i64) -> talk::Step {
    match timer {
        Timer::MeetingAgenda => agenda::call(talk, PlaceId(object)),
        Timer::Resolution => done::look(talk, ResolutionId(object)),
        _ => Err(Refusal::Unknown.into()),
    }
}

/// An act of a notice; none: not our verb.
pub fn act(talk: &mut Talk<'_>, verb: &str, object: &str, _argument: &str) -> Option<talk::Step> {
    let id: i64 = object.parse().ok()?;
    match verb {
        "meeting.done" => Some(done::begin(talk, ResolutionId(id))),
        "meeting.list" => Some(resolutions::list(talk, id.clamp(0, LAST_OFFSET))),
        _ => None,
    }
}

/// Something of meetings is to be written.
fn change(talk: &mut Talk<'_>, change: known::Change) {
    talk.change(Change::Of(RoomChange::Meeting(Box::new(change))));
}

/// Does something to a resolution that was read in this turn.
///
/// # Errors
/// The rules' refusal.
fn act_on(talk: &mut Talk<'_>, told: &Told, action: &Action, result: Option<String>) -> Result<Told, talk::Stop> {
    let event: Event = resolution::decide(&told.resolution, action, talk.now)?;
    let mut after = told.clone();
    after.resolution.apply(&event, talk.now);
    after.words.result = result.or(after.words.result);
    change(talk, known::Change::Resolution { after: after.clone(), event });
    Ok(after)
}

/// Where a place's meeting is told of: its staff chats, or else the private chats of those who write its minutes.
fn audience(talk: &Talk<'_>, place: PlaceId) -> Result<Vec<Reader>, talk::Stop> {
    let desk = talk.desk(place)?;
    let staff = desk.chats.iter().filter(|(binding, _)| binding.place == place && binding.used == ChatUse::Staff);
    let chats: Vec<Reader> = staff.map(|(_, reader)| reader.clone()).collect();
    if !chats.is_empty() {
        return Ok(chats);
    }
    let mut readers: Vec<Reader> = Vec::new();
    for holder in &desk.holders {
        let writes = holder.grant.scope == place && rights::holds(holder.grant.role, Right::Minutes);
        if writes && holder.reader.reachable && !readers.contains(&holder.reader) {
            readers.push(holder.reader.clone());
        }
    }
    Ok(readers)
}

/// Tells everyone of a place's meeting.
fn post(talk: &mut Talk<'_>, place: PlaceId, text: &Text, media: &[MediaId]) -> talk::Step {
    for reader in audience(talk, place)? {
        let mut message = Message::notice(reader, text.clone(), None);
        message.media = media.to_vec();
        talk.tell(message);
    }
    Ok(())
}

/// Who owns a resolution, by surname and post.
fn owner(told: &Told) -> Text {
    who(&told.words.owner, told.resolution.role)
}

fn who(name: &str, role: Role) -> Text {
    tell::called(role, name)
}

/// A member of staff's own words as residents read them: without what could name a resident.
pub(super) fn staff_words(words: &str) -> Text {
    Text::raw(mask(words, &[]))
}

/// A person's reader among a place's staff.
fn reader_of(talk: &Talk<'_>, place: PlaceId, person: PersonId) -> Result<Option<Reader>, talk::Stop> {
    let holders = &talk.desk(place)?.holders;
    Ok(holders.iter().find(|holder| holder.person == person).map(|holder| holder.reader.clone()))
}

/// Where a place is called by its name.
pub(super) fn place_name(talk: &Talk<'_>, place: PlaceId) -> Text {
    talk.estate.places.get(place).map(super::first_contact::name).unwrap_or_default()
}
