//! Who hears of what happened to a project: one pure table, event × audience → notice.

use super::Event;

/// Who hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Its author.
    Author,
    /// Everyone who is for it or promised money.
    Followers,
    /// Whoever asked the question, or made the promise, that this is about.
    Concerned,
    /// Those in the compound or above who vet projects.
    Vetters,
    /// Those in the compound or above who keep the fund's books.
    Keepers,
}

/// A notice: who hears, and which message they read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Who.
    pub audience: Audience,
    /// Fluent key of the message, `project-notice-…`.
    pub key: &'static str,
}

const fn to(audience: Audience, key: &'static str) -> Notice {
    Notice { audience, key }
}

use Audience::{Author, Concerned, Followers, Keepers, Vetters};

/// Every key that a notice may have; the locales are held against it.
pub const KEYS: &[&str] = &[
    "project-notice-proposed",
    "project-notice-of-ticket",
    "project-notice-turned-down",
    "project-notice-refusal-answered",
    "project-notice-refused",
    "project-notice-published",
    "project-notice-asked",
    "project-notice-answered",
    "project-notice-pledged",
    "project-notice-taken-back",
    "project-notice-received",
    "project-notice-voting",
    "project-notice-won",
    "project-notice-lost",
    "project-notice-works",
    "project-notice-accounted",
    "project-notice-withdrawn",
];

/// The notices of an event.
#[must_use]
pub fn of(event: &Event) -> Vec<Notice> {
    let all: &[Notice] = match event {
        Event::Proposed { .. } => &[to(Followers, "project-notice-of-ticket"), to(Vetters, "project-notice-proposed")],
        // The author is told first; everyone else once it is final.
        Event::TurnedDown { .. } => &[to(Author, "project-notice-turned-down")],
        Event::RefusalAnswered => &[to(Vetters, "project-notice-refusal-answered")],
        Event::Refused => &[to(Author, "project-notice-refused"), to(Followers, "project-notice-refused")],
        Event::Published => &[to(Author, "project-notice-published"), to(Followers, "project-notice-published")],
        Event::Asked => &[to(Vetters, "project-notice-asked")],
        Event::Answered { .. } => &[
            to(Concerned, "project-notice-answered"),
            to(Author, "project-notice-answered"),
            to(Followers, "project-notice-answered"),
        ],
        Event::Pledged { .. } => &[to(Keepers, "project-notice-pledged")],
        Event::PledgeTakenBack { .. } => &[to(Keepers, "project-notice-taken-back")],
        Event::PledgeReceived { .. } => &[to(Concerned, "project-notice-received")],
        Event::PutToVote { .. } => &[to(Author, "project-notice-voting"), to(Followers, "project-notice-voting")],
        Event::Won { .. } => {
            &[to(Author, "project-notice-won"), to(Followers, "project-notice-won"), to(Vetters, "project-notice-won")]
        }
        Event::Lost { .. } => &[to(Author, "project-notice-lost"), to(Followers, "project-notice-lost")],
        Event::WorksBegun { .. } => &[to(Author, "project-notice-works"), to(Followers, "project-notice-works")],
        Event::Accounted { .. } => &[to(Author, "project-notice-accounted"), to(Followers, "project-notice-accounted")],
        Event::Withdrawn => &[to(Followers, "project-notice-withdrawn"), to(Vetters, "project-notice-withdrawn")],
        Event::Vetted { .. } | Event::Supported | Event::Unsupported => &[],
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
