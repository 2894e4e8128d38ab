//! The inbox: every update as it came, kept before it is confirmed and until its turn is done.

use super::seal::Seal;
use super::sql::{Many, read, write_many};
use super::{StoreError, Tx};
use crate::domain::time::Moment;
use crate::row;
use serde_json::Value;

/// A day, in ms.
const DAY: i64 = 86_400_000;
const PENDING: i64 = 0;
const QUARANTINED: i64 = 2;

/// When a lane's turn comes, by the best of its updates that wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Over the person's quota, and the first so in its minute: they are told.
    FirstOver,
    /// Over the person's quota.
    Over,
    /// As it came.
    Normal,
    /// Danger words: before all others.
    Urgent,
}

impl Rank {
    const fn code(self) -> i64 {
        match self {
            Self::FirstOver => -2,
            Self::Over => -1,
            Self::Normal => 0,
            Self::Urgent => 1,
        }
    }
}

/// An update to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// Telegram's number of it.
    pub update_id: i64,
    /// Whose order it keeps: a person's or a chat's Telegram id.
    pub lane: i64,
    /// Whether its lane goes before or after others.
    pub rank: Rank,
    /// Nobody can read it: kept, but never handed to a worker.
    pub quarantined: bool,
    /// Its JSON as it came.
    pub body: String,
}

/// An update whose turn is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Telegram's number of it.
    pub update_id: i64,
    /// Its lane.
    pub lane: i64,
    /// The first of its minute over the person's quota: they are told.
    pub first_over: bool,
    /// When it was stored.
    pub stored_at: Moment,
    /// As it came; null if it can't be opened any more, which nobody can read either.
    pub raw: Value,
}

/// The statement that keeps updates; one that is known already changes nothing. It counts those that were new.
///
/// # Errors
/// When the rows can't be put as JSON.
pub fn inserting(seal: &Seal, arrived: &[Arrived], now: Moment) -> Result<Many, StoreError> {
    let row = |update: &Arrived| {
        let state = if update.quarantined { QUARANTINED } else { PENDING };
        let body = seal.close("inbox", "body", update.update_id, &update.body)?;
        Ok(row![update.update_id, update.lane, update.rank.code(), state, 0, now.0, body])
    };
    let before = "INSERT INTO inbox (update_id, lane, rank, state, attempts, stored_at, body_sealed)";
    Many::new(
        before,
        "ON CONFLICT (update_id) DO NOTHING",
        &arrived.iter().map(row).collect::<Result<Vec<_>, StoreError>>()?,
    )
}

/// The next updates of up to `lanes` lanes, at most `each` of a lane and in its order: urgent lanes first, those over
/// their quota last, else those that wait longest.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn claim(tx: &mut Tx<'_>, seal: &Seal, (lanes, each): (i64, i64)) -> Result<Vec<Claim>, StoreError> {
    let columns = "u.update_id, u.lane, u.stored_at, u.rank, u.body_sealed";
    let rest = "FROM (SELECT lane, MIN(update_id) AS first, MAX(rank) AS best FROM inbox WHERE state = 0 \
                GROUP BY lane ORDER BY best DESC, first LIMIT $1) AS head \
                JOIN inbox u ON u.update_id IN (SELECT i.update_id FROM inbox i \
                WHERE i.lane = head.lane AND i.state = 0 ORDER BY i.update_id LIMIT $2) \
                ORDER BY head.best DESC, head.first, u.update_id";
    let rows: Vec<(i64, i64, i64, i64, String)> = read(tx, (columns, rest), row![lanes, each]).await?;
    let claim = |(update_id, lane, stored_at, rank, body): (i64, i64, i64, i64, String)| Claim {
        update_id,
        lane,
        first_over: rank == Rank::FirstOver.code(),
        stored_at: Moment(stored_at),
        raw: opened(seal, update_id, &body),
    };
    Ok(rows.into_iter().map(claim).collect())
}

fn opened(seal: &Seal, update_id: i64, sealed: &str) -> Value {
    let body = seal.open("inbox", "body", update_id, sealed);
    body.ok().and_then(|body| serde_json::from_str(&body).ok()).unwrap_or_default()
}

/// How many updates that were stored before `until` still wait for their turn.
///
/// # Errors
/// What the database says.
pub async fn waiting(tx: &mut Tx<'_>, until: Moment) -> Result<i64, StoreError> {
    let text = "SELECT COUNT(*) FROM inbox WHERE state = 0 AND stored_at < $1";
    Ok(sqlx::query_scalar(text).bind(until.0).fetch_one(&mut **tx).await?)
}

/// Marks updates whose turns are part of this transaction.
///
/// # Errors
/// What the database says; [`StoreError::Raced`] when one of them doesn't wait any more.
pub async fn done(tx: &mut Tx<'_>, update_ids: &[i64]) -> Result<(), StoreError> {
    let rows: Vec<_> = update_ids.iter().map(|id| row![*id]).collect();
    let count = rows.len();
    let after = ") UPDATE inbox SET state = 1 FROM v WHERE inbox.update_id = v.update_id AND inbox.state = 0";
    let marked = write_many(tx, "WITH v(update_id) AS (", after, rows).await?;
    if usize::try_from(marked) == Ok(count) { Ok(()) } else { Err(StoreError::Raced("inbox")) }
}

/// Counts one failure of an update's turn and gives how many there were; none when it doesn't wait any more.
///
/// # Errors
/// What the database says.
pub async fn count_failure(tx: &mut Tx<'_>, update_id: i64) -> Result<Option<i64>, StoreError> {
    let text = "UPDATE inbox SET attempts = attempts + 1 WHERE update_id = $1 AND state = 0 RETURNING attempts";
    Ok(sqlx::query_scalar(text).bind(update_id).fetch_optional(&mut **tx).await?)
}

/// Puts updates aside, so that their lanes go on without them.
///
/// # Errors
/// What the database says.
pub async fn quarantine(tx: &mut Tx<'_>, update_ids: &[i64]) -> Result<(), StoreError> {
    let rows = update_ids.iter().map(|id| row![*id]).collect();
    let after = ") UPDATE inbox SET state = 2 FROM v WHERE inbox.update_id = v.update_id";
    write_many(tx, "WITH v(update_id) AS (", after, rows).await?;
    Ok(())
}

/// Empties the finished updates of these lanes, takes them out of their lanes and leaves of their time the end of its day:
/// nobody can tell any more who said what, or how much. That they came is kept, so that none counts as new again.
///
/// # Errors
/// What the database says.
pub async fn empty(tx: &mut Tx<'_>, lanes: &[i64]) -> Result<(), StoreError> {
    let rows = lanes.iter().map(|lane| row![*lane, DAY]).collect();
    let after = ") UPDATE inbox SET body_sealed = '', lane = 0, stored_at = (stored_at / v.day + 1) * v.day FROM v WHERE inbox.lane = v.lane AND inbox.state <> 0";
    write_many(tx, "WITH v(lane, day) AS (", after, rows).await?;
    Ok(())
}

/// How many updates wait for their turn, and how many are in quarantine.
///
/// # Errors
/// What the database says.
pub async fn count(pool: &sqlx::AnyPool) -> Result<(i64, i64), StoreError> {
    let count = "SELECT CAST(COUNT(*) AS BIGINT) FROM inbox WHERE state";
    let of = |state: i64| sqlx::query_scalar(sqlx::AssertSqlSafe(format!("{count} = {state}"))).fetch_one(pool);
    Ok((of(PENDING).await?, of(QUARANTINED).await?))
}

/// Forgets what was stored before `until` and waits for nothing any more. Gives how many updates that were.
///
/// Must leave at least 48 hours, for as long Telegram may deliver an update again.
///
/// # Errors
/// What the database says.
pub async fn prune(tx: &mut Tx<'_>, until: Moment) -> Result<u64, StoreError> {
    let text = "DELETE FROM inbox WHERE state <> 0 AND stored_at < $1";
    Ok(sqlx::query(text).bind(until.0).execute(&mut **tx).await?.rows_affected())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    async fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("mulin.db").display());
        let store = Store::open(&url, Seal::new([1; 32])).await.unwrap();
        (folder, store)
    }

    fn update(update_id: i64, lane: i64, rank: Rank) -> Arrived {
        Arrived { update_id, lane, rank, quarantined: false, body: format!("{{\"update_id\":{update_id}}}") }
    }

    async fn claimed(store: &Store) -> Vec<i64> {
        let mut tx = store.begin().await.unwrap();
        claim(&mut tx, store.seal(), (64, 1)).await.unwrap().iter().map(|update| update.update_id).collect()
    }

    #[tokio::test]
    async fn each_lane_gives_its_oldest_and_urgent_lanes_go_first() {
        let (_folder, store) = store().await;
        let mut tx = store.begin().await.unwrap();
        let arrived = [
            update(0, 40, Rank::Over),
            update(1, 10, Rank::Normal),
            update(2, 10, Rank::Over),
            update(3, 20, Rank::Normal),
            update(4, 30, Rank::Urgent),
        ];
        assert_eq!(inserting(store.seal(), &arrived, Moment(0)).unwrap().write(&mut tx).await.unwrap(), 5);
        assert_eq!(
            inserting(store.seal(), &arrived, Moment(0)).unwrap().write(&mut tx).await.unwrap(),
            0,
            "known ones are no news"
        );
        tx.commit().await.unwrap();
        assert_eq!(claimed(&store).await, [4, 1, 3, 0]);

        let mut tx = store.begin().await.unwrap();
        done(&mut tx, &[4, 1]).await.unwrap();
        assert_eq!(count_failure(&mut tx, 3).await.unwrap(), Some(1));
        quarantine(&mut tx, &[3]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(claimed(&store).await, [0, 2]);
        let mut tx = store.begin().await.unwrap();
        assert!(matches!(done(&mut tx, &[0, 1]).await, Err(StoreError::Raced("inbox"))), "nothing is done twice");
        assert_eq!(count_failure(&mut tx, 1).await.unwrap(), None);
        tx.rollback().await.unwrap();

        let mut tx = store.begin().await.unwrap();
        empty(&mut tx, &[10]).await.unwrap();
        let left = "SELECT update_id FROM inbox WHERE body_sealed <> '' ORDER BY update_id";
        let left: Vec<i64> = sqlx::query_scalar(left).fetch_all(&mut *tx).await.unwrap();
        assert_eq!(left, [0, 2, 3, 4], "what waits, and what others said, is kept");
        let whose = "SELECT update_id FROM inbox WHERE lane = 10";
        let whose: Vec<i64> = sqlx::query_scalar(whose).fetch_all(&mut *tx).await.unwrap();
        assert_eq!(whose, [2], "nobody can tell whose the emptied ones were");
        tx.commit().await.unwrap();
        assert_eq!(count(store.pool()).await.unwrap(), (2, 1));

        let mut tx = store.begin().await.unwrap();
        assert_eq!(prune(&mut tx, Moment(DAY + 1)).await.unwrap(), 3);
    }
}
