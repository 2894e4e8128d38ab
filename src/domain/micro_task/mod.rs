//! A micro-task (微实事): a small public work in a compound, from its idea to the look a month after it was struck off.

mod stage;

pub use stage::{Colour, Stage};
