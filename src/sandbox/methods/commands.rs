//! The bot's list of commands, by scope and language.

use serde_json::{Value, json};

use super::Call;
use crate::sandbox::refusal::{Answer, Refusal};

/// Commands in one list.
const COMMANDS_MAX: usize = 100;

/// `setMyCommands`.
pub(super) fn set(call: &mut Call<'_>) -> Answer {
    let key = call.scope()?;
    let commands = call.array("commands");
    if commands.len() > COMMANDS_MAX {
        return Err(Refusal::bad("BOT_COMMANDS_TOO_MUCH"));
    }
    commands.iter().try_for_each(check)?;
    let list = Value::Array(commands.to_vec());
    call.state.commands.insert(key, list);
    Ok(Value::Bool(true))
}

/// `getMyCommands`.
pub(super) fn get(call: &mut Call<'_>) -> Answer {
    let key = call.scope()?;
    Ok(call.state.commands.get(&key).cloned().unwrap_or_else(|| json!([])))
}

/// `deleteMyCommands`.
pub(super) fn delete(call: &mut Call<'_>) -> Answer {
    let key = call.scope()?;
    call.state.commands.remove(&key);
    Ok(Value::Bool(true))
}

fn check(command: &Value) -> Result<(), Refusal> {
    let field = |name: &str| command.get(name).and_then(Value::as_str).unwrap_or_default();
    let (name, description) = (field("command"), field("description"));
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !(1..=32).contains(&name.len()) || !name.chars().all(is_letter) {
        return Err(Refusal::bad("BOT_COMMAND_INVALID"));
    }
    if !(1..=256).contains(&description.chars().count()) {
        return Err(Refusal::bad("BOT_COMMAND_DESCRIPTION_INVALID"));
    }
    Ok(())
}

impl Call<'_> {
    fn scope(&self) -> Result<(String, String), Refusal> {
        let language = self.text("language_code");
        let is_code = language.len() == 2 && language.chars().all(|c| c.is_ascii_lowercase());
        if !is_code && !language.is_empty() {
            return Err(Refusal::bad("LANG_CODE_INVALID"));
        }
        let scope = self.params.get("scope");
        if let Some(chat) = scope.and_then(|scope| scope.get("chat_id")) {
            self.state.met(chat.as_i64().unwrap_or(0))?;
        }
        let scope = scope.cloned().unwrap_or_else(|| json!({ "type": "default" }));
        Ok((scope.to_string(), language.to_owned()))
    }
}
