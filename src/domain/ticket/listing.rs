//! Tickets in lists: rows, pages, what a queue is filtered by.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Ticket;
use crate::domain::id::PersonId;
use crate::domain::role::Role;

/// A ticket in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// State.
    pub ticket: Ticket,
    /// The first words of the report; shown to reporter and staff only.
    pub words: String,
}

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The rows of this page, in order.
    pub rows: Vec<Brief>,
    /// From which row, counted from 0.
    pub offset: i64,
    /// How many there are in all, counted as far as [`COUNTED`] or the end of this page.
    pub total: i64,
    /// Whether there are more than `total`.
    pub beyond: bool,
    /// How those who lead these tickets are called, in staff's lists only.
    pub leads: BTreeMap<PersonId, (Role, String)>,
}

impl Listing {
    /// Whether rows come after those of a page of this length.
    #[must_use]
    pub const fn goes_on(&self, length: i64) -> bool {
        self.beyond || self.offset + length < self.total
    }
}

/// How far a list is counted: nobody reads a larger number otherwise, and counting on costs more the longer it is.
pub const COUNTED: i64 = 99;
/// Rows on a page: as many choices as a screen in care mode has.
pub const PAGE: i64 = 4;
/// Rows on a page of staff's queue, which is worked through.
pub const QUEUE_PAGE: i64 = 6;

/// What staff filter the queue by.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct QueueFilter {
    /// Only tickets led by this person.
    pub lead: Option<PersonId>,
    /// Only one category.
    pub category: Option<String>,
    /// Only one building.
    pub building: Option<String>,
    /// Only untaken ones.
    pub untaken: bool,
    /// Only overdue ones.
    pub overdue: bool,
    /// Only urgent ones.
    pub urgent: bool,
}
