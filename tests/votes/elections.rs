//! Real elections of Pabulib, each with the winners of every rule as pabutools and an independent exact program found
//! them. See `elections/README.md`.

use std::path::{Path, PathBuf};

use mulin::domain::vote::completion::Completion;
use mulin::domain::vote::lot::Lot;
use mulin::domain::vote::pabulib::{self, File, shown};
use mulin::domain::vote::{Rule, count};
use serde_json::Value;

/// A yuan, zloty or the like in the unit that files with two decimals are counted in.
const WHOLE: u64 = 100;

/// A name of each rule in the files of expected winners.
const RULES: [(&str, Option<Completion>); 6] = [
    ("greedy_votes", None),
    ("mes_cost_no_completion", Some(Completion::None)),
    ("mes_cost_utilitarian", Some(Completion::Utilitarian)),
    ("mes_cost_add1", Some(Completion::Add1)),
    ("mes_cost_add1_utilitarian", Some(Completion::Add1U)),
    ("mes_cost_add1_nostop", Some(Completion::Add1Overspend)),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/votes/elections")
}

/// The elections: name, file, what is expected.
fn elections() -> Vec<(String, File, Value)> {
    let endings = std::fs::read_dir(folder()).expect("a folder").flatten().map(|entry| entry.path());
    let mut files: Vec<_> = endings.filter(|path| path.extension().is_some_and(|ending| ending == "pb")).collect();
    files.sort();
    let open = |path: PathBuf| {
        let read = |path: &Path| std::fs::read(path).expect("a file");
        let file = pabulib::read(&read(&path)).expect("an election");
        let expected = serde_json::from_slice(&read(&path.with_extension("expected.json"))).expect("JSON");
        (path.file_stem().expect("a name").to_string_lossy().into_owned(), file, expected)
    };
    files.into_iter().map(open).collect()
}

fn rule(completion: Option<Completion>) -> Rule {
    completion.map_or(Rule::Greedy, |completion| Rule::EqualShares { completion, step: WHOLE })
}

/// Strings of a JSON list.
fn ids(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().filter_map(Value::as_str).collect()
}

#[test]
fn every_election_and_rule_has_exactly_the_expected_winners_in_order() {
    let mut seen = 0;
    for (name, file, expected) in elections() {
        let election = &file.election;
        for (key, completion) in RULES {
            let outcome = count(election, rule(completion), &Lot::ById);
            let winners: Vec<_> = outcome.winners.iter().map(|&winner| election.projects[winner].id.as_str()).collect();
            let rule = &expected["rules"][key];
            // Pabutools funds a project that nobody voted for; such files name the winners without it as well.
            let supported = &rule["winners_in_order_excluding_zero_vote_projects"];
            let differs = supported.is_array() && supported != &rule["winners_in_order"];
            let wanted = ids(if supported.is_array() { supported } else { &rule["winners_in_order"] });
            assert_eq!(winners, wanted, "{name} {key}");
            if let Some(total) = rule["total_cost"].as_str().filter(|_| !differs) {
                assert_eq!(shown(outcome.spent, file.decimals), total, "{name} {key}");
            }
            if let Some(share) = rule["final_endowment_per_voter"].as_str() {
                let (total, voters) = share.split_once('/').expect("a fraction");
                let [total, voters] = [total, voters].map(|number| number.parse::<u128>().expect("a number"));
                let ours = outcome.endowment.expect("equal shares");
                assert_eq!(ours.total * voters, total * u128::from(WHOLE) * u128::from(ours.voters), "{name} {key}");
            }
            if let Some(attempts) = rule["iterations"].as_u64() {
                assert_eq!(outcome.attempts, attempts, "{name} {key}");
            }
            seen += 1;
        }
    }
    assert_eq!(seen, 4 * RULES.len());
}

#[test]
fn wieliczka_elected_what_its_own_rule_elects() {
    let (_, file, expected) = elections().into_iter().find(|(name, ..)| name.contains("wieliczka")).expect("the file");
    let outcome = count(&file.election, rule(Some(Completion::Add1Overspend)), &Lot::ById);
    let mut winners: Vec<_> =
        outcome.winners.iter().map(|&winner| file.election.projects[winner].id.as_str()).collect();
    winners.sort_unstable();
    assert_eq!(winners, ids(&expected["official_selected"]));
}
