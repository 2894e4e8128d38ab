//! An owners' special decision in which too few take part: announced, opened after the notice, and closed by the clock with
//! both counts.

use crate::page::{NEIGHBOURS, OFFICER, Page, SECRETARY, WANG};
use crate::program::Program;
use crate::whole_way::settles_in;

/// 林书记 asks the owners whether to raise the maintenance fund again.
async fn owners_are_asked(page: &Page) {
    page.plays(SECRETARY).await;
    page.says("/votes 永丰里").await;
    page.taps("准备新投票").await;
    page.reads("投什么").await;
    page.shot("owners-1-kinds").await;
    page.taps("特别事项").await;
    page.taps("筹集维修资金").await;
    page.reads("叫什么名字").await;
    page.says("续筹维修资金").await;
    page.reads("问业主什么").await;
    page.says("是否同意每平方米续筹 10 元维修资金?").await;
    page.taps("全小区").await;
    page.reads("没表态的业主怎么算").await;
    page.shot("owners-1b-silence").await;
    page.taps("不算").await;
    page.taps("7 天").await;
    page.taps("保存").await;
    page.taps("公布").await;
    page.reads("公布了,小区群里看得到").await;
    page.taps("开启投票").await;
    page.reads("公示期还没满").await;
    page.shot("owners-2-too-early").await;
}

#[tokio::test]
async fn a_special_decision_of_owners_in_which_too_few_take_part_decides_nothing() {
    let page = Page::open(Program::start()).await;
    page.plays(WANG).await;
    settles_in(&page).await;
    page.says("/home WANG-2345").await;
    page.has("3#2-501").await;
    owners_are_asked(&page).await;
    page.waits_days(15).await;
    page.says("/votes 永丰里").await;
    page.reads("等您办的在前").await;
    page.taps_part("续筹维修资金").await;
    page.reads("最早").await;
    page.taps("开启投票").await;
    page.reads("已请求").await;
    page.plays(OFFICER).await;
    page.taps("管理").await;
    page.taps("开启投票").await;
    page.reads("已参加 0 人").await;

    page.plays(WANG).await;
    page.says("/vote").await;
    page.reads("三分之二是 8 人").await;
    page.shot("owners-3-vote").await;
    page.taps("投票").await;
    page.reads("弃权").await;
    page.taps("同意").await;
    page.reads("封存的明细表").await;
    page.shot("owners-4-review").await;
    page.taps("确认投出").await;
    page.has("票投好了").await;
    page.says("/vote").await;
    page.reads("已参加 1 人 89.50 平方米").await;
    page.waits_days(7).await;
    page.enters(NEIGHBOURS).await;
    let result = page.reads("参加的不够三分之二,不算通过,也不算否决").await;
    for line in ["同意:1 人 89.50 平方米", "没表态的不算:参加 1 人", "没表态的随多数:参加"] {
        assert!(result.contains(line), "{line}: {result}");
    }
    page.shot("owners-5-result").await;
}
