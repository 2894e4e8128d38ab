//! What anybody may read of another's ticket: the public short form, and of most private ones nothing at all.

use super::catalogue::Catalogue;
use super::id::{Number, PlaceId};
use super::language::Bilingual;
use super::ticket::{Kind, Privacy, State, Ticket, Waiting};
use super::time::Moment;

/// A ticket as others see it: no words, no photo, no room, nobody's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicForm {
    /// Its number.
    pub number: Number,
    /// The category's name.
    pub category: Bilingual,
    /// The compound.
    pub compound: PlaceId,
    /// The building; none where it isn't known, or the ticket is anonymous.
    pub building: Option<String>,
    /// How far it is.
    pub state: State,
    /// A wait that runs.
    pub waiting: Option<Waiting>,
    /// Since when it is known.
    pub since: Moment,
    /// How many it affects.
    pub affected: i64,
}

/// The public short form of a ticket; none where it isn't for others: complaints, reports, matters about a party,
/// categories that the catalogue keeps private, and what was declined, withdrawn or merged into another.
#[must_use]
pub fn of(ticket: &Ticket, catalogue: &Catalogue) -> Option<PublicForm> {
    let category = catalogue.category(&ticket.category)?;
    let about_people = matches!(ticket.kind, Kind::Complaint | Kind::Report) || ticket.against.is_some();
    let gone = matches!(ticket.state, State::Declined | State::Withdrawn | State::Merged);
    if about_people || gone || !category.public {
        return None;
    }
    Some(PublicForm {
        number: ticket.number,
        category: category.name.clone(),
        compound: ticket.spot.compound,
        building: ticket.spot.building.clone().filter(|_| ticket.privacy != Privacy::Anonymous),
        state: ticket.state,
        waiting: ticket.waiting,
        since: ticket.filed_at,
        affected: ticket.affected,
    })
}

/// Whether others see a ticket at all.
#[must_use]
pub fn shows(ticket: &Ticket, catalogue: &Catalogue) -> bool {
    of(ticket, catalogue).is_some()
}
