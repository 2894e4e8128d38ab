//! What follows from an outcome, in the round's transaction: the row's end, the message to be remembered, the tick
//! under staff's line, the word to staff when a resident can't be reached.

use serde_json::{Map, Value};

use super::verdict::{Outcome, Verdict};
use super::{Tools, fill};
use crate::domain::chat::{MessageRole, Pace};
use crate::domain::clocks::Timer;
use crate::domain::id::{ChatId, Number};
use crate::domain::time::Moment;
use crate::store::outbox::{self, Again, Edits, End, Finished, Row, Sending, UNKNOWN};
use crate::store::{StoreError, Tx, chats, timers};
use crate::telegram::render::{self, Call, Draft};
use crate::telegram::rich;
use crate::text::Text;

/// Records a round's outcomes.
pub(super) async fn record(
    tx: &mut Tx<'_>,
    tools: &Tools,
    outcomes: &[(Outcome, Verdict)],
    now: Moment,
) -> Result<(), StoreError> {
    let (mut ended, mut again, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    for (outcome, verdict) in outcomes {
        let sending = &outcome.going.sending;
        let id = sending.row.id;
        match verdict {
            Verdict::Sent(messages) => {
                ended.push(Finished { id, end: End::Sent });
                let new = messages.iter().filter(|_| outcome.going.is_new);
                kept.extend(new.filter_map(|(message, thread)| outcome.going.kept(*message, *thread)));
                delivered(tx, tools, sending).await?;
            }
            Verdict::Failed(reason) => {
                ended.push(Finished { id, end: End::Failed(reason.clone()) });
                failed(tx, tools, sending, reason).await?;
            }
            Verdict::Unreachable(reason) => {
                ended.push(Finished { id, end: End::Failed(reason.clone()) });
                unreachable(tx, tools, sending).await?;
            }
            Verdict::Again { at, counts } => again.push(Again { id, at: *at, counts: *counts }),
            Verdict::Later { at } => again.push(Again { id, at: *at, counts: false }),
            Verdict::Moved(telegram) => {
                chats::migrate(tx, sending.telegram, *telegram).await?;
                again.push(Again { id, at: now, counts: false });
            }
            Verdict::Anew | Verdict::OutsideTopic | Verdict::Plain => {
                rewrite(tx, tools, sending, verdict).await?;
                again.push(Again { id, at: now, counts: false });
            }
        }
    }
    outbox::keep_messages(tx, kept, now).await?;
    outbox::requeue(tx, again).await?;
    outbox::finish(tx, ended, now).await
}

/// Whether recording this may put rows into the outbox, or back into it.
pub(super) fn queues(outcome: &Outcome, verdict: &Verdict) -> bool {
    outcome.going.sending.row.tick.is_some() || !matches!(verdict, Verdict::Sent(_))
}

/// Gives a row the form in which it can still be sent.
async fn rewrite(tx: &mut Tx<'_>, tools: &Tools, sending: &Sending, verdict: &Verdict) -> Result<(), StoreError> {
    let (row, seal) = (&sending.row, tools.store.seal());
    let mut body: Map<String, Value> = serde_json::from_str(&row.body)?;
    if let Some((method, plain)) = rich::take_plain(&mut body).filter(|_| *verdict == Verdict::Plain) {
        chats::set_rich(tx, row.chat, false).await?;
        return outbox::rewrite(tx, seal, row.id, (&method, &plain.to_string())).await;
    }
    body.remove("message_thread_id");
    let method = if *verdict == Verdict::Anew { fill::as_new(&mut body) } else { row.method.as_str() };
    outbox::rewrite(tx, seal, row.id, (method, &Value::Object(body).to_string())).await
}

async fn delivered(tx: &mut Tx<'_>, tools: &Tools, sending: &Sending) -> Result<(), StoreError> {
    match sending.row.tick {
        Some(line) => queue(tx, tools, vec![own(tools, line.0, render::react(line.1, "👍"))]).await,
        None => Ok(()),
    }
}

/// A row was given up: staff who wait for its delivery read why.
pub(super) async fn failed(tx: &mut Tx<'_>, tools: &Tools, sending: &Sending, reason: &str) -> Result<(), StoreError> {
    tracing::warn!(row = sending.row.id, method = sending.row.method, reason, "not delivered");
    let words = if reason == UNKNOWN { crate::text!("sender-unknown") } else { crate::text!("sender-refused") };
    tell_writer(tx, tools, sending, &words).await
}

/// A chat can't be written to any more: who waits for the row's delivery reads that, what was for staff goes elsewhere,
/// and a group that is lost is told of.
async fn unreachable(tx: &mut Tx<'_>, tools: &Tools, sending: &Sending) -> Result<(), StoreError> {
    let (row, chat, now) = (&sending.row, sending.row.chat, tools.clock.now());
    let lost = chats::lost(tx, chat).await?;
    tracing::warn!(row = row.id, chat = chat.0, is_news = lost.is_some(), "the chat can't be written to any more");
    if let Some(Some(_)) = lost {
        timers::set(tx, Timer::GroupLost, chat.0, now).await?;
    }
    if row.tick.is_some() {
        return tell_writer(tx, tools, sending, &crate::text!("sender-unreachable")).await;
    }
    if let Some(ticket) = staffs(row) {
        return timers::set(tx, Timer::CardAstray, ticket.0, now).await;
    }
    let Some(ticket) = row.ticket.filter(|_| lost == Some(None)) else { return Ok(()) };
    let words = Text::key("sender-card-unreachable").with("number", ticket.to_string());
    let mut rows = Vec::new();
    for (desk, _, _) in outbox::cards(tx, &[ticket]).await?.into_iter().filter(|(desk, _, _)| *desk != chat) {
        let mut line = line(tx, tools, desk, &words).await?;
        (line.under_card, line.ticket) = (true, Some(ticket));
        rows.push(line);
    }
    queue(tx, tools, rows).await
}

/// The ticket of which staff were to read here: its card, or a line under it.
fn staffs(row: &Row) -> Option<Number> {
    match row.edits {
        Edits::Card(ticket) => Some(ticket),
        _ => row.ticket.filter(|_| row.under_card || row.role == Some(MessageRole::Card)),
    }
}

/// 👎 and one line with the reason under the message whose delivery this was.
async fn tell_writer(tx: &mut Tx<'_>, tools: &Tools, sending: &Sending, words: &Text) -> Result<(), StoreError> {
    let Some((chat, message)) = sending.row.tick else { return Ok(()) };
    let mut line = line(tx, tools, chat, words).await?;
    (line.answers, line.ticket) = (Some(message), sending.row.ticket);
    queue(tx, tools, vec![own(tools, chat, render::react(message, "👎")), line]).await
}

/// A line of the sender's own; it is never the reason of another.
async fn line(tx: &mut Tx<'_>, tools: &Tools, chat: ChatId, words: &Text) -> Result<Row, StoreError> {
    let language = chats::language(tx, chat).await?;
    let draft = Draft { words: (tools.voice)(words, language), ..Draft::default() };
    Ok(own(tools, chat, render::one(&draft, false)))
}

fn own(tools: &Tools, chat: ChatId, call: Call) -> Row {
    Row::new((tools.fresh)(), chat, Pace::Notice, call, tools.clock.now())
}

async fn queue(tx: &mut Tx<'_>, tools: &Tools, rows: Vec<Row>) -> Result<(), StoreError> {
    outbox::insert(tx, tools.store.seal(), rows).await
}
