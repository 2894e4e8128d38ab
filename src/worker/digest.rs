//! A compound's week and the figures of many, put together for the turn that says them.

use std::collections::BTreeSet;

use crate::conversation::facts::{Estate, StatsFacts, WeekFacts};
use crate::domain::chat::ChatUse;
use crate::domain::digest::{Data, OpenVote, Posting, Week, Works};
use crate::domain::figures::Day;
use crate::domain::fund::ledger::Kind;
use crate::domain::fund::ledger::quarter::Turnover;
use crate::domain::id::{PersonId, PlaceId};
use crate::domain::meeting::round::{self, Rhythm};
use crate::domain::micro_task::listing::{TaskBrief, TaskFilter};
use crate::domain::micro_task::{Posting as Span, Stage};
use crate::domain::place::PlaceKind;
use crate::domain::time::Moment;
use crate::domain::vote::poll::{Phase, Told};
use crate::store::{Store, StoreError, Tx, desk, digests, figures, ledger, meetings, polls, tasks};

/// What a week of a compound holds, and who reads it; whether this person subscribed, or for the clock all who did.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn week(
    tx: &mut Tx<'_>,
    (store, estate): (&Store, &Estate),
    (place, week): (PlaceId, Week),
    person: Option<PersonId>,
    now: Moment,
) -> Result<WeekFacts, StoreError> {
    let here = BTreeSet::from([place]);
    let (_, chats) = desk::of_scopes(tx, store.seal(), &here).await?;
    let is_group = |used| used == ChatUse::Residents;
    let groups = chats.into_iter().filter(|(binding, reader)| is_group(binding.used) && reader.reachable);
    let (subscribers, subscribed) = match person {
        Some(person) => (Vec::new(), digests::subscribed(tx, (place, person)).await?),
        None => (digests::subscribers(tx, place).await?, false),
    };
    Ok(WeekFacts {
        data: data(tx, (store, estate), (place, week), now).await?,
        said: digests::is_said(tx, (place, week)).await?,
        groups: groups.map(|(_, reader)| reader).collect(),
        subscribers,
        subscribed,
    })
}

/// What a week of a compound holds. What stands now (open tickets, postings, the next meeting) is said of the last week
/// only.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn data(
    tx: &mut Tx<'_>,
    (store, estate): (&Store, &Estate),
    (place, week): (PlaceId, Week),
    now: Moment,
) -> Result<Data, StoreError> {
    let here = BTreeSet::from([place]);
    let (from, until) = week.days();
    let window = (from.begins(), until.begins());
    let (moved, struck_off) = tasks::movement(tx, place, window).await?;
    let resolutions = meetings::resolved(tx, place, window).await?;
    let mut data = Data {
        figures: figures::of(tx, &here, week.days()).await?,
        works: (moved > 0).then_some(Works { moved, struck_off }),
        resolutions: (resolutions > 0).then_some(resolutions),
        fund: Box::pin(fund(tx, (store, estate), place, window)).await?,
        ..Data::default()
    };
    if week == Week::last_due(now) {
        data.open = Some(figures::standing(tx, &here).await?.still_open());
        data.votes = votes(tx, store, place).await?;
        data.postings = postings(tx, (store, estate), (place, now)).await?;
        data.meeting = match meetings::latest(tx, place).await? {
            Some(_) => next_meeting(estate, now),
            None => None,
        };
    }
    Ok(data)
}

/// What moved in the fund of a compound and of the places above it, all together; none where none is kept.
async fn fund(
    tx: &mut Tx<'_>,
    (store, estate): (&Store, &Estate),
    place: PlaceId,
    window: (Moment, Moment),
) -> Result<Option<Turnover>, StoreError> {
    let places = estate.places.upwards(place).map(|place| place.id).collect();
    let mut moved: Option<Turnover> = None;
    for book in ledger::of_places(tx, store.seal(), &places).await?.iter().filter(|book| book.kind == Kind::Fund) {
        let Turnover { before, came_in, spent } = ledger::turnover(tx, book.id, window).await?;
        let sum = moved.get_or_insert_default();
        (sum.before, sum.came_in, sum.spent) = (sum.before + before, sum.came_in + came_in, sum.spent + spent);
    }
    Ok(moved)
}

/// The votes of a compound that are open, with how many have voted.
async fn votes(tx: &mut Tx<'_>, store: &Store, place: PlaceId) -> Result<Vec<OpenVote>, StoreError> {
    let found = polls::of_compound(tx, store.seal(), place).await?;
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let open = |told: Told| {
        let closes = told.poll.closes_at.filter(|_| told.poll.phase == Phase::Open)?;
        let (cast, all) = (count(told.cast.heads), count(told.poll.roll.heads));
        Some(OpenVote { number: told.poll.id.0, cast, all, closes })
    };
    Ok(found.into_iter().filter_map(open).collect())
}

/// The small works of a compound that are posted for objections.
async fn postings(
    tx: &mut Tx<'_>,
    (store, estate): (&Store, &Estate),
    (place, now): (PlaceId, Moment),
) -> Result<Vec<Posting>, StoreError> {
    let filter = TaskFilter { stage: Some(Stage::Published), ..TaskFilter::default() };
    let posted = tasks::list(tx, store.seal(), &BTreeSet::from([place]), &filter, 0).await?;
    let phone = estate.places.phones(place).office.unwrap_or_default();
    let posting = |brief: TaskBrief| {
        let TaskBrief { task, .. } = brief;
        let category = estate.catalogue.category(&task.plan.category)?;
        let Span { from, to } = task.posting.filter(|posting| posting.to > now)?;
        Some(Posting { number: task.number.0, what: category.name.clone(), from, until: to, phone: phone.clone() })
    };
    Ok(posted.rows.into_iter().filter_map(posting).collect())
}

/// When the four parties of a compound meet next.
fn next_meeting(estate: &Estate, now: Moment) -> Option<Moment> {
    let rhythm = Rhythm::of(PlaceKind::Compound)?;
    let rounds = round::rounds(rhythm, now, (&estate.calendar, &estate.catalogue.periods.meetings));
    round::next(&rounds, now).map(|round| round.at)
}

/// The figures of these compounds from one day until before another.
///
/// # Errors
/// What the database says.
pub async fn stats(
    tx: &mut Tx<'_>,
    compounds: &BTreeSet<PlaceId>,
    (from, until): (Day, Day),
) -> Result<StatsFacts, StoreError> {
    Ok(StatsFacts {
        figures: figures::of(tx, compounds, (from, until)).await?,
        standing: figures::standing(tx, compounds).await?,
        repeated: figures::repeated(tx, compounds, (from.begins(), until.begins())).await?,
    })
}
