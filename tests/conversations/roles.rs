//! How somebody becomes staff and a group a staff chat, and what each is then offered.

use crate::on_both;
use crate::support::{House, MANAGER, OUTSIDER};
use mulin::sandbox::{Group, Standing};

/// The names of the commands that were offered last in a chat of its own.
fn offered(house: &House, chat: i64) -> Vec<String> {
    let calls = house.world.record();
    let own = |call: &&std::sync::Arc<mulin::sandbox::Recorded>| {
        call.method == "setMyCommands" && call.params["scope"]["chat_id"] == chat
    };
    let Some(last) = calls.iter().rev().find(own) else { return Vec::new() };
    assert_eq!(last.code, 200, "{:?}", last.result);
    let names = last.params["commands"].as_array().expect("a list").iter();
    names.map(|command| command["command"].as_str().expect("a name").to_owned()).collect()
}

on_both! {
    async fn an_invited_clerk_is_offered_staffs_commands_in_their_own_language(house) {
        house.settle_in(OUTSIDER, "永丰里").await;
        assert_eq!(offered(&house, OUTSIDER), Vec::<String>::new(), "residents have those of every private chat");
        house.says(MANAGER, "/invite clerk 永丰里").await;
        let invite = house.sees(MANAGER);
        let token = invite.split("start=").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a link");
        house.world.start(OUTSIDER, token).expect("started");
        house.settle().await;
        house.taps(OUTSIDER, "是").await;
        house.says(OUTSIDER, "小高").await;
        assert!(house.sees(OUTSIDER).contains("好了,小高"), "{}", house.shows(OUTSIDER));
        let commands = offered(&house, OUTSIDER);
        assert!(commands.iter().any(|name| name == "queue") && commands.iter().any(|name| name == "report"));
        assert!(!commands.iter().any(|name| name == "invite"), "a clerk invites nobody: {commands:?}");

        house.world.start(OUTSIDER, token).expect("started");
        house.settle().await;
        let again = house.sees(OUTSIDER);
        assert!(again.contains("用过"), "a link works once: {again}");
    }
}

on_both! {
    async fn a_bound_staff_chat_is_offered_staffs_commands_until_it_is_unbound(house) {
        let group = -100_777;
        let title = "永丰里工作二群".to_owned();
        let people = [(MANAGER, Standing::Creator), (house.world.bot_id(), Standing::Administrator)];
        house.world.add_group(Group { id: group, title, supergroup: true, forum: false }, &people);
        house.says_in(MANAGER, group, "/bind").await;
        house.taps_in(MANAGER, group, "工作群:送工单卡").await;
        house.taps_in(MANAGER, group, "永丰里").await;
        assert!(house.shows(group).contains("绑好了"), "{}", house.shows(group));
        assert!(offered(&house, group).iter().any(|name| name == "take"));
        house.says_in(MANAGER, group, "/unbind").await;
        assert!(house.shows(group).contains("解绑了"), "{}", house.shows(group));
        let calls = house.world.record();
        let gone = calls.iter().find(|call| call.method == "deleteMyCommands").expect("a call");
        assert_eq!(gone.code, 200, "{:?}", gone.result);
    }
}

on_both! {
    async fn a_group_that_nobody_binds_is_left_after_a_day(house) {
        let group = -100_778;
        house.world.add_group(Group { id: group, title: "谁的群".to_owned(), supergroup: true, forum: false }, &[(MANAGER, Standing::Creator)]);
        house.world.set_standing(group, house.world.bot_id(), Standing::Member, MANAGER).expect("added");
        house.settle().await;
        assert!(house.shows(group).contains("/bind"), "{}", house.shows(group));
        house.wait_ms(23 * 3_600_000).await;
        let left = || house.world.record().iter().any(|call| call.method == "leaveChat" && call.code == 200);
        assert!(!left());
        house.wait_ms(3_600_000).await;
        assert!(left());
    }
}

on_both! {
    async fn raw_updates_and_sent_messages_are_forgotten_after_a_week(house) {
        house.settle_in(OUTSIDER, "永丰里").await;
        let rows = async |table: &str| -> i64 {
            let text = sqlx::AssertSqlSafe(format!("SELECT CAST(COUNT(*) AS BIGINT) FROM {table}"));
            sqlx::query_scalar(text).fetch_one(house.store.pool()).await.expect("counted")
        };
        assert!(rows("inbox").await > 0 && rows("outbox").await > 0);
        house.wait_ms(6 * 86_400_000).await;
        assert!(rows("inbox").await > 0);
        house.wait_ms(86_400_000 + 3_600_000).await;
        // Monday's digests are of today.
        assert_eq!((rows("inbox").await, rows("outbox WHERE pace < 4").await), (0, 0));
    }
}
