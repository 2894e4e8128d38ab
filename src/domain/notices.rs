//! Who hears of what happened: one pure table, event × audience → notice. Turns and rounds read it.

use super::ticket::{Event, Privacy, Ticket};

/// Who hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// The reporter.
    Reporter,
    /// Those affected who follow it, without the reporter.
    Affected,
    /// Every chat in which the card stands, as a line under it.
    Card,
}

/// A notice: who hears, and which message they read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Who.
    pub audience: Audience,
    /// Fluent key of the message, `notice-…`.
    pub key: &'static str,
}

const fn to(audience: Audience, key: &'static str) -> Notice {
    Notice { audience, key }
}

use Audience::{Affected, Card, Reporter};

/// Every key that a notice may have; the locales are held against it.
pub const KEYS: &[&str] = &[
    "notice-taken",
    "notice-assigned",
    "notice-reply",
    "notice-question",
    "notice-said",
    "notice-edited",
    "notice-urged",
    "notice-resolved",
    "notice-resolved-affected",
    "notice-closed-silent",
    "notice-reopened",
    "notice-reopened-card",
    "notice-unsolved",
    "notice-rated",
    "notice-declined",
    "notice-declined-affected",
    "notice-taken-back",
    "notice-withdrawn",
    "notice-objected",
    "notice-wait-over",
    "notice-joined",
    "notice-lead-left",
    "notice-moved",
    "notice-transferred",
    "notice-merged",
];

/// The notices of an event, given the ticket as it is after it.
#[must_use]
pub fn of(event: &Event, ticket: &Ticket) -> Vec<Notice> {
    let all: &[Notice] = match event {
        Event::Acknowledged { .. } => &[to(Reporter, "notice-taken")],
        Event::Assigned { .. } => &[to(Reporter, "notice-assigned")],
        Event::Replied => &[to(Reporter, "notice-reply")],
        Event::Asked { .. } => &[to(Reporter, "notice-question")],
        Event::Said => &[to(Card, "notice-said")],
        Event::Edited => &[to(Card, "notice-edited")],
        Event::Urged => &[to(Card, "notice-urged")],
        Event::Resolved { .. } => &[to(Reporter, "notice-resolved"), to(Affected, "notice-resolved-affected")],
        Event::Closed { unrated: true } => &[to(Reporter, "notice-closed-silent")],
        Event::Reopened { .. } => {
            &[to(Reporter, "notice-reopened"), to(Affected, "notice-reopened"), to(Card, "notice-reopened-card")]
        }
        Event::FollowUpReason { .. } => &[to(Card, "notice-unsolved")],
        Event::FollowUpSatisfied { .. } => &[to(Card, "notice-rated")],
        Event::Declined { .. } => &[to(Reporter, "notice-declined"), to(Affected, "notice-declined-affected")],
        Event::TakenBack => &[to(Reporter, "notice-taken-back"), to(Affected, "notice-taken-back")],
        Event::Withdrawn | Event::ReporterLeft => &[to(Card, "notice-withdrawn")],
        Event::Objected { .. } => &[to(Card, "notice-objected")],
        Event::Resumed { expired: true, .. } => &[to(Card, "notice-wait-over")],
        Event::Joined => &[to(Card, "notice-joined")],
        Event::LeadLeft => &[to(Card, "notice-lead-left")],
        Event::Moved { .. } => &[to(Reporter, "notice-moved")],
        Event::Transferred { .. } => &[to(Reporter, "notice-transferred"), to(Affected, "notice-transferred")],
        Event::Merged { .. } => &[to(Reporter, "notice-merged"), to(Affected, "notice-merged")],
        _ => &[],
    };
    let reachable = |notice: &&Notice| notice.audience != Reporter || ticket.privacy != Privacy::Anonymous;
    all.iter().filter(reachable).copied().collect()
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
