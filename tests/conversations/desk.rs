//! The desk as staff work at it: the queue, assigning by name, taking back a slip, urgent cards.

use crate::on_both;
use crate::support::{CHEN, House, OUTSIDER, SECRETARY, WANG, staff_chat};

/// A report in 永丰里 from its first line to its receipt; `user` is past first contact.
async fn files(house: &House, user: i64, words: &str) {
    house.says(user, words).await;
    for label in ["对,照明", "不是同一件", "没有照片", "保密:办事的人看不到您是谁", "对,记下来"]
    {
        if house.shows(user).lines().any(|line| line.contains(&format!("[{label}]"))) {
            house.taps(user, label).await;
        }
    }
}

on_both! {
    async fn the_queue_says_what_it_shows_and_where_one_is(house) {
        house.settle_in(WANG, "永丰里").await;
        house.settle_in(OUTSIDER, "永丰里").await;
        for building in 1..=7 {
            let user = if building % 2 == 0 { WANG } else { OUTSIDER };
            files(&house, user, &format!("{building}栋2单元楼道灯不亮")).await;
        }
        house.says(CHEN, "/take 1001").await;
        house.says(CHEN, "/queue").await;
        let first = house.sees(CHEN);
        for part in ["待办 7 件", "第 1/2 页", "永丰里 2栋 2单元", "2栋2单元楼道灯不亮", "🟢"] {
            assert!(first.contains(part), "{part} in {first}");
        }
        house.taps(CHEN, "下一页").await;
        let second = house.shows(CHEN);
        assert!(second.contains("第 2/2 页") && second.contains("1001 · 照明 · 已签收 · 小陈管家"), "{second}");
        house.taps(CHEN, "未签收").await;
        let untaken = house.shows(CHEN);
        assert!(untaken.contains("待办 6 件") && untaken.contains("只看:未签收"), "{untaken}");
        assert!(untaken.contains("✓ 未签收") && untaken.contains("[看全部]"), "{untaken}");
        house.taps(CHEN, "看全部").await;
        assert!(house.shows(CHEN).contains("待办 7 件"), "{}", house.shows(CHEN));
        house.says(CHEN, "/queue 照明 3栋").await;
        let narrow = house.sees(CHEN);
        assert!(narrow.contains("只看:照明 · 3栋") && narrow.contains("待办 1 件"), "{narrow}");
        house.says(CHEN, "/mine").await;
        assert!(house.sees(CHEN).contains("您主办的 1 件"), "{}", house.shows(CHEN));
    }
}

on_both! {
    async fn a_colleague_is_named_as_people_say_it(house) {
        house.settle_in(WANG, "永丰里").await;
        files(&house, WANG, "3栋2单元楼道灯不亮").await;
        house.says(SECRETARY, "/assign 1001 @小陈").await;
        assert!(house.sees(SECRETARY).contains("1001 现在由"), "{}", house.shows(SECRETARY));
        house.says(SECRETARY, "/assign 1001 林").await;
        assert!(house.sees(SECRETARY).contains("1001 现在由"), "{}", house.shows(SECRETARY));
        house.says(SECRETARY, "/assign 1001 陈管家").await;
        let offered = house.sees(SECRETARY);
        assert!(offered.contains("小陈管家") && !offered.contains("林书记"), "a post may be another's: {offered}");
        house.says(SECRETARY, "/assign 1001 @孙悟空").await;
        let unknown = house.sees(SECRETARY);
        assert!(unknown.contains("没找到能接的“孙悟空”") && unknown.contains("林书记"), "{unknown}");
    }
}

on_both! {
    async fn a_done_by_a_slip_is_taken_back_for_fifteen_seconds(house) {
        house.settle_in(WANG, "永丰里").await;
        files(&house, WANG, "3栋2单元楼道灯不亮").await;
        let staff = staff_chat();
        house.says_in(CHEN, staff, "/take 1001").await;
        house.says_in(CHEN, staff, "/done 1001 灯管换了,试过亮了").await;
        house.taps_in(SECRETARY, staff, "点错了,撤回(15 秒内)").await;
        assert!(house.shows(staff).contains("已办结"), "not theirs to take back");
        house.taps_in(CHEN, staff, "点错了,撤回(15 秒内)").await;
        assert!(house.shows(staff).contains("1001 撤回了"), "{}", house.shows(staff));
        assert!(house.sees(WANG).contains("刚才那条是同事点错了"), "{}", house.shows(WANG));
        house.says(CHEN, "/ticket 1001").await;
        assert!(house.sees(CHEN).contains("刚才点错了,撤回"), "{}", house.shows(CHEN));
        house.taps(WANG, "联系过").await;
        assert!(!house.shows(WANG).contains("解决了吗"), "what was asked of a slip is asked no further");

        house.says_in(CHEN, staff, "/done 1001 灯管换了,试过亮了").await;
        house.wait_ms(15_001).await;
        house.taps_in(CHEN, staff, "点错了,撤回(15 秒内)").await;
        assert!(house.shows(staff).contains("已办结"), "{}", house.shows(staff));
    }
}

on_both! {
    async fn a_decline_by_a_slip_is_taken_back(house) {
        house.settle_in(WANG, "永丰里").await;
        files(&house, WANG, "3栋2单元楼道灯不亮").await;
        house.says(CHEN, "/decline 1001").await;
        house.taps(CHEN, "已在诉讼、仲裁或信访").await;
        house.taps(CHEN, "只说原因").await;
        assert!(house.shows(WANG).contains("这里办不了"), "{}", house.shows(WANG));
        house.taps(CHEN, "点错了,撤回(15 秒内)").await;
        assert!(house.shows(staff_chat()).contains("1001 · 待签收"), "{}", house.shows(staff_chat()));
    }
}

on_both! {
    async fn a_new_card_counts_what_the_reporter_and_the_place_had_before(house) {
        house.settle_in(WANG, "永丰里").await;
        files(&house, WANG, "3栋2单元楼道灯不亮").await;
        assert!(house.sees(staff_chat()).contains("这位居民第一次报事"));
        files(&house, WANG, "3栋1单元楼道灯坏了").await;
        let card = house.sees(staff_chat());
        assert!(card.contains("这位居民另有 1 件在办") && card.contains("同楼同类:1 件"), "{card}");
    }
}
