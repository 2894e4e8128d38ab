//! T21: the bot's token stands in no log, error or file; and what people say lies sealed in database and media folder.

use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;

use mulin::domain::time::Clock as _;
use mulin::operator::demo;
use mulin::outside::{MovableClock, SystemClock};
use mulin::sandbox::{Fault, Options, Rule, Sandbox};
use mulin::store::Store;
use mulin::store::seal::Seal;
use sqlx::Row as _;

use crate::on_both;
use crate::staff::asks_for_money;
use crate::street::{bot, pause};
use crate::support::Db;
use crate::support::databases::fresh_database;
use crate::support::{CHEN, House, PNG, SECRETARY, TOKEN, WANG, staff_chat};
use crate::{DIALOGUE, residents};

/// Every file below a folder, with its bytes.
pub(crate) fn files(folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_dir() {
            files(&entry.path(), found);
        } else {
            found.push((entry.path().display().to_string(), std::fs::read(entry.path()).expect("bytes")));
        }
    }
}

pub(crate) fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_token_is_told_nowhere() {
    let clock = Arc::new(MovableClock::new(SystemClock.now(), 1));
    let sandbox = Sandbox::start(Options::new(([127, 0, 0, 1], 0).into(), clock, TOKEN)).await.expect("a sandbox");
    let (world, folder) = (sandbox.world(), tempfile::tempdir().expect("a folder"));
    let url = fresh_database(Db::Sqlite, &folder).await;
    let key = Seal::from_file_or_new(&folder.path().join("key")).expect("a key");
    let store = Store::open(&url, key).await.expect("a database");
    demo::seed(&store, SystemClock.now()).await.expect("the demo");
    let log = std::fs::File::create(folder.path().join("log")).expect("a log");
    let mut running = bot(&url, &sandbox.api_url(), folder.path())
        .env("MULIN_LOG", "trace")
        .stdout(log.try_clone().expect("a log"))
        .stderr(Stdio::from(log))
        .spawn()
        .expect("the bot starts");
    let faults = [Fault::TooMany { retry_after: 1 }, Fault::Reset, Fault::Server { code: 502 }];
    world.faults(faults.into_iter().map(|fault| Rule::chance(100, fault)).collect(), 7);
    let people = residents(&world, 2);
    for words in DIALOGUE {
        for person in &people {
            world.say(*person, *person, words).expect("said");
        }
        pause(400).await;
    }
    let nowhere = bot(&url, "http://127.0.0.1:9", folder.path())
        .env("DATABASE_URL", format!("sqlite:{}", folder.path().join("other.db").display()))
        .stderr(Stdio::piped())
        .stdout(Stdio::piped())
        .output()
        .expect("a bot without a Bot API");
    running.kill().expect("killed");
    running.wait().expect("gone");

    let mut found = vec![("stderr".to_owned(), nowhere.stderr), ("stdout".to_owned(), nowhere.stdout)];
    files(folder.path(), &mut found);
    let secret = TOKEN.split(':').nth(1).expect("a token").as_bytes();
    let told: Vec<_> = found.iter().filter(|(_, bytes)| holds(bytes, secret)).map(|(name, _)| name).collect();
    let size: usize = found.iter().map(|(_, bytes)| bytes.len()).sum();
    let logged = found.iter().find(|(name, _)| name.ends_with("/log")).map_or(0, |(_, bytes)| bytes.len());
    println!(
        "T21: {} files and outputs, {size} bytes ({logged} of log at trace), token in {}",
        found.len(),
        told.len()
    );
    assert!(logged > 10_000, "the log was written");
    assert_eq!(told, Vec::<&String>::new());
}

/// The names of the database's tables.
pub(crate) async fn tables(house: &House) -> Vec<String> {
    let sqlite = "SELECT name FROM sqlite_master WHERE type = 'table'";
    let postgres = "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = 'public'";
    let pool = house.store.pool();
    let mut tables: Vec<String> = match sqlx::query_scalar(sqlite).fetch_all(pool).await {
        Ok(tables) => tables,
        Err(_) => sqlx::query_scalar(postgres).fetch_all(pool).await.expect("tables"),
    };
    tables.retain(|table| !table.starts_with("_sqlx"));
    tables
}

/// Everything that lies in the database, as text.
async fn dump(house: &House) -> Vec<u8> {
    let pool = house.store.pool();
    let mut all = Vec::new();
    for table in tables(house).await {
        let text = sqlx::AssertSqlSafe(format!("SELECT * FROM {table}"));
        for row in sqlx::query(text).fetch_all(pool).await.expect("rows") {
            for column in 0..row.len() {
                match row.try_get::<String, _>(column) {
                    Ok(text) => all.extend(text.into_bytes()),
                    Err(_) => all
                        .extend(row.try_get::<i64, _>(column).map(|n| n.to_string()).unwrap_or_default().into_bytes()),
                }
                all.push(b'\n');
            }
        }
    }
    all
}

on_both! {
    async fn what_people_say_lies_sealed(house) {
        let staff = staff_chat();
        house.settle_in(WANG, "永丰里").await;
        house.says(WANG, "3栋2单元501门口的灯坏了,我妈腿不好").await;
        house.taps(WANG, "对,照明").await;
        house.sends_photo(WANG, WANG, "", None).await;
        house.taps(WANG, "好了,就这些").await;
        house.taps(WANG, "实名:办事的人看得到您留的称呼和电话").await;
        house.says(WANG, "王秀英 13812345678").await;
        house.taps(WANG, "对,记下来").await;
        house.taps_in(CHEN, staff, "签收").await;
        house.says_in(CHEN, staff, "/note 1001 备注:要借梯子").await;
        house.says_in(CHEN, staff, "/done 1001 灯管换好了,试过亮").await;
        asks_for_money(&house).await;
        house.taps(SECRETARY, "同意付款").await;

        let mut lies = vec![("database".to_owned(), dump(&house).await)];
        files(house.folder.path(), &mut lies);
        let said: [&[u8]; 10] = [
            "腿不好".as_bytes(),
            "501".as_bytes(),
            "王秀英".as_bytes(),
            b"13812345678",
            "借梯子".as_bytes(),
            "试过亮".as_bytes(),
            "谢谢".as_bytes(),
            "水箱清洗".as_bytes(),
            "业委会账户".as_bytes(),
            PNG,
        ];
        let size: usize = lies.iter().map(|(_, bytes)| bytes.len()).sum();
        assert!(lies.iter().any(|(name, _)| name.contains("media")), "the photo was kept");
        for (name, bytes) in &lies {
            for part in said.iter().filter(|part| part.len() > 3) {
                assert!(!holds(bytes, part), "{} in {name}", String::from_utf8_lossy(part));
            }
        }
        println!("sealed: {} names, phones, sentences and pictures in {size} bytes of database and files: 0 found", said.len());
    }
}
