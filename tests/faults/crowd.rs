//! A crowd of households of one person each, who have their ballots before them and confirm them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use mulin::conversation::first_contact::CONSENT_VERSION;
use mulin::conversation::screen::{Button, Screen};
use mulin::conversation::session::{Flow, Session, Shown};
use mulin::conversation::vote::{Filling, Step};
use mulin::domain::household::Tie;
use mulin::domain::id::{HouseholdId, PersonId, ProjectNumber, VoteId};
use mulin::domain::time::Clock as _;
use mulin::operator::import::{Form, run_form};
use mulin::sandbox::World;
use mulin::store::people::{self, Met};
use mulin::store::{households, places};
use mulin::worker::fresh::Ids;
use serde_json::json;

use crate::residents;
use crate::support::House;

/// Who votes for a household.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Voter {
    pub(crate) user: i64,
    person: PersonId,
    home: HouseholdId,
}

/// So many households of 永丰里, whose people have met the bot.
pub(crate) async fn crowd(house: &House, many: usize) -> Vec<Voter> {
    let mut file = "compound,building,unit,room,area,owners\n".to_owned();
    for nth in 0..many {
        let _ = writeln!(file, "yongfengli,{},{},{},80.00,", 100 + nth / 400, 1 + nth / 100 % 4, 1_001 + nth % 100);
    }
    let (ids, now) = (Ids::new(13), house.clock.now());
    run_form(&house.store, &ids, (Form::Csv, &file), (false, now)).await.expect("imported");
    let users = residents(&house.world, i64::try_from(many).expect("few"));
    for user in &users {
        house.world.meet(*user);
    }
    let mut tx = house.store.begin().await.expect("begun");
    let (seal, known) = (house.store.seal(), places::load(&mut tx).await.expect("places").0);
    let compound = known.by_code("yongfengli").expect("a compound").id;
    let fresh: BTreeMap<i64, i64> = users.iter().map(|user| (*user, ids.next(now))).collect();
    let private = |user: &i64| Met { telegram: *user, kind: "private", fresh: ids.next(now), person: *user };
    let met: Vec<Met> = users.iter().map(private).collect();
    let (mut persons, _) = people::meet(&mut tx, seal, &fresh, &met, now).await.expect("met");
    for person in persons.values_mut() {
        (person.consent_processing, person.consent_abroad) = (Some(CONSENT_VERSION), Some(CONSENT_VERSION));
        person.compound = Some(compound);
    }
    people::save(&mut tx, seal, &persons.values().cloned().collect::<Vec<_>>()).await.expect("saved");
    let all = households::of_compound(&mut tx, seal, compound).await.expect("read");
    let dwellings = all.into_values().filter(|dwelling| dwelling.door.building.len() == 3);
    let mut voters = Vec::new();
    for ((user, person), dwelling) in persons.iter().zip(dwellings) {
        let tie = (person.id, dwelling.id, Tie::Owner);
        households::begin(&mut tx, ids.next(now), tie, None, now).await.expect("tied");
        voters.push(Voter { user: *user, person: person.id, home: dwelling.id });
    }
    tx.commit().await.expect("committed");
    voters
}

/// Each of these has a ballot with such choices before them, to be confirmed.
pub(crate) async fn look_over(house: &House, ballots: &[(Voter, BTreeSet<ProjectNumber>)], nonce: &str) {
    let session = |(voter, chosen): &(Voter, BTreeSet<ProjectNumber>)| {
        let filling = Filling { vote: VoteId(1), voter: voter.home.0, chosen: chosen.clone(), choice: None, at: 0 };
        let screen = Screen::default().row([Button::choice(mulin::text!("vote-cast"), "cast")]);
        let shown = Some(Shown { nonce: nonce.to_owned(), screen });
        let session = Session { flow: Flow::Vote(Step::Review(filling)), shown, ..Session::default() };
        (voter.person, session.to_stored().expect("JSON"))
    };
    let sessions: Vec<_> = ballots.iter().map(session).collect();
    let mut tx = house.store.begin().await.expect("begun");
    let saving = people::saving_sessions(house.store.seal(), &sessions, house.clock.now()).expect("JSON");
    saving.write(&mut tx).await.expect("written");
    tx.commit().await.expect("committed");
}

/// Somebody confirms the ballot before them; gives the update.
pub(crate) fn confirms(world: &World, user: i64, nonce: &str) -> i64 {
    world.raw_update(json!({"callback_query": {
        "id": format!("{nonce}-{user}"), "from": {"id": user, "is_bot": false, "first_name": "居民", "language_code": "zh"},
        "chat_instance": "1", "data": format!("~{nonce}.0"),
        "message": {"message_id": 1, "date": 0, "chat": {"id": user, "type": "private"}}
    }}))
}
