//! What staff tell everyone: announced, met by who would report it, put right, taken back; a typhoon; and what people
//! would rather not be told.

use crate::on_both;
use crate::support::{CHEN, House, LIN, OUTSIDER, SECRETARY, WANG};
use mulin::sandbox::demo::{self, Purpose};

const HOUR: i64 = 3_600_000;

/// The residents' group of 永丰里 in the demo.
fn group() -> i64 {
    let groups = demo::groups();
    let residents = |circle: &&demo::Circle| circle.scope == "yongfengli" && circle.purpose == Purpose::Residents;
    groups.iter().find(residents).expect("a residents' group").id
}

/// Water is off until tomorrow 18:00: the clerk answers every question and sees it as residents will.
async fn announce_water(house: &House) {
    house.says(CHEN, "/announce").await;
    assert!(house.shows(CHEN).contains("1/4 只发给哪几栋"), "{}", house.shows(CHEN));
    house.says(CHEN, "3栋、5栋").await;
    house.taps(CHEN, "停水").await;
    house.says(CHEN, "水泵检修,请先存水").await;
    house.taps(CHEN, "明天 18:00").await;
}

on_both! {
    async fn who_says_what_it_is_before_it_is_asked_says_it_once(house) {
        house.says(CHEN, "/announce 今晚检修电梯,请走楼梯").await;
        house.taps(CHEN, "全部").await;
        house.taps(CHEN, "电梯").await;
        house.taps(CHEN, "明天 18:00").await;
        let review = house.sees(CHEN);
        assert!(review.contains("今晚检修电梯,请走楼梯"), "{review}");
    }
}

on_both! {
    async fn who_lost_the_role_announces_nothing_any_more(house) {
        house.settle_in(WANG, "永丰里").await;
        house.says(CHEN, "/announce 小区运动会改期").await;
        house.taps(CHEN, "全部").await;
        house.taps(CHEN, "开会").await;
        house.says(CHEN, "周五 18:00").await;
        house.taps(CHEN, "定时发").await;
        house.says(CHEN, "明天 9:00").await;
        let mut tx = house.store.begin().await.expect("a transaction");
        sqlx::query("DELETE FROM grants WHERE role = 'clerk'").execute(&mut *tx).await.expect("taken");
        tx.commit().await.expect("committed");
        house.wait_ms(24 * HOUR).await;
        assert!(!house.shows(group()).contains("运动会"), "{}", house.shows(group()));
        assert!(!house.shows(WANG).contains("运动会"), "{}", house.shows(WANG));
    }
}

/// A plain one: a meeting, said in these words.
async fn announce_meeting(house: &House, words: &str) {
    house.says(CHEN, "/announce").await;
    if house.last(CHEN)["text"].as_str().is_some_and(|text| text.contains("正在生效")) {
        house.taps(CHEN, "发新通知").await;
    }
    house.taps(CHEN, "全部").await;
    house.taps(CHEN, "开会").await;
    house.says(CHEN, words).await;
    house.says(CHEN, "周五 18:00").await;
    house.taps(CHEN, "现在发出").await;
}

fn silent(house: &House, chat: i64, part: &str) -> bool {
    let calls = house.world.record();
    let holds = |call: &&std::sync::Arc<mulin::sandbox::Recorded>| {
        let text = call.params["text"].as_str().unwrap_or_default();
        call.method == "sendMessage" && call.params["chat_id"] == chat && text.contains(part)
    };
    let call = calls.iter().rev().find(holds).unwrap_or_else(|| panic!("no “{part}” was sent to {chat}"));
    call.params["disable_notification"] == true
}

const WATER: &str =
    "【停水】永丰里(3、5栋)\n水泵检修,请先存水\n到11月24日(周二)18:00为止\n小陈管家,11月23日(周一)16:20";

on_both! {
    async fn water_is_off_and_everyone_reads_it_until_it_is_taken_back(house) {
        house.settle_in(WANG, "永丰里").await;
        house.settle_in(LIN, "金利花园").await;
        house.sees(WANG);
        house.sees(LIN);
        announce_water(&house).await;
        let review = house.sees(CHEN);
        assert!(review.contains(WATER) && review.contains("[现在发出]"), "as residents will read it: {review}");
        house.taps(CHEN, "现在发出").await;
        assert_eq!(house.sees(group()), WATER);
        assert_eq!(house.sees(WANG), format!("{WATER}\n\n急事人人都收到。\n[消息提醒设置]"));
        assert_eq!(house.sees(LIN), "", "who lives elsewhere is left alone");

        house.says(CHEN, "/announce").await;
        house.taps(CHEN, "停水·永丰里(3、5栋),到明天 18:00").await;
        let page = house.shows(CHEN);
        assert!(page.contains("收到 2,等着发 0,没发成 0,联系不上 0"), "{page}");

        house.taps(CHEN, "更正").await;
        house.taps(CHEN, "内容").await;
        house.says(CHEN, "水泵检修,早一小时来水").await;
        assert!(house.sees(CHEN).contains("【已更正】11月23日(周一)16:20"), "{}", house.shows(CHEN));
        house.taps(CHEN, "发出更正").await;
        for chat in [group(), WANG] {
            let stands = house.shows(chat);
            assert!(stands.contains("已更正") && stands.contains("早一小时") && !stands.contains("先存水"), "{stands}");
            assert_eq!(house.sees(chat), "", "it is changed where it stands");
        }

        house.says(CHEN, "/announce").await;
        house.taps(CHEN, "停水·永丰里(3、5栋),到明天 18:00").await;
        house.taps(CHEN, "撤回").await;
        house.taps(CHEN, "撤回").await;
        for chat in [group(), WANG] {
            let stands = house.shows(chat);
            assert!(stands.contains("【已撤回】停水") && !stands.contains("早一小时"), "{stands}");
        }
        house.says(CHEN, "/announce").await;
        assert!(house.sees(CHEN).contains("1/4"), "nothing is in force any more: {}", house.shows(CHEN));
    }
}

on_both! {
    async fn who_is_about_to_report_it_reads_that_it_is_known(house) {
        house.settle_in(WANG, "永丰里").await;
        announce_water(&house).await;
        house.taps(CHEN, "现在发出").await;
        house.says(WANG, "3栋停水了").await;
        house.taps(WANG, "对,水电").await;
        let known = house.sees(WANG);
        assert!(known.contains("已知:停水,永丰里(3、5栋),到明天 18:00"), "{known}");
        house.taps(WANG, "就是这件,有变化告诉我").await;
        assert!(house.shows(WANG).contains("有变化就告诉您"), "{}", house.shows(WANG));

        house.says(CHEN, "/announce").await;
        house.taps(CHEN, "停水·永丰里(3、5栋),到明天 18:00").await;
        house.taps(CHEN, "撤回").await;
        house.taps(CHEN, "撤回").await;
        assert!(house.sees(WANG).contains("“停水”的通知撤回了"), "{}", house.shows(WANG));
    }
}

on_both! {
    async fn what_is_scheduled_goes_out_at_its_moment_or_not_at_all(house) {
        house.settle_in(WANG, "永丰里").await;
        announce_water(&house).await;
        house.taps(CHEN, "定时发").await;
        house.says(CHEN, "昨天").await;
        assert!(house.shows(CHEN).contains("这个时间不行"), "{}", house.shows(CHEN));
        house.says(CHEN, "明天 7:00").await;
        house.sees(WANG);
        house.wait_ms(14 * HOUR).await;
        assert_eq!((house.sees(WANG), house.sees(group())), (String::new(), String::new()));
        house.wait_ms(HOUR).await;
        assert!(house.sees(WANG).contains("水泵检修") && house.sees(group()).contains("水泵检修"));
        assert!(silent(&house, WANG, "水泵检修") && silent(&house, group(), "水泵检修"), "quiet hours");
    }
}

on_both! {
    async fn nobody_is_disturbed_more_than_once_a_day_nor_against_their_will(house) {
        house.settle_in(WANG, "永丰里").await;
        house.settle_in(OUTSIDER, "永丰里").await;
        house.sees(WANG);
        house.sees(OUTSIDER);
        announce_meeting(&house, "周五开楼道会").await;
        assert!(house.sees(WANG).contains("周五开楼道会"));
        house.taps(WANG, "不收这类").await;
        assert!(house.shows(WANG).contains("不再发“小区通知”给您"), "{}", house.shows(WANG));
        house.sees(OUTSIDER);

        announce_meeting(&house, "周六植树").await;
        announce_meeting(&house, "周日义诊").await;
        assert_eq!((house.sees(WANG), house.sees(OUTSIDER)), (String::new(), String::new()));
        assert!(house.shows(group()).contains("周日义诊"), "the group reads each");
        house.wait_ms(15 * HOUR + 40 * 60_000).await;
        let morning = house.sees(OUTSIDER);
        assert!(morning.contains("2 条") && morning.contains("植树") && morning.contains("义诊"), "{morning}");
        assert_eq!(house.sees(WANG), "", "switched off");

        house.taps(WANG, "还是要收").await;
        announce_meeting(&house, "明天停车位登记").await;
        assert!(house.sees(WANG).contains("停车位登记"));
        assert_eq!(house.sees(OUTSIDER), "", "today's message was the morning's");
    }
}

on_both! {
    async fn a_switch_and_the_own_building_are_kept(house) {
        house.settle_in(WANG, "永丰里").await;
        house.says(WANG, "/settings").await;
        house.taps(WANG, "消息提醒").await;
        house.taps(WANG, "小区通知:收").await;
        house.taps(WANG, "我住哪栋:还没说").await;
        house.says(WANG, "8号楼").await;
        let page = house.shows(WANG);
        for line in ["小区通知:不收", "每周小结:看一看,订不订", "我住哪栋:8栋"] {
            assert!(page.contains(line), "{page}");
        }
        house.sees(WANG);
        announce_water(&house).await;
        house.taps(CHEN, "现在发出").await;
        assert_eq!(house.sees(WANG), "", "it is for buildings 3 and 5");
    }
}

on_both! {
    async fn a_typhoon(house) {
        house.settle_in(WANG, "永丰里").await;
        house.settle_in(OUTSIDER, "永丰里").await;
        house.settle_in(LIN, "宝龙世家").await;
        house.says(WANG, "/settings").await;
        house.taps(WANG, "我的称呼和电话").await;
        house.says(WANG, "王阿姨").await;
        house.says(WANG, "13800000000").await;
        house.sees(WANG);
        house.sees(LIN);
        house.wait_ms(8 * HOUR).await;
        house.says(CHEN, "/emergency").await;
        assert!(!house.shows(CHEN).contains("启动"), "a clerk starts none: {}", house.shows(CHEN));

        house.says(SECRETARY, "/emergency").await;
        house.taps(SECRETARY, "启动应急").await;
        house.taps(SECRETARY, "青华社区").await;
        house.taps(SECRETARY, "台风").await;
        house.says(SECRETARY, "明天 18:00").await;
        house.taps(SECRETARY, "确定启动").await;
        let asked = house.sees(WANG);
        assert!(asked.contains("【台风】青华社区") && asked.contains("[我平安]\n[我要帮忙]"), "{asked}");
        assert!(!silent(&house, WANG, "【台风】"), "a typhoon wakes people up");
        assert!(house.sees(group()).contains("别出门"), "{}", house.shows(group()));
        assert_eq!(house.sees(LIN), "", "another community");

        house.sees(OUTSIDER);
        house.says(OUTSIDER, "/menu").await;
        let menu = house.sees(OUTSIDER);
        assert!(menu.contains("⚠ 台风") && menu.contains("[报平安、要帮忙]") && !menu.contains("设置]"), "{menu}");
        house.taps(OUTSIDER, "我平安").await;
        house.taps(WANG, "我要帮忙").await;
        let help = house.sees(WANG);
        assert!(help.contains("有危险,先打:\n119\n120\n物业:\n0595-0000-2040"), "{help}");
        house.says(WANG, "阳台玻璃碎了,一个人在家").await;
        house.says(WANG, "3栋2单元").await;
        house.taps(WANG, "对,记下来").await;
        assert!(house.sees(WANG).contains("记下了,编号"), "{}", house.shows(WANG));

        house.says(SECRETARY, "/emergency").await;
        house.taps(SECRETARY, "台风·青华社区,到明天 18:00").await;
        let page = house.shows(SECRETARY);
        assert!(page.contains("平安 1,要帮忙 1"), "{page}");
        assert!(page.contains("要帮忙:王阿姨 13800000000,1001 号"), "{page}");

        house.taps(SECRETARY, "解除").await;
        house.taps(SECRETARY, "解除").await;
        assert!(house.shows(WANG).contains("【已解除】台风"), "{}", house.shows(WANG));
        house.sees(OUTSIDER);
        house.says(OUTSIDER, "/menu").await;
        let menu = house.sees(OUTSIDER);
        assert!(!menu.contains('⚠') && menu.contains("设置]"), "{menu}");
    }
}

on_both! {
    async fn it_ends_by_itself_and_old_buttons_say_so(house) {
        house.settle_in(WANG, "永丰里").await;
        house.says(SECRETARY, "/emergency").await;
        house.taps(SECRETARY, "启动应急").await;
        house.taps(SECRETARY, "永丰里").await;
        house.taps(SECRETARY, "全停水").await;
        house.taps(SECRETARY, "今天 22:20").await;
        house.taps(SECRETARY, "确定启动").await;
        house.says(WANG, "/menu").await;
        assert!(house.sees(WANG).contains("⚠ 全停水,到今天 22:20"), "{}", house.shows(WANG));
        house.wait_ms(7 * HOUR).await;
        house.says(WANG, "/menu").await;
        assert!(!house.sees(WANG).contains('⚠'), "{}", house.shows(WANG));
        house.taps(WANG, "我平安").await;
    }
}
