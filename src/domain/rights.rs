//! Rights: one table, role × action × relation. A pure function that the matrix test reads.

use super::id::{PersonId, PlaceId};
use super::place::Places;
use super::role::{Grant, Role};
use super::ticket::{Actor, Ticket};

/// What staff may want to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// Read a ticket, its story and card.
    Read,
    /// Take it.
    Take,
    /// Reply, ask, record contact, wait, done.
    Handle,
    /// Note.
    Note,
    /// Make someone lead.
    Assign,
    /// Decline.
    Decline,
    /// Invite to a role.
    Invite,
    /// Bind a chat.
    Bind,
}

/// As whom `person` with `grants` may do `right` to `ticket`; none if they may not.
#[must_use]
pub fn on_ticket(
    _right: Right,
    _person: PersonId,
    _grants: &[Grant],
    _ticket: &Ticket,
    _places: &Places,
) -> Option<Actor> {
    unimplemented!()
}

/// Whether one of `grants` gives `right` (to invite, to bind) at `place`: a manager's in scope; binding also a
/// secretary's and an officer's.
#[must_use]
pub fn in_place(right: Right, grants: &[Grant], place: PlaceId, places: &Places) -> bool {
    let gives = |role: Role| match right {
        Right::Invite => role == Role::Manager,
        Right::Bind => matches!(role, Role::Manager | Role::Secretary | Role::Officer),
        _ => false,
    };
    grants.iter().any(|grant| gives(grant.role) && places.within(place, grant.scope))
}
