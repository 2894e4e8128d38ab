//! What comes in from outside: the clock and the dice. The only place that asks the machine for either.

use std::sync::Mutex;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::domain::time::{Clock, Moment};

/// The host's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one home of the host's clock")]
    fn now(&self) -> Moment {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Moment(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    fn real(&self, ms: i64) -> Duration {
        Duration::from_millis(u64::try_from(ms).unwrap_or(0))
    }
}

/// A clock that can be moved forward and may run faster than the host's: the sandbox's and the tests'.
#[derive(Debug)]
pub struct MovableClock {
    speed: u32,
    set: Mutex<(Moment, Option<Instant>)>,
}

impl MovableClock {
    /// A clock that shows `start` now and runs `speed` times as fast as the host's (0: stands still until moved).
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one home of the host's clock")]
    pub fn new(start: Moment, speed: u32) -> Self {
        Self { speed, set: Mutex::new((start, (speed > 0).then(Instant::now))) }
    }

    /// Moves the clock forward by `ms`.
    pub fn advance(&self, ms: i64) {
        let mut set = self.set.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        set.0 = set.0.plus_ms(ms.max(0));
    }

    /// Moves the clock forward to `moment`; one that is past changes nothing.
    pub fn advance_to(&self, moment: Moment) {
        self.advance(moment.0 - self.now().0);
    }
}

impl Clock for MovableClock {
    fn now(&self) -> Moment {
        let set = self.set.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let gone = set.1.map_or(0, |since| since.elapsed().as_millis());
        set.0.plus_ms(i64::try_from(gone).unwrap_or(i64::MAX / 1_000).saturating_mul(i64::from(self.speed)))
    }

    fn real(&self, ms: i64) -> Duration {
        let ms = u64::try_from(ms).unwrap_or(0);
        Duration::from_millis(ms / u64::from(self.speed.max(1)))
    }
}

/// Fills `bytes` from the operating system's dice.
///
/// # Errors
/// When the operating system has none to give.
pub fn dice(bytes: &mut [u8]) -> Result<(), getrandom::Error> {
    #[expect(clippy::disallowed_methods, reason = "the one home of the dice")]
    getrandom::fill(bytes)
}
