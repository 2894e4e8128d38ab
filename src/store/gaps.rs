//! When Telegram was last asked for updates, and who is told where that was too long ago.

use super::people::{self, language_of};
use super::sql::read;
use super::{StoreError, Tx, timers};
use crate::domain::clocks::Timer;
use crate::domain::gap::Gap;
use crate::domain::id::{ChatId, GapId, PersonId};
use crate::domain::person::Reader;
use crate::domain::time::Moment;
use crate::row;

/// Persons who are told at once.
const PAGE: i64 = 256;

/// Notes that Telegram was asked at `at`, by its own clock. If nobody had asked for so long that updates were lost, that
/// is noted too, and a timer due at `due` has it told; gives what was lost.
///
/// # Errors
/// What the database says.
pub async fn back(tx: &mut Tx<'_>, at: Moment, due: Moment) -> Result<Option<Gap>, StoreError> {
    let last = sqlx::query_scalar("SELECT value FROM counters WHERE name = 'polled'");
    let last: Option<i64> = last.fetch_optional(&mut **tx).await?;
    polled(tx, at).await?;
    let Some(gap) = last.and_then(|last| Gap::between(Moment(last), at)) else { return Ok(None) };
    let text = "INSERT INTO gaps (found_at, since, told_to) VALUES ($1, $2, 0)";
    sqlx::query(text).bind(at.0).bind(gap.from.0).execute(&mut **tx).await?;
    timers::set(tx, Timer::Gap, at.0, due).await?;
    Ok(Some(gap))
}

/// Notes that Telegram was asked at `at`, by its own clock.
///
/// # Errors
/// What the database says.
pub async fn polled(tx: &mut Tx<'_>, at: Moment) -> Result<(), StoreError> {
    let text = "INSERT INTO counters (name, value) VALUES ('polled', $1) \
                ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    sqlx::query(text).bind(at.0).execute(&mut **tx).await?;
    Ok(())
}

/// What was lost, and the last person who was told of it, if anybody was.
///
/// # Errors
/// What the database says.
pub async fn by_id(tx: &mut Tx<'_>, id: GapId) -> Result<Option<(Gap, Option<PersonId>)>, StoreError> {
    let text = ("since, told_to", "FROM gaps WHERE found_at = $1");
    let rows: Vec<(i64, i64)> = read(tx, text, row![id.0]).await?;
    let gap = |(since, told_to)| {
        let told_to = people::none_if_zero(told_to, PersonId);
        Gap::between(Moment(since), Moment(id.0)).map(|gap| (gap, told_to))
    };
    Ok(rows.into_iter().find_map(gap))
}

/// How long updates were lost between `from` and `until`, in ms.
///
/// # Errors
/// What the database says.
pub async fn lost_within(tx: &mut Tx<'_>, (from, until): (Moment, Moment)) -> Result<i64, StoreError> {
    let text = ("since, found_at", "FROM gaps WHERE since < $1 AND found_at > $2");
    let rows: Vec<(i64, i64)> = read(tx, text, row![until.0, from.0]).await?;
    let gaps = rows.into_iter().filter_map(|(since, found_at)| Gap::between(Moment(since), Moment(found_at)));
    Ok(gaps.map(|gap| (gap.until.0.min(until.0) - gap.from.0.max(from.0)).max(0)).sum())
}

/// Everyone up to `last` was told.
///
/// # Errors
/// What the database says.
pub async fn told_to(tx: &mut Tx<'_>, id: GapId, last: PersonId) -> Result<(), StoreError> {
    sqlx::query("UPDATE gaps SET told_to = $1 WHERE found_at = $2").bind(last.0).bind(id.0).execute(&mut **tx).await?;
    Ok(())
}

/// Who may have said something that was lost: those with a draft, with a matter that is open or whose outcome is asked
/// for, with a post, and those who talked with us on the day of `since` or later; a page of them after `last`, by id.
///
/// # Errors
/// What the database says.
pub async fn audience(tx: &mut Tx<'_>, since: Moment, last: PersonId) -> Result<Vec<Reader>, StoreError> {
    let rest = "FROM persons p JOIN chats c ON c.id = p.chat WHERE p.id > $1 AND c.reachable = 1 AND ( \
                EXISTS (SELECT 1 FROM timers d WHERE d.kind = $2 AND d.object = p.id) \
                OR EXISTS (SELECT 1 FROM tickets t WHERE t.reporter = p.id \
                AND (t.is_open = 1 OR t.state = 'resolved')) \
                OR EXISTS (SELECT 1 FROM grants g WHERE g.person = p.id) \
                OR EXISTS (SELECT 1 FROM sessions s WHERE s.person = p.id AND s.changed_at >= $3)) \
                ORDER BY p.id LIMIT $4";
    let cells = row![last.0, Timer::DraftEnds.code(), since.day().0, PAGE];
    let persons: Vec<(i64,)> = read(tx, ("p.id", rest), cells).await?;
    let persons: Vec<PersonId> = persons.into_iter().map(|(person,)| PersonId(person)).collect();
    Ok(people::readers(tx, &persons).await?.into_values().collect())
}

/// Every staff chat that can be written to.
///
/// # Errors
/// What the database says.
pub async fn staff_chats(tx: &mut Tx<'_>) -> Result<Vec<Reader>, StoreError> {
    let rest = "FROM chats WHERE used <> '' AND used = 'staff' AND reachable = 1 ORDER BY id";
    let rows: Vec<(i64, String)> = read(tx, ("id, language", rest), Vec::new()).await?;
    let reader =
        |(chat, language): (i64, String)| Reader::desk(ChatId(chat), language_of(&language).unwrap_or_default(), true);
    Ok(rows.into_iter().map(reader).collect())
}
