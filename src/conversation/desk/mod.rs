//! placeholder

use serde::{Deserialize, Serialize};

/// Steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// placeholder
    None,
}

/// One turn of this flow.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn turn(_talk: &mut super::talk::Talk<'_>, _step: Step) -> super::talk::Step {
    Ok(())
}

/// An act of a notice or card of ours; none: not our verb.
pub fn act(
    _talk: &mut super::talk::Talk<'_>,
    _verb: &str,
    _object: &str,
    _argument: &str,
) -> Option<super::talk::Step> {
    None
}

pub mod bind {
    //! placeholder

    /// The bot was added to or removed from a group.
    ///
    /// # Errors
    /// See [`crate::conversation::talk::Stop`].
    pub fn joined(_talk: &mut crate::conversation::talk::Talk<'_>, _member: bool) -> crate::conversation::talk::Step {
        Ok(())
    }
}

/// Something said in a group that is no command and no press.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn group_line(_talk: &mut super::talk::Talk<'_>) -> super::talk::Step {
    Ok(())
}

/// A reply of staff in their private chat to a card, relayed line or prompt; none: it is none.
pub fn replied(_talk: &mut super::talk::Talk<'_>) -> Option<super::talk::Step> {
    None
}
