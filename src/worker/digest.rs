//! A compound's week and the figures of many, put together for the turn that says them.

use std::collections::BTreeSet;

use crate::conversation::facts::{StatsFacts, WeekFacts};
use crate::domain::chat::ChatUse;
use crate::domain::digest::{Data, Week};
use crate::domain::figures::Day;
use crate::domain::id::{PersonId, PlaceId};
use crate::domain::time::Moment;
use crate::store::{Store, StoreError, Tx, desk, digests, figures};

/// What a week of a compound holds, and who reads it; whether this person subscribed, or for the clock all who did.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn week(
    tx: &mut Tx<'_>,
    store: &Store,
    (place, week): (PlaceId, Week),
    person: Option<PersonId>,
    now: Moment,
) -> Result<WeekFacts, StoreError> {
    let here = BTreeSet::from([place]);
    let (_, chats) = desk::of_scopes(tx, store.seal(), &here).await?;
    let is_group = |used| used == ChatUse::Residents;
    let groups = chats.into_iter().filter(|(binding, reader)| is_group(binding.used) && reader.reachable);
    let (subscribers, subscribed) = match person {
        Some(person) => (Vec::new(), digests::subscribed(tx, (place, person)).await?),
        None => (digests::subscribers(tx, place).await?, false),
    };
    Ok(WeekFacts {
        data: data(tx, (place, week), now).await?,
        said: digests::is_said(tx, (place, week)).await?,
        groups: groups.map(|(_, reader)| reader).collect(),
        subscribers,
        subscribed,
    })
}

/// What a week of a compound holds. What is open now is said of the last week only.
///
/// # Errors
/// What the database says.
pub async fn data(tx: &mut Tx<'_>, (place, week): (PlaceId, Week), now: Moment) -> Result<Data, StoreError> {
    let here = BTreeSet::from([place]);
    let open = if week == Week::last_due(now) { Some(figures::standing(tx, &here).await?.still_open()) } else { None };
    Ok(Data { figures: figures::of(tx, &here, week.days()).await?, open, ..Data::default() })
}

/// The figures of these compounds from one day until before another.
///
/// # Errors
/// What the database says.
pub async fn stats(
    tx: &mut Tx<'_>,
    compounds: &BTreeSet<PlaceId>,
    (from, until): (Day, Day),
) -> Result<StatsFacts, StoreError> {
    Ok(StatsFacts {
        figures: figures::of(tx, compounds, (from, until)).await?,
        standing: figures::standing(tx, compounds).await?,
        repeated: figures::repeated(tx, compounds, (from.begins(), until.begins())).await?,
    })
}
