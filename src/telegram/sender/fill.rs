//! The last touch to a call: chat and message ids, known only when it goes out.

use std::collections::BTreeMap;

use crate::domain::chat::MessageRole;
use crate::domain::id::{ChatId, Number};
use crate::store::media::Stored;
use crate::store::outbox::{Edits, Kept, Sending};
use crate::telegram::rich;
use serde_json::{Map, Value, json};

/// Messages that calls may change or answer.
#[derive(Debug, Default)]
pub(super) struct Targets {
    /// The newest screen of a chat.
    pub(super) screens: BTreeMap<ChatId, i64>,
    /// The newest card of a ticket in a chat.
    pub(super) cards: BTreeMap<(ChatId, Number), i64>,
}

/// A call, complete.
#[derive(Clone, Debug)]
pub(super) struct Going {
    /// Its row.
    pub(super) sending: Sending,
    /// Its method.
    pub(super) method: String,
    /// All its parameters.
    pub(super) body: Value,
    /// Whether it makes a new message.
    pub(super) is_new: bool,
    /// The files of which it sends our own copies, whole or drawn.
    pub(super) files: Vec<Stored>,
}

impl Going {
    /// How a message that this call made is kept.
    pub(super) fn kept(&self, message: i64, thread: i64) -> Option<Kept> {
        let row = &self.sending.row;
        let role = row.role.or(match row.edits {
            Edits::Screen => Some(MessageRole::Screen),
            Edits::Card(_) => Some(MessageRole::Card),
            _ => None,
        })?;
        let ticket = match row.edits {
            Edits::Card(number) => Some(number),
            _ => row.ticket,
        };
        let (person, prompt) = (row.person, row.prompt.clone());
        Some(Kept { chat: row.chat, message, thread, role, ticket, person, prompt })
    }
}

/// Fills in what is missing. A change of a message that isn't there becomes a new message; a body that is none stays
/// empty, and Telegram's refusal is recorded like any other.
pub(super) fn fill(sending: Sending, targets: &Targets, anew: bool) -> Going {
    let mut body: Map<String, Value> = serde_json::from_str(&sending.row.body).unwrap_or_default();
    // What goes out in its place if it is refused stays in the row.
    rich::take_plain(&mut body);
    let row = &sending.row;
    let mut method = row.method.clone();
    match method.as_str() {
        "answerCallbackQuery" => {}
        "setMyCommands" | "deleteMyCommands" => {
            body.insert("scope".to_owned(), json!({"type": "chat", "chat_id": sending.telegram}));
        }
        _ => {
            body.insert("chat_id".to_owned(), json!(sending.telegram));
        }
    }
    let target = match row.edits {
        Edits::New => None,
        _ if anew => None,
        Edits::Screen => targets.screens.get(&row.chat).copied(),
        Edits::Card(number) => targets.cards.get(&(row.chat, number)).copied(),
        Edits::Message(message) => Some(message),
    };
    if let Some(message) = target {
        body.insert("message_id".to_owned(), json!(message));
    } else if row.edits != Edits::New {
        as_new(&mut body).clone_into(&mut method);
    }
    let card = row.ticket.filter(|_| row.under_card).and_then(|ticket| targets.cards.get(&(row.chat, ticket)));
    if let (None, Some(message)) = (target, row.answers.or(card.copied())) {
        let reply = json!({"message_id": message, "allow_sending_without_reply": true});
        body.insert("reply_parameters".to_owned(), reply);
    }
    Going { sending, method, body: Value::Object(body), is_new: target.is_none(), files: Vec::new() }
}

/// Makes the parameters of a change those of a new message; gives the method that sends it.
pub(super) fn as_new(body: &mut Map<String, Value>) -> &'static str {
    let is_empty = |markup: &Value| markup.get("inline_keyboard").and_then(Value::as_array).is_some_and(Vec::is_empty);
    if body.get("reply_markup").is_some_and(is_empty) {
        body.remove("reply_markup");
    }
    "sendMessage"
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::chat::Pace;
    use crate::domain::time::Moment;
    use crate::store::outbox::{Call, Row};

    pub(in super::super) fn sending(edits: Edits) -> Sending {
        let body = json!({"text": "a", "reply_markup": {"inline_keyboard": []}});
        let call = Call::new(if edits == Edits::New { "sendMessage" } else { "editMessageText" }, body);
        let mut row = Row::new(1, ChatId(5), Pace::Interactive, call, Moment(0));
        row.edits = edits;
        Sending { row, telegram: -100, attempts: 1, to_residents: false }
    }

    #[test]
    fn a_change_names_its_message_and_becomes_a_new_one_where_there_is_none() {
        let targets = Targets { cards: BTreeMap::from([((ChatId(5), Number(1042)), 77)]), ..Targets::default() };
        let going = fill(sending(Edits::Card(Number(1042))), &targets, false);
        assert_eq!(
            (going.method.as_str(), &going.body["message_id"], going.is_new),
            ("editMessageText", &json!(77), false)
        );
        let going = fill(sending(Edits::Screen), &targets, false);
        assert_eq!((going.method.as_str(), going.is_new), ("sendMessage", true));
        assert!(going.body.get("reply_markup").is_none() && going.body["chat_id"] == json!(-100));
        assert_eq!(going.kept(9, 0).unwrap().role, MessageRole::Screen);
    }

    #[test]
    fn a_line_under_a_card_replies_to_it() {
        let targets = Targets { cards: BTreeMap::from([((ChatId(5), Number(1042)), 77)]), ..Targets::default() };
        let mut line = sending(Edits::New);
        line.row.under_card = true;
        line.row.ticket = Some(Number(1042));
        let going = fill(line, &targets, false);
        assert_eq!(going.body["reply_parameters"]["message_id"], json!(77));
    }
}
