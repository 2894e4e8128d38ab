//! The state of a project as the fold of its events.

use super::{Class, Event, Kind, Pledge, PledgeState, Project, Question, Stage, TurnedDown};
use crate::domain::id::{PersonId, ProjectId, ProjectNumber};
use crate::domain::time::Moment;

impl Project {
    /// The project that an [`Event::Proposed`] begins; `None` for any other event.
    #[must_use]
    pub fn begin(id: ProjectId, number: ProjectNumber, first: &Event, at: Moment) -> Option<Self> {
        let Event::Proposed { proposal } = first else { return None };
        Some(Self {
            id,
            number,
            version: 0,
            compound: proposal.compound,
            author: proposal.author,
            ticket: proposal.ticket,
            affected: proposal.affected,
            estimate: proposal.estimate,
            cost: 0,
            class: Class::Fund,
            kind: Kind::Work,
            responsible: None,
            stage: Stage::Proposed,
            turned_down: None,
            supporters: proposal.supporters.clone(),
            questions: Vec::new(),
            pledges: Vec::new(),
            vote: None,
            granted: 0,
            tasks: Vec::new(),
            spent: None,
            proposed_at: at,
            published_at: None,
        })
    }

    /// Folds an event of `person` (none: the clock) that happened at `at` into the state. Does not touch `version`.
    pub fn apply(&mut self, event: &Event, person: Option<PersonId>, at: Moment) {
        self.stage = event.stage().unwrap_or(self.stage);
        match event {
            Event::Proposed { .. } | Event::Refused | Event::Withdrawn => {}
            Event::Vetted { vetting } => {
                (self.cost, self.class, self.kind) = (vetting.cost, vetting.class, vetting.kind);
                self.responsible = Some(vetting.responsible);
                self.turned_down = None;
            }
            Event::TurnedDown { reason, until } => {
                self.turned_down = Some(TurnedDown { reason: *reason, until: *until, answered: false });
            }
            Event::RefusalAnswered => {
                self.turned_down = self.turned_down.map(|turned| TurnedDown { answered: true, ..turned });
            }
            Event::Published => self.published_at = self.published_at.or(Some(at)),
            Event::PutToVote { vote } | Event::Lost { vote } => self.vote = Some(*vote),
            Event::Won { vote, granted } => (self.vote, self.granted) = (Some(*vote), *granted),
            Event::WorksBegun { task } => self.tasks.push(*task),
            Event::Accounted { spent } => self.spent = Some(*spent),
            _ => self.hear(event, person),
        }
    }

    /// What residents ask, say and promise.
    fn hear(&mut self, event: &Event, person: Option<PersonId>) {
        match event {
            Event::Asked => self.questions.push(Question { asker: person, answered: false }),
            Event::Answered { question } => {
                if let Some(question) = self.questions.get_mut(*question) {
                    question.answered = true;
                }
            }
            Event::Supported => self.supporters.extend(person),
            Event::Unsupported => self.supporters.retain(|supporter| Some(*supporter) != person),
            Event::Pledged { amount, shown } => {
                self.pledges.push(Pledge { person, amount: *amount, shown: *shown, state: PledgeState::Promised });
            }
            Event::PledgeTakenBack { pledge } => self.settle(*pledge, PledgeState::TakenBack),
            Event::PledgeReceived { pledge } => self.settle(*pledge, PledgeState::Received),
            _ => {}
        }
    }

    fn settle(&mut self, pledge: usize, state: PledgeState) {
        if let Some(pledge) = self.pledges.get_mut(pledge) {
            pledge.state = state;
        }
    }
}
