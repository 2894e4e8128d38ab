//! The state of a ticket as the fold of its events.

use super::{Dues, Event, FollowUp, State, Ticket, Urgency, Waiting, WaitingFor};
use crate::domain::id::{Number, PersonId, TicketId};
use crate::domain::time::Moment;

impl Ticket {
    /// The ticket that an [`Event::Submitted`] begins; `None` for any other event.
    #[must_use]
    pub fn begin(id: TicketId, number: Number, first: &Event, at: Moment) -> Option<Self> {
        let Event::Submitted { filing, level, dues } = first else { return None };
        Some(Self {
            id,
            number,
            version: 0,
            reporter: filing.reporter,
            spot: filing.spot.clone(),
            category: filing.category.clone(),
            kind: filing.kind,
            source: filing.source,
            urgency: filing.urgency,
            emergency: filing.emergency,
            privacy: filing.privacy,
            against: filing.against,
            state: State::Submitted,
            level: *level,
            lead: None,
            helpers: Vec::new(),
            filed_at: at,
            dues: *dues,
            acknowledged_at: None,
            contacted_at: None,
            waiting: None,
            paused_ms: 0,
            supervised: None,
            parked: None,
            extended: false,
            returned: false,
            raised_to: None,
            urged_at: None,
            urged: 0,
            resolved_at: None,
            ended_at: None,
            before_end: None,
            reopened: 0,
            follow_up: FollowUp::default(),
            affected: 1,
            unsolved: Vec::new(),
            merged_into: None,
            objected: false,
        })
    }

    /// Whether it goes before what isn't: an emergency, or an urgent matter.
    #[must_use]
    pub fn is_urgent(&self) -> bool {
        self.emergency || self.urgency == Urgency::Urgent
    }

    /// Folds an event that happened at `at` into the state. Does not touch `version`.
    pub fn apply(&mut self, event: &Event, at: Moment) {
        match event {
            Event::Submitted { .. } | Event::Replied | Event::Said | Event::Edited | Event::Noted | Event::Verified => {
            }
            Event::Acknowledged { lead } => self.take(*lead, at),
            Event::Assigned { lead } => self.lead = Some(*lead),
            Event::LeadLeft => self.back_to_queue(),
            Event::Contacted => self.contact(at),
            Event::Asked { until } => self.wait(WaitingFor::Resident, *until, at),
            Event::Waits { on, until } => self.wait(*on, *until, at),
            Event::Resumed { done, .. } => self.resume(*done, at),
            Event::HelperAdded { helper } => self.helpers.push(*helper),
            Event::Urged => {
                self.urged_at = Some(at);
                self.urged += 1;
            }
            Event::PrivacyChanged { privacy } => self.privacy = *privacy,
            Event::Resolved { .. } => self.resolve(at),
            Event::Joined => self.affected += 1,
            Event::Left => self.affected -= 1,
            Event::ReporterLeft => {
                self.reporter = None;
                self.affected -= 1;
            }
            Event::AffectedUnsolved { person } => self.unsolved.push(*person),
            Event::Reopened { dues } => self.reopen(*dues),
            Event::FollowUpContacted { contacted } => self.follow_up.contacted = Some(*contacted),
            Event::FollowUpSolved { solved } => self.follow_up.solved = Some(*solved),
            Event::FollowUpReason { reason } => self.follow_up.reason = Some(*reason),
            Event::FollowUpSatisfied { satisfaction } => self.follow_up.satisfaction = Some(*satisfaction),
            Event::TakenBack => self.take_back(),
            Event::Closed { .. } => self.end(State::Closed, at),
            Event::Declined { .. } => self.end(State::Declined, at),
            Event::Transferred { .. } => self.end(State::Transferred, at),
            Event::Terminated => self.end(State::Terminated, at),
            Event::Withdrawn => self.end(State::Withdrawn, at),
            Event::Merged { into } => {
                self.merged_into = Some(*into);
                self.end(State::Merged, at);
            }
            _ => self.climb(event),
        }
    }

    /// Events of the ladder and the clocks.
    fn climb(&mut self, event: &Event) {
        match event {
            Event::Moved { category, dues } => {
                self.category.clone_from(category);
                self.dues = *dues;
            }
            Event::Returned { level } => {
                self.level = *level;
                self.returned = true;
                self.back_to_queue();
            }
            Event::Raised { to } => self.raised_to = Some(*to),
            Event::RaiseAccepted => {
                self.level = self.raised_to.take().unwrap_or(self.level);
            }
            Event::RaiseRejected => self.raised_to = None,
            Event::Supervised { level } => self.supervised = Some(*level),
            Event::Extended { done } => {
                self.dues.done = Some(*done);
                self.extended = true;
            }
            Event::Parked { review } => self.parked = Some(*review),
            Event::Unparked => self.parked = None,
            Event::UrgencyChanged { urgency, dues } => {
                self.urgency = *urgency;
                self.dues = *dues;
            }
            Event::Objected { level, dues } => {
                self.objected = true;
                self.level = *level;
                self.dues = *dues;
                self.back_to_queue();
            }
            Event::Unmerged => {
                self.merged_into = None;
                self.back_to_queue();
            }
            _ => {}
        }
    }

    fn take(&mut self, lead: PersonId, at: Moment) {
        self.state = State::Acknowledged;
        self.lead = Some(lead);
        self.acknowledged_at = Some(at);
    }

    fn contact(&mut self, at: Moment) {
        self.state = State::InProgress;
        self.contacted_at.get_or_insert(at);
    }

    fn wait(&mut self, on: WaitingFor, until: Moment, at: Moment) {
        let since = self.waiting.map_or(at, |waiting| waiting.since);
        self.waiting = Some(Waiting { on, since, until });
    }

    fn resume(&mut self, done: Option<Moment>, at: Moment) {
        if let Some(waiting) = self.waiting.take() {
            self.paused_ms += (at.0 - waiting.since.0).max(0);
        }
        self.dues.done = done;
    }

    fn resolve(&mut self, at: Moment) {
        self.before_end = Some((self.state, self.contacted_at));
        self.state = State::Resolved;
        self.contacted_at.get_or_insert(at);
        self.resolved_at = Some(at);
        self.waiting = None;
        self.follow_up = FollowUp::default();
        self.unsolved.clear();
    }

    fn reopen(&mut self, dues: Dues) {
        self.state = State::InProgress;
        self.dues = dues;
        self.ended_at = None;
        self.resolved_at = None;
        self.unsolved.clear();
        self.reopened += 1;
    }

    /// As it was before it was done or declined; a wait that this ended is not begun again.
    fn take_back(&mut self) {
        if let Some((state, contacted_at)) = self.before_end.take() {
            (self.state, self.contacted_at) = (state, contacted_at);
        }
        (self.resolved_at, self.ended_at) = (None, None);
        self.follow_up = FollowUp::default();
    }

    fn end(&mut self, state: State, at: Moment) {
        self.before_end = Some((self.state, self.contacted_at));
        self.state = state;
        self.waiting = None;
        self.ended_at = Some(at);
    }

    fn back_to_queue(&mut self) {
        self.state = State::Submitted;
        self.lead = None;
        self.acknowledged_at = None;
        self.waiting = None;
        self.ended_at = None;
    }
}
