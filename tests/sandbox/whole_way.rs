//! One report from its first line to the closed ticket, and the lift that can't wait.

use serde_json::{Value, json};

use crate::page::{LI, OUTSIDER, Page, WANG};
use crate::program::Program;

/// How the catalogue in use words the matter of a dark stair.
pub(crate) struct Wording {
    /// Prefix of the pictures.
    pub(crate) shots: &'static str,
    /// The category's name.
    pub(crate) category: &'static str,
}

/// Past first contact, in Yongfengli.
pub(crate) async fn settles_in(page: &Page) {
    page.click("//button[@class='begin']").await;
    page.reads("同意").await;
    page.taps("同意").await;
    page.reads("服务器在国外").await;
    page.taps("同意").await;
    page.reads("小区").await;
    page.taps("永丰里").await;
}

/// The same in English; the page is in English too.
pub(crate) async fn settles_in_english(page: &Page) {
    page.click("//button[@class='begin']").await;
    page.taps("I agree").await;
    page.reads("abroad").await;
    page.taps("I agree").await;
    page.reads("compound").await;
    page.taps("Yongfengli").await;
    page.reads("photo").await;
}

/// The first scenario of the front door; the page is left with the resident.
pub(crate) async fn a_stair_light_is_mended(page: &Page, wording: &Wording) {
    let shot = async |name: &str| page.shot(&format!("{}-{name}", wording.shots)).await;
    page.plays(WANG).await;
    settles_in(page).await;
    shot("1-menu").await;
    page.says("3栋2单元5楼楼道灯不亮").await;
    page.reads(wording.category).await;
    shot("2-category").await;
    page.taps(&format!("对,{}", wording.category)).await;
    page.reads("照片").await;
    page.sends_photo("dark.png", "").await;
    page.taps("好了,就这些").await;
    page.taps("实名:办事的人看得到您留的称呼和电话").await;
    page.taps("不留").await;
    page.reads("对,记下来").await;
    shot("3-review").await;
    page.taps("对,记下来").await;
    page.reads("记下了,编号 1001").await;
    shot("4-receipt").await;

    page.plays_clerk().await;
    page.has("1001 · 待签收").await;
    shot("5-card").await;
    page.taps("签收").await;
    page.is_told("1001").await;
    page.has("1001 · 已签收").await;
    page.taps("问居民").await;
    page.reads("写要问居民的").await;
    page.says("是哪一层的灯?").await;

    page.plays(WANG).await;
    page.reads("是哪一层的灯?").await;
    shot("6-asked").await;
    page.says("五楼,门口那盏").await;
    page.reads("加到 1001 号里了").await;

    page.plays_clerk().await;
    page.reads("五楼,门口那盏").await;
    page.sends_photo("lit.png", "/done 1001 灯管已换,试过亮了").await;
    page.reads("1001 办结了").await;
    shot("7-done").await;

    page.plays(WANG).await;
    page.taps("联系过").await;
    page.taps("解决了").await;
    page.taps("满意").await;
    page.reads("谢谢您,1001 号记好了").await;
    shot("8-closed").await;
}

/// What an export says of who did what, in their words and with which files.
fn told<'t>(ticket: &'t Value) -> Vec<(&'t str, &'t str, &'t str, Vec<&'t str>)> {
    fn text(value: &Value) -> &str {
        value.as_str().unwrap_or_default()
    }
    let lines = ticket["conversation"].as_array().expect("lines").iter();
    let files = |media: &'t Value| media.as_array().into_iter().flatten().map(|file| text(&file["kind"])).collect();
    lines
        .map(|line| (text(&line["by"]), text(&line["event"]["what"]), text(&line["words"]), files(&line["media"])))
        .collect()
}

#[tokio::test]
async fn a_dark_stair_light_goes_the_whole_way() {
    let page = Page::open(Program::start()).await;
    a_stair_light_is_mended(&page, &Wording { shots: "light", category: "照明" }).await;
    let tickets = page.program.export();
    let [ticket] = tickets.as_slice() else { panic!("{tickets:#?}") };
    assert_eq!(
        (&ticket["number"], &ticket["state"], &ticket["category"]),
        (&json!(1001), &json!("closed"), &json!("lighting"))
    );
    assert_eq!(
        ticket["follow_up"],
        json!({ "contacted": true, "solved": "yes", "reason": null, "satisfaction": "satisfied" })
    );
    let (resident, clerk, none) = ("reporter", "staff:clerk", "");
    assert_eq!(
        told(ticket),
        [
            (resident, "submitted", "3栋2单元5楼楼道灯不亮", vec!["photo"]),
            (clerk, "acknowledged", none, vec![]),
            (clerk, "asked", "是哪一层的灯?", vec![]),
            (clerk, "contacted", none, vec![]),
            (resident, "said", "五楼,门口那盏", vec![]),
            (resident, "resumed", none, vec![]),
            (clerk, "resolved", "灯管已换,试过亮了", vec!["photo"]),
            (resident, "follow_up_contacted", none, vec![]),
            (resident, "follow_up_solved", none, vec![]),
            (resident, "closed", none, vec![]),
            (resident, "follow_up_satisfied", none, vec![]),
        ]
    );
}

#[tokio::test]
async fn somebody_stuck_in_a_lift_gets_the_numbers_first() {
    let page = Page::open(Program::start()).await;
    page.plays(OUTSIDER).await;
    page.says("电梯困人").await;
    page.reads("在哪个小区?").await;
    let stranger = page.text("(//article[not(contains(@class,'mine'))])[1]").await;
    assert!(stranger.contains("先打:\n119") && !stranger.contains('?'), "{stranger}");
    page.shot("lift-stranger").await;

    page.plays(WANG).await;
    settles_in(&page).await;
    page.says("电梯困人").await;
    let answer = "//article[contains(@class,'mine')][p='电梯困人']/following-sibling::article";
    let first = page.text(&format!("({answer})[1]")).await;
    assert!(
        first.contains("先打:\n119\n电梯救援:\n0595-0000-2049\n物业:\n0595-0000-2040") && !first.contains('?'),
        "{first}"
    );
    page.find(&format!("({answer})[2][contains(.,'?')]")).await;
    page.shot("lift-resident").await;
}

#[tokio::test]
async fn a_tenant_is_served_in_english() {
    let page = Page::open(Program::start()).await;
    page.other_language().await;
    page.plays(LI).await;
    settles_in_english(&page).await;
    page.shot("english-1-menu").await;
    page.says("the stairwell is dark, building 3").await;
    page.reads("Lighting").await;
    page.shot("english-2-category").await;
    page.taps("Yes, Lighting").await;
    page.reads("Any photos?").await;
    page.taps("No photos").await;
    page.taps("Confidential: whoever handles it can't see who you are").await;
    page.reads("Is this right?").await;
    page.shot("english-3-review").await;
    page.taps("Yes, file it").await;
    let receipt = page.reads("Filed, number 1001").await;
    page.shot("english-4-receipt").await;
    let of_the_bot = receipt.lines().skip(1).filter(|line| !line.contains("永丰里") && !line.contains("陈"));
    let chinese = of_the_bot.filter(|line| line.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter)));
    assert_eq!(chinese.collect::<Vec<_>>(), Vec::<&str>::new(), "only names are Chinese");
}

#[tokio::test]
async fn care_mode_changes_every_screen() {
    let page = Page::open(Program::start()).await;
    page.plays(WANG).await;
    settles_in(&page).await;
    page.says("/care").await;
    let phone = "0595-0000-1300";
    page.reads(phone).await;
    page.shot("care-1-menu").await;
    page.says("3栋2单元5楼楼道灯不亮").await;
    page.reads("照明").await;
    let screens = [("有照片吗", "对,照明"), ("要不要让人知道", "没有照片"), ("对不对", "保密:办事的人看不到您是谁")];
    for (step, (words, button)) in screens.into_iter().enumerate() {
        page.taps(button).await;
        let screen = page.reads(words).await;
        assert!(screen.contains(phone), "the office's phone stands on every screen: {screen}");
        page.shot(&format!("care-{}", step + 2)).await;
    }
    page.taps("对,记下来").await;
    page.reads("记下了,编号 1001").await;
    page.shot("care-5-receipt").await;
}
