//! Answers that are typed or found in a list: titles, amounts, dates, categories, compounds, colleagues.

use super::{Draft, Part, go_on, show};
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::tell;
use crate::conversation::works::date;
use crate::conversation::works::widgets::Answer;
use crate::domain::id::{PersonId, PlaceId};
use crate::domain::masker::mask;
use crate::domain::money::fen;
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::text;
use crate::text::Text;

/// Characters of a title, and of a company's name.
pub(super) const TITLE: usize = 60;

/// What is typed.
pub(super) fn written(
    talk: &mut Talk<'_>,
    mut draft: Draft,
    part: Part,
    (choice, typed): (Option<&str>, &str),
) -> talk::Step {
    let clipped: String = mask(typed, &[]).chars().take(TITLE).collect();
    let ends = talk.estate.catalogue.periods.done_at;
    let wrong = match (part, choice) {
        (Part::Title, None) if !clipped.is_empty() => {
            draft.title = Some(clipped);
            None
        }
        (Part::Company, Some("skip")) => {
            draft.company = Some(String::new());
            None
        }
        (Part::Company, None) if !clipped.is_empty() => {
            draft.company = Some(clipped);
            None
        }
        (Part::Budget, _) => match if choice == Some("free") { Some(0) } else { fen(typed) } {
            Some(amount) => {
                draft.budget_fen = Some(amount);
                None
            }
            None => Some(Text::key(Refusal::BadAmount.key())),
        },
        (Part::Start | Part::Deadline, _) => match date::chosen(choice, typed, talk.now, ends) {
            Some(at) if part == Part::Start => {
                draft.start = Some(at);
                draft.deadline = draft.deadline.filter(|deadline| *deadline >= at);
                None
            }
            Some(at) if draft.start.is_none_or(|start| at >= start) && at > talk.now => {
                draft.deadline = Some(at);
                None
            }
            Some(_) => Some(Text::key(Refusal::BadDate.key())),
            None => Some(text!("task-bad-date")),
        },
        (Part::Photos, _) => {
            draft.photos.get_or_insert_default();
            None
        }
        _ => Some(text!("settings-please-type")),
    };
    match wrong {
        Some(sentence) => show(talk, draft, Some(sentence)),
        None => go_on(talk, draft, None),
    }
}

pub(super) fn category(talk: &mut Talk<'_>, mut draft: Draft, (choice, typed): (Option<&str>, &str)) -> talk::Step {
    let catalogue = &talk.estate.catalogue;
    match choice {
        Some(choice) if choice.starts_with("group") => {
            choice.clone_into(&mut draft.within);
            show(talk, draft, None)
        }
        Some(choice) => {
            let code = choice.strip_prefix("category:").filter(|code| catalogue.category(code).is_some());
            draft.category = code.map(str::to_owned);
            go_on(talk, draft, None)
        }
        None => {
            let found = catalogue.suggest(typed).category;
            draft.category = (found != "other").then_some(found);
            "groups".clone_into(&mut draft.within);
            if draft.category.is_some() { go_on(talk, draft, None) } else { show(talk, draft, None) }
        }
    }
}

pub(super) fn compound(talk: &mut Talk<'_>, mut draft: Draft, (choice, typed): (Option<&str>, &str)) -> talk::Step {
    let code = choice.and_then(|choice| choice.strip_prefix("place:"));
    let found = match code {
        Some(code) => talk.estate.places.compound_by_code(code),
        None => talk.estate.places.find_compounds(typed).into_iter().next(),
    };
    let place = found.map(|place| place.id).filter(|place| talk.works_at(Right::ProposeTask, *place).is_some());
    match place {
        Some(place) => {
            draft.compound = Some(place);
            draft.responsible = None;
            go_on(talk, draft, None)
        }
        None => show(talk, draft, Some(text!("report-choose"))),
    }
}

/// Those who may answer for a task here: whoever may work one.
pub(super) fn candidates(talk: &Talk<'_>, draft: &Draft) -> Result<Vec<(PersonId, String, Answer)>, Stop> {
    draft.compound.map_or_else(|| Ok(Vec::new()), |compound| workers(talk, compound))
}

/// Whoever may work a task of a compound, with their surname and how they are chosen: `person:ID`.
pub(in crate::conversation) fn workers(
    talk: &Talk<'_>,
    compound: PlaceId,
) -> Result<Vec<(PersonId, String, Answer)>, Stop> {
    let mut found: Vec<(PersonId, String, Answer)> = Vec::new();
    for holder in talk.desk(compound)?.holders.iter().filter(|holder| rights::holds(holder.grant.role, Right::WorkTask))
    {
        if !found.iter().any(|(person, ..)| *person == holder.person) {
            let label = tell::called(holder.grant.role, &holder.grant.name);
            found.push((holder.person, holder.grant.name.clone(), (label, format!("person:{}", holder.person))));
        }
    }
    Ok(found)
}

pub(super) fn responsible(talk: &mut Talk<'_>, mut draft: Draft, (choice, typed): (Option<&str>, &str)) -> talk::Step {
    let everyone = candidates(talk, &draft)?;
    let meant = |(_, name, (_, code)): &&(PersonId, String, Answer)| match choice {
        Some(choice) => code == choice,
        None => !typed.is_empty() && name.contains(typed.trim_start_matches('@')),
    };
    match everyone.iter().find(meant) {
        Some((person, name, _)) => {
            draft.responsible = Some((*person, name.clone()));
            go_on(talk, draft, None)
        }
        None => show(talk, draft, Some(text!("report-choose"))),
    }
}
