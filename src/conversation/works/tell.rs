//! The words of notices about tasks: what each audience of [`crate::domain::micro_task::notices`] reads of an event.

use super::ask::Said;
use super::words;
use crate::conversation::screen::{Button, Message};
use crate::conversation::talk::{Stop, Talk};
use crate::domain::id::PersonId;
use crate::domain::micro_task::dossier::TaskDossier;
use crate::domain::micro_task::notices::{TaskAudience, TaskNotice};
use crate::domain::micro_task::{Stage, TaskActor, TaskEvent};
use crate::domain::person::Reader;
use crate::domain::rights::{self, Right};
use crate::text;
use crate::text::{Arg, Text};

/// What is said to a notice's audience. `said` are the words and files that came with the event.
///
/// # Errors
/// Asks for the staff of the compound where those who decide are to hear.
pub(super) fn notice(
    talk: &Talk<'_>,
    notice: TaskNotice,
    (event, actor): (&TaskEvent, TaskActor),
    (dossier, said): (&TaskDossier, &Said),
) -> Result<Vec<Message>, Stop> {
    let text = keyed(notice.key, event, dossier, said);
    let task = &dossier.task;
    let known = |person: PersonId| dossier.readers.get(&person).cloned();
    let mut readers: Vec<Reader> = match notice.audience {
        TaskAudience::Followers => {
            let others = dossier.followers.iter().filter(|person| **person != task.plan.responsible);
            others.copied().filter_map(known).collect()
        }
        TaskAudience::Responsible => {
            let works = |person, role| person == task.plan.responsible && rights::holds(role, Right::WorkTask);
            let still = holders(talk, dossier, works)?;
            // Whose role has ended hears no more of it; whoever decides does.
            if still.is_empty() {
                holders(talk, dossier, |_, role| rights::holds(role, Right::DecideTask))?
            } else {
                still
            }
        }
        TaskAudience::Deciders => {
            let decides = |_, role| rights::holds(role, Right::DecideTask);
            holders(talk, dossier, decides)?
        }
    };
    readers.retain(|reader| reader.reachable && reader.person != actor.person());
    readers.sort_by_key(|reader| reader.chat);
    readers.dedup_by_key(|reader| reader.chat);
    let message = |reader: Reader| {
        let mut message = Message::notice(reader, text.clone(), None);
        message.rows = rows(notice.audience, dossier);
        message.media.clone_from(&said.media);
        message
    };
    Ok(readers.into_iter().map(message).collect())
}

/// Those of the staff here and above whom `is` selects.
fn holders(
    talk: &Talk<'_>,
    dossier: &TaskDossier,
    is: impl Fn(PersonId, crate::domain::role::Role) -> bool,
) -> Result<Vec<Reader>, Stop> {
    let desk = talk.desk(dossier.task.plan.compound)?;
    let meant = desk.holders.iter().filter(|holder| is(holder.person, holder.grant.role));
    Ok(meant.map(|holder| holder.reader.clone()).collect())
}

/// The message of a key with every argument that any of them uses.
fn keyed(key: &str, event: &TaskEvent, dossier: &TaskDossier, said: &Said) -> Text {
    let task = &dossier.task;
    let detail = match event {
        TaskEvent::Published { posting } => {
            text!("task-posting-span", from = Arg::Day(posting.from), to = posting.to).lasting()
        }
        TaskEvent::Paused { reason } => Text::key(&format!("hold-{}", reason.code())),
        TaskEvent::Dropped { reason } => Text::key(&format!("drop-{}", reason.code())),
        TaskEvent::CarriedOver { carried } => words::carried(carried),
        _ => text!("task-deadline", at = Arg::Day(task.plan.deadline)),
    };
    let title = dossier.wording.title.as_str();
    let text = Text::key(key).with("number", task.number.0).with("title", title).with("detail", detail);
    match said.words.as_deref().filter(|words| !words.is_empty()) {
        Some(words) if !matches!(event, TaskEvent::Proposed { .. }) => text.line(Text::raw(words)),
        _ => text,
    }
}

fn rows(audience: TaskAudience, dossier: &TaskDossier) -> Vec<Vec<Button>> {
    let task = &dossier.task;
    let act = |key: &str, verb: &str| Button::act(Text::key(key), format!("{verb}:{}", task.number));
    match audience {
        TaskAudience::Followers if task.stage == Stage::Acceptance => vec![
            vec![act("task-accept", "task.accept"), act("task-object", "task.object")],
            vec![act("task-see", "task.page")],
        ],
        TaskAudience::Followers => vec![vec![act("task-see", "task.page")]],
        TaskAudience::Responsible | TaskAudience::Deciders => vec![vec![act("task-work", "task.work")]],
    }
}
