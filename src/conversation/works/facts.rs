//! What a turn about micro-tasks may ask to know, and what it then knows.

use std::collections::BTreeMap;

use crate::domain::id::{Number, PlaceId, TaskNumber};
use crate::domain::micro_task::Month;
use crate::domain::micro_task::dossier::{MonthDue, TaskDossier};
use crate::domain::micro_task::listing::{TaskFilter, TaskListing};

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorksNeeds {
    /// Tasks by number; true: for change.
    pub tasks: BTreeMap<TaskNumber, bool>,
    /// Tasks of a list from this row on; without a compound those below the person's scopes.
    pub list: Option<(TaskFilter, i64)>,
    /// A fresh task number.
    pub number: bool,
    /// The month of a compound that is to be closed next, this one if none ever was.
    pub month: Option<(PlaceId, Month)>,
    /// The task that a ticket follows.
    pub of_ticket: Option<Number>,
}

impl WorksNeeds {
    /// Adds what `more` asks for; where both name a page of the list, `more`'s holds.
    pub fn add(&mut self, more: Self) {
        for (number, change) in more.tasks {
            *self.tasks.entry(number).or_default() |= change;
        }
        self.list = more.list.or(self.list.take());
        self.number |= more.number;
        self.month = more.month.or(self.month);
        self.of_ticket = more.of_ticket.or(self.of_ticket);
    }
}

/// What is known, of what was asked for.
#[derive(Clone, Debug, Default)]
pub struct WorksFacts {
    /// Tasks; one that doesn't exist is missing.
    pub tasks: BTreeMap<TaskNumber, TaskDossier>,
    /// The list.
    pub list: TaskListing,
    /// Fresh number.
    pub number: Option<TaskNumber>,
    /// The month that is to be closed.
    pub month: Option<MonthDue>,
    /// The task that the ticket follows.
    pub of_ticket: Option<TaskNumber>,
}
