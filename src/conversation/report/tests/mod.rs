//! Reports as conversations: what the resident says and taps, and what is then seen, read and written.

mod bad_input;
mod contact;
mod hints;
mod others;
mod unfinished;

use super::Step;
use super::draft::Part;
use crate::conversation::input::What;
use crate::conversation::screen::Say;
use crate::conversation::session::{Flow, Session};
use crate::conversation::testing::{COMPOUND, House, MONDAY, WANG, holder, in_keys, photo, reader};
use crate::conversation::turn::Change;
use crate::domain::chat::Pace;
use crate::domain::id::{Number, PersonId};
use crate::domain::person::Reader;
use crate::domain::role::{Grant, Role};
use crate::domain::ticket::{Actor, Party, Privacy, Urgency};

fn text(words: &str) -> What {
    What::Text(words.to_owned())
}

/// A draft about a lamp that waits at its review.
fn at_review() -> House {
    let mut house = House::new();
    house.begins(text("3栋2单元楼道灯坏了"));
    house.taps("category:lighting");
    house.taps("skip");
    house.taps("confidential");
    house
}

/// Chats in which the card was put up.
fn put_up(house: &House) -> Vec<Reader> {
    let fresh = |said: &Say| match said {
        Say::Drawn { to, fresh: true, .. } => Some(to.clone()),
        _ => None,
    };
    house.says.iter().filter_map(fresh).collect()
}

#[test]
fn a_lamp_with_a_photo_becomes_a_ticket_with_its_receipt() {
    let mut house = House::new();
    house.begins(text("3栋2单元楼道灯坏了"));
    assert_eq!(
        house.sees(),
        "report-step(1, 3, report-category-suggested(照明))\n[category:lighting]\n[page:0:groups]\n[back] [cancel]"
    );
    house.taps("category:lighting");
    assert_eq!(house.sees(), "report-step(2, 3, report-photos)\n[skip]\n[back] [cancel]");
    house.does(photo("lamp", None, ""));
    assert_eq!(house.sees(), "report-file-kept\n\nreport-step(2, 3, report-photos-more(1))\n[done]\n[back] [cancel]");
    house.says("三楼那盏");
    house.taps("done");
    assert_eq!(
        house.sees(),
        "report-step(3, 3, report-privacy)\n[named]\n[confidential]\n[anonymous]\n[back] [cancel]"
    );
    house.taps("named");
    assert_eq!(house.sees(), "report-step(4, 4, report-contact)\n[skip]\n[back] [cancel]");
    house.says("王阿姨 13800000000");
    assert_eq!(
        house.sees(),
        "report-review\nreport-review-category(照明)\nreport-review-words(3栋2单元楼道灯坏了\n三楼那盏)\n\
         report-review-where(report-spot(永丰里, 3, 2, none, none))\nreport-review-files(1)\nreport-review-named\n\
         report-review-contact(王阿姨 13800000000)\n[file]\n[edit:0] [edit:1]\n[edit:2] [edit:3]\n[edit:4] [edit:5]\n\
         [cancel]"
    );
    house.taps("file");
    assert_eq!(
        house.reads(),
        "receipt-filed(1042)\n\
         receipt-matter-placed(3栋2单元楼道灯坏了 三楼那盏)\n\
         receipt-who(receipt-holder-of(永丰里物业, who-staff(小陈, title-clerk)))\n\
         receipt-dues(Mon 18:20, Tue 16:20, Wed 18:00)\nreceipt-usual(2, 12)\nreceipt-next\nreceipt-danger\n\
         [mine.open:1042] [mine.add:1042] [mine.urge:1042]\n--\nline-report-files(1042, 1)\n"
    );

    let filed = house.filed();
    let [new] = filed.as_slice() else { panic!("one ticket: {filed:?}") };
    assert_eq!(new.ticket.spot.building.as_deref(), Some("3"));
    assert_eq!(new.ticket.reporter, Some(WANG));
    assert_eq!(new.record.media.len(), 1);
    assert_eq!(new.record.words.as_deref(), Some("3栋2单元楼道灯坏了\n三楼那盏"));
    assert_eq!(new.contact.as_ref().and_then(|contact| contact.phone.as_deref()), Some("13800000000"));
    assert_eq!(put_up(&house), [reader(PersonId(200), 2)]);
    assert!(house.session.draft.is_none());
    assert!(house.changes.contains(&Change::DraftTimers(None)));
    let sources = house.changes.iter().filter(|change| matches!(change, Change::Source { number: Number(1042), .. }));
    assert_eq!(sources.count(), 2, "an edit of either line finds its ticket");
}

#[test]
fn a_strangers_photo_is_kept_until_consent_and_compound_are_there() {
    let mut house = House::new();
    let resident = house.person.consent_processing.take();
    house.begins(photo("dark", Some("album"), ""));
    assert_eq!(house.draft().media.len(), 1);
    house.does(photo("darker", Some("album"), ""));
    assert_eq!(house.draft().media.len(), 2);
    assert_eq!(house.says, [], "an album has one reply");

    house.person.consent_processing = resident;
    house.goes_on();
    assert_eq!(house.sees(), "report-step(1, 4, report-what-file)\n[skip]\n[back] [cancel]");
    house.says("楼道灯不亮");
    house.taps("category:lighting");
    assert_eq!(house.session.flow, Flow::Report(Step::Ask(Part::Where)), "the photos are there already");
    house.says("5栋1单元");
    assert_eq!(house.draft().place.building.as_deref(), Some("5"));
    assert_eq!(house.session.flow, Flow::Report(Step::Ask(Part::Privacy)));
}

#[test]
fn a_caption_describes_the_matter() {
    let mut house = House::new();
    house.begins(photo("lamp", None, "3栋楼道灯坏了"));
    assert!(house.sees().contains("report-category-suggested(照明)"), "{}", house.sees());
}

#[test]
fn an_answer_is_edited_at_the_review_and_back_takes_the_last() {
    let mut house = at_review();
    house.taps("edit:2");
    assert_eq!(house.session.flow, Flow::Report(Step::Ask(Part::Where)));
    house.says("7栋");
    assert!(house.sees().contains("report-spot(永丰里, 7, none"), "{}", house.sees());

    house.taps("edit:4");
    house.taps("back");
    assert_eq!(house.session.flow, Flow::Report(Step::Ask(Part::Where)));
    house.says("8栋");
    assert_eq!(house.session.flow, Flow::Report(Step::Ask(Part::Privacy)));
    house.says("匿名");
    assert!(house.sees().contains("report-review-anonymous"), "{}", house.sees());

    house.taps("edit:0");
    house.says("电梯一直响");
    house.taps("edit:1");
    house.taps("category:lift");
    assert_eq!(house.session.flow, Flow::Report(Step::Ask(Part::Question("which_lift".to_owned()))));
}

#[test]
fn a_line_edited_in_the_chat_is_edited_in_the_draft() {
    let mut house = at_review();
    let mut edit = house.input(What::Edited("3栋2单元楼道灯一直闪".to_owned()));
    edit.message = Some(1);
    house.make(|session, facts, estate| crate::conversation::turn(session, &edit, facts, estate, MONDAY));
    assert_eq!(house.draft().words(), "3栋2单元楼道灯一直闪");
    assert!(house.sees().starts_with("report-edited"));
}

#[test]
fn filing_twice_makes_one_ticket() {
    let mut house = at_review();
    let shown = house.session.shown.clone().expect("the review");
    house.taps("file");
    house.does(What::Press(format!("~{}.0", shown.nonce)));
    assert_eq!(house.filed().len(), 1);
    let Some(Say::Toast { text, .. }) = house.says.first() else { panic!("{:?}", house.says) };
    assert_eq!(in_keys(text), "report-already-filed(1042)");
}

#[test]
fn an_anonymous_ticket_holds_no_person_and_its_code_is_on_the_receipt_alone() {
    let mut house = at_review();
    house.taps("edit:4");
    house.taps("anonymous");
    house.taps("file");

    let new = house.filed()[0].clone();
    assert_eq!((new.ticket.reporter, new.record.actor, new.contact), (None, Actor::CodeHolder, None));
    assert_eq!(new.claim.as_deref(), Some("abcdefghijkl"));
    assert_eq!(house.session, Session { shown: house.session.shown.clone(), ..Session::default() });
    assert!(house.reads().contains("receipt-code(abcdefghijkl)"), "{}", house.reads());
    assert!(house.reads().ends_with("[{bot}?start=k-abcdefghijkl]"), "{}", house.reads());
    assert_eq!(house.messages().next().expect("a receipt").ticket, None);
}

#[test]
fn an_emergency_is_filed_at_once_even_over_the_quota() {
    let mut house = House::new();
    house.filed_today = 99;
    house.begins(text("电梯困人了"));
    assert!(house.sees().starts_with("report-review\n"), "{}", house.sees());
    house.taps("file");
    let new = house.filed()[0];
    assert_eq!((new.ticket.urgency, new.ticket.emergency), (Urgency::Urgent, true));
    assert_eq!(new.ticket.category, "lift");
    let first = |said: &Say| matches!(said, Say::Drawn { fresh: true, pace: Pace::Emergency, .. });
    assert!(house.says.iter().any(first), "its card goes before everything else in the staff chat");
}

#[test]
fn where_nobody_holds_the_role_the_managers_have_the_card() {
    let mut house = House::new();
    let grant = Grant { role: Role::Manager, scope: COMPOUND, name: "林主任".to_owned() };
    house.desk.holders = vec![holder(PersonId(300), grant, 3)];
    house.begins(text("电梯困人了"));
    house.taps("file");
    assert_eq!(put_up(&house), [reader(PersonId(300), 3)]);
    assert!(house.reads().contains("receipt-nobody"), "{}", house.reads());
}

#[test]
fn a_strangers_emergency_needs_the_compound_alone() {
    let mut house = House::new();
    house.person.consent_processing = None;
    house.person.compound = None;
    house.begins(text("电梯困人了"));
    assert_eq!(house.session.flow, Flow::Report(Step::Ask(Part::Compound)));
    house.says("永丰");
    house.taps("file");
    assert_eq!(house.filed().len(), 1);
}

#[test]
fn an_emergency_is_filed_first_and_consent_asked_after() {
    let mut house = House::new();
    house.person.consent_processing = None;
    house.begins(text("楼道灯坏了"));
    assert!(matches!(house.session.flow, Flow::FirstContact(_)), "{:?}", house.session.flow);
    house.says("电梯困人了");
    assert_eq!(house.session.flow, Flow::Report(Step::Review));
    house.taps("file");
    assert_eq!(house.filed()[0].ticket.category, "lift");
    assert_eq!(house.draft().words(), "楼道灯坏了");
}

#[test]
fn a_stranger_with_an_emergency_tells_the_compound_once() {
    let mut house = House::new();
    house.person.compound = None;
    house.begins(text("电梯困人了"));
    assert_eq!(house.session.flow, Flow::Report(Step::Ask(Part::Compound)));
    assert!(!house.sees().contains("report-step"), "the only question has no number: {}", house.sees());
    house.says("永丰里");
    assert_eq!(house.session.flow, Flow::Report(Step::Review));
    assert!(house.person.compound.is_some(), "and isn't asked again");
}

#[test]
fn words_corrected_to_harmless_ones_are_no_emergency() {
    let mut house = House::new();
    house.begins(text("3栋电梯困住了"));
    house.taps("edit:0");
    house.says("3栋电梯门关得慢");
    assert_eq!(house.draft().emergency, None);
    assert!(house.sees().contains("report-category-suggested(电梯)"), "{}", house.sees());
}

#[test]
fn an_emergency_goes_before_an_unfinished_report_which_stays() {
    let mut house = at_review();
    house.begins(text("电梯困人了"));
    house.taps("file");
    assert_eq!(house.filed()[0].ticket.category, "lift");
    assert_eq!(house.draft().words(), "3栋2单元楼道灯坏了");
}

#[test]
fn a_complaint_about_the_company_goes_past_it() {
    let mut house = House::new();
    let secretary = Grant { role: Role::Secretary, scope: crate::domain::id::PlaceId(2), name: "林".to_owned() };
    house.desk.holders.push(holder(PersonId(300), secretary, 3));
    house.begins(text("3栋的事物业不管"));
    house.taps("category:property_service");
    house.taps("skip");
    house.taps("confidential");
    assert!(house.sees().contains("report-past-company"), "{}", house.sees());
    house.taps("file");
    let ticket = &house.filed()[0].ticket;
    assert_eq!((ticket.against, ticket.privacy), (Some(Party::Company), Privacy::Confidential));
    assert_eq!(put_up(&house), [reader(PersonId(300), 3)]);
}

#[test]
fn where_nobody_is_in_charge_the_receipt_names_the_office() {
    let mut house = at_review();
    house.desk.holders.clear();
    house.taps("file");
    assert_eq!(put_up(&house), []);
    assert!(house.reads().contains("receipt-nobody(0595-12345)"), "{}", house.reads());
}

#[test]
fn over_the_quota_the_draft_stays_and_the_office_is_named() {
    let mut house = at_review();
    house.filed_today = 5;
    house.taps("file");
    assert!(house.sees().starts_with("report-quota(5, 0595-12345)"), "{}", house.sees());
    assert!(house.filed().is_empty() && house.session.draft.is_some());
    house.estate.quotas.tickets = 0;
    house.taps("file");
    assert_eq!(house.filed()[0].ticket.number, Number(1042));
}
