//! The catalogue: categories, questions, words, periods. Data of the operator's, checked before it is used.

use serde::{Deserialize, Serialize};

use super::language::Bilingual;
use super::role::Role;
use super::ticket::{Kind, Party, UnsolvedReason};

/// Every period and limit that differs by city: `[periods]` is their only home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Periods {
    /// Working day begins, minutes after midnight.
    pub day_begins: u32,
    /// Working day ends, minutes after midnight.
    pub day_ends: u32,
    /// Handling is due at this minute of its day.
    pub done_at: u32,
    /// Acknowledge within this many working minutes.
    pub acknowledge_minutes: i64,
    /// Contact by the same time this many working days later.
    pub contact_days: u32,
    /// Done on the nth working day, unless the category says otherwise.
    pub done_days: u32,
    /// The same for questions.
    pub question_days: u32,
    /// The same for a reopened ticket.
    pub reopened_days: u32,
    /// Urgent: acknowledge within minutes, round the clock.
    pub urgent_acknowledge_minutes: i64,
    /// Urgent: contact within minutes.
    pub urgent_contact_minutes: i64,
    /// Urgent: done within minutes.
    pub urgent_done_minutes: i64,
    /// Days of silence after done until it closes; also the time to reopen and to object.
    pub silence_days: i64,
    /// The warning comes so many days before that.
    pub warning_days: i64,
    /// Working days to wait for the resident.
    pub wait_resident_days: u32,
    /// Days in all to wait for parts or a third party.
    pub wait_third_days: i64,
    /// Hours between two urges.
    pub urge_hours: i64,
    /// Hours after which a draft is reminded of, once.
    pub draft_reminder_hours: i64,
    /// Days after which a draft is dropped.
    pub draft_days: i64,
    /// Hours in which a line answers the one ticket that asked.
    pub asking_hours: i64,
    /// Affected people saying no that reopen a ticket.
    pub affected_reopen: i64,
}

/// A group of at most seven categories.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Code.
    pub code: String,
    /// Name on its button.
    pub name: Bilingual,
}

/// A question of a category's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Code.
    pub code: String,
    /// The question.
    pub text: Bilingual,
    /// Answers to tap; none: free text.
    #[serde(default)]
    pub options: Vec<Bilingual>,
    /// Whether Skip is offered.
    #[serde(default)]
    pub required: bool,
}

/// How a category's urgency is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UrgencyRule {
    /// Always normal.
    Normal,
    /// Always urgent.
    Urgent,
    /// The reporter is asked.
    #[default]
    Ask,
}

/// A category of matters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// `[a-z_]`, used in links and exports.
    pub code: String,
    /// Its group.
    pub group: String,
    /// Name on its button.
    pub name: Bilingual,
    /// Kind unless the text says otherwise.
    pub kind: Kind,
    /// Role that leads.
    pub lead: Role,
    /// Whom it is about, if it is about a party.
    #[serde(default)]
    pub against: Option<Party>,
    /// Working days until done, else the default.
    #[serde(default)]
    pub done_days: Option<u32>,
    /// Urgency.
    #[serde(default)]
    pub urgency: UrgencyRule,
    /// Whether others see it in the public short form.
    #[serde(default = "yes")]
    pub public: bool,
    /// Whether a second person verifies the result.
    #[serde(default)]
    pub verify: bool,
    /// Codes of its own questions.
    #[serde(default)]
    pub questions: Vec<String>,
    /// "Not ours": whom to ask instead, shown before filing, with one tap to file anyway.
    #[serde(default)]
    pub stop: Option<Bilingual>,
    /// Words and patterns that suggest it.
    #[serde(default)]
    pub words: Vec<String>,
    /// No longer offered; old tickets keep it.
    #[serde(default)]
    pub retired: bool,
}

fn yes() -> bool {
    true
}

/// A canned reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Canned {
    /// Code, used in buttons.
    pub code: String,
    /// Categories that offer it; none: all.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Name on its button.
    pub name: Bilingual,
    /// Text with `{number}`, `{place}`, `{name}`, `{due}`.
    pub text: Bilingual,
}

/// A reason after "not solved".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unsolved {
    /// Reason.
    pub reason: UnsolvedReason,
    /// Whether it reopens, or only counts.
    pub reopens: bool,
}

/// Words of an emergency and whom to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Emergency {
    /// Code: lift, fire, gas, violence, injury, despair, …
    pub code: String,
    /// What to do, one or two short sentences.
    pub text: Bilingual,
    /// Numbers to call, each alone on a line: `119`, or `@lift`, `@gas`, `@office`, `@property` for the place's own.
    pub call: Vec<String>,
    /// Category to file it under.
    pub category: String,
    /// Words and patterns.
    pub words: Vec<String>,
}

/// Building, unit and room read out of free text, normalised.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPlace {
    /// `3`.
    pub building: Option<String>,
    /// `2`.
    pub unit: Option<String>,
    /// `501`.
    pub room: Option<String>,
}

/// What a text would be taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Category code; `other` when nothing fits but it is a matter.
    pub category: String,
    /// Kind.
    pub kind: Kind,
    /// Code of the emergency whose words are in it.
    pub emergency: Option<String>,
    /// Place read out of it.
    pub place: Option<ReadPlace>,
    /// True for greetings, thanks and other talk that is no matter.
    pub small_talk: bool,
}

/// The whole catalogue, checked.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// Periods and limits.
    pub periods: Periods,
    /// Groups of categories, in the order shown.
    pub groups: Vec<Group>,
    /// Questions, by code.
    pub questions: Vec<Question>,
    /// Categories, in the order shown.
    pub categories: Vec<Category>,
    /// Canned replies.
    pub canned: Vec<Canned>,
    /// Reasons after "not solved", in the order shown.
    pub unsolved: Vec<Unsolved>,
    /// Emergencies.
    pub emergencies: Vec<Emergency>,
}

impl Catalogue {
    /// The category of a code, retired ones too.
    #[must_use]
    pub fn category(&self, code: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.code == code)
    }

    /// What `text` would be taken for.
    #[must_use]
    pub fn suggest(&self, _text: &str) -> Suggestion {
        let text = _text;
        let place = text.find("3栋").map(|_| ReadPlace {
            building: Some("3".to_owned()),
            unit: text.contains("2单元").then(|| "2".to_owned()),
            room: None,
        });
        let e = text.contains("电梯困");
        Suggestion {
            category: if text.contains("灯") {
                "lighting"
            } else if e {
                "lift"
            } else {
                "other"
            }
            .to_owned(),
            kind: Kind::Help,
            emergency: e.then(|| "lift".to_owned()),
            place,
            small_talk: text.contains("谢") || text.contains("你好"),
        }
    }
}

// --- local stub until the catalogue lands ---
pub struct Fault {
    pub line: usize,
    pub what: String,
}
#[derive(Debug)]
pub struct UnknownVariable;
impl Catalogue {
    pub fn parse(_t: &str) -> Result<Catalogue, Vec<Fault>> {
        unimplemented!()
    }
    pub fn standard() -> &'static Catalogue {
        static C: std::sync::OnceLock<Catalogue> = std::sync::OnceLock::new();
        C.get_or_init(|| {
            let b = |zh: &str, en: &str| Bilingual { zh: zh.to_owned(), en: en.to_owned() };
            let cat = |code: &str, zh: &str, en: &str, days| Category {
                code: code.to_owned(),
                group: "broken".to_owned(),
                name: b(zh, en),
                kind: Kind::Help,
                lead: Role::Clerk,
                against: None,
                done_days: days,
                urgency: UrgencyRule::Normal,
                public: true,
                verify: false,
                questions: vec![],
                stop: None,
                words: vec![],
                retired: false,
            };
            Catalogue {
                periods: Periods {
                    day_begins: 480,
                    day_ends: 1200,
                    done_at: 1080,
                    acknowledge_minutes: 120,
                    contact_days: 1,
                    done_days: 5,
                    question_days: 1,
                    reopened_days: 3,
                    urgent_acknowledge_minutes: 15,
                    urgent_contact_minutes: 120,
                    urgent_done_minutes: 1440,
                    silence_days: 7,
                    warning_days: 1,
                    wait_resident_days: 5,
                    wait_third_days: 30,
                    urge_hours: 24,
                    draft_reminder_hours: 24,
                    draft_days: 30,
                    asking_hours: 72,
                    affected_reopen: 3,
                },
                groups: vec![Group { code: "broken".to_owned(), name: b("坏了", "Broken") }],
                questions: vec![],
                categories: vec![
                    cat("lighting", "照明", "Lighting", Some(2)),
                    cat("lift", "电梯", "Lift", None),
                    cat("greening", "绿化", "Greening", None),
                    cat("other", "其他", "Other", None),
                ],
                canned: vec![],
                unsolved: UnsolvedReason::ALL
                    .iter()
                    .map(|r| Unsolved {
                        reason: *r,
                        reopens: !matches!(r, UnsolvedReason::Rude | UnsolvedReason::NoAnswer),
                    })
                    .collect(),
                emergencies: vec![Emergency {
                    code: "lift".to_owned(),
                    text: b("先打电话", "Call first"),
                    call: vec!["119".to_owned(), "@lift".to_owned()],
                    category: "lift".to_owned(),
                    words: vec![],
                }],
            }
        })
    }
    #[must_use]
    pub fn reopens(&self, reason: UnsolvedReason) -> bool {
        self.unsolved.iter().any(|u| u.reason == reason && u.reopens)
    }
    #[must_use]
    pub fn canned_for(&self, _c: &str) -> Vec<&Canned> {
        vec![]
    }
    pub fn fill_canned(&self, _t: &str, _v: &[(&str, &str)]) -> Result<String, UnknownVariable> {
        unimplemented!()
    }
    #[must_use]
    pub fn print(&self) -> String {
        unimplemented!()
    }
}
