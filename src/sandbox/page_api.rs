//! What the chat page asks and does, as JSON under `/sandbox/`.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::{Datelike, Days};
use futures::Stream;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;

use super::acts::Media;
use super::faults::Rule;
use super::files::{MediaKind, Upload};
use super::http::whole_form;
use super::world::{Done, World, WorldError};
use crate::domain::calendar::at_minute;
use crate::domain::micro_task::Month;
use crate::domain::time::{Clock, Moment};

type Shared = State<Arc<World>>;

/// The page's routes.
pub(super) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/sandbox/state", get(state))
        .route("/sandbox/chats", get(chats))
        .route("/sandbox/messages", get(messages))
        .route("/sandbox/commands", get(commands))
        .route("/sandbox/events", get(events))
        .route("/sandbox/say", post(say))
        .route("/sandbox/press", post(press))
        .route("/sandbox/upload", post(upload))
        .route("/sandbox/location", post(location))
        .route("/sandbox/start", post(start))
        .route("/sandbox/edit", post(edit))
        .route("/sandbox/block", post(block))
        .route("/sandbox/clock", post(clock))
        .route("/sandbox/file/{file_id}", get(file))
        .route("/sandbox/record", get(record))
        .route("/sandbox/fault", post(fault))
        .route("/sandbox/update", post(update))
}

#[derive(Deserialize)]
struct As {
    #[serde(rename = "as")]
    user: i64,
}

/// What a person does in a chat; each act takes the fields it needs.
#[derive(Deserialize)]
struct Act {
    #[serde(rename = "as")]
    user: i64,
    chat: i64,
    #[serde(default)]
    message_id: i64,
    #[serde(default)]
    reply_to: Option<i64>,
    #[serde(default)]
    text: String,
    #[serde(default)]
    data: String,
}

impl IntoResponse for WorldError {
    fn into_response(self) -> Response {
        (StatusCode::BAD_REQUEST, Json(json!({ "error": self.to_string() }))).into_response()
    }
}

fn done(done: Result<Done, WorldError>) -> Result<Json<Value>, WorldError> {
    done.map(|done| Json(json!({ "messages": done.messages, "updates": done.updates })))
}

async fn state(State(world): Shared) -> Json<Value> {
    let now = world.now();
    Json(world.lock().page_state(now))
}

async fn chats(State(world): Shared, Query(As { user }): Query<As>) -> Json<Vec<Value>> {
    Json(world.lock().page_chats(user))
}

async fn messages(State(world): Shared, Query(act): Query<Act>) -> Result<Json<Vec<Value>>, WorldError> {
    world.lock().page_messages(act.user, act.chat).map(Json).ok_or(WorldError::NoChat(act.chat))
}

async fn commands(State(world): Shared, Query(act): Query<Act>) -> Result<Json<Value>, WorldError> {
    world.lock().page_commands(act.user, act.chat).map(Json).ok_or(WorldError::NoChat(act.chat))
}

/// What changes in the persona's chats, as it happens. One who lags is told to look anew.
async fn events(
    State(world): Shared,
    Query(As { user }): Query<As>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let stream = futures::stream::unfold(world.listen(), move |mut heard| async move {
        loop {
            match heard.recv().await {
                Ok(event) if event.readers.is_empty() || event.readers.contains(&user) => {
                    return Some((Ok(Event::default().data(event.json.to_string())), heard));
                }
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => {
                    return Some((Ok(Event::default().data(r#"{"type":"lagged"}"#)), heard));
                }
                Err(RecvError::Closed) => return None,
            }
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}

async fn say(State(world): Shared, Json(act): Json<Act>) -> Result<Json<Value>, WorldError> {
    done(match act.reply_to {
        Some(to) => world.reply(act.user, act.chat, to, &act.text),
        None => world.say(act.user, act.chat, &act.text),
    })
}

async fn press(State(world): Shared, Json(act): Json<Act>) -> Result<Json<Value>, WorldError> {
    done(world.press(act.user, act.chat, act.message_id, &act.data))
}

async fn edit(State(world): Shared, Json(act): Json<Act>) -> Result<Json<Value>, WorldError> {
    done(world.edit(act.user, act.chat, act.message_id, &act.text))
}

async fn upload(State(world): Shared, request: Request) -> Result<Json<Value>, Response> {
    let (user, chat, media) = read_upload(request).await.ok_or_else(|| WorldError::Files.into_response())?;
    done(world.send_media(user, chat, media)).map_err(IntoResponse::into_response)
}

/// The form of an upload; `None` when a part is missing or can't be read.
async fn read_upload(request: Request) -> Option<(i64, i64, Media)> {
    let mut form = whole_form(request).await?;
    let (mut user, mut chat) = (None, None);
    let mut media =
        Media { kind: MediaKind::Document, files: vec![], caption: String::new(), reply_to: None, album: None };
    while let Some(part) = form.next_field().await.ok()? {
        let name = part.name()?.to_owned();
        if part.file_name().is_some() {
            let (name, mime) = (part.file_name().map(str::to_owned), part.content_type().map(str::to_owned));
            media.files.push(Upload { name, mime, bytes: part.bytes().await.ok()? });
            continue;
        }
        let text = part.text().await.ok()?;
        match name.as_str() {
            "as" => user = text.parse().ok(),
            "chat" => chat = text.parse().ok(),
            "kind" => media.kind = MediaKind::of_name(&text)?,
            "caption" => media.caption = text,
            "reply_to" => media.reply_to = text.parse().ok(),
            _ => {}
        }
    }
    Some((user?, chat?, media))
}

#[derive(Deserialize)]
struct Place {
    #[serde(rename = "as")]
    user: i64,
    chat: i64,
    lat: f64,
    lon: f64,
}

async fn location(State(world): Shared, Json(place): Json<Place>) -> Result<Json<Value>, WorldError> {
    done(world.location(place.user, place.chat, place.lat, place.lon))
}

#[derive(Deserialize)]
struct Start {
    #[serde(rename = "as")]
    user: i64,
    #[serde(default)]
    token: String,
}

async fn start(State(world): Shared, Json(start): Json<Start>) -> Result<Json<Value>, WorldError> {
    done(world.start(start.user, &start.token))
}

#[derive(Deserialize)]
struct Block {
    #[serde(rename = "as")]
    user: i64,
    blocked: bool,
}

async fn block(State(world): Shared, Json(block): Json<Block>) -> Result<Json<Value>, WorldError> {
    done(if block.blocked { world.block(block.user) } else { world.unblock(block.user) })
}

/// How the page moves the clock.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Move {
    /// Forward by so many ms.
    AdvanceMs(i64),
    /// To a named time.
    To(Named),
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Named {
    Monday9,
    MonthEnd9,
}

async fn clock(State(world): Shared, Json(to): Json<Move>) -> Json<Value> {
    let now = world.clock.now();
    let until = match to {
        Move::AdvanceMs(ms) => now.plus_ms(ms.max(0)),
        Move::To(Named::Monday9) => next_monday(now),
        Move::To(Named::MonthEnd9) => next_month_end(now),
    };
    world.travel(until).await;
    Json(json!({ "now": world.now() }))
}

/// Minutes after midnight at which named days are reached.
const NINE: u32 = 540;

/// The next Monday, 09:00.
fn next_monday(now: Moment) -> Moment {
    let today = now.local().date_naive();
    let ahead = 7 - u64::from(today.weekday().num_days_from_monday());
    today.checked_add_days(Days::new(ahead)).map_or(now, |monday| at_minute(monday, NINE))
}

/// The last day of this month, 09:00; of the next one where that is over.
fn next_month_end(now: Moment) -> Moment {
    let month = Month::of(now);
    let ends = month.last_day_at(NINE);
    if ends > now { ends } else { month.next().last_day_at(NINE) }
}

async fn file(State(world): Shared, Path(id): Path<String>) -> Response {
    let found = {
        let state = world.lock();
        state.files.get(&id).map(|file| (file.mime().to_owned(), file.upload.bytes.clone()))
    };
    let Some((mime, bytes)) = found else { return StatusCode::NOT_FOUND.into_response() };
    let kind = HeaderValue::from_str(&mime).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let safe: [(HeaderName, HeaderValue); 3] = [
        (header::CONTENT_TYPE, kind),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        // What people upload is never run as a page of ours.
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
    ];
    (safe, bytes).into_response()
}

#[derive(Deserialize)]
struct After {
    #[serde(default)]
    after: u64,
}

async fn record(State(world): Shared, Query(After { after }): Query<After>) -> Json<Value> {
    let calls = world.record_after(after);
    Json(calls.iter().map(|call| json!(call.as_ref())).collect())
}

async fn fault(State(world): Shared, Json(rule): Json<Rule>) -> StatusCode {
    world.fault(rule);
    StatusCode::NO_CONTENT
}

async fn update(State(world): Shared, Json(raw): Json<Value>) -> Json<Value> {
    Json(json!({ "update_id": world.raw_update(raw) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::of(&chrono::DateTime::parse_from_rfc3339(text).expect("a time"))
    }

    #[test]
    fn the_next_monday_is_never_today() {
        let monday = at("2026-11-30T09:00:00+08:00");
        assert_eq!(next_monday(at("2026-11-23T08:00:00+08:00")), monday);
        assert_eq!(next_monday(at("2026-11-29T23:59:00+08:00")), monday);
        assert_eq!(next_monday(at("2026-11-28T03:00:00+08:00")), monday);
    }

    #[test]
    fn the_months_end_is_always_ahead() {
        let november = at("2026-11-30T09:00:00+08:00");
        assert_eq!(next_month_end(at("2026-11-02T08:00:00+08:00")), november);
        assert_eq!(next_month_end(at("2026-11-30T08:59:00+08:00")), november);
        assert_eq!(next_month_end(november), at("2026-12-31T09:00:00+08:00"));
    }
}
