//! Mulin (睦邻): the front door of a subdistrict, in a chat.

pub mod conversation;
pub mod domain;
pub mod outside;
pub mod sandbox;
pub mod text;
