//! One process: the rooms joined, each loop a step that is repeated.
//!
//! Every room offers a `step` that does what is to be done now and says how much it was. A process repeats the steps
//! until it is told to stop; a test calls them by hand and so needs neither sleep nor poll.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

use crate::conversation::commands::{self, Audience, Command};
use crate::conversation::facts::Quotas;
use crate::domain::catalogue::Catalogue;
use crate::domain::language::Language;
use crate::domain::time::{Clock, Moment};
use crate::rounds::fetch::Fetcher;
use crate::rounds::upkeep::Upkeep;
use crate::store::vault::Vault;
use crate::store::{Store, StoreError};
use crate::telegram::client::{CallError, Client};
use crate::telegram::intake::Intake;
use crate::telegram::menu::{self, Menu};
use crate::telegram::scheduler::Limits;
use crate::telegram::sender::{Sender, Tools};
use crate::text::Text;
use crate::text::fluent::Texts;
use crate::worker::fresh::Ids;
use crate::worker::{Parts, Worker, works};

/// How long a loop waits for a hint before it looks by itself.
const LOOK: Duration = Duration::from_millis(200);
/// How long the loops get to finish what they are at when the process is told to stop.
const FINISH: Duration = Duration::from_secs(4);

/// What a process is made of.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The database.
    pub store: Store,
    /// The Bot API.
    pub client: Client,
    /// Words.
    pub texts: Arc<Texts>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// The catalogue.
    pub catalogue: Catalogue,
    /// Limits a person.
    pub quotas: Quotas,
    /// Telegram's limits.
    pub limits: Limits,
    /// Folder for files.
    pub media: PathBuf,
    /// Days that raw updates and sent calls are kept.
    pub keep_days: i64,
}

/// Why a process can't go on.
#[derive(Debug, thiserror::Error)]
pub enum ProcessError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The Bot API refused the token or can't be reached.
    #[error(transparent)]
    Call(#[from] CallError),
    /// A loop ended that was not told to: half a process would take in what nobody answers.
    #[error("the loop “{0}” ended by itself")]
    Ended(&'static str),
}

impl ProcessError {
    /// Whether a setting is wrong rather than the world.
    #[must_use]
    pub const fn is_configuration(&self) -> bool {
        matches!(self, Self::Call(CallError::Unauthorized) | Self::Store(StoreError::Address(_) | StoreError::WrongKey))
    }
}

/// The joined rooms.
#[derive(Debug)]
pub struct Process {
    /// Stores what comes in.
    pub intake: Intake,
    /// Decides.
    pub worker: Arc<Worker>,
    /// Sends what goes out.
    pub sender: Arc<Sender>,
    /// Fetches files.
    pub fetcher: Arc<Fetcher>,
    /// Forgets what has had its time.
    pub upkeep: Arc<Upkeep>,
    incoming: Arc<Notify>,
    outgoing: Arc<Notify>,
    clock: Arc<dyn Clock>,
}

impl Process {
    /// Joins the rooms: asks the Bot API who we are, leaves the commands' menu there, and takes up what an earlier
    /// process left under way.
    ///
    /// # Errors
    /// A wrong token or a Bot API that can't be reached; a database that can't be used.
    pub async fn join(setup: Setup) -> Result<Self, ProcessError> {
        let Setup { store, client, texts, clock, catalogue, quotas, limits, media, keep_days } = setup;
        let me = menu::introduce(&client).await?;
        publish_menus(&client, &texts, clock.now()).await;
        let (incoming, outgoing) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let ids = Arc::new(Ids::new(0));
        let vault = Vault::new(media, store.clone());
        let tools = Tools {
            vault: vault.clone(),
            store: store.clone(),
            client: client.clone(),
            clock: Arc::clone(&clock),
            fresh: {
                let (ids, clock) = (Arc::clone(&ids), Arc::clone(&clock));
                Arc::new(move || ids.next(clock.now()))
            },
            voice: {
                let (texts, clock) = (Arc::clone(&texts), Arc::clone(&clock));
                Arc::new(move |text, language| texts.say(text, language, clock.now()))
            },
        };
        let sender = Sender::start(tools, limits).await?;
        works::begin_months(&store, &catalogue.periods, clock.now()).await?;
        let emergencies = catalogue.clone();
        let urgent = move |words: &str| emergencies.emergency(words).is_some();
        let most = quotas.messages;
        let intake = Intake::new(store.clone(), client.clone(), Arc::clone(&clock), me.clone(), (urgent, most));
        let upkeep = Upkeep::start(store.clone(), Arc::clone(&clock), keep_days).await?;
        let fetcher = Fetcher::new(store.clone(), client, Arc::clone(&clock), vault);
        let parts = Parts {
            store,
            texts,
            clock: Arc::clone(&clock),
            ids,
            catalogue,
            quotas,
            bot_link: me.link(),
            outgoing: Arc::clone(&outgoing),
        };
        Ok(Self {
            intake,
            worker: Arc::new(Worker::new(parts)),
            sender: Arc::new(sender),
            fetcher: Arc::new(fetcher),
            upkeep: Arc::new(upkeep),
            incoming,
            outgoing,
            clock,
        })
    }

    /// Repeats every step until `stop` says so; then finishes what is under way within [`FINISH`].
    ///
    /// # Errors
    /// [`ProcessError::Ended`] as soon as a loop ends by itself; the others are ended with it, and whoever started the
    /// process is to start it anew.
    pub async fn run(self, stop: watch::Receiver<bool>) -> Result<(), ProcessError> {
        let Self { intake, worker, sender, fetcher, upkeep, incoming, outgoing, .. } = self;
        let mut loops = Loops::default();
        loops.spawn("intake", {
            let (mut stop, incoming) = (stop.clone(), Arc::clone(&incoming));
            async move { intake.run(&mut stop, &incoming).await }
        });
        loops.spawn("worker", {
            let (stop, worker) = (stop.clone(), Arc::clone(&worker));
            repeat("worker", stop, incoming, move || {
                let worker = Arc::clone(&worker);
                async move { worker.step().await }
            })
        });
        let ticking = repeat("timers", stop.clone(), Arc::new(Notify::new()), move || {
            let worker = Arc::clone(&worker);
            async move { worker.tick().await }
        });
        loops.spawn("timers", ticking);
        loops.spawn("sender", {
            let (mut stop, outgoing) = (stop.clone(), Arc::clone(&outgoing));
            async move { sender.run(&mut stop, &outgoing).await }
        });
        let fetching = repeat("files", stop.clone(), Arc::new(Notify::new()), move || {
            let fetcher = Arc::clone(&fetcher);
            async move { fetcher.step().await }
        });
        loops.spawn("files", fetching);
        let keeping = repeat("upkeep", stop.clone(), Arc::new(Notify::new()), move || {
            let upkeep = Arc::clone(&upkeep);
            async move { upkeep.step().await }
        });
        loops.spawn("upkeep", keeping);
        loops.watch(stop).await
    }

    /// The clock of this process.
    #[must_use]
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }
}

/// The loops of a process, by name.
#[derive(Default)]
struct Loops {
    running: JoinSet<()>,
    names: HashMap<tokio::task::Id, &'static str>,
}

impl Loops {
    fn spawn(&mut self, name: &'static str, running: impl Future<Output = ()> + Send + 'static) {
        self.names.insert(self.running.spawn(running).id(), name);
    }

    /// Waits until told to stop and for the loops to finish then; a loop that ends before that ends all of them.
    async fn watch(mut self, mut stop: watch::Receiver<bool>) -> Result<(), ProcessError> {
        let ended = tokio::select! {
            _ = stop.wait_for(|stop| *stop) => None,
            Some(ended) = self.running.join_next_with_id() => Some(ended),
        };
        // A loop may hear that it is to stop before this does; then it ended as it was told.
        if let Some(ended) = ended.filter(|_| !*stop.borrow()) {
            let id = ended.map_or_else(|panicked| panicked.id(), |(id, ())| id);
            let name = self.names.get(&id).copied().unwrap_or_default();
            // What it panicked with may hold words of people, and is not told.
            tracing::error!(loop_name = name, "a loop ended by itself; the process ends");
            return Err(ProcessError::Ended(name));
        }
        let all = async { while self.running.join_next().await.is_some() {} };
        if tokio::time::timeout(FINISH, all).await.is_err() {
            tracing::warn!("a loop did not finish in time; what it left is taken up at the next start");
        }
        Ok(())
    }
}

/// Leaves the menu of commands at Telegram, for each kind of chat and language. The bot works without it as well.
async fn publish_menus(client: &Client, texts: &Texts, now: Moment) {
    let everyones = commands::listed(|audience| audience == Audience::Everyone);
    let groups = commands::listed(|audience| matches!(audience, Audience::Group(_)));
    let scopes: [(_, Vec<_>); 2] =
        [("all_private_chats", everyones.collect()), ("all_chat_administrators", groups.collect())];
    let mut menus = Vec::new();
    for (scope, listed) in scopes {
        for (code, language) in [(None, Language::Chinese), (Some("en"), Language::English)] {
            let say = |command: &&Command| texts.say(&Text::key(&command.help()), language, now);
            let commands = listed.iter().map(|command| (command.name.to_owned(), say(command))).collect();
            menus.push(Menu { scope, language: code, commands });
        }
    }
    if let Err(wrong) = menu::publish(client, &menus).await {
        tracing::warn!(%wrong, "the menu of commands was not taken");
    }
}

/// Repeats `step` until told to stop: at once while there is work, else at a hint or after [`LOOK`].
async fn repeat<F, E>(name: &'static str, mut stop: watch::Receiver<bool>, hint: Arc<Notify>, step: impl Fn() -> F)
where
    F: Future<Output = Result<usize, E>>,
    E: std::fmt::Display,
{
    while !*stop.borrow() {
        match step().await {
            Ok(0) => {}
            Ok(_) => continue,
            Err(wrong) => tracing::error!(loop_name = name, %wrong, "a step failed; it is tried again"),
        }
        tokio::select! {
            () = hint.notified() => {}
            _ = tokio::time::timeout(LOOK, std::future::pending::<()>()) => {}
            _ = stop.changed() => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Loops, ProcessError};
    use tokio::sync::watch;

    #[tokio::test]
    async fn a_loop_that_panics_ends_the_process() {
        let (tell, stop) = watch::channel(false);
        let mut loops = Loops::default();
        let mut waits = stop.clone();
        loops.spawn("steady", async move {
            let _ = waits.wait_for(|stop| *stop).await;
        });
        loops.spawn("broken", async { panic!("as a test") });
        assert!(matches!(loops.watch(stop).await, Err(ProcessError::Ended("broken"))));
        drop(tell);
    }

    #[tokio::test]
    async fn a_loop_that_hears_of_the_stop_first_has_not_ended_by_itself() {
        // Which of two that are ready is looked at first is left to chance.
        for _ in 0..50 {
            let (tell, stop) = watch::channel(false);
            let mut loops = Loops::default();
            loops.spawn("quick", async {});
            tell.send(true).unwrap();
            tokio::task::yield_now().await;
            assert!(loops.watch(stop).await.is_ok());
        }
    }

    #[tokio::test]
    async fn loops_that_are_told_to_stop_end_well() {
        let (tell, stop) = watch::channel(false);
        let mut loops = Loops::default();
        let mut waits = stop.clone();
        loops.spawn("steady", async move {
            let _ = waits.wait_for(|stop| *stop).await;
        });
        tell.send(true).unwrap();
        assert!(loops.watch(stop).await.is_ok());
    }
}
