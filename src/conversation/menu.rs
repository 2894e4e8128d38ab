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

/// One turn at the main menu.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn turn(_talk: &mut super::talk::Talk<'_>) -> super::talk::Step {
    Ok(())
}

/// Shows the main menu (or what must come before it: first contact).
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn show(_talk: &mut super::talk::Talk<'_>) -> super::talk::Step {
    Ok(())
}
