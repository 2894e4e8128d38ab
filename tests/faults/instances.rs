//! T9: a second bot on the same SQLite file ends at once and says why; the first goes on.

use std::process::Stdio;
use std::sync::Arc;

use mulin::domain::time::Clock as _;
use mulin::outside::{MovableClock, SystemClock};
use mulin::sandbox::{Options, Sandbox};

use crate::residents;
use crate::street::{bot, pause};
use crate::support::databases::fresh_database;
use crate::support::{Db, TOKEN};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_bot_on_one_file_ends_and_the_first_goes_on() {
    let clock = Arc::new(MovableClock::new(SystemClock.now(), 1));
    let sandbox = Sandbox::start(Options::new(([127, 0, 0, 1], 0).into(), clock, TOKEN)).await.expect("a sandbox");
    let (world, folder) = (sandbox.world(), tempfile::tempdir().expect("a folder"));
    let url = fresh_database(Db::Sqlite, &folder).await;
    let mut first = bot(&url, &sandbox.api_url(), folder.path()).spawn().expect("the first starts");
    let polls = || world.record().iter().any(|call| call.method == "getUpdates");
    for _ in 0..600 {
        if polls() {
            break;
        }
        pause(50).await;
    }
    assert!(polls(), "the first is up");

    let second = bot(&url, &sandbox.api_url(), folder.path()).stderr(Stdio::piped()).output().expect("the second ran");
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert_eq!(second.status.code(), Some(2), "{said}");
    assert!(said.contains("DATABASE_URL") && said.contains("already serves"), "{said}");

    let person = residents(&world, 1)[0];
    world.say(person, person, "/start").expect("said");
    let answered = || world.record().iter().any(|call| call.method == "sendMessage" && call.code == 200);
    for _ in 0..600 {
        if answered() {
            break;
        }
        pause(50).await;
    }
    assert!(answered(), "the first goes on");
    first.kill().expect("killed");
    first.wait().expect("gone");
    println!("T9: the second ended with 2 and named DATABASE_URL, the first answered 1 of 1");
}
