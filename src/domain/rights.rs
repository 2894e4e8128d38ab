//! Rights: one table, role × action × level. A pure function that the matrix test reads.

use super::id::{PersonId, PlaceId};
use super::place::{PlaceKind, Places};
use super::role::{Grant, Role};
use super::ticket::{Actor, Level, Party, Ticket};

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
    /// Take a wrong "done" back.
    Reopen,
    /// Invite to a role.
    Invite,
    /// Bind a chat.
    Bind,
    /// Announce to residents.
    Announce,
    /// Start and end emergency mode.
    Alarm,
    /// Propose a micro-task.
    ProposeTask,
    /// Work a micro-task: schedule, post, finish, ask for strike-off.
    WorkTask,
    /// Decide on a micro-task: that it is done, its posting, its strike-off, that it is dropped.
    DecideTask,
    /// Write the minutes of a meeting.
    Minutes,
    /// Tie residents to their households.
    Household,
    /// Vet a fund project, and answer what is asked about it.
    Vet,
    /// Prepare, open, stop and certify a vote.
    RunVote,
    /// Enter paper ballots.
    EnterPaper,
    /// Enter what came into a fund or is to go out of it.
    Book,
    /// Approve what goes out of a fund.
    Pay,
}

impl Right {
    /// Every right.
    pub const ALL: &'static [Self] = &[
        Self::Read,
        Self::Take,
        Self::Handle,
        Self::Note,
        Self::Assign,
        Self::Decline,
        Self::Reopen,
        Self::Invite,
        Self::Bind,
        Self::Announce,
        Self::Alarm,
        Self::ProposeTask,
        Self::WorkTask,
        Self::DecideTask,
        Self::Minutes,
        Self::Household,
        Self::Vet,
        Self::RunVote,
        Self::EnterPaper,
        Self::Book,
        Self::Pay,
    ];
}

use Right::{Alarm, Announce, DecideTask, ProposeTask, WorkTask};
use Right::{Assign, Bind, Decline, Handle, Invite, Minutes, Note, Read, Reopen, Take};
use Right::{Book, EnterPaper, Household, Pay, RunVote, Vet};

/// Role → what it may do within its scope. A right that isn't here isn't held.
const TABLE: &[(Role, &[Right])] = &[
    (Role::Clerk, &[Read, Take, Handle, Note, Assign, Decline, Reopen, Announce, ProposeTask, WorkTask, Household]),
    (Role::Branch, &[Read, Note, Announce, ProposeTask, Minutes]),
    (Role::Committee, &[Read, Note, Announce, ProposeTask, Minutes]),
    (Role::Grid, &[Read, Note, ProposeTask, Household]),
    (Role::Enforcement, &[Read, Take, Handle, Note, Assign, Decline, Reopen]),
    (Role::Patrol, &[Read, Note]),
    (
        Role::Secretary,
        &[
            Read,
            Take,
            Handle,
            Note,
            Assign,
            Decline,
            Reopen,
            Invite,
            Bind,
            Announce,
            Alarm,
            ProposeTask,
            WorkTask,
            DecideTask,
            Minutes,
            Household,
            Vet,
            RunVote,
            Pay,
        ],
    ),
    (
        Role::Officer,
        &[
            Read,
            Take,
            Handle,
            Note,
            Assign,
            Decline,
            Reopen,
            Invite,
            Bind,
            Announce,
            Alarm,
            ProposeTask,
            WorkTask,
            DecideTask,
            Household,
            Vet,
            RunVote,
            Pay,
        ],
    ),
    (Role::Leader, &[Read, Note]),
    (Role::Treasurer, &[Book]),
    (Role::Teller, &[EnterPaper]),
    (Role::Manager, &[Invite, Bind]),
];

/// Whether a role holds a right within its scope.
#[must_use]
pub fn holds(role: Role, right: Right) -> bool {
    TABLE.iter().any(|(held, rights)| *held == role && rights.contains(&right))
}

/// Whether a complaint about this party is kept from the role: it is theirs, or they are of it.
#[must_use]
pub const fn is_of(role: Role, party: Party, level: Level) -> bool {
    match party {
        Party::Company => matches!(role, Role::Clerk),
        Party::Committee => matches!(role, Role::Committee | Role::Branch),
        Party::Staff => !matches!(level, Level::Subdistrict),
    }
}

/// The rung of the ladder on which a scope stands.
#[must_use]
pub fn level_of(places: &Places, scope: PlaceId) -> Level {
    match places.get(scope).map(|place| place.kind) {
        Some(PlaceKind::Subdistrict) => Level::Subdistrict,
        Some(PlaceKind::Community) => Level::Community,
        _ => Level::Compound,
    }
}

/// As whom `person` with `grants` may do `right` to `ticket`; none if they may not. Of several roles the one nearest to
/// the ticket's level counts.
#[must_use]
pub fn on_ticket(right: Right, person: PersonId, grants: &[Grant], ticket: &Ticket, places: &Places) -> Option<Actor> {
    let leads = ticket.lead == Some(person) || ticket.helpers.contains(&person);
    let here = grants.iter().filter(|grant| places.within(ticket.spot.compound, grant.scope));
    let here: Vec<(Role, Level)> = here.map(|grant| (grant.role, level_of(places, grant.scope))).collect();
    if ticket.against.is_some_and(|party| kept_from(grants, ticket.spot.compound, places).any(|kept| kept == party)) {
        return None;
    }
    here.into_iter()
        .filter(|(role, _)| holds(*role, right))
        .filter(|(_, level)| leads || matches!(right, Read | Note) || *level >= ticket.level)
        .min_by_key(|(_, level)| (*level as u8).abs_diff(ticket.level as u8))
        .map(|(role, level)| Actor::Staff { person, role, level })
}

/// Whether whoever holds these roles may take `role` in `scope` from its holder: who may invite to it, and from a manager
/// only who may do so from a place above.
#[must_use]
pub fn may_take(grants: &[Grant], role: Role, scope: PlaceId, places: &Places) -> bool {
    let above = |grant: &&Grant| role != Role::Manager || grant.scope != scope;
    let inviting = grants.iter().filter(|grant| holds(grant.role, Invite));
    inviting.filter(above).any(|grant| places.within(scope, grant.scope))
}

/// The parties about whom complaints in a compound are kept from whoever holds these roles: who is of a party stays so,
/// whatever else they are.
pub fn kept_from<'a>(grants: &'a [Grant], compound: PlaceId, places: &'a Places) -> impl Iterator<Item = Party> + 'a {
    let of = move |party: &Party| {
        let here = grants.iter().filter(|grant| places.within(compound, grant.scope));
        here.into_iter().any(|grant| is_of(grant.role, *party, level_of(places, grant.scope)))
    };
    Party::ALL.iter().copied().filter(of)
}

/// The grant by which a right is held at a place; none if it isn't.
#[must_use]
pub fn at_place<'g>(right: Right, grants: &'g [Grant], place: PlaceId, places: &Places) -> Option<&'g Grant> {
    grants.iter().find(|grant| holds(grant.role, right) && places.within(place, grant.scope))
}

/// Whether these grants let somebody speak to a place's residents: announce to them, or alarm them.
#[must_use]
pub fn speaks_to(grants: &[Grant], place: PlaceId, places: &Places) -> bool {
    [Announce, Alarm].iter().any(|right| at_place(*right, grants, place, places).is_some())
}

#[cfg(test)]
mod tests {
    use super::{Right, holds};
    use crate::domain::role::Role;

    /// Role by role which rights are held; a change of the table must be seen here.
    #[test]
    fn the_matrix_is_as_agreed() {
        let row = |role: &Role| {
            let held: String = Right::ALL.iter().map(|right| if holds(*role, *right) { 'x' } else { '.' }).collect();
            format!("{:<12}{held}", role.code())
        };
        let matrix: Vec<String> = Role::ALL.iter().map(row).collect();
        let agreed = [
            "clerk       xxxxxxx..x.xx..x.....",
            "branch      x..x.....x.x..x......",
            "committee   x..x.....x.x..x......",
            "grid        x..x.......x...x.....",
            "enforcement xxxxxxx..............",
            "patrol      x..x.................",
            "secretary   xxxxxxxxxxxxxxxxxx..x",
            "officer     xxxxxxxxxxxxxx.xxx..x",
            "leader      x..x.................",
            "treasurer   ...................x.",
            "teller      ..................x..",
            "manager     .......xx............",
        ];
        assert_eq!(matrix, agreed);
    }
}
