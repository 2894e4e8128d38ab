//! What the stand-in says no with: Telegram's codes and texts.

use serde_json::{Value, json};

/// A call that was refused.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    /// The HTTP status and `error_code`.
    pub(crate) code: u16,
    /// The text, with Telegram's prefix for the code.
    pub(crate) description: String,
    /// `parameters`, where Telegram sends some.
    pub(crate) parameters: Option<Value>,
}

/// What a method comes to.
pub(crate) type Answer = Result<Value, Refusal>;

impl Refusal {
    fn new(code: u16, description: impl Into<String>) -> Self {
        Self { code, description: description.into(), parameters: None }
    }

    /// 400 with Telegram's prefix.
    pub(crate) fn bad(text: impl std::fmt::Display) -> Self {
        Self::new(400, format!("Bad Request: {text}"))
    }

    /// 403 with Telegram's prefix.
    pub(crate) fn forbidden(text: impl std::fmt::Display) -> Self {
        Self::new(403, format!("Forbidden: {text}"))
    }

    /// 409 with Telegram's prefix.
    pub(crate) fn conflict(text: impl std::fmt::Display) -> Self {
        Self::new(409, format!("Conflict: {text}"))
    }

    /// 401: no such token.
    pub(crate) fn unauthorized() -> Self {
        Self::new(401, "Unauthorized")
    }

    /// 404: no such method or file.
    pub(crate) fn not_found() -> Self {
        Self::new(404, "Not Found")
    }

    /// A 5xx.
    pub(crate) fn server(code: u16) -> Self {
        let text = match code {
            502 => "Bad Gateway",
            503 => "Service Unavailable",
            504 => "Gateway Timeout",
            _ => "Internal Server Error",
        };
        Self::new(code, text)
    }

    /// 429: come back in `seconds`.
    pub(crate) fn too_many(seconds: i64) -> Self {
        let parameters = Some(json!({ "retry_after": seconds }));
        Self { parameters, ..Self::new(429, format!("Too Many Requests: retry after {seconds}")) }
    }

    /// 400: the group became the supergroup `chat`.
    pub(crate) fn migrated(chat: i64) -> Self {
        let parameters = Some(json!({ "migrate_to_chat_id": chat }));
        Self { parameters, ..Self::bad("group chat was upgraded to a supergroup chat") }
    }

    /// 403: the person blocked the bot.
    pub(crate) fn blocked() -> Self {
        Self::forbidden("bot was blocked by the user")
    }

    /// 400: a parameter that must be there isn't.
    pub(crate) fn missing(method: &str, parameter: &str) -> Self {
        match parameter {
            "chat_id" | "from_chat_id" => Self::bad("chat_id is empty"),
            "text" if method.starts_with("send") || method.starts_with("edit") => Self::bad("message text is empty"),
            "message_id" => Self::bad("message identifier is not specified"),
            "message_ids" => Self::bad("message identifiers are not specified"),
            "photo" | "audio" | "document" | "video" | "voice" => {
                Self::bad(format_args!("there is no {parameter} in the request"))
            }
            "callback_query_id" => Self::query_too_old(),
            "file_id" => Self::bad("invalid file_id"),
            "user_id" => Self::bad("invalid user_id specified"),
            "message_thread_id" => Self::bad("message thread not found"),
            _ => Self::bad(format_args!("parameter \"{parameter}\" is required")),
        }
    }

    /// 400: the press is older than its life, or never was.
    pub(crate) fn query_too_old() -> Self {
        Self::bad("query is too old and response timeout expired or query ID is invalid")
    }

    /// 400: an edit that changes nothing.
    pub(crate) fn not_modified() -> Self {
        Self::bad(
            "message is not modified: specified new message content and reply markup are exactly the same as a \
             current content and reply markup of the message",
        )
    }

    /// The body of the HTTP answer.
    pub(crate) fn body(&self) -> String {
        let mut body = json!({ "ok": false, "error_code": self.code, "description": self.description });
        if let (Some(parameters), Some(object)) = (&self.parameters, body.as_object_mut()) {
            object.insert("parameters".to_owned(), parameters.clone());
        }
        body.to_string()
    }
}
