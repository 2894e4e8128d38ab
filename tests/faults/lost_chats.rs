//! T14: a topic is deleted while an answer is on its way to it, and the bot is thrown out of a staff chat or a residents'
//! group: what was for it comes once, in the right place, and staff are told.

use mulin::domain::chat::ChatUse;
use mulin::domain::time::Moment;
use mulin::sandbox::{Fault, Group, Rule, Standing};
use mulin::store::people::{self, Met};
use mulin::store::{desk, places};
use serde_json::{Value, json};

use crate::on_both;
use crate::support::{CHEN, House, MANAGER, MONDAY, TOKEN, staff_chat};
use crate::{DIALOGUE, residents};

/// A forum of the staff of 永丰里.
const FORUM: i64 = -1_001_000_000_077;
/// The residents' group of 永丰里 in the demo.
const GROUP: i64 = -1_001_000_000_001;
/// The residents' group of 宝龙世家 in the demo.
const OTHER: i64 = -1_001_000_000_003;
/// Monday 30 November 2026, 09:00 in Shanghai.
const POSTED: Moment = Moment(1_796_000_400_000);

/// The bot's messages in a chat that hold these words.
fn with(house: &House, chat: i64, part: &str) -> Vec<Value> {
    let bot = house.world.bot_id();
    let holds =
        |said: &Value| said["from"]["id"] == bot && said["text"].as_str().is_some_and(|text| text.contains(part));
    house.world.messages(chat).into_iter().filter(holds).collect()
}

fn count(house: &House, chat: i64, part: &str) -> usize {
    with(house, chat, part).len()
}

/// Calls the stand-in as the bot, past the bot.
async fn call(house: &House, method: &str, params: Value) -> Value {
    let address = format!("{}/bot{TOKEN}/{method}", house.sandbox.api_url());
    let answer = reqwest::Client::new().post(address).json(&params).send().await.expect("an answer");
    let answer: Value = answer.json().await.expect("JSON");
    assert_eq!(answer["ok"], true, "{method}: {answer}");
    answer["result"].clone()
}

/// A forum that is bound as staff chat, and a topic of it.
async fn forum(house: &House) -> i64 {
    let group = Group { id: FORUM, title: "工作群".to_owned(), supergroup: true, forum: true };
    let bot = (house.world.bot_id(), Standing::Administrator);
    house.world.add_group(group, &[(CHEN, Standing::Creator), bot]);
    let mut tx = house.store.begin().await.expect("a transaction");
    let met = [Met { telegram: FORUM, kind: "group", fresh: 77, person: 0 }];
    let none = std::collections::BTreeMap::new();
    let (_, chats) = people::meet(&mut tx, house.store.seal(), &none, &met, MONDAY).await.expect("met");
    let place = places::load(&mut tx).await.expect("places").0.by_code("yongfengli").expect("a place").id;
    desk::bind(&mut tx, chats[&FORUM].id, place, ChatUse::Staff).await.expect("bound");
    tx.commit().await.expect("committed");
    topic(house).await
}

/// A topic of the forum.
async fn topic(house: &House) -> i64 {
    let made = call(house, "createForumTopic", json!({"chat_id": FORUM, "name": "值班"})).await;
    made["message_thread_id"].as_i64().expect("a topic")
}

on_both! {
    async fn an_answer_to_a_topic_that_is_deleted_comes_beside_it(house) {
        mulin::operator::demo_works::seed(&house.store, MONDAY).await.expect("works to draw a map of");
        let stands = forum(&house).await;
        house.replies(CHEN, FORUM, stands, "/digest").await;
        let answers = with(&house, FORUM, "一周】");
        assert_eq!(answers.len(), 1, "{}", house.shows(FORUM));
        assert_eq!(answers[0]["message_thread_id"], stands, "an answer comes where it was asked");

        for command in ["/digest", "/map"] {
            let topic = topic(&house).await;
            house.world.reply(CHEN, FORUM, topic, command).expect("said");
            call(&house, "deleteForumTopic", json!({"chat_id": FORUM, "message_thread_id": topic})).await;
            house.settle().await;
            house.wait_ms(1_000).await;
        }
        let answers = with(&house, FORUM, "一周】");
        assert_eq!(answers.len(), 2);
        assert!(answers[1]["message_thread_id"].is_null(), "{}", answers[1]);
        let pictures = house.world.messages(FORUM).iter().filter(|said| !said["photo"].is_null()).count();
        assert_eq!(pictures, 1, "{}", house.shows(FORUM));
        println!("T14: a topic deleted before the answer to it: 2 of 2 answers once, outside the topic");
    }
}

/// Somebody's report of a building of their own, up to the answer that files it.
async fn nearly_filed(house: &House, person: i64) {
    for words in DIALOGUE.split_last().expect("lines").1 {
        house.says(person, &words.replace("3栋", &format!("{}栋", person % 100 + 1))).await;
    }
}

/// How often a chat has this ticket's card.
fn cards(house: &House, chat: i64, number: i64) -> usize {
    count(house, chat, &format!("🎫 {number} ·"))
}

on_both! {
    async fn a_card_on_its_way_to_a_staff_chat_that_is_lost_comes_to_who_has_it(house) {
        let people = residents(&house.world, 3);
        let by_update = || house.world.set_standing(staff_chat(), house.world.bot_id(), Standing::Kicked, CHEN).map(|_| ());
        nearly_filed(&house, people[0]).await;
        house.world.fault(Rule { chat: Some(staff_chat()), ..Rule::next(1, "sendMessage", Fault::Blocked) });
        house.says(people[0], "1").await;
        assert_eq!(cards(&house, staff_chat(), 1001), 0);
        assert_eq!(cards(&house, CHEN, 1001), 1, "{}", house.shows(CHEN));
        assert_eq!(count(&house, MANAGER, "永丰里的工作群发不了消息了"), 1, "{}", house.shows(MANAGER));
        assert_eq!(count(&house, people[0], "停用了机器人"), 0);

        // The bot is bound again, and this time it is told that it was thrown out.
        let mut tx = house.store.begin().await.expect("a transaction");
        let chat = people::met_chat(&mut tx, staff_chat()).await.expect("read").expect("a chat");
        let place = places::load(&mut tx).await.expect("places").0.by_code("yongfengli").expect("a place").id;
        desk::bind(&mut tx, chat.id, place, ChatUse::Staff).await.expect("bound");
        tx.commit().await.expect("committed");
        nearly_filed(&house, people[1]).await;
        house.world.say(people[1], people[1], "1").expect("said");
        by_update().expect("thrown out");
        house.settle().await;
        assert_eq!((cards(&house, staff_chat(), 1002), cards(&house, CHEN, 1002)), (0, 1), "{}", house.shows(CHEN));
        assert_eq!(count(&house, MANAGER, "永丰里的工作群发不了消息了"), 2, "once for each time");

        nearly_filed(&house, people[2]).await;
        house.says(people[2], "1").await;
        let receipt = house.message_with(people[2], "记下了,编号 1003");
        house.replies(people[2], people[2], receipt, "灯罩也掉了").await;
        assert_eq!(cards(&house, CHEN, 1003), 1, "the next goes there at once");
        assert_eq!(count(&house, CHEN, "说(1003)"), 1, "{}", house.shows(CHEN));
        assert_eq!((cards(&house, CHEN, 1001), cards(&house, CHEN, 1002)), (1, 1));
        println!("T14: a staff chat lost twice, with a card on its way: 3 of 3 cards once with the clerk, manager told twice");
    }
}

on_both! {
    async fn a_residents_group_that_is_lost_is_told_of_once(house) {
        let lost = "永丰里的居民群发不了消息了";
        house.world.fault(Rule { chat: Some(GROUP), ..Rule::next(1, "sendMessage", Fault::Blocked) });
        house.clock.advance_to(POSTED);
        house.settle().await;
        assert_eq!(count(&house, GROUP, "一周】"), 0);
        assert_eq!((count(&house, staff_chat(), lost), count(&house, MANAGER, lost)), (1, 1), "{}", house.shows(MANAGER));
        house.world.set_standing(GROUP, house.world.bot_id(), Standing::Kicked, CHEN).expect("thrown out");
        house.settle().await;
        house.clock.advance_to(POSTED.plus_days(7));
        house.settle().await;
        assert_eq!((count(&house, staff_chat(), lost), count(&house, MANAGER, lost)), (1, 1), "told once");
        let elsewhere: usize = [staff_chat(), MANAGER, CHEN].iter().map(|chat| count(&house, *chat, "一周】")).sum();
        assert_eq!(elsewhere, 0, "a week that was for residents goes to nobody else");
        assert_eq!(count(&house, OTHER, "一周】"), 2, "another compound's group goes on");
        println!("T14: a residents' group lost with its digest on the way: staff chat and manager told once, 0 posts elsewhere");
    }
}
