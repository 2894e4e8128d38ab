//! T11: a hundred parallel presses of Submit, Vote, Take, Assign, Done and Approve: one effect, a hundred answers, no typed text lost.

use std::time::Duration;

use mulin::domain::id::PersonId;
use mulin::domain::role::Role;
use mulin::domain::ticket::{Action, Event};
use mulin::store::inbox;
use tokio::sync::watch;

use crate::on_both;
use crate::receipts;
use crate::staff::{all_tickets, answers, asks_for_money, button, calls, clerks, employ, filed, staff_chat, ticket};
use crate::support::votes::{WORKED, bound, count as count_of, label_with, opened, prepared, published};
use crate::support::{CHEN, Db, House, WANG};

/// Presses at once.
const MANY: i64 = 100;

/// How many events of a ticket are of this kind.
async fn count(house: &House, number: mulin::domain::id::Number, is: impl Fn(&Event) -> bool) -> usize {
    ticket(house, number).await.events.iter().filter(|line| is(&line.event)).count()
}

const fn leads(event: &Event) -> bool {
    matches!(event, Event::Acknowledged { .. } | Event::Assigned { .. })
}

/// A resident with a report that is about to be filed; gives the message and data of its button.
async fn about_to_file(house: &House) -> (i64, String) {
    house.settle_in(WANG, "永丰里").await;
    house.says(WANG, "3栋2单元5楼楼道灯不亮").await;
    for label in ["对,照明", "没有照片", "保密:办事的人看不到您是谁"] {
        house.taps(WANG, label).await;
    }
    button(house, WANG, "对,记下来")
}

on_both! {
    async fn of_many_submits_one_files(house) {
        let (message, data) = about_to_file(&house).await;
        let from = calls(&house);
        for press in 0..MANY {
            if press == MANY / 2 {
                house.world.say(WANG, WANG, "对了,门口那盏也坏了").expect("said");
            }
            house.world.press(WANG, WANG, message, &data).expect("pressed");
        }
        house.settle().await;
        let answered = answers(&house, from);
        let told = answered.iter().filter(|text| text.contains("已经记下了,编号 1001")).count();
        let tickets = all_tickets(&house).await.len();
        house.world.start(WANG, "").expect("started");
        house.settle().await;
        let kept = house.shows(WANG).contains("接着上次没说完的");
        println!("T11 Submit: {MANY} presses, {} answers ({told} with the number), {tickets} ticket", answered.len());
        assert_eq!((answered.len(), tickets), (100, 1));
        assert_eq!(receipts(&house.world, &[WANG]), [1]);
        assert!(kept, "what was typed between the presses is kept:\n{}", house.shows(WANG));
    }
}

on_both! {
    async fn of_many_takes_one_wins(house) {
        let staff = clerks(&house, MANY).await;
        let lead = *staff.values().next().expect("somebody");
        let number = filed(&house, (PersonId(1), lead), &[&[]]).await[0];
        house.says_in(CHEN, staff_chat(), &format!("/ticket {number}")).await;
        let message = house.last(staff_chat())["message_id"].as_i64().expect("an id");
        let from = calls(&house);
        for clerk in staff.keys() {
            house.world.press(*clerk, staff_chat(), message, &format!("desk.take:{number}")).expect("pressed");
        }
        house.settle().await;
        let answered = answers(&house, from);
        let late = answered.iter().filter(|text| text.contains("秒前签收了")).count();
        println!("T11 Take: {MANY} people, {} answers, {late} read who was first", answered.len());
        assert_eq!((answered.len(), late), (100, 99));
        assert_eq!(count(&house, number, leads).await, 1);
    }
}

on_both! {
    async fn of_many_assigns_one_wins(house) {
        let staff = clerks(&house, MANY).await;
        let lead = *staff.values().next().expect("somebody");
        let number = filed(&house, (PersonId(1), lead), &[&[]]).await[0];
        house.world.press(CHEN, staff_chat(), 1, &format!("desk.assign:{number}")).expect("pressed");
        house.settle().await;
        let offered = house.last(staff_chat());
        let rows = offered["reply_markup"]["inline_keyboard"].as_array().expect("a list").clone();
        let names: Vec<&str> = rows
            .iter()
            .flat_map(|row| row.as_array().expect("buttons"))
            .filter_map(|button| button["callback_data"].as_str())
            .collect();
        let message = offered["message_id"].as_i64().expect("an id");
        let from = calls(&house);
        for (clerk, name) in staff.keys().zip(names.iter().cycle()) {
            house.world.press(*clerk, staff_chat(), message, name).expect("pressed");
        }
        house.settle().await;
        let answered = answers(&house, from);
        let late = answered.iter().filter(|text| text.contains("秒前签收了")).count();
        println!("T11 Assign: {MANY} people, {} names, {} answers, {late} read who was first", names.len(), answered.len());
        assert_eq!((answered.len(), late), (100, 99));
        assert_eq!(count(&house, number, leads).await, 1);
    }
}

on_both! {
    async fn of_many_results_one_is_sent_and_the_others_come_back(house) {
        let staff = clerks(&house, MANY).await;
        let lead = *staff.values().next().expect("somebody");
        let taken: &[Action] = &[Action::Take];
        let numbers = filed(&house, (PersonId(1), lead), &[taken, taken]).await;
        for clerk in staff.keys() {
            house.world.say(*clerk, staff_chat(), &format!("/done {} 换好了第{clerk}盏灯", numbers[0])).expect("said");
        }
        house.settle().await;
        let shown = house.shows(staff_chat());
        let back = |clerk: &&i64| shown.contains(&format!("您写的还在这里:\n换好了第{clerk}盏灯"));
        let returned = staff.keys().filter(back).count();
        assert_eq!(count(&house, numbers[0], |event| matches!(event, Event::Resolved { .. })).await, 1);
        assert_eq!(returned, 99, "each loser has their words back");

        house.says(CHEN, &format!("/done {} {}", numbers[1], "试过亮了。".repeat(61))).await;
        let (message, data) = button(&house, CHEN, "发给居民");
        let from = calls(&house);
        for _ in 0..MANY {
            house.world.press(CHEN, CHEN, message, &data).expect("pressed");
        }
        house.settle().await;
        let answered = answers(&house, from).len();
        println!("T11 Done: {MANY} results, 1 sent, {returned} came back; {MANY} sends, {answered} answers");
        assert_eq!(count(&house, numbers[1], |event| matches!(event, Event::Resolved { .. })).await, 1);
        assert_eq!(answered, 100);
    }
}

on_both! {
    async fn of_many_who_pay_one_does(house) {
        let officers: Vec<_> = (0..MANY).map(|n| (61_000 + n, Role::Officer, "qingyang", format!("甲{n}"))).collect();
        employ(&house, &officers).await;
        asks_for_money(&house).await;
        let text = "SELECT CAST(MAX(id) AS BIGINT) FROM ledger_payouts";
        let id: i64 = sqlx::query_scalar(text).fetch_one(house.store.pool()).await.expect("a payout");
        let from = calls(&house);
        for (officer, ..) in &officers {
            let message = house.message_with(*officer, "付款申请");
            house.world.press(*officer, *officer, message, &format!("ledger.approve:{id}")).expect("pressed");
        }
        house.settle().await;
        let answered = answers(&house, from);
        let late = answered.iter().filter(|text| text.contains("已经结束了")).count();
        let text = "SELECT COUNT(*) FROM ledger_entries WHERE kind = 'disbursement'";
        let paid: i64 = sqlx::query_scalar(text).fetch_one(house.store.pool()).await.expect("counted");
        println!("T11 Approve: {MANY} people, {} answers, {late} too late, {paid} payment", answered.len());
        assert_eq!((answered.len(), late, paid), (100, 99, 1));
    }
}

on_both! {
    async fn of_many_who_confirm_a_ballot_one_is_cast(house) {
        published(&house, &WORKED).await;
        bound(&house, WANG, "WANG-2345").await;
        prepared(&house, &WORKED.map(|(title, _)| title)).await;
        opened(&house).await;
        house.says(WANG, "/vote").await;
        house.taps(WANG, "投票").await;
        let label = label_with(&house, WANG, WORKED[0].0);
        house.taps(WANG, &label).await;
        house.taps(WANG, "选好了").await;
        let (message, data) = button(&house, WANG, "确认投出");
        let from = calls(&house);
        for press in 0..MANY {
            if press == MANY / 2 {
                house.world.say(WANG, WANG, "3栋2单元5楼楼道灯不亮").expect("said");
            }
            house.world.press(WANG, WANG, message, &data).expect("pressed");
        }
        house.settle().await;
        let answered = answers(&house, from).len();
        let ballots = count_of(&house, "SELECT COUNT(*) FROM ballots").await;
        let replaced = count_of(&house, "SELECT COUNT(*) FROM replaced_ballots").await;
        let shown = house.shows(WANG);
        let receipts = shown.matches("您的回执").count();
        println!("T11 Vote: {MANY} presses, {answered} answers, {ballots} ballot, {receipts} receipt");
        assert_eq!((answered, ballots, replaced, receipts), (100, 1, 0, 1));
        assert!(shown.contains("楼道灯不亮"), "what was typed between the presses is kept:\n{shown}");
        assert!(house.shows(WANG).contains("照明"), "and taken up");
    }
}

#[expect(clippy::disallowed_methods, reason = "the process runs in real time")]
async fn pause() {
    tokio::time::sleep(Duration::from_millis(50)).await;
}

/// Half-minutes of patience with a process that runs by itself, in pauses.
const PATIENCE: usize = 1_200;

/// The whole process runs by itself while four people's fingers press from as many threads.
async fn while_running(db: Db) {
    let house = House::new(db).await;
    let staff = clerks(&house, MANY).await;
    let lead = *staff.values().next().expect("somebody");
    let taken: &[Action] = &[Action::Take];
    let numbers = filed(&house, (PersonId(1), lead), &[&[], taken]).await;
    let from = calls(&house);
    let (stop, stopped) = watch::channel(false);
    let running = house.restart_running(stopped).await;
    let fingers = [0, 1, 2, 3].map(|finger| {
        let (world, numbers) = (std::sync::Arc::clone(&house.world), numbers.clone());
        let mine: Vec<i64> = staff.keys().copied().filter(|id| id % 4 == finger).collect();
        std::thread::spawn(move || {
            for clerk in mine {
                world.press(clerk, staff_chat(), 1, &format!("desk.take:{}", numbers[0])).expect("pressed");
                world.say(clerk, staff_chat(), &format!("/done {} 换好了第{clerk}盏灯", numbers[1])).expect("said");
            }
        })
    });
    for finger in fingers {
        finger.join().expect("pressed");
    }
    let back = |clerk: &&i64| house.shows(staff_chat()).contains(&format!("您写的还在这里:\n换好了第{clerk}盏灯"));
    let mut waited = 0;
    while waited < PATIENCE && (answers(&house, from).len() < 100 || staff.keys().filter(back).count() < 99) {
        pause().await;
        waited += 1;
    }
    stop.send(true).expect("it runs");
    running.await.expect("it ended").expect("it was told to");
    let answered = answers(&house, from);
    let late = answered.iter().filter(|text| text.contains("签收了")).count();
    let returned = staff.keys().filter(back).count();
    println!("T11 {db:?}, running: {MANY} takes and {MANY} results, {} answers, {returned} came back", answered.len());
    assert_eq!((answered.len(), late, returned), (100, 99, 99));
    assert_eq!(count(&house, numbers[0], leads).await, 1);
    assert_eq!(count(&house, numbers[1], |event| matches!(event, Event::Resolved { .. })).await, 1);
    assert_eq!(inbox::count(house.store.pool()).await.expect("counted"), (0, 0));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn presses_race_a_running_process_on_sqlite() {
    while_running(Db::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn presses_race_a_running_process_on_postgres() {
    while_running(Db::Postgres).await;
}
