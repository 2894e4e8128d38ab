//! (b) a backlog drained, and (c) `kill -9` in the midst of one.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use mulin::sandbox::Recorded;

use crate::bots::{Kind, Stage, people};

/// Chats of a backlog.
pub(crate) const CHATS: i64 = 200;
/// What a resident types; each bot answers each of them.
const STEPS: [&str; 3] = ["/report", "3栋2单元楼道灯不亮", "/cancel"];
/// From first contact to a known resident; `1` is the first button. Only ours asks.
const FIRST_CONTACT: [&str; 5] = ["/start", "1", "1", "永丰里", "1"];
/// Nothing for so long: nothing comes any more.
const QUIET: Duration = Duration::from_secs(4);

/// What came of a backlog.
#[derive(Debug, Default)]
pub(crate) struct Drained {
    /// Updates offered.
    pub(crate) offered: usize,
    /// Messages that arrived in their chats.
    pub(crate) answers: usize,
    /// Screens that a newer one of the same chat replaced before they were sent; ours only.
    pub(crate) replaced: usize,
    /// From the first update offered to the last answer received.
    pub(crate) took: Duration,
    /// Chats whose answers came in another order than their updates.
    pub(crate) disordered: usize,
}

impl Drained {
    /// Updates answered, by a message or by the newer screen that stands for it.
    pub(crate) const fn done(&self) -> usize {
        self.answers + self.replaced
    }

    /// Updates a second.
    #[expect(clippy::cast_precision_loss, reason = "a rate of thousands")]
    pub(crate) fn rate(&self) -> f64 {
        self.done() as f64 / self.took.as_secs_f64()
    }
}

/// Answers as they arrive: to which step of the dialogue each belongs.
#[derive(Debug, Default)]
struct Heard {
    by_chat: BTreeMap<i64, Vec<usize>>,
    count: usize,
    last: Option<Instant>,
}

impl Heard {
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures the host's time")]
    fn take(&mut self, call: &Recorded, answers: &[String]) {
        let Some((chat, text)) = answer(call) else { return };
        let step = answers.iter().position(|known| known == text).unwrap_or(STEPS.len());
        self.by_chat.entry(chat).or_default().push(step);
        self.count += 1;
        self.last = Some(Instant::now());
    }

    /// Chats whose answers can't be an ordered part of `rounds` dialogues that ends with the last step.
    fn disordered(&self, rounds: usize) -> usize {
        let wrong = |steps: &&Vec<usize>| {
            let mut expected = (0..rounds).flat_map(|_| 0..STEPS.len());
            steps.last() != Some(&(STEPS.len() - 1)) || !steps.iter().all(|step| expected.any(|next| next == *step))
        };
        self.by_chat.values().filter(wrong).count()
    }
}

/// The chat and words of a call that answers somebody.
pub(crate) fn answer(call: &Recorded) -> Option<(i64, &str)> {
    let is_answer = matches!(call.method.as_str(), "sendMessage" | "editMessageText") && call.code == 200;
    is_answer.then_some(())?;
    Some((call.params.get("chat_id")?.as_i64()?, call.params.get("text")?.as_str()?))
}

/// The bot runs, knows everybody, and has shown once how it answers each step.
pub(crate) async fn ready(kind: Kind) -> (Stage, Vec<String>) {
    let mut stage = Stage::new(kind, CHATS).await;
    stage.start().await;
    if kind == Kind::Mulin {
        for words in FIRST_CONTACT {
            for person in people(CHATS) {
                stage.world.say(person, person, words).expect("said");
            }
        }
        while tokio::time::timeout(QUIET, stage.calls.recv()).await.is_ok() {}
    }
    let mut answers = Vec::new();
    for words in STEPS {
        stage.world.say(50_000, 50_000, words).expect("said");
        loop {
            let call = tokio::time::timeout(QUIET, stage.calls.recv()).await.expect("an answer").expect("a stand-in");
            if let Some((50_000, text)) = answer(&call) {
                answers.push(text.to_owned());
                break;
            }
        }
    }
    (stage, answers)
}

fn offer(stage: &Stage, rounds: usize) -> usize {
    let chats = people(CHATS);
    for _ in 0..rounds {
        for words in STEPS {
            for person in &chats {
                stage.world.say(*person, *person, words).expect("said");
            }
        }
    }
    rounds * STEPS.len() * chats.len()
}

async fn replaced(stage: &Stage) -> usize {
    if stage.kind != Kind::Mulin {
        return 0;
    }
    let count = stage.count("outbox WHERE state = 4").await;
    usize::try_from(count).unwrap_or(0)
}

/// Offers `rounds` dialogues of every chat at once and listens until all are answered or nothing comes any more.
#[expect(clippy::disallowed_methods, reason = "a benchmark measures the host's time")]
pub(crate) async fn drain(kind: Kind, rounds: usize) -> Drained {
    let (mut stage, answers) = ready(kind).await;
    let before = replaced(&stage).await;
    let from = Instant::now();
    let offered = offer(&stage, rounds);
    let mut heard = Heard::default();
    while heard.count < offered {
        match tokio::time::timeout(QUIET, stage.calls.recv()).await {
            Ok(Some(call)) => heard.take(&call, &answers),
            _ => break,
        }
    }
    let took = heard.last.map_or(QUIET, |last| last - from);
    let replaced = replaced(&stage).await - before;
    Drained { offered, answers: heard.count, replaced, took, disordered: heard.disordered(rounds) }
}

/// As [`drain`], but the bot is killed when half has been taken from the stand-in, and started again.
pub(crate) async fn killed(kind: Kind, rounds: usize) -> Drained {
    let (mut stage, answers) = ready(kind).await;
    let before = replaced(&stage).await;
    let offered = offer(&stage, rounds);
    let mut heard = Heard::default();
    while stage.world.queue_len() > offered / 2 {
        tokio::task::yield_now().await;
    }
    stage.kill();
    while let Ok(call) = stage.calls.try_recv() {
        heard.take(&call, &answers);
    }
    stage.start().await;
    while let Ok(Some(call)) = tokio::time::timeout(QUIET, stage.calls.recv()).await {
        heard.take(&call, &answers);
    }
    let replaced = replaced(&stage).await - before;
    Drained { offered, answers: heard.count, replaced, took: QUIET, disordered: 0 }
}
