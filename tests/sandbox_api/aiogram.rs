//! A second client library, aiogram, against `mulin sandbox --no-bot`: what it sends is understood, and what it gets
//! it understands.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// The program, gone at the end of the test.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn aiogram_and_the_stand_in_understand_each_other() {
    let python = std::env::var("MULIN_TEST_AIOGRAM").expect("MULIN_TEST_AIOGRAM: run the tests by tests/run");
    let mut served = Served(
        Command::new(env!("CARGO_BIN_EXE_mulin"))
            .args(["sandbox", "--no-bot", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("mulin starts"),
    );
    let mut lines = BufReader::new(served.0.stdout.take().expect("its output")).lines().map_while(Result::ok);
    let mut after = |beginning: &str| {
        let found = lines.find_map(|line| line.split_once(beginning).map(|(_, rest)| rest.trim().to_owned()));
        found.unwrap_or_else(|| panic!("it ended without saying “{beginning}”"))
    };
    let (address, token) = (after("The Bot API:"), after("A token:"));
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sandbox_api/aiogram_smoke.py");
    let ran = Command::new(python).args([script, &address, &token]).output().expect("python runs");
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(ran.status.success(), "{said}\n{}", String::from_utf8_lossy(&ran.stderr));
    println!("{}", said.trim());
}
