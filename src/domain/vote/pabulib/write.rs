//! Writes a file.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::{File, Key, shown};

/// The file as text. Voters are numbered in the order of the ballots; `winners` are the indices of what was funded.
#[must_use]
pub fn write(file: &File, winners: &[usize]) -> String {
    let election = &file.election;
    let mut text = String::from("META\nkey;value\n");
    for (key, value) in &file.meta {
        line(&mut text, &[key, value]);
    }
    for key in Key::ALL {
        let value = match key {
            Key::NumProjects => election.projects.len().to_string(),
            Key::NumVotes => election.ballots.len().to_string(),
            Key::Budget => shown(election.budget, file.decimals),
            Key::VoteType => "approval".to_owned(),
        };
        line(&mut text, &[key.name(), &value]);
    }
    text.push_str("PROJECTS\nproject_id;cost;votes;name;selected\n");
    let named = file.names.iter().map(String::as_str).chain(std::iter::repeat(""));
    for (index, ((project, votes), name)) in election.projects.iter().zip(election.votes()).zip(named).enumerate() {
        let selected = if winners.contains(&index) { "1" } else { "0" };
        line(&mut text, &[&project.id, &shown(project.cost, file.decimals), &votes.to_string(), name, selected]);
    }
    let nonces = !file.nonces.is_empty();
    text.push_str(if nonces { "VOTES\nvoter_id;vote;nonce\n" } else { "VOTES\nvoter_id;vote\n" });
    for (at, choices) in election.ballots.iter().enumerate() {
        let ids = choices.iter().filter_map(|&choice| election.projects.get(choice as usize));
        let ids: Vec<_> = ids.map(|project| project.id.as_str()).collect();
        let (rank, ids) = (format!("{}", at + 1), ids.join(","));
        match file.nonces.get(at) {
            Some(nonce) => line(&mut text, &[&rank, &ids, nonce]),
            None => line(&mut text, &[&rank, &ids]),
        }
    }
    text
}

fn line(text: &mut String, fields: &[&str]) {
    for (index, field) in fields.iter().enumerate() {
        let _ = write!(text, "{}{}", if index > 0 { ";" } else { "" }, quoted(field));
    }
    text.push('\n');
}

/// A field in quotes, where it would be taken for more than one.
fn quoted(field: &str) -> Cow<'_, str> {
    if field.contains([';', '"', '\n', '\r']) {
        Cow::Owned(format!("\"{}\"", field.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(field)
    }
}
