//! A resident who reports, leaves, comes back and answers, and a clerk who works, against the running house. The model
//! knows what was begun, what was filed and what state each matter is in; the house must agree after every step.

use mulin::conversation::session::Session;
use mulin::domain::id::PersonId;
use mulin::domain::ticket::State;
use mulin::store::people;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};

use crate::staff::{all_tickets, calls};
use crate::support::{CHEN, Db, House, WANG};

/// Tickets a person may file a day.
const A_DAY: usize = 5;
/// What leads from the first question to the review.
const FORWARD: [&str; 5] = ["接着上次没说完的", "对,照明", "不是同一件", "没有照片", "保密:办事的人看不到您是谁"];
const SUBMIT: &str = "对,记下来";
const MINUTE: i64 = 61_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// A report is begun with words of its own.
    Begin,
    /// One question further, not beyond the review.
    Forward,
    /// All the way to the receipt.
    File,
    /// The draft is thrown away.
    Discard,
    /// Something that has nothing to do with the draft.
    Aside(&'static str),
    Sticker,
    /// A button of an older screen.
    Stale,
    /// The bot goes and comes back.
    Restart,
    Take(usize),
    Ask(usize),
    Done(usize),
    Decline(usize),
    /// The clerk's question is answered by quoting it.
    Answer(usize),
    Solved(usize, bool),
    /// Why not: one reason reopens, the other only counts.
    Because(usize, bool),
    Withdraw(usize),
}

/// A matter as far as the two of them see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Matter {
    state: State,
    waits: bool,
    solved: Option<bool>,
}

impl Matter {
    fn open(self) -> bool {
        matches!(self.state, State::Submitted | State::Acknowledged | State::InProgress)
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Take(_) if self.state == State::Submitted => self.state = State::Acknowledged,
            Step::Ask(_) if self.open() => (self.state, self.waits) = (State::InProgress, true),
            Step::Done(_) if self.open() => {
                *self = Self { state: State::Resolved, waits: false, solved: None };
            }
            Step::Decline(_) if self.open() => (self.state, self.waits) = (State::Declined, false),
            Step::Answer(_) => self.waits = false,
            Step::Solved(_, yes) if self.state == State::Resolved && self.solved.is_none() => {
                self.solved = Some(yes);
                if yes {
                    self.state = State::Closed;
                }
            }
            Step::Because(_, reopens) if self.state == State::Resolved && self.solved == Some(false) => {
                self.state = if reopens { State::InProgress } else { State::Closed };
            }
            Step::Withdraw(_) if self.open() => (self.state, self.waits) = (State::Withdrawn, false),
            _ => {}
        }
    }
}

#[derive(Clone, Debug, Default)]
struct Model {
    begun: usize,
    draft: Option<String>,
    matters: Vec<Matter>,
}

const fn about(step: Step) -> Option<usize> {
    match step {
        Step::Take(at)
        | Step::Ask(at)
        | Step::Done(at)
        | Step::Decline(at)
        | Step::Answer(at)
        | Step::Solved(at, _)
        | Step::Because(at, _)
        | Step::Withdraw(at) => Some(at),
        _ => None,
    }
}

struct Two;

impl ReferenceStateMachine for Two {
    type State = Model;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<Model> {
        Just(Model::default()).boxed()
    }

    fn transitions(model: &Model) -> BoxedStrategy<Step> {
        let one = 0..model.matters.len().max(1);
        let aside =
            prop::sample::select(vec!["/menu", "/start", "/cancel", "/my", "/open", "/settings", "/frobnicate"]);
        let alone = prop_oneof![
            4 => Just(Step::Begin),
            4 => Just(Step::Forward),
            6 => Just(Step::File),
            1 => Just(Step::Discard),
            3 => aside.prop_map(Step::Aside),
            1 => Just(Step::Sticker),
            2 => Just(Step::Stale),
            1 => Just(Step::Restart),
        ];
        let of_one = prop_oneof![
            3 => one.clone().prop_map(Step::Take),
            3 => one.clone().prop_map(Step::Ask),
            3 => one.clone().prop_map(Step::Done),
            1 => one.clone().prop_map(Step::Decline),
            3 => one.clone().prop_map(Step::Answer),
            3 => (one.clone(), any::<bool>()).prop_map(|(at, yes)| Step::Solved(at, yes)),
            3 => (one.clone(), any::<bool>()).prop_map(|(at, reopens)| Step::Because(at, reopens)),
            1 => one.prop_map(Step::Withdraw),
        ];
        if model.matters.is_empty() { alone.boxed() } else { prop_oneof![1 => alone, 1 => of_one].boxed() }
    }

    fn preconditions(model: &Model, step: &Step) -> bool {
        match step {
            Step::Begin => model.draft.is_none() && model.matters.len() < A_DAY,
            Step::Forward | Step::File | Step::Discard => model.draft.is_some(),
            Step::Answer(at) => model.matters.get(*at).is_some_and(|matter| matter.waits),
            Step::Withdraw(at) => model.matters.get(*at).is_some_and(|matter| matter.open()),
            step => about(*step).is_none_or(|at| at < model.matters.len()),
        }
    }

    fn apply(mut model: Model, step: &Step) -> Model {
        match step {
            Step::Begin => {
                model.begun += 1;
                model.draft = Some(format!("{}栋1单元楼道灯不亮", model.begun));
            }
            Step::Discard => model.draft = None,
            Step::File => {
                model.draft = None;
                model.matters.push(Matter { state: State::Submitted, waits: false, solved: None });
            }
            step => {
                if let Some(matter) = about(*step).and_then(|at| model.matters.get_mut(at)) {
                    matter.step(*step);
                }
            }
        }
        model
    }
}

struct Lived {
    runtime: tokio::runtime::Runtime,
    house: Option<House>,
}

/// Label, message and data of a button.
type Choice = (String, i64, String);

/// The resident's session as it is stored.
async fn session(house: &House) -> Session {
    let mut tx = house.store.begin().await.expect("a transaction");
    let text = "SELECT id FROM persons WHERE telegram = $1";
    let id: i64 = sqlx::query_scalar(text).bind(WANG).fetch_one(&mut *tx).await.expect("a person");
    let mut found = people::sessions(&mut tx, house.store.seal(), &[PersonId(id)]).await.expect("read");
    Session::from_stored(&found.remove(&PersonId(id)).expect("a session"))
}

/// Every choice of a screen that stands in the resident's chat.
fn choices(house: &House) -> Vec<Choice> {
    let mut found = Vec::new();
    for message in house.world.messages(WANG) {
        let rows = message["reply_markup"]["inline_keyboard"].as_array().into_iter().flatten();
        for button in rows.flat_map(|row| row.as_array().into_iter().flatten()) {
            let data = button["callback_data"].as_str().unwrap_or_default();
            if data.starts_with('~') {
                let label = button["text"].as_str().unwrap_or_default().to_owned();
                found.push((label, message["message_id"].as_i64().expect("an id"), data.to_owned()));
            }
        }
    }
    found
}

/// Those of the current screen.
async fn current(house: &House) -> Vec<Choice> {
    let nonce = session(house).await.shown.map(|shown| shown.nonce).unwrap_or_default();
    let mut all = choices(house);
    all.retain(|(_, _, data)| data.starts_with(&format!("~{nonce}.")));
    all
}

async fn press(house: &House, (_, message, data): &Choice) {
    house.world.press(WANG, WANG, *message, data).expect("pressed");
    house.settle().await;
}

/// One question further; true once it is filed. The review is gone beyond only where that is wanted.
async fn forward(house: &House, submit: bool) -> bool {
    let offered = current(house).await;
    let labelled = |label: &str| offered.iter().find(|(offered, ..)| offered == label);
    if let Some(choice) = labelled(SUBMIT).filter(|_| submit) {
        press(house, choice).await;
        return true;
    }
    match FORWARD.iter().find_map(|label| labelled(label)) {
        Some(choice) => press(house, choice).await,
        None => house.says(WANG, "/menu").await,
    }
    false
}

async fn lives(house: &mut House, step: Step, model: &Model) {
    let number = about(step).map_or(0, |at| 1_001 + at);
    match step {
        Step::Begin => {
            let words = model.draft.as_deref().unwrap_or_default();
            house.says(WANG, &format!("/report {words}")).await;
        }
        Step::Forward => drop(forward(house, false).await),
        Step::File => {
            let mut questions = 0;
            while !forward(house, true).await {
                questions += 1;
                assert!(questions < 12, "it is never filed:\n{}", house.shows(WANG));
            }
        }
        Step::Discard => act(house, WANG, "report.discard:draft").await,
        Step::Aside(words) => house.says(WANG, words).await,
        Step::Sticker => {
            house.world.raw_update(serde_json::json!({"message": {"message_id": 90_000, "date": 1_795_422_000,
                "chat": {"id": WANG, "type": "private"}, "sticker": {"file_id": "s"},
                "from": {"id": WANG, "is_bot": false, "first_name": "王", "language_code": "zh"}}}));
            house.settle().await;
        }
        Step::Stale => act(house, WANG, "~oldold.0").await,
        Step::Restart => house.restart().await,
        Step::Take(_) => house.says(CHEN, &format!("/take {number}")).await,
        Step::Ask(_) => house.says(CHEN, &format!("/ask {number} 哪一层?")).await,
        Step::Done(_) => house.says(CHEN, &format!("/done {number} 灯管已换")).await,
        Step::Decline(_) => act(house, CHEN, &format!("desk.declined:{number}:beyond")).await,
        Step::Answer(_) => {
            let question = house.message_with(WANG, &format!("想问您({number} 号)"));
            house.replies(WANG, WANG, question, "五楼").await;
        }
        Step::Solved(_, yes) => {
            act(house, WANG, &format!("fu.solved:{number}:{}", if yes { "yes" } else { "no" })).await;
        }
        Step::Because(_, reopens) => {
            let reason = if reopens { "not_done" } else { "rude" };
            act(house, WANG, &format!("fu.reason:{number}:{reason}")).await;
        }
        Step::Withdraw(_) => {
            act(house, WANG, &format!("mine.open:{number}")).await;
            house.taps(WANG, "不用办了").await;
            house.taps(WANG, "真的不用了").await;
        }
    }
}

async fn act(house: &House, user: i64, data: &str) {
    house.world.press(user, user, 1, data).expect("pressed");
    house.settle().await;
}

async fn agrees(house: &House, model: &Model) {
    let session = session(house).await;
    let kept = session.draft.as_ref().filter(|draft| !draft.is_blank()).map(mulin::conversation::report::Draft::words);
    assert_eq!(kept, model.draft, "the draft:\n{}", house.shows(WANG));
    let tickets = all_tickets(house).await;
    let states: Vec<_> = tickets.iter().map(|whole| (whole.ticket.state, whole.ticket.waiting.is_some())).collect();
    let meant: Vec<_> = model.matters.iter().map(|matter| (matter.state, matter.waits)).collect();
    assert_eq!(states, meant, "the matters:\n{}", house.shows(WANG));
    if session.shown.is_some_and(|shown| shown.screen.choices().next().is_some()) {
        let mut standing: Vec<i64> = current(house).await.iter().map(|(_, message, _)| *message).collect();
        standing.dedup();
        assert_eq!(standing.len(), 1, "one screen is current:\n{}", house.shows(WANG));
    }
    let shown = house.shows(WANG);
    for number in 1_001..1_001 + model.matters.len() {
        assert_eq!(shown.matches(&format!("记下了,编号 {number}\n")).count(), 1, "one receipt of {number}:\n{shown}");
    }
}

impl StateMachineTest for Lived {
    type SystemUnderTest = Self;
    type Reference = Two;

    fn init_test(_: &Model) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let house = runtime.block_on(async {
            let house = House::new(Db::Sqlite).await;
            house.settle_in(WANG, "永丰里").await;
            house
        });
        Self { runtime, house: Some(house) }
    }

    fn apply(mut lived: Self, model: &Model, step: Step) -> Self {
        let mut house = lived.house.take().expect("a house");
        lived.runtime.block_on(async {
            house.wait_ms(MINUTE).await;
            let from = calls(&house);
            lives(&mut house, step, model).await;
            let ways = ["sendMessage", "editMessageText", "answerCallbackQuery", "setMessageReaction"];
            let spoke = |method: &str| ways.contains(&method);
            let answers = house.world.record_after(from).iter().filter(|call| spoke(&call.method)).count();
            assert!(answers > 0 || step == Step::Restart, "{step:?} isn't answered");
            agrees(&house, model).await;
        });
        lived.house = Some(house);
        lived
    }

    fn teardown(mut lived: Self, _: Model) {
        let house = lived.house.take().expect("a house");
        lived.runtime.block_on(house.close());
    }
}

#[test]
fn a_resident_and_a_clerk_talk_as_modelled() {
    let cases = super::cases(8, 400);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 40, ..Config::default() };
    let (mut runner, steps) = (TestRunner::new(config.clone()), std::cell::Cell::new(0));
    let run = runner.run(&Two::sequential_strategy(30..60), |(model, transitions, seen)| {
        steps.set(steps.get() + transitions.len());
        Lived::test_sequential(config.clone(), model, transitions, seen);
        Ok(())
    });
    println!("T24 conversation: {cases} cases, {} steps, model = house", steps.get());
    run.expect("model and house agree");
}
