//! Announcements, emergency mode and switches: what turns ask of them, and what they change.

use super::apply::Author;
use super::fresh::Ids;
use super::load::Wanting;
use crate::conversation::announce::facts::{Effect, One, Round, Wants};
use crate::conversation::announce::post::key;
use crate::conversation::facts::Estate;
use crate::domain::clocks::Timer;
use crate::domain::id::{AnnouncementId, PersonId, PlaceId};
use crate::domain::place::{PlaceKind, Places};
use crate::domain::rights;
use crate::domain::role::Grant;
use crate::domain::time::Moment;
use crate::store::timers::Changes;
use crate::store::{Store, StoreError, Tx, announcements, places, switches};

/// Loads what a turn asked for.
pub(super) async fn load(
    tx: &mut Tx<'_>,
    store: &Store,
    estate: &Estate,
    turn: &mut Wanting<'_>,
    now: Moment,
) -> Result<(), StoreError> {
    let Wants { in_force, managed, one, round, switches: wishes, gathered } = turn.needs.announce;
    let (facts, seal) = (&mut *turn.facts, store.seal());
    if let Some(place) = in_force {
        let here: Vec<PlaceId> = estate.places.upwards(place).map(|up| up.id).collect();
        facts.announce.in_force = announcements::of_places(tx, seal, &here, now).await?;
    }
    if managed {
        let theirs = managed_by(&facts.grants, &estate.places);
        facts.announce.managed = announcements::of_places(tx, seal, &theirs, now).await?;
    }
    if let Some(id) = one {
        facts.announce.one = load_one(tx, store, id).await?;
    }
    if let Some(id) = round {
        facts.announce.round = load_round(tx, store, &estate.places, id).await?;
    }
    let Some(person) = facts.person.as_ref().map(|person| person.id) else { return Ok(()) };
    if wishes {
        facts.announce.switches = switches::of_person(tx, person).await?;
    }
    if gathered {
        facts.announce.gathered.clear();
        for what in switches::gathered(tx, person).await? {
            let one = match what.announcement {
                Some(id) => announcements::by_id(tx, seal, id).await?.map(|(one, _)| one),
                None => None,
            };
            facts.announce.gathered.push((what, one));
        }
    }
    Ok(())
}

fn managed_by(grants: &[Grant], places: &Places) -> Vec<PlaceId> {
    places.iter().map(|place| place.id).filter(|place| rights::speaks_to(grants, *place, places)).collect()
}

async fn load_one(tx: &mut Tx<'_>, store: &Store, id: AnnouncementId) -> Result<Option<One>, StoreError> {
    let Some((announcement, _)) = announcements::by_id(tx, store.seal(), id).await? else { return Ok(None) };
    let reach = announcements::reach(tx, id, &key(id)).await?;
    let safety = match announcement.preset {
        Some(_) => announcements::answers(tx, store.seal(), id).await?,
        None => crate::domain::announcement::Safety::default(),
    };
    Ok(Some(One { announcement, reach, safety }))
}

async fn load_round(
    tx: &mut Tx<'_>,
    store: &Store,
    places: &Places,
    id: AnnouncementId,
) -> Result<Option<Round>, StoreError> {
    let Some((announcement, posted_to)) = announcements::by_id(tx, store.seal(), id).await? else { return Ok(None) };
    let here = |place: &&crate::domain::place::Place| {
        place.kind == PlaceKind::Compound && places.within(place.id, announcement.place)
    };
    let compounds: Vec<PlaceId> = places.iter().filter(here).map(|place| place.id).collect();
    let (mut groups, mut page, mut standing) = (Vec::new(), Vec::new(), Vec::new());
    match posted_to {
        Some(last) => {
            if last == PersonId(0) {
                groups = announcements::groups(tx, &compounds).await?;
            }
            page = announcements::audience(tx, &compounds, last).await?;
        }
        None => standing = announcements::standing(tx, (id, &key(id)), announcement.revision).await?,
    }
    Ok(Some(Round { announcement, groups, page, spreading: posted_to.is_some(), standing }))
}

/// Writes one effect.
pub(super) async fn write(
    tx: &mut Tx<'_>,
    (store, ids): (&Store, &Ids),
    author: Author<'_>,
    effect: &Effect,
    timers: &mut Changes,
) -> Result<(), StoreError> {
    let (seal, now) = (store.seal(), author.now);
    match effect {
        Effect::New(one) => announcements::announce(tx, seal, one, (ids.next(now), now)).await,
        Effect::Event { after, event, by } => {
            announcements::save(tx, seal, (after, event, *by), (ids.next(now), now)).await?;
            // Every process holds the emergency modes with the places.
            if after.preset.is_some() { places::touch(tx).await } else { Ok(()) }
        }
        Effect::Round(id, due) => {
            timers.insert((Timer::Post, id.0), Some(*due));
            Ok(())
        }
        Effect::PostedTo(id, last) => announcements::posted_to(tx, *id, *last).await,
        Effect::Deliver(id, deliveries) => announcements::deliver(tx, *id, deliveries).await,
        Effect::Follow(id, revision) => {
            let chat = author.person()?.chat.ok_or(StoreError::Foreign("a person without a chat"))?;
            announcements::follow(tx, *id, chat, *revision).await
        }
        Effect::Unqueue(id, chats) => announcements::unqueue(tx, &key(*id), chats, now).await,
        Effect::Safety(id, answer) => announcements::answer(tx, (*id, author.person()?.id), *answer, now).await,
        Effect::Switches(wishes) => switches::save(tx, author.person()?.id, wishes).await,
        Effect::Told(persons) => switches::told(tx, persons, now).await,
        Effect::Gather(persons, what, at) => {
            timers.extend(persons.iter().map(|person| ((Timer::Gather, person.0), Some(*at))));
            switches::gather(tx, persons, *what, now).await
        }
        Effect::Emptied => switches::empty(tx, author.person()?.id).await,
    }
}
