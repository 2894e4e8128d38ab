//! `mulin export votes`: every vote and how it came out; `--vote N`: the ballots of one that is closed, as a .pb file from
//! which anybody counts it again (`mulin tally`) and finds their own ballot (`mulin verify`). Field names are stable.
//!
//! While a vote is open nothing is exported of its ballots but how many there are, which everybody may read.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::export::{Format, Sheet, audited, time};
use crate::conversation::facts::Estate;
use crate::domain::id::VoteId;
use crate::domain::time::Moment;
use crate::domain::vote::Rule;
use crate::domain::vote::ballots::{Ballots, Election, Project};
use crate::domain::vote::pabulib::{self, File, shown};
use crate::domain::vote::poll::{Ask, Choice, Outcome, Told};
use crate::domain::vote::receipt;
use crate::store::polls::{self, ballots};
use crate::store::{Store, StoreError};

/// Key of `META`: the value that the lot is drawn with.
pub const LOT: &str = "lot";
/// Key of `META`: the step by which equal shares are raised, in the file's currency.
pub const STEP: &str = "step";
/// Key of `META`: the vote's number.
pub const VOTE: &str = "mulin_vote";
/// Key of `META`: the hash of all that is counted by.
pub const PARAMS: &str = "params";
/// Key of `META`: the root over all ballots.
pub const ROOT: &str = "root";
/// Key of `META`: all that is counted by, in the words whose hash [`PARAMS`] is; LF written as ` / `.
pub const TERMS: &str = "terms";
/// Key of `META`: the completion of equal shares.
pub const COMPLETION: &str = "completion";
/// Key of `META`: the value committed to before the opening.
pub const SEED: &str = "seed";
/// Value of `rule` in an owners' decision, which is no election.
pub const OWNERS: &str = "owners";
/// What stands for LF in the terms.
const BETWEEN: &str = " / ";
/// Decimals of an amount in yuan.
pub(super) const DECIMALS: u32 = 2;
/// Votes read at a time.
const CHUNK: i64 = 100;

/// Columns of the CSV form.
const CSV: [&str; 14] = [
    "number",
    "title",
    "kind",
    "compound",
    "phase",
    "closes_at",
    "roll_heads",
    "roll_area",
    "cast_heads",
    "cast_area",
    "params",
    "root",
    "result",
    "spent_fen",
];

/// Why there is no file of a vote.
#[derive(Debug, thiserror::Error)]
pub enum VoteError {
    /// It isn't there, or isn't closed yet.
    #[error("--vote: no vote {0} that is closed")]
    NotClosed(VoteId),
    /// Nobody released its list, or it keeps none.
    #[error(
        "--voters: the list of vote {0} isn't released; two people do that with /votes, for owners' decisions only"
    )]
    NotReleased(VoteId),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Gives every vote to `write`, a line at a time.
///
/// # Errors
/// What the database says, or what `write` says.
pub async fn votes<E: From<StoreError>>(
    store: &Store,
    estate: &Estate,
    format: Format,
    (id, now): (i64, Moment),
    mut write: impl FnMut(&str) -> Result<(), E>,
) -> Result<u64, E> {
    let mut tx = audited(store, ("votes", format), (id, now)).await?;
    let (mut sheet, mut last) = (Sheet::open((format, &CSV), &mut write)?, VoteId(0));
    loop {
        let chunk = polls::record(&mut tx, store.seal(), last, CHUNK).await?;
        let Some((end, _)) = chunk.last() else { return Ok(sheet.rows) };
        last = end.poll.id;
        for (told, _) in &chunk {
            sheet.row(&object(told, estate))?;
        }
    }
}

fn object(told: &Told, estate: &Estate) -> Value {
    let poll = &told.poll;
    let compound = estate.places.get(poll.params.scope.compound).map(|place| place.code.clone());
    let (kind, method, subject) = match &poll.params.ask {
        Ask::Fund { method, .. } => ("fund", Some(method.code()), None),
        Ask::Owners { subject, .. } => (subject.matter().code(), None, Some(subject.code())),
    };
    let (result, spent) = match &poll.outcome {
        Some(Outcome::Fund { winners, spent, .. }) => {
            let winners: Vec<String> = winners.iter().map(ToString::to_string).collect();
            (Some(winners.join(" ")), Some(*spent))
        }
        Some(Outcome::Owners { decision, .. }) => (Some(decision.verdict.code().to_owned()), None),
        None => (None, None),
    };
    json!({
        "number": poll.id.0,
        "title": told.words.title,
        "kind": kind,
        "subject": subject,
        "method": method,
        "compound": compound,
        "building": poll.params.scope.building,
        "unit": poll.params.scope.unit,
        "phase": poll.phase.code(),
        "published_at": poll.published_at.map(time),
        "closes_at": poll.closes_at.map(time),
        "roll_heads": poll.roll.heads,
        "roll_area": poll.roll.area,
        "cast_heads": told.cast.heads,
        "cast_area": told.cast.area,
        "commitment": poll.commitment,
        "params": poll.frozen,
        "root": poll.root,
        "seed": poll.seed,
        "result": result,
        "spent_fen": spent,
        "outcome": poll.outcome,
    })
}

/// The ballots of a closed vote as a .pb file, in the order of their leaves. That it was done stands in the audit log.
///
/// # Errors
/// [`VoteError::NotClosed`], or what the database says.
pub async fn vote(store: &Store, number: VoteId, (id, now): (i64, Moment)) -> Result<String, VoteError> {
    let told = found(store, number).await?;
    let told = told.filter(|told| told.poll.is_counted()).ok_or(VoteError::NotClosed(number))?;
    let mut tx = audited(store, (&format!("vote-{number}"), Format::Csv), (id, now)).await?;
    let poll = &told.poll;
    let mut all = ballots::all(&mut tx, store.seal(), number).await?;
    all.sort_by_cached_key(|ballot| receipt::leaf(number, &poll.frozen, &ballot.choices, &ballot.nonce));
    let (projects, names, budget) = options(&told);
    let mut cast = Ballots::default();
    for ballot in &all {
        let chosen = ballot.choices.split(',').filter(|id| !id.is_empty());
        let index = |id: &str| projects.iter().position(|project| project.id == id);
        cast.cast(chosen.filter_map(|id| u32::try_from(index(id)?).ok()).collect());
    }
    let file = File {
        meta: meta(&told),
        decimals: DECIMALS,
        names,
        nonces: all.into_iter().map(|ballot| ballot.nonce).collect(),
        election: Election { budget, projects, ballots: cast },
    };
    let winners = match &poll.outcome {
        Some(Outcome::Fund { winners, .. }) => winners.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    let at = |id: &String| file.election.projects.iter().position(|project| project.id == *id);
    let winners: Vec<usize> = winners.iter().filter_map(at).collect();
    Ok(pabulib::write(&file, &winners))
}

async fn found(store: &Store, number: VoteId) -> Result<Option<Told>, StoreError> {
    let mut tx = store.read().await?;
    Ok(polls::find(&mut tx, store.seal(), &[number]).await?.remove(&number))
}

/// Who said what in an owners' decision (明细表), as CSV: the doors of each owner group, its area in 0.01 m², its word.
/// That it was printed stands in the audit log.
///
/// # Errors
/// [`VoteError::NotReleased`] unless two people released it, or what the database says.
pub async fn voters(store: &Store, number: VoteId, (id, now): (i64, Moment)) -> Result<String, VoteError> {
    if found(store, number).await?.is_none_or(|told| !told.poll.released) {
        return Err(VoteError::NotReleased(number));
    }
    let mut tx = audited(store, (&format!("voters-{number}"), Format::Csv), (id, now)).await?;
    let words: BTreeMap<i64, String> = ballots::all(&mut tx, store.seal(), number)
        .await?
        .into_iter()
        .filter_map(|ballot| Some((ballot.voter?, ballot.choices)))
        .collect();
    let mut text = String::from("doors,area,choice\n");
    for (voter, area, doors) in polls::listed(&mut tx, store.seal(), number).await? {
        let word = words.get(&voter).map_or("", String::as_str);
        let _ = writeln!(text, "{doors},{area},{word}");
    }
    Ok(text)
}

/// What is chosen from: projects with cost and name, and the budget; in owners' decisions the three words, which cost
/// nothing to speak of.
fn options(told: &Told) -> (Vec<Project>, Vec<String>, u64) {
    match &told.poll.params.ask {
        Ask::Fund { budget, options, .. } => {
            let project = |option: &crate::domain::vote::poll::Candidate| Project {
                id: option.project.to_string(),
                cost: u64::try_from(option.cost).unwrap_or_default(),
            };
            let projects = options.iter().map(project).collect();
            (projects, told.words.options.clone(), u64::try_from(*budget).unwrap_or_default())
        }
        Ask::Owners { .. } => {
            let words = Choice::ALL.iter().map(|choice| Project { id: choice.code().to_owned(), cost: 1 });
            (words.collect(), Vec::new(), 1)
        }
    }
}

/// The terms as they were hashed.
pub(super) fn terms_read(written: &str) -> String {
    format!("{}\n", written.replace(BETWEEN, "\n"))
}

fn meta(told: &Told) -> Vec<(String, String)> {
    let poll = &told.poll;
    let mut meta = vec![
        ("description".to_owned(), told.words.title.clone()),
        ("country".to_owned(), "China".to_owned()),
        ("currency".to_owned(), "CNY".to_owned()),
        (VOTE.to_owned(), poll.id.to_string()),
        (PARAMS.to_owned(), poll.frozen.clone()),
        (TERMS.to_owned(), poll.terms.trim_end().replace('\n', BETWEEN)),
        (ROOT.to_owned(), poll.root.clone()),
        ("commitment".to_owned(), poll.commitment.clone()),
        (SEED.to_owned(), poll.seed.clone()),
        (LOT.to_owned(), poll.lot()),
    ];
    match poll.params.rule(poll.roll.heads) {
        Some(Rule::Greedy) => meta.push(("rule".to_owned(), "greedy".to_owned())),
        Some(Rule::EqualShares { completion, step }) => {
            meta.push(("rule".to_owned(), "equal-shares".to_owned()));
            meta.push((COMPLETION.to_owned(), completion.code().to_owned()));
            meta.push((STEP.to_owned(), shown(step, DECIMALS)));
        }
        None => meta.push(("rule".to_owned(), OWNERS.to_owned())),
    }
    meta
}
