//! Any history keeps the rules, and the worked way from idea to accounts.

use proptest::prelude::*;

use super::{Action, Actor, Class, Event, Kind, PledgeState, Project, Proposal, Reason, Stage, Vetting, life};
use crate::domain::catalogue::Catalogue;
use crate::domain::id::{PersonId, PlaceId, ProjectId, ProjectNumber, TaskNumber, VoteId};
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::domain::time::Moment;

const NOW: Moment = Moment(1_795_422_000_000);
const AUTHOR: PersonId = PersonId(1);
const STAFF: Actor = Actor::Staff { person: PersonId(9), role: Role::Secretary };

const VETTING: Vetting =
    Vetting { cost: 1_200_000, class: Class::Fund, kind: Kind::Work, responsible: PersonId(9), lawful: true };

fn first(author: Option<PersonId>) -> Event {
    let (compound, supporters) = (PlaceId(3), vec![PersonId(2)]);
    let proposal = Proposal { compound, author, ticket: None, affected: 0, estimate: None, supporters };
    life::propose(proposal).expect("proposed")
}

fn begun(author: Option<PersonId>) -> Project {
    Project::begin(ProjectId(1), ProjectNumber(1), &first(author), NOW).expect("begun")
}

fn does(project: &mut Project, action: Action, actor: Actor, now: Moment) -> Result<Vec<Event>, Refusal> {
    let events = life::decide(project, action, actor, &Catalogue::standard().periods, now)?;
    for event in &events {
        project.apply(event, actor.person(), now);
    }
    Ok(events)
}

#[test]
fn from_the_idea_to_its_accounts() {
    let mut project = begun(Some(AUTHOR));
    let vote = VoteId(5);
    let mut step = |action, actor| does(&mut project, action, actor, NOW).expect("allowed");
    step(Action::Vet(VETTING), STAFF);
    step(Action::Publish, STAFF);
    step(Action::Ask, Actor::Resident(PersonId(4)));
    step(Action::Answer { question: 0 }, STAFF);
    step(Action::Pledge { amount: 50_000, shown: false }, Actor::Resident(PersonId(4)));
    step(Action::Pledge { amount: 20_000, shown: true }, Actor::Resident(PersonId(4)));
    step(Action::Receive { pledge: 1 }, STAFF);
    step(Action::PutToVote { vote }, Actor::Clock);
    step(Action::Won { vote }, Actor::Clock);
    step(Action::BeginWorks { task: TaskNumber(7) }, STAFF);
    step(Action::Account { spent: 1_210_000 }, STAFF);
    assert_eq!(project.stage, Stage::Accounted);
    assert_eq!((project.granted, project.pledged()), (1_200_000, (20_000, 20_000)), "a new promise replaces the old");
    assert_eq!(project.tasks, [TaskNumber(7)]);
    assert_eq!(project.followers().into_iter().collect::<Vec<_>>(), [PersonId(2), PersonId(4)]);
}

#[test]
fn a_refusal_is_final_once_the_answer_was_looked_at_or_the_time_ran_out() {
    let refuse = Action::Refuse(Reason::Duty);
    let mut silent = begun(Some(AUTHOR));
    does(&mut silent, refuse, STAFF, NOW).expect("told");
    assert_eq!(silent.stage, Stage::Proposed, "its author is told first");
    let days = Catalogue::standard().periods.project_answer_days;
    let late = NOW.plus_days(days);
    assert_eq!(does(&mut silent, Action::UpholdRefusal, STAFF, late), Err(Refusal::WrongState), "nobody answered");
    let early = late.plus_ms(-1);
    assert_eq!(does(&mut silent, Action::RefusalRunsOut, Actor::Clock, early), Err(Refusal::NotDueYet));
    does(&mut silent, Action::RefusalRunsOut, Actor::Clock, late).expect("final");
    assert_eq!(silent.stage, Stage::Refused);

    let mut answered = begun(Some(AUTHOR));
    does(&mut answered, refuse, STAFF, NOW).expect("told");
    let other = Actor::Resident(PersonId(2));
    assert_eq!(does(&mut answered, Action::AnswerRefusal, other, NOW), Err(Refusal::NotAllowed), "the author alone");
    does(&mut answered, Action::AnswerRefusal, Actor::Resident(AUTHOR), NOW).expect("answered");
    assert_eq!(
        does(&mut answered, Action::RefusalRunsOut, Actor::Clock, late),
        Err(Refusal::WrongState),
        "an answer is looked at, however long that takes"
    );
    let mut taken_up = answered.clone();
    does(&mut answered, Action::UpholdRefusal, STAFF, late).expect("final");
    assert_eq!(answered.stage, Stage::Refused);
    does(&mut taken_up, Action::Vet(VETTING), STAFF, late).expect("taken up after all");
    assert_eq!(taken_up.turned_down, None);

    let mut staffs = begun(None);
    does(&mut staffs, refuse, STAFF, NOW).expect("final");
    assert_eq!(staffs.stage, Stage::Refused, "nobody is there to answer");
}

#[test]
fn what_lost_may_be_shown_again_and_what_is_paid_is_kept() {
    let mut project = begun(Some(AUTHOR));
    let (author, vote) = (Actor::Resident(AUTHOR), VoteId(5));
    assert_eq!(does(&mut project, Action::Publish, STAFF, NOW), Err(Refusal::NotVetted));
    does(&mut project, Action::Vet(VETTING), STAFF, NOW).expect("vetted");
    does(&mut project, Action::Publish, STAFF, NOW).expect("shown");
    does(&mut project, Action::Pledge { amount: 100, shown: false }, author, NOW).expect("promised");
    does(&mut project, Action::Receive { pledge: 0 }, STAFF, NOW).expect("received");
    assert_eq!(does(&mut project, Action::TakeBack { pledge: 0 }, author, NOW), Err(Refusal::PledgeReceived));
    assert_eq!(does(&mut project, Action::Withdraw, author, NOW), Err(Refusal::PledgeReceived));
    does(&mut project, Action::PutToVote { vote }, Actor::Clock, NOW).expect("put to it");
    assert_eq!(does(&mut project, Action::Won { vote: VoteId(6) }, Actor::Clock, NOW), Err(Refusal::WrongState));
    does(&mut project, Action::Lost { vote }, Actor::Clock, NOW).expect("lost");
    does(&mut project, Action::Publish, STAFF, NOW).expect("shown again");
    assert_eq!((project.stage, project.granted), (Stage::Published, 0));
}

fn actions() -> impl Strategy<Value = Action> {
    let vetting = (-5i64..2_000, any::<bool>()).prop_map(|(cost, lawful)| Vetting { cost, lawful, ..VETTING });
    prop_oneof![
        vetting.prop_map(Action::Vet),
        prop::sample::select(Reason::ALL).prop_map(Action::Refuse),
        Just(Action::AnswerRefusal),
        Just(Action::UpholdRefusal),
        Just(Action::RefusalRunsOut),
        Just(Action::Publish),
        Just(Action::Ask),
        (0usize..4).prop_map(|question| Action::Answer { question }),
        Just(Action::Support),
        Just(Action::Unsupport),
        (-5i64..900, any::<bool>()).prop_map(|(amount, shown)| Action::Pledge { amount, shown }),
        (0usize..6).prop_map(|pledge| Action::TakeBack { pledge }),
        (0usize..6).prop_map(|pledge| Action::Receive { pledge }),
        Just(Action::Withdraw),
        (0i64..2).prop_map(|vote| Action::PutToVote { vote: VoteId(vote) }),
        (0i64..2).prop_map(|vote| Action::Won { vote: VoteId(vote) }),
        (0i64..2).prop_map(|vote| Action::Lost { vote: VoteId(vote) }),
        (0i64..9).prop_map(|task| Action::BeginWorks { task: TaskNumber(task) }),
        (-5i64..3_000).prop_map(|spent| Action::Account { spent }),
    ]
}

fn actors() -> impl Strategy<Value = Actor> {
    prop_oneof![
        4 => Just(STAFF),
        3 => (1i64..4).prop_map(|person| Actor::Resident(PersonId(person))),
        2 => Just(Actor::Clock),
    ]
}

proptest! {
    #[test]
    fn any_history_keeps_the_rules(
        steps in prop::collection::vec((actions(), actors(), 0i64..6), 1..200), staffs in any::<bool>(),
    ) {
        let author = (!staffs).then_some(AUTHOR);
        let mut project = begun(author);
        let (mut now, mut events) = (NOW, Vec::new());
        for (action, actor, days) in steps {
            now = now.plus_days(days);
            let before = project.clone();
            let Ok(happened) = does(&mut project, action, actor, now) else {
                prop_assert_eq!(&project, &before, "a refusal changes nothing");
                continue;
            };
            events.extend(happened.into_iter().map(|event| (event, actor.person(), now)));
            let ended = matches!(before.stage, Stage::Refused | Stage::Withdrawn | Stage::Accounted);
            prop_assert!(!ended || project.stage == before.stage, "the end is the end: {:?}", before.stage);
            let shown = project.stage.is_public() && project.stage != Stage::Refused;
            prop_assert!(!shown || project.is_vetted() && project.cost > 0, "shown only once it is vetted");
            prop_assert!(!shown || project.turned_down.is_none());
            let received = before.pledges.iter().enumerate().filter(|(_, one)| one.state == PledgeState::Received);
            for (at, pledge) in received {
                prop_assert_eq!(&project.pledges[at], pledge, "what was paid stays paid");
            }
            for person in (1..4).map(PersonId) {
                let open = project.pledges.iter().filter(|pledge| pledge.person == Some(person));
                let open = open.filter(|pledge| pledge.state == PledgeState::Promised).count();
                prop_assert!(open <= 1, "one promise a person");
                let times = project.supporters.iter().filter(|supporter| **supporter == person).count();
                prop_assert!(times <= 1, "nobody is for it twice");
            }
            let (promised, received) = project.pledged();
            prop_assert!((0..=promised).contains(&received));
            prop_assert!(project.granted == 0 || project.granted == project.cost);
            prop_assert!(project.spent.is_none_or(|spent| spent <= project.granted + received));
            if project.stage == Stage::Refused && before.stage != Stage::Refused {
                let turned = before.turned_down.or(project.turned_down).expect("a reason");
                let heard = author.is_none() || turned.answered || now >= turned.until;
                prop_assert!(heard, "its author had their say");
            }
        }
        let mut folded = begun(author);
        for (event, person, at) in &events {
            folded.apply(event, *person, *at);
        }
        prop_assert_eq!(folded, project, "the state is the fold of the events");
    }
}
