//! Every word a person reads: Fluent messages by key, and how numbers, dates and money are written.

use serde::{Deserialize, Serialize};

use crate::domain::language::Bilingual;
use crate::domain::time::Moment;

pub mod fluent;
pub mod format;

/// Words to be read, still in no language: made by turns, rendered for each reader.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text(pub Vec<Piece>);

/// A piece of a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// A Fluent message with its arguments.
    Key(String, Vec<(String, Arg)>),
    /// The operator's words.
    Named(Bilingual),
    /// Somebody's own words, never markup.
    Raw(String),
}

/// An argument of a Fluent message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arg {
    /// A number, for plurals.
    Number(i64),
    /// Words as they are.
    Raw(String),
    /// The operator's words, in the reader's language.
    Named(Bilingual),
    /// A moment, written relative to now: 今天 18:20, 明天 16:20, 11月25日(周三)18:00.
    At(Moment),
    /// A moment in words that stand for long, so never relative to now: 11月25日(周三)18:00.
    On(Moment),
    /// A day, where no hour is meant: 11月25日(周三).
    Day(Moment),
    /// Another text.
    Text(Text),
}

impl Text {
    /// The message of `key` without arguments.
    #[must_use]
    pub fn key(key: &str) -> Self {
        Self(vec![Piece::Key(key.to_owned(), Vec::new())])
    }

    /// Somebody's own words.
    #[must_use]
    pub fn raw(words: impl Into<String>) -> Self {
        Self(vec![Piece::Raw(words.into())])
    }

    /// The operator's words.
    #[must_use]
    pub fn named(words: &Bilingual) -> Self {
        Self(vec![Piece::Named(words.clone())])
    }

    /// With one more argument on the last keyed piece.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Arg>) -> Self {
        if let Some(Piece::Key(_, args)) = self.0.last_mut() {
            args.push((name.to_owned(), value.into()));
        }
        self
    }

    /// This text, a line break, then `next`.
    #[must_use]
    pub fn line(mut self, next: Self) -> Self {
        if !self.0.is_empty() {
            self.0.push(Piece::Raw("\n".to_owned()));
        }
        self.0.extend(next.0);
        self
    }

    /// This text and `next` on the same line, a dot between them.
    #[must_use]
    pub fn dotted(mut self, next: Self) -> Self {
        if !self.0.is_empty() {
            self.0.push(Piece::Raw(" · ".to_owned()));
        }
        self.0.extend(next.0);
        self
    }

    /// This text, an empty line, then `next`; nothing more where `next` says nothing.
    #[must_use]
    pub fn paragraph(mut self, next: Self) -> Self {
        if next.is_empty() {
            return self;
        }
        if !self.0.is_empty() {
            self.0.push(Piece::Raw("\n\n".to_owned()));
        }
        self.0.extend(next.0);
        self
    }

    /// The same for a message that stands for days: what is "today" now isn't tomorrow.
    #[must_use]
    pub fn lasting(self) -> Self {
        let arg = |arg| match arg {
            Arg::At(at) => Arg::On(at),
            Arg::Text(text) => Arg::Text(text.lasting()),
            other => other,
        };
        let piece = |piece| match piece {
            Piece::Key(key, args) => {
                Piece::Key(key, args.into_iter().map(|(name, value)| (name, arg(value))).collect())
            }
            other => other,
        };
        Self(self.0.into_iter().map(piece).collect())
    }

    /// Whether there are no words at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<i64> for Arg {
    fn from(n: i64) -> Self {
        Self::Number(n)
    }
}
impl From<usize> for Arg {
    fn from(n: usize) -> Self {
        Self::Number(i64::try_from(n).unwrap_or(i64::MAX))
    }
}
impl From<&str> for Arg {
    fn from(words: &str) -> Self {
        Self::Raw(words.to_owned())
    }
}
impl From<String> for Arg {
    fn from(words: String) -> Self {
        Self::Raw(words)
    }
}
impl From<&Bilingual> for Arg {
    fn from(words: &Bilingual) -> Self {
        Self::Named(words.clone())
    }
}
impl From<Moment> for Arg {
    fn from(at: Moment) -> Self {
        Self::At(at)
    }
}
impl From<Text> for Arg {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

/// `text!("report-where", n = 2)`: a [`Text`] of a Fluent key and its arguments.
///
/// A test walks every use and compares key and arguments with each locale (`tests/house/texts.rs`).
#[macro_export]
macro_rules! text {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::text::Text::key($key)$(.with(stringify!($name), $value))*
    };
}
