//! `mulin sandbox`: the stand-in Bot API, the chat page, demo data, and the real bot on them.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures::future::BoxFuture;
use mulin::config::Config;
use mulin::domain::clocks::Timer;
use mulin::domain::time::{Clock as _, Moment};
use mulin::operator::{demo, demo_ledger, demo_projects, demo_works};
use mulin::outside::{MovableClock, SystemClock};
use mulin::sandbox::{self, Sandbox, Waiting};
use mulin::store::{Store, outbox, timers};

use super::serve::{Surroundings, bot, listen, stop_signal};
use super::{Failure, open_or_begin, say};

/// The stand-in's token: anyone may know it.
const TOKEN: &str = "1000000:sandbox-token-known-to-all";

/// What the command was given.
pub(crate) struct Options {
    pub(crate) listen: SocketAddr,
    pub(crate) data: Option<PathBuf>,
    pub(crate) with_bot: bool,
    pub(crate) open: bool,
}

pub(crate) async fn run(config: &Config, options: Options) -> Result<(), Failure> {
    if !options.open && !options.listen.ip().is_loopback() {
        return Err(Failure::Usage("--listen: not a loopback address; add --open to let others in".to_owned()));
    }
    let clock = Arc::new(MovableClock::new(SystemClock.now(), 1));
    let mut sandbox_options = sandbox::Options::new(options.listen, Arc::clone(&clock), TOKEN);
    sandbox_options.open = options.open;
    sandbox_options.strict = options.with_bot;
    let sandbox = Sandbox::start(sandbox_options)
        .await
        .map_err(|wrong| Failure::Usage(format!("--listen: {} can't be listened on: {wrong}", options.listen)))?;
    sandbox::demo::people(&sandbox.world());
    let mut stop = stop_signal();
    say(&format!("The chat page: {}", sandbox.page_url()))?;
    if !options.with_bot {
        say(&format!("The Bot API:   {}", sandbox.api_url()))?;
        say(&format!("A token:       {TOKEN}"))?;
        let _ = stop.wait_for(|stop| *stop).await;
        return Ok(());
    }
    let public = listen((options.listen.ip(), 0).into(), "--listen").await?;
    // Whoever reads no further than the first line has what they need.
    let _ = say(&format!("The board:     http://{}/board", public.local_addr()?));
    let (folder, temporary) = match options.data {
        Some(folder) => (folder, false),
        None => (temporary_folder()?, true),
    };
    std::fs::create_dir_all(&folder)?;
    let config = within(config, &folder);
    seed(&config, clock.now()).await?;
    let bot_waits = Arc::new(BotWaits(open_or_begin(&config).await?));
    sandbox.world().waits(Arc::clone(&bot_waits) as Arc<dyn Waiting>);
    let (api_url, token) = (sandbox.api_url(), TOKEN.to_owned());
    let surroundings = Surroundings { clock: clock.clone(), api_url, token, public: Some(public) };
    let ended = bot(&config, surroundings, stop).await;
    bot_waits.0.close().await;
    if temporary {
        std::fs::remove_dir_all(&folder)?;
    }
    ended
}

/// For what the bot on this database waits.
#[derive(Debug)]
struct BotWaits(Store);

impl Waiting for BotWaits {
    fn next(&self) -> BoxFuture<'_, Option<Moment>> {
        let turns: Vec<Timer> = Timer::ALL.iter().copied().filter(|timer| timer.is_a_turn()).collect();
        Box::pin(async move {
            // What is on its way out goes out now. A database that can't be read stops the bot as well; the clock goes on.
            if !outbox::queued(self.0.pool(), 0, 1).await.ok()?.is_empty() {
                return Some(Moment(0));
            }
            timers::earliest(self.0.pool(), &turns).await.ok().flatten()
        })
    }
}

/// The settings with every file in `folder`, and no limits but Telegram's own. Health and metrics take any free port.
fn within(config: &Config, folder: &Path) -> Config {
    let mut config = config.clone();
    config.database_url = format!("sqlite:{}", folder.join("mulin.db").display());
    config.key_file = folder.join("mulin.key");
    config.media = folder.join("media");
    config.admin_listen = ([127, 0, 0, 1], 0).into();
    config
}

fn temporary_folder() -> std::io::Result<PathBuf> {
    let mut name = [0u8; 8];
    mulin::outside::dice(&mut name).map_err(std::io::Error::other)?;
    Ok(std::env::temp_dir().join(format!("mulin-sandbox-{}", data_encoding::HEXLOWER.encode(&name))))
}

/// Demo places, and the personas' roles and chats.
async fn seed(config: &Config, now: Moment) -> Result<(), Failure> {
    let store = open_or_begin(config).await?;
    demo::seed(&store, now).await?;
    demo_works::seed(&store, now).await?;
    demo_projects::seed(&store, now).await?;
    demo_ledger::seed(&store, now).await?;
    store.close().await;
    Ok(())
}
