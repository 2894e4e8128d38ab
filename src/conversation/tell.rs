//! The words of notices: what each audience reads of an event.

use super::facts::Dossier;
use super::screen::Say;
use super::talk::Talk;
use crate::domain::id::MediaId;
use crate::domain::notices::Notice;
use crate::domain::ticket::{Actor, Event};

/// What is said to a notice's audience. `said` are the words and files that came with the event.
#[must_use]
pub fn notice(
    _notice: Notice,
    _event: &Event,
    _actor: Actor,
    _dossier: &Dossier,
    _said: (Option<&str>, &[MediaId]),
    _talk: &Talk<'_>,
) -> Vec<Say> {
    Vec::new()
}
