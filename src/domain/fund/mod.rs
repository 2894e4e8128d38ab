//! The Good-Home Fund (美好家园基金): what residents would have it pay for.

pub mod project;
