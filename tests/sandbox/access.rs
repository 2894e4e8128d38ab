//! axe finds nothing (WCAG 2.2 AA) in any state of the page, in both languages, at a phone's width and at a desk's, by
//! light and by dark.

use serde_json::json;

use crate::page::{DESK, PHONE, Page, WANG};
use crate::program::Program;
use crate::whole_way::settles_in;

/// axe-core's source, of the version that `tests/run` fetches.
pub(crate) fn axe() -> String {
    let path =
        std::env::var("MULIN_TEST_AXE").expect("MULIN_TEST_AXE: where axe.min.js is; run the tests by tests/run");
    std::fs::read_to_string(path).expect("MULIN_TEST_AXE is readable")
}

impl Page {
    /// Fails unless axe finds nothing; by dark only colours differ.
    async fn is_accessible(&self, what: &str) {
        let rules = json!({ "type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
        let colours = json!({ "type": "rule", "values": ["color-contrast"] });
        self.stands_still().await;
        for (is_dark, looked_for) in [(false, rules), (true, colours)] {
            self.browser.dark(is_dark).await;
            self.picture(&format!("axe-{}{}", what.replace(' ', "-"), if is_dark { "-dark" } else { "" })).await;
            let script = "const [runOnly, done] = arguments;
                axe.run(document, { runOnly, resultTypes: ['violations'] }).then(({ violations, passes }) => done([
                    passes.length,
                    violations.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => [html, failureSummary])]),
                ]))";
            let found = self.client().execute_async(script, vec![looked_for]).await.expect("axe runs");
            assert!(found[0].as_u64() > Some(0), "{what}: axe looked at nothing: {found}");
            assert_eq!(found[1], json!([]), "{what}, dark: {is_dark}: {found:#}");
        }
        self.browser.dark(false).await;
    }

    async fn at_both_widths(&self, what: &str) {
        for size in [PHONE, DESK] {
            self.browser.resize(size).await;
            self.is_accessible(&format!("{what} at {}", size.0)).await;
        }
    }
}

#[tokio::test]
async fn axe_finds_nothing() {
    let page = Page::open(Program::start()).await;
    page.run(&axe(), vec![]).await;
    page.at_both_widths("nobody picked yet").await;
    page.plays(WANG).await;
    settles_in(&page).await;
    page.says("3栋2单元5楼楼道灯不亮").await;
    page.taps("对,照明").await;
    page.sends_photo("dark.png", "").await;
    page.taps("好了,就这些").await;
    page.reads("实名").await;
    page.at_both_widths("a resident's chat").await;
    page.click("//summary").await;
    page.at_both_widths("what can be attached").await;
    page.click("//summary").await;
    page.types("/").await;
    page.find("//*[@role='option']").await;
    page.at_both_widths("the commands").await;
    page.client().active_element().await.expect("the focus").clear().await.expect("cleared");
    page.other_language().await;
    page.at_both_widths("a resident's chat in English").await;
    page.other_language().await;
    page.taps("保密:办事的人看不到您是谁").await;
    page.taps("对,记下来").await;
    page.reads("记下了").await;
    page.plays_clerk().await;
    page.reads("待签收").await;
    page.at_both_widths("a card").await;
    page.taps("签收").await;
    page.is_told("1001").await;
    page.at_both_widths("a card that was taken").await;
    page.other_language().await;
    page.at_both_widths("a card in English").await;
    page.click("//button[@id='split']").await;
    page.find("//section[2]//h2[starts-with(.,'Auntie Wang')]").await;
    page.is_accessible("two people").await;
    page.browser.resize(PHONE).await;
    page.click("//button[@class='back']").await;
    page.is_accessible("the people on a phone").await;
}
