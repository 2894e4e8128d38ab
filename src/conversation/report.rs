//! placeholder

use serde::{Deserialize, Serialize};

/// Steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// placeholder
    None,
}

/// A report not filed yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {}

/// One turn of this flow.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn turn(_talk: &mut super::talk::Talk<'_>, _step: Step) -> super::talk::Step {
    Ok(())
}

/// Begins a report with what was just said (words, file, location), or empty by command, button or link.
/// `category` is what a link fixed. Asks for consent and compound first where they are missing.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn begin(_talk: &mut super::talk::Talk<'_>, _category: Option<&str>) -> super::talk::Step {
    Ok(())
}

/// Goes on with the draft of this session, after first contact or from the menu.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn resume(_talk: &mut super::talk::Talk<'_>) -> super::talk::Step {
    Ok(())
}

impl Draft {
    /// A draft with the words that can still be found in one of an older format; none where there are none.
    #[must_use]
    pub fn rescue(_stored: Option<&serde_json::Value>) -> Option<Self> {
        None
    }
}
