//! The questions of a proposal and its answers so far.

use serde::{Deserialize, Serialize};

use crate::domain::id::{MediaId, Number, PersonId, PlaceId, ProjectNumber};
use crate::domain::micro_task::{Money, Origin, TaskType};
use crate::domain::time::Moment;

/// A question of the proposal, in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Where it comes from.
    Origin,
    /// The compound.
    Compound,
    /// What is to be done.
    Title,
    /// The category.
    Category,
    /// Whether the company has to do it anyway.
    Duty,
    /// Whether it is planned already.
    Planned,
    /// 工程, 服务, 货物.
    Kind,
    /// Who answers for it.
    Responsible,
    /// The company that does it.
    Company,
    /// What it costs.
    Budget,
    /// Where that comes from.
    Money,
    /// When work starts.
    Start,
    /// By when it is done.
    Deadline,
    /// Photos of the place as it is.
    Photos,
}

/// Every part, in order.
pub(super) const PARTS: [Part; 14] = [
    Part::Origin,
    Part::Compound,
    Part::Title,
    Part::Category,
    Part::Duty,
    Part::Planned,
    Part::Kind,
    Part::Responsible,
    Part::Company,
    Part::Budget,
    Part::Money,
    Part::Start,
    Part::Deadline,
    Part::Photos,
];

/// A proposal that isn't made yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub(super) ticket: Option<Number>,
    /// The fund project that it is made of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) project: Option<ProjectNumber>,
    pub(super) origin: Option<Origin>,
    pub(super) compound: Option<PlaceId>,
    pub(super) title: Option<String>,
    pub(super) category: Option<String>,
    pub(super) not_duty: Option<bool>,
    pub(super) not_planned: Option<bool>,
    pub(super) kind: Option<TaskType>,
    pub(super) responsible: Option<(PersonId, String)>,
    /// `""` where it isn't settled yet.
    pub(super) company: Option<String>,
    pub(super) budget_fen: Option<i64>,
    pub(super) money: Option<Money>,
    pub(super) start: Option<Moment>,
    pub(super) deadline: Option<Moment>,
    pub(super) photos: Option<Vec<MediaId>>,
    /// The part that is asked; none: the page to look it over.
    pub(super) at: Option<Part>,
    /// Whether one answer is changed from that page.
    pub(super) editing: bool,
    /// Which page or group of answers is shown.
    pub(super) within: String,
}

impl Draft {
    pub(super) fn is_settled(&self, part: Part) -> bool {
        match part {
            Part::Origin => self.origin.is_some(),
            Part::Compound => self.compound.is_some(),
            Part::Title => self.title.is_some(),
            Part::Category => self.category.is_some(),
            Part::Duty => self.not_duty.is_some(),
            Part::Planned => self.not_planned.is_some(),
            Part::Kind => self.kind.is_some(),
            Part::Responsible => self.responsible.is_some(),
            Part::Company => self.company.is_some(),
            Part::Budget => self.budget_fen.is_some(),
            Part::Money => self.money.is_some() || self.budget_fen == Some(0),
            Part::Start => self.start.is_some(),
            Part::Deadline => self.deadline.is_some(),
            Part::Photos => self.photos.is_some(),
        }
    }

    /// Whether a part is asked at all: a ticket or project says where it is and that it comes from
    /// one.
    pub(super) fn asks(&self, part: Part) -> bool {
        match part {
            Part::Origin | Part::Compound => self.ticket.is_none() && self.project.is_none(),
            Part::Money => self.budget_fen != Some(0),
            _ => true,
        }
    }

    pub(super) fn asked(&self) -> impl Iterator<Item = Part> + '_ {
        PARTS.into_iter().filter(|part| self.asks(*part))
    }

    /// The part before the one that is asked.
    pub(super) fn before(&self) -> Option<Part> {
        self.asked().take_while(|part| Some(*part) != self.at).last()
    }
}
