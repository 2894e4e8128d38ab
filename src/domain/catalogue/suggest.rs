//! What a text would be taken for: category by weighted words, kind and emergency by patterns, place by forms of address.

use regex::{Regex, RegexSet, RegexSetBuilder};
use toml::Spanned;
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
    over: Regex,
    small_talk: RegexSet,
    kinds: Vec<(Kind, RegexSet)>,
    mistyped: Vec<(String, String)>,
}

/// What a pattern counts for as its length: a short word's, however long it is written.
const PATTERN_LENGTH: u32 = 2;

/// A word or pattern and its weight: `灯^3`, `re:…^3`.
pub(super) fn weighted(word: &str) -> (&str, u32) {
    let weight = word.rsplit_once('^').and_then(|(word, weight)| Some((word, weight.parse().ok()?)));
    weight.unwrap_or((word, 1))
}

/// How long a word counts as.
fn length(word: &str) -> u32 {
    if word.starts_with("re:") { PATTERN_LENGTH } else { u32::try_from(word.chars().count()).unwrap_or(1) }
}

/// Bytes that a set of patterns may keep of what it found out while matching; with less it begins anew on every text.
const REMEMBERED: usize = 32 << 20;

/// A word as a pattern: Latin words begin where no Latin letter stands before them, Chinese ones anywhere. A word's
/// edge is one of Latin letters: Chinese has no spaces, and looking for Unicode's edges is a hundred times slower.
fn pattern(word: &str) -> String {
    match word.strip_prefix("re:") {
        Some(pattern) => pattern.replace(r"\b", r"(?-u:\b)"),
        None if word.is_ascii() => format!(r"(?-u:\b){}", regex::escape(word)),
        None => regex::escape(word),
    }
}

fn set<'w>(words: impl IntoIterator<Item = &'w String>) -> Result<RegexSet, regex::Error> {
    compiled(words.into_iter().map(|word| pattern(weighted(word).0)))
}

fn compiled(patterns: impl IntoIterator<Item = String>) -> Result<RegexSet, regex::Error> {
    RegexSetBuilder::new(patterns).dfa_size_limit(REMEMBERED).size_limit(REMEMBERED).build()
}

/// One pattern that finds any of `words`; none of them: it finds nothing.
fn any(words: &[Spanned<String>]) -> Result<Regex, regex::Error> {
    let words: Vec<_> = words.iter().map(|word| format!("(?:{})", pattern(weighted(word.get_ref()).0))).collect();
    if words.is_empty() { Regex::new(r"[^\s\S]") } else { Regex::new(&words.join("|")) }
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
                of.push((index, weight, length(word)));
            }
        }
        let emergencies = emergencies.iter().map(|emergency| Ok((emergency.code.clone(), set(&emergency.words)?)));
        let kinds = reading.kind.iter().map(|kind| Ok((kind.kind, set(kind.words.iter().map(Spanned::get_ref))?)));
        Ok(Self {
            words: compiled(patterns)?,
            of,
            emergencies: emergencies.collect::<Result<_, _>>()?,
            over: any(&reading.over)?,
            small_talk: set(reading.small_talk.iter().map(Spanned::get_ref))?,
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

    /// The emergency whose words are in it. What is over, feared or a way of speaking is cut out and a line's end
    /// stands in its place, so that danger in the rest of the text is still found and nothing is read across the cut.
    fn emergency(&self, even: &str) -> Option<&str> {
        let now = self.over.replace_all(even, "\n");
        self.emergencies.iter().find(|(_, words)| words.is_match(&now)).map(|(code, _)| code.as_str())
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
    /// The emergency whose words are in `text`, without looking at anything else.
    #[must_use]
    pub fn emergency(&self, text: &str) -> Option<&Emergency> {
        let even = self.matchers.even(text);
        let code = self.matchers.emergency(&even)?;
        self.emergencies.iter().find(|known| known.code == code)
    }

    /// What `text` would be taken for.
    #[must_use]
    pub fn suggest(&self, text: &str) -> Suggestion {
        let even = self.matchers.even(text);
        let emergency = self.matchers.emergency(&even).map(str::to_owned);
        let found = self.matchers.category(&even).and_then(|index| self.categories.get(index));
        let urgent = emergency.as_ref().and_then(|code| self.emergencies.iter().find(|known| known.code == *code));
        let category = match (found, urgent) {
            (_, Some(emergency)) => emergency.category.clone(),
            (Some(found), None) => found.code.clone(),
            (None, None) => "other".to_owned(),
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

#[cfg(test)]
mod tests {
    use crate::domain::catalogue::Catalogue;

    fn emergency(text: &str) -> Option<String> {
        Catalogue::standard().suggest(text).emergency
    }

    #[test]
    fn danger_is_found_beside_words_that_are_harmless() {
        let dangers = [
            ("电梯卡住了里面有人快点 吓死人了", "lift"),
            ("着火了 灭火器过期用不了", "fire"),
            ("我好怕 楼下着火了", "fire"),
            ("楼下着火了消防栓没水快来", "fire"),
            ("上次煤气漏过 现在又有煤气味", "gas"),
            ("楼道检查过了,可是现在有人打架", "violence"),
            ("热死了,我妈晕倒了", "injury"),
            ("电梯里关了两个小孩 B栋", "lift"),
            ("阿公跋倒爬不起来", "injury"),
            ("有人站在楼顶要跳", "despair"),
            ("对面楼冒好大的烟", "fire"),
            ("家里进贼了还在里面", "violence"),
            ("someone is stuck in the lift", "lift"),
        ];
        for (text, code) in dangers {
            assert_eq!(emergency(text).as_deref(), Some(code), "{text}");
        }
    }

    #[test]
    fn a_pattern_has_a_weight_too() {
        assert_eq!(super::weighted("re:灯.{0,6}坏^3"), ("re:灯.{0,6}坏", 3));
        assert_eq!(super::weighted("re:(^|[^不])着火"), ("re:(^|[^不])着火", 1));
    }

    #[test]
    fn a_digit_alone_is_no_small_talk() {
        assert!(!Catalogue::standard().suggest("3").small_talk);
        assert!(Catalogue::standard().suggest("在吗").small_talk);
    }

    #[test]
    fn what_is_over_feared_or_a_way_of_speaking_is_no_emergency() {
        let harmless = [
            "电梯昨天困过人现在好了",
            "灭火器过期了",
            "楼上打架子鼓吵死了",
            "热得不想活",
            "飞线充电容易着火",
            "着火点在哪里",
            "消防通道堵了",
            "笑死",
            "电梯有人乱画",
            "燃气表没电了打不着火",
            "充电桩扫码没反应",
            "希望增加灭火器,万一着火了怎么办",
            "上周着火的车还没拖走",
        ];
        for text in harmless {
            assert_eq!(emergency(text), None, "{text}");
        }
    }
}
