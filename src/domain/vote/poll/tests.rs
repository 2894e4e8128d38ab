//! A vote's life, phase by phase.

use std::collections::BTreeSet;

use super::{
    Action, Actor, Ask, Ballot, Candidate, Choice, Event, Method, Outcome, Pair, Params, Phase, Poll, decide, extension,
};
use crate::domain::household::Scope;
use crate::domain::id::{PersonId, PlaceId, ProjectNumber, VoteId};
use crate::domain::refusal::Refusal;
use crate::domain::time::Moment;
use crate::domain::vote::article278::{Owners, Silence, Subject, Verdict};

const ONE: Actor = Actor::Staff(PersonId(1));
const OTHER: Actor = Actor::Staff(PersonId(2));
const DAY: i64 = 86_400_000;

fn fund() -> Params {
    let option = |number, cost| Candidate { project: ProjectNumber(number), cost };
    Params {
        scope: Scope { compound: PlaceId(5), building: None, unit: None },
        ask: Ask::Fund {
            budget: 100_000,
            method: Method::EqualShares,
            owners_only: false,
            options: vec![option(1, 60_000), option(2, 40_000), option(3, 30_000), option(4, 10_000)],
        },
        days: 7,
    }
}

fn owners(subject: Subject) -> Params {
    let ask = Ask::Owners { subject, binding: false, silence: Silence::Strict, project: None };
    Params { ask, ..fund() }
}

fn begun(params: Params) -> Poll {
    Poll::begin(VoteId(3), &Event::Prepared { params, by: PersonId(1) }).expect("begins")
}

fn does(poll: &mut Poll, action: &Action, (actor, at): (Actor, i64)) -> Result<(), Refusal> {
    let event = decide(poll, action, actor, Moment(at))?;
    poll.apply(&event, Moment(at));
    Ok(())
}

fn open() -> Action {
    Action::Open { roll: (Owners { heads: 10, area: 100_000 }, "list".to_owned()) }
}

fn publish() -> Action {
    Action::Publish { commitment: "seed".to_owned() }
}

fn close(poll: &Poll, ballots: &[(Ballot, u64)]) -> Action {
    let outcome = Outcome::of(&poll.params, poll.roll, (ballots, Owners::default()), b"seed").expect("counted");
    Action::Close { outcome, root: "root".to_owned(), seed: "seed".to_owned() }
}

#[test]
fn two_people_open_stop_and_certify_and_phases_go_one_way() {
    let mut poll = begun(fund());
    assert_eq!(does(&mut poll, &Action::Ask(Pair::Open), (ONE, 0)), Err(Refusal::WrongState));
    assert_eq!(does(&mut poll, &publish(), (ONE, 0)), Ok(()));
    assert_eq!(does(&mut poll, &publish(), (ONE, 0)), Err(Refusal::WrongState));
    assert_eq!(does(&mut poll, &open(), (ONE, 0)), Err(Refusal::SecondPerson), "nobody asked");
    assert_eq!(does(&mut poll, &Action::Ask(Pair::Open), (ONE, 0)), Ok(()));
    assert_eq!(does(&mut poll, &Action::Ask(Pair::Open), (ONE, 0)), Err(Refusal::OnceOnly));
    assert_eq!(does(&mut poll, &open(), (ONE, 0)), Err(Refusal::SecondPerson));
    assert_eq!(does(&mut poll, &open(), (OTHER, 0)), Ok(()));
    assert_eq!((poll.phase, poll.closes_at, poll.frozen.len()), (Phase::Open, Some(Moment(7 * DAY)), 64));
    let nothing = close(&poll, &[]);
    assert_eq!(does(&mut poll, &nothing, (Actor::Clock, 7 * DAY - 1)), Err(Refusal::WrongState), "never early");
    assert_eq!(does(&mut poll, &Action::Stop, (OTHER, DAY)), Err(Refusal::SecondPerson));
    let mut stopped = poll.clone();
    assert_eq!(does(&mut stopped, &Action::Ask(Pair::Stop), (ONE, DAY)), Ok(()));
    assert_eq!(does(&mut stopped, &Action::Stop, (OTHER, DAY)), Ok(()));
    assert!(stopped.takes(Moment(DAY - 1)) && !stopped.takes(Moment(DAY)));
    assert_eq!(does(&mut stopped, &nothing, (Actor::Clock, DAY)), Ok(()));
    assert_eq!(does(&mut poll, &Action::Extend { by_ms: DAY }, (Actor::Clock, DAY)), Ok(()));
    assert!(poll.takes(Moment(8 * DAY - 1)) && !poll.takes(Moment(8 * DAY)));
    assert_eq!(does(&mut poll, &Action::Certify, (ONE, DAY)), Err(Refusal::WrongState));
    assert_eq!(does(&mut poll, &nothing, (Actor::Clock, 8 * DAY)), Ok(()));
    assert_eq!(does(&mut poll, &Action::Ask(Pair::Certify), (OTHER, 9 * DAY)), Ok(()));
    assert_eq!(does(&mut poll, &Action::Certify, (OTHER, 9 * DAY)), Err(Refusal::SecondPerson));
    assert_eq!(does(&mut poll, &Action::Certify, (ONE, 9 * DAY)), Ok(()));
    assert_eq!(poll.phase, Phase::Certified);
    for action in [publish(), open(), Action::Drop, Action::Certify] {
        assert!(does(&mut poll, &action, (ONE, 10 * DAY)).is_err());
    }
}

#[test]
fn owners_read_for_fifteen_days_what_they_decide() {
    let mut poll = begun(owners(Subject::RaiseFunds));
    does(&mut poll, &publish(), (ONE, 0)).expect("published");
    assert_eq!(does(&mut poll, &Action::Ask(Pair::Open), (ONE, 15 * DAY - 1)), Err(Refusal::NotDueYet));
    does(&mut poll, &Action::Ask(Pair::Open), (ONE, 15 * DAY)).expect("asked");
    does(&mut poll, &open(), (OTHER, 15 * DAY)).expect("opened");
    let six: Vec<_> = (0..6).map(|_| (Ballot::Owners(Choice::Yes), 10_000)).collect();
    let Some(Outcome::Owners { decision, .. }) = Outcome::of(&poll.params, poll.roll, (&six, Owners::default()), b"")
    else {
        panic!("counted");
    };
    assert_eq!(decision.verdict, Verdict::NoQuorum, "six of ten are less than two thirds");
    for days in [4, 61] {
        let mut poll = begun(Params { days, ..owners(Subject::Committee) });
        assert_eq!(does(&mut poll, &publish(), (ONE, 0)), Err(Refusal::BadDate));
    }
}

#[test]
fn the_worked_example_is_counted_and_explained() {
    let ballot =
        |projects: &[i64]| (Ballot::Fund(projects.iter().map(|n| ProjectNumber(*n)).collect::<BTreeSet<_>>()), 0);
    let ballots: Vec<_> = (0..6).map(|_| ballot(&[1, 2])).chain((0..4).map(|_| ballot(&[3, 4]))).collect();
    let roll = Owners { heads: 10, area: 0 };
    let Some(Outcome::Fund { winners, spent, lost, votes, .. }) =
        Outcome::of(&fund(), roll, (&ballots, Owners::default()), b"seed")
    else {
        panic!("counted");
    };
    assert_eq!(winners, [2, 4, 3].map(ProjectNumber));
    assert_eq!((spent, votes.len()), (80_000, 4));
    assert!(lost.iter().any(|loss| loss.project == ProjectNumber(1) && loss.shares.is_some() && loss.pot.is_some()));
    assert!(!Ballot::Owners(Choice::Yes).answers(&fund().ask));
    assert!(!ballot(&[1, 9]).0.answers(&fund().ask), "what doesn't stand for election can't be chosen");
    assert_eq!(ballot(&[12, 3]).0.written(), "3,12");
    for cast in [ballot(&[12, 3]).0, ballot(&[]).0] {
        assert_eq!(Ballot::of_written(&fund().ask, &cast.written()), Some(cast));
    }
    assert_eq!(Ballot::of_written(&owners(Subject::RaiseFunds).ask, "no"), Some(Ballot::Owners(Choice::No)));
    assert_eq!(Ballot::of_written(&owners(Subject::RaiseFunds).ask, "3"), None);
}

#[test]
fn what_is_frozen_depends_on_all_that_is_counted_by() {
    let roll = Owners { heads: 10, area: 100_000 };
    let terms = |params: &Params, roll, list, lot, closes| params.terms((roll, list), lot, Moment(closes));
    let first = terms(&fund(), roll, "list", "lot", 5);
    let mut other = fund();
    other.scope.building = Some("3".to_owned());
    let others = [
        terms(&other, roll, "list", "lot", 5),
        terms(&owners(Subject::RaiseFunds), roll, "list", "lot", 5),
        terms(&fund(), Owners { heads: 11, ..roll }, "list", "lot", 5),
        terms(&fund(), roll, "tsil", "lot", 5),
        terms(&fund(), roll, "list", "tol", 5),
        terms(&fund(), roll, "list", "lot", 6),
    ];
    assert!(others.iter().all(|other| *other != first));
}

#[test]
fn an_outage_gives_back_what_it_took() {
    let mut poll = begun(fund());
    for (action, actor) in [(publish(), ONE), (Action::Ask(Pair::Open), ONE), (open(), OTHER)] {
        does(&mut poll, &action, (actor, 0)).expect("done");
    }
    let hour = DAY / 24;
    let at = |ms| Moment(7 * DAY + ms);
    assert_eq!(extension(&poll, 0, at(0)), None);
    assert_eq!(extension(&poll, 3 * hour, at(0)), Some(3 * hour));
    assert_eq!(extension(&poll, 0, at(hour)), None, "a close that had to wait is no outage");
    assert_eq!(extension(&poll, 0, at(5 * hour)), Some(29 * hour), "a day from when we are back");
    does(&mut poll, &Action::Extend { by_ms: 3 * hour }, (Actor::Clock, 7 * DAY)).expect("put off");
    assert_eq!(extension(&poll, 3 * hour, at(3 * hour)), None, "once");
}

#[test]
fn the_silent_who_were_reached_join_the_majority_where_the_rules_say_so_and_their_project_is_done() {
    let ballots: Vec<_> = (0..2).map(|_| (Ballot::Owners(Choice::Yes), 10_000)).collect();
    let (roll, silent) = (Owners { heads: 10, area: 100_000 }, Owners { heads: 5, area: 50_000 });
    let follows = Silence::FollowMajority { rules: "rules".to_owned(), warning: "warning".to_owned() };
    for (silence, funded) in [(Silence::Strict, vec![]), (follows, vec![ProjectNumber(4)])] {
        let project = Some(ProjectNumber(4));
        let ask = Ask::Owners { subject: Subject::Rebuild, binding: false, silence, project };
        let params = Params { ask, ..fund() };
        let outcome = Outcome::of(&params, roll, (&ballots, silent), b"").expect("counted");
        assert_eq!(outcome.funds(&params.ask), funded);
        let Outcome::Owners { decision, .. } = outcome else { panic!("owners") };
        assert_eq!((decision.strict.verdict, decision.deemed.verdict), (Verdict::NoQuorum, Verdict::Passed));
    }
}
