//! The second hall, money to act (有钱办事): what comes in, what it is given to, and what it was paid for.

pub mod ledger;
