//! `mulin codes --compound CODE`: the one-time codes by which residents are tied to their households, to be handed out
//! door by door. They are shown once: the database keeps only what knows them again.

use std::collections::BTreeMap;

use crate::domain::catalogue::plain_part;
use crate::domain::household::{self, CODE_DAYS, Household, Scope, Tie};
use crate::domain::id::PersonId;
use crate::domain::time::Moment;
use crate::store::{Store, StoreError, households, invites, places};
use crate::worker::fresh::{self, Ids};

/// Why there are no codes.
#[derive(Debug, thiserror::Error)]
pub enum CodesError {
    /// There is no such compound.
    #[error("--compound: no compound has the code “{0}”")]
    NoCompound(String),
    /// It has no such dwellings.
    #[error("no households here; `mulin import` brings them in")]
    NoHouseholds,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No random numbers.
    #[error("no random numbers to make a code from")]
    NoDice,
}

/// Which codes are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The compound's code.
    pub compound: &'a str,
    /// One building alone.
    pub building: Option<&'a str>,
    /// What they tie to.
    pub tie: Tie,
    /// Replace those that nobody has used yet.
    pub renew: bool,
}

/// Codes that were made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Door and code, in the order of the doors.
    pub codes: Vec<(String, String)>,
    /// Households that have an unused code and keep it.
    pub kept: usize,
}

/// Makes codes for the dwellings that have no unused one, or with `renew` for all.
///
/// # Errors
/// An unknown compound, one without dwellings, or what the database says.
pub async fn run(store: &Store, ids: &Ids, asked: Asked<'_>, now: Moment) -> Result<Made, CodesError> {
    let mut tx = store.begin().await.map_err(StoreError::from)?;
    let (known, _) = places::load(&mut tx).await?;
    let compound = known.compound_by_code(asked.compound);
    let compound = compound.ok_or_else(|| CodesError::NoCompound(asked.compound.to_owned()))?.id;
    let scope = Scope { compound, building: asked.building.map(plain_part), unit: None };
    let all = households::roll(&mut tx, store.seal(), &scope).await?.households;
    if all.is_empty() {
        return Err(CodesError::NoHouseholds);
    }
    let wanted: Vec<_> = all.iter().map(|household| household.id).collect();
    let have = households::with_codes(&mut tx, &wanted, asked.tie, now).await?;
    let lacks = |household: &&Household| asked.renew || !have.contains(&household.id);
    let mut by_door = BTreeMap::new();
    for household in all.iter().filter(lacks) {
        let code = household::code_of(&fresh::token().map_err(|_| CodesError::NoDice)?);
        by_door.insert(&household.door, (household.id, code));
    }
    let made: Vec<_> = by_door.values().cloned().collect();
    households::make_codes(&mut tx, store.seal(), &made, asked.tie, now.plus_days(CODE_DAYS)).await?;
    if !made.is_empty() {
        let object = format!("{compound}:{}:{}", asked.tie.code(), made.len());
        invites::audit(&mut tx, (ids.next(now), PersonId(0)), ("household_codes", &object), now).await?;
    }
    tx.commit().await.map_err(StoreError::from)?;
    let codes = by_door.into_iter().map(|(door, (_, code))| (door.written(), code)).collect();
    Ok(Made { codes, kept: all.len() - made.len() })
}
