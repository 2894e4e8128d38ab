//! Chats and who is in them.

use serde_json::{Value, json};

use super::Call;
use crate::sandbox::chats::{ChatKind, Standing};
use crate::sandbox::refusal::{Answer, Refusal};
use crate::sandbox::state::State;

const ACTIONS: [&str; 11] = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
];

/// `getChat`.
pub(super) fn get_chat(call: &mut Call<'_>) -> Answer {
    let id = call.target_or_blocked()?;
    let chat = call.state.met(id)?;
    let mut json = chat.json(call.state.users.get(&id));
    let gifts = json!({
        "unlimited_gifts": true, "limited_gifts": true, "unique_gifts": true,
        "premium_subscription": true, "gifts_from_channels": true,
    });
    let pinned = chat.pinned.and_then(|id| chat.messages.get(&id));
    let pinned = pinned.map(|message| call.state.message_json(chat, message));
    if let Some(object) = json.as_object_mut() {
        object.insert("accent_color_id".into(), 0.into());
        object.insert("max_reaction_count".into(), 11.into());
        object.insert("accepted_gift_types".into(), gifts);
        object.extend(pinned.map(|pinned| ("pinned_message".into(), pinned)));
    }
    Ok(json)
}

/// `getChatMember`.
pub(super) fn get_member(call: &mut Call<'_>) -> Answer {
    let id = call.target_or_blocked()?;
    let user = call.int("user_id").unwrap_or(0);
    if user != call.state.bot.id && !call.state.users.contains_key(&user) {
        return Err(Refusal::bad("user not found"));
    }
    let standing = call.state.met(id)?.standing(user);
    Ok(call.state.member_json(user, standing))
}

/// `getChatMemberCount`.
pub(super) fn member_count(call: &mut Call<'_>) -> Answer {
    let id = call.target_or_blocked()?;
    let chat = call.state.met(id)?;
    let others = usize::from(chat.is_private());
    Ok((chat.readers().len() + others).into())
}

/// `getChatAdministrators`: bots other than itself are none, and neither is it.
pub(super) fn administrators(call: &mut Call<'_>) -> Answer {
    let id = call.target()?;
    let ChatKind::Group { members, .. } = &call.state.met(id)?.kind else {
        return Err(Refusal::bad("there are no administrators in the private chat"));
    };
    let admins = members.iter().filter(|(_, standing)| standing.is_admin());
    Ok(admins.map(|(user, standing)| call.state.member_json(*user, *standing)).collect())
}

/// `leaveChat`.
pub(super) fn leave(call: &mut Call<'_>) -> Answer {
    let chat = call.target()?;
    let bot = call.state.bot.id;
    let left = call.state.set_standing(chat, bot, Standing::Left, (bot, call.now));
    let private = || Refusal::bad("chat member status can't be changed in private chats");
    left.map(|_| Value::Bool(true)).ok_or_else(private)
}

/// `sendChatAction`.
pub(super) fn action(call: &mut Call<'_>) -> Answer {
    let chat = call.target()?;
    if !ACTIONS.contains(&call.text("action")) {
        return Err(Refusal::bad("wrong parameter action in request"));
    }
    let readers = call.state.met(chat)?.readers();
    call.state.tell(readers, json!({ "type": "typing", "chat": chat }));
    Ok(Value::Bool(true))
}

/// `pinChatMessage`.
pub(super) fn pin(call: &mut Call<'_>) -> Answer {
    let chat = call.target_to_pin()?;
    let id = call.int("message_id").unwrap_or(0);
    let Some(chat) = call.state.chats.get_mut(&chat).filter(|chat| chat.messages.contains_key(&id)) else {
        return Err(Refusal::bad("message to pin not found"));
    };
    chat.pinned = Some(id);
    Ok(Value::Bool(true))
}

/// `unpinChatMessage`.
pub(super) fn unpin(call: &mut Call<'_>) -> Answer {
    let chat = call.target_to_pin()?;
    let pinned = call.state.chats.get_mut(&chat).and_then(|chat| chat.pinned.take());
    pinned.map(|_| Value::Bool(true)).ok_or_else(|| Refusal::bad("message to unpin not found"))
}

impl Call<'_> {
    /// The chat to look at; one may look at a person who blocked the bot.
    fn target_or_blocked(&self) -> Result<i64, Refusal> {
        let id = self.chat_id("chat_id")?;
        let chat = self.state.met(id)?;
        if !chat.is_private() {
            chat.writable(self.state.bot.id)?;
        }
        Ok(id)
    }

    fn target_to_pin(&self) -> Result<i64, Refusal> {
        let chat = self.target()?;
        if !self.runs(chat) && !self.state.met(chat)?.is_private() {
            return Err(Refusal::bad("not enough rights to manage pinned messages in the chat"));
        }
        Ok(chat)
    }
}

impl State {
    /// The Bot API's `ChatMember`.
    pub(crate) fn member_json(&self, user: i64, standing: Standing) -> Value {
        let mut json = json!({ "status": standing.status(), "user": self.user_json(user) });
        let more = match standing {
            Standing::Creator => json!({ "is_anonymous": false }),
            Standing::Kicked => json!({ "until_date": 0 }),
            Standing::Administrator => json!({
                "can_be_edited": false, "is_anonymous": false, "can_manage_chat": true, "can_delete_messages": true,
                "can_manage_video_chats": true, "can_restrict_members": true, "can_promote_members": false,
                "can_change_info": true, "can_invite_users": true, "can_post_stories": false,
                "can_edit_stories": false, "can_delete_stories": false, "can_pin_messages": true,
                "can_manage_topics": true, "can_send_welcome_messages": false,
            }),
            Standing::Member | Standing::Left => json!({}),
        };
        if let (Some(json), Value::Object(more)) = (json.as_object_mut(), more) {
            json.extend(more);
        }
        json
    }
}
