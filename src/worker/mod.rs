//! placeholder
pub mod fresh;
mod load;
