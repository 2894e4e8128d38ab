//! `/rich`: whether a chat shows tables as such. Off until staff switch it on: some clients show nothing at all, and
//! nothing tells the bot which.

use super::desk::bind;
use super::talk::{self, Talk};
use super::turn::{Change, ChatChange};
use crate::domain::refusal::Refusal;
use crate::text;

/// Switches it for this chat: of a group by who may bind it, in private by staff for themselves.
///
/// # Errors
/// [`Refusal::NotAllowed`] in a group that is theirs to bind nowhere; see [`talk::Stop`].
pub fn switch(talk: &mut Talk<'_>) -> talk::Step {
    if !talk.in_private() && !talk.facts.chat.binding.is_some_and(|bound| bind::may(talk, bound.place)) {
        return Err(Refusal::NotAllowed.into());
    }
    let on = !talk.facts.chat.rich;
    talk.change(Change::Chat(ChatChange::Rich(on)));
    talk.answer(if on { text!("rich-is-on") } else { text!("rich-is-off") });
    Ok(())
}
