//! The public board in a browser: on the wall's screen, at a desk and on a phone, in both languages.

use axum::Router;
use axum::http::header;
use axum::response::Html;
use axum::routing::get;
use mulin::domain::battle_map::{BattleMap, CloseOut};
use mulin::domain::board::{Answers, Board};
use mulin::domain::figures::Rate;
use mulin::domain::id::PlaceId;
use mulin::domain::language::Language;
use mulin::domain::micro_task::listing::TaskCount;
use mulin::domain::micro_task::{Colour, Stage};
use mulin::domain::place::{Phones, Place, PlaceKind, Places};
use mulin::domain::time::Moment;
use mulin::text::fluent::Texts;
use mulin::web::board::{Asked, SCRIPT, STYLE, page};
use serde_json::json;

use crate::access::axe;
use crate::browser::Browser;
use crate::page::{DESK, PHONE, Page};
use crate::program::Program;

/// The screen on the office's wall.
pub(crate) const WALL: (u32, u32) = (1920, 1080);
/// Monday 23 November 2026, 16:20 in Shanghai.
const NOW: Moment = Moment(1_795_422_000_000);
const COMPOUNDS: i64 = 14;

fn places() -> Places {
    let names = [
        ("永丰里", "Yongfengli"),
        ("宝龙世家", "Baolong Shijia"),
        ("阳光东环南片", "Yangguang East Ring South"),
        ("青阳街道阳光社区东环路南片改造安置房二期", "Resettlement Housing of East Ring Road South, Phase Two"),
    ];
    let place = |id: i64, kind: PlaceKind, (name, name_en): (&str, &str)| Place {
        id: PlaceId(id),
        code: format!("c{id}"),
        kind,
        parent: (id != 0).then_some(PlaceId(0)),
        name: name.to_owned(),
        name_en: name_en.to_owned(),
        aliases: Vec::new(),
        at: None,
        phones: Phones::default(),
        assembly: mulin::domain::place::Assembly::default(),
        company: None,
    };
    let compounds =
        (1..=COMPOUNDS).zip(names.into_iter().cycle()).map(|(id, name)| place(id, PlaceKind::Compound, name));
    Places::new(compounds.chain([place(0, PlaceKind::Subdistrict, ("青阳街道", "Qingyang Subdistrict"))]))
}

fn board() -> Board {
    let count = |compound, stage, colour, count| TaskCount { compound: PlaceId(compound), stage, colour, count };
    let counts = (1..=COMPOUNDS).flat_map(|id| {
        [
            count(id, Stage::Proposed, Colour::Green, id),
            count(id, Stage::UnderWay, Colour::Red, id % 4),
            count(id, Stage::UnderWay, Colour::Green, 12),
            count(id, Stage::Acceptance, Colour::Yellow, id % 3),
        ]
    });
    let close_out = |id| CloseOut { compound: PlaceId(id), struck_off: Rate { part: id, of: id + 2 } };
    Board {
        at: NOW,
        ages: [41, 12, 0, 103, 7],
        answers: Some(Answers {
            solved: Rate { part: 41, of: 45 },
            partly: Rate { part: 3, of: 45 },
            satisfied: Rate { part: 3, of: 4 },
        }),
        map: BattleMap::of(counts, (1..=COMPOUNDS).map(close_out), NOW),
    }
}

/// Serves a full board in each language.
async fn serve() -> String {
    let texts = Texts::embedded().expect("texts");
    let html = |language| page(&texts, (&board(), &places()), Asked { language, all: false, now: NOW });
    let (chinese, english) = (html(Language::Chinese), html(Language::English));
    let typed = |kind: &'static str, text: &'static str| async move { ([(header::CONTENT_TYPE, kind)], text) };
    let router = Router::new()
        .route("/zh", get(async || Html(chinese)))
        .route("/en", get(async || Html(english)))
        .route("/board.css", get(move || typed("text/css", STYLE)))
        .route("/board.js", get(move || typed("text/javascript", SCRIPT)));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

/// What is wider than its place, or hangs over the edge of the page.
const CUT_OFF: &str = "
    const seen = [...document.querySelectorAll('h1, h2, th, td, dt, dd, p, li, a, button')]
        .filter((element) => element.offsetWidth > 2 && !element.closest('.heard'))
        .filter((element) => !element.closest('.ages') || getComputedStyle(element.closest('.ages')).position !== 'absolute')
        .filter((element) => element.tagName !== 'TH' || element.closest('thead')?.offsetWidth !== 1);
    return seen.filter((element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline'
            || element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map((element) => element.outerHTML.slice(0, 120));";

pub(crate) async fn looks_right(browser: &Browser, name: &str, size: (u32, u32)) {
    browser.resize(size).await;
    let client = &browser.client;
    if let Some(folder) = std::env::var_os("MULIN_TEST_SHOTS") {
        let shot = client.screenshot().await.expect("a picture");
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}-{}.png", size.0)), shot).expect("written");
    }
    let cut = client.execute(CUT_OFF, vec![]).await.expect("a script");
    assert_eq!(cut, json!([]), "{name} at {size:?}");
    client.execute(&axe(), vec![]).await.expect("axe");
    let tags = json!({ "type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
    let script = "const [runOnly, done] = arguments;
        axe.run(document, { runOnly, resultTypes: ['violations'] }).then(({ violations, passes }) =>
            done([passes.length, violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])]))";
    let found = client.execute_async(script, vec![tags]).await.expect("axe runs");
    assert!(found[0].as_u64() > Some(0), "{name}: axe looked at nothing");
    assert_eq!(found[1], json!([]), "{name} at {size:?}: {found:#}");
}

#[tokio::test]
async fn the_board_is_read_on_a_wall_at_a_desk_and_on_a_phone() {
    let address = serve().await;
    let browser = Browser::open(&format!("{address}/zh")).await;
    for language in ["zh", "en"] {
        browser.client.goto(&format!("{address}/{language}")).await.expect("the board");
        for size in [WALL, DESK, PHONE] {
            looks_right(&browser, &format!("board-{language}"), size).await;
        }
        browser.resize(WALL).await;
        let height = "return document.documentElement.scrollHeight";
        let height = browser.client.execute(height, vec![]).await.expect("a script");
        assert!(height.as_u64() <= Some(u64::from(WALL.1)), "{language}: the wall's screen doesn't scroll: {height}");
    }
}

#[tokio::test]
async fn the_sandbox_shows_its_board_and_draws_it_anew_unless_it_is_paused() {
    let page = Page::open(Program::start()).await;
    let board = page.program.board.clone();
    let answer = reqwest::get(&board).await.expect("the board");
    let policy = answer.headers().get("content-security-policy").and_then(|value| value.to_str().ok());
    assert!(policy.is_some_and(|policy| policy.contains("default-src 'none'") && !policy.contains("unsafe")));
    let html = answer.text().await.expect("its text");
    assert!(html.contains("青阳街道") && !html.contains("onclick") && !html.contains("style="), "{html}");
    page.client().goto(&board).await.expect("the board");
    for size in [WALL, PHONE] {
        looks_right(&page.browser, "sandbox-board", size).await;
    }
    // A refresh draws what the server says now into the same page.
    page.run("document.querySelector('.at').textContent = 'old'; window.same = true; refresh();", vec![]).await;
    page.find("//p[@class='at'][not(.='old')]").await;
    assert_eq!(page.run("return window.same", vec![]).await, json!(true));
    page.click("//button[@id='pause']").await;
    page.run("document.querySelector('.at').textContent = 'old'; return refresh();", vec![]).await;
    assert_eq!(page.text("//p[@class='at']").await, "old");
    page.click("//a[@lang='zh-CN']").await;
    page.find("//h1[contains(.,'青阳')]").await;
}
