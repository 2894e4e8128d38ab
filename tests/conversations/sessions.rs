//! Sessions as programs of every format stored them: a half-filled report goes on where it stood, and of one in a format
//! that isn't known the words are kept.

use std::collections::BTreeSet;

use crate::on_both;
use crate::support::{House, MONDAY, SECRETARY, WANG, staff_chat};
use mulin::conversation::report::Draft;
use mulin::conversation::session::{Flow, SESSION_VERSION, Session};
use mulin::domain::id::{Number, PersonId};
use mulin::store::people;
use mulin::store::tickets::record;
use serde_json::{Value, json};

/// Format 1, in the middle of a report that says something in every field.
const FIRST: &str = include_str!("sessions/0001.json");
/// Sessions of format 1 in the midst of everything else, with something in every field.
const FLOWS: &str = include_str!("sessions/0001_flows.json");
/// Stand in these for ids of the database.
const PHOTO: &str = "700001";
const COMPOUND: &str = "700002";

/// [`FIRST`] as a program of another format may have stored it, without the report that lies beside.
fn foreign(key: &str, value: Value) -> String {
    let mut stored: Value = serde_json::from_str(FIRST).expect("JSON");
    stored["draft"]["aside"] = Value::Null;
    stored[key] = value;
    stored.to_string()
}

async fn number(house: &House, text: &'static str, of: i64) -> i64 {
    sqlx::query_scalar(text).bind(of).fetch_one(house.store.pool()).await.expect("a number")
}

async fn person(house: &House, who: i64) -> PersonId {
    PersonId(number(house, "SELECT id FROM persons WHERE telegram = $1", who).await)
}

/// 王阿姨 is past first contact, sent a photo once, and comes back to this session.
async fn comes_back(house: &House, stored: &str) {
    house.settle_in(WANG, "永丰里").await;
    house.sends_photo(WANG, WANG, "", None).await;
    put_back(house, WANG, stored).await;
}

/// Somebody's session is this one.
async fn put_back(house: &House, who: i64, stored: &str) {
    let photo = number(house, "SELECT id FROM media WHERE id > $1", 0).await;
    let compound = number(house, "SELECT compound FROM persons WHERE telegram = $1", WANG).await;
    let stored = stored.replace(PHOTO, &photo.to_string()).replace(COMPOUND, &compound.to_string());
    let sessions = [(person(house, who).await, stored)];
    let mut tx = house.store.begin().await.expect("a transaction");
    let saving = people::saving_sessions(house.store.seal(), &sessions, MONDAY).expect("sealed");
    saving.write(&mut tx).await.expect("written");
    tx.commit().await.expect("committed");
}

/// The first answer to whatever is asked, until the receipt.
async fn files(house: &House) {
    for _ in 0..12 {
        if house.shows(WANG).contains("记下了,编号 1001") {
            return;
        }
        house.says(WANG, "1").await;
    }
    panic!("it is never filed:\n{}", house.shows(WANG));
}

/// The words under which it was filed.
async fn filed(house: &House) -> String {
    let mut tx = house.store.begin().await.expect("a transaction");
    let found = record::after(&mut tx, house.store.seal(), Number(0), 10).await.expect("read");
    found[0].events[0].words.clone().expect("words")
}

async fn session(house: &House, who: i64) -> Session {
    let (mut tx, id) = (house.store.begin().await.expect("a transaction"), person(house, who).await);
    let mut found = people::sessions(&mut tx, house.store.seal(), &[id]).await.expect("read");
    Session::from_stored(&found.remove(&id).expect("a session"))
}

async fn draft(house: &House) -> Option<Draft> {
    session(house, WANG).await.draft
}

fn flows() -> Vec<Value> {
    serde_json::from_str(FLOWS).expect("JSON")
}

#[test]
fn todays_format_is_the_golden_one() {
    let golden: Value = serde_json::from_str(FIRST).expect("JSON");
    let read = Session::from_stored(FIRST);
    let written: Value = serde_json::from_str(&read.to_stored().expect("JSON")).expect("JSON");
    assert_eq!(written, golden, "another format needs another version, and a golden file of its own");
    assert_eq!(golden["version"], SESSION_VERSION);
}

#[test]
fn everything_else_that_is_stored_is_golden_too() {
    let mut seen = BTreeSet::new();
    for golden in flows() {
        let read = Session::from_stored(&golden.to_string());
        let written: Value = serde_json::from_str(&read.to_stored().expect("JSON")).expect("JSON");
        assert_eq!(written, golden, "another format needs another version, and a golden file of its own");
        seen.insert(golden["flow"]["flow"].as_str().expect("a flow").to_owned());
    }
    // Whoever adds a flow adds what it stores.
    let known = |flow: &Flow| match flow {
        Flow::Menu => "menu",
        Flow::FirstContact(_) => "first_contact",
        Flow::Report(_) => "report",
        Flow::Mine(_) => "mine",
        Flow::Open(_) => "open",
        Flow::Settings(_) => "settings",
        Flow::FollowUp(_) => "follow_up",
        Flow::Desk(_) => "desk",
        Flow::Announce(_) => "announce",
        Flow::EmergencyMode(_) => "emergency_mode",
        Flow::Switches(_) => "switches",
        Flow::Works(_) => "works",
        Flow::Meeting(_) => "meeting",
        Flow::Household(_) => "household",
        Flow::Projects(_) => "projects",
        Flow::Vote(_) => "vote",
        Flow::Ledger(_) => "ledger",
    };
    let named: BTreeSet<String> =
        flows().iter().map(|golden| known(&Session::from_stored(&golden.to_string()).flow).to_owned()).collect();
    assert_eq!(named, seen);
    assert_eq!(seen.len(), 16, "all but the report, which has a file of its own");
}

#[test]
fn an_unknown_format_begins_anew_with_the_words() {
    for stored in [foreign("version", json!(99)), foreign("flow", json!({ "flow": "tea" })), foreign("shown", json!(1))]
    {
        let session = Session::from_stored(&stored);
        let draft = session.draft.expect("a draft");
        assert_eq!((session.flow, session.shown, session.version), (Flow::Menu, None, SESSION_VERSION));
        assert_eq!((draft.words().as_str(), draft.media.len()), ("电梯一直响,3栋2单元\n门也关不紧", 1));
        assert_eq!(draft.category, None, "nothing but what was said is taken over");
    }
}

on_both! {
    async fn a_report_of_the_first_format_goes_on_to_its_receipt(house) {
        comes_back(&house, FIRST).await;
        house.world.press(WANG, WANG, 1, "~golden.0").expect("pressed");
        house.settle().await;
        files(&house).await;
        let card = house.shows(staff_chat());
        for part in ["3栋", "501", "门也关不紧", "哪一部电梯", "左边那台", "王阿姨 13800000000"] {
            assert!(card.contains(part), "{part}: {card}");
        }
        assert_eq!(filed(&house).await, "电梯一直响,3栋2单元\n门也关不紧");
        let beside = draft(&house).await.expect("the report that lay beside");
        assert_eq!(beside.words(), "楼下有煤气味");
    }
}

on_both! {
    async fn whatever_somebody_was_in_the_midst_of_they_have_an_answer_and_lose_no_words(house) {
        house.settle_in(WANG, "永丰里").await;
        house.sends_photo(WANG, WANG, "", None).await;
        house.world.meet(SECRETARY);
        house.says(SECRETARY, "/menu").await;
        let report: Value = serde_json::from_str(FIRST).expect("JSON");
        let (mut came_back, mut stuck, mut lost) = (0, Vec::new(), Vec::new());
        for golden in flows() {
            for who in [SECRETARY, WANG] {
                let mut stored = golden.clone();
                stored["draft"] = report["draft"].clone();
                put_back(&house, who, &stored.to_string()).await;
                let minutes = session(&house, who).await.minutes;
                came_back += 1;
                let before = house.world.messages(who).len();
                for words in ["1", "/menu"] {
                    house.sees(who);
                    house.says(who, words).await;
                    if house.sees(who).is_empty() {
                        stuck.push(format!("{}: {words}", golden["flow"]));
                    }
                }
                assert!(house.world.messages(who).len() > before);
                let after = session(&house, who).await;
                let kept = after.draft.is_some_and(|draft| draft.words().contains("门也关不紧"));
                if !kept || after.minutes != minutes || after.flow != Flow::Menu {
                    lost.push(golden["flow"].to_string());
                }
                house.wait_ms(60_000).await;
            }
        }
        assert_eq!((stuck, lost), (Vec::<String>::new(), Vec::<String>::new()));
        println!("T12: {came_back} half-done sessions of format {SESSION_VERSION} came back: 0 stuck, 0 lost");
    }
}

on_both! {
    async fn a_report_of_an_unknown_format_is_asked_anew_and_filed(house) {
        comes_back(&house, &foreign("version", json!(99))).await;
        house.says(WANG, "/menu").await;
        house.taps(WANG, "接着上次没说完的").await;
        assert!(house.shows(WANG).contains("这件事算“电梯”,对吗?"), "{}", house.shows(WANG));
        files(&house).await;
        assert_eq!(filed(&house).await, "电梯一直响,3栋2单元\n门也关不紧");
    }
}
