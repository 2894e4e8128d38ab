//! The stand-in's world as tests, the command line and the page drive it. Every function returns at once.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use serde_json::{Value, json};
use tokio::sync::{broadcast, mpsc};

use super::Options;
use super::chats::{Chat, ChatKind, Group, Standing, User};
use super::faults::{Faults, Rule};
use super::files::Files;
use super::journey::Waiting;
use super::limits::{Limits, Window};
use super::messages::Message;
use super::record::{Record, Recorded};
use super::spec::{Spec, SpecError};
use super::state::{PageEvent, State};
use super::updates::Queue;
use crate::domain::time::{Clock, Moment};
use crate::outside::MovableClock;

/// Updates start at a number that means nothing.
const FIRST_UPDATE: i64 = 417_203_981;
/// Page events that a slow page may lag behind.
const EVENTS_KEPT: usize = 1_024;

/// Why something can't happen in the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorldError {
    /// Nobody has this id.
    #[error("no such user: {0}")]
    NoUser(i64),
    /// No chat has this id, or the person isn't in it.
    #[error("no such chat for that person: {0}")]
    NoChat(i64),
    /// The chat has no such message.
    #[error("no such message: {0}")]
    NoMessage(i64),
    /// No message of the chat carries a button with that label.
    #[error("no button with that label")]
    NoButton,
    /// An album holds 2 to 10 files; nothing can be sent with none.
    #[error("1 to 10 files")]
    Files,
    /// The message is someone else's.
    #[error("only its author can change a message")]
    NotTheirs,
}

/// What became of something that a person did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// The messages it made, in order.
    pub messages: Vec<i64>,
    /// The updates that the bot gets; none where it doesn't see it.
    pub updates: Vec<i64>,
}

impl Done {
    /// The first message made, 0 when there is none.
    #[must_use]
    pub fn message_id(&self) -> i64 {
        self.messages.first().copied().unwrap_or(0)
    }

    /// The first update queued, `None` when the bot doesn't see it.
    #[must_use]
    pub fn update_id(&self) -> Option<i64> {
        self.updates.first().copied()
    }
}

/// Users, chats, messages, files and the bot's queue.
#[derive(Debug)]
pub struct World {
    pub(crate) clock: Arc<MovableClock>,
    pub(crate) spec: Spec,
    pub(crate) token: String,
    /// For what the bot waits, and whether the clock is on its way.
    pub(super) waiting: OnceLock<Arc<dyn Waiting>>,
    pub(super) travelling: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

impl World {
    pub(crate) fn new(options: &Options) -> Result<Self, SpecError> {
        let (events, _) = broadcast::channel(EVENTS_KEPT);
        let bot_id = options.token.split(':').next().and_then(|id| id.parse().ok()).unwrap_or(0);
        let state = State {
            bot: User {
                id: bot_id,
                first_name: options.bot_name.clone(),
                username: Some(options.bot_username.clone()),
                ..User::default()
            },
            privacy: options.privacy,
            users: HashMap::new(),
            chats: HashMap::new(),
            queue: Queue::new(FIRST_UPDATE, options.record),
            files: Files::default(),
            presses: BTreeMap::new(),
            last_press: 0,
            last_album: 0,
            commands: BTreeMap::new(),
            webhook: None,
            limits: options.limits,
            sent: Window::default(),
            faults: Faults::default(),
            record: Record::new(options.record),
            events,
        };
        let clock = Arc::clone(&options.clock);
        let token = options.token.clone();
        let (waiting, travelling) = (OnceLock::new(), tokio::sync::Mutex::new(()));
        Ok(Self { clock, spec: Spec::load(options.strict)?, token, waiting, travelling, state: Mutex::new(state) })
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn now(&self) -> i64 {
        self.clock.now().0
    }

    /// The bot's Telegram id.
    #[must_use]
    pub fn bot_id(&self) -> i64 {
        self.lock().bot.id
    }

    /// Adds a user, who hasn't met the bot yet.
    pub fn add_user(&self, user: User) {
        let mut state = self.lock();
        let private = Chat::new(user.id, ChatKind::Private { started: false, blocked: false });
        state.chats.insert(user.id, private);
        state.users.insert(user.id, user);
    }

    /// `user` has started the bot before; nobody is told.
    pub fn meet(&self, user: i64) {
        if let Some(Chat { kind: ChatKind::Private { started, .. }, .. }) = self.lock().chats.get_mut(&user) {
            *started = true;
        }
    }

    /// Adds a group with its people, the bot among them if it is named; nobody is told.
    pub fn add_group(&self, group: Group, people: &[(i64, Standing)]) {
        let mut chat = Chat::group(group);
        if let ChatKind::Group { members, .. } = &mut chat.kind {
            members.extend(people.iter().copied());
        }
        self.lock().chats.insert(chat.id, chat);
    }

    /// Makes `user` be `standing` in a group, `by` someone: the bot hears of it as Telegram tells.
    ///
    /// # Errors
    /// When there is no such group.
    pub fn set_standing(&self, chat: i64, user: i64, standing: Standing, by: i64) -> Result<Done, WorldError> {
        let now = self.now();
        self.lock().set_standing(chat, user, standing, (by, now)).ok_or(WorldError::NoChat(chat))
    }

    /// A plain group becomes a supergroup with the id `new`; calls to the old id are refused with it.
    ///
    /// # Errors
    /// When there is no such group.
    pub fn migrate(&self, old: i64, new: i64) -> Result<Done, WorldError> {
        let now = self.now();
        let mut state = self.lock();
        let chat = state.chats.get(&old).ok_or(WorldError::NoChat(old))?;
        let ChatKind::Group { title, forum, members, .. } = &chat.kind else {
            return Err(WorldError::NoChat(old));
        };
        let group = Group { id: new, title: title.clone(), supergroup: true, forum: *forum };
        let people: Vec<_> = members.iter().map(|(user, standing)| (*user, *standing)).collect();
        let by = people.iter().find(|(_, standing)| *standing == Standing::Creator).or(people.first());
        let by = by.map_or(0, |(user, _)| *user);
        let mut heir = Chat::group(group);
        if let ChatKind::Group { members, .. } = &mut heir.kind {
            members.extend(people);
        }
        let left = state.happens(old, by, json!({ "migrate_to_chat_id": new }), now);
        state.chats.insert(new, heir);
        let came = state.happens(new, by, json!({ "migrate_from_chat_id": old }), now);
        if let Some(Chat { kind: ChatKind::Group { migrated_to, .. }, .. }) = state.chats.get_mut(&old) {
            *migrated_to = Some(new);
        }
        Ok(left.and(came))
    }

    /// Switches privacy mode.
    pub fn set_privacy(&self, privacy: bool) {
        self.lock().privacy = privacy;
    }

    /// Replaces the sending limits.
    pub fn set_limits(&self, limits: Limits) {
        self.lock().limits = limits;
    }

    /// Queues an update as it stands, however malformed; one without an id gets the next. Returns its id.
    pub fn raw_update(&self, update: Value) -> i64 {
        let now = self.now();
        self.lock().queue.push_raw(update, now)
    }

    /// Hands updates over once more, as after a lost confirmation; returns how many were still known
    /// (none unless the record is on).
    pub fn redeliver(&self, update_ids: &[i64]) -> usize {
        let now = self.now();
        self.lock().queue.again(update_ids, now)
    }

    /// Updates that the bot hasn't confirmed.
    #[must_use]
    pub fn queue_len(&self) -> usize {
        self.lock().queue.len()
    }

    /// How often the bot has asked for updates.
    #[must_use]
    pub fn polls(&self) -> u64 {
        self.lock().queue.polls()
    }

    /// A chat's messages, oldest first, as the Bot API shows them (with reply keyboards too, as `reply_markup`).
    #[must_use]
    pub fn messages(&self, chat: i64) -> Vec<Value> {
        let state = self.lock();
        let Some(chat) = state.chats.get(&chat) else { return Vec::new() };
        let whole = |message: &Message| {
            let mut json = state.message_json(chat, message);
            if let (Some(markup), Some(object)) = (&message.markup, json.as_object_mut()) {
                object.insert("reply_markup".into(), markup.clone());
            }
            json
        };
        chat.messages.values().map(whole).collect()
    }

    /// The calls of the bot after the one numbered `number`; empty unless the record is on.
    #[must_use]
    pub fn record_after(&self, number: u64) -> Vec<Arc<Recorded>> {
        self.lock().record.after(number)
    }

    /// Every call of the bot.
    #[must_use]
    pub fn record(&self) -> Vec<Arc<Recorded>> {
        self.record_after(0)
    }

    /// The calls of the bot from now on as they are answered, whether or not the record is on; an earlier listener
    /// hears no more.
    #[must_use]
    pub fn listen_to_calls(&self) -> mpsc::UnboundedReceiver<Arc<Recorded>> {
        self.lock().record.listen()
    }

    /// Replaces the faults in force; `seed` sets the dice of those that strike by chance.
    pub fn faults(&self, rules: Vec<Rule>, seed: u64) {
        self.lock().faults.set(rules, seed);
    }

    /// Adds a fault to those in force.
    pub fn fault(&self, rule: Rule) {
        self.lock().faults.add(rule);
    }

    /// Moves the clock forward and tells the page.
    pub fn advance(&self, ms: i64) {
        self.clock.advance(ms);
        self.tell_time();
    }

    /// Moves the clock to `moment` if that is ahead, and tells the page.
    pub fn advance_to(&self, moment: Moment) {
        self.clock.advance_to(moment);
        self.tell_time();
    }

    fn tell_time(&self) {
        let now = self.now();
        self.lock().tell(Vec::new(), json!({ "type": "clock", "now": now }));
    }

    pub(crate) fn listen(&self) -> broadcast::Receiver<Arc<PageEvent>> {
        self.lock().events.subscribe()
    }
}

impl Done {
    /// Both.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.messages.extend(other.messages);
        self.updates.extend(other.updates);
        self
    }
}
