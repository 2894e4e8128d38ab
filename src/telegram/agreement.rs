//! Two clocks: the host's and Telegram's, which every answer carries as its `Date`. What can't be undone is done only
//! while they agree.

use tokio::sync::Mutex;

use super::client::Client;
use crate::domain::time::Moment;

/// How far they may be apart, ms.
const APART_MS: i64 = 120_000;
/// For how long an answer holds, ms.
const HOLDS_MS: i64 = 60_000;

/// Compares the clocks when it matters.
#[derive(Debug)]
pub struct Agreement {
    client: Client,
    known: Mutex<Option<(Moment, bool)>>,
}

impl Agreement {
    /// The clocks of this process and of `client`'s Telegram.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self { client, known: Mutex::new(None) }
    }

    /// Whether Telegram's clock is within two minutes of `now`; not while Telegram can't be asked.
    pub async fn holds(&self, now: Moment) -> bool {
        let mut known = self.known.lock().await;
        if let Some((_, holds)) = known.filter(|(at, _)| (0..HOLDS_MS).contains(&(now.0 - at.0))) {
            return holds;
        }
        let holds = match self.client.date().await {
            Ok(theirs) => (theirs.0 - now.0).abs() <= APART_MS,
            Err(wrong) => {
                tracing::warn!(%wrong, "Telegram's clock can't be read");
                false
            }
        };
        if !holds {
            tracing::warn!("this machine's clock and Telegram's don't agree; what can't be undone waits");
        }
        *known = Some((now, holds));
        holds
    }
}
