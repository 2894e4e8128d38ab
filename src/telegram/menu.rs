//! What is said to Telegram when the bot starts: who are we, no webhook, and which commands to offer whom.

use serde_json::json;

use super::Me;
use super::client::{CallError, Client};

/// The commands offered to one kind of chat in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Menu {
    /// Telegram's name of the scope, e.g. `all_private_chats`.
    pub scope: &'static str,
    /// The client's language, of two letters; none for every language that has no menu of its own.
    pub language: Option<&'static str>,
    /// Name and description of each, in order.
    pub commands: Vec<(String, String)>,
}

/// Asks who we are and makes sure that updates can be polled.
///
/// # Errors
/// [`CallError::Unauthorized`] for a wrong token, else what the call met.
pub async fn introduce(client: &Client) -> Result<Me, CallError> {
    let me = client.me().await?;
    client.call("deleteWebhook", json!({"drop_pending_updates": false})).await?;
    Ok(me)
}

/// Registers the commands.
///
/// # Errors
/// What the first failing call met; the bot works without a menu as well.
pub async fn publish(client: &Client, menus: &[Menu]) -> Result<(), CallError> {
    for menu in menus {
        let commands: Vec<_> =
            menu.commands.iter().map(|(name, says)| json!({"command": name, "description": says})).collect();
        let mut body = json!({"scope": {"type": menu.scope}, "commands": commands});
        if let (Some(language), Some(body)) = (menu.language, body.as_object_mut()) {
            body.insert("language_code".to_owned(), json!(language));
        }
        client.call("setMyCommands", body).await?;
    }
    Ok(())
}
