//! Amounts of money as people type them.

/// Fen in the largest amount that is believed: ten million yuan.
pub const MOST_FEN: i64 = 1_000_000_000;

/// An amount in yuan as people type it, in fen: 3000, 3,000, 3000.5, 3000元, 1.2万. None for what isn't a whole number of
/// fen or more than [`MOST_FEN`].
#[must_use]
pub fn fen(words: &str) -> Option<i64> {
    let bare: String =
        words.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, ',' | '\u{ff0c}')).collect();
    let bare = bare.trim_end_matches(['元', '块']).trim_start_matches(['\u{a5}', '\u{ffe5}']);
    let (digits, times) = match bare.strip_suffix('万') {
        Some(digits) => (digits, 1_000_000),
        None => (bare, 100),
    };
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.chars().all(|letter| letter.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || rest.len() > 6 || !plain(whole) || !plain(rest) {
        return None;
    }
    let parts = format!("{rest:0<6}").parse::<i64>().ok()? * times;
    if parts % 1_000_000 != 0 {
        return None;
    }
    let amount = whole.parse::<i64>().ok()?.checked_mul(times)? + parts / 1_000_000;
    (amount <= MOST_FEN).then_some(amount)
}

#[cfg(test)]
mod tests {
    use super::fen;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (words, amount) in [
            ("3000", 300_000),
            ("3,000元", 300_000),
            ("¥12.5", 1_250),
            ("1.2万", 1_200_000),
            ("1.25万元", 1_250_000),
            ("0.01", 1),
            ("12.340", 1_234),
            ("0.000001万", 1),
            ("1000万", 1_000_000_000),
        ] {
            assert_eq!(fen(words), Some(amount), "{words}");
        }
        for words in ["", "两千", "-5", "1.2.3", "99999999999", "2000万", "NaN", "12.345", "0.001", "0.0000001万"] {
            assert_eq!(fen(words), None, "{words}");
        }
    }
}
