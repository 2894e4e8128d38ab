//! Invariants between rows, for `mulin check`.

use sqlx::Row as _;

use super::{StoreError, Tx, tasks};
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
    (
        "an event belongs to no task",
        "SELECT e.id FROM task_events e LEFT JOIN tasks t ON t.id = e.task WHERE t.id IS NULL",
    ),
    (
        "words belong to no task's event",
        "SELECT b.event FROM task_bodies b LEFT JOIN task_events e ON e.id = b.event WHERE e.id IS NULL",
    ),
    (
        "an event belongs to no project",
        "SELECT e.id FROM project_events e LEFT JOIN projects p ON p.id = e.project WHERE p.id IS NULL",
    ),
    (
        "words belong to no project's event",
        "SELECT b.event FROM project_bodies b LEFT JOIN project_events e ON e.id = b.event WHERE e.id IS NULL",
    ),
    (
        "a project is listed otherwise than it stands",
        "SELECT p.number FROM projects p WHERE p.granted <> 0 AND p.stage NOT IN ('funded', 'works', 'accounted')",
    ),
    (
        "the counts of this day are not those of all compounds together",
        "SELECT day FROM (SELECT day, counted, category, SUM(CASE WHEN place = 0 THEN -n ELSE n END) AS off \
         FROM tallies GROUP BY day, counted, category) AS sums WHERE off <> 0",
    ),
    (
        "somebody belongs to a household, or asks to, that isn't there",
        "SELECT o.id FROM (SELECT id, household, person FROM occupancies \
         UNION ALL SELECT id, household, person FROM household_requests) o \
         LEFT JOIN households h ON h.id = o.household LEFT JOIN persons p ON p.id = o.person \
         WHERE h.id IS NULL OR p.id IS NULL",
    ),
    (
        "a proxy is held by somebody who isn't family",
        "SELECT id FROM occupancies WHERE proxy <> 0 AND (tie <> 'family' OR ended_at <> 0)",
    ),
    (
        "a proxy is held where no owner is bound",
        "SELECT f.id FROM occupancies f LEFT JOIN occupancies o \
         ON o.household = f.household AND o.tie = 'owner' AND o.ended_at = 0 WHERE f.proxy <> 0 AND o.id IS NULL",
    ),
    (
        "a household has no area, or owners of another compound or none",
        "SELECT h.id FROM households h LEFT JOIN owner_groups g ON g.id = h.owners AND g.compound = h.compound \
         WHERE g.id IS NULL OR h.area <= 0",
    ),
    (
        "a code opens this household, which isn't there",
        "SELECT c.household FROM household_codes c LEFT JOIN households h ON h.id = c.household WHERE h.id IS NULL",
    ),
    (
        "a payout was paid, but no entry of its asker and payer says so",
        "SELECT p.id FROM ledger_payouts p LEFT JOIN ledger_entries e ON e.payout = p.id AND e.book = p.book \
         AND e.asked_by = p.asked_by AND e.made_by = p.decided_by WHERE p.state = 'approved' AND e.id IS NULL",
    ),
    (
        "money was paid that nobody approved",
        "SELECT e.id FROM ledger_entries e LEFT JOIN ledger_payouts p ON p.id = e.payout AND p.state = 'approved' \
         WHERE p.id IS NULL AND (e.payout <> 0 OR e.kind = 'disbursement')",
    ),
    (
        "another amount was paid than was asked for",
        "SELECT p.id FROM ledger_payouts p JOIN ledger_entries e ON e.payout = p.id \
         JOIN ledger_lines l ON l.entry = e.id AND l.slot = 'spent' WHERE l.fen <> p.fen OR l.project <> p.project",
    ),
    (
        "one person both asked for a payout and decided on it",
        "SELECT id FROM ledger_payouts WHERE state <> 'waiting' AND asked_by = decided_by",
    ),
    (
        "a line belongs to no entry of a book",
        "SELECT l.entry FROM ledger_lines l LEFT JOIN ledger_entries e ON e.id = l.entry \
         LEFT JOIN ledger_books b ON b.id = e.book WHERE b.id IS NULL",
    ),
    ("an update was quarantined", "SELECT update_id FROM inbox WHERE state = 2"),
];

/// What is broken, a line each. Calls and updates still open since before `stuck` are broken too.
///
/// # Errors
/// What the database says.
pub async fn rows(tx: &mut Tx<'_>, stuck: Moment) -> Result<Vec<String>, StoreError> {
    let mut broken = Vec::new();
    let miscounted = tasks::miscounted();
    for (what, text) in RULES.iter().copied().chain([("tasks are counted wrong", miscounted.as_str())]) {
        for row in sqlx::query(sqlx::AssertSqlSafe(text)).fetch_all(&mut **tx).await? {
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
