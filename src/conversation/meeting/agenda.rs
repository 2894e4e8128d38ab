//! The agenda of a round, posted the day before to the place's staff chats, once; and an item of it in words.

use super::known::Change;
use super::{change, place_name, post};
use crate::conversation::talk::{self, Talk};
use crate::domain::id::{MeetingId, PlaceId};
use crate::domain::meeting::agenda::{self, Frequent, Matter};
use crate::domain::meeting::round::{self, Rhythm};
use crate::domain::meeting::{Item, Meeting, Papers};
use crate::domain::refusal::Refusal;
use crate::text;
use crate::text::{Arg, Text};

/// Posts the agenda of a place's next meeting if it is time and nobody did yet, and sets the clock for the one after.
/// A meeting with nothing to talk over is kept, and nobody told.
pub(super) fn call(talk: &mut Talk<'_>, place: PlaceId) -> talk::Step {
    let estate = talk.estate;
    let kind = estate.places.get(place).ok_or(Refusal::Unknown)?.kind;
    let rhythm = Rhythm::of(kind).ok_or(Refusal::Unknown)?;
    let rounds = round::rounds(rhythm, talk.now, (&estate.calendar, &estate.catalogue.periods.meetings));
    let next = round::next(&rounds, talk.now).filter(|round| round.agenda_at <= talk.now);
    if let Some(round) = next
        && !talk.called(place, &round.period)?
    {
        let gathered = talk.gathered(place)?;
        let made = agenda::agenda(gathered, &estate.catalogue);
        let id = MeetingId(talk.fresh_id());
        let meeting =
            Meeting { id, place, period: round.period.clone(), at: round.at, agenda: made.items, minuted: false };
        if !meeting.agenda.is_empty() {
            let text = posted(talk, &meeting, &gathered.papers, made.more);
            post(talk, place, &text.lasting(), &[])?;
        }
        change(talk, Change::Call(meeting));
    }
    if let Some(at) = round::next_agenda(&rounds, talk.now) {
        change(talk, Change::NextAgenda { place, at });
    }
    Ok(())
}

fn posted(talk: &Talk<'_>, meeting: &Meeting, papers: &Papers, more: usize) -> Text {
    let place = place_name(talk, meeting.place);
    let mut text = text!("meeting-agenda", place = place, at = meeting.at, count = meeting.agenda.len());
    for (nth, one) in meeting.agenda.iter().enumerate() {
        text = text.line(numbered(nth, item(talk, one, (meeting.place, papers))));
    }
    if more > 0 {
        text = text.line(text!("meeting-agenda-more", count = more));
    }
    text.paragraph(text!("meeting-agenda-minutes", link = talk.estate.bot_link.as_str()))
}

/// `1. …`, counted from 0.
pub(super) fn numbered(nth: usize, text: Text) -> Text {
    let mut line = Text::raw(format!("{}. ", nth + 1));
    line.0.extend(text.0);
    line
}

/// An item in words, as the meeting of `place` reads it.
pub(super) fn item(talk: &Talk<'_>, item: &Item, (place, papers): (PlaceId, &Papers)) -> Text {
    match item {
        Item::Resolution { id } => papers.resolutions.get(id).map_or_else(Text::default, |told| {
            let (words, due) = (told.words.text.as_str(), Arg::Day(told.resolution.due));
            text!("meeting-item-resolution", words = words, owner = super::owner(told), due = due)
        }),
        Item::Reopened { matter, times } => {
            text!("meeting-item-reopened", matter = described(talk, matter, place), times = *times)
        }
        Item::Overdue { matter, due } => {
            text!("meeting-item-overdue", matter = described(talk, matter, place), due = Arg::Day(*due))
        }
        Item::Task(task) => text!(
            "meeting-item-task",
            number = task.number.0,
            category = category(talk, &task.category),
            spot = spot(talk, (task.compound, None), place),
            due = Arg::Day(task.deadline)
        ),
        Item::Frequent(alike) => {
            let days = talk.estate.catalogue.periods.meetings.alike_days;
            text!("meeting-item-frequent", matter = alike_ones(talk, alike, place), days = days, count = alike.count)
        }
        Item::Proposal { id } => {
            let words = papers.proposals.get(id).map(|proposal| proposal.words.as_str()).unwrap_or_default();
            text!("meeting-item-proposal", words = words)
        }
    }
}

/// A ticket by number, category and place.
fn described(talk: &Talk<'_>, matter: &Matter, place: PlaceId) -> Text {
    let spot = spot(talk, (matter.compound, matter.building.as_deref()), place);
    text!(
        "meeting-matter",
        number = matter.number.to_string(),
        category = category(talk, &matter.category),
        spot = spot
    )
}

fn alike_ones(talk: &Talk<'_>, alike: &Frequent, place: PlaceId) -> Text {
    let spot = spot(talk, (alike.compound, alike.building.as_deref()), place);
    text!("meeting-alike", category = category(talk, &alike.category), spot = spot)
}

fn category(talk: &Talk<'_>, code: &str) -> Text {
    talk.estate.catalogue.category(code).map_or_else(|| Text::raw(code), |category| Text::named(&category.name))
}

/// Where it is: the compound where it isn't the meeting's own, and the building where it is known.
fn spot(talk: &Talk<'_>, (compound, building): (PlaceId, Option<&str>), place: PlaceId) -> Text {
    let building = building.map(|building| text!("meeting-building", building = building));
    let compound = (compound != place || building.is_none()).then(|| place_name(talk, compound));
    match (compound, building) {
        (Some(compound), Some(building)) => text!("meeting-spot", compound = compound, building = building),
        (one, other) => one.or(other).unwrap_or_default(),
    }
}
