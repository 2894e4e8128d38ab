//! `domain::ticket` held against the model of [`super::life`], step by step.

use mulin::domain::calendar::Calendar;
use mulin::domain::catalogue::Catalogue;
use mulin::domain::id::{Number, PersonId, PlaceId, TicketId};
use mulin::domain::role::Role;
use mulin::domain::ticket::life::{Rules, decide, file};
use mulin::domain::ticket::{
    Action, Actor, DeclineReason, Filing, Kind, Level, Privacy, Satisfaction, Source, Spot, Ticket, UnsolvedReason,
    Urgency,
};
use mulin::domain::time::Moment;
use proptest::test_runner::{Config, TestRunner};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};

use super::life::{Does, Life, Table, Who};
use crate::support::MONDAY;

/// The product's ticket.
struct Product {
    ticket: Ticket,
    calendar: Calendar,
    now: Moment,
}

fn staff(who: Who) -> Actor {
    let person = PersonId(who);
    match who {
        4 => Actor::Staff { person, role: Role::Secretary, level: Level::Community },
        5 => Actor::Staff { person, role: Role::Officer, level: Level::Subdistrict },
        _ => Actor::Staff { person, role: Role::Clerk, level: Level::Compound },
    }
}

fn meant(does: Does) -> (Actor, Action) {
    let reporter = Actor::Reporter(PersonId(1));
    let neighbour = |who| Actor::Affected(PersonId(who));
    match does {
        Does::Take(who) => (staff(who), Action::Take),
        Does::Assign(who, whom) => (staff(who), Action::Assign(PersonId(whom))),
        Does::Reply(who) => (staff(who), Action::Reply),
        Does::Ask(who) => (staff(who), Action::Ask),
        Does::Call(who) => (staff(who), Action::RecordContact),
        Does::Note(who) => (staff(who), Action::Note),
        Does::Done(who) => (staff(who), Action::Resolve(None)),
        Does::Decline(who) => (staff(who), Action::Decline(DeclineReason::Beyond)),
        Does::Reopen(who) => (staff(who), Action::Reopen),
        Does::TakeBack(who) => (staff(who), Action::TakeBack),
        Does::LeadLeaves => (Actor::Clock, Action::LeadLeaves),
        Does::Say => (reporter, Action::Say),
        Does::Withdraw => (reporter, Action::Withdraw),
        Does::Object => (reporter, Action::Object),
        Does::Join(who) => (neighbour(who), Action::Join),
        Does::Leave(who) => (neighbour(who), Action::Leave),
        Does::Contacted(contacted) => (reporter, Action::AnswerContacted(contacted)),
        Does::Solved(solved) => (reporter, Action::AnswerSolved(solved)),
        Does::Because(reason) => (reporter, Action::AnswerReason(reason)),
        Does::Satisfied => (reporter, Action::AnswerSatisfied(Satisfaction::Fair)),
        Does::NotSolvedFor(who) => (neighbour(who), Action::AnswerReason(UnsolvedReason::NotDone)),
        Does::Silence => (Actor::Clock, Action::SilenceCloses),
    }
}

impl Product {
    fn new() -> Self {
        let calendar = Calendar::standard();
        let spot = Spot { compound: PlaceId(10), building: None, unit: None, room: None, words: None };
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
        let first = file(filing, rules, MONDAY);
        let ticket = Ticket::begin(TicketId(7), Number(1042), &first, MONDAY).expect("a filing begins it");
        Self { ticket, calendar, now: MONDAY }
    }
}

impl StateMachineTest for Product {
    type SystemUnderTest = Self;
    type Reference = Table;

    fn init_test(_: &Life) -> Self {
        Self::new()
    }

    fn apply(mut product: Self, life: &Life, (minutes, does): (i64, Does)) -> Self {
        product.now = product.now.plus_minutes(minutes);
        let (actor, action) = meant(does);
        let rules = Rules { calendar: &product.calendar, catalogue: Catalogue::standard() };
        let decided = decide(&product.ticket, &action, actor, rules, product.now);
        assert_eq!(decided.is_ok(), life.allowed, "{does:?}: {decided:?}\n{life:#?}");
        for event in decided.into_iter().flatten() {
            product.ticket.apply(&event, product.now);
        }
        product
    }

    fn check_invariants(product: &Self, life: &Life) {
        let ticket = &product.ticket;
        let follow_up = ticket.follow_up;
        let seen = (ticket.state, ticket.lead.map(|lead| lead.0), ticket.level as i64, ticket.waiting.is_some());
        assert_eq!(seen, (life.state, life.lead, life.level, life.waits));
        let seen = (ticket.contacted_at.is_some(), ticket.reporter.is_some(), ticket.reopened, ticket.objected);
        assert_eq!(seen, (life.contacted, life.reporter, life.reopened, life.objected));
        let affected = i64::try_from(life.affected.len()).expect("few") + i64::from(life.reporter);
        assert_eq!((ticket.affected, ticket.unsolved.len()), (affected, life.unsolved.len()));
        let answered = (
            follow_up.contacted.is_some(),
            follow_up.solved,
            follow_up.reason.is_some(),
            follow_up.satisfaction.is_some(),
        );
        assert_eq!(answered, life.answered);
    }
}

#[test]
fn a_ticket_lives_as_the_table_says() {
    let cases = super::cases(500, 50_000);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let (mut runner, steps) = (TestRunner::new(config.clone()), std::cell::Cell::new(0));
    let run = runner.run(&Table::sequential_strategy(1..60), |(life, transitions, seen)| {
        steps.set(steps.get() + transitions.len());
        Product::test_sequential(config.clone(), life, transitions, seen);
        Ok(())
    });
    println!("T24 ticket: {cases} cases, {} steps, model = product", steps.get());
    run.expect("model and product agree");
}
