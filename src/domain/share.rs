//! So many of so many: a rate that never stands without its n, and isn't shown of too few.

/// Of fewer than this no rate is shown (DOMAIN, Figures): one answer more would turn it over.
pub const FEWEST: i64 = 5;

/// A part of a whole, counted exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many of them.
    pub part: i64,
    /// Of how many: the n that stands beside every rate.
    pub of: i64,
}

impl Share {
    /// In whole percent, a half rounded up; none of fewer than [`FEWEST`].
    #[must_use]
    pub const fn percent(self) -> Option<i64> {
        if self.of < FEWEST { None } else { Some((self.part * 200 + self.of) / (self.of * 2)) }
    }
}

impl std::ops::AddAssign for Share {
    fn add_assign(&mut self, more: Self) {
        self.part += more.part;
        self.of += more.of;
    }
}

#[cfg(test)]
mod tests {
    use super::Share;

    #[test]
    fn a_rate_is_rounded_and_hidden_of_too_few() {
        let percent = |part, of| Share { part, of }.percent();
        assert_eq!((percent(12, 15), percent(1, 8), percent(2, 3 * 5)), (Some(80), Some(13), Some(13)));
        assert_eq!((percent(0, 5), percent(5, 5)), (Some(0), Some(100)));
        assert_eq!((percent(4, 4), percent(0, 0)), (None, None));
    }
}
