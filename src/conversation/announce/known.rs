//! Known until then: what was announced meets the resident who is about to report the same.

use super::facts::{self, Effect};
use super::post;
use crate::conversation::menu;
use crate::conversation::talk::{self, Stop, Talk};
use crate::domain::announcement::Announcement;
use crate::domain::id::{AnnouncementId, PlaceId};
use crate::domain::refusal::Refusal;
use crate::text;
use crate::text::Text;

/// Announcements in force that are likely of the same matter.
///
/// # Errors
/// Asks for them when they aren't loaded.
pub fn like<'a>(
    talk: &Talk<'a>,
    (place, building): (PlaceId, Option<&str>),
    (category, words): (&str, &str),
) -> Result<Vec<&'a Announcement>, Stop> {
    let here = facts::in_force(talk, place)?.iter().filter(|one| one.in_force(talk.now));
    let here = here.filter(|one| one.concerns(place, building, &talk.estate.places));
    Ok(here.filter(|one| one.is_like(category, words)).collect())
}

/// What is known, as the resident reads it before they go on.
#[must_use]
pub fn described(talk: &Talk<'_>, one: &Announcement) -> Text {
    let (category, place) = (post::category(one), post::place(talk.estate, one));
    let known = text!("known-until", category = category, place = place, until = one.until);
    if one.words.is_empty() { known } else { known.line(Text::raw(&one.words)) }
}

/// "Tell me how it goes on": the person follows the announcement, and the report that they began isn't needed.
///
/// # Errors
/// [`Refusal::Unknown`] when it doesn't hold any more; see also [`Stop`].
pub fn follow(talk: &mut Talk<'_>, place: PlaceId, id: AnnouncementId) -> talk::Step {
    let found = facts::in_force(talk, place)?.iter().find(|one| one.id == id).cloned();
    let one = found.ok_or(Stop::Refused(Refusal::Unknown))?;
    talk.change(Effect::Follow(one.id, one.revision).change());
    menu::show_after(talk, Some(text!("known-followed", until = one.until)))
}
