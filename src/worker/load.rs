//! Facts: what a batch of turns asked for, loaded for all of them together; a person's own lists a turn at a time.

use std::collections::{BTreeMap, BTreeSet};

use crate::conversation::facts::{Estate, Facts, Needs};
use crate::conversation::gap::Round;
use crate::domain::chat::Quoted;
use crate::domain::desk::{Desk, Holder};
use crate::domain::id::{GapId, Number, PersonId, PlaceId};
use crate::domain::place::{Place, PlaceKind, Places};
use crate::domain::rights::{self, Right};
use crate::domain::role::Grant;
use crate::domain::ticket::dossier::Dossier;
use crate::domain::time::Moment;
use crate::store::quotas::{self, Limit};
use crate::store::{Store, StoreError, Tx, desk, gaps, invites, people, tasks, tickets};

use super::digest;

/// Days in which open tickets count as similar.
const SIMILAR_DAYS: i64 = 30;
/// Days in which "how long such matters took lately" is reckoned.
const USUAL_DAYS: i64 = 90;

/// One turn's need of facts: the facts so far and what it asked for now.
#[derive(Debug)]
pub(super) struct Wanting<'a> {
    /// Facts to be completed.
    pub(super) facts: &'a mut Facts,
    /// What is missing.
    pub(super) needs: Needs,
}

/// Loads what these turns asked for into their facts.
pub(super) async fn load(
    tx: &mut Tx<'_>,
    store: &Store,
    estate: &Estate,
    wanting: &mut [Wanting<'_>],
    now: Moment,
) -> Result<(), StoreError> {
    load_tickets(tx, store, estate, wanting, now).await?;
    load_desks(tx, store, estate, wanting).await?;
    load_numbers(store, wanting).await?;
    load_asking(tx, store, wanting).await?;
    super::works::load(tx, store, estate, wanting).await?;
    super::meetings::load(tx, store, estate, wanting, now).await?;
    super::households::load(tx, store, wanting, now).await?;
    super::projects::load(tx, store, estate, wanting).await?;
    super::votes::load(tx, store, wanting).await?;
    Box::pin(super::ledger::load(tx, store, estate, wanting, now)).await?;
    for turn in wanting.iter_mut() {
        load_own(tx, store, estate, turn, now).await?;
        super::announce::load(tx, store, estate, turn, now).await?;
        turn.facts.asked.add(std::mem::take(&mut turn.needs));
    }
    Ok(())
}

async fn load_tickets(
    tx: &mut Tx<'_>,
    store: &Store,
    estate: &Estate,
    wanting: &mut [Wanting<'_>],
    now: Moment,
) -> Result<(), StoreError> {
    let numbers: BTreeSet<Number> = wanting.iter().flat_map(|turn| turn.needs.tickets.keys().copied()).collect();
    if numbers.is_empty() {
        return Ok(());
    }
    let found: BTreeMap<Number, Dossier> = tickets::dossiers(tx, store.seal(), &numbers, (&estate.places, now)).await?;
    for turn in wanting {
        for number in turn.needs.tickets.keys() {
            if let Some(dossier) = found.get(number) {
                turn.facts.tickets.insert(*number, dossier.clone());
            }
        }
    }
    Ok(())
}

async fn load_desks(
    tx: &mut Tx<'_>,
    store: &Store,
    estate: &Estate,
    wanting: &mut [Wanting<'_>],
) -> Result<(), StoreError> {
    let wanted: BTreeSet<PlaceId> = wanting.iter().flat_map(|turn| turn.needs.desks.iter().copied()).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let scopes: BTreeSet<PlaceId> =
        wanted.iter().flat_map(|place| estate.places.upwards(*place).map(|up| up.id)).chain(wanted.clone()).collect();
    let (holders, chats) = desk::of_scopes(tx, store.seal(), &scopes).await?;
    for turn in wanting {
        for place in &turn.needs.desks {
            let here = |scope: PlaceId| estate.places.within(*place, scope);
            let desk = Desk {
                holders: holders.iter().filter(|holder: &&Holder| here(holder.grant.scope)).cloned().collect(),
                chats: chats.iter().filter(|(binding, _)| here(binding.place)).cloned().collect(),
            };
            turn.facts.desks.insert(*place, desk);
        }
    }
    Ok(())
}

/// Numbers are drawn for good before it is certain that they are used: gaps are allowed.
async fn load_numbers(store: &Store, wanting: &mut [Wanting<'_>]) -> Result<(), StoreError> {
    let count = wanting.iter().filter(|turn| turn.needs.number).count();
    if count == 0 {
        return Ok(());
    }
    let mut tx = store.begin().await?;
    let first = tickets::draw_numbers(&mut tx, i64::try_from(count).unwrap_or(1)).await?;
    tx.commit().await?;
    let fresh = (first.0..).map(Number);
    for (turn, number) in wanting.iter_mut().filter(|turn| turn.needs.number).zip(fresh) {
        turn.facts.number = Some(number);
    }
    Ok(())
}

async fn load_asking(tx: &mut Tx<'_>, store: &Store, wanting: &mut [Wanting<'_>]) -> Result<(), StoreError> {
    let asked = |turn: &Wanting<'_>| turn.facts.person.as_ref().map(|person| person.id).filter(|_| turn.needs.asking);
    let persons: BTreeSet<PersonId> = wanting.iter().filter_map(asked).collect();
    let found = tickets::asking(tx, store.seal(), &persons).await?;
    for turn in wanting {
        if let Some(of_person) = asked(turn).and_then(|person| found.get(&person)) {
            turn.facts.asking.clone_from(&of_person.asked);
            turn.facts.mine_open.clone_from(&of_person.open);
            turn.facts.mine_resolved.clone_from(&of_person.resolved);
        }
    }
    Ok(())
}

/// What only this turn asks for: its person's lists, an invite, a code.
async fn load_own(
    tx: &mut Tx<'_>,
    store: &Store,
    estate: &Estate,
    turn: &mut Wanting<'_>,
    now: Moment,
) -> Result<(), StoreError> {
    let (needs, facts, seal) = (&turn.needs, &mut *turn.facts, store.seal());
    let person = facts.person.as_ref().map(|person| person.id);
    if let (Some(offset), Some(person)) = (needs.mine, person) {
        facts.mine = tickets::mine(tx, seal, person, offset).await?;
    }
    if let Some((compound, offset)) = needs.open {
        facts.open = tickets::open_in(tx, seal, compound, offset).await?;
    }
    if let Some((compound, category, building)) = &needs.similar {
        let (like, since) = ((*compound, category.as_str(), building.as_deref()), now.plus_days(-SIMILAR_DAYS));
        facts.similar = tickets::similar(tx, seal, like, since).await?;
    }
    if let Some((filter, offset)) = &needs.queue {
        let whose = queue_of(&facts.grants, &estate.places);
        facts.queue = tickets::queue(tx, seal, &whose, filter, (*offset, now)).await?;
    }
    if needs.held {
        let below = |place: &&Place| rights::at_place(Right::Invite, &facts.grants, place.id, &estate.places).is_some();
        let scopes = estate.places.iter().filter(below).map(|place| place.id).collect();
        facts.held = (desk::of_scopes(tx, seal, &scopes).await?.0, invites::unused(tx, seal, &scopes, now).await?);
    }
    if let (true, Some(person)) = (needs.led, person) {
        facts.led = tickets::led(tx, person).await?;
    }
    if let Some(token) = &needs.invite {
        facts.invite = invites::find(tx, seal, token).await?;
    }
    if let Some(code) = &needs.code {
        facts.code = tickets::by_claim(tx, seal, code).await?;
    }
    if let (true, Some(person)) = (needs.filed, person) {
        facts.filed = Some(quotas::used(tx, seal, (Limit::Tickets, person), now).await?);
    }
    if let Some((compound, category, building)) = &needs.standing {
        let at = (*compound, category.as_str(), building.as_deref());
        facts.standing = tickets::standing(tx, (person, at), None, now).await?;
    }
    if let Some((compound, category)) = &needs.usual {
        facts.usual = tickets::usual(tx, (*compound, category), now.plus_days(-USUAL_DAYS)).await?;
    }
    if let Some((compounds, days)) = &needs.stats {
        facts.stats = Some(digest::stats(tx, compounds, *days).await?);
    }
    if let Some(week) = needs.week {
        facts.week = Some(digest::week(tx, (store, estate), week, person, now).await?);
    }
    if let Some(id) = needs.gap {
        facts.gap = load_gap(tx, id).await?;
    }
    if needs.map {
        facts.map = Some(tasks::battle_map(tx, &estate.places, now).await?);
    }
    Ok(())
}

/// What was lost in an outage, and who hears of it next: at first the staff chats, too.
async fn load_gap(tx: &mut Tx<'_>, id: GapId) -> Result<Option<Round>, StoreError> {
    let Some((gap, told_to)) = gaps::by_id(tx, id).await? else { return Ok(None) };
    let staff = if told_to.is_none() { gaps::staff_chats(tx).await? } else { Vec::new() };
    let page = gaps::audience(tx, gap.from, told_to.unwrap_or(PersonId(0))).await?;
    Ok(Some(Round { gap, staff, page }))
}

/// The compounds whose tickets these roles read, and the parties about whom complaints there are kept from them.
fn queue_of(grants: &[Grant], places: &Places) -> tickets::Queue {
    let mut queue = tickets::Queue::default();
    for place in places.iter().filter(|place| place.kind == PlaceKind::Compound) {
        if rights::at_place(Right::Read, grants, place.id, places).is_none() {
            continue;
        }
        queue.compounds.insert(place.id);
        for party in rights::kept_from(grants, place.id, places) {
            queue.hidden.entry(party).or_default().insert(place.id);
        }
    }
    queue
}

pub(super) fn compounds_of(grants: &[Grant], places: &Places) -> BTreeSet<PlaceId> {
    let works = |grant: &&Grant| rights::holds(grant.role, Right::Read);
    places
        .iter()
        .filter(|place| place.kind == PlaceKind::Compound)
        .filter(|place| grants.iter().filter(works).any(|grant| places.within(place.id, grant.scope)))
        .map(|place| place.id)
        .collect()
}

/// A quoted message that isn't known: nothing.
pub(super) type QuotedByMessage = BTreeMap<(crate::domain::id::ChatId, i64), Quoted>;

/// Messages that these inputs quote, press or edit, as far as they are ours.
pub(super) async fn quoted(
    tx: &mut Tx<'_>,
    wanted: &[(crate::domain::id::ChatId, i64)],
) -> Result<QuotedByMessage, StoreError> {
    if wanted.is_empty() { Ok(BTreeMap::new()) } else { people::quoted(tx, wanted).await }
}
