//! The questions of announcing: how each looks, what its answers are, and the review.

use super::{At, Draft, choice, go_on, made, name, order, places, post, same, screen};
use crate::conversation::input::What;
use crate::conversation::screen::{Button, Screen};
use crate::conversation::talk::{self, Talk};
use crate::domain::announcement::{self, Category, MAX_WORDS, Unfit};
use crate::domain::calendar::at_minute;
use crate::domain::id::PlaceId;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::time::Moment;
use crate::domain::when;
use crate::text;
use crate::text::Text;
use unicode_normalization::UnicodeNormalization;

/// Places on a page.
const PAGE: usize = 5;
/// Most buildings that an announcement names.
const BUILDINGS: usize = 20;
/// Minute of the day that is offered for an end.
const EVENING: u32 = 18 * 60;
/// Minute of the day that is offered for a beginning.
const MORNING: u32 = 8 * 60;

/// What was chosen; where words are the answer, a typed number is no button.
pub(super) fn chosen(talk: &Talk<'_>, at: At) -> Option<String> {
    let pressed = matches!(talk.input.what, What::Press(_));
    let words = matches!(at, At::Buildings | At::Words | At::Until | At::Schedule);
    talk.chosen.clone().filter(|_| pressed || !words)
}

/// Shows a question, with a sentence before it.
///
/// # Errors
/// See [`talk::Step`].
pub(super) fn show(talk: &mut Talk<'_>, at: At, draft: Draft, note: Option<Text>) -> talk::Step {
    let view = match at {
        At::Place(offset) => place_view(talk, offset),
        At::Buildings => Screen::new(text!("announce-ask-buildings")).row([choice("announce-all-buildings", "all")]),
        At::Category => category_view(),
        At::Words => Screen::new(text!("announce-ask-words", count = MAX_WORDS)),
        At::Until => moments(text!("announce-ask-until"), often_meant(talk.now, EVENING)),
        At::Schedule => moments(text!("announce-ask-schedule"), often_meant(talk.now, MORNING)),
        At::Edit => edit_view(talk, &draft),
        At::Review => review(talk, &draft)?,
        At::List | At::One(_) | At::Withdraw(_) => return super::posted::list(talk, note),
    };
    let order = order(talk, &draft);
    let mut text = view.text;
    if let Some(here) = order.iter().position(|known| same(*known, at)) {
        text = text!("announce-step", n = here + 1, m = order.len(), question = text);
    }
    if let Some(note) = note {
        text = note.paragraph(text);
    }
    let nav = [choice("back", "back"), choice("cancel", "cancel")];
    screen(talk, at, draft, Screen { text, ..view }.row(nav));
    Ok(())
}

fn place_view(talk: &Talk<'_>, offset: usize) -> Screen {
    place_list(&places(talk), offset, text!("announce-ask-place"))
}

/// A page of places to choose from.
pub(in crate::conversation) fn place_list(places: &[&Place], offset: usize, text: Text) -> Screen {
    let button = |place: &&Place| vec![Button::choice(name(place), format!("place:{}", place.id))];
    let rows = places.iter().skip(offset).take(PAGE).map(button).collect();
    let mut turning = Vec::new();
    if offset > 0 {
        turning.push(choice("previous", format!("page:{}", offset.saturating_sub(PAGE))));
    }
    if offset + PAGE < places.len() {
        turning.push(choice("more", format!("page:{}", offset + PAGE)));
    }
    Screen { text, rows, ask_location: false }.row(turning)
}

fn category_view() -> Screen {
    let label = |category: &Category| Text::key(&format!("announce-category-{}", category.code()));
    let buttons: Vec<Button> =
        Category::ALL.iter().map(|category| Button::choice(label(category), category.code())).collect();
    // Seven and Back and Cancel: the last two of them share a row with nobody.
    let (urgent, plain) = buttons.split_at(4);
    let rows = urgent.chunks(2).chain([plain]);
    rows.fold(Screen::new(text!("announce-ask-category")), |screen, row| screen.row(row.to_vec()))
}

/// A question for a moment, with a few that are often meant.
pub(in crate::conversation) fn moments(text: Text, offered: Vec<Moment>) -> Screen {
    offered.into_iter().fold(Screen::new(text), |screen, at| {
        screen.row([Button::choice(text!("announce-moment", at = at), format!("at:{}", at.0))])
    })
}

/// This minute of today, tomorrow and the day after, as far as it is still to come.
fn often_meant(now: Moment, minute: u32) -> Vec<Moment> {
    let today = now.local().date_naive();
    let days = std::iter::successors(Some(today), chrono::NaiveDate::succ_opt);
    days.take(3).map(|day| at_minute(day, minute)).filter(|at| *at > now).collect()
}

/// The moment that was tapped or typed.
pub(in crate::conversation) fn moment(talk: &Talk<'_>, chosen: Option<&str>) -> Option<Moment> {
    match chosen {
        Some(choice) => choice.strip_prefix("at:")?.parse().map(Moment).ok(),
        None => when::read(talk.words(), talk.now),
    }
}

/// It stands as residents will read it.
fn review(talk: &mut Talk<'_>, draft: &Draft) -> Result<Screen, talk::Stop> {
    let now = talk.now;
    let one = match draft.corrects {
        Some(id) => {
            let mut one = super::facts::one(talk, id)?.announcement.clone();
            one.words = draft.words.clone().unwrap_or_default();
            (one.until, one.changed_at) = (draft.until.unwrap_or(one.until), Some(now));
            one
        }
        None => made(talk, draft, now).ok_or(Refusal::NotAllowed)?,
    };
    let urgent = one.hurry() != crate::domain::unasked::Hurry::Plain;
    let how = if urgent {
        text!("announce-review-urgent", place = post::place(talk.estate, &one))
    } else {
        text!("announce-review-plain")
    };
    let text = text!("announce-review").paragraph(post::words(talk.estate, &one)).paragraph(how);
    let screen = Screen::new(text);
    Ok(if draft.corrects.is_some() {
        screen.row([choice("announce-send-correction", "send")]).row([choice("announce-edit", "edit")])
    } else {
        screen
            .row([choice("announce-send", "send")])
            .row([choice("announce-schedule", "later"), choice("announce-edit", "edit")])
    })
}

/// Which answer is to be changed; of what was posted only words and end can be.
fn edit_view(talk: &Talk<'_>, draft: &Draft) -> Screen {
    let parts: Vec<Button> = order(talk, draft)
        .into_iter()
        .filter(|at| draft.corrects.is_none() || matches!(at, At::Words | At::Until))
        .filter_map(|at| part(at).map(|part| choice(&format!("announce-part-{part}"), format!("part:{part}"))))
        .collect();
    parts.chunks(2).fold(Screen::new(text!("announce-ask-edit")), |screen, row| screen.row(row.to_vec()))
}

const fn part(at: At) -> Option<&'static str> {
    match at {
        At::Place(_) => Some("place"),
        At::Buildings => Some("buildings"),
        At::Category => Some("category"),
        At::Words => Some("words"),
        At::Until => Some("until"),
        _ => None,
    }
}

/// An answer to a question: a button, or words.
///
/// # Errors
/// See [`talk::Step`].
pub(super) fn answered(talk: &mut Talk<'_>, at: At, mut draft: Draft, chosen: Option<&str>) -> talk::Step {
    let again = match at {
        At::Place(_) => match (chosen.and_then(page), place(talk, chosen)) {
            (Some(offset), _) => return show(talk, At::Place(offset), draft, None),
            (None, Some(place)) => {
                (draft.place, draft.buildings) = (Some(place), None);
                None
            }
            (None, None) => Some(text!("announce-tap")),
        },
        At::Buildings => match buildings(talk.words(), chosen) {
            Some(buildings) => {
                draft.buildings = Some(buildings);
                None
            }
            None => Some(text!("announce-bad-buildings")),
        },
        At::Category => match chosen.and_then(Category::of_code) {
            Some(category) => {
                draft.category = Some(category);
                None
            }
            // Who says what it is before it is asked for says it once.
            None if draft.words.is_none() && !talk.words().is_empty() => {
                let unfit = words(talk, &mut draft);
                Some(unfit.unwrap_or_else(|| text!("announce-words-kept")))
            }
            None => Some(text!("announce-tap")),
        },
        At::Words => words(talk, &mut draft),
        At::Until => match moment(talk, chosen).filter(|at| announcement::may_hold(talk.now, *at, talk.now)) {
            Some(until) => {
                draft.until = Some(until);
                None
            }
            None => Some(text!("announce-bad-moment")),
        },
        At::Edit => {
            let chosen = chosen.and_then(|choice| choice.strip_prefix("part:"));
            let wanted = order(talk, &draft).into_iter().find(|at| part(*at).is_some() && part(*at) == chosen);
            return show(talk, wanted.unwrap_or(At::Review), draft, None);
        }
        _ => None,
    };
    match again {
        Some(note) => show(talk, at, draft, Some(note)),
        None => go_on(talk, draft),
    }
}

/// The row of the list that a choice turns to.
pub(in crate::conversation) fn page(choice: &str) -> Option<usize> {
    choice.strip_prefix("page:")?.parse().ok()
}

/// The place that was tapped.
fn place(talk: &Talk<'_>, chosen: Option<&str>) -> Option<PlaceId> {
    place_of(&places(talk), chosen)
}

/// Which of these places was tapped.
pub(in crate::conversation) fn place_of(places: &[&Place], chosen: Option<&str>) -> Option<PlaceId> {
    let id = chosen?.strip_prefix("place:")?.parse().map(PlaceId).ok()?;
    places.iter().map(|place| place.id).find(|known| *known == id)
}

/// 「3栋、5栋」 as 3 and 5; all of them: none named. None: not understood.
fn buildings(words: &str, chosen: Option<&str>) -> Option<Vec<String>> {
    if chosen == Some("all") {
        return Some(Vec::new());
    }
    let even: String = words.nfkc().collect();
    let parts = even.split(['、', ',', ';', ' ', '和', '\n']).map(plain).filter(|part| !part.is_empty());
    let mut found: Vec<String> = parts.collect();
    found.dedup();
    let fits = |part: &String| part.chars().count() <= 4 && part.chars().all(char::is_alphanumeric);
    (!found.is_empty() && found.len() <= BUILDINGS && found.iter().all(fits)).then_some(found)
}

/// A building as tickets name it: `3`.
pub(in crate::conversation) fn plain(building: &str) -> String {
    let lower = building.to_lowercase();
    let bare = lower.trim().trim_start_matches("building").trim_end_matches(['栋', '幢', '座', '号', '楼', '#']);
    bare.trim().to_uppercase()
}

/// The words were typed.
fn words(talk: &Talk<'_>, draft: &mut Draft) -> Option<Text> {
    match announcement::fit_to_post(talk.words()) {
        Ok(words) => {
            draft.words = Some(words);
            None
        }
        Err(Unfit::Empty) => Some(text!("announce-no-words")),
        Err(Unfit::TooLong(over)) => Some(text!("announce-too-long", over = over)),
    }
}
