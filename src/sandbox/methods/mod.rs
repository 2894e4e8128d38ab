//! The Bot API's methods, one function each.
#![expect(clippy::unnecessary_wraps, reason = "every method has the same shape")]

mod chat;
mod commands;
mod copy;
mod edit;
mod keyboard;
mod media;
mod own;
mod rich;
mod send;
mod topics;
mod updates;

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::files::Upload;
use super::refusal::{Answer, Refusal};
use super::state::State;

pub(crate) use updates::get_updates;

/// One call, its parameters already of the right types.
pub(crate) struct Call<'a> {
    pub(crate) state: &'a mut State,
    pub(crate) params: &'a Map<String, Value>,
    /// Files of the form, by the name of their part.
    pub(crate) uploads: &'a mut HashMap<String, Upload>,
    /// Ms since the epoch.
    pub(crate) now: i64,
}

type Method = fn(&mut Call<'_>) -> Answer;

/// Every method that answers at once (`getUpdates` waits and stands apart).
const METHODS: [(&str, Method); 43] = [
    ("getMe", own::get_me),
    ("logOut", own::done),
    ("close", own::done),
    ("setWebhook", updates::set_webhook),
    ("deleteWebhook", updates::delete_webhook),
    ("getWebhookInfo", updates::webhook_info),
    ("sendMessage", send::message),
    ("sendRichMessage", rich::message),
    ("sendPhoto", media::photo),
    ("sendAudio", media::audio),
    ("sendDocument", media::document),
    ("sendVideo", media::video),
    ("sendVoice", media::voice),
    ("sendMediaGroup", media::group),
    ("sendLocation", send::location),
    ("copyMessage", copy::copy_message),
    ("copyMessages", copy::copy_messages),
    ("forwardMessage", copy::forward_message),
    ("editMessageText", edit::text),
    ("editMessageCaption", edit::caption),
    ("editMessageReplyMarkup", edit::reply_markup),
    ("deleteMessage", edit::delete_message),
    ("deleteMessages", edit::delete_messages),
    ("answerCallbackQuery", own::answer_callback_query),
    ("setMessageReaction", edit::set_reaction),
    ("getFile", own::get_file),
    ("getChat", chat::get_chat),
    ("getChatMember", chat::get_member),
    ("getChatMemberCount", chat::member_count),
    ("getChatAdministrators", chat::administrators),
    ("setMyCommands", commands::set),
    ("getMyCommands", commands::get),
    ("deleteMyCommands", commands::delete),
    ("leaveChat", chat::leave),
    ("sendChatAction", chat::action),
    ("createForumTopic", topics::create),
    ("editForumTopic", topics::edit),
    ("closeForumTopic", topics::close),
    ("reopenForumTopic", topics::reopen),
    ("deleteForumTopic", topics::delete),
    ("getForumTopicIconStickers", topics::icons),
    ("pinChatMessage", chat::pin),
    ("unpinChatMessage", chat::unpin),
];

impl Call<'_> {
    /// Does what `method` says.
    pub(crate) fn run(&mut self, method: &str) -> Answer {
        let found = METHODS.iter().find(|(name, _)| *name == method);
        found.map_or_else(|| Err(Refusal::not_found()), |(_, run)| run(self))
    }

    fn int(&self, name: &str) -> Option<i64> {
        self.params.get(name)?.as_i64()
    }

    fn text(&self, name: &str) -> &str {
        self.params.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    fn flag(&self, name: &str) -> bool {
        self.params.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    fn array(&self, name: &str) -> &[Value] {
        self.params.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// The chat that a parameter names, by id or by `@name`; no group of this world has a name.
    fn chat_id(&self, name: &str) -> Result<i64, Refusal> {
        let id = self.int(name).ok_or_else(|| Refusal::bad("chat not found"))?;
        self.state.met(id).map(|chat| chat.id)
    }

    /// The chat to write to.
    fn target(&self) -> Result<i64, Refusal> {
        let id = self.chat_id("chat_id")?;
        self.state.met(id)?.writable(self.state.bot.id)?;
        Ok(id)
    }
}

#[cfg(test)]
mod tests {
    use super::METHODS;
    use crate::sandbox::spec::Spec;

    #[test]
    fn every_method_described_is_there_and_every_one_there_is_described() {
        let spec = Spec::load(true).expect("the description reads");
        let mut here: Vec<&str> = METHODS.iter().map(|(name, _)| *name).chain(["getUpdates"]).collect();
        let mut described: Vec<&str> = spec.method_names().collect();
        here.sort_unstable();
        described.sort_unstable();
        assert_eq!(here, described);
    }
}
