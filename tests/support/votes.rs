//! Votes of 永丰里 as the tests set them up: projects, a vote that is prepared and opened, people who are bound, who vote,
//! and tellers who enter sheets.

use mulin::domain::catalogue::Catalogue;
use mulin::domain::fund::project::dossier::{Record, Wording};
use mulin::domain::fund::project::{Action, Actor, Class, Event, Kind, Project, Proposal, Vetting, life};
use mulin::domain::id::{PersonId, ProjectId, ProjectNumber};
use mulin::domain::role::Role;
use mulin::domain::time::Clock as _;
use mulin::sandbox::demo::{Purpose, groups};
use mulin::store::{places, projects};

use super::{House, SECRETARY};

/// So long after the close it is counted, in ms.
pub const SETTLED: i64 = 2_000;
/// Of the committee, who owns 3#1-301 and 3#1-302 from the start.
pub const WU: i64 = 7103;
pub const CAI: i64 = 7105;
pub const TELLER: i64 = 7109;
pub const OTHER_TELLER: i64 = 7110;

/// The residents' group of 永丰里 in the demo.
pub fn residents_group() -> i64 {
    let circle = groups().iter().find(|circle| circle.scope == "yongfengli" && circle.purpose == Purpose::Residents);
    circle.expect("a group").id
}

/// Projects of 永丰里 that are vetted for a fund vote and published: title and cost in fen.
pub async fn published(house: &House, wanted: &[(&str, i64)]) -> Vec<ProjectNumber> {
    published_as(house, Class::Fund, wanted).await
}

/// The same of another class.
pub async fn published_as(house: &House, class: Class, wanted: &[(&str, i64)]) -> Vec<ProjectNumber> {
    let mut tx = house.store.begin().await.expect("begun");
    let (known, _) = places::load(&mut tx).await.expect("places");
    let compound = known.by_code("yongfengli").expect("a compound").id;
    let staff = Actor::Staff { person: PersonId(1), role: Role::Secretary };
    let first = projects::draw_numbers(&mut tx, i64::try_from(wanted.len()).expect("few")).await.expect("numbers");
    let now = house.clock.now();
    let numbers: Vec<ProjectNumber> = (first.0..).take(wanted.len()).map(ProjectNumber).collect();
    for (number, (title, cost)) in numbers.iter().zip(wanted) {
        let proposal =
            Proposal { compound, author: None, ticket: None, affected: 0, estimate: None, supporters: Vec::new() };
        let mut events: Vec<Event> = vec![life::propose(proposal).expect("proposed")];
        let mut project = Project::begin(ProjectId(number.0 + 1_000), *number, &events[0], now).expect("begun");
        let vetting = Vetting { cost: *cost, class, kind: Kind::Work, responsible: PersonId(1), lawful: true };
        for action in [Action::Vet(vetting), Action::Publish] {
            let periods = &Catalogue::standard().periods;
            for event in life::decide(&project, action, staff, periods, now).expect("decided") {
                project.apply(&event, staff.person(), now);
                events.push(event);
            }
        }
        let wording = Wording { title: (*title).to_owned(), ..Wording::default() };
        let records: Vec<Record> =
            events.into_iter().map(|event| Record { event, actor: staff, words: None, media: Vec::new() }).collect();
        let stamps: Vec<_> = (number.0 * 100..).zip(std::iter::repeat(now)).take(records.len()).collect();
        projects::propose(&mut tx, house.store.seal(), (&project, &wording), &records, &stamps).await.expect("written");
    }
    tx.commit().await.expect("committed");
    numbers
}

/// The worked example's projects, in yuan a hundredth of it.
pub const WORKED: [(&str, i64); 4] =
    [("东门长椅", 60_000), ("楼道声控灯", 40_000), ("晾衣架", 30_000), ("告示栏", 10_000)];

/// 林书记 prepares a fund vote on these projects with 1,000 yuan for seven days, and publishes it.
pub async fn prepared(house: &House, titles: &[&str]) {
    house.says(SECRETARY, "/votes 永丰里").await;
    house.taps(SECRETARY, "准备新投票").await;
    house.taps(SECRETARY, "基金项目投票").await;
    house.says(SECRETARY, "秋季基金投票").await;
    for title in titles {
        let label = label_with(house, SECRETARY, title);
        house.taps(SECRETARY, &label).await;
    }
    house.taps(SECRETARY, "选好了").await;
    house.says(SECRETARY, "1000").await;
    house.taps(SECRETARY, "每户分一样多(等额分摊)").await;
    house.taps(SECRETARY, "业主、家属、租户").await;
    house.taps(SECRETARY, "7 天").await;
    house.taps(SECRETARY, "保存").await;
    house.taps(SECRETARY, "公布").await;
}

/// Somebody looks at a vote that they run.
pub async fn runs(house: &House, user: i64, title: &str) {
    house.says(user, "/votes 永丰里").await;
    let label = label_with(house, user, title);
    house.taps(user, &label).await;
}

/// The label of the button on somebody's last screen that holds `part`.
pub fn label_with(house: &House, user: i64, part: &str) -> String {
    let last = house.last(user);
    let rows = last["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default();
    let labels = rows.iter().flat_map(|row| row.as_array().cloned().unwrap_or_default());
    let mut labels = labels.filter_map(|button| button["text"].as_str().map(str::to_owned));
    labels.find(|label| label.contains(part)).unwrap_or_else(|| panic!("no “{part}” in:\n{}", house.shows(user)))
}

/// Asked for by the secretary, opened by the officer.
pub async fn opened(house: &House) {
    house.taps(SECRETARY, "开启投票").await;
    house.taps(CAI, "管理").await;
    house.taps(CAI, "开启投票").await;
}

/// Somebody is bound to their household by a code.
pub async fn bound(house: &House, user: i64, code: &str) {
    house.settle_in(user, "永丰里").await;
    house.says(user, &format!("/home {code}")).await;
}

/// Somebody votes for what these titles name, and reads the receipt.
pub async fn votes(house: &House, user: i64, home: Option<&str>, titles: &[&str]) -> String {
    fills(house, user, home, titles).await;
    house.taps(user, "确认投出").await;
    receipt(&house.sees(user))
}

/// Somebody fills in a ballot, and has it before them to be confirmed.
pub async fn fills(house: &House, user: i64, home: Option<&str>, titles: &[&str]) {
    house.says(user, "/vote").await;
    let label = if house.shows(user).rsplit('🗳').next().is_some_and(|page| page.contains("[改投]")) {
        "改投"
    } else {
        "投票"
    };
    house.taps(user, label).await;
    if let Some(home) = home {
        house.taps(user, home).await;
    }
    for title in titles {
        let label = label_with(house, user, title);
        house.taps(user, &label).await;
    }
    house.taps(user, "选好了").await;
}

/// The receipt in what somebody read.
pub fn receipt(words: &str) -> String {
    receipts(words).into_iter().next().unwrap_or_else(|| panic!("no receipt in:\n{words}"))
}

/// The receipts in what somebody read.
pub fn receipts(words: &str) -> Vec<String> {
    let found = regex::Regex::new("[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}").expect("a pattern");
    found.find_iter(words).map(|found| found.as_str().to_owned()).collect()
}

/// A teller enters a sheet.
pub async fn enters(house: &House, teller: i64, door: &str, choices: &str) {
    house.says(teller, "/paper 1").await;
    house.says(teller, door).await;
    house.says(teller, choices).await;
    house.taps(teller, "录入").await;
}

pub async fn count(house: &House, text: &'static str) -> i64 {
    sqlx::query_scalar(text).fetch_one(house.store.pool()).await.expect("counted")
}

/// The clock comes to the close of the only vote, by half days: a bot that asked Telegram nothing for longer was away, and
/// an outage would put the close off.
pub async fn to_the_close(house: &House) {
    let closes = count(house, "SELECT closes_at FROM polls").await;
    loop {
        let left = closes + SETTLED - house.clock.now().0;
        if left <= 0 {
            return;
        }
        house.wait_ms(left.min(12 * 3_600_000)).await;
    }
}
