//! `/photo N`: how it was and how it is, the two photos of a micro-task side by side.

use super::menu;
use super::screen::Say;
use super::talk::{self, Talk};
use crate::domain::id::{MediaId, TaskNumber};
use crate::domain::micro_task::dossier::TaskDossier;
use crate::domain::micro_task::{Phase, TaskEvent};
use crate::pictures::{Pair, Picture};
use crate::text;
use crate::text::Text;

/// Shows the pair of the task that is named, where it was asked for.
///
/// # Errors
/// See [`talk::Stop`]; [`crate::domain::refusal::Refusal::Unknown`] for a task that isn't there.
pub fn show(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    let Ok(number) = rest.trim().trim_start_matches('#').parse() else {
        return answer(talk, text!("photo-usage"));
    };
    let dossier = talk.task(TaskNumber(number))?;
    let Some((before, after)) = pair(dossier) else {
        return answer(talk, text!("photo-none", number = number));
    };
    let category = talk.estate.catalogue.category(&dossier.task.plan.category).map(|category| &category.name);
    // A group reads no words that somebody wrote.
    let title = match category {
        Some(name) if !talk.in_private() => Text::named(name),
        _ => Text::raw(dossier.wording.title.as_str()),
    };
    let caption = text!("photo-caption", number = number, title = title);
    let pair =
        Pair { title: caption.clone(), before: (before, text!("photo-before")), after: (after, text!("photo-after")) };
    talk.say(Say::Picture { picture: Box::new(Picture::Pair(pair)), caption });
    Ok(())
}

fn answer(talk: &mut Talk<'_>, words: Text) -> talk::Step {
    if talk.in_private() {
        return menu::show_after(talk, Some(words));
    }
    talk.say(Say::Here(words));
    Ok(())
}

/// The first photo from before the work and the last of its result.
fn pair(dossier: &TaskDossier) -> Option<(MediaId, MediaId)> {
    let of = |phase: Phase| {
        let lines = dossier.lines.iter().filter(move |line| phase_of(&line.event) == Some(phase));
        lines.flat_map(|line| line.media.iter().copied())
    };
    Some((of(Phase::Before).next()?, of(Phase::After).last()?))
}

/// When the photos of an event were taken.
const fn phase_of(event: &TaskEvent) -> Option<Phase> {
    match event {
        TaskEvent::Proposed { .. } => Some(Phase::Before),
        TaskEvent::Posted { phase, .. } => Some(*phase),
        TaskEvent::Finished { .. } => Some(Phase::After),
        _ => None,
    }
}
