//! How the bot gets its updates: the long poll, and a webhook's address (which is only kept).

use serde_json::{Map, Value, json};

use super::Call;
use crate::domain::time::Clock;
use crate::sandbox::refusal::{Answer, Refusal};
use crate::sandbox::world::World;

/// Seconds that one poll may wait.
const TIMEOUT_MAX: i64 = 50;
/// Updates in one answer.
const LIMIT_MAX: i64 = 100;

/// `getUpdates`: the ids handed over and the JSON array. Waits for the first update up to `timeout` seconds of the
/// world's clock; a newer poll ends it.
///
/// # Errors
/// 409 while a webhook is set or when another poller takes over.
pub(crate) async fn get_updates(world: &World, params: &Map<String, Value>) -> Result<(Vec<i64>, String), Refusal> {
    let int = |name: &str| params.get(name).and_then(Value::as_i64);
    let limit = usize::try_from(int("limit").unwrap_or(LIMIT_MAX).clamp(1, LIMIT_MAX)).unwrap_or(1);
    let (poll, arrived) = {
        let mut state = world.lock();
        if state.webhook.is_some() {
            return Err(Refusal::conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
            ));
        }
        if let Some(allowed) = params.get("allowed_updates").and_then(Value::as_array) {
            state.queue.allow(allowed.iter().filter_map(Value::as_str).map(str::to_owned).collect());
        }
        state.queue.confirm(int("offset").unwrap_or(0), world.now());
        (state.queue.begin_poll(), std::sync::Arc::clone(&state.queue.arrived))
    };
    let waiting = async {
        loop {
            let mut woken = std::pin::pin!(arrived.notified());
            woken.as_mut().enable();
            let taken = take(world, poll, limit)?;
            if !taken.0.is_empty() {
                return Ok(taken);
            }
            woken.await;
        }
    };
    let patience = world.clock.real(int("timeout").unwrap_or(0).clamp(0, TIMEOUT_MAX) * 1_000);
    match tokio::time::timeout(patience, waiting).await {
        Ok(taken) => taken,
        Err(_) => take(world, poll, limit),
    }
}

fn take(world: &World, poll: u64, limit: usize) -> Result<(Vec<i64>, String), Refusal> {
    let mut state = world.lock();
    if !state.queue.is_current(poll) {
        let text = "terminated by other getUpdates request; make sure that only one bot instance is running";
        return Err(Refusal::conflict(text));
    }
    Ok(state.queue.take(limit))
}

/// `setWebhook`; an empty address deletes it.
pub(super) fn set_webhook(call: &mut Call<'_>) -> Answer {
    let url = call.text("url");
    if url.is_empty() {
        return delete_webhook(call);
    }
    if !url.starts_with("https://") {
        return Err(Refusal::bad("bad webhook: An HTTPS URL must be provided for webhook"));
    }
    let allowed = call.array("allowed_updates").iter().filter_map(Value::as_str).map(str::to_owned).collect();
    call.state.queue.allow(allowed);
    call.state.webhook = Some(Value::Object(call.params.clone()));
    Ok(Value::Bool(true))
}

/// `deleteWebhook`.
pub(super) fn delete_webhook(call: &mut Call<'_>) -> Answer {
    if call.flag("drop_pending_updates") {
        call.state.queue.confirm(i64::MAX, call.now);
    }
    call.state.webhook = None;
    Ok(Value::Bool(true))
}

/// `getWebhookInfo`.
pub(super) fn webhook_info(call: &mut Call<'_>) -> Answer {
    let field = |name: &str| call.state.webhook.as_ref().and_then(|webhook| webhook.get(name)).cloned();
    let mut info = json!({
        "url": field("url").unwrap_or_else(|| "".into()),
        "has_custom_certificate": false,
        "pending_update_count": call.state.queue.len(),
    });
    if let (Some(allowed), Some(object)) = (field("allowed_updates"), info.as_object_mut()) {
        object.insert("allowed_updates".into(), allowed);
    }
    Ok(info)
}
