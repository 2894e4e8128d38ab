//! The Good-Home Fund from an idea to its accounts, as everybody in it sees it.

use serde_json::{Value, json};

use crate::ballots::{TAP_BENCHES, TAP_LAMPS, li_votes, lin_votes, one_is_on_paper, wang_votes, wu_votes_for_one_home};
use crate::page::{CHEN, LI, LIN, NEIGHBOURS, OFFICER, Page, SECRETARY, TREASURER, WANG};
use crate::program::Program;
use crate::whole_way::settles_in;

/// The project that is proposed here; the demo has three.
const NUMBER: i64 = 4;
const LAMPS: &str = "3栋楼道换声控灯";
const BENCHES: &str = "东门口加六张带靠背的长椅";

/// 王阿姨 proposes lamps for the stairs, with a photo of how dark it is.
async fn it_is_proposed(page: &Page) {
    page.plays(WANG).await;
    settles_in(page).await;
    page.shot("fund-01-menu").await;
    page.taps("投票和基金").await;
    page.reads("账本").await;
    page.shot("fund-02-hall").await;
    page.taps("基金项目").await;
    page.reads("永丰里的基金项目:2 个").await;
    page.shot("fund-03-projects").await;
    page.taps("我也提一个").await;
    page.reads("想做什么").await;
    page.says(LAMPS).await;
    page.reads("在哪里").await;
    page.says("3栋楼道").await;
    page.reads("大概要花多少元").await;
    page.says("3000").await;
    page.reads("照片").await;
    page.sends_photo("dark.png", "").await;
    page.taps("好了,就这些").await;
    page.reads("请看一遍").await;
    page.shot("fund-04-review").await;
    page.taps("对,提上去").await;
    page.has("记下了,编号 4").await;
}

/// The secretary vets it and publishes it.
async fn it_is_vetted(page: &Page) {
    page.plays(SECRETARY).await;
    page.has("新的基金项目 4 号").await;
    for label in ["去办理", "核项目", "合规"] {
        page.taps(label).await;
    }
    page.reads("要花多少元").await;
    page.taps("3,000 元").await;
    for label in ["住户投票(基金项目)", "一项工程", "小陈管家", "青华社区"] {
        page.taps(label).await;
    }
    page.reads("钱怎么交").await;
    page.says("到社区居委会交,开收据").await;
    page.reads("到社区居委会交").await;
    page.shot("fund-05-vetted").await;
    page.taps("核好了").await;
    page.taps("公布").await;
    page.reads("公布了。").await;
    page.plays(WANG).await;
    page.has("核好公布了").await;
    page.says(&format!("/project {NUMBER}")).await;
    page.reads("公布了,可以提问、认捐").await;
    page.shot("fund-06-project").await;
}

/// The secretary prepares a vote on it and on the demo's benches, and announces it.
async fn a_vote_is_announced(page: &Page) {
    page.plays(SECRETARY).await;
    page.says("/votes 永丰里").await;
    page.taps("准备新投票").await;
    page.taps("基金项目投票").await;
    page.reads("叫什么名字").await;
    page.says("秋季基金投票").await;
    for (nth, label) in [TAP_LAMPS, TAP_BENCHES].into_iter().enumerate() {
        page.taps_part(label).await;
        page.reads(&format!("已选 {} 个", nth + 1)).await;
    }
    page.shot("fund-07-candidates").await;
    page.taps("选好了").await;
    page.reads("一共可用多少钱").await;
    page.says("12000").await;
    page.reads("怎么算谁选上").await;
    page.shot("fund-08-rule").await;
    page.taps("每户分一样多(等额分摊)").await;
    page.taps("业主、家属、租户").await;
    page.taps("7 天").await;
    page.reads("保存").await;
    page.shot("fund-09-prepared").await;
    page.taps("保存").await;
    page.taps("公布").await;
    page.reads("公布了,小区群里看得到").await;
}

/// One asks to open it, another opens it.
async fn it_is_opened_by_two(page: &Page) {
    page.taps("开启投票").await;
    page.reads("已请求").await;
    page.reads("要另一个人").await;
    page.shot("fund-10-run").await;
    page.plays(OFFICER).await;
    page.taps("管理").await;
    page.taps("开启投票").await;
    page.reads("已投 0 户,共 12 户").await;
}

/// The clock closes it; the group reads how it came out.
async fn it_closes(page: &Page) {
    page.waits_days(7).await;
    page.plays(WANG).await;
    page.enters(NEIGHBOURS).await;
    let result = page.reads("全部选票的校验值").await;
    assert!(result.contains(&format!("✅ {LAMPS} · 4 票")), "{result}");
    assert!(result.contains(&format!("▫️ {BENCHES} · 2 票")), "{result}");
    assert!(result.contains("已投 5 户,共 12 户"), "{result}");
    page.shot("fund-32-result").await;
}

/// Two certify it.
async fn it_is_certified(page: &Page) {
    page.plays(SECRETARY).await;
    page.has("出结果了。要两个人确认").await;
    page.taps("管理").await;
    page.taps("确认结果").await;
    page.reads("已请求").await;
    page.plays(OFFICER).await;
    page.has("有人请求确认结果").await;
    page.taps("管理").await;
    page.taps("确认结果").await;
    page.has("从此谁也对不上").await;
    page.shot("fund-33-certified").await;
    page.plays(WANG).await;
    page.has("选上了").await;
    page.plays(LI).await;
    page.says("/vote").await;
    page.reads("result certified").await;
    page.shot("fund-34-english-result").await;
}

/// What won becomes a small work.
async fn it_becomes_a_task(page: &Page) {
    page.plays(CHEN).await;
    page.says(&format!("/project {NUMBER}")).await;
    page.reads("基金给:3,000 元").await;
    page.taps("去办理").await;
    page.taps("立微实事").await;
    for label in ["照明", "不是物业该做的", "没有别的计划", "工程", "小陈管家", "还没定"] {
        page.taps(label).await;
    }
    page.reads("预算多少元").await;
    page.says("3000").await;
    page.reads("哪天开工").await;
    page.taps("7 天后").await;
    page.reads("哪天前做完").await;
    page.taps("14 天后").await;
    page.reads("照片").await;
    page.taps("没有照片").await;
    page.reads("请看一遍").await;
    page.taps("对,立项").await;
    page.reads("立项了,编号 8").await;
    page.plays(WANG).await;
    page.has("要动工了:微实事 8 号").await;
    page.shot("fund-35-works").await;
}

/// 周会计 enters what a firm gave, sets it aside, asks for a payment with its receipt; 蔡干部 pays.
async fn it_is_paid_by_two(page: &Page) {
    page.plays(TREASURER).await;
    page.says("/ledger").await;
    page.reads("您管的账").await;
    page.shot("fund-36-shelf").await;
    page.taps_part("美好家园基金 · 青阳街道").await;
    page.reads("余额:938,650 元").await;
    page.shot("fund-37-ledger").await;
    page.taps("记一笔收入").await;
    page.taps("企业捐赠").await;
    page.reads("多少钱").await;
    page.says("5000").await;
    page.reads("要写一句说明吗").await;
    page.says("示例灯具厂捐赠").await;
    page.reads("请看一遍").await;
    page.taps("对,记下来").await;
    page.reads("记好了").await;
    page.taps("打开这本账").await;
    page.taps("安排给项目").await;
    page.taps(&format!("项目 {NUMBER} 号,还可以 3,000 元")).await;
    page.reads("多少钱").await;
    page.says("3000").await;
    page.reads("请看一遍").await;
    page.taps("对,记下来").await;
    page.reads("记好了").await;
    page.taps("打开这本账").await;
    page.taps("申请付款").await;
    page.taps(&format!("项目 {NUMBER} 号,还可以 3,000 元")).await;
    page.reads("多少钱").await;
    page.says("2,860.50").await;
    page.reads("发票或收据").await;
    page.sends_photo("lit.png", "").await;
    page.taps("就这些").await;
    page.reads("付给谁").await;
    page.says("付给样板灯具店:声控灯12盏").await;
    page.reads("付款要另一个人同意").await;
    page.shot("fund-38-payment").await;
    page.taps("对,记下来").await;
    page.reads("等另一个人同意").await;
    page.plays(OFFICER).await;
    page.has("付款申请").await;
    page.shot("fund-39-asked").await;
    page.taps("同意付款").await;
    page.has("✅ 您同意了").await;
    page.plays(TREASURER).await;
    page.has("✅ 已同意").await;
}

/// Everybody reads what became of the money.
async fn everyone_reads_it(page: &Page) {
    page.plays(WANG).await;
    page.says("/fund").await;
    let read = page.reads("一共付出:2,860.50 元").await;
    let account = format!("项目 {NUMBER} 号:安排 3,000 元,付了 2,860.50 元,还剩 139.50 元");
    assert!(read.contains("余额:940,789.50 元") && read.contains(&account), "{read}");
    page.sees_picture(600).await;
    page.shot("fund-40-fund").await;
    page.run("[...document.querySelectorAll('article img')].at(-1).scrollIntoView()", vec![]).await;
    page.picture("fund-40-picture").await;
    page.taps("美好家园基金 · 青阳街道").await;
    page.reads("声控灯12盏").await;
    page.shot("fund-41-entries").await;
    page.taps("看 7 号的凭证").await;
    page.sees_picture(1).await;
    page.shot("fund-42-proof").await;
    page.says(&format!("/project {NUMBER}")).await;
    page.reads("微实事 8 号").await;
    page.shot("fund-43-project").await;
    page.plays(LIN).await;
    page.says("/fund").await;
    page.reads("办公室电话").await;
    page.shot("fund-44-care-fund").await;
    page.plays(LI).await;
    page.says("/fund").await;
    page.reads("2,860.50").await;
    page.shot("fund-45-english-fund").await;
}

#[tokio::test]
async fn an_idea_is_voted_for_becomes_a_task_and_everyone_reads_what_it_cost() {
    let page = Page::open(Program::start()).await;
    it_is_proposed(&page).await;
    it_is_vetted(&page).await;
    a_vote_is_announced(&page).await;
    it_is_opened_by_two(&page).await;
    wang_votes(&page).await;
    li_votes(&page).await;
    lin_votes(&page).await;
    wu_votes_for_one_home(&page).await;
    one_is_on_paper(&page).await;
    it_closes(&page).await;
    it_is_certified(&page).await;
    it_becomes_a_task(&page).await;
    it_is_paid_by_two(&page).await;
    everyone_reads_it(&page).await;

    let tasks: Vec<Value> = page.program.exports("tasks");
    let task = tasks.iter().find(|task| task["number"] == json!(8)).expect("the task");
    assert_eq!((&task["stage"], &task["origin"]), (&json!("proposed"), &json!("project")), "{task:#}");
    let entries: Vec<Value> = page.program.exports("ledger");
    let paid = entries.iter().find(|entry| entry["kind"] == json!("disbursement")).expect("the payment");
    assert_eq!((&paid["amount_fen"], &paid["project"]), (&json!(286_050), &json!(NUMBER)), "{paid:#}");
}
