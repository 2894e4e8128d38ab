//! A small work from a resident's report to its strike-off by two, and what the week and the month make of it: the
//! group's digest, the close-out, the map and the board.

use chrono::{Datelike as _, Days};
use mulin::domain::micro_task::Month;
use serde_json::{Value, json};

use crate::board::{WALL, looks_right};
use crate::page::{CHEN, LI, NEIGHBOURS, PHONE, Page, SECRETARY, WANG};
use crate::program::Program;
use crate::whole_way::{settles_in, settles_in_english};

/// Days that a posting stands, and one more.
const POSTED: usize = 6;

/// 王阿姨 reports a dark stair, a neighbour is there too.
async fn residents_come(page: &Page) {
    page.plays(WANG).await;
    settles_in(page).await;
    page.says("3栋2单元楼道灯老是坏,摸黑上楼").await;
    page.taps("对,照明").await;
    page.reads("照片").await;
    page.taps("没有照片").await;
    page.taps("保密:办事的人看不到您是谁").await;
    page.taps("对,记下来").await;
    page.reads("记下了,编号 1001").await;
    page.plays(LI).await;
    settles_in_english(page).await;
}

/// 小陈 proposes it as a task, with a photo of how it is.
async fn it_is_proposed(page: &Page) {
    page.plays(CHEN).await;
    page.says("/task new 1001").await;
    page.reads("要做什么").await;
    page.says("3栋楼道换声控灯").await;
    for tap in ["不是物业该做的", "没有别的计划", "工程", "小陈管家", "还没定"] {
        page.taps(tap).await;
    }
    page.reads("预算多少元").await;
    page.says("3000元").await;
    page.taps("美好家园基金").await;
    page.reads("哪天开工").await;
    page.taps("7 天后").await;
    page.reads("哪天前做完").await;
    page.taps("14 天后").await;
    page.reads("有现在的照片吗").await;
    page.sends_photo("dark.png", "").await;
    page.reads("收到 1 张了").await;
    page.taps("好了,就这些").await;
    page.reads("做什么:3栋楼道换声控灯").await;
    page.shot("work-1-review").await;
    page.taps("对,立项").await;
    page.reads("立项了,编号 8").await;
    page.plays(WANG).await;
    page.has("您反映的 1001 号,立了微实事 8 号").await;
    page.shot("work-2-reporter-told").await;
}

/// The secretary decides it and posts it; a neighbour finds it and follows.
async fn it_is_posted_and_followed(page: &Page) {
    page.plays(SECRETARY).await;
    page.taps("去办理").await;
    page.taps("议定:要做").await;
    page.taps("公示").await;
    page.taps("5 天后").await;
    page.reads("现在:公示").await;
    page.shot("work-3-posted").await;
    page.plays(LI).await;
    page.says("/progress").await;
    page.reads("Small works in Yongfengli").await;
    page.shot("work-4-progress").await;
    page.taps("Filter").await;
    page.taps("By stage").await;
    page.taps("posted").await;
    page.taps("No. 8").await;
    page.reads("Task 8").await;
    page.taps("Follow").await;
    page.reads("Unfollow").await;
    page.shot("work-5-followed").await;
}

/// The posting is over; it is scheduled, begun, shown on the way, and finished with a photo.
async fn it_is_worked(page: &Page) {
    page.waits_days(POSTED).await;
    page.plays(CHEN).await;
    page.has("8 号 3栋楼道换声控灯:公示到期了").await;
    page.says("/task 8").await;
    page.taps("排期").await;
    // Due on Monday, so that it is among what is due in the month that is closed at the end.
    let today = page.now().await.local().date_naive();
    let monday = today + Days::new(7 - u64::from(today.weekday().num_days_from_monday()));
    page.reads("哪天开工").await;
    page.says(&monday.format("%-m月%-d日").to_string()).await;
    page.reads("哪天前做完").await;
    page.says(&monday.format("%-m月%-d日").to_string()).await;
    page.taps("开工了").await;
    page.reads("现在:施工").await;
    page.taps("发进展").await;
    page.reads("有什么进展").await;
    page.sends_photo("dark.png", "灯到了,先换一到三楼").await;
    page.reads("照片 1 张").await;
    page.taps("发出去").await;
    page.reads("灯到了,先换一到三楼").await;
    page.taps("做好了,请验收").await;
    page.reads("做了什么").await;
    page.sends_photo("lit.png", "12盏灯都换成声控灯,试过都亮").await;
    page.reads("照片 1 张").await;
    page.taps("发出去").await;
    page.reads("现在:验收").await;
    page.shot("work-6-card").await;
}

/// Two residents accept it, two of the staff strike it off.
async fn it_is_accepted_and_struck_off(page: &Page) {
    page.plays(LI).await;
    page.has("is it really done?").await;
    page.taps("It is really done").await;
    page.reads("Thank you, noted").await;
    page.plays(WANG).await;
    page.has("做好了,请您看看,真的办好了吗").await;
    page.shot("work-7-accept").await;
    page.taps("真的办好了").await;
    page.has("1001 号办好了").await;
    page.plays(CHEN).await;
    page.has("居民验收通过").await;
    page.says("/task 8").await;
    page.taps("请销号").await;
    page.reads("记下了").await;
    let own = page.shows().await;
    assert!(!own.contains("同意销号"), "who asks doesn't approve: {own}");
    page.plays(SECRETARY).await;
    page.taps("去办理").await;
    page.taps("同意销号").await;
    page.reads("现在:销号").await;
    page.plays(WANG).await;
    page.has("8 号 3栋楼道换声控灯:办好销号了").await;
    page.shot("work-8-struck-off").await;
}

/// Before and after side by side, the map, a task's page.
async fn it_is_looked_at(page: &Page) {
    page.says("/photo 8").await;
    page.reads("微实事 8 号").await;
    page.sees_picture(600).await;
    page.shot("work-9-pair").await;
    page.says("/map").await;
    page.has("项目作战图:在办").await;
    page.reads("永丰里:在办").await;
    page.sees_picture(600).await;
    page.shot("work-10-map").await;
    page.taps("微实事进展").await;
    page.reads("永丰里的微实事").await;
}

/// The week's end: the group reads its digest.
async fn the_group_reads_its_week(page: &Page) {
    // Monday is at most a week ahead; the page says when it is there.
    page.click("//button[@id='clock-monday']").await;
    page.enters(NEIGHBOURS).await;
    let digest = page.reads("【永丰里一周】").await;
    assert!(digest.contains("微实事:往前走了") && digest.contains("销号"), "{digest}");
    page.shot("work-11-digest").await;
}

/// The month's end: whoever has something left settles it, in the evening the month is closed.
async fn the_month_is_closed(page: &Page) {
    let ends = Month::of(page.now().await).last_day_at(540);
    if page.now().await < ends {
        page.moves_clock("clock-month", ends).await;
    }
    page.plays(CHEN).await;
    page.has("今天月度销号").await;
    page.taps("一件一件来").await;
    page.reads("这件这个月到期").await;
    page.shot("work-12-closeout").await;
    page.taps("结转到以后").await;
    page.taps("材料没到").await;
    page.reads("改到哪天").await;
    page.taps("30 天后").await;
    page.reads("结转好了").await;
    page.waits_days(1).await;
    page.plays(WANG).await;
    page.enters(NEIGHBOURS).await;
    let list = page.text("(//article[contains(.,'【月度销号】永丰里')])[last()]").await;
    assert!(list.contains("结转(材料没到") && list.contains("8 号 照明:已销号"), "{list}");
    page.shot("work-13-closed").await;
}

#[tokio::test]
async fn a_small_work_goes_from_a_report_to_its_strike_off_the_digest_and_the_close_out() {
    let page = Page::open(Program::start()).await;
    residents_come(&page).await;
    it_is_proposed(&page).await;
    it_is_posted_and_followed(&page).await;
    it_is_worked(&page).await;
    it_is_accepted_and_struck_off(&page).await;
    it_is_looked_at(&page).await;
    the_group_reads_its_week(&page).await;
    the_month_is_closed(&page).await;

    let tasks: Vec<Value> = page.program.exports("tasks");
    let task = tasks.iter().find(|task| task["number"] == json!(8)).expect("the task");
    assert_eq!(
        (&task["stage"], &task["residents_accepted"], &task["origin"]),
        (&json!("struck_off"), &json!(2), &json!("ticket")),
        "{task:#}"
    );
    page.client().goto(&page.program.board.clone()).await.expect("the board");
    page.click("//a[@lang='zh-CN']").await;
    page.find("//h1[contains(.,'青阳')]").await;
    for size in [WALL, PHONE] {
        looks_right(&page.browser, "work-board", size).await;
    }
}
