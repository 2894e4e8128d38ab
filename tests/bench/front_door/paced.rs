//! (a) mixed conversation at a steady pace: how long people wait for an answer.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::backlog::answer;
use crate::bots::{Kind, Stage, people};

/// Residents.
const CHATS: i64 = 600;
/// Updates a second.
const PACE: u32 = 50;
/// How long it is measured.
const LASTS: Duration = Duration::from_mins(1);
/// After so long without an answer there is none.
const PATIENCE: Duration = Duration::from_secs(5);
/// The clerk of 永丰里, in their private chat.
const CLERK: i64 = 7101;

/// A newcomer's first contact; a press is of the first button of the newest screen.
const NEWCOMER: [Act; 5] = [Act::Say("/start"), Act::Press, Act::Press, Act::Say("永丰里"), Act::Press];
/// Then one report after another, each looked at among one's own.
const RESIDENT: [Act; 8] =
    [Act::Report, Act::Press, Act::Press, Act::Press, Act::Press, Act::Press, Act::Press, Act::Say("/my")];
/// What staff do meanwhile.
const STAFF: [Act; 4] = [Act::Say("/queue"), Act::Press, Act::Say("/mine"), Act::Say("/help")];

/// One thing that somebody does.
#[derive(Clone, Copy, Debug)]
enum Act {
    Say(&'static str),
    /// A lamp of the person's own building, then its rubbish, and so on: nothing that is open there already.
    Report,
    Press,
}

/// How long people waited.
#[derive(Debug, Default)]
pub(crate) struct Paced {
    pub(crate) updates: usize,
    pub(crate) unanswered: usize,
    pub(crate) waits: Vec<Duration>,
    pub(crate) cpu_ms: f64,
    pub(crate) peak_mb: f64,
    pub(crate) tickets: i64,
}

impl Paced {
    /// The wait that so many of a hundred stay below, in milliseconds.
    pub(crate) fn percentile(&self, of_hundred: usize) -> f64 {
        let at = (self.waits.len() * of_hundred / 100).min(self.waits.len().saturating_sub(1));
        self.waits.get(at).map_or(f64::NAN, |wait| wait.as_secs_f64() * 1_000.0)
    }
}

/// Runs it. One in 25 updates is the clerk's; residents take turns, each with one update under way at most. Before the
/// measurement each comes past first contact, and to a point of their report that is their own.
#[expect(clippy::cast_precision_loss, reason = "some thousand updates")]
pub(crate) async fn run() -> Paced {
    let mut stage = Stage::new(Kind::Mulin, CHATS).await;
    stage.start().await;
    let mut crowd = Crowd::new();
    crowd.turns = warm_up();
    crowd.talk(&mut stage, PACE * 4, LASTS).await;
    let (before, _) = stage.cost();
    crowd.turns = people(CHATS).repeat(usize::try_from(PACE).unwrap_or(1)).into();
    crowd.paced = Paced::default();
    crowd.talk(&mut stage, PACE, LASTS).await;
    let (after, peak_mb) = stage.cost();
    let mut paced = crowd.paced;
    paced.waits.sort_unstable();
    paced.cpu_ms = (after - before) * 1_000.0 / paced.updates.max(1) as f64;
    paced.peak_mb = peak_mb;
    paced.tickets = stage.count("tickets").await;
    paced
}

/// Whose turn it is before the measurement.
fn warm_up() -> VecDeque<i64> {
    let steps = |chat: &i64| NEWCOMER.len() + usize::try_from(*chat).unwrap_or(0) % RESIDENT.len();
    let most = NEWCOMER.len() + RESIDENT.len();
    (0..most).flat_map(|step| people(CHATS).into_iter().filter(move |chat| step < steps(chat))).collect()
}

struct Crowd {
    turns: VecDeque<i64>,
    at: HashMap<i64, usize>,
    offered: HashMap<i64, Instant>,
    paced: Paced,
}

impl Crowd {
    fn new() -> Self {
        Self { turns: VecDeque::new(), at: HashMap::new(), offered: HashMap::new(), paced: Paced::default() }
    }

    #[expect(clippy::disallowed_methods, reason = "a benchmark measures the host's time")]
    async fn talk(&mut self, stage: &mut Stage, pace: u32, lasts: Duration) {
        let from = Instant::now();
        let mut ticks = tokio::time::interval(Duration::from_secs(1) / pace);
        let mut number = 0;
        while from.elapsed() < lasts && !self.turns.is_empty() {
            tokio::select! {
                _ = ticks.tick() => {
                    number += 1;
                    self.act(stage, number % 25 == 0);
                }
                Some(call) = stage.calls.recv() => self.hear(&call),
            }
        }
        while !self.offered.is_empty() {
            match tokio::time::timeout(PATIENCE, stage.calls.recv()).await {
                Ok(Some(call)) => self.hear(&call),
                _ => break,
            }
        }
        self.paced.unanswered += self.offered.len();
        self.offered.clear();
    }

    #[expect(clippy::disallowed_methods, reason = "a benchmark measures the host's time")]
    fn act(&mut self, stage: &Stage, staff: bool) {
        let chat = if staff { CLERK } else { self.turns.pop_front().unwrap_or(CLERK) };
        if self.offered.get(&chat).is_some_and(|since| since.elapsed() < PATIENCE) {
            return;
        }
        let step = self.at.entry(chat).or_default();
        let (once, always): (&[Act], &[Act]) = if staff { (&[], &STAFF) } else { (&NEWCOMER, &RESIDENT) };
        let act = once.iter().chain(always.iter().cycle()).nth(*step).copied().unwrap_or(Act::Press);
        *step += 1;
        if self.offered.insert(chat, Instant::now()).is_some() {
            self.paced.unanswered += 1;
        }
        self.paced.updates += 1;
        match act {
            Act::Say(words) => {
                stage.world.say(chat, chat, words).expect("said");
            }
            Act::Report => {
                let what = if (*step / RESIDENT.len()).is_multiple_of(2) {
                    "楼道灯不亮"
                } else {
                    "门口垃圾没人清"
                };
                let words = format!("{}栋2单元{what}", chat % 1_000 + 1);
                stage.world.say(chat, chat, &words).expect("said");
            }
            Act::Press => match first_button(&stage.world.messages(chat)) {
                Some((message, data)) => {
                    stage.world.press(chat, chat, message, &data).expect("pressed");
                }
                None => {
                    stage.world.say(chat, chat, "1").expect("said");
                }
            },
        }
    }

    fn hear(&mut self, call: &mulin::sandbox::Recorded) {
        let Some((chat, _)) = answer(call) else { return };
        if let Some(since) = self.offered.remove(&chat) {
            self.paced.waits.push(since.elapsed());
        }
    }
}

/// The first button of the newest message that has any.
fn first_button(messages: &[Value]) -> Option<(i64, String)> {
    messages.iter().rev().find_map(|message| {
        let data = message.pointer("/reply_markup/inline_keyboard/0/0/callback_data")?.as_str()?;
        Some((message.get("message_id")?.as_i64()?, data.to_owned()))
    })
}
