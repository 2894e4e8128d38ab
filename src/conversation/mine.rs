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
