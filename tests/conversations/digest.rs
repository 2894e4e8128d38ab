//! A week goes by, the clock comes to Monday 09:00, and each compound's group reads its week.

use crate::on_both;
use crate::support::{CHEN, House, LIN, OUTSIDER, SECRETARY, WANG, staff_chat};
use mulin::domain::time::Moment;
use mulin::sandbox::{Fault, Rule};

const DAY: i64 = 24 * 3_600_000;
/// Monday 30 November 2026, 09:00 in Shanghai: the digest of week 48.
const POSTED: Moment = Moment(1_796_000_400_000);

/// The residents' group of a compound in the demo.
fn group(scope: &str) -> i64 {
    let groups = mulin::sandbox::demo::groups();
    let own = |circle: &&mulin::sandbox::demo::Circle| {
        circle.scope == scope && circle.purpose == mulin::sandbox::demo::Purpose::Residents
    };
    groups.iter().find(own).expect("a group").id
}

/// 王阿姨 has a lamp mended and says that it is solved; a second matter stays open.
async fn a_week_goes_by(house: &House) {
    house.settle_in(WANG, "永丰里").await;
    for (matter, taken_for) in [("3栋2单元5楼楼道灯不亮", "对,照明"), ("3栋2单元楼下垃圾桶满了没人收", "对,垃圾")]
    {
        house.says(WANG, matter).await;
        house.taps(WANG, taken_for).await;
        house.taps(WANG, "没有照片").await;
        house.taps(WANG, "保密:办事的人看不到您是谁").await;
        house.taps(WANG, "对,记下来").await;
    }
    house.says_in(CHEN, staff_chat(), "/take 1001").await;
    house.says_in(CHEN, staff_chat(), "/done 1001 灯管已换,试过亮了").await;
    house.taps(WANG, "联系过").await;
    house.taps(WANG, "解决了").await;
    house.taps(WANG, "满意").await;
}

async fn until(house: &House, moment: Moment) {
    house.clock.advance_to(moment);
    house.settle().await;
}

const IN_GROUP: &str = "【永丰里一周】11月23日–11月29日
报上来 2 件,办好 1 件,现在还在办 1 件
该办好的 2 件,按时办好 1 件
办好没有,答了 1 次:1 次说解决了
满不满意,答了 1 次:1 次满意
报得最多的:照明 1 件、垃圾 1 件
下次四方会议:12月4日(周五)15:00
青华社区,11月30日(周一)09:00
[看全部、每周发给我]";

on_both! {
    async fn the_group_reads_its_week_on_monday_at_nine_and_once(mut house) {
        a_week_goes_by(&house).await;
        let there = group("yongfengli");
        until(&house, POSTED.plus_ms(-1)).await;
        assert_eq!(house.sees(there), "");
        until(&house, POSTED).await;
        assert_eq!(house.sees(there), IN_GROUP);
        assert_eq!(
            house.sees(group("baolong")),
            "【宝龙世家一周】11月23日–11月29日\n这一周没有新的事。\n晓升社区,11月30日(周一)09:00\n[看全部、每周发给我]"
        );
        house.restart().await;
        house.wait_ms(6 * DAY).await;
        assert_eq!(house.sees(there), "", "once a week, whatever happens");
        house.wait_ms(DAY).await;
        assert!(house.sees(there).starts_with("【永丰里一周】11月30日–12月6日"));
    }
}

on_both! {
    async fn a_group_reads_it_in_its_own_language(house) {
        let set = "UPDATE chats SET language = 'en' WHERE telegram = $1";
        let mut tx = house.store.begin().await.expect("a transaction");
        sqlx::query(set).bind(group("yongfengli")).execute(&mut *tx).await.expect("set");
        tx.commit().await.expect("committed");
        a_week_goes_by(&house).await;
        until(&house, POSTED).await;
        assert_eq!(
            house.sees(group("yongfengli")),
            "【The week in Yongfengli】23 Nov – 29 Nov
2 reported, 1 done, 1 open now
2 were due, 1 of them done in time
Solved? 1 answered: 1 said yes
Satisfied? 1 answered: 1 said yes
Most reported: Lighting 1, Waste 1
Next four-party meeting: Fri 4 Dec 15:00
Qinghua Community, Mon 30 Nov 09:00
[Read all, or get it each week]"
        );
    }
}

on_both! {
    async fn a_subscriber_gets_it_in_private_and_stops_it(house) {
        a_week_goes_by(&house).await;
        house.world.start(WANG, "s-yongfengli").expect("started");
        house.settle().await;
        let last = house.sees(WANG);
        assert!(last.contains("【永丰里一周】11月16日–11月22日\n现在还在办 1 件"), "{last}");
        house.taps(WANG, "每周一发给我").await;
        house.sees(WANG);
        until(&house, POSTED).await;
        let (_, own) = IN_GROUP.split_once('\n').expect("lines");
        let own = own.replace("[看全部、每周发给我]", "[不用再发给我]");
        assert!(house.sees(WANG).ends_with(&own), "{}", house.shows(WANG));
        house.taps(WANG, "不用再发给我").await;
        house.wait_ms(7 * DAY).await;
        assert!(!house.sees(WANG).contains("永丰里一周"));
    }
}

on_both! {
    async fn staff_look_at_their_own_compounds_week_and_at_no_other(house) {
        a_week_goes_by(&house).await;
        until(&house, POSTED).await;
        let staff = staff_chat();
        house.sees(staff);
        house.says_in(CHEN, staff, "/digest").await;
        let preview = house.sees(staff);
        assert!(preview.starts_with("这是永丰里居民群这周一看到的:\n\n【永丰里一周】"), "{preview}");
        house.says(CHEN, "/digest baolong").await;
        assert!(!house.sees(CHEN).contains("宝龙世家一周"));
        house.settle_in(LIN, "宝龙世家").await;
        house.says(LIN, "/digest").await;
        assert!(!house.sees(LIN).contains("一周】"), "residents have no such command");
    }
}

on_both! {
    async fn staff_read_the_figures_of_their_compounds_with_their_n(house) {
        a_week_goes_by(&house).await;
        until(&house, POSTED).await;
        house.says(CHEN, "/stats").await;
        assert_eq!(
            house.sees(CHEN).lines().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n"),
            "永丰里,10月31日–11月29日
报上来 2 件,办结 1 件
现在在办 1 件,其中挂账 0 件
签收及时 1/2
按时联系 1/2
按期办结 1/2,停过钟的 0 件
延期 0/2
解决 1/1,部分解决 0 件
满意 1/1
重办 0/1
退单 0/2
重复诉求 0/2"
        );
        house.says(CHEN, "/stats baolong").await;
        assert!(!house.sees(CHEN).contains("宝龙世家,"));
    }
}

on_both! {
    async fn who_comes_by_the_link_is_led_through_first_contact_to_the_week(house) {
        a_week_goes_by(&house).await;
        until(&house, POSTED).await;
        house.world.start(OUTSIDER, "s-yongfengli").expect("started");
        house.settle().await;
        house.taps(OUTSIDER, "同意").await;
        house.taps(OUTSIDER, "同意").await;
        assert!(house.sees(OUTSIDER).contains("【永丰里一周】11月23日–11月29日\n报上来 2 件"));
    }
}

on_both! {
    async fn what_comes_too_late_is_said_to_be_missed(house) {
        a_week_goes_by(&house).await;
        house.clock.advance_to(POSTED.plus_hours(71));
        house.settle().await;
        assert!(house.sees(group("yongfengli")).contains("报上来 2 件"), "three days late is still worth reading");
        house.clock.advance_to(POSTED.plus_hours(7 * 24 + 73));
        house.settle().await;
        assert_eq!(
            house.sees(group("yongfengli")),
            "【永丰里一周】11月30日–12月6日\n这一周的周报没能按时发出。想看请点下面。\n[看全部、每周发给我]"
        );
    }
}

on_both! {
    async fn a_chat_that_shows_tables_gets_one_and_plain_words_from_the_first_refusal_on(house) {
        a_week_goes_by(&house).await;
        let there = group("yongfengli");
        house.says_in(CHEN, there, "/rich").await;
        assert!(!house.sees(there).contains("表格"), "a clerk binds no group: {}", house.shows(there));
        house.says_in(SECRETARY, there, "/rich").await;
        assert!(house.sees(there).contains("以后用表格显示"), "{}", house.shows(there));
        until(&house, POSTED).await;
        let blocks = house.last(there)["rich_message"]["blocks"].clone();
        let row = |nth: usize| {
            let cell = |at: usize| blocks[1]["cells"][nth][at]["text"].as_str().unwrap_or_default().to_owned();
            (cell(0), cell(1))
        };
        assert_eq!(row(1), ("报上来".to_owned(), "2".to_owned()), "{blocks:#}");
        assert_eq!(row(5), ("说解决了".to_owned(), "1/1".to_owned()), "{blocks:#}");
        assert_eq!(blocks[2]["type"], "details", "{blocks:#}");

        house.world.fault(Rule::next(1, "sendRichMessage", Fault::NoMethod));
        until(&house, POSTED.plus_days(7)).await;
        house.wait_ms(1_000).await;
        let said = house.last(there)["text"].as_str().unwrap_or_default().to_owned();
        assert!(said.starts_with("【永丰里一周】11月30日–12月6日"), "{said}");
        until(&house, POSTED.plus_days(14)).await;
        let calls = house.world.record();
        assert_eq!(calls.iter().filter(|call| call.method == "sendRichMessage").count(), 2, "asked for no third time");
        assert_eq!(house.last(there)["text"].as_str().map(|text| text.starts_with("【永丰里一周】")), Some(true));
    }
}
