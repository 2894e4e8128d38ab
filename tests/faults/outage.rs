//! T5: the bot is away for 23 hours and comes back to everything that was said; it is away for 25 and tells whoever may
//! have been missed, once.

use mulin::domain::id::Number;
use mulin::store::inbox;
use mulin::store::tickets::record;

use crate::on_both;
use crate::support::{House, LIN, MANAGER, WANG, staff_chat};
use crate::{DIALOGUE, in_full, receipts, residents};

const HOUR: i64 = 3_600_000;
/// The residents' group of 永丰里 in the demo.
const GROUP: i64 = -1_001_000_000_001;

/// Works off what waits, and says how long that took.
#[expect(clippy::disallowed_methods, reason = "how long it takes is measured in the host's time")]
async fn drained(house: &House) -> u128 {
    let began = std::time::Instant::now();
    house.settle().await;
    began.elapsed().as_millis().max(1)
}

/// How often a person (or a group) was told of the gap.
fn told(house: &House, chat: i64) -> usize {
    let of_gap = |said: &serde_json::Value| {
        said["text"].as_str().is_some_and(|text| text.contains("机器人停过一阵") || text.contains("the bot was away"))
    };
    house.world.messages(chat).iter().filter(|said| of_gap(said)).count()
}

on_both! {
    async fn what_was_said_in_twenty_three_hours_is_worked_off_in_order(mut house) {
        house.settle().await;
        // Eleven lines of a report, and nine that are added before it is filed: 20,000 in all.
        let more: Vec<String> = (1..=9).map(|nth| format!("还有第{nth}点")).collect();
        let (files, report) = DIALOGUE.split_last().expect("lines");
        let lines: Vec<&str> = report.iter().copied().chain(more.iter().map(String::as_str)).chain([*files]).collect();
        let people = residents(&house.world, if in_full() { 1_000 } else { 50 });
        for words in &lines {
            for person in &people {
                house.world.say(*person, *person, words).expect("said");
            }
            house.clock.advance(HOUR);
        }
        house.clock.advance(3 * HOUR);
        let waiting = house.world.queue_len();
        house.restart().await;
        let took = drained(&house).await;

        let (pending, quarantined) = inbox::count(house.store.pool()).await.expect("counted");
        assert_eq!((pending, quarantined), (0, 0));
        assert!(receipts(&house.world, &people).iter().all(|count| *count == 1), "{:?}", receipts(&house.world, &people));
        let mut tx = house.store.begin().await.expect("a transaction");
        let filed = record::after(&mut tx, house.store.seal(), Number(0), 10_000).await.expect("read");
        assert_eq!(filed.len(), people.len());
        let whole = std::iter::once("3栋2单元楼道灯不亮").chain(more.iter().map(String::as_str)).collect::<Vec<_>>();
        for ticket in &filed {
            assert_eq!(ticket.events[0].words.as_deref(), Some(whole.join("\n").as_str()), "in the order they were said");
        }
        assert_eq!(told(&house, people[0]) + told(&house, staff_chat()), 0, "nothing was lost");
        let rate = u128::try_from(waiting).expect("many") * 1_000 / took;
        println!(
            "T5: 23 h away, {waiting} updates worked off in {took} ms ({rate} a second, the host's time; 20,000 in {} s), \
             {} tickets of {} lines each in their order, 0 lost",
            20_000 / rate.max(1),
            filed.len(),
            whole.len(),
        );
    }
}

/// So many who said hello on the day on which the bot went away.
async fn met(house: &House, count: i64) -> Vec<i64> {
    let people = residents(&house.world, count);
    for person in &people {
        house.world.say(*person, *person, "/start").expect("said");
    }
    house.settle().await;
    people
}

/// It falls over, and a minute later it asks for updates again.
async fn comes_up_again(house: &mut House) {
    house.clock.advance(60_000);
    house.restart().await;
    house.process.intake.poll_once(0).await.expect("polled");
}

on_both! {
    async fn after_twenty_five_hours_who_may_have_been_missed_is_told_once(mut house) {
        house.settle_in(LIN, "永丰里").await;
        house.settle_in(WANG, "永丰里").await;
        house.says(WANG, "3栋2单元楼道灯不亮").await;
        for _ in 0..3 {
            house.wait_ms(24 * HOUR).await;
        }
        // More than are told in one round.
        let people = met(&house, if in_full() { 2_000 } else { 300 }).await;
        house.world.say(WANG, WANG, "这句丢了").expect("said");
        house.clock.advance(20 * HOUR);
        house.world.say(people[0], people[0], "/help").expect("said");
        house.clock.advance(5 * HOUR);

        // It falls over as soon as it knows, and again with a part of them told and nothing sent.
        house.restart().await;
        house.process.intake.poll_once(0).await.expect("polled");
        comes_up_again(&mut house).await;
        house.process.worker.tick().await.expect("ticked");
        comes_up_again(&mut house).await;
        house.settle().await;
        comes_up_again(&mut house).await;
        house.wait_ms(HOUR).await;

        let counts: Vec<usize> = people.iter().map(|person| told(&house, *person)).collect();
        assert!(counts.iter().all(|count| *count == 1), "{counts:?}");
        assert_eq!(told(&house, WANG), 1, "a matter of hers is open:\n{}", house.shows(WANG));
        assert_eq!(told(&house, LIN), 0, "nothing of his was under way");
        assert_eq!((told(&house, staff_chat()), told(&house, MANAGER), told(&house, GROUP)), (1, 1, 0));
        let shown = house.shows(WANG);
        assert!(shown.contains("11月26日(周四)16:20到11月26日(周四)17:20发来的话没有收到"), "{shown}");
        assert!(!house.shows(staff_chat()).contains("这句丢了"));
        assert!(house.shows(people[0]).matches("/menu").count() > 0, "what came later had its answer");
        println!(
            "T5: 25 h away, 3 restarts while it was told: {} of {} who may have been missed told once, of the staff chat \
             and manager each once, residents' groups 0",
            counts.iter().sum::<usize>() + 1,
            people.len() + 1,
        );
    }
}
