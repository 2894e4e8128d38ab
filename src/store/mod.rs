//! What is kept: sqlx over SQLite or PostgreSQL, one set of queries. The only room with SQL.
//!
//! Reads may use the pool; everything that changes goes through one transaction of [`Store::begin`]. Columns whose
//! names end in `_sealed` are closed with [`seal::Seal`] before they get here.

use std::borrow::Cow;
use std::sync::Arc;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyPool, SqlStr};

pub mod announcements;
pub mod board;
pub mod chats;
pub mod checks;
pub mod desk;
pub mod dialect;
pub mod digests;
pub mod figures;
pub mod gaps;
pub mod gauges;
pub mod households;
pub mod inbox;
pub mod invites;
pub mod ledger;
pub mod media;
pub mod meetings;
pub mod messages;
pub mod outbox;
pub mod people;
pub mod places;
pub mod polls;
pub mod projects;
pub mod quotas;
pub mod seal;
pub mod sql;
pub mod switches;
pub mod tasks;
pub mod tickets;
pub mod timers;
pub mod vault;

use dialect::Dialect;
use seal::Seal;

/// A transaction.
pub type Tx<'a> = sqlx::Transaction<'a, sqlx::Any>;

/// Every migration in order: number, name, text.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "front door", include_str!("../../migrations/0001_front_door.sql")),
    (2, "privacy", include_str!("../../migrations/0002_privacy.sql")),
    (3, "micro tasks", include_str!("../../migrations/0003_micro_tasks.sql")),
    (4, "figures", include_str!("../../migrations/0004_figures.sql")),
    (5, "announcements", include_str!("../../migrations/0005_announcements.sql")),
    (6, "meetings", include_str!("../../migrations/0006_meetings.sql")),
    (7, "long lists", include_str!("../../migrations/0007_long_lists.sql")),
    (8, "gaps", include_str!("../../migrations/0008_gaps.sql")),
    (9, "rich", include_str!("../../migrations/0009_rich.sql")),
    (10, "households", include_str!("../../migrations/0010_households.sql")),
    (11, "ledger", include_str!("../../migrations/0011_ledger.sql")),
    (12, "projects", include_str!("../../migrations/0012_projects.sql")),
    (13, "votes", include_str!("../../migrations/0013_votes.sql")),
    (14, "close_out", include_str!("../../migrations/0014_close_out.sql")),
    (15, "task counts", include_str!("../../migrations/0015_task_counts.sql")),
    (16, "votes sealed", include_str!("../../migrations/0016_votes_sealed.sql")),
];

/// Why the database can't be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address is no SQLite or PostgreSQL one.
    #[error("DATABASE_URL: {0}")]
    Address(String),
    /// The database was sealed with another key.
    #[error("MULIN_KEY_FILE: this database was sealed with another key")]
    WrongKey,
    /// Nothing can be sealed.
    #[error(transparent)]
    NoDice(#[from] seal::NoDice),
    /// A sealed value can't be opened.
    #[error(transparent)]
    Broken(#[from] seal::Broken),
    /// A migration failed.
    #[error("migration: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The database said no.
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
    /// A row that was read has meanwhile been changed by another: the whole transaction is to be made anew.
    #[error("somebody else changed {0} first")]
    Raced(&'static str),
    /// A stored value isn't what the program writes.
    #[error("{0} holds what this program doesn't write")]
    Foreign(&'static str),
}

impl From<serde_json::Error> for StoreError {
    fn from(_: serde_json::Error) -> Self {
        Self::Foreign("a JSON column")
    }
}

/// How the database of an address is reached.
fn reach(url: &str) -> Result<(Dialect, AnyConnectOptions), StoreError> {
    sqlx::any::install_default_drivers();
    let dialect =
        Dialect::of_url(url).ok_or_else(|| StoreError::Address("must begin with sqlite: or postgres:".to_owned()))?;
    Dialect::make_private(url).map_err(|wrong| StoreError::Address(wrong.to_string()))?;
    let options: AnyConnectOptions =
        dialect.connect_url(url).parse().map_err(|wrong: sqlx::Error| StoreError::Address(wrong.to_string()))?;
    Ok((dialect, options))
}

/// The database.
#[derive(Clone, Debug)]
pub struct Store {
    writer: AnyPool,
    readers: AnyPool,
    dialect: Dialect,
    seal: Arc<Seal>,
}

impl Store {
    /// Opens the database, brings its tables up to date and holds the key against the one it was sealed with.
    ///
    /// # Errors
    /// [`StoreError::Address`] for an address we can't use or reach, [`StoreError::WrongKey`], or what the migration says.
    pub async fn open(url: &str, seal: Seal) -> Result<Self, StoreError> {
        let (dialect, options) = reach(url)?;
        let pool = |size| {
            AnyPoolOptions::new()
                .max_connections(size)
                .acquire_timeout(std::time::Duration::from_secs(10))
                .test_before_acquire(dialect.may_lose_connections())
                .after_connect(move |connection, _| {
                    Box::pin(async move {
                        for statement in dialect.on_connect() {
                            sqlx::query(*statement).execute(&mut *connection).await?;
                        }
                        Ok(())
                    })
                })
                .connect_with(options.clone())
        };
        let unreachable = |wrong: sqlx::Error| StoreError::Address(wrong.to_string());
        let writer = pool(dialect.writers()).await.map_err(unreachable)?;
        let readers = pool(4).await.map_err(unreachable)?;
        let store = Self { writer, readers, dialect, seal: Arc::new(seal) };
        store.migrate().await?;
        store.check_key().await?;
        Ok(store)
    }

    /// Whether there may be a database at an address: of a file it is known without opening it.
    #[must_use]
    pub fn is_there(url: &str) -> bool {
        Dialect::file(url).is_none_or(std::path::Path::exists)
    }

    /// An empty database in memory, for what is only looked at. One connection alone sees it, so it can't be read from
    /// beside a transaction of [`Store::begin`].
    ///
    /// # Errors
    /// When there is no memory for it.
    pub async fn imagined() -> Result<Self, StoreError> {
        Self::open("sqlite::memory:", Seal::new([0; 32])).await
    }

    /// Whether a key has sealed the database already. One that can't be asked yet was not.
    ///
    /// # Errors
    /// [`StoreError::Address`] for an address we can't use or reach.
    pub async fn is_sealed(url: &str) -> Result<bool, StoreError> {
        let (_, options) = reach(url)?;
        let unreachable = |wrong: sqlx::Error| StoreError::Address(wrong.to_string());
        let pool = AnyPoolOptions::new().max_connections(1).connect_with(options).await.map_err(unreachable)?;
        let key = sqlx::query_scalar::<_, String>("SELECT value FROM settings WHERE name = 'key'");
        let sealed = key.fetch_optional(&pool).await.is_ok_and(|key| key.is_some());
        pool.close().await;
        Ok(sealed)
    }

    async fn migrate(&self) -> Result<(), StoreError> {
        let migrations: Vec<Migration> = MIGRATIONS
            .iter()
            .map(|(version, name, text)| {
                let (name, text) = (Cow::Borrowed(*name), SqlStr::from_static(text));
                Migration::new(*version, name, MigrationType::Simple, text, false)
            })
            .collect();
        Migrator { migrations: Cow::Owned(migrations), ..Migrator::DEFAULT }.run(&self.writer).await?;
        Ok(())
    }

    /// The first to open a database leaves its key's fingerprint; everyone later must have the same key.
    async fn check_key(&self) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sqlx::query("INSERT INTO settings (name, value) VALUES ('key', $1) ON CONFLICT (name) DO NOTHING")
            .bind(self.seal.fingerprint())
            .execute(&mut *tx)
            .await?;
        let stored: String =
            sqlx::query_scalar("SELECT value FROM settings WHERE name = 'key'").fetch_one(&mut *tx).await?;
        tx.commit().await?;
        if stored == self.seal.fingerprint() { Ok(()) } else { Err(StoreError::WrongKey) }
    }

    /// A pool to read from.
    #[must_use]
    pub const fn pool(&self) -> &AnyPool {
        &self.readers
    }

    /// The key that closes and opens what people wrote.
    #[must_use]
    pub fn seal(&self) -> &Seal {
        &self.seal
    }

    /// What differs between the databases.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// A transaction that may write; on SQLite it holds the one write lock from its first moment.
    ///
    /// # Errors
    /// When the database can't be reached or stays locked.
    pub async fn begin(&self) -> Result<Tx<'_>, sqlx::Error> {
        self.writer.begin_with(self.dialect.begin()).await
    }

    /// A transaction that only reads: all of it sees the database as it was at one moment, and holds up no writer.
    ///
    /// # Errors
    /// When the database can't be reached.
    pub async fn read(&self) -> Result<Tx<'_>, sqlx::Error> {
        self.readers.begin_with(self.dialect.begin_reading()).await
    }

    /// Empties SQLite's log, where older states of rows lie until others take their place: what was emptied or deleted
    /// is nowhere on the disk then. While somebody reads an older state it does nothing; gives whether nobody did.
    ///
    /// # Errors
    /// When the database can't be reached.
    pub async fn empty_log(&self) -> Result<bool, StoreError> {
        let Some((at_once, empty, patiently)) = self.dialect.empties_log() else { return Ok(true) };
        // Whoever reads may be about to write and wait for this very connection: to wait for them holds up everybody.
        let mut writer = self.writer.acquire().await?;
        sqlx::query(at_once).execute(&mut *writer).await?;
        let kept: Result<i64, _> = sqlx::query_scalar(empty).fetch_one(&mut *writer).await;
        sqlx::query(patiently).execute(&mut *writer).await?;
        Ok(kept? == 0)
    }

    /// Closes the pools; SQLite folds its log into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn nobody_else_on_the_machine_may_read_a_new_database() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mulin.db");
        let store = Store::open(&format!("sqlite:{}", path.display()), Seal::new([1; 32])).await.unwrap();
        for file in std::fs::read_dir(folder.path()).unwrap() {
            let file = file.unwrap();
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o077, 0, "{:?}", file.path());
        }
        store.close().await;
    }
}
