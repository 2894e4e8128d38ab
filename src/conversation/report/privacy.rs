//! Named, confidential or anonymous, and for a named report the name and phone, if the reporter wishes.

use super::draft::Part;
use super::view::View;
use super::{Heard, draft, draft_mut, take};
use crate::conversation::talk::Talk;
use crate::domain::person::Contact;
use crate::domain::ticket::Privacy;
use crate::text;
use crate::text::Text;

/// Characters of a name.
const MAX_NAME: usize = 40;
/// Characters of a name beside a phone number in a line that says nothing else.
const BESIDE_PHONE: usize = 6;
/// Digits of a phone number, at least.
const PHONE_DIGITS: usize = 7;

/// "Who may know that it was you?", the usual answer for this kind first.
pub(super) fn view(talk: &Talk<'_>) -> View {
    let usual = draft(talk).kind(&talk.estate.catalogue).default_privacy();
    let question = if talk.care() { text!("report-privacy-care") } else { text!("report-privacy") };
    let mut order = vec![usual];
    order.extend(Privacy::ALL.iter().copied().filter(|privacy| *privacy != usual));
    order.into_iter().fold(View::new(question), |view, privacy| {
        let label = match privacy {
            Privacy::Named => text!("report-privacy-named"),
            Privacy::Confidential => text!("report-privacy-confidential"),
            Privacy::Anonymous => text!("report-privacy-anonymous"),
        };
        view.answer(label, privacy.code())
    })
}

/// One of the three.
pub(super) fn chosen(talk: &mut Talk<'_>, choice: &str) -> Heard {
    let Some(privacy) = Privacy::of_code(choice) else { return Heard::Again(text!("report-choose")) };
    let left = talk.person().ok().and_then(|person| person.contact.clone());
    let draft = draft_mut(talk);
    draft.privacy = Some(privacy);
    if privacy == Privacy::Named {
        draft.contact = draft.contact.take().or(left);
    } else {
        draft.contact = None;
        draft.unsettle(&Part::Contact);
    }
    Heard::Settled(None)
}

/// One of the three in words; anything else goes on describing the matter.
pub(super) fn typed(talk: &mut Talk<'_>, words: &str) -> Heard {
    match words.to_lowercase().as_str() {
        "实名" | "named" => chosen(talk, "named"),
        "保密" | "confidential" => chosen(talk, "confidential"),
        "匿名" | "anonymous" => chosen(talk, "anonymous"),
        _ => Heard::Again(take::more_words(talk, words)),
    }
}

/// "Leave a name and phone if you like."
pub(super) fn contact_view(talk: &Talk<'_>) -> View {
    match draft(talk).contact {
        Some(contact) => View::new(text!("report-contact-again", contact = in_words(&contact)))
            .answer(text!("report-contact-keep"), "keep")
            .answer(text!("report-contact-none"), "none"),
        None => View::new(text!("report-contact")).skip(text!("report-contact-none")),
    }
}

/// Keep what was left, or leave nothing.
pub(super) fn contact_chosen(talk: &mut Talk<'_>, choice: &str) -> Heard {
    if choice != "keep" {
        draft_mut(talk).contact = None;
        talk.change_person(|person| person.contact = None);
    }
    Heard::Settled(None)
}

/// A name, a phone, or both in one line.
pub(super) fn contact_typed(talk: &mut Talk<'_>, words: &str) -> Heard {
    let Some(contact) = contact_in(words) else { return Heard::Again(text!("report-contact-long")) };
    draft_mut(talk).contact = Some(contact.clone());
    talk.change_person(|person| person.contact = Some(contact));
    Heard::Settled(None)
}

/// The name and phone in a line that was asked for them; none: too long for a name.
pub(in crate::conversation) fn contact_in(words: &str) -> Option<Contact> {
    let phone: String = words.chars().filter(|c| c.is_ascii_digit() || matches!(c, '-' | '+')).collect();
    let has_phone = phone.chars().filter(char::is_ascii_digit).count() >= PHONE_DIGITS;
    let is_name = |c: &char| !has_phone || !(c.is_ascii_digit() || matches!(c, '-' | '+' | ',' | '，' | ':' | '：'));
    let name: String = words.chars().filter(is_name).collect();
    let name = name.trim();
    let fits = name.chars().count() <= MAX_NAME;
    fits.then(|| Contact { name: (!name.is_empty()).then(|| name.to_owned()), phone: has_phone.then_some(phone) })
}

/// The contact in a line that says nothing else: a phone number, with a name or 「我的电话是」 beside it.
pub(super) fn only_contact(words: &str) -> Option<Contact> {
    let phone: String = words.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let is_phone = match phone.chars().next()? {
        '1' => phone.len() == 11,
        '0' => (10..=12).contains(&phone.len()),
        '+' => (9..=15).contains(&phone.len()),
        _ => false,
    };
    let rest: String = words.chars().filter(|c| c.is_alphabetic() || c.is_whitespace()).collect();
    let said = ["我的", "电话", "手机", "号码", "联系", "是", "打", "my", "phone", "number", "is", "call", "me", "tel"];
    let name = said.iter().fold(rest.to_lowercase(), |rest, said| rest.replace(said, " "));
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = is_phone && !words.contains('\n') && name.chars().count() <= BESIDE_PHONE;
    whole.then(|| Contact { name: (!name.is_empty()).then_some(name), phone: Some(phone) })
}

/// Keeps a contact for those who handle it, where the reporter doesn't want to stay unknown. Gives the sentence.
pub(super) fn keep(talk: &mut Talk<'_>, contact: Contact) -> Text {
    let draft = draft_mut(talk);
    if draft.privacy.is_some_and(|privacy| privacy != Privacy::Named) {
        return text!("report-contact-not-kept");
    }
    let name = contact.name.or_else(|| draft.contact.take().and_then(|left| left.name));
    draft.contact = Some(Contact { name, ..contact });
    text!("report-contact-kept")
}

/// Name and phone in one line.
pub(in crate::conversation) fn in_words(contact: &Contact) -> String {
    [&contact.name, &contact.phone].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ")
}
