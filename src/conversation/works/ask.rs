//! What a turn knows of micro-tasks, asked for where it is missing, and how it changes them.

use std::collections::BTreeMap;

use super::change::WorksChange;
use super::facts::WorksNeeds;
use super::tell;
use crate::conversation::facts::Needs;
use crate::conversation::screen::{Message, Say};
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::turn::{Change, RoomChange};
use crate::domain::id::{MediaId, Number, PersonId, PlaceId, TaskNumber};
use crate::domain::micro_task::dossier::{MonthDue, TaskDossier, TaskLine, TaskRecord, Wording};
use crate::domain::micro_task::listing::{TaskFilter, TaskListing};
use crate::domain::micro_task::{Month, TaskAction, TaskActor, TaskEvent, life, notices};
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::domain::ticket::{Action, Actor};

/// Words and files that come with something done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Words.
    pub words: Option<String>,
    /// Files.
    pub media: Vec<MediaId>,
}

fn ask<T>(works: WorksNeeds) -> Result<T, Stop> {
    Err(Stop::Ask(Box::new(Needs { works, ..Needs::default() })))
}

impl<'a> Talk<'a> {
    /// A task to read, as this turn has changed it so far.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] when there is none; asks for it when it isn't loaded.
    pub fn task(&self, number: TaskNumber) -> Result<&TaskDossier, Stop> {
        if !self.facts.asked.works.tasks.contains_key(&number) && !self.tasks.contains_key(&number) {
            return ask(WorksNeeds { tasks: [(number, false)].into(), ..WorksNeeds::default() });
        }
        self.tasks.get(&number).ok_or(Stop::Refused(Refusal::Unknown))
    }

    /// Asks for a task for change, at once instead of first to read.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded so.
    pub fn hold_task(&self, number: TaskNumber) -> talk::Step {
        self.hold_tasks([number])
    }

    /// The same for several tasks, all with one question.
    ///
    /// # Errors
    /// Asks for those that aren't loaded so.
    pub fn hold_tasks(&self, numbers: impl IntoIterator<Item = TaskNumber>) -> talk::Step {
        let held = |number: &TaskNumber| self.facts.asked.works.tasks.get(number) == Some(&true);
        let tasks: BTreeMap<TaskNumber, bool> =
            numbers.into_iter().filter(|number| !held(number)).map(|number| (number, true)).collect();
        if tasks.is_empty() { Ok(()) } else { ask(WorksNeeds { tasks, ..WorksNeeds::default() }) }
    }

    /// A page of tasks from row `offset` on.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub fn task_list(&self, filter: &TaskFilter, offset: i64) -> Result<&'a TaskListing, Stop> {
        let wanted = Some((filter.clone(), offset));
        if self.facts.asked.works.list == wanted {
            return Ok(&self.facts.works.list);
        }
        ask(WorksNeeds { list: wanted, ..WorksNeeds::default() })
    }

    /// A fresh task number.
    ///
    /// # Errors
    /// Asks for one when none is drawn.
    pub fn fresh_task_number(&self) -> Result<TaskNumber, Stop> {
        match self.facts.works.number {
            Some(number) => Ok(number),
            None => ask(WorksNeeds { number: true, ..WorksNeeds::default() }),
        }
    }

    /// The month of a compound that is to be closed next: this one, if none ever was.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded.
    pub fn month_due(&self, compound: PlaceId, month: Month) -> Result<&'a MonthDue, Stop> {
        match &self.facts.works.month {
            Some(due) if self.facts.asked.works.month == Some((compound, month)) => Ok(due),
            _ => ask(WorksNeeds { month: Some((compound, month)), ..WorksNeeds::default() }),
        }
    }

    /// The task that a ticket follows, if it does.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded.
    pub fn task_of(&self, ticket: Number) -> Result<Option<TaskNumber>, Stop> {
        if self.facts.asked.works.of_ticket == Some(ticket) {
            return Ok(self.facts.works.of_ticket);
        }
        ask(WorksNeeds { of_ticket: Some(ticket), ..WorksNeeds::default() })
    }

    /// As which staff the person may do `right` to tasks of a compound; none if they may not.
    #[must_use]
    pub fn works_at(&self, right: Right, compound: PlaceId) -> Option<TaskActor> {
        let person = self.facts.person.as_ref()?.id;
        let grant = rights::at_place(right, &self.facts.grants, compound, &self.estate.places)?;
        Some(TaskActor::Staff { person, role: grant.role })
    }

    /// As whom the person may do `action` to a task.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] for who has no part in it, audited as every denial.
    pub fn task_actor(&self, number: TaskNumber, action: TaskAction) -> Result<TaskActor, Stop> {
        let compound = self.task(number)?.task.plan.compound;
        if let Some(actor) = self.works_at(action.right(), compound) {
            return Ok(actor);
        }
        let lives_here = self.compound() == Some(compound);
        let residents = matches!(action, TaskAction::Accept | TaskAction::Object);
        let staff = self.facts.grants.iter().any(|grant| self.estate.places.within(compound, grant.scope));
        if lives_here && residents && !staff {
            return Ok(TaskActor::Resident(self.person()?.id));
        }
        Err(Stop::Refused(if residents { Refusal::OtherCompound } else { Refusal::Unknown }))
    }

    /// Does `action` to a task: asks the rules, folds what happens, tells everyone who hears of it; when residents have
    /// accepted it, the tickets that wait for it are resolved.
    ///
    /// # Errors
    /// The rules' refusal; asks for the task when it isn't loaded for change.
    pub fn act_on_task(
        &mut self,
        number: TaskNumber,
        actor: TaskActor,
        action: TaskAction,
        said: Said,
    ) -> Result<Vec<TaskEvent>, Stop> {
        self.hold_task(number)?;
        let (events, after) = self.change_task(number, actor, action, &said)?;
        for event in &events {
            for notice in notices::of(event) {
                let said = tell::notice(self, notice, (event, actor), (&after, &said))?;
                self.tell_once(said);
            }
        }
        if events.contains(&TaskEvent::AcceptanceComplete) {
            self.resolve_tickets(&after)?;
        }
        Ok(events)
    }

    /// Does `action` to a task that this turn proposes, which nobody needs to hear of beside that.
    ///
    /// # Errors
    /// The rules' refusal.
    pub fn add_to_task(
        &mut self,
        number: TaskNumber,
        actor: TaskActor,
        action: TaskAction,
        said: &Said,
    ) -> Result<(), Stop> {
        self.change_task(number, actor, action, said).map(drop)
    }

    /// Asks the rules, folds what happens and notes it for the record.
    fn change_task(
        &mut self,
        number: TaskNumber,
        actor: TaskActor,
        action: TaskAction,
        said: &Said,
    ) -> Result<(Vec<TaskEvent>, TaskDossier), Stop> {
        let (now, periods) = (self.now, &self.estate.catalogue.periods);
        let dossier = self.task(number)?;
        let events = life::decide(&dossier.task, action, actor, periods, now)?;
        let mut after = dossier.clone();
        if let TaskActor::Staff { person, role } = actor {
            let held = self.facts.grants.iter().find(|grant| grant.role == role);
            after.staff.entry(person).or_insert((role, held.map(|grant| grant.name.clone()).unwrap_or_default()));
        }
        let mut records = Vec::new();
        for (at, event) in events.iter().enumerate() {
            let said = if at == 0 { said.clone() } else { Said::default() };
            after.task.apply(event, actor.person(), now);
            let (person, event) = (actor.person(), event.clone());
            let line = (said.words.clone(), said.media.clone());
            after.lines.push(TaskLine { at: now, event: event.clone(), person, words: line.0, media: line.1 });
            records.push(TaskRecord { event, actor, words: said.words, media: said.media });
        }
        self.record_task(&after, records);
        Ok((events, after))
    }

    fn record_task(&mut self, after: &TaskDossier, records: Vec<TaskRecord>) {
        self.tasks.insert(after.task.number, after.clone());
        let (task, wording) = (Box::new(after.task.clone()), after.wording.clone());
        for change in &mut self.changes {
            match change {
                Change::Of(RoomChange::Works(
                    WorksChange::Task { after: known, records: earlier, wording: words }
                    | WorksChange::Propose { task: known, records: earlier, wording: words },
                )) if known.id == task.id => {
                    (*known, *words) = (task, wording);
                    earlier.extend(records);
                    return;
                }
                _ => {}
            }
        }
        self.changes.push(Change::Of(RoomChange::Works(WorksChange::Task { after: task, wording, records })));
    }

    /// Puts a task that this turn makes among the known ones.
    pub fn know_task(&mut self, dossier: TaskDossier, record: TaskRecord) {
        let (task, wording) = (Box::new(dossier.task.clone()), dossier.wording.clone());
        self.tasks.insert(dossier.task.number, dossier);
        self.change(Change::Of(RoomChange::Works(WorksChange::Propose { task, wording, records: vec![record] })));
    }

    /// A person follows a task from now on, or no longer does, and is seen so for the rest of this turn.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] when there is no such task; asks for it when it isn't loaded.
    pub fn follow_task(&mut self, number: TaskNumber, person: PersonId, follows: bool) -> talk::Step {
        let task = self.task(number)?.task.id;
        if let Some(dossier) = self.tasks.get_mut(&number) {
            dossier.followers.retain(|follower| *follower != person);
            dossier.followers.extend(follows.then_some(person));
        }
        self.change(Change::Of(RoomChange::Works(WorksChange::Follow { task, person, follows })));
        Ok(())
    }

    /// Changes a task's words; they are written with the next thing that happens to it.
    pub fn reword_task(&mut self, number: TaskNumber, change: impl FnOnce(&mut Wording)) {
        if let Some(dossier) = self.tasks.get_mut(&number) {
            change(&mut dossier.wording);
        }
    }

    /// Says these, but no chat reads two messages about one event.
    pub fn tell_once(&mut self, messages: Vec<Message>) {
        let known: Vec<Message> = self
            .says
            .iter()
            .filter_map(|said| match said {
                Say::Message(message) => Some(message.clone()),
                _ => None,
            })
            .collect();
        for message in messages {
            if !known.iter().any(|known| known.to.chat == message.to.chat && known.text == message.text) {
                self.tell(message);
            }
        }
    }

    /// Tickets that wait for a task are resolved by its acceptance, with what its responsible said was done.
    fn resolve_tickets(&mut self, after: &TaskDossier) -> talk::Step {
        let last = after.lines.iter().rev().find(|line| matches!(line.event, TaskEvent::Finished { .. }));
        let (words, media) = last.map(|line| (line.words.clone(), line.media.clone())).unwrap_or_default();
        let words = words.unwrap_or_else(|| after.wording.title.clone());
        let held = |number: &&Number| self.facts.asked.tickets.get(*number) == Some(&true);
        let tickets: BTreeMap<Number, bool> =
            after.task.tickets.iter().filter(|number| !held(number)).map(|number| (*number, true)).collect();
        if !tickets.is_empty() {
            return Err(Stop::Ask(Box::new(Needs { tickets, ..Needs::default() })));
        }
        for ticket in &after.task.tickets {
            match self.act(*ticket, Actor::Clock, &Action::TaskAccepted, Some(words.clone()), media.clone()) {
                Ok(_) | Err(Stop::Refused(_)) => {}
                Err(ask) => return Err(ask),
            }
        }
        Ok(())
    }
}
