//! The bot itself: who it is, its presses, its files.

use serde_json::{Value, json};

use super::Call;
use crate::sandbox::entities;
use crate::sandbox::refusal::{Answer, Refusal};
use crate::sandbox::state::PRESS_LIFE_MS;

/// UTF-16 units of the note over a chat.
const TOAST_MAX: usize = 200;

/// `getMe`.
pub(super) fn get_me(call: &mut Call<'_>) -> Answer {
    let mut me = call.state.user_json(call.state.bot.id);
    let more = json!({
        "can_join_groups": true,
        "can_read_all_group_messages": !call.state.privacy,
        "supports_inline_queries": false,
        "can_connect_to_business": false,
        "has_main_web_app": false,
        "has_topics_enabled": false,
        "allows_users_to_create_topics": false,
    });
    if let (Some(me), Value::Object(more)) = (me.as_object_mut(), more) {
        me.extend(more);
    }
    Ok(me)
}

/// `logOut` and `close`, which change nothing here.
pub(super) fn done(_call: &mut Call<'_>) -> Answer {
    Ok(Value::Bool(true))
}

/// `answerCallbackQuery`.
pub(super) fn answer_callback_query(call: &mut Call<'_>) -> Answer {
    let text = call.text("text").to_owned();
    if entities::utf16_len(&text) > TOAST_MAX {
        return Err(Refusal::bad("MESSAGE_TOO_LONG"));
    }
    let id = call.text("callback_query_id").parse::<i64>().unwrap_or(0);
    let press = call.state.presses.remove(&id).filter(|press| press.at >= call.now - PRESS_LIFE_MS);
    let press = press.ok_or_else(Refusal::query_too_old)?;
    let alert = call.flag("show_alert");
    let url = call.text("url");
    let toast = json!({ "type": "toast", "chat": press.chat, "text": text, "alert": alert, "url": url });
    call.state.tell(vec![press.user], toast);
    Ok(Value::Bool(true))
}

/// `getFile`.
pub(super) fn get_file(call: &mut Call<'_>) -> Answer {
    match call.state.files.info(call.text("file_id")) {
        Some(Ok(info)) => Ok(info),
        Some(Err(())) => Err(Refusal::bad("file is too big")),
        None => Err(Refusal::bad("invalid file_id")),
    }
}
