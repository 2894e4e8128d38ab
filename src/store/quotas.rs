//! How much a person did in a day or an hour. A counter's name is an HMAC of person, limit and time, so that even for
//! reports that nobody is to be named with there is a count, and yet nothing that says whose it is.

use super::seal::Seal;
use super::{StoreError, Tx};
use crate::domain::id::PersonId;
use crate::domain::time::Moment;

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Tickets filed in a day.
    Tickets,
    /// Wrong household codes typed in an hour.
    HouseholdCodes,
}

impl Limit {
    const fn code(self) -> &'static str {
        match self {
            Self::Tickets => "tickets",
            Self::HouseholdCodes => "household codes",
        }
    }

    /// The day or hour in which it is counted.
    fn period(self, now: Moment) -> String {
        match self {
            Self::Tickets => now.local().date_naive().to_string(),
            Self::HouseholdCodes => now.hour().0.to_string(),
        }
    }
}

/// The counter of a person's day or hour.
fn counter(seal: &Seal, (limit, person): (Limit, PersonId), now: Moment) -> String {
    seal.code(&format!("quota/{}/{person}/{}", limit.code(), limit.period(now)))
}

/// How often the person did it in the day or hour of `now`.
///
/// # Errors
/// What the database says.
pub async fn used(tx: &mut Tx<'_>, seal: &Seal, whose: (Limit, PersonId), now: Moment) -> Result<i64, StoreError> {
    let text = "SELECT used FROM quotas WHERE counter = $1";
    let used: Option<i64> = sqlx::query_scalar(text).bind(counter(seal, whose, now)).fetch_optional(&mut **tx).await?;
    Ok(used.unwrap_or(0))
}

/// Counts once more. A counter lives two days, to the day: to the moment, it would tell when it was counted.
///
/// # Errors
/// What the database says.
pub async fn count(tx: &mut Tx<'_>, seal: &Seal, whose: (Limit, PersonId), now: Moment) -> Result<(), StoreError> {
    let text = "INSERT INTO quotas (counter, until, used) VALUES ($1, $2, 1) \
                ON CONFLICT (counter) DO UPDATE SET used = quotas.used + 1";
    let until = now.day().plus_days(2);
    sqlx::query(text).bind(counter(seal, whose, now)).bind(until.0).execute(&mut **tx).await?;
    Ok(())
}

/// Forgets counters whose day is over; gives how many.
///
/// # Errors
/// What the database says.
pub async fn prune(tx: &mut Tx<'_>, now: Moment) -> Result<u64, StoreError> {
    let text = "DELETE FROM quotas WHERE until < $1";
    Ok(sqlx::query(text).bind(now.0).execute(&mut **tx).await?.rows_affected())
}
