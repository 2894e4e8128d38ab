//! The sender: takes what is due from the outbox, calls Telegram, and records what became of each call.
//!
//! A round is one commit: it records the outcomes that came in and marks the calls that go out next. Calls run as tasks
//! of their own, so that one that hangs holds up its own chat and no round.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::{Mutex, Notify, mpsc, watch};

use super::client::{CallError, Client, UNDER_WAY};
use super::drawn;
use super::render;
use super::scheduler::{Limits, Ready, Scheduler, is_free};
use crate::domain::id::ChatId;
use crate::domain::language::Language;
use crate::domain::time::{Clock, Moment};
use crate::store::media::Stored;
use crate::store::outbox::{self, Edits, End, Finished, Sending};
use crate::store::seal::Seal;
use crate::store::vault::Vault;
use crate::store::{Store, StoreError, Tx, media};
use crate::text::Text;

mod aftermath;
mod fill;
mod guard;
#[cfg(test)]
mod tests;
mod verdict;

use fill::{Going, Targets};
use verdict::{Outcome, Verdict, judge};

/// Rows read from the outbox at once.
const LOOK: i64 = 4_096;
/// How far below the newest id seen a row may be committed late and still be found at the next look (ids of 512 ms).
const OVERLAP: i64 = 512 << 12;
/// How often every queued row is looked at again.
const LOOK_AGAIN_MS: i64 = 1_000;
/// Longest wait for a hint.
const IDLE: Duration = Duration::from_millis(200);
/// How long the calls under way may take once the process is to stop.
const LAST_CALLS: Duration = Duration::from_secs(4);

/// Makes a fresh id.
pub type Fresh = Arc<dyn Fn() -> i64 + Send + Sync>;
/// Says a text in a language.
pub type Voice = Arc<dyn Fn(&Text, Language) -> String + Send + Sync>;

/// What the sender works with.
#[derive(Clone)]
pub struct Tools {
    /// The database.
    pub store: Store,
    /// The Bot API.
    pub client: Client,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Our own copies of files.
    pub vault: Vault,
    /// Ids for rows of its own.
    pub fresh: Fresh,
    /// Words for rows of its own.
    pub voice: Voice,
}

impl std::fmt::Debug for Tools {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tools").finish_non_exhaustive()
    }
}

/// Drains the outbox. One at a time a database.
#[derive(Debug)]
pub struct Sender {
    tools: Tools,
    epoch: i64,
    state: Mutex<State>,
    results: mpsc::UnboundedSender<Outcome>,
    arrived: Arc<Notify>,
}

#[derive(Debug)]
struct State {
    scheduler: Scheduler,
    results: mpsc::UnboundedReceiver<Outcome>,
    /// Outcomes that no commit has recorded yet.
    unsettled: Vec<(Outcome, Verdict)>,
    /// Rows that newer ones stand for, not yet recorded.
    replaced: HashSet<i64>,
    under_way: usize,
    /// Rows may have come since the last look.
    look: bool,
    cursor: i64,
    look_again: Moment,
}

impl Sender {
    /// Starts a sender: draws its epoch and settles what an earlier run left half sent.
    ///
    /// # Errors
    /// What the database says.
    pub async fn start(tools: Tools, limits: Limits) -> Result<Self, StoreError> {
        let now = tools.clock.now();
        let mut tx = tools.store.begin().await?;
        let (epoch, lost) = outbox::recover(&mut tx, tools.store.seal(), now).await?;
        for sending in &lost {
            aftermath::failed(&mut tx, &tools, sending, outbox::UNKNOWN).await?;
        }
        tx.commit().await?;
        let (results, outcomes) = mpsc::unbounded_channel();
        let state = State {
            scheduler: Scheduler::new(limits),
            results: outcomes,
            unsettled: Vec::new(),
            replaced: HashSet::new(),
            under_way: 0,
            look: true,
            cursor: 0,
            look_again: now,
        };
        Ok(Self { tools, epoch, state: Mutex::new(state), results, arrived: Arc::default() })
    }

    /// One round: records outcomes, takes in new rows, sends what may go. Gives how many outcomes and calls that were;
    /// doesn't wait for any call.
    ///
    /// # Errors
    /// What the database says; then nothing was sent or recorded and the next round does it.
    pub async fn step(&self) -> Result<usize, StoreError> {
        self.state.lock().await.look = true;
        self.go_on().await
    }

    /// A round that looks for new rows only where there may be any.
    async fn go_on(&self) -> Result<usize, StoreError> {
        let mut state = self.state.lock().await;
        let now = self.tools.clock.now();
        state.collect(now);
        self.look(&mut state, now).await?;
        let room = UNDER_WAY.saturating_sub(state.under_way);
        let ready = state.scheduler.take(now, room);
        let did = state.unsettled.len() + state.replaced.len() + ready.len();
        if did > 0 {
            self.round(&mut state, &ready, now).await?;
        }
        Ok(did)
    }

    /// Waits for the calls under way and records what became of them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn settle(&self) -> Result<(), StoreError> {
        loop {
            let arrived = self.arrived.notified();
            let mut state = self.state.lock().await;
            let now = self.tools.clock.now();
            state.collect(now);
            if !state.unsettled.is_empty() {
                self.round(&mut state, &[], now).await?;
            }
            if state.under_way == 0 {
                return Ok(());
            }
            drop(state);
            arrived.await;
        }
    }

    /// How many calls wait in memory or are under way.
    pub async fn waiting(&self) -> usize {
        self.state.lock().await.scheduler.len()
    }

    /// Sends until `stop` says so, then waits a little for the calls under way. What is still without an answer then
    /// is settled at the next start.
    pub async fn run(&self, stop: &mut watch::Receiver<bool>, hint: &Notify) {
        while !*stop.borrow() {
            match self.go_on().await {
                Ok(0) => {}
                Ok(_) => continue,
                Err(wrong) => tracing::error!(%wrong, "a round of the sender failed"),
            }
            let idle = self.idle().await;
            let look = tokio::select! {
                _ = stop.changed() => false,
                () = hint.notified() => true,
                () = self.arrived.notified() => false,
                () = rest(idle) => true,
            };
            self.state.lock().await.look |= look;
        }
        match tokio::time::timeout(LAST_CALLS, self.settle()).await {
            Ok(Ok(())) => {}
            Ok(Err(wrong)) => tracing::error!(%wrong, "the last outcomes could not be recorded"),
            Err(_) => tracing::warn!("some calls had no answer in time; they are settled at the next start"),
        }
    }

    /// How long nothing needs to be done, if nobody says otherwise.
    async fn idle(&self) -> Duration {
        let next = self.state.lock().await.scheduler.next();
        let now = self.tools.clock.now();
        let until = next.map_or(IDLE, |next| self.tools.clock.real((next.0 - now.0).max(1)));
        until.clamp(Duration::from_millis(1), IDLE)
    }

    /// Takes in rows that were queued since the last look.
    async fn look(&self, state: &mut State, now: Moment) -> Result<(), StoreError> {
        if now >= state.look_again {
            state.look = true;
            state.cursor = 0;
            state.look_again = now.plus_ms(LOOK_AGAIN_MS);
        }
        if !state.look {
            return Ok(());
        }
        let queued = outbox::queued(self.tools.store.pool(), state.cursor, LOOK).await?;
        let is_all = i64::try_from(queued.len()).is_ok_and(|read| read < LOOK);
        state.look = !is_all;
        let Some(last) = queued.last().map(|row| row.id) else { return Ok(()) };
        state.cursor = if is_all { state.cursor.max(last - OVERLAP) } else { last };
        for row in &queued {
            if !state.replaced.contains(&row.id) {
                state.replaced.extend(state.scheduler.add(row));
            }
        }
        Ok(())
    }

    async fn round(&self, state: &mut State, ready: &[Ready], now: Moment) -> Result<(), StoreError> {
        match self.commit(state, ready, now).await {
            Ok(going) => {
                if state.unsettled.iter().any(|(outcome, verdict)| aftermath::queues(outcome, verdict)) {
                    (state.look, state.cursor) = (true, 0);
                }
                state.unsettled.clear();
                state.replaced.clear();
                let taken: HashSet<i64> = going.iter().map(|going| going.sending.row.id).collect();
                for gone in ready.iter().filter(|ready| !taken.contains(&ready.id)) {
                    state.scheduler.done(gone.chat, gone.id, now);
                }
                state.under_way += going.len();
                for going in going {
                    self.send(going);
                }
                Ok(())
            }
            Err(wrong) => {
                for ready in ready {
                    state.scheduler.done(ready.chat, ready.id, now);
                }
                (state.look, state.cursor) = (true, 0);
                Err(wrong)
            }
        }
    }

    /// The round's one transaction.
    async fn commit(&self, state: &State, ready: &[Ready], now: Moment) -> Result<Vec<Going>, StoreError> {
        let (store, seal) = (&self.tools.store, self.tools.store.seal());
        let mut tx = store.begin().await?;
        aftermath::record(&mut tx, &self.tools, &state.unsettled, now).await?;
        let replaced = state.replaced.iter().map(|id| Finished { id: *id, end: End::Replaced }).collect();
        outbox::finish(&mut tx, replaced, now).await?;
        let ids: Vec<i64> = ready.iter().map(|ready| ready.id).collect();
        let sending = outbox::take(&mut tx, seal, &ids, (self.epoch, now)).await?;
        let anew: HashSet<i64> = ready.iter().filter(|ready| ready.anew).map(|ready| ready.id).collect();
        let targets = targets(&mut tx, &sending).await?;
        let mut going: Vec<_> = sending
            .into_iter()
            .map(|sending| {
                let anew = anew.contains(&sending.row.id);
                fill::fill(sending, &targets, anew)
            })
            .collect();
        guard::mask_groups(&mut tx, &mut going).await?;
        find_copies(&mut tx, seal, &mut going).await?;
        tx.commit().await?;
        Ok(going)
    }

    fn send(&self, mut going: Going) {
        let (client, results) = (self.tools.client.clone(), self.results.clone());
        let vault = self.tools.vault.clone();
        let (clock, arrived) = (Arc::clone(&self.tools.clock), Arc::clone(&self.arrived));
        tokio::spawn(async move {
            let body = std::mem::take(&mut going.body);
            let result = match (drawn::picture(&body), going.files.first()) {
                (Some(picture), _) => drawn::send(&client, &vault, (picture, &going.files), &body).await,
                (None, Some(file)) => upload(&client, &vault, file, &body).await,
                (None, None) => client.call(&going.method, body).await,
            };
            // Nobody listens any more only when the process ends.
            let _ = results.send(Outcome { going, result, at: clock.now() });
            arrived.notify_one();
        });
    }
}

/// Notes for calls that send our own copies of files which those are.
async fn find_copies(tx: &mut Tx<'_>, seal: &Seal, going: &mut [Going]) -> Result<(), StoreError> {
    for going in going {
        let mut ids = drawn::picture(&going.body).map(|picture| picture.photos()).unwrap_or_default();
        ids.extend(render::copied(&going.body));
        if !ids.is_empty() {
            going.files = media::find(tx, seal, &ids).await?;
        }
    }
    Ok(())
}

/// Sends our own copy of a file.
async fn upload(client: &Client, vault: &Vault, file: &Stored, body: &Value) -> Result<Value, CallError> {
    let bytes = drawn::photo(vault, Some(file)).await?;
    client.send_document(body, bytes).await
}

impl State {
    /// Takes in the outcomes that have come; their chats may get the next call, or must wait.
    fn collect(&mut self, now: Moment) {
        while self.unsettled.len() < UNDER_WAY
            && let Ok(outcome) = self.results.try_recv()
        {
            self.under_way = self.under_way.saturating_sub(1);
            let row = &outcome.going.sending.row;
            let verdict = judge(&outcome);
            if matches!(outcome.result, Err(CallError::RetryAfter(_))) {
                self.scheduler.refused(now);
            }
            if let Some(until) = verdict.holds_until(outcome.at).filter(|_| !is_free(&row.method)) {
                self.scheduler.hold(row.chat, until);
            }
            self.scheduler.done(row.chat, row.id, now);
            self.unsettled.push((outcome, verdict));
        }
    }
}

/// The messages that these calls change or answer.
async fn targets(tx: &mut Tx<'_>, sending: &[Sending]) -> Result<Targets, StoreError> {
    let screens: HashSet<ChatId> =
        sending.iter().filter(|going| going.row.edits == Edits::Screen).map(|going| going.row.chat).collect();
    let cards: HashSet<_> = sending
        .iter()
        .filter_map(|going| match going.row.edits {
            Edits::Card(number) => Some(number),
            _ if going.row.under_card => going.row.ticket,
            _ => None,
        })
        .collect();
    let screens = outbox::screens(tx, &screens.into_iter().collect::<Vec<_>>()).await?;
    let cards = outbox::cards(tx, &cards.into_iter().collect::<Vec<_>>()).await?;
    Ok(Targets {
        screens: screens.into_iter().collect(),
        cards: cards.into_iter().map(|(chat, number, message)| ((chat, number), message)).collect::<BTreeMap<_, _>>(),
    })
}

#[expect(clippy::disallowed_methods, reason = "the sender's loop waits for a hint or the next moment")]
async fn rest(idle: Duration) {
    tokio::time::sleep(idle).await;
}
