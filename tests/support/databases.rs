//! Databases of the tests: each test has its own, a fresh one or a copy of one that holds the demo.

use mulin::domain::time::Moment;
use mulin::operator::demo;
use mulin::store::Store;
use mulin::store::seal::Seal;
use tempfile::TempDir;
use tokio::sync::OnceCell;

use super::MONDAY;

/// Which database a house stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Db {
    Sqlite,
    Postgres,
}

/// A fresh database's address: a file, or a database of its own on the server that `tests/run` started.
pub async fn fresh_database(db: Db, folder: &TempDir) -> String {
    match db {
        Db::Sqlite => format!("sqlite:{}", folder.path().join(FILE).display()),
        Db::Postgres => made("template1").await,
    }
}

const FILE: &str = "mulin.db";

/// The seal of the house in this folder, whose key lies there for the program as well.
pub fn seal(folder: &TempDir) -> Seal {
    let key = folder.path().join("key");
    if !key.exists() {
        // All have the same, so that one's database is another's.
        std::fs::write(&key, "07".repeat(32)).expect("a key");
    }
    Seal::from_file_or_new(&key).expect("a key")
}

/// A database with the demo as it is then.
pub async fn with_demo(db: Db, folder: &TempDir, now: Moment) -> String {
    let url = fresh_database(db, folder).await;
    let store = Store::open(&url, seal(folder)).await.expect("a database");
    demo::seed(&store, now).await.expect("the demo");
    store.close().await;
    url
}

/// A database with the demo of [`MONDAY`]: a copy, for to make one takes longer than many a test.
pub async fn on_monday(db: Db, folder: &TempDir) -> String {
    static FILED: OnceCell<Vec<u8>> = OnceCell::const_new();
    static SERVED: OnceCell<String> = OnceCell::const_new();
    match db {
        Db::Sqlite => {
            let make = || async {
                let first = tempfile::tempdir().expect("a folder");
                with_demo(db, &first, MONDAY).await;
                std::fs::read(first.path().join(FILE)).expect("a database")
            };
            std::fs::write(folder.path().join(FILE), FILED.get_or_init(make).await).expect("a copy");
            fresh_database(db, folder).await
        }
        Db::Postgres => {
            let make = || async { with_demo(db, &tempfile::tempdir().expect("a folder"), MONDAY).await };
            let first = SERVED.get_or_init(make).await;
            made(first.rsplit('/').next().unwrap_or_default()).await
        }
    }
}

/// A new database on the server, a copy of that one; gives its address.
async fn made(template: &str) -> String {
    let server = std::env::var("MULIN_TEST_POSTGRES").expect("MULIN_TEST_POSTGRES: run the tests by tests/run");
    let mut dice = [0u8; 8];
    mulin::outside::dice(&mut dice).expect("dice");
    let name = format!("t{}", u64::from_le_bytes(dice));
    sqlx::any::install_default_drivers();
    let pool = sqlx::AnyPool::connect(&server).await.expect("a server");
    let text = format!("CREATE DATABASE {name} TEMPLATE {template}");
    sqlx::query(sqlx::AssertSqlSafe(text)).execute(&pool).await.expect("a database");
    pool.close().await;
    let (base, _) = server.rsplit_once('/').expect("a path");
    format!("{base}/{name}")
}
