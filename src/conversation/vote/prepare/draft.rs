//! A vote on its way: its parts in order, and the vote that it makes.

use serde::{Deserialize, Serialize};

use crate::domain::fund::project::Class;
use crate::domain::household::Scope;
use crate::domain::id::{MediaId, PersonId, PlaceId, ProjectNumber, VoteId};
use crate::domain::place::Assembly;
use crate::domain::vote::article278::{Matter, Owners, Silence, Subject};
use crate::domain::vote::poll::{Ask, Candidate, Method, Params, Poll, Told, Words};
use crate::domain::vote::receipt::{hash, hex};

/// What is asked next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Part {
    #[default]
    Kind,
    Subject,
    Title,
    Question,
    Area,
    Project,
    Silence,
    Projects,
    Budget,
    Method,
    Who,
    Days,
    Review,
}

/// A project that is decided on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(ProjectNumber, i64, String)", into = "(ProjectNumber, i64, String)")]
pub(super) struct Chosen {
    pub(super) number: ProjectNumber,
    /// In fen.
    pub(super) cost: i64,
    pub(super) name: String,
}

impl From<(ProjectNumber, i64, String)> for Chosen {
    fn from((number, cost, name): (ProjectNumber, i64, String)) -> Self {
        Self { number, cost, name }
    }
}

impl From<Chosen> for (ProjectNumber, i64, String) {
    fn from(chosen: Chosen) -> Self {
        (chosen.number, chosen.cost, chosen.name)
    }
}

/// A vote on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub(super) compound: PlaceId,
    pub(super) part: Part,
    /// None: a fund vote.
    pub(super) matter: Option<Matter>,
    /// What owners decide on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) subject: Option<Subject>,
    pub(super) title: String,
    pub(super) question: String,
    /// Building, and unit in it.
    pub(super) area: Option<(String, Option<String>)>,
    /// Whether the silent follow the majority.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) follows: bool,
    pub(super) options: Vec<Chosen>,
    /// The first project on the screen.
    pub(super) at: i64,
    pub(super) budget: i64,
    pub(super) method: Method,
    pub(super) owners_only: bool,
    pub(super) days: i64,
}

impl Draft {
    pub(super) const fn new(compound: PlaceId) -> Self {
        Self {
            compound,
            part: Part::Kind,
            matter: None,
            subject: None,
            title: String::new(),
            question: String::new(),
            area: None,
            follows: false,
            options: Vec::new(),
            at: 0,
            budget: 0,
            method: Method::EqualShares,
            owners_only: false,
            days: 0,
        }
    }

    /// The parts in order, of a vote of this kind.
    const fn parts(&self) -> &'static [Part] {
        match self.matter {
            None => &[
                Part::Kind,
                Part::Title,
                Part::Projects,
                Part::Budget,
                Part::Method,
                Part::Who,
                Part::Days,
                Part::Review,
            ],
            Some(_) => &[
                Part::Kind,
                Part::Subject,
                Part::Title,
                Part::Question,
                Part::Project,
                Part::Area,
                Part::Silence,
                Part::Days,
                Part::Review,
            ],
        }
    }

    /// The parts after this one, the next first; or those before it, the last first.
    pub(super) fn beyond(&self, back: bool) -> Vec<Part> {
        let parts = self.parts();
        let at = parts.iter().position(|part| *part == self.part).unwrap_or_default();
        let (before, after) = parts.split_at(at);
        if back { before.iter().rev().copied().collect() } else { after.iter().skip(1).copied().collect() }
    }

    /// The legal class of the projects that it may decide on.
    pub(super) const fn class(&self) -> Class {
        match self.matter {
            None => Class::Fund,
            Some(matter) => Class::of_matter(matter),
        }
    }

    pub(super) fn params(&self, assembly: &Assembly) -> Params {
        let (building, unit) = self.area.clone().map_or((None, None), |(building, unit)| (Some(building), unit));
        let ask = match self.matter {
            None => {
                let option = |chosen: &Chosen| Candidate { project: chosen.number, cost: chosen.cost };
                let options = self.options.iter().map(option).collect();
                Ask::Fund { budget: self.budget, method: self.method, owners_only: self.owners_only, options }
            }
            Some(_) => Ask::Owners {
                subject: self.subject.unwrap_or(Subject::Other),
                binding: assembly.channel.is_some(),
                silence: self.silence(assembly),
                project: self.options.first().map(|chosen| chosen.number),
            },
        };
        Params { scope: Scope { compound: self.compound, building, unit }, ask, days: self.days }
    }

    fn silence(&self, assembly: &Assembly) -> Silence {
        match assembly.silence.as_ref().filter(|_| self.follows) {
            Some(rule) => {
                Silence::FollowMajority { rules: rule.rules.clone(), warning: hex(&hash(rule.warning.as_bytes())) }
            }
            None => Silence::Strict,
        }
    }

    /// The vote that it makes. `pictures` show what stands for election, in the order of the options.
    pub(super) fn told(
        &self,
        assembly: &Assembly,
        pictures: Vec<Option<MediaId>>,
        (id, by): (VoteId, PersonId),
    ) -> Told {
        let params = self.params(assembly);
        let warning = match &params.ask {
            Ask::Owners { silence: Silence::FollowMajority { .. }, .. } => assembly.silence.clone(),
            _ => None,
        };
        let channel = assembly.channel.clone().filter(|_| self.matter.is_some());
        let words = Words {
            title: self.title.clone(),
            question: self.question.clone(),
            options: self.options.iter().map(|chosen| chosen.name.clone()).collect(),
            pictures,
            channel: channel.unwrap_or_default(),
            warning: warning.map(|rule| rule.warning).unwrap_or_default(),
        };
        Told { poll: Poll::prepared(id, params, by), words, cast: Owners::default() }
    }
}
