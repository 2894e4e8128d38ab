//! What the operator's commands do, apart from running the bot. Each gives its words to print, or why it can't.

pub mod check;
mod check_ledger;
mod check_votes;
pub mod codes;
pub mod demo;
mod demo_homes;
pub mod demo_ledger;
mod demo_meeting;
pub mod demo_projects;
pub mod demo_works;
pub mod export;
pub mod export_ledger;
pub mod export_tasks;
pub mod export_votes;
pub mod import;
pub mod invite;
pub mod revoke;
pub mod tally;
pub mod verify;
