//! Who has a new ticket: the chats in which its card is put up, and how the receipt names them.

use crate::conversation::first_contact::name;
use crate::conversation::screen::Say;
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::tell;
use crate::domain::chat::ChatUse;
use crate::domain::desk::{Desk, Holder};
use crate::domain::id::{Number, PlaceId};
use crate::domain::person::Reader;
use crate::domain::place::PlaceKind;
use crate::domain::refusal::Refusal;
use crate::domain::rights;
use crate::domain::role::Role;
use crate::domain::ticket::{Level, Ticket};
use crate::text;
use crate::text::Text;

/// Who has a ticket.
pub(super) struct Holders {
    /// Chats in which the card is put up.
    pub(super) put_up: Vec<Reader>,
    /// How the receipt names them; none when there is nobody.
    pub(super) who: Option<Text>,
}

/// Who has a new ticket.
///
/// # Errors
/// See [`Stop`].
pub(super) fn of(talk: &Talk<'_>, ticket: &Ticket) -> Result<Holders, Stop> {
    let places = &talk.estate.places;
    let desk = talk.desk(ticket.spot.compound)?;
    let role = leading_role(talk, ticket);
    let leading = places.at_level(ticket.spot.compound, place_kind(ticket.level)).map(|place| place.id);
    let mut upwards = leading.into_iter().flat_map(|place| places.upwards(place)).map(|place| place.id);
    let found = upwards.find_map(|place| {
        // A complaint that is led past its party goes to who leads on the rung where it is taken up.
        let led_past = ticket.level != Level::Compound && Some(place) != leading;
        let role = if led_past { role_at(rights::level_of(places, place)) } else { role };
        at(desk, place, role).map(|(put_up, holders)| (role, put_up, holders))
    });
    Ok(match found {
        Some((role, put_up, holders)) => Holders { put_up, who: Some(named(talk, ticket, role, &holders)) },
        None => Holders { put_up: desk.managers().cloned().collect(), who: None },
    })
}

/// A ticket's card, or a line under it, didn't reach the staff it was for: the card is put up where a new one would be,
/// and shows the last lines.
///
/// # Errors
/// See [`Stop`].
pub fn put_up_again(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    let dossier = talk.ticket(number)?;
    if !dossier.ticket.state.is_open() {
        return Err(Refusal::WrongState.into());
    }
    let stands = |reader: &Reader| dossier.cards.iter().any(|card| card.chat == reader.chat);
    let put_up = of(talk, &dossier.ticket)?.put_up.into_iter().filter(|reader| !stands(reader)).collect();
    talk.say(Say::Card { ticket: number, put_up });
    Ok(())
}

/// Staff chat of a place, else the private chats of those who hold the role there; none where nobody can be written to.
fn at(desk: &Desk, place: PlaceId, role: Role) -> Option<(Vec<Reader>, Vec<&Holder>)> {
    let holders: Vec<&Holder> =
        desk.holders.iter().filter(|holder| holder.grant.scope == place && holder.grant.role == role).collect();
    let staff = desk.chats.iter().filter(|(binding, _)| binding.place == place && binding.used == ChatUse::Staff);
    let in_private = || holders.iter().map(|holder| &holder.reader);
    let reached = |reader: &&Reader| reader.reachable;
    let chats: Vec<Reader> = staff.map(|(_, reader)| reader).filter(reached).cloned().collect();
    let readers = if chats.is_empty() { in_private().filter(reached).cloned().collect() } else { chats };
    (!readers.is_empty()).then_some((readers, holders))
}

fn leading_role(talk: &Talk<'_>, ticket: &Ticket) -> Role {
    match (ticket.level, talk.estate.catalogue.category(&ticket.category)) {
        (Level::Compound, Some(category)) => category.lead,
        (level, _) => role_at(level),
    }
}

/// Who leads on a rung, whatever it is about.
const fn role_at(level: Level) -> Role {
    match level {
        Level::Subdistrict => Role::Officer,
        Level::Compound | Level::Community => Role::Secretary,
    }
}

const fn place_kind(level: Level) -> PlaceKind {
    match level {
        Level::Compound => PlaceKind::Compound,
        Level::Community => PlaceKind::Community,
        Level::Subdistrict => PlaceKind::Subdistrict,
    }
}

/// The sole holder by name, else the post; before it the company, for its own clerks.
fn named(talk: &Talk<'_>, ticket: &Ticket, role: Role, holders: &[&Holder]) -> Text {
    let places = &talk.estate.places;
    let who = tell::called(role, if let [holder] = holders { &holder.grant.name } else { "" });
    let company = places.upwards(ticket.spot.compound).find_map(|place| place.company.clone());
    let place = places.at_level(ticket.spot.compound, place_kind(ticket.level)).map(name);
    match (role, company, place) {
        (Role::Clerk, Some(company), _) => text!("receipt-holder-of", of = company, who = who),
        (_, _, Some(place)) => text!("receipt-holder-of", of = place, who = who),
        _ => who,
    }
}
