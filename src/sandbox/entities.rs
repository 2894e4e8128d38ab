//! Entities: commands and links found in plain text, HTML read into them, and given ones checked.

use serde_json::{Value, json};

use super::refusal::Refusal;

/// Length in UTF-16 units, as Telegram counts.
pub(crate) fn utf16_len(text: &str) -> usize {
    text.encode_utf16().count()
}

fn entity(kind: &str, offset: usize, length: usize) -> Value {
    json!({ "type": kind, "offset": offset, "length": length })
}

/// Commands, mentions and links in plain text.
pub(crate) fn found_in(text: &str) -> Vec<Value> {
    if !text.contains(['/', '@']) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut offset = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        if let Some(kind) = kind_of(bare) {
            found.push(entity(kind, offset, utf16_len(bare)));
        }
        offset += utf16_len(word);
    }
    found
}

fn kind_of(word: &str) -> Option<&'static str> {
    let is_name = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '@');
    if word.starts_with("https://") || word.starts_with("http://") {
        return Some("url");
    }
    if let Some(command) = word.strip_prefix('/') {
        return (!command.is_empty() && command.len() <= 64 && is_name(command)).then_some("bot_command");
    }
    let name = word.strip_prefix('@')?;
    (name.len() >= 4 && is_name(name)).then_some("mention")
}

/// Holds given entities to the text's bounds.
///
/// # Errors
/// 400 when one lies outside.
pub(crate) fn check(text: &str, entities: &[Value]) -> Result<(), Refusal> {
    let length = i64::try_from(utf16_len(text)).unwrap_or(i64::MAX);
    let number = |entity: &Value, key: &str| entity.get(key).and_then(Value::as_i64).unwrap_or(-1);
    for entity in entities {
        let (offset, size) = (number(entity, "offset"), number(entity, "length"));
        if offset < 0 || size <= 0 || offset + size > length {
            return Err(Refusal::bad("ENTITY_BOUNDS_INVALID"));
        }
    }
    Ok(())
}

/// The text and entities that `parse_mode` makes of a marked text.
///
/// # Errors
/// 400 when the markup can't be read, or the mode isn't known.
pub(crate) fn parse(text: &str, mode: &str) -> Result<(String, Vec<Value>), Refusal> {
    match mode.to_ascii_lowercase().as_str() {
        "html" => html(text),
        // Markdown is taken as it stands: what it would mark is left unmarked.
        "" | "markdown" | "markdownv2" => Ok((text.to_owned(), found_in(text))),
        _ => Err(Refusal::bad("unsupported parse_mode")),
    }
}

const TAGS: [(&str, &str); 15] = [
    ("b", "bold"),
    ("strong", "bold"),
    ("i", "italic"),
    ("em", "italic"),
    ("u", "underline"),
    ("ins", "underline"),
    ("s", "strikethrough"),
    ("del", "strikethrough"),
    ("strike", "strikethrough"),
    ("code", "code"),
    ("pre", "pre"),
    ("blockquote", "blockquote"),
    ("tg-spoiler", "spoiler"),
    ("span", "spoiler"),
    ("a", "text_link"),
];

struct Open {
    tag: String,
    kind: &'static str,
    offset: usize,
    url: Option<String>,
}

fn html(text: &str) -> Result<(String, Vec<Value>), Refusal> {
    let wrong = |why: String| Refusal::bad(format_args!("can't parse entities: {why}"));
    let (mut out, mut entities, mut open) = (String::new(), Vec::new(), Vec::<Open>::new());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let (before, tagged) = rest.split_at(start);
        out.push_str(&unescape(before));
        let at = text.len() - tagged.len();
        let (tag, after) = tagged
            .get(1..)
            .and_then(|inner| inner.split_once('>'))
            .ok_or_else(|| wrong(format!("Unclosed start tag at byte offset {at}")))?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop().ok_or_else(|| wrong(format!("Unexpected end tag at byte offset {at}")))?;
            if last.tag != name.trim().to_ascii_lowercase() {
                let why =
                    format!("Unmatched end tag at byte offset {at}, expected \"</{}>\", found \"</{name}>\"", last.tag);
                return Err(wrong(why));
            }
            entities.extend(closed(&last, &out));
            continue;
        }
        let name = tag.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
        let kind = TAGS
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, kind)| *kind)
            .ok_or_else(|| wrong(format!("Unsupported start tag \"{name}\" at byte offset {at}")))?;
        let url = tag.split_once("href=\"").and_then(|(_, url)| url.split('"').next()).map(unescape);
        open.push(Open { tag: name, kind, offset: utf16_len(&out), url });
    }
    if let Some(last) = open.last() {
        return Err(wrong(format!("Can't find end tag corresponding to start tag \"{}\"", last.tag)));
    }
    out.push_str(&unescape(rest));
    entities.extend(found_in(&out));
    Ok((out, entities))
}

fn closed(open: &Open, out: &str) -> Option<Value> {
    let length = utf16_len(out) - open.offset;
    let mut json = (length > 0).then(|| entity(open.kind, open.offset, length))?;
    if let (Some(url), Some(object)) = (&open.url, json.as_object_mut()) {
        object.insert("url".into(), url.clone().into());
    }
    Some(json)
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_and_links_are_found_in_utf16_units() {
        let found = found_in("😀 /take@mulin_bot 1042 https://example.org");
        assert_eq!(found, [entity("bot_command", 3, 15), entity("url", 24, 19)]);
    }

    #[test]
    fn html_becomes_text_and_entities() {
        let (text, entities) = parse("<b>a &lt; b</b> c", "HTML").expect("well formed");
        assert_eq!(text, "a < b c");
        assert_eq!(entities, [entity("bold", 0, 5)]);
    }

    #[test]
    fn html_that_is_not_closed_is_refused_in_telegrams_words() {
        let refusal = parse("<b>a", "HTML").expect_err("open tag");
        let text = "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"";
        assert_eq!(refusal.description, text);
    }
}
