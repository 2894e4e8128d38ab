//! Which projects a vote decides on: those that stand for election in a fund vote, or the one of an owners' decision.

use super::asked;
use super::draft::{Chosen, Draft, Part};
use crate::conversation::screen::{Button, Screen};
use crate::conversation::talk::{self, Talk};
use crate::conversation::vote::words;
use crate::domain::fund::project::Stage;
use crate::domain::fund::project::listing::{Filter, ProjectBrief};
use crate::domain::id::{MediaId, ProjectNumber};
use crate::domain::ticket::listing::PAGE;
use crate::text;
use crate::text::Text;

/// A page of the projects that may be chosen, and how many there are.
fn offered<'a>(talk: &Talk<'a>, draft: &Draft) -> Result<(&'a [ProjectBrief], i64), talk::Stop> {
    let filter = Filter { place: draft.compound, stage: Some(Stage::Published), class: Some(draft.class()) };
    let listing = talk.projects(filter, draft.at)?;
    Ok((&listing.rows, listing.total))
}

/// Whether there is anything to choose.
pub(super) fn any(talk: &Talk<'_>, draft: &Draft) -> Result<bool, talk::Stop> {
    Ok(offered(talk, draft)?.1 > 0)
}

pub(super) fn screen(talk: &Talk<'_>, draft: &Draft) -> Result<Screen, talk::Stop> {
    let (offered, total) = offered(talk, draft)?;
    let several = draft.part == Part::Projects;
    let mut screen = Screen::new(match (several, offered.is_empty()) {
        (true, true) => text!("vote-no-projects"),
        (true, false) => text!("vote-ask-projects", count = draft.options.len()),
        (false, _) => text!("vote-ask-project"),
    });
    let mut list = Text::default();
    for brief in offered {
        let (number, title) = (brief.project.number, brief.title.as_str());
        list = list.line(words::option(number, title, brief.project.cost));
        let chosen = draft.options.iter().any(|chosen| chosen.number == number);
        screen = screen.row([words::toggle(number, title, chosen)]);
    }
    screen.text = screen.text.paragraph(list);
    let earlier = (draft.at > 0).then(|| Button::choice(text!("previous"), "previous"));
    let later = (draft.at + PAGE < total).then(|| Button::choice(text!("more"), "more"));
    let done = match (several, draft.options.is_empty()) {
        (true, true) => None,
        (false, true) => Some(text!("vote-project-none")),
        _ => Some(text!("vote-projects-done")),
    };
    Ok(screen.row(earlier.into_iter().chain(later)).row(done.map(|done| Button::choice(done, "done"))))
}

/// Projects are chosen and let go; where one is wanted, the latest is it.
pub(super) fn chosen(talk: &mut Talk<'_>, mut draft: Draft, choice: Option<&str>) -> talk::Step {
    match choice {
        Some("previous") => draft.at = (draft.at - PAGE).max(0),
        Some("more") => draft.at += PAGE,
        Some("done") if draft.part == Part::Project || !draft.options.is_empty() => {
            draft.options.sort_by_key(|chosen| chosen.number);
            return super::onward(talk, draft);
        }
        Some(choice) => {
            let number = choice.strip_prefix("p:").and_then(|number| number.parse().ok()).map(ProjectNumber);
            let known = draft.options.iter().position(|chosen| Some(chosen.number) == number);
            let brief = offered(talk, &draft)?.0.iter().find(|brief| Some(brief.project.number) == number);
            match (known, brief) {
                (Some(at), _) => drop(draft.options.remove(at)),
                (None, Some(brief)) => {
                    if draft.part == Part::Project {
                        draft.options.clear();
                    }
                    let (number, cost, name) = (brief.project.number, brief.project.cost, brief.title.clone());
                    draft.options.push(Chosen { number, cost, name });
                }
                (None, None) => {}
            }
        }
        None => return asked(talk, draft, Some(text!("report-choose"))),
    }
    asked(talk, draft, None)
}

/// The first picture of each project that was chosen.
pub(super) fn pictures(talk: &Talk<'_>, draft: &Draft) -> Result<Vec<Option<MediaId>>, talk::Stop> {
    let numbers = draft.options.iter().map(|chosen| chosen.number);
    talk.hold_projects(numbers.clone())?;
    numbers.map(|number| Ok(talk.project(number)?.photos().next())).collect()
}
