//! How alike two reports are.

use unicode_normalization::UnicodeNormalization;

/// Likeness of two texts in percent, by letters and signs that carry meaning.
#[must_use]
pub fn likeness(a: &str, b: &str) -> u32 {
    let even = |text: &str| text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let (a, b) = (even(a), even(b));
    let longest = a.chars().count().max(b.chars().count());
    if longest == 0 {
        return 0;
    }
    let far = strsim::levenshtein(&a, &b);
    u32::try_from(100 - far * 100 / longest).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::likeness;

    #[test]
    fn the_same_matter_in_other_words_is_near() {
        assert_eq!(likeness("楼道灯不亮!", "楼道灯不亮"), 100);
        assert!(likeness("3栋楼道灯不亮", "三栋楼道灯不亮了") > likeness("3栋楼道灯不亮", "电梯响"));
        assert_eq!(likeness("", ""), 0);
    }
}
