//! Where: building and unit out of free text, a shared location with "is it here?", or the whole compound; and the
//! compound itself for a stranger's emergency.

use super::draft::{Draft, Part};
use super::view::View;
use super::{Heard, draft, draft_mut, take};
use crate::conversation::emergency;
use crate::conversation::first_contact::name;
use crate::conversation::talk::Talk;
use crate::domain::catalogue::ReadPlace;
use crate::domain::id::PlaceId;
use crate::domain::place::{Place, PlaceKind, degrees, is_degrees};
use crate::domain::ticket::Spot;
use crate::text;
use crate::text::Text;

/// Characters of free words about a place; what is longer goes on as description.
const MAX_PLACE_WORDS: usize = 200;

/// The compound of the draft: one that was said, else the reporter's own.
pub(super) fn compound(talk: &Talk<'_>) -> Option<PlaceId> {
    draft(talk).compound.or_else(|| talk.compound())
}

/// The spot a draft is about.
pub(super) fn spot(draft: &Draft, compound: PlaceId) -> Spot {
    Spot {
        compound,
        building: draft.place.building.clone(),
        unit: draft.place.unit.clone(),
        room: draft.place.room.clone(),
        words: draft.place_words.clone(),
    }
}

/// A spot in words for its own reporter: compound, building, unit, room, and what was written beside it.
pub(super) fn described(talk: &Talk<'_>, spot: &Spot) -> Text {
    let compound = talk.estate.places.get(spot.compound).map(name).unwrap_or_default();
    let piece = |part: &Option<String>| part.clone().unwrap_or_else(|| "none".to_owned());
    let words = match &spot.words {
        Some(words) if is_degrees(words) => text!("place-on-map"),
        words => Text::raw(piece(words)),
    };
    text!(
        "report-spot",
        compound = compound,
        building = piece(&spot.building),
        unit = piece(&spot.unit),
        room = piece(&spot.room),
        words = words
    )
}

/// "Where is it?", or "is it here?" for a location that was shared.
pub(super) fn view(talk: &Talk<'_>) -> View {
    let nearest = draft(talk).located.and_then(|(lat, lon)| talk.estate.places.nearest_compound(lat, lon));
    if let Some(place) = nearest {
        return View::new(text!("report-where-here", place = name(place)))
            .answer(text!("report-where-here-yes"), "here")
            .answer(text!("report-where-here-no"), "elsewhere");
    }
    let question = if talk.care() { text!("report-where-care") } else { text!("report-where") };
    let view = View::new(question).answer(text!("report-where-wide"), "wide");
    View { ask_location: true, ..view.skip(text!("skip")) }
}

/// A button of the question where.
pub(super) fn chosen(talk: &mut Talk<'_>, choice: &str) -> Heard {
    let places = &talk.estate.places;
    let draft = draft_mut(talk);
    let located = draft.located.take();
    match (choice, located) {
        ("here", Some((lat, lon))) => {
            draft.compound = places.nearest_compound(lat, lon).map(|place| place.id);
            draft.place_words = Some(degrees((lat, lon)));
            Heard::Settled(None)
        }
        ("elsewhere", _) => Heard::Again(text!("report-where-type")),
        ("wide", _) => {
            draft.place = ReadPlace::default();
            draft.place_words = None;
            Heard::Settled(None)
        }
        _ => Heard::Settled(None),
    }
}

/// Words about the place.
pub(super) fn typed(talk: &mut Talk<'_>, words: &str) -> Heard {
    let read = talk.estate.catalogue.suggest(words).place.filter(|place| place.building.is_some());
    let long = words.chars().count() > MAX_PLACE_WORDS;
    let draft = draft_mut(talk);
    draft.located = None;
    match read {
        Some(place) => draft.place = place,
        None if long => return Heard::Again(take::more_words(talk, words)),
        None => draft.place_words = Some(words.to_owned()),
    }
    Heard::Settled(None)
}

/// A location, shared at whatever question: it is confirmed when the place is asked for.
pub(super) fn located(talk: &mut Talk<'_>, part: &Part, at: (i64, i64)) -> Heard {
    let Some(nearest) = talk.estate.places.nearest_compound(at.0, at.1) else {
        return Heard::Again(far_away());
    };
    if *part == Part::Compound {
        return compound_found(talk, Some(nearest));
    }
    let draft = draft_mut(talk);
    draft.located = Some(at);
    draft.unsettle(&Part::Where);
    Heard::Again(text!("report-location-kept"))
}

/// What a location near no compound of ours is answered.
pub(super) fn far_away() -> Text {
    text!("report-where-far")
}

/// "Which compound?", the only question before an emergency is filed.
pub(super) fn compound_view(talk: &Talk<'_>) -> View {
    let view = View { ask_location: true, ..View::new(text!("report-compound")) }.narrow();
    talk.estate
        .places
        .compounds()
        .into_iter()
        .fold(view, |view, place| view.answer(name(place), format!("place:{}", place.code)))
}

/// A compound was tapped.
pub(super) fn compound_chosen(talk: &mut Talk<'_>, choice: &str) -> Heard {
    let places = &talk.estate.places;
    let place = choice.strip_prefix("place:").and_then(|code| places.compound_by_code(code));
    compound_found(talk, place.filter(|place| place.kind == PlaceKind::Compound))
}

/// A part of a compound's name was typed.
pub(super) fn compound_typed(talk: &mut Talk<'_>, words: &str) -> Heard {
    let place = talk.estate.places.find_compounds(words).into_iter().next();
    if let Some(read) = talk.estate.catalogue.suggest(words).place.filter(|_| place.is_some()) {
        draft_mut(talk).place = read;
    }
    compound_found(talk, place)
}

fn compound_found(talk: &mut Talk<'_>, place: Option<&Place>) -> Heard {
    let Some(place) = place else { return Heard::Again(text!("report-compound-unknown")) };
    let place = place.id;
    let draft = draft_mut(talk);
    draft.compound = Some(place);
    if let Some(code) = draft.emergency.clone() {
        emergency::here(talk, &code, place);
    }
    talk.change_person(|person| person.compound = person.compound.or(Some(place)));
    Heard::Settled(None)
}
