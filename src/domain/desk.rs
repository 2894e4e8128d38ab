//! Who staffs a place: holders of roles, bound chats, invites to a role.

use super::chat::{Binding, ChatUse};
use super::id::{PersonId, PlaceId};
use super::person::Reader;
use super::rights::{self, Right};
use super::role::{Grant, Role};
use super::time::Moment;

/// A holder of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub person: PersonId,
    /// As what, where.
    pub grant: Grant,
    /// How to reach them.
    pub reader: Reader,
}

/// Staff and chats of a place and the places above it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// Everyone with a role there or above.
    pub holders: Vec<Holder>,
    /// Chats bound there or above, with how to write to them.
    pub chats: Vec<(Binding, Reader)>,
}

impl Desk {
    /// Whether a person holds a right there, whatever they held when they last used it.
    #[must_use]
    pub fn may(&self, person: PersonId, right: Right) -> bool {
        self.holders.iter().any(|holder| holder.person == person && rights::holds(holder.grant.role, right))
    }

    /// The residents' groups of a place itself that can be written to.
    pub fn groups(&self, place: PlaceId) -> impl Iterator<Item = &Reader> {
        let own = self.chats.iter().filter(move |(binding, _)| binding.place == place);
        let groups = own.filter(|(binding, _)| binding.used == ChatUse::Residents);
        groups.map(|(_, reader)| reader).filter(|reader| reader.reachable)
    }

    /// Those who can grant roles and tie chats there, as far as they can be reached.
    pub fn managers(&self) -> impl Iterator<Item = &Reader> {
        let managers = self.holders.iter().filter(|holder| holder.grant.role == Role::Manager);
        managers.map(|holder| &holder.reader).filter(|reader| reader.reachable)
    }
}

/// An invite, found by its token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    /// Row.
    pub id: i64,
    /// Role it grants.
    pub role: Role,
    /// Where.
    pub scope: PlaceId,
    /// How the inviter is called, empty for the operator.
    pub inviter: String,
    /// When it ends.
    pub until: Moment,
    /// Used or revoked.
    pub gone: bool,
}
