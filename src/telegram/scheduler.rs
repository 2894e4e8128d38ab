//! In which order and how fast calls go out. Pure: time comes in as `now`.
//!
//! One call a chat is under way at a time. Within a chat: emergencies, answers, new cards, notices, changes of cards,
//! broadcasts; a newer change of a message replaces one that still waits, a newer screen an older one. A chat that
//! must wait (its own rate, `retry_after`, a call under way) never holds up another.

use super::rate::Rate;
use crate::domain::chat::{MessageRole, Pace};
use crate::domain::id::{ChatId, Number};
use crate::domain::time::Moment;
use crate::store::outbox::{Edits, Queued};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

/// Rates Telegram asks for; 0 switches one off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Calls a second in all, which broadcasts keep to.
    pub all: u32,
    /// Messages a second to one chat.
    pub chat: u32,
    /// Messages a minute to one group.
    pub group: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { all: 30, chat: 1, group: 20 }
    }
}

/// Messages that a chat may get at once before its rate holds.
const BURST: i64 = 3;
/// Of a group's messages a minute, those kept for urgent ones.
const KEPT_FOR_URGENT: u32 = 4;
/// Milliseconds between two changes of one card.
const EDIT_GAP: i64 = 3_000;
const SECOND: i64 = 1_000;
const MINUTE: i64 = 60_000;

/// A call that may go out now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ready {
    /// Its row.
    pub id: i64,
    /// Its chat.
    pub chat: ChatId,
    /// It was to change a message that was replaced before it went out: send it as a new one.
    pub anew: bool,
}

/// What two calls must share for the newer to replace the older.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key {
    Screen,
    Card(Number),
    Message(i64),
}

#[derive(Clone, Debug)]
struct Waiting {
    key: Option<Key>,
    pace: Pace,
    is_new: bool,
    ticked: bool,
    not_before: Moment,
    anew: bool,
}

#[derive(Debug, Default)]
struct Chat {
    is_group: bool,
    queue: BTreeMap<(u8, i64), Waiting>,
    under_way: Option<i64>,
    held_until: Moment,
    /// When the bucket of one a second would be empty again.
    spent_until: i64,
    /// Sends of the last minute, for groups.
    sends: VecDeque<Moment>,
    edited: BTreeMap<Key, Moment>,
    place: Option<Place>,
}

/// Where a chat stands: may go now, with the rank of its best call, or must wait until a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Now(u8, i64),
    Later(Moment),
}

/// The order of what waits.
#[derive(Debug, Default)]
pub struct Scheduler {
    limits: Limits,
    chats: HashMap<ChatId, Chat>,
    known: HashSet<i64>,
    now: BTreeSet<(u8, i64, ChatId)>,
    later: BTreeSet<(Moment, ChatId)>,
    free: VecDeque<(i64, ChatId, Moment)>,
    /// The rate in all.
    rate: Rate,
    /// Until when what waits now waits for it.
    full_until: Option<Moment>,
}

/// Answers to presses, reactions and lists of commands are no messages: no rate holds for them, and they wait for
/// nothing.
#[must_use]
pub fn is_free(method: &str) -> bool {
    matches!(method, "answerCallbackQuery" | "setMessageReaction" | "setMyCommands" | "deleteMyCommands")
}

/// The rank of what saves lives.
const EMERGENCY: u8 = 0;
/// The rank of what nobody asked for, the last of all.
const BROADCAST: u8 = 5;

fn rank(pace: Pace, is_new: bool) -> u8 {
    match (pace, is_new) {
        (Pace::Emergency, _) => EMERGENCY,
        (Pace::Interactive, _) => 1,
        (Pace::Card, true) => 2,
        (Pace::Notice, _) => 3,
        (Pace::Card, false) => 4,
        (Pace::Broadcast, _) => BROADCAST,
    }
}

impl Scheduler {
    /// A scheduler that keeps to these limits.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// How many calls wait or are under way.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether nothing waits and nothing is under way.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Takes in a queued call; gives the row that it replaces. One that is known already changes nothing.
    pub fn add(&mut self, queued: &Queued) -> Option<i64> {
        if !self.known.insert(queued.id) {
            return None;
        }
        if is_free(&queued.method) {
            self.free.push_back((queued.id, queued.chat, queued.not_before));
            return None;
        }
        let key = match (queued.edits, queued.role) {
            (Edits::Screen, _) | (Edits::New, Some(MessageRole::Screen)) => Some(Key::Screen),
            (Edits::Card(number), _) => Some(Key::Card(number)),
            (Edits::Message(message), _) => Some(Key::Message(message)),
            (Edits::New, _) => None,
        };
        let is_new = queued.edits == Edits::New;
        let waiting = Waiting {
            key,
            pace: queued.pace,
            is_new,
            ticked: queued.ticked,
            not_before: queued.not_before,
            anew: false,
        };
        let chat = self.chats.entry(queued.chat).or_default();
        chat.is_group = queued.is_group;
        let replaced = chat.put((rank(queued.pace, is_new), queued.id), waiting);
        if let Some(replaced) = replaced {
            self.known.remove(&replaced);
        }
        self.place(queued.chat, queued.not_before);
        replaced
    }

    /// Up to `room` calls that may go out now, the most pressing first. Each is under way until
    /// [`Self::done`].
    pub fn take(&mut self, now: Moment, room: usize) -> Vec<Ready> {
        self.wake(now);
        self.full_until = None;
        let mut taken = self.take_free(now, room);
        while taken.len() < room {
            let Some((rank, id, chat_id)) = self.now.pop_first() else { break };
            if self.keeps_waiting((rank, id, chat_id), now) {
                break;
            }
            let Some(chat) = self.chats.get_mut(&chat_id) else { continue };
            chat.place = None;
            match chat.next(self.limits, now) {
                Next::Go(at) => match self.full(at.0, now) {
                    Some(until) => self.put_off(chat_id, until),
                    None => taken.extend(self.send(chat_id, at, now)),
                },
                Next::Wait(until) => self.put_off(chat_id, until),
                Next::Nothing => {}
            }
        }
        taken
    }

    /// A call has ended, however it did; its chat may get the next.
    pub fn done(&mut self, chat: ChatId, id: i64, now: Moment) {
        self.known.remove(&id);
        self.rate.end(id, now);
        if self.chats.get(&chat).is_some_and(|chat| chat.under_way == Some(id)) {
            self.free_chat(chat, now);
        }
    }

    /// Telegram refused a call for its rate.
    pub fn refused(&mut self, now: Moment) {
        self.rate.refused(now);
    }

    /// Nothing goes to this chat before `until`.
    pub fn hold(&mut self, chat: ChatId, until: Moment) {
        let held = self.chats.entry(chat).or_default();
        held.held_until = held.held_until.max(until);
        self.place(chat, Moment(0));
    }

    /// When something that waits may go out at the earliest; none while nothing waits for a moment.
    #[must_use]
    pub fn next(&self) -> Option<Moment> {
        let later = self.later.first().map(|(at, _)| *at);
        self.free.iter().map(|(_, _, at)| *at).chain(later).chain(self.full_until).min()
    }

    fn take_free(&mut self, now: Moment, room: usize) -> Vec<Ready> {
        let (go, wait): (VecDeque<_>, VecDeque<_>) = self.free.drain(..).partition(|(_, _, at)| *at <= now);
        let mut go = go.into_iter();
        let taken = go.by_ref().take(room).map(|(id, chat, _)| Ready { id, chat, anew: false }).collect();
        self.free = go.chain(wait).collect();
        taken
    }

    fn send(&mut self, chat_id: ChatId, at: (u8, i64), now: Moment) -> Option<Ready> {
        let chat = self.chats.get_mut(&chat_id)?;
        let waiting = chat.queue.remove(&at)?;
        chat.under_way = Some(at.1);
        chat.spend(self.limits, waiting.key.filter(|_| !waiting.is_new), now);
        if self.limits.all > 0 {
            self.rate.begin(at.1, at.0 == BROADCAST, now);
        }
        Some(Ready { id: at.1, chat: chat_id, anew: waiting.anew })
    }

    /// Until when a call of this rank must wait for the rate in all. Emergencies wait for nothing.
    fn full(&mut self, rank: u8, now: Moment) -> Option<Moment> {
        if rank == EMERGENCY { None } else { self.rate.wait(self.limits.all, rank == BROADCAST, now) }
    }

    /// Puts the first that waits back while the rate is full for it: those behind it press less, and wait as they stand.
    fn keeps_waiting(&mut self, first: (u8, i64, ChatId), now: Moment) -> bool {
        self.full_until = self.full(first.0, now);
        if self.full_until.is_some() {
            self.now.insert(first);
        }
        self.full_until.is_some()
    }

    fn free_chat(&mut self, chat_id: ChatId, now: Moment) {
        let Some(chat) = self.chats.get_mut(&chat_id) else { return };
        chat.under_way = None;
        chat.forget(now);
        if chat.queue.is_empty() && chat.is_rested(now) {
            self.chats.remove(&chat_id);
        } else {
            self.place(chat_id, now);
        }
    }

    /// Chats whose moment has come stand among those that may go.
    fn wake(&mut self, now: Moment) {
        while let Some((at, chat_id)) = self.later.first().copied().filter(|(at, _)| *at <= now) {
            self.later.remove(&(at, chat_id));
            let Some(chat) = self.chats.get_mut(&chat_id) else { continue };
            chat.place = None;
            chat.forget(now);
            if chat.queue.is_empty() && chat.under_way.is_none() && chat.is_rested(now) {
                self.chats.remove(&chat_id);
            } else {
                self.place(chat_id, now);
            }
        }
    }

    /// Puts a chat where its best call belongs; whether that may really go is judged when it is taken.
    fn place(&mut self, chat_id: ChatId, now: Moment) {
        let Some(chat) = self.chats.get_mut(&chat_id) else { return };
        let best = if chat.under_way.is_some() { None } else { chat.queue.first_key_value().map(|(at, _)| *at) };
        // A chat that waits is looked at again for every newcomer: an emergency doesn't wait with the rest.
        let place = best
            .map(|(rank, id)| Place::Now(rank, id))
            .or_else(|| (chat.under_way.is_none() && !chat.is_rested(now)).then(|| Place::Later(chat.rested_at())));
        self.set_place(chat_id, place);
    }

    fn put_off(&mut self, chat_id: ChatId, until: Moment) {
        self.set_place(chat_id, Some(Place::Later(until)));
    }

    fn set_place(&mut self, chat_id: ChatId, place: Option<Place>) {
        let Some(chat) = self.chats.get_mut(&chat_id) else { return };
        match std::mem::replace(&mut chat.place, place) {
            Some(Place::Now(rank, id)) => self.now.remove(&(rank, id, chat_id)),
            Some(Place::Later(at)) => self.later.remove(&(at, chat_id)),
            None => false,
        };
        match place {
            Some(Place::Now(rank, id)) => self.now.insert((rank, id, chat_id)),
            Some(Place::Later(at)) => self.later.insert((at, chat_id)),
            None => false,
        };
    }
}

enum Next {
    Go((u8, i64)),
    Wait(Moment),
    Nothing,
}

impl Chat {
    /// Puts a call in its place; the one that is made needless gives way, be it the newcomer that was put back.
    fn put(&mut self, at: (u8, i64), mut waiting: Waiting) -> Option<i64> {
        let same = |other: &Waiting| waiting.key.is_some() && other.key == waiting.key && !waiting.ticked;
        let newer = self
            .queue
            .iter_mut()
            .find(|(place, newer)| place.1 > at.1 && same(newer) && (!newer.is_new || newer.key == Some(Key::Screen)));
        if let Some((_, newer)) = newer {
            newer.anew |= waiting.anew || (waiting.is_new && !newer.is_new);
            return Some(at.1);
        }
        let older = self.queue.iter().find(|(place, older)| {
            let same = waiting.key.is_some() && older.key == waiting.key && !older.ticked;
            same && place.1 < at.1 && (!waiting.is_new || waiting.key == Some(Key::Screen))
        });
        let older = older.map(|(place, _)| *place);
        if let Some(gone) = older.and_then(|place| self.queue.remove(&place)) {
            waiting.anew = gone.anew || (gone.is_new && !waiting.is_new);
        }
        self.queue.insert(at, waiting);
        older.map(|(_, id)| id)
    }

    /// The best call that may go now, or when one may.
    fn next(&self, limits: Limits, now: Moment) -> Next {
        if self.under_way.is_some() {
            return Next::Nothing;
        }
        let mut earliest: Option<Moment> = None;
        for (at, waiting) in &self.queue {
            let may = self.may_go(waiting, limits, now);
            if may <= now {
                return Next::Go(*at);
            }
            earliest = Some(earliest.map_or(may, |earliest| earliest.min(may)));
        }
        earliest.map_or(Next::Nothing, Next::Wait)
    }

    /// From when this call may go.
    fn may_go(&self, waiting: &Waiting, limits: Limits, now: Moment) -> Moment {
        let mut from = waiting.not_before.max(self.held_until);
        let urgent = waiting.pace == Pace::Emergency;
        if limits.chat > 0 && !urgent {
            let interval = SECOND / i64::from(limits.chat).max(1);
            from = from.max(Moment(self.spent_until - (BURST - 1) * interval));
            let last = waiting.key.filter(|_| !waiting.is_new).and_then(|key| self.edited.get(&key));
            from = from.max(last.map_or(from, |last| last.plus_ms(EDIT_GAP)));
        }
        if self.is_group && limits.group > 0 {
            // More than the group's whole rate would be refused, and the refusal would hold up everything.
            let kept = if urgent { 0 } else { KEPT_FOR_URGENT };
            let room = usize::try_from(limits.group.saturating_sub(kept).max(1)).unwrap_or(1);
            let fresh = self.sends.iter().filter(|at| at.plus_ms(MINUTE) > now);
            let over = fresh.clone().count().checked_sub(room);
            from = from.max(over.and_then(|over| fresh.clone().nth(over)).map_or(from, |at| at.plus_ms(MINUTE)));
        }
        from
    }

    fn spend(&mut self, limits: Limits, edited: Option<Key>, now: Moment) {
        if limits.chat > 0 {
            self.spent_until = self.spent_until.max(now.0) + SECOND / i64::from(limits.chat).max(1);
        }
        if self.is_group && limits.group > 0 {
            self.sends.push_back(now);
        }
        if let Some(Key::Card(number)) = edited {
            self.edited.insert(Key::Card(number), now);
        }
    }

    fn forget(&mut self, now: Moment) {
        while self.sends.front().is_some_and(|at| at.plus_ms(MINUTE) <= now) {
            self.sends.pop_front();
        }
        self.edited.retain(|_, at| at.plus_ms(EDIT_GAP) > now);
    }

    /// Whether nothing about this chat needs to be remembered.
    fn is_rested(&self, now: Moment) -> bool {
        self.rested_at() <= now
    }

    fn rested_at(&self) -> Moment {
        let sent = self.sends.back().map_or(Moment(0), |at| at.plus_ms(MINUTE));
        let edited = self.edited.values().max().map_or(Moment(0), |at| at.plus_ms(EDIT_GAP));
        sent.max(edited).max(self.held_until).max(Moment(self.spent_until))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn queued(id: i64, chat: i64, pace: Pace) -> Queued {
        Queued {
            id,
            chat: ChatId(chat),
            is_group: chat < 0,
            pace,
            method: "sendMessage".to_owned(),
            edits: Edits::New,
            role: None,
            ticked: false,
            not_before: Moment(0),
        }
    }

    fn ids(ready: &[Ready]) -> Vec<i64> {
        ready.iter().map(|ready| ready.id).collect()
    }

    /// Sends whatever may go at `now`, each call ending at once.
    fn drain(scheduler: &mut Scheduler, chat: i64, now: Moment) -> Vec<i64> {
        let mut sent = Vec::new();
        loop {
            let taken = ids(&scheduler.take(now, 100));
            if taken.is_empty() {
                return sent;
            }
            for id in &taken {
                scheduler.done(ChatId(chat), *id, now);
            }
            sent.extend(taken);
        }
    }

    #[test]
    fn a_chat_gets_three_at_once_then_one_a_second() {
        let mut scheduler = Scheduler::new(Limits::default());
        (1..=5).for_each(|id| assert_eq!(scheduler.add(&queued(id, 1, Pace::Notice)), None));
        assert_eq!(drain(&mut scheduler, 1, Moment(10_000)), [1, 2, 3]);
        assert_eq!(scheduler.next(), Some(Moment(11_000)));
        assert_eq!(drain(&mut scheduler, 1, Moment(10_999)), Vec::<i64>::new());
        assert_eq!(drain(&mut scheduler, 1, Moment(11_000)), [4]);
        assert_eq!(drain(&mut scheduler, 1, Moment(12_000)), [5]);
    }

    #[test]
    fn one_call_a_chat_is_under_way_and_a_slow_one_holds_up_nobody_else() {
        let mut scheduler = Scheduler::new(Limits::default());
        for (id, chat) in [(1, 1), (2, 1), (3, 2)] {
            scheduler.add(&queued(id, chat, Pace::Interactive));
        }
        assert_eq!(ids(&scheduler.take(Moment(0), 10)), [1, 3]);
        assert_eq!(ids(&scheduler.take(Moment(9_000), 10)), Vec::<i64>::new());
        scheduler.done(ChatId(1), 1, Moment(9_000));
        assert_eq!(ids(&scheduler.take(Moment(9_000), 10)), [2]);
    }

    #[test]
    fn retry_after_holds_that_chat_alone_and_exactly() {
        let mut scheduler = Scheduler::new(Limits { all: 0, chat: 0, group: 0 });
        scheduler.add(&queued(1, 1, Pace::Emergency));
        scheduler.add(&queued(2, 2, Pace::Notice));
        scheduler.hold(ChatId(1), Moment(7_000));
        assert_eq!(ids(&scheduler.take(Moment(0), 10)), [2]);
        assert_eq!(scheduler.next(), Some(Moment(7_000)));
        assert_eq!(ids(&scheduler.take(Moment(6_999), 10)), Vec::<i64>::new());
        assert_eq!(ids(&scheduler.take(Moment(7_000), 10)), [1]);
    }

    #[test]
    fn an_emergency_passes_a_full_group_and_the_others_leave_it_room() {
        let mut scheduler = Scheduler::new(Limits { chat: 0, ..Limits::default() });
        (1..=40).for_each(|id| assert_eq!(scheduler.add(&queued(id, -1, Pace::Card)), None));
        assert_eq!(drain(&mut scheduler, -1, Moment(0)).len(), 16);
        scheduler.add(&queued(99, -1, Pace::Emergency));
        assert_eq!(drain(&mut scheduler, -1, Moment(1)), [99]);
        assert_eq!(drain(&mut scheduler, -1, Moment(59_999)), Vec::<i64>::new());
        assert_eq!(drain(&mut scheduler, -1, Moment(60_000)).len(), 15, "the emergency counts too");
    }

    #[test]
    fn urgent_calls_take_a_groups_whole_rate_and_no_more() {
        let mut scheduler = Scheduler::new(Limits::default());
        (1..=30).for_each(|id| assert_eq!(scheduler.add(&queued(id, -1, Pace::Emergency)), None));
        assert_eq!(drain(&mut scheduler, -1, Moment(0)).len(), 20);
        assert_eq!(drain(&mut scheduler, -1, Moment(59_999)), Vec::<i64>::new());
        assert_eq!(drain(&mut scheduler, -1, Moment(60_000)).len(), 10);
    }

    #[test]
    fn the_newest_change_of_a_card_stands_for_those_that_wait_three_seconds_apart() {
        let mut scheduler = Scheduler::new(Limits::default());
        let change = |id| Queued { edits: Edits::Card(Number(1042)), ..queued(id, -1, Pace::Card) };
        assert_eq!(scheduler.add(&change(1)), None);
        assert_eq!(scheduler.add(&change(2)), Some(1));
        assert_eq!(drain(&mut scheduler, -1, Moment(0)), [2]);
        scheduler.add(&change(3));
        assert_eq!(drain(&mut scheduler, -1, Moment(2_999)), Vec::<i64>::new());
        assert_eq!(scheduler.add(&change(4)), Some(3));
        assert_eq!(drain(&mut scheduler, -1, Moment(3_000)), [4]);
    }

    #[test]
    fn a_screen_that_a_newer_one_replaces_is_not_sent() {
        let mut scheduler = Scheduler::new(Limits::default());
        let screen = |id, edits| Queued { edits, role: Some(MessageRole::Screen), ..queued(id, 1, Pace::Interactive) };
        scheduler.add(&screen(1, Edits::New));
        scheduler.add(&queued(2, 1, Pace::Interactive));
        assert_eq!(scheduler.add(&screen(3, Edits::Screen)), Some(1));
        assert_eq!(scheduler.take(Moment(0), 9), [Ready { id: 2, chat: ChatId(1), anew: false }]);
        scheduler.done(ChatId(1), 2, Moment(0));
        assert_eq!(
            scheduler.take(Moment(0), 9),
            [Ready { id: 3, chat: ChatId(1), anew: true }],
            "there is nothing to change yet"
        );
    }

    #[test]
    fn answers_to_presses_wait_for_nothing() {
        let mut scheduler = Scheduler::new(Limits::default());
        scheduler.hold(ChatId(1), Moment(60_000));
        scheduler.add(&Queued { method: "answerCallbackQuery".to_owned(), ..queued(5, 1, Pace::Interactive) });
        assert_eq!(ids(&scheduler.take(Moment(0), 9)), [5]);
    }

    #[test]
    fn broadcasts_keep_to_what_the_others_leave_of_the_rate_in_all() {
        let mut scheduler = Scheduler::new(Limits::default());
        (1..=10).for_each(|id| assert_eq!(scheduler.add(&queued(id, id, Pace::Interactive)), None));
        (11..=60).for_each(|id| assert_eq!(scheduler.add(&queued(id, id, Pace::Broadcast)), None));
        let sent = |scheduler: &mut Scheduler, now| {
            let taken = scheduler.take(Moment(now), 100);
            for ready in &taken {
                scheduler.done(ready.chat, ready.id, Moment(now));
            }
            taken.len()
        };
        assert_eq!(sent(&mut scheduler, 0), 11, "every answer, and the first broadcast");
        assert_eq!((1..1_000).map(|ms| sent(&mut scheduler, ms)).sum::<usize>(), 19);
        assert!(scheduler.next().is_some());
        assert_eq!(scheduler.add(&queued(61, 61, Pace::Interactive)), None);
        assert_eq!(ids(&scheduler.take(Moment(1_000), 100)).first(), Some(&61), "an answer has the next place");
    }

    proptest! {
        /// Whatever is queued: nothing is lost, no chat has two under way, no rate is passed, order in a chat holds.
        #[test]
        fn the_rates_hold_and_everything_goes_out(
            calls in prop::collection::vec((prop_oneof![1i64..4, -3i64..-1], 0u8..3, 0i64..400), 1..80)
        ) {
            let mut scheduler = Scheduler::new(Limits::default());
            let paces = [Pace::Interactive, Pace::Notice, Pace::Broadcast];
            let mut now = Moment(0);
            let mut chat_of = HashMap::new();
            let mut sent: Vec<(i64, i64, Moment)> = Vec::new();
            let mut under_way: Vec<i64> = Vec::new();
            for (at, (chat, pace, gap)) in calls.iter().enumerate() {
                let id = i64::try_from(at).unwrap() + 1;
                scheduler.add(&queued(id, *chat, paces[usize::from(*pace)]));
                chat_of.insert(id, *chat);
                now = now.plus_ms(*gap);
                step(&mut scheduler, now, &chat_of, &mut under_way, &mut sent);
            }
            for _ in 0..20_000 {
                if scheduler.is_empty() { break }
                now = now.plus_ms(100);
                step(&mut scheduler, now, &chat_of, &mut under_way, &mut sent);
            }
            prop_assert!(scheduler.is_empty());
            prop_assert_eq!(sent.len(), calls.len());
            for (chat, window, most) in [(-3, MINUTE, 16), (-2, MINUTE, 16), (1, SECOND, 4), (2, SECOND, 4), (-2, SECOND, 4)] {
                let times: Vec<_> = sent.iter().filter(|send| send.1 == chat).map(|send| send.2).collect();
                for start in &times {
                    let inside = times.iter().filter(|at| *at >= start && at.0 < start.0 + window).count();
                    prop_assert!(inside <= most, "{inside} in {window} ms to {chat}");
                }
            }
        }
    }

    fn step(
        scheduler: &mut Scheduler,
        now: Moment,
        chat_of: &HashMap<i64, i64>,
        under_way: &mut Vec<i64>,
        sent: &mut Vec<(i64, i64, Moment)>,
    ) {
        for id in under_way.drain(..) {
            scheduler.done(ChatId(chat_of[&id]), id, now);
        }
        let taken = ids(&scheduler.take(now, 8));
        let chats: HashSet<_> = taken.iter().map(|id| chat_of[id]).collect();
        assert_eq!(chats.len(), taken.len(), "one under way a chat");
        sent.extend(taken.iter().map(|id| (*id, chat_of[id], now)));
        under_way.extend(taken);
    }
}
