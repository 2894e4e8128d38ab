//! What a text would be taken for: category by weighted words, kind and emergency by patterns, place by forms of address.

use regex::RegexSet;
use unicode_normalization::UnicodeNormalization;

use super::address;
use super::{Catalogue, Category, Emergency, Reading, Suggestion};
use crate::domain::ticket::Kind;

/// Score from which a category is suggested.
const ENOUGH: u32 = 1;

/// The words of a catalogue, ready for matching.
#[derive(Debug)]
pub(super) struct Matchers {
    words: RegexSet,
    /// For each pattern of `words`: the category's index, the weight, and how long the word is.
    of: Vec<(usize, u32, u32)>,
    emergencies: Vec<(String, RegexSet)>,
    over: RegexSet,
    small_talk: RegexSet,
    kinds: Vec<(Kind, RegexSet)>,
    mistyped: Vec<(String, String)>,
}

/// A word and its weight: `灯^3`, `re:…`.
fn weighted(word: &str) -> (&str, u32) {
    match word.rsplit_once('^') {
        Some((word, weight)) if !word.starts_with("re:") => (word, weight.parse().unwrap_or(1)),
        _ => (word, 1),
    }
}

/// A word as a pattern: Latin words stand alone, Chinese ones anywhere.
fn pattern(word: &str) -> String {
    match word.strip_prefix("re:") {
        Some(pattern) => pattern.to_owned(),
        None if word.is_ascii() => format!(r"\b{}", regex::escape(word)),
        None => regex::escape(word),
    }
}

fn set<'w>(words: impl IntoIterator<Item = &'w String>) -> Result<RegexSet, regex::Error> {
    RegexSet::new(words.into_iter().map(|word| pattern(weighted(word).0)))
}

impl Matchers {
    pub(super) fn new(
        categories: &[Category],
        emergencies: &[Emergency],
        reading: &Reading,
    ) -> Result<Self, regex::Error> {
        let (mut patterns, mut of) = (Vec::new(), Vec::new());
        for (index, category) in categories.iter().enumerate().filter(|(_, category)| !category.retired) {
            for word in &category.words {
                let (word, weight) = weighted(word);
                patterns.push(pattern(&word.to_lowercase()));
                of.push((index, weight, u32::try_from(word.chars().count()).unwrap_or(1)));
            }
        }
        let emergencies = emergencies.iter().map(|emergency| Ok((emergency.code.clone(), set(&emergency.words)?)));
        let kinds = reading.kind.iter().map(|kind| Ok((kind.kind, set(&kind.words)?)));
        Ok(Self {
            words: RegexSet::new(patterns)?,
            of,
            emergencies: emergencies.collect::<Result<_, _>>()?,
            over: set(&reading.over)?,
            small_talk: set(&reading.small_talk)?,
            kinds: kinds.collect::<Result<_, _>>()?,
            mistyped: reading.mistyped.iter().map(|typo| (typo.wrong.clone(), typo.right.clone())).collect(),
        })
    }

    /// The text with full-width forms, capitals, zero-width characters and known mistypings evened out.
    fn even(&self, text: &str) -> String {
        let visible = |c: &char| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}');
        let mut even: String = text.nfkc().filter(visible).flat_map(char::to_lowercase).collect();
        for (wrong, right) in &self.mistyped {
            if even.contains(wrong.as_str()) {
                even = even.replace(wrong.as_str(), right);
            }
        }
        even.trim().to_owned()
    }

    /// The emergency whose words are in it, unless it is over, imagined or a way of speaking.
    fn emergency(&self, even: &str) -> Option<&str> {
        let found = self.emergencies.iter().find(|(_, words)| words.is_match(even))?;
        (!self.over.is_match(even)).then_some(found.0.as_str())
    }

    /// The index of the category with the highest score, the earlier one of equals.
    fn category(&self, even: &str) -> Option<usize> {
        let mut scores = std::collections::BTreeMap::<usize, u32>::new();
        for (index, weight, length) in self.words.matches(even).iter().filter_map(|at| self.of.get(at)) {
            *scores.entry(*index).or_default() += weight * 4 + length;
        }
        let best = scores.into_iter().filter(|(_, score)| *score >= ENOUGH);
        best.max_by_key(|(index, score)| (*score, std::cmp::Reverse(*index))).map(|(index, _)| index)
    }

    fn kind(&self, even: &str) -> Option<Kind> {
        self.kinds.iter().find(|(_, words)| words.is_match(even)).map(|(kind, _)| *kind)
    }
}

impl Catalogue {
    /// What `text` would be taken for.
    #[must_use]
    pub fn suggest(&self, text: &str) -> Suggestion {
        let even = self.matchers.even(text);
        let emergency = self.matchers.emergency(&even).map(str::to_owned);
        let found = self.matchers.category(&even).and_then(|index| self.categories.get(index));
        let urgent = emergency.as_ref().and_then(|code| self.emergencies.iter().find(|known| known.code == *code));
        let category = match (found, urgent) {
            (_, Some(emergency)) if emergency.category != "other" => emergency.category.clone(),
            (Some(found), _) => found.code.clone(),
            _ => "other".to_owned(),
        };
        let own = self.category(&category).map_or(Kind::Help, |category| category.kind);
        let small_talk = emergency.is_none() && found.is_none() && self.matchers.small_talk.is_match(&even);
        Suggestion {
            kind: self.matchers.kind(&even).unwrap_or(own),
            place: address::read_place(&even),
            category,
            emergency,
            small_talk,
        }
    }
}

