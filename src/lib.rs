//! Mulin (睦邻): the front door of a subdistrict, in a chat.
//!
//! The way of one report:
//! 1. [`telegram::intake`] keeps each update as it came, sealed, and only then confirms it.
//! 2. [`worker`] takes the next updates of many people and opens one transaction.
//! 3. [`conversation`] decides what they mean and what is answered; the rules it asks are [`domain`]'s, and pure.
//! 4. [`store`] writes sessions, tickets, events and outgoing calls together or not at all.
//! 5. [`telegram::sender`] sends what is due under Telegram's limits and records what became of it.
//! 6. [`worker::timers`] and [`rounds`] do what the clock does, on the same path.
//!
//! Beside the way: [`text`] says everything in the reader's language, [`pictures`] draws what is better seen than read,
//! [`process`] joins the rooms and repeats their steps, [`config`] holds the settings, [`operator`] is what an operator
//! types, [`web`] tells how the bot is and shows the public board, [`outside`] brings time and dice in, and [`sandbox`]
//! stands in for Telegram, so that all of it runs without a token.

pub mod config;
pub mod conversation;
pub mod domain;
pub mod operator;
pub mod outside;
pub mod pictures;
pub mod process;
pub mod rounds;
pub mod sandbox;
pub mod store;
pub mod telegram;
pub mod text;
pub mod web;
pub mod worker;
