//! Lists of tickets: a person's own, those open in a compound, the queue.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use sqlx::AssertSqlSafe;

use super::super::people;
use super::super::seal::Seal;
use super::super::sql::{Cell, bind, read, read_in};
use super::super::{StoreError, Tx};
use super::{FOLDED, unfold};
use crate::domain::id::{Number, PersonId, PlaceId};
use crate::domain::role::Grant;
use crate::domain::ticket::listing::{Brief, COUNTED, Listing, PAGE, QUEUE_PAGE, QueueFilter};
use crate::domain::ticket::{Party, State, WaitingFor};
use crate::domain::time::Moment;
use crate::row;

/// Candidates for "the same problem already reported".
const SIMILAR: i64 = 12;
/// How many of a person's open tickets a turn may offer at once.
const A_PAGE: usize = 6;

/// The briefs of rows of [`FOLDED`].
fn briefs(rows: Vec<(i64, String, String)>, seal: &Seal) -> Result<Vec<Brief>, StoreError> {
    let brief = |row| {
        let (ticket, private) = unfold(row, seal)?;
        Ok(Brief { ticket, words: private.brief })
    };
    rows.into_iter().map(brief).collect()
}

/// A page of the tickets that `condition` selects (its cells are `$1…`), in this order. Both come along an index in that order
/// and are read no further than anybody looks, so that a page costs the same however long the list is.
async fn page(
    tx: &mut Tx<'_>,
    seal: &Seal,
    (condition, order): (&str, &str),
    cells: &[Cell],
    (offset, length): (i64, i64),
) -> Result<Listing, StoreError> {
    let (limit, skip) = (cells.len() + 1, cells.len() + 2);
    let most = COUNTED.max(offset + length);
    let selected = format!("FROM tickets t WHERE {condition} ORDER BY {order} LIMIT ${limit}");
    let count = format!("SELECT COUNT(*) FROM (SELECT 1 {selected}) AS counted");
    let query = cells.iter().cloned().chain(row![most + 1]).fold(sqlx::query(AssertSqlSafe(count)), bind);
    let counted: i64 = sqlx::Row::try_get(&query.fetch_one(&mut **tx).await?, 0)?;
    let rest = format!("{selected} OFFSET ${skip}");
    let cells = cells.iter().cloned().chain(row![length, offset.max(0)]).collect();
    let rows = briefs(read(tx, (FOLDED, &rest), cells).await?, seal)?;
    Ok(Listing { rows, offset, total: counted.min(most), beyond: counted > most, ..Listing::default() })
}

/// The tickets that a person filed or joined, newest first.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn mine(tx: &mut Tx<'_>, seal: &Seal, person: PersonId, offset: i64) -> Result<Listing, StoreError> {
    // An OR of the two would have PostgreSQL read every ticket.
    let condition = "t.id IN (SELECT id FROM tickets WHERE reporter = $1 \
                     UNION SELECT ticket FROM followers WHERE person = $1)";
    page(tx, seal, (condition, "t.id DESC"), &[person.0.into()], (offset, PAGE)).await
}

/// The open public tickets of a compound, newest first.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn open_in(tx: &mut Tx<'_>, seal: &Seal, compound: PlaceId, offset: i64) -> Result<Listing, StoreError> {
    let condition = "t.compound = $1 AND t.is_open = 1 AND t.public = 1";
    page(tx, seal, (condition, "t.id DESC"), &[compound.0.into()], (offset, PAGE)).await
}

/// Open public tickets of a compound and category filed since `since` that may be of this building: those that say so
/// first, then those of which no building is shown; newest first. Without a building, of any.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn similar(
    tx: &mut Tx<'_>,
    seal: &Seal,
    (compound, category, building): (PlaceId, &str, Option<&str>),
    since: Moment,
) -> Result<Vec<Brief>, StoreError> {
    let rest = "FROM tickets WHERE compound = $1 AND category = $2 AND filed_at >= $3 AND is_open = 1 AND public = 1 \
                AND ($4 = '' OR building = $4 OR building = '' OR reporter = 0) \
                ORDER BY CASE WHEN building = $4 THEN 0 ELSE 1 END, filed_at DESC, id DESC LIMIT $5";
    let cells = row![compound.0, category, since.0, building.unwrap_or_default(), SIMILAR];
    briefs(read(tx, (FOLDED, rest), cells).await?, seal)
}

/// Whose queue it is: the compounds below their scopes, and what must not be shown to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// Compounds whose tickets they read.
    pub compounds: BTreeSet<PlaceId>,
    /// For a party, the compounds in which complaints about it are kept from them.
    pub hidden: BTreeMap<Party, BTreeSet<PlaceId>>,
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
    let mut cells: Vec<Cell> = Vec::new();
    let places = listed(&mut cells, &whose.compounds);
    // Of many compounds the page is found by walking all that is open in its order; by compound it would be sorted.
    let walked = if whose.compounds.len() > 1 { "+" } else { "" };
    let mut condition = format!("t.is_open = 1 AND {walked}t.compound IN ({places})");
    for (party, compounds) in &whose.hidden {
        cells.push(party.code().into());
        let (party, places) = (cells.len(), listed(&mut cells, compounds));
        let _ = write!(condition, " AND NOT (t.against = ${party} AND t.compound IN ({places}))");
    }
    let mut narrow = |text: &str, cell: Option<Cell>| {
        condition.push_str(" AND ");
        condition.push_str(text);
        if let Some(cell) = cell {
            cells.push(cell);
            let _ = write!(condition, "${}", cells.len());
        }
    };
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
        // Walked in the queue's order, in which what is overdue comes first, and not sorted anew.
        narrow("+t.next_due < ", Some(now.0.into()));
    }
    let order = "t.urgent DESC, t.next_due, t.id";
    let mut listing = page(tx, seal, (&condition, order), &cells, (offset, QUEUE_PAGE)).await?;
    let leads: BTreeSet<PersonId> = listing.rows.iter().filter_map(|brief| brief.ticket.lead).collect();
    let held = people::grants(tx, seal, &leads.into_iter().collect::<Vec<_>>()).await?;
    let called = |(person, grants): (PersonId, Vec<Grant>)| {
        people::named_as(&grants).map(|grant| (person, (grant.role, grant.name.clone())))
    };
    listing.leads = held.into_iter().filter_map(called).collect();
    Ok(listing)
}

/// Adds these places to the cells; gives their parameters.
fn listed(cells: &mut Vec<Cell>, places: &BTreeSet<PlaceId>) -> String {
    let first = cells.len() + 1;
    cells.extend(places.iter().map(|place| Cell::from(place.0)));
    (first..=cells.len()).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ")
}

/// The open tickets that a person leads, oldest first.
///
/// # Errors
/// What the database says.
pub async fn led(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Number>, StoreError> {
    let text = "SELECT number FROM tickets WHERE lead = $1 AND is_open = 1 ORDER BY number";
    let numbers: Vec<i64> = sqlx::query_scalar(text).bind(person.0).fetch_all(&mut **tx).await?;
    Ok(numbers.into_iter().map(Number).collect())
}

/// What a person's open tickets ask of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asking {
    /// Those that wait for the person's answer, and since when they were asked; newest first.
    pub asked: Vec<(Number, Moment)>,
    /// All that are open, newest first, at most a page.
    pub open: Vec<Number>,
    /// Those said to be done, of which it is asked whether they are; newest first.
    pub resolved: Vec<Number>,
}

/// What the open and the resolved tickets of each of these persons ask of them; one without any is missing.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn asking(
    tx: &mut Tx<'_>,
    seal: &Seal,
    persons: &BTreeSet<PersonId>,
) -> Result<BTreeMap<PersonId, Asking>, StoreError> {
    let from = "FROM tickets WHERE (is_open = 1 OR state = 'resolved') AND reporter IN";
    let rows = read_in(tx, (FOLDED, from), persons.iter().map(|person| person.0), "ORDER BY id DESC").await?;
    let mut found: BTreeMap<PersonId, Asking> = BTreeMap::new();
    for row in rows {
        let (ticket, _) = unfold(row, seal)?;
        let Some(reporter) = ticket.reporter else { continue };
        let of_person = found.entry(reporter).or_default();
        if let Some(wait) = ticket.waiting.filter(|wait| wait.on == WaitingFor::Resident) {
            of_person.asked.push((ticket.number, wait.since));
        }
        if ticket.state == State::Resolved {
            of_person.resolved.push(ticket.number);
            continue;
        }
        if of_person.open.len() < A_PAGE {
            of_person.open.push(ticket.number);
        }
    }
    for of_person in found.values_mut() {
        of_person.asked.sort_by_key(|(_, since)| std::cmp::Reverse(*since));
    }
    Ok(found)
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
    let columns = "took, among";
    let rest = "FROM (SELECT resolved_at - filed_at AS took, COUNT(*) OVER () AS among, \
                ROW_NUMBER() OVER (ORDER BY resolved_at - filed_at) AS nth FROM tickets \
                WHERE compound = $1 AND category = $2 AND filed_at >= $3 AND resolved_at <> 0) AS done \
                WHERE nth = among / 2 + 1";
    let middle: Vec<(i64, i64)> = read(tx, (columns, rest), row![compound.0, category, since.0]).await?;
    let day = 86_400_000;
    Ok(middle.first().map(|(took, among)| ((took + day - 1) / day, *among)))
}
