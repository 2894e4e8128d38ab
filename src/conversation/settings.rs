//! Settings: language, care mode, compound, the contact left for named reports, privacy. During first contact they
//! lead back to it, so that nothing that a person came for is lost on the way.

use super::screen::{Button, Screen};
use super::session::Flow;
use super::talk::{self, Talk};
use super::turn::Change;
use super::{commands, first_contact, household, menu, report, switches};
use crate::domain::language::Language;
use crate::domain::person::Contact;
use crate::text;
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// Most characters of a name or phone.
const CONTACT: usize = 40;

/// Where in the settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The list of settings.
    List,
    /// A name is asked for.
    Name,
    /// A phone is asked for.
    Phone,
    /// The privacy page.
    Privacy,
}

/// One turn of this flow.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn turn(talk: &mut Talk<'_>, step: Step) -> talk::Step {
    match (talk.chosen.clone().as_deref(), &step) {
        (Some("language"), _) => language(talk),
        (Some("care"), _) => care(talk),
        (Some("compound"), _) => first_contact::change_compound(talk),
        (Some("privacy"), _) => privacy(talk),
        (Some("contact"), _) => contact_page(talk),
        (Some("switches"), _) => switches::show(talk, None),
        (Some("home"), _) => household::command(talk, ""),
        (Some("forget"), _) => {
            talk.change_person(|person| person.contact = None);
            show_after(talk, Some(text!("settings-contact-gone")))
        }
        (Some("withdraw"), Step::Privacy) => withdraw(talk),
        (Some("skip"), Step::Name) => ask(talk, Step::Phone, text!("settings-ask-phone"), None),
        (Some("back"), Step::Name | Step::Phone | Step::Privacy) | (Some("skip"), Step::Phone) => show(talk),
        (Some(_), _) => menu::show(talk),
        (None, Step::Name | Step::Phone) => contact(talk, &step),
        (None, _) => {
            talk.session.flow = Flow::Menu;
            menu::turn(talk)
        }
    }
}

/// The list of settings.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn show(talk: &mut Talk<'_>) -> talk::Step {
    show_after(talk, None)
}

fn show_after(talk: &mut Talk<'_>, note: Option<Text>) -> talk::Step {
    let place = talk.compound().and_then(|place| talk.estate.places.get(place)).map(first_contact::name);
    let list = text!("settings-list", place = place.unwrap_or_else(|| text!("settings-no-place")));
    let text = match note {
        Some(note) => note.paragraph(list),
        None => list,
    };
    let choice = |key: &str, code: &str| Button::choice(Text::key(key), code);
    // In care mode there is room for five; who reports by name is asked for theirs then.
    let contact = (!talk.care()).then(|| choice("settings-contact", "contact"));
    let care = if talk.care() { "settings-care-off" } else { "settings-care-on" };
    let screen = Screen::new(text)
        .row([choice("settings-language", "language"), choice(care, "care")])
        .row([choice("settings-compound", "compound"), choice("settings-privacy", "privacy")])
        .row([choice("settings-home", "home"), choice("settings-switches", "switches")])
        .row(contact.into_iter().chain([choice("settings-menu", "menu")]));
    talk.show(Flow::Settings(Step::List), screen);
    Ok(())
}

/// Changes to the other language.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn language(talk: &mut Talk<'_>) -> talk::Step {
    let other = if talk.language() == Language::Chinese { Language::English } else { Language::Chinese };
    talk.change_person(|person| (person.language, person.language_chosen) = (Some(other), true));
    if !talk.facts.grants.is_empty() {
        commands::offer_to_staff(talk, &talk.facts.grants);
    }
    if matches!(talk.session.flow, Flow::FirstContact(_)) {
        return menu::show(talk);
    }
    show_after(talk, Some(text!("settings-language-set")))
}

/// Turns care mode on or off.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn care(talk: &mut Talk<'_>) -> talk::Step {
    let on = !talk.care();
    talk.change_person(|person| person.care = on);
    let note = if on { text!("settings-care-is-on") } else { text!("settings-care-is-off") };
    menu::show_after(talk, Some(note))
}

/// The privacy notice, and what was agreed to.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn privacy(talk: &mut Talk<'_>) -> talk::Step {
    let person = talk.person()?;
    let agreed = person.consent_processing.is_some();
    let state = if agreed { text!("privacy-agreed") } else { text!("privacy-not-agreed") };
    let mut text = text!("privacy-notice").paragraph(state).paragraph(text!("privacy-erasure"));
    if let Some(office) = talk.estate.places.subdistrict_office(talk.compound()) {
        text = text.line(Text::raw(office));
    }
    if matches!(talk.session.flow, Flow::FirstContact(_)) {
        return menu::show_after(talk, Some(text));
    }
    let choice = |key: &str, code: &str| Button::choice(Text::key(key), code);
    let mut row = vec![choice("back", "back")];
    if agreed {
        row.insert(0, choice("privacy-withdraw", "withdraw"));
    }
    talk.show(Flow::Settings(Step::Privacy), Screen::new(text).row(row));
    Ok(())
}

fn withdraw(talk: &mut Talk<'_>) -> talk::Step {
    for kind in ["processing", "abroad"] {
        talk.change(Change::Consent { kind, version: first_contact::CONSENT_VERSION, given: false });
    }
    talk.change_person(|person| {
        (person.consent_processing, person.consent_abroad, person.contact) = (None, None, None);
    });
    report::forget(talk);
    talk.change(Change::DraftTimers(None));
    talk.show(Flow::Menu, Screen::new(text!("privacy-withdrawn")));
    Ok(())
}

/// The contact as it is kept, to correct or take back, and the first question for it.
fn contact_page(talk: &mut Talk<'_>) -> talk::Step {
    let Some(Contact { name, phone }) = talk.person()?.contact.clone() else {
        return ask(talk, Step::Name, text!("settings-ask-name"), None);
    };
    let kept: Vec<String> = [name, phone].into_iter().flatten().collect();
    let text = text!("settings-contact-is", contact = kept.join(" ")).paragraph(text!("settings-ask-name"));
    let choice = |key: &str, code: &str| Button::choice(Text::key(key), code);
    let screen = Screen::new(text)
        .row([choice("settings-forget", "forget")])
        .row([choice("back", "back"), choice("skip", "skip")]);
    talk.show(Flow::Settings(Step::Name), screen);
    Ok(())
}

fn ask(talk: &mut Talk<'_>, step: Step, question: Text, note: Option<Text>) -> talk::Step {
    let text = match note {
        Some(note) => note.paragraph(question),
        None => question,
    };
    let row = [Button::choice(text!("back"), "back"), Button::choice(text!("skip"), "skip")];
    talk.show(Flow::Settings(step), Screen::new(text).row(row));
    Ok(())
}

/// A name or a phone was typed.
fn contact(talk: &mut Talk<'_>, step: &Step) -> talk::Step {
    let words: String = talk.words().chars().take(CONTACT).collect();
    if words.is_empty() {
        return ask(talk, step.clone(), text!("settings-please-type"), None);
    }
    let mut contact = talk.person()?.contact.clone().unwrap_or_default();
    let asks_phone = *step == Step::Name;
    if asks_phone {
        contact.name = Some(words);
    } else {
        contact.phone = Some(words);
    }
    let contact: Contact = contact;
    talk.change_person(|person| person.contact = Some(contact));
    if asks_phone {
        ask(talk, Step::Phone, text!("settings-ask-phone"), None)
    } else {
        show_after(talk, Some(text!("settings-contact-kept")))
    }
}
