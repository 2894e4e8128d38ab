//! Keyboards under messages: what Telegram refuses of them.

use serde_json::Value;

use crate::sandbox::refusal::Refusal;

/// Buttons under one message.
const BUTTONS_MAX: usize = 100;
/// Bytes of `callback_data`.
const DATA_MAX: usize = 64;
const STYLES: [&str; 3] = ["danger", "success", "primary"];
/// Fields of which an inline button has exactly one.
const ACTIONS: [&str; 6] =
    ["callback_data", "url", "switch_inline_query", "switch_inline_query_current_chat", "copy_text", "disabled"];

/// Checks a `reply_markup` of whichever kind.
///
/// # Errors
/// Telegram's 400.
pub(super) fn check(markup: &Value) -> Result<(), Refusal> {
    let rows = |name: &str| markup.get(name).and_then(Value::as_array);
    if let Some(inline) = rows("inline_keyboard") {
        let buttons = || inline.iter().filter_map(Value::as_array).flatten();
        if buttons().count() > BUTTONS_MAX {
            return Err(Refusal::bad("reply markup is too long"));
        }
        return buttons().try_for_each(check_inline);
    }
    if let Some(keyboard) = rows("keyboard") {
        let mut buttons = keyboard.iter().filter_map(Value::as_array).flatten();
        return buttons.try_for_each(check_text);
    }
    if markup.get("remove_keyboard").is_some() || markup.get("force_reply").is_some() {
        return Ok(());
    }
    Err(Refusal::bad("object expected as reply markup"))
}

fn check_text(button: &Value) -> Result<(), Refusal> {
    let text = button.get("text").and_then(Value::as_str).unwrap_or_default();
    if text.trim().is_empty() { Err(Refusal::bad("keyboard button text must be non-empty")) } else { Ok(()) }
}

fn check_inline(button: &Value) -> Result<(), Refusal> {
    let field = |name: &str| button.get(name).and_then(Value::as_str);
    check_text(button)?;
    let actions = ACTIONS.iter().filter(|name| button.get(**name).is_some()).count();
    if actions == 0 {
        return Err(Refusal::bad(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ));
    }
    if actions > 1 || field("callback_data").is_some_and(|data| data.is_empty() || data.len() > DATA_MAX) {
        return Err(Refusal::bad("BUTTON_DATA_INVALID"));
    }
    if field("url").is_some_and(|url| !is_url(url)) {
        let url = field("url").unwrap_or_default();
        return Err(Refusal::bad(format_args!("inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")));
    }
    if field("style").is_some_and(|style| !STYLES.contains(&style)) {
        return Err(Refusal::bad("can't parse inline keyboard button: invalid button style specified"));
    }
    Ok(())
}

fn is_url(url: &str) -> bool {
    let rest = ["https://", "http://", "tg://"].iter().find_map(|scheme| url.strip_prefix(scheme));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}
