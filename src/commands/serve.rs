//! `mulin serve`: the bot itself.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::watch;

use mulin::config::{Config, Wrong};
use mulin::domain::time::Clock;
use mulin::outside::SystemClock;
use mulin::process::{Process, Setup};
use mulin::telegram::client::{Client, ClientError};
use mulin::telegram::scheduler::Limits;
use mulin::web;
use mulin::web::board::Wall;

use super::{Failure, catalogue_of, open_or_begin, quotas_of, texts_of};

/// What a running bot is given beside its settings.
pub(super) struct Surroundings {
    pub(super) clock: Arc<dyn Clock>,
    pub(super) api_url: String,
    pub(super) token: String,
    /// Where the public board is served, if it is.
    pub(super) public: Option<TcpListener>,
}

pub(crate) async fn run(config: &Config) -> Result<(), Failure> {
    let surroundings = Surroundings {
        clock: Arc::new(SystemClock),
        api_url: config.api_url.clone(),
        token: config.token.reveal()?.to_owned(),
        public: match config.listen {
            Some(address) => Some(listen(address, "MULIN_LISTEN").await?),
            None => None,
        },
    };
    let stop = stop_signal();
    bot(config, surroundings, stop).await
}

/// Runs the bot until told to stop.
pub(super) async fn bot(
    config: &Config,
    surroundings: Surroundings,
    stop: watch::Receiver<bool>,
) -> Result<(), Failure> {
    let _lock = lock(&config.database_url)?;
    let store = open_or_begin(config).await?;
    let client = Client::new(&surroundings.token, &surroundings.api_url).map_err(|wrong| match wrong {
        ClientError::Token => Wrong { setting: "TELOXIDE_TOKEN", why: "has not the form NUMBER:LETTERS" },
        _ => Wrong { setting: "TELOXIDE_API_URL", why: "is no address like https://api.telegram.org" },
    })?;
    let (texts, clock) = (Arc::new(texts_of(config)?), surroundings.clock);
    let setup = Setup {
        keep_days: config.keep_days,
        store: store.clone(),
        client,
        texts: Arc::clone(&texts),
        clock: Arc::clone(&clock),
        catalogue: catalogue_of(&config.catalogue)?,
        quotas: quotas_of(config),
        limits: Limits { all: config.rate_all, chat: config.rate_chat, group: config.rate_group },
        media: config.media.clone(),
    };
    let listener = listen(config.admin_listen, "MULIN_ADMIN_LISTEN").await?;
    let process = Process::join(setup).await?;
    let pages = tokio::spawn(web::serve(listener, store.clone(), stop.clone()));
    let wall = Wall::new(store.clone(), texts, clock);
    let board = surroundings.public.map(|public| tokio::spawn(web::board::serve(public, wall, stop.clone())));
    tracing::info!("the bot is up");
    let ended = process.run(stop).await;
    pages.abort();
    if let Some(board) = board {
        board.abort();
    }
    store.close().await;
    tracing::info!("the bot is down");
    Ok(ended?)
}

/// Listens on the address of a setting.
pub(super) async fn listen(address: SocketAddr, setting: &'static str) -> Result<TcpListener, Wrong> {
    let unusable = |_| Wrong { setting, why: "is an address that can't be listened on" };
    TcpListener::bind(address).await.map_err(unusable)
}

/// True once the process is asked to end: SIGTERM or Ctrl-C.
pub(super) fn stop_signal() -> watch::Receiver<bool> {
    let (tell, stop) = watch::channel(false);
    tokio::spawn(async move {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminate) = signal(SignalKind::terminate()) else { return };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        let _ = tell.send(true);
    });
    stop
}

/// Holds a lock beside a SQLite file, so that a second bot on it ends at once and says why.
fn lock(database_url: &str) -> Result<Option<std::fs::File>, Failure> {
    let Some(path) = database_url.strip_prefix("sqlite:") else { return Ok(None) };
    let path = path.trim_start_matches("//").split('?').next().unwrap_or_default();
    if path.is_empty() || path == ":memory:" {
        return Ok(None);
    }
    let mut name = PathBuf::from(path).into_os_string();
    name.push(".lock");
    let unusable = |_| Wrong { setting: "DATABASE_URL", why: "lies in a folder that can't be written" };
    let file = std::fs::File::create(name).map_err(unusable)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(_) => Err(Wrong { setting: "DATABASE_URL", why: "another mulin already serves this file" }.into()),
    }
}
