//! One turn being made: what it knows, and what it has said and changed so far.
//!
//! A flow's function takes `&mut Talk` and is pure: the same session, input, facts and moment give the same turn.
//! What isn't loaded yet is asked for on the way ([`Stop::Ask`]): the turn is dropped, the facts are loaded
//! together with those of the batch's other turns, and it is made again from the start.

mod known;

use std::collections::BTreeMap;

use super::care;
use super::emergency_mode;
use super::facts::{Estate, Facts, Needs};
use super::input::{Input, What};
use super::screen::{Button, Message, Say, Screen};
use super::session::{Flow, Session, Shown};
use super::tell;
use super::turn::{Change, Turn};
use crate::domain::chat::{ChatKind, Pace};
use crate::domain::id::{MediaId, Number, PersonId, PlaceId};
use crate::domain::language::Language;
use crate::domain::notices;
use crate::domain::person::{Contact, Person, Reader};
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::domain::ticket::dossier::{Dossier, Record};
use crate::domain::ticket::life::{self, Rules};
use crate::domain::ticket::{Action, Actor, Event};
use crate::domain::time::Moment;
use crate::text::Text;

/// Why a turn stops before its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// A rule said no: the person reads its sentence, nothing is changed.
    Refused(Refusal),
    /// Facts are missing: load them and make the turn again.
    Ask(Box<Needs>),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// What a step of a flow gives.
pub type Step = Result<(), Stop>;

/// Asks for all that these steps miss with one question instead of one after another.
///
/// # Errors
/// [`Stop::Ask`] for what is missing, or the first refusal.
pub fn together<const N: usize>(steps: [Step; N]) -> Step {
    let mut needs = Needs::none();
    for step in steps {
        match step {
            Ok(()) => {}
            Err(Stop::Ask(missing)) => needs.add(*missing),
            Err(refused) => return Err(refused),
        }
    }
    if needs == Needs::none() { Ok(()) } else { Err(Stop::Ask(Box::new(needs))) }
}

/// A ticket that asked its reporter something, and since when.
pub type Asked = (Number, Moment);

/// A turn in the making.
#[derive(Clone, Debug)]
pub struct Talk<'a> {
    /// What was said.
    pub input: &'a Input,
    /// What is known.
    pub facts: &'a Facts,
    /// Places, catalogue, calendar.
    pub estate: &'a Estate,
    /// The moment of this turn.
    pub now: Moment,
    /// The session, changed in place.
    pub session: Session,
    /// The choice of the current screen that was pressed, or typed by its number or by 是 / 好.
    pub chosen: Option<String>,
    /// The staff message whose words go to the resident: it gets the delivery tick.
    pub tick: Option<i64>,
    /// The person, changed in place by [`Talk::change_person`].
    person: Option<Person>,
    dossiers: BTreeMap<Number, Dossier>,
    /// Micro-tasks as this turn has changed them so far.
    pub(super) tasks: BTreeMap<crate::domain::id::TaskNumber, crate::domain::micro_task::dossier::TaskDossier>,
    /// The person's homes as this turn has changed them so far.
    pub(super) homes: Vec<crate::domain::household::Home>,
    /// Fund projects as this turn has changed them so far.
    pub(super) projects:
        BTreeMap<crate::domain::id::ProjectNumber, crate::domain::fund::project::dossier::ProjectDossier>,
    pub(super) changes: Vec<Change>,
    pub(super) says: Vec<Say>,
    ids_used: usize,
}

impl<'a> Talk<'a> {
    /// A turn about to begin.
    #[must_use]
    pub fn new(session: Session, input: &'a Input, facts: &'a Facts, estate: &'a Estate, now: Moment) -> Self {
        Self {
            input,
            facts,
            estate,
            now,
            session,
            chosen: None,
            tick: None,
            person: facts.person.clone(),
            dossiers: facts.tickets.clone(),
            tasks: facts.works.tasks.clone(),
            homes: facts.household.homes.clone(),
            projects: facts.projects.projects.clone(),
            changes: Vec::new(),
            says: Vec::new(),
            ids_used: 0,
        }
    }

    /// The finished turn: every card that is to be seen is drawn once, from the ticket as the turn leaves it.
    #[must_use]
    pub fn finish(mut self) -> Turn {
        let here = self.myself().filter(|_| self.in_private());
        let mut says = Vec::with_capacity(self.says.len());
        let mut cards: BTreeMap<Number, Vec<Reader>> = BTreeMap::new();
        for said in self.says {
            match said {
                Say::Card { ticket, put_up } => cards.entry(ticket).or_default().extend(put_up),
                Say::Screen(screen) if screen.ask_location != self.session.keyboard => {
                    self.session.keyboard = screen.ask_location;
                    says.extend([Say::Keyboard(screen.ask_location), Say::Screen(screen)]);
                }
                other => says.push(care::said(other, here.as_ref(), &self.estate.places)),
            }
        }
        for (ticket, put_up) in cards {
            let Some(dossier) = self.dossiers.get(&ticket) else { continue };
            let card = super::desk::card::card(dossier, self.estate, self.now);
            let stand = dossier.cards.iter().filter(|reader| reader.reachable && !put_up.contains(reader));
            let stand = stand.map(|reader| (reader, false));
            for (to, fresh) in stand.chain(put_up.iter().map(|reader| (reader, true))) {
                let (text, buttons) = (card.text.clone(), card.rows.clone());
                let pace = if fresh && dossier.ticket.is_urgent() { Pace::Emergency } else { Pace::Card };
                says.push(Say::Drawn { to: to.clone(), ticket, text, buttons, fresh, pace });
            }
        }
        Turn { session: self.session, changes: self.changes, says }
    }

    /// Tries something that may be refused on the way: then nothing of it is left, and the turn may go on otherwise.
    ///
    /// # Errors
    /// What `act` says.
    pub fn attempt<T>(&mut self, act: impl FnOnce(&mut Self) -> Result<T, Stop>) -> Result<T, Stop> {
        let before = self.clone();
        let done = act(self);
        if matches!(done, Err(Stop::Refused(_))) {
            *self = before;
        }
        done
    }

    // ---- who speaks ----

    /// The person, refused as unknown where nobody we know speaks.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] for anonymous admins and channels.
    pub fn person(&self) -> Result<&Person, Stop> {
        self.person.as_ref().ok_or(Stop::Refused(Refusal::NotAllowed))
    }

    /// Whether it was said in the person's own chat.
    #[must_use]
    pub fn in_private(&self) -> bool {
        self.input.chat == ChatKind::Private
    }

    /// The words that were said: a text's, a caption's, or what follows `/report`; empty when there are none.
    #[must_use]
    pub fn words(&self) -> &'a str {
        match &self.input.what {
            What::Text(words) => words.trim(),
            What::Media(media) => media.caption.trim(),
            What::Command { name, rest } if name == "report" => rest.trim(),
            _ => "",
        }
    }

    /// The person's language: their choice, else the client's, else the chat's.
    #[must_use]
    pub fn language(&self) -> Language {
        let client = self.input.language.as_deref().and_then(Language::of_tag);
        let person = self.person.as_ref();
        person
            .filter(|person| person.language_chosen)
            .and_then(|person| person.language)
            .or(client)
            .or_else(|| person.and_then(|person| person.language))
            .unwrap_or(self.facts.chat.language)
    }

    /// Whether the person uses care mode.
    #[must_use]
    pub fn care(&self) -> bool {
        self.person.as_ref().is_some_and(|person| person.care)
    }

    /// The person's compound.
    #[must_use]
    pub fn compound(&self) -> Option<PlaceId> {
        self.person.as_ref().and_then(|person| person.compound)
    }

    /// The office's phone: the compound's, or the subdistrict's for who has none yet.
    #[must_use]
    pub fn office(&self) -> Option<String> {
        care::office(self.compound(), &self.estate.places)
    }

    /// The person's own private chat as a reader.
    #[must_use]
    pub fn myself(&self) -> Option<Reader> {
        let person = self.person.as_ref()?;
        Some(Reader {
            chat: person.chat?,
            person: Some(person.id),
            language: self.language(),
            care: person.care,
            compound: person.compound,
            reachable: true,
            rich: self.in_private() && self.facts.chat.rich,
        })
    }

    /// Changes the person's row.
    pub fn change_person(&mut self, change: impl FnOnce(&mut Person)) {
        if let Some(person) = &mut self.person {
            change(person);
            let after = person.clone();
            self.changes.retain(|earlier| !matches!(earlier, Change::Person(_)));
            self.changes.push(Change::Person(after));
        }
    }

    /// Stops to have facts loaded; what is known of each kind, and asked for where it is missing, stands in `known`.
    fn ask<T>(needs: Needs) -> Result<T, Stop> {
        Err(Stop::Ask(Box::new(needs)))
    }

    /// A fresh id.
    pub fn fresh_id(&mut self) -> i64 {
        let id = self.facts.fresh_ids.get(self.ids_used).copied().unwrap_or_default();
        self.ids_used += 1;
        id
    }

    // ---- rights ----

    /// As whom the person may do `right` to a ticket, or the answer that unknown and forbidden share.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] when there is no such ticket or it isn't theirs to see; then it is audited.
    pub fn staff_of(&mut self, number: Number, right: Right) -> Result<Actor, Stop> {
        let ticket = self.ticket(number)?.ticket.clone();
        let person = self.person()?.id;
        match rights::on_ticket(right, person, &self.facts.grants, &ticket, &self.estate.places) {
            Some(actor) => Ok(actor),
            None => Err(Stop::Refused(Refusal::Unknown)),
        }
    }

    /// Whether the person is the ticket's reporter or one of those it affects.
    #[must_use]
    pub fn resident_of(&self, dossier: &Dossier) -> Option<Actor> {
        let person = self.person.as_ref()?.id;
        if dossier.ticket.reporter == Some(person) {
            Some(Actor::Reporter(person))
        } else {
            dossier.followers.contains(&person).then_some(Actor::Affected(person))
        }
    }

    // ---- what is changed ----

    /// Something to be written.
    pub fn change(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// Does `action` to a ticket: asks the rules, folds what happens, and tells everyone who hears of it.
    ///
    /// # Errors
    /// The rules' refusal; asks for the ticket when it isn't loaded for change.
    pub fn act(
        &mut self,
        number: Number,
        actor: Actor,
        action: &Action,
        words: Option<String>,
        media: Vec<MediaId>,
    ) -> Result<Vec<Event>, Stop> {
        self.hold(number)?;
        let (estate, now, me) = (self.estate, self.now, self.myself());
        let rules = Rules { calendar: &estate.calendar, catalogue: &estate.catalogue };
        let dossier = self.dossiers.get_mut(&number).ok_or(Stop::Refused(Refusal::Unknown))?;
        if let Actor::Staff { person, role, level: _ } = actor {
            let held = self.facts.grants.iter().find(|grant| grant.role == role);
            let name = held.map(|grant| grant.name.clone()).unwrap_or_default();
            dossier.staff.entry(person).or_insert((role, name));
            dossier.readers.extend(me.map(|me| (person, me)));
        }
        let before = dossier.ticket.clone();
        let events = life::decide(&before, action, actor, rules, now)?;
        let mut records = Vec::new();
        for (at, event) in events.iter().enumerate() {
            dossier.ticket.apply(event, now);
            let (words, media) = if at == 0 { (words.clone(), media.clone()) } else { (None, Vec::new()) };
            dossier.lines.push(crate::domain::ticket::dossier::Line {
                at: now,
                event: event.clone(),
                person: actor.person(),
                words: words.clone(),
                media: media.clone(),
            });
            records.push(Record { event: event.clone(), actor, words, media });
        }
        let dossier = dossier.clone();
        self.record(&dossier, records);
        for event in &events {
            for notice in notices::of(event, &dossier.ticket) {
                let said = tell::notice(notice, (event, actor), &dossier, (words.as_deref(), &media), self);
                for mut said in said {
                    if let Say::Message(message) = &mut said
                        && message.to.person.is_some()
                        && message.to.person == dossier.ticket.reporter
                    {
                        message.tick = message.tick.or(self.tick.take());
                    }
                    self.says.push(said);
                }
            }
        }
        self.says.push(Say::Card { ticket: number, put_up: Vec::new() });
        Ok(events)
    }

    /// Asks for a ticket for change, at once instead of first to read.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded so.
    pub fn hold(&self, number: Number) -> Step {
        if self.facts.asked.tickets.get(&number) == Some(&true) {
            return Ok(());
        }
        Self::ask(Needs::change(number))
    }

    /// What the reporter leaves with a ticket from now on; its cards show nothing else.
    ///
    /// # Errors
    /// Asks for the ticket when it isn't loaded for change.
    pub fn leave_contact(&mut self, number: Number, contact: Option<Contact>) -> Step {
        self.hold(number)?;
        self.dossiers.get_mut(&number).ok_or(Stop::Refused(Refusal::Unknown))?.contact.clone_from(&contact);
        self.changes.push(Change::TicketContact { number, contact });
        self.says.push(Say::Card { ticket: number, put_up: Vec::new() });
        Ok(())
    }

    fn record(&mut self, dossier: &Dossier, records: Vec<Record>) {
        let same =
            |change: &&mut Change| matches!(change, Change::Ticket { after, .. } if after.id == dossier.ticket.id);
        match self.changes.iter_mut().find(same) {
            Some(Change::Ticket { after, records: earlier }) => {
                **after = dossier.ticket.clone();
                earlier.extend(records);
            }
            _ => self.changes.push(Change::Ticket { after: Box::new(dossier.ticket.clone()), records }),
        }
    }

    /// The person joins or leaves those whom a ticket affects, and is seen so for the rest of the turn.
    pub fn follow(&mut self, number: Number, person: PersonId, follows: bool) {
        self.change(Change::Follow { number, person, follows });
        if let Some(dossier) = self.dossiers.get_mut(&number) {
            dossier.followers.retain(|follower| *follower != person);
            dossier.followers.extend(follows.then_some(person));
        }
    }

    /// Puts a ticket that this turn makes among the known ones, so that its card can be drawn.
    pub fn know(&mut self, dossier: Dossier) {
        self.dossiers.insert(dossier.ticket.number, dossier);
    }

    // ---- what is said ----

    /// Goes to `flow` and shows its screen; it becomes the current one.
    pub fn show(&mut self, flow: Flow, screen: Screen) {
        let screen = match emergency_mode::banner(self) {
            Some(banner) => Screen { text: banner.paragraph(screen.text), ..screen },
            None => screen,
        };
        let screen = if self.care() { care::screen(screen, self.office().as_deref()) } else { screen };
        self.show_again(flow, screen);
    }

    /// Shows a screen that was shown before, as it stood.
    pub fn show_again(&mut self, flow: Flow, screen: Screen) {
        let stands = self.says.iter().any(|said| matches!(said, Say::Screen(_)));
        if !stands && !matches!(&self.input.what, What::Press(data) if data.starts_with('~')) {
            self.session.leave_screen();
        }
        self.session.flow = flow;
        self.session.shown = Some(Shown { nonce: self.facts.nonce.clone(), screen: screen.clone() });
        self.says.retain(|said| !matches!(said, Say::Screen(_)));
        self.says.push(Say::Screen(screen));
    }

    /// A message to somebody.
    pub fn tell(&mut self, message: Message) {
        self.says.push(Say::Message(message));
    }

    /// A post to a place's residents' groups, in words that stand for days.
    ///
    /// # Errors
    /// Asks for the place's chats when they aren't loaded.
    pub fn tell_groups(&mut self, place: PlaceId, text: Text, rows: &[Vec<Button>]) -> Step {
        let text = text.lasting();
        for group in self.desk(place)?.groups(place) {
            let message = Message::notice(group.clone(), text.clone(), None);
            self.tell(Message { pace: Pace::Broadcast, rows: rows.to_vec(), ..message });
        }
        Ok(())
    }

    /// Anything else that is said.
    pub fn say(&mut self, say: Say) {
        self.says.push(say);
    }

    /// A notice to the person who speaks, in their private chat, outside the current screen.
    pub fn notice_myself(&mut self, text: Text, ticket: Option<Number>) {
        if let Some(me) = self.myself() {
            // An answer to what they just did keeps its place among the other answers.
            self.tell(Message { pace: Pace::Interactive, ..Message::notice(me, text, ticket) });
        }
    }

    /// Words where it was said: in private as a notice, in a group to the group.
    pub fn answer(&mut self, text: Text) {
        if self.in_private() {
            self.notice_myself(text, None);
        } else {
            self.say(Say::Here(text));
        }
    }

    /// What belongs to one person is talked over in their own chat: the way there.
    pub fn point_to_private(&mut self) {
        self.say(Say::Here(crate::text!("command-in-private", link = self.estate.bot_link.as_str())));
    }

    /// The answer to a press.
    pub fn toast(&mut self, text: Text) {
        self.says.push(Say::Toast { text, alert: false });
    }

    /// Everyone who was told something so far, by chat (for tests and rounds).
    #[must_use]
    pub fn told(&self, person: PersonId) -> bool {
        self.says.iter().any(|said| matches!(said, Say::Message(message) if message.to.person == Some(person)))
    }
}
