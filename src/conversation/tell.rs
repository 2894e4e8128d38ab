//! The words of notices: what each audience of [`crate::domain::notices`] reads of an event.

use super::follow_up;
use super::screen::{Button, Message, Say};
use super::talk::Talk;
use crate::domain::chat::MessageRole;
use crate::domain::id::{MediaId, PersonId};
use crate::domain::notices::{Audience, Notice};
use crate::domain::person::Reader;
use crate::domain::role::Role;
use crate::domain::ticket::dossier::{Dossier, NewTicket};
use crate::domain::ticket::{Actor, Event, Privacy, State};
use crate::text;
use crate::text::Text;

/// What is said to a notice's audience. `said` are the words and files that came with the event.
#[must_use]
pub fn notice(
    notice: Notice,
    (event, actor): (&Event, Actor),
    dossier: &Dossier,
    said: (Option<&str>, &[MediaId]),
    talk: &Talk<'_>,
) -> Vec<Say> {
    let speaker = match *event {
        // Of whoever was made lead by somebody else, residents hear the lead.
        Event::Acknowledged { lead } | Event::Assigned { lead } => staff(dossier, lead),
        _ => None,
    };
    let speaker = speaker.unwrap_or_else(|| who(talk, dossier, actor));
    let words = keyed(notice.key, (event, dossier), said.0, speaker);
    match notice.audience {
        Audience::Card => under_cards(dossier, &words, said.1, talk),
        Audience::Reporter => {
            let reader = dossier.ticket.reporter.filter(|reporter| Some(*reporter) != actor.person());
            to_residents(reader, &words, (event, dossier), said.1)
        }
        Audience::Affected => {
            let others = dossier.followers.iter().copied().filter(|person| Some(*person) != actor.person());
            to_residents(others, &words, (event, dossier), said.1)
        }
    }
}

/// The message of a key with every argument that any of them uses.
fn keyed(key: &str, (event, dossier): (&Event, &Dossier), words: Option<&str>, who: Text) -> Text {
    let ticket = &dossier.ticket;
    let detail = match event {
        Event::Declined { reason } => Text::key(&format!("decline-{}", reason.code())),
        Event::FollowUpReason { reason } => Text::key(&format!("unsolved-{}", reason.code())),
        Event::FollowUpSatisfied { satisfaction } => Text::key(&format!("satisfaction-{}", satisfaction.code())),
        _ => Text::default(),
    };
    let words = words.unwrap_or_default();
    let mut text = Text::key(key).with("number", ticket.number.0).with("who", who).with("detail", detail);
    text = text.with("due", ticket.dues.done.map_or_else(|| text!("due-open"), |due| text!("due-at", at = due)));
    let text = match event {
        _ if words.is_empty() => text,
        Event::Declined { .. } => text.line(text!("notice-declined-channel", words = words)),
        _ => text.line(Text::raw(words)),
    };
    // Whom to ask instead is read before the way to object.
    if key == "notice-declined" { text.line(text!("notice-declined-object")) } else { text }
}

/// Who speaks, as residents hear it: surname and post. The reporter and those affected stay without a name.
#[must_use]
pub fn who(talk: &Talk<'_>, dossier: &Dossier, actor: Actor) -> Text {
    match actor {
        Actor::Staff { person, role, .. } => {
            let own = talk.facts.grants.iter().find(|grant| grant.role == role).map(|grant| grant.name.clone());
            let speaks = talk.facts.person.as_ref().is_some_and(|speaker| speaker.id == person);
            let name = own.filter(|_| speaks).or_else(|| dossier.staff.get(&person).map(|(_, name)| name.clone()));
            called(role, &name.unwrap_or_default())
        }
        Actor::Reporter(_) | Actor::CodeHolder => reporter(dossier),
        Actor::Affected(_) => text!("who-affected"),
        Actor::Clock => text!("who-clock"),
    }
}

/// How a member of staff is called, everywhere: surname and post (小陈管家, 林书记); the post alone without a name.
#[must_use]
pub fn called(role: Role, name: &str) -> Text {
    if name.is_empty() {
        return Text::key(&format!("role-{}", role.code()));
    }
    text!("who-staff", name = name, post = Text::key(&format!("title-{}", role.code())))
}

/// How somebody who works on a ticket is called; none: they hold no post there.
#[must_use]
pub fn staff(dossier: &Dossier, person: PersonId) -> Option<Text> {
    dossier.staff.get(&person).map(|(role, name)| called(*role, name))
}

/// How staff read the reporter: what they typed where they gave their name, else the building.
#[must_use]
pub fn reporter(dossier: &Dossier) -> Text {
    let typed = dossier.contact.as_ref().and_then(|contact| contact.name.clone());
    let building = dossier.ticket.spot.building.clone();
    match (dossier.ticket.privacy, typed, building) {
        (Privacy::Named, Some(name), _) => Text::raw(name),
        (Privacy::Anonymous, ..) => text!("who-anonymous"),
        (_, _, Some(building)) => text!("who-resident-of", building = building),
        _ => text!("who-resident"),
    }
}

/// The files of a new report, under its card wherever that is put up: a picture says what is broken.
pub fn files(talk: &mut Talk<'_>, new: &NewTicket, cards: &[Reader]) {
    let (number, files) = (new.ticket.number, &new.record.media);
    if files.is_empty() {
        return;
    }
    for reader in cards {
        let text = text!("line-report-files", number = number.0, count = files.len());
        let mut message = Message::notice(reader.clone(), text, Some(number));
        (message.under_card, message.silent, message.media) = (true, true, files.clone());
        talk.tell(message);
    }
}

/// A line under every card of the ticket.
fn under_cards(dossier: &Dossier, words: &Text, media: &[MediaId], talk: &Talk<'_>) -> Vec<Say> {
    let here = talk.facts.chat.id;
    let elsewhere = |reader: &&Reader| reader.chat != here || talk.input.is_reply;
    let cards = dossier.cards.iter().filter(elsewhere);
    cards
        .map(|reader| {
            let mut message = Message::notice(reader.clone(), words.clone(), Some(dossier.ticket.number));
            message.role = MessageRole::Relay;
            message.under_card = true;
            message.media = media.to_vec();
            Say::Message(message)
        })
        .collect()
}

fn to_residents(
    persons: impl IntoIterator<Item = PersonId>,
    words: &Text,
    (event, dossier): (&Event, &Dossier),
    media: &[MediaId],
) -> Vec<Say> {
    let number = dossier.ticket.number;
    let mut says = Vec::new();
    for person in persons {
        let Some(reader) = dossier.readers.get(&person).filter(|reader| reader.reachable) else { continue };
        let mut message = Message::notice(reader.clone(), words.clone(), Some(number));
        message.media = media.to_vec();
        if matches!(event, Event::Replied | Event::Asked { .. }) {
            message.role = MessageRole::Relay;
        }
        message.rows = buttons(event, dossier, person);
        says.push(Say::Message(message));
        if matches!(event, Event::Resolved { .. }) && dossier.ticket.state == State::Resolved {
            let asked = Some(person) == dossier.ticket.reporter;
            let question = if asked { follow_up::contacted(number) } else { follow_up::solved(number) };
            says.push(Say::Message(follow_up::asked(reader.clone(), number, question)));
        }
    }
    says
}

fn buttons(event: &Event, dossier: &Dossier, reader: PersonId) -> Vec<Vec<Button>> {
    let number = dossier.ticket.number;
    match event {
        Event::Declined { .. } if dossier.ticket.reporter != Some(reader) => Vec::new(),
        Event::Declined { .. } => vec![vec![Button::act(text!("mine-object"), format!("mine.object:{number}"))]],
        Event::Acknowledged { .. } | Event::Assigned { .. } | Event::Reopened { .. } => {
            vec![vec![Button::act(text!("mine-see"), format!("mine.open:{number}"))]]
        }
        _ => Vec::new(),
    }
}
