//! Households (户): dwellings, their owners, and who belongs to them. Who may be tied how, vote and act for the owners.

mod written;

use serde::{Deserialize, Serialize};

pub use written::{code_of, grouped, read_area, read_code, read_grouped, written_area};

use super::codes::codes;
use super::id::{HouseholdId, OwnerGroupId, PersonId, PlaceId};
use super::person::Reader;
use super::refusal::Refusal;
use super::time::Moment;

codes! {
    /// What ties a person to a household, the most first.
    Tie {
        /// 业主: one of its owners.
        Owner = "owner",
        /// 家属: of the owners' family.
        Family = "family",
        /// 租户: lives there by a lease.
        Tenant = "tenant",
    }
}

/// Where a dwelling's door is: building, unit and room as the catalogue's address parser writes them; a building or
/// unit that there is not is empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Door {
    /// The compound.
    pub compound: PlaceId,
    /// `3`.
    pub building: String,
    /// `2`.
    pub unit: String,
    /// `501`.
    pub room: String,
}

impl Door {
    /// The door as people write it: `3#2-501`.
    #[must_use]
    pub fn written(&self) -> String {
        let (building, unit, room) = (&self.building, &self.unit, &self.room);
        match (building.is_empty(), unit.is_empty()) {
            (true, true) => room.clone(),
            (true, false) => format!("{unit}-{room}"),
            (false, true) => format!("{building}#{room}"),
            (false, false) => format!("{building}#{unit}-{room}"),
        }
    }
}

/// One dwelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Household {
    /// Own id.
    pub id: HouseholdId,
    /// Its door.
    pub door: Door,
    /// Exclusive area (专有面积) in 0.01 m².
    pub area: i64,
    /// Its owners.
    pub owners: OwnerGroupId,
}

/// A household to which a person is tied, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The household.
    pub household: Household,
    /// What ties them to it.
    pub tie: Tie,
    /// Whether its owners let this person, who is family, vote for them.
    pub proxy: bool,
}

impl Home {
    /// Whether this person may cast the household's ballot in a fund vote: any bound adult may, a tenant unless the vote
    /// is the owners' alone.
    #[must_use]
    pub fn may_vote(&self, owners_only: bool) -> bool {
        self.tie != Tie::Tenant || !owners_only
    }

    /// Whether this person may act for the owner group in owners' decisions: an owner, or family with a recorded proxy;
    /// a tenant never, whatever is recorded (Civil Code, Article 278: the owners decide; check the current text).
    #[must_use]
    pub fn acts_for_owners(&self) -> bool {
        match self.tie {
            Tie::Owner => true,
            Tie::Family => self.proxy,
            Tie::Tenant => false,
        }
    }
}

/// Somebody of a household, as its others and staff may know of them: by what ties them and since when, never by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occupant {
    /// Who.
    pub person: PersonId,
    /// What ties them.
    pub tie: Tie,
    /// Whether the owners let them vote.
    pub proxy: bool,
    /// Since when.
    pub since: Moment,
    /// How to reach them, where they can be reached at all.
    pub reader: Option<Reader>,
}

/// A household and everyone tied to it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The household.
    pub household: Household,
    /// Its people, the earliest first.
    pub people: Vec<Occupant>,
}

impl Known {
    /// What ties a person to it.
    #[must_use]
    pub fn of(&self, person: PersonId) -> Option<&Occupant> {
        self.people.iter().find(|occupant| occupant.person == person)
    }

    /// Whether a person may be tied to it so; true where a lesser tie of theirs ends by it.
    ///
    /// # Errors
    /// [`Refusal::BoundAlready`] when they are tied so already, or as more: an owner becomes nobody's tenant by a slip.
    pub fn may_bind(&self, person: PersonId, tie: Tie) -> Result<bool, Refusal> {
        match self.of(person) {
            Some(held) if held.tie <= tie => Err(Refusal::BoundAlready),
            held => Ok(held.is_some()),
        }
    }

    /// The family member whose proxy `owner` may set.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] for who is no owner of it, [`Refusal::Unknown`] for who isn't family of it.
    pub fn may_set_proxy(&self, owner: PersonId, family: PersonId) -> Result<&Occupant, Refusal> {
        if self.of(owner).is_none_or(|held| held.tie != Tie::Owner) {
            return Err(Refusal::NotAllowed);
        }
        self.of(family).filter(|held| held.tie == Tie::Family).ok_or(Refusal::Unknown)
    }

    /// Whether a person may hand out a code for it: its owners may.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] for anybody else.
    pub fn may_give_code(&self, giver: PersonId) -> Result<(), Refusal> {
        let owns = self.of(giver).is_some_and(|held| held.tie == Tie::Owner);
        if owns { Ok(()) } else { Err(Refusal::NotAllowed) }
    }

    /// Whose proxies lapse when this person leaves: with the last bound owner goes what the owners allowed.
    pub fn proxies_lapsing(&self, leaver: PersonId) -> impl Iterator<Item = PersonId> + '_ {
        let is_owner = |occupant: &&Occupant| occupant.tie == Tie::Owner;
        let mut owners = self.people.iter().filter(is_owner);
        let last = owners.clone().any(|owner| owner.person == leaver) && owners.all(|owner| owner.person == leaver);
        let held = self.people.iter().filter(move |occupant| occupant.proxy && occupant.person != leaver);
        held.filter(move |_| last).map(|occupant| occupant.person)
    }
}

/// Somebody asked staff to tie them to a household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Row.
    pub id: i64,
    /// Which household.
    pub household: HouseholdId,
    /// Who.
    pub person: PersonId,
    /// As what.
    pub tie: Tie,
    /// Whether nobody decided yet.
    pub open: bool,
}

impl Request {
    /// The number that the resident tells the desk and staff compare: the last four digits of its row.
    #[must_use]
    pub fn number(&self) -> String {
        format!("{:04}", self.id.rem_euclid(10_000))
    }
}

/// A code that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The household that it opens.
    pub household: HouseholdId,
    /// As what.
    pub tie: Tie,
    /// Until when it may be used.
    pub until: Moment,
    /// Whether it was used.
    pub used: bool,
}

impl Code {
    /// Whether it still opens its household.
    #[must_use]
    pub fn holds(&self, now: Moment) -> bool {
        !self.used && self.until >= now
    }
}

/// Of which dwellings a roll is: a compound, one of its buildings, or a stair.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Scope {
    /// The compound.
    pub compound: PlaceId,
    /// The building; none: all of them.
    pub building: Option<String>,
    /// The unit, that is the stair, in the building; none: all of them.
    pub unit: Option<String>,
}

impl Scope {
    /// Whether a door is in it.
    #[must_use]
    pub fn holds(&self, door: &Door) -> bool {
        door.compound == self.compound
            && self.building.as_ref().is_none_or(|building| *building == door.building)
            && self.unit.as_ref().is_none_or(|unit| *unit == door.unit)
    }
}

/// An owner group with what it owns in a roll: one head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The group.
    pub owners: OwnerGroupId,
    /// Its areas in the roll together, in 0.01 m².
    pub area: i64,
    /// Its dwellings in the roll.
    pub dwellings: i64,
}

/// Whose say a decision or a vote is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roll {
    /// Heads, by group.
    pub heads: Vec<Head>,
    /// Dwellings, by id.
    pub households: Vec<Household>,
}

impl Roll {
    /// The roll of these dwellings.
    #[must_use]
    pub fn of(mut households: Vec<Household>) -> Self {
        households.sort_by_key(|household| household.id);
        let mut heads = std::collections::BTreeMap::<OwnerGroupId, Head>::new();
        for household in &households {
            let owners = household.owners;
            let head = heads.entry(owners).or_insert(Head { owners, area: 0, dwellings: 0 });
            head.area = head.area.saturating_add(household.area);
            head.dwellings += 1;
        }
        Self { heads: heads.into_values().collect(), households }
    }
}

/// Days for which a code may be used, where the operator names no other number.
pub const CODE_DAYS: i64 = 90;
/// Days for which a code may be used that an owner hands out.
pub const GIVEN_DAYS: i64 = 7;
/// Wrong codes that a person may try in an hour.
pub const TRIES: i64 = 5;

#[cfg(test)]
mod tests {
    use super::*;

    fn household(id: i64, owners: i64, area: i64) -> Household {
        let door = Door { compound: PlaceId(3), building: "3".into(), unit: "2".into(), room: id.to_string() };
        Household { id: HouseholdId(id), door, area, owners: OwnerGroupId(owners) }
    }

    fn occupant(person: i64, tie: Tie, proxy: bool) -> Occupant {
        Occupant { person: PersonId(person), tie, proxy, since: Moment(0), reader: None }
    }

    fn home(tie: Tie, proxy: bool) -> Home {
        Home { household: household(1, 1, 8_950), tie, proxy }
    }

    #[test]
    fn tenants_vote_on_the_fund_and_never_for_owners() {
        let says = |home: Home| (home.may_vote(false), home.may_vote(true), home.acts_for_owners());
        assert_eq!(says(home(Tie::Owner, false)), (true, true, true));
        assert_eq!(says(home(Tie::Family, false)), (true, true, false));
        assert_eq!(says(home(Tie::Family, true)), (true, true, true));
        assert_eq!(says(home(Tie::Tenant, true)), (true, false, false));
    }

    #[test]
    fn owners_alone_set_proxies_and_the_last_one_takes_them_along() {
        let people = vec![
            occupant(1, Tie::Owner, false),
            occupant(2, Tie::Owner, false),
            occupant(3, Tie::Family, true),
            occupant(4, Tie::Tenant, false),
        ];
        let mut known = Known { household: household(1, 1, 8_950), people };
        let [ann, bo, family, tenant] = [1, 2, 3, 4].map(PersonId);
        assert_eq!(known.may_bind(ann, Tie::Family), Err(Refusal::BoundAlready));
        assert!(known.may_set_proxy(ann, family).is_ok());
        assert!(known.may_give_code(ann).is_ok());
        assert_eq!(
            [family, tenant, PersonId(9)].map(|other| known.may_give_code(other)),
            [Err(Refusal::NotAllowed); 3]
        );
        assert_eq!(known.may_set_proxy(ann, tenant), Err(Refusal::Unknown));
        assert_eq!(known.may_set_proxy(family, family), Err(Refusal::NotAllowed));
        assert_eq!(known.proxies_lapsing(ann).count(), 0, "another owner stays");
        known.people.remove(0);
        assert_eq!(known.proxies_lapsing(bo).collect::<Vec<_>>(), [family]);
        assert_eq!(known.proxies_lapsing(tenant).count(), 0);
        assert_eq!(known.may_bind(tenant, Tie::Tenant), Err(Refusal::BoundAlready));
        assert_eq!((known.may_bind(tenant, Tie::Owner), known.may_bind(ann, Tie::Owner)), (Ok(true), Ok(false)));
    }

    #[test]
    fn an_owner_of_several_dwellings_is_one_head() {
        let roll = Roll::of(vec![household(2, 7, 1_050), household(1, 7, 8_950), household(3, 8, 6_000)]);
        let heads: Vec<_> = roll.heads.iter().map(|head| (head.owners.0, head.area, head.dwellings)).collect();
        assert_eq!(heads, [(7, 10_000, 2), (8, 6_000, 1)]);
    }
}
