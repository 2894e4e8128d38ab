//! Words: every locale says the same keys with the same variables, every key that code names exists with exactly the
//! variables it is given, and no word that a person reads lies in code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use mulin::conversation::commands::{COMMANDS, Command};
use mulin::conversation::ledger::enter::{Doing, Part};
use mulin::domain::announcement::{Category, Preset};
use mulin::domain::fund::ledger::{EntryKind, Kind, Slot};
use mulin::domain::fund::project;
use mulin::domain::language::Language;
use mulin::domain::micro_task::{self, DropReason, HoldReason, Money, Origin, Stage, TaskType};
use mulin::domain::notices;
use mulin::domain::refusal::Refusal;
use mulin::domain::role::Role;
use mulin::domain::ticket::{DeclineReason, Satisfaction, Solved, State, UnsolvedReason};
use mulin::domain::unasked::Unasked;
use mulin::text::fluent::{FILES, Texts};
use regex::Regex;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|wrong| panic!("{}: {wrong}", path.display()))
}

fn pattern(words: &str) -> Regex {
    Regex::new(words).expect("a pattern")
}

/// Keys in the order of a language's files.
fn keys(language: Language) -> Vec<String> {
    let message = pattern(r"(?m)^([a-z][a-z0-9_-]*) *=");
    let mut found = Vec::new();
    for stem in FILES {
        let text = read(&root().join("locales").join(language.tag()).join(format!("{stem}.ftl")));
        found.extend(message.captures_iter(&text).map(|key| key[1].to_owned()));
    }
    found
}

/// Dates are put together from parts that only other messages name.
fn is_date_part(key: &str) -> bool {
    key.starts_with("date-")
}

/// The program's code by path: comments and tests taken out.
fn code() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            let tests = path.file_stem().is_some_and(|stem| stem == "tests" || stem == "testing");
            match path.extension() {
                _ if tests => {}
                _ if path.is_dir() => walk(&path, found),
                Some(extension) if extension == "rs" => found.push(path),
                _ => {}
            }
        }
    }
    let comment = pattern(r"(?m)(^|[^:])//.*$");
    let mut paths = Vec::new();
    walk(&root().join("src"), &mut paths);
    paths.sort();
    let product = |path: PathBuf| {
        let text = read(&path);
        let above_tests = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let name = path.strip_prefix(root()).expect("below the root").display().to_string();
        (name, comment.replace_all(above_tests, "$1").into_owned())
    };
    paths.into_iter().map(product).collect()
}

/// What stands in the brackets that open at the end of `before`, strings and inner brackets minded.
fn in_brackets(after: &str) -> &str {
    let (mut depth, mut in_string, mut escaped) = (1, false, false);
    for (at, letter) in after.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            '(' | '[' | '{' if !in_string => depth += 1,
            ')' | ']' | '}' if !in_string => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &after[..at];
        }
    }
    after
}

/// The names of `name = value` on the outermost level of a macro's arguments.
fn names(arguments: &str) -> BTreeSet<String> {
    let name = pattern(r"^\s*([a-z_]+)\s*=[^=]");
    let (mut depth, mut in_string, mut escaped, mut part) = (0, false, false, String::new());
    let mut found = BTreeSet::new();
    for letter in arguments.chars().chain([',']) {
        match letter {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            '(' | '[' | '{' if !in_string => depth += 1,
            ')' | ']' | '}' if !in_string => depth -= 1,
            ',' if !in_string && depth == 0 => {
                found.extend(name.captures(&part).map(|found| found[1].to_owned()));
                part.clear();
                continue;
            }
            _ => {}
        }
        part.push(letter);
    }
    found
}

#[test]
fn the_list_of_files_is_what_the_folders_hold() {
    for language in Language::ALL {
        let folder = root().join("locales").join(language.tag());
        let entries = std::fs::read_dir(folder).expect("a folder").flatten();
        let stems: BTreeSet<String> = entries
            .filter_map(|entry| entry.path().file_stem().map(|stem| stem.to_string_lossy().into_owned()))
            .collect();
        assert_eq!(stems, FILES.iter().map(|&stem| stem.to_owned()).collect(), "{}", language.tag());
    }
}

#[test]
fn every_language_says_the_same_keys_with_the_same_variables() {
    let texts = Texts::embedded().expect("the embedded files");
    let [chinese, english] = Language::ALL;
    // Dates are put together by each language in its own way.
    let said = |language| keys(language).into_iter().filter(|key| !is_date_part(key)).collect::<BTreeSet<_>>();
    let (in_chinese, in_english) = (said(chinese), said(english));
    let one_sided: Vec<_> = in_chinese.symmetric_difference(&in_english).collect();
    assert!(one_sided.is_empty(), "{one_sided:#?}");
    for key in in_chinese {
        assert_eq!(texts.variables(chinese, &key), texts.variables(english, &key), "{key}");
    }
}

#[test]
fn every_key_that_code_names_exists_with_exactly_its_variables() {
    let texts = Texts::embedded().expect("the embedded files");
    let call = pattern(r#"\btext!\(\s*"([a-z0-9_-]+)""#);
    let mut wrong = BTreeSet::new();
    for (file, code) in code() {
        for found in call.captures_iter(&code) {
            let key = &found[1];
            let given = names(in_brackets(&code[found.get(0).expect("a match").end()..]));
            for language in Language::ALL {
                match texts.variables(language, key) {
                    None => drop(wrong.insert(format!("{file}: {}: no {key}", language.tag()))),
                    Some(known) => {
                        let given: BTreeSet<&str> = given.iter().map(String::as_str).collect();
                        if given != known {
                            wrong.insert(format!("{file}: {}: {key} reads {known:?}, gets {given:?}", language.tag()));
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Every key that is made from a list's values.
fn made_of_lists() -> Vec<String> {
    fn family<T: Copy>(beginning: &str, values: &[T], code: fn(T) -> &'static str) -> Vec<String> {
        values.iter().map(|&value| format!("{beginning}-{}", code(value))).collect()
    }
    let mut made = vec![
        family("state", State::ALL, State::code),
        family("role", Role::ALL, Role::code),
        family("title", Role::ALL, Role::code),
        family("decline", DeclineReason::ALL, DeclineReason::code),
        family("solved", Solved::ALL, Solved::code),
        family("satisfaction", Satisfaction::ALL, Satisfaction::code),
        family(
            "resolution",
            mulin::domain::meeting::resolution::State::ALL,
            mulin::domain::meeting::resolution::State::code,
        ),
        family("tie", mulin::domain::household::Tie::ALL, mulin::domain::household::Tie::code),
        family("unsolved", UnsolvedReason::ALL, UnsolvedReason::code),
        family("announce-category", Category::ALL, Category::code),
        family("emergency-preset", Preset::ALL, Preset::code),
        family("emergency-words", Preset::ALL, Preset::code),
        family("switch", Unasked::ALL, Unasked::code),
    ];
    made.push(COMMANDS.iter().map(Command::help).collect());
    made.push(Refusal::ALL.iter().map(|refusal| refusal.key().to_owned()).collect());
    made.push(notices::KEYS.iter().map(|&key| key.to_owned()).collect());
    made.push(micro_task::notices::KEYS.iter().map(|&key| key.to_owned()).collect());
    made.push(family("stage", Stage::ALL, Stage::code));
    made.push(family("task-type", TaskType::ALL, TaskType::code));
    made.push(family("task-origin", Origin::ALL, Origin::code));
    made.push(family("money", Money::ALL, Money::code));
    made.push(family("ledger-kind", Kind::ALL, Kind::code));
    made.push(
        Slot::ALL.iter().filter(|slot| slot.is_source()).map(|slot| format!("ledger-slot-{}", slot.code())).collect(),
    );
    made.push(family("ledger-entry", &[EntryKind::Allocation, EntryKind::Disbursement], EntryKind::code));
    made.push(family("ledger-do", Doing::ALL, Doing::code));
    made.push(family("ledger-part", Part::ALL, Part::code));
    made.push(family("ledger-q", Part::ALL, Part::code));
    made.push(family("hold", HoldReason::ALL, HoldReason::code));
    made.push(family("drop", DropReason::ALL, DropReason::code));
    made.push(family("project-stage", project::Stage::ALL, project::Stage::code));
    made.push(family("project-class", project::Class::ALL, project::Class::code));
    made.push(family("project-kind", project::Kind::ALL, project::Kind::code));
    made.push(family("project-reason", project::Reason::ALL, project::Reason::code));
    made.push(project::notices::KEYS.iter().map(|&key| key.to_owned()).collect());
    made.concat()
}

#[test]
fn every_value_of_a_list_has_its_words() {
    let known: BTreeSet<String> = keys(Language::Chinese).into_iter().collect();
    let missing: Vec<String> = made_of_lists().into_iter().filter(|key| !known.contains(key)).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_key_is_named_somewhere() {
    let said: String = code().into_iter().map(|(_, code)| code).collect();
    let literals: BTreeSet<&str> = pattern(r#""([a-z][a-z0-9_-]*)""#)
        .captures_iter(&said)
        .filter_map(|found| found.get(1))
        .map(|key| key.as_str())
        .collect();
    let families = pattern(r#""([a-z][a-z0-9-]*-)\{"#);
    let made: BTreeSet<&str> =
        families.captures_iter(&said).filter_map(|found| found.get(1)).map(|key| key.as_str()).collect();
    let of_lists: BTreeSet<String> = made_of_lists().into_iter().collect();
    // A family that is made of no list of ours, as `desk-prompt-`, is known by its beginning alone.
    let named = |key: &String| {
        literals.contains(key.as_str())
            || of_lists.contains(key)
            || made.iter().any(|family| key.starts_with(family) && !of_lists.iter().any(|of| of.starts_with(family)))
    };
    let known = keys(Language::Chinese);
    let unused: Vec<&String> = known.iter().filter(|key| !is_date_part(key) && !named(key)).collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

#[test]
fn plurals_are_those_of_the_language() {
    let category = pattern(r"\[(zero|one|two|few|many)\]");
    for stem in FILES {
        let words = |language: Language| read(&root().join("locales").join(language.tag()).join(format!("{stem}.ftl")));
        assert!(!category.is_match(&words(Language::Chinese)), "{stem}: Chinese has one plural form");
        let english = words(Language::English);
        let strange = category.captures_iter(&english).find(|found| &found[1] != "one");
        assert!(strange.is_none(), "{stem}: English has one and other: {strange:?}");
    }
}

#[test]
fn no_key_stands_twice() {
    for language in Language::ALL {
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for key in keys(language) {
            *count.entry(key).or_default() += 1;
        }
        let twice: Vec<_> = count.into_iter().filter(|(_, times)| *times > 1).collect();
        assert!(twice.is_empty(), "{}: {twice:?}", language.tag());
    }
}

/// What people type is matched in code, not said by it: these files hold such words.
const HEARD: &[&str] = &[
    "src/conversation/mod.rs",
    "src/conversation/announce/questions.rs",
    "src/conversation/line.rs",
    "src/conversation/desk/work.rs",
    "src/conversation/desk/assign.rs",
    "src/conversation/desk/queue.rs",
    "src/conversation/report/",
    "src/conversation/works/",
    "src/conversation/testing.rs",
    "src/conversation/follow_up",
    "src/domain/",
    "src/sandbox/",
];

#[test]
fn code_says_nothing_in_chinese() {
    let chinese = pattern(r"\p{Han}+");
    let mut wrong = Vec::new();
    for (file, code) in code() {
        if !HEARD.iter().any(|heard| file.starts_with(heard)) {
            wrong.extend(chinese.find_iter(&code).map(|found| format!("{file}: {}", found.as_str())));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_scanner_reads_calls_over_several_lines() {
    let call = "x = value(\"a, b = c\", [1, 2]),\n    given_name = text!(\"inner\", z = 1),\n) tail";
    let found: Vec<String> = names(in_brackets(call)).into_iter().collect();
    assert_eq!(found, ["given_name", "x"]);
}
