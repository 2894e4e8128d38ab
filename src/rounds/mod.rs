//! What happens by itself beside the worker's timers.

pub mod fetch;
pub mod upkeep;
