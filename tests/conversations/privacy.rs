//! What people say stays theirs: limits count without a trace, exports tell no more than the card does.

use crate::on_both;
use crate::support::{CHEN, House, MONDAY, OUTSIDER, WANG, staff_chat};
use mulin::operator::export;

/// Reports words that 照明 fits, under one of the three privacies.
async fn reports(house: &House, words: &str, privacy: &str) {
    house.says(WANG, words).await;
    house.taps(WANG, "对,照明").await;
    if house.last(WANG).to_string().contains("不是同一件") {
        house.taps(WANG, "不是同一件").await;
    }
    house.taps(WANG, "没有照片").await;
    house.taps(WANG, privacy).await;
}

const ANONYMOUS: &str = "匿名:谁都不知道,只凭一个查询码";
const NAMED: &str = "实名:办事的人看得到您留的称呼和电话";
const CONFIDENTIAL: &str = "保密:办事的人看不到您是谁";

/// Every ticket as exported.
async fn exported(house: &House, format: export::Format) -> Vec<String> {
    let mut lines = Vec::new();
    let mut tx = house.store.begin().await.expect("a transaction");
    let estate = house.process.worker.estate(&mut tx).await.expect("an estate");
    drop(tx);
    let write = |line: &str| {
        lines.push(line.to_owned());
        Ok::<_, mulin::store::StoreError>(())
    };
    export::tickets(&house.store, &estate, format, (1, MONDAY), write).await.expect("exported");
    lines
}

on_both! {
    async fn the_days_quota_counts_reports_that_name_nobody(house) {
        house.settle_in(WANG, "永丰里").await;
        for building in 1..=6 {
            reports(&house, &format!("{building}栋2单元5楼楼道灯不亮"), ANONYMOUS).await;
            house.taps(WANG, "对,记下来").await;
            house.wait_ms(60_000).await;
        }
        let tickets = exported(&house, export::Format::Csv).await.len() - 1;
        assert_eq!(tickets, 5, "{}", house.shows(WANG));
        let counters: Vec<String> =
            sqlx::query_scalar("SELECT counter FROM quotas").fetch_all(house.store.pool()).await.expect("read");
        assert!(counters.len() == 1 && counters[0].len() == 64, "one counter, an HMAC: {counters:?}");
        house.wait_ms(24 * 3_600_000).await;
        house.says(WANG, "8栋2单元5楼楼道灯不亮").await;
        house.taps(WANG, "不要了").await;
        reports(&house, "8栋2单元5楼楼道灯不亮", ANONYMOUS).await;
        house.taps(WANG, "对,记下来").await;
        assert_eq!(exported(&house, export::Format::Csv).await.len() - 1, 6, "{}", house.shows(WANG));
    }
}

on_both! {
    async fn photos_added_after_filing_are_under_the_quota_too(house) {
        house.settle_in(WANG, "永丰里").await;
        reports(&house, "3栋2单元5楼楼道灯不亮", CONFIDENTIAL).await;
        house.taps(WANG, "对,记下来").await;
        house.taps(WANG, "补照片").await;
        for _ in 0..10 {
            house.sends_photo(WANG, WANG, "", None).await;
        }
        house.wait_ms(60_000).await;
        house.sees(WANG);
        house.sends_photo(WANG, WANG, "这张是门口", None).await;
        assert!(house.sees(WANG).contains("一件事最多收 10 个照片和文件"), "{}", house.shows(WANG));
        let ticket: serde_json::Value =
            serde_json::from_str(&exported(&house, export::Format::Jsonl).await[0]).expect("JSON");
        let lines = ticket["conversation"].as_array().expect("lines");
        let files: usize = lines.iter().map(|line| line["media"].as_array().map_or(0, Vec::len)).sum();
        assert_eq!(files, 10);
        assert!(lines.iter().any(|line| line["words"] == "这张是门口"), "the words are kept");
    }
}

on_both! {
    async fn an_export_tells_rooms_of_named_reports_only_and_is_audited(house) {
        house.settle_in(WANG, "永丰里").await;
        for (building, privacy) in [(1, CONFIDENTIAL), (2, ANONYMOUS), (3, NAMED)] {
            reports(&house, &format!("{building}栋2单元501,门口灯不亮"), privacy).await;
            if privacy == NAMED {
                house.taps(WANG, "不留").await;
            }
            house.taps(WANG, "对,记下来").await;
            house.wait_ms(60_000).await;
        }
        let rooms = async || -> Vec<serde_json::Value> {
            let lines = exported(&house, export::Format::Jsonl).await;
            let room = |line: &String| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["room"].clone();
            lines.iter().map(room).collect()
        };
        assert_eq!(rooms().await, [serde_json::Value::Null, serde_json::Value::Null, "501".into()]);
        let audited: (String, i64) = sqlx::query_as("SELECT object, times FROM audit WHERE what = 'exported'")
            .fetch_one(house.store.pool())
            .await
            .expect("an audit row");
        assert_eq!(audited, ("tickets.jsonl".to_owned(), 1));
    }
}

/// A named lamp of 王阿姨's, with her name and phone on its card.
async fn reports_named(house: &House) {
    house.settle_in(WANG, "永丰里").await;
    reports(house, "3栋2单元5楼楼道灯不亮", NAMED).await;
    house.says(WANG, "王阿姨 13800000000").await;
    house.taps(WANG, "对,记下来").await;
    assert!(house.shows(staff_chat()).contains("王阿姨 13800000000"), "{}", house.shows(staff_chat()));
}

on_both! {
    async fn the_contact_of_a_named_report_is_corrected(house) {
        let staff = staff_chat();
        reports_named(&house).await;
        house.taps(WANG, "看进度").await;
        house.taps(WANG, "改称呼和电话").await;
        assert!(house.shows(WANG).contains("您留的是:王阿姨 13800000000"), "{}", house.shows(WANG));
        for words in ["谢谢", "好"] {
            house.says(WANG, words).await;
            assert!(house.shows(staff).contains("王阿姨 13800000000"), "“{words}” is no name: {}", house.shows(staff));
        }
        house.taps(WANG, "改称呼和电话").await;
        house.says(WANG, "王老师,13900000000").await;
        assert!(house.shows(WANG).contains("改好了,办事的人看到的是:王老师 13900000000"), "{}", house.shows(WANG));
        let card = house.shows(staff);
        assert!(card.contains("王老师 13900000000") && !card.contains("13800000000"), "{card}");
        house.taps_in(CHEN, staff, "签收").await;
        assert!(house.shows(staff).contains("王老师 13900000000"), "it is kept: {}", house.shows(staff));
    }
}

on_both! {
    async fn a_contact_is_taken_back_even_from_a_matter_that_is_over(house) {
        let staff = staff_chat();
        reports_named(&house).await;
        house.taps_in(CHEN, staff, "签收").await;
        house.says_in(CHEN, staff, "/done 1001 灯管已换").await;
        house.taps(WANG, "联系过").await;
        house.taps(WANG, "解决了").await;
        house.says(WANG, "/my").await;
        house.taps(WANG, "1001 办完了 3栋2单元5楼楼道灯不亮").await;
        house.taps(WANG, "改称呼和电话").await;
        house.taps(WANG, "不留了").await;
        assert!(house.shows(WANG).contains("好,称呼和电话去掉了"), "{}", house.shows(WANG));
        assert!(!house.shows(staff).contains("13800000000"), "{}", house.shows(staff));
        house.wait_ms(60_000).await;
        reports(&house, "5栋1单元2楼楼道灯不亮", NAMED).await;
        assert!(house.shows(WANG).contains("要留个称呼和电话吗?"), "nor is it taken over: {}", house.shows(WANG));
    }
}

on_both! {
    async fn a_contact_is_only_its_reporters_and_only_a_named_reports(house) {
        reports_named(&house).await;
        house.settle_in(OUTSIDER, "永丰里").await;
        house.says(OUTSIDER, "3栋2单元楼道灯不亮").await;
        house.taps(OUTSIDER, "对,照明").await;
        house.taps(OUTSIDER, "我也是:1001").await;
        house.says(OUTSIDER, "/my").await;
        house.says(OUTSIDER, "1").await;
        let page = house.shows(OUTSIDER);
        assert!(page.contains("我这里没事了") && !page.contains("称呼和电话"), "{page}");
        house.wait_ms(60_000).await;
        reports(&house, "5栋1单元2楼楼道灯不亮", CONFIDENTIAL).await;
        house.taps(WANG, "对,记下来").await;
        house.sees(WANG);
        house.taps(WANG, "看进度").await;
        assert!(!house.sees(WANG).contains("称呼和电话"), "{}", house.shows(WANG));
    }
}

on_both! {
    async fn a_matter_told_where_a_name_was_asked_for_is_no_name(house) {
        reports_named(&house).await;
        house.taps(WANG, "看进度").await;
        house.taps(WANG, "改称呼和电话").await;
        house.says(WANG, "5栋3单元对讲机坏了").await;
        assert!(house.sees(WANG).contains("门禁监控"), "{}", house.shows(WANG));
        assert!(house.shows(staff_chat()).contains("王阿姨 13800000000"), "{}", house.shows(staff_chat()));
    }
}
