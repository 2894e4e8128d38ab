//! What an event of a ticket changes in the counts. Folding a ticket's events gives its share of every figure, so the
//! counts can be kept beside the tickets, one small sum a compound and day, and be reckoned anew from the record.
//!
//! A due time is counted on its own day from the moment it is set, and moves when it is re-reckoned; so counts are
//! final for days that are past, and a figure of a period is asked for when the period is over. What was counted before
//! a ticket was reopened or objected about stays; from then on only the new date for "done" counts.

use std::collections::BTreeMap;

use super::Day;
use crate::domain::codes::codes;
use crate::domain::id::{Number, PlaceId, TicketId};
use crate::domain::ticket::{Event, Satisfaction, Solved, State, Ticket};
use crate::domain::time::Moment;

codes! {
    /// What is counted, each on a day.
    Count {
        /// Filed, by category, on that day. A ticket merged into another counts no more.
        Filed = "filed",
        /// Still open, on the day of filing.
        Open = "open",
        /// 挂账: open and parked, on the day of filing.
        Parked = "parked",
        /// To be acknowledged by then, on the day of the due time; so with the next five.
        AcknowledgeDue = "acknowledge_due",
        /// Was acknowledged by then.
        AcknowledgedInTime = "acknowledged_in_time",
        /// To be contacted by then.
        ContactDue = "contact_due",
        /// Was contacted by then.
        ContactedInTime = "contacted_in_time",
        /// To be done by then.
        DoneDue = "done_due",
        /// Was done by then.
        DoneInTime = "done_in_time",
        /// 延期: the date to be done by was put off once.
        DueExtended = "due_extended",
        /// 办结, on the day it was.
        Done = "done",
        /// Those of them whose clock stood still for a time.
        DonePaused = "done_paused",
        /// 重办, on the day it was.
        Reopened = "reopened",
        /// The same, on the day of the "done" that was none.
        DoneReopened = "done_reopened",
        /// 退单, on the day of filing.
        Returned = "returned",
        /// "Solved", on the day of the answer; so with the next four.
        SolvedYes = "solved_yes",
        /// "Partly".
        SolvedPartly = "solved_partly",
        /// "No".
        SolvedNo = "solved_no",
        /// 基本满意 or better.
        Satisfied = "satisfied",
        /// Worse.
        Dissatisfied = "dissatisfied",
    }
}

/// Of what a count is: where, when, what, and for [`Count::Filed`] which category.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The compound.
    pub place: PlaceId,
    /// The day.
    pub day: Day,
    /// What.
    pub count: Count,
    /// The category, or empty.
    pub category: String,
}

/// Changes of counts.
pub type Tally = BTreeMap<Key, i64>;

/// Adds what `event` at `at`, which made `after` of `before`, changes.
fn add(tally: &mut Tally, before: Option<&Ticket>, event: &Event, after: &Ticket, at: Moment) {
    let mut counts = Counting { place: after.spot.compound, tally, sign: 1 };
    counts.event(before, event, after, at);
    counts.stands(after);
    counts.owed(&as_if_done(before, event, after));
    counts.sign = -1;
    let Some(before) = before else { return };
    counts.place = before.spot.compound;
    counts.stands(before);
    match event {
        Event::Reopened { .. } | Event::Objected { .. } => {}
        // It was acknowledged, or not, by whoever returned it.
        Event::Returned { .. } => counts.owed(&Ticket { returned: true, ..before.clone() }),
        _ => counts.owed(before),
    }
}

/// Adds what these events of one ticket change, the first of which meets it as `before`; none: it begins with them.
pub fn of<'e>(tally: &mut Tally, before: Option<&Ticket>, events: impl IntoIterator<Item = (&'e Event, Moment)>) {
    let mut state = before.cloned();
    for (event, at) in events {
        // Who it is makes no difference to what it counts as.
        let next = match &state {
            None => Ticket::begin(TicketId(0), Number(0), event, at),
            Some(ticket) => {
                let mut after = ticket.clone();
                after.apply(event, at);
                Some(after)
            }
        };
        if let Some(next) = &next {
            add(tally, state.as_ref(), event, next, at);
        }
        state = next.or(state);
    }
    tally.retain(|_, n| *n != 0);
}

/// While a ticket waited its clock stood still: what was done out of a wait was done when the wait began.
fn as_if_done(before: Option<&Ticket>, event: &Event, after: &Ticket) -> Ticket {
    let waited = before.and_then(|before| before.waiting).filter(|_| matches!(event, Event::Resolved { .. }));
    match waited {
        Some(wait) => Ticket { resolved_at: Some(wait.since), ..after.clone() },
        None => after.clone(),
    }
}

/// Counts being added (or taken away) for one compound.
struct Counting<'t> {
    place: PlaceId,
    tally: &'t mut Tally,
    sign: i64,
}

impl Counting<'_> {
    fn count(&mut self, count: Count, at: Moment) {
        self.count_of(count, at, String::new());
    }

    fn count_of(&mut self, count: Count, at: Moment, category: String) {
        let key = Key { place: self.place, day: Day::of(at), count, category };
        *self.tally.entry(key).or_default() += self.sign;
    }

    /// What happened once and stays so.
    fn event(&mut self, before: Option<&Ticket>, event: &Event, after: &Ticket, at: Moment) {
        match event {
            Event::Resolved { .. } => {
                self.count(Count::Done, at);
                if after.paused_ms > 0 || before.is_some_and(|before| before.waiting.is_some()) {
                    self.count(Count::DonePaused, at);
                }
            }
            Event::Reopened { .. } => {
                self.count(Count::Reopened, at);
                let done = before.and_then(|before| before.resolved_at);
                self.count(Count::DoneReopened, done.unwrap_or(at));
            }
            Event::Returned { .. } => self.count(Count::Returned, after.filed_at),
            Event::FollowUpSolved { solved } => self.count(
                match solved {
                    Solved::Yes => Count::SolvedYes,
                    Solved::Partly => Count::SolvedPartly,
                    Solved::No => Count::SolvedNo,
                },
                at,
            ),
            Event::FollowUpSatisfied { satisfaction } => {
                let satisfied = *satisfaction <= Satisfaction::Fair;
                self.count(if satisfied { Count::Satisfied } else { Count::Dissatisfied }, at);
            }
            _ => {}
        }
    }

    /// What a ticket counts as while it is as it is.
    fn stands(&mut self, ticket: &Ticket) {
        if ticket.state != State::Merged {
            self.count_of(Count::Filed, ticket.filed_at, ticket.category.clone());
        }
        if ticket.state.is_open() {
            self.count(Count::Open, ticket.filed_at);
            if ticket.parked.is_some() {
                self.count(Count::Parked, ticket.filed_at);
            }
        }
    }

    /// Its due times, and which of them were met.
    fn owed(&mut self, ticket: &Ticket) {
        let first = ticket.reopened == 0 && !ticket.objected;
        let due = ticket.dues;
        if first && !ticket.returned {
            let met = (Count::AcknowledgeDue, Count::AcknowledgedInTime);
            self.due(ticket, due.acknowledge, ticket.acknowledged_at, met);
        }
        if first {
            self.due(ticket, due.contact, ticket.contacted_at, (Count::ContactDue, Count::ContactedInTime));
        }
        let stands_still = ticket.state.is_open() && (ticket.waiting.is_some() || ticket.parked.is_some());
        if !stands_still && self.due(ticket, due.done, ticket.resolved_at, (Count::DoneDue, Count::DoneInTime)) {
            let extended = due.done.filter(|_| first && ticket.extended);
            if let Some(due) = extended {
                self.count(Count::DueExtended, due);
            }
        }
    }

    /// One due time, and whether it was met; what ended before it fell due owes nothing any more. Whether it counts.
    fn due(&mut self, ticket: &Ticket, due: Option<Moment>, met: Option<Moment>, (owed, kept): (Count, Count)) -> bool {
        let Some(due) = due else { return false };
        if met.is_none() && ticket.ended_at.is_some_and(|ended| ended <= due) {
            return false;
        }
        self.count(owed, due);
        if met.is_some_and(|met| met <= due) {
            self.count(kept, due);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;
    use proptest::prelude::*;

    use super::{Count, Tally, of};
    use crate::domain::calendar::Calendar;
    use crate::domain::catalogue::Catalogue;
    use crate::domain::figures::Day;
    use crate::domain::id::{Number, PersonId, PlaceId, TicketId};
    use crate::domain::role::Role;
    use crate::domain::ticket::life::{Rules, decide, file};
    use crate::domain::ticket::{
        Action, Actor, DeclineReason, Event, Filing, Kind, Level, Privacy, Satisfaction, Solved, Source, Spot, Ticket,
        UnsolvedReason, Urgency, WaitingFor,
    };
    use crate::domain::time::{Moment, ZONE};

    const REPORTER: Actor = Actor::Reporter(PersonId(1));
    const CLERK: Actor = Actor::Staff { person: PersonId(2), role: Role::Clerk, level: Level::Compound };
    const SECRETARY: Actor = Actor::Staff { person: PersonId(4), role: Role::Secretary, level: Level::Community };
    const OFFICER: Actor = Actor::Staff { person: PersonId(5), role: Role::Officer, level: Level::Subdistrict };

    fn at(day: u32, hour: u32) -> Moment {
        Moment::of(&ZONE.with_ymd_and_hms(2026, 11, day, hour, 0, 0).unwrap())
    }

    /// A lamp filed on Monday 23 November at 16:00: to be acknowledged that day, contacted on Tuesday, done on Wednesday
    /// 18:00.
    struct Lamp {
        calendar: Calendar,
        ticket: Ticket,
        events: Vec<(Event, Moment)>,
    }

    impl Lamp {
        fn new() -> Self {
            let calendar = Calendar::standard();
            let spot = Spot { compound: PlaceId(3), building: None, unit: None, room: None, words: None };
            let filing = Filing {
                reporter: Some(PersonId(1)),
                spot,
                category: "lighting".to_owned(),
                kind: Kind::Help,
                source: Source::Resident,
                urgency: Urgency::Normal,
                emergency: false,
                privacy: Privacy::Named,
                against: None,
            };
            let rules = Rules { calendar: &calendar, catalogue: Catalogue::standard() };
            let first = file(filing, rules, at(23, 16));
            let ticket = Ticket::begin(TicketId(7), Number(1042), &first, at(23, 16)).unwrap();
            Self { calendar, ticket, events: vec![(first, at(23, 16))] }
        }

        fn does(&mut self, actor: Actor, action: &Action, now: Moment) -> bool {
            let rules = Rules { calendar: &self.calendar, catalogue: Catalogue::standard() };
            let Ok(events) = decide(&self.ticket, action, actor, rules, now) else { return false };
            for event in events {
                self.ticket.apply(&event, now);
                self.events.push((event, now));
            }
            true
        }

        fn counts(&self) -> String {
            let mut tally = Tally::new();
            of(&mut tally, None, self.events.iter().map(|(event, at)| (event, *at)));
            let first = Day::of(at(22, 12)).0;
            let line = |(key, n): (&super::Key, &i64)| format!("{} {}={n}", key.day.0 - first + 22, key.count.code());
            tally.iter().map(line).collect::<Vec<_>>().join(", ")
        }
    }

    #[test]
    fn what_is_filed_is_open_and_owes_three_things() {
        assert_eq!(
            Lamp::new().counts(),
            "23 filed=1, 23 open=1, 23 acknowledge_due=1, 24 contact_due=1, 25 done_due=1"
        );
    }

    #[test]
    fn what_is_done_in_time_and_answered_counts_on_its_days() {
        let mut lamp = Lamp::new();
        lamp.does(CLERK, &Action::Take, at(23, 17));
        lamp.does(CLERK, &Action::Resolve(None), at(25, 17));
        lamp.does(REPORTER, &Action::AnswerSolved(Solved::Yes), at(26, 9));
        lamp.does(REPORTER, &Action::AnswerSatisfied(Satisfaction::Fair), at(26, 9));
        assert_eq!(
            lamp.counts(),
            "23 filed=1, 23 acknowledge_due=1, 23 acknowledged_in_time=1, 24 contact_due=1, 25 done_due=1, \
             25 done_in_time=1, 25 done=1, 26 solved_yes=1, 26 satisfied=1"
        );
    }

    #[test]
    fn what_is_reopened_owes_another_date_and_keeps_what_was_counted() {
        let mut lamp = Lamp::new();
        lamp.does(CLERK, &Action::Resolve(None), at(24, 10));
        lamp.does(REPORTER, &Action::AnswerSolved(Solved::No), at(24, 12));
        lamp.does(REPORTER, &Action::AnswerReason(UnsolvedReason::NotDone), at(24, 12));
        lamp.does(CLERK, &Action::Resolve(None), at(28, 10));
        assert_eq!(
            lamp.counts(),
            "23 filed=1, 23 acknowledge_due=1, 24 contact_due=1, 24 contacted_in_time=1, 24 done=1, 24 reopened=1, \
             24 done_reopened=1, 24 solved_no=1, 25 done_due=1, 25 done_in_time=1, 27 done_due=1, 28 done=1"
        );
    }

    #[test]
    fn a_clock_that_stands_still_owes_nothing_and_what_is_done_out_of_a_wait_is_in_time() {
        let mut lamp = Lamp::new();
        lamp.does(CLERK, &Action::Take, at(23, 17));
        lamp.does(CLERK, &Action::Wait(WaitingFor::Parts, at(30, 9)), at(24, 9));
        assert!(!lamp.counts().contains("done_due"));
        lamp.does(CLERK, &Action::Resolve(None), at(27, 9));
        assert!(lamp.counts().contains("25 done_due=1, 25 done_in_time=1, 27 done=1, 27 done_paused=1"));
    }

    #[test]
    fn what_ends_before_it_is_due_owes_nothing_and_what_is_put_off_says_so() {
        let mut lamp = Lamp::new();
        lamp.does(CLERK, &Action::Decline(DeclineReason::Beyond), at(23, 17));
        assert_eq!(lamp.counts(), "23 filed=1");
        let mut lamp = Lamp::new();
        lamp.does(SECRETARY, &Action::Extend(at(30, 18)), at(24, 9));
        assert!(lamp.counts().contains("30 done_due=1, 30 due_extended=1"));
        lamp.does(OFFICER, &Action::Park(at(30, 18)), at(25, 9));
        assert!(lamp.counts().contains("23 parked=1") && !lamp.counts().contains("done_due"));
    }

    fn any_action() -> impl Strategy<Value = (Actor, Action)> {
        let staff = prop_oneof![Just(CLERK), Just(SECRETARY), Just(OFFICER)];
        let actions = prop_oneof![
            Just(Action::Take),
            Just(Action::Reply),
            Just(Action::Ask),
            Just(Action::Resolve(None)),
            Just(Action::Decline(DeclineReason::Beyond)),
            Just(Action::Reopen),
            Just(Action::Return),
            Just(Action::Resume),
            Just(Action::Unpark),
            Just(Action::Terminate),
            Just(Action::Merge(TicketId(9))),
            Just(Action::Unmerge),
            Just(Action::Move("lift".to_owned())),
            Just(Action::SetUrgency(Urgency::Urgent)),
            (24u32..31).prop_map(|day| Action::Extend(at(day, 18))),
            (24u32..31).prop_map(|day| Action::Park(at(day, 18))),
            (24u32..31).prop_map(|day| Action::Wait(WaitingFor::Parts, at(day, 18))),
        ];
        let answers = prop_oneof![
            Just(Action::Say),
            Just(Action::Object),
            Just(Action::Withdraw),
            Just(Action::AnswerSolved(Solved::No)),
            Just(Action::AnswerSolved(Solved::Yes)),
            Just(Action::AnswerReason(UnsolvedReason::CameBack)),
            Just(Action::AnswerSatisfied(Satisfaction::Dissatisfied)),
        ];
        prop_oneof![(staff, actions), (Just(REPORTER), answers)]
    }

    proptest! {
        /// Whatever happens: no count is below zero, none kept is above what was owed, one matter is filed once, and it
        /// stands as open exactly while it is; and counting event by event is counting all at once.
        #[test]
        fn counts_hold_for_any_life(life in prop::collection::vec((any_action(), 0i64..40), 0..14)) {
            let (mut lamp, mut now, mut running) = (Lamp::new(), at(23, 16), Tally::new());
            of(&mut running, None, lamp.events.iter().map(|(event, at)| (event, *at)));
            for ((actor, action), hours) in life {
                now = now.plus_hours(hours);
                let (before, known) = (lamp.ticket.clone(), lamp.events.len());
                lamp.does(actor, &action, now);
                of(&mut running, Some(&before), lamp.events.iter().skip(known).map(|(event, at)| (event, *at)));
            }
            let mut whole = Tally::new();
            of(&mut whole, None, lamp.events.iter().map(|(event, at)| (event, *at)));
            prop_assert_eq!(&running, &whole);
            let on = |count: Count| whole.iter().filter(move |(key, _)| key.count == count);
            let sum = |count: Count| on(count).map(|(_, n)| *n).sum::<i64>();
            prop_assert!(whole.values().all(|n| *n > 0), "{whole:?}");
            for (owed, kept) in [
                (Count::AcknowledgeDue, Count::AcknowledgedInTime),
                (Count::ContactDue, Count::ContactedInTime),
                (Count::DoneDue, Count::DoneInTime),
                (Count::DoneDue, Count::DueExtended),
            ] {
                for (key, n) in on(kept) {
                    let owed = whole.get(&super::Key { count: owed, ..key.clone() }).copied().unwrap_or(0);
                    prop_assert!(*n <= owed, "{key:?}");
                }
            }
            prop_assert!(sum(Count::AcknowledgeDue) <= 1 && sum(Count::ContactDue) <= 1);
            prop_assert_eq!(sum(Count::Open), i64::from(lamp.ticket.state.is_open()));
            prop_assert_eq!(sum(Count::Filed), i64::from(lamp.ticket.state != crate::domain::ticket::State::Merged));
            prop_assert!(sum(Count::DoneReopened) <= sum(Count::Done));
        }
    }
}
