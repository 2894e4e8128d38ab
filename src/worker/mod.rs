//! The heart: takes the next stored updates, lets the conversation decide, and writes everything in one transaction.
//!
//! A batch is the next updates of up to [`BATCH`] lanes: most of it costs a statement a kind, whatever its size, so a
//! busy bot works many turns for the price of a few while an idle one turns one at a time with the same code. It reads
//! and decides on a snapshot, which holds up nobody, and takes the write lock only for what came of it. Nobody else
//! makes turns meanwhile; what others may have changed since (a ticket, an invite, the update itself) is written only
//! if it is still as it was read.
//!
//! A lane's second update is worked in the same batch where the first changed nothing but the talk itself, up to
//! [`EACH`]; of the screens that such talk would show, the last stands for all.
//!
//! When a batch fails, all of it is rolled back and its updates are worked one by one; one that fails alone three times
//! is quarantined and its person told.

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio::sync::{Mutex, Notify, RwLock};

use crate::conversation::facts::{Estate, Quotas};
use crate::domain::calendar::Calendar;
use crate::domain::catalogue::Catalogue;
use crate::domain::place::Places;
use crate::domain::time::Clock;
use crate::store::inbox::{self, Claim};
use crate::store::{Store, StoreError, announcements, places};
use crate::telegram::agreement::Agreement;
use crate::text::fluent::Texts;

mod announce;
mod apply;
mod batch;
pub mod digest;
pub mod fresh;
mod households;
mod ledger;
mod load;
mod meetings;
mod projects;
pub mod says;
pub mod timers;
mod votes;
pub mod works;

/// Lanes in a batch.
pub const BATCH: i64 = 256;
/// Updates of a lane in a batch.
const EACH: i64 = 4;
/// Times an update may fail alone before it is quarantined.
const TRIES: i64 = 3;

/// Everything a turn needs from outside the conversation.
#[derive(Debug)]
pub struct Worker {
    store: Store,
    texts: Arc<Texts>,
    clock: Arc<dyn Clock>,
    ids: Arc<fresh::Ids>,
    catalogue: Catalogue,
    quotas: Quotas,
    bot_link: String,
    estate: RwLock<(i64, Arc<Estate>)>,
    /// Held by whoever makes turns, from the first look to the commit.
    turns: Mutex<()>,
    /// Told when calls were put into the outbox.
    outgoing: Arc<Notify>,
    clocks: Agreement,
}

/// What a worker is made of.
#[derive(Debug)]
pub struct Parts {
    /// The database.
    pub store: Store,
    /// Words.
    pub texts: Arc<Texts>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Ids.
    pub ids: Arc<fresh::Ids>,
    /// The catalogue.
    pub catalogue: Catalogue,
    /// Limits a person.
    pub quotas: Quotas,
    /// `https://t.me/NAME` of this bot.
    pub bot_link: String,
    /// Told when calls were put into the outbox.
    pub outgoing: Arc<Notify>,
    /// Whether this machine's clock is right.
    pub clocks: Agreement,
}

impl Worker {
    /// A worker. Places are read at its first step.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let Parts { store, texts, clock, ids, catalogue, quotas, bot_link, outgoing, clocks } = parts;
        let nowhere = estate_of(&catalogue, quotas, &bot_link, Places::default(), Vec::new());
        let estate = RwLock::new((-1, Arc::new(nowhere)));
        Self { store, texts, clock, ids, catalogue, quotas, bot_link, estate, turns: Mutex::new(()), outgoing, clocks }
    }

    /// Works one batch; gives how many updates it finished.
    ///
    /// # Errors
    /// When the database can't be used; nothing was changed then.
    pub async fn step(&self) -> Result<usize, StoreError> {
        let _turns = self.turns.lock().await;
        let mut snapshot = self.store.read().await?;
        let claims = inbox::claim(&mut snapshot, self.store.seal(), (BATCH, EACH)).await?;
        if claims.is_empty() {
            return Ok(0);
        }
        let done = match self.batch(snapshot, &claims).await {
            Ok(done) => done,
            Err(first) => {
                tracing::warn!(updates = claims.len(), %first, "a batch failed; its updates are worked one by one");
                self.one_by_one(&claims).await?
            }
        };
        self.outgoing.notify_one();
        Ok(done)
    }

    /// Works updates alone; what fails counts against its own update only.
    async fn one_by_one(&self, claims: &[Claim]) -> Result<usize, StoreError> {
        let mut stuck = BTreeSet::new();
        for claim in claims {
            if stuck.contains(&claim.lane) {
                continue;
            }
            let snapshot = self.store.read().await?;
            if let Err(wrong) = self.batch(snapshot, std::slice::from_ref(claim)).await {
                self.failed(claim, &wrong).await?;
                stuck.insert(claim.lane);
            }
        }
        Ok(claims.len())
    }

    /// Counts a failure; the last one quarantines the update and tells its person.
    async fn failed(&self, claim: &Claim, wrong: &StoreError) -> Result<(), StoreError> {
        let mut tx = self.store.begin().await?;
        let Some(attempts) = inbox::count_failure(&mut tx, claim.update_id).await? else { return Ok(()) };
        tracing::error!(update = claim.update_id, attempts, %wrong, "an update failed");
        if attempts >= TRIES {
            inbox::quarantine(&mut tx, &[claim.update_id]).await?;
            self.tell_of_failure(&mut tx, claim).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Places, catalogue and calendar, read anew when an import changed them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn estate(&self, tx: &mut crate::store::Tx<'_>) -> Result<Arc<Estate>, StoreError> {
        let version = places::version(tx).await?;
        {
            let known = self.estate.read().await;
            if known.0 == version {
                return Ok(Arc::clone(&known.1));
            }
        }
        let (places, days) = places::load(tx).await?;
        let emergencies = announcements::emergencies(tx, self.clock.now()).await?;
        let estate = estate_of(&self.catalogue, self.quotas, &self.bot_link, places, days);
        let estate = Arc::new(Estate { emergencies, ..estate });
        *self.estate.write().await = (version, Arc::clone(&estate));
        Ok(estate)
    }
}

/// The estate of these places and days.
#[must_use]
pub fn estate_of(
    catalogue: &Catalogue,
    quotas: Quotas,
    bot_link: &str,
    places: Places,
    days: Vec<places::Holiday>,
) -> Estate {
    let days = days.into_iter().filter_map(|(day, working)| day.parse().ok().map(|day| (day, working)));
    Estate {
        places,
        catalogue: catalogue.clone(),
        calendar: Calendar::standard().with_days(days),
        bot_link: bot_link.to_owned(),
        quotas,
        emergencies: Vec::new(),
    }
}

/// What two turns of a batch may not both name for change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Handle {
    /// A ticket.
    Ticket(crate::domain::id::Number),
    /// A micro-task.
    Task(crate::domain::id::TaskNumber),
    /// A fund project.
    Project(crate::domain::id::ProjectNumber),
    /// A vote.
    Vote(crate::domain::id::VoteId),
}

/// What the turns of a batch name for change.
type Held = BTreeSet<Handle>;
