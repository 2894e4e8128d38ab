//! A task with its whole story, as it is read, added to and proposed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{MicroTask, Month, TaskActor, TaskEvent};
use crate::domain::id::{MediaId, PersonId, PlaceId, TaskNumber};
use crate::domain::person::Reader;
use crate::domain::role::Role;
use crate::domain::time::Moment;

/// What of a task is in words; sealed where it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// What is done, in a few words: 「3栋门前补种绿化」.
    pub title: String,
    /// The company that does it.
    #[serde(default)]
    pub company: Option<String>,
    /// Whom to ring about the posting.
    #[serde(default)]
    pub phone: Option<String>,
}

/// A line of a task's story: an event with its words and files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskLine {
    /// When.
    pub at: Moment,
    /// What happened.
    pub event: TaskEvent,
    /// Who did it; none is the clock.
    pub person: Option<PersonId>,
    /// Its words.
    pub words: Option<String>,
    /// Its files.
    pub media: Vec<MediaId>,
}

/// A task with everything a turn about it may need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskDossier {
    /// State.
    pub task: MicroTask,
    /// Its words.
    pub wording: Wording,
    /// Story, oldest first.
    pub lines: Vec<TaskLine>,
    /// Who follows it.
    pub followers: Vec<PersonId>,
    /// How to reach followers and the responsible.
    pub readers: BTreeMap<PersonId, Reader>,
    /// How staff named in it are called: (role, surname).
    pub staff: BTreeMap<PersonId, (Role, String)>,
}

/// An event to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskRecord {
    /// What.
    pub event: TaskEvent,
    /// Who.
    pub actor: TaskActor,
    /// Its words.
    pub words: Option<String>,
    /// Its files.
    pub media: Vec<MediaId>,
}

/// A month of a compound that is to be closed next: what is due in it and what was settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthDue {
    /// The month after the last one that was closed, or the one that was asked about where none was.
    pub month: Month,
    /// Its tasks: still open and due by its end, struck off in it, or carried over from it.
    pub tasks: Vec<super::listing::TaskBrief>,
}

/// A closed month of a compound, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseOut {
    /// Compound.
    pub compound: PlaceId,
    /// Month.
    pub month: Month,
    /// What became of each task due.
    pub rows: Vec<Settled>,
}

/// What became of a task due in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The task.
    pub task: TaskNumber,
    /// Struck off with proof; else it was carried over.
    pub struck_off: bool,
    /// How it was carried over, if it was.
    pub carried: Option<super::Carried>,
    /// Times carried over so far.
    pub times: i64,
}
