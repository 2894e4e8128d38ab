//! placeholder
mod load;
