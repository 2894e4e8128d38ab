//! Settings: flag over environment over default, each documented once. README's table is [`table`]'s output.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;

macro_rules! settings {
    ($($(#[doc = $doc:literal])+ $field:ident: $kind:ty = $name:literal, $default:literal;)*) => {
        /// The settings of a running bot.
        #[derive(Clone, Debug)]
        pub struct Config { $($(#[doc = $doc])+ pub $field: $kind),* }

        /// Name, default and meaning of every setting.
        pub const SETTINGS: &[(&str, &str, &str)] = &[$(($name, $default, concat!($($doc),+))),*];

        impl Config {
            /// Reads every setting from `lookup` (a variable's name → its value, if it is set).
            ///
            /// # Errors
            /// [`Wrong`] with the name of the first setting whose value can't be used.
            pub fn read(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, Wrong> {
                Ok(Self { $($field: Setting::parse($name, &lookup($name).unwrap_or_else(|| $default.to_owned()))?),* })
            }
        }
    };
}

settings! {
    /// The bot's token from BotFather; `serve` needs it.
    token: Token = "TELOXIDE_TOKEN", "";
    /// The Bot API server.
    api_url: String = "TELOXIDE_API_URL", "https://api.telegram.org";
    /// Where data is kept: `sqlite:FILE` or `postgres://…`.
    database_url: String = "DATABASE_URL", "sqlite:mulin.db";
    /// File with the key that seals what people wrote; made where there is none. Keep a copy apart from the data.
    key_file: PathBuf = "MULIN_KEY_FILE", "mulin.key";
    /// Folder for photos and voice notes, sealed.
    media: PathBuf = "MULIN_MEDIA", "mulin-media";
    /// Catalogue file; empty: the built-in one.
    catalogue: PathBuf = "MULIN_CATALOGUE", "";
    /// Folder of Fluent files that reword single messages; empty: none.
    locales: PathBuf = "MULIN_LOCALES", "";
    /// Where health and metrics are served.
    admin_listen: SocketAddr = "MULIN_ADMIN_LISTEN", "127.0.0.1:9090";
    /// Where the public board is served, e.g. `0.0.0.0:8080`; empty: nowhere.
    listen: Option<SocketAddr> = "MULIN_LISTEN", "";
    /// Messages a person may send a minute before the slow lane (0 = no limit).
    quota_messages: i64 = "MULIN_QUOTA_MESSAGES", "20";
    /// Tickets a person may file a day (0 = no limit).
    quota_tickets: i64 = "MULIN_QUOTA_TICKETS", "5";
    /// Photos a ticket may have (0 = no limit).
    quota_photos: i64 = "MULIN_QUOTA_PHOTOS", "10";
    /// Days that raw updates and sent messages are kept, at least 2.
    keep_days: i64 = "MULIN_KEEP_DAYS", "7";
    /// Messages a second to everybody together (0 = no limit).
    rate_all: u32 = "MULIN_RATE_ALL", "30";
    /// Messages a second to one chat (0 = no limit).
    rate_chat: u32 = "MULIN_RATE_CHAT", "1";
    /// Messages a minute to one group (0 = no limit).
    rate_group: u32 = "MULIN_RATE_GROUP", "20";
    /// What is logged, as `tracing` filters say it.
    log: String = "MULIN_LOG", "info";
}

/// A setting whose value can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{setting}: {why}")]
pub struct Wrong {
    /// Its name.
    pub setting: &'static str,
    /// What is wrong with it.
    pub why: &'static str,
}

/// The bot's token; never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A token, not looked at yet.
    #[must_use]
    pub const fn new(token: String) -> Self {
        Self(token)
    }

    /// The token itself, for the one place that talks to the Bot API.
    ///
    /// # Errors
    /// [`Wrong`] when it is missing or has no form of a token.
    pub fn reveal(&self) -> Result<&str, Wrong> {
        let wrong = |why| Wrong { setting: "TELOXIDE_TOKEN", why };
        if self.0.is_empty() {
            return Err(wrong("is missing; BotFather gives one"));
        }
        let (id, secret) = self.0.split_once(':').ok_or_else(|| wrong("has not the form NUMBER:LETTERS"))?;
        let legal = !id.is_empty()
            && id.bytes().all(|byte| byte.is_ascii_digit())
            && !secret.is_empty()
            && secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
        if legal { Ok(&self.0) } else { Err(wrong("has not the form NUMBER:LETTERS")) }
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// A value that a setting may have.
trait Setting: Sized {
    fn parse(name: &'static str, text: &str) -> Result<Self, Wrong>;
}

impl Setting for String {
    fn parse(_: &'static str, text: &str) -> Result<Self, Wrong> {
        Ok(text.to_owned())
    }
}

impl Setting for PathBuf {
    fn parse(_: &'static str, text: &str) -> Result<Self, Wrong> {
        Ok(text.into())
    }
}

impl Setting for Token {
    fn parse(_: &'static str, text: &str) -> Result<Self, Wrong> {
        Ok(Self(text.trim().to_owned()))
    }
}

impl Setting for SocketAddr {
    fn parse(setting: &'static str, text: &str) -> Result<Self, Wrong> {
        text.parse().map_err(|_| Wrong { setting, why: "must be ADDRESS:PORT" })
    }
}

impl Setting for Option<SocketAddr> {
    fn parse(setting: &'static str, text: &str) -> Result<Self, Wrong> {
        if text.is_empty() { Ok(None) } else { SocketAddr::parse(setting, text).map(Some) }
    }
}

impl Setting for u32 {
    fn parse(setting: &'static str, text: &str) -> Result<Self, Wrong> {
        text.parse().map_err(|_| Wrong { setting, why: "must be a whole number, 0 for no limit" })
    }
}

impl Setting for i64 {
    fn parse(setting: &'static str, text: &str) -> Result<Self, Wrong> {
        u32::parse(setting, text).map(Self::from)
    }
}

/// The table of settings as Markdown, for README.
#[must_use]
pub fn table() -> String {
    let mut text = String::from("| setting | default | meaning |\n|---|---|---|\n");
    for (name, default, meaning) in SETTINGS {
        let default = if default.is_empty() { String::new() } else { format!("`{default}`") };
        let _ = writeln!(text, "| `{name}` | {default} | {} |", meaning.trim());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Config, Token};

    #[test]
    fn a_wrong_value_names_its_setting() {
        let wrong = Config::read(|name| (name == "MULIN_RATE_ALL").then(|| "many".to_owned()));
        assert_eq!(wrong.map(|_| ()).map_err(|wrong| wrong.setting), Err("MULIN_RATE_ALL"));
    }

    #[test]
    fn a_token_is_never_shown() {
        let token = Token::new("12345:secret".to_owned());
        assert_eq!(format!("{token:?}"), "Token(…)");
        assert!(token.reveal().is_ok());
        assert!(Token::new("no token".to_owned()).reveal().is_err());
    }
}
