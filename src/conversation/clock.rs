//! placeholder

use crate::conversation::talk::{self, Talk};
use crate::domain::clocks::Timer;
use crate::domain::id::Number;

/// What the clock does to a ticket (`number`), or to the draft of the person of this talk (`None`).
///
/// # Errors
/// See [`talk::Stop`].
pub fn turn(_talk: &mut Talk<'_>, _timer: Timer, _number: Option<Number>) -> talk::Step {
    Ok(())
}
