//! What is measured: one thing that somebody does, from the update offered until its answers arrived.

use std::sync::Arc;
use std::time::{Duration, Instant};

use mulin::outside::MovableClock;
use mulin::text::fluent::Texts;
use mulin::web::board::{self, Wall};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::START;
use crate::support::House;
use crate::town::{COMPOUNDS, OFFICERS, building, clerk, officer, resident};

/// What is measured, in the order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Act {
    /// Of a report: the turn that looks for open ones like it.
    Alike,
    /// Of a report: the turn that files it, its receipt and its card in the staff chat.
    Filed,
    /// `/my` of a resident.
    Mine,
    /// `/queue` of a clerk, who sees one compound.
    ClerksQueue,
    /// `/queue` of an officer, who sees them all.
    OfficersQueue,
    /// `/progress` of a resident.
    Progress,
    /// `/map` until the turn is made; its picture is still to be drawn.
    MapMade,
    /// `/map` until its picture arrived.
    MapSent,
    /// `GET /board`, its figures read anew.
    Board,
    /// `/digest` of a clerk.
    Digest,
}

impl Act {
    pub(crate) const ALL: [Self; 10] = [
        Self::Alike,
        Self::Filed,
        Self::Mine,
        Self::ClerksQueue,
        Self::OfficersQueue,
        Self::Progress,
        Self::MapMade,
        Self::MapSent,
        Self::Board,
        Self::Digest,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Alike => "submit: what is alike",
            Self::Filed => "submit: filed",
            Self::Mine => "/my",
            Self::ClerksQueue => "/queue, one compound",
            Self::OfficersQueue => "/queue, all compounds",
            Self::Progress => "/progress",
            Self::MapMade => "/map, undrawn",
            Self::MapSent => "/map",
            Self::Board => "GET /board",
            Self::Digest => "/digest",
        }
    }
}

/// A house with what measures it, and what was measured.
pub(crate) struct Stand {
    pub(crate) house: House,
    pub(crate) taken: Vec<(Act, Duration)>,
    board: String,
    board_clock: Arc<MovableClock>,
    http: reqwest::Client,
    _stop: watch::Sender<bool>,
}

/// Until the turn was made, and until its answers arrived.
type Answered = (Duration, Duration);

impl Stand {
    pub(crate) async fn new(house: House) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let board = format!("http://{}/board", listener.local_addr().expect("an address"));
        let board_clock = Arc::new(MovableClock::new(START, 0));
        let texts = Arc::new(Texts::embedded().expect("texts"));
        let wall = Wall::new(house.store.clone(), texts, Arc::<MovableClock>::clone(&board_clock));
        let (keep, stop) = watch::channel(false);
        tokio::spawn(board::serve(listener, wall, stop));
        Self { house, taken: Vec::new(), board, board_clock, http: reqwest::Client::new(), _stop: keep }
    }

    /// Everything once, by people whom no other round meets.
    pub(crate) async fn round(&mut self, nth: usize) {
        let (who, home) = (resident(nth), nth % COMPOUNDS);
        self.report(nth).await;
        let mine = self.says(who, "/my", "您的事").await;
        let progress = self.says(who, "/progress", "微实事").await;
        let queue = self.says(clerk(home), "/queue", "待办").await;
        let all = self.says(officer(nth % OFFICERS), "/queue", "待办").await;
        let digest = self.says(clerk(home), "/digest", "一周】").await;
        let map = self.says(who, "/map", "").await;
        let board = self.board().await;
        self.taken.extend([
            (Act::Mine, mine.1),
            (Act::Progress, progress.1),
            (Act::ClerksQueue, queue.1),
            (Act::OfficersQueue, all.1),
            (Act::Digest, digest.1),
            (Act::MapMade, map.0),
            (Act::MapSent, map.1),
            (Act::Board, board),
        ]);
        // Nobody says more than their quota a minute; what the clock then has to do is done, unmeasured.
        self.house.clock.advance(10_000);
        self.house.settle().await;
    }

    /// A lamp is reported as far as its receipt.
    async fn report(&mut self, nth: usize) {
        let who = resident(nth);
        // By command: words alone might be their answer to what they were asked of an earlier ticket.
        self.says(who, "/report", "").await;
        self.says(who, &format!("{}栋2单元楼道灯不亮", building(nth)), "照明").await;
        let alike = self.taps(who, "对,照明", "").await;
        if shows(&self.house, who).contains("不是同一件") {
            self.taps(who, "不是同一件", "").await;
        }
        self.taps(who, "没有照片", "").await;
        self.taps(who, "保密:办事的人看不到您是谁", "").await;
        let filed = self.taps(who, "对,记下来", "谁来办").await;
        self.taken.extend([(Act::Alike, alike.1), (Act::Filed, filed.1)]);
    }

    async fn says(&self, who: i64, words: &str, answer: &str) -> Answered {
        self.house.world.say(who, who, words).expect("said");
        self.answered(who, answer).await
    }

    async fn taps(&self, who: i64, label: &str, answer: &str) -> Answered {
        let pressed = self.house.world.press_label(who, who, label);
        pressed.unwrap_or_else(|wrong| panic!("{wrong}: “{label}”; they see:\n{}", self.house.shows(who)));
        self.answered(who, answer).await
    }

    /// The rooms' steps until all answers arrived, one after another as in a process that has nothing else to do.
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures the host's time")]
    async fn answered(&self, who: i64, part: &str) -> Answered {
        let process = &self.house.process;
        let from = Instant::now();
        process.intake.poll_once(0).await.expect("polled");
        while process.worker.step().await.expect("worked") > 0 {}
        let made = from.elapsed();
        while process.sender.step().await.expect("sent") > 0 {
            process.sender.settle().await.expect("settled");
        }
        let sent = from.elapsed();
        let seen = shows(&self.house, who);
        assert!(seen.contains(part), "“{part}” isn't in:\n{seen}");
        (made, sent)
    }

    /// The public page after more than a minute in which nobody looked.
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures the host's time")]
    async fn board(&self) -> Duration {
        self.board_clock.advance(61_000);
        let from = Instant::now();
        let answer = self.http.get(&self.board).send().await.expect("answered");
        let page = answer.error_for_status().expect("a page").text().await.expect("text");
        let took = from.elapsed();
        assert!(page.contains("和风苑"), "the town stands there");
        took
    }

    /// The wait of so many of a hundred at most, of one act.
    pub(crate) fn percentile(&self, act: Act, of_hundred: usize) -> Duration {
        let mut waits: Vec<Duration> =
            self.taken.iter().filter(|(taken, _)| *taken == act).map(|(_, took)| *took).collect();
        waits.sort_unstable();
        let at = (waits.len() * of_hundred / 100).min(waits.len().saturating_sub(1));
        waits.get(at).copied().unwrap_or_default()
    }
}

/// The last message of the bot in a chat: its words and buttons.
fn shows(house: &House, chat: i64) -> String {
    house.last(chat).to_string()
}
