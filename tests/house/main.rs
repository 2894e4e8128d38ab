//! The house itself: who imports whom, what it depends on, and that every list lives once.

mod imports;
mod lock;
mod readme;
mod texts;
