//! Reading a catalogue: every fault with its line, nothing half taken over.

use std::collections::BTreeSet;

use regex::Regex;
use serde::Deserialize;
use toml::Spanned;

use super::suggest::{Matchers, weighted};
use super::{Canned, Catalogue, Category, Emergency, Group, Periods, Question, Reading, Unsolved};
use super::{OWN_NUMBERS, VARIABLES, fill};

/// Most categories in a group, so that they fit on a screen.
const GROUP_MOST: usize = 7;

/// A fault of a catalogue file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Fault {
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    periods: Spanned<Periods>,
    group: Vec<Spanned<Group>>,
    #[serde(default)]
    question: Vec<Spanned<Question>>,
    category: Vec<Spanned<Category>>,
    #[serde(default)]
    canned: Vec<Spanned<Canned>>,
    #[serde(default)]
    unsolved: Vec<Spanned<Unsolved>>,
    #[serde(default)]
    emergency: Vec<Spanned<Emergency>>,
    reading: Reading,
}

/// Collects faults at lines.
struct Faults<'t> {
    text: &'t str,
    found: Vec<Fault>,
}

impl Faults<'_> {
    fn at<T>(&mut self, spanned: &Spanned<T>, what: impl Into<String>) {
        let line = line_at(self.text, spanned.span().start);
        self.found.push(Fault { line, what: what.into() });
    }
}

fn line_at(text: &str, at: usize) -> usize {
    text.get(..at).map_or(1, |before| before.matches('\n').count() + 1)
}

impl Catalogue {
    /// The catalogue of a TOML text.
    ///
    /// # Errors
    /// Every fault with its line.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let file: File = toml::from_str(text).map_err(|wrong| {
            let line = wrong.span().map_or(1, |span| line_at(text, span.start));
            vec![Fault { line, what: wrong.message().to_owned() }]
        })?;
        let mut faults = Faults { text, found: Vec::new() };
        check_periods(&file.periods, &mut faults);
        check_groups(&file, &mut faults);
        check_questions(&file, &mut faults);
        check_categories(&file, &mut faults);
        check_emergencies(&file, &mut faults);
        check_canned(&file, &mut faults);
        check_unsolved(&file.unsolved, &mut faults);
        check_reading(&file.reading, &mut faults);
        if !faults.found.is_empty() {
            faults.found.sort_by_key(|fault| fault.line);
            return Err(faults.found);
        }
        let categories: Vec<Category> = file.category.into_iter().map(Spanned::into_inner).collect();
        let emergencies: Vec<Emergency> = file.emergency.into_iter().map(Spanned::into_inner).collect();
        let matchers = Matchers::new(&categories, &emergencies, &file.reading)
            .map_err(|wrong| vec![Fault { line: 1, what: format!("reading: {wrong}") }])?;
        Ok(Self {
            periods: file.periods.into_inner(),
            groups: file.group.into_iter().map(Spanned::into_inner).collect(),
            questions: file.question.into_iter().map(Spanned::into_inner).collect(),
            categories,
            canned: file.canned.into_iter().map(Spanned::into_inner).collect(),
            unsolved: file.unsolved.into_iter().map(Spanned::into_inner).collect(),
            emergencies,
            matchers: matchers.into(),
            source: text.into(),
        })
    }
}

fn check_periods(periods: &Spanned<Periods>, faults: &mut Faults<'_>) {
    let given = periods.get_ref();
    if given.day_begins >= given.day_ends || given.day_ends > 24 * 60 {
        faults.at(periods, "periods: day_begins must lie before day_ends, within a day");
    }
    if !given.meetings.is_sound() {
        faults.at(
            periods,
            "periods.meetings: a weekday is 1 to 7, a week 1 to 4, a minute within a day, alike 2 or more",
        );
    }
    if given.silence_days <= given.warning_days || given.warning_days < 0 {
        faults.at(periods, "periods: warning_days must be fewer than silence_days");
    }
}

fn legal(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// Codes are `[a-z_]` and stand once.
fn check_codes<'f, T: 'f>(rows: impl Iterator<Item = (&'f Spanned<T>, &'f String)>, faults: &mut Faults<'_>) {
    let mut known = BTreeSet::new();
    for (row, code) in rows {
        if !legal(code) {
            faults.at(row, format!("code: “{code}” must be of a–z and _"));
        }
        if !known.insert(code) {
            faults.at(row, format!("code: “{code}” stands twice"));
        }
    }
}

fn check_groups(file: &File, faults: &mut Faults<'_>) {
    check_codes(file.group.iter().map(|group| (group, &group.get_ref().code)), faults);
    for group in &file.group {
        let code = &group.get_ref().code;
        let offered =
            file.category.iter().filter(|category| category.get_ref().group == *code && !category.get_ref().retired);
        let count = offered.count();
        if count > GROUP_MOST {
            faults.at(group, format!("group: “{code}” holds {count} categories; {GROUP_MOST} fit on a screen"));
        }
    }
}

fn check_questions(file: &File, faults: &mut Faults<'_>) {
    check_codes(file.question.iter().map(|question| (question, &question.get_ref().code)), faults);
    for question in &file.question {
        if question.get_ref().text.zh.is_empty() || question.get_ref().text.en.is_empty() {
            faults.at(question, "text: is empty in one language");
        }
    }
}

fn check_categories(file: &File, faults: &mut Faults<'_>) {
    check_codes(file.category.iter().map(|category| (category, &category.get_ref().code)), faults);
    for spanned in &file.category {
        let category = spanned.get_ref();
        if !file.group.iter().any(|group| group.get_ref().code == category.group) {
            faults.at(spanned, format!("group: there is no “{}”", category.group));
        }
        if category.name.zh.is_empty() || category.name.en.is_empty() {
            faults.at(spanned, "name: is empty in one language");
        }
        for code in &category.questions {
            if !file.question.iter().any(|question| question.get_ref().code == *code) {
                faults.at(spanned, format!("questions: there is no “{code}”"));
            }
        }
        check_words(spanned, &category.words, faults);
    }
    if !file.category.iter().any(|category| category.get_ref().code == "other") {
        faults.at(&file.periods, "category: “other” must be there");
    }
}

fn check_emergencies(file: &File, faults: &mut Faults<'_>) {
    check_codes(file.emergency.iter().map(|emergency| (emergency, &emergency.get_ref().code)), faults);
    for spanned in &file.emergency {
        let emergency = spanned.get_ref();
        if !file.category.iter().any(|category| category.get_ref().code == emergency.category) {
            faults.at(spanned, format!("category: there is no “{}”", emergency.category));
        }
        let dialled = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        if !emergency.call.iter().any(|number| dialled(number)) {
            faults.at(spanned, "call: a number that can be dialled everywhere is missing");
        }
        for name in emergency.call.iter().filter(|name| name.starts_with('@')) {
            if !OWN_NUMBERS.contains(&name.as_str()) {
                faults.at(spanned, format!("call: there is no “{name}”"));
            }
        }
        if emergency.text.zh.is_empty() || emergency.text.en.is_empty() {
            faults.at(spanned, "text: is empty in one language");
        }
        check_words(spanned, &emergency.words, faults);
    }
}

fn check_canned(file: &File, faults: &mut Faults<'_>) {
    check_codes(file.canned.iter().map(|canned| (canned, &canned.get_ref().code)), faults);
    let known = VARIABLES.map(|name| (name, ""));
    for spanned in &file.canned {
        let canned = spanned.get_ref();
        for text in [&canned.text.zh, &canned.text.en] {
            if let Err(wrong) = fill(text, &known) {
                faults.at(spanned, format!("text: {wrong}"));
            }
        }
        for code in &canned.categories {
            if !file.category.iter().any(|category| category.get_ref().code == *code) {
                faults.at(spanned, format!("categories: there is no “{code}”"));
            }
        }
    }
}

fn check_unsolved(unsolved: &[Spanned<Unsolved>], faults: &mut Faults<'_>) {
    for (at, spanned) in unsolved.iter().enumerate() {
        let reason = spanned.get_ref().reason;
        if unsolved.iter().take(at).any(|earlier| earlier.get_ref().reason == reason) {
            faults.at(spanned, "unsolved: the reason stands twice");
        }
    }
}

fn check_reading(reading: &Reading, faults: &mut Faults<'_>) {
    let kinds = reading.kind.iter().flat_map(|kind| &kind.words);
    for word in reading.over.iter().chain(&reading.small_talk).chain(kinds) {
        check_word(word, word.get_ref(), faults);
    }
}

fn check_words<T>(row: &Spanned<T>, words: &[String], faults: &mut Faults<'_>) {
    for word in words {
        check_word(row, word, faults);
    }
}

/// A word that can be looked for; its fault is told at `row`.
fn check_word<T>(row: &Spanned<T>, word: &str, faults: &mut Faults<'_>) {
    let (word, _) = weighted(word);
    if word.trim().is_empty() {
        faults.at(row, "words: an empty word is found everywhere");
    }
    if let Some(pattern) = word.strip_prefix("re:")
        && let Err(wrong) = Regex::new(pattern)
    {
        let last = wrong.to_string().lines().last().unwrap_or_default().to_owned();
        faults.at(row, format!("words: “{pattern}” is no pattern: {last}"));
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::catalogue::{Catalogue, STANDARD};

    #[test]
    fn the_standard_catalogue_is_good() {
        assert_eq!(Catalogue::parse(STANDARD).map(|_| ()), Ok(()));
    }

    #[test]
    fn every_fault_has_its_line() {
        let broken = STANDARD.replacen("group = \"rules\"", "group = \"nowhere\"", 1).replacen(
            "code = \"lighting\"",
            "code = \"Lighting\"",
            1,
        );
        let faults = Catalogue::parse(&broken).expect_err("is broken");
        assert!(faults.len() >= 2 && faults.iter().all(|fault| fault.line > 1), "{faults:?}");
        let unknown = STANDARD.replacen("code = \"lighting\"", "code = \"lighting\"\ncolour = 1", 1);
        assert!(Catalogue::parse(&unknown).expect_err("is broken")[0].what.contains("colour"));
    }

    /// The only fault of the standard catalogue with `good` made `bad`, and the line where `bad` begins.
    fn fault(good: &str, bad: &str) -> (super::Fault, usize) {
        assert!(STANDARD.contains(good), "{good}");
        let broken = STANDARD.replacen(good, bad, 1);
        let line = broken.find(bad).map(|at| super::line_at(&broken, at)).expect("is there");
        let mut faults = Catalogue::parse(&broken).expect_err("is broken");
        assert_eq!(faults.len(), 1, "{faults:?}");
        (faults.remove(0), line)
    }

    #[test]
    fn a_fault_in_reading_is_told_at_its_line() {
        for good in ["    're:打架子鼓", "['re:^(在吗", "['re:(表扬"] {
            let bad = good.replace("re:", "re:(").replace("((", "(((");
            let (fault, line) = fault(good, &bad);
            assert!(fault.what.contains("is no pattern"), "{fault}");
            assert_eq!(fault.line, line, "{fault}");
        }
    }

    #[test]
    fn a_reason_stands_once() {
        let (fault, _) = fault("reason = \"came_back\"", "reason = \"not_done\"");
        assert!(fault.what.contains("twice"), "{fault}");
    }

    #[test]
    fn canned_replies_name_only_variables_and_categories_that_there_are() {
        assert!(fault("您好,{name}这边", "您好,{$name}这边").0.what.contains("{$name}"));
        let (fault, _) = fault("categories = [\"gas\"]", "categories = [\"gaz\"]");
        assert!(fault.what.contains("gaz"), "{fault}");
    }

    #[test]
    fn an_emergency_names_a_number_that_can_be_dialled_everywhere() {
        let good = "call = [\"119\", \"@lift\", \"@property\"]";
        assert!(fault(good, "call = [\"@lift\"]").0.what.contains("number"));
        assert!(fault(good, "call = [\"119\", \"@lfit\"]").0.what.contains("@lfit"));
    }
}
