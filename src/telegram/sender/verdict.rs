//! What an answer of Telegram's means for the row that was sent. Pure.

use serde_json::Value;

use super::fill::Going;
use crate::domain::time::Moment;
use crate::store::outbox::{Edits, TRIES, UNKNOWN};
use crate::telegram::client::CallError;
use crate::telegram::rich;
use crate::telegram::scheduler::is_free;

/// A call that has come to an end.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    /// The call.
    pub(super) going: Going,
    /// What Telegram said.
    pub(super) result: Result<Value, CallError>,
    /// When.
    pub(super) at: Moment,
}

/// What that means for its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Delivered, with these messages and their threads.
    Sent(Vec<(i64, i64)>),
    /// Given up.
    Failed(String),
    /// The chat can't be written to any more.
    Unreachable(String),
    /// To be tried again; `counts`: it may have had an effect.
    Again { at: Moment, counts: bool },
    /// To be tried again without holding up its chat: it had no effect.
    Later { at: Moment },
    /// The group has become this supergroup; then again.
    Moved(i64),
    /// The message to be changed is gone: once more as a new one.
    Anew,
    /// The topic is gone: once more outside it.
    OutsideTopic,
    /// The chat is shown no tables: once more in plain words.
    Plain,
}

/// Milliseconds until the next try while Telegram can't be reached.
const OUT_OF_REACH: i64 = 2_000;
/// Milliseconds until the next try of a call of unknown outcome.
const AFTER_UNKNOWN: i64 = 1_000;
/// Milliseconds until the next try while the token isn't accepted.
const WITHOUT_TOKEN: i64 = 30_000;

impl Verdict {
    /// Until when the chat gets nothing else, so that the row that comes again keeps its place.
    pub(super) fn holds_until(&self, now: Moment) -> Option<Moment> {
        match self {
            Self::Again { at, .. } => Some((*at).max(now.plus_ms(1))),
            Self::Moved(_) | Self::Anew | Self::OutsideTopic | Self::Plain => Some(now.plus_ms(1)),
            Self::Sent(_) | Self::Failed(_) | Self::Unreachable(_) | Self::Later { .. } => None,
        }
    }
}

/// Judges an outcome.
pub(super) fn judge(outcome: &Outcome) -> Verdict {
    let (going, now) = (&outcome.going, outcome.at);
    let again = |after, counts| Verdict::Again { at: now.plus_ms(after), counts };
    match &outcome.result {
        Ok(result) => Verdict::Sent(messages(result)),
        Err(CallError::NotModified | CallError::TooOld) => Verdict::Sent(Vec::new()),
        // An older Bot API server answers a method that it doesn't know like a token that it doesn't know.
        Err(CallError::Refused(_) | CallError::Unauthorized) if rich::has_plain(&going.sending.row.body) => {
            Verdict::Plain
        }
        Err(CallError::RetryAfter(seconds)) => again(i64::from(*seconds) * 1_000, false),
        Err(CallError::NotSent) => again(OUT_OF_REACH, false),
        Err(CallError::NotReady) => Verdict::Later { at: now.plus_ms(OUT_OF_REACH) },
        Err(CallError::Unauthorized) => again(WITHOUT_TOKEN, false),
        Err(CallError::Migrated(chat)) => Verdict::Moved(*chat),
        Err(CallError::Unreachable(reason)) => Verdict::Unreachable(reason.clone()),
        Err(CallError::MessageGone) if going.method == "editMessageText" => Verdict::Anew,
        Err(CallError::ThreadGone) if going.sending.row.body.contains("message_thread_id") => Verdict::OutsideTopic,
        Err(CallError::Unknown(_)) if may_repeat(going) => again(AFTER_UNKNOWN * going.sending.attempts, true),
        Err(CallError::Unknown(_)) => Verdict::Failed(UNKNOWN.to_owned()),
        Err(refused) => Verdict::Failed(refused.to_string()),
    }
}

/// A change made twice is one change; what makes a message may be repeated only where two do no harm.
fn may_repeat(going: &Going) -> bool {
    let row = &going.sending.row;
    let harmless = row.repeatable || !going.is_new && row.edits != Edits::New || is_free(&row.method);
    harmless && going.sending.attempts < TRIES
}

/// The messages that a result names: one, the ids of copies, or an album.
fn messages(result: &Value) -> Vec<(i64, i64)> {
    let one = |value: &Value| {
        let number = |key: &str| value.get(key).and_then(Value::as_i64);
        Some((number("message_id")?, number("message_thread_id").unwrap_or(0)))
    };
    match result {
        Value::Array(several) => several.iter().filter_map(one).collect(),
        single => one(single).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fill::{Targets, fill, tests::sending};
    use super::*;
    use serde_json::json;

    fn judged(edits: Edits, repeatable: bool, result: Result<Value, CallError>) -> Verdict {
        let mut sending = sending(edits);
        sending.row.repeatable = repeatable;
        let going = fill(sending, &Targets::default(), false);
        judge(&Outcome { going, result, at: Moment(1_000) })
    }

    #[test]
    fn a_delivered_message_is_known_by_its_id() {
        let sent = judged(Edits::New, true, Ok(json!({"message_id": 7, "message_thread_id": 3})));
        assert_eq!(sent, Verdict::Sent(vec![(7, 3)]));
        let album = judged(Edits::New, true, Ok(json!([{"message_id": 7}, {"message_id": 8}])));
        assert_eq!(album, Verdict::Sent(vec![(7, 0), (8, 0)]));
        assert_eq!(judged(Edits::Message(4), true, Err(CallError::NotModified)), Verdict::Sent(Vec::new()));
    }

    #[test]
    fn retry_after_is_kept_to_the_millisecond_and_is_no_try() {
        let verdict = judged(Edits::New, true, Err(CallError::RetryAfter(7)));
        assert_eq!(verdict, Verdict::Again { at: Moment(8_000), counts: false });
        assert_eq!(verdict.holds_until(Moment(1_000)), Some(Moment(8_000)));
    }

    #[test]
    fn of_unknown_outcome_only_the_harmless_is_repeated() {
        let unknown = || Err(CallError::Unknown("timed out"));
        assert_eq!(judged(Edits::New, false, unknown()), Verdict::Failed("unknown".to_owned()));
        assert_eq!(judged(Edits::New, true, unknown()), Verdict::Again { at: Moment(2_000), counts: true });
        assert_eq!(judged(Edits::Message(4), false, unknown()), Verdict::Again { at: Moment(2_000), counts: true });
    }

    #[test]
    fn a_change_of_a_message_that_is_gone_is_sent_anew() {
        assert_eq!(judged(Edits::Message(4), true, Err(CallError::MessageGone)), Verdict::Anew);
    }
}
