//! What a turn about micro-tasks writes.

use crate::domain::id::{PersonId, PlaceId, TaskId};
use crate::domain::micro_task::MicroTask;
use crate::domain::micro_task::dossier::{CloseOut, TaskRecord, Wording};
use crate::domain::time::Moment;

/// Something to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorksChange {
    /// A new task with its first events.
    Propose {
        /// State after them.
        task: Box<MicroTask>,
        /// Its words.
        wording: Wording,
        /// What happened, in order.
        records: Vec<TaskRecord>,
    },
    /// Events of a task and its state after them (whose `version` is still the one that was read).
    Task {
        /// State after.
        after: Box<MicroTask>,
        /// Its words.
        wording: Wording,
        /// What happened, in order.
        records: Vec<TaskRecord>,
    },
    /// A person follows a task or no longer does.
    Follow {
        /// Which task.
        task: TaskId,
        /// Who.
        person: PersonId,
        /// Follows or no longer does.
        follows: bool,
    },
    /// The clock turned a task's colour.
    Recolour(Box<MicroTask>),
    /// A month of a compound is closed.
    Closed(CloseOut),
    /// The last day of a month has come: each compound is asked now and closed then, and the next month's last day waits.
    LastDay {
        /// The compounds.
        compounds: Vec<PlaceId>,
        /// When they are closed.
        closes: Moment,
        /// The morning of the next month's last day.
        next: Moment,
    },
    /// A compound's close-out has another month to catch up with.
    CloseAgain(PlaceId),
}
