//! `/rich`: whether a chat shows tables as such. Off until staff switch it on: some clients show nothing at all, and
//! nothing tells the bot which.

use super::screen::Say;
use super::talk::{self, Talk};
use super::turn::{Change, ChatChange};
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::text;

/// Switches it for this chat: of a group by who may bind it, in private by staff for themselves.
///
/// # Errors
/// [`Refusal::NotAllowed`] in a group that is theirs to bind nowhere; see [`talk::Stop`].
pub fn switch(talk: &mut Talk<'_>) -> talk::Step {
    let may = |place| rights::at_place(Right::Bind, &talk.facts.grants, place, &talk.estate.places).is_some();
    if !talk.in_private() && !talk.facts.chat.binding.is_some_and(|bound| may(bound.place)) {
        return Err(Refusal::NotAllowed.into());
    }
    let on = !talk.facts.chat.rich;
    talk.change(Change::Chat(ChatChange::Rich(on)));
    let text = if on { text!("rich-is-on") } else { text!("rich-is-off") };
    if talk.in_private() {
        talk.notice_myself(text, None);
    } else {
        talk.say(Say::Here(text));
    }
    Ok(())
}
