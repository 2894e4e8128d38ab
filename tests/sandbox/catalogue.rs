//! Another catalogue, without a rebuild. The file is a whole catalogue and as small as the loader takes one, so that no
//! change of the built-in words makes it stale; a new required field fails here, as it would for an operator.

use serde_json::json;

use crate::page::{Page, WANG};
use crate::program::Program;
use crate::whole_way::{Wording, a_stair_light_is_mended};

const CHANGED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sandbox/catalogue-changed.toml");

#[tokio::test]
async fn a_changed_catalogue_renames_and_asks_its_own_question() {
    let page = Page::open(Program::with(&[("MULIN_CATALOGUE", CHANGED)])).await;
    a_stair_light_is_mended(&page, &Wording { shots: "changed", category: "夜里照路的灯" }).await;

    page.plays(WANG).await;
    page.says("楼下烧烤油烟天天往上熏").await;
    page.reads("店铺油烟").await;
    page.taps("对,店铺油烟").await;
    page.reads("在哪儿").await;
    page.says("1栋1单元").await;
    page.reads("是哪一家店?").await;
    page.says("门口第二家").await;
    page.reads("有照片吗?").await;
    page.taps("没有照片").await;
    page.taps("保密:办事的人看不到您是谁").await;
    let review = page.reads("对,记下来").await;
    assert!(review.contains("店铺油烟") && review.contains("门口第二家"), "{review}");
    page.taps("对,记下来").await;
    page.reads("记下了,编号 1002").await;

    let tickets = page.program.export();
    let [light, fumes] = tickets.as_slice() else { panic!("{tickets:#?}") };
    assert_eq!((&light["category"], &light["state"]), (&json!("lighting"), &json!("closed")));
    assert_eq!(fumes["category"], "shop_fumes");
    assert_eq!(fumes["answers"], json!([{ "question": "是哪一家店?", "answer": "门口第二家" }]));
}
