//! (b) a backlog drained, and (c) `kill -9` in the midst of one.
//!
//! What each update's answer is, a chat apart that goes through the same dialogue one message at a time shows first.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use mulin::sandbox::Recorded;

use crate::bots::{Kind, Stage, people};
use crate::pause;

/// Chats of a backlog.
pub(crate) const CHATS: i64 = 200;
/// What a resident types to a peer; each is answered, and the third ends where the first began.
const STEPS: [&str; 3] = ["/report", "3栋2单元楼道灯不亮", "/cancel"];
/// The same to ours, where any words begin a report and a cancelled one is kept until its third button drops it.
const OUR_STEPS: [&str; 3] = ["3栋2单元楼道灯不亮", "取消", "3"];
/// From first contact to a known resident; `1` is the first button. Only ours asks.
const FIRST_CONTACT: [&str; 5] = ["/start", "1", "1", "永丰里", "1"];
/// Nothing for so long: nothing comes any more.
const QUIET: Duration = Duration::from_secs(4);
/// How long one answer may take while nothing else is done.
const ALONE: Duration = Duration::from_secs(2);

const fn steps(kind: Kind) -> [&'static str; 3] {
    match kind {
        Kind::Mulin => OUR_STEPS,
        Kind::Grammy | Kind::Teloxide => STEPS,
    }
}

/// What came of a backlog.
#[derive(Debug, Default)]
pub(crate) struct Drained {
    /// Updates offered.
    pub(crate) offered: usize,
    /// Messages that arrived in their chats.
    pub(crate) answers: usize,
    /// Screens that a newer one of the same chat replaced before they were sent; ours only.
    pub(crate) replaced: usize,
    /// Updates that were never answered: a peer's, by no message; ours, whose turn isn't among those that the last
    /// screen of its chat stands for.
    pub(crate) lost: usize,
    /// From the first update offered to the last answer received.
    pub(crate) took: Duration,
    /// Chats whose answers came in another order than their updates.
    pub(crate) disordered: usize,
}

impl Drained {
    /// Updates a second.
    #[expect(clippy::cast_precision_loss, reason = "a rate of thousands")]
    pub(crate) fn rate(&self) -> f64 {
        (self.offered - self.lost) as f64 / self.took.as_secs_f64()
    }
}

/// Answers as they arrive, by chat.
#[derive(Debug, Default)]
struct Heard {
    by_chat: BTreeMap<i64, Vec<String>>,
    count: usize,
    last: Option<Instant>,
}

impl Heard {
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures the host's time")]
    fn take(&mut self, call: &Recorded) {
        let Some((chat, text)) = answer(call) else { return };
        self.by_chat.entry(chat).or_default().push(plain(text));
        self.count += 1;
        self.last = Some(Instant::now());
    }

    /// Chats whose answers are no ordered part of what was expected that ends with its last.
    fn disordered(&self, expected: &[String]) -> usize {
        let in_order = |heard: &Vec<String>| {
            let mut coming = expected.iter();
            heard.last() == expected.last() && heard.iter().all(|text| coming.any(|next| next == text))
        };
        people(CHATS).iter().filter(|chat| !self.by_chat.get(chat).is_some_and(in_order)).count()
    }

    /// Answers that were expected and didn't come.
    fn missing(&self, expected: &[String]) -> usize {
        let count = |texts: &[String], text: &String| texts.iter().filter(|one| *one == text).count();
        let mut kinds: Vec<&String> = expected.iter().collect();
        kinds.sort_unstable();
        kinds.dedup();
        let none = Vec::new();
        let of_chat = |chat: &i64| {
            let heard = self.by_chat.get(chat).unwrap_or(&none);
            kinds.iter().map(|text| count(expected, text).saturating_sub(count(heard, text))).sum::<usize>()
        };
        people(CHATS).iter().map(of_chat).sum()
    }
}

/// Words without digits: a time of day in them is another minute for another chat.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// The chat and words of a call that answers somebody.
pub(crate) fn answer(call: &Recorded) -> Option<(i64, &str)> {
    let is_answer = matches!(call.method.as_str(), "sendMessage" | "editMessageText") && call.code == 200;
    is_answer.then_some(())?;
    Some((call.params.get("chat_id")?.as_i64()?, call.params.get("text")?.as_str()?))
}

/// A bot that runs and knows everybody, and the answers to `rounds` dialogues that one chat apart was given.
pub(crate) async fn ready(kind: Kind, rounds: usize) -> (Stage, Vec<String>) {
    let mut stage = Stage::new(kind, CHATS + 1).await;
    stage.start().await;
    if kind == Kind::Mulin {
        for words in FIRST_CONTACT {
            for person in people(CHATS + 1) {
                stage.world.say(person, person, words).expect("said");
            }
        }
        stage.settled().await;
    }
    while stage.calls.try_recv().is_ok() {}
    let apart = 50_000 + CHATS;
    let mut expected = Vec::new();
    for words in std::iter::repeat_n(steps(kind), rounds).flatten() {
        stage.world.say(apart, apart, words).expect("said");
        expected.push(next_answer(&mut stage).await);
        if kind == Kind::Mulin {
            stage.settled().await;
            let more = std::iter::from_fn(|| stage.calls.try_recv().ok());
            expected.extend(more.filter_map(|call| answer(&call).map(|(_, text)| plain(text))));
        }
    }
    while tokio::time::timeout(ALONE / 10, stage.calls.recv()).await.is_ok() {}
    (stage, expected)
}

async fn next_answer(stage: &mut Stage) -> String {
    loop {
        let call = tokio::time::timeout(QUIET, stage.calls.recv()).await.expect("an answer").expect("a stand-in");
        if let Some((_, text)) = answer(&call) {
            return plain(text);
        }
    }
}

fn offer(stage: &Stage, rounds: usize) -> usize {
    let chats = people(CHATS);
    for words in std::iter::repeat_n(steps(stage.kind), rounds).flatten() {
        for person in &chats {
            stage.world.say(*person, *person, words).expect("said");
        }
    }
    rounds * STEPS.len() * chats.len()
}

/// Updates whose turns were made and are kept; ours only.
async fn turns(stage: &Stage) -> usize {
    if stage.kind == Kind::Mulin { usize::try_from(stage.count("inbox WHERE state = 1").await).unwrap_or(0) } else { 0 }
}

/// Listens until every chat has all its answers (or, for ours, the last of them and nothing left to do), or nothing
/// comes any more.
async fn listen(stage: &mut Stage, heard: &mut Heard, expected: &[String]) {
    let all = expected.len() * people(CHATS).len();
    while heard.count < all {
        let quiet = if stage.kind == Kind::Mulin { ALONE / 8 } else { QUIET };
        match tokio::time::timeout(quiet, stage.calls.recv()).await {
            Ok(Some(call)) => heard.take(&call),
            Err(_) if stage.kind == Kind::Mulin && !stage.is_settled().await => {}
            _ => break,
        }
    }
}

/// What came of it, once nothing comes any more.
async fn judged(stage: &Stage, heard: &Heard, expected: &[String], (offered, before): (usize, usize)) -> Drained {
    let missing = heard.missing(expected);
    let (replaced, lost) = match stage.kind {
        Kind::Mulin => (missing, offered.saturating_sub(turns(stage).await - before)),
        Kind::Grammy | Kind::Teloxide => (0, missing),
    };
    let disordered = heard.disordered(expected);
    Drained { offered, answers: heard.count, replaced, lost, took: QUIET, disordered }
}

/// Offers `rounds` dialogues of every chat at once and listens until all are answered.
#[expect(clippy::disallowed_methods, reason = "a benchmark measures the host's time")]
pub(crate) async fn drain(kind: Kind, rounds: usize) -> Drained {
    let (mut stage, expected) = ready(kind, rounds).await;
    let before = turns(&stage).await;
    let mut heard = Heard::default();
    let from = Instant::now();
    let offered = offer(&stage, rounds);
    listen(&mut stage, &mut heard, &expected).await;
    let took = heard.last.map_or(QUIET, |last| last - from);
    Drained { took, ..judged(&stage, &heard, &expected, (offered, before)).await }
}

/// As [`drain`], but the bot is killed when half of the chats' answers have come, and started again.
pub(crate) async fn killed(kind: Kind, rounds: usize) -> Drained {
    let (mut stage, expected) = ready(kind, rounds).await;
    let before = turns(&stage).await;
    let offered = offer(&stage, rounds);
    let mut heard = Heard::default();
    while stage.world.queue_len() > offered / 2 {
        pause(Duration::from_millis(1)).await;
    }
    stage.kill();
    stage.start().await;
    listen(&mut stage, &mut heard, &expected).await;
    judged(&stage, &heard, &expected, (offered, before)).await
}
