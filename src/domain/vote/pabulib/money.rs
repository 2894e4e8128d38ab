//! Amounts as files write them, kept exactly.

use crate::domain::vote::ballots::MOST_MONEY;

/// Most decimals: more than any currency has, and no more than whole numbers of 64 bits count.
const MOST_DECIMALS: u32 = 18;

/// An amount: `digits` · 10^-`decimals`, without zeros at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    digits: u64,
    /// How many decimals it has.
    pub decimals: u32,
}

impl Amount {
    /// Reads an amount above 0: digits with at most one comma or point, and perhaps a power of ten (`1e+06`).
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (text, power) = match text.split_once(['e', 'E']) {
            Some((text, power)) => (text, power.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let digits = || whole.bytes().chain(part.bytes());
        if digits().next().is_none() || !digits().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let add = |sum: u64, byte: u8| sum.checked_mul(10)?.checked_add(u64::from(byte - b'0'));
        let mut digits = digits().try_fold(0, add).filter(|&digits| digits > 0)?;
        let mut decimals = i32::try_from(part.len()).ok()?.checked_sub(power)?;
        while decimals > 0 && digits % 10 == 0 {
            (digits, decimals) = (digits / 10, decimals - 1);
        }
        let zeros = u32::try_from(-decimals).unwrap_or(0);
        let digits = digits.checked_mul(10_u64.checked_pow(zeros)?)?;
        let decimals = u32::try_from(decimals).unwrap_or(0);
        (decimals <= MOST_DECIMALS).then_some(Self { digits, decimals })
    }

    /// The amount in units of 10^-`decimals`; nothing where that is no whole number, or too large to be counted.
    #[must_use]
    pub fn units(self, decimals: u32) -> Option<u64> {
        let units = self.digits.checked_mul(10_u64.checked_pow(decimals.checked_sub(self.decimals)?)?)?;
        Some(units).filter(|&units| units <= MOST_MONEY)
    }
}

/// Units of 10^-`decimals` as an amount with a point, without zeros at its end.
#[must_use]
pub fn shown(units: u64, decimals: u32) -> String {
    let whole = 10_u64.saturating_pow(decimals);
    let part = format!("{:0width$}", units % whole, width = decimals as usize);
    match part.trim_end_matches('0') {
        "" => (units / whole).to_string(),
        part => format!("{}.{part}", units / whole),
    }
}

#[cfg(test)]
mod tests {
    use super::{Amount, shown};

    fn cents(text: &str) -> Option<u64> {
        Amount::read(text)?.units(2)
    }

    #[test]
    fn commas_and_points_are_read_and_nothing_is_rounded() {
        for (text, expected) in [
            ("12", 1_200),
            ("12.5", 1_250),
            ("12,05", 1_205),
            ("0012.500", 1_250),
            (".5", 50),
            ("1e+06", 100_000_000),
            ("1.25e1", 1_250),
            ("1200e-2", 1_200),
        ] {
            assert_eq!(cents(text), Some(expected), "{text}");
        }
        for text in
            ["", ".", "0", "0.00", "-1", "+1", "1.2.3", "1,000.00", "1 000", "1e", "e5", "12.345", "999999999999999999"]
        {
            assert_eq!(cents(text), None, "{text}");
        }
        assert_eq!(Amount::read("12.345").and_then(|amount| amount.units(3)), Some(12_345));
    }

    #[test]
    fn amounts_are_shown_without_zeros_at_their_end() {
        assert_eq!([shown(1_200, 2), shown(1_205, 2), shown(5, 3)], ["12", "12.05", "0.005"]);
    }
}
