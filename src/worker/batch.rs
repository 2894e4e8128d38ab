//! A batch: from claimed updates to written turns.

use std::collections::BTreeMap;

use super::apply::{Author, Effects, Made};
use super::load::{self, Wanting};
use super::{Handle, Held, Worker, fresh, says};
use crate::conversation;
use crate::conversation::announce::facts::Known;
use crate::conversation::facts::{Estate, Facts, Needs};
use crate::conversation::input::What;
use crate::conversation::session::Session;
use crate::conversation::turn::Turn;
use crate::domain::chat::Chat;
use crate::domain::id::{ChatId, PersonId};
use crate::domain::language::Language;
use crate::domain::person::Person;
use crate::domain::ticket::listing::Listing;
use crate::domain::time::Moment;
use crate::store::inbox::{self, Claim};
use crate::store::people::{self, Met};
use crate::store::{StoreError, Tx, chats, outbox};
use crate::telegram::read::{Heard, read};

/// How often the turns of a lane may ask for more facts.
const ASKS: usize = 24;

/// A turn on its way.
#[derive(Debug)]
struct Talking {
    update_id: i64,
    lane: i64,
    heard: Heard,
    facts: Facts,
    session: Session,
    /// Their language became their client's.
    follows: bool,
    turn: Option<Box<Turn>>,
    /// It waits for the next batch: another turn of this one holds a ticket that it wants to change, or came before it
    /// and changed what it is to be decided on.
    deferred: bool,
}

/// How far a lane has come in a batch.
#[derive(Debug)]
enum Reached {
    /// Its next update can be worked on this session.
    Ready(Box<Session>),
    /// An update asks for more facts.
    Asks,
    /// Its next update waits for the next batch.
    End,
}

impl Talking {
    /// Makes its turn, if it is up to it after `before` in its lane; or gives what it asks for.
    fn go_on(&mut self, before: Option<Reached>, estate: &Estate, held: &mut Held, now: Moment) -> Option<Needs> {
        if self.turn.is_some() || self.deferred {
            return None;
        }
        match before {
            None => {}
            Some(Reached::Ready(session)) if !self.follows => self.session = *session,
            Some(Reached::Ready(_) | Reached::End) => {
                self.deferred = true;
                return None;
            }
            Some(Reached::Asks) => return None,
        }
        match conversation::turn(&self.session, &self.heard.input, &self.facts, estate, now) {
            conversation::Made::Turn(turn) => self.turn = Some(turn),
            conversation::Made::Ask(needs) if hold(held, &self.facts, &needs) => return Some(*needs),
            conversation::Made::Ask(_) => self.deferred = true,
        }
        None
    }

    /// How far it brings its lane.
    fn reached(&self) -> Reached {
        match &self.turn {
            Some(turn) if turn.only_talks() => Reached::Ready(Box::new(turn.session.clone())),
            None if !self.deferred => Reached::Asks,
            Some(_) | None => Reached::End,
        }
    }

    /// What came of it; none when it waits for the next batch.
    fn made<'a>(&'a self, estate: &'a Estate, now: Moment) -> Option<Made<'a>> {
        let turn = self.turn.as_deref().filter(|_| !self.deferred)?;
        let author = Author { input: &self.heard.input, facts: &self.facts, estate, now };
        Some(Made { author, before: &self.session, turn, callback: self.heard.callback.as_deref() })
    }
}

impl Worker {
    /// Makes the turns of these updates on what `snapshot` shows and writes them in one transaction; gives how many are
    /// finished.
    pub(super) async fn batch(&self, mut snapshot: Tx<'_>, claims: &[Claim]) -> Result<usize, StoreError> {
        let now = self.clock.now();
        let (heard, unreadable) = understood(claims);
        if self.migrate(&heard).await? {
            snapshot.rollback().await?;
            snapshot = self.store.read().await?;
        }
        let estate = self.estate(&mut snapshot).await?;
        let mut talking = self.meet(&mut snapshot, heard, now).await?;
        self.decide(&mut snapshot, &estate, &mut talking, now).await?;
        let told: Vec<_> = talking.iter().filter_map(|talk| Some((talk, talk.made(&estate, now)?))).collect();
        let (told, made): (Vec<&Talking>, Vec<Made<'_>>) = told.into_iter().unzip();
        let effects = self.effects(&mut snapshot, &made, now).await?;
        snapshot.rollback().await?;
        let mut tx = self.store.begin().await?;
        self.record(&mut tx, &told, (&made, effects)).await?;
        inbox::quarantine(&mut tx, &unreadable).await?;
        tx.commit().await?;
        Ok(told.len() + unreadable.len())
    }

    /// Notes what these updates tell of groups that became supergroups; whether any did.
    async fn migrate(&self, heard: &[(&Claim, Heard)]) -> Result<bool, StoreError> {
        let moved: Vec<_> = heard.iter().filter_map(|(_, one)| Some((one.chat, one.migrated_to?))).collect();
        if moved.is_empty() {
            return Ok(false);
        }
        let mut tx = self.store.begin().await?;
        for (old, new) in moved {
            chats::migrate(&mut tx, old, new).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    /// Writes these turns.
    async fn record(
        &self,
        tx: &mut Tx<'_>,
        told: &[&Talking],
        (made, effects): (&[Made<'_>], Effects),
    ) -> Result<(), StoreError> {
        let done: Vec<i64> = told.iter().map(|talk| talk.update_id).collect();
        inbox::done(tx, &done).await?;
        let follow = told.iter().filter(|talk| talk.follows).filter_map(|talk| talk.facts.person.clone());
        people::save(tx, self.store.seal(), &follow.collect::<Vec<_>>()).await?;
        self.write(tx, made, effects).await?;
        // Who opens an anonymous ticket by its code is no more to be found than who filed it.
        let traceless = |made: &Made<'_>| {
            let opened = made.author.facts.asked.code.is_some();
            opened || made.turn.leaves_no_trace() || made.turn.is_of_a_ballot(made.before)
        };
        let unnamed = told.iter().zip(made).filter(|(_, made)| traceless(made)).filter_map(|(talk, _)| talk.heard.user);
        inbox::empty(tx, &unnamed.collect::<Vec<_>>()).await
    }

    /// Everyone and everywhere these updates come from, with what every turn knows.
    async fn meet(
        &self,
        tx: &mut Tx<'_>,
        heard: Vec<(&Claim, Heard)>,
        now: Moment,
    ) -> Result<Vec<Talking>, StoreError> {
        let mut users = BTreeMap::new();
        let mut chats: BTreeMap<i64, Met> = BTreeMap::new();
        for (_, one) in &heard {
            if let Some(user) = one.user {
                users.entry(user).or_insert_with(|| self.ids.next(now));
            }
            let private = one.input.chat == crate::domain::chat::ChatKind::Private;
            chats.entry(one.chat).or_insert_with(|| Met {
                telegram: one.chat,
                kind: one.input.chat.code(),
                fresh: self.ids.next(now),
                person: if private { one.user.unwrap_or(0) } else { 0 },
            });
        }
        let chats: Vec<Met> = chats.into_values().collect();
        let (persons, chats) = self.known(tx, &users, &chats, now).await?;
        let known: Vec<PersonId> = persons.values().map(|person| person.id).collect();
        let mut grants = people::grants(tx, self.store.seal(), &known).await?;
        let mut sessions = people::sessions(tx, self.store.seal(), &known).await?;
        let wanted: Vec<(ChatId, i64)> =
            heard.iter().filter_map(|(_, one)| Some((chats.get(&one.chat)?.id, one.quoted?))).collect();
        let quoted = load::quoted(tx, &wanted).await?;
        let mut talking = Vec::with_capacity(heard.len());
        for (claim, one) in heard {
            let Some(chat) = chats.get(&one.chat).cloned() else { continue };
            let mut person = one.user.and_then(|user| persons.get(&user)).cloned();
            let stored = person.as_ref().and_then(|person| sessions.remove(&person.id));
            let session = stored.map_or_else(Session::default, |body| Session::from_stored(&body));
            let follows = person.as_mut().is_some_and(|person| follow_client(person, one.input.language.as_deref()));
            let mut facts = self.facts(person, chat, now)?;
            facts.grants = facts.person.as_ref().and_then(|person| grants.remove(&person.id)).unwrap_or_default();
            facts.quoted = one.quoted.and_then(|message| quoted.get(&(facts.chat.id, message)).cloned());
            talking.push(Talking {
                update_id: claim.update_id,
                lane: claim.lane,
                heard: one,
                facts,
                session,
                follows,
                turn: None,
                deferred: false,
            });
        }
        Ok(talking)
    }

    /// These persons and chats. Those that are new, or that the database has wrong, are put right at once: whatever
    /// becomes of their turns, they were met.
    async fn known(
        &self,
        snapshot: &mut Tx<'_>,
        users: &BTreeMap<i64, i64>,
        chats: &[Met],
        now: Moment,
    ) -> Result<people::Everyone, StoreError> {
        let seal = self.store.seal();
        if let Some(known) = people::known(snapshot, seal, users, chats).await? {
            return Ok(known);
        }
        let mut tx = self.store.begin().await?;
        let met = people::meet(&mut tx, seal, users, chats, now).await?;
        tx.commit().await?;
        Ok(met)
    }

    /// Facts that every turn gets.
    pub(super) fn facts(&self, person: Option<Person>, chat: Chat, now: Moment) -> Result<Facts, StoreError> {
        let dice = |_| StoreError::Foreign("the system's dice");
        let token = fresh::token().map_err(dice)?;
        Ok(Facts {
            person,
            grants: Vec::new(),
            chat,
            quoted: None,
            fresh_ids: self.ids.take(now, fresh::IDS_A_TURN),
            nonce: fresh::token().map_err(dice)?.chars().take(6).collect(),
            fresh_token: token,
            asked: Needs::default(),
            tickets: BTreeMap::new(),
            mine: Listing::default(),
            open: Listing::default(),
            similar: Vec::new(),
            queue: Listing::default(),
            desks: BTreeMap::new(),
            number: None,
            invite: None,
            code: None,
            held: (Vec::new(), Vec::new()),
            led: Vec::new(),
            filed: None,
            map: None,
            asking: Vec::new(),
            mine_open: Vec::new(),
            mine_resolved: Vec::new(),
            usual: None,
            announce: Known::default(),
            standing: crate::domain::ticket::dossier::Standing::default(),
            works: conversation::works::facts::WorksFacts::default(),
            meeting: conversation::meeting::known::Facts::default(),
            household: conversation::household::known::Facts::default(),
            projects: conversation::projects::known::Facts::default(),
            vote: conversation::vote::known::Facts::default(),
            ledger: Box::default(),
            week: None,
            stats: None,
            gap: None,
        })
    }

    /// Makes the turns: what they ask for on the way is loaded for all of them together.
    async fn decide(
        &self,
        tx: &mut Tx<'_>,
        estate: &Estate,
        talking: &mut [Talking],
        now: Moment,
    ) -> Result<(), StoreError> {
        let mut held = Held::new();
        for _ in 0..ASKS {
            let (mut wanting, mut lanes) = (Vec::new(), BTreeMap::new());
            for talk in talking.iter_mut() {
                let needs = talk.go_on(lanes.remove(&talk.lane), estate, &mut held, now);
                lanes.insert(talk.lane, talk.reached());
                wanting.extend(needs.map(|needs| Wanting { facts: &mut talk.facts, needs }));
            }
            if wanting.is_empty() {
                return Ok(());
            }
            load::load(tx, &self.store, estate, &mut wanting, now).await?;
        }
        Err(StoreError::Foreign("a turn that asks without end"))
    }

    /// Tells the person of an update that failed for good.
    pub(super) async fn tell_of_failure(&self, tx: &mut Tx<'_>, claim: &Claim) -> Result<(), StoreError> {
        let Ok(heard) = read(&claim.raw, claim.stored_at) else { return Ok(()) };
        if matches!(heard.input.what, What::Reachable(_) | What::Joined { .. }) {
            return Ok(());
        }
        let now = self.clock.now();
        if let Some(chat) = people::met_chat(tx, heard.chat).await? {
            let row = says::plain(self, &chat, &crate::text!("failed-inside"), now);
            outbox::insert(tx, self.store.seal(), vec![row]).await?;
        }
        Ok(())
    }
}

/// What these updates say, by their numbers, and the numbers of those that can't be read.
fn understood(claims: &[Claim]) -> (Vec<(&Claim, Heard)>, Vec<i64>) {
    let (mut heard, mut unreadable) = (Vec::new(), Vec::new());
    for claim in claims {
        match read(&claim.raw, claim.stored_at) {
            Ok(mut one) => {
                one.input.first_over = claim.first_over;
                heard.push((claim, one));
            }
            Err(why) => {
                tracing::warn!(update = claim.update_id, %why, "an update can't be read");
                unreadable.push(claim.update_id);
            }
        }
    }
    (heard, unreadable)
}

/// A person who never chose a language is written to in their client's; whether that is another than before.
fn follow_client(person: &mut Person, tag: Option<&str>) -> bool {
    let client = tag.and_then(Language::of_tag);
    let follows = !person.language_chosen && client.is_some() && client != person.language;
    if follows {
        person.language = client;
    }
    follows
}

/// Notes what a turn wants to change; false when another turn of the batch wants to change the same.
fn hold(held: &mut Held, facts: &Facts, needs: &Needs) -> bool {
    let wanted =
        needs.tickets.iter().filter(|(number, change)| **change && facts.asked.tickets.get(number) != Some(&true));
    let tasks = needs.works.tasks.iter();
    let tasks = tasks.filter(|(number, change)| **change && facts.asked.works.tasks.get(number) != Some(&true));
    let projects = needs.projects.projects.iter();
    let projects =
        projects.filter(|(number, change)| **change && facts.asked.projects.projects.get(number) != Some(&true));
    let wanted =
        wanted.map(|(number, _)| Handle::Ticket(*number)).chain(tasks.map(|(number, _)| Handle::Task(*number)));
    let wanted = wanted.chain(projects.map(|(number, _)| Handle::Project(*number)));
    let votes = needs.vote.poll.filter(|(_, change)| *change && facts.asked.vote.poll != needs.vote.poll);
    let wanted: Vec<_> = wanted.chain(votes.map(|(vote, _)| Handle::Vote(vote))).collect();
    if wanted.iter().any(|number| held.contains(number)) {
        return false;
    }
    held.extend(wanted);
    true
}
