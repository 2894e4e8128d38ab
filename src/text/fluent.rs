//! Fluent bundles of every language, parsed once, and the rendering of a [`Text`] for a reader.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentError, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use super::format;
use super::{Arg, Piece, Text};
use crate::domain::language::Language;
use crate::domain::time::Moment;

macro_rules! files {
    ($($stem:literal),* $(,)?) => {
        /// The files of every language, by flow; `tests/house/texts.rs` holds this list against the folders.
        pub const FILES: &[&str] = &[$($stem),*];

        fn embedded(language: Language) -> &'static [(&'static str, &'static str)] {
            match language {
                Language::Chinese => &[$(($stem, include_str!(concat!("../../locales/zh-CN/", $stem, ".ftl")))),*],
                Language::English => &[$(($stem, include_str!(concat!("../../locales/en/", $stem, ".ftl")))),*],
            }
        }
    };
}

files![
    "announce",
    "bind",
    "board",
    "card",
    "clock",
    "commands",
    "common",
    "desk",
    "digest",
    "emergency",
    "emergency_mode",
    "first_contact",
    "follow_up",
    "gap",
    "household",
    "invite",
    "ledger",
    "line",
    "meeting",
    "map",
    "menu",
    "mine",
    "minutes",
    "names",
    "notice",
    "open",
    "projects",
    "propose",
    "receipt",
    "refusal",
    "report",
    "revoke",
    "resolutions",
    "sender",
    "settings",
    "states",
    "stats",
    "switches",
    "vote",
    "works",
];

/// Why the words can't be used.
#[derive(Debug, thiserror::Error)]
pub enum TextsError {
    /// A file that can't be read.
    #[error("{0}: {1}")]
    File(String, std::io::Error),
    /// A file with a mistake in its form.
    #[error("{0}: not Fluent: {1}")]
    Syntax(String, String),
    /// A key that stands twice.
    #[error("{0}: the key {1} stands twice")]
    Twice(String, String),
    /// A key that the program doesn't know.
    #[error("{0}: the program knows no key {1}")]
    Key(String, String),
    /// A variable that the program doesn't give to this key.
    #[error("{0}: {1} gets no ${2}")]
    Variable(String, String, String),
    /// A folder that is no language of ours.
    #[error("{0}: no language of ours; zh-CN and en are")]
    Language(String),
}

type Bundle = FluentBundle<FluentResource>;

/// The words of every language.
pub struct Texts {
    bundles: BTreeMap<Language, Bundle>,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts").field("languages", &self.bundles.keys()).finish_non_exhaustive()
    }
}

impl Texts {
    /// The words that the program comes with.
    ///
    /// # Errors
    /// A mistake in an embedded file; tests keep it from happening.
    pub fn embedded() -> Result<Self, TextsError> {
        let mut bundles = BTreeMap::new();
        for language in Language::ALL {
            let tag = language.tag().parse().unwrap_or_default();
            let mut bundle = Bundle::new_concurrent(vec![tag]);
            bundle.set_use_isolating(false);
            for (stem, source) in embedded(language) {
                let file = format!("{}/{stem}.ftl", language.tag());
                let resource = parse(&file, (*source).to_owned())?;
                bundle.add_resource(resource).map_err(|wrong| twice(&file, &wrong))?;
            }
            bundles.insert(language, bundle);
        }
        Ok(Self { bundles })
    }

    /// The same with single messages reworded by the files in `folder/zh-CN` and `folder/en`.
    ///
    /// # Errors
    /// A file that can't be read or isn't Fluent, a key or variable that the program doesn't know, an unknown
    /// language's folder.
    pub fn with_overrides(folder: &Path) -> Result<Self, TextsError> {
        let mut texts = Self::embedded()?;
        for entry in read_folder(folder)? {
            let name = entry.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let language = Language::ALL.into_iter().find(|language| language.tag() == name);
            let language = language.ok_or_else(|| TextsError::Language(entry.display().to_string()))?;
            for file in read_folder(&entry)? {
                texts.reword(language, &file)?;
            }
        }
        Ok(texts)
    }

    fn reword(&mut self, language: Language, file: &Path) -> Result<(), TextsError> {
        let name = file.display().to_string();
        let source = std::fs::read_to_string(file).map_err(|wrong| TextsError::File(name.clone(), wrong))?;
        let resource = parse(&name, source)?;
        let Some(bundle) = self.bundles.get_mut(&language) else { return Ok(()) };
        for entry in resource.entries() {
            let Entry::Message(message) = entry else { continue };
            let key = message.id.name;
            let Some(known) = variables_of(bundle, key) else {
                return Err(TextsError::Key(name, key.to_owned()));
            };
            let mut used = BTreeSet::new();
            if let Some(pattern) = &message.value {
                in_pattern(bundle, pattern, &mut used);
            }
            if let Some(unknown) = used.difference(&known).next() {
                return Err(TextsError::Variable(name, key.to_owned(), (*unknown).to_owned()));
            }
        }
        bundle.add_resource_overriding(resource);
        Ok(())
    }

    /// The variables that a message reads, those of messages it refers to included; none if there is no such key.
    #[must_use]
    pub fn variables(&self, language: Language, key: &str) -> Option<BTreeSet<&str>> {
        variables_of(self.bundles.get(&language)?, key)
    }

    /// The words of `text` for somebody who reads `language` at `now`. A key that is missing is logged and shown itself.
    #[must_use]
    pub fn say(&self, text: &Text, language: Language, now: Moment) -> String {
        let mut words = String::new();
        for piece in &text.0 {
            match piece {
                Piece::Raw(raw) => words.push_str(raw),
                Piece::Named(named) => words.push_str(named.in_language(language)),
                Piece::Key(key, args) => words.push_str(&self.message(key, args, language, now)),
            }
        }
        words
    }

    fn message(&self, key: &str, args: &[(String, Arg)], language: Language, now: Moment) -> String {
        let found = self.bundles.get(&language).and_then(|bundle| Some((bundle, bundle.get_message(key)?.value()?)));
        let Some((bundle, pattern)) = found else {
            tracing::error!(key, language = language.tag(), "a text is missing");
            return key.to_owned();
        };
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            values.set(name.as_str(), self.value(arg, language, now));
        }
        let mut wrong = Vec::new();
        let words = bundle.format_pattern(pattern, Some(&values), &mut wrong);
        if !wrong.is_empty() {
            tracing::error!(key, language = language.tag(), "a text lacks a variable");
        }
        words.into_owned()
    }

    fn value(&self, arg: &Arg, language: Language, now: Moment) -> FluentValue<'static> {
        let said =
            |(key, args): (&str, Vec<_>)| FluentValue::String(Cow::Owned(self.message(key, &args, language, now)));
        match arg {
            Arg::Number(number) => FluentValue::from(*number),
            Arg::Raw(raw) => FluentValue::String(Cow::Owned(raw.clone())),
            Arg::Named(named) => FluentValue::String(Cow::Owned(named.in_language(language).to_owned())),
            Arg::At(at) => said(format::moment(*at, now)),
            Arg::On(at) => said(format::day(*at, now)),
            Arg::Day(at) => said(format::date(*at, now)),
            Arg::Text(text) => FluentValue::String(Cow::Owned(self.say(text, language, now))),
        }
    }
}

fn twice(file: &str, wrong: &[FluentError]) -> TextsError {
    let key = wrong.iter().find_map(|wrong| match wrong {
        FluentError::Overriding { id, .. } => Some(id.clone()),
        _ => None,
    });
    TextsError::Twice(file.to_owned(), key.unwrap_or_default())
}

fn variables_of<'b>(bundle: &'b Bundle, key: &str) -> Option<BTreeSet<&'b str>> {
    let mut found = BTreeSet::new();
    in_pattern(bundle, bundle.get_message(key)?.value()?, &mut found);
    Some(found)
}

fn in_pattern<'b>(bundle: &'b Bundle, pattern: &Pattern<&'b str>, found: &mut BTreeSet<&'b str>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(bundle, expression, found);
        }
    }
}

fn in_expression<'b>(bundle: &'b Bundle, expression: &Expression<&'b str>, found: &mut BTreeSet<&'b str>) {
    let inline = match expression {
        Expression::Inline(inline) => inline,
        Expression::Select { selector, variants } => {
            for variant in variants {
                in_pattern(bundle, &variant.value, found);
            }
            selector
        }
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name);
        }
        InlineExpression::MessageReference { id, .. } => {
            found.extend(variables_of(bundle, id.name).unwrap_or_default());
        }
        InlineExpression::Placeable { expression } => in_expression(bundle, expression, found),
        _ => {}
    }
}

fn parse(file: &str, source: String) -> Result<FluentResource, TextsError> {
    FluentResource::try_new(source).map_err(|(_, wrong)| {
        let first = wrong.first().map(ToString::to_string).unwrap_or_default();
        TextsError::Syntax(file.to_owned(), first)
    })
}

fn read_folder(folder: &Path) -> Result<Vec<std::path::PathBuf>, TextsError> {
    let wrong = |wrong| TextsError::File(folder.display().to_string(), wrong);
    let mut paths: Vec<_> = std::fs::read_dir(folder).map_err(wrong)?.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::{FluentValue, Texts, TextsError};
    use crate::domain::language::Language::{self, Chinese, English};
    use crate::domain::time::{Moment, ZONE};
    use crate::text;
    use crate::text::{Arg, Text};

    fn at(day: u32, hour: u32, minute: u32) -> Moment {
        Moment::of(&ZONE.with_ymd_and_hms(2026, 11, day, hour, minute, 0).unwrap())
    }

    #[test]
    fn due_times_read_as_people_say_them() {
        let (texts, now) = (Texts::embedded().unwrap(), at(23, 16, 20));
        let written = |arg: &Arg, language: Language| match texts.value(arg, language, now) {
            FluentValue::String(words) => words.into_owned(),
            other => panic!("{other:?} is no moment"),
        };
        let say = |at: Moment, language: Language| written(&Arg::At(at), language);
        assert_eq!(say(at(23, 18, 20), Chinese), "今天 18:20");
        assert_eq!(say(at(24, 9, 5), Chinese), "明天 09:05");
        assert_eq!(say(at(25, 18, 0), Chinese), "11月25日(周三)18:00");
        assert_eq!(say(at(25, 18, 0), English), "Wed 25 Nov 18:00");
        assert_eq!(say(at(22, 0, 0), Chinese), "昨天 00:00");
        assert_eq!(
            written(&Arg::On(at(23, 18, 20)), Chinese),
            "11月23日(周一)18:20",
            "what stands for long has its date"
        );
        assert_eq!(written(&Arg::Day(at(23, 18, 20)), Chinese), "11月23日(周一)");
        assert_eq!(written(&Arg::Day(now.plus_days(60)), English), "Fri 22 Jan 2027");
        assert_eq!(say(now.plus_days(60), Chinese), "2027年1月22日(周五)16:20");
        assert_eq!(say(now.plus_days(60), English), "Fri 22 Jan 2027 16:20");
    }

    fn reworded(source: &str) -> Result<Texts, TextsError> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("zh-CN")).unwrap();
        std::fs::write(folder.path().join("zh-CN/own.ftl"), source).unwrap();
        Texts::with_overrides(folder.path())
    }

    #[test]
    fn an_operator_rewords_single_messages_and_nothing_else() {
        let texts = reworded("menu-report = 我要报修\nfirst-is-it-here = { $place },对吧?\n").unwrap();
        let say = |text: Text, language| texts.say(&text, language, at(23, 16, 20));
        assert_eq!(say(text!("menu-report"), Chinese), "我要报修");
        assert_eq!(say(text!("menu-report"), English), "Report something");
        assert_eq!(say(text!("first-is-it-here", place = "永丰里"), Chinese), "永丰里,对吧?");
    }

    #[test]
    fn what_an_operator_gets_wrong_is_named() {
        let wrong = |source| reworded(source).unwrap_err().to_string();
        assert!(wrong("menu-raport = 报修").ends_with("own.ftl: the program knows no key menu-raport"));
        assert!(wrong("menu-report = 报修 { $name }").ends_with("own.ftl: menu-report gets no $name"));
        assert!(wrong("menu-report 报修").contains("own.ftl: not Fluent"));
    }
}
