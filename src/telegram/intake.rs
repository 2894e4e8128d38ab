//! Intake: each update is stored as it came and only then confirmed. Polling and a webhook are both callers of
//! [`Intake::store`], the only way in.

use std::collections::{HashSet, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::{Notify, watch};

use super::Me;
use super::client::{CallError, Client};
use super::lane::{self, Keep, Sorted};
use super::meter::Meter;
use super::read;
use crate::domain::gap::Gap;
use crate::domain::time::{Clock, Moment};
use crate::store::inbox::{self, Arrived, Rank};
use crate::store::{Store, StoreError, gaps, outbox};

/// Seconds that Telegram waits for an update before it answers with none.
pub const POLL_S: u32 = 25;
/// Albums of groups that are remembered as meant for us.
const ALBUMS: usize = 256;
/// How often it is noted that Telegram was asked, in ms.
const NOTED_MS: i64 = 300_000;
/// Longest pause after an error.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

type Urgent = Box<dyn Fn(&str) -> bool + Send + Sync>;

/// What became of a batch of updates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// New in the inbox.
    pub new: u64,
    /// Group talk: counted, not kept.
    pub passed_over: u64,
    /// In quarantine, or not even numbered.
    pub unreadable: u64,
}

/// Why a poll failed.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// Telegram.
    #[error(transparent)]
    Call(#[from] CallError),
    /// The database; nothing was confirmed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The way in.
pub struct Intake {
    store: Store,
    client: Client,
    clock: Arc<dyn Clock>,
    me: Me,
    urgent: Urgent,
    /// From which update on is asked for; what lies below is confirmed.
    offset: AtomicI64,
    /// The last poll failed, or there was none yet: nobody knows for how long Telegram wasn't asked.
    away: AtomicBool,
    /// When it was noted last that Telegram was asked, by this machine's clock; 0: it is to be noted next.
    noted: AtomicI64,
    albums: Mutex<VecDeque<String>>,
    meter: Mutex<Meter>,
}

impl std::fmt::Debug for Intake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Intake").field("me", &self.me).finish_non_exhaustive()
    }
}

impl Intake {
    /// An intake for this bot; `urgent` looks at words for danger, cheaply, and `most` messages a minute are a person's
    /// quota (0: no limit).
    #[must_use]
    pub fn new(
        store: Store,
        client: Client,
        clock: Arc<dyn Clock>,
        me: Me,
        (urgent, most): (impl Fn(&str) -> bool + Send + Sync + 'static, i64),
    ) -> Self {
        let (urgent, meter) = (Box::new(urgent), Mutex::new(Meter::new(most)));
        let (offset, away, noted) = (AtomicI64::new(0), AtomicBool::new(true), AtomicI64::new(0));
        Self { store, client, clock, me, urgent, offset, away, noted, albums: Mutex::default(), meter }
    }

    /// Stores updates in one transaction; those known already are no news. Once it returns they may be confirmed.
    ///
    /// # Errors
    /// What the database says; then nothing is stored.
    pub async fn store(&self, updates: &[Value]) -> Result<Stored, StoreError> {
        let now = self.clock.now();
        let sorted: Vec<_> =
            updates.iter().filter_map(|raw| Some((lane::sort(raw, &self.me, &*self.urgent)?, raw))).collect();
        let unnumbered = updates.len() - sorted.len();
        if unnumbered > 0 {
            tracing::warn!(unnumbered, "updates without a number can't be kept");
        }
        let albums = self.kept_albums(&sorted);
        let known = self.known_edits(&sorted).await?;
        let arrived: Vec<_> = sorted
            .iter()
            .filter(|(sorted, _)| match &sorted.keep {
                Keep::Yes => true,
                Keep::No => false,
                Keep::IfKnown(chat, message) => known.contains(&(*chat, *message)),
                Keep::WithAlbum(album) => albums.contains(album),
            })
            .map(|(sorted, raw)| arrived(sorted, self.rank(sorted), raw, now))
            .collect();
        let statement = inbox::inserting(self.store.seal(), &arrived, now)?;
        let mut tx = self.store.begin().await?;
        let new = statement.write(&mut tx).await?;
        tx.commit().await?;
        let quarantined = arrived.iter().filter(|update| update.quarantined).count();
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        Ok(Stored {
            new,
            passed_over: count(sorted.len() - arrived.len()),
            unreadable: count(unnumbered + quarantined),
        })
    }

    /// Messages of ours whose edits came.
    async fn known_edits(&self, sorted: &[(Sorted, &Value)]) -> Result<HashSet<(i64, i64)>, StoreError> {
        let edit = |(sorted, _): &(Sorted, &Value)| match sorted.keep {
            Keep::IfKnown(chat, message) => Some((chat, message)),
            _ => None,
        };
        let edits: Vec<_> = sorted.iter().filter_map(edit).collect();
        if edits.is_empty() {
            return Ok(HashSet::new());
        }
        let mut snapshot = self.store.read().await?;
        Ok(outbox::known_messages(&mut snapshot, &edits).await?.into_iter().collect())
    }

    /// Asks once, waiting up to `timeout_s` seconds, and stores what came; the next call confirms it.
    ///
    /// # Errors
    /// What Telegram or the database says; then the same updates come again.
    pub async fn poll_once(&self, timeout_s: u32) -> Result<Stored, IntakeError> {
        let updates = self.client.updates(self.offset.load(Ordering::Acquire), timeout_s).await;
        let updates = updates.inspect_err(|_| {
            self.away.store(true, Ordering::Release);
            self.noted.store(0, Ordering::Release);
        })?;
        let stored = self.store(&updates).await?;
        self.note().await?;
        let last = updates.iter().filter_map(|update| update.get("update_id")?.as_i64()).max();
        // After an empty answer nothing is left to confirm. To begin anew finds updates again whose numbers restart
        // lower, as they do after a week of silence.
        self.offset.store(last.map_or(0, |last| last.saturating_add(1)), Ordering::Release);
        Ok(stored)
    }

    /// Notes now and then that Telegram was asked, by its own clock: this machine's may be wrong. The first time after a
    /// failure or a start, whoever may have been missed is told, if it was away for too long.
    ///
    /// That a clock was moved while the polls went well is no outage.
    async fn note(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        if (0..NOTED_MS).contains(&(now.0 - self.noted.load(Ordering::Acquire))) {
            return Ok(());
        }
        match self.client.date().await {
            Ok(at) => {
                let mut tx = self.store.begin().await?;
                if !self.away.load(Ordering::Acquire) {
                    gaps::polled(&mut tx, at).await?;
                } else if let Some(Gap { from, until }) = gaps::back(&mut tx, at, now).await? {
                    tracing::warn!(
                        from = from.0,
                        until = until.0,
                        "updates were lost; who may have been missed is told"
                    );
                }
                tx.commit().await?;
                self.away.store(false, Ordering::Release);
            }
            Err(wrong) => tracing::warn!(%wrong, "Telegram's clock can't be read; when it was asked is noted later"),
        }
        self.noted.store(now.0, Ordering::Release);
        Ok(())
    }

    /// Polls until `stop` says so; `hint` wakes the worker after each store.
    pub async fn run(&self, stop: &mut watch::Receiver<bool>, hint: &Notify) {
        let mut failures = 0;
        loop {
            let pause = tokio::select! {
                () = stopped(stop) => return,
                polled = self.poll_once(POLL_S) => match polled {
                    Ok(stored) => {
                        failures = 0;
                        if stored.new > 0 {
                            hint.notify_one();
                        }
                        if stored.new == 0 && stored.unreadable > 0 { Duration::from_secs(1) } else { Duration::ZERO }
                    }
                    Err(wrong) => {
                        failures += 1;
                        pause_after(&wrong, failures)
                    }
                },
            };
            if !pause.is_zero() {
                tokio::select! {
                    () = stopped(stop) => return,
                    () = rest(pause) => {}
                }
            }
        }
    }

    fn rank(&self, sorted: &Sorted) -> Rank {
        match sorted.minute {
            _ if sorted.urgent => Rank::Urgent,
            Some(minute) => {
                let mut meter = self.meter.lock().unwrap_or_else(PoisonError::into_inner);
                meter.rank(sorted.lane, minute, sorted.update_id)
            }
            None => Rank::Normal,
        }
    }

    /// Albums of which a picture is meant for us: the rest of them is too.
    fn kept_albums(&self, sorted: &[(Sorted, &Value)]) -> HashSet<String> {
        let mut albums = self.albums.lock().unwrap_or_else(PoisonError::into_inner);
        for (sorted, _) in sorted {
            if let (Keep::Yes, Some(album)) = (&sorted.keep, &sorted.album)
                && !albums.contains(album)
            {
                albums.push_back(album.clone());
            }
        }
        let surplus = albums.len().saturating_sub(ALBUMS);
        albums.drain(..surplus);
        albums.iter().cloned().collect()
    }
}

fn arrived(sorted: &Sorted, rank: Rank, raw: &Value, now: Moment) -> Arrived {
    let unreadable = read::read(raw, now).err();
    if let Some(reason) = &unreadable {
        tracing::warn!(update = sorted.update_id, %reason, "update put into quarantine");
    }
    Arrived {
        update_id: sorted.update_id,
        lane: sorted.lane,
        rank,
        quarantined: unreadable.is_some(),
        body: raw.to_string(),
    }
}

/// Until `stop` says so, or nobody is left to say it.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

#[expect(clippy::disallowed_methods, reason = "the poll's own pause after an error")]
async fn rest(pause: Duration) {
    tokio::time::sleep(pause).await;
}

/// How long to wait after so many failures in a row; says in the log what an operator can do.
fn pause_after(wrong: &IntakeError, failures: u32) -> Duration {
    let doubled = Duration::from_millis(500).saturating_mul(1 << failures.min(6)).min(LONGEST_PAUSE);
    match wrong {
        IntakeError::Call(CallError::RetryAfter(seconds)) => Duration::from_secs(u64::from(*seconds)),
        IntakeError::Call(CallError::Conflict(says)) => {
            tracing::error!(%says, "another program polls with this token, or a webhook is set: stop it, one at a time");
            doubled
        }
        IntakeError::Call(CallError::Unauthorized) => {
            tracing::error!("{wrong}");
            LONGEST_PAUSE
        }
        _ => {
            tracing::warn!(%wrong, failures, "no updates");
            doubled
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outside::MovableClock;
    use crate::store::seal::Seal;
    use serde_json::json;

    async fn intake() -> (tempfile::TempDir, Store, Intake) {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("mulin.db").display());
        let store = Store::open(&url, Seal::new([1; 32])).await.unwrap();
        let clock = Arc::new(MovableClock::new(Moment(1_795_000_000_000), 0));
        let me = Me { id: 7, username: "MulinBot".to_owned() };
        let client = Client::new("1:test", "http://127.0.0.1:9").unwrap();
        let intake = Intake::new(store.clone(), client, clock, me, (|words: &str| words.contains("着火"), 0));
        (folder, store, intake)
    }

    fn said(update_id: i64, chat: i64, extra: &Value) -> Value {
        let kind = if chat > 0 { "private" } else { "supergroup" };
        let mut message = json!({"message_id": update_id, "date": 1, "chat": {"id": chat, "type": kind},
            "from": {"id": 42, "is_bot": false}});
        message.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        json!({"update_id": update_id, "message": message})
    }

    #[tokio::test]
    async fn what_is_said_to_us_is_stored_once_and_group_talk_never() {
        let (_folder, store, intake) = intake().await;
        let album = |id, caption: Option<&str>| {
            said(id, -5, &json!({"photo": [{"file_id": "p"}], "media_group_id": "g", "caption": caption}))
        };
        let updates = [
            said(1, 42, &json!({"text": "3栋着火了"})),
            said(2, -5, &json!({"text": "吃了吗"})),
            album(3, None),
            album(4, Some("/done 1042")),
            json!({"update_id": 5, "message": {"strange": true}}),
            json!("nonsense"),
        ];
        let stored = intake.store(&updates).await.unwrap();
        assert_eq!(stored, Stored { new: 4, passed_over: 1, unreadable: 2 });
        assert_eq!(intake.store(&updates).await.unwrap().new, 0);
        assert_eq!(inbox::count(store.pool()).await.unwrap(), (3, 1));
        let mut tx = store.begin().await.unwrap();
        let claimed = inbox::claim(&mut tx, store.seal(), (64, 1)).await.unwrap();
        assert_eq!(claimed.iter().map(|update| update.update_id).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn pauses_grow_but_not_beyond_half_a_minute() {
        let pause = |failures| pause_after(&IntakeError::Call(CallError::NotSent), failures);
        assert_eq!((pause(1), pause(2), pause(40)), (Duration::from_secs(1), Duration::from_secs(2), LONGEST_PAUSE));
        let told = IntakeError::Call(CallError::RetryAfter(9));
        assert_eq!(pause_after(&told, 1), Duration::from_secs(9));
    }
}
