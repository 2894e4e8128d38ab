//! The one gate before a residents' group: whatever is said there passes the masker.

use serde_json::Value;

use super::fill::Going;
use crate::domain::masker::mask;
use crate::store::{StoreError, Tx, places};

/// Masks what goes to residents' groups. Phones of places, which the operator gave out, stay.
pub(super) async fn mask_groups(tx: &mut Tx<'_>, going: &mut [Going]) -> Result<(), StoreError> {
    for going in going.iter_mut().filter(|going| going.sending.to_residents) {
        let mut masked = going.body.clone();
        words(&mut masked, &[]);
        if masked == going.body {
            continue;
        }
        // Hardly ever: so the phones are looked up only now.
        let (places, _) = places::load(tx).await?;
        let phones = places.iter().map(|place| &place.phones);
        let known: Vec<String> = phones
            .flat_map(|phones| [&phones.office, &phones.property, &phones.lift, &phones.gas])
            .filter_map(Clone::clone)
            .collect();
        words(&mut going.body, &known);
        if going.body == masked {
            tracing::error!(row = going.sending.row.id, "something personal was on its way to a residents' group");
        }
    }
    Ok(())
}

/// Masks every text, caption and label in a body.
fn words(body: &mut Value, known: &[String]) {
    match body {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(said) if matches!(name.as_str(), "text" | "caption" | "summary") => {
                        *said = mask(said, known);
                    }
                    other => words(other, known),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| words(value, known)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::words;

    #[test]
    fn texts_captions_and_labels_are_masked_and_nothing_else() {
        let mut body = json!({
            "chat_id": 13_805_951_234_i64, "text": "找13805951234",
            "reply_markup": {"inline_keyboard": [[{"text": "3栋2单元501", "url": "https://t.me/b?start=s-yfl"}]]},
            "media": [{"caption": "闽C12345", "media": "13805951234"}],
        });
        words(&mut body, &[]);
        assert_eq!(body["text"], "找***********");
        assert_eq!(body["reply_markup"]["inline_keyboard"][0][0]["text"], "********");
        assert_eq!(body["media"][0], json!({"caption": "*******", "media": "13805951234"}));
        assert_eq!(body["chat_id"], 13_805_951_234_i64);
    }
}
