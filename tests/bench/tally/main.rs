//! How fast a vote of a city is counted, beside pabutools on the same file: `tests/bench/run tally`.
//!
//! Both count a generated election of 160 projects and 100,000 ballots. Ours is the program as people run it: its time
//! goes from its start to its end, with reading the file. Pabutools' goes from the file on, without Python's own start.
//! The winners are compared, and figures are printed.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark fails by panicking and prints its figures"
)]

mod election;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use serde_json::Value;

/// What is counted: pabutools' name for it, our arguments, and the bar in seconds that this project has set itself.
const RULES: [(&str, &[&str], f64); 4] = [
    ("greedy", &["--rule", "greedy"], 0.1),
    ("none", &["--rule", "equal-shares", "--completion", "none"], 0.3),
    ("add1", &["--rule", "equal-shares", "--completion", "add1"], 5.0),
    ("add1u", &["--rule", "equal-shares", "--completion", "add1u"], 5.0),
];
/// How often ours is run; the middle one is told.
const TIMES: usize = 5;
/// Runs a program and tells how much memory it had at the most, in KiB.
const PEAK: &str = "import resource, subprocess, sys\n\
                    subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n\
                    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)";

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("city.pb");
    std::fs::write(&file, election::file()).expect("the file");
    let size = std::fs::metadata(&file).expect("the file").len();
    println!("{} projects, {} ballots, {:.1} MB\n", election::PROJECTS, election::BALLOTS, mega(size));
    let peer = peer(&file);
    let line = |what: &str| peer.as_ref().and_then(|lines| lines.iter().find(|line| line["what"] == what));
    let parse = line("parse").map_or(0.0, seconds);
    println!("{:<8}{:>12}{:>8}{:>10}{:>14}{:>8}{:>10}", "", "mulin tally", "bar", "peak", "pabutools", "ratio", "peak");
    for (rule, arguments, bar) in RULES {
        let (ours, winners) = ours(&file, arguments);
        print!("{rule:<8}{:>10.3} s{bar:>6.1} s{:>7.1} MB", ours, mega(peak(&file, arguments)));
        match line(rule) {
            Some(theirs) => {
                let whole = parse + seconds(theirs);
                let peak = mega(theirs["peak"].as_u64().expect("a number"));
                println!("{whole:>12.1} s{:>7.0}×{peak:>7.0} MB", whole / ours);
                assert_eq!(winners, theirs["winners"], "{rule}: other winners");
            }
            None => println!("{:>14}", "–"),
        }
    }
    if peer.is_some() {
        println!("\npabutools read the file in {parse:.1} s, which its times include; equal winners in equal order");
    }
}

fn mega(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes / 1_000).expect("below 4 TB")) / 1_000.0
}

fn seconds(line: &Value) -> f64 {
    line["seconds"].as_f64().expect("a number")
}

fn tally(file: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mulin"));
    command.arg("tally").arg(file).args(arguments);
    command
}

/// The middle time of ours, and the winners.
#[expect(clippy::disallowed_methods, reason = "a benchmark measures the host's time")]
fn ours(file: &Path, arguments: &[&str]) -> (f64, Value) {
    let mut times: Vec<f64> = Vec::new();
    for _ in 0..TIMES {
        let from = Instant::now();
        let run = tally(file, arguments).output().expect("the program");
        times.push(from.elapsed().as_secs_f64());
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    }
    times.sort_by(f64::total_cmp);
    let told = tally(file, arguments).args(["--format", "json"]).output().expect("the program");
    let told: Value = serde_json::from_slice(&told.stdout).expect("JSON");
    (times[TIMES / 2], told["winners"].clone())
}

/// The most memory that ours had, in bytes; 0 without Python.
fn peak(file: &Path, arguments: &[&str]) -> u64 {
    let ours = tally(file, arguments);
    let run = Command::new("python3").args(["-c", PEAK]).arg(ours.get_program()).args(ours.get_args()).output();
    run.ok().and_then(|run| String::from_utf8_lossy(&run.stdout).trim().parse::<u64>().ok()).unwrap_or(0) * 1_024
}

/// What pabutools says of the same file; nothing where `PABUTOOLS` names no Python that has it.
fn peer(file: &Path) -> Option<Vec<Value>> {
    let python = std::env::var_os("PABUTOOLS")?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/peers/pabutools/peer.py");
    println!("pabutools counts; its add1 takes minutes");
    let run = Command::new(python).arg(script).arg(file).args(["greedy", "none", "add1"]).output().expect("Python");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let lines = String::from_utf8(run.stdout).expect("text");
    Some(lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect())
}
