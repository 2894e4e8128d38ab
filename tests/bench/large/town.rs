//! A made-up town: who lives and works where. Drawn with a fixed seed, so that every run meets the same one.
//!
//! Below the demo's subdistrict stand twenty communities of ten compounds each. Each compound has a clerk, a staff chat
//! and a residents' group, each community a secretary, the subdistrict ten officers. Residents live evenly in the
//! compounds, in twenty buildings each, and agreed to everything when they came.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use mulin::conversation::first_contact::CONSENT_VERSION;
use mulin::domain::chat::ChatUse;
use mulin::domain::id::{PersonId, PlaceId};
use mulin::domain::language::Language;
use mulin::domain::role::{Grant, Role};
use mulin::domain::time::Moment;
use mulin::operator::import;
use mulin::sandbox::{Group, Standing, User, World};
use mulin::store::people::{self, Met};
use mulin::store::{Store, Tx, desk, places};
use mulin::worker::fresh::Ids;

/// Compounds, and compounds of a community.
pub(crate) const COMPOUNDS: usize = 200;
const COMMUNITY: usize = 10;
/// Buildings of a compound.
pub(crate) const BUILDINGS: usize = 20;
/// Officers of the subdistrict.
pub(crate) const OFFICERS: usize = 10;
/// People met in one transaction.
const TOGETHER: usize = 5_000;

/// How much a town holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    /// Tickets, of which a tenth is open.
    pub(crate) tickets: usize,
    /// Micro-tasks.
    pub(crate) tasks: usize,
    /// Residents.
    pub(crate) residents: usize,
}

impl Size {
    /// A town with so many tickets, and all else in proportion.
    pub(crate) const fn of(tickets: usize) -> Self {
        Self { tickets, tasks: tickets / 10, residents: tickets / 5 }
    }
}

/// Dice with a seed (splitmix64).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// Anything from 0 up to, but not including, `sides`.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % u64::try_from(sides.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    /// So many milliseconds of these hours.
    pub(crate) fn hours(&mut self, from: usize, to: usize) -> i64 {
        as_i64(from * 3_600_000 + self.roll((to - from) * 3_600_000))
    }
}

pub(crate) fn as_i64(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Telegram's ids of everyone.
pub(crate) fn clerk(compound: usize) -> i64 {
    2_000_000 + as_i64(compound)
}
fn secretary(community: usize) -> i64 {
    2_100_000 + as_i64(community)
}
pub(crate) fn officer(nth: usize) -> i64 {
    2_200_000 + as_i64(nth)
}
pub(crate) fn resident(nth: usize) -> i64 {
    3_000_000 + as_i64(nth)
}
fn group(compound: usize, used: ChatUse) -> i64 {
    let first = if used == ChatUse::Staff { -1_003_000_000_000 } else { -1_004_000_000_000 };
    first - as_i64(compound)
}

/// The people of a town under their ids in its database.
#[derive(Clone, Debug, Default)]
pub(crate) struct Town {
    pub(crate) compounds: Vec<PlaceId>,
    pub(crate) clerks: Vec<PersonId>,
    pub(crate) secretaries: Vec<PersonId>,
    pub(crate) officers: Vec<PersonId>,
    /// The nth lives in compound n mod 200.
    pub(crate) residents: Vec<PersonId>,
}

impl Town {
    /// Who lives in a compound, drawn.
    pub(crate) fn neighbour(&self, compound: usize, dice: &mut Dice) -> (usize, PersonId) {
        let nth = compound + COMPOUNDS * dice.roll(self.residents.len() / COMPOUNDS);
        (nth, self.residents.get(nth).copied().unwrap_or(PersonId(0)))
    }

    pub(crate) fn clerk(&self, compound: usize) -> PersonId {
        self.clerks.get(compound).copied().unwrap_or(PersonId(0))
    }

    pub(crate) fn secretary(&self, compound: usize) -> PersonId {
        self.secretaries.get(compound / COMMUNITY).copied().unwrap_or(PersonId(0))
    }

    pub(crate) fn officer(&self) -> PersonId {
        self.officers.first().copied().unwrap_or(PersonId(0))
    }

    pub(crate) fn compound(&self, nth: usize) -> PlaceId {
        self.compounds.get(nth).copied().unwrap_or(PlaceId(0))
    }
}

/// The building in which a resident lives.
pub(crate) fn building(resident: usize) -> usize {
    resident / COMPOUNDS % BUILDINGS + 1
}

fn map() -> String {
    let mut file = String::new();
    for nth in 0..COMPOUNDS / COMMUNITY {
        let _ = writeln!(
            file,
            "[[place]]\ncode = \"town{nth:02}\"\nkind = \"community\"\nparent = \"qingyang\"\nname = \"第{nth}社区\"\n\
             phones = {{ office = \"0595-0000-{nth:04}\" }}\n"
        );
    }
    for nth in 0..COMPOUNDS {
        let community = nth / COMMUNITY;
        let _ = writeln!(
            file,
            "[[place]]\ncode = \"block{nth:03}\"\nkind = \"compound\"\nparent = \"town{community:02}\"\n\
             name = \"和风苑{nth}区\"\ncompany = \"示范物业\"\n"
        );
    }
    file
}

/// Settles a town of this size in an empty house with the demo in it.
pub(crate) async fn settle(store: &Store, world: &World, size: Size, now: Moment) -> Town {
    let ids = Ids::new(12);
    let imported = import::run(store, &ids, &map(), (false, now)).await.expect("imported");
    assert_eq!(imported.new, COMPOUNDS + COMPOUNDS / COMMUNITY, "the town's places");
    let mut tx = store.begin().await.expect("a transaction");
    let (known, _) = places::load(&mut tx).await.expect("places");
    let compound = |nth| known.by_code(&format!("block{nth:03}")).map_or(PlaceId(0), |place| place.id);
    let community = |nth| known.by_code(&format!("town{nth:02}")).map_or(PlaceId(0), |place| place.id);
    let above = known.by_code("qingyang").map_or(PlaceId(0), |place| place.id);
    let mut town = Town { compounds: (0..COMPOUNDS).map(compound).collect(), ..Town::default() };
    for nth in 0..COMPOUNDS {
        let post = (clerk(nth), Role::Clerk, compound(nth));
        town.clerks.push(employ((&mut tx, store), world, &ids, post, now).await);
        tie((&mut tx, store), world, &ids, (nth, compound(nth)), now).await;
    }
    for nth in 0..COMPOUNDS / COMMUNITY {
        let post = (secretary(nth), Role::Secretary, community(nth));
        town.secretaries.push(employ((&mut tx, store), world, &ids, post, now).await);
    }
    for nth in 0..OFFICERS {
        let post = (officer(nth), Role::Officer, above);
        town.officers.push(employ((&mut tx, store), world, &ids, post, now).await);
    }
    tx.commit().await.expect("committed");
    let numbers: Vec<usize> = (0..size.residents).collect();
    for some in numbers.chunks(TOGETHER) {
        let mut tx = store.begin().await.expect("a transaction");
        let telegram: Vec<i64> = some.iter().map(|nth| resident(*nth)).collect();
        let home = |nth: usize| town.compounds.get(nth % COMPOUNDS).copied();
        let homes = some.iter().map(|nth| home(*nth)).collect();
        let met = meet((&mut tx, store), world, &ids, (&telegram, homes), now).await;
        tx.commit().await.expect("committed");
        town.residents.extend(met);
    }
    town
}

/// These people, who live there, past first contact.
async fn meet(
    (tx, store): (&mut Tx<'_>, &Store),
    world: &World,
    ids: &Ids,
    (telegram, homes): (&[i64], Vec<Option<PlaceId>>),
    now: Moment,
) -> Vec<PersonId> {
    for id in telegram {
        let (first_name, language_code) = (format!("居民{id}"), Some("zh".to_owned()));
        world.add_user(User { id: *id, first_name, username: None, language_code, persona: None });
        world.meet(*id);
    }
    let users: BTreeMap<i64, i64> = telegram.iter().map(|id| (*id, ids.next(now))).collect();
    let own = |id: &i64| Met { telegram: *id, kind: "private", fresh: ids.next(now), person: *id };
    let chats: Vec<Met> = telegram.iter().map(own).collect();
    let (mut persons, _) = people::meet(tx, store.seal(), &users, &chats, now).await.expect("met");
    let mut changed = Vec::with_capacity(telegram.len());
    for (id, home) in telegram.iter().zip(homes) {
        let mut person = persons.remove(id).expect("a person");
        (person.compound, person.language) = (home, Some(Language::Chinese));
        (person.consent_processing, person.consent_abroad) = (Some(CONSENT_VERSION), Some(CONSENT_VERSION));
        changed.push(person);
    }
    people::save(tx, store.seal(), &changed).await.expect("saved");
    changed.into_iter().map(|person| person.id).collect()
}

async fn employ(
    (tx, store): (&mut Tx<'_>, &Store),
    world: &World,
    ids: &Ids,
    (telegram, role, scope): (i64, Role, PlaceId),
    now: Moment,
) -> PersonId {
    let met = meet((&mut *tx, store), world, ids, (&[telegram], vec![None]), now).await;
    let person = met.first().copied().expect("a person");
    let grant = Grant { role, scope, name: "小方".to_owned() };
    people::give_role(tx, store.seal(), person, &grant, now).await.expect("employed");
    person
}

/// A compound's two groups.
async fn tie(
    (tx, store): (&mut Tx<'_>, &Store),
    world: &World,
    ids: &Ids,
    (nth, place): (usize, PlaceId),
    now: Moment,
) {
    let bot = (world.bot_id(), Standing::Administrator);
    for used in [ChatUse::Staff, ChatUse::Residents] {
        let id = group(nth, used);
        let one = Group { id, title: format!("和风苑{nth}区"), supergroup: true, forum: false };
        world.add_group(one, &[(clerk(nth), Standing::Creator), bot]);
        let met = Met { telegram: id, kind: "group", fresh: ids.next(now), person: 0 };
        let (_, chats) = people::meet(tx, store.seal(), &BTreeMap::new(), &[met], now).await.expect("met");
        let chat = chats.get(&id).expect("a chat").id;
        desk::bind(tx, chat, place, used).await.expect("bound");
    }
}
