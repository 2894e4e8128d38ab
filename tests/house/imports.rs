//! Imports point one way. [`MAY`] is the picture; anything it doesn't name is refused.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Room → the rooms it may import from.
const MAY: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("outside", &["domain"]),
    ("text", &["domain"]),
    ("pictures", &["domain", "text"]),
    ("conversation", &["domain", "text", "pictures"]),
    ("store", &["domain", "outside", "text"]),
    ("telegram", &["domain", "conversation", "store", "text", "pictures"]),
    ("worker", &["domain", "conversation", "store", "text", "pictures", "outside", "telegram"]),
    ("rounds", &["domain", "store", "telegram"]),
    ("web", &["domain", "store", "text", "pictures"]),
    ("sandbox", &["domain", "outside"]),
    ("operator", &["domain", "conversation", "store", "worker", "sandbox"]),
    ("config", &[]),
    ("process", &["domain", "conversation", "store", "text", "telegram", "worker", "rounds"]),
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The code without its tests at the end of the file: what tests import is their own affair.
fn product(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text)
}

/// Whether the file holds nothing but tests.
fn is_tests(inside: &Path) -> bool {
    inside.iter().any(|part| part == "tests" || part == "tests.rs")
}

#[test]
fn imports_point_one_way() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let import = regex::Regex::new(r"\bcrate::(\w+)").expect("a pattern");
    let grouped = regex::Regex::new(r"use crate::\{([^}]*)\}").expect("a pattern");
    let mut wrong = BTreeSet::new();
    let mut paths = Vec::new();
    files(&source, &mut paths);
    for path in paths {
        let inside = path.strip_prefix(&source).expect("under src");
        if is_tests(inside) {
            continue;
        }
        let room = inside.iter().next().expect("a name").to_string_lossy().trim_end_matches(".rs").to_owned();
        if matches!(room.as_str(), "main" | "lib" | "commands") {
            continue;
        }
        let Some((_, may)) = MAY.iter().find(|(name, _)| *name == room) else {
            wrong.insert(format!("{room} has no row in the table"));
            continue;
        };
        let text = std::fs::read_to_string(&path).expect("a file");
        let code: String =
            product(&text).lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        let named = import.captures_iter(&code).map(|found| found[1].to_owned());
        let listed = grouped.captures_iter(&code).flat_map(|found| {
            found[1]
                .split(',')
                .map(|part| part.trim().split("::").next().unwrap_or_default().to_owned())
                .collect::<Vec<_>>()
        });
        for target in named.chain(listed) {
            let is_room = MAY.iter().any(|(name, _)| *name == target);
            if is_room && target != room && !may.contains(&target.as_str()) {
                wrong.insert(format!("{}: {room} must not import {target}", inside.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
