//! placeholder

/// Runs a command of the table.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn run(_talk: &mut super::talk::Talk<'_>, _name: &str, _rest: &str) -> super::talk::Step {
    Ok(())
}
