//! Building, unit and room read out of free text: `3#2-501`, 三栋二梯501, 2座5D, building 3 unit 2 room 501.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::ReadPlace;

/// Digits, Chinese numerals up to 99, or a letter with an optional digit.
const NAME: &str = r"(?:[0-9]{1,3}|[a-z](?:[0-9]{1,2})?|[一二三四五六七八九十]{1,3})";

/// Forms of address, the most telling first; `b`, `u`, `r` are building, unit and room.
static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let building = format!(r"(?P<b>{NAME})\s*(?:号楼|號樓|栋|幢|座|#楼|#)");
    let unit = format!(r"(?P<u>{NAME})\s*(?:单元|梯|门)");
    let room = r"(?P<r>[0-9]{3,4}|[0-9]{1,2}[a-h])\s*(?:室|房|号房)?";
    let forms = [
        format!(r"{building}[\s,，-]*{unit}[\s,，-]*{room}\b"),
        format!(r"{building}[\s,，-]*{unit}"),
        r"\b(?P<b>[0-9]{1,2})\s*#\s*(?P<u>[0-9]{1,2})\s*-\s*(?P<r>[0-9]{3,4})\b".to_string(),
        format!(r"{building}[\s,，-]*{room}(?:[^0-9楼年月日元点块]|$)"),
        building.clone(),
        r"(?:^|[^0-9-])(?P<b>[0-9]{1,2})-(?P<u>[0-9]{1,2})-(?P<r>[0-9]{3,4})(?:[^0-9-]|$)".to_owned(),
        format!(
            r"\b(?:building|bldg|block|tower)\.?\s*(?P<b>{NAME})\b(?:[\s,]*(?:unit|stair|entrance)\s*(?P<u>{NAME})\b)?(?:[\s,]*(?:room|flat|apt|apartment|#)\.?\s*(?P<r>[0-9]{{3,4}}[a-z]?|[0-9]{{1,2}}[a-h])\b)?"
        ),
        format!(r"{unit}[\s,，-]*{room}\b"),
    ];
    forms.iter().filter_map(|form| Regex::new(form).ok()).collect()
});

/// `2梯3户` says how a house is built, not where.
static LAYOUT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[一二三四0-9]+梯[一二三四五六七八0-9]+户").ok());

/// The place read out of a text that [`super::suggest`] evened out (or any text in lower case).
#[must_use]
pub(super) fn read_place(even: &str) -> Option<ReadPlace> {
    let cleaned = LAYOUT.as_ref().map_or_else(|| even.into(), |layout| layout.replace_all(even, " "));
    FORMS.iter().find_map(|form| form.captures(&cleaned)).map(|found| ReadPlace {
        building: part(&found, "b"),
        unit: part(&found, "u"),
        room: part(&found, "r"),
    })
}

/// A building, unit or room that stands by itself, with or without its word: `3栋`, 三, `02单元`, `5d室`. Written as
/// [`read_place`] writes it.
#[must_use]
pub fn plain_part(written: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    const WORDS: [&str; 13] = ["号楼", "號樓", "#楼", "栋", "幢", "座", "#", "单元", "梯", "门", "号房", "房", "室"];
    let even: String = written.nfkc().flat_map(char::to_lowercase).collect();
    let even = even.trim();
    let name = WORDS.iter().find_map(|word| even.strip_suffix(word)).unwrap_or(even).trim_end();
    if name.is_empty() { String::new() } else { plain(name) }
}

fn part(found: &Captures<'_>, name: &str) -> Option<String> {
    found.name(name).map(|part| plain(part.as_str()))
}

/// Chinese numerals as digits, letters as capitals, no leading zero.
fn plain(name: &str) -> String {
    let digit = |c: char| "一二三四五六七八九".chars().position(|known| known == c).map(|at| at + 1);
    if name.chars().all(|c| digit(c).is_some() || c == '十') {
        let (tens, ones) = match name.split_once('十') {
            Some((tens, ones)) => (tens.chars().next().and_then(digit).unwrap_or(1), ones),
            None => (0, name),
        };
        return (tens * 10 + ones.chars().next().and_then(digit).unwrap_or(0)).to_string();
    }
    let trimmed = name.trim_start_matches('0');
    if trimmed.is_empty() { name.to_owned() } else { trimmed.to_uppercase() }
}

#[cfg(test)]
mod tests {
    use super::read_place;

    fn read(text: &str) -> String {
        let place = read_place(&text.to_lowercase()).unwrap_or_default();
        let part = |part: Option<String>| part.unwrap_or_else(|| "-".to_owned());
        format!("{}/{}/{}", part(place.building), part(place.unit), part(place.room))
    }

    #[test]
    fn addresses_are_read_as_people_write_them() {
        let expected = [
            ("3#2-501 灯坏了", "3/2/501"),
            ("三栋二梯501", "3/2/501"),
            ("2座5D漏水", "2/-/5D"),
            ("12号楼3单元1802室", "12/3/1802"),
            ("我家3-2-501", "3/2/501"),
            ("B栋电梯坏了", "B/-/-"),
            ("building 3 unit 2 room 501", "3/2/501"),
            ("3幢502 没水", "3/-/502"),
            ("5号楼楼道", "5/-/-"),
            ("十二栋一单元", "12/1/-"),
        ];
        for (text, place) in expected {
            assert_eq!(read(text), place, "{text}");
        }
    }

    #[test]
    fn a_part_by_itself_is_written_alike() {
        let parts = ["3栋", "三", "03", "2单元", "十二号楼", "Ｂ座", "5d室", "0501", "501 ", ""].map(super::plain_part);
        assert_eq!(parts, ["3", "3", "3", "2", "12", "B", "5D", "501", "501", ""]);
    }

    #[test]
    fn other_numbers_are_no_address() {
        for text in ["电话13800000000", "11月25日", "停车费300元", "2梯3户", "住3楼", "12345打了没用", "晚上10点半"]
        {
            assert_eq!(read(text), "-/-/-", "{text}");
        }
    }
}
