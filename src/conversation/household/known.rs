//! What turns about households ask to know, and what they change.

use std::collections::{BTreeMap, BTreeSet};

use crate::conversation::facts;
use crate::conversation::talk::{Stop, Talk};
use crate::domain::household::{Code, Door, Home, Household, Known, Request, Tie};
use crate::domain::id::{HouseholdId, PersonId};
use crate::domain::person::Reader;
use crate::domain::refusal::Refusal;
use crate::domain::time::Moment;

/// What a turn asks to know of households.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The person's own, and their request that waits.
    pub homes: bool,
    /// What this code opens, and how many wrong ones the person tried in this hour.
    pub code: Option<String>,
    /// The households behind these doors.
    pub doors: BTreeSet<Door>,
    /// This household with its people.
    pub one: Option<HouseholdId>,
    /// This request, with its household and how to reach whoever asked.
    pub request: Option<i64>,
}

impl Needs {
    /// Adds what `more` asks for; where both name one of a kind, `more`'s holds.
    pub fn add(&mut self, more: Self) {
        self.homes |= more.homes;
        self.code = more.code.or(self.code.take());
        self.doors.extend(more.doors);
        self.one = more.one.or(self.one);
        self.request = more.request.or(self.request);
    }
}

/// A code and the household that it opens.
pub type Opens = (Code, Known);

/// What a turn knows of households, once it asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The person's own.
    pub homes: Vec<Home>,
    /// Their request that waits.
    pub waiting: Option<(Request, Household)>,
    /// What the code opens.
    pub code: Option<Opens>,
    /// Wrong codes of this hour.
    pub tries: i64,
    /// Behind the doors.
    pub doors: BTreeMap<Door, Household>,
    /// The household with its people.
    pub one: Option<Known>,
    /// The request and its household.
    pub request: Option<(Request, Known)>,
    /// How to reach whoever asked.
    pub asker: Option<Reader>,
}

/// What is to be written of households.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A person is tied to a household.
    Bind {
        /// Who.
        person: PersonId,
        /// To which.
        household: HouseholdId,
        /// As what.
        tie: Tie,
        /// A lesser tie of theirs ends by it.
        replaces: bool,
        /// The code that is used up by it; none: staff confirmed it, who is whoever speaks.
        code: Option<String>,
    },
    /// The tie of whoever speaks ends.
    Unbind(HouseholdId),
    /// The owners let family vote for them, or no more.
    Proxy {
        /// Whose.
        person: PersonId,
        /// Of which household.
        household: HouseholdId,
        /// From now on.
        on: bool,
    },
    /// An owner hands out a code; an unused older one for the same tie opens nothing any more.
    Code {
        /// What it opens.
        household: HouseholdId,
        /// As what: never as an owner.
        tie: Tie,
        /// The code.
        code: String,
        /// Until when it may be used.
        until: Moment,
    },
    /// A wrong code was typed.
    WrongCode,
    /// Whoever speaks asks staff.
    Ask(Request),
    /// Staff decided, or whoever asked took it back.
    Decide {
        /// The request.
        request: i64,
        /// Yes.
        granted: bool,
    },
}

impl<'a> Talk<'a> {
    fn asked_of_households(&self) -> &'a Needs {
        &self.facts.asked.household
    }

    fn ask_of_households<T>(needs: Needs) -> Result<T, Stop> {
        Err(Stop::Ask(Box::new(facts::Needs { household: needs, ..facts::Needs::default() })))
    }

    /// The households to which the person is tied, as this turn has changed them so far.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub fn homes(&self) -> Result<&[Home], Stop> {
        if self.asked_of_households().homes {
            return Ok(&self.homes);
        }
        Self::ask_of_households(Needs { homes: true, ..Needs::default() })
    }

    /// The person's request that waits for staff, with its household.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded.
    pub(super) fn waiting_for_staff(&self) -> Result<Option<&'a (Request, Household)>, Stop> {
        if self.asked_of_households().homes {
            return Ok(self.facts.household.waiting.as_ref());
        }
        Self::ask_of_households(Needs { homes: true, ..Needs::default() })
    }

    /// What a code opens, if there is such a code, and how many wrong ones the person tried in this hour.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded.
    pub(super) fn household_code(&self, code: &str) -> Result<(Option<&'a Opens>, i64), Stop> {
        if self.asked_of_households().code.as_deref() == Some(code) {
            return Ok((self.facts.household.code.as_ref(), self.facts.household.tries));
        }
        Self::ask_of_households(Needs { code: Some(code.to_owned()), ..Needs::default() })
    }

    /// The household behind a door, if there is one.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded.
    pub fn behind(&self, door: &Door) -> Result<Option<&'a Household>, Stop> {
        Ok(self.behind_all(&[door.clone()].into())?.get(door))
    }

    /// The households behind these doors, where there are any.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub fn behind_all(&self, doors: &BTreeSet<Door>) -> Result<&'a BTreeMap<Door, Household>, Stop> {
        if self.asked_of_households().doors.is_superset(doors) {
            return Ok(&self.facts.household.doors);
        }
        Self::ask_of_households(Needs { doors: doors.clone(), ..Needs::default() })
    }

    /// A household with its people.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded; [`Refusal::Unknown`] when there is none.
    pub fn household(&self, id: HouseholdId) -> Result<&'a Known, Stop> {
        if self.asked_of_households().one == Some(id) {
            return self.facts.household.one.as_ref().ok_or(Stop::Refused(Refusal::Unknown));
        }
        Self::ask_of_households(Needs { one: Some(id), ..Needs::default() })
    }

    /// A request with its household, and how to reach whoever asked.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded; [`Refusal::Unknown`] when there is none.
    pub(super) fn household_request(&self, id: i64) -> Result<(&'a (Request, Known), Option<&'a Reader>), Stop> {
        if self.asked_of_households().request == Some(id) {
            let found = self.facts.household.request.as_ref().ok_or(Stop::Refused(Refusal::Unknown))?;
            return Ok((found, self.facts.household.asker.as_ref()));
        }
        Self::ask_of_households(Needs { request: Some(id), ..Needs::default() })
    }
}
