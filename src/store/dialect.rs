//! The few real differences between SQLite and PostgreSQL.

/// A statement waits so long for another process to let go of the database.
const WAITS: &str = "PRAGMA busy_timeout = 5000";

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Embedded: one writer, WAL, every commit on the disk before it counts.
    Sqlite,
    /// A server.
    Postgres,
}

impl Dialect {
    /// The dialect of an address, if it is one we speak.
    #[must_use]
    pub fn of_url(url: &str) -> Option<Self> {
        if url.starts_with("sqlite:") {
            Some(Self::Sqlite)
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Some(Self::Postgres)
        } else {
            None
        }
    }

    /// The dialect of a connection, by what its driver calls itself.
    #[must_use]
    pub(super) fn of_backend(name: &str) -> Self {
        if name == "PostgreSQL" { Self::Postgres } else { Self::Sqlite }
    }

    /// The function that makes a JSON array of its arguments.
    pub(super) const fn json_array(self) -> &'static str {
        match self {
            Self::Sqlite => "json_array",
            Self::Postgres => "json_build_array",
        }
    }

    /// The address with which to connect: a SQLite file is made where there is none.
    #[must_use]
    pub fn connect_url(self, url: &str) -> String {
        match self {
            Self::Sqlite if !url.contains("mode=") => {
                let glue = if url.contains('?') { '&' } else { '?' };
                format!("{url}{glue}mode=rwc")
            }
            _ => url.to_owned(),
        }
    }

    /// The file of a database that lies in one.
    pub(super) fn file(url: &str) -> Option<&std::path::Path> {
        let path = url.strip_prefix("sqlite:")?.split('?').next().unwrap_or_default();
        let path = path.strip_prefix("//").unwrap_or(path);
        (path != ":memory:").then(|| std::path::Path::new(path))
    }

    /// Makes the file of a database that isn't there yet, so that nobody else on the machine may read it.
    ///
    /// # Errors
    /// When the file can't be made.
    pub(super) fn make_private(url: &str) -> std::io::Result<()> {
        use std::os::unix::fs::OpenOptionsExt as _;
        let Some(path) = Self::file(url).filter(|path| !path.exists()) else { return Ok(()) };
        std::fs::OpenOptions::new().append(true).create(true).mode(0o600).open(path).map(drop)
    }

    /// Whether a connection may be gone when it is next needed, so that it pays to ask first.
    pub(super) const fn may_lose_connections(self) -> bool {
        matches!(self, Self::Postgres)
    }

    /// How many connections may write at once.
    pub(super) const fn writers(self) -> u32 {
        match self {
            Self::Sqlite => 1,
            Self::Postgres => 4,
        }
    }

    /// Statements for each new connection.
    pub(super) const fn on_connect(self) -> &'static [&'static str] {
        match self {
            Self::Sqlite => &[
                "PRAGMA journal_mode = WAL",
                "PRAGMA synchronous = FULL",
                "PRAGMA foreign_keys = ON",
                // What is emptied or deleted is to be gone: SQLite leaves its bytes where they lay, unless told so.
                "PRAGMA secure_delete = ON",
                WAITS,
                "PRAGMA cache_size = -65536",
                "PRAGMA temp_store = MEMORY",
            ],
            Self::Postgres => &["SET TIME ZONE 'UTC'"],
        }
    }

    /// What brings the log into the database and empties it, where there is a log that is ours to empty; before it what
    /// keeps it from waiting for readers, after it what lets statements wait again.
    pub(super) const fn empties_log(self) -> Option<(&'static str, &'static str, &'static str)> {
        match self {
            Self::Sqlite => Some(("PRAGMA busy_timeout = 0", "PRAGMA wal_checkpoint(TRUNCATE)", WAITS)),
            Self::Postgres => None,
        }
    }

    /// How a transaction that will write begins.
    pub(super) const fn begin(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::Postgres => "BEGIN",
        }
    }

    /// How a transaction that only reads begins.
    pub(super) const fn begin_reading(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN",
            Self::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
        }
    }
}
