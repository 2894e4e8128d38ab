//! Who hears of what happened to a task: one pure table, event × audience → notice.

use super::TaskEvent;

/// Who hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskAudience {
    /// Everyone who follows it: authors, voters, and whoever tapped "follow".
    Followers,
    /// The responsible.
    Responsible,
    /// Those in the compound or above who may decide.
    Deciders,
}

/// A notice: who hears, and which message they read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskNotice {
    /// Who.
    pub audience: TaskAudience,
    /// Fluent key of the message, `task-notice-…`.
    pub key: &'static str,
}

const fn to(audience: TaskAudience, key: &'static str) -> TaskNotice {
    TaskNotice { audience, key }
}

use TaskAudience::{Deciders, Followers, Responsible};

/// Every key that a notice may have; the locales are held against it.
pub const KEYS: &[&str] = &[
    "task-notice-proposed",
    "task-notice-decided",
    "task-notice-published",
    "task-notice-scheduled",
    "task-notice-started",
    "task-notice-posted",
    "task-notice-finished",
    "task-notice-accepted",
    "task-notice-accepted-enough",
    "task-notice-objected",
    "task-notice-answered",
    "task-notice-strike-off-asked",
    "task-notice-sent-back",
    "task-notice-struck-off",
    "task-notice-looked-again",
    "task-notice-reopened",
    "task-notice-paused",
    "task-notice-resumed",
    "task-notice-dropped",
    "task-notice-carried",
    "task-notice-assigned",
];

/// The notices of an event.
#[must_use]
pub fn of(event: &TaskEvent) -> Vec<TaskNotice> {
    let all: &[TaskNotice] = match event {
        TaskEvent::Proposed { .. } => &[to(Responsible, "task-notice-assigned"), to(Deciders, "task-notice-proposed")],
        TaskEvent::Decided => &[to(Followers, "task-notice-decided"), to(Responsible, "task-notice-decided")],
        TaskEvent::Published { .. } => {
            &[to(Followers, "task-notice-published"), to(Responsible, "task-notice-published")]
        }
        TaskEvent::Scheduled { .. } => {
            &[to(Followers, "task-notice-scheduled"), to(Responsible, "task-notice-scheduled")]
        }
        TaskEvent::Started => &[to(Followers, "task-notice-started")],
        TaskEvent::Posted { .. } => &[to(Followers, "task-notice-posted")],
        TaskEvent::Finished { .. } => &[to(Followers, "task-notice-finished")],
        TaskEvent::Accepted => &[to(Responsible, "task-notice-accepted")],
        TaskEvent::AcceptanceComplete => &[to(Responsible, "task-notice-accepted-enough")],
        TaskEvent::Objected => &[to(Responsible, "task-notice-objected")],
        TaskEvent::Answered => &[to(Followers, "task-notice-answered")],
        TaskEvent::StrikeOffAsked => &[to(Deciders, "task-notice-strike-off-asked")],
        TaskEvent::SentBack => &[to(Responsible, "task-notice-sent-back")],
        TaskEvent::StruckOff => &[to(Followers, "task-notice-struck-off"), to(Responsible, "task-notice-struck-off")],
        TaskEvent::LookedAgain => &[to(Followers, "task-notice-looked-again")],
        TaskEvent::Reopened { .. } => &[to(Followers, "task-notice-reopened"), to(Responsible, "task-notice-reopened")],
        TaskEvent::Paused { .. } => &[to(Followers, "task-notice-paused")],
        TaskEvent::Resumed => &[to(Followers, "task-notice-resumed")],
        TaskEvent::Dropped { .. } => &[to(Followers, "task-notice-dropped"), to(Responsible, "task-notice-dropped")],
        TaskEvent::CarriedOver { .. } => {
            &[to(Followers, "task-notice-carried"), to(Responsible, "task-notice-carried")]
        }
        TaskEvent::Assigned { .. } => &[to(Responsible, "task-notice-assigned")],
        TaskEvent::Checked | TaskEvent::Linked { .. } => &[],
    };
    all.to_vec()
}

#[cfg(test)]
mod tests {
    use super::KEYS;

    #[test]
    fn every_key_stands_once() {
        let source = include_str!("notices.rs");
        let table = source.split("pub fn of").nth(1).unwrap();
        for key in KEYS {
            assert!(table.contains(&format!("\"{key}\"")), "{key} is said by nobody");
        }
    }
}
