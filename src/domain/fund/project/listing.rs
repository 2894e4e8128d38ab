//! Projects in lists: rows, pages, and what they are filtered by.

use serde::{Deserialize, Serialize};

use super::{Class, Project, Stage};
use crate::domain::id::PlaceId;

/// A project in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectBrief {
    /// State.
    pub project: Project,
    /// Its title.
    pub title: String,
}

/// What a list of projects is filtered by. Without a stage it holds what anyone may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Those for compounds of this place: a compound, a community, the subdistrict.
    pub place: PlaceId,
    /// Only this stage.
    pub stage: Option<Stage>,
    /// Only what these decide on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
}

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The rows of this page, the newest first.
    pub rows: Vec<ProjectBrief>,
    /// How many there are in all.
    pub total: i64,
}
