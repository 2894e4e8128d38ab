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
