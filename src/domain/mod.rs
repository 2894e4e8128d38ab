//! The rules of the house and nothing else: no I/O, no clock, no dice, nothing of ours above it.

pub mod battle_map;
pub mod board;
pub mod calendar;
pub mod catalogue;
pub mod chat;
pub mod clocks;
mod codes;
pub mod desk;
pub mod id;
pub mod language;
pub mod media;
pub mod micro_task;
pub mod notices;
pub mod person;
pub mod place;
pub mod public_form;
pub mod refusal;
pub mod rights;
pub mod role;
pub mod share;
pub mod similar;
pub mod ticket;
pub mod time;
