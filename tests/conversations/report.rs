//! One report travels the whole way: resident, card, clerk, answer, follow-up, closed.

use crate::on_both;
use crate::support::{CHEN, House, MONDAY, OUTSIDER, WANG, staff_chat};
use mulin::domain::id::Number;
use mulin::domain::ticket::Event;
use mulin::operator::export;

on_both! {
    async fn a_dark_stair_light_is_mended(house) {
        let staff = staff_chat();
        house.settle_in(WANG, "永丰里").await;
        house.says(WANG, "3栋2单元5楼楼道灯不亮").await;
        house.taps(WANG, "对,照明").await;
        house.sends_photo(WANG, WANG, "", None).await;
        house.taps(WANG, "好了,就这些").await;
        house.taps(WANG, "实名:办事的人看得到您留的称呼和电话").await;
        house.taps(WANG, "不留").await;
        house.sees(WANG);
        house.taps(WANG, "对,记下来").await;
        assert_eq!(
            house.sees(WANG),
            "记下了,编号 1001\n您反映:3栋2单元5楼楼道灯不亮\n谁来办:永丰里物业,小陈管家\n\
             今天 18:20 前签收,明天 16:20 前联系您,11月25日(周三)18:00 前办好\n\
             要补照片直接发给我;等急了,点“催一下”\n着火、漏气、有人受伤:先打 119、120\n[看进度] [补照片]\n[催一下]"
        );

        house.taps_in(CHEN, staff, "签收").await;
        house.taps_in(CHEN, staff, "问居民").await;
        let prompt = house.message_with(staff, "写要问居民的");
        house.replies(CHEN, staff, prompt, "是哪一层的灯?").await;
        let asked = house.sees(WANG);
        assert!(asked.contains("1001 号有人接了:小陈管家") && asked.ends_with("是哪一层的灯?"), "{asked}");

        house.says(WANG, "五楼,门口那盏").await;
        assert!(house.sees(WANG).contains("加到 1001 号里了"));
        assert!(house.shows(staff).ends_with("五楼,门口那盏"), "{}", house.shows(staff));
        house.says_in(CHEN, staff, "这句只给同事看").await;
        assert_eq!(house.sees(WANG), "", "a plain line stays in the staff chat");

        house.sends_photo(CHEN, staff, "/done 1001 灯管已换,试过亮了", None).await;
        let done = house.sees(WANG);
        assert!(done.contains("灯管已换,试过亮了") && done.contains("<photo>"), "{done}");
        house.taps(WANG, "联系过").await;
        house.taps(WANG, "解决了").await;
        house.taps(WANG, "满意").await;
        assert!(house.sees(WANG).contains("谢谢您,1001 号记好了"), "{}", house.shows(WANG));

        let mut lines = Vec::new();
        let mut tx = house.store.begin().await.expect("a transaction");
        let estate = house.process.worker.estate(&mut tx).await.expect("an estate");
        drop(tx);
        let write = |line: &str| {
            lines.push(line.to_owned());
            Ok::<_, mulin::store::StoreError>(())
        };
        export::tickets(&house.store, &estate, export::Format::Jsonl, (1, MONDAY), write).await.expect("exported");
        let ticket: serde_json::Value = serde_json::from_str(&lines[0]).expect("JSON");
        assert_eq!(ticket["state"], "closed");
        let said: Vec<&str> =
            ticket["conversation"].as_array().expect("lines").iter().filter_map(|line| line["words"].as_str()).collect();
        assert_eq!(said, ["3栋2单元5楼楼道灯不亮", "是哪一层的灯?", "五楼,门口那盏", "灯管已换,试过亮了"]);
    }
}

on_both! {
    async fn somebody_stuck_in_a_lift_reads_whom_to_call_first(house) {
        house.world.say(OUTSIDER, OUTSIDER, "电梯困人了快来").expect("said");
        house.settle().await;
        let first = house.world.messages(OUTSIDER)[1]["text"].as_str().unwrap_or_default().to_owned();
        assert!(first.contains("119"), "{}", house.shows(OUTSIDER));
    }
}

on_both! {
    async fn the_silent_are_asked_once_more_and_then_it_closes(house) {
        let staff = staff_chat();
        file(&house).await;
        house.taps_in(CHEN, staff, "签收").await;
        house.says_in(CHEN, staff, "/done 1001 灯管已换").await;
        house.sees(WANG);
        house.wait_ms(6 * DAY).await;
        assert!(house.sees(WANG).contains("明天就收起来了"));
        house.wait_ms(DAY).await;
        assert!(house.sees(WANG).contains("先收起来了"));
    }
}

on_both! {
    async fn who_is_also_affected_reads_what_is_done_and_not_what_the_reporter_said(house) {
        let staff = staff_chat();
        file(&house).await;
        house.settle_in(OUTSIDER, "永丰里").await;
        house.says(OUTSIDER, "3栋2单元楼道灯不亮").await;
        house.taps(OUTSIDER, "对,照明").await;
        house.taps(OUTSIDER, "我也是:1001").await;
        house.taps_in(CHEN, staff, "签收").await;
        house.says_in(CHEN, staff, "/reply 1001 王阿姨,师傅下午到您家门口").await;
        house.says_in(CHEN, staff, "/done 1001 灯管已换,试过亮了").await;
        house.says(OUTSIDER, "/my").await;
        house.taps(OUTSIDER, "1001 办好了,等您说一声 照明").await;
        let page = house.shows(OUTSIDER);
        let page = page.split("1001 号 照明").last().expect("a page");
        assert!(page.contains("小陈管家 来办了") && page.contains("灯管已换"), "{page}");
        assert!(!page.contains("门口") && !page.contains("楼道灯不亮"), "{page}");
        house.says(WANG, "/my").await;
        house.taps(WANG, "1001 办好了,等您说一声 3栋2单元5楼楼道灯不亮").await;
        let own = house.shows(WANG);
        assert!(own.contains(" 您:") && own.contains("师傅下午到"), "{own}");
    }
}

on_both! {
    async fn a_card_keeps_up_with_its_clocks(house) {
        let staff = staff_chat();
        file(&house).await;
        assert!(house.shows(staff).contains("签收 11月23日(周一)18:20 · 🟢"), "{}", house.shows(staff));
        house.wait_ms(95 * 60_000).await;
        assert!(house.shows(staff).contains("签收 11月23日(周一)18:20 · 🟡"), "{}", house.shows(staff));
        house.wait_ms(30 * 60_000).await;
        assert!(house.shows(staff).contains("签收 11月23日(周一)18:20 · 🔴"), "{}", house.shows(staff));
        house.wait_ms(3 * DAY).await;
        assert_eq!(house.shows(staff).matches("🔴").count(), 3, "{}", house.shows(staff));
    }
}

on_both! {
    async fn of_two_who_take_it_one_wins(house) {
        let staff = staff_chat();
        file(&house).await;
        let card = house.message_with(staff, "1001");
        let before = house.world.record().iter().filter(|call| call.method == "answerCallbackQuery").count();
        house.world.press(CHEN, staff, card, "desk.take:1001").expect("pressed");
        house.world.press(CHEN, staff, card, "desk.take:1001").expect("pressed");
        house.settle().await;
        let answers = || house.world.record().iter().filter(|call| call.method == "answerCallbackQuery").count();
        assert_eq!(answers(), before + 2, "every press is answered");
        let mut tx = house.store.begin().await.expect("a transaction");
        let found = mulin::store::tickets::record::after(&mut tx, house.store.seal(), Number(0), 10).await.expect("read");
        let takes = found[0].events.iter().filter(|line| matches!(line.event, Event::Acknowledged { .. })).count();
        assert_eq!(takes, 1);
    }
}

on_both! {
    async fn a_draft_survives_a_restart_and_start(mut house) {
        house.settle_in(WANG, "永丰里").await;
        house.says(WANG, "3栋2单元5楼楼道灯不亮").await;
        house.restart().await;
        house.world.start(WANG, "").expect("started");
        house.settle().await;
        house.taps(WANG, "接着上次没说完的").await;
        assert!(house.shows(WANG).contains("这件事算“照明”,对吗?"), "{}", house.shows(WANG));
    }
}

const DAY: i64 = 86_400_000;

/// A lamp reported by the shortest way.
async fn file(house: &House) {
    house.settle_in(WANG, "永丰里").await;
    house.says(WANG, "3栋2单元5楼楼道灯不亮").await;
    house.taps(WANG, "对,照明").await;
    house.taps(WANG, "没有照片").await;
    house.taps(WANG, "保密:办事的人看不到您是谁").await;
    house.taps(WANG, "对,记下来").await;
}

on_both! {
    async fn who_says_what_it_is_about_when_asked_where_loses_nothing(house) {
        house.world.start(OUTSIDER, "").expect("started");
        house.settle().await;
        house.taps(OUTSIDER, "同意").await;
        house.taps(OUTSIDER, "同意").await;
        house.says(OUTSIDER, "楼道灯不亮好几天了").await;
        assert!(house.sees(OUTSIDER).contains("不会丢"), "{}", house.shows(OUTSIDER));
        house.says(OUTSIDER, "不知道叫什么的小区").await;
        assert!(house.sees(OUTSIDER).contains("没找到这个小区"));
        house.taps(OUTSIDER, "永丰里").await;
        assert!(house.sees(OUTSIDER).contains("照明"), "{}", house.shows(OUTSIDER));
    }
}

on_both! {
    async fn not_solved_typed_below_the_question_is_its_answer(house) {
        house.settle_in(WANG, "永丰里").await;
        house.says(WANG, "3栋2单元5楼楼道灯不亮").await;
        house.taps(WANG, "对,照明").await;
        house.taps(WANG, "没有照片").await;
        house.taps(WANG, "保密:办事的人看不到您是谁").await;
        house.taps(WANG, "对,记下来").await;
        house.says_in(CHEN, staff_chat(), "/take 1001").await;
        house.says_in(CHEN, staff_chat(), "/done 1001 灯管已换,试过亮了").await;
        house.taps(WANG, "联系过").await;
        house.sees(WANG);
        house.says(WANG, "没解决,又不亮了").await;
        let answer = house.sees(WANG);
        assert!(answer.contains("是什么没办好"), "no new report begins: {answer}");
    }
}

on_both! {
    async fn what_waited_together_is_worked_in_order_and_answered_by_one_screen(house) {
        house.settle_in(WANG, "永丰里").await;
        let before = house.world.messages(WANG).len();
        for words in ["3栋2单元楼道灯不亮", "取消", "3", "5栋3单元对讲机坏了"] {
            house.world.say(WANG, WANG, words).expect("said");
        }
        house.settle().await;
        let messages = house.world.messages(WANG);
        let said = messages[before..].iter().filter_map(|one| one["text"].as_str());
        let answers: Vec<_> = said.skip(4).collect();
        assert_eq!(answers.len(), 2, "a word on the report that was dropped, and where the talk stands: {answers:?}");
        assert!(answers[1].contains("门禁监控"), "{answers:?}");
    }
}

on_both! {
    async fn a_stranger_in_a_lift_reads_its_rescuers_number_once_the_compound_is_known(house) {
        house.says(OUTSIDER, "电梯困人了").await;
        assert!(house.shows(OUTSIDER).contains("119"), "{}", house.shows(OUTSIDER));
        assert!(!house.shows(OUTSIDER).contains("电梯救援"), "nobody knows yet whose lift it is");
        house.says(OUTSIDER, "永丰里").await;
        assert!(house.shows(OUTSIDER).contains("电梯救援"), "{}", house.shows(OUTSIDER));
        assert!(house.shows(OUTSIDER).contains("马上报"), "and may file at once: {}", house.shows(OUTSIDER));
    }
}
