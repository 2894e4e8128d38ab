//! What turns about fund projects ask to know, what they change, and how.

use std::collections::{BTreeMap, BTreeSet};

use super::tell;
use crate::conversation::facts;
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::turn;
use crate::domain::fund::project::dossier::{Line, ProjectDossier, Record, Wording};
use crate::domain::fund::project::listing::{Filter, Listing, ProjectBrief};
use crate::domain::fund::project::{Action, Actor, Event, Project, life, notices};
use crate::domain::id::{Number, PlaceId, ProjectNumber};
use crate::domain::refusal::Refusal;

/// What a turn asks to know of projects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Projects by number; true: for change.
    pub projects: BTreeMap<ProjectNumber, bool>,
    /// Projects of a list from this row on.
    pub list: Option<(Filter, i64)>,
    /// A fresh project number.
    pub number: bool,
    /// The person's projects that wait for their vetting.
    pub waiting: bool,
    /// The project that a ticket became.
    pub of_ticket: Option<Number>,
}

impl Needs {
    /// Adds what `more` asks for; where both name a page of the list, `more`'s holds.
    pub fn add(&mut self, more: Self) {
        for (number, change) in more.projects {
            *self.projects.entry(number).or_default() |= change;
        }
        self.list = more.list.or(self.list);
        self.number |= more.number;
        self.waiting |= more.waiting;
        self.of_ticket = more.of_ticket.or(self.of_ticket);
    }
}

/// What a turn knows of projects, of what was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Projects; one that doesn't exist is missing.
    pub projects: BTreeMap<ProjectNumber, ProjectDossier>,
    /// The list.
    pub list: Listing,
    /// Fresh number.
    pub number: Option<ProjectNumber>,
    /// Projects of the person that wait.
    pub waiting: Vec<ProjectBrief>,
    /// The project that the ticket became.
    pub of_ticket: Option<ProjectNumber>,
}

/// What is to be written of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// State after what happened, whose `version` is still the one that was read.
    pub after: Project,
    /// Its words.
    pub wording: Wording,
    /// What happened, in order.
    pub records: Vec<Record>,
    /// Whether it begins with it.
    pub new: bool,
}

fn ask<T>(needs: Needs) -> Result<T, Stop> {
    Err(Stop::Ask(Box::new(facts::Needs { projects: needs, ..facts::Needs::default() })))
}

impl<'a> Talk<'a> {
    /// A project to read, as this turn has changed it so far.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] when there is none; asks for it when it isn't loaded.
    pub fn project(&self, number: ProjectNumber) -> Result<&ProjectDossier, Stop> {
        if !self.facts.asked.projects.projects.contains_key(&number) && !self.projects.contains_key(&number) {
            return ask(Needs { projects: [(number, false)].into(), ..Needs::default() });
        }
        self.projects.get(&number).ok_or(Stop::Refused(Refusal::Unknown))
    }

    /// Asks for a project for change, at once instead of first to read, and then for the staff who hear of it.
    ///
    /// # Errors
    /// Asks for what isn't loaded so.
    pub fn hold_project(&self, number: ProjectNumber) -> talk::Step {
        self.hold_projects([number])
    }

    /// The same for several projects: all with one question, and all their staff with another.
    ///
    /// # Errors
    /// Asks for what isn't loaded so.
    pub fn hold_projects(&self, numbers: impl IntoIterator<Item = ProjectNumber>) -> talk::Step {
        let numbers: Vec<ProjectNumber> = numbers.into_iter().collect();
        let held = |number: &&ProjectNumber| self.facts.asked.projects.projects.get(*number) == Some(&true);
        let projects: BTreeMap<ProjectNumber, bool> =
            numbers.iter().filter(|number| !held(number)).map(|number| (*number, true)).collect();
        if !projects.is_empty() {
            return ask(Needs { projects, ..Needs::default() });
        }
        let places = numbers.iter().filter_map(|number| Some(self.projects.get(number)?.project.compound));
        let desks: BTreeSet<PlaceId> = places.filter(|place| !self.facts.desks.contains_key(place)).collect();
        if desks.is_empty() {
            return Ok(());
        }
        Err(Stop::Ask(Box::new(facts::Needs { desks, ..facts::Needs::default() })))
    }

    /// A page of projects from row `offset` on.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub fn projects(&self, filter: Filter, offset: i64) -> Result<&'a Listing, Stop> {
        let wanted = Some((filter, offset));
        if self.facts.asked.projects.list == wanted {
            return Ok(&self.facts.projects.list);
        }
        ask(Needs { list: wanted, ..Needs::default() })
    }

    /// A fresh project number.
    ///
    /// # Errors
    /// Asks for one when none is drawn.
    pub fn fresh_project_number(&self) -> Result<ProjectNumber, Stop> {
        match self.facts.projects.number {
            Some(number) => Ok(number),
            None => ask(Needs { number: true, ..Needs::default() }),
        }
    }

    /// The person's projects that wait for their vetting.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub fn projects_waiting(&self) -> Result<&'a [ProjectBrief], Stop> {
        if self.facts.asked.projects.waiting {
            return Ok(&self.facts.projects.waiting);
        }
        ask(Needs { waiting: true, ..Needs::default() })
    }

    /// The project that a ticket became, unless it was taken back or refused.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded.
    pub fn project_of(&self, ticket: Number) -> Result<Option<ProjectNumber>, Stop> {
        if self.facts.asked.projects.of_ticket == Some(ticket) {
            return Ok(self.facts.projects.of_ticket);
        }
        ask(Needs { of_ticket: Some(ticket), ..Needs::default() })
    }

    /// As whom the person may do `action` to a project.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] for who may not read it or has no part in it, [`Refusal::OtherCompound`] for residents of
    /// another compound where those of its own have the say.
    pub fn project_actor(&self, number: ProjectNumber, action: Action) -> Result<Actor, Stop> {
        let dossier = self.project(number)?;
        let compound = dossier.project.compound;
        if let Some(right) = action.right() {
            return self.works_at(right, compound).ok_or(Stop::Refused(Refusal::Unknown));
        }
        let person = self.person()?.id;
        if !self.reads_project(dossier) {
            return Err(Stop::Refused(Refusal::Unknown));
        }
        // Whoever wishes to may give; what is asked and wanted is the compound's own.
        let neighbours = matches!(action, Action::Ask | Action::Support);
        if neighbours && self.compound() != Some(compound) {
            return Err(Stop::Refused(Refusal::OtherCompound));
        }
        Ok(Actor::Resident(person))
    }

    /// Whether the person may read a project: what anyone may, their own, and as staff those of their places.
    #[must_use]
    pub fn reads_project(&self, dossier: &ProjectDossier) -> bool {
        let project = &dossier.project;
        let staff = self.facts.grants.iter().any(|grant| self.estate.places.within(project.compound, grant.scope));
        staff || self.person().is_ok_and(|person| project.is_shown_to(person.id))
    }

    /// Does `action` to a project: asks the rules, folds what happens and tells everyone who hears of it. `words` are
    /// kept with what happens.
    ///
    /// # Errors
    /// The rules' refusal; asks for the project, and for the staff of its compound, where they aren't loaded.
    pub fn act_on_project(
        &mut self,
        number: ProjectNumber,
        actor: Actor,
        action: Action,
        words: Option<String>,
    ) -> Result<Vec<Event>, Stop> {
        self.hold_project(number)?;
        let dossier = self.project(number)?;
        let events = life::decide(&dossier.project, action, actor, &self.estate.catalogue.periods, self.now)?;
        let mut after = dossier.clone();
        // A promise that is replaced says nothing; the words are the new one's.
        let speaks = events.iter().position(|event| !matches!(event, Event::PledgeTakenBack { .. }));
        let mut records = Vec::new();
        for (nth, event) in events.iter().enumerate() {
            let words = words.clone().filter(|_| speaks == Some(nth));
            after.project.apply(event, actor.person(), self.now);
            let line = Line {
                at: self.now,
                event: event.clone(),
                person: actor.person(),
                words: words.clone(),
                media: Vec::new(),
            };
            after.lines.push(line);
            records.push(Record { event: event.clone(), actor, words, media: Vec::new() });
        }
        self.record_project(after.clone(), records, false);
        for event in &events {
            self.tell_of_project(event, actor, &after)?;
        }
        Ok(events)
    }

    /// Tells everyone who hears of an event of a project, as it is after it.
    pub(super) fn tell_of_project(&mut self, event: &Event, actor: Actor, after: &ProjectDossier) -> talk::Step {
        for notice in notices::of(event) {
            let messages = tell::notice(self, notice, (event, actor), after)?;
            self.tell_once(messages);
        }
        Ok(())
    }

    /// Notes what became of a project, for the rest of this turn and for the record.
    pub(super) fn record_project(&mut self, after: ProjectDossier, records: Vec<Record>, new: bool) {
        let (project, wording) = (after.project.clone(), after.wording.clone());
        self.projects.insert(project.number, after);
        for change in &mut self.changes {
            if let turn::Change::Of(turn::RoomChange::Project(known)) = change
                && known.after.id == project.id
            {
                (known.after, known.wording) = (project, wording);
                known.records.extend(records);
                return;
            }
        }
        self.changes.push(turn::Change::Of(turn::RoomChange::Project(Box::new(Change {
            after: project,
            wording,
            records,
            new,
        }))));
    }

    /// Changes a project's words; they are written with the next thing that happens to it.
    pub(super) fn reword_project(&mut self, number: ProjectNumber, change: impl FnOnce(&mut Wording)) {
        if let Some(dossier) = self.projects.get_mut(&number) {
            change(&mut dossier.wording);
        }
    }
}
