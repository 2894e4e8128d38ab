//! x
pub mod conversation;
pub mod domain;
pub mod text;
