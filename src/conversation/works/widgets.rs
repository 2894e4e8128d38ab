//! Screens that several steps share: a question with numbered answers, the pages of a list, the compounds.

use crate::conversation::first_contact;
use crate::conversation::screen::{Button, Screen};
use crate::conversation::talk::Talk;
use crate::domain::place::Place;
use crate::text;
use crate::text::Text;

/// Answers on a page: with the ways out a screen holds eight buttons.
const ANSWERS: usize = 6;

/// An answer to tap: its label and its choice.
pub(in crate::conversation) type Answer = (Text, String);

/// The answers from this one on, two a row, with the ways to the other pages.
pub(in crate::conversation) fn answers(mut screen: Screen, answers: &[Answer], offset: usize, narrow: bool) -> Screen {
    let shown: Vec<Button> = answers
        .iter()
        .skip(offset)
        .take(ANSWERS)
        .map(|(label, choice)| Button::choice(label.clone(), choice))
        .collect();
    for row in shown.chunks(if narrow { 2 } else { 1 }) {
        screen = screen.row(row.to_vec());
    }
    let earlier =
        (offset > 0).then(|| Button::choice(text!("previous"), format!("rows:{}", offset.saturating_sub(ANSWERS))));
    let later =
        (offset + ANSWERS < answers.len()).then(|| Button::choice(text!("more"), format!("rows:{}", offset + ANSWERS)));
    screen.row(earlier.into_iter().chain(later))
}

/// The row that such a choice turns to.
pub(in crate::conversation) fn turned_to(choice: &str) -> Option<usize> {
    choice.strip_prefix("rows:")?.parse().ok()
}

/// Back and Cancel.
pub(in crate::conversation) fn ways_out(screen: Screen) -> Screen {
    screen.row([Button::choice(text!("back"), "back"), Button::choice(text!("cancel"), "cancel")])
}

/// Compounds to tap: `place:CODE`.
pub(in crate::conversation) fn compounds<'p>(places: impl IntoIterator<Item = &'p Place>) -> Vec<Answer> {
    places.into_iter().map(|place| (first_contact::name(place), format!("place:{}", place.code))).collect()
}

/// Groups of categories (`group:CODE`), or the categories of one (`category:CODE`).
pub(super) fn categories(talk: &Talk<'_>, group: Option<&str>) -> Vec<Answer> {
    let catalogue = &talk.estate.catalogue;
    let offered = || catalogue.categories.iter().filter(|category| !category.retired);
    match group {
        Some(group) => offered()
            .filter(|category| category.group == group)
            .map(|category| (Text::named(&category.name), format!("category:{}", category.code)))
            .collect(),
        None => catalogue
            .groups
            .iter()
            .filter(|group| offered().any(|category| category.group == group.code))
            .map(|group| (Text::named(&group.name), format!("group:{}", group.code)))
            .collect(),
    }
}
