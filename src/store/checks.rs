//! Invariants between rows, for `mulin check`.

use sqlx::Row as _;

use super::{StoreError, Tx};
use crate::domain::time::Moment;

/// Each query gives the ids of rows that must not be; the words say what they break.
const RULES: &[(&str, &str)] = &[
    (
        "an event belongs to no ticket",
        "SELECT e.id FROM events e LEFT JOIN tickets t ON t.id = e.ticket WHERE t.id IS NULL",
    ),
    (
        "words belong to no event",
        "SELECT b.event FROM bodies b LEFT JOIN events e ON e.id = b.event WHERE e.id IS NULL",
    ),
    (
        "a file is named that isn't there",
        "SELECT m.event FROM event_media m LEFT JOIN media f ON f.id = m.media WHERE f.id IS NULL",
    ),
    (
        "an anonymous ticket names a person",
        "SELECT e.id FROM events e JOIN tickets t ON t.id = e.ticket WHERE t.claim_mac <> '' AND e.person <> 0 \
         AND e.actor = 'reporter'",
    ),
    ("an update was quarantined", "SELECT update_id FROM inbox WHERE state = 2"),
];

/// What is broken, a line each. Calls and updates still open since before `stuck` are broken too.
///
/// # Errors
/// What the database says.
pub async fn rows(tx: &mut Tx<'_>, stuck: Moment) -> Result<Vec<String>, StoreError> {
    let mut broken = Vec::new();
    for (what, text) in RULES {
        for row in sqlx::query(*text).fetch_all(&mut **tx).await? {
            broken.push(format!("{}: {what}", row.try_get::<i64, _>(0)?));
        }
    }
    for (what, text) in [
        ("an update waits since long", "SELECT update_id FROM inbox WHERE state = 0 AND stored_at < $1"),
        ("a call is under way since long", "SELECT id FROM outbox WHERE state = 1 AND created_at < $1"),
    ] {
        for row in sqlx::query(text).bind(stuck.0).fetch_all(&mut **tx).await? {
            broken.push(format!("{}: {what}", row.try_get::<i64, _>(0)?));
        }
    }
    Ok(broken)
}
