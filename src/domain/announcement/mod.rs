//! Announcements (通知) of staff to the residents of a place, and emergency mode, which is one with a preset.
//!
//! What happened to one is a list of events, never edited; its state is what folding them gives. The words lie beside
//! the events, so that they can be erased.

use serde::{Deserialize, Serialize};

use super::codes::codes;
use super::id::{AnnouncementId, PersonId, PlaceId};
use super::masker::mask;
use super::place::Places;
use super::refusal::Refusal;
use super::role::Role;
use super::similar;
use super::time::Moment;
use super::unasked::Hurry;

mod audience;

pub use audience::{Delivery, Gathered, Helpless, Reach, Recipient, Safe, Safety, Standing, Way};

codes! {
    /// What an announcement is about.
    Category {
        /// No water.
        Water = "water",
        /// No power.
        Power = "power",
        /// A lift stands still or is inspected.
        Lift = "lift",
        /// No gas.
        Gas = "gas",
        /// Safety: fire, storm, falling things.
        Safety = "safety",
        /// A meeting.
        Meeting = "meeting",
        /// Anything else.
        Other = "other",
    }
}

impl Category {
    /// How much hurry there is.
    #[must_use]
    pub const fn hurry(self) -> Hurry {
        match self {
            Self::Water | Self::Power | Self::Lift | Self::Gas | Self::Safety => Hurry::Urgent,
            Self::Meeting | Self::Other => Hurry::Plain,
        }
    }

    /// The code of the ticket category that residents would report the same matter under.
    const fn reported_as(self) -> Option<&'static str> {
        match self {
            Self::Water | Self::Power => Some("water_power"),
            Self::Lift => Some("lift"),
            Self::Gas => Some("gas"),
            Self::Safety | Self::Meeting | Self::Other => None,
        }
    }
}

codes! {
    /// What an emergency mode is for.
    Preset {
        /// Typhoon.
        Typhoon = "typhoon",
        /// No water in the whole place.
        WaterOff = "water_off",
        /// No power in the whole place.
        PowerOff = "power_off",
        /// A flood.
        Flood = "flood",
    }
}

codes! {
    /// How far an announcement is.
    State {
        /// It waits for its moment.
        Scheduled = "scheduled",
        /// It was posted, or is being posted.
        Posted = "posted",
        /// It was taken back; of an emergency mode: it was ended.
        Withdrawn = "withdrawn",
    }
}

/// Who announces, as residents read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// Who.
    pub person: PersonId,
    /// As what.
    pub role: Role,
    /// Surname by which residents know them; sealed with the words.
    #[serde(skip)]
    pub name: String,
}

/// An announcement as its events leave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// Own id.
    pub id: AnnouncementId,
    /// Rises with each event; what is written must have been read in this version.
    #[serde(skip)]
    pub version: i64,
    /// Where.
    pub place: PlaceId,
    /// Buildings of the compound that it is for; none: all.
    pub buildings: Vec<String>,
    /// About what.
    pub category: Category,
    /// For an emergency mode: which.
    pub preset: Option<Preset>,
    /// What it says; sealed.
    #[serde(skip)]
    pub words: String,
    /// When it goes out.
    pub at: Moment,
    /// Until when it holds.
    pub until: Moment,
    /// Who announces it.
    pub by: Author,
    /// How far it is.
    pub state: State,
    /// How often what was posted was changed.
    pub revision: i64,
    /// When it was corrected or taken back last.
    pub changed_at: Option<Moment>,
}

/// What happened to an announcement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Event {
    /// Staff announced it.
    Announced(Box<Announcement>),
    /// It was posted.
    Posted,
    /// Its words or its end were put right.
    Corrected {
        /// Until when it holds now.
        until: Moment,
    },
    /// It was taken back.
    Withdrawn,
}

/// What is to be done with an announcement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Its moment has come.
    Post,
    /// Put it right.
    Correct {
        /// Until when it holds.
        until: Moment,
    },
    /// Take it back, or end an emergency mode.
    Withdraw,
}

/// Days that an announcement may hold or wait.
const LONGEST_DAYS: i64 = 60;
/// Characters that an announcement may have.
pub const MAX_WORDS: usize = 600;

/// What is wrong with the words of an announcement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// There are none.
    Empty,
    /// There are too many; this many too many.
    TooLong(usize),
}

/// Words of staff as they may be posted to residents. The one place through which every word that goes from staff to a
/// residents' group passes.
///
/// # Errors
/// [`Unfit`] when they can't be posted.
pub fn fit_to_post(words: &str) -> Result<String, Unfit> {
    let words = words.trim();
    let count = words.chars().count();
    match count {
        0 => Err(Unfit::Empty),
        _ if count > MAX_WORDS => Err(Unfit::TooLong(count - MAX_WORDS)),
        _ => Ok(mask(words, &[])),
    }
}

/// Whether something may hold from `at` until `until`.
#[must_use]
pub fn may_hold(at: Moment, until: Moment, now: Moment) -> bool {
    until > at && until > now && until <= now.plus_days(LONGEST_DAYS)
}

impl Announcement {
    /// How much hurry there is.
    #[must_use]
    pub fn hurry(&self) -> Hurry {
        if self.preset.is_some() { Hurry::Emergency } else { self.category.hurry() }
    }

    /// Whether it holds at `now`.
    #[must_use]
    pub fn in_force(&self, now: Moment) -> bool {
        self.state == State::Posted && now < self.until
    }

    /// Whether there is still something to do about it.
    #[must_use]
    pub fn is_current(&self, now: Moment) -> bool {
        self.state != State::Withdrawn && now < self.until
    }

    /// Whether it concerns somebody at `place`, in this building where that is known.
    #[must_use]
    pub fn concerns(&self, place: PlaceId, building: Option<&str>, places: &Places) -> bool {
        let here = |building: &str| self.buildings.iter().any(|there| there == building);
        places.within(place, self.place) && (self.buildings.is_empty() || building.is_none_or(here))
    }

    /// Whether a report of this category and these words is likely of the same matter.
    #[must_use]
    pub fn is_like(&self, category: &str, words: &str) -> bool {
        /// Least likeness of words, in percent.
        const ALIKE: u32 = 50;
        self.category.reported_as() == Some(category) || similar::likeness(&self.words, words) >= ALIKE
    }

    /// What `action` makes happen.
    ///
    /// # Errors
    /// [`Refusal::Ended`] when it is over or taken back, [`Refusal::WrongState`], [`Refusal::BadDate`].
    pub fn decide(&self, action: &Action, now: Moment) -> Result<Event, Refusal> {
        if !self.is_current(now) {
            return Err(Refusal::Ended);
        }
        match action {
            Action::Post if self.state != State::Scheduled || now < self.at => Err(Refusal::WrongState),
            Action::Post => Ok(Event::Posted),
            Action::Correct { .. } if self.preset.is_some() => Err(Refusal::WrongState),
            Action::Correct { until } if !may_hold(self.at, *until, now) => Err(Refusal::BadDate),
            Action::Correct { until } => Ok(Event::Corrected { until: *until }),
            Action::Withdraw => Ok(Event::Withdrawn),
        }
    }

    /// Folds an event; `words` came with it, where it has any.
    pub fn apply(&mut self, event: &Event, words: Option<&str>, now: Moment) {
        match event {
            Event::Announced(_) => {}
            Event::Posted => self.state = State::Posted,
            Event::Corrected { until } => {
                self.until = *until;
                if let Some(words) = words {
                    words.clone_into(&mut self.words);
                }
                self.changed(now);
            }
            Event::Withdrawn => {
                self.state = State::Withdrawn;
                self.changed(now);
            }
        }
    }

    fn changed(&mut self, now: Moment) {
        self.revision += 1;
        self.changed_at = Some(now);
    }
}

/// An emergency mode that was started, as every turn knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mode {
    /// Its announcement.
    pub id: AnnouncementId,
    /// Where.
    pub place: PlaceId,
    /// Which.
    pub preset: Preset,
    /// Until when.
    pub until: Moment,
}

#[cfg(test)]
mod tests;
