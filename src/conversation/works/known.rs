//! Known until then: a work that is on its way meets the resident who is about to report the same.

use super::{page, words};
use crate::conversation::talk::{self, Stop, Talk};
use crate::domain::id::{PlaceId, TaskNumber};
use crate::domain::micro_task::listing::{TaskBrief, TaskFilter};
use crate::text;
use crate::text::{Arg, Text};

/// The works of a category on their way in a compound, soonest deadline first; none whose title names another building.
///
/// # Errors
/// Asks for them when they aren't loaded.
pub fn like<'a>(
    talk: &Talk<'a>,
    (compound, building): (PlaceId, Option<&str>),
    category: &str,
) -> Result<Vec<&'a TaskBrief>, Stop> {
    let filter = TaskFilter { compound: Some(compound), category: Some(category.to_owned()), ..TaskFilter::default() };
    let named = |title: &str| talk.estate.catalogue.suggest(title).place.and_then(|place| place.building);
    let elsewhere =
        |brief: &TaskBrief| building.zip(named(&brief.title).as_deref()).is_some_and(|(here, there)| here != there);
    let listed = talk.task_list(&filter, 0)?.rows.iter();
    Ok(listed.filter(|brief| brief.task.stage.is_on_its_way() && !elsewhere(brief)).collect())
}

/// What is known, as the resident reads it before they go on.
#[must_use]
pub fn described(brief: &TaskBrief) -> Text {
    let (task, title) = (&brief.task, brief.title.as_str());
    let stage = words::stage(task.stage);
    text!("known-task", number = task.number.0, title = title, stage = stage, deadline = Arg::Day(task.plan.deadline))
}

/// "That is it; tell me how it goes on": the person follows the work, and the report that they began isn't needed.
///
/// # Errors
/// [`crate::domain::refusal::Refusal::Unknown`] when there is none; see also [`Stop`].
pub fn follow(talk: &mut Talk<'_>, number: TaskNumber) -> talk::Step {
    page::follow(talk, number, true)
}
