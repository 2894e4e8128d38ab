//! Votes: the facts that turns ask for, and what they change.

use std::collections::{BTreeMap, BTreeSet};

use super::apply::Author;
use super::fresh::Ids;
use super::load::Wanting;
use crate::conversation::session::Session;
use crate::conversation::vote::known::{BallotBox, Change, Facts, Needs};
use crate::domain::announcement::Recipient;
use crate::domain::clocks::Timer;
use crate::domain::household::{Door, Household, Scope};
use crate::domain::id::{HouseholdId, OwnerGroupId, PersonId, VoteId};
use crate::domain::time::Moment;
use crate::domain::vote::poll::{Ask, Building, Told, by_building};
use crate::store::polls::{self, Weighed, ballots, deliveries};
use crate::store::timers::Changes;
use crate::store::{Store, StoreError, Tx, announcements, gaps, households, inbox, people};

/// Loads what these turns asked of votes.
pub(super) async fn load(tx: &mut Tx<'_>, store: &Store, wanting: &mut [Wanting<'_>]) -> Result<(), StoreError> {
    for turn in wanting {
        if turn.needs.vote != Needs::default() {
            load_one(tx, store, &turn.needs.vote, &mut turn.facts.vote).await?;
        }
    }
    Ok(())
}

async fn load_one(tx: &mut Tx<'_>, store: &Store, needs: &Needs, facts: &mut Facts) -> Result<(), StoreError> {
    let seal = store.seal();
    if let Some((id, _)) = needs.poll {
        facts.poll = polls::find(tx, seal, &[id]).await?.remove(&id);
    }
    if let Some(compound) = needs.listed {
        facts.listed = polls::of_compound(tx, seal, compound).await?;
    }
    if let Some((vote, voters)) = &needs.voters {
        let on = polls::roll(tx, *vote, Some(&voters.iter().copied().collect::<Vec<_>>())).await?;
        let voted = ballots::voted(tx, seal, *vote, on.keys().copied()).await?;
        facts.voters = on.into_iter().map(|(voter, area)| (voter, (area, voted.contains(&voter)))).collect();
    }
    if let Some((scope, by_owners)) = &needs.roll {
        facts.roll = roll(tx, store, scope, *by_owners).await?;
    }
    if let Some(vote) = needs.ballot_box {
        facts.ballot_box = ballot_box(tx, store, vote).await?;
    }
    if let Some(vote) = needs.missing {
        facts.missing = missing(tx, store, vote).await?;
    }
    if let Some(vote) = needs.buildings {
        facts.buildings = buildings(tx, store, vote).await?;
    }
    if let Some((vote, voter)) = needs.voices
        && let Some(told) = polls::find(tx, seal, &[vote]).await?.remove(&vote)
    {
        let persons = people_of(tx, &told, &BTreeSet::from([voter])).await?;
        facts.voices = announcements::recipients(tx, &persons).await?;
    }
    if let Some(vote) = needs.reached {
        let roll = polls::roll(tx, vote, None).await?;
        facts.reached = polls::owners(&roll, &deliveries::reached(tx, vote).await?);
    }
    if let Some(code) = &needs.receipt {
        facts.receipt = match ballots::standing(tx, seal, code).await? {
            Some((vote, standing)) => polls::find(tx, seal, &[vote]).await?.remove(&vote).map(|told| (told, standing)),
            None => None,
        };
    }
    if let Some((vote, voter)) = needs.sheet {
        facts.sheet = ballots::read_sheet(tx, seal, (vote, voter)).await?;
    }
    if needs.number {
        // A number is drawn for good before it is certain that it is used: gaps are allowed.
        let mut own = store.begin().await?;
        facts.number = Some(polls::draw_number(&mut own).await?);
        own.commit().await?;
    }
    Ok(())
}

/// Everybody who would stand on a roll now.
async fn roll(tx: &mut Tx<'_>, store: &Store, scope: &Scope, by_owners: bool) -> Result<Vec<(i64, u64)>, StoreError> {
    let roll = households::roll(tx, store.seal(), scope).await?;
    let area = |area: i64| u64::try_from(area).map_err(|_| StoreError::Foreign("an area"));
    if by_owners {
        return roll.heads.iter().map(|head| Ok((head.owners.0, area(head.area)?))).collect();
    }
    roll.households.iter().map(|household| Ok((household.id.0, area(household.area)?))).collect()
}

/// What lies in the box; nothing of it is opened while the close has to wait.
async fn ballot_box(tx: &mut Tx<'_>, store: &Store, vote: VoteId) -> Result<BallotBox, StoreError> {
    let seal = store.seal();
    let Some(told) = polls::find(tx, seal, &[vote]).await?.remove(&vote) else { return Ok(BallotBox::default()) };
    let until = told.poll.closes_at.unwrap_or_default();
    let waiting = inbox::waiting(tx, until).await?;
    if waiting > 0 {
        return Ok(BallotBox { waiting, ..BallotBox::default() });
    }
    let Weighed { ballots, silent } = polls::weighed(tx, seal, &told.poll).await?;
    let lost_ms = gaps::lost_within(tx, (told.poll.opened_at.unwrap_or(until), until)).await?;
    Ok(BallotBox { ballots, silent, seed: polls::seed(tx, seal, vote).await?, waiting, lost_ms })
}

/// The turnout of each building. An owner of dwellings in several counts where the first of them is.
async fn buildings(tx: &mut Tx<'_>, store: &Store, vote: VoteId) -> Result<Vec<Building>, StoreError> {
    let roll = polls::roll(tx, vote, None).await?;
    let voted = ballots::voted(tx, store.seal(), vote, roll.keys().copied()).await?;
    let mut at: BTreeMap<i64, Door> = BTreeMap::new();
    for (voter, door) in dwellings(tx, store, vote).await? {
        at.entry(voter).or_insert(door);
    }
    // Whose dwellings have other owners since the roll was frozen counts, and is told of nowhere.
    let building = |voter| at.get(voter).map(|door| door.building.clone()).unwrap_or_default();
    Ok(by_building(roll.iter().map(|(voter, area)| (building(voter), *area, voted.contains(voter)))))
}

/// The doors of each voter of a vote, as they are written: of an owner's dwellings one after another.
async fn doors(tx: &mut Tx<'_>, store: &Store, vote: VoteId) -> Result<BTreeMap<i64, String>, StoreError> {
    let mut doors: BTreeMap<i64, String> = BTreeMap::new();
    for (voter, door) in dwellings(tx, store, vote).await? {
        let written = doors.entry(voter).or_default();
        let between = if written.is_empty() { "" } else { " " };
        *written = format!("{written}{between}{}", door.written());
    }
    Ok(doors)
}

/// The dwellings in the scope of a vote, in the order of their doors, with whose vote each is.
async fn dwellings(tx: &mut Tx<'_>, store: &Store, vote: VoteId) -> Result<Vec<(i64, Door)>, StoreError> {
    let seal = store.seal();
    let Some(told) = polls::find(tx, seal, &[vote]).await?.remove(&vote) else { return Ok(Vec::new()) };
    let by_owners = matches!(told.poll.params.ask, Ask::Owners { .. });
    let households = households::roll(tx, seal, &told.poll.params.scope).await?.households;
    let voter = |household: &Household| if by_owners { household.owners.0 } else { household.id.0 };
    let mut dwellings: Vec<(i64, Door)> =
        households.into_iter().map(|household| (voter(&household), household.door)).collect();
    dwellings.sort_by(|(_, one), (_, other)| one.cmp(other));
    Ok(dwellings)
}

/// The people of those voters whose ballot doesn't lie in the box: in a fund vote all of a household.
async fn missing(tx: &mut Tx<'_>, store: &Store, vote: VoteId) -> Result<Vec<Recipient>, StoreError> {
    let seal = store.seal();
    let Some(told) = polls::find(tx, seal, &[vote]).await?.remove(&vote) else { return Ok(Vec::new()) };
    let on: Vec<i64> = polls::roll(tx, vote, None).await?.into_keys().collect();
    let voted = ballots::voted(tx, seal, vote, on.iter().copied()).await?;
    let left: BTreeSet<i64> = on.into_iter().filter(|voter| !voted.contains(voter)).collect();
    let persons = people_of(tx, &told, &left).await?;
    announcements::recipients(tx, &persons).await
}

async fn people_of(tx: &mut Tx<'_>, told: &Told, voters: &BTreeSet<i64>) -> Result<Vec<PersonId>, StoreError> {
    match told.poll.params.ask {
        Ask::Fund { owners_only, .. } => {
            let households: Vec<HouseholdId> = voters.iter().map(|voter| HouseholdId(*voter)).collect();
            households::people_of(tx, &households, owners_only).await
        }
        Ask::Owners { .. } => {
            let groups: Vec<OwnerGroupId> = voters.iter().map(|voter| OwnerGroupId(*voter)).collect();
            households::acting_for(tx, &groups).await
        }
    }
}

/// Writes one change.
pub(super) async fn write(
    tx: &mut Tx<'_>,
    (store, ids): (&Store, &Ids),
    author: Author<'_>,
    change: &Change,
    timers: &mut Changes,
) -> Result<(), StoreError> {
    let (seal, now): (_, Moment) = (store.seal(), author.now);
    let by = author.facts.person.as_ref().map(|person| person.id);
    match change {
        Change::Prepare { told, event } => {
            polls::prepare(tx, seal, told, (event, author.person()?.id), (ids.next(now), now)).await
        }
        Change::Poll { after, event } => polls::save(tx, seal, after, (event, by), (ids.next(now), now)).await,
        Change::Seed { vote, seed } => polls::keep_seed(tx, seal, *vote, seed).await,
        Change::Roll { vote, voters } => {
            let doors = doors(tx, store, *vote).await?;
            polls::freeze(tx, seal, *vote, (voters, &doors)).await?;
            ballots::make_key(tx, seal, *vote).await
        }
        Change::Cast { vote, ballot } => ballots::cast(tx, seal, *vote, ballot).await,
        Change::Sheet { vote, voter, read } => {
            let teller = author.person()?.id;
            let read = read.as_deref().map(|read| (teller, read));
            ballots::keep_sheet(tx, seal, (*vote, *voter), read).await
        }
        Change::Reached { vote, voters, proof } => {
            deliveries::note(tx, *vote, (voters, *proof), (author.person()?.id, now)).await
        }
        Change::Unlink(vote) => {
            if let Some(told) = polls::find(tx, seal, &[*vote]).await?.remove(vote) {
                ballots::unlink(tx, seal, &told.poll).await?;
            }
            forget_begun(tx, store, *vote, now).await
        }
        Change::Look { vote, at } => {
            timers.insert((Timer::Vote, vote.0), Some(*at));
            Ok(())
        }
    }
}

/// Sessions that are read at a time.
const SESSIONS: i64 = 1_000;

/// Ballots of a vote that were begun and left stand in sessions, and are as telling as those in the box: they go.
async fn forget_begun(tx: &mut Tx<'_>, store: &Store, vote: VoteId, now: Moment) -> Result<(), StoreError> {
    let mut last = PersonId(i64::MIN);
    loop {
        let stored = people::sessions_after(tx, store.seal(), last, SESSIONS).await?;
        let Some((end, _)) = stored.last() else { return Ok(()) };
        last = *end;
        let mut emptied = Vec::new();
        for (person, body) in stored {
            let mut session = Session::from_stored(&body);
            if session.forget_ballot(vote) {
                emptied.push((person, session.to_stored()?));
            }
        }
        people::saving_sessions(store.seal(), &emptied, now)?.write(tx).await?;
    }
}
