//! A strict stand-in for Telegram: the Bot API over HTTP, in memory, with a chat page to live in.
//!
//! The bot talks to it as it talks to Telegram, and it refuses what Telegram refuses, in Telegram's words. It shares no
//! check, constant or type with `telegram`, and knows no client library: else both would err together. [`World`] is how
//! tests and the page act as people; [`Rule`]s make it fail; its clock is handed in and moves on demand.

mod acts;
mod assets;
mod chats;
pub mod demo;
pub mod demo_homes;
pub mod demo_ledger;
pub mod demo_meeting;
pub mod demo_projects;
mod entities;
mod faults;
mod files;
mod http;
mod journey;
mod limits;
mod messages;
mod methods;
mod page_api;
mod page_view;
mod record;
mod refusal;
mod spec;
mod state;
mod updates;
mod world;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};

pub use acts::Media;
pub use chats::{Group, Persona, Standing, User};
pub use faults::{Fault, Rule};
pub use files::{MediaKind, Upload};
pub use journey::Waiting;
pub use limits::Limits;
pub use record::Recorded;
pub use world::{Done, World, WorldError};

use crate::domain::time::Clock;
use crate::outside::MovableClock;

/// Bytes of a request; Telegram takes files of 50 MB.
const BODY_MAX: usize = 64 * 1024 * 1024;

/// How a sandbox is set up.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where to listen; port 0 takes any free one.
    pub listen: SocketAddr,
    /// Telegram's clock, and the bot's as well.
    pub clock: Arc<MovableClock>,
    /// The bot's token; the number before the colon is its id.
    pub token: String,
    /// The bot's shown name.
    pub bot_name: String,
    /// The bot's name after the `@`.
    pub bot_username: String,
    /// Whether an unknown parameter is refused; Telegram ignores it.
    pub strict: bool,
    /// Sending limits; off unless set.
    pub limits: Limits,
    /// Whether calls and updates are kept for [`World::record`] and [`World::redeliver`]. Grows without bound.
    pub record: bool,
    /// Whether the bot sees in groups only what is meant for it, as bots do unless their owner says otherwise.
    pub privacy: bool,
    /// Whether names other than the loopback's may be used to reach it.
    pub open: bool,
}

impl Options {
    /// A strict sandbox without limits that keeps its record.
    #[must_use]
    pub fn new(listen: SocketAddr, clock: Arc<MovableClock>, token: &str) -> Self {
        Self {
            listen,
            clock,
            token: token.to_owned(),
            bot_name: "睦邻".to_owned(),
            bot_username: "mulin_bot".to_owned(),
            strict: true,
            limits: Limits::default(),
            record: true,
            privacy: true,
            open: false,
        }
    }
}

/// A running sandbox; it ends when dropped.
#[derive(Debug)]
pub struct Sandbox {
    address: SocketAddr,
    world: Arc<World>,
    server: tokio::task::JoinHandle<()>,
}

impl Sandbox {
    /// Starts one in the present runtime.
    ///
    /// # Errors
    /// When the address can't be listened on.
    pub async fn start(options: Options) -> io::Result<Self> {
        let world = Arc::new(World::new(&options).map_err(io::Error::other)?);
        let listener = tokio::net::TcpListener::bind(options.listen).await?;
        let address = listener.local_addr()?;
        let router = router(Arc::clone(&world), options.open);
        let server = tokio::spawn(async move {
            // It serves until the task is aborted; `serve` itself never fails.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { address, world, server })
    }

    /// What the bot takes as its API's address.
    #[must_use]
    pub fn api_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where the chat page is.
    #[must_use]
    pub fn page_url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Its people and chats.
    #[must_use]
    pub fn world(&self) -> Arc<World> {
        Arc::clone(&self.world)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.server.abort();
    }
}

fn router(world: Arc<World>, open: bool) -> Router {
    let mut router = page_api::routes().merge(assets::routes()).fallback(http::bot_api);
    if !open {
        router = router.layer(middleware::from_fn(only_loopback));
    }
    router
        .layer(middleware::from_fn_with_state(Arc::clone(&world), with_date))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .with_state(world)
}

/// Every answer carries the sandbox's time, as Telegram's do theirs.
async fn with_date(State(world): State<Arc<World>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let now = chrono::DateTime::from_timestamp_millis(world.clock.now().0).unwrap_or_default();
    let date = now.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    if let Ok(date) = HeaderValue::from_str(&date) {
        response.headers_mut().insert(header::DATE, date);
    }
    response
}

/// A page of another site must not reach the sandbox through the reader's browser.
async fn only_loopback(request: Request, next: Next) -> Response {
    let headers = request.headers();
    // A page elsewhere can make a browser ask without saying where it is from, but not without saying that it is elsewhere.
    let elsewhere = headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site");
    if !elsewhere && is_loopback(headers, &header::HOST, "") && is_loopback(headers, &header::ORIGIN, "http://") {
        return next.run(request).await;
    }
    (StatusCode::FORBIDDEN, "only this machine's own names are served").into_response()
}

/// Whether a header, if it is there, names this machine.
fn is_loopback(headers: &HeaderMap, name: &header::HeaderName, scheme: &str) -> bool {
    let Some(value) = headers.get(name) else { return true };
    let Some(host) = value.to_str().ok().and_then(|value| value.strip_prefix(scheme)) else { return false };
    let bare = match host.rsplit_once(':') {
        Some((bare, port)) if port.chars().all(|digit| digit.is_ascii_digit()) => bare,
        _ => host,
    };
    matches!(bare, "localhost" | "127.0.0.1" | "[::1]")
}
