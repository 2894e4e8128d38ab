//! Staff, tickets and what is looked at before and after: what the tests of rights, presses and forged input share.

use std::collections::{BTreeMap, BTreeSet};

use mulin::conversation::first_contact::CONSENT_VERSION;
use mulin::domain::calendar::Calendar;
use mulin::domain::catalogue::Catalogue;
use mulin::domain::id::{Number, PersonId, PlaceId, TicketId};
use mulin::domain::role::{Grant, Role};
use mulin::domain::ticket::dossier::{NewTicket, Record};
use mulin::domain::ticket::life::{self, Rules};
use mulin::domain::ticket::{Action, Actor, Filing, Kind, Party, Privacy, Source, Spot, Ticket, Urgency};
use mulin::domain::time::Moment;
use mulin::sandbox::{Standing, User};
use mulin::store::people::{self, Met};
use mulin::store::tickets::record::{self, Whole};
use mulin::store::tickets::{Filed, Saved};
use mulin::store::{places, tickets};
use mulin::worker::fresh::Ids;
use sqlx::{Column as _, Row as _, ValueRef as _};

use crate::support::{CHEN, House, MONDAY};

/// The slot of ids made here, apart from the bot's and the demo's.
const SLOT: u8 = 13;
static IDS: Ids = Ids::new(SLOT);

/// A minute before the tests begin, so that what is put into the database is older than what the bot writes.
const EARLIER: Moment = Moment(MONDAY.0 - 60_000);

/// Somebody who works here: Telegram's id, role, code of the scope, surname.
pub(crate) type Post = (i64, Role, &'static str, String);

/// Persons who have consented, each with every role that is named for them; they stand in no group.
pub(crate) async fn employ(house: &House, posts: &[Post]) -> BTreeMap<i64, PersonId> {
    let names: BTreeMap<i64, &String> = posts.iter().map(|(id, _, _, name)| (*id, name)).collect();
    for (id, name) in &names {
        let (first_name, language_code) = ((*name).clone(), Some("zh".to_owned()));
        house.world.add_user(User { id: *id, first_name, username: None, language_code, persona: None });
        house.world.meet(*id);
    }
    let mut tx = house.store.begin().await.expect("a transaction");
    let seal = house.store.seal();
    let users = names.keys().map(|id| (*id, IDS.next(EARLIER))).collect();
    let private = |id: &i64| Met { telegram: *id, kind: "private", fresh: IDS.next(EARLIER), person: *id };
    let chats: Vec<Met> = names.keys().map(private).collect();
    let (mut persons, _) = people::meet(&mut tx, seal, &users, &chats, EARLIER).await.expect("met");
    for person in persons.values_mut() {
        (person.consent_processing, person.consent_abroad) = (Some(CONSENT_VERSION), Some(CONSENT_VERSION));
    }
    let saved: Vec<_> = persons.values().cloned().collect();
    people::save(&mut tx, seal, &saved).await.expect("saved");
    let (known, _) = places::load(&mut tx).await.expect("places");
    for (id, role, scope, name) in posts {
        let scope = known.by_code(scope).expect("a place").id;
        let grant = Grant { role: *role, scope, name: name.clone() };
        people::give_role(&mut tx, seal, persons[id].id, &grant, EARLIER).await.expect("granted");
    }
    tx.commit().await.expect("committed");
    persons.into_iter().map(|(telegram, person)| (telegram, person.id)).collect()
}

/// As many clerks of 永丰里, all in its staff chat.
pub(crate) async fn clerks(house: &House, count: i64) -> BTreeMap<i64, PersonId> {
    let posts: Vec<Post> = (0..count).map(|n| (60_000 + n, Role::Clerk, "yongfengli", format!("管{n}"))).collect();
    let persons = employ(house, &posts).await;
    for id in persons.keys() {
        house.world.set_standing(staff_chat(), *id, Standing::Member, CHEN).expect("a staff chat");
    }
    house.settle().await;
    persons
}

/// The staff chat of 永丰里 in the demo.
pub(crate) fn staff_chat() -> i64 {
    let groups = mulin::sandbox::demo::groups();
    let staff = |circle: &&mulin::sandbox::demo::Circle| {
        circle.scope == "yongfengli" && circle.purpose == mulin::sandbox::demo::Purpose::Staff
    };
    groups.iter().find(staff).expect("a staff chat").id
}

/// The id of a place.
pub(crate) async fn place(house: &House, code: &str) -> PlaceId {
    let mut tx = house.store.begin().await.expect("a transaction");
    places::load(&mut tx).await.expect("places").0.by_code(code).expect("a place").id
}

/// Tickets about lamps in 永丰里, put into the database as a filing does, each after these actions of `lead`.
pub(crate) async fn filed(house: &House, people: (PersonId, PersonId), lives: &[&[Action]]) -> Vec<Number> {
    filed_against(house, people, None, lives).await
}

/// The same as complaints about a party.
pub(crate) async fn filed_against(
    house: &House,
    (reporter, lead): (PersonId, PersonId),
    against: Option<Party>,
    lives: &[&[Action]],
) -> Vec<Number> {
    let public = against.is_none();
    let (calendar, catalogue) = (Calendar::standard(), Catalogue::standard());
    let rules = Rules { calendar: &calendar, catalogue };
    let compound = place(house, "yongfengli").await;
    let mut tx = house.store.begin().await.expect("a transaction");
    let seal = house.store.seal();
    let first = tickets::draw_numbers(&mut tx, i64::try_from(lives.len()).expect("few")).await.expect("numbers");
    let staff = Actor::Staff { person: lead, role: Role::Clerk, level: mulin::domain::ticket::Level::Compound };
    let mut numbers = Vec::new();
    for (number, life) in (first.0..).map(Number).zip(lives) {
        let spot = Spot { compound, building: Some("3".to_owned()), unit: None, room: None, words: None };
        let filing = Filing {
            reporter: Some(reporter),
            spot: spot.clone(),
            category: "lighting".to_owned(),
            kind: if public { Kind::Help } else { Kind::Complaint },
            source: Source::Resident,
            urgency: Urgency::Normal,
            emergency: false,
            privacy: Privacy::Named,
            against,
        };
        let event = life::file(filing, rules, EARLIER);
        let ticket = Ticket::begin(TicketId(IDS.next(EARLIER)), number, &event, EARLIER).expect("a filing begins it");
        let actor = Actor::Reporter(reporter);
        let record = Record { event, actor, words: Some(format!("灯{number}不亮")), media: Vec::new() };
        let new = NewTicket { ticket, record, contact: None, answers: Vec::new(), claim: None };
        tickets::file(&mut tx, seal, &[Filed { new: &new, public, event: IDS.next(EARLIER) }]).await.expect("filed");
        let (mut ticket, mut records) = (new.ticket, Vec::new());
        for action in *life {
            for event in life::decide(&ticket, action, staff, rules, EARLIER).expect("allowed") {
                ticket.apply(&event, EARLIER);
                records.push(Record { event, actor: staff, words: None, media: Vec::new() });
            }
        }
        if !records.is_empty() {
            let events = IDS.stamped(EARLIER, records.len());
            let saved = Saved { after: &ticket, public, records: &records, events };
            tickets::save(&mut tx, seal, &[saved]).await.expect("saved");
        }
        numbers.push(number);
    }
    mulin::store::figures::recount(&mut tx).await.expect("counted");
    tx.commit().await.expect("committed");
    numbers
}

/// Every ticket with its whole record.
pub(crate) async fn all_tickets(house: &House) -> Vec<Whole> {
    let mut tx = house.store.begin().await.expect("a transaction");
    record::after(&mut tx, house.store.seal(), Number(0), 100_000).await.expect("read")
}

/// One ticket with its whole record.
pub(crate) async fn ticket(house: &House, number: Number) -> Whole {
    let mut tx = house.store.begin().await.expect("a transaction");
    let found = record::after(&mut tx, house.store.seal(), Number(number.0 - 1), 1).await.expect("read");
    found.into_iter().next().expect("a ticket")
}

/// Tables whose rows are effects, with the column that names the person to whom a row belongs.
const TABLES: &[(&str, &str)] = &[
    ("tickets", ""),
    ("events", ""),
    ("bodies", ""),
    ("event_media", ""),
    ("followers", ""),
    ("media", ""),
    ("tasks", ""),
    ("task_events", ""),
    ("task_followers", "person"),
    ("close_outs", ""),
    ("grants", ""),
    ("invites", ""),
    ("places", ""),
    ("holidays", ""),
    ("settings", ""),
    ("persons", "id"),
    ("consents", "person"),
    ("sessions", "person"),
    ("chats", "person"),
    ("subscribers", "person"),
    ("timers", "object"),
    ("announcements", ""),
    ("announcement_events", ""),
    ("safety", "person"),
    ("switches", "person"),
    ("owner_groups", ""),
    ("households", ""),
    ("occupancies", ""),
    ("household_codes", ""),
    ("household_requests", ""),
];

/// Everything that counts as an effect, a row a line, without what belongs to these persons alone.
pub(crate) async fn effects(house: &House, own: &BTreeSet<i64>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (table, column) in TABLES {
        let text = format!("SELECT * FROM {table}");
        let rows = sqlx::query(sqlx::AssertSqlSafe(text)).fetch_all(house.store.pool()).await.expect("rows");
        for row in rows {
            let mut line = (*table).to_owned();
            let mut theirs = false;
            for cell in row.columns() {
                let (name, at) = (cell.name(), cell.ordinal());
                let number = row.try_get::<i64, _>(at);
                theirs |= name == *column && number.as_ref().is_ok_and(|id| own.contains(id));
                let null = row.try_get_raw(at).is_ok_and(|value| value.is_null());
                let value = match number {
                    _ if null => String::new(),
                    Ok(number) => number.to_string(),
                    Err(_) => row.try_get::<String, _>(at).expect("a number or a text"),
                };
                line = format!("{line} {name}={value}");
            }
            if !theirs {
                found.insert(line);
            }
        }
    }
    found
}

/// How many presses were answered since the call numbered `from`.
pub(crate) fn answers(house: &House, from: u64) -> Vec<String> {
    let calls = house.world.record_after(from);
    let answered = calls.iter().filter(|call| call.method == "answerCallbackQuery" && call.code == 200);
    answered.map(|call| call.params["text"].as_str().unwrap_or_default().to_owned()).collect()
}

/// The number of the last call so far.
pub(crate) fn calls(house: &House) -> u64 {
    house.world.record().last().map_or(0, |call| call.number)
}

/// The newest message of a chat with a button of this label, and the button's data.
pub(crate) fn button(house: &House, chat: i64, label: &str) -> (i64, String) {
    for message in house.world.messages(chat).iter().rev() {
        let rows = message["reply_markup"]["inline_keyboard"].as_array().into_iter().flatten();
        for button in rows.flat_map(|row| row.as_array().into_iter().flatten()) {
            if button["text"] == label {
                let data = button["callback_data"].as_str().expect("a button that is pressed");
                return (message["message_id"].as_i64().expect("an id"), data.to_owned());
            }
        }
    }
    panic!("no “{label}” in:\n{}", house.shows(chat));
}
