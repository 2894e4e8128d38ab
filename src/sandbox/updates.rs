//! The queue of updates that `getUpdates` empties.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::Value;
use tokio::sync::Notify;

/// Telegram forgets an update after a day.
const LIFE_MS: i64 = 24 * 60 * 60 * 1_000;
/// Handed-over updates that are remembered, so that they can be delivered again.
const REMEMBERED: usize = 20_000;
/// Kinds of update that come only to a bot that asks for them.
const ONLY_ON_REQUEST: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

#[derive(Debug)]
struct Queued {
    id: i64,
    at: i64,
    json: Arc<str>,
}

#[derive(Debug)]
pub(crate) struct Queue {
    next_id: i64,
    pending: VecDeque<Queued>,
    /// Updates to hand over once more, whatever was confirmed.
    again: VecDeque<Queued>,
    past: VecDeque<(i64, Arc<str>)>,
    remember: bool,
    allowed: Vec<String>,
    poll: u64,
    /// Told whenever something arrives or another poller takes over.
    pub(crate) arrived: Arc<Notify>,
}

impl Queue {
    /// An empty queue whose first update has the id `first`.
    pub(crate) fn new(first: i64, remember: bool) -> Self {
        Self {
            next_id: first,
            pending: VecDeque::new(),
            again: VecDeque::new(),
            past: VecDeque::new(),
            remember,
            allowed: Vec::new(),
            poll: 0,
            arrived: Arc::new(Notify::new()),
        }
    }

    /// Updates that nobody confirmed yet.
    pub(crate) fn len(&self) -> usize {
        self.pending.len() + self.again.len()
    }

    /// Whether the bot wants updates of this kind.
    pub(crate) fn wants(&self, kind: &str) -> bool {
        if self.allowed.is_empty() {
            return !ONLY_ON_REQUEST.contains(&kind);
        }
        self.allowed.iter().any(|allowed| allowed == kind)
    }

    /// Takes over `allowed_updates`; an empty list is the default set.
    pub(crate) fn allow(&mut self, kinds: Vec<String>) {
        self.allowed = kinds;
    }

    /// Queues an update and returns its id.
    pub(crate) fn push(&mut self, kind: &str, content: &Value, now: i64) -> i64 {
        let id = self.take_id();
        self.put(id, now, format!("{{\"update_id\":{id},\"{kind}\":{content}}}").into());
        id
    }

    /// Queues an update as it stands, giving it an id if it is an object without one.
    pub(crate) fn push_raw(&mut self, mut update: Value, now: i64) -> i64 {
        let given = update.get("update_id").and_then(Value::as_i64);
        let id = given.unwrap_or_else(|| self.take_id());
        if let Some(object) = update.as_object_mut() {
            object.entry("update_id").or_insert_with(|| id.into());
        }
        self.put(id, now, update.to_string().into());
        id
    }

    fn take_id(&mut self) -> i64 {
        let id = self.next_id;
        self.next_id += 1;
        id
    }

    fn put(&mut self, id: i64, at: i64, json: Arc<str>) {
        if self.remember {
            self.past.push_back((id, Arc::clone(&json)));
            if self.past.len() > REMEMBERED {
                self.past.pop_front();
            }
        }
        self.pending.push_back(Queued { id, at, json });
        self.arrived.notify_waiters();
    }

    /// Queues remembered updates once more; returns how many were found.
    pub(crate) fn again(&mut self, ids: &[i64], now: i64) -> usize {
        let before = self.again.len();
        for id in ids {
            if let Some((_, json)) = self.past.iter().rev().find(|(past, _)| past == id) {
                self.again.push_back(Queued { id: *id, at: now, json: Arc::clone(json) });
            }
        }
        self.arrived.notify_waiters();
        self.again.len() - before
    }

    /// A new poller: the one before it is told to go. Returns its number.
    pub(crate) fn begin_poll(&mut self) -> u64 {
        self.poll += 1;
        self.arrived.notify_waiters();
        self.poll
    }

    /// How many polls there were.
    pub(crate) const fn polls(&self) -> u64 {
        self.poll
    }

    /// Whether `poll` is still the newest.
    pub(crate) const fn is_current(&self, poll: u64) -> bool {
        self.poll == poll
    }

    /// Confirms what `offset` confirms and forgets what is too old.
    pub(crate) fn confirm(&mut self, offset: i64, now: i64) {
        if offset < 0 {
            let keep = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            let gone = self.pending.len().saturating_sub(keep);
            self.pending.drain(..gone);
        } else if offset > 0 {
            self.pending.retain(|update| update.id >= offset);
        }
        self.pending.retain(|update| update.at > now - LIFE_MS);
    }

    /// The updates to hand over now: their ids and the JSON array.
    pub(crate) fn take(&mut self, limit: usize) -> (Vec<i64>, String) {
        let mut ids = Vec::new();
        let mut json = String::from("[");
        let repeated: Vec<Queued> = self.again.drain(..limit.min(self.again.len())).collect();
        for update in repeated.iter().chain(self.pending.iter().take(limit - repeated.len())) {
            if !ids.is_empty() {
                json.push(',');
            }
            ids.push(update.id);
            json.push_str(&update.json);
        }
        json.push(']');
        (ids, json)
    }
}
