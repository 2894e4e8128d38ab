//! The state of a task as the fold of its events.

use super::{MicroTask, Paused, Phase, Stage, TaskEvent};
use crate::domain::id::{PersonId, TaskId, TaskNumber};
use crate::domain::time::Moment;

impl MicroTask {
    /// The task that a [`TaskEvent::Proposed`] begins; `None` for any other event.
    #[must_use]
    pub fn begin(id: TaskId, number: TaskNumber, first: &TaskEvent, at: Moment) -> Option<Self> {
        let TaskEvent::Proposed { plan } = first else { return None };
        Some(Self {
            id,
            number,
            version: 0,
            plan: plan.clone(),
            stage: Stage::Proposed,
            paused: None,
            proposed_at: at,
            posting: None,
            objectors: Vec::new(),
            answered: Vec::new(),
            objections: 0,
            started_at: None,
            before_photos: 0,
            after_photos: 0,
            finished_at: None,
            accepted_by: Vec::new(),
            checked_by: Vec::new(),
            accepted_at: None,
            strike_off_asked: None,
            struck_off_at: None,
            looked_again_at: None,
            reopened: 0,
            carried: 0,
            last_carried: None,
            dropped: None,
            tickets: Vec::new(),
            changed_at: at,
        })
    }

    /// Folds an event of `person` (none: the clock) that happened at `at` into the state. Does not touch `version`.
    pub fn apply(&mut self, event: &TaskEvent, person: Option<PersonId>, at: Moment) {
        self.changed_at = at;
        self.stage = event.stage().unwrap_or(self.stage);
        match event {
            TaskEvent::Proposed { .. } | TaskEvent::Decided => {}
            TaskEvent::Published { posting } => self.posting = Some(*posting),
            TaskEvent::Scheduled { start, deadline } => (self.plan.start, self.plan.deadline) = (*start, *deadline),
            TaskEvent::Started => self.started_at = Some(at),
            TaskEvent::Posted { phase, photos } => match phase {
                Phase::Before => self.before_photos += photos,
                Phase::During => {}
                Phase::After => self.after_photos += photos,
            },
            TaskEvent::Finished { photos } => self.finish(*photos, at),
            _ => self.end(event, person, at),
        }
    }

    /// Acceptance, strike-off and what comes after.
    fn end(&mut self, event: &TaskEvent, person: Option<PersonId>, at: Moment) {
        match event {
            TaskEvent::Accepted => {
                self.accepted_by.extend(person);
                self.objectors.retain(|objector| Some(*objector) != person);
            }
            TaskEvent::Checked => self.checked_by.extend(person),
            TaskEvent::AcceptanceComplete => self.accepted_at = Some(at),
            TaskEvent::Objected => {
                self.objections += 1;
                self.objectors.extend(person);
                self.accepted_by.retain(|accepted| Some(*accepted) != person);
                self.strike_off_asked = None;
            }
            TaskEvent::Answered => self.answered.append(&mut self.objectors),
            TaskEvent::StrikeOffAsked => self.strike_off_asked = person,
            TaskEvent::SentBack => self.strike_off_asked = None,
            TaskEvent::StruckOff => self.struck_off_at = Some(at),
            TaskEvent::LookedAgain => self.looked_again_at = Some(at),
            TaskEvent::Reopened { deadline } => self.reopen(*deadline),
            _ => self.hold(event, at),
        }
    }

    /// What stops a task or moves it about.
    fn hold(&mut self, event: &TaskEvent, at: Moment) {
        match event {
            TaskEvent::Paused { reason } => self.paused = Some(Paused { reason: *reason, since: at }),
            TaskEvent::Resumed => self.paused = None,
            TaskEvent::Dropped { reason } => {
                self.paused = None;
                self.dropped = Some(*reason);
            }
            TaskEvent::CarriedOver { carried } => {
                self.carried += 1;
                self.last_carried = Some(*carried);
                self.plan.deadline = carried.until.unwrap_or(self.plan.deadline);
            }
            TaskEvent::Assigned { responsible } => self.plan.responsible = *responsible,
            TaskEvent::Linked { ticket } => self.tickets.push(*ticket),
            _ => {}
        }
    }

    fn finish(&mut self, photos: i64, at: Moment) {
        self.after_photos += photos;
        self.finished_at = Some(at);
        self.objectors.clear();
        self.answered.clear();
        self.accepted_by.clear();
        self.checked_by.clear();
        self.accepted_at = None;
        self.strike_off_asked = None;
    }

    fn reopen(&mut self, deadline: Moment) {
        self.reopened += 1;
        self.plan.deadline = deadline;
        self.after_photos = 0;
        self.finished_at = None;
        self.accepted_by.clear();
        self.checked_by.clear();
        self.accepted_at = None;
        self.strike_off_asked = None;
        self.struck_off_at = None;
        self.looked_again_at = None;
    }
}
