//! A report that is not filed yet: what was said, what is known of it, and what is still to be asked.

use crate::domain::catalogue::{Catalogue, Category, ReadPlace, UrgencyRule};
use crate::domain::id::{MediaId, PlaceId};
use crate::domain::person::Contact;
use crate::domain::ticket::{Kind, Party, Privacy, Urgency};
use crate::domain::time::Moment;
use serde::{Deserialize, Serialize};

/// Version of a draft's format.
pub const DRAFT_VERSION: u32 = 1;

/// Characters of a description in all, over every line; what is beyond is not taken, and that is said.
pub const MAX_WORDS: usize = 20_000;

/// A line of the description, with the message it came in, so that an edit finds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The message's id in the private chat.
    pub message: Option<i64>,
    /// Its words.
    pub words: String,
}

/// How a draft came by its category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Found {
    /// Suggested from the words, and confirmed.
    Suggested,
    /// Chosen from the list, or typed.
    Chosen,
    /// Fixed by the link that began the report.
    Link,
}

/// What the reporter is asked, in this order; each at most once, those that don't apply not at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Which compound; asked here only of a stranger with an emergency.
    Compound,
    /// What it is about.
    What,
    /// Which category.
    Category,
    /// "Not ours": whom to ask instead, or file anyway.
    Stop,
    /// Whether it is one of these that are known already.
    Similar,
    /// Where.
    Where,
    /// A question of the category's own, by code.
    Question(String),
    /// Photos.
    Photos,
    /// Whether it is urgent.
    Urgency,
    /// Who may know who reported.
    Privacy,
    /// Name and phone.
    Contact,
}

impl Part {
    /// Whether it counts in "2/5"; hints on the way don't.
    #[must_use]
    pub const fn counts(&self) -> bool {
        !matches!(self, Self::Stop | Self::Similar)
    }
}

/// An answer to a question of the category's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The question's code.
    pub question: String,
    /// The question as it was asked.
    pub asked: String,
    /// What was answered, in the reporter's words or the option's.
    pub words: String,
}

/// A report not filed yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Format.
    pub version: u32,
    /// When it was begun.
    pub begun_at: Moment,
    /// The description, line by line.
    pub said: Vec<Said>,
    /// Whether a voice note is among the files: then nobody is asked to type.
    pub voice: bool,
    /// Files, in the order in which they came.
    pub media: Vec<MediaId>,
    /// The album that came last, whose later parts get no answer of their own.
    pub album: Option<String>,
    /// Category code, once it is settled.
    pub category: Option<String>,
    /// How it was found.
    pub found: Option<Found>,
    /// What the words suggest: category and kind.
    pub suggested: Option<(String, Kind)>,
    /// Code of the emergency whose words are in it.
    pub emergency: Option<String>,
    /// The compound, where it isn't the reporter's own.
    pub compound: Option<PlaceId>,
    /// Building, unit and room.
    pub place: ReadPlace,
    /// What was written or shared beside it.
    pub place_words: Option<String>,
    /// A shared location (10⁻⁶ degree) that is still to be confirmed.
    pub located: Option<(i64, i64)>,
    /// Answers to the category's own questions.
    pub answers: Vec<Answer>,
    /// Urgency, once answered.
    pub urgency: Option<Urgency>,
    /// Privacy, once chosen.
    pub privacy: Option<Privacy>,
    /// Name and phone for a named report.
    pub contact: Option<Contact>,
    /// What was asked and answered, in that order: Back takes the last.
    pub asked: Vec<Part>,
    /// The category for which similar tickets were looked at.
    pub compared: Option<String>,
    /// Another report: said while this one was unfinished, or set aside for an emergency.
    pub aside: Option<Box<Draft>>,
}

impl Draft {
    /// An empty draft.
    #[must_use]
    pub const fn new(now: Moment) -> Self {
        Self {
            version: DRAFT_VERSION,
            begun_at: now,
            said: Vec::new(),
            voice: false,
            media: Vec::new(),
            album: None,
            category: None,
            found: None,
            suggested: None,
            emergency: None,
            compound: None,
            place: ReadPlace { building: None, unit: None, room: None },
            place_words: None,
            located: None,
            answers: Vec::new(),
            urgency: None,
            privacy: None,
            contact: None,
            asked: Vec::new(),
            compared: None,
            aside: None,
        }
    }

    /// A draft with the words and files that can still be found in one of an older format; none where there are none.
    #[must_use]
    pub fn rescue(stored: Option<&serde_json::Value>) -> Option<Self> {
        let stored = stored?;
        let begun_at = stored.get("begun_at").and_then(serde_json::Value::as_i64).unwrap_or_default();
        let list = |name| stored.get(name).and_then(serde_json::Value::as_array).into_iter().flatten();
        let words = list("said").filter_map(|said| said.get("words").unwrap_or(said).as_str());
        let draft = Self {
            said: words.map(|words| Said { message: None, words: words.to_owned() }).collect(),
            media: list("media").filter_map(|id| id.as_i64().map(MediaId)).collect(),
            aside: Self::rescue(stored.get("aside")).map(Box::new),
            ..Self::new(Moment(begun_at))
        };
        (!draft.is_blank()).then_some(draft)
    }

    /// Whether nothing was said in it yet, and no other report was laid aside for it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        let silent = self.said.is_empty() && self.media.is_empty() && self.located.is_none() && self.asked.is_empty();
        silent && self.aside.is_none()
    }

    /// Whether it says what it is about: in words, or in a voice note.
    #[must_use]
    pub const fn is_described(&self) -> bool {
        !self.said.is_empty() || self.voice
    }

    /// The whole description, a line each.
    #[must_use]
    pub fn words(&self) -> String {
        self.said.iter().map(|said| said.words.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// Its category as the catalogue has it.
    #[must_use]
    pub fn category<'c>(&self, catalogue: &'c Catalogue) -> Option<&'c Category> {
        catalogue.category(self.category.as_deref()?)
    }

    /// What is wanted: as the words say where they suggested this category, else as is usual for it.
    #[must_use]
    pub fn kind(&self, catalogue: &Catalogue) -> Kind {
        match (&self.suggested, self.category(catalogue)) {
            (Some((code, kind)), Some(category)) if *code == category.code => *kind,
            (_, Some(category)) => category.kind,
            (Some((_, kind)), None) => *kind,
            (None, None) => Kind::Help,
        }
    }

    /// Whom it complains about, if it is a complaint or report about a party.
    #[must_use]
    pub fn against(&self, catalogue: &Catalogue) -> Option<Party> {
        let complains = matches!(self.kind(catalogue), Kind::Complaint | Kind::Report);
        self.category(catalogue).and_then(|category| category.against).filter(|_| complains)
    }

    /// Adds a line to the description and reads it. False when not all of it fitted.
    pub fn add_words(&mut self, message: Option<i64>, words: &str, catalogue: &Catalogue) -> bool {
        let words = words.trim();
        let have: usize = self.said.iter().map(|said| said.words.chars().count() + 1).sum();
        let taken: String = words.chars().take(MAX_WORDS.saturating_sub(have)).collect();
        let whole = taken.len() == words.len();
        if !taken.is_empty() {
            self.said.push(Said { message, words: taken });
            self.understand(catalogue);
        }
        whole
    }

    /// Reads the description anew: category, kind, emergency and place that its words suggest. What was read or
    /// answered before stays.
    pub fn understand(&mut self, catalogue: &Catalogue) {
        let suggestion = catalogue.suggest(&self.words());
        if let Some(place) = suggestion.place {
            let have = &mut self.place;
            have.building = have.building.take().or(place.building);
            have.unit = have.unit.take().or(place.unit);
            have.room = have.room.take().or(place.room);
        }
        self.suggested = Some((suggestion.category, suggestion.kind));
        self.emergency = self.emergency.take().or(suggestion.emergency);
        if self.emergency.is_some() && self.category.is_none() {
            self.category = self.emergency_category(catalogue);
            self.found = Some(Found::Suggested);
        }
    }

    fn emergency_category(&self, catalogue: &Catalogue) -> Option<String> {
        let code = self.emergency.as_ref()?;
        let emergency = catalogue.emergencies.iter().find(|emergency| emergency.code == *code)?;
        Some(emergency.category.clone())
    }

    /// Reads a description that was changed: an emergency that is no longer in it is none.
    pub fn understand_anew(&mut self, catalogue: &Catalogue) {
        self.emergency = None;
        self.understand(catalogue);
    }

    /// Settles the category; what was asked because of another one is forgotten.
    pub fn set_category(&mut self, code: &str, found: Found) {
        if self.category.as_deref() != Some(code) {
            self.answers.clear();
            self.urgency = None;
            self.compared = None;
            self.asked.retain(|part| !matches!(part, Part::Stop | Part::Similar | Part::Question(_) | Part::Urgency));
        }
        self.category = Some(code.to_owned());
        self.found = Some(found);
    }

    /// Marks a part as answered.
    pub fn settle(&mut self, part: &Part) {
        self.asked.retain(|asked| asked != part);
        self.asked.push(part.clone());
    }

    /// Forgets that a part was answered, so that it is asked again; the answer stays until another comes.
    pub fn unsettle(&mut self, part: &Part) {
        self.asked.retain(|asked| asked != part);
    }

    /// Takes the words and files of another draft into this one. False when not all of its words fitted.
    pub fn absorb(&mut self, other: Self, catalogue: &Catalogue) -> bool {
        let mut whole = true;
        for said in other.said {
            whole &= self.add_words(said.message, &said.words, catalogue);
        }
        self.media.extend(other.media);
        self.voice |= other.voice;
        self.album = other.album.or(self.album.take());
        self.located = other.located.or(self.located);
        whole
    }

    /// Everything that is asked for this draft, in order: what applies, and what was answered already.
    #[must_use]
    pub fn plan(&self, catalogue: &Catalogue) -> Vec<Part> {
        let suggested = || catalogue.category(&self.suggested.as_ref()?.0);
        let category = self.category(catalogue).or_else(suggested);
        let mut plan = Vec::new();
        let mut ask = |part: Part, applies: bool| {
            if applies || self.asked.contains(&part) {
                plan.push(part);
            }
        };
        ask(Part::Compound, false);
        ask(Part::What, !self.is_described());
        ask(Part::Category, self.found != Some(Found::Link));
        ask(Part::Stop, category.is_some_and(|category| category.stop.is_some()));
        ask(Part::Similar, false);
        ask(Part::Where, self.located.is_some() || !self.has_place());
        for code in category.into_iter().flat_map(|category| &category.questions) {
            ask(Part::Question(code.clone()), true);
        }
        ask(Part::Photos, self.media.is_empty());
        ask(Part::Urgency, category.is_some_and(|category| category.urgency == UrgencyRule::Ask));
        ask(Part::Privacy, true);
        ask(Part::Contact, self.privacy == Some(Privacy::Named) && self.contact.is_none());
        plan
    }

    fn has_place(&self) -> bool {
        self.place.building.is_some() || self.place_words.is_some()
    }

    /// The next question, none when everything is answered.
    #[must_use]
    pub fn next(&self, catalogue: &Catalogue) -> Option<Part> {
        self.plan(catalogue).into_iter().find(|part| !self.asked.contains(part))
    }

    /// Which question of how many this is, for those that count.
    #[must_use]
    pub fn position(&self, part: &Part, catalogue: &Catalogue) -> Option<(usize, usize)> {
        let mut answered = self.clone();
        answered.settle(part);
        let mut plan = answered.plan(catalogue);
        plan.retain(Part::counts);
        let at = plan.iter().position(|planned| planned == part)?;
        Some((at + 1, plan.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Draft, Moment};
    use serde_json::json;

    #[test]
    fn an_unknown_format_keeps_words_and_files() {
        let aside = json!({ "said": [{ "words": "门也坏了" }] });
        let stored = json!({ "version": 99, "begun_at": 7, "said": [{ "words": "灯坏了" }, "三楼"], "media": [5], "aside": aside });
        let draft = Draft::rescue(Some(&stored)).unwrap();
        assert_eq!(draft.aside.as_ref().map(|aside| aside.words()).as_deref(), Some("门也坏了"));
        assert_eq!((draft.words().as_str(), draft.media.len(), draft.begun_at), ("灯坏了\n三楼", 1, Moment(7)));
        assert_eq!(Draft::rescue(Some(&json!({ "said": [] }))), None);
    }
}
