//! Five households and two tellers at a fund vote, against the running house: ballots are filled in, cast, changed, cast
//! for two homes, read from paper, while updates come twice and the bot goes and comes back. The model knows which ballot
//! of each household is the last; the house must have that one in its box and no other, and count what the model counts.

use std::collections::{BTreeMap, BTreeSet};

use mulin::domain::id::{ProjectNumber, VoteId};
use mulin::domain::vote::article278::Owners;
use mulin::domain::vote::poll::{Ballot, Outcome, Standing};
use mulin::domain::vote::receipt::{hex, leaf, root};
use mulin::store::polls::{self, ballots};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};

use crate::staff::button;
use crate::support::votes::{
    OTHER_TELLER, TELLER, WORKED, WU, bound, count, enters, fills, opened, prepared, published, receipt, to_the_close,
};
use crate::support::{Db, House, LIN, OUTSIDER, WANG};

const MINUTE: i64 = 61_000;
const HOUR: i64 = 3_600_000;
/// Hours that a vote is open, less some for what is done meanwhile.
const HOURS: i64 = 7 * 24 - 6;

/// Doors as they stand on a button and as a teller types them. The last is nobody's in the chat.
const HOMES: [(&str, &str); 5] = [
    ("3#2-501", "3栋2单元501"),
    ("3#2-502", "3栋2单元502"),
    ("3#1-301", "3栋1单元301"),
    ("3#1-302", "3栋1单元302"),
    ("5#1-101", "5栋1单元101"),
];
/// Who may vote for which homes: two of one household, a tenant, an owner of two.
const PEOPLE: [(i64, &[usize]); 4] = [(WANG, &[0]), (OUTSIDER, &[0]), (LIN, &[1]), (WU, &[2, 3])];
const TELLERS: [i64; 2] = [TELLER, OTHER_TELLER];

/// Projects by bits.
type Chosen = u8;

fn titles(chosen: Chosen) -> Vec<&'static str> {
    let named = WORKED.iter().enumerate().filter(|(bit, _)| chosen >> bit & 1 == 1);
    named.map(|(_, (title, _))| *title).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Somebody fills in a ballot for one of their homes, as far as the review.
    Fill(usize, usize, Chosen),
    /// They confirm it.
    Cast(usize),
    /// They press a confirmation that was pressed before, or is of no screen any more.
    Again(usize),
    /// They go elsewhere and leave it.
    Aside(usize),
    /// A teller reads a sheet.
    Paper(usize, usize, Chosen),
    /// The latest updates come once more.
    Redeliver,
    /// The bot goes and comes back.
    Restart,
    Wait(i64),
}

#[derive(Clone, Debug, Default)]
struct Model {
    /// What each has filled in and not cast: for which home.
    drafts: BTreeMap<usize, (usize, Chosen)>,
    /// Who has seen a confirmation at all.
    filled: BTreeSet<usize>,
    /// The last ballot of each household.
    box_of: BTreeMap<usize, Chosen>,
    /// Ballots that others took the place of.
    replaced: usize,
    /// What one teller read on the sheet of a household.
    sheets: BTreeMap<usize, (usize, Chosen)>,
    hours: i64,
}

impl Model {
    fn put_in(&mut self, home: usize, chosen: Chosen) {
        self.replaced += usize::from(self.box_of.insert(home, chosen).is_some());
    }
}

struct Poll;

impl ReferenceStateMachine for Poll {
    type State = Model;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<Model> {
        Just(Model::default()).boxed()
    }

    fn transitions(model: &Model) -> BoxedStrategy<Step> {
        let (person, home, chosen) = (0..PEOPLE.len(), 0..HOMES.len(), 0..16_u8);
        let fill = (person.clone(), 0..2_usize, chosen.clone());
        // Two tellers seldom read the same by chance.
        let known: Vec<Step> =
            model.sheets.iter().map(|(home, (who, read))| Step::Paper(1 - who, *home, *read)).collect();
        let paper = (0..TELLERS.len(), home, chosen).prop_map(|(who, home, chosen)| Step::Paper(who, home, chosen));
        let paper = if known.is_empty() {
            paper.boxed()
        } else {
            prop_oneof![1 => paper, 2 => prop::sample::select(known)].boxed()
        };
        prop_oneof![
            5 => fill.prop_map(|(who, nth, chosen)| Step::Fill(who, nth % PEOPLE[who].1.len(), chosen)),
            8 => person.clone().prop_map(Step::Cast),
            2 => person.clone().prop_map(Step::Again),
            1 => person.prop_map(Step::Aside),
            4 => paper,
            3 => Just(Step::Redeliver),
            1 => Just(Step::Restart),
            1 => (1..12_i64).prop_map(Step::Wait),
        ]
        .boxed()
    }

    fn preconditions(model: &Model, step: &Step) -> bool {
        match step {
            Step::Fill(who, nth, _) => *nth < PEOPLE[*who].1.len(),
            Step::Cast(who) | Step::Aside(who) => model.drafts.contains_key(who),
            Step::Again(who) => model.filled.contains(who) && !model.drafts.contains_key(who),
            Step::Wait(hours) => model.hours + hours < HOURS,
            Step::Paper(..) | Step::Redeliver | Step::Restart => true,
        }
    }

    fn apply(mut model: Model, step: &Step) -> Model {
        match *step {
            Step::Fill(who, nth, chosen) => {
                model.filled.insert(who);
                model.drafts.insert(who, (PEOPLE[who].1[nth], chosen));
            }
            Step::Cast(who) => {
                if let Some((home, chosen)) = model.drafts.remove(&who) {
                    model.put_in(home, chosen);
                }
            }
            Step::Aside(who) => drop(model.drafts.remove(&who)),
            Step::Paper(who, home, chosen) => match model.sheets.get(&home).copied() {
                Some((other, read)) if other != who => {
                    model.sheets.remove(&home);
                    if read == chosen {
                        model.put_in(home, chosen);
                    }
                }
                _ => drop(model.sheets.insert(home, (who, chosen))),
            },
            Step::Wait(hours) => model.hours += hours,
            Step::Again(_) | Step::Redeliver | Step::Restart => {}
        }
        model
    }
}

struct Voted {
    house: House,
    projects: Vec<ProjectNumber>,
    /// The receipts of each household, the latest last.
    receipts: BTreeMap<usize, Vec<String>>,
    /// The last confirmation that each had before them: message and data.
    confirmations: BTreeMap<usize, (i64, String)>,
    before: Model,
}

impl Voted {
    async fn begun(db: Db) -> Self {
        let house = House::new(db).await;
        let projects = published(&house, &WORKED).await;
        for (user, code) in [(WANG, "WANG-2345"), (OUTSIDER, "PASS-2345"), (LIN, "LEES-2345")] {
            bound(&house, user, code).await;
        }
        house.says(WU, "/vote").await;
        prepared(&house, &WORKED.map(|(title, _)| title)).await;
        opened(&house).await;
        Self { house, projects, receipts: BTreeMap::new(), confirmations: BTreeMap::new(), before: Model::default() }
    }

    fn ballot(&self, chosen: Chosen) -> Ballot {
        let named = self.projects.iter().enumerate().filter(|(bit, _)| chosen >> bit & 1 == 1);
        Ballot::Fund(named.map(|(_, number)| *number).collect())
    }

    async fn lives(&mut self, step: Step, model: &Model) {
        let house = &self.house;
        match step {
            Step::Fill(who, nth, chosen) => {
                let (user, homes) = PEOPLE[who];
                let home = (homes.len() > 1).then(|| HOMES[homes[nth]].0);
                fills(house, user, home, &titles(chosen)).await;
                self.confirmations.insert(who, button(house, user, "确认投出"));
            }
            Step::Cast(who) => {
                let (user, home) = (PEOPLE[who].0, self.before.drafts[&who].0);
                house.sees(user);
                house.taps(user, "确认投出").await;
                self.receipts.entry(home).or_default().push(receipt(&house.sees(user)));
            }
            Step::Again(who) => {
                let user = PEOPLE[who].0;
                let (message, data) = self.confirmations[&who].clone();
                house.world.press(user, user, message, &data).expect("pressed");
                house.settle().await;
            }
            Step::Aside(who) => house.says(PEOPLE[who].0, "/menu").await,
            Step::Paper(who, home, chosen) => {
                let Ballot::Fund(named) = self.ballot(chosen) else { return };
                let typed: Vec<String> = named.iter().map(ToString::to_string).collect();
                let typed = if typed.is_empty() { "0".to_owned() } else { typed.join(" ") };
                house.sees(TELLERS[who]);
                enters(house, TELLERS[who], HOMES[home].1, &typed).await;
                if self.before.sheets.contains_key(&home) && !model.sheets.contains_key(&home) {
                    let said = house.sees(TELLERS[who]);
                    let counted = self.before.sheets[&home].1 == chosen;
                    assert_eq!(said.contains("两个人录的不一样"), !counted, "{said}");
                    if counted {
                        self.receipts.entry(home).or_default().push(receipt(&said));
                    }
                }
            }
            Step::Redeliver => {
                let ids = "SELECT update_id FROM inbox ORDER BY update_id DESC LIMIT 12";
                let ids: Vec<i64> = sqlx::query_scalar(ids).fetch_all(house.store.pool()).await.expect("ids");
                house.world.redeliver(&ids);
                house.settle().await;
            }
            Step::Restart => self.house.restart().await,
            Step::Wait(hours) => house.wait_ms(hours * HOUR).await,
        }
    }

    async fn agrees(&self, model: &Model) {
        let house = &self.house;
        let cast = i64::try_from(model.box_of.len()).expect("few");
        assert_eq!(count(house, "SELECT heads FROM polls").await, cast);
        assert_eq!(count(house, "SELECT COUNT(*) FROM ballots").await, cast);
        let replaced = count(house, "SELECT COUNT(*) FROM replaced_ballots").await;
        assert_eq!(replaced, i64::try_from(model.replaced).expect("few"));
        let sheets = count(house, "SELECT COUNT(*) FROM paper_ballots").await;
        assert_eq!(sheets, i64::try_from(model.sheets.len()).expect("few"));
    }

    /// The clock comes to the close; what is confirmed after it counts for nothing, and the count is the model's.
    async fn closes(self, model: &Model) {
        let house = &self.house;
        to_the_close(house).await;
        for who in model.drafts.keys() {
            let user = PEOPLE[*who].0;
            house.taps(user, "确认投出").await;
            assert!(house.sees(user).contains("没有算上"), "{}", house.shows(user));
        }
        self.agrees(model).await;
        let mut tx = house.store.begin().await.expect("begun");
        let told = polls::find(&mut tx, house.store.seal(), &[VoteId(1)]).await.expect("read").remove(&VoteId(1));
        let poll = told.expect("the vote").poll;
        let lie = ballots::all(&mut tx, house.store.seal(), VoteId(1)).await.expect("read");
        let mut meant: Vec<Ballot> = model.box_of.values().map(|chosen| self.ballot(*chosen)).collect();
        let mut written: Vec<String> = meant.iter().map(Ballot::written).collect();
        let mut found: Vec<String> = lie.iter().map(|ballot| ballot.choices.clone()).collect();
        written.sort();
        found.sort();
        assert_eq!(found, written);
        let over = hex(&root(lie.iter().map(|one| leaf(VoteId(1), &poll.frozen, &one.choices, &one.nonce))));
        assert_eq!(poll.root, over);
        meant.sort_by_key(Ballot::written);
        let weighed: Vec<(Ballot, u64)> = meant.into_iter().map(|ballot| (ballot, 0)).collect();
        let lot = format!("{over}{}", poll.seed);
        assert_eq!(poll.outcome, Outcome::of(&poll.params, poll.roll, (&weighed, Owners::default()), lot.as_bytes()));
        for receipts in self.receipts.values() {
            for (nth, code) in receipts.iter().enumerate() {
                let standing =
                    ballots::standing(&mut tx, house.store.seal(), &code.replace('-', "")).await.expect("read");
                let last = nth + 1 == receipts.len();
                let meant = if last { Standing::Counted } else { Standing::Replaced };
                assert_eq!(standing, Some((VoteId(1), meant)), "{code}");
            }
        }
        drop(tx);
        self.house.close().await;
    }
}

struct Lived<const POSTGRES: bool> {
    runtime: tokio::runtime::Runtime,
    voted: Option<Voted>,
}

impl<const POSTGRES: bool> StateMachineTest for Lived<POSTGRES> {
    type SystemUnderTest = Self;
    type Reference = Poll;

    fn init_test(_: &Model) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let voted = runtime.block_on(Voted::begun(if POSTGRES { Db::Postgres } else { Db::Sqlite }));
        Self { runtime, voted: Some(voted) }
    }

    fn apply(mut lived: Self, model: &Model, step: Step) -> Self {
        let voted = lived.voted.as_mut().expect("a house");
        lived.runtime.block_on(async {
            voted.house.wait_ms(MINUTE).await;
            voted.lives(step, model).await;
            voted.agrees(model).await;
            voted.before = model.clone();
        });
        lived
    }

    fn teardown(mut lived: Self, model: Model) {
        let voted = lived.voted.take().expect("a house");
        lived.runtime.block_on(voted.closes(&model));
    }
}

fn votes_as_modelled<const POSTGRES: bool>() {
    let cases = super::cases(4, 200);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 10, ..Config::default() };
    let (mut runner, steps) = (TestRunner::new(config.clone()), std::cell::Cell::new(0));
    let run = runner.run(&Poll::sequential_strategy(20..40), |(model, transitions, seen)| {
        steps.set(steps.get() + transitions.len());
        Lived::<POSTGRES>::test_sequential(config.clone(), model, transitions, seen);
        Ok(())
    });
    let db = if POSTGRES { Db::Postgres } else { Db::Sqlite };
    println!(
        "T24 vote ({db:?}): {cases} cases, {} steps, the last ballot of each household counted and no other",
        steps.get()
    );
    run.expect("model and house agree");
}

#[test]
fn the_last_ballot_of_each_household_counts_on_sqlite() {
    votes_as_modelled::<false>();
}

#[test]
fn the_last_ballot_of_each_household_counts_on_postgres() {
    votes_as_modelled::<true>();
}
