//! The second line before a residents' group: what looks like somebody's number, room or car is masked, whatever put it
//! there. The first line is that groups get templates only.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization as _;

/// What is put in place of each letter that is hidden.
const HIDDEN: char = '*';

/// A room as people write it: 501室, 3#2-501, 3栋2单元501, 三栋二梯501, 2座5D.
const ROOM: &str = concat!(
    r"[0-9]{3,4}\s*(?:室|号房|房)",
    r"|(?:[0-9]{1,3}|[一二三四五六七八九十百]{1,4})\s*[#栋幢座号楼]+楼?\s*",
    r"(?:(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*(?:单元|梯|门)\s*)?",
    r"(?:[0-9]{1,2}\s*[-—–]\s*)?(?:[0-9]{3,4}|[0-9]{1,2}[A-Ha-h])",
    r"|(?i:(?:room|flat|apt\.?)\s*[0-9]{1,4}[a-h]?)"
);

/// A licence plate: province, office, five or six signs.
const PLATE: &str = concat!(
    r"(?i:[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使]\s*[A-HJ-NP-Z]\s*[·•.\-]?\s*",
    r"(?:[A-HJ-NP-Z0-9]\s*){4,5}[A-HJ-NP-Z0-9挂学警港澳])"
);

/// Digits with what people put between them, the last of which may be an id's X.
const DIGITS: &str = r"[0-9](?:[ \-—–.·]{0,3}[0-9]){9,}[Xx]?";

static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!("{ROOM}|{PLATE}")).ok());
static NUMBERS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(DIGITS).ok());

/// A text as it is compared: in NFKC, without what can't be seen, each sign with the place it came from.
struct Plain {
    text: String,
    /// For each byte of `text`, which character of the original it came from.
    from: Vec<usize>,
}

impl Plain {
    fn of(text: &str) -> Self {
        let mut plain = Self { text: String::with_capacity(text.len()), from: Vec::with_capacity(text.len()) };
        for (at, letter) in text.chars().enumerate().filter(|(_, letter)| !is_unseen(*letter)) {
            for same in std::iter::once(letter).nfkc().map(ascii_digit) {
                plain.text.push(same);
                plain.from.extend(std::iter::repeat_n(at, same.len_utf8()));
            }
        }
        plain
    }
}

/// Digits of other scripts are read as digits too.
fn ascii_digit(letter: char) -> char {
    const ZEROS: [u32; 6] = [0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0x1040];
    let digit = ZEROS.iter().find_map(|zero| u32::from(letter).checked_sub(*zero).filter(|digit| *digit < 10));
    digit.and_then(|digit| char::from_digit(digit, 10)).unwrap_or(letter)
}

/// Letters of no width, which only part what belongs together.
fn is_unseen(letter: char) -> bool {
    matches!(
        u32::from(letter),
        0x00AD | 0x034F | 0x061C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180E | 0x200B..=0x200F
            | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xE0000..=0xE0FFF
    )
}

/// The text with each sign of a mobile number, an id, a bank card, a plate or a room replaced; `known` phones, which
/// the operator gave out, stay. Nothing else changes, and no sign's length in UTF-16: positions in the text hold.
#[must_use]
pub fn mask(text: &str, known: &[String]) -> String {
    let plain = Plain::of(text);
    let known: Vec<String> = known.iter().map(|phone| digits(&Plain::of(phone).text)).collect();
    let mut hidden = vec![false; text.chars().count()];
    let mut hide = |from: usize, until: usize| {
        for at in plain.from.get(from..until).into_iter().flatten() {
            if let Some(hidden) = hidden.get_mut(*at) {
                *hidden = true;
            }
        }
    };
    for found in WORDS.iter().flat_map(|words| words.find_iter(&plain.text)) {
        hide(found.start(), found.end());
    }
    for found in NUMBERS.iter().flat_map(|numbers| numbers.find_iter(&plain.text)) {
        if is_somebodys(found.as_str()) && !known.contains(&digits(found.as_str())) {
            hide(found.start(), found.end());
        }
    }
    let mut masked = String::with_capacity(text.len());
    for (letter, hidden) in text.chars().zip(hidden) {
        if hidden {
            masked.extend(std::iter::repeat_n(HIDDEN, letter.len_utf16()));
        } else {
            masked.push(letter);
        }
    }
    masked
}

fn digits(text: &str) -> String {
    text.chars().filter(|letter| letter.is_ascii_digit() || matches!(letter, 'X' | 'x')).collect()
}

/// Whether a run of digits holds a mobile number, an id or a bank card.
fn is_somebodys(run: &str) -> bool {
    let signs: Vec<u32> = digits(run).chars().map(|sign| sign.to_digit(10).unwrap_or(10)).collect();
    let windows = |n: usize| signs.windows(n);
    windows(11).any(is_mobile) || windows(18).any(is_id) || is_card(&signs)
}

/// Eleven digits from 13 on.
fn is_mobile(signs: &[u32]) -> bool {
    matches!(signs, [1, 3..=9, ..]) && signs.iter().all(|sign| *sign < 10)
}

/// Seventeen digits and the check sign of MOD 11-2 (GB 11643).
fn is_id(signs: &[u32]) -> bool {
    let Some((check, body)) = signs.split_last() else { return false };
    // The last sign's weight is 1, the first's 2^17.
    let sum = body.iter().fold(0, |sum, sign| (sum + sign) * 2 % 11);
    body.iter().all(|sign| *sign < 10) && (sum + check) % 11 == 1
}

/// Thirteen to nineteen digits with Luhn's check digit.
fn is_card(signs: &[u32]) -> bool {
    let doubled = |(at, sign): (usize, &u32)| match (at % 2, sign * 2) {
        (0, _) => *sign,
        (_, twice) => twice / 10 + twice % 10,
    };
    let sum: u32 = signs.iter().rev().enumerate().map(doubled).sum();
    let first = signs.first().is_some_and(|first| (2..=6).contains(first));
    first && (13..=19).contains(&signs.len()) && signs.iter().all(|sign| *sign < 10) && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::mask;

    fn hides(text: &str) -> bool {
        mask(text, &[]).contains('*')
    }

    #[test]
    fn numbers_rooms_and_cars_are_hidden_however_they_are_written() {
        for secret in [
            "13805951234",
            "138 0595 1234",
            "+86-138-0595-1234",
            "１３８０５９５１２３４",
            "1\u{200b}3\u{200d}8\u{feff}05951234",
            "𝟏𝟑𝟖𝟎𝟓𝟗𝟓𝟏𝟐𝟑𝟒",
            "١٣٨٠٥٩٥١٢٣٤",
            "11010519491231002X",
            "110105 19491231 002x",
            "4111 1111 1111 1111",
            "闽C12345",
            "闽C·D12345",
            "闽c 12345",
            "501室",
            "3#2-501",
            "3栋2单元501",
            "三栋二梯501",
            "2座5D",
            "Room 501",
        ] {
            let masked = mask(&format!("请找{secret},谢谢"), &[]);
            assert!(masked.contains('*'), "{secret}");
            assert!(masked.starts_with("请找") && masked.ends_with(",谢谢"), "{secret}: {masked}");
        }
    }

    #[test]
    fn what_a_template_says_stays_as_it_is() {
        for said in [
            "【永丰里一周】11月16日–11月22日",
            "报上来 12 件,办好 9 件,还在办 5 件",
            "公示 1042(健身设施):11月20日–11月27日,有意见请打 0595-85001234",
            "3栋停水,11月25日 08:00–18:00",
            "余额 1234567.00 元,2026-W47",
            "火警 119、急救 120、热线 12345、400-800-1234",
            "The week of Yongfengli, 16 Nov–22 Nov: 12 in, 9 done",
        ] {
            assert_eq!(mask(said, &[]), said);
        }
    }

    #[test]
    fn a_phone_that_the_operator_gave_out_stays() {
        let said = "值班 138 0595 1234";
        assert_eq!(mask(said, &["13805951234".to_owned()]), said);
        assert!(hides(said));
    }

    #[test]
    fn an_id_that_is_none_is_no_id() {
        let signs = |id: &str| id.chars().map(|sign| sign.to_digit(10).unwrap_or(10)).collect::<Vec<_>>();
        assert!(super::is_id(&signs("11010519491231002X")) && !super::is_id(&signs("110105194912310021")));
    }

    fn any_digit() -> impl Strategy<Value = char> {
        prop::char::range('0', '9')
    }

    /// The digit as one of the signs that mean it, with or without something unseen behind it.
    fn disguised(digit: char, how: u8) -> String {
        let value = digit.to_digit(10).unwrap();
        let sign = match how % 4 {
            0 => digit,
            1 => char::from_u32(0xFF10 + value).unwrap(),
            2 => char::from_u32(0x1D7CE + value).unwrap(),
            _ => char::from_u32(0x0660 + value).unwrap(),
        };
        if how >= 4 { format!("{sign}\u{200b}") } else { sign.to_string() }
    }

    proptest! {
        #[test]
        fn a_mobile_number_is_found_in_any_disguise(
            second in prop::char::range('3', '9'),
            rest in prop::collection::vec(any_digit(), 9),
            how in prop::collection::vec(0u8..8, 11),
            (before, after) in ("[请找您的电话,。]{0,12}", "[,。谢见到 ]{0,12}"),
        ) {
            let digits = ['1', second].into_iter().chain(rest);
            let number: String = digits.zip(how).map(|(digit, how)| disguised(digit, how)).collect();
            let masked = mask(&format!("{before}{number}{after}"), &[]);
            prop_assert!(masked.chars().all(|letter| !letter.is_numeric() || !number.contains(letter)), "{masked}");
            prop_assert!(masked.starts_with(&before) && masked.ends_with(&after));
        }

        #[test]
        fn an_id_is_found(body in prop::collection::vec(any_digit(), 17)) {
            const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
            let sum: u32 = body.iter().zip(WEIGHTS).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
            let check = "10X98765432".chars().nth(usize::try_from(sum % 11).unwrap()).unwrap();
            let id: String = body.into_iter().chain([check]).collect();
            prop_assert_eq!(mask(&id, &[]), "*".repeat(18));
        }

        #[test]
        fn anything_is_masked_without_moving_anything(text in "(\\PC|[0-9室栋闽A-D\u{200b}０-９]){0,60}") {
            let masked = mask(&text, &[]);
            prop_assert_eq!(masked.encode_utf16().count(), text.encode_utf16().count());
            prop_assert_eq!(mask(&masked, &[]), masked);
        }
    }
}
