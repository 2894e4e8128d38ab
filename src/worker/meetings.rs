//! Meetings: the facts that turns ask for, and what they change.

use std::collections::BTreeSet;

use super::apply::Author;
use super::fresh::Ids;
use super::load::Wanting;
use crate::conversation::facts::Estate;
use crate::conversation::meeting::known::{Change, Facts, Needs, Which};
use crate::domain::clocks::Timer;
use crate::domain::id::{PersonId, PlaceId, ProposalId, ResolutionId};
use crate::domain::meeting::agenda::{Gathered, LateTask};
use crate::domain::meeting::{Item, Meeting, Papers, Resolution};
use crate::domain::micro_task::listing::{TaskBrief, TaskFilter};
use crate::domain::place::PlaceKind;
use crate::domain::ticket::listing::PAGE;
use crate::domain::time::Moment;
use crate::store::timers::Changes;
use crate::store::{Store, StoreError, Tx, meetings, people, tasks, tickets};

/// Loads what these turns asked of meetings.
pub(super) async fn load(
    tx: &mut Tx<'_>,
    store: &Store,
    estate: &Estate,
    wanting: &mut [Wanting<'_>],
    now: Moment,
) -> Result<(), StoreError> {
    for turn in wanting {
        let person = turn.facts.person.as_ref().map(|person| person.id);
        let (needs, facts) = (&turn.needs.meeting, &mut turn.facts.meeting);
        if *needs != Needs::default() {
            load_one(tx, store, (estate, now), (needs, person), facts).await?;
        }
    }
    Ok(())
}

async fn load_one(
    tx: &mut Tx<'_>,
    store: &Store,
    (estate, now): (&Estate, Moment),
    (needs, person): (&Needs, Option<PersonId>),
    facts: &mut Facts,
) -> Result<(), StoreError> {
    let seal = store.seal();
    if let Some(place) = needs.gathered {
        facts.gathered = gathered(tx, store, (estate, now), place).await?;
    }
    if let Some((place, period)) = &needs.called {
        facts.called = meetings::is_called(tx, *place, period).await?;
    }
    if let Some(which) = needs.meeting {
        facts.meeting = match which {
            Which::Latest(place) => meetings::latest(tx, place).await?,
            Which::One(id) => meetings::one(tx, id).await?,
        };
        facts.papers = match &facts.meeting {
            Some(meeting) => papers(tx, store, meeting).await?,
            None => Papers::default(),
        };
        let authors: Vec<PersonId> = facts.papers.proposals.values().map(|proposal| proposal.person).collect();
        facts.authors = people::readers(tx, &authors).await?;
    }
    if let Some(id) = needs.resolution {
        facts.resolution = meetings::resolutions(tx, seal, &[id]).await?.remove(&id);
        if let Some(told) = &facts.resolution {
            let owner = told.resolution.owner;
            facts.owner = people::readers(tx, &[owner]).await?.remove(&owner);
        }
    }
    if let Some((compound, internal, offset)) = needs.listed {
        let community = estate.places.at_level(compound, PlaceKind::Community).map_or(compound, |place| place.id);
        facts.listed = meetings::listed(tx, seal, (compound, community), internal, (offset, PAGE)).await?;
    }
    if let (true, Some(person)) = (needs.waiting, person) {
        facts.waiting = meetings::waiting_of(tx, person).await?;
    }
    Ok(())
}

/// What lies before the meeting of a place: of a compound its own, of a community that of all its compounds.
async fn gathered(
    tx: &mut Tx<'_>,
    store: &Store,
    (estate, now): (&Estate, Moment),
    place: PlaceId,
) -> Result<Gathered, StoreError> {
    let (seal, rules) = (store.seal(), &estate.catalogue.periods.meetings);
    let mut found = Gathered::default();
    let all = estate.places.compounds().into_iter().map(|compound| compound.id);
    let compounds: BTreeSet<PlaceId> = all.filter(|compound| estate.places.within(*compound, place)).collect();
    for compound in &compounds {
        found.overdue.extend(tickets::agenda::overdue(tx, seal, *compound, now).await?);
        found.reopened.extend(tickets::agenda::reopened(tx, seal, *compound, rules.reopened).await?);
        let since = now.plus_days(-rules.alike_days);
        found.frequent.extend(tickets::agenda::alike(tx, *compound, since, rules.alike).await?);
    }
    let late = TaskFilter { overdue: true, ..TaskFilter::default() };
    let late = tasks::list(tx, seal, &compounds, &late, 0).await?;
    found.tasks.extend(late.rows.into_iter().map(|TaskBrief { task, .. }| LateTask {
        number: task.number,
        category: task.plan.category,
        compound: task.plan.compound,
        deadline: task.plan.deadline,
    }));
    found.overdue.sort_by_key(crate::domain::clocks::next_due);
    found.reopened.sort_by_key(|ticket| (std::cmp::Reverse(ticket.reopened), ticket.number));
    found.frequent.sort_by_key(|alike| std::cmp::Reverse(alike.count));
    found.papers = Papers {
        proposals: meetings::waiting(tx, seal, place).await?,
        resolutions: meetings::late(tx, seal, place).await?,
    };
    Ok(found)
}

/// The words behind a meeting's agenda.
async fn papers(tx: &mut Tx<'_>, store: &Store, meeting: &Meeting) -> Result<Papers, StoreError> {
    let (mut proposals, mut resolutions): (Vec<ProposalId>, Vec<ResolutionId>) = (Vec::new(), Vec::new());
    for item in &meeting.agenda {
        match item {
            Item::Proposal { id } => proposals.push(*id),
            Item::Resolution { id } => resolutions.push(*id),
            _ => {}
        }
    }
    Ok(Papers {
        proposals: meetings::proposals_of(tx, store.seal(), &proposals).await?,
        resolutions: meetings::resolutions(tx, store.seal(), &resolutions).await?,
    })
}

/// Writes one change.
pub(super) async fn write(
    tx: &mut Tx<'_>,
    (store, ids): (&Store, &Ids),
    author: Author<'_>,
    change: &Change,
    timers: &mut Changes,
) -> Result<(), StoreError> {
    let (seal, now) = (store.seal(), author.now);
    let periods = &author.estate.catalogue.periods;
    let by = author.facts.person.as_ref().map(|person| person.id);
    let mut look = |resolution: &Resolution| {
        timers.insert((Timer::Resolution, resolution.id.0), resolution.next_look(now, periods));
    };
    match change {
        Change::Call(meeting) => meetings::call(tx, meeting).await,
        Change::NextAgenda { place, at } => {
            timers.insert((Timer::MeetingAgenda, place.0), Some(*at));
            Ok(())
        }
        Change::Minuted { meeting, proposals } => {
            meetings::minuted(tx, *meeting, by.unwrap_or(PersonId(0)), proposals, now).await
        }
        Change::Propose { place, proposal } => meetings::propose(tx, seal, (*place, proposal), now).await,
        Change::Resolve { told, event } => {
            look(&told.resolution);
            meetings::resolve(tx, seal, told, (event, by.unwrap_or(PersonId(0))), ids.next(now)).await
        }
        Change::Resolution { after, event } => {
            look(&after.resolution);
            meetings::save(tx, seal, after, (event, by), (ids.next(now), now)).await
        }
        Change::Look { resolution, at } => {
            timers.insert((Timer::Resolution, resolution.0), *at);
            Ok(())
        }
    }
}
