//! How somebody becomes staff and a group a staff chat, and what each is then offered.

use crate::on_both;
use crate::support::{CHEN, House, MANAGER, OUTSIDER, WANG, staff_chat};
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

/// Taps the button on whichever page of the list of roles it stands.
async fn taps_listed(house: &House, label: &str) {
    while !house.last(MANAGER)["reply_markup"].to_string().contains(label) {
        house.taps(MANAGER, "下一页").await;
    }
    house.taps(MANAGER, label).await;
}

on_both! {
    async fn a_role_that_is_taken_back_counts_no_more_and_its_tickets_go_back_to_the_queue(house) {
        let staff = staff_chat();
        house.settle_in(WANG, "永丰里").await;
        house.says(WANG, "3栋2单元5楼楼道灯不亮").await;
        for label in ["对,照明", "没有照片", "保密:办事的人看不到您是谁", "对,记下来"] {
            house.taps(WANG, label).await;
        }
        house.taps_in(CHEN, staff, "签收").await;
        house.says(CHEN, "/revoke").await;
        assert!(!house.sees(CHEN).contains("收回哪个"), "a clerk takes nothing back");
        house.says(MANAGER, "/revoke").await;
        taps_listed(&house, "小陈:永丰里 管家").await;
        assert!(house.shows(MANAGER).contains("真的要收回吗"), "{}", house.shows(MANAGER));
        house.sees(CHEN);
        house.taps(MANAGER, "收回").await;
        assert!(house.shows(MANAGER).contains("收回了,马上生效"), "{}", house.shows(MANAGER));
        assert!(house.sees(CHEN).contains("您的岗位有变动"), "{}", house.shows(CHEN));
        assert!(!offered(&house, CHEN).iter().any(|name| name == "queue"), "{:?}", offered(&house, CHEN));
        let desk = house.shows(staff);
        assert!(desk.contains("1001 原来的经办人不再管了") && desk.contains("[签收]"), "{desk}");
        house.says_in(CHEN, staff, "/take 1001").await;
        let (lead, state): (i64, String) = sqlx::query_as("SELECT lead, state FROM tickets WHERE number = 1001")
            .fetch_one(house.store.pool())
            .await
            .expect("a ticket");
        assert_eq!((lead, state.as_str()), (0, "submitted"), "who holds no role takes nothing");
        let audited: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM audit WHERE what = 'revoked'")
            .fetch_one(house.store.pool())
            .await
            .expect("counted");
        assert_eq!(audited, 1);
    }
}

on_both! {
    async fn an_unused_invite_can_be_taken_back(house) {
        house.settle_in(OUTSIDER, "永丰里").await;
        house.says(MANAGER, "/invite clerk 永丰里").await;
        let invite = house.sees(MANAGER);
        let token = invite.split("start=").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a link");
        house.says(MANAGER, "/revoke").await;
        while !house.last(MANAGER)["reply_markup"].to_string().contains("没用的链接") {
            house.taps(MANAGER, "下一页").await;
        }
        let rows = house.last(MANAGER)["reply_markup"]["inline_keyboard"].as_array().expect("rows").clone();
        let mut labels = rows.iter().filter_map(|row| row[0]["text"].as_str());
        let label = labels.find(|label| label.contains("没用的链接")).expect("a link").to_owned();
        house.taps(MANAGER, &label).await;
        house.taps(MANAGER, "收回").await;
        house.world.start(OUTSIDER, token).expect("started");
        house.settle().await;
        assert!(house.sees(OUTSIDER).contains("用过"), "{}", house.shows(OUTSIDER));
    }
}
