//! A report that was left: continue, start over, discard; the reminder, and its end.

use super::{House, at_review, text};
use crate::conversation::input::What;
use crate::conversation::report::{self, Step};
use crate::conversation::session::Flow;
use crate::conversation::turn::Change;
use crate::domain::chat::MessageRole;

#[test]
fn cancel_asks_and_continue_goes_on() {
    let mut house = at_review();
    house.taps("cancel");
    assert_eq!(
        house.sees(),
        "report-unfinished(Mon 16:20, 3栋2单元楼道灯坏了)\n[continue]\n[restart]\n[discard]\n[later]"
    );
    house.taps("continue");
    assert_eq!(house.session.flow, Flow::Report(Step::Review));
}

#[test]
fn what_is_said_beside_an_unfinished_report_is_kept() {
    let mut house = at_review();
    house.begins(text("3栋停水了"));
    assert_eq!(house.session.flow, Flow::Report(Step::Unfinished));
    let mut both = House { session: house.session.clone(), ..House::new() };
    both.taps("continue");
    assert_eq!(both.draft().words(), "3栋2单元楼道灯坏了\n3栋停水了");
    house.taps("restart");
    assert_eq!(house.draft().words(), "3栋停水了");
    assert!(house.sees().contains("report-category-suggested(水电)"), "{}", house.sees());
}

#[test]
fn discarded_is_gone() {
    let mut house = at_review();
    house.taps("cancel");
    house.taps("discard");
    assert!(house.session.draft.is_none());
    assert_eq!(house.changes.last(), Some(&Change::DraftTimers(None)));
}

#[test]
fn the_reminder_is_a_notice_with_the_same_ways_on() {
    let mut house = at_review();
    let screen = house.session.shown.clone();
    house.by_the_clock(report::remind);
    assert!(house.reads().ends_with("[report.continue:draft]\n[report.restart:draft]\n[report.discard:draft]"));
    assert_eq!(house.messages().next().expect("a reminder").role, MessageRole::Notice);
    assert_eq!(house.session.shown, screen);
    house.does(What::Press("report.continue:draft".to_owned()));
    assert_eq!(house.session.flow, Flow::Report(Step::Review));
}

#[test]
fn a_draft_too_old_is_dropped() {
    let mut house = at_review();
    house.by_the_clock(|talk| {
        report::drop(talk);
        Ok(())
    });
    assert_eq!((&house.session.draft, &house.session.flow), (&None, &Flow::Menu));
}

#[test]
fn cancel_by_command_asks_and_cancel_again_keeps() {
    let mut house = at_review();
    house.does(What::Command { name: "cancel".to_owned(), rest: String::new() });
    assert!(house.sees().starts_with("report-unfinished("), "{}", house.sees());
    house.does(What::Command { name: "cancel".to_owned(), rest: String::new() });
    assert!(house.sees().starts_with("cancel-draft-kept"), "{}", house.sees());
    assert_eq!(house.draft().words(), "3栋2单元楼道灯坏了");
}

#[test]
fn thanks_and_greetings_are_in_no_report() {
    for words in ["谢谢", "你好"] {
        let mut house = at_review();
        house.says(words);
        assert!(house.sees().starts_with("report-review\n"), "{words}: {}", house.sees());
        house.taps("edit:3");
        house.says(words);
        house.taps("skip");
        house.taps("cancel");
        house.says(words);
        assert!(house.sees().starts_with("report-unfinished("), "{words}: {}", house.sees());
        assert_eq!((house.draft().words().as_str(), &house.draft().aside), ("3栋2单元楼道灯坏了", &None), "{words}");
    }
}
