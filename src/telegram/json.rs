//! Reading raw JSON that may be anything.

use serde_json::Value;

/// Anonymous group admins write under this id.
const ANONYMOUS_ADMIN: i64 = 1_087_968_824;
/// Channels write in groups under this id.
const CHANNEL_BOT: i64 = 136_817_688;
/// Telegram itself, for posts of a linked channel.
const SERVICE: i64 = 777_000;

/// The integer at `path` (`a/b/c`).
pub(super) fn int(value: &Value, path: &str) -> Option<i64> {
    at(value, path)?.as_i64()
}

/// The text at `path`, without U+0000, which the database refuses.
pub(super) fn text(value: &Value, path: &str) -> Option<String> {
    Some(at(value, path)?.as_str()?.replace('\0', ""))
}

/// The value at `path`, if it isn't null.
pub(super) fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('/').try_fold(value, |value, key| value.get(key)).filter(|value| !value.is_null())
}

/// Whether there is something at `path`.
pub(super) fn has(value: &Value, path: &str) -> bool {
    at(value, path).is_some()
}

/// The person who said it; none for anonymous admins, channels and bots.
pub(super) fn speaker(said: &Value) -> Option<i64> {
    let user = int(said, "from/id")?;
    let masked = [ANONYMOUS_ADMIN, CHANNEL_BOT, SERVICE].contains(&user) || has(said, "sender_chat");
    let bot = at(said, "from/is_bot").and_then(Value::as_bool).unwrap_or(false);
    (!masked && !bot && user > 0).then_some(user)
}

/// The message it replies to. In a topic every message carries the topic's creation as its reply: that is none.
pub(super) fn reply(message: &Value) -> Option<&Value> {
    at(message, "reply_to_message").filter(|reply| !has(reply, "forum_topic_created"))
}

/// A command that `words` begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Command {
    /// In lower case, without `/`.
    pub(super) name: String,
    /// The bot it names, if it names one.
    pub(super) bot: Option<String>,
    /// What follows.
    pub(super) rest: String,
}

/// Reads a command.
pub(super) fn command(words: &str) -> Option<Command> {
    let words = words.strip_prefix('/')?;
    let (head, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let (name, bot) = head.split_once('@').map_or((head, None), |(name, bot)| (name, Some(bot.to_owned())));
    let legal = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let is_name = !name.is_empty() && name.len() <= 32 && name.chars().all(legal);
    is_name.then(|| Command { name: name.to_ascii_lowercase(), bot, rest: rest.trim().to_owned() })
}
