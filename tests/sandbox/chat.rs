//! What people know from their chats: a message edited, the list of commands, and two people seen at once.

use fantoccini::key::Key;

use crate::page::{LI, PHONE, Page, WANG};
use crate::program::Program;
use crate::whole_way::{settles_in, settles_in_english};

#[tokio::test]
async fn a_message_can_be_edited() {
    let page = Page::open(Program::start()).await;
    page.plays(WANG).await;
    settles_in(&page).await;
    page.says("/help").await;
    page.says("谢谢").await;
    page.click("(//article[contains(@class,'mine')])[last()]//button[.='修改']").await;
    page.types(" 大家").await;
    page.keys(&[Key::Enter]).await;
    page.find("//article[contains(@class,'mine')][p[.='谢谢 大家']][contains(.,'已修改')]").await;
    page.keys(&[Key::Up]).await;
    page.find("//*[contains(@class,'note')][not(@hidden)][contains(.,'谢谢 大家')]").await;
    page.keys(&[Key::Escape]).await;
    page.find("//*[contains(@class,'note')][@hidden]").await;
}

#[tokio::test]
async fn a_slash_lists_the_commands() {
    let page = Page::open(Program::start()).await;
    page.plays(LI).await;
    page.other_language().await;
    settles_in_english(&page).await;
    page.types("/").await;
    page.find("//*[@role='option'][contains(.,'/menu')]").await;
    page.types("ca").await;
    page.find("//*[@role='listbox'][not(*[contains(.,'/menu')])]/*[contains(.,'/care')]").await;
    page.keys(&[Key::Down]).await;
    page.find("//textarea[@aria-activedescendant = //*[@role='option'][@aria-selected='true']/@id]").await;
    page.keys(&[Key::Enter]).await;
    page.find("//article[contains(@class,'mine')]/p[.='/care']").await;
    page.reads("Care mode is on").await;
}

#[tokio::test]
async fn two_people_are_seen_side_by_side() {
    let page = Page::open(Program::start()).await;
    page.plays(WANG).await;
    settles_in(&page).await;
    page.says("3栋2单元5楼楼道灯不亮").await;
    page.taps("对,照明").await;
    page.reads("有照片吗?").await;
    page.sends_photo("dark.png", "").await;
    page.taps("好了,就这些").await;
    page.taps("保密:办事的人看不到您是谁").await;
    page.reads("看看对不对").await;
    page.click("//button[@id='split']").await;
    let (resident, clerk) = ("//section[1]//article", "//section[2]//article");
    page.find("//section[2][contains(@class,'active')]//h2[.='小陈管家 · 永丰里工作群']").await;
    page.click(&format!("{resident}//button[.='对,记下来']")).await;
    page.find("//section[1][contains(@class,'active')]").await;
    page.click(&format!("{clerk}//button[.='签收']")).await;
    page.is_told("1001").await;
    page.find(&format!("{clerk}[contains(.,'已签收')]")).await;
    page.find(&format!("{resident}[contains(.,'1001 号有人接了:小陈管家')]")).await;
    page.client().refresh().await.expect("loaded anew");
    page.find(&format!("{resident}[contains(.,'1001 号有人接了:小陈管家')]")).await;
    page.find(&format!("{clerk}[contains(.,'已签收')]")).await;
    page.shot_at("side-by-side", (1280, 800)).await;
    page.browser.resize(PHONE).await;
    page.find("//main[not(.//section[2])]").await;
}
