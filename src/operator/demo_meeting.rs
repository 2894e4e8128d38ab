//! The sandbox's meeting of last week, with what it decided, as minutes would record it.

use crate::domain::calendar::at_minute;
use crate::domain::catalogue::Catalogue;
use crate::domain::clocks::Timer;
use crate::domain::desk::Holder;
use crate::domain::id::{MeetingId, ResolutionId};
use crate::domain::meeting::resolution::{Event, Words};
use crate::domain::meeting::{Meeting, Resolution, Told};
use crate::domain::role::Role;
use crate::domain::time::Moment;
use crate::sandbox::demo_meeting::{DECIDED, Decided, SCOPE};
use crate::store::{Store, StoreError, Tx, desk, meetings, places, timers};
use crate::worker::fresh::Ids;

/// Days since it was.
const AGO: i64 = 7;

/// Writes the meeting and its resolutions.
///
/// # Errors
/// What the database says.
pub(super) async fn seed(tx: &mut Tx<'_>, store: &Store, ids: &Ids, now: Moment) -> Result<(), StoreError> {
    let (known, _) = places::load(tx).await?;
    let Some(place) = known.by_code(SCOPE).map(|place| place.id) else { return Ok(()) };
    let (id, at) = (MeetingId(ids.next(now)), now.plus_days(-AGO));
    let period = at.local().date_naive().to_string();
    meetings::call(tx, &Meeting { id, place, period, at, agenda: Vec::new(), minuted: true }).await?;
    let (holders, _) = desk::of_scopes(tx, store.seal(), &[place].into()).await?;
    for decided in &DECIDED {
        let role = Role::of_code(decided.role);
        let owner = holders.iter().find(|holder| Some(holder.grant.role) == role);
        let Some(owner) = owner else { continue };
        meetings::minuted(tx, id, owner.person, &[], at).await?;
        resolve(tx, (store, ids), (id, place), (owner, decided), now).await?;
    }
    Ok(())
}

async fn resolve(
    tx: &mut Tx<'_>,
    (store, ids): (&Store, &Ids),
    (meeting, place): (MeetingId, crate::domain::id::PlaceId),
    (owner, decided): (&Holder, &Decided),
    now: Moment,
) -> Result<(), StoreError> {
    let periods = &Catalogue::standard().periods;
    let made_at = now.plus_days(-AGO);
    let due = at_minute(now.plus_days(decided.due_days).local().date_naive(), periods.done_at);
    let (id, by) = (ResolutionId(ids.next(now)), owner.person);
    let event = Event::Made { place, meeting, owner: by, role: owner.grant.role, due, public: true };
    let Some(resolution) = Resolution::begin(id, &event, made_at) else { return Ok(()) };
    let words = Words { text: decided.words.to_owned(), owner: owner.grant.name.clone(), result: None };
    let mut told = Told { resolution, words };
    meetings::resolve(tx, store.seal(), &told, (&event, by), ids.next(now)).await?;
    if let Some(result) = decided.result {
        let (event, at) = (Event::Done { media: Vec::new() }, due.plus_days(-1));
        told.resolution.apply(&event, at);
        told.words.result = Some(result.to_owned());
        meetings::save(tx, store.seal(), &told, (&event, Some(by)), (ids.next(now), at)).await?;
    }
    match told.resolution.next_look(now, periods) {
        Some(look) => timers::set(tx, Timer::Resolution, id.0, look).await,
        None => Ok(()),
    }
}
