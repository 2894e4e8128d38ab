//! The one way to the Bot API: every call goes through teloxide's requests, is bounded in time, and fails as something
//! the caller can act on. The token stands in no error.

use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};
use teloxide::Bot;
use teloxide::net::Download;
use teloxide::payloads;
use teloxide::requests::{JsonRequest, MultipartRequest, Payload, Request as _};
use teloxide::types::{ChatId, InputFile};
use teloxide::{ApiError, DownloadError, RequestError};

use super::Me;
use crate::domain::time::Moment;

/// Longest time for a call, teloxide's own waiting after a 5xx included.
const CALL: Duration = Duration::from_secs(15);
/// Calls under way at once. As many connections are kept: one that is closed is opened again in the next burst.
pub const UNDER_WAY: usize = 256;
/// Longest time for a long poll; must exceed what the poll asks Telegram to wait.
const POLL: Duration = Duration::from_secs(50);
/// Longest time for fetching a file of 20 MB.
const FETCH: Duration = Duration::from_mins(2);

/// Why a call gave no result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// Too many calls: nothing to this chat for so many seconds.
    #[error("retry after {0} s")]
    RetryAfter(u32),
    /// Blocked by the person, kicked from the group, the account is gone: final for this chat.
    #[error("{0}")]
    Unreachable(String),
    /// The group has become this supergroup.
    #[error("the group has become {0}")]
    Migrated(i64),
    /// The message already reads so.
    #[error("not modified")]
    NotModified,
    /// The message to be changed isn't there or can't be changed any more.
    #[error("the message is gone")]
    MessageGone,
    /// The topic isn't there any more.
    #[error("the topic is gone")]
    ThreadGone,
    /// The press is too old to be answered.
    #[error("the press is too old")]
    TooOld,
    /// Telegram refuses the call as it is.
    #[error("{0}")]
    Refused(String),
    /// The token is none, or was revoked.
    #[error("TELOXIDE_TOKEN: Telegram doesn't know this token")]
    Unauthorized,
    /// Another program polls with this token, or a webhook is set.
    #[error("{0}")]
    Conflict(String),
    /// Telegram can't be reached: the call certainly had no effect.
    #[error("Telegram can't be reached")]
    NotSent,
    /// Our own copy of a file isn't there yet: nothing was sent.
    #[error("the file isn't fetched yet")]
    NotReady,
    /// Nobody knows whether the call had an effect: it timed out, broke off, or Telegram had an error of its own.
    #[error("no answer: {0}")]
    Unknown(&'static str),
}

/// A bot's address or token can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// The address of the Bot API.
    #[error("TELOXIDE_API_URL: {0}")]
    Address(String),
    /// The token.
    #[error("TELOXIDE_TOKEN: must look like 123456:ABC-DEF")]
    Token,
    /// The machine's TLS.
    #[error("no HTTP client: {0}")]
    Http(String),
}

/// The Bot API for one token.
#[derive(Clone)]
pub struct Client {
    calls: Bot,
    polls: Bot,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A bot's own form would tell its token.
        f.debug_struct("Client").finish_non_exhaustive()
    }
}

macro_rules! methods {
    ($($name:ident = $method:literal),* $(,)?) => {
        $(
            #[derive(Serialize)]
            #[serde(transparent)]
            struct $name(Value);

            impl Payload for $name {
                type Output = Value;
                const NAME: &'static str = $method;
            }
        )*

        /// Every method that is called.
        pub const METHODS: &[&str] = &[$($method),*];

        async fn dispatch(bot: &Bot, method: &str, body: Value) -> Result<Value, RequestError> {
            match method {
                $($method => JsonRequest::new(bot.clone(), $name(body)).send().await,)*
                unknown => Err(RequestError::Api(ApiError::Unknown(format!("Bad Request: {unknown} is no method of ours")))),
            }
        }
    };
}

methods! {
    AnswerCallbackQuery = "answerCallbackQuery",
    CopyMessages = "copyMessages",
    DeleteMessage = "deleteMessage",
    DeleteMyCommands = "deleteMyCommands",
    DeleteWebhook = "deleteWebhook",
    EditMessageReplyMarkup = "editMessageReplyMarkup",
    EditMessageText = "editMessageText",
    GetFile = "getFile",
    GetMe = "getMe",
    GetUpdates = "getUpdates",
    LeaveChat = "leaveChat",
    SendDocument = "sendDocument",
    SendMediaGroup = "sendMediaGroup",
    SendMessage = "sendMessage",
    SendPhoto = "sendPhoto",
    SendRichMessage = "sendRichMessage",
    SendVideo = "sendVideo",
    SendVoice = "sendVoice",
    SetMessageReaction = "setMessageReaction",
    SetMyCommands = "setMyCommands",
}

impl Client {
    /// A client for `token` at `api_url`, e.g. `https://api.telegram.org`.
    ///
    /// # Errors
    /// When token or address can't be one.
    pub fn new(token: &str, api_url: &str) -> Result<Self, ClientError> {
        let legal = |secret: &str| secret.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        let (id, secret) = token.split_once(':').ok_or(ClientError::Token)?;
        if id.is_empty() || !id.chars().all(|c| c.is_ascii_digit()) || secret.is_empty() || !legal(secret) {
            return Err(ClientError::Token);
        }
        if !api_url.starts_with("http://") && !api_url.starts_with("https://") {
            return Err(ClientError::Address("must begin with http:// or https://".to_owned()));
        }
        let address = api_url.trim_end_matches('/');
        let bot = |timeout| {
            let http = teloxide::net::default_reqwest_settings()
                .timeout(timeout)
                .pool_max_idle_per_host(UNDER_WAY)
                .build()
                .map_err(|wrong| ClientError::Http(wrong.without_url().to_string()))?;
            let address = address.parse().map_err(|_| ClientError::Address("is no URL".to_owned()))?;
            Ok::<_, ClientError>(Bot::with_client(token, http).set_api_url(address))
        };
        Ok(Self { calls: bot(FETCH)?, polls: bot(POLL)? })
    }

    /// Calls `method` with the JSON object `body`.
    ///
    /// # Errors
    /// [`CallError`], classified.
    pub async fn call(&self, method: &str, body: Value) -> Result<Value, CallError> {
        bounded(CALL, dispatch(&self.calls, method, body)).await
    }

    /// Sends `bytes` as a document, with the chat and the rest of the JSON object `body`. Its name tells nothing.
    ///
    /// # Errors
    /// [`CallError`], classified.
    pub async fn send_document(&self, body: &Value, bytes: Vec<u8>) -> Result<Value, CallError> {
        let chat = body.get("chat_id").and_then(Value::as_i64).ok_or(CallError::Unknown("no chat"))?;
        let mut document = payloads::SendDocument::new(ChatId(chat), InputFile::memory(bytes).file_name("image.jpg"));
        document.disable_notification = body.get("disable_notification").and_then(Value::as_bool);
        document.reply_parameters =
            body.get("reply_parameters").and_then(|reply| serde_json::from_value(reply.clone()).ok());
        let sent = bounded(FETCH, MultipartRequest::new(self.calls.clone(), document).send()).await?;
        serde_json::to_value(sent).map_err(|_| CallError::Unknown("no message"))
    }

    /// Sends `bytes` as a photo, with the chat, the words under it and the rest of the JSON object `body`.
    ///
    /// # Errors
    /// [`CallError`], classified.
    pub async fn send_photo(&self, body: &Value, bytes: Vec<u8>) -> Result<Value, CallError> {
        let chat = body.get("chat_id").and_then(Value::as_i64).ok_or(CallError::Unknown("no chat"))?;
        let mut photo = payloads::SendPhoto::new(ChatId(chat), InputFile::memory(bytes).file_name("picture.png"));
        photo.caption = body.get("caption").and_then(Value::as_str).map(str::to_owned);
        photo.disable_notification = body.get("disable_notification").and_then(Value::as_bool);
        photo.message_thread_id =
            body.get("message_thread_id").and_then(|thread| serde_json::from_value(thread.clone()).ok());
        photo.reply_parameters =
            body.get("reply_parameters").and_then(|reply| serde_json::from_value(reply.clone()).ok());
        let sent = bounded(FETCH, MultipartRequest::new(self.calls.clone(), photo).send()).await?;
        serde_json::to_value(sent).map_err(|_| CallError::Unknown("no message"))
    }

    /// Waits up to `timeout_s` for updates from `offset` on, as they come.
    ///
    /// # Errors
    /// [`CallError`], classified.
    pub async fn updates(&self, offset: i64, timeout_s: u32) -> Result<Vec<Value>, CallError> {
        let body = json!({"offset": offset, "timeout": timeout_s, "limit": 100, "allowed_updates": ALLOWED});
        match bounded(POLL, dispatch(&self.polls, "getUpdates", body)).await? {
            Value::Array(updates) => Ok(updates),
            _ => Err(CallError::Unknown("no list of updates")),
        }
    }

    /// Telegram's own time, to the second. It is asked for without the token.
    ///
    /// # Errors
    /// [`CallError`], classified.
    pub async fn date(&self) -> Result<Moment, CallError> {
        let asked = self.calls.client().head(self.calls.api_url()).send();
        let answer = match tokio::time::timeout(CALL, asked).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(wrong)) if wrong.is_connect() => return Err(CallError::NotSent),
            Ok(Err(_)) => return Err(CallError::Unknown("broken off")),
            Err(_) => return Err(CallError::Unknown("timed out")),
        };
        let date = answer.headers().get("date").and_then(|date| date.to_str().ok());
        let date = date.and_then(|date| chrono::DateTime::parse_from_rfc2822(date).ok());
        date.map(|date| Moment::of(&date)).ok_or(CallError::Unknown("no date"))
    }

    /// Who we are.
    ///
    /// # Errors
    /// [`CallError`], classified.
    pub async fn me(&self) -> Result<Me, CallError> {
        let me = self.call("getMe", json!({})).await?;
        let (id, name) = (me.get("id").and_then(Value::as_i64), me.get("username").and_then(Value::as_str));
        let (Some(id), Some(name)) = (id, name) else { return Err(CallError::Unknown("no name")) };
        Ok(Me { id, username: name.to_owned() })
    }

    /// Fetches a file's bytes by its id, through the process: the link holds the token.
    ///
    /// # Errors
    /// [`CallError`], classified; [`CallError::Refused`] for a file that is gone or too large.
    pub async fn download(&self, file: &str) -> Result<Vec<u8>, CallError> {
        let found = self.call("getFile", json!({"file_id": file})).await?;
        let path = found.get("file_path").and_then(Value::as_str).ok_or(CallError::Unknown("no path"))?;
        let mut bytes = Vec::new();
        match tokio::time::timeout(FETCH, self.calls.download_file(path, &mut bytes)).await {
            Ok(Ok(())) => Ok(bytes),
            Ok(Err(DownloadError::Network(wrong))) if wrong.status().is_some_and(|status| status.is_client_error()) => {
                Err(CallError::Refused("the file is gone".to_owned()))
            }
            Ok(Err(_)) => Err(CallError::Unknown("the file broke off")),
            Err(_) => Err(CallError::Unknown("timed out")),
        }
    }
}

/// The kinds of updates we ask for.
pub const ALLOWED: &[&str] = &["message", "edited_message", "callback_query", "my_chat_member", "channel_post"];

async fn bounded<T>(limit: Duration, call: impl Future<Output = Result<T, RequestError>>) -> Result<T, CallError> {
    match tokio::time::timeout(limit, call).await {
        Ok(answer) => answer.map_err(|wrong| classify(&wrong)),
        Err(_) => Err(CallError::Unknown("timed out")),
    }
}

fn classify(wrong: &RequestError) -> CallError {
    match wrong {
        RequestError::RetryAfter(seconds) => CallError::RetryAfter(seconds.seconds()),
        RequestError::MigrateToChatId(chat) => CallError::Migrated(chat.0),
        RequestError::Api(ApiError::Unknown(text)) => refused(text),
        RequestError::Api(ApiError::InvalidToken) => CallError::Unauthorized,
        RequestError::Api(known) => refused(&known.to_string()),
        RequestError::Network(wrong) if wrong.is_connect() => CallError::NotSent,
        RequestError::Network(wrong) if wrong.is_timeout() => CallError::Unknown("timed out"),
        RequestError::Network(_) => CallError::Unknown("broken off"),
        RequestError::InvalidJson { .. } => CallError::Unknown("no JSON"),
        RequestError::Io(_) => CallError::Unknown("input or output"),
    }
}

/// Telegram's own words are the only thing that tells these apart.
fn refused(text: &str) -> CallError {
    const GONE: [&str; 4] =
        ["message to edit not found", "MESSAGE_ID_INVALID", "message can't be edited", "message to react not found"];
    const LOST: [&str; 6] = [
        "chat not found",
        "group is deactivated",
        "not enough rights to send",
        "CHAT_WRITE_FORBIDDEN",
        "need administrator rights",
        "PEER_ID_INVALID",
    ];
    let has = |part: &str| text.contains(part);
    if text.starts_with("Forbidden") || text.starts_with("Unauthorized:") || LOST.iter().any(|part| has(part)) {
        CallError::Unreachable(text.to_owned())
    } else if let Some(seconds) = text.strip_prefix("Too Many Requests: retry after ") {
        CallError::RetryAfter(seconds.trim().parse().unwrap_or(1))
    } else if has("message is not modified") {
        CallError::NotModified
    } else if has("query is too old") {
        CallError::TooOld
    } else if has("message thread not found") || has("TOPIC_CLOSED") || has("TOPIC_DELETED") {
        CallError::ThreadGone
    } else if GONE.iter().any(|part| has(part)) {
        CallError::MessageGone
    } else if text.starts_with("Conflict") || has("while webhook is active") {
        CallError::Conflict(text.to_owned())
    } else if text.starts_with("Bad Request") || text.starts_with("Request Entity") {
        CallError::Refused(text.to_owned())
    } else {
        CallError::Unknown("an error of Telegram's own")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn api(text: &str) -> CallError {
        let known: ApiError = serde_json::from_value(json!(text)).unwrap();
        classify(&RequestError::Api(known))
    }

    #[test]
    fn telegrams_words_become_what_a_caller_can_act_on() {
        for gone in [
            "Forbidden: bot was blocked by the user",
            "Forbidden: bot was kicked from the supergroup chat",
            "Bad Request: chat not found",
        ] {
            assert_eq!(api(gone), CallError::Unreachable(gone.to_owned()));
        }
        let same = "Bad Request: message is not modified: specified new message content and reply markup are exactly \
                    the same as a current content and reply markup of the message";
        assert_eq!(api(same), CallError::NotModified);
        assert_eq!(api("Bad Request: message to edit not found"), CallError::MessageGone);
        assert_eq!(api("Bad Request: message thread not found"), CallError::ThreadGone);
        let reaction = "Bad Request: REACTION_INVALID";
        assert_eq!(api(reaction), CallError::Refused(reaction.to_owned()));
        assert_eq!(api("Unauthorized"), CallError::Unauthorized);
        assert_eq!(api("Bad Gateway"), CallError::Unknown("an error of Telegram's own"));
        assert!(matches!(
            api("Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"),
            CallError::Conflict(_)
        ));
    }

    #[test]
    fn a_token_or_address_that_is_none_is_refused_at_once() {
        assert_eq!(Client::new("nonsense", "https://api.telegram.org").unwrap_err(), ClientError::Token);
        assert!(matches!(Client::new("1:a", "ftp://x").unwrap_err(), ClientError::Address(_)));
        assert!(Client::new("123456:ABC-def_1", "http://127.0.0.1:9/").is_ok());
    }

    #[tokio::test]
    async fn no_error_tells_the_token() {
        let client = Client::new("123456:CANARY", "http://127.0.0.1:9").unwrap();
        let wrong = client.call("getMe", json!({})).await.unwrap_err();
        assert_eq!(wrong, CallError::NotSent);
        assert!(!format!("{wrong:?} {wrong}").contains("CANARY"));
    }
}
