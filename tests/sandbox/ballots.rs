//! Ballots of a fund vote as people fill them in: on a phone, in English, in care mode, and on paper by two tellers.

use crate::page::{LI, LIN, Page, TELLERS, WANG, WU};
use crate::whole_way::{settles_in, settles_in_english};

/// How the two read on a ballot.
pub(crate) const TAP_LAMPS: &str = "⬜ 4 号 3栋楼道";
pub(crate) const TAP_BENCHES: &str = "⬜ 1 号 东门口";

/// Somebody's home, by the code that the demo knows.
async fn binds(page: &Page, code: &str) {
    page.says(&format!("/home {code}")).await;
    page.has("3#2-501").await;
    page.says("/home").await;
}

/// 王阿姨 votes, and later changes it.
pub(crate) async fn wang_votes(page: &Page) {
    page.plays(WANG).await;
    page.says("/vote").await;
    page.reads("要先绑定您家的房号").await;
    page.shot("fund-11-unbound").await;
    binds(page, "WANG-2345").await;
    page.reads("您绑定的家").await;
    page.shot("fund-12-home").await;
    page.taps_part("永丰里 3#2-501").await;
    page.reads("专有面积 89.50 平方米").await;
    page.shot("fund-13-one-home").await;
    page.says("/vote").await;
    page.reads("还没投").await;
    page.shot("fund-14-vote").await;
    page.taps("投票").await;
    page.reads("点您想要的项目").await;
    page.taps_part(TAP_BENCHES).await;
    page.reads("已选 1 个").await;
    page.shot("fund-15-ballot").await;
    page.taps("🖼 看图").await;
    page.has("3栋楼道换声控灯").await;
    page.sees_picture(20).await;
    page.shot("fund-15b-pictures").await;
    page.taps("选好了").await;
    page.has("您选了 1 个").await;
    page.shot("fund-16-cast").await;
    page.taps("确认投出").await;
    page.has("票投好了").await;
    page.shot("fund-17-receipt").await;
    page.taps("看投票").await;
    page.has("已经投了,截止前可以改").await;
    page.taps("保密吗").await;
    page.has("物业的人都看不到").await;
    page.shot("fund-18-secret").await;
    page.taps("上一步").await;
    page.taps("改投").await;
    page.taps_part(TAP_LAMPS).await;
    page.has("已选 1 个").await;
    page.taps_part(TAP_BENCHES).await;
    page.has("已选 2 个").await;
    page.taps("选好了").await;
    page.taps("确认投出").await;
    page.has("改好了,这张票算数").await;
}

/// 李先生, a tenant, reads English.
pub(crate) async fn li_votes(page: &Page) {
    page.plays(LI).await;
    settles_in_english(page).await;
    page.shot("fund-19-english-menu").await;
    page.says("/home LEES-2345").await;
    page.has("3#2-502").await;
    page.says("/vote").await;
    page.reads("voted yet").await;
    page.shot("fund-20-english-vote").await;
    page.taps("Vote").await;
    page.taps_part("⬜ 4: 3栋楼道").await;
    page.reads("Chosen: 1").await;
    page.shot("fund-21-english-ballot").await;
    page.taps("Done").await;
    page.reads("You chose one").await;
    page.shot("fund-22-english-review").await;
    page.taps("Cast it").await;
    page.has("Your receipt").await;
    page.shot("fund-23-english-receipt").await;
}

/// 小林 in care mode: one project a screen.
pub(crate) async fn lin_votes(page: &Page) {
    page.plays(LIN).await;
    settles_in(page).await;
    page.says("/care").await;
    page.reads("办公室电话").await;
    page.shot("fund-24-care-menu").await;
    page.taps("投票和基金").await;
    page.reads("账本").await;
    page.shot("fund-25-care-hall").await;
    page.says("/home LYNN-2345").await;
    page.has("5#1-101").await;
    page.says("/vote").await;
    page.reads("还没投").await;
    page.shot("fund-26-care-vote").await;
    page.taps("投票").await;
    for nth in 1..=2 {
        let screen = page.reads(&format!("第 {nth} 个,共 2 个")).await;
        page.shot(&format!("fund-27-care-{nth}")).await;
        page.taps(if screen.contains("声控灯") { "要" } else { "不要" }).await;
    }
    page.reads("您选了 1 个").await;
    page.shot("fund-28-care-review").await;
    page.taps("确认投出").await;
    page.has("票投好了").await;
    page.shot("fund-29-care-receipt").await;
}

/// 吴委员 owns two dwellings: one votes here, the other on paper.
pub(crate) async fn wu_votes_for_one_home(page: &Page) {
    page.plays(WU).await;
    page.says("/vote").await;
    page.reads("还没投").await;
    page.taps("投票").await;
    page.taps("3#1-301").await;
    page.taps_part(TAP_BENCHES).await;
    page.reads("已选 1 个").await;
    page.taps("选好了").await;
    page.taps("确认投出").await;
    page.has("票投好了").await;
}

/// Two tellers read the same sheet.
pub(crate) async fn one_is_on_paper(page: &Page) {
    for (nth, teller) in TELLERS.into_iter().enumerate() {
        page.plays(teller).await;
        page.says("/paper 1").await;
        page.reads("是哪一户").await;
        page.says("3栋1单元302").await;
        page.reads("选了哪些").await;
        page.shot(&format!("fund-30-paper-{nth}")).await;
        page.says("4").await;
        page.reads("对吗").await;
        page.taps("录入").await;
        page.has(["等另一位计票人", "两个人录的一样"][nth]).await;
    }
    page.shot("fund-31-paper-counted").await;
}
