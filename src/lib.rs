//! Mulin (睦邻): the front door of a subdistrict, in a chat.

pub mod config;
pub mod conversation;
pub mod domain;
pub mod operator;
pub mod outside;
pub mod process;
pub mod rounds;
pub mod sandbox;
pub mod store;
pub mod telegram;
pub mod text;
pub mod web;
pub mod worker;
