//! A task's life under random hands, and the rules one by one.

use proptest::prelude::*;

use super::life::{decide, propose};
use super::*;
use crate::domain::catalogue::{Catalogue, Periods};
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;

const MONDAY: Moment = Moment(1_795_422_000_000);

fn periods() -> &'static Periods {
    &Catalogue::standard().periods
}

fn plan() -> Plan {
    Plan {
        compound: PlaceId(3),
        category: "greening".to_owned(),
        kind: TaskType::Works,
        origin: Origin::Direct,
        responsible: PersonId(1),
        budget_fen: 300_000,
        money: Money::Fund,
        exclusion: Exclusion { not_the_companys_duty: true, no_planned_works: true },
        start: MONDAY.plus_days(10),
        deadline: MONDAY.plus_days(20),
    }
}

fn proposed() -> MicroTask {
    let event = propose(plan(), MONDAY).unwrap();
    MicroTask::begin(TaskId(1), TaskNumber(1), &event, MONDAY).unwrap()
}

fn clerk(id: i64) -> TaskActor {
    TaskActor::Staff { person: PersonId(id), role: Role::Clerk }
}

fn lives(id: i64) -> TaskActor {
    TaskActor::Resident(PersonId(id))
}

/// Does these one after another and gives what the last one gave.
fn does(task: &mut MicroTask, now: Moment, steps: &[(TaskActor, TaskAction)]) -> Result<(), Refusal> {
    for (actor, action) in steps {
        for event in decide(task, *action, *actor, periods(), now)? {
            task.apply(&event, actor.person(), now);
        }
    }
    Ok(())
}

fn at_acceptance() -> (MicroTask, Moment) {
    let mut task = proposed();
    let posted = TaskAction::Publish { from: MONDAY, to: MONDAY.plus_days(5) };
    does(&mut task, MONDAY, &[(clerk(2), TaskAction::Decide), (clerk(2), posted)]).unwrap();
    let later = MONDAY.plus_days(5);
    let dates = TaskAction::Schedule { start: later, deadline: later.plus_days(20) };
    let steps = [dates, TaskAction::Start, TaskAction::Finish { photos: 1 }].map(|action| (clerk(1), action));
    does(&mut task, later, &steps).unwrap();
    (task, later)
}

#[test]
fn what_fails_the_exclusion_test_is_no_task() {
    for (duty, planned) in [(false, true), (true, false), (false, false)] {
        let exclusion = Exclusion { not_the_companys_duty: duty, no_planned_works: planned };
        assert_eq!(propose(Plan { exclusion, ..plan() }, MONDAY), Err(Refusal::Excluded));
    }
    assert_eq!(propose(Plan { deadline: MONDAY, ..plan() }, MONDAY), Err(Refusal::BadDate));
}

#[test]
fn a_posting_stands_five_days_and_nothing_is_scheduled_before_its_end_or_over_an_objection() {
    let mut task = proposed();
    does(&mut task, MONDAY, &[(clerk(2), TaskAction::Decide)]).unwrap();
    let post = |days| TaskAction::Publish { from: MONDAY, to: MONDAY.plus_days(days) };
    assert_eq!(does(&mut task, MONDAY, &[(clerk(2), post(4))]), Err(Refusal::PostingShort));
    does(&mut task, MONDAY, &[(clerk(2), post(5))]).unwrap();
    let after = MONDAY.plus_days(5);
    let dates = TaskAction::Schedule { start: after, deadline: after.plus_days(9) };
    assert_eq!(does(&mut task, after.plus_ms(-1), &[(clerk(1), dates)]), Err(Refusal::PostingRuns));
    does(&mut task, MONDAY, &[(lives(9), TaskAction::Object)]).unwrap();
    assert_eq!(does(&mut task, after, &[(clerk(1), dates)]), Err(Refusal::ObjectionsOpen));
    does(&mut task, after, &[(clerk(1), TaskAction::Answer), (clerk(1), dates)]).unwrap();
    assert_eq!((task.stage, task.objections), (Stage::Scheduled, 1));
}

#[test]
fn two_residents_accept_never_the_responsible_and_two_people_strike_off() {
    let (mut task, now) = at_acceptance();
    assert_eq!(does(&mut task, now, &[(lives(1), TaskAction::Accept)]), Err(Refusal::OwnTask));
    assert_eq!(does(&mut task, now, &[(clerk(1), TaskAction::AskStrikeOff)]), Err(Refusal::NotAccepted));
    does(&mut task, now, &[(lives(8), TaskAction::Accept), (clerk(4), TaskAction::Accept)]).unwrap();
    assert_eq!(task.accepted_at, None, "staff don't count among the residents");
    assert_eq!(does(&mut task, now, &[(lives(8), TaskAction::Accept)]), Err(Refusal::AnsweredAlready));
    does(&mut task, now, &[(lives(9), TaskAction::Object), (lives(7), TaskAction::Accept)]).unwrap();
    assert_eq!(does(&mut task, now, &[(clerk(1), TaskAction::AskStrikeOff)]), Err(Refusal::ObjectionsOpen));
    does(&mut task, now, &[(clerk(1), TaskAction::Answer)]).unwrap();
    assert_eq!(task.accepted_at, Some(now));
    does(&mut task, now, &[(clerk(1), TaskAction::AskStrikeOff)]).unwrap();
    assert_eq!(does(&mut task, now, &[(clerk(1), TaskAction::StrikeOff)]), Err(Refusal::SecondPerson));
    does(&mut task, now, &[(clerk(2), TaskAction::StrikeOff)]).unwrap();
    assert_eq!(task.stage, Stage::StruckOff);
    assert_eq!(does(&mut task, now, &[(clerk(3), TaskAction::LookAgain(true))]), Err(Refusal::NotDueYet));
    does(&mut task, now.plus_days(30), &[(clerk(3), TaskAction::LookAgain(false))]).unwrap();
    assert_eq!((task.stage, task.reopened, task.accepted_by.len()), (Stage::UnderWay, 1, 0));
}

#[test]
fn what_a_month_leaves_is_carried_over_once_counted_and_stays_overdue() {
    let mut task = proposed();
    let month = Month::of(MONDAY.plus_days(20));
    let end = month.ends();
    assert_eq!(month, Month(202_612));
    assert_eq!(
        decide(&task, TaskAction::MonthEnded(Month(202_611)), TaskActor::Clock, periods(), end),
        Err(Refusal::NotDueYet)
    );
    does(&mut task, end, &[(TaskActor::Clock, TaskAction::MonthEnded(month))]).unwrap();
    let again = does(&mut task, end, &[(TaskActor::Clock, TaskAction::MonthEnded(month))]);
    assert_eq!((again, task.carried), (Err(Refusal::NotDueYet), 1));
    assert_eq!(task.colour(end, periods().task_near_days), Colour::Red);
    let later = TaskAction::CarryOver { reason: HoldReason::Weather, until: end.plus_days(9) };
    does(&mut task, end, &[(clerk(1), later)]).unwrap();
    assert_eq!((task.carried, task.plan.deadline), (2, end.plus_days(9)));
}

#[test]
fn a_month_is_reckoned_in_shanghai() {
    assert_eq!(Month(202_612).next(), Month(202_701));
    assert_eq!(Month::of(Month(202_611).ends()), Month(202_611));
    assert_eq!(Month::of(Month(202_611).ends().plus_ms(1)), Month(202_612));
    assert_eq!(Month(202_611).to_string(), "2026-11");
}

fn actions() -> impl Strategy<Value = TaskAction> {
    let days = 0_i64..40;
    prop_oneof![
        Just(TaskAction::Decide),
        (days.clone(), days.clone()).prop_map(|(from, days)| TaskAction::Publish {
            from: MONDAY.plus_days(from),
            to: MONDAY.plus_days(from + days)
        }),
        (days.clone(), days.clone()).prop_map(|(start, days)| TaskAction::Schedule {
            start: MONDAY.plus_days(start),
            deadline: MONDAY.plus_days(start + days)
        }),
        Just(TaskAction::Start),
        (0_i64..2).prop_map(|photos| TaskAction::Post { phase: Phase::After, photos }),
        (0_i64..2).prop_map(|photos| TaskAction::Finish { photos }),
        Just(TaskAction::Accept),
        Just(TaskAction::Accept),
        Just(TaskAction::Object),
        Just(TaskAction::Answer),
        Just(TaskAction::AskStrikeOff),
        Just(TaskAction::StrikeOff),
        Just(TaskAction::SendBack),
        any::<bool>().prop_map(TaskAction::LookAgain),
        Just(TaskAction::Pause(HoldReason::Weather)),
        Just(TaskAction::Resume),
        days.prop_map(|days| TaskAction::CarryOver { reason: HoldReason::Money, until: MONDAY.plus_days(days) }),
        Just(TaskAction::MonthEnded(Month::of(MONDAY))),
        (1_i64..6).prop_map(|id| TaskAction::Assign(PersonId(id))),
    ]
}

fn actors() -> impl Strategy<Value = TaskActor> {
    prop_oneof![(1_i64..5).prop_map(clerk), (4_i64..9).prop_map(lives), Just(TaskActor::Clock)]
}

/// The next thing that carries a task on, so that random lives reach their ends.
fn onward(task: &MicroTask, now: Moment) -> (TaskActor, TaskAction) {
    match task.stage {
        Stage::Proposed => (clerk(2), TaskAction::Decide),
        Stage::Decided => (clerk(2), TaskAction::Publish { from: now, to: now.plus_days(5) }),
        Stage::Published => (clerk(1), TaskAction::Schedule { start: now, deadline: now.plus_days(9) }),
        Stage::Scheduled => (clerk(1), TaskAction::Start),
        Stage::UnderWay => (clerk(1), TaskAction::Finish { photos: 1 }),
        Stage::Acceptance if task.strike_off_asked.is_some() => (clerk(3), TaskAction::StrikeOff),
        Stage::Acceptance => (clerk(1), TaskAction::AskStrikeOff),
        Stage::StruckOff | Stage::Dropped => (clerk(1), TaskAction::LookAgain(true)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_hands_do_the_rules_hold(
        steps in proptest::collection::vec((proptest::option::of((actors(), actions())), 0_i64..4), 1..80)
    ) {
        let mut task = proposed();
        let (mut now, mut story, mut asker) = (MONDAY, Vec::new(), None);
        for (step, days) in steps {
            now = now.plus_days(days);
            let (actor, action) = step.unwrap_or_else(|| onward(&task, now));
            let before = task.clone();
            let Ok(events) = decide(&task, action, actor, periods(), now) else { continue };
            for event in events {
                task.apply(&event, actor.person(), now);
                match &event {
                    TaskEvent::StrikeOffAsked => asker = actor.person(),
                    TaskEvent::StruckOff => {
                        prop_assert!(before.accepted_by.len() >= 2 && before.objectors.is_empty());
                        prop_assert!(before.after_photos > 0 && before.accepted_at.is_some());
                        prop_assert_ne!(asker, actor.person());
                    }
                    TaskEvent::Scheduled { .. } => prop_assert!(before.posting.is_some_and(|posting| posting.to <= now)),
                    TaskEvent::Accepted => prop_assert_ne!(Some(before.plan.responsible), actor.person()),
                    _ => {}
                }
                story.push((event, actor.person(), now));
            }
        }
        let mut folded = proposed();
        for (event, person, at) in &story {
            let kept: TaskEvent = serde_json::from_str(&serde_json::to_string(event).unwrap()).unwrap();
            folded.apply(&kept, *person, *at);
        }
        prop_assert_eq!(&folded, &task);
        let carried = story.iter().filter(|(event, ..)| matches!(event, TaskEvent::CarriedOver { .. })).count();
        prop_assert_eq!(i64::try_from(carried).unwrap(), task.carried);
        let mut named = task.accepted_by.clone();
        named.sort();
        named.dedup();
        prop_assert_eq!(named.len(), task.accepted_by.len());
    }
}
