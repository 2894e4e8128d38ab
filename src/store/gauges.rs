//! Figures of the running system, each one query over an indexed few rows.

use super::{Store, StoreError};

/// A figure.
#[derive(Clone, Copy, Debug)]
pub struct Gauge {
    /// Its name in Prometheus.
    pub name: &'static str,
    /// What it says.
    pub help: &'static str,
    query: &'static str,
}

/// Every figure.
pub const GAUGES: &[Gauge] = &[
    Gauge {
        name: "mulin_inbox_pending",
        help: "Updates stored and not yet handled",
        query: "SELECT COUNT(*) FROM inbox WHERE state = 0",
    },
    Gauge {
        name: "mulin_inbox_quarantined",
        help: "Updates that could not be read or handled",
        query: "SELECT COUNT(*) FROM inbox WHERE state = 2",
    },
    Gauge {
        name: "mulin_outbox_open",
        help: "Calls queued or under way",
        query: "SELECT (SELECT COUNT(*) FROM outbox WHERE state = 0) + (SELECT COUNT(*) FROM outbox WHERE state = 1)",
    },
    Gauge {
        name: "mulin_outbox_failed",
        help: "Calls that failed for good",
        query: "SELECT COUNT(*) FROM outbox WHERE state = 3",
    },
    Gauge {
        name: "mulin_tickets_open",
        help: "Tickets somebody still has to do something about",
        query: "SELECT COUNT(*) FROM tickets WHERE is_open = 1",
    },
    Gauge {
        name: "mulin_chats_unreachable",
        help: "Chats that blocked or removed the bot",
        query: "SELECT COUNT(*) FROM chats WHERE reachable = 0",
    },
];

/// The present value of a figure.
///
/// # Errors
/// What the database says.
pub async fn read(store: &Store, gauge: &Gauge) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(gauge.query).fetch_one(store.pool()).await?)
}

/// Whether the database is there and takes writes.
///
/// # Errors
/// What the database says.
pub async fn writable(store: &Store) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    sqlx::query("INSERT INTO counters (name, value) VALUES ('ready', 1) ON CONFLICT (name) DO UPDATE SET value = 1")
        .execute(&mut *tx)
        .await?;
    tx.rollback().await?;
    Ok(())
}
