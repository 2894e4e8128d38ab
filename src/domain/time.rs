//! A moment in time, as the program counts it.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// Milliseconds since the Unix epoch, UTC. The clock that yields it is handed in from outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

/// The zone in which working time, due dates and digests are reckoned.
pub const ZONE: Tz = chrono_tz::Asia::Shanghai;

impl Moment {
    /// The moment in [`ZONE`].
    #[must_use]
    pub fn local(self) -> DateTime<Tz> {
        DateTime::<Utc>::from_timestamp_millis(self.0).unwrap_or_default().with_timezone(&ZONE)
    }

    /// The full hour that it lies in.
    #[must_use]
    pub const fn hour(self) -> Self {
        Self(self.0 - self.0.rem_euclid(3_600_000))
    }

    /// The beginning of its day in [`ZONE`].
    #[must_use]
    pub fn day(self) -> Self {
        let seconds = i64::from(chrono::Timelike::num_seconds_from_midnight(&self.local()));
        Self(self.0 - seconds * 1_000 - self.0.rem_euclid(1_000))
    }

    /// The moment of a date and time in whatever zone.
    #[must_use]
    pub fn of<Z: chrono::TimeZone>(at: &DateTime<Z>) -> Self {
        Self(at.timestamp_millis())
    }

    /// This moment and `ms` milliseconds.
    #[must_use]
    pub const fn plus_ms(self, ms: i64) -> Self {
        Self(self.0 + ms)
    }

    /// This moment and `n` minutes.
    #[must_use]
    pub const fn plus_minutes(self, n: i64) -> Self {
        self.plus_ms(n * 60_000)
    }

    /// This moment and `n` hours.
    #[must_use]
    pub const fn plus_hours(self, n: i64) -> Self {
        self.plus_minutes(n * 60)
    }

    /// This moment and `n` days of 24 hours.
    #[must_use]
    pub const fn plus_days(self, n: i64) -> Self {
        self.plus_hours(n * 24)
    }
}

/// Where the time comes from. One clock feeds everything that asks.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// The present moment.
    fn now(&self) -> Moment;

    /// How long `ms` milliseconds of this clock take on the host's.
    fn real(&self, ms: i64) -> std::time::Duration;
}
