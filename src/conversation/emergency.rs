//! placeholder

/// Puts whom to call before everything else when danger words were said.
pub fn first(_talk: &mut super::talk::Talk<'_>) {}
