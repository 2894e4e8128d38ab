//! What a meeting talks over: numbers, categories, places and due times, never what a reporter wrote.

use serde::{Deserialize, Serialize};

use super::Papers;
use crate::domain::catalogue::Catalogue;
use crate::domain::id::{Number, PlaceId, ProposalId, ResolutionId, TaskNumber};
use crate::domain::ticket::{Privacy, Ticket};
use crate::domain::time::Moment;

/// Most items of one kind; what is beyond them is counted.
pub const MOST: usize = 5;

/// One thing to be talked over. It holds ids, codes and times only: words lie in [`Papers`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "item", rename_all = "snake_case")]
pub enum Item {
    /// A resolution of an earlier meeting that isn't done.
    Resolution {
        /// Which.
        id: ResolutionId,
    },
    /// A ticket that was reopened again and again.
    Reopened {
        /// Which and where.
        matter: Matter,
        /// How often.
        times: i64,
    },
    /// A ticket past its due time.
    Overdue {
        /// Which and where.
        matter: Matter,
        /// When it was due.
        due: Moment,
    },
    /// A micro-task past its deadline.
    Task(LateTask),
    /// 高频问题: many alike reports, to be dealt with before the next complaint (未诉先办).
    Frequent(Frequent),
    /// A resident's idea.
    Proposal {
        /// Which.
        id: ProposalId,
    },
}

/// A ticket as the agenda names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    /// Number.
    pub number: Number,
    /// Category's code.
    pub category: String,
    /// Compound.
    pub compound: PlaceId,
    /// Building; none where it isn't known or the reporter is anonymous.
    pub building: Option<String>,
}

/// Alike reports: the same place and category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frequent {
    /// Category's code.
    pub category: String,
    /// Compound.
    pub compound: PlaceId,
    /// Building; none where the reports name none.
    pub building: Option<String>,
    /// How many.
    pub count: i64,
}

/// A micro-task that is late.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateTask {
    /// Its number.
    pub number: TaskNumber,
    /// Category's code.
    pub category: String,
    /// Compound.
    pub compound: PlaceId,
    /// Its deadline.
    pub deadline: Moment,
}

/// What lies before a meeting. Candidates: [`agenda`] judges them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    /// Open tickets past their due time, the longest first.
    pub overdue: Vec<Ticket>,
    /// Open tickets that were reopened so often, the longest first.
    pub reopened: Vec<Ticket>,
    /// Micro-tasks past their deadline, the longest first.
    pub tasks: Vec<LateTask>,
    /// Alike reports lately, the most first.
    pub frequent: Vec<Frequent>,
    /// Resolutions that are late and proposals that wait.
    pub papers: Papers,
}

/// What a meeting talks over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agenda {
    /// In the order in which it is talked over.
    pub items: Vec<Item>,
    /// How many more there are of the same kinds.
    pub more: usize,
}

/// The agenda of a meeting. What isn't for a staff chat stays out: complaints about a party, and categories that the
/// catalogue keeps private.
#[must_use]
pub fn agenda(gathered: &Gathered, catalogue: &Catalogue) -> Agenda {
    let mut agenda = Agenda::default();
    let told = |code: &str| catalogue.category(code).is_some_and(|category| category.public);
    let fit = |ticket: &&Ticket| ticket.against.is_none() && told(&ticket.category);
    let again: Vec<&Ticket> = gathered.reopened.iter().filter(fit).collect();
    let only_late = |ticket: &&Ticket| !again.iter().any(|other| other.number == ticket.number);
    let late = |ticket: &Ticket| Some(Item::Overdue { matter: matter(ticket), due: overdue_since(ticket)? });
    let repeated = |ticket: &&Ticket| Item::Reopened { matter: matter(ticket), times: ticket.reopened };
    agenda.take(gathered.papers.resolutions.keys().map(|id| Item::Resolution { id: *id }));
    agenda.take(again.iter().map(repeated));
    agenda.take(gathered.overdue.iter().filter(fit).filter(only_late).filter_map(late));
    agenda.take(gathered.tasks.iter().cloned().map(Item::Task));
    agenda.take(gathered.frequent.iter().filter(|alike| told(&alike.category)).cloned().map(Item::Frequent));
    agenda.take(gathered.papers.proposals.keys().map(|id| Item::Proposal { id: *id }));
    agenda
}

impl Agenda {
    fn take(&mut self, items: impl Iterator<Item = Item>) {
        let items: Vec<Item> = items.collect();
        self.more += items.len().saturating_sub(MOST);
        self.items.extend(items.into_iter().take(MOST));
    }
}

fn matter(ticket: &Ticket) -> Matter {
    Matter {
        number: ticket.number,
        category: ticket.category.clone(),
        compound: ticket.spot.compound,
        building: ticket.spot.building.clone().filter(|_| ticket.privacy != Privacy::Anonymous),
    }
}

fn overdue_since(ticket: &Ticket) -> Option<Moment> {
    crate::domain::clocks::next_due(ticket)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Agenda, Frequent, Gathered, Item, LateTask, MOST, agenda};
    use crate::domain::catalogue::Catalogue;
    use crate::domain::id::{Number, PersonId, PlaceId, ProposalId, TaskNumber, TicketId};
    use crate::domain::meeting::Proposal;
    use crate::domain::ticket::{Dues, Event, Filing, Kind, Level, Party, Privacy, Source, Spot, Ticket, Urgency};
    use crate::domain::time::Moment;

    fn ticket(number: i64, category: &str, against: Option<Party>, privacy: Privacy) -> Ticket {
        let spot = Spot {
            compound: PlaceId(3),
            building: Some("3".to_owned()),
            unit: None,
            room: Some("501".to_owned()),
            words: Some("SECRET".to_owned()),
        };
        let filing = Filing {
            reporter: Some(PersonId(100)),
            spot,
            category: category.to_owned(),
            kind: Kind::Help,
            source: Source::Resident,
            urgency: Urgency::Normal,
            emergency: false,
            privacy,
            against,
        };
        let dues = Dues { acknowledge: Some(Moment(1_000)), contact: None, done: None };
        let first = Event::Submitted { filing, level: Level::Compound, dues };
        Ticket::begin(TicketId(number), Number(number), &first, Moment(0)).expect("begins")
    }

    fn made(gathered: &Gathered) -> Agenda {
        agenda(gathered, Catalogue::standard())
    }

    #[test]
    fn a_ticket_reopened_twice_stands_once() {
        let late = ticket(1001, "lighting", None, Privacy::Named);
        let gathered = Gathered {
            overdue: vec![late.clone()],
            reopened: vec![Ticket { reopened: 2, ..late }],
            ..Gathered::default()
        };
        let items = made(&gathered).items;
        assert!(matches!(items.as_slice(), [Item::Reopened { times: 2, .. }]), "{items:?}");
    }

    #[test]
    fn who_is_anonymous_is_named_by_the_compound_alone() {
        let gathered =
            Gathered { overdue: vec![ticket(1001, "lighting", None, Privacy::Anonymous)], ..Gathered::default() };
        let items = made(&gathered).items;
        assert!(matches!(items.as_slice(), [Item::Overdue { matter, .. }] if matter.building.is_none()), "{items:?}");
    }

    #[test]
    fn every_kind_has_its_place() {
        let frequent = Frequent { category: "lighting".to_owned(), compound: PlaceId(3), building: None, count: 4 };
        let (number, category) = (TaskNumber(7), "lighting".to_owned());
        let task = LateTask { number, category, compound: PlaceId(3), deadline: Moment(5) };
        let proposal = Proposal { id: ProposalId(9), person: PersonId(1), words: "idea".to_owned() };
        let mut gathered =
            Gathered { tasks: vec![task.clone()], frequent: vec![frequent.clone()], ..Gathered::default() };
        gathered.papers.proposals.insert(proposal.id, proposal);
        let expected = [Item::Task(task), Item::Frequent(frequent), Item::Proposal { id: ProposalId(9) }];
        assert_eq!(made(&gathered).items, expected);
    }

    proptest! {
        #[test]
        fn nothing_private_and_nothing_twice_is_ever_on_it(
            tickets in prop::collection::vec((1i64..40, 0usize..31, any::<bool>(), 0i64..4), 0..40),
        ) {
            let catalogue = Catalogue::standard();
            let made_of = |(number, category, party, reopened): (i64, usize, bool, i64)| {
                let category = &catalogue.categories[category % catalogue.categories.len()].code;
                let party = party.then_some(Party::Company);
                Ticket { reopened, ..ticket(number, category, party, Privacy::Confidential) }
            };
            let mut numbers = std::collections::BTreeSet::new();
            let all: Vec<Ticket> =
                tickets.into_iter().filter(|(number, ..)| numbers.insert(*number)).map(made_of).collect();
            let again = all.iter().filter(|ticket| ticket.reopened >= 2).cloned().collect();
            let agenda = made(&Gathered { overdue: all.clone(), reopened: again, ..Gathered::default() });
            let mut seen = std::collections::BTreeSet::new();
            for item in &agenda.items {
                let (Item::Overdue { matter, .. } | Item::Reopened { matter, .. }) = item else { continue };
                prop_assert!(seen.insert(matter.number), "{} stands twice", matter.number);
                let ticket = all.iter().find(|ticket| ticket.number == matter.number).expect("one of them");
                prop_assert!(ticket.against.is_none());
                prop_assert!(catalogue.category(&ticket.category).is_some_and(|category| category.public));
            }
            let fit = |ticket: &&Ticket| {
                ticket.against.is_none() && catalogue.category(&ticket.category).is_some_and(|category| category.public)
            };
            prop_assert_eq!(agenda.items.len() + agenda.more, all.iter().filter(fit).count(), "none is lost uncounted");
            prop_assert!(agenda.items.len() <= 2 * MOST);
            prop_assert!(!serde_json::to_string(&agenda.items).unwrap().contains("SECRET"));
        }
    }
}
