//! What comes between the questions: the stop text, known matters, a category's own question, urgency.

use super::others::{anothers_lamp, known_to};
use super::{Flow, House, Step, text};
use crate::conversation::report::draft::Part;
use crate::conversation::turn::Change;
use crate::domain::id::Number;
use crate::domain::ticket::{Event, Kind, Ticket, Urgency};

fn with_known(ticket: &Ticket) -> House {
    let mut house = known_to(ticket);
    house.begins(text("3栋楼道灯坏了"));
    house.taps("category:lighting");
    house
}

#[test]
fn me_too_joins_instead_of_filing_a_second_one() {
    let mut house = with_known(&anothers_lamp());
    assert_eq!(
        house.sees(),
        "report-similar\n\nopen-form(1001, 照明, 永丰里, 3, state-submitted, Mon 16:20, 1)\n\
         [join:1001]\n[different]\n[back] [cancel]"
    );
    house.taps("join:1001");
    assert!(house.filed().is_empty() && house.session.draft.is_none());
    assert!(house.changes.contains(&Change::Follow { number: Number(1001), person: super::WANG, follows: true }));
    let joined = house.changes.iter().find_map(|change| match change {
        Change::Ticket { records, .. } => records.first(),
        _ => None,
    });
    let joined = joined.expect("an event");
    assert_eq!((&joined.event, joined.words.as_deref()), (&Event::Joined, Some("3栋楼道灯坏了")));
}

#[test]
fn mine_is_different_goes_on() {
    let mut house = with_known(&anothers_lamp());
    house.taps("different");
    assert_eq!(house.session.flow, Flow::Report(Step::Ask(Part::Photos)));
}

#[test]
fn anothers_private_matter_or_another_building_is_not_shown() {
    let mut private = anothers_lamp();
    private.kind = Kind::Report;
    assert_eq!(with_known(&private).session.flow, Flow::Report(Step::Ask(Part::Photos)));
    let mut elsewhere = anothers_lamp();
    elsewhere.spot.building = Some("9".to_owned());
    assert_eq!(with_known(&elsewhere).session.flow, Flow::Report(Step::Ask(Part::Photos)));
}

#[test]
fn the_stop_text_comes_first_with_one_tap_to_file_anyway() {
    let mut house = House::new();
    house.begins(text("3栋停水了"));
    house.taps("category:water_power");
    assert_eq!(house.sees(), "表后的水电请找供水供电公司。\n[anyway]\n[enough]\n[back] [cancel]");
    let mut content = House { session: house.session.clone(), ..House::new() };
    content.taps("enough");
    assert!(content.session.draft.is_none());
    house.taps("anyway");
    assert_eq!(house.session.flow, Flow::Report(Step::Ask(Part::Photos)));
}

#[test]
fn a_category_asks_its_own_question_and_urgency_where_it_is_open() {
    let mut house = House::new();
    house.begins(text("3栋电梯一直响"));
    house.taps("category:lift");
    assert_eq!(house.sees(), "report-step(2, 5, 哪部电梯?)\n[option:0] [option:1]\n[back] [cancel]");
    house.says("2");
    assert_eq!(house.draft().answers[0].words, "右边");
    house.says("没有");
    assert_eq!(house.session.flow, Flow::Report(Step::Ask(Part::Urgency)));
    house.says("没有");
    assert_eq!(house.draft().urgency, Some(Urgency::Normal));
    assert_eq!(house.session.flow, Flow::Report(Step::Ask(Part::Privacy)));
}

#[test]
fn the_category_is_found_by_group_or_by_its_name() {
    let mut house = House::new();
    house.begins(text("3栋有点事"));
    assert_eq!(
        house.sees(),
        "report-step(1, 3, report-category-groups)\n[page:0:things] [page:0:life]\n[back] [cancel]"
    );
    house.taps("page:0:things");
    assert!(house.sees().contains("[category:lighting] [category:lift]"), "{}", house.sees());
    house.says("照明");
    assert_eq!(house.draft().category.as_deref(), Some("lighting"));
}
