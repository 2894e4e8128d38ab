//! A project with its whole story, as it is read, added to and proposed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Actor, Event, Project};
use crate::domain::id::{MediaId, PersonId};
use crate::domain::person::Reader;
use crate::domain::role::Role;
use crate::domain::time::Moment;

/// What of a project is in words; sealed where it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// What is wanted, in a few words: 「东门口加一排长椅」.
    pub title: String,
    /// Where, in its author's words; empty where only the building is known.
    pub spot: String,
    /// The building, of what came from a ticket.
    #[serde(default)]
    pub building: Option<String>,
    /// The body that holds the money.
    #[serde(default)]
    pub holder: String,
    /// How what was promised is paid to it.
    #[serde(default)]
    pub pay: String,
}

/// A line of a project's story: an event with its words and files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// When.
    pub at: Moment,
    /// What happened.
    pub event: Event,
    /// Who did it; none is the clock.
    pub person: Option<PersonId>,
    /// Its words.
    pub words: Option<String>,
    /// Its files.
    pub media: Vec<MediaId>,
}

/// A project with everything a turn about it may need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectDossier {
    /// State.
    pub project: Project,
    /// Its words.
    pub wording: Wording,
    /// Story, oldest first.
    pub lines: Vec<Line>,
    /// How to reach its author, those who follow it and those who asked.
    pub readers: BTreeMap<PersonId, Reader>,
    /// How staff named in it are called: (role, surname).
    pub staff: BTreeMap<PersonId, (Role, String)>,
}

impl ProjectDossier {
    /// The photos that came with the proposal.
    pub fn photos(&self) -> impl Iterator<Item = MediaId> {
        let proposed = self.lines.iter().filter(|line| matches!(line.event, Event::Proposed { .. }));
        proposed.flat_map(|line| line.media.iter().copied())
    }

    /// The words of the events that `is` selects, in order; nothing where one had none.
    pub fn words_of(&self, is: impl Fn(&Event) -> bool) -> impl Iterator<Item = &str> {
        let meant = self.lines.iter().filter(move |line| is(&line.event));
        meant.map(|line| line.words.as_deref().unwrap_or_default())
    }
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
