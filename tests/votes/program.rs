//! `mulin tally`, as people run it.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn tally(file: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mulin")).arg("tally").arg(file).args(arguments).output().expect("the program")
}

fn wieliczka() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/votes/elections/poland_wieliczka_2023_green-budget.pb")
}

#[test]
fn a_recount_is_printed_for_people_and_for_programs() {
    let shares = ["--rule", "equal-shares"];
    let text = tally(&wieliczka(), &shares);
    assert!(text.status.success() && text.stderr.is_empty());
    let text = String::from_utf8(text.stdout).expect("text");
    assert!(
        text.starts_with("rule equal-shares, completion add1u, step 1\n64 projects, 6586 voters, budget 1000000\n")
    );
    assert!(
        text.contains("\n1. 24: cost 5000, votes 720 ") && text.ends_with("\nspent 984579, left 15421\n"),
        "{text}"
    );
    let json = tally(&wieliczka(), &[&shares[..], &["--completion", "add1-overspend", "--format", "json"]].concat());
    let json: Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!((&json["winners"][0], &json["total_cost"]), (&"24".into(), &"995079".into()));
    assert_eq!(json["final_endowment_per_voter"], "1040052/3293");
}

#[test]
fn what_cannot_be_counted_ends_with_two_and_says_the_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let broken = folder.path().join("broken.pb");
    let text = std::fs::read_to_string(wieliczka()).expect("the file").replace("24;5000;", "24;five;");
    std::fs::write(&broken, text).expect("a file");
    let told = |file: &Path, arguments: &[&str]| {
        let run = tally(file, arguments);
        assert_eq!((run.status.code(), run.stdout.len()), (Some(2), 0));
        String::from_utf8(run.stderr).expect("text")
    };
    let says = told(&broken, &["--rule", "greedy"]);
    assert!(says.contains("broken.pb: line 21: the cost is “five”"), "{says}");
    let nowhere = told(&folder.path().join("none.pb"), &["--rule", "greedy"]);
    assert!(nowhere.contains("none.pb"), "{nowhere}");
    for wrong in [
        &["--rule", "equal-shares", "--step", "0"][..],
        &["--rule", "equal-shares", "--completion", "add2"],
        &["--rule", "greedy", "--completion", "add1"],
        &["--rule", "random"],
        &[],
    ] {
        told(&wieliczka(), wrong);
    }
}
