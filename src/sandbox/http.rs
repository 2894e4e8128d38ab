//! The Bot API over HTTP: reads a call, lets faults strike, does it and answers.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart, Query, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::BODY_MAX;
use super::faults::Fault;
use super::files::Upload;
use super::methods::{Call, get_updates};
use super::record::Outcome;
use super::refusal::Refusal;
use super::world::World;

/// A call's parameters, and its files by the name of their part.
#[derive(Debug, Default)]
struct Given {
    params: Map<String, Value>,
    uploads: HashMap<String, Upload>,
}

/// Everything that no other route takes: `/bot<token>/<method>` and `/file/bot<token>/<path>`.
pub(super) async fn bot_api(State(world): State<Arc<World>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if let Some(rest) = path.strip_prefix("/file/bot") {
        return download(&world, rest);
    }
    let Some((token, method)) = path.strip_prefix("/bot").and_then(|rest| rest.split_once('/')) else {
        return refused(&Refusal::not_found());
    };
    if token != world.token {
        return refused(&Refusal::unauthorized());
    }
    let Some(method) = world.spec.method(method).map(str::to_owned) else {
        return refused(&Refusal::not_found());
    };
    match read(request).await {
        Ok(given) => answer(&world, &method, given).await,
        Err(refusal) => refused(&refusal),
    }
}

fn download(world: &World, rest: &str) -> Response {
    let Some((token, path)) = rest.split_once('/') else { return refused(&Refusal::not_found()) };
    if token != world.token {
        return refused(&Refusal::unauthorized());
    }
    // Clients may write the path's slash as %2F, and the Bot API's server reads it so.
    let path = percent_decode_str(path).decode_utf8_lossy();
    let bytes = world.lock().files.at_path(&path).map(|file| file.upload.bytes.clone());
    bytes.map_or_else(|| refused(&Refusal::not_found()), IntoResponse::into_response)
}

/// Reads parameters from the address and from a body of JSON, a form or a form with files.
async fn read(request: Request) -> Result<Given, Refusal> {
    let mut given = Given::default();
    if let Ok(Query(pairs)) = Query::<Vec<(String, String)>>::try_from_uri(request.uri()) {
        given.params.extend(pairs.into_iter().map(|(name, value)| (name, Value::String(value))));
    }
    if request.method() == Method::GET {
        return Ok(given);
    }
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        return read_parts(request, given).await;
    }
    let (is_json, is_form) =
        (kind.starts_with("application/json"), kind.starts_with("application/x-www-form-urlencoded"));
    let body = Bytes::from_request(request, &()).await.map_err(|_| too_large())?;
    if is_json && !body.is_empty() {
        let Ok(Value::Object(params)) = serde_json::from_slice(&body) else {
            return Err(Refusal::bad("can't parse JSON object"));
        };
        given.params.extend(params);
    } else if is_form {
        let pairs = read_form(&body).ok_or_else(|| Refusal::bad("can't parse the form"))?;
        given.params.extend(pairs.into_iter().map(|(name, value)| (name, Value::String(value))));
    }
    Ok(given)
}

/// A form is written as the query of an address is.
fn read_form(body: &[u8]) -> Option<Vec<(String, String)>> {
    let address = format!("/?{}", std::str::from_utf8(body).ok()?).parse().ok()?;
    Query::try_from_uri(&address).ok().map(|Query(pairs)| pairs)
}

async fn read_parts(request: Request, mut given: Given) -> Result<Given, Refusal> {
    let broken = || Refusal::bad("can't parse the form");
    let mut parts = whole_form(request).await.ok_or_else(broken)?;
    while let Some(part) = parts.next_field().await.map_err(|_| broken())? {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let mime = part.content_type().map(str::to_owned);
        let bytes = part.bytes().await.map_err(|_| too_large())?;
        if file_name.is_some() {
            let itself = Value::String(format!("attach://{name}"));
            if matches!(name.as_str(), "photo" | "audio" | "document" | "video" | "voice") {
                given.params.insert(name.clone(), itself);
            }
            given.uploads.insert(name, Upload { name: file_name, mime, bytes });
        } else {
            let text =
                String::from_utf8(bytes.to_vec()).map_err(|_| Refusal::bad("strings must be encoded in UTF-8"))?;
            given.params.insert(name, Value::String(text));
        }
    }
    Ok(given)
}

/// A form with files, read to its last byte first: a body that is left half read costs the caller its connection.
pub(super) async fn whole_form(request: Request) -> Option<Multipart> {
    let (head, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, BODY_MAX).await.ok()?;
    Multipart::from_request(Request::from_parts(head, Body::from(bytes)), &()).await.ok()
}

fn too_large() -> Refusal {
    Refusal { code: 413, description: "Request Entity Too Large".to_owned(), parameters: None }
}

/// Does the call unless a fault forbids it, and answers as the fault says.
async fn answer(world: &World, method: &str, mut given: Given) -> Response {
    let chat = given.params.get("chat_id").and_then(|id| id.as_i64().or_else(|| id.as_str()?.parse().ok()));
    let fault = world.lock().faults.strike(method, chat);
    let said = match fault.filter(|fault| !fault.is_done()) {
        Some(fault) => undone(world, method, (chat, given.params), fault),
        None if method == "getUpdates" => poll(world, given.params, fault).await,
        None => {
            let fits = world.spec.fit(method, &mut given.params);
            perform(world, method, given, (fits, fault))
        }
    };
    deliver(fault, said).await
}

/// What a call comes to that a fault keeps from being done.
fn undone(
    world: &World,
    method: &str,
    (chat, params): (Option<i64>, Map<String, Value>),
    fault: Fault,
) -> Result<String, Refusal> {
    let refusal = match fault {
        Fault::TooMany { retry_after } => Refusal::too_many(retry_after),
        Fault::Blocked => Refusal::blocked(),
        Fault::NoMethod => Refusal::not_found(),
        Fault::Server { code } => Refusal::server(code),
        // Nobody reads it: it stands in the record alone.
        Fault::Reset | Fault::Hang | Fault::Cut | Fault::CutJson => {
            Refusal { code: 0, description: "the connection was cut".to_owned(), parameters: None }
        }
    };
    let now = world.now();
    let mut state = world.lock();
    if let Fault::TooMany { retry_after } = fault
        && let Some(chat) = chat.and_then(|id| state.chats.get_mut(&id))
    {
        chat.held_until = now + retry_after * 1_000;
    }
    if state.record.is_read() {
        let outcome = Outcome { answer: Err(refusal.clone()), fault: Some(fault) };
        state.record.write(now, method, Value::Object(params), &outcome);
    }
    Err(refusal)
}

fn perform(
    world: &World,
    method: &str,
    mut given: Given,
    (fits, fault): (Result<(), Refusal>, Option<Fault>),
) -> Result<String, Refusal> {
    let now = world.now();
    let mut state = world.lock();
    let mut call = Call { state: &mut state, params: &given.params, uploads: &mut given.uploads, now };
    let answer = fits.and_then(|()| call.run(method));
    if state.record.is_read() {
        let outcome = Outcome { answer: answer.clone(), fault };
        state.record.write(now, method, Value::Object(given.params), &outcome);
    }
    drop(state);
    answer.map(|result| result.to_string())
}

/// `getUpdates` waits, and what it hands over is JSON already; the record names the updates by their ids.
async fn poll(world: &World, mut params: Map<String, Value>, fault: Option<Fault>) -> Result<String, Refusal> {
    let fits = world.spec.fit("getUpdates", &mut params);
    let taken = match fits {
        Ok(()) => get_updates(world, &params).await,
        Err(refusal) => Err(refusal),
    };
    let now = world.now();
    let mut state = world.lock();
    if state.record.is_read() {
        let answer = taken.as_ref().map(|(ids, _)| Value::from(ids.as_slice())).map_err(Clone::clone);
        state.record.write(now, "getUpdates", Value::Object(params), &Outcome { answer, fault });
    }
    taken.map(|(_, json)| json)
}

/// Sends the answer, or what the fault leaves of it.
async fn deliver(fault: Option<Fault>, said: Result<String, Refusal>) -> Response {
    match (fault, said) {
        (Some(Fault::Hang), _) => std::future::pending().await,
        (Some(Fault::Reset | Fault::Cut), _) => cut(),
        (fault, Ok(result)) => {
            let mut body = format!("{{\"ok\":true,\"result\":{result}}}");
            if fault == Some(Fault::CutJson) {
                let half = (0..=body.len() / 2).rev().find(|at| body.is_char_boundary(*at)).unwrap_or(0);
                body.truncate(half);
            }
            json(StatusCode::OK, body)
        }
        (_, Err(refusal)) => refused(&refusal),
    }
}

fn refused(refusal: &Refusal) -> Response {
    json(StatusCode::from_u16(refusal.code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), refusal.body())
}

fn json(status: StatusCode, body: String) -> Response {
    (status, [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], body).into_response()
}

/// An answer that breaks off before its first byte.
fn cut() -> Response {
    let broken = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    let body = futures::stream::once(std::future::ready(Err::<Bytes, _>(broken)));
    Body::from_stream(body).into_response()
}
