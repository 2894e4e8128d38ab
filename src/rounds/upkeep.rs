//! What is kept for a time only is forgotten: raw updates, and calls that were made; and the log, in which what was
//! emptied (a vote's key, what somebody said on the way to a ballot) would still lie. Places that came since get the clock
//! of their meetings.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::domain::clocks::Timer;
use crate::domain::time::Clock;
use crate::store::{Store, StoreError, inbox, meetings, outbox, quotas, timers};

/// Hours between two rounds.
const EVERY_HOURS: i64 = 1;
/// Days that Telegram may deliver an update again, so the least that updates are kept.
const LEAST_DAYS: i64 = 2;

/// Forgets what has had its time.
#[derive(Debug)]
pub struct Upkeep {
    store: Store,
    clock: Arc<dyn Clock>,
    days: i64,
    /// Somebody was reading in the log when it was to be emptied.
    log_left: AtomicBool,
}

impl Upkeep {
    /// An upkeep that leaves `days` of raw updates and sent calls, at least [`LEAST_DAYS`]. Its first round is due at
    /// once.
    ///
    /// # Errors
    /// What the database says.
    pub async fn start(store: Store, clock: Arc<dyn Clock>, days: i64) -> Result<Self, StoreError> {
        let mut tx = store.begin().await?;
        timers::set(&mut tx, Timer::Prune, 0, clock.now()).await?;
        meetings::arrange(&mut tx, clock.now()).await?;
        tx.commit().await?;
        Ok(Self { store, clock, days: days.max(LEAST_DAYS), log_left: AtomicBool::new(false) })
    }

    /// One round if it is due; gives how many rows it forgot.
    ///
    /// # Errors
    /// What the database says; the round stays due.
    pub async fn step(&self) -> Result<usize, StoreError> {
        if self.log_left.load(Ordering::Relaxed) {
            self.empty_log().await?;
        }
        let now = self.clock.now();
        if timers::due(self.store.pool(), now, &[Timer::Prune], 1).await?.is_empty() {
            return Ok(0);
        }
        let mut tx = self.store.begin().await?;
        let until = now.plus_days(-self.days);
        let gone = inbox::prune(&mut tx, until).await?
            + outbox::prune(&mut tx, until).await?
            + quotas::prune(&mut tx, now).await?;
        meetings::arrange(&mut tx, now).await?;
        timers::set(&mut tx, Timer::Prune, 0, now.plus_hours(EVERY_HOURS)).await?;
        tx.commit().await?;
        self.empty_log().await?;
        Ok(usize::try_from(gone).unwrap_or(usize::MAX))
    }

    /// Empties the database's log; where somebody reads in it, the next step tries again.
    async fn empty_log(&self) -> Result<(), StoreError> {
        self.log_left.store(!self.store.empty_log().await?, Ordering::Relaxed);
        Ok(())
    }
}
