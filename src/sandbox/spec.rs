//! The Bot API as data: which parameters a method takes and of which types. Every call is held to it.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use serde_json::{Map, Number, Value};

use super::refusal::Refusal;

/// The description, cut down to what the stand-in implements.
const DESCRIPTION: &str = include_str!("bot_api.json");

/// A description that the program carries itself and that can't be read.
#[derive(Debug, thiserror::Error)]
#[error("the Bot API's description: {0}")]
pub(crate) struct SpecError(#[from] serde_json::Error);

#[derive(Deserialize)]
struct RawField {
    types: Vec<String>,
    #[serde(default)]
    required: bool,
}

#[derive(Deserialize)]
struct RawType {
    #[serde(default)]
    fields: BTreeMap<String, RawField>,
    #[serde(default)]
    variants: Vec<String>,
}

#[derive(Deserialize)]
struct RawSpec {
    methods: HashMap<String, BTreeMap<String, RawField>>,
    types: HashMap<String, RawType>,
}

#[derive(Debug)]
enum Kind {
    Integer,
    Float,
    Boolean,
    Text,
    Array(Box<Self>),
    Object(String),
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "Integer" => Self::Integer,
            "Float" => Self::Float,
            "Boolean" | "True" => Self::Boolean,
            // A file travels as the name of the part of the form that holds it.
            "String" | "InputFile" => Self::Text,
            other => match other.strip_prefix("Array of ") {
                Some(inner) => Self::Array(Box::new(Self::of(inner))),
                None => Self::Object(other.to_owned()),
            },
        }
    }

    const fn article(&self) -> &'static str {
        match self {
            Self::Integer => "an Integer",
            Self::Float => "a Float",
            Self::Boolean => "a Boolean",
            Self::Text => "a String",
            Self::Array(_) => "an Array",
            Self::Object(_) => "an Object",
        }
    }
}

#[derive(Debug)]
struct Field {
    kinds: Vec<Kind>,
    required: bool,
}

type Fields = BTreeMap<String, Field>;

#[derive(Debug)]
struct Shape {
    fields: Fields,
    /// Names of the types that a `type` chooses from.
    variants: Vec<String>,
}

/// Methods and types.
#[derive(Debug)]
pub(crate) struct Spec {
    methods: HashMap<String, Fields>,
    types: HashMap<String, Shape>,
    strict: bool,
}

impl Spec {
    /// Reads the description; a strict one refuses parameters that it doesn't name.
    ///
    /// # Errors
    /// When the description isn't well formed.
    pub(crate) fn load(strict: bool) -> Result<Self, SpecError> {
        let raw: RawSpec = serde_json::from_str(DESCRIPTION)?;
        let methods = raw.methods.into_iter().map(|(name, fields)| (name, shape_of(fields))).collect();
        let types = raw
            .types
            .into_iter()
            .map(|(name, raw)| (name, Shape { fields: shape_of(raw.fields), variants: raw.variants }))
            .collect();
        Ok(Self { methods, types, strict })
    }

    /// The method's name as the description writes it; Telegram takes any case.
    pub(crate) fn method(&self, name: &str) -> Option<&str> {
        if let Some((exact, _)) = self.methods.get_key_value(name) {
            return Some(exact);
        }
        self.methods.keys().find(|known| known.eq_ignore_ascii_case(name)).map(String::as_str)
    }

    /// Every method.
    #[cfg(test)]
    pub(crate) fn method_names(&self) -> impl Iterator<Item = &str> {
        self.methods.keys().map(String::as_str)
    }

    /// Brings `params` to the types of `method`: numbers and JSON that came as text are read.
    ///
    /// # Errors
    /// Telegram's 400 for a missing or ill-typed parameter, and, when strict, for an unknown one.
    pub(crate) fn fit(&self, method: &str, params: &mut Map<String, Value>) -> Result<(), Refusal> {
        let Some(fields) = self.methods.get(method) else { return Err(Refusal::not_found()) };
        params.retain(|_, value| !value.is_null());
        for (name, field) in fields {
            if field.required && !params.contains_key(name) {
                return Err(Refusal::missing(method, name));
            }
        }
        for (name, value) in params.iter_mut() {
            match fields.get(name) {
                Some(field) => self.fit_any(&field.kinds, value).map_err(|why| at(name, &why))?,
                None if self.strict => return Err(Refusal::bad(format_args!("unknown parameter \"{name}\""))),
                None => {}
            }
        }
        Ok(())
    }

    fn fit_any(&self, kinds: &[Kind], value: &mut Value) -> Result<(), String> {
        let mut first = None;
        for kind in kinds {
            match self.fit_one(kind, value) {
                Ok(()) => return Ok(()),
                Err(why) => first = first.or_else(|| self.could_be(kind, value).then_some(why)),
            }
        }
        Err(first.unwrap_or_else(|| kinds.first().map_or(String::new(), |kind| format!("{} expected", kind.article()))))
    }

    /// Whether a value that doesn't fit was meant as this kind, so that its reason is the one to tell.
    fn could_be(&self, kind: &Kind, value: &Value) -> bool {
        let Kind::Object(name) = kind else { return true };
        let Some(shape) = self.types.get(name) else { return false };
        let required = |name: &String| value.get(name).is_some();
        !shape.variants.is_empty() || shape.fields.iter().all(|(name, field)| !field.required || required(name))
    }

    fn fit_one(&self, kind: &Kind, value: &mut Value) -> Result<(), String> {
        let wrong = || format!("{} expected", kind.article());
        match kind {
            Kind::Integer => match value {
                Value::Number(number) if number.is_i64() => Ok(()),
                Value::String(text) => text.parse::<i64>().map(|n| *value = n.into()).map_err(|_| wrong()),
                _ => Err(wrong()),
            },
            Kind::Float => match value {
                Value::Number(_) => Ok(()),
                Value::String(text) => {
                    let number = text.parse::<f64>().ok().and_then(Number::from_f64).ok_or_else(wrong)?;
                    *value = Value::Number(number);
                    Ok(())
                }
                _ => Err(wrong()),
            },
            Kind::Boolean => {
                *value = Value::Bool(truth(value).ok_or_else(wrong)?);
                Ok(())
            }
            Kind::Text => match value {
                Value::String(_) => Ok(()),
                Value::Number(number) if !self.strict => {
                    *value = Value::String(number.to_string());
                    Ok(())
                }
                _ => Err(wrong()),
            },
            Kind::Array(inner) => {
                unpack(value);
                let items = value.as_array_mut().ok_or_else(wrong)?;
                items.iter_mut().try_for_each(|item| self.fit_one(inner, item))
            }
            Kind::Object(name) => {
                unpack(value);
                self.fit_object(name, value)
            }
        }
    }

    fn fit_object(&self, name: &str, value: &mut Value) -> Result<(), String> {
        let object = value.as_object_mut().ok_or_else(|| "an Object expected".to_owned())?;
        let Some(shape) = self.types.get(name) else { return Ok(()) };
        if !shape.variants.is_empty() {
            let tag = object.get("type").and_then(Value::as_str).ok_or("can't find field \"type\"")?;
            let variant = format!("{name}{}", camel(tag));
            if !shape.variants.contains(&variant) {
                return Err(format!("{name} of an unsupported type \"{tag}\""));
            }
            return self.fit_object(&variant, value);
        }
        for (field_name, field) in &shape.fields {
            if field.required && !object.contains_key(field_name) {
                return Err(format!("can't find field \"{field_name}\""));
            }
        }
        for (key, item) in object.iter_mut().filter(|(_, item)| !item.is_null()) {
            match shape.fields.get(key) {
                Some(field) => self.fit_any(&field.kinds, item).map_err(|why| format!("field \"{key}\": {why}"))?,
                None if self.strict && key != "type" => return Err(format!("unknown field \"{key}\"")),
                None => {}
            }
        }
        Ok(())
    }
}

fn shape_of(raw: BTreeMap<String, RawField>) -> Fields {
    raw.into_iter()
        .map(|(name, raw)| {
            let kinds = raw.types.iter().map(|name| Kind::of(name)).collect();
            (name, Field { kinds, required: raw.required })
        })
        .collect()
}

/// The 400 for a parameter of the wrong type, in the words that Telegram uses for it.
fn at(parameter: &str, why: &str) -> Refusal {
    match parameter {
        "chat_id" | "from_chat_id" => Refusal::bad("chat not found"),
        "message_id" => Refusal::bad("message identifier is not specified"),
        "reply_markup" if why == "an Object expected" => Refusal::bad("object expected as reply markup"),
        "reply_markup" if why.contains("keyboard") => {
            Refusal::bad(format_args!("can't parse inline keyboard button: {}", last(why)))
        }
        "entities" | "caption_entities" => Refusal::bad(format_args!("can't parse entities: {}", last(why))),
        _ => Refusal::bad(format_args!("can't parse parameter \"{parameter}\": {why}")),
    }
}

/// The innermost reason of a chain.
fn last(why: &str) -> &str {
    why.rsplit_once("\": ").map_or(why, |(_, inner)| inner)
}

/// JSON that came as text, as in forms.
fn unpack(value: &mut Value) {
    if let Value::String(text) = value
        && let Ok(read) = serde_json::from_str::<Value>(text)
    {
        *value = read;
    }
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" => Some(true),
            "false" | "no" | "0" | "" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// `all_private_chats` as `AllPrivateChats`.
fn camel(tag: &str) -> String {
    let capitalised = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
    };
    tag.split('_').map(capitalised).collect()
}
