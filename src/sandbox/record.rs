//! What the bot called, numbered and timed by the sandbox's clock.

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use tokio::sync::mpsc;

use super::refusal::Refusal;

/// One call of the bot.
#[derive(Clone, Debug, Serialize)]
pub struct Recorded {
    /// 1, 2, 3 … in the order of their answers.
    pub number: u64,
    /// Ms since the epoch, by the sandbox's clock.
    pub at: i64,
    /// The method.
    pub method: String,
    /// Its parameters.
    pub params: Value,
    /// The HTTP status and `error_code`, 200 when it was done.
    pub code: u16,
    /// `result`, or the description of the refusal.
    pub result: Value,
    /// The fault that was made to strike.
    pub fault: Option<String>,
}

/// The calls so far.
#[derive(Debug)]
pub(crate) struct Record {
    calls: Vec<Arc<Recorded>>,
    number: u64,
    /// Whether calls are kept at all.
    on: bool,
    /// Who hears of each call as it is answered.
    listener: Option<mpsc::UnboundedSender<Arc<Recorded>>>,
}

impl Record {
    /// An empty record.
    pub(crate) const fn new(on: bool) -> Self {
        Self { calls: Vec::new(), number: 0, on, listener: None }
    }

    /// Whether anybody wants to know of calls.
    pub(crate) const fn is_read(&self) -> bool {
        self.on || self.listener.is_some()
    }

    /// The calls from now on, whether or not they are kept; an earlier listener hears no more.
    pub(crate) fn listen(&mut self) -> mpsc::UnboundedReceiver<Arc<Recorded>> {
        let (listener, calls) = mpsc::unbounded_channel();
        self.listener = Some(listener);
        calls
    }

    /// Writes down a call.
    pub(crate) fn write(&mut self, at: i64, method: &str, params: Value, outcome: &Outcome) {
        self.number += 1;
        let (code, result) = match &outcome.answer {
            Ok(result) => (200, result.clone()),
            Err(refusal) => (refusal.code, Value::String(refusal.description.clone())),
        };
        let fault = outcome.fault.map(|fault| format!("{fault:?}"));
        let method = method.to_owned();
        let call = Arc::new(Recorded { number: self.number, at, method, params, code, result, fault });
        if self.listener.as_ref().is_some_and(|listener| listener.send(Arc::clone(&call)).is_err()) {
            self.listener = None;
        }
        if self.on {
            self.calls.push(call);
        }
    }

    /// The calls after the one numbered `number`.
    pub(crate) fn after(&self, number: u64) -> Vec<Arc<Recorded>> {
        let from = self.calls.partition_point(|call| call.number <= number);
        self.calls.iter().skip(from).cloned().collect()
    }
}

/// How a call ended, and what was made to go wrong.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) answer: Result<Value, Refusal>,
    pub(crate) fault: Option<super::faults::Fault>,
}
