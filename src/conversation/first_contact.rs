//! placeholder

use serde::{Deserialize, Serialize};

/// Steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// placeholder
    None,
}

/// Whether consents and compound are there. Where one is missing its screen is shown, and
/// [`super::report::resume`] goes on once all are there.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn require(talk: &mut super::talk::Talk<'_>) -> Result<bool, super::talk::Stop> {
    let person = talk.person()?;
    Ok(person.consent_processing.is_some() && person.consent_abroad.is_some() && person.compound.is_some())
}

/// One turn of this flow.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn turn(_talk: &mut super::talk::Talk<'_>, _step: Step) -> super::talk::Step {
    Ok(())
}
