//! What the clock does, on the same path as what people do: facts, turn, one transaction, outbox.

use super::apply::{Author, Made};
use super::load::{self, Wanting};
use super::{BATCH, Worker};
use crate::conversation::facts::{Estate, Facts};
use crate::conversation::input::{Input, What};
use crate::conversation::session::Session;
use crate::conversation::talk::{Stop, Talk};
use crate::conversation::turn::Turn;
use crate::conversation::{clock, digest, gap, meeting, projects, vote, works};
use crate::domain::chat::{Chat, ChatKind};
use crate::domain::clocks::{Concern, Timer};
use crate::domain::id::{AnnouncementId, ChatId, GapId, Number, PersonId, PlaceId, ProjectNumber, VoteId};
use crate::domain::language::Language;
use crate::domain::person::Person;
use crate::domain::time::Moment;
use crate::store::timers::{self, Due};
use crate::store::{StoreError, Tx, people};

/// How often a timer's turn may ask for more facts.
const ASKS: usize = 6;

/// When a timer that failed is tried again.
const TRY_AGAIN_MS: i64 = 600_000;

/// Whom or what a timer's turn is about.
#[derive(Debug)]
struct Subject {
    person: Option<Person>,
    number: Option<Number>,
    chat: Chat,
}

/// A timer's turn and what it was made of.
#[derive(Debug)]
struct ClockTurn {
    input: Input,
    before: Session,
    facts: Facts,
    turn: Turn,
}

impl ClockTurn {
    fn made<'a>(&'a self, estate: &'a Estate, now: Moment) -> Made<'a> {
        let author = Author { input: &self.input, facts: &self.facts, estate, now };
        Made { author, before: &self.before, turn: &self.turn, callback: None }
    }
}

impl Worker {
    /// Does what is due by now, earliest first; gives how many timers it did.
    ///
    /// # Errors
    /// When the database can't be used; nothing was changed then.
    pub async fn tick(&self) -> Result<usize, StoreError> {
        let now = self.clock.now();
        let turns: Vec<Timer> = Timer::ALL.iter().copied().filter(|timer| timer.is_a_turn()).collect();
        let due = timers::due(self.store.pool(), now, &turns, BATCH).await?;
        if due.is_empty() {
            return Ok(0);
        }
        let is_final = |timer: &Due| Timer::of_code(&timer.kind).is_some_and(Timer::is_final);
        let may = !due.iter().any(is_final) || self.clocks.holds(now).await;
        let mut done = 0;
        for timer in due.iter().filter(|timer| may || !is_final(timer)) {
            done += 1;
            // Who talks meanwhile waits for one timer, not for all of them.
            let _turns = self.turns.lock().await;
            if let Err(wrong) = Box::pin(self.run_timer(timer, now)).await {
                tracing::error!(kind = timer.kind, object = timer.object, %wrong, "a timer failed; it is tried again");
                self.put_off(timer, now).await?;
            }
        }
        self.outgoing.notify_one();
        Ok(done)
    }

    /// One timer, in a transaction of its own; it is gone after it ran, unless its turn set it anew.
    async fn run_timer(&self, due: &Due, now: Moment) -> Result<(), StoreError> {
        let Some(timer) = Timer::of_code(&due.kind) else { return Ok(()) };
        let mut snapshot = self.store.read().await?;
        let estate = self.estate(&mut snapshot).await?;
        let subject = self.subject(&mut snapshot, timer, due.object).await?;
        let turn = match subject {
            Some(subject) => self.clock_turn(&mut snapshot, &estate, (timer, subject, due.object), now).await?,
            None => None,
        };
        let made: Vec<Made<'_>> = turn.iter().map(|turn| turn.made(&estate, now)).collect();
        let effects = self.effects(&mut snapshot, &made, now).await?;
        snapshot.rollback().await?;
        let mut tx = self.store.begin().await?;
        if timers::take(&mut tx, due).await? {
            self.write(&mut tx, &made, effects).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// A timer that can't be run must not keep the others from running.
    async fn put_off(&self, due: &Due, now: Moment) -> Result<(), StoreError> {
        let Some(timer) = Timer::of_code(&due.kind) else { return Ok(()) };
        let mut tx = self.store.begin().await?;
        timers::set(&mut tx, timer, due.object, now.plus_ms(TRY_AGAIN_MS)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Whom or what a timer's turn is about; none where it is gone.
    async fn subject(&self, tx: &mut Tx<'_>, timer: Timer, object: i64) -> Result<Option<Subject>, StoreError> {
        let private = |chat| Chat { id: chat, binding: None, language: Language::default(), rich: false };
        Ok(match timer.concern() {
            Concern::Draft | Concern::Roles | Concern::Person => {
                people::by_id(tx, self.store.seal(), PersonId(object)).await?.map(|person| {
                    let chat = private(person.chat.unwrap_or(ChatId(0)));
                    Subject { person: Some(person), number: None, chat }
                })
            }
            Concern::Ticket => Some(Subject { person: None, number: Some(Number(object)), chat: private(ChatId(0)) }),
            Concern::Announcement
            | Concern::Compound
            | Concern::Meetings
            | Concern::Resolution
            | Concern::Works
            | Concern::Project
            | Concern::Vote
            | Concern::Gap => Some(Subject { person: None, number: None, chat: private(ChatId(0)) }),
            Concern::Group => {
                let chat = people::chat_by_id(tx, ChatId(object)).await?;
                chat.map(|chat| Subject { person: None, number: None, chat })
            }
            Concern::File | Concern::House => None,
        })
    }

    /// Makes a timer's turn; none where a rule says that nothing is left to do.
    async fn clock_turn(
        &self,
        snapshot: &mut Tx<'_>,
        estate: &Estate,
        (timer, subject, object): (Timer, Subject, i64),
        now: Moment,
    ) -> Result<Option<ClockTurn>, StoreError> {
        let input = Input {
            at: now,
            chat: ChatKind::Private,
            thread: 0,
            message: None,
            is_reply: false,
            language: None,
            anonymous: false,
            first_over: false,
            what: What::Unusable,
        };
        let Subject { person, number, chat } = subject;
        let own = person.as_ref().map(|person| person.id);
        let mut sessions = people::sessions(snapshot, self.store.seal(), &own.into_iter().collect::<Vec<_>>()).await?;
        let stored = own.and_then(|own| sessions.remove(&own));
        let before = stored.map_or_else(Session::default, |body| Session::from_stored(&body));
        let mut facts = self.facts(person, chat, now)?;
        if let (Concern::Roles, Some(own)) = (timer.concern(), own) {
            facts.grants = people::grants(snapshot, self.store.seal(), &[own]).await?.remove(&own).unwrap_or_default();
        }
        facts.announce.due = (timer.concern() == Concern::Announcement).then_some(AnnouncementId(object));
        for _ in 0..ASKS {
            match made(&before, (&input, &facts, estate), (timer, number, object), now) {
                Err(needs) => {
                    let mut wanting = [Wanting { facts: &mut facts, needs: *needs }];
                    load::load(snapshot, &self.store, estate, &mut wanting, now).await?;
                }
                Ok(turn) => return Ok(turn.map(|turn| ClockTurn { input, before, facts, turn })),
            }
        }
        Err(StoreError::Foreign("a timer's turn that asks without end"))
    }
}

/// The turn of a timer; none where a rule says that nothing is left to do; or what it still asks for.
fn made(
    session: &Session,
    (input, facts, estate): (&Input, &Facts, &Estate),
    (timer, number, object): (Timer, Option<Number>, i64),
    now: Moment,
) -> Result<Option<Turn>, Box<crate::conversation::facts::Needs>> {
    let mut talk = Talk::new(session.clone(), input, facts, estate, now);
    let done = match timer.concern() {
        Concern::Compound => digest::tick(&mut talk, (object != 0).then_some(PlaceId(object))),
        Concern::Works => works::clock(&mut talk, timer, object),
        Concern::Project => projects::clock(&mut talk, ProjectNumber(object)),
        Concern::Vote => vote::look(&mut talk, VoteId(object)),
        Concern::Gap => gap::tell(&mut talk, GapId(object)),
        Concern::Meetings | Concern::Resolution => meeting::clock(&mut talk, timer, object),
        _ => clock::turn(&mut talk, timer, number),
    };
    match done {
        Ok(()) => Ok(Some(talk.finish())),
        Err(Stop::Refused(_)) => Ok(None),
        Err(Stop::Ask(needs)) => Err(needs),
    }
}
