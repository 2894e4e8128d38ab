//! Codes and areas as people read and write them.

use unicode_normalization::UnicodeNormalization as _;

/// Characters of a one-time code.
const CODE: usize = 8;

/// A one-time code out of a fresh token (lower-case base32): 40 bits in letters and digits that are told apart in print:
/// no I, O, 0 or 1.
#[must_use]
pub fn code_of(token: &str) -> String {
    let plain = |letter: char| match letter.to_ascii_uppercase() {
        'I' => '8',
        'O' => '9',
        other => other,
    };
    token.chars().take(CODE).map(plain).collect()
}

/// A code in two groups, as it is printed.
#[must_use]
pub fn grouped(code: &str) -> String {
    let half: String = code.chars().take(CODE / 2).collect();
    let rest: String = code.chars().skip(CODE / 2).collect();
    format!("{half}-{rest}")
}

/// The code in what somebody typed; none where it can't be one.
#[must_use]
pub fn read_code(typed: &str) -> Option<String> {
    let letters = typed.nfkc().filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '–' | '—' | '_'));
    let code: String = letters.map(|letter| letter.to_ascii_uppercase()).collect();
    let fits = |letter: u8| matches!(letter, b'A'..=b'Z' | b'2'..=b'9') && !matches!(letter, b'I' | b'O');
    (code.len() == CODE && code.bytes().all(fits)).then_some(code)
}

/// The code that somebody typed as it is printed, in two groups; none for other words of eight letters.
#[must_use]
pub fn read_grouped(typed: &str) -> Option<String> {
    let even: String = typed.trim().nfkc().collect();
    let groups: Vec<&str> = even.split(['-', '–', '—']).collect();
    let halves = groups.len() == 2 && groups.iter().all(|group| group.chars().count() == CODE / 2);
    read_code(typed).filter(|_| halves)
}

/// An area as people write it (`89.50`, `89.5`, `89`) in 0.01 m²; none for what is no area of a dwelling.
#[must_use]
pub fn read_area(written: &str) -> Option<i64> {
    let (whole, part) = written.trim().split_once('.').unwrap_or((written.trim(), ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let hundredths: i64 = format!("{part:0<2}").parse().ok()?;
    Some(whole.parse::<i64>().ok()? * 100 + hundredths).filter(|area| *area > 0)
}

/// An area in 0.01 m² as people write it: `89.50`.
#[must_use]
pub fn written_area(area: i64) -> String {
    format!("{}.{:02}", area / 100, area % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_looks_like_a_printed_code_is_taken_for_one_unasked() {
        assert_eq!(read_grouped(" wang-2345 "), Some("WANG2345".to_owned()));
        assert_eq!(read_grouped("WANG—2345"), Some("WANG2345".to_owned()));
        for other in ["BASEMENT", "WANG2345", "FMU6-XBMR-DVT4", "3-501", "AB-CDEFGH"] {
            assert_eq!(read_grouped(other), None, "{other}");
        }
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = code_of("iogh2345abcdefghijklmnopqr");
        assert_eq!((code.as_str(), grouped(&code).as_str()), ("89GH2345", "89GH-2345"));
        for typed in ["89GH-2345", "89gh2345", " 89gh 2345 ", "８９ＧＨ－２３４５"] {
            assert_eq!(read_code(typed).as_deref(), Some("89GH2345"), "{typed}");
        }
        for typed in ["89GH234", "89GH-2340", "89GI-2345", "灯坏了", ""] {
            assert_eq!(read_code(typed), None, "{typed}");
        }
    }

    #[test]
    fn areas_are_hundredths_of_a_square_metre() {
        let read = ["89.50", "89.5", "89", "0.01", "123456.78"].map(read_area);
        assert_eq!(read, [Some(8_950), Some(8_950), Some(8_900), Some(1), Some(12_345_678)]);
        for wrong in ["", "0", "0.00", "89.505", "-1", "1e3", "89,5", "1234567", ".5"] {
            assert_eq!(read_area(wrong), None, "{wrong}");
        }
        assert_eq!(written_area(8_905), "89.05");
    }
}
