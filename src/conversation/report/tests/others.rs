//! Others' tickets: the public short form and nothing else, in the list and by a link.

use std::collections::BTreeMap;

use super::{House, at_review};
use crate::conversation::open;
use crate::conversation::talk::Stop;
use crate::domain::id::{Number, PersonId};
use crate::domain::public_form;
use crate::domain::refusal::Refusal;
use crate::domain::ticket::dossier::Dossier;
use crate::domain::ticket::listing::Brief;
use crate::domain::ticket::{Kind, Party, Privacy, State, Ticket};

/// Another's open ticket about a lamp in building 3.
pub(super) fn anothers_lamp() -> Ticket {
    let mut house = at_review();
    house.taps("file");
    let mut ticket = house.filed()[0].ticket.clone();
    ticket.number = Number(1001);
    ticket.reporter = Some(PersonId(101));
    ticket.privacy = Privacy::Named;
    ticket.spot.room = Some("501".to_owned());
    ticket.spot.words = Some("王家门口".to_owned());
    ticket
}

/// A house in which this ticket is open.
pub(super) fn known_to(ticket: &Ticket) -> House {
    let mut house = House::new();
    house.similar = vec![Brief { ticket: ticket.clone(), words: "我家门口".to_owned() }];
    let dossier = Dossier {
        ticket: ticket.clone(),
        lines: Vec::new(),
        followers: Vec::new(),
        readers: BTreeMap::new(),
        staff: BTreeMap::new(),
        cards: Vec::new(),
        contact: None,
        answers: Vec::new(),
        reporter_counts: (0, 0),
        nearby: 0,
    };
    house.tickets.insert(ticket.number, dossier);
    house
}

#[test]
fn the_public_form_holds_nothing_personal() {
    let ticket = anothers_lamp();
    let form = public_form::of(&ticket, &House::new().estate.catalogue).expect("a lamp is public");
    let printed = format!("{form:?}");
    for personal in ["501", "王家门口", "PersonId", "unit"] {
        assert!(!printed.contains(personal), "{personal} in {printed}");
    }
    assert_eq!(form.building.as_deref(), Some("3"));
}

#[test]
fn an_anonymous_ones_form_is_coarser() {
    let ticket = Ticket { privacy: Privacy::Anonymous, ..anothers_lamp() };
    let form = public_form::of(&ticket, &House::new().estate.catalogue).expect("a lamp is public");
    assert_eq!(form.building, None);
}

/// Tickets that others can't see: complaints, reports, about a party, private categories, and what is gone.
fn private() -> Vec<Ticket> {
    let lamp = anothers_lamp();
    vec![
        Ticket { kind: Kind::Complaint, ..lamp.clone() },
        Ticket { kind: Kind::Report, ..lamp.clone() },
        Ticket { against: Some(Party::Staff), ..lamp.clone() },
        Ticket { category: "property_service".to_owned(), ..lamp.clone() },
        Ticket { category: "no_longer_known".to_owned(), ..lamp.clone() },
        Ticket { state: State::Withdrawn, ..lamp.clone() },
        Ticket { state: State::Declined, ..lamp },
    ]
}

#[test]
fn private_ones_have_none_and_answer_as_unknown_ones_do() {
    for ticket in private() {
        let mut house = known_to(&ticket);
        house.by_the_clock(|talk| {
            match open::public(talk, Number(1001)) {
                Err(Stop::Ask(needs)) => return Err(Stop::Ask(needs)),
                shown => assert_eq!(shown, Err(Stop::Refused(Refusal::Unknown)), "{ticket:?}"),
            }
            let unknown = open::public(talk, Number(999));
            if let Err(Stop::Ask(needs)) = unknown {
                return Err(Stop::Ask(needs));
            }
            assert_eq!(unknown, Err(Stop::Refused(Refusal::Unknown)));
            Ok(())
        });
        house.by_the_clock(open::show);
        assert_eq!(house.sees(), "open-none\n[resolutions] [menu]");
    }
}

#[test]
fn from_the_list_to_one_ticket_me_too_and_back() {
    let mut house = known_to(&anothers_lamp());
    house.by_the_clock(open::show);
    let form = "open-form(1001, 照明, 永丰里, 3, state-submitted, Mon 16:20, 1)";
    assert_eq!(house.sees(), format!("open-list(1)\n\n{form}\n[one:1001]\n[resolutions] [menu]"));
    house.taps("one:1001");
    assert_eq!(house.sees(), format!("{form}\n[join:1001]\n[list] [menu]"));
    house.taps("join:1001");
    assert!(
        house
            .sees()
            .starts_with("open-joined(1001)\n\nopen-form(1001, 照明, 永丰里, 3, state-submitted, Mon 16:20, 2)")
    );
    house.taps("list");
    assert!(house.sees().starts_with("open-list(1)"));
}

#[test]
fn one_who_joined_may_leave_and_the_reporter_sees_their_own() {
    let ticket = anothers_lamp();
    let mut joined = known_to(&ticket);
    joined.tickets.get_mut(&Number(1001)).expect("the lamp").followers.push(super::WANG);
    joined.by_the_clock(|talk| open::public(talk, Number(1001)));
    assert!(joined.sees().contains("[leave:1001]"), "{}", joined.sees());

    let mut own = known_to(&Ticket { reporter: Some(super::WANG), ..ticket });
    own.by_the_clock(|talk| open::public(talk, Number(1001)));
    assert!(own.sees().contains("[mine.open:1001]"), "{}", own.sees());
}
