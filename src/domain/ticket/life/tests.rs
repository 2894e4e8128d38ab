//! The table of changes, and what holds for any sequence of them.

use proptest::prelude::*;

use super::{Rules, decide, file};
use crate::domain::calendar::Calendar;
use crate::domain::catalogue::Catalogue;
use crate::domain::id::{Number, PersonId, PlaceId, TicketId};
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::domain::ticket::{
    Action, Actor, DeclineReason, Event, Filing, Kind, Level, Party, Privacy, Satisfaction, Solved, Source, Spot,
    State, Ticket, UnsolvedReason, Urgency, WaitingFor,
};
use crate::domain::time::Moment;

const REPORTER: Actor = Actor::Reporter(PersonId(1));
const CLERK: Actor = Actor::Staff { person: PersonId(2), role: Role::Clerk, level: Level::Compound };
const OTHER: Actor = Actor::Staff { person: PersonId(3), role: Role::Clerk, level: Level::Compound };
const SECRETARY: Actor = Actor::Staff { person: PersonId(4), role: Role::Secretary, level: Level::Community };
const OFFICER: Actor = Actor::Staff { person: PersonId(5), role: Role::Officer, level: Level::Subdistrict };
/// Mon 23 Nov 2026 16:20 in Shanghai.
const MONDAY: Moment = Moment(1_795_422_000_000);

struct World {
    calendar: Calendar,
    ticket: Ticket,
    events: Vec<(Event, Moment)>,
    now: Moment,
}

impl World {
    fn new(against: Option<Party>, privacy: Privacy) -> Self {
        let calendar = Calendar::standard();
        let spot = Spot {
            compound: PlaceId(10),
            building: Some("3".to_owned()),
            unit: None,
            room: Some("501".to_owned()),
            words: None,
        };
        let filing = Filing {
            reporter: (privacy != Privacy::Anonymous).then_some(PersonId(1)),
            spot,
            category: "lighting".to_owned(),
            kind: Kind::Help,
            source: Source::Resident,
            urgency: Urgency::Normal,
            emergency: false,
            privacy,
            against,
        };
        let rules = Rules { calendar: &calendar, catalogue: Catalogue::standard() };
        let first = file(filing, rules, MONDAY);
        let ticket = Ticket::begin(TicketId(7), Number(1042), &first, MONDAY).expect("a filing begins it");
        Self { calendar, ticket, events: vec![(first, MONDAY)], now: MONDAY }
    }

    fn does(&mut self, actor: Actor, action: &Action) -> Result<Vec<Event>, Refusal> {
        let rules = Rules { calendar: &self.calendar, catalogue: Catalogue::standard() };
        let events = decide(&self.ticket, action, actor, rules, self.now)?;
        for event in &events {
            self.ticket.apply(event, self.now);
            self.events.push((event.clone(), self.now));
        }
        Ok(events)
    }

    fn resolved() -> Self {
        let mut world = Self::new(None, Privacy::Named);
        world.does(CLERK, &Action::Take).expect("taken");
        world.does(CLERK, &Action::Resolve(None)).expect("resolved");
        world
    }
}

#[test]
fn one_takes_it_and_the_next_is_late() {
    let mut world = World::new(None, Privacy::Named);
    assert!(world.does(CLERK, &Action::Take).is_ok());
    assert_eq!(world.does(OTHER, &Action::Take), Err(Refusal::AlreadyTaken));
    assert_eq!((world.ticket.state, world.ticket.lead), (State::Acknowledged, Some(PersonId(2))));
}

#[test]
fn a_question_waits_and_the_answer_moves_the_due_time_on() {
    let mut world = World::new(None, Privacy::Named);
    world.does(CLERK, &Action::Ask).expect("asked");
    assert_eq!(world.ticket.state, State::InProgress);
    let due = world.ticket.dues.done.expect("a due time");
    world.now = world.now.plus_hours(2);
    world.does(REPORTER, &Action::Say).expect("answered");
    assert_eq!(world.ticket.waiting, None);
    assert_eq!(world.ticket.paused_ms, 2 * 3_600_000);
    assert_eq!(world.ticket.dues.done, Some(due.plus_hours(2)));
}

#[test]
fn solved_closes_at_once_and_satisfaction_is_still_taken() {
    let mut world = World::resolved();
    world.does(REPORTER, &Action::AnswerContacted(true)).expect("answered");
    world.does(REPORTER, &Action::AnswerSolved(Solved::Yes)).expect("answered");
    assert_eq!(world.ticket.state, State::Closed);
    assert!(world.does(REPORTER, &Action::AnswerSatisfied(Satisfaction::Satisfied)).is_ok());
    let again = world.does(REPORTER, &Action::AnswerSatisfied(Satisfaction::Fair));
    assert_eq!(again, Err(Refusal::AnsweredAlready));
}

#[test]
fn not_done_reopens_and_rudeness_only_counts() {
    let mut world = World::resolved();
    world.does(REPORTER, &Action::AnswerSolved(Solved::No)).expect("answered");
    world.does(REPORTER, &Action::AnswerReason(UnsolvedReason::NotDone)).expect("answered");
    assert_eq!((world.ticket.state, world.ticket.reopened), (State::InProgress, 1));
    assert_eq!(world.ticket.supervised, Some(Level::Community));
    let mut world = World::resolved();
    world.does(REPORTER, &Action::AnswerSolved(Solved::No)).expect("answered");
    world.does(REPORTER, &Action::AnswerReason(UnsolvedReason::Rude)).expect("answered");
    assert_eq!(world.ticket.state, State::Closed);
}

#[test]
fn a_slip_taken_back_leaves_it_as_it_was_before() {
    let mut world = World::new(None, Privacy::Named);
    world.does(CLERK, &Action::RecordContact).expect("contacted");
    world.does(Actor::Clock, &Action::LeadLeaves).expect("gone");
    let queued = (State::Submitted, None, world.ticket.contacted_at);
    let stands = |world: &World| (world.ticket.state, world.ticket.lead, world.ticket.contacted_at);
    assert_eq!(stands(&world), queued);
    world.now = world.now.plus_minutes(5);
    world.does(OTHER, &Action::Decline(DeclineReason::Beyond)).expect("declined");
    world.does(OTHER, &Action::TakeBack).expect("taken back");
    assert_eq!(stands(&world), queued, "nobody leads it, so it is in nobody's hands");
    world.does(OTHER, &Action::Take).expect("taken");
    world.does(OTHER, &Action::Resolve(None)).expect("resolved");
    world.now = world.now.plus_ms(15_001);
    assert_eq!(world.does(OTHER, &Action::TakeBack), Err(Refusal::TooLate));
}

#[test]
fn three_of_those_affected_reopen() {
    let mut world = World::new(None, Privacy::Named);
    for person in 11..14 {
        world.does(Actor::Affected(PersonId(person)), &Action::Join).expect("joined");
    }
    assert_eq!(world.ticket.affected, 4);
    world.does(CLERK, &Action::Resolve(None)).expect("resolved");
    for person in 11..14 {
        assert_eq!(world.ticket.state, State::Resolved);
        let no = Action::AnswerReason(UnsolvedReason::NotDone);
        world.does(Actor::Affected(PersonId(person)), &no).expect("said");
    }
    assert_eq!(world.ticket.state, State::InProgress);
}

#[test]
fn seven_days_of_silence_close_it_unrated() {
    let mut world = World::resolved();
    world.now = MONDAY.plus_days(7).plus_ms(-1);
    assert_eq!(world.does(Actor::Clock, &Action::SilenceCloses), Err(Refusal::WrongState));
    world.now = MONDAY.plus_days(7);
    assert_eq!(world.does(Actor::Clock, &Action::SilenceCloses), Ok(vec![Event::Closed { unrated: true }]));
}

#[test]
fn urging_has_its_time() {
    let mut world = World::new(None, Privacy::Named);
    assert_eq!(world.does(REPORTER, &Action::Urge), Err(Refusal::NotDueYet));
    world.now = world.now.plus_hours(3);
    assert!(world.does(REPORTER, &Action::Urge).is_ok());
    assert_eq!(world.does(REPORTER, &Action::Urge), Err(Refusal::UrgedAlready));
}

#[test]
fn a_complaint_goes_past_whom_it_is_about() {
    let world = World::new(Some(Party::Company), Privacy::Confidential);
    assert_eq!(world.ticket.level, Level::Community);
    let mut world = World::new(Some(Party::Company), Privacy::Confidential);
    assert_eq!(world.does(CLERK, &Action::Decline(DeclineReason::Beyond)), Err(Refusal::AboutItself));
    assert!(world.does(SECRETARY, &Action::Decline(DeclineReason::Beyond)).is_ok());
    world.does(REPORTER, &Action::Object).expect("objected");
    assert_eq!((world.ticket.state, world.ticket.level), (State::Submitted, Level::Subdistrict));
}

#[test]
fn nobody_can_be_asked_where_nobody_is_known() {
    let mut world = World::new(None, Privacy::Anonymous);
    assert_eq!(world.does(CLERK, &Action::Ask), Err(Refusal::NobodyToReach));
}

#[test]
fn a_withdrawn_matter_goes_on_for_the_others() {
    let mut world = World::new(None, Privacy::Named);
    world.does(Actor::Affected(PersonId(9)), &Action::Join).expect("joined");
    world.does(REPORTER, &Action::Withdraw).expect("withdrawn");
    assert!(world.ticket.state.is_open());
    assert_eq!((world.ticket.reporter, world.ticket.affected), (None, 1));
}

fn actions() -> impl Strategy<Value = Action> {
    prop_oneof![
        4 => Just(Action::Take),
        3 => Just(Action::Reply),
        3 => Just(Action::Ask),
        3 => Just(Action::Say),
        4 => Just(Action::Resolve(None)),
        2 => Just(Action::Urge),
        2 => Just(Action::Join),
        2 => Just(Action::Reopen),
        1 => Just(Action::Withdraw),
        1 => Just(Action::Decline(DeclineReason::Beyond)),
        1 => Just(Action::Object),
        2 => Just(Action::AnswerContacted(true)),
        1 => Just(Action::AnswerSolved(Solved::Yes)),
        2 => Just(Action::AnswerSolved(Solved::No)),
        2 => Just(Action::AnswerReason(UnsolvedReason::NotDone)),
        1 => Just(Action::AnswerReason(UnsolvedReason::Rude)),
        1 => Just(Action::AnswerSatisfied(Satisfaction::Fair)),
        1 => Just(Action::Raise),
        1 => Just(Action::AcceptRaise),
        1 => Just(Action::Return),
        1 => Just(Action::SilenceCloses),
        1 => Just(Action::WaitExpired),
        1 => Just(Action::Move("greening".to_owned())),
        1 => Just(Action::SetUrgency(Urgency::Urgent)),
        1 => Just(Action::Terminate),
        1 => Just(Action::Merge(TicketId(8))),
        1 => Just(Action::Unmerge),
        1 => (1i64..40).prop_map(|days| Action::Wait(WaitingFor::Parts, MONDAY.plus_days(days))),
        1 => (1i64..40).prop_map(|days| Action::Extend(MONDAY.plus_days(days))),
    ]
}

fn actors() -> impl Strategy<Value = Actor> {
    prop_oneof![
        4 => Just(REPORTER),
        5 => Just(CLERK),
        2 => Just(OTHER),
        2 => Just(SECRETARY),
        1 => Just(OFFICER),
        2 => (11i64..15).prop_map(|person| Actor::Affected(PersonId(person))),
        1 => Just(Actor::Clock),
    ]
}

proptest! {
    #[test]
    fn any_history_keeps_the_rules(
        steps in prop::collection::vec((actors(), actions(), 0i64..2_000), 1..60),
    ) {
        let mut world = World::new(None, Privacy::Named);
        for (actor, action, minutes) in steps {
            world.now = world.now.plus_minutes(minutes);
            let before = world.ticket.clone();
            match world.does(actor, &action) {
                Err(_) => prop_assert_eq!(&before, &world.ticket, "a refusal changes nothing"),
                Ok(events) if !before.state.is_open() && before.state != State::Resolved => {
                    let late = |event: &Event| matches!(
                        event,
                        Event::FollowUpSatisfied { .. } | Event::Supervised { .. } | Event::Reopened { .. }
                            | Event::Objected { .. } | Event::Unmerged | Event::Noted
                    );
                    prop_assert!(events.iter().all(late), "{:?} after the end: {:?}", action, events);
                }
                Ok(_) => {}
            }
            let ticket = &world.ticket;
            prop_assert!(ticket.affected >= 0 && ticket.reopened >= 0 && ticket.paused_ms >= 0);
            prop_assert!(ticket.waiting.is_none() || ticket.state.is_open(), "only what is open waits");
            prop_assert_eq!(ticket.state == State::Submitted, ticket.state.is_open() && ticket.acknowledged_at.is_none());
            prop_assert!(ticket.ended_at.is_none() == (ticket.state.is_open() || ticket.state == State::Resolved));
            let dues = [ticket.dues.acknowledge, ticket.dues.contact, ticket.dues.done];
            prop_assert!(dues.into_iter().flatten().all(|due| due >= ticket.filed_at));
            prop_assert_eq!(ticket.version, 0, "folding leaves the version alone");
        }
        let (first, at) = &world.events[0];
        let mut folded = Ticket::begin(TicketId(7), Number(1042), first, *at).expect("begins");
        for (event, at) in &world.events[1..] {
            folded.apply(event, *at);
        }
        prop_assert_eq!(folded, world.ticket, "the state is the fold of the events");
    }
}
