//! Statements over many rows: multi-row inserts and padded IN lists, in chunks of 64, 8 and 1 so that few texts are
//! prepared.

use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe};

/// A value of one of the two types both databases share.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// Chunk sizes that are prepared.
const CHUNKS: [usize; 3] = [64, 8, 1];

/// Binds a cell.
pub fn bind(query: Query<'_, Any, AnyArguments>, cell: Cell) -> Query<'_, Any, AnyArguments> {
    match cell {
        Cell::Int(n) => query.bind(n),
        Cell::Text(text) => query.bind(text),
    }
}

/// `($1,$2),($3,$4)` for so many rows of so many columns.
#[must_use]
pub fn placeholders(rows: usize, columns: usize) -> String {
    let mut text = String::with_capacity(rows * columns * 5);
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ",(" });
        for column in 0..columns {
            if column > 0 {
                text.push(',');
            }
            text.push('$');
            text.push_str(&(row * columns + column + 1).to_string());
        }
        text.push(')');
    }
    text
}

/// Runs `before VALUES-list after` for all rows (each as long as the first) and counts the rows it touched.
///
/// `before` ends with `VALUES` or opens a `WITH v(…) AS (VALUES`; `after` is what follows the list.
///
/// # Errors
/// What the database says.
pub async fn write_many(
    connection: &mut sqlx::AnyConnection,
    before: &str,
    after: &str,
    rows: Vec<Vec<Cell>>,
) -> Result<u64, sqlx::Error> {
    let mut touched = 0;
    let mut rows = rows.into_iter().peekable();
    let columns = rows.peek().map_or(0, Vec::len);
    let mut left = rows.len();
    while left > 0 {
        let take = CHUNKS.into_iter().find(|size| *size <= left).unwrap_or(1);
        let text = format!("{before} {} {after}", placeholders(take, columns));
        let mut query = sqlx::query(AssertSqlSafe(text));
        for cell in rows.by_ref().take(take).flatten() {
            query = bind(query, cell);
        }
        touched += query.execute(&mut *connection).await?.rows_affected();
        left -= take;
    }
    Ok(touched)
}

/// The rows of `before (…) after` for all of `wanted`: an IN list, padded by repeating its last member.
///
/// # Errors
/// What the database says.
pub async fn read_in<'e, E>(
    executor: &mut E,
    before: &str,
    wanted: &[Cell],
    after: &str,
) -> Result<Vec<AnyRow>, sqlx::Error>
where
    for<'c> &'c mut E: sqlx::Executor<'c, Database = Any>,
    E: 'e,
{
    let mut found = Vec::new();
    for chunk in wanted.chunks(CHUNKS[0]) {
        let size = CHUNKS.into_iter().rev().find(|size| *size >= chunk.len()).unwrap_or(CHUNKS[0]);
        let text = format!("{before} {} {after}", placeholders(1, size));
        let mut query = sqlx::query(AssertSqlSafe(text));
        let last = chunk.last().into_iter().cycle();
        let padded = chunk.iter().chain(last).take(size);
        for cell in padded {
            query = bind(query, cell.clone());
        }
        found.extend(query.fetch_all(&mut *executor).await?);
    }
    Ok(found)
}
