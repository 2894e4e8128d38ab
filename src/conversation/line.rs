//! placeholder

/// An act of a notice or card of ours; none: not our verb.
pub fn act(
    _talk: &mut super::talk::Talk<'_>,
    _verb: &str,
    _object: &str,
    _argument: &str,
) -> Option<super::talk::Step> {
    None
}

/// A reply to a message of ours that a resident made; none: it replies to nothing we know.
pub fn replied(_talk: &mut super::talk::Talk<'_>) -> Option<super::talk::Step> {
    None
}

/// Free words, files or locations of somebody at the main menu: they belong to a ticket, are thanks, or begin a report.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn said(_talk: &mut super::talk::Talk<'_>) -> super::talk::Step {
    Ok(())
}

/// A message of theirs was edited.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn edited(_talk: &mut super::talk::Talk<'_>, _words: &str) -> super::talk::Step {
    Ok(())
}
