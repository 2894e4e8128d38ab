//! T1: `kill -9` at random moments while a compound votes. No ballot is lost or counted twice, the last one of each
//! household counts, every one has its receipt; what is doubled are messages that were on their way.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use mulin::domain::id::{ProjectNumber, VoteId};
use mulin::domain::vote::poll::{Ballot, Standing};
use mulin::sandbox::World;
use mulin::store::polls::ballots;

use crate::crowd::{Voter, confirms, crowd, look_over};
use crate::in_full;
use crate::street::{Kills, Street, dice};
use crate::support::votes::{WORKED, count, opened, prepared, published, receipt};
use crate::support::{Db, House};

/// Of the ballots that a household casts, the nonces of the screens on which it confirms them.
const NONCES: [&str; 2] = ["firsts", "second"];
/// Every so many households press twice at once, and leave it at that.
const TWICE: usize = 5;
/// After one in so many presses, an update that came before comes again.
const AGAIN: u64 = 6;

const fn is_hasty(nth: usize) -> bool {
    nth.is_multiple_of(TWICE)
}

/// A compound that votes.
struct Voting<'a> {
    house: &'a House,
    projects: Vec<ProjectNumber>,
    voters: Vec<Voter>,
    /// How many ballots each of them has, pressed or about to be.
    ballots: Vec<usize>,
    /// Who is to press next, by place among the voters, and on which screen.
    next: VecDeque<(usize, &'static str)>,
    updates: Vec<i64>,
}

impl<'a> Voting<'a> {
    async fn new(house: &'a House, mut voters: Vec<Voter>, projects: Vec<ProjectNumber>) -> Self {
        voters.sort_by_key(|voter| voter.user);
        let (ballots, next) = (vec![0; voters.len()], VecDeque::new());
        let mut voting = Self { house, projects, voters, ballots, next, updates: Vec::new() };
        voting.look_over(&(0..voting.voters.len()).collect::<Vec<_>>()).await;
        voting
    }

    /// What a household chooses on its ballot of this number, each time something else.
    fn chosen(&self, nth: usize, ballot: usize) -> BTreeSet<ProjectNumber> {
        let bits = nth + 7 * ballot;
        let named = self.projects.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
        named.map(|(_, number)| *number).collect()
    }

    /// These have their next ballots before them.
    async fn look_over(&mut self, who: &[usize]) {
        let Some(nonce) = who.first().and_then(|nth| NONCES.get(self.ballots[*nth])) else { return };
        let filled = who.iter().map(|nth| (self.voters[*nth], self.chosen(*nth, self.ballots[*nth])));
        look_over(self.house, &filled.collect::<Vec<_>>(), nonce).await;
        for nth in who {
            self.ballots[*nth] += 1;
            self.next.push_back((*nth, nonce));
        }
    }

    /// The next one confirms; false where nobody is left who has not.
    fn press(&mut self) -> bool {
        let Some((nth, nonce)) = self.next.pop_front() else { return false };
        let world = &self.house.world;
        for _ in 0..if is_hasty(nth) { 2 } else { 1 } {
            self.updates.push(confirms(world, self.voters[nth].user, nonce));
        }
        if dice(AGAIN) == 0 {
            let earlier = dice(u64::try_from(self.updates.len()).expect("few"));
            world.redeliver(&[self.updates[usize::try_from(earlier).expect("few")]]);
        }
        true
    }

    /// Whoever read the receipt of a first ballot fills in another one. No bot may be at work meanwhile.
    async fn think_again(&mut self) {
        let read = |nth: &usize| {
            !is_hasty(*nth)
                && self.ballots[*nth] == 1
                && !receipts(&self.house.world, self.voters[*nth].user).is_empty()
        };
        let who: Vec<usize> = (0..self.voters.len()).filter(read).collect();
        self.look_over(&who).await;
        // They are at it again while others vote for the first time.
        self.next.rotate_right(who.len());
    }

    /// Each household's receipts are of its ballots, the last one in the box; gives how many messages were doubled.
    async fn holds(&self) -> usize {
        let store = &self.house.store;
        let mut tx = store.begin().await.expect("begun");
        let lie = ballots::all(&mut tx, store.seal(), VoteId(1)).await.expect("read");
        let lie: BTreeMap<String, String> = lie.into_iter().map(|one| (one.mark, one.choices)).collect();
        let mut doubled = 0;
        for (nth, voter) in self.voters.iter().enumerate() {
            let mut codes: Vec<String> = Vec::new();
            for words in receipts(&self.house.world, voter.user) {
                let code = receipt(&words).replace('-', "");
                if codes.contains(&code) {
                    doubled += 1;
                } else {
                    codes.push(code);
                }
            }
            assert_eq!(codes.len(), self.ballots[nth], "a receipt for each ballot: {}", self.house.shows(voter.user));
            let (last, earlier) = codes.split_last().expect("a receipt");
            let meant = Ballot::Fund(self.chosen(nth, self.ballots[nth] - 1)).written();
            assert_eq!(lie.get(&ballots::mark(store.seal(), last)), Some(&meant), "the last ballot is in the box");
            for (code, meant) in
                earlier.iter().map(|code| (code, Standing::Replaced)).chain([(last, Standing::Counted)])
            {
                let standing = ballots::standing(&mut tx, store.seal(), code).await.expect("read");
                assert_eq!(standing, Some((VoteId(1), meant)), "{code}");
            }
        }
        doubled
    }
}

/// The messages in a chat that hold a receipt.
fn receipts(world: &World, user: i64) -> Vec<String> {
    let text = |message: &serde_json::Value| message["text"].as_str().map(str::to_owned);
    let is_receipt = |text: &String| text.contains("\n票投好了") || text.contains("\n改好了");
    world.messages(user).iter().filter_map(text).filter(is_receipt).collect()
}

async fn killed(db: Db, kills: u64) {
    let households = if in_full() { 2_000 } else { 150 };
    let street = Street::new(db).await;
    let house = &street.house;
    let mut voters = crowd(house, households + 1).await;
    let newcomer = voters.pop().expect("somebody").user;
    let projects = published(house, &WORKED).await;
    prepared(house, &WORKED.map(|(title, _)| title)).await;
    opened(house).await;
    let mut voting = Voting::new(house, voters, projects).await;
    let mut struck = Kills::default();
    for _ in 0..kills {
        street.kill(&mut struck, || voting.press()).await;
        voting.think_again().await;
    }
    while voting.press() {}
    let back = street.recovers(newcomer).await;

    let doubled = voting.holds().await;
    let cast: usize = voting.ballots.iter().sum();
    println!(
        "T1 ballots ({db:?}): {struck}; {} updates, {cast} ballots of {households} households, each with its receipt, the \
         last of each counted; {doubled} receipts doubled, {} calls in flight at kills; {back}",
        voting.updates.len(),
        struck.in_flight,
    );
    assert!(struck.mid_work >= kills / 4, "kills strike a bot in the midst of work");
    let many = i64::try_from(households).expect("few");
    assert_eq!(count(house, "SELECT COUNT(*) FROM ballots").await, many);
    assert_eq!(count(house, "SELECT heads FROM polls").await, many);
    let replaced = count(house, "SELECT COUNT(*) FROM replaced_ballots").await;
    assert_eq!(replaced, i64::try_from(cast).expect("few") - many);
    assert!(doubled <= struck.in_flight, "nothing is doubled but what was on its way");
    street.close().await;
}

/// How many kills: few by default, hundreds with `tests/run --full`.
fn kills() -> u64 {
    if in_full() { 300 } else { 25 }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kills_lose_no_ballot_on_sqlite() {
    killed(Db::Sqlite, kills()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kills_lose_no_ballot_on_postgres() {
    killed(Db::Postgres, kills()).await;
}
