//! What a turn may know: the needs it names and the facts it gets. Data only; the worker loads them.

use std::collections::{BTreeMap, BTreeSet};

use super::announce::facts as announced;
use super::{household, ledger, meeting, projects};
use crate::domain::announcement::Mode;
use crate::domain::battle_map::BattleMap;
use crate::domain::calendar::Calendar;
use crate::domain::catalogue::Catalogue;
use crate::domain::chat::{Chat, Quoted};
use crate::domain::desk::{Desk, Holder, Invite};
use crate::domain::digest::{Data, Week};
use crate::domain::figures::{self, Day, Figures};
use crate::domain::id::{GapId, Number, PlaceId};
use crate::domain::person::{Person, Reader};
use crate::domain::place::Places;
use crate::domain::role::Grant;
use crate::domain::ticket::dossier::{Dossier, Standing};
use crate::domain::ticket::listing::{Brief, Listing, QueueFilter};
use crate::domain::time::Moment;

/// What hardly changes and is held whole: places, catalogue, calendar.
#[derive(Clone, Debug)]
pub struct Estate {
    /// Every place.
    pub places: Places,
    /// Categories, questions, periods.
    pub catalogue: Catalogue,
    /// Working time.
    pub calendar: Calendar,
    /// `https://t.me/NAME` of this bot, for links.
    pub bot_link: String,
    /// How much one person may do.
    pub quotas: Quotas,
    /// Emergency modes that were started and not ended; each holds until its own end.
    pub emergencies: Vec<Mode>,
}

/// How much one person may do; 0 is without limit. Emergencies are never under a quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotas {
    /// Messages a minute, counted by their own date.
    pub messages: i64,
    /// Tickets a day.
    pub tickets: i64,
    /// Files with one ticket.
    pub photos: i64,
}

impl Default for Quotas {
    fn default() -> Self {
        Self { messages: 20, tickets: 5, photos: 10 }
    }
}

/// What a turn asks to know. The worker unites the needs of a batch and loads each kind with one statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Tickets by number; true: for change (no two turns of a batch may name the same one so).
    pub tickets: BTreeMap<Number, bool>,
    /// The person's own tickets (filed or joined), from this row on.
    pub mine: Option<i64>,
    /// Open public tickets of a compound, from this row on.
    pub open: Option<(PlaceId, i64)>,
    /// Open tickets of compound, category and building of the last 30 days, for similar ones.
    pub similar: Option<(PlaceId, String, Option<String>)>,
    /// The staff's queue below these scopes, from this row on.
    pub queue: Option<(QueueFilter, i64)>,
    /// Staff and chats of these places and those above.
    pub desks: BTreeSet<PlaceId>,
    /// A fresh ticket number.
    pub number: bool,
    /// The invite of this token.
    pub invite: Option<String>,
    /// The ticket that this claim code opens.
    pub code: Option<String>,
    /// Tickets of the person that asked something within the last 72 h or are open.
    pub asking: bool,
    /// Who holds which role below the scopes in which the person may invite, and the unused invites there.
    pub held: bool,
    /// The open tickets that the person leads.
    pub led: bool,
    /// How many tickets the person filed today, for the quota.
    pub filed: bool,
    /// How long such matters took lately: compound and category.
    pub usual: Option<(PlaceId, String)>,
    /// Announcements, switches.
    pub announce: announced::Wants,
    /// What the card of a new ticket of the person counts: compound, category, building.
    pub standing: Option<(PlaceId, String, Option<String>)>,
    /// Micro-tasks.
    pub works: super::works::facts::WorksNeeds,
    /// Of meetings.
    pub meeting: meeting::known::Needs,
    /// Of households.
    pub household: household::known::Needs,
    /// Fund projects.
    pub projects: projects::known::Needs,
    /// Of votes.
    pub vote: super::vote::known::Needs,
    /// Of the ledger.
    pub ledger: ledger::known::Needs,
    /// A compound's week, for its digest.
    pub week: Option<(PlaceId, Week)>,
    /// The project battle map.
    pub map: bool,
    /// The figures of these compounds from one day until before another.
    pub stats: Option<(BTreeSet<PlaceId>, (Day, Day))>,
    /// An outage, and who is to hear of it next; for the clock only.
    pub gap: Option<GapId>,
}

impl Needs {
    /// Nothing beyond what every turn gets.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// One ticket to read.
    #[must_use]
    pub fn read(number: Number) -> Self {
        Self { tickets: BTreeMap::from([(number, false)]), ..Self::default() }
    }

    /// One ticket for change.
    #[must_use]
    pub fn change(number: Number) -> Self {
        Self { tickets: BTreeMap::from([(number, true)]), ..Self::default() }
    }
}

impl Needs {
    /// Adds what `more` asks for; where both name a page of the same list, `more`'s holds.
    pub fn add(&mut self, more: Self) {
        for (number, change) in more.tickets {
            *self.tickets.entry(number).or_default() |= change;
        }
        self.mine = more.mine.or(self.mine);
        self.open = more.open.or(self.open.take());
        self.similar = more.similar.or(self.similar.take());
        self.queue = more.queue.or(self.queue.take());
        self.desks.extend(more.desks);
        self.number |= more.number;
        self.invite = more.invite.or(self.invite.take());
        self.code = more.code.or(self.code.take());
        self.asking |= more.asking;
        self.held |= more.held;
        self.led |= more.led;
        self.filed |= more.filed;
        self.usual = more.usual.or(self.usual.take());
        self.announce.add(more.announce);
        self.standing = more.standing.or(self.standing.take());
        self.works.add(more.works);
        self.meeting.add(more.meeting);
        self.household.add(more.household);
        self.projects.add(more.projects);
        self.vote.add(more.vote);
        self.ledger.add(more.ledger);
        self.week = more.week.or(self.week);
        self.map |= more.map;
        self.stats = more.stats.or(self.stats.take());
        self.gap = more.gap.or(self.gap);
    }
}

/// What a turn knows. The first block every turn gets; the rest only once it was asked for, see [`Facts::asked`].
/// Flows reach the rest through [`super::talk::Talk`], which asks for what is missing.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who speaks. An anonymous admin or a channel has none.
    pub person: Option<Person>,
    /// Their roles.
    pub grants: Vec<Grant>,
    /// Where it was said.
    pub chat: Chat,
    /// The message of ours it replies to, presses or edits.
    pub quoted: Option<Quoted>,
    /// Fresh ids, rising, enough for a turn.
    pub fresh_ids: Vec<i64>,
    /// A fresh token of 26 base32 characters (128 bits), for an invite or a claim code.
    pub fresh_token: String,
    /// A fresh screen's nonce.
    pub nonce: String,

    /// What was asked for and is loaded below.
    pub asked: Needs,
    /// Tickets asked for; one that doesn't exist is missing.
    pub tickets: BTreeMap<Number, Dossier>,
    /// The person's own.
    pub mine: Listing,
    /// Open in the compound.
    pub open: Listing,
    /// Similar ones, unsorted candidates.
    pub similar: Vec<Brief>,
    /// The queue.
    pub queue: Listing,
    /// Staff and chats.
    pub desks: BTreeMap<PlaceId, Desk>,
    /// Fresh number.
    pub number: Option<Number>,
    /// The invite.
    pub invite: Option<Invite>,
    /// The ticket that the code opens.
    pub code: Option<Number>,
    /// Holders of roles and unused invites below one's scopes.
    pub held: (Vec<Holder>, Vec<Invite>),
    /// Open tickets that the person leads.
    pub led: Vec<Number>,
    /// Tickets that the person filed today.
    pub filed: Option<i64>,
    /// The person's tickets that asked, newest first: number and when.
    pub asking: Vec<(Number, Moment)>,
    /// The person's open tickets, newest first.
    pub mine_open: Vec<Number>,
    /// The person's tickets of which it is asked whether they are solved, newest first.
    pub mine_resolved: Vec<Number>,
    /// Median days such matters took here in the last 90 days, with how many.
    pub usual: Option<(i64, i64)>,
    /// Announcements, switches.
    pub announce: announced::Known,
    /// What a new ticket's card counts.
    pub standing: Standing,
    /// Micro-tasks.
    pub works: super::works::facts::WorksFacts,
    /// Of meetings.
    pub meeting: meeting::known::Facts,
    /// Of households.
    pub household: household::known::Facts,
    /// Fund projects.
    pub projects: projects::known::Facts,
    /// Of votes.
    pub vote: super::vote::known::Facts,
    /// Of the ledger; few turns ask for it.
    pub ledger: Box<ledger::known::Facts>,
    /// The project battle map.
    pub map: Option<BattleMap>,
    /// The week.
    pub week: Option<WeekFacts>,
    /// The figures.
    pub stats: Option<StatsFacts>,
    /// The outage.
    pub gap: Option<super::gap::Round>,
}

/// What was counted in compounds over days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatsFacts {
    /// Counts of the days.
    pub figures: Figures,
    /// What stands now.
    pub standing: figures::Standing,
    /// 重复诉求: filed on these days where the same was filed shortly before.
    pub repeated: i64,
}

/// A compound's week, and who reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WeekFacts {
    /// What it holds.
    pub data: Data,
    /// Whether it was said already.
    pub said: bool,
    /// The compound's groups that can be written to.
    pub groups: Vec<Reader>,
    /// Who subscribed; for the clock only.
    pub subscribers: Vec<Reader>,
    /// Whether the person of this turn did.
    pub subscribed: bool,
}
