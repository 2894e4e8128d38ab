//! A ticket's life as the domain's table of changes tells it. The model keeps what the table speaks of and knows nothing
//! of the product's events; [`super::product`] holds the two against each other.

use std::collections::BTreeSet;

use mulin::domain::ticket::{Solved, State, UnsolvedReason};
use proptest::prelude::*;
use proptest_state_machine::ReferenceStateMachine;

/// Minutes of the seven days in which things may still be said.
const WEEK: i64 = 7 * 24 * 60;
/// Of so many affected, who said that it isn't solved, it is reopened.
const REOPENING: usize = 3;

/// Who does something. Clerks 2 and 3 stand at the compound, 4 at the community, 5 at the subdistrict.
pub(super) type Who = i64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Does {
    Take(Who),
    Assign(Who, Who),
    Reply(Who),
    Ask(Who),
    Call(Who),
    Note(Who),
    Done(Who),
    Decline(Who),
    Reopen(Who),
    TakeBack(Who),
    /// The lead's role ended.
    LeadLeaves,
    Say,
    Withdraw,
    Object,
    Join(Who),
    Leave(Who),
    Contacted(bool),
    Solved(Solved),
    Because(UnsolvedReason),
    Satisfied,
    NotSolvedFor(Who),
    Silence,
}

/// What the table speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Life {
    pub(super) now: i64,
    pub(super) state: State,
    pub(super) lead: Option<Who>,
    pub(super) level: i64,
    pub(super) waits: bool,
    pub(super) contacted: bool,
    pub(super) reporter: bool,
    pub(super) affected: BTreeSet<Who>,
    pub(super) resolved_at: i64,
    pub(super) ended_at: i64,
    pub(super) reopened: i64,
    /// State and contact before it was last done or declined.
    pub(super) before: (State, bool),
    pub(super) objected: bool,
    pub(super) answered: (bool, Option<Solved>, bool, bool),
    pub(super) unsolved: BTreeSet<Who>,
    /// Whether the last thing was allowed.
    pub(super) allowed: bool,
}

impl Life {
    fn open(&self) -> bool {
        matches!(self.state, State::Submitted | State::Acknowledged | State::InProgress)
    }

    /// Resolved, and the seven days of the follow-up not over.
    fn asked(&self) -> bool {
        self.state == State::Resolved && self.now <= self.resolved_at + WEEK
    }

    fn lead_by(&mut self, who: Who) {
        (self.state, self.lead) = (State::Acknowledged, Some(who));
    }

    /// The first human contact, by which an untaken one is taken.
    fn contact(&mut self, who: Who) {
        if self.state == State::Submitted {
            self.lead = Some(who);
        }
        (self.state, self.contacted) = (State::InProgress, true);
    }

    fn end(&mut self, state: State) {
        self.before = (self.state, self.contacted);
        (self.state, self.waits, self.ended_at) = (state, false, self.now);
    }

    fn reopen(&mut self) {
        self.state = State::InProgress;
        self.reopened += 1;
        self.unsolved.clear();
    }

    fn resolve(&mut self, who: Who) {
        if self.state == State::Submitted {
            self.lead_by(who);
        }
        self.before = (self.state, self.contacted);
        (self.state, self.contacted, self.waits, self.resolved_at) = (State::Resolved, true, false, self.now);
        self.answered = (false, None, false, false);
        self.unsolved.clear();
    }

    /// Does it if the table allows it, and says so.
    fn does(&mut self, does: Does) -> bool {
        match does {
            Does::Take(who) if self.state == State::Submitted => self.lead_by(who),
            Does::Assign(_, whom) if self.state == State::Submitted => self.lead_by(whom),
            Does::Assign(_, whom) if self.open() && self.lead != Some(whom) => self.lead = Some(whom),
            Does::Reply(who) if self.reporter && self.open() => self.contact(who),
            Does::Reply(_) => return self.reporter && self.state == State::Resolved,
            Does::Ask(who) if self.reporter && self.open() => {
                self.contact(who);
                self.waits = true;
            }
            Does::Call(who) if self.open() => self.contact(who),
            Does::Note(_) => {}
            Does::Done(who) if self.open() => self.resolve(who),
            Does::Decline(_) if self.open() => self.end(State::Declined),
            Does::Reopen(who) => return self.done_wrongly(who),
            Does::TakeBack(_) => return self.slipped(),
            Does::LeadLeaves if self.open() && self.lead.is_some() => {
                (self.state, self.lead, self.waits) = (State::Submitted, None, false);
            }
            Does::Silence if self.state == State::Resolved && self.now >= self.resolved_at + WEEK => {
                self.end(State::Closed);
            }
            other => return self.resident(other),
        }
        true
    }

    /// A slip counts as if it had never been, within seconds (that is, in the same minute) and before anybody answered.
    fn slipped(&mut self) -> bool {
        let unanswered = (false, None, false, false);
        let allowed = match self.state {
            State::Resolved => self.answered == unanswered && self.now == self.resolved_at,
            State::Declined => !self.objected && self.now == self.ended_at,
            _ => false,
        };
        if allowed {
            ((self.state, self.contacted), self.answered) = (self.before, unanswered);
        }
        allowed
    }

    fn done_wrongly(&mut self, who: Who) -> bool {
        let ended = matches!(self.state, State::Resolved | State::Closed);
        let may = self.lead == Some(who) || who - 3 > self.level;
        let allowed = ended && may && self.now <= self.resolved_at + WEEK;
        if allowed {
            self.reopen();
        }
        allowed
    }

    fn resident(&mut self, does: Does) -> bool {
        match does {
            Does::Say if self.reporter && (self.open() || self.state == State::Resolved) => self.waits = false,
            Does::Withdraw if self.reporter && self.open() && self.affected.is_empty() => self.end(State::Withdrawn),
            Does::Withdraw if self.reporter && self.open() => self.reporter = false,
            Does::Object => return self.object(),
            Does::Join(who) if self.open() => return self.affected.insert(who),
            Does::Leave(who) => return self.affected.remove(&who),
            Does::Contacted(_) if self.reporter && self.asked() && !self.answered.0 => self.answered.0 = true,
            Does::Solved(solved) if self.reporter && self.asked() && self.answered.1.is_none() => {
                self.answered.1 = Some(solved);
                if solved == Solved::Yes {
                    self.end(State::Closed);
                }
            }
            Does::Because(reason) => return self.because(reason),
            Does::Satisfied => return self.satisfied(),
            Does::NotSolvedFor(who) if self.asked() && self.affected.contains(&who) => {
                let new = self.unsolved.insert(who);
                if self.unsolved.len() >= REOPENING {
                    self.reopen();
                }
                return new;
            }
            _ => return false,
        }
        true
    }

    fn object(&mut self) -> bool {
        let allowed =
            self.reporter && self.state == State::Declined && !self.objected && self.now <= self.ended_at + WEEK;
        if allowed {
            (self.state, self.lead, self.objected, self.level) =
                (State::Submitted, None, true, (self.level + 1).min(2));
        }
        allowed
    }

    /// Not done, came back and other reopen; rude and no answer only count.
    fn because(&mut self, reason: UnsolvedReason) -> bool {
        let unsolved = matches!(self.answered.1, Some(Solved::No | Solved::Partly));
        let allowed = self.reporter && self.asked() && unsolved && !self.answered.2;
        if allowed {
            self.answered.2 = true;
            match reason {
                UnsolvedReason::Rude | UnsolvedReason::NoAnswer => self.end(State::Closed),
                _ => self.reopen(),
            }
        }
        allowed
    }

    fn satisfied(&mut self) -> bool {
        let asked = self.state == State::Resolved || self.state == State::Closed && self.now <= self.ended_at + WEEK;
        let allowed = self.reporter && asked && !self.answered.3;
        self.answered.3 |= allowed;
        allowed
    }
}

/// What may be tried, whether or not it is allowed.
fn anything() -> BoxedStrategy<Does> {
    let staff = 2i64..6;
    let neighbour = 11i64..16;
    let solved = prop::sample::select(Solved::ALL);
    let reason = prop::sample::select(UnsolvedReason::ALL);
    prop_oneof![
        3 => staff.clone().prop_map(Does::Take),
        2 => (staff.clone(), staff.clone()).prop_map(|(who, whom)| Does::Assign(who, whom)),
        2 => staff.clone().prop_map(Does::Reply),
        2 => staff.clone().prop_map(Does::Ask),
        1 => staff.clone().prop_map(Does::Call),
        1 => staff.clone().prop_map(Does::Note),
        5 => staff.clone().prop_map(Does::Done),
        1 => staff.clone().prop_map(Does::Decline),
        2 => staff.clone().prop_map(Does::Reopen),
        4 => staff.prop_map(Does::TakeBack),
        1 => Just(Does::LeadLeaves),
        2 => Just(Does::Say),
        1 => Just(Does::Withdraw),
        1 => Just(Does::Object),
        4 => neighbour.clone().prop_map(Does::Join),
        1 => neighbour.clone().prop_map(Does::Leave),
        2 => any::<bool>().prop_map(Does::Contacted),
        4 => solved.prop_map(Does::Solved),
        4 => reason.prop_map(Does::Because),
        2 => Just(Does::Satisfied),
        8 => neighbour.prop_map(Does::NotSolvedFor),
        2 => Just(Does::Silence),
    ]
    .boxed()
}

pub(super) struct Table;

impl ReferenceStateMachine for Table {
    type State = Life;
    /// How many minutes pass, and what is then tried.
    type Transition = (i64, Does);

    fn init_state() -> BoxedStrategy<Life> {
        Just(Life {
            now: 0,
            state: State::Submitted,
            lead: None,
            level: 0,
            waits: false,
            contacted: false,
            reporter: true,
            affected: BTreeSet::new(),
            resolved_at: 0,
            ended_at: 0,
            reopened: 0,
            before: (State::Submitted, false),
            objected: false,
            answered: (false, None, false, false),
            unsolved: BTreeSet::new(),
            allowed: true,
        })
        .boxed()
    }

    fn transitions(_: &Life) -> BoxedStrategy<(i64, Does)> {
        let passes =
            prop_oneof![10 => Just(0), 20 => 1i64..300, 2 => 1i64..3 * 24 * 60, 1 => Just(WEEK), 1 => Just(WEEK + 1)];
        (passes, anything()).boxed()
    }

    /// Who stands in which relation to a ticket is looked at before its rules are asked.
    fn preconditions(life: &Life, (_, does): &(i64, Does)) -> bool {
        match does {
            Does::Say
            | Does::Withdraw
            | Does::Object
            | Does::Contacted(_)
            | Does::Solved(_)
            | Does::Because(_)
            | Does::Satisfied => life.reporter,
            Does::Join(who) => !life.affected.contains(who),
            Does::Leave(who) | Does::NotSolvedFor(who) => life.affected.contains(who),
            _ => true,
        }
    }

    fn apply(mut life: Life, (minutes, does): &(i64, Does)) -> Life {
        life.now += minutes;
        life.allowed = life.does(*does);
        life
    }
}
