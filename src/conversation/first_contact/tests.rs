//! Strangers, and people on their way through menu, settings and commands.

use crate::conversation::input::What;
use crate::conversation::screen::{Press, Say};
use crate::conversation::session::{Flow, Session};
use crate::conversation::testing::{COMPOUND, House};
use crate::conversation::turn::Change;
use crate::domain::chat::ChatKind;
use crate::domain::id::PlaceId;
use crate::domain::language::Language;
use crate::domain::place::{Phones, Place, PlaceKind, Places};
use crate::domain::role::{Grant, Role};

/// A house with `count` more compounds beside 永丰里.
fn many_compounds(house: &mut House, count: i64) {
    let more = (0..count).map(|n| Place {
        id: PlaceId(10 + n),
        code: format!("garden{n}"),
        kind: PlaceKind::Compound,
        parent: Some(PlaceId(2)),
        name: format!("花园{n}"),
        name_en: format!("Garden {n}"),
        aliases: Vec::new(),
        at: None,
        phones: Phones::default(),
        company: None,
        assembly: crate::domain::place::Assembly::default(),
    });
    let known: Vec<Place> = house.estate.places.iter().cloned().collect();
    house.estate.places = Places::new(known.into_iter().chain(more));
}

fn agrees_to_both(house: &mut House) {
    house.taps("agree");
    house.taps("agree");
}

fn consents(house: &House) -> Vec<(&'static str, bool)> {
    let consent = |change: &Change| match change {
        Change::Consent { kind, given, .. } => Some((*kind, *given)),
        _ => None,
    };
    house.changes.iter().filter_map(consent).collect()
}

#[test]
fn a_stranger_agrees_twice_and_chooses_a_compound() {
    let mut house = House::with_a_stranger();
    house.commands("/start");
    assert_eq!(house.sees(), "first-notice\n[agree]\n[refuse] [language]");
    house.taps("agree");
    assert_eq!(house.sees(), "first-abroad\n[agree]\n[refuse] [language]");
    house.taps("agree");
    assert_eq!(house.sees(), "first-which-compound\n[place:yongfengli]");
    house.says("永丰");
    assert_eq!(house.sees(), "first-is-it-here(永丰里)\n[yes] [no]");
    house.taps("yes");
    assert_eq!(
        house.sees(),
        "menu-greeting(永丰里)\n[report]\n[mine] [open]\n[progress] [together]\n[settings] [help]"
    );
    assert_eq!(house.person.compound, Some(COMPOUND));
    assert_eq!(consents(&house), [("processing", true), ("abroad", true)]);
}

#[test]
fn a_link_brings_the_compound_with_it() {
    let mut house = House::with_a_stranger();
    house.commands("/start c-yongfengli");
    agrees_to_both(&mut house);
    assert_eq!(house.person.compound, Some(COMPOUND));
    assert!(house.sees().starts_with("menu-greeting(永丰里)"), "{}", house.sees());
}

#[test]
fn a_link_that_leads_nowhere_is_answered() {
    for token in ["h-abc", "w-x", "v-1", "s-nowhere", "a-lift1", "c-nowhere", "t-x", "hello"] {
        let mut house = House::new();
        house.commands(&format!("/start {token}"));
        assert!(house.sees().starts_with("link-unknown"), "{token}: {}", house.sees());
    }
}

#[test]
fn a_refusal_says_what_is_possible_and_keeps_nothing() {
    let mut house = House::with_a_stranger();
    house.begins(What::Text("3栋楼道灯坏了".to_owned()));
    assert!(house.session.draft.is_some());
    house.taps("refuse");
    assert_eq!(house.sees(), "first-refused\n[again]");
    assert!(house.session.draft.is_none());
    house.says("那算了");
    assert_eq!(house.sees(), "first-refused\n[again]");
    assert!(house.session.draft.is_none(), "nothing is kept of who refused");
    house.taps("again");
    assert_eq!(house.sees(), "first-notice\n[agree]\n[refuse] [language]");
}

#[test]
fn what_is_said_before_the_consents_is_kept_and_gone_on_with() {
    let mut house = House::with_a_stranger();
    house.begins(What::Text("3栋楼道灯坏了".to_owned()));
    house.says("三楼那盏");
    assert_eq!(house.sees(), "first-please-choose\n\nfirst-notice\n[agree]\n[refuse] [language]");
    assert_eq!(house.draft().words(), "3栋楼道灯坏了\n三楼那盏");
    agrees_to_both(&mut house);
    house.taps("place:yongfengli");
    assert!(matches!(house.session.flow, Flow::Report(_)), "{}", house.sees());
}

#[test]
fn a_sticker_before_the_consents_is_answered() {
    let mut house = House::with_a_stranger();
    house.commands("/start");
    house.does(What::Unusable);
    assert_eq!(house.sees(), "first-tap-below\n\nfirst-notice\n[agree]\n[refuse] [language]");
}

#[test]
fn a_location_is_asked_back_in_words_and_one_in_the_sea_gets_a_sentence() {
    let mut house = House::with_a_stranger();
    house.commands("/start");
    agrees_to_both(&mut house);
    house.does(What::Location { lat: 20_000_000, lon: 130_000_000 });
    assert!(house.sees().starts_with("first-nowhere-near"), "{}", house.sees());
    house.does(What::Location { lat: 24_800_100, lon: 118_580_100 });
    assert_eq!(house.sees(), "first-is-it-here(永丰里)\n[yes] [no]");
    house.taps("no");
    assert!(house.sees().starts_with("first-which-compound"), "{}", house.sees());
}

#[test]
fn many_compounds_are_paged() {
    let mut house = House::with_a_stranger();
    many_compounds(&mut house, 6);
    house.commands("/start");
    agrees_to_both(&mut house);
    assert!(house.sees().ends_with("[place:garden3]\n[more]"), "{}", house.sees());
    house.taps("more");
    assert_eq!(house.sees(), "first-which-compound\n[place:garden4]\n[place:garden5]\n[previous]");
    house.says("花园");
    assert!(house.sees().starts_with("first-several"), "{}", house.sees());
    house.says("没有这样的");
    assert!(house.sees().starts_with("first-not-found"), "{}", house.sees());
}

#[test]
fn without_places_it_is_not_open_here_yet() {
    let mut house = House::with_a_stranger();
    house.estate.places = Places::default();
    house.commands("/start");
    agrees_to_both(&mut house);
    assert_eq!(house.sees().trim_end(), "first-not-open");
}

#[test]
fn language_and_privacy_lead_back_to_where_a_stranger_was() {
    let mut house = House::with_a_stranger();
    house.commands("/start c-yongfengli");
    house.commands("/language");
    assert_eq!(house.person.language, Some(Language::English));
    assert!(house.sees().starts_with("first-notice"), "{}", house.sees());
    house.commands("/privacy");
    assert!(house.reads().starts_with("privacy-notice"), "{}", house.reads());
    agrees_to_both(&mut house);
    assert_eq!(house.person.compound, Some(COMPOUND), "the link is not forgotten");
}

#[test]
fn danger_words_of_a_stranger_bring_the_numbers_first() {
    let mut house = House::with_a_stranger();
    house.says("电梯困人了");
    assert!(house.reads().starts_with("别扒门。\n119"), "{}", house.reads());
    let mut house = House::new();
    house.commands("/report 电梯困人了");
    assert!(house.reads().starts_with("别扒门。\n119"), "{}", house.reads());
    assert!(house.session.draft.is_some());
}

#[test]
fn another_compound_may_be_chosen_and_the_old_one_holds_until_then() {
    let mut house = House::new();
    many_compounds(&mut house, 1);
    house.commands("/settings");
    house.taps("compound");
    assert_eq!(house.person.compound, Some(COMPOUND));
    house.taps("cancel");
    assert!(house.sees().starts_with("menu-greeting(永丰里)"), "{}", house.sees());
    house.commands("/settings");
    house.taps("compound");
    house.taps("place:garden0");
    assert_eq!(house.person.compound, Some(PlaceId(10)));
}

#[test]
fn a_contact_is_left_corrected_and_taken_back() {
    let mut house = House::new();
    house.commands("/settings");
    house.taps("contact");
    house.says("王阿姨");
    house.says("13800000000");
    assert!(house.sees().starts_with("settings-contact-kept"), "{}", house.sees());
    house.taps("contact");
    assert!(house.sees().starts_with("settings-contact-is(王阿姨 13800000000)"), "{}", house.sees());
    house.taps("forget");
    assert_eq!(house.person.contact, None);
}

#[test]
fn consents_may_be_taken_back() {
    let mut house = House::new();
    house.commands("/privacy");
    house.taps("withdraw");
    assert_eq!(consents(&house), [("processing", false), ("abroad", false)]);
    house.commands("/menu");
    assert!(house.sees().starts_with("first-notice"), "{}", house.sees());
}

#[test]
fn in_care_mode_every_screen_is_short_and_ends_with_the_office() {
    let mut house = House::new();
    many_compounds(&mut house, 9);
    house.commands("/care");
    let mut screens = vec![house.session.clone()];
    for command in ["/menu", "/settings", "/privacy", "/report"] {
        house.commands(command);
        screens.push(house.session.clone());
    }
    house.commands("/settings");
    house.taps("compound");
    screens.push(house.session.clone());
    for Session { shown, flow, .. } in screens {
        let screen = shown.unwrap().screen;
        assert_eq!(crate::conversation::testing::in_keys(&screen.text).lines().last(), Some("0595-12345"), "{flow:?}");
        let ways_out = screen.rows.iter().filter(|row| row.len() > 1).count();
        assert!(ways_out <= 1 && screen.rows.len() <= 6, "{flow:?}: {screen:?}");
    }
}

#[test]
fn a_near_miss_is_asked_back_and_staff_commands_are_unknown_to_residents() {
    let mut house = House::new();
    house.commands("/halp");
    assert!(house.sees().starts_with("command-did-you-mean(help)"), "{}", house.sees());
    house.commands("/queue");
    let unknown = house.sees();
    house.commands("/xyzzy");
    assert_eq!(house.sees(), unknown, "unknown and forbidden answer alike");
    house.grants = vec![Grant { role: Role::Clerk, scope: COMPOUND, name: "小陈".to_owned() }];
    house.commands("/queu");
    assert!(house.sees().starts_with("command-did-you-mean(queue)"), "{}", house.sees());
}

#[test]
fn help_lists_every_command_that_one_may_use() {
    let mut house = House::new();
    house.commands("/help");
    assert!(house.sees().contains("/my command-my") && !house.sees().contains("/queue"), "{}", house.sees());
    house.grants = vec![Grant { role: Role::Clerk, scope: COMPOUND, name: "小陈".to_owned() }];
    house.commands("/help");
    assert!(house.sees().contains("/queue command-queue"), "{}", house.sees());
}

#[test]
fn a_group_is_told_to_open_the_private_chat() {
    let mut house = House::new();
    house.chat = ChatKind::Group;
    house.commands("/my");
    let said = house.says.iter().find_map(|said| match said {
        Say::Here(text) => Some(crate::conversation::testing::in_keys(text)),
        _ => None,
    });
    assert_eq!(said.as_deref(), Some("command-in-private(https://t.me/mulin_bot)"));
}

#[test]
fn an_emergency_beside_settings_is_filed_with_one_tap() {
    let mut house = House::new();
    house.commands("/settings");
    house.says("电梯困人了");
    let file = house.messages().next().and_then(|message| message.rows.first()?.first().cloned()).expect("a button");
    assert_eq!(file.press, Press::Act("menu.emergency:lift".to_owned()));
    house.does(What::Press("menu.emergency:lift".to_owned()));
    assert!(matches!(house.session.flow, Flow::Report(_)), "{}", house.sees());
    let draft = house.session.draft.as_ref().expect("a draft");
    assert_eq!((draft.emergency.as_deref(), draft.category.as_deref()), (Some("lift"), Some("lift")));
}
