//! Turns that a resident's day takes: which matter a line is about, thanks, a decline and its appeal, a joined matter.

use crate::on_both;
use crate::support::{CHEN, House, OUTSIDER, WANG, staff_chat};

/// Secretary Lin of Qinghua, one level above Yongfengli.
const LIN: i64 = 7104;

/// A matter filed by the shortest way.
async fn file(house: &House, user: i64, words: &str, category: &str) {
    house.says(user, words).await;
    house.taps(user, &format!("对,{category}")).await;
    house.taps(user, "没有照片").await;
    house.taps(user, "保密:办事的人看不到您是谁").await;
    house.taps(user, "对,记下来").await;
    house.sees(user);
}

on_both! {
    async fn a_line_set_aside_goes_to_the_matter_it_was_asked_about_and_no_later_one(house) {
        house.settle_in(WANG, "永丰里").await;
        file(&house, WANG, "3栋2单元楼道灯不亮", "照明").await;
        house.says(WANG, "上次那个还没好").await;
        let asked = house.message_with(WANG, "这句是说哪件事的?");
        house.taps(WANG, "是 1001 号的事").await;
        assert!(house.sees(WANG).contains("加到 1001 号里了"));
        house.wait_ms(1_000).await;
        house.says(WANG, "5栋3单元对讲机坏了").await;
        house.sees(WANG);
        let messages = house.world.messages(WANG);
        let old = messages.iter().find(|one| one["message_id"] == asked).expect("the question");
        let data = old["reply_markup"]["inline_keyboard"][0][0]["callback_data"].as_str().expect("a button").to_owned();
        house.world.press(WANG, WANG, asked, &data).expect("pressed");
        house.settle().await;
        assert!(!house.sees(WANG).contains("加到 1001 号里了"), "another matter stays out: {}", house.shows(WANG));
        assert!(!house.shows(staff_chat()).contains("对讲机"), "{}", house.shows(staff_chat()));
    }
}

on_both! {
    async fn thanks_answer_no_question_and_not_this_one_begins_a_report(house) {
        house.settle_in(WANG, "永丰里").await;
        file(&house, WANG, "3栋2单元楼道灯不亮", "照明").await;
        house.says_in(CHEN, staff_chat(), "/ask 1001 是哪一层的灯?").await;
        house.says(WANG, "谢谢").await;
        assert!(!house.shows(WANG).contains("加到 1001 号里了"), "{}", house.shows(WANG));
        house.says(WANG, "5栋3单元对讲机坏了").await;
        assert!(house.shows(WANG).contains("加到 1001 号里了"), "{}", house.shows(WANG));
        house.taps(WANG, "不是这件").await;
        assert!(house.sees(WANG).contains("门禁监控"), "the same words begin a report: {}", house.shows(WANG));
    }
}

on_both! {
    async fn a_decline_says_why_and_whom_to_ask_before_it_may_be_objected_to(house) {
        let staff = staff_chat();
        house.settle_in(WANG, "永丰里").await;
        file(&house, WANG, "3栋2单元楼道灯不亮", "照明").await;
        house.says_in(CHEN, staff, "/decline 1001").await;
        house.taps_in(CHEN, staff, "不在本地职责内").await;
        house.taps_in(CHEN, staff, "写明该找谁").await;
        let prompt = house.message_with(staff, "写清楚居民该找谁");
        house.replies(CHEN, staff, prompt, "路灯所 0595-0000-0000").await;
        let read = house.sees(WANG);
        let at = |part: &str| read.find(part).unwrap_or_else(|| panic!("{part}: {read}"));
        assert!(at("不在小区、社区、街道能办的范围") < at("可以找:路灯所"), "{read}");
        assert!(at("可以找:路灯所") < at("您要是不同意"), "{read}");
        house.says(WANG, "/my").await;
        house.taps(WANG, "1001 不归这里办 3栋2单元楼道灯不亮").await;
        let page = house.sees(WANG);
        assert!(page.contains("小陈管家:这里办不了,不在小区、社区、街道能办的范围。可以找:路灯所"), "{page}");
    }
}

on_both! {
    async fn who_was_made_lead_is_named_and_not_who_assigned_it(house) {
        house.settle_in(WANG, "永丰里").await;
        file(&house, WANG, "3栋2单元楼道灯不亮", "照明").await;
        house.says_in(LIN, LIN, "/assign 1001 @小陈").await;
        let read = house.sees(WANG);
        assert!(read.contains("1001 号有人接了:小陈管家"), "{read}");
        house.says_in(CHEN, staff_chat(), "/ask 1001 是哪一层的灯?").await;
        house.says(WANG, "五楼").await;
        house.says_in(CHEN, staff_chat(), "/ticket 1001").await;
        let story = house.shows(staff_chat());
        assert!(!story.contains("同事 不等了") && story.contains("报事人 回话了"), "{story}");
    }
}

on_both! {
    async fn a_stranger_tells_compound_and_building_in_one_line(house) {
        house.says(OUTSIDER, "电梯困人了").await;
        house.says(OUTSIDER, "永丰里 5栋").await;
        assert!(house.shows(OUTSIDER).contains("在哪儿:永丰里5栋"), "{}", house.shows(OUTSIDER));
    }
}

on_both! {
    async fn whoever_is_asked_is_it_here_may_go_on_telling(house) {
        house.world.start(OUTSIDER, "").expect("started");
        house.settle().await;
        house.taps(OUTSIDER, "同意").await;
        house.taps(OUTSIDER, "同意").await;
        house.says(OUTSIDER, "永丰里").await;
        house.says(OUTSIDER, "三栋二梯楼道灯不亮").await;
        assert!(house.sees(OUTSIDER).contains("是这里吗:永丰里"), "{}", house.shows(OUTSIDER));
        house.says(OUTSIDER, "是").await;
        assert!(house.sees(OUTSIDER).contains("照明"), "{}", house.shows(OUTSIDER));
    }
}

on_both! {
    async fn who_said_no_and_not_why_is_asked_why_before_silence_closes_it(house) {
        house.settle_in(WANG, "永丰里").await;
        file(&house, WANG, "3栋2单元楼道灯不亮", "照明").await;
        house.says_in(CHEN, staff_chat(), "/done 1001 灯管已换").await;
        house.taps(WANG, "联系过").await;
        house.taps(WANG, "没解决").await;
        house.sees(WANG);
        house.wait_ms(6 * 86_400_000).await;
        assert!(house.sees(WANG).contains("是什么没办好"), "{}", house.shows(WANG));
        house.taps(WANG, "又坏了").await;
        assert!(house.sees(WANG).contains("1001 号重新办"), "{}", house.shows(WANG));
    }
}

on_both! {
    async fn in_care_mode_what_comes_unasked_has_a_button_a_row_and_the_office_below(house) {
        house.settle_in(WANG, "永丰里").await;
        file(&house, WANG, "3栋2单元楼道灯不亮", "照明").await;
        house.says(WANG, "/care").await;
        house.sees(WANG);
        house.says_in(CHEN, staff_chat(), "/take 1001").await;
        house.says_in(CHEN, staff_chat(), "/done 1001 灯管已换,试过亮了").await;
        let told = house.sees(WANG);
        let asked = "有人联系过您吗?\n\n办公室电话:\n0595-0000-1300\n[联系过]\n[没有]";
        assert!(told.contains("办公室电话:\n0595-0000-1300\n[看进度]") && told.ends_with(asked), "{told}");
        house.taps(WANG, "联系过").await;
        let marked = "有人联系过您吗?\n您的回答:联系过\n\n办公室电话:\n0595-0000-1300";
        assert!(house.shows(WANG).contains(marked), "{}", house.shows(WANG));
        house.taps(WANG, "解决了").await;
        house.taps(WANG, "满意").await;
        assert!(house.shows(WANG).contains("您的回答:满意"), "{}", house.shows(WANG));
    }
}
