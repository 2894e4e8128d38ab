//! Telegram's sending limits, in the sandbox's time.

use std::collections::VecDeque;

/// How much the bot may send; 0 is no limit.
#[derive(Clone, Copy, Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Messages a second in one chat, with a burst of three.
    pub per_chat: u32,
    /// Messages, edits and topics a minute in one group.
    pub per_group: u32,
    /// Messages a second in all chats.
    pub all: u32,
}

impl Limits {
    /// The limits that hold on Telegram.
    pub const TELEGRAM: Self = Self { per_chat: 1, per_group: 20, all: 30 };
}

/// Messages that a burst may hold.
const BURST: u32 = 3;

/// The times, in ms, at which something was sent lately.
#[derive(Debug, Default)]
pub(crate) struct Window {
    times: VecDeque<i64>,
}

impl Window {
    /// Ms until one more fits into `most` within `span_ms`; 0 when it does now.
    pub(crate) fn wait(&self, now: i64, most: u32, span_ms: i64) -> i64 {
        let most = most as usize;
        if most == 0 {
            return 0;
        }
        let nth_newest = self.times.len().checked_sub(most).and_then(|index| self.times.get(index));
        nth_newest.map_or(0, |time| (time + span_ms - now).max(0))
    }

    /// Counts one at `now`, forgetting what is older than `span_ms`.
    pub(crate) fn count(&mut self, now: i64, span_ms: i64) {
        while self.times.front().is_some_and(|time| *time <= now - span_ms) {
            self.times.pop_front();
        }
        self.times.push_back(now);
    }
}

/// The longest span that a limit looks back.
const MINUTE_MS: i64 = 60_000;

/// Takes one send to a chat, or says in how many seconds it may come again.
///
/// # Errors
/// The seconds to wait.
pub(crate) fn take(limits: Limits, now: i64, is_group: bool, chat: &mut Window, all: &mut Window) -> Result<(), i64> {
    let span = i64::from(BURST) * 1_000;
    let mut wait = chat.wait(now, limits.per_chat * BURST, span).max(all.wait(now, limits.all, 1_000));
    if is_group {
        wait = wait.max(chat.wait(now, limits.per_group, MINUTE_MS));
    }
    if wait > 0 {
        return Err((wait + 999) / 1_000);
    }
    if limits.per_chat > 0 || limits.per_group > 0 {
        chat.count(now, MINUTE_MS);
    }
    if limits.all > 0 {
        all.count(now, 1_000);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sends(limits: Limits, is_group: bool, every_ms: i64, n: i64) -> Vec<Result<(), i64>> {
        let (mut chat, mut all) = (Window::default(), Window::default());
        (0..n).map(|i| take(limits, i * every_ms, is_group, &mut chat, &mut all)).collect()
    }

    #[test]
    fn three_messages_pass_at_once_the_fourth_waits() {
        assert_eq!(sends(Limits::TELEGRAM, false, 0, 4), [Ok(()), Ok(()), Ok(()), Err(3)]);
    }

    #[test]
    fn one_a_second_passes_for_ever() {
        assert!(sends(Limits::TELEGRAM, false, 1_000, 100).iter().all(Result::is_ok));
    }

    #[test]
    fn a_group_takes_twenty_a_minute() {
        let answers = sends(Limits::TELEGRAM, true, 1_000, 21);
        assert!(answers.iter().take(20).all(Result::is_ok));
        assert_eq!(answers.last(), Some(&Err(40)));
    }

    #[test]
    fn zero_is_no_limit() {
        assert!(sends(Limits::default(), true, 0, 1_000).iter().all(Result::is_ok));
    }
}
