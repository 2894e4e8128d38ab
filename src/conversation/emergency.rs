//! Danger words are answered before everything else: whom to call, each number alone on its line.

use super::screen::{Button, Message};
use super::session::Flow;
use super::talk::Talk;
use crate::domain::chat::Pace;
use crate::domain::id::PlaceId;
use crate::domain::place::Phones;
use crate::text;
use crate::text::Text;

/// Puts whom to call before everything else when danger words were said.
pub fn first(talk: &mut Talk<'_>) {
    let Some(emergency) = talk.estate.catalogue.emergency(talk.words()) else { return };
    let phones = talk.compound().map(|place| talk.estate.places.phones(place)).unwrap_or_default();
    let mut words = Text::named(&emergency.text);
    for number in emergency.call.iter().filter_map(|number| resolve(number, &phones)) {
        words = words.line(number);
    }
    let Some(me) = talk.myself() else { return };
    let mut message = Message::notice(me, words, None);
    message.pace = Pace::Emergency;
    // At the menu and in a report the words themselves go on to be filed.
    if !matches!(talk.session.flow, Flow::Menu | Flow::Report(_) | Flow::FirstContact(_)) {
        let file = Button::act(text!("emergency-file"), format!("menu.emergency:{}", emergency.code));
        message.rows = vec![vec![file]];
    }
    talk.tell(message);
}

/// The numbers that help where the person lives, each alone on its line, before everything else.
pub fn numbers(talk: &mut Talk<'_>) {
    let phones = talk.compound().map(|place| talk.estate.places.phones(place)).unwrap_or_default();
    let call = ["119", "120", "@property", "@office"].into_iter().filter_map(|number| resolve(number, &phones));
    let words = call.fold(text!("emergency-call"), Text::line);
    let Some(me) = talk.myself() else { return };
    talk.tell(Message { pace: Pace::Emergency, ..Message::notice(me, words, None) });
}

/// The place's own numbers for the danger that was told, once it is known where.
pub fn here(talk: &mut Talk<'_>, code: &str, place: PlaceId) {
    let phones = talk.estate.places.phones(place);
    let danger = talk.estate.catalogue.emergencies.iter().find(|emergency| emergency.code == code);
    let own = danger.into_iter().flat_map(|danger| &danger.call).filter(|number| number.starts_with('@'));
    let words = own.filter_map(|number| resolve(number, &phones)).reduce(Text::line);
    if let (Some(words), Some(me)) = (words, talk.myself()) {
        let mut message = Message::notice(me, words, None);
        message.pace = Pace::Emergency;
        talk.tell(message);
    }
}

/// A number as people dial it; `@lift` and the like are the place's own, none where it has none.
fn resolve(number: &str, phones: &Phones) -> Option<Text> {
    let own = |phone: &Option<String>, key: &str| phone.as_ref().map(|phone| Text::key(key).line(Text::raw(phone)));
    match number {
        "@lift" => own(&phones.lift, "emergency-lift"),
        "@gas" => own(&phones.gas, "emergency-gas"),
        "@property" => own(&phones.property, "emergency-property"),
        "@office" => own(&phones.office, "emergency-office"),
        plain => Some(Text::raw(plain)),
    }
}
