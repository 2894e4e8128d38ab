//! Where a home is needed: why it is asked for, and that what somebody came for goes on afterwards.

use super::known::Change;
use super::{At, Step, require_then};
use crate::conversation::session::Flow;
use crate::conversation::testing::{COMPOUND, House, MONDAY, WANG};
use crate::conversation::turn;
use crate::domain::household::{Code, Door, Home, Household, Known, Tie};
use crate::domain::id::{HouseholdId, OwnerGroupId};
use crate::text::Text;

fn household() -> Household {
    let door = Door { compound: COMPOUND, building: "3".into(), unit: "2".into(), room: "501".into() };
    Household { id: HouseholdId(7), door, area: 8_950, owners: OwnerGroupId(8) }
}

/// Asks for a home of an owner, to go on with a link.
fn asks(house: &mut House) {
    house.by_the_clock(|talk| {
        let fits = |home: &Home| home.acts_for_owners();
        require_then(talk, Text::key("why"), Some("h-nowhere".to_owned()), fits).map(drop)
    });
}

#[test]
fn it_is_asked_for_with_a_reason_and_what_was_wanted_goes_on() {
    let mut house = House::new();
    house.household.homes = vec![Home { household: household(), tie: Tie::Tenant, proxy: false }];
    asks(&mut house);
    assert!(house.sees().starts_with("why"), "a tenant's home doesn't do: {}", house.sees());
    house.taps("code");
    let pending = Some("h-nowhere".to_owned());
    assert_eq!(house.session.flow, Flow::Household(Step { at: At::Code, pending }));
    let code = Code { household: HouseholdId(7), tie: Tie::Owner, until: MONDAY, used: false };
    house.household.code = Some((code, Known { household: household(), people: Vec::new() }));
    house.says("abcd-efgh");
    assert!(house.reads().starts_with("home-bound"), "{}", house.reads());
    assert!(house.sees().starts_with("link-unknown"), "the link is followed: {}", house.sees());
    let bound = house.changes.iter().any(|change| match change {
        turn::Change::Of(turn::RoomChange::Household(change)) => {
            matches!(&**change, Change::Bind { person: WANG, tie: Tie::Owner, code: Some(_), .. })
        }
        _ => false,
    });
    assert!(bound, "{:?}", house.changes);
}

#[test]
fn who_has_one_is_not_asked() {
    let mut house = House::new();
    house.household.homes = vec![Home { household: household(), tie: Tie::Owner, proxy: false }];
    asks(&mut house);
    assert_eq!(house.session.shown, None);
}
