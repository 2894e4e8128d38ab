//! The house in which the steps of the model are lived.

use std::collections::BTreeMap;
use std::pin::pin;

use mulin::domain::id::{ProjectNumber, VoteId};
use mulin::domain::vote::article278::Owners;
use mulin::domain::vote::poll::{Ballot, Outcome, Standing};
use mulin::domain::vote::receipt::{hex, leaf, root};
use mulin::store::polls::{self, ballots};

use super::{Chosen, HOMES, HOUR, Model, PEOPLE, Step, TELLERS, titles};
use crate::abandoned::ends_within;
use crate::staff::button;
use crate::support::votes::{
    WORKED, WU, bound, count, enters, fills, opened, prepared, published, receipt, receipts, to_the_close,
};
use crate::support::{Db, House, LIN, OUTSIDER, WANG};

pub(super) struct Voted {
    pub(super) house: House,
    projects: Vec<ProjectNumber>,
    /// The receipts of each household, the latest last.
    receipts: BTreeMap<usize, Vec<String>>,
    /// The last confirmation that each had before them: message and data.
    confirmations: BTreeMap<usize, (i64, String)>,
    pub(super) before: Model,
}

/// The one receipt of what somebody read, once or, after a crash, twice.
fn the_receipt(words: &str) -> String {
    let codes = receipts(words);
    assert!(codes.windows(2).all(|two| two[0] == two[1]), "{words}");
    codes.into_iter().next().unwrap_or_else(|| panic!("no receipt in:\n{words}"))
}

impl Voted {
    pub(super) async fn begun(db: Db) -> Self {
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

    pub(super) async fn lives(&mut self, step: Step, model: &Model) {
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
            Step::CastInto(who, waits) => {
                let (user, home) = (PEOPLE[who].0, self.before.drafts[&who].0);
                house.sees(user);
                house.world.press_label(user, user, "确认投出").expect("pressed");
                ends_within(pin!(house.settle()), waits).await;
                self.house.restart().await;
                self.house.settle().await;
                self.receipts.entry(home).or_default().push(the_receipt(&self.house.sees(user)));
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

    pub(super) async fn agrees(&self, model: &Model) {
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
    pub(super) async fn closes(self, model: &Model) {
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
