//! Bad input gets a sentence in the person's language, and nothing that was said is lost: each line of the list.

use std::process::{Command, Output};

use mulin::conversation::session::Session;
use mulin::sandbox::{Media, MediaKind, Upload};
use serde_json::json;

use crate::on_both;
use crate::support::{CHEN, House, OUTSIDER, TOKEN, WANG};

/// The resident whose phone speaks English.
const LI: i64 = 7003;
/// A report that is half-filled while bad input comes.
const REPORT: &str = "3栋2单元5楼楼道灯不亮";

/// One who speaks a language, past first contact, with a half-filled report; and what the sentences are in it.
async fn half_way(house: &House, user: i64) {
    let (agree, compound) = if user == LI { ("I agree", "Yongfengli") } else { ("同意", "永丰里") };
    house.world.start(user, "").expect("started");
    house.settle().await;
    for label in [agree, agree, compound] {
        house.taps(user, label).await;
    }
    house.says(user, REPORT).await;
    house.sees(user);
}

/// What somebody's draft holds, as it lies in the database.
async fn draft(house: &House, user: i64) -> String {
    let mut tx = house.store.begin().await.expect("a transaction");
    let id: i64 = sqlx::query_scalar("SELECT id FROM persons WHERE telegram = $1")
        .bind(user)
        .fetch_one(&mut *tx)
        .await
        .expect("a person");
    let person = mulin::domain::id::PersonId(id);
    let sessions = mulin::store::people::sessions(&mut tx, house.store.seal(), &[person]).await.expect("read");
    Session::from_stored(&sessions[&person]).draft.as_ref().expect("a draft").words()
}

fn file(kind: MediaKind, mime: &str, bytes: usize) -> Media {
    Media::one(kind, Upload { name: Some("f".to_owned()), mime: Some(mime.to_owned()), bytes: vec![7; bytes].into() })
}

/// A message as a client could send it that the chat page can't.
fn raw(house: &House, user: i64, message: &str, what: &serde_json::Value) {
    let language = if user == LI { "en" } else { "zh-hans" };
    let mut said = json!({"message_id": 90_000, "date": 1_795_422_000, "chat": {"id": user, "type": "private"},
        "from": {"id": user, "is_bot": false, "first_name": "甲", "language_code": language}});
    said[message] = what.clone();
    house.world.raw_update(json!({ "message": said }));
}

/// What is sent, by name: how, and the sentence in Chinese and in English.
type Case = (&'static str, fn(&House, i64), &'static str, &'static str);

const CASES: &[Case] = &[
    (
        "a sticker",
        |house, user| raw(house, user, "sticker", &json!({"file_id": "s"})),
        "这个我看不懂",
        "I can't read that",
    ),
    (
        "an odd file",
        |house, user| sent(house, user, "application/zip", 9),
        "这种文件我收不了",
        "I can't take that kind",
    ),
    ("a large file", |house, user| sent(house, user, "application/pdf", 20 * 1024 * 1024 + 1), "20 MB", "20 MB"),
    ("a place at sea", at_sea, "这个位置离我们管的小区太远了", "too far from the compounds"),
    ("no caption", |house, user| sent(house, user, "application/pdf", 9), "收到了", "Got it"),
    ("U+0000 alone", |house, user| raw(house, user, "text", &json!("\u{0}")), "照明", "ight"),
    ("a stale button", |house, user| pressed(house, user, "~zzzzzz.0"), "这个按钮已经过期了", "button is out of date"),
    ("a forged button", |house, user| pressed(house, user, "no.such:1"), "这个按钮已经过期了", "button is out of date"),
    ("another's ticket", |house, user| pressed(house, user, "mine.open:1001"), "没找到这件事", "No such matter"),
    ("no ticket", |house, user| pressed(house, user, "mine.open:8888"), "没找到这件事", "No such matter"),
    ("staff's button", |house, user| pressed(house, user, "desk.take:1001"), "没找到这件事", "No such matter"),
    ("an unknown command", |house, user| said(house, user, "/frobnicate"), "没有这个命令", "No such command"),
    ("a staff command", |house, user| said(house, user, "/done 1001 好了"), "没有这个命令", "No such command"),
    ("an unknown link", |house, user| said(house, user, "/start x-17"), "这个链接打不开", "That link can't be opened"),
];

fn said(house: &House, user: i64, words: &str) {
    house.world.say(user, user, words).expect("said");
}

fn pressed(house: &House, user: i64, data: &str) {
    house.world.press(user, user, 1, data).expect("pressed");
}

fn sent(house: &House, user: i64, mime: &str, bytes: usize) {
    house.world.send_media(user, user, file(MediaKind::Document, mime, bytes)).expect("sent");
}

fn at_sea(house: &House, user: i64) {
    house.world.location(user, user, 20.0, 125.0).expect("shared");
}

/// Everything that was told to somebody since a call: messages and answers to presses.
fn told(house: &House, user: i64, from: usize) -> String {
    let calls = house.world.record();
    let theirs = calls
        .iter()
        .skip(from)
        .filter(|call| call.code == 200 && (call.params["chat_id"] == user || call.method == "answerCallbackQuery"));
    theirs.filter_map(|call| call.params["text"].as_str()).collect::<Vec<_>>().join("\n")
}

on_both! {
    async fn each_gets_a_sentence_and_nothing_is_lost(house) {
        half_way(&house, crate::support::LIN).await;
        for label in ["对,照明", "没有照片", "保密:办事的人看不到您是谁", "对,记下来"] {
            house.taps(crate::support::LIN, label).await;
        }
        let mut answered = 0;
        for user in [WANG, LI] {
            half_way(&house, user).await;
            for (name, does, chinese, english) in CASES {
                let from = house.world.record().len();
                does(&house, user);
                house.settle().await;
                house.wait_ms(1).await;
                let read = told(&house, user, from);
                let sentence = if user == LI { english } else { chinese };
                assert!(!read.is_empty() && read.contains(sentence), "{name} to {user}: “{read}”\n{}", house.shows(user));
                assert!(draft(&house, user).await.contains(REPORT), "{name}: the report is lost");
                answered += 1;
            }
        }
        println!("Bad input: {} kinds in two languages, {answered} sentences, 0 lost", CASES.len());
    }
}

on_both! {
    async fn five_thousand_characters_are_all_kept(house) {
        half_way(&house, WANG).await;
        let long = (1_000..2_000).map(|n| n.to_string()).collect::<Vec<_>>().join(",") + ".";
        assert_eq!(long.chars().count(), 5_000);
        // Telegram's clients send what is longer than a message in two.
        said(&house, WANG, &long[..4_096]);
        said(&house, WANG, &long[4_096..]);
        house.settle().await;
        let kept = draft(&house, WANG).await.replace('\n', "");
        assert!(kept.contains(&long), "{} of 5000 kept: {}", kept.chars().count(), house.shows(WANG));
        for label in ["对,照明", "没有照片", "保密:办事的人看不到您是谁", "对,记下来"] {
            house.taps(WANG, label).await;
        }
        assert!(house.sees(WANG).contains("记下了,编号 1001"), "{}", house.shows(WANG));
        println!("Bad input: 5000 characters kept and filed");
    }
}

on_both! {
    async fn words_with_nul_and_malformed_updates_cost_nobody_anything(house) {
        half_way(&house, WANG).await;
        raw(&house, WANG, "text", &json!("还有\u{0}四楼也不亮"));
        for odd in [json!({"message": 7}), json!({"message": {"chat": null}}), json!({"callback_query": {"id": "1"}}), json!({})] {
            house.world.raw_update(odd);
        }
        house.settle().await;
        assert!(draft(&house, WANG).await.contains("还有四楼也不亮"));
        house.says(OUTSIDER, "你好").await;
        assert!(!house.sees(OUTSIDER).is_empty());
        let (pending, quarantined) = mulin::store::inbox::count(house.store.pool()).await.expect("counted");
        assert_eq!((pending, quarantined), (0, 4));
        let mut tx = house.store.begin().await.expect("a transaction");
        sqlx::query("DELETE FROM inbox WHERE state = 2").execute(&mut *tx).await.expect("looked at and put away");
        tx.commit().await.expect("committed");
        house.says(CHEN, "/ticket 7\u{0}").await;
        assert!(house.sees(CHEN).contains("没找到这件事"));
        println!("Bad input: 4 malformed updates put aside, U+0000 taken out");
    }
}

/// The built program with these settings, to its end.
fn mulin(folder: &std::path::Path, arguments: &[&str], settings: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mulin"))
        .args(arguments)
        .current_dir(folder)
        .env("DATABASE_URL", format!("sqlite:{}", folder.join("mulin.db").display()))
        .env("MULIN_KEY_FILE", folder.join("key"))
        .env("MULIN_ADMIN_LISTEN", "127.0.0.1:0")
        .env("MULIN_LOG", "error")
        .envs(settings.iter().copied())
        .output()
        .expect("it runs")
}

#[test]
fn a_wrong_setting_is_named_and_ends_with_two() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("short"), "abc").expect("written");
    let good = ("TELOXIDE_TOKEN", TOKEN);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let taken = taken.local_addr().map(|at| (taken, at.to_string())).expect("an address");
    let cases: [(&str, Vec<(&str, &str)>); 8] = [
        ("TELOXIDE_TOKEN", vec![("TELOXIDE_TOKEN", "")]),
        ("TELOXIDE_TOKEN", vec![("TELOXIDE_TOKEN", "no token")]),
        ("DATABASE_URL", vec![good, ("DATABASE_URL", "mysql://x")]),
        ("DATABASE_URL", vec![good, ("DATABASE_URL", "sqlite:/no/such/folder/mulin.db")]),
        ("MULIN_KEY_FILE", vec![good, ("MULIN_KEY_FILE", "short")]),
        ("MULIN_RATE_ALL", vec![good, ("MULIN_RATE_ALL", "many")]),
        ("MULIN_CATALOGUE", vec![good, ("MULIN_CATALOGUE", "absent.toml")]),
        ("MULIN_ADMIN_LISTEN", vec![good, ("MULIN_ADMIN_LISTEN", &taken.1)]),
    ];
    let count = cases.len();
    for (setting, settings) in cases {
        let output = mulin(folder.path(), &["serve"], &settings);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{settings:?}: {said}");
        assert!(said.contains(setting), "{settings:?}: {said}");
        assert!(!said.contains(TOKEN), "the token is never shown");
    }
    println!("Bad input: {count} wrong settings, each exit 2 with its name");
}

#[test]
fn a_broken_file_names_its_line_and_nothing_is_taken_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let places = "[[place]]\ncode = \"east\"\nkind = \"subdistrict\"\nname = \"东\"\n\n\
                  [[place]]\ncode = \"Bad Code\"\nkind = \"compound\"\nparent = \"nowhere\"\nname = \"西\"\n";
    std::fs::write(folder.path().join("places.toml"), places).expect("written");
    let output = mulin(folder.path(), &["import", "places.toml"], &[]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("line "), "{:?} {said}", output.status);
    let invited = mulin(folder.path(), &["invite", "--role", "clerk", "--scope", "east"], &[]);
    assert!(!invited.status.success(), "the good half was taken over");

    let printed = mulin(folder.path(), &["catalogue", "--print"], &[]);
    let catalogue = String::from_utf8(printed.stdout).expect("text").replacen("code = \"lighting\"", "code = 7", 1);
    std::fs::write(folder.path().join("catalogue.toml"), catalogue).expect("written");
    let output = mulin(folder.path(), &["catalogue", "catalogue.toml"], &[]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("line "), "{:?} {said}", output.status);
    let served = mulin(folder.path(), &["serve"], &[("TELOXIDE_TOKEN", TOKEN), ("MULIN_CATALOGUE", "catalogue.toml")]);
    assert_eq!(served.status.code(), Some(2), "{}", String::from_utf8_lossy(&served.stderr));
    println!("Bad input: a broken import and a broken catalogue, each with its line; nothing taken over");
}

#[test]
fn a_lost_key_is_named_and_no_other_is_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let places = "[[place]]\ncode = \"east\"\nkind = \"subdistrict\"\nname = \"东\"\n";
    std::fs::write(folder.path().join("places.toml"), places).expect("written");
    assert!(mulin(folder.path(), &["import", "places.toml"], &[]).status.success(), "the first import makes the key");
    std::fs::remove_file(folder.path().join("key")).expect("lost");
    let commands: [&[&str]; 5] = [
        &["serve"],
        &["import", "places.toml"],
        &["invite", "--role", "clerk", "--scope", "east"],
        &["check"],
        &["export", "tickets"],
    ];
    for command in commands {
        let output = mulin(folder.path(), command, &[("TELOXIDE_TOKEN", TOKEN)]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && said.contains("MULIN_KEY_FILE"), "{command:?}: {said}");
        assert!(!folder.path().join("key").exists(), "{command:?} made another key");
    }
}
