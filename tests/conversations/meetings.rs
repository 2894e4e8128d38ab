//! The four-party meeting as people live it: alike reports become an agenda, the agenda minutes, the minutes resolutions
//! that residents read, and what isn't done comes back.

use crate::on_both;
use crate::support::{CHEN, House, LIN, OUTSIDER, SECRETARY, WANG, staff_chat};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// Of the committee of 永丰里.
const WU: i64 = 7103;
/// A tenant whose phone speaks English.
const LI: i64 = 7003;
/// From Monday 16:20 to Thursday 10:00, when the agenda of Friday's meeting is posted.
const TO_THURSDAY: i64 = 2 * DAY + 17 * HOUR + 40 * 60_000;

/// A dark stair light, reported by the shortest way.
async fn reports_a_lamp(house: &House, user: i64, words: &str) {
    house.settle_in(user, "永丰里").await;
    house.says(user, words).await;
    house.taps(user, "对,照明").await;
    if house.last(user)["text"].as_str().is_some_and(|text| text.contains("附近有人已经说过")) {
        house.taps(user, "不是同一件").await;
    }
    house.taps(user, "没有照片").await;
    house.taps(user, "保密:办事的人看不到您是谁").await;
    house.taps(user, "对,记下来").await;
}

/// Three neighbours of one building report the same.
async fn three_alike(house: &House) {
    reports_a_lamp(house, WANG, "3栋2单元5楼楼道灯不亮").await;
    reports_a_lamp(house, LIN, "3栋一单元楼梯灯一直闪").await;
    reports_a_lamp(house, OUTSIDER, "3栋门口路灯不亮,我家孩子怕黑").await;
}

/// What the staff chat of 永丰里 was last told of its meeting.
fn agenda(house: &House) -> String {
    let shown = house.shows(staff_chat());
    shown.rsplit("📋").next().unwrap_or_default().to_owned()
}

/// The committee writes down one decision on the first item, for the clerk, in a week.
async fn minutes(house: &House, words: &str, public: &str) {
    house.says(WU, "/minutes").await;
    let asked = house.sees(WU);
    assert!(!asked.contains("项,共") || asked.contains("永丰里的会,11月27日(周五)\n第 1 项"), "{asked}");
    house.says(WU, words).await;
    house.taps(WU, "小陈管家").await;
    house.says(WU, "12月4日").await;
    house.taps(WU, public).await;
    if !house.shows(WU).ends_with("[先放着]")
        || house.last(WU)["text"].as_str().is_some_and(|text| text.contains("项,共"))
    {
        house.taps(WU, "后面都没定").await;
    }
    house.taps(WU, "对,记下来").await;
}

on_both! {
    async fn three_alike_reports_become_a_resolution_that_residents_see_done(mut house) {
        let staff = staff_chat();
        three_alike(&house).await;
        house.wait_ms(TO_THURSDAY - 60_000).await;
        assert!(!house.shows(staff).contains("四方联动会"), "not before its time");
        house.wait_ms(60_000).await;
        let posted = agenda(&house);
        assert!(posted.contains("永丰里四方联动会:11月27日(周五)15:00"), "{posted}");
        assert!(posted.contains("照明 · 3栋 · 30 天里 3 件"), "{posted}");
        assert!(posted.contains("1001 照明 · 3栋 · 超时,原定11月23日(周一)"), "{posted}");
        assert!(!posted.contains("孩子") && !posted.contains("不亮"), "nothing of what was written: {posted}");
        house.restart().await;
        house.wait_ms(DAY).await;
        assert_eq!(house.shows(staff).matches("四方联动会").count(), 1, "once a round, whatever happens");

        house.sees(WU);
        minutes(&house, "三栋楼道灯全部换成声控灯", "居民看得到").await;
        assert!(house.sees(WU).contains("纪要记好了,定了 1 件事"), "{}", house.shows(WU));
        let told = agenda(&house);
        assert!(told.contains("永丰里会议纪要"), "{told}");
        assert!(told.contains("1. 三栋楼道灯全部换成声控灯 —— 小陈管家,12月4日(周五)前"), "{told}");
        assert!(house.sees(CHEN).contains("永丰里的会定给您一件事"), "{}", house.shows(CHEN));

        house.says(WANG, "/open").await;
        house.taps(WANG, "开会定的事").await;
        let read = house.last(WANG)["text"].as_str().unwrap_or_default().to_owned();
        assert!(read.contains("三栋楼道灯全部换成声控灯\n小陈管家,12月4日(周五)前 · 在办"), "{read}");

        // What was decided becomes a small work in a tap, with the words of the minutes.
        house.says(CHEN, "/resolutions").await;
        house.taps(CHEN, "立微实事:三栋楼道灯全部换成声控灯").await;
        assert!(house.shows(CHEN).ends_with("先不办了]") && house.shows(CHEN).contains("属于哪一类?"), "{}", house.shows(CHEN));
        house.sees(CHEN);

        house.wait_ms(6 * DAY).await;
        assert!(house.sees(CHEN).contains("快到日子了"), "the day before: {}", house.shows(CHEN));
        house.taps(CHEN, "办好了").await;
        house.sends_photo(CHEN, CHEN, "", None).await;
        assert!(house.sees(CHEN).contains("再写一句"), "{}", house.shows(CHEN));
        house.says(CHEN, "已转工程部").await;
        house.says(CHEN, "六盏都换好,晚上试过").await;
        assert!(house.sees(CHEN).contains("记好了"), "{}", house.shows(CHEN));
        let done = house.shows(staff);
        assert!(done.contains("✅ 会上定的事办好了:三栋楼道灯全部换成声控灯\n小陈管家:六盏都换好,晚上试过"), "{done}");
        assert!(done.ends_with("<photo> "), "the photo goes along: {done}");
        house.says(WANG, "/resolutions").await;
        let read = house.last(WANG)["text"].as_str().unwrap_or_default().to_owned();
        assert!(read.contains("12月4日(周五)前 · 12月3日(周四)办好了"), "{read}");
        assert!(read.contains("结果:六盏都换好,晚上试过"), "{read}");
        house.wait_ms(3 * DAY).await;
        assert!(!house.sees(CHEN).contains("过了日子"), "what is done is reminded of no more");
    }
}

on_both! {
    async fn what_is_late_comes_on_the_next_agenda_and_is_carried_over(house) {
        three_alike(&house).await;
        house.wait_ms(TO_THURSDAY).await;
        minutes(&house, "三栋楼道灯全部换成声控灯", "只给同事看").await;
        house.says(WANG, "/resolutions").await;
        assert!(!house.shows(WANG).contains("声控灯"), "colleagues only: {}", house.shows(WANG));
        // Two Thursdays on: the meeting of 4 December is over, and so is the date.
        house.wait_ms(5 * DAY).await;
        let community = house.shows(SECRETARY);
        assert!(community.contains("青华社区四方联动会:12月2日(周三)15:00"), "no staff chat: {community}");
        assert!(community.contains("1001 照明 · 永丰里3栋 · 超时"), "of all its compounds: {community}");
        house.wait_ms(3 * DAY + 12 * HOUR).await;
        assert!(house.sees(CHEN).contains("过了日子"), "{}", house.shows(CHEN));
        house.wait_ms(6 * DAY).await;
        let posted = agenda(&house);
        assert!(posted.contains("1. 上次定的还没办好:三栋楼道灯全部换成声控灯 · 小陈管家"), "{posted}");
        house.says(WU, "/minutes").await;
        house.taps(WU, "改日子接着办").await;
        house.says(WU, "昨天").await;
        assert!(house.shows(WU).contains("这个日子不行"), "{}", house.shows(WU));
        house.says(WU, "12月25日").await;
        house.taps(WU, "后面都没定").await;
        house.taps(WU, "对,记下来").await;
        assert!(agenda(&house).contains("改到12月25日(周五):三栋楼道灯全部换成声控灯"), "{}", agenda(&house));
        house.says(WU, "/resolutions").await;
        let read = house.last(WU)["text"].as_str().unwrap_or_default().to_owned();
        assert!(read.contains("12月25日(周五)前 · 改过日子,在办\n(只给同事看)"), "{read}");
    }
}

on_both! {
    async fn a_residents_idea_reaches_the_meeting_without_its_author(house) {
        house.settle_in(WANG, "永丰里").await;
        house.says(WANG, "/propose").await;
        assert!(house.sees(WANG).contains("看不到您是谁"), "{}", house.shows(WANG));
        house.says(WANG, "东门口加一排长椅,老人好歇脚").await;
        house.taps(WANG, "对,交给会上").await;
        assert!(house.sees(WANG).contains("下次开会会拿出来商量"));
        for words in ["二号提议:晒被子的架子", "三号提议:充电的棚子"] {
            house.says(WANG, &format!("/propose {words}")).await;
            house.taps(WANG, "对,交给会上").await;
        }
        house.says(WANG, "/propose 四号提议").await;
        assert!(house.sees(WANG).contains("已经有 3 个想法在等"), "{}", house.shows(WANG));
        house.wait_ms(TO_THURSDAY).await;
        let posted = agenda(&house);
        assert!(posted.contains("居民提议:东门口加一排长椅,老人好歇脚"), "{posted}");
        assert!(!posted.contains("王"), "{posted}");
        minutes(&house, "东门加四张长椅", "居民看得到").await;
        let heard = house.sees(WANG);
        assert!(heard.contains("您提的想法,永丰里的会议过了:\n东门口加一排长椅"), "{heard}");
        house.taps(WANG, "看会上定了什么").await;
        assert!(house.last(WANG)["text"].as_str().is_some_and(|text| text.contains("东门加四张长椅")));
        house.says(WANG, "/propose 五号提议").await;
        assert!(house.sees(WANG).contains("五号提议"), "those talked over wait no more");
    }
}

on_both! {
    async fn half_written_minutes_outlive_everything_else(mut house) {
        three_alike(&house).await;
        house.wait_ms(TO_THURSDAY).await;
        house.says(WU, "/minutes").await;
        house.says(WU, "三栋楼道灯全部换成声控灯").await;
        house.says(WU, "/my").await;
        house.restart().await;
        house.says(WU, "/minutes").await;
        house.taps(WU, "接着记").await;
        assert!(house.last(WU)["text"].as_str().is_some_and(|text| text.contains("声控灯\n谁来办?")), "{}", house.shows(WU));
        house.says(WU, "陈").await;
        assert!(house.last(WU)["text"].as_str().is_some_and(|text| text.contains("请点下面的按钮")), "{}", house.shows(WU));
    }
}

on_both! {
    async fn the_secretary_chooses_whose_meeting_and_only_an_owner_says_done(house) {
        house.says(SECRETARY, "/minutes").await;
        house.taps(SECRETARY, "永丰里").await;
        house.says(SECRETARY, "门口划消防通道线").await;
        house.taps(SECRETARY, "小陈管家").await;
        house.taps(SECRETARY, "11月30日(周一)").await;
        house.taps(SECRETARY, "居民看得到").await;
        house.taps(SECRETARY, "对,记下来").await;
        assert!(house.shows(staff_chat()).contains("门口划消防通道线"), "{}", house.shows(staff_chat()));
        let text = "SELECT CAST(MAX(id) AS BIGINT) FROM resolutions";
        let id: i64 = sqlx::query_scalar(text).fetch_one(house.store.pool()).await.expect("an id");
        house.settle_in(OUTSIDER, "永丰里").await;
        house.world.press(OUTSIDER, OUTSIDER, house.message_with(OUTSIDER, "永丰里"), &format!("meeting.done:{id}")).expect("pressed");
        house.settle().await;
        house.says(OUTSIDER, "办好了呀").await;
        let state: String = sqlx::query_scalar("SELECT state FROM resolutions WHERE id = $1").bind(id).fetch_one(house.store.pool()).await.expect("a state");
        assert_eq!(state, "open");
    }
}

on_both! {
    async fn english_readers_read_it_in_english(house) {
        house.says(SECRETARY, "/minutes").await;
        house.taps(SECRETARY, "永丰里").await;
        house.says(SECRETARY, "门口划消防通道线").await;
        house.taps(SECRETARY, "小陈管家").await;
        house.says(SECRETARY, "12月4日").await;
        house.taps(SECRETARY, "居民看得到").await;
        house.taps(SECRETARY, "对,记下来").await;
        house.world.start(LI, "").expect("started");
        house.settle().await;
        house.taps(LI, "I agree").await;
        house.taps(LI, "I agree").await;
        house.taps(LI, "Yongfengli").await;
        house.says(LI, "/care").await;
        house.says(LI, "/resolutions").await;
        let read = house.shows(LI);
        assert!(read.contains("陈 (property manager), by Fri"), "{read}");
        assert!(read.contains("under way") && read.contains("[I have an idea too]"), "{read}");
    }
}
