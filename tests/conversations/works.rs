//! Micro-tasks as people live them: from a resident's ticket to the strike-off, and the month's end.

use crate::on_both;
use crate::support::{CHEN, House, LIN, MONDAY, OUTSIDER, SECRETARY, WANG, staff_chat};
use mulin::domain::id::{PersonId, TaskId, TaskNumber};
use mulin::domain::micro_task::dossier::{TaskRecord, Wording};
use mulin::domain::micro_task::{Colour, Exclusion, MicroTask, Money, Origin, Plan, TaskActor, TaskType, life};
use mulin::domain::role::Role;
use mulin::domain::time::Clock as _;
use mulin::operator::export::Format;
use mulin::operator::{demo_works, export_tasks};
use mulin::sandbox::demo::{Purpose, groups};
use mulin::store::tasks::{self, Proposed};

const DAY: i64 = 86_400_000;
const LI: i64 = 7003;

/// The residents' group of 永丰里 in the demo.
fn residents_group() -> i64 {
    let circle = groups().iter().find(|circle| circle.scope == "yongfengli" && circle.purpose == Purpose::Residents);
    circle.expect("a group").id
}

/// 王阿姨 reports a lamp: ticket 1001.
async fn a_lamp(house: &House) {
    house.settle_in(WANG, "永丰里").await;
    house.says(WANG, "3栋2单元5楼楼道灯不亮").await;
    house.taps(WANG, "对,照明").await;
    house.taps(WANG, "没有照片").await;
    house.taps(WANG, "保密:办事的人看不到您是谁").await;
    house.taps(WANG, "对,记下来").await;
}

/// 小陈 answers every question of a proposal but the title, which stands on the screen.
pub(crate) async fn proposes(house: &House, title: &str, category: Option<&str>, deadline: &str) {
    house.says(CHEN, title).await;
    if let Some(category) = category {
        house.taps(CHEN, category).await;
    }
    house.taps(CHEN, "不是物业该做的").await;
    house.taps(CHEN, "没有别的计划").await;
    house.taps(CHEN, "工程").await;
    house.taps(CHEN, "小陈管家").await;
    house.taps(CHEN, "还没定").await;
    house.says(CHEN, "3000元").await;
    house.taps(CHEN, "美好家园基金").await;
    house.says(CHEN, "11月24日").await;
    house.says(CHEN, deadline).await;
    house.sends_photo(CHEN, CHEN, "", None).await;
    house.taps(CHEN, "好了,就这些").await;
}

/// Decided, posted for five days, scheduled and begun, by the secretary and 小陈, who looks at the card at the end.
pub(crate) async fn comes_to_work(house: &House, deadline: &str) {
    house.taps(SECRETARY, "去办理").await;
    house.taps(SECRETARY, "议定:要做").await;
    house.taps(SECRETARY, "公示").await;
    house.taps(SECRETARY, "5 天后").await;
    house.wait_ms(6 * DAY).await;
    house.says(CHEN, "/task 1").await;
    house.taps(CHEN, "排期").await;
    house.taps(CHEN, "3 天后").await;
    house.says(CHEN, deadline).await;
    house.taps(CHEN, "开工了").await;
}

/// 小陈 says that it is done, with a photo.
pub(crate) async fn is_finished(house: &House) {
    house.taps(CHEN, "做好了,请验收").await;
    house.says(CHEN, "12盏灯都换成声控灯,试过都亮").await;
    house.sends_photo(CHEN, CHEN, "", None).await;
    house.taps(CHEN, "发出去").await;
}

on_both! {
    async fn a_ticket_becomes_a_task_that_residents_follow_and_accept_and_two_strike_off(house) {
        a_lamp(&house).await;
        house.world.start(LI, "").expect("started");
        house.settle().await;
        for tap in ["I agree", "I agree", "Yongfengli"] {
            house.taps(LI, tap).await;
        }
        house.settle_in(OUTSIDER, "永丰里").await;

        house.says(CHEN, "/task new 1001").await;
        proposes(&house, "3栋楼道换声控灯", None, "12月20日").await;
        let review = house.sees(CHEN);
        assert!(review.contains("做什么:3栋楼道换声控灯") && review.contains("预算:3,000 元"), "{review}");
        house.taps(CHEN, "对,立项").await;
        assert!(house.shows(CHEN).contains("立项了,编号 1"), "{}", house.shows(CHEN));
        let told = house.sees(WANG);
        assert!(told.contains("您反映的 1001 号,立了微实事 1 号:3栋楼道换声控灯"), "{told}");
        house.taps(WANG, "看进度").await;
        house.taps(WANG, "看微实事 1 号").await;
        assert!(house.sees(WANG).contains("微实事 1 号:3栋楼道换声控灯"), "{}", house.shows(WANG));
        house.says_in(CHEN, staff_chat(), "/task 1").await;
        assert!(house.sees(staff_chat()).contains("start=w-1"), "a staff chat gets the link");

        // The one who is to decide hears of it; residents see it, follow it, and may object to the posting.
        comes_to_work(&house, "12月20日").await;
        house.says(LI, "/progress").await;
        let list = house.sees(LI);
        assert!(list.contains("No. 1 3栋楼道换声控灯") && list.contains("under way · 21 days to its deadline"), "{list}");
        house.taps(LI, "No. 1").await;
        house.taps(LI, "Follow").await;
        house.sees(LI);
        let heard = house.sees(WANG);
        for stage in ["议定要做", "开始公示", "排好期了", "开工了"] {
            assert!(heard.contains(stage), "who waits for it hears of each stage: {stage}\n{heard}");
        }

        is_finished(&house).await;
        assert!(house.sees(LI).contains("is it really done?"), "{}", house.shows(LI));
        house.taps(LI, "It isn't done").await;
        house.says(LI, "The lamp on floor 5 stays dark").await;
        assert!(house.sees(CHEN).contains("The lamp on floor 5 stays dark"), "objections go to the responsible");
        house.taps(WANG, "真的办好了").await;
        house.says(OUTSIDER, "/start w-1").await;
        house.taps(OUTSIDER, "真的办好了").await;
        assert!(!house.shows(WANG).contains("办好了吗?请您看看"), "an objection is open");
        house.says(CHEN, "/task 1").await;
        house.taps(CHEN, "答复意见").await;
        house.says(CHEN, "5楼的灯换过了,请再看看").await;
        house.taps(CHEN, "发出去").await;
        assert!(house.sees(LI).contains("5楼的灯换过了"), "{}", house.shows(LI));

        // Two residents accepted and nobody waits for an answer: the ticket is done, too.
        let done = house.sees(WANG);
        assert!(done.contains("12盏灯都换成声控灯"), "the ticket is answered by what was done:\n{done}");
        house.taps(CHEN, "请销号").await;
        house.says(CHEN, "/task 1").await;
        assert!(!house.sees(CHEN).contains("同意销号"), "who asks doesn't approve");
        house.taps(SECRETARY, "去办理").await;
        house.taps(SECRETARY, "同意销号").await;
        assert!(house.sees(WANG).contains("办好销号了"), "{}", house.shows(WANG));
        house.says(LI, "/progress").await;
        assert!(house.sees(LI).contains("1 struck off"), "{}", house.shows(LI));

        // A month later somebody looks again.
        house.wait_ms(30 * DAY).await;
        assert!(house.sees(CHEN).contains("销号一个月了"), "{}", house.shows(CHEN));
        house.says(CHEN, "/task 1").await;
        house.taps(CHEN, "回头看:还好").await;
        assert!(house.sees(WANG).contains("还好好的"), "{}", house.shows(WANG));
    }
}

on_both! {
    async fn what_is_the_companys_duty_is_sent_back_to_the_company(house) {
        house.says(CHEN, "/task new").await;
        house.taps(CHEN, "我们自己发现的").await;
        house.says(CHEN, "打扫楼道").await;
        house.taps(CHEN, "保洁").await;
        house.taps(CHEN, "是物业该做的").await;
        assert!(house.shows(CHEN).contains("不立微实事"), "{}", house.shows(CHEN));
        house.says(WANG, "/task new").await;
        assert!(!house.shows(WANG).contains("从哪里来"), "residents propose none: {}", house.shows(WANG));
    }
}

on_both! {
    async fn a_month_is_closed_once_with_every_task_struck_off_or_carried_over(house) {
        house.settle_in(WANG, "永丰里").await;
        for title in ["3栋门前补种绿化", "健身器材换新"] {
            house.says(CHEN, "/task new").await;
            house.taps(CHEN, "我们自己发现的").await;
            let category = if title.contains("绿化") { "绿化" } else { "健身设施" };
            proposes(&house, title, Some(category), "11月29日").await;
            house.taps(CHEN, "对,立项").await;
        }
        house.sees(CHEN);
        // Mon 23 Nov 16:20 → Mon 30 Nov 08:00: the responsible is asked.
        house.wait_ms(6 * DAY + 15 * 3_600_000 + 40 * 60_000).await;
        assert!(house.sees(CHEN).contains("您还有 2 件到期没办完"), "{}", house.shows(CHEN));
        house.taps(CHEN, "一件一件来").await;
        house.taps(CHEN, "结转到以后").await;
        house.taps(CHEN, "材料没到").await;
        house.says(CHEN, "11月30日").await;
        assert!(house.sees(CHEN).contains("日期"), "a month's task is carried over to a later month");
        house.says(CHEN, "12月15日").await;
        assert!(house.sees(CHEN).contains("1 号结转好了"), "{}", house.shows(CHEN));

        house.wait_ms(11 * 3_600_000).await;
        assert!(!house.shows(residents_group()).contains("月度销号"));
        house.wait_ms(3_600_000).await;
        let posted = house.sees(residents_group());
        assert!(posted.contains("【月度销号】永丰里 2026年11月:到期 2 件,销号 0 件"), "{posted}");
        assert!(posted.contains("1 号 绿化:结转(材料没到,改到") && posted.contains("没说原因"), "{posted}");
        assert!(!posted.contains("补种"), "a group reads fixed words only");
        house.wait_ms(DAY).await;
        assert_eq!(house.sees(residents_group()), "", "a month is closed once");
        house.says(WANG, "/progress").await;
        let late = house.sees(WANG);
        assert!(late.contains("在办 2 件(超期 1 件)") && late.contains("健身器材换新"), "{late}");
        house.taps(WANG, "筛选").await;
        house.taps(WANG, "超期的").await;
        assert!(!house.last(WANG)["text"].as_str().unwrap_or_default().contains("补种绿化"), "{}", house.shows(WANG));
        house.wait_ms(31 * DAY).await;
        assert!(house.sees(residents_group()).contains("2026年12月"), "{}", house.shows(residents_group()));
    }
}

on_both! {
    async fn a_compound_with_many_tasks_left_is_closed_all_the_same(house) {
        let text = "SELECT id FROM persons WHERE telegram = $1";
        let responsible: i64 = sqlx::query_scalar(text).bind(CHEN).fetch_one(house.store.pool()).await.expect("a clerk");
        let mut tx = house.store.begin().await.expect("a transaction");
        let compound = house.process.worker.estate(&mut tx).await.expect("an estate").places.by_code("yongfengli").expect("there").id;
        for number in 1..=30 {
            let now = house.clock.now();
            let plan = Plan {
                compound,
                category: "greening".to_owned(),
                kind: TaskType::Works,
                origin: Origin::Direct,
                responsible: PersonId(responsible),
                budget_fen: 0,
                money: Money::Free,
                exclusion: Exclusion { not_the_companys_duty: true, no_planned_works: true },
                start: now,
                deadline: now.plus_days(number % 6 + 1),
            };
            let event = life::propose(plan, now).expect("allowed");
            let task = MicroTask::begin(TaskId(number), TaskNumber(number), &event, now).expect("begun");
            let actor = TaskActor::Staff { person: PersonId(responsible), role: Role::Clerk };
            let records = [TaskRecord { event, actor, words: None, media: Vec::new() }];
            let (wording, colour, events) = (Wording::default(), Colour::Yellow, vec![(number, now)]);
            let proposed = Proposed { task: &task, wording: &wording, colour, records: &records, events };
            tasks::propose(&mut tx, house.store.seal(), &[proposed]).await.expect("kept");
        }
        tx.commit().await.expect("kept");
        house.wait_ms(8 * DAY).await;
        let posted = house.sees(residents_group());
        assert!(posted.contains("到期 30 件,销号 0 件") && posted.contains("另有 20 件"), "{posted}");
        let rows = "SELECT CAST(COUNT(*) AS BIGINT) FROM close_out_rows WHERE struck_off = 0 AND reason = '' AND times = 1";
        let kept: i64 = sqlx::query_scalar(rows).fetch_one(house.store.pool()).await.expect("counted");
        assert_eq!(kept, 30);
        house.says(SECRETARY, "/tasks").await;
        house.taps(SECRETARY, "全部微实事").await;
        assert!(house.sees(SECRETARY).contains("在办 30 件"), "{}", house.shows(SECRETARY));
        sqlx::query("UPDATE task_counts SET proposed_red = 29").execute(house.store.pool()).await.expect("broken");
        let mut tx = house.store.begin().await.expect("a transaction");
        let estate = house.process.worker.estate(&mut tx).await.expect("an estate");
        drop(tx);
        let broken = mulin::operator::check::run(&house.store, &estate, house.clock.now()).await.expect("checked");
        assert!(broken.iter().any(|line| line.contains("counted wrong")), "{broken:?}");
        sqlx::query("UPDATE task_counts SET proposed_red = 30").execute(house.store.pool()).await.expect("mended");
    }
}

on_both! {
    async fn a_bot_that_was_down_at_the_months_end_closes_it_when_it_is_back(mut house) {
        house.settle_in(LIN, "永丰里").await;
        house.says(CHEN, "/task new").await;
        house.taps(CHEN, "我们自己发现的").await;
        proposes(&house, "3栋门前补种绿化", Some("绿化"), "11月29日").await;
        house.taps(CHEN, "对,立项").await;
        house.clock.advance(40 * DAY);
        house.restart().await;
        house.settle().await;
        let posted = house.sees(residents_group());
        assert!(posted.contains("2026年12月") || posted.contains("2026年11月"), "{posted}");
        let before = house.world.messages(residents_group()).len();
        house.restart().await;
        house.settle().await;
        assert_eq!(house.world.messages(residents_group()).len(), before, "once, whatever happens");
    }
}

on_both! {
    async fn a_group_that_moves_while_its_list_is_on_the_way_gets_it_once_where_it_is_now(house) {
        house.settle_in(WANG, "永丰里").await;
        house.says(CHEN, "/task new").await;
        house.taps(CHEN, "我们自己发现的").await;
        proposes(&house, "3栋门前补种绿化", Some("绿化"), "11月29日").await;
        house.taps(CHEN, "对,立项").await;
        house.clock.advance(7 * DAY + 4 * 3_600_000);
        while house.process.worker.tick().await.expect("ticked") > 0 {}
        let moved = -1_001_000_900_001;
        house.world.migrate(residents_group(), moved).expect("moved");
        house.settle().await;
        let lists = |chat: i64| house.shows(chat).matches("【月度销号】").count();
        assert_eq!((lists(residents_group()), lists(moved)), (0, 1), "{}", house.shows(moved));
    }
}

on_both! {
    async fn the_demos_tasks_live_by_the_rules_and_are_exported(house) {
        demo_works::seed(&house.store, house.clock.now()).await.expect("seeded");
        demo_works::seed(&house.store, house.clock.now()).await.expect("once only");
        let mut tx = house.store.begin().await.expect("a transaction");
        let estate = house.process.worker.estate(&mut tx).await.expect("an estate");
        drop(tx);
        let exported = async |format| {
            let id = i64::from(format == Format::Csv) + 1;
            let mut lines = Vec::new();
            let write = |line: &str| {
                lines.push(line.to_owned());
                Ok::<(), mulin::store::StoreError>(())
            };
            export_tasks::tasks(&house.store, &estate, format, (id, MONDAY), write).await.expect("exported");
            lines
        };
        let rows = exported(Format::Csv).await;
        assert!(rows[0].starts_with("number,compound,title,category,type,origin,stage"), "{}", rows[0]);
        assert!(rows[1].starts_with("1,\"yongfengli\",\"3栋门前补种绿化\",\"greening\",\"works\",\"call\",\"published\""));
        let lines = exported(Format::Jsonl).await;
        let tasks: Vec<serde_json::Value> = lines.iter().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!((rows.len(), tasks.len()), (8, 7));
        assert!(tasks.iter().any(|task| task["stage"] == "struck_off" && task["residents_accepted"] == 2));
        assert_eq!(tasks[0]["responsible"], "小陈 (clerk)");

        house.settle_in(WANG, "永丰里").await;
        house.says(WANG, "/care").await;
        house.taps(WANG, "投票和基金").await;
        house.taps(WANG, "微实事进展").await;
        let list = house.sees(WANG);
        assert!(list.contains("在办 3 件(超期 0 件),已销号 1 件") && list.contains("0595-0000-"), "{list}");
        house.taps(WANG, "筛选").await;
        house.taps(WANG, "换个小区").await;
        house.taps(WANG, "宝龙世家").await;
        let late = house.sees(WANG);
        assert!(house.shows(WANG).contains("施工 · 超期 3 天"), "{late}");
    }
}

on_both! {
    async fn the_tasks_of_an_older_house_are_counted_when_it_is_brought_up_to_date(house) {
        demo_works::seed(&house.store, house.clock.now()).await.expect("seeded");
        let mut tx = house.store.begin().await.expect("a transaction");
        let estate = house.process.worker.estate(&mut tx).await.expect("an estate");
        let compounds = estate.places.compounds().iter().map(|place| place.id).collect();
        let mut counts = Vec::new();
        for migrated in [false, true] {
            if migrated {
                let text = include_str!("../../migrations/0015_task_counts.sql");
                sqlx::raw_sql(text).execute(&mut *tx).await.expect("counted anew");
            }
            let rows = tasks::counts(&mut tx, &compounds).await.expect("counted");
            let rows = rows.iter().map(|row| ((row.compound, row.stage, row.colour), row.count));
            counts.push(rows.collect::<std::collections::BTreeMap<_, _>>());
        }
        assert_eq!((counts[0].values().sum::<i64>(), &counts[0]), (7, &counts[1]));
    }
}

on_both! {
    async fn a_posting_takes_objections_and_a_task_is_paused_or_dropped_with_a_reason(house) {
        house.settle_in(WANG, "永丰里").await;
        house.settle_in(LIN, "宝龙世家").await;
        house.says(CHEN, "/task new").await;
        house.taps(CHEN, "我们自己发现的").await;
        proposes(&house, "3栋门前补种绿化", Some("绿化"), "12月20日").await;
        house.taps(CHEN, "改一改").await;
        house.taps(CHEN, "下一页").await;
        house.taps(CHEN, "预算").await;
        house.says(CHEN, "两千").await;
        assert!(house.shows(CHEN).contains("金额不对"), "{}", house.shows(CHEN));
        house.taps(CHEN, "不花钱").await;
        house.taps(CHEN, "对,立项").await;
        house.taps(SECRETARY, "去办理").await;
        house.taps(SECRETARY, "议定:要做").await;
        house.taps(SECRETARY, "公示").await;
        house.says(SECRETARY, "11月26日").await;
        assert!(house.shows(SECRETARY).contains("至少要 5 天"), "{}", house.shows(SECRETARY));
        house.taps(SECRETARY, "7 天后").await;

        house.says(LIN, "/start w-1").await;
        assert!(!house.sees(LIN).contains("[我有意见]"), "another compound has no say");
        house.says(WANG, "/start w-1").await;
        assert!(house.sees(WANG).contains("0595-0000-1300"), "a posting names a phone");
        house.taps(WANG, "我有意见").await;
        house.says(WANG, "挡住我家窗户").await;
        assert!(house.sees(CHEN).contains("挡住我家窗户"), "{}", house.shows(CHEN));
        house.wait_ms(8 * DAY).await;
        assert!(house.sees(CHEN).contains("公示到期了"), "{}", house.shows(CHEN));
        house.says(CHEN, "/tasks").await;
        house.taps(CHEN, "全部微实事").await;
        house.taps(CHEN, "1 号").await;
        house.taps(CHEN, "去办理").await;
        assert!(!house.shows(CHEN).contains("[排期]"), "an objection has no answer yet");
        house.taps(CHEN, "其他").await;
        house.taps(CHEN, "暂停").await;
        house.taps(CHEN, "居民还有意见").await;
        assert!(house.shows(CHEN).contains("暂停中"), "{}", house.shows(CHEN));
        house.says(SECRETARY, "/task 1").await;
        house.taps(SECRETARY, "其他").await;
        house.taps(SECRETARY, "中止").await;
        house.taps(SECRETARY, "居民不同意").await;
        house.says(WANG, "/start w-1").await;
        let page = house.sees(WANG);
        assert!(page.contains("中止 · 已了结") && !page.contains("挡住我家窗户"), "{page}");
    }
}

on_both! {
    async fn a_work_on_its_way_meets_who_would_report_the_same_and_comes_late_on_the_agenda(house) {
        a_lamp(&house).await;
        house.says(CHEN, "/task new 1001").await;
        proposes(&house, "3栋楼道换声控灯", None, "12月8日").await;
        house.taps(CHEN, "对,立项").await;
        comes_to_work(&house, "12月8日").await;

        house.settle_in(OUTSIDER, "永丰里").await;
        house.says(OUTSIDER, "5栋2单元楼道灯不亮").await;
        house.taps(OUTSIDER, "对,照明").await;
        assert!(!house.sees(OUTSIDER).contains("已经立项在做"), "another building's: {}", house.shows(OUTSIDER));
        house.says(OUTSIDER, "/cancel").await;
        house.taps(OUTSIDER, "不要了").await;
        house.says(OUTSIDER, "3栋1单元楼道灯不亮").await;
        house.taps(OUTSIDER, "对,照明").await;
        let known = house.sees(OUTSIDER);
        assert!(known.contains("已经立项在做:微实事 1 号 3栋楼道换声控灯\n现在:施工"), "{known}");
        house.taps(OUTSIDER, "就是这件,有变化告诉我").await;
        assert!(house.shows(OUTSIDER).contains("好,有进展就告诉您"), "{}", house.shows(OUTSIDER));
        is_finished(&house).await;
        assert!(house.sees(OUTSIDER).contains("3栋楼道换声控灯"), "{}", house.shows(OUTSIDER));

        house.sees(staff_chat());
        for _ in 0..12 {
            house.wait_ms(DAY).await;
        }
        let agenda = house.sees(staff_chat());
        assert!(agenda.contains("微实事 1 号(照明,永丰里) · 超期"), "{agenda}");
    }
}

on_both! {
    async fn a_list_further_up_is_shown_anew_when_its_buttons_are_pressed(house) {
        demo_works::seed(&house.store, house.clock.now()).await.expect("seeded");
        house.settle_in(WANG, "永丰里").await;
        house.says(WANG, "/progress").await;
        let list = house.last(WANG);
        let button = list["reply_markup"]["inline_keyboard"][0][0]["callback_data"].as_str().expect("a button");
        house.says(WANG, "/help").await;
        house.says(WANG, "/settings").await;
        house.sees(WANG);
        house.world.press(WANG, WANG, list["message_id"].as_i64().expect("an id"), button).expect("pressed");
        house.settle().await;
        let told = house.world.record().into_iter().rfind(|call| call.method == "answerCallbackQuery");
        let told = told.expect("an answer").params["text"].clone();
        assert_eq!(told, "上面那张单子旧了,下面是新的。");
        let shown = house.last(WANG)["text"].as_str().unwrap_or_default().to_owned();
        assert!(shown.contains("永丰里的微实事"), "{}", house.shows(WANG));
        house.taps(WANG, "1 号").await;
        assert!(house.last(WANG)["text"].as_str().unwrap_or_default().contains("微实事 1 号"), "{}", house.shows(WANG));
    }
}

on_both! {
    async fn whoever_left_their_post_is_named_as_staff_in_what_they_did(house) {
        house.settle_in(WANG, "永丰里").await;
        house.says(CHEN, "/task new").await;
        house.taps(CHEN, "我们自己发现的").await;
        proposes(&house, "3栋门前补种绿化", Some("绿化"), "12月20日").await;
        house.taps(CHEN, "对,立项").await;
        sqlx::query("DELETE FROM grants WHERE person = (SELECT id FROM persons WHERE telegram = $1)")
            .bind(CHEN)
            .execute(house.store.pool())
            .await
            .expect("left");
        house.says(WANG, "/start w-1").await;
        let page = house.sees(WANG);
        assert!(page.contains("负责人:工作人员") && page.contains("11月23日(周一) 立项(工作人员)"), "{page}");
        assert!(page.contains("11月24日(周二)开工,12月20日(周日)前完成"), "days, no minutes: {page}");
    }
}
