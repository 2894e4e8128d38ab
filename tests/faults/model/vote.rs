//! Five households and two tellers at a fund vote, against the running house: ballots are filled in, cast, changed, cast
//! for two homes, read from paper, while updates come twice and the bot goes, or crashes, and comes back. The model knows which ballot
//! of each household is the last; the house must have that one in its box and no other, and count what the model counts.

mod voted;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};

use crate::support::votes::{OTHER_TELLER, TELLER, WORKED, WU};
use crate::support::{Db, LIN, OUTSIDER, WANG};
use voted::Voted;

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

/// A bot that handles a confirmation waits fewer times.
const CRASHES: usize = 60;

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
    /// They confirm it, and the bot crashes at so many waits after that.
    CastInto(usize, usize),
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
            6 => person.clone().prop_map(Step::Cast),
            3 => (person.clone(), 0..CRASHES).prop_map(|(who, waits)| Step::CastInto(who, waits)),
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
            Step::Cast(who) | Step::CastInto(who, _) | Step::Aside(who) => model.drafts.contains_key(who),
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
            Step::Cast(who) | Step::CastInto(who, _) => {
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
    let mut runner = TestRunner::new(config.clone());
    let (steps, crashes) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    let run = runner.run(&Poll::sequential_strategy(20..40), |(model, transitions, seen)| {
        steps.set(steps.get() + transitions.len());
        crashes.set(crashes.get() + transitions.iter().filter(|step| matches!(step, Step::CastInto(..))).count());
        Lived::<POSTGRES>::test_sequential(config.clone(), model, transitions, seen);
        Ok(())
    });
    let db = if POSTGRES { Db::Postgres } else { Db::Sqlite };
    println!(
        "T24 vote ({db:?}): {cases} cases, {} steps, {} of them crashes, the last ballot of each household counted and no other",
        steps.get(),
        crashes.get()
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
