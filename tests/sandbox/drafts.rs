//! Somebody in the middle of a second report, while the first one goes on.

use serde_json::json;

use crate::page::{Page, WANG};
use crate::program::Program;
use crate::whole_way::settles_in;

#[tokio::test]
async fn a_draft_survives_the_other_tickets_question_answer_and_follow_up() {
    let page = Page::open(Program::start()).await;
    page.plays(WANG).await;
    settles_in(&page).await;
    page.says("3栋2单元5楼楼道灯不亮").await;
    page.taps("对,照明").await;
    page.taps("没有照片").await;
    page.taps("保密:办事的人看不到您是谁").await;
    page.taps("对,记下来").await;
    page.reads("记下了,编号 1001").await;

    page.says("5栋楼下的垃圾三天没人收,臭死了").await;
    page.reads("这件事算").await;

    page.plays_clerk().await;
    page.taps("签收").await;
    page.is_told("1001").await;
    page.says("/ask 1001 是哪一层的灯?").await;

    page.plays(WANG).await;
    page.reads("是哪一层的灯?").await;
    page.answers("是哪一层的灯?", "五楼,门口那盏").await;
    page.find("(//article)[last()][contains(.,'👍')]").await;
    page.shot("draft-answered").await;

    page.plays_clerk().await;
    page.reads("五楼,门口那盏").await;
    page.says("/done 1001 灯管已换").await;

    page.plays(WANG).await;
    page.find("//article[contains(.,'灯管已换')]").await;
    page.reads("问您三句就好(1001 号)").await;
    page.shot("draft-follow-up").await;
    page.taps("对,垃圾").await;
    page.find("//article[contains(.,'有照片吗?')]").await;
    page.taps("没有照片").await;
    page.taps("保密:办事的人看不到您是谁").await;
    let review = page.text("//article[contains(.,'看看对不对')]").await;
    assert!(review.contains("什么事:垃圾") && review.contains("5栋楼下的垃圾三天没人收,臭死了"), "{review}");
    page.taps("对,记下来").await;
    page.reads("记下了,编号 1002").await;

    page.taps("联系过").await;
    page.taps("解决了").await;
    page.taps("满意").await;
    page.reads("谢谢您,1001 号记好了").await;
    let states: Vec<_> =
        page.program.export().into_iter().map(|ticket| (ticket["number"].clone(), ticket["state"].clone())).collect();
    assert_eq!(json!(states), json!([[1001, "closed"], [1002, "submitted"]]));
}
