//! Which category: the suggestion first, then the groups, then the categories of one; and the stop text.

use super::draft::{Found, Part};
use super::view::View;
use super::{Heard, draft, draft_mut, take, unfinished};
use crate::conversation::talk::{Stop, Talk};
use crate::domain::catalogue::{Catalogue, Category};
use crate::text;
use crate::text::Text;

/// The view that lists the groups.
const GROUPS: &str = "groups";

/// The suggestion, the groups, or the categories of the group `within`.
pub(super) fn view(talk: &Talk<'_>, within: &str) -> View {
    let catalogue = &talk.estate.catalogue;
    let draft = draft(talk);
    let suggested = draft.suggested.as_ref().and_then(|(code, _)| offered(catalogue, code));
    match (within, suggested) {
        ("", Some(category)) if category.code != "other" => {
            View::new(text!("report-category-suggested", category = &category.name))
                .answer(text!("report-category-yes", category = &category.name), category_choice(category))
                .answer(text!("report-category-else"), page_choice(GROUPS))
        }
        ("" | GROUPS, _) => groups(catalogue),
        (group, _) => categories(catalogue, group),
    }
}

fn groups(catalogue: &Catalogue) -> View {
    let view = View { within: GROUPS.to_owned(), ..View::new(text!("report-category-groups")) }.narrow();
    let with_some =
        |code: &str| catalogue.categories.iter().any(|category| category.group == code && !category.retired);
    catalogue
        .groups
        .iter()
        .filter(|group| with_some(&group.code))
        .fold(view, |view, group| view.answer(Text::named(&group.name), page_choice(&group.code)))
}

fn categories(catalogue: &Catalogue, group: &str) -> View {
    let view = View { within: group.to_owned(), ..View::new(text!("report-category-which")) }.narrow();
    catalogue
        .categories
        .iter()
        .filter(|category| category.group == group && !category.retired)
        .fold(view, |view, category| view.answer(Text::named(&category.name), category_choice(category)))
}

fn page_choice(within: &str) -> String {
    format!("page:0:{within}")
}

fn category_choice(category: &Category) -> String {
    format!("category:{}", category.code)
}

fn offered<'c>(catalogue: &'c Catalogue, code: &str) -> Option<&'c Category> {
    catalogue.category(code).filter(|category| !category.retired)
}

/// A category was tapped.
pub(super) fn chosen(talk: &mut Talk<'_>, choice: &str) -> Heard {
    let catalogue = &talk.estate.catalogue;
    let Some(category) = choice.strip_prefix("category:").and_then(|code| offered(catalogue, code)) else {
        return Heard::Again(text!("report-choose"));
    };
    let suggested = draft(talk).suggested.is_some_and(|(code, _)| code == category.code);
    settle(talk, category, if suggested { Found::Suggested } else { Found::Chosen })
}

/// A category's name was typed; other words go on describing the matter and may bring another suggestion.
pub(super) fn typed(talk: &mut Talk<'_>, words: &str) -> Heard {
    let catalogue = &talk.estate.catalogue;
    let named = |category: &&Category| {
        let names = [&category.name.zh, &category.name.en, &category.code];
        !category.retired && names.iter().any(|name| name.eq_ignore_ascii_case(words))
    };
    match catalogue.categories.iter().find(named) {
        Some(category) => settle(talk, category, Found::Chosen),
        None => Heard::Again(take::more_words(talk, words)),
    }
}

fn settle(talk: &mut Talk<'_>, category: &Category, found: Found) -> Heard {
    draft_mut(talk).set_category(&category.code, found);
    Heard::Settled(None)
}

/// Whom to ask instead, with one tap to file anyway.
pub(super) fn stop_view(talk: &Talk<'_>) -> View {
    let draft = draft(talk);
    let stop = draft.category(&talk.estate.catalogue).and_then(|category| category.stop.as_ref());
    View::new(stop.map(Text::named).unwrap_or_default())
        .answer(text!("report-stop-anyway"), "anyway")
        .answer(text!("report-stop-enough"), "enough")
}

/// File anyway, or that was all.
///
/// # Errors
/// See [`Stop`].
pub(super) fn stop_chosen(talk: &mut Talk<'_>, choice: &str) -> Result<Heard, Stop> {
    match choice {
        "anyway" => Ok(Heard::Settled(None)),
        "enough" => {
            draft_mut(talk).unsettle(&Part::Stop);
            unfinished::discard(talk)?;
            Ok(Heard::Shown)
        }
        _ => Ok(Heard::Again(text!("report-choose"))),
    }
}
