//! Working days and working time: the State Council's yearly table, 调休 included, as data.

/// The calendar of working days.
#[derive(Clone, Debug, Default)]
pub struct Calendar {}
