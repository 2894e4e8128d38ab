//! Nothing links a voter with what they voted for, and nobody sees how a vote stands while it is open.
//!
//! The same vote is lived twice, by the same people at the same moments; only who votes for what is exchanged, in such a
//! way that the result is the same. Whatever anybody but the voter can see must then be the same as well: if it differs
//! in a word, it tells something of the ballots. What is drawn by chance (hashes, receipts, nonces) is put in one form.
//!
//! The one exception is named in the rules of the vote: the two tellers know the sheet that they entered.

mod seen;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit as _, Mac as _};
use mulin::domain::id::VoteId;
use mulin::domain::vote::receipt::leaf;
use mulin::store::polls::{self, ballots};

use crate::in_full;
use crate::secrets::{files, holds};
use crate::staff::calls;
use crate::support::votes::{
    CAI, OTHER_TELLER, TELLER, WORKED, WU, bound, enters, label_with, opened, prepared, published, receipt, runs,
    to_the_close, votes,
};
use crate::support::{Db, House, LIN, OUTSIDER, SECRETARY, WANG};

/// In which what was emptied goes from the disk too.
const HOUR: i64 = 3_600_000;
const MINUTE: i64 = 61_000;
const BENCH: &str = WORKED[0].0;
const LAMP: &str = WORKED[1].0;
const RACK: &str = WORKED[2].0;
const BOARD: &str = WORKED[3].0;

/// Who votes for what, and for how much: how many taps somebody needed tells as well.
struct Choices {
    wang_first: &'static [&'static str],
    wang: &'static [&'static str],
    lin: &'static [&'static str],
    wu: &'static [&'static str],
    paper: &'static [&'static str],
    /// What 小林 taps and never casts, what a teller reads and never enters, and what the other teller never reads.
    left: [&'static str; 3],
}

/// The same four ballots are in other hands in the second life, and in other hands half-way. At each look as much was
/// tapped in both: only who tapped it differs.
const LIVES: [Choices; 2] = [
    Choices {
        wang_first: &[BENCH],
        wang: &[BENCH, RACK],
        lin: &[LAMP, RACK, BOARD],
        wu: &[RACK],
        paper: &[BOARD],
        left: [BENCH, BENCH, RACK],
    },
    Choices {
        wang_first: &[BENCH, RACK, BOARD],
        wang: &[BOARD],
        lin: &[RACK],
        wu: &[BENCH, RACK],
        paper: &[LAMP, RACK, BOARD],
        left: [LAMP, RACK, BOARD],
    },
];

/// What could be seen at one time, by where it was seen.
type Seen = BTreeMap<String, Vec<String>>;

/// What one life showed.
struct Life {
    /// Half the ballots cast, all of them, closed, certified.
    seen: Vec<(&'static str, Seen)>,
    steps: usize,
    logged: usize,
}

/// The projects' numbers of these titles, as a teller types them.
fn numbers(house_numbers: &BTreeMap<&str, i64>, titles: &[&str]) -> String {
    let numbers: Vec<String> = titles.iter().map(|title| house_numbers[title].to_string()).collect();
    numbers.join("、")
}

/// Looks everywhere. What the tellers were told of their sheet lies before `from`; `seal`: the database with its key.
async fn look(house: &House, from: u64, (far, with_seal): (bool, bool), receipts: &[String]) -> (Seen, usize) {
    let steps = walk::walk(house, far, receipts).await;
    let mut seen = seen::rows(house, with_seal.then(|| house.store.seal())).await;
    // From the export whoever likes can compute each receipt and what it stands for.
    let plain: Vec<String> = receipts.iter().map(|receipt| receipt.replace('-', "")).collect();
    let rows = || seen.iter().flat_map(|(table, lines)| lines.iter().map(move |line| (table, line)));
    for (table, line) in rows().filter(|_| !with_seal) {
        assert!(!plain.iter().chain(receipts).any(|code| line.contains(code.as_str())), "{table}: {line}");
    }
    for (table, lines) in &mut seen {
        for line in lines.iter_mut() {
            *line = seen::alike(line);
        }
        // Written by loops that run beside each other.
        lines.sort();
        assert!(!lines.is_empty() || table != "ballots");
    }
    seen.insert("said".to_owned(), seen::said(house, from, &[WANG, LIN]));
    seen.insert("exports".to_owned(), seen::exported(house).await);
    seen.insert("metrics".to_owned(), seen::metrics(house).await);
    (seen, steps)
}

/// Who voted for what, as far as database and key tell: a voter by the tag of their household.
async fn linked(house: &House) -> BTreeMap<i64, String> {
    let pool = house.store.pool();
    let sealed: String = sqlx::query_scalar("SELECT key_sealed FROM polls").fetch_one(pool).await.expect("a vote");
    let key = house.store.seal().open("polls", "key", 1, &sealed).expect("the seal's");
    let Ok(key) = HEXLOWER.decode(key.as_bytes()) else { return BTreeMap::new() };
    let roll: Vec<i64> = sqlx::query_scalar("SELECT voter FROM poll_roll").fetch_all(pool).await.expect("a roll");
    let boxed: Vec<(String, String)> =
        sqlx::query_as("SELECT tag, body_sealed FROM ballots").fetch_all(pool).await.expect("ballots");
    let mut linked = BTreeMap::new();
    for voter in roll {
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&key).expect("a key");
        mac.update(&voter.to_be_bytes());
        let tag = HEXLOWER.encode(&mac.finalize().into_bytes());
        if let Some((_, body)) = boxed.iter().find(|(known, _)| *known == tag) {
            linked.insert(voter, house.store.seal().open("ballots", "body", 1, body).expect("the seal's"));
        }
    }
    linked
}

/// Two of the staff certify the result.
async fn certified(house: &House) {
    runs(house, CAI, "秋季基金投票").await;
    house.taps(CAI, "确认结果").await;
    house.taps(SECRETARY, "管理").await;
    house.taps(SECRETARY, "确认结果").await;
}

/// Ballots that somebody begins and leaves: a change of 小林's, a sheet on a teller's screen, a sheet that one teller read.
async fn left_half_done(house: &House, known: &BTreeMap<&str, i64>, left: [&str; 3]) {
    house.says(LIN, "/vote").await;
    house.taps(LIN, "改投").await;
    let label = label_with(house, LIN, left[0]);
    house.taps(LIN, &label).await;
    house.says(TELLER, "/paper 1").await;
    house.says(TELLER, "5栋1单元101").await;
    house.says(TELLER, &numbers(known, &left[1..2])).await;
    enters(house, OTHER_TELLER, "5栋2单元102", &numbers(known, &left[2..])).await;
}

/// No log names a project, a door or a receipt.
fn logs_tell_nothing(log: &Path, receipts: &[String]) -> usize {
    let logged = std::fs::read(log).expect("a log");
    let doors = ["501", "502", "301", "302"].map(|room| format!("单元{room}"));
    let words = WORKED.iter().map(|(title, _)| (*title).to_owned()).chain(doors);
    let plain = receipts.iter().map(|receipt| receipt.replace('-', ""));
    for word in words.chain(plain).chain(receipts.iter().cloned()) {
        assert!(!holds(&logged, word.as_bytes()), "{word} is logged");
    }
    logged.len()
}

/// Nothing of the destroyed key is left in the database's files.
fn nothing_on_disk(house: &House, key: &str) {
    let mut lies = Vec::new();
    files(house.folder.path(), &mut lies);
    for (name, bytes) in &lies {
        assert!(!holds(bytes, key.as_bytes()), "the vote's key is still in {name}");
    }
}

/// Somebody votes. Then time goes on: ids are drawn from the moment, and tell nothing of what was done in another.
async fn votes_on(house: &House, user: i64, home: Option<&str>, titles: &[&str]) -> String {
    let receipt = votes(house, user, home, titles).await;
    house.wait_ms(MINUTE).await;
    receipt
}

async fn lived(db: Db, choices: &Choices) -> Life {
    let house = House::new(db).await;
    let log = house.folder.path().join("log");
    let written = Arc::new(std::fs::File::create(&log).expect("a log"));
    let filter = if in_full() { "mulin=trace,sqlx=debug" } else { "mulin=trace,sqlx=info" };
    let filter = tracing_subscriber::EnvFilter::new(filter);
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(written).finish();
    let listening = tracing::subscriber::set_default(subscriber);

    let projects = published(&house, &WORKED).await;
    let known: BTreeMap<&str, i64> =
        WORKED.iter().zip(&projects).map(|((title, _), number)| (*title, number.0)).collect();
    bound(&house, WANG, "WANG-2345").await;
    bound(&house, OUTSIDER, "PASS-2345").await;
    bound(&house, LIN, "LEES-2345").await;
    house.says(WU, "/vote").await;
    prepared(&house, &[BENCH, LAMP, RACK, BOARD]).await;
    opened(&house).await;

    let (mut seen, mut steps, mut from) = (Vec::new(), 0, calls(&house));
    let mut receipts = vec![votes_on(&house, WANG, None, choices.wang_first).await];
    receipts.push(votes_on(&house, LIN, None, choices.lin).await);
    let (half, walked) = look(&house, from, (false, false), &receipts[..1]).await;
    seen.push(("half the ballots cast", half));
    steps += walked;

    house.sees(WU);
    receipts.push(votes_on(&house, WU, Some("3#1-301"), choices.wu).await);
    receipts.push(votes_on(&house, WANG, None, choices.wang).await);
    let sheet = numbers(&known, choices.paper);
    enters(&house, TELLER, "3栋1单元302", &sheet).await;
    enters(&house, OTHER_TELLER, "3栋1单元302", &sheet).await;
    receipts.push(receipt(&house.sees(OTHER_TELLER)));
    left_half_done(&house, &known, choices.left).await;
    // The exception: the tellers read on their own screens what they typed.
    let tellers = seen::said(&house, from, &[]);
    assert!(tellers.iter().any(|line| line.contains(&TELLER.to_string()) && line.contains(choices.paper[0])));
    let others = [WANG, LIN, WU, TELLER, OTHER_TELLER];
    seen.push(("said meanwhile", BTreeMap::from([("said".to_owned(), seen::said(&house, from, &others))])));
    from = calls(&house);
    // What is said doesn't depend on where it is kept: on one of both everything is walked through.
    let far = in_full() || db == Db::Sqlite;
    let (all, walked) = look(&house, from, (far, false), &receipts[1..3]).await;
    seen.push(("all ballots cast", all));
    steps += walked;

    from = calls(&house);
    to_the_close(&house).await;
    let (closed, walked) = look(&house, from, (false, false), &receipts[..1]).await;
    seen.push(("closed", closed));
    steps += walked;

    // Until it is certified, whoever holds database and key can link: it is said before voting.
    assert_eq!(linked(&house).await.len(), 4);
    let key = "SELECT key_sealed FROM polls";
    let key: String = sqlx::query_scalar(key).fetch_one(house.store.pool()).await.expect("a key");
    from = calls(&house);
    certified(&house).await;
    house.wait_ms(HOUR).await;
    from_now_on_nobody_can(&house, &key).await;
    let (certified, walked) = look(&house, from, (false, true), &receipts[..2]).await;
    seen.push(("certified, with the key", certified));
    steps += walked;
    drop(listening);
    let logged = logs_tell_nothing(&log, &receipts);
    house.close().await;
    Life { seen, steps, logged }
}

/// Certified: no key, no voter in any ballot, no order but that of the receipts.
async fn from_now_on_nobody_can(house: &House, key: &str) {
    assert!(linked(house).await.is_empty());
    let lie = "SELECT body_sealed FROM ballots";
    let lie: Vec<String> = sqlx::query_scalar(lie).fetch_all(house.store.pool()).await.expect("ballots");
    let mut tx = house.store.begin().await.expect("begun");
    let all = ballots::all(&mut tx, house.store.seal(), VoteId(1)).await.expect("read");
    let told = polls::find(&mut tx, house.store.seal(), &[VoteId(1)]).await.expect("read").remove(&VoteId(1));
    drop(tx);
    let frozen = told.expect("the vote").poll.frozen;
    let leaves: Vec<_> = lie
        .iter()
        .map(|sealed| {
            let body = house.store.seal().open("ballots", "body", 1, sealed).expect("the seal's");
            let body: serde_json::Value = serde_json::from_str(body.trim_end()).expect("JSON");
            let said = |key: &str| body[key].as_str().expect("said").to_owned();
            leaf(VoteId(1), &frozen, &said("choices"), &said("nonce"))
        })
        .collect();
    assert!(leaves.len() == 4 && leaves.is_sorted(), "in the order of the leaves");
    assert!(all.iter().all(|ballot| ballot.voter.is_none() && ballot.by.is_none()));
    nothing_on_disk(house, key);
}

/// What is seen in one life and not in the other.
fn told(one: &Seen, other: &Seen) -> Vec<String> {
    let places: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let mut told = Vec::new();
    for place in places {
        let lines = |seen: &Seen| -> BTreeMap<String, usize> {
            let mut counted = BTreeMap::new();
            for line in seen.get(place).into_iter().flatten() {
                *counted.entry(line.clone()).or_default() += 1;
            }
            counted
        };
        let (mine, theirs) = (lines(one), lines(other));
        for line in mine.keys().chain(theirs.keys()).filter(|line| mine.get(*line) != theirs.get(*line)) {
            told.push(format!("{place}: {line}"));
        }
    }
    told
}

async fn is_secret(db: Db) {
    let (one, other) = (lived(db, &LIVES[0]).await, lived(db, &LIVES[1]).await);
    let lines: usize = one.seen.iter().flat_map(|(_, seen)| seen.values()).map(Vec::len).sum();
    let mut found = Vec::new();
    for ((when, mine), (_, theirs)) in one.seen.iter().zip(&other.seen) {
        found.extend(told(mine, theirs).into_iter().map(|line| format!("{when}: {line}")));
    }
    println!(
        "Secrecy ({db:?}): two lives of one vote with the ballots in other hands, {} commands and presses of staff, \
         {lines} lines seen, {} bytes of log: {} differ",
        one.steps + other.steps,
        one.logged + other.logged,
        found.len()
    );
    assert!(found.is_empty(), "{found:#?}");
}

#[tokio::test]
async fn nobody_can_tell_who_voted_for_what_on_sqlite() {
    is_secret(Db::Sqlite).await;
}

#[tokio::test]
async fn nobody_can_tell_who_voted_for_what_on_postgres() {
    is_secret(Db::Postgres).await;
}
