//! Lists of tickets: a person's own, those open in a compound, the queue.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};

use super::super::seal::Seal;
use super::super::sql::{Cell, bind, placeholders};
use super::super::{StoreError, Tx};
use super::unfold;
use crate::domain::id::{Number, PersonId, PlaceId};
use crate::domain::ticket::listing::{Brief, Listing, PAGE, QueueFilter};
use crate::domain::time::Moment;

/// Candidates for "the same problem already reported".
const SIMILAR: i64 = 200;

fn brief(row: &AnyRow, seal: &Seal) -> Result<Brief, StoreError> {
    let (ticket, private) = unfold(row, 0, seal)?;
    Ok(Brief { ticket, words: private.brief })
}

/// A page of the tickets that `condition` selects (its cells are `$1…`), in this order.
async fn page(
    tx: &mut Tx<'_>,
    seal: &Seal,
    (condition, order): (&str, &str),
    cells: &[Cell],
    offset: i64,
) -> Result<Listing, StoreError> {
    let count = format!("SELECT COUNT(*) FROM tickets t WHERE {condition}");
    let mut query = sqlx::query(AssertSqlSafe(count));
    for cell in cells {
        query = bind(query, cell.clone());
    }
    let total: i64 = query.fetch_one(&mut **tx).await?.try_get(0)?;
    let (limit, skip) = (cells.len() + 1, cells.len() + 2);
    let text = format!(
        "SELECT version, fold, private_sealed FROM tickets t WHERE {condition} ORDER BY {order} \
         LIMIT ${limit} OFFSET ${skip}"
    );
    let mut query = sqlx::query(AssertSqlSafe(text));
    for cell in cells {
        query = bind(query, cell.clone());
    }
    let rows = query.bind(PAGE).bind(offset.max(0)).fetch_all(&mut **tx).await?;
    let rows = rows.iter().map(|row| brief(row, seal)).collect::<Result<_, _>>()?;
    Ok(Listing { rows, offset, total })
}

/// The tickets that a person filed or joined, newest first.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn mine(tx: &mut Tx<'_>, seal: &Seal, person: PersonId, offset: i64) -> Result<Listing, StoreError> {
    let condition = "t.reporter = $1 OR t.id IN (SELECT ticket FROM followers WHERE person = $1)";
    page(tx, seal, (condition, "t.id DESC"), &[person.0.into()], offset).await
}

/// The open public tickets of a compound, newest first.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn open_in(tx: &mut Tx<'_>, seal: &Seal, compound: PlaceId, offset: i64) -> Result<Listing, StoreError> {
    let condition = "t.compound = $1 AND t.is_open = 1 AND t.public = 1";
    page(tx, seal, (condition, "t.id DESC"), &[compound.0.into()], offset).await
}

/// Open public tickets of a compound and category filed since `since`, newest first.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn similar(
    tx: &mut Tx<'_>,
    seal: &Seal,
    (compound, category): (PlaceId, &str),
    since: Moment,
) -> Result<Vec<Brief>, StoreError> {
    let text = "SELECT version, fold, private_sealed FROM tickets WHERE compound = $1 AND category = $2 \
                AND filed_at >= $3 AND is_open = 1 AND public = 1 ORDER BY id DESC LIMIT $4";
    let rows =
        sqlx::query(text).bind(compound.0).bind(category).bind(since.0).bind(SIMILAR).fetch_all(&mut **tx).await?;
    rows.iter().map(|row| brief(row, seal)).collect()
}

/// Whose queue it is: the compounds below their scopes, and what must not be shown to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// Compounds with, for each, the parties whose complaints are hidden from them.
    pub compounds: BTreeSet<PlaceId>,
    /// Ids of tickets that rights hide from them.
    pub hidden: BTreeSet<i64>,
}

/// A page of the open tickets below these compounds, urgent ones first, then by next due.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn queue(
    tx: &mut Tx<'_>,
    seal: &Seal,
    whose: &Queue,
    filter: &QueueFilter,
    (offset, now): (i64, Moment),
) -> Result<Listing, StoreError> {
    if whose.compounds.is_empty() {
        return Ok(Listing { offset, ..Listing::default() });
    }
    let mut cells: Vec<Cell> = whose.compounds.iter().map(|place| place.0.into()).collect();
    let mut condition = format!("t.is_open = 1 AND t.compound IN {}", placeholders(1, cells.len()));
    let mut narrow = |text: &str, cell: Option<Cell>| {
        condition.push_str(" AND ");
        condition.push_str(text);
        if let Some(cell) = cell {
            cells.push(cell);
            let _ = write!(condition, "${}", cells.len());
        }
    };
    for id in &whose.hidden {
        narrow("t.id <> ", Some((*id).into()));
    }
    if let Some(lead) = filter.lead {
        narrow("t.lead = ", Some(lead.0.into()));
    }
    if let Some(category) = &filter.category {
        narrow("t.category = ", Some(category.clone().into()));
    }
    if let Some(building) = &filter.building {
        narrow("t.building = ", Some(building.clone().into()));
    }
    if filter.untaken {
        narrow("t.lead = 0", None);
    }
    if filter.urgent {
        narrow("t.urgent = 1", None);
    }
    if filter.overdue {
        narrow("t.next_due < ", Some(now.0.into()));
    }
    page(tx, seal, (&condition, "t.urgent DESC, t.next_due, t.id"), &cells, offset).await
}

/// Open tickets of these compounds about a party: rights decide in memory who may not see them.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn about_parties(
    tx: &mut Tx<'_>,
    seal: &Seal,
    compounds: &BTreeSet<PlaceId>,
) -> Result<Vec<Brief>, StoreError> {
    let cells: Vec<Cell> = compounds.iter().map(|place| place.0.into()).collect();
    let text = "SELECT version, fold, private_sealed FROM tickets WHERE is_open = 1 AND public = 0 AND compound IN";
    let rows = super::super::sql::read_in(&mut **tx, text, &cells, "").await?;
    rows.iter().map(|row| brief(row, seal)).collect()
}

/// A person's tickets that wait for their answer (number and since when they were asked, newest first), and their
/// open ones (newest first, at most a page).
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn asking(
    tx: &mut Tx<'_>,
    seal: &Seal,
    person: PersonId,
) -> Result<(Vec<(Number, Moment)>, Vec<Number>), StoreError> {
    let text = "SELECT version, fold, private_sealed FROM tickets WHERE reporter = $1 AND is_open = 1 \
                ORDER BY id DESC LIMIT 50";
    let rows = sqlx::query(text).bind(person.0).fetch_all(&mut **tx).await?;
    let tickets = rows.iter().map(|row| Ok(unfold(row, 0, seal)?.0)).collect::<Result<Vec<_>, StoreError>>()?;
    let mut asking: Vec<(Number, Moment)> = tickets
        .iter()
        .filter_map(|ticket| {
            let waiting = ticket.waiting.filter(|wait| wait.on == crate::domain::ticket::WaitingFor::Resident)?;
            Some((ticket.number, waiting.since))
        })
        .collect();
    asking.sort_by_key(|(_, since)| std::cmp::Reverse(*since));
    Ok((asking, tickets.iter().map(|ticket| ticket.number).take(6).collect()))
}

/// How many tickets each of these persons filed since `since`.
///
/// # Errors
/// What the database says.
pub async fn filed_since(tx: &mut Tx<'_>, person: PersonId, since: Moment) -> Result<i64, StoreError> {
    let text = "SELECT COUNT(*) FROM tickets WHERE reporter = $1 AND filed_at >= $2";
    Ok(sqlx::query_scalar(text).bind(person.0).bind(since.0).fetch_one(&mut **tx).await?)
}

/// The median days that matters of a category took in a compound since `since`, and of how many.
///
/// # Errors
/// What the database says.
pub async fn usual(
    tx: &mut Tx<'_>,
    (compound, category): (PlaceId, &str),
    since: Moment,
) -> Result<Option<(i64, i64)>, StoreError> {
    let text = "SELECT resolved_at - filed_at FROM tickets WHERE compound = $1 AND category = $2 AND filed_at >= $3 \
                AND resolved_at <> 0 ORDER BY 1";
    let rows = sqlx::query(text).bind(compound.0).bind(category).bind(since.0).fetch_all(&mut **tx).await?;
    let took = rows.iter().map(|row| row.try_get::<i64, _>(0)).collect::<Result<Vec<_>, _>>()?;
    let day = 86_400_000;
    Ok(took.get(took.len() / 2).map(|ms| ((ms + day - 1) / day, i64::try_from(took.len()).unwrap_or(i64::MAX))))
}
