//! Tasks in lists: rows, pages, what they are filtered by, and counts.

use serde::{Deserialize, Serialize};

use super::{Colour, MicroTask, Stage};
use crate::domain::id::{PersonId, PlaceId};

/// A task in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskBrief {
    /// State.
    pub task: MicroTask,
    /// Its title.
    pub title: String,
}

/// What a list of tasks is filtered by. Without a stage it holds what is still to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskFilter {
    /// Only this compound.
    pub compound: Option<PlaceId>,
    /// Only those for which this person answers.
    pub responsible: Option<PersonId>,
    /// Only this stage.
    pub stage: Option<Stage>,
    /// Only this category.
    pub category: Option<String>,
    /// Only overdue ones.
    pub overdue: bool,
}

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskListing {
    /// The rows of this page, in order: soonest deadline first, of those ended the newest first.
    pub rows: Vec<TaskBrief>,
    /// Whether there are more behind them.
    pub more: bool,
    /// What the compounds of the list have in all.
    pub counts: Vec<TaskCount>,
}

/// How many tasks of a compound stand at a stage in a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskCount {
    /// The compound.
    pub compound: PlaceId,
    /// The stage.
    pub stage: Stage,
    /// Green; yellow: near its deadline; red: past it.
    pub colour: Colour,
    /// How many.
    pub count: i64,
}

impl TaskListing {
    /// How many of the list's compounds' tasks are of this kind.
    #[must_use]
    pub fn count(&self, of: impl Fn(&TaskCount) -> bool) -> i64 {
        self.counts.iter().filter(|row| of(row)).map(|row| row.count).sum()
    }
}
