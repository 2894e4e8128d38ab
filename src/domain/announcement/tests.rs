use proptest::prelude::*;

use super::*;
use crate::domain::place::{Phones, Place, PlaceKind};

/// Mon 23 Nov 2026 16:20 in Shanghai.
const MONDAY: Moment = Moment(1_795_422_000_000);

fn water() -> Announcement {
    Announcement {
        id: AnnouncementId(1),
        version: 0,
        place: PlaceId(2),
        buildings: vec!["3".to_owned()],
        category: Category::Water,
        preset: None,
        words: "水泵检修,停水".to_owned(),
        at: MONDAY,
        until: MONDAY.plus_hours(24),
        by: Author { person: PersonId(9), role: Role::Clerk, name: "陈".to_owned() },
        state: State::Scheduled,
        revision: 0,
        changed_at: None,
    }
}

fn places() -> Places {
    let place = |id, kind, parent: Option<i64>| Place {
        id: PlaceId(id),
        code: format!("p{id}"),
        kind,
        parent: parent.map(PlaceId),
        name: String::new(),
        name_en: String::new(),
        aliases: Vec::new(),
        at: None,
        phones: Phones::default(),
        assembly: crate::domain::place::Assembly::default(),
        company: None,
    };
    Places::new([place(1, PlaceKind::Community, None), place(2, PlaceKind::Compound, Some(1))])
}

#[test]
fn it_goes_out_once_and_can_be_put_right_until_it_is_over() {
    let mut one = water();
    assert_eq!(one.decide(&Action::Post, MONDAY.plus_ms(-1)), Err(Refusal::WrongState));
    let posted = one.decide(&Action::Post, MONDAY).unwrap();
    one.apply(&posted, None, MONDAY);
    assert!(one.in_force(MONDAY) && !one.in_force(MONDAY.plus_hours(24)));
    assert_eq!(one.decide(&Action::Post, MONDAY), Err(Refusal::WrongState));
    let until = MONDAY.plus_hours(30);
    let corrected = one.decide(&Action::Correct { until }, MONDAY).unwrap();
    one.apply(&corrected, Some("晚两小时"), MONDAY);
    assert_eq!((one.words.as_str(), one.until, one.revision), ("晚两小时", until, 1));
    assert_eq!(one.decide(&Action::Correct { until: MONDAY }, MONDAY), Err(Refusal::BadDate));
    assert_eq!(one.decide(&Action::Withdraw, until), Err(Refusal::Ended));
    let withdrawn = one.decide(&Action::Withdraw, MONDAY).unwrap();
    one.apply(&withdrawn, None, MONDAY);
    assert_eq!(one.decide(&Action::Withdraw, MONDAY), Err(Refusal::Ended), "taken back once");
}

#[test]
fn it_concerns_its_buildings_and_who_did_not_say_theirs() {
    let (one, places) = (water(), places());
    let concerns = |building| one.concerns(PlaceId(2), building, &places);
    assert!(concerns(Some("3")) && concerns(None) && !concerns(Some("5")));
    assert!(!one.concerns(PlaceId(1), None, &places), "the community is more than the compound");
    assert!(one.is_like("water_power", "") && !one.is_like("lift", "电梯响"));
}

#[test]
fn words_are_held_to_a_length() {
    assert_eq!(fit_to_post("  \n"), Err(Unfit::Empty));
    assert_eq!(fit_to_post(" 停水 "), Ok("停水".to_owned()));
    assert_eq!(fit_to_post(&"水".repeat(MAX_WORDS + 2)), Err(Unfit::TooLong(2)));
}

proptest! {
    /// Whatever is tried in whatever order, what was taken back stays so, and each change is a new revision.
    #[test]
    fn a_life_of_any_actions_keeps_its_rules(steps in proptest::collection::vec((0u8..3, 0i64..40), 0..20)) {
        let (mut one, mut now) = (water(), MONDAY);
        for (what, hours) in steps {
            let action = match what {
                0 => Action::Post,
                1 => Action::Correct { until: now.plus_hours(hours) },
                _ => Action::Withdraw,
            };
            let before = one.clone();
            if let Ok(event) = one.decide(&action, now) {
                one.apply(&event, None, now);
                prop_assert!(before.is_current(now));
                prop_assert_eq!(one.revision - before.revision, i64::from(event != Event::Posted));
            }
            prop_assert!(before.state != State::Withdrawn || one == before);
            now = now.plus_minutes(30);
        }
    }
}
