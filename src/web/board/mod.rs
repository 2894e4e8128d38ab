//! The public board: `GET /board`, for the wall screen in the office and for any phone.
//!
//! It holds counts only. Whoever looks never waits for the database while somebody looked within the last minute: the
//! figures are read at most every [`FRESH_MS`], behind the page, so that they cost the same however many look.

mod page;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, RwLock, watch};

use crate::domain::board::Board;
use crate::domain::language::Language;
use crate::domain::place::Places;
use crate::domain::time::Clock;
use crate::store::{Store, StoreError, board};
use crate::text::fluent::Texts;

pub use page::{Asked, page};

/// Milliseconds for which figures are shown as they are.
const FRESH_MS: i64 = 10_000;
/// Milliseconds for which older figures are still shown while newer ones are read.
const STALE_MS: i64 = 60_000;

/// The page's style.
pub const STYLE: &str = include_str!("board.css");
/// What draws the page anew; without it the page stands still and says of when it is.
pub const SCRIPT: &str = include_str!("board.js");

/// What may be loaded into the page: its own style and script, and nothing from elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'self'";

/// The figures of a moment, and the places that they name.
type Seen = Arc<(Board, Places)>;

/// What the board is made from.
#[derive(Debug)]
pub struct Wall {
    store: Store,
    texts: Arc<Texts>,
    clock: Arc<dyn Clock>,
    seen: RwLock<Option<Seen>>,
    /// Held by whoever reads new figures.
    reading: Mutex<()>,
}

impl Wall {
    /// A board that nobody has looked at yet.
    #[must_use]
    pub fn new(store: Store, texts: Arc<Texts>, clock: Arc<dyn Clock>) -> Self {
        Self { store, texts, clock, seen: RwLock::new(None), reading: Mutex::new(()) }
    }

    /// How old the figures at hand are, if there are any.
    async fn at_hand(&self) -> Option<(i64, Seen)> {
        let seen = self.seen.read().await.clone()?;
        Some((self.clock.now().0 - seen.0.at.0, seen))
    }

    /// Figures that may be shown: those at hand unless they are too old, and then new ones.
    async fn look(self: &Arc<Self>) -> Result<Seen, StoreError> {
        match self.at_hand().await {
            Some((age, seen)) if age < FRESH_MS => Ok(seen),
            Some((age, seen)) if age < STALE_MS => {
                let wall = Arc::clone(self);
                tokio::spawn(async move {
                    if let Err(wrong) = wall.read().await {
                        tracing::error!(%wrong, "the board can't be read");
                    }
                });
                Ok(seen)
            }
            _ => self.read().await,
        }
    }

    /// Reads new figures, once for all who wait for them.
    async fn read(&self) -> Result<Seen, StoreError> {
        let _one = self.reading.lock().await;
        if let Some((_, seen)) = self.at_hand().await.filter(|(age, _)| *age < FRESH_MS) {
            return Ok(seen);
        }
        let seen = Arc::new(board::board(&self.store, self.clock.now()).await?);
        *self.seen.write().await = Some(Arc::clone(&seen));
        Ok(seen)
    }
}

/// Serves what is public until told to stop.
///
/// # Errors
/// When the listener fails.
pub async fn serve(listener: TcpListener, wall: Wall, mut stop: watch::Receiver<bool>) -> std::io::Result<()> {
    let stopped = async move {
        let _ = stop.wait_for(|stop| *stop).await;
    };
    axum::serve(listener, router(wall)).with_graceful_shutdown(stopped).await
}

/// The public pages.
pub fn router(wall: Wall) -> Router {
    Router::new()
        .route("/board", get(show))
        .route("/board.css", get(async || typed("text/css; charset=utf-8", STYLE)))
        .route("/board.js", get(async || typed("text/javascript; charset=utf-8", SCRIPT)))
        .with_state(Arc::new(wall))
}

fn typed(kind: &'static str, text: &'static str) -> Response {
    let mut response = ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], text).into_response();
    guard(response.headers_mut());
    response
}

/// What holds for every answer: nothing from elsewhere is loaded, no type is guessed, nobody is told where one came from.
fn guard(headers: &mut HeaderMap) {
    let fixed: [(HeaderName, &'static str); 3] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// What an address asks for.
#[derive(Debug, Default, Deserialize)]
struct Wanted {
    lang: Option<String>,
    all: Option<String>,
}

async fn show(State(wall): State<Arc<Wall>>, Query(wanted): Query<Wanted>, headers: HeaderMap) -> Response {
    let language = language(wanted.lang.as_deref(), &headers);
    let mut response = match wall.look().await {
        Ok(seen) => {
            let asked = Asked { language, all: wanted.all.is_some(), now: wall.clock.now() };
            Html(page(&wall.texts, (&seen.0, &seen.1), asked)).into_response()
        }
        Err(wrong) => {
            tracing::error!(%wrong, "the board can't be read");
            let words = wall.texts.say(&crate::text!("board-broken"), language, wall.clock.now());
            (StatusCode::SERVICE_UNAVAILABLE, words).into_response()
        }
    };
    guard(response.headers_mut());
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-language"));
    response
}

/// The language that an address asks for, else the first of the browser's that we speak.
fn language(asked: Option<&str>, headers: &HeaderMap) -> Language {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let tags = accepted.split(',').map(|part| part.split(';').next().unwrap_or_default().trim());
    asked.into_iter().chain(tags).find_map(Language::of_tag).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_the_language_before_the_browser_does() {
        let mut headers = HeaderMap::new();
        assert_eq!(language(None, &headers), Language::Chinese);
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("fr-FR, en;q=0.8, zh;q=0.5"));
        assert_eq!(language(None, &headers), Language::English);
        assert_eq!(language(Some("zh"), &headers), Language::Chinese);
        assert_eq!(language(Some("xx"), &headers), Language::English);
    }
}
