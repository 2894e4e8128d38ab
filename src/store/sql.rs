//! Sets of rows in one statement, whatever their number: as one JSON text in, and one out.
//!
//! A row that crosses the driver alone wakes two threads, and each placeholder is searched for by its name; both cost
//! more than the row itself. `->>` and `json_each` over an object mean the same on both databases.

use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};
use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, AssertSqlSafe};

use super::StoreError;
use super::dialect::Dialect;

/// A value of one of the two types both databases share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// BIGINT.
    Int(i64),
    /// TEXT.
    Text(String),
}

impl From<i64> for Cell {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}
impl From<bool> for Cell {
    fn from(yes: bool) -> Self {
        Self::Int(i64::from(yes))
    }
}
impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// `row![1, "a"]`: the cells of a row.
#[macro_export]
macro_rules! row {
    ($($cell:expr),* $(,)?) => { vec![$($crate::store::sql::Cell::from($cell)),*] };
}

/// Binds a cell.
pub fn bind(query: Query<'_, Any, AnyArguments>, cell: Cell) -> Query<'_, Any, AnyArguments> {
    match cell {
        Cell::Int(n) => query.bind(n),
        Cell::Text(text) => query.bind(text),
    }
}

/// What a row is looked for by: a value, or a pair of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(Vec<Cell>);

impl From<i64> for Key {
    fn from(n: i64) -> Self {
        Self(row![n])
    }
}
impl From<String> for Key {
    fn from(text: String) -> Self {
        Self(row![text])
    }
}
impl From<(i64, i64)> for Key {
    fn from((one, other): (i64, i64)) -> Self {
        Self(row![one, other])
    }
}

/// Rows as an object `{"0": […], "1": […]}`: the one form that both databases take apart alike.
struct Table<'a>(&'a [Vec<Cell>]);

impl Serialize for Table<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().enumerate())
    }
}

/// A SELECT of rows like this one out of the JSON text that is bound as this parameter.
fn unpacked(like: &[Cell], parameter: usize) -> String {
    let column = |(at, cell): (usize, &Cell)| match cell {
        Cell::Int(_) => format!("CAST(value ->> {at} AS BIGINT)"),
        Cell::Text(_) => format!("value ->> {at}"),
    };
    let columns: Vec<String> = like.iter().enumerate().map(column).collect();
    // Without a WHERE, SQLite takes what follows an INSERT … SELECT … ON for a join.
    format!("SELECT {} FROM json_each(json(${parameter})) WHERE true", columns.join(", "))
}

/// A statement that writes many rows, complete: it can be made before the connection is there that is to run it.
#[derive(Debug)]
pub struct Many(Option<(String, String)>);

impl Many {
    /// `before SELECT-of-rows after` for all rows, each with cells of the types of the first; nothing without rows.
    ///
    /// `before` is an `INSERT INTO t (…)`, or opens a `WITH v(…) AS (` that `after` closes.
    ///
    /// # Errors
    /// When the rows can't be put as JSON.
    pub fn new(before: &str, after: &str, rows: &[Vec<Cell>]) -> Result<Self, StoreError> {
        let Some(first) = rows.first() else { return Ok(Self(None)) };
        let text = format!("{before} {} {after}", unpacked(first, 1));
        Ok(Self(Some((text, serde_json::to_string(&Table(rows))?))))
    }

    /// Runs it, and counts the rows it touched.
    ///
    /// # Errors
    /// What the database says.
    pub async fn write(self, connection: &mut AnyConnection) -> Result<u64, StoreError> {
        let Some((text, rows)) = self.0 else { return Ok(0) };
        Ok(sqlx::query(AssertSqlSafe(text)).bind(rows).execute(connection).await?.rows_affected())
    }
}

/// Makes a [`Many`] and runs it.
///
/// # Errors
/// What the database says.
pub async fn write_many(
    connection: &mut AnyConnection,
    before: &str,
    after: &str,
    rows: Vec<Vec<Cell>>,
) -> Result<u64, StoreError> {
    Many::new(before, after, &rows)?.write(connection).await
}

/// The rows of `SELECT columns rest`, whose parameters are these cells.
///
/// # Errors
/// What the database says; [`StoreError::Foreign`] when a row isn't what is asked for.
pub async fn read<T: DeserializeOwned>(
    connection: &mut AnyConnection,
    (columns, rest): (&str, &str),
    cells: Vec<Cell>,
) -> Result<Vec<T>, StoreError> {
    let array = Dialect::of_backend(connection.backend_name()).json_array();
    let text = format!(
        "SELECT '[' || COALESCE(string_agg(CAST(line AS TEXT), ','), '') || ']' \
         FROM (SELECT {array}({columns}) AS line {rest}) AS lines"
    );
    let query = cells.into_iter().fold(sqlx::query(AssertSqlSafe(text)), bind);
    let rows: String = sqlx::Row::try_get(&query.fetch_one(connection).await?, 0)?;
    Ok(serde_json::from_str(&rows)?)
}

/// The rows of `SELECT columns from (wanted) after`, where `from` ends in `IN`. Without anything wanted it asks nothing.
///
/// # Errors
/// As [`read`].
pub async fn read_in<T: DeserializeOwned>(
    connection: &mut AnyConnection,
    (columns, from): (&str, &str),
    wanted: impl IntoIterator<Item = impl Into<Key>>,
    after: &str,
) -> Result<Vec<T>, StoreError> {
    let wanted: Vec<Key> = wanted.into_iter().map(Into::into).collect();
    read_in_with(connection, (columns, from), wanted, (after, Vec::new())).await
}

/// The same where `after` has parameters of its own, from `$2` on.
///
/// # Errors
/// As [`read`].
pub async fn read_in_with<T: DeserializeOwned>(
    connection: &mut AnyConnection,
    (columns, from): (&str, &str),
    wanted: Vec<Key>,
    (after, more): (&str, Vec<Cell>),
) -> Result<Vec<T>, StoreError> {
    let wanted: Vec<Vec<Cell>> = wanted.into_iter().map(|key| key.0).collect();
    let Some(first) = wanted.first() else { return Ok(Vec::new()) };
    let rest = format!("{from} ({}) {after}", unpacked(first, 1));
    let table = serde_json::to_string(&Table(&wanted))?;
    read(connection, (columns, &rest), [row![table], more].concat()).await
}

/// Writes an object's `columns` if it's still in the version that was read, and counts that version up.
///
/// # Errors
/// [`StoreError::Raced`], of `what`, when it isn't.
pub async fn advance(
    connection: &mut AnyConnection,
    (table, columns, what): (&str, &str, &'static str),
    (id, version): (i64, i64),
    cells: Vec<Cell>,
) -> Result<(), StoreError> {
    let set: Vec<String> =
        columns.split(", ").enumerate().map(|(at, column)| format!("{column} = ${}", at + 3)).collect();
    let text = format!("UPDATE {table} SET version = version + 1, {} WHERE id = $1 AND version = $2", set.join(", "));
    let query = sqlx::query(AssertSqlSafe(text)).bind(id).bind(version);
    match cells.into_iter().fold(query, bind).execute(connection).await?.rows_affected() {
        1 => Ok(()),
        _ => Err(StoreError::Raced(what)),
    }
}

/// An event's kind and body as they are stored: the kind is its tag, `what`.
///
/// # Errors
/// [`StoreError::Foreign`] when it has no tag; when it can't be put as JSON.
pub fn tagged(event: &impl Serialize) -> Result<(String, String), StoreError> {
    let body = serde_json::to_value(event)?;
    let kind = body.get("what").and_then(serde_json::Value::as_str);
    Ok((kind.ok_or(StoreError::Foreign("an event"))?.to_owned(), body.to_string()))
}
