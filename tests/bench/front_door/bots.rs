//! The bots as processes of their own, each on a stand-in of its own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use mulin::domain::time::Clock as _;
use mulin::operator::demo;
use mulin::outside::{MovableClock, SystemClock};
use mulin::sandbox::{Options, Recorded, Sandbox, User, World};
use mulin::store::Store;
use mulin::store::seal::Seal;
use tempfile::TempDir;
use tokio::sync::mpsc::UnboundedReceiver;

use crate::pause;

const TOKEN: &str = "1000001:benchmark";
const PEERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bench/peers");

/// Who is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Mulin,
    Grammy,
    Teloxide,
}

impl Kind {
    pub(crate) const ALL: [Self; 3] = [Self::Mulin, Self::Teloxide, Self::Grammy];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Mulin => "mulin serve",
            Self::Grammy => "grammY runner",
            Self::Teloxide => "teloxide dispatcher",
        }
    }
}

/// A stand-in with a bot on it.
pub(crate) struct Stage {
    pub(crate) kind: Kind,
    pub(crate) world: Arc<World>,
    pub(crate) calls: UnboundedReceiver<Arc<Recorded>>,
    sandbox: Sandbox,
    folder: TempDir,
    bot: Option<Child>,
}

impl Stage {
    /// A stand-in without limits or record, a fresh database, and so many residents whom nobody has met.
    pub(crate) async fn new(kind: Kind, residents: i64) -> Self {
        let clock = Arc::new(MovableClock::new(SystemClock.now(), 1));
        let mut options = Options::new(([127, 0, 0, 1], 0).into(), clock, TOKEN);
        options.record = false;
        // Peers' libraries send parameters of their own.
        options.strict = kind == Kind::Mulin;
        let sandbox = Sandbox::start(options).await.expect("a stand-in");
        let world = sandbox.world();
        let folder = tempfile::tempdir().expect("a folder");
        if kind == Kind::Mulin {
            mulin::sandbox::demo::people(&world);
            let seal = Seal::from_file_or_new(&folder.path().join("key")).expect("a key");
            let store = Store::open(&database(folder.path()), seal).await.expect("a database");
            demo::seed(&store, SystemClock.now()).await.expect("the demo's places");
            store.close().await;
        }
        for id in people(residents) {
            let (first_name, language_code) = (format!("居民{id}"), Some("zh".to_owned()));
            world.add_user(User { id, first_name, username: None, language_code, persona: None });
            world.meet(id);
        }
        let calls = world.listen_to_calls();
        Self { kind, world, calls, sandbox, folder, bot: None }
    }

    /// Where a client of its own calls methods.
    pub(crate) fn api(&self) -> String {
        format!("{}/bot{TOKEN}", self.sandbox.api_url())
    }

    /// Starts the bot and waits until it polls.
    pub(crate) async fn start(&mut self) {
        let before = self.world.polls();
        let mut command = command(self.kind, self.folder.path(), &self.sandbox.api_url());
        self.bot = Some(command.stdout(Stdio::null()).spawn().expect("the bot starts"));
        while self.world.polls() == before {
            pause(Duration::from_millis(5)).await;
        }
    }

    /// `kill -9`.
    pub(crate) fn kill(&mut self) {
        if let Some(mut bot) = self.bot.take() {
            bot.kill().expect("killed");
            bot.wait().expect("gone");
        }
    }

    /// CPU seconds so far, and peak memory in MB.
    pub(crate) fn cost(&self) -> (f64, f64) {
        let pid = self.bot.as_ref().map_or(0, Child::id);
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
        // utime and stime are fields 14 and 15, the first after the name is the third; Linux counts 100 a second.
        let ticks: f64 = fields.iter().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok());
        (ticks / 100.0, peak.unwrap_or(0.0) / 1_024.0)
    }

    /// How many rows of our database are so: `TABLE WHERE …`.
    pub(crate) async fn count(&self, condition: &str) -> i64 {
        let pool = sqlx::AnyPool::connect(&database(self.folder.path())).await.expect("our database");
        let text = format!("SELECT COUNT(*) FROM {condition}");
        let count = sqlx::query_scalar(sqlx::AssertSqlSafe(text)).fetch_one(&pool).await.expect("a count");
        pool.close().await;
        count
    }
}

impl Stage {
    /// Whether our bot has nothing left to do: nothing waits at the stand-in, in the inbox or in the outbox.
    pub(crate) async fn is_settled(&self) -> bool {
        self.world.queue_len() == 0
            && self.count("inbox WHERE state = 0").await == 0
            && self.count("outbox WHERE state < 2").await == 0
    }

    /// Waits until our bot has nothing left to do.
    pub(crate) async fn settled(&self) {
        while !self.is_settled().await {
            pause(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Ids of so many residents.
pub(crate) fn people(count: i64) -> Vec<i64> {
    (50_000..50_000 + count).collect()
}

fn database(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("bot.db").display())
}

fn command(kind: Kind, folder: &Path, api: &str) -> Command {
    let peers = PathBuf::from(PEERS);
    let mut command = match kind {
        Kind::Mulin => Command::new(env!("CARGO_BIN_EXE_mulin")),
        Kind::Grammy => Command::new("node"),
        Kind::Teloxide => Command::new(peers.join("teloxide/target/release/peer-teloxide")),
    };
    match kind {
        Kind::Mulin => command
            .arg("serve")
            .env("DATABASE_URL", database(folder))
            .env("MULIN_KEY_FILE", folder.join("key"))
            .env("MULIN_MEDIA", folder.join("media"))
            .env("MULIN_ADMIN_LISTEN", "127.0.0.1:0")
            .env("MULIN_LOG", "error")
            .envs(["ALL", "CHAT", "GROUP"].map(|name| (format!("MULIN_RATE_{name}"), "0")))
            .envs(["MESSAGES", "TICKETS", "PHOTOS"].map(|name| (format!("MULIN_QUOTA_{name}"), "0"))),
        Kind::Grammy => command.arg(peers.join("grammy/bot.js")).env("API_ROOT", api).env("BOT_TOKEN", TOKEN),
        Kind::Teloxide => &mut command,
    }
    .env("TELOXIDE_TOKEN", TOKEN)
    .env("TELOXIDE_API_URL", api)
    .env("DB_FILE", folder.join("bot.db"));
    command
}
