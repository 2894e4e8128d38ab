//! What a turn knows: each kind of fact, given where it was loaded and asked for where it is missing.

use std::collections::BTreeSet;

use super::{Asked, Stop, Talk};
use crate::conversation::facts::{Needs, StatsFacts, WeekFacts};
use crate::conversation::gap;
use crate::domain::battle_map::BattleMap;
use crate::domain::desk::{Desk, Holder, Invite};
use crate::domain::digest::Week;
use crate::domain::figures::Day;
use crate::domain::id::{GapId, Number, PlaceId};
use crate::domain::refusal::Refusal;
use crate::domain::ticket::dossier::{Dossier, Standing};
use crate::domain::ticket::listing::{Brief, Listing, QueueFilter};

impl<'a> Talk<'a> {
    /// A ticket to read, as this turn has changed it so far.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] when there is none; asks for it when it isn't loaded.
    pub fn ticket(&self, number: Number) -> Result<&Dossier, Stop> {
        if !self.facts.asked.tickets.contains_key(&number) && !self.dossiers.contains_key(&number) {
            return Self::ask(Needs::read(number));
        }
        self.dossiers.get(&number).ok_or(Stop::Refused(Refusal::Unknown))
    }

    /// The person's own tickets from row `offset` on.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub fn mine(&self, offset: i64) -> Result<&'a Listing, Stop> {
        if self.facts.asked.mine == Some(offset) {
            return Ok(&self.facts.mine);
        }
        Self::ask(Needs { mine: Some(offset), ..Needs::default() })
    }

    /// Open public tickets of a compound from row `offset` on.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub fn open_in(&self, compound: PlaceId, offset: i64) -> Result<&'a Listing, Stop> {
        if self.facts.asked.open == Some((compound, offset)) {
            return Ok(&self.facts.open);
        }
        Self::ask(Needs { open: Some((compound, offset)), ..Needs::default() })
    }

    /// Open tickets of compound and category of the last 30 days that may be of the building.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub fn similar(&self, (compound, category, building): (PlaceId, &str, Option<&str>)) -> Result<&'a [Brief], Stop> {
        let wanted = (compound, category.to_owned(), building.map(str::to_owned));
        if self.facts.asked.similar.as_ref() == Some(&wanted) {
            return Ok(&self.facts.similar);
        }
        Self::ask(Needs { similar: Some(wanted), ..Needs::default() })
    }

    /// The queue below the person's scopes.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded.
    pub fn queue(&self, filter: &QueueFilter, offset: i64) -> Result<&'a Listing, Stop> {
        let wanted = (filter.clone(), offset);
        if self.facts.asked.queue.as_ref() == Some(&wanted) {
            return Ok(&self.facts.queue);
        }
        Self::ask(Needs { queue: Some(wanted), ..Needs::default() })
    }

    /// Staff and chats of a place and those above it.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub fn desk(&self, place: PlaceId) -> Result<&'a Desk, Stop> {
        match self.facts.desks.get(&place) {
            Some(desk) => Ok(desk),
            None => Self::ask(Needs { desks: [place].into(), ..Needs::default() }),
        }
    }

    /// A fresh ticket number.
    ///
    /// # Errors
    /// Asks for one when none is drawn.
    pub fn fresh_number(&self) -> Result<Number, Stop> {
        match self.facts.number {
            Some(number) => Ok(number),
            None => Self::ask(Needs { number: true, ..Needs::default() }),
        }
    }

    /// The invite of a token.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded; [`Refusal::InviteGone`] when there is none.
    pub fn invite(&self, token: &str) -> Result<&'a Invite, Stop> {
        if self.facts.asked.invite.as_deref() == Some(token) {
            return self.facts.invite.as_ref().ok_or(Stop::Refused(Refusal::InviteGone));
        }
        Self::ask(Needs { invite: Some(token.to_owned()), ..Needs::default() })
    }

    /// The ticket that a claim code opens.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded; [`Refusal::Unknown`] when there is none.
    pub fn claimed(&self, code: &str) -> Result<Number, Stop> {
        if self.facts.asked.code.as_deref() == Some(code) {
            return self.facts.code.ok_or(Stop::Refused(Refusal::Unknown));
        }
        Self::ask(Needs { code: Some(code.to_owned()), ..Needs::default() })
    }

    /// The person's tickets that asked something lately, and those that are open.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub fn asking(&self) -> Result<(&'a [Asked], &'a [Number]), Stop> {
        if self.facts.asked.asking {
            return Ok((&self.facts.asking, &self.facts.mine_open));
        }
        Self::ask(Needs { asking: true, ..Needs::default() })
    }

    /// Who holds which role below the scopes in which the person may invite, and the unused invites there.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub fn held(&self) -> Result<(&'a [Holder], &'a [Invite]), Stop> {
        if self.facts.asked.held {
            return Ok((&self.facts.held.0, &self.facts.held.1));
        }
        Self::ask(Needs { held: true, ..Needs::default() })
    }

    /// The open tickets that the person leads.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub fn led(&self) -> Result<&'a [Number], Stop> {
        if self.facts.asked.led {
            return Ok(&self.facts.led);
        }
        Self::ask(Needs { led: true, ..Needs::default() })
    }

    /// How many tickets the person filed today.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded.
    pub fn filed_today(&self) -> Result<i64, Stop> {
        match self.facts.filed {
            Some(filed) => Ok(filed),
            None => Self::ask(Needs { filed: true, ..Needs::default() }),
        }
    }

    /// How many days such matters took here lately (median), and of how many that is said.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded.
    pub fn usual(&self, compound: PlaceId, category: &str) -> Result<Option<(i64, i64)>, Stop> {
        let wanted = (compound, category.to_owned());
        if self.facts.asked.usual.as_ref() == Some(&wanted) {
            return Ok(self.facts.usual);
        }
        Self::ask(Needs { usual: Some(wanted), ..Needs::default() })
    }

    /// What the card of a new ticket of the person counts: compound, category and building.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded.
    pub fn standing(&self, at: (PlaceId, &str, Option<&str>)) -> Result<Standing, Stop> {
        let wanted = (at.0, at.1.to_owned(), at.2.map(str::to_owned));
        if self.facts.asked.standing.as_ref() == Some(&wanted) {
            return Ok(self.facts.standing);
        }
        Self::ask(Needs { standing: Some(wanted), ..Needs::default() })
    }

    /// A compound's week.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded.
    pub fn week(&self, compound: PlaceId, week: Week) -> Result<&'a WeekFacts, Stop> {
        match &self.facts.week {
            Some(loaded) if self.facts.asked.week == Some((compound, week)) => Ok(loaded),
            _ => Self::ask(Needs { week: Some((compound, week)), ..Needs::default() }),
        }
    }

    /// The project battle map.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded.
    pub fn battle_map(&self) -> Result<&'a BattleMap, Stop> {
        match &self.facts.map {
            Some(map) => Ok(map),
            None => Self::ask(Needs { map: true, ..Needs::default() }),
        }
    }

    /// The figures of compounds over days.
    ///
    /// # Errors
    /// Asks for them when they aren't loaded.
    pub fn stats(&self, compounds: &BTreeSet<PlaceId>, days: (Day, Day)) -> Result<&'a StatsFacts, Stop> {
        let wanted = (compounds.clone(), days);
        match &self.facts.stats {
            Some(loaded) if self.facts.asked.stats.as_ref() == Some(&wanted) => Ok(loaded),
            _ => Self::ask(Needs { stats: Some(wanted), ..Needs::default() }),
        }
    }

    /// An outage, and who is to hear of it next.
    ///
    /// # Errors
    /// Asks for it when it isn't loaded; [`Refusal::Unknown`] when there is none.
    pub fn gap(&self, id: GapId) -> Result<&'a gap::Round, Stop> {
        if self.facts.asked.gap == Some(id) {
            return self.facts.gap.as_ref().ok_or(Stop::Refused(Refusal::Unknown));
        }
        Self::ask(Needs { gap: Some(id), ..Needs::default() })
    }
}
