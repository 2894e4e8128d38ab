//! The catalogue: categories, questions, words, periods. Data of the operator's, checked before it is used.

use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::language::Bilingual;
use super::role::Role;
use super::ticket::{Kind, Party, UnsolvedReason};

mod address;
mod load;
mod meetings;
mod suggest;

pub use address::plain_part;
pub use load::Fault;
pub use meetings::Meetings;

/// Every period and limit that differs by city: `[periods]` is their only home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Periods {
    /// Working day begins, minutes after midnight.
    pub day_begins: u32,
    /// Working day ends, minutes after midnight.
    pub day_ends: u32,
    /// Handling is due at this minute of its day.
    pub done_at: u32,
    /// Acknowledge within this many working minutes.
    pub acknowledge_minutes: i64,
    /// Contact by the same time this many working days later.
    pub contact_days: u32,
    /// Done on the nth working day, unless the category says otherwise.
    pub done_days: u32,
    /// The same for questions.
    pub question_days: u32,
    /// The same for a reopened ticket.
    pub reopened_days: u32,
    /// Urgent: acknowledge within minutes, round the clock.
    pub urgent_acknowledge_minutes: i64,
    /// Urgent: contact within minutes.
    pub urgent_contact_minutes: i64,
    /// Urgent: done within minutes.
    pub urgent_done_minutes: i64,
    /// Days of silence after done until it closes; also the time to reopen and to object.
    pub silence_days: i64,
    /// The warning comes so many days before that.
    pub warning_days: i64,
    /// Working days to wait for the resident.
    pub wait_resident_days: u32,
    /// Days in all to wait for parts or a third party.
    pub wait_third_days: i64,
    /// Hours between two urges.
    pub urge_hours: i64,
    /// Hours after which a draft is reminded of, once.
    pub draft_reminder_hours: i64,
    /// Days after which a draft is dropped.
    pub draft_days: i64,
    /// Hours in which a line answers the one ticket that asked.
    pub asking_hours: i64,
    /// Affected people saying no that reopen a ticket.
    pub affected_reopen: i64,
    /// Days that a micro-task is posted for objections at least.
    #[serde(default = "standard::posting_days")]
    pub posting_days: i64,
    /// Residents who must accept a micro-task.
    #[serde(default = "standard::acceptance_residents")]
    pub acceptance_residents: i64,
    /// Days after strike-off until a micro-task is looked at again.
    #[serde(default = "standard::look_again_days")]
    pub look_again_days: i64,
    /// Days before its deadline from which a micro-task is near due.
    #[serde(default = "standard::task_near_days")]
    pub task_near_days: i64,
    /// Days in which the author of a fund project that is turned down may answer before that is published.
    #[serde(default = "standard::project_answer_days")]
    pub project_answer_days: i64,
    /// The four-party meetings.
    #[serde(default)]
    pub meetings: Meetings,
}

/// What a catalogue that was written before a period existed takes from the standard one.
mod standard {
    use super::Catalogue;

    pub(super) fn posting_days() -> i64 {
        Catalogue::standard().periods.posting_days
    }

    pub(super) fn acceptance_residents() -> i64 {
        Catalogue::standard().periods.acceptance_residents
    }

    pub(super) fn look_again_days() -> i64 {
        Catalogue::standard().periods.look_again_days
    }

    pub(super) fn task_near_days() -> i64 {
        Catalogue::standard().periods.task_near_days
    }

    pub(super) fn project_answer_days() -> i64 {
        Catalogue::standard().periods.project_answer_days
    }
}

/// A group of at most seven categories.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Code.
    pub code: String,
    /// Name on its button.
    pub name: Bilingual,
}

/// A question of a category's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Code.
    pub code: String,
    /// The question.
    pub text: Bilingual,
    /// Answers to tap; none: free text.
    #[serde(default)]
    pub options: Vec<Bilingual>,
    /// Whether Skip is offered.
    #[serde(default)]
    pub required: bool,
}

/// How a category's urgency is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UrgencyRule {
    /// Always normal.
    Normal,
    /// Always urgent.
    Urgent,
    /// The reporter is asked.
    #[default]
    Ask,
}

/// A category of matters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// `[a-z_]`, used in links and exports.
    pub code: String,
    /// Its group.
    pub group: String,
    /// Name on its button.
    pub name: Bilingual,
    /// Kind unless the text says otherwise.
    pub kind: Kind,
    /// Role that leads.
    pub lead: Role,
    /// Whom it is about, if it is about a party.
    #[serde(default)]
    pub against: Option<Party>,
    /// Working days until done, else the default.
    #[serde(default)]
    pub done_days: Option<u32>,
    /// Urgency.
    #[serde(default)]
    pub urgency: UrgencyRule,
    /// Whether others see it in the public short form.
    #[serde(default = "yes")]
    pub public: bool,
    /// Whether a second person verifies the result.
    #[serde(default)]
    pub verify: bool,
    /// Codes of its own questions.
    #[serde(default)]
    pub questions: Vec<String>,
    /// "Not ours": whom to ask instead, shown before filing, with one tap to file anyway.
    #[serde(default)]
    pub stop: Option<Bilingual>,
    /// Words and patterns that suggest it.
    #[serde(default)]
    pub words: Vec<String>,
    /// No longer offered; old tickets keep it.
    #[serde(default)]
    pub retired: bool,
}

fn yes() -> bool {
    true
}

/// A canned reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Canned {
    /// Code, used in buttons.
    pub code: String,
    /// Categories that offer it; none: all.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Name on its button.
    pub name: Bilingual,
    /// Text with `{number}`, `{place}`, `{name}`, `{due}`.
    pub text: Bilingual,
}

/// A reason after "not solved".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unsolved {
    /// Reason.
    pub reason: UnsolvedReason,
    /// Whether it reopens, or only counts.
    pub reopens: bool,
}

/// Words of an emergency and whom to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Emergency {
    /// Code: lift, fire, gas, violence, injury, despair, …
    pub code: String,
    /// What to do, one or two short sentences.
    pub text: Bilingual,
    /// Numbers to call, each alone on a line: `119`, or `@lift`, `@gas`, `@office`, `@property` for the place's own.
    pub call: Vec<String>,
    /// Category to file it under.
    pub category: String,
    /// Words and patterns.
    pub words: Vec<String>,
}

/// Building, unit and room read out of free text, normalised.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPlace {
    /// `3`.
    pub building: Option<String>,
    /// `2`.
    pub unit: Option<String>,
    /// `501`.
    pub room: Option<String>,
}

/// What a text would be taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Category code; `other` when nothing fits but it is a matter.
    pub category: String,
    /// Kind.
    pub kind: Kind,
    /// Code of the emergency whose words are in it.
    pub emergency: Option<String>,
    /// Place read out of it.
    pub place: Option<ReadPlace>,
    /// True for greetings, thanks and other talk that is no matter.
    pub small_talk: bool,
}

/// Words of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindWords {
    /// The kind.
    pub kind: Kind,
    /// Words and patterns.
    pub words: Vec<Spanned<String>>,
}

/// A common mistyping or another script's character.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mistyped {
    /// As typed.
    pub wrong: String,
    /// As meant.
    pub right: String,
}

/// How what people write is read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Evened out before anything is looked for.
    pub mistyped: Vec<Mistyped>,
    /// What makes danger words harmless: past, feared, or a way of speaking.
    pub over: Vec<Spanned<String>>,
    /// Greetings, thanks and the like.
    pub small_talk: Vec<Spanned<String>>,
    /// Words of kinds; the first that is found counts.
    pub kind: Vec<KindWords>,
}

/// The whole catalogue, checked.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// Periods and limits.
    pub periods: Periods,
    /// Groups of categories, in the order shown.
    pub groups: Vec<Group>,
    /// Questions, by code.
    pub questions: Vec<Question>,
    /// Categories, in the order shown.
    pub categories: Vec<Category>,
    /// Canned replies.
    pub canned: Vec<Canned>,
    /// Reasons after "not solved", in the order shown.
    pub unsolved: Vec<Unsolved>,
    /// Emergencies.
    pub emergencies: Vec<Emergency>,
    matchers: Arc<suggest::Matchers>,
    source: Arc<str>,
}

/// The variables of canned replies.
const VARIABLES: [&str; 4] = ["number", "place", "name", "due"];

/// Names in `call` that stand for a place's own numbers.
const OWN_NUMBERS: [&str; 4] = ["@lift", "@gas", "@property", "@office"];

/// The catalogue that the program comes with, as text.
pub const STANDARD: &str = include_str!("default.toml");

/// A canned reply names a variable that there is not: it isn't sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no {{{0}}}")]
pub struct UnknownVariable(pub String);

impl Catalogue {
    /// The catalogue that the program comes with.
    ///
    /// # Panics
    /// Never: a test parses the embedded text.
    #[must_use]
    #[expect(clippy::panic, reason = "the embedded text is part of the program and held by a test")]
    pub fn standard() -> &'static Self {
        static PARSED: LazyLock<Catalogue> = LazyLock::new(|| {
            Catalogue::parse(STANDARD).unwrap_or_else(|faults| panic!("the standard catalogue: {faults:?}"))
        });
        &PARSED
    }

    /// The category of a code, retired ones too.
    #[must_use]
    pub fn category(&self, code: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.code == code)
    }

    /// Whether a reason reopens a ticket, or only counts.
    #[must_use]
    pub fn reopens(&self, reason: UnsolvedReason) -> bool {
        self.unsolved.iter().any(|unsolved| unsolved.reason == reason && unsolved.reopens)
    }

    /// The canned replies that a category offers.
    pub fn canned_for<'c>(&'c self, category: &'c str) -> impl Iterator<Item = &'c Canned> {
        let offers = move |canned: &&Canned| {
            canned.categories.is_empty() || canned.categories.iter().any(|code| code == category)
        };
        self.canned.iter().filter(offers)
    }

    /// A canned text with its variables filled in.
    ///
    /// # Errors
    /// [`UnknownVariable`] for one that isn't among `variables`.
    pub fn fill_canned(&self, text: &str, variables: &[(&str, &str)]) -> Result<String, UnknownVariable> {
        fill(text, variables)
    }

    /// The catalogue as its file reads.
    #[must_use]
    pub fn print(&self) -> &str {
        &self.source
    }
}

/// A text with its variables filled in.
fn fill(text: &str, variables: &[(&str, &str)]) -> Result<String, UnknownVariable> {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let value = variables.iter().find(|(known, _)| *known == name);
        filled.push_str(before);
        filled.push_str(value.ok_or_else(|| UnknownVariable(name.to_owned()))?.1);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}
