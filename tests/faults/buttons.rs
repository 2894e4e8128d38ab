//! T13: every kind of button there is, pressed thirty days later, on a message that is gone, by another person: each
//! press is answered and none does what it shouldn't.
//!
//! The kinds are those of the one table [`ACTS`] and the screens' choices; a kind that no conversation here has shown
//! fails the test, so a new one can't be forgotten.

use std::collections::{BTreeMap, BTreeSet};

use mulin::conversation::acts::{ACTS, verb};
use mulin::domain::role::Role;
use serde_json::json;

use crate::on_both;
use crate::staff::{answers, asks_for_money, calls, effects, employ, staff_chat};
use crate::support::votes::{CAI, WORKED, opened, prepared, published, votes};
use crate::support::{CHEN, House, LIN, MANAGER, OUTSIDER, SECRETARY, WANG};

const DAY: i64 = 86_400_000;
/// A message that stands in no chat any more.
const GONE: i64 = 999_999;

/// A button as it was once shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Shown {
    data: String,
    chat: i64,
    message: i64,
}

/// Every button that was ever shown, by kind: the verb of an act, `~` for a screen's choice. Of a kind and chat a few.
fn shown(house: &House) -> BTreeMap<String, Vec<Shown>> {
    let mut found: BTreeMap<String, Vec<Shown>> = BTreeMap::new();
    for call in house.world.record() {
        let rows = call.params["reply_markup"]["inline_keyboard"].as_array().into_iter().flatten();
        let chat = call.params["chat_id"].as_i64().unwrap_or_default();
        let message = call.result["message_id"].as_i64().or(call.params["message_id"].as_i64()).unwrap_or(GONE);
        for data in
            rows.flat_map(|row| row.as_array().into_iter().flatten()).filter_map(|b| b["callback_data"].as_str())
        {
            let kind = if data.starts_with('~') { "~" } else { verb(data) };
            let one = Shown { data: data.to_owned(), chat, message };
            let known = found.entry(kind.to_owned()).or_default();
            if !known.iter().any(|known| known.data == one.data) {
                known.push(one);
            }
        }
    }
    found
}

/// Of the committee of 永丰里.
const WU: i64 = 7103;

/// A lamp of 王阿姨's, filed by the shortest way.
async fn files(house: &House, words: &str) {
    house.says(WANG, words).await;
    house.taps(WANG, "对,照明").await;
    if house.shows(WANG).ends_with("[返回] [取消]") && house.shows(WANG).contains("不是同一件") {
        house.taps(WANG, "不是同一件").await;
    }
    for label in ["没有照片", "保密:办事的人看不到您是谁", "对,记下来"] {
        house.taps(WANG, label).await;
    }
}

/// Conversations in which every kind of button comes up.
async fn live(house: &House) {
    let staff = staff_chat();
    house.settle_in(WANG, "永丰里").await;
    files(house, "3栋2单元5楼楼道灯不亮").await;
    for label in ["签收", "已联系", "常用答复", "指派", "不予受理"] {
        house.taps_in(CHEN, staff, label).await;
    }
    house.taps_in(CHEN, staff, "已在诉讼、仲裁或信访").await;
    house.says_in(CHEN, staff, "/queue").await;
    house.says(CHEN, &format!("/reply 1001 {}", "试过亮了。".repeat(70))).await;
    house.says_in(MANAGER, staff, "/bind").await;
    house.taps_in(MANAGER, staff, "工作群:送工单卡").await;
    house.says(MANAGER, "/invite clerk 永丰里").await;
    house.says(MANAGER, "/revoke").await;
    let holder = house.last(MANAGER)["reply_markup"]["inline_keyboard"][0][0]["text"].as_str().expect("one").to_owned();
    house.taps(MANAGER, &holder).await;
    house.taps(MANAGER, "看名单").await;
    // Unused invites stand behind those who hold a role, on whatever page that is.
    while house.last(MANAGER)["reply_markup"].to_string().contains("下一页") {
        house.taps(MANAGER, "下一页").await;
    }
    house.says_in(CHEN, staff, "/done 1001 灯管已换").await;
    for label in ["联系过", "没解决", "态度不好"] {
        house.taps(WANG, label).await;
    }
    files(house, "5栋1单元2楼楼道灯不亮").await;
    files(house, "8栋2单元楼道灯不亮").await;
    house.says(WANG, "我再说一句").await;
    house.taps_in(CHEN, staff, "不予受理").await;
    house.taps_in(CHEN, staff, "已在诉讼、仲裁或信访").await;
    house.taps_in(CHEN, staff, "只说原因").await;
    house.says(WANG, "/home").await;
    house.taps(WANG, "没有码,请物业确认").await;
    house.says(WANG, "3栋2单元501").await;
    house.taps(WANG, "业主").await;
    house.says(WANG, "/propose 东门口加一排长椅").await;
    house.taps(WANG, "对,交给会上").await;
    announced(house).await;
    works(house).await;
    resolved(house).await;
    funded(house).await;
    asks_for_money(house).await;
    votes_on(house).await;
    house.says(WANG, "/start s-yongfengli").await;
    house.taps(WANG, "每周一发给我").await;
    house.says(WANG, "/start s-yongfengli").await;
    house.says(WANG, "/settings").await;
    house.says(WANG, "电梯困人了").await;
    house.wait_ms(25 * 3_600_000).await;
}

/// A micro-task out of one of these tickets, as far as its acceptance, and the month's last morning.
async fn works(house: &House) {
    house.says(CHEN, "/task new 1002").await;
    house.says(CHEN, "8栋楼道换灯").await;
    for label in ["不是物业该做的", "没有别的计划", "工程", "小陈管家", "还没定", "不花钱"] {
        house.taps(CHEN, label).await;
    }
    house.says(CHEN, "11月24日").await;
    house.says(CHEN, "11月29日").await;
    for label in ["没有照片", "对,立项"] {
        house.taps(CHEN, label).await;
    }
    for label in ["去办理", "议定:要做", "公示", "5 天后"] {
        house.taps(SECRETARY, label).await;
    }
    for _ in 0..7 {
        house.wait_ms(DAY).await;
    }
    house.says(CHEN, "/task 1").await;
    for label in ["排期", "3 天后", "7 天后", "开工了", "做好了,请验收"] {
        house.taps(CHEN, label).await;
    }
    house.says(CHEN, "换好了").await;
    house.sends_photo(CHEN, CHEN, "", None).await;
    house.taps(CHEN, "发出去").await;
}

/// Last week's meeting decides on a resident's idea.
async fn resolved(house: &House) {
    house.says(WU, "/minutes").await;
    while !house.last(WU)["text"].as_str().expect("an item").contains("居民提议") {
        house.taps(WU, "没定下来").await;
    }
    house.says(WU, "东门加四张长椅").await;
    house.taps(WU, "小陈管家").await;
    house.says(WU, "12月14日").await;
    house.taps(WU, "居民看得到").await;
    while house.shows(WU).ends_with("[后面都没定] [先放着]") {
        house.taps(WU, "没定下来").await;
    }
    house.taps(WU, "对,记下来").await;
}

/// One of the tickets becomes a fund project, which is turned down.
async fn funded(house: &House) {
    house.says(CHEN, "/ticket 1002").await;
    for label in ["提成基金项目", "对,提上去"] {
        house.taps(CHEN, label).await;
    }
    for label in ["去办理", "不立项", "已经有计划,或有人提过"] {
        house.taps(SECRETARY, label).await;
    }
    house.says(SECRETARY, "明年统一换").await;
}

/// A vote that the secretary asks to open and the officer opens, and a receipt.
async fn votes_on(house: &House) {
    published(house, &WORKED).await;
    house.says(WANG, "/home WANG-2345").await;
    prepared(house, &["东门长椅", "楼道声控灯"]).await;
    opened(house).await;
    votes(house, WANG, None, &["楼道声控灯"]).await;
}

/// What everyone is told: a meeting, then no water, then a typhoon.
async fn announced(house: &House) {
    for (about, words) in [("开会", "周五开楼道会"), ("停水", "水泵检修")] {
        house.says(CHEN, "/announce").await;
        if about == "停水" {
            house.taps(CHEN, "发新通知").await;
        }
        for label in ["全部", about] {
            house.taps(CHEN, label).await;
        }
        house.says(CHEN, words).await;
        for label in ["明天 18:00", "现在发出"] {
            house.taps(CHEN, label).await;
        }
    }
    house.taps(WANG, "不收这类").await;
    house.says(SECRETARY, "/emergency").await;
    for label in ["启动应急", "永丰里", "台风", "今天 22:20", "确定启动"] {
        house.taps(SECRETARY, label).await;
    }
}

/// Somebody presses a button of a message that isn't in their chat: any client can send that.
fn forged(house: &House, user: i64, button: &Shown) {
    let kind = if button.chat > 0 { "private" } else { "supergroup" };
    house.world.raw_update(json!({"callback_query": {
        "id": format!("forged-{user}-{}", button.data), "from": {"id": user, "is_bot": false, "first_name": "甲"},
        "chat_instance": "1", "data": button.data,
        "message": {"message_id": button.message, "date": 0, "chat": {"id": button.chat, "type": kind}}
    }}));
}

/// What was answered to a press, and what it changed in the database.
async fn pressed(house: &House, own: &BTreeSet<i64>, press: impl FnOnce()) -> (usize, Vec<String>) {
    let (from, before) = (calls(house), effects(house, own).await);
    press();
    house.settle().await;
    let after = effects(house, own).await;
    let tried = |call: &&std::sync::Arc<mulin::sandbox::Recorded>| call.method == "answerCallbackQuery";
    let answered = house.world.record_after(from).iter().filter(tried).count();
    (answered, after.symmetric_difference(&before).cloned().collect())
}

/// The ids of those who press: what they change of their own (a screen, a draft) is no effect.
async fn own(house: &House, users: &[i64]) -> BTreeSet<i64> {
    let mut own = BTreeSet::new();
    for user in users {
        let text = "SELECT id FROM persons WHERE telegram = $1";
        let id: Option<i64> =
            sqlx::query_scalar(text).bind(user).fetch_optional(house.store.pool()).await.expect("read");
        own.extend(id);
    }
    own
}

on_both! {
    async fn an_old_button_is_answered_and_does_nothing_wrong(house) {
        live(&house).await;
        let kinds = shown(&house);
        let unmet: Vec<&str> = ACTS.iter().map(|(verb, _)| *verb).filter(|verb| !kinds.contains_key(*verb)).collect();
        assert!(unmet.is_empty(), "no conversation here shows these kinds of button: {unmet:?}");
        house.wait_ms(30 * DAY).await;
        house.says(LIN, "你好").await;
        house.says(OUTSIDER, "你好").await;
        employ(&house, &[(60_500, Role::Clerk, "baolong", "远".to_owned())]).await;
        let people = own(&house, &[WANG, CHEN, MANAGER, SECRETARY, CAI, LIN, OUTSIDER, 60_500]).await;
        let (mut presses, mut changed) = (0, Vec::new());
        for button in kinds.values().flat_map(|shown| shown.iter().take(3)) {
            let reader = match button.chat {
                chat if chat > 0 => chat,
                _ if button.data.starts_with("desk.bind") || button.data.starts_with("desk.place") => MANAGER,
                _ => CHEN,
            };
            let gone = Shown { message: GONE, ..button.clone() };
            for (user, button) in [(LIN, button), (OUTSIDER, button), (60_500, button), (reader, &gone), (reader, button)] {
                let (answered, effects) = pressed(&house, &people, || forged(&house, user, button)).await;
                presses += 1;
                assert_eq!(answered, 1, "{user} pressed {button:?}");
                if user != reader && !effects.is_empty() {
                    changed.push((user, button.clone(), effects.clone()));
                }
                if user == reader && !effects.iter().all(|line| rightly(button, line)) {
                    changed.push((user, button.clone(), effects));
                }
            }
        }
        println!("T13: {} kinds, {presses} presses after 30 days, all answered, {} wrong", kinds.len(), changed.len());
        assert!(changed.is_empty(), "{changed:#?}");
    }
}

/// Whether this effect is what the button is for when its own reader presses it: a ticket that is still open may be
/// taken, contacted, assigned or declined, and urged once its time is over; a group be bound by who may.
fn rightly(button: &Shown, line: &str) -> bool {
    let table = line.split(' ').next().unwrap_or_default();
    match verb(&button.data) {
        "mine.urge" | "desk.take" | "desk.contact" | "desk.assign" | "desk.declined" => {
            ["tickets", "events"].contains(&table)
        }
        "desk.place" => table == "chats",
        "ledger.approve" => table.starts_with("ledger_"),
        "task.accept" => ["tasks", "task_events"].contains(&table),
        "home.yes" | "home.no" => ["occupancies", "household_requests"].contains(&table),
        _ => false,
    }
}

on_both! {
    async fn a_button_of_a_deleted_message_still_speaks(house) {
        house.settle_in(WANG, "永丰里").await;
        house.says(WANG, "3栋2单元5楼楼道灯不亮").await;
        let (message, data) = crate::staff::button(&house, WANG, "对,照明");
        house.world.delete(WANG, WANG, message).expect("deleted");
        let from = calls(&house);
        house.world.press(WANG, WANG, message, &data).expect("pressed");
        house.settle().await;
        house.wait_ms(1).await;
        assert_eq!(answers(&house, from).len(), 1);
        let last = house.last(WANG);
        assert!(last["message_id"].as_i64().expect("an id") > message, "the screen comes anew:\n{}", house.shows(WANG));
        house.taps(WANG, "没有照片").await;
        println!("T13: the screen of a deleted message comes anew");
    }
}
