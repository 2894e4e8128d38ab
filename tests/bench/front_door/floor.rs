//! What no bot can beat here: the disk's durable commits, and the stand-in with a client that only answers.

#![expect(clippy::indexing_slicing, reason = "a JSON value gives null for what it has not")]

use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::backlog::CHATS;
use crate::bots::{Kind, Stage, people};

/// Updates offered to the client that only answers.
const OFFERED: usize = 6_000;

/// So many one-row transactions, one after another, on a fresh file: commits a second.
#[expect(clippy::disallowed_methods, reason = "a benchmark measures the host's time")]
pub(crate) async fn commits(count: u32) -> f64 {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}?mode=rwc", folder.path().join("raw.db").display());
    let pool = sqlx::any::AnyPoolOptions::new().max_connections(1).connect(&url).await.expect("a database");
    for text in ["PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "CREATE TABLE t (body TEXT NOT NULL)"] {
        sqlx::query(text).execute(&pool).await.expect("set up");
    }
    let from = Instant::now();
    for _ in 0..count {
        sqlx::query("INSERT INTO t VALUES ('一行')").execute(&pool).await.expect("committed");
    }
    f64::from(count) / from.elapsed().as_secs_f64()
}

/// Updates a second through the stand-in with a client in this process that keeps nothing.
#[expect(clippy::disallowed_methods, reason = "a benchmark measures the host's time")]
#[expect(clippy::cast_precision_loss, reason = "some thousand updates")]
pub(crate) async fn stand_in() -> f64 {
    let mut stage = Stage::new(Kind::Grammy, CHATS).await;
    let (http, api) = (reqwest::Client::new(), stage.api());
    let from = Instant::now();
    for _ in 0..OFFERED / people(CHATS).len() {
        for person in people(CHATS) {
            stage.world.say(person, person, "/report").expect("said");
        }
    }
    let (room, mut offset) = (Arc::new(Semaphore::new(64)), 0);
    while stage.world.queue_len() > 0 {
        let updates = call(&http, &api, "getUpdates", json!({"offset": offset, "limit": 100})).await;
        for update in updates["result"].as_array().into_iter().flatten() {
            offset = update["update_id"].as_i64().unwrap_or(0) + 1;
            let body = json!({"chat_id": update["message"]["chat"]["id"], "text": "请说说是什么事,也可以直接发照片。"});
            let (http, api) = (http.clone(), api.clone());
            let permit = Arc::clone(&room).acquire_owned().await.expect("open");
            tokio::spawn(async move {
                call(&http, &api, "sendMessage", body).await;
                drop(permit);
            });
        }
        while stage.calls.try_recv().is_ok() {}
    }
    let _all = room.acquire_many(64).await.expect("open");
    OFFERED as f64 / from.elapsed().as_secs_f64()
}

async fn call(http: &reqwest::Client, api: &str, method: &str, body: Value) -> Value {
    let answer = http.post(format!("{api}/{method}")).json(&body).send().await.expect("answered");
    answer.json().await.expect("JSON")
}
