//! Votes as people live them: prepared, opened by two, cast, changed, on paper, closed by the clock, certified; and an
//! owners' decision that misses its quorum.

use std::collections::BTreeSet;

use crate::on_both;
use crate::support::votes::{
    CAI, OTHER_TELLER, SETTLED, TELLER, WORKED, WU, bound, count, enters, label_with, opened, prepared, published,
    published_as, receipt, residents_group, runs, to_the_close, votes,
};
use crate::support::{CHEN, House, LIN, MONDAY, OUTSIDER, SECRETARY, WANG};
use mulin::domain::fund::project::Class;
use mulin::domain::id::{ProjectNumber, VoteId};
use mulin::domain::vote::completion::Completion;
use mulin::domain::vote::poll::Outcome;
use mulin::operator::{export_votes, tally, verify};
use mulin::store::polls::{self, ballots};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// A sheet is read by two tellers, who differ at first.
async fn on_paper(house: &House, numbers: &[ProjectNumber]) -> String {
    // Paper: two read it apart; a difference is told without its content.
    enters(house, TELLER, "3栋1单元302", &format!("{}", numbers[0].0)).await;
    assert!(house.sees(TELLER).contains("等另一位计票人"), "{}", house.shows(TELLER));
    enters(house, TELLER, "3栋1单元302", &format!("{}", numbers[0].0)).await;
    assert_eq!(count(house, "SELECT COUNT(*) FROM ballots").await, 3, "one teller alone counts nothing");
    enters(house, OTHER_TELLER, "3栋1单元302", &format!("{}", numbers[1].0)).await;
    let told = house.sees(TELLER);
    assert!(told.contains("两个人录的不一样"), "{told}");
    enters(house, OTHER_TELLER, "3栋1单元302", &format!("{}", numbers[1].0)).await;
    enters(house, TELLER, "3栋1单元302", &format!("{}", numbers[1].0)).await;
    let paper = receipt(&house.sees(TELLER));
    assert_eq!(count(house, "SELECT heads FROM polls").await, 4);
    paper
}

/// Whoever has the exported file counts the same, and finds their own ballot in it.
async fn counted_again(house: &House, (kept, replaced): (&[&String], &str), numbers: &[ProjectNumber]) {
    let file = export_votes::vote(&house.store, VoteId(1), (1, MONDAY)).await.expect("exported");
    for receipt in kept {
        let found = verify::run(file.as_bytes(), receipt).expect("verified");
        assert!(found.counted && found.ballots == 4, "{receipt}");
    }
    assert!(!verify::run(file.as_bytes(), replaced).expect("verified").counted);
    let asked = tally::Asked::EqualShares { completion: Completion::Add1U, step: None };
    let again = tally::run(file.as_bytes(), asked).expect("counted").json();
    let mut tx = house.store.begin().await.expect("begun");
    let told = polls::find(&mut tx, house.store.seal(), &[VoteId(1)]).await.expect("read").remove(&VoteId(1));
    let Some(Outcome::Fund { winners, .. }) = told.and_then(|told| told.poll.outcome) else { panic!("counted") };
    let winners: Vec<String> = winners.iter().map(ToString::to_string).collect();
    assert_eq!(again["winners"], serde_json::json!(winners));
    assert!(winners.contains(&numbers[1].to_string()), "{winners:?}");
    assert!(export_votes::voters(&house.store, VoteId(1), (2, MONDAY)).await.is_err(), "a fund vote keeps no list");
}

/// The result is certified, and what is in the database tells nobody's ballot.
async fn certified(house: &House, numbers: &[ProjectNumber]) {
    // Certified by two; from then on nobody can tell whose ballots they are.
    runs(house, CAI, "秋季基金投票").await;
    house.taps(CAI, "确认结果").await;
    house.taps(SECRETARY, "管理").await;
    house.taps(SECRETARY, "确认结果").await;
    assert!(house.sees(SECRETARY).contains("谁也对不上"), "{}", house.shows(SECRETARY));
    assert_eq!(count(house, "SELECT COUNT(*) FROM polls WHERE key_sealed <> ''").await, 0);
    let tags: Vec<(String, String)> = sqlx::query_as("SELECT tag, receipt_mark FROM ballots ORDER BY tag")
        .fetch_all(house.store.pool())
        .await
        .expect("read");
    assert!(tags.len() == 4 && tags.iter().all(|(tag, mark)| tag == mark));
    let mut tx = house.store.begin().await.expect("begun");
    let all = ballots::all(&mut tx, house.store.seal(), VoteId(1)).await.expect("read");
    assert!(all.iter().all(|ballot| ballot.voter.is_none() && ballot.by.is_none()));
    let chosen: BTreeSet<String> = all.iter().map(|ballot| ballot.choices.clone()).collect();
    assert!(chosen.contains(&format!("{},{}", numbers[1], numbers[2])), "{chosen:?}");
    drop(tx);
}

on_both! {
    async fn four_households_vote_one_changes_one_is_on_paper_and_the_result_is_certified(house) {
        let numbers = published(&house, &WORKED).await;
        bound(&house, WANG, "WANG-2345").await;
        bound(&house, LIN, "LEES-2345").await;
        house.settle_in(OUTSIDER, "永丰里").await;
        house.says(OUTSIDER, "/home PASS-2345").await;
        house.says(WU, "/vote").await;

        prepared(&house, &["东门长椅", "楼道声控灯", "晾衣架", "告示栏"]).await;
        assert!(house.sees(residents_group()).contains("要投票了"), "{}", house.shows(residents_group()));
        house.says(WANG, "/vote").await;
        assert!(!house.sees(WANG).contains("[投票]"), "it isn't open yet");
        house.taps(SECRETARY, "开启投票").await;
        let page = house.sees(SECRETARY);
        assert!(page.contains("要另一个人") && !page.contains("[开启投票]"), "nobody opens it alone: {page}");
        house.taps(CAI, "管理").await;
        house.taps(CAI, "开启投票").await;
        let posted = house.sees(residents_group());
        assert!(posted.contains("开始投票了") && posted.contains("已投 0 户,共 12 户"), "{posted}");

        let first = votes(&house, WANG, None, &["东门长椅", "楼道声控灯"]).await;
        assert!(house.sees(OUTSIDER).contains("您家有人投了“秋季基金投票”的票(投了什么不说)"), "the family hears of it");
        votes(&house, LIN, None, &["晾衣架", "告示栏"]).await;
        house.says(WU, "/vote").await;
        let wu = votes(&house, WU, Some("3#1-301"), &["楼道声控灯"]).await;
        let second = votes(&house, OUTSIDER, None, &["晾衣架", "楼道声控灯"]).await;
        assert!(house.sees(WANG).contains("改投了(改成什么不说)"), "{}", house.shows(WANG));

        let paper = on_paper(&house, &numbers).await;

        // What was said on the way is not kept, once it was sent.
        let kept = "SELECT COUNT(*) FROM outbox WHERE secret = 1 AND body_sealed <> ''";
        assert_eq!(count(&house, kept).await, 0);
        house.says(WANG, &format!("/verify {first}")).await;
        assert!(house.sees(WANG).contains("后来改投了,不算数"), "{}", house.shows(WANG));
        for code in [&second, &wu, &paper] {
            house.says(LIN, &format!("/verify {code}")).await;
            assert!(house.sees(LIN).contains("这张票在票箱里"), "{}", house.shows(LIN));
        }

        // Who hasn't voted would be reminded; nobody else.
        house.wait_ms(5 * DAY).await;
        assert!(!house.sees(LIN).contains("还没投"), "{}", house.shows(LIN));
        house.wait_ms(2 * DAY - 1).await;
        let week = house.sees(residents_group());
        assert!(!week.contains("校验值"), "it never closes early");
        assert!(week.contains("🗳 1 号投票正在进行:已投 4/12"), "{week}");
        house.wait_ms(1 + SETTLED).await;
        let result = house.sees(residents_group());
        assert!(result.contains("✅ 楼道声控灯 · 3 票") && result.contains("校验值"), "{result}");
        assert!(result.contains("▫️ 东门长椅 · 0 票 · 没有人投"), "{result}");
        house.says(LIN, &format!("/verify {second}")).await;
        assert!(house.sees(LIN).contains("这张票算上了"), "{}", house.shows(LIN));

        counted_again(&house, (&[&second, &wu, &paper], &first), &numbers).await;
        certified(&house, &numbers).await;
    }
}

on_both! {
    async fn owners_who_miss_two_thirds_decide_nothing(house) {
        bound(&house, WANG, "WANG-2345").await;
        bound(&house, LIN, "LEES-2345").await;
        house.says(SECRETARY, "/votes 永丰里").await;
        house.taps(SECRETARY, "准备新投票").await;
        house.taps(SECRETARY, "特别事项").await;
        house.taps(SECRETARY, "筹集维修资金").await;
        house.says(SECRETARY, "续筹维修资金").await;
        house.says(SECRETARY, "是否同意每平方米续筹 10 元维修资金?").await;
        house.taps(SECRETARY, "全小区").await;
        house.taps(SECRETARY, "不算").await;
        house.taps(SECRETARY, "7 天").await;
        house.taps(SECRETARY, "保存").await;
        assert!(house.sees(SECRETARY).contains("业主意见征询(筹集维修资金)"), "{}", house.shows(SECRETARY));
        house.taps(SECRETARY, "公布").await;
        house.taps(SECRETARY, "开启投票").await;
        assert!(house.shows(SECRETARY).contains("没到时候") || !house.shows(SECRETARY).contains("已请求"), "fifteen days first");
        house.wait_ms(15 * DAY).await;
        runs(&house, SECRETARY, "续筹维修资金").await;
        opened(&house).await;

        house.says(LIN, "/vote").await;
        assert!(house.sees(LIN).contains("这次由业主投"), "a tenant has no say: {}", house.shows(LIN));
        house.says(WANG, "/vote").await;
        house.taps(WANG, "投票").await;
        house.taps(WANG, "同意").await;
        assert!(house.sees(WANG).contains("封存的明细表"), "told before: {}", house.shows(WANG));
        house.taps(WANG, "确认投出").await;
        house.says(WANG, "/vote").await;
        let page = house.sees(WANG);
        assert!(page.contains("已参加 1 人 89.50 平方米"), "{page}");
        to_the_close(&house).await;
        let result = house.sees(residents_group());
        assert!(result.contains("参加的不够三分之二,不算通过,也不算否决"), "{result}");
        assert!(result.contains("同意:1 人 89.50 平方米") && result.contains("没表态的随多数"), "{result}");
        let mut tx = house.store.begin().await.expect("begun");
        let all = ballots::all(&mut tx, house.store.seal(), VoteId(1)).await.expect("read");
        assert!(all.iter().all(|ballot| ballot.voter.is_some() && ballot.by.is_some()), "filing needs the list");
        let found = polls::find(&mut tx, house.store.seal(), &[VoteId(1)]).await.expect("read");
        assert!(found.values().all(|told| told.poll.is_counted()));
        drop(tx);
        assert!(export_votes::voters(&house.store, VoteId(1), (3, MONDAY)).await.is_err(), "sealed");
        runs(&house, SECRETARY, "续筹维修资金").await;
        house.taps(SECRETARY, "打开明细表").await;
        house.taps(CAI, "管理").await;
        house.taps(CAI, "打开明细表").await;
        let list = export_votes::voters(&house.store, VoteId(1), (4, MONDAY)).await.expect("released");
        assert!(list.contains("3#2-501,8950,yes"), "{list}");
    }
}

/// 林书记 asks the owners about a project, where the silent follow the majority.
async fn asked_about(house: &House, title: &str) {
    house.says(SECRETARY, "/votes 永丰里").await;
    house.taps(SECRETARY, "准备新投票").await;
    house.taps(SECRETARY, "特别事项").await;
    house.taps(SECRETARY, "改建、重建").await;
    house.says(SECRETARY, "加装电梯").await;
    house.says(SECRETARY, "是否同意加装电梯?").await;
    let label = label_with(house, SECRETARY, title);
    house.taps(SECRETARY, &label).await;
    house.taps(SECRETARY, "选好了").await;
    house.taps(SECRETARY, "全小区").await;
    house.taps(SECRETARY, "随多数(要登记送达)").await;
    house.taps(SECRETARY, "7 天").await;
    house.taps(SECRETARY, "保存").await;
    house.taps(SECRETARY, "公布").await;
    house.wait_ms(15 * DAY).await;
    runs(house, SECRETARY, "加装电梯").await;
    opened(house).await;
}

on_both! {
    async fn the_silent_who_were_reached_follow_the_majority_by_the_rules_and_the_project_goes_on(house) {
        published_as(&house, Class::Special, &[("3栋加装电梯", 500_000)]).await;
        bound(&house, WANG, "WANG-2345").await;
        asked_about(&house, "3栋加装电梯").await;
        house.says(WANG, "/vote").await;
        let page = house.sees(WANG);
        assert!(page.contains("项目:") && page.contains("3栋加装电梯"), "{page}");
        assert!(page.contains("随多数") && page.contains("不同意请一定投"), "warned before voting: {page}");
        house.taps(WANG, "投票").await;
        house.taps(WANG, "同意").await;
        house.taps(WANG, "确认投出").await;

        runs(&house, SECRETARY, "加装电梯").await;
        house.taps(SECRETARY, "登记送达").await;
        house.says(SECRETARY, "3#2-501").await;
        assert!(house.sees(SECRETARY).contains("是怎么送到业主本人手上的"), "first how: {}", house.shows(SECRETARY));
        house.taps(SECRETARY, "本人签收").await;
        let doors = "3栋2单元501、3#2-502 3#1-301 3#1-302 5#1-101 5#2-102 9#9-999";
        house.says(SECRETARY, doors).await;
        let noted = house.sees(SECRETARY);
        assert!(noted.contains("登记了 5 位业主") && noted.contains("没登记:9#9-999"), "{noted}");
        house.taps(SECRETARY, "上一步").await;
        house.taps(SECRETARY, "登错了,撤销").await;
        house.says(SECRETARY, "3#2-502").await;
        house.taps(SECRETARY, "管理").await;
        assert!(house.sees(SECRETARY).contains("已送达:4 人"), "{}", house.shows(SECRETARY));

        house.says(WANG, "/vote").await;
        house.taps(WANG, "各楼栋投了多少").await;
        let turnout = house.sees(WANG);
        assert!(turnout.contains("太小的楼栋不单独列"), "{turnout}");
        to_the_close(&house).await;
        let result = house.sees(residents_group());
        assert!(result.contains("没表态的不算:参加 1 人") && result.contains("没表态的随多数:参加 4 人"), "{result}");
    }
}

on_both! {
    async fn what_comes_too_late_or_from_elsewhere_is_refused_and_a_stop_takes_two(house) {
        published(&house, &WORKED).await;
        bound(&house, WANG, "WANG-2345").await;
        house.settle_in(LIN, "宝龙世家").await;
        prepared(&house, &["东门长椅", "楼道声控灯"]).await;
        opened(&house).await;
        house.says(LIN, "/vote 1").await;
        assert!(house.sees(LIN).contains("要先绑定"), "{}", house.shows(LIN));
        for stranger in [CHEN, LIN] {
            house.says(stranger, "/votes").await;
            house.says(stranger, "/paper 1").await;
        }
        assert!(!house.shows(CHEN).contains("等您办的在前") && !house.shows(CHEN).contains("是哪一户"));
        house.says(WANG, "/vote").await;
        house.taps(WANG, "投票").await;
        let label = label_with(&house, WANG, "东门长椅");
        house.taps(WANG, &label).await;
        house.taps(WANG, "选好了").await;

        runs(&house, SECRETARY, "秋季基金投票").await;
        house.taps(SECRETARY, "提前截止").await;
        house.taps(CAI, "管理").await;
        house.taps(CAI, "提前截止").await;
        house.wait_ms(SETTLED).await;
        assert!(house.sees(residents_group()).contains("校验值"), "stopped and counted: {}", house.shows(residents_group()));
        house.taps(WANG, "确认投出").await;
        assert!(house.sees(WANG).contains("没有算上"), "{}", house.shows(WANG));
        assert_eq!(count(&house, "SELECT COUNT(*) FROM ballots").await, 0);
    }
}

on_both! {
    async fn who_has_not_voted_is_reminded_and_who_has_is_not(house) {
        published(&house, &WORKED).await;
        bound(&house, WANG, "WANG-2345").await;
        bound(&house, LIN, "LEES-2345").await;
        prepared(&house, &["东门长椅", "楼道声控灯"]).await;
        opened(&house).await;
        votes(&house, LIN, None, &["东门长椅"]).await;
        house.sees(WANG);
        house.wait_ms(5 * DAY).await;
        let reminded = house.sees(WANG);
        assert!(reminded.contains("“秋季基金投票”您家还没投") && reminded.contains("您家有一票,所以提醒一声"), "{reminded}");
        assert!(!house.sees(LIN).contains("还没投"), "{}", house.shows(LIN));
        house.taps(WANG, "看投票").await;
        votes(&house, WANG, None, &["楼道声控灯"]).await;
        house.sees(WANG);
        house.wait_ms(DAY).await;
        assert!(!house.sees(WANG).contains("还没投"), "{}", house.shows(WANG));
    }
}
