//! The name and phone on a named ticket: its reporter corrects them or takes them back at any time, whatever its state.

use super::{Step, page};
use crate::conversation::line;
use crate::conversation::report::{self, privacy};
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Stop, Talk};
use crate::domain::id::Number;
use crate::domain::person::Contact;
use crate::domain::refusal::Refusal;
use crate::domain::ticket::dossier::Dossier;
use crate::domain::ticket::{Actor, Privacy};
use crate::text;
use crate::text::Text;

/// The way to them from the ticket's page.
pub(super) fn button(dossier: &Dossier) -> Button {
    let label = if dossier.contact.is_some() { text!("mine-contact") } else { text!("mine-contact-leave") };
    Button::choice(label, "contact")
}

/// Shows what was left and asks for something else. A typed 好 keeps it: the first button changes nothing.
pub(super) fn ask(talk: &mut Talk<'_>, number: Number, note: Option<Text>) -> talk::Step {
    let (question, rows) = match &own(talk, number)?.contact {
        Some(left) => {
            let keep = Button::choice(text!("report-contact-keep"), "keep");
            let none = Button::choice(text!("mine-contact-none"), "contact-none");
            (text!("report-contact-again", contact = privacy::in_words(left)), vec![keep, none])
        }
        None => (text!("report-contact"), vec![Button::choice(text!("report-contact-none"), "back")]),
    };
    let text = match note {
        Some(note) => note.paragraph(question),
        None => question,
    };
    let screen = rows.into_iter().fold(Screen::new(text), |screen, button| screen.row([button]));
    talk.show(Flow::Mine(Step::Contact(number)), screen);
    Ok(())
}

/// A name, a phone or both; thanks are no name, nor is a matter that somebody begins to tell instead.
pub(super) fn typed(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    if report::small_talk(talk) {
        return Ok(());
    }
    let suggestion = talk.estate.catalogue.suggest(talk.words());
    let Some(contact) = privacy::contact_in(talk.words()) else {
        return ask(talk, number, Some(text!("report-contact-long")));
    };
    let tells = suggestion.category != "other" || suggestion.emergency.is_some();
    if contact.phone.is_none() && tells {
        talk.session.flow = Flow::Menu;
        return line::said(talk);
    }
    set(talk, number, Some(contact))
}

/// Leaves this with the ticket and for the next report; none: nothing, with neither.
pub(super) fn set(talk: &mut Talk<'_>, number: Number, contact: Option<Contact>) -> talk::Step {
    own(talk, number)?;
    talk.leave_contact(number, contact.clone())?;
    let note = match &contact {
        Some(contact) => text!("mine-contact-changed", contact = privacy::in_words(contact)),
        None => text!("mine-contact-gone"),
    };
    talk.change_person(|person| person.contact = contact);
    page(talk, number, Some(note))
}

/// The ticket, if they reported it and it is named: nobody else's contact is shown, and no other ticket has one.
fn own<'t>(talk: &'t Talk<'_>, number: Number) -> Result<&'t Dossier, Stop> {
    let dossier = talk.ticket(number)?;
    let reports = matches!(talk.resident_of(dossier), Some(Actor::Reporter(_)));
    let named = dossier.ticket.privacy == Privacy::Named;
    if reports && named { Ok(dossier) } else { Err(Refusal::Unknown.into()) }
}
