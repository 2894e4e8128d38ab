//! A phone number on its own is how to reach the reporter, never a part of what they say.

use super::{House, at_review};
use crate::domain::ticket::Privacy;

#[test]
fn a_number_at_the_review_is_the_contact() {
    for (line, name) in
        [("13800000000", None), ("王阿姨 138-0000-0000", Some("王阿姨")), ("我的电话是13800000000", None)]
    {
        let mut house = at_review();
        house.session.draft.as_mut().expect("a draft").privacy = Some(Privacy::Named);
        house.says(line);
        assert!(house.sees().starts_with("report-contact-kept\n"), "{line}: {}", house.sees());
        assert_eq!(house.draft().words(), "3栋2单元楼道灯坏了", "{line}");
        let contact = house.draft().contact.clone().expect("a contact");
        assert_eq!((contact.phone.as_deref(), contact.name.as_deref()), (Some("13800000000"), name), "{line}");
    }
}

#[test]
fn who_stays_unknown_has_no_number_kept() {
    let mut house = at_review();
    house.session.draft.as_mut().expect("a draft").privacy = Some(Privacy::Confidential);
    house.says("13800000000");
    assert!(house.sees().starts_with("report-contact-not-kept"), "{}", house.sees());
    assert_eq!((house.draft().words().as_str(), &house.draft().contact), ("3栋2单元楼道灯坏了", &None));
}

#[test]
fn other_numbers_are_words() {
    for line in ["3栋2单元501", "2026-11-25", "表号 12345678901234", "电表读数13800000000 请师傅明天上午来看一下水管"]
    {
        let mut house = House { session: at_review().session, ..House::new() };
        house.says(line);
        assert!(house.draft().words().ends_with(line), "{line}: {}", house.draft().words());
    }
}
