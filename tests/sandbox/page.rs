//! The chat page as people use it: pick somebody, read, type, press, attach.

use std::path::Path;
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use mulin::domain::time::Moment;
use serde_json::Value;

use crate::browser::Browser;
use crate::program::Program;

pub(crate) const WANG: i64 = 7001;
pub(crate) const LI: i64 = 7003;
pub(crate) const LIN: i64 = 7002;
pub(crate) const CHEN: i64 = 7101;
/// Of the owners' committee; owns two dwellings.
pub(crate) const WU: i64 = 7103;
pub(crate) const SECRETARY: i64 = 7104;
pub(crate) const OFFICER: i64 = 7105;
pub(crate) const TREASURER: i64 = 7108;
/// The two tellers.
pub(crate) const TELLERS: [i64; 2] = [7109, 7110];
pub(crate) const OUTSIDER: i64 = 7901;
/// The residents' group of Yongfengli.
pub(crate) const NEIGHBOURS: i64 = -1_001_000_000_001;
/// The staff chat of Yongfengli.
pub(crate) const STAFF: i64 = -1_001_000_000_002;
/// A phone's screen, and a desk's.
pub(crate) const PHONE: (u32, u32) = (360, 740);
pub(crate) const DESK: (u32, u32) = (1100, 760);

/// How long something may take to appear on a busy machine; nobody waits for it once it is there.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often is looked.
const GLANCE: Duration = Duration::from_millis(40);

/// Whether an element went away or moved between being found and being clicked.
fn moved(error: &ErrorStatus) -> bool {
    matches!(error, ErrorStatus::StaleElementReference | ErrorStatus::ElementClickIntercepted)
}

/// The page in a browser, and the program behind it.
pub(crate) struct Page {
    pub(crate) browser: Browser,
    pub(crate) program: Program,
}

impl Page {
    pub(crate) async fn open(program: Program) -> Self {
        let browser = Browser::open(&program.address).await;
        browser.resize(DESK).await;
        browser.dark(false).await;
        Self { browser, program }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.browser.client
    }

    /// The element that an `XPath` finds, as soon as there is one.
    pub(crate) async fn find(&self, path: &str) -> Element {
        let waiting = self.client().wait().at_most(PATIENCE).every(GLANCE);
        match waiting.for_element(Locator::XPath(path)).await {
            Ok(element) => element,
            Err(wrong) => panic!("{wrong}: {path}; the page shows:\n{}", self.shows().await),
        }
    }

    /// Clicks what an `XPath` finds; what is drawn anew meanwhile is looked for again.
    pub(crate) async fn click(&self, path: &str) {
        let mut why = String::new();
        for _ in 0..10 {
            match self.find(path).await.click().await {
                Ok(()) => return,
                Err(CmdError::Standard(wrong)) if moved(&wrong.error) => why = wrong.message.into_owned(),
                Err(wrong) => panic!("{wrong}: {path}"),
            }
        }
        panic!("{path}: {why}; the page shows:\n{}", self.shows().await);
    }

    /// Becomes somebody, in their chat with the bot.
    pub(crate) async fn plays(&self, person: i64) {
        self.click(&format!("//nav//button[@data-key='p{person}']")).await;
        self.find(&format!("//nav//button[@data-key='c{person}'][@aria-current]")).await;
    }

    /// Goes to another chat of the same person.
    pub(crate) async fn enters(&self, chat: i64) {
        self.click(&format!("//nav//button[@data-key='c{chat}']")).await;
        self.find(&format!("//nav//button[@data-key='c{chat}'][@aria-current]")).await;
    }

    /// Becomes the clerk, in the staff chat.
    pub(crate) async fn plays_clerk(&self) {
        self.plays(CHEN).await;
        self.enters(STAFF).await;
    }

    pub(crate) async fn types(&self, text: &str) {
        self.find("//textarea").await.send_keys(text).await.expect("typed");
    }

    /// Presses keys together where the focus is.
    pub(crate) async fn keys(&self, keys: &[Key]) {
        let text: String = keys.iter().copied().map(char::from).collect();
        self.client().active_element().await.expect("the focus").send_keys(&text).await.expect("pressed");
    }

    /// Types a line and sends it.
    pub(crate) async fn says(&self, text: &str) {
        self.types(text).await;
        self.click("//button[@type='submit'][contains(@class,'send')]").await;
    }

    /// Answers the newest message that holds `part`, as a reply to it.
    pub(crate) async fn answers(&self, part: &str, text: &str) {
        self.click(&format!("(//article[contains(.,'{part}')])[last()]//button[contains(@class,'reply')]")).await;
        self.says(text).await;
    }

    /// Presses the newest button that is labelled so.
    pub(crate) async fn taps(&self, label: &str) {
        self.click(&format!("(//article//button[normalize-space()=\"{label}\"])[last()]")).await;
    }

    /// Presses the newest button whose label holds `part`.
    pub(crate) async fn taps_part(&self, part: &str) {
        self.click(&format!("(//article//button[contains(.,\"{part}\")])[last()]")).await;
    }

    /// Attaches a picture of this folder, with what is typed as its caption.
    pub(crate) async fn sends_photo(&self, file: &str, caption: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sandbox").join(file);
        self.types(caption).await;
        self.click("//summary").await;
        let input = self.find("//input[@type='file']").await;
        input.send_keys(&path.to_string_lossy()).await.expect("attached");
        self.find("//details[not(@open)]").await;
    }

    /// Waits until the newest message holds `part`, and gives its text.
    pub(crate) async fn reads(&self, part: &str) -> String {
        let newest = "(//article)[last()]";
        self.find(&format!("{newest}[contains(.,'{part}')]")).await;
        self.text(newest).await
    }

    /// Waits until some message holds `part`.
    pub(crate) async fn has(&self, part: &str) {
        self.find(&format!("//article[contains(.,'{part}')]")).await;
    }

    /// Reads what the bot answers a press with; it goes by itself.
    pub(crate) async fn is_told(&self, part: &str) {
        self.find(&format!("//*[@role='status'][contains(.,'{part}')]")).await;
    }

    /// The text of what an `XPath` finds; what is drawn anew meanwhile is looked for again.
    pub(crate) async fn text(&self, path: &str) -> String {
        for _ in 0..10 {
            match self.find(path).await.text().await {
                Ok(text) => return text,
                Err(CmdError::Standard(wrong)) if moved(&wrong.error) => {}
                Err(wrong) => panic!("{wrong}: {path}"),
            }
        }
        panic!("{path} doesn't stand still; the page shows:\n{}", self.shows().await);
    }

    /// What stands on the page.
    pub(crate) async fn shows(&self) -> String {
        self.run(
            "return (document.querySelector('dialog[open]') ?? document.querySelector('#panes')).innerText",
            vec![],
        )
        .await
        .as_str()
        .unwrap_or_default()
        .to_owned()
    }

    pub(crate) async fn run(&self, script: &str, given: Vec<Value>) -> Value {
        self.client().execute(script, given).await.expect("a script")
    }

    /// The sandbox's time.
    pub(crate) async fn now(&self) -> Moment {
        let state = self.run("return fetch('/sandbox/state').then((answer) => answer.json())", vec![]).await;
        Moment(state["now"].as_i64().expect("a time"))
    }

    /// Presses a button of the clock and waits until it is there and all on the way is done.
    pub(crate) async fn moves_clock(&self, button: &str, until: Moment) {
        self.click(&format!("//button[@id='{button}']")).await;
        for _ in 0..1_500 {
            if self.now().await >= until {
                return;
            }
        }
        panic!("the clock doesn't get to {until:?}");
    }

    pub(crate) async fn waits_days(&self, days: usize) {
        for _ in 0..days {
            let until = self.now().await.plus_days(1);
            self.moves_clock("clock-day", until).await;
        }
    }

    /// Fails unless the picture in the newest message is there, and as wide as what is to be read on it needs.
    pub(crate) async fn sees_picture(&self, narrowest: u64) {
        let size = "const picture = [...document.querySelectorAll('article img')].at(-1);
            return picture.decode().then(() => picture.naturalWidth)";
        let width = self.run(size, vec![]).await;
        assert!(width.as_u64() >= Some(narrowest), "{width}");
    }

    /// Switches the page between Chinese and English.
    pub(crate) async fn other_language(&self) {
        self.click("//button[@id='language']").await;
    }

    /// Waits until nothing is marked as new any more.
    pub(crate) async fn stands_still(&self) {
        self.find("//main[not(.//*[contains(@class,'new-edit')])]").await;
    }

    /// Pictures of what is seen, if `MULIN_TEST_SHOTS` names a folder.
    pub(crate) async fn shot(&self, name: &str) {
        self.shot_at(&format!("{name}-phone"), PHONE).await;
        self.shot_at(&format!("{name}-desk"), DESK).await;
    }

    pub(crate) async fn shot_at(&self, name: &str, size: (u32, u32)) {
        if std::env::var_os("MULIN_TEST_SHOTS").is_some() {
            self.browser.resize(size).await;
            self.picture(name).await;
        }
    }

    /// A picture at the present size.
    pub(crate) async fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("MULIN_TEST_SHOTS") else { return };
        self.stands_still().await;
        let picture = self.client().screenshot().await.expect("a picture");
        std::fs::write(Path::new(&folder).join(format!("{name}.png")), picture).expect("written");
    }
}
