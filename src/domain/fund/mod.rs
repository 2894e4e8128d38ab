//! The second hall, money to act (有钱办事): the Good-Home Fund (美好家园基金), what residents would have it pay for,
//! what comes in, what it is given to, and what it was paid for.

pub mod ledger;
pub mod project;
