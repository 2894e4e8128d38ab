//! A house whose bot is the program itself, in the host's time: it is killed (`kill -9`) at random moments, and comes back.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use mulin::sandbox::World;
use mulin::store::{Store, gauges};

use crate::support::{Db, House, TOKEN};

/// Acts of people a second.
const PACE: u64 = 80;
/// Milliseconds the bot may take to finish once it is left alone.
const PATIENCE: u64 = 60_000;
/// Milliseconds that a bot works at most before it is killed.
const WORKING: u64 = 250;
/// Milliseconds between two looks at how far it is.
const STEP: u64 = 25;

/// The bot on this database and stand-in, not started yet.
pub(crate) fn bot(url: &str, api: &str, folder: &std::path::Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mulin"));
    command
        .arg("serve")
        .env("TELOXIDE_TOKEN", TOKEN)
        .env("TELOXIDE_API_URL", api)
        .env("DATABASE_URL", url)
        .env("MULIN_KEY_FILE", folder.join("key"))
        .env("MULIN_MEDIA", folder.join("media"))
        .env("MULIN_ADMIN_LISTEN", "127.0.0.1:0")
        .envs(["ALL", "CHAT", "GROUP"].map(|name| (format!("MULIN_RATE_{name}"), "0")))
        .envs(["MESSAGES", "TICKETS", "PHOTOS"].map(|name| (format!("MULIN_QUOTA_{name}"), "0")))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

#[expect(clippy::disallowed_methods, reason = "kills strike in real time")]
pub(crate) async fn pause(ms: u64) {
    tokio::time::sleep(Duration::from_millis(ms)).await;
}

/// A number below `most`, by chance.
pub(crate) fn dice(most: u64) -> u64 {
    let mut bytes = [0u8; 8];
    mulin::outside::dice(&mut bytes).expect("dice");
    u64::from_le_bytes(bytes) % most
}

/// Updates and calls that are not done yet.
async fn undone(world: &World, store: &Store) -> i64 {
    let mut left = i64::try_from(world.queue_len()).expect("few");
    for gauge in gauges::GAUGES {
        if matches!(gauge.name, "mulin_inbox_pending" | "mulin_outbox_open") {
            left += gauges::read(store, gauge).await.expect("read");
        }
    }
    left
}

/// What the kills struck.
#[derive(Debug, Default)]
pub(crate) struct Kills {
    pub(crate) count: u64,
    pub(crate) mid_work: u64,
    /// Calls that were on their way when a bot was killed.
    pub(crate) in_flight: usize,
}

impl std::fmt::Display for Kills {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} kills, {} of them in the midst of work", self.count, self.mid_work)
    }
}

/// How a bot came back: most of its time goes into what its predecessors were kept from doing.
pub(crate) struct Back {
    left: i64,
    answered_ms: u64,
    done_ms: u64,
}

impl std::fmt::Display for Back {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { left, answered_ms, done_ms } = self;
        write!(
            f,
            "with {left} undone at the last start, {answered_ms} ms to a newcomer's answer, {done_ms} ms until all was done"
        )
    }
}

/// The house that outlives its bots.
pub(crate) struct Street {
    pub(crate) house: House,
}

impl Street {
    pub(crate) async fn new(db: Db) -> Self {
        Self { house: House::in_the_hosts_time(db).await }
    }

    fn start(&self) -> Child {
        let House { sandbox, url, folder, .. } = &self.house;
        bot(url, &sandbox.api_url(), folder.path()).spawn().expect("the bot starts")
    }

    /// A bot that has begun to ask for updates.
    async fn at_work(&self) -> Child {
        let polls = self.house.world.polls();
        let bot = self.start();
        let mut waited = 0;
        while self.house.world.polls() == polls {
            pause(STEP).await;
            waited += STEP;
            assert!(waited < PATIENCE, "a bot is at work within a minute");
        }
        bot
    }

    /// A bot works while people act at [`PACE`], until nobody has anything left to do, and is killed when chance says so.
    pub(crate) async fn kill(&self, kills: &mut Kills, mut act: impl FnMut() -> bool) {
        let bot = self.at_work().await;
        let ms = dice(WORKING);
        // The kill comes close upon the last act: later, a bot that is quick has nothing left to be kept from.
        for _ in 0..ms * PACE / 1_000 {
            pause(1_000 / PACE).await;
            if !act() {
                break;
            }
        }
        pause(ms % (1_000 / PACE)).await;
        kills.mid_work += u64::from(undone(&self.house.world, &self.house.store).await > 0);
        ended(bot);
        kills.count += 1;
        let in_flight = sqlx::query_scalar("SELECT COUNT(*) FROM outbox WHERE state = 1");
        let in_flight: i64 = in_flight.fetch_one(self.house.store.pool()).await.expect("a count");
        kills.in_flight += usize::try_from(in_flight).expect("few");
    }

    /// A bot that is left alone until everything is done that was left, a newcomer's answer included.
    #[expect(clippy::disallowed_methods, reason = "how long a start takes is measured in the host's time")]
    pub(crate) async fn recovers(&self, newcomer: i64) -> Back {
        let House { world, store, .. } = &self.house;
        world.say(newcomer, newcomer, "/start").expect("said");
        let bot = self.start();
        let began = std::time::Instant::now();
        let mut back = Back { left: undone(world, store).await, answered_ms: 0, done_ms: 0 };
        loop {
            pause(STEP).await;
            back.done_ms = began.elapsed().as_millis().try_into().unwrap_or(u64::MAX);
            let is_answer = |message: &serde_json::Value| message["from"]["id"] == world.bot_id();
            if back.answered_ms == 0 && world.messages(newcomer).iter().any(is_answer) {
                back.answered_ms = back.done_ms;
            }
            let left = undone(world, store).await;
            if left == 0 && back.answered_ms > 0 {
                break;
            }
            assert!(back.done_ms < PATIENCE, "{left} undone after a minute");
        }
        ended(bot);
        back
    }

    /// The operator's check finds nothing.
    pub(crate) async fn close(mut self) {
        self.house.restart().await;
        self.house.close().await;
    }
}

fn ended(mut bot: Child) {
    bot.kill().expect("killed");
    bot.wait().expect("gone");
}
