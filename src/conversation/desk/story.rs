//! A ticket's story in lines, as staff read it: who, what, and the words. A reporter is never named here.

use crate::conversation::facts::{Dossier, Line};
use crate::domain::id::PersonId;
use crate::domain::ticket::Event;
use crate::text;
use crate::text::Text;

/// At most `units` UTF-16 units of these words, with an ellipsis where something is left out.
#[must_use]
pub(super) fn clip(words: &str, units: usize) -> String {
    if words.encode_utf16().count() <= units {
        return words.to_owned();
    }
    let mut left = units.saturating_sub(1);
    let fits = |letter: &char| {
        let enough = letter.len_utf16() <= left;
        left = left.saturating_sub(letter.len_utf16());
        enough
    };
    let mut clipped: String = words.chars().take_while(fits).collect();
    clipped.push('…');
    clipped
}

/// How colleagues call a member of staff: by surname, else by post.
#[must_use]
pub(super) fn colleague(dossier: &Dossier, person: PersonId) -> Text {
    match dossier.staff.get(&person) {
        Some((_, name)) if !name.is_empty() => Text::raw(name.as_str()),
        Some((role, _)) => Text::key(&format!("role-{}", role.code())),
        None => text!("story-somebody"),
    }
}

/// One line of the story, its words clipped to so many UTF-16 units.
#[must_use]
pub(super) fn line(dossier: &Dossier, line: &Line, units: usize) -> Text {
    let (at, who, what) = (line.at, who(dossier, line), Text::key(key(&line.event)));
    let told = match line.words.as_deref().filter(|words| !words.is_empty()) {
        Some(words) => text!("story-line-words", at = at, who = who, what = what, words = clip(words, units)),
        None => text!("story-line", at = at, who = who, what = what),
    };
    match line.media.len() {
        0 => told,
        count => Text([told.0, text!("story-files", count = count).0].concat()),
    }
}

fn who(dossier: &Dossier, line: &Line) -> Text {
    let follows = |person: &PersonId| dossier.followers.contains(person);
    let reports = line.person == dossier.ticket.reporter;
    let by_resident = match line.event {
        Event::Reopened { .. } | Event::Closed { .. } => {
            line.person.is_some() && (reports || line.person.as_ref().is_some_and(follows))
        }
        _ => is_residents(&line.event),
    };
    match line.person {
        _ if by_resident && (reports || line.person.is_none()) => text!("story-reporter"),
        _ if by_resident => text!("story-resident"),
        Some(person) => colleague(dossier, person),
        None => text!("story-clock"),
    }
}

/// Whether only residents do this.
const fn is_residents(event: &Event) -> bool {
    matches!(
        event,
        Event::Submitted { .. }
            | Event::Said
            | Event::Edited
            | Event::Urged
            | Event::PrivacyChanged { .. }
            | Event::FollowUpContacted { .. }
            | Event::FollowUpSolved { .. }
            | Event::FollowUpReason { .. }
            | Event::FollowUpSatisfied { .. }
            | Event::AffectedUnsolved
            | Event::Objected { .. }
            | Event::Withdrawn
            | Event::ReporterLeft
            | Event::Joined
            | Event::Left
    )
}

/// The key of what happened.
const fn key(event: &Event) -> &'static str {
    match event {
        Event::Submitted { .. } => "story-submitted",
        Event::Acknowledged { .. } => "story-acknowledged",
        Event::Assigned { .. } => "story-assigned",
        Event::Contacted => "story-contacted",
        Event::Replied => "story-replied",
        Event::Asked { .. } => "story-asked",
        Event::Said => "story-said",
        Event::Edited => "story-edited",
        Event::Noted => "story-noted",
        Event::Waits { .. } => "story-waits",
        Event::Resumed { .. } => "story-resumed",
        Event::Moved { .. } => "story-moved",
        Event::Returned { .. } => "story-returned",
        Event::Raised { .. } => "story-raised",
        Event::RaiseAccepted => "story-raise-accepted",
        Event::RaiseRejected => "story-raise-rejected",
        Event::Supervised { .. } => "story-supervised",
        Event::Urged => "story-urged",
        Event::HelperAdded { .. } => "story-helper-added",
        Event::Extended { .. } => "story-extended",
        Event::Parked { .. } => "story-parked",
        Event::Unparked => "story-unparked",
        Event::UrgencyChanged { .. } => "story-urgency-changed",
        Event::PrivacyChanged { .. } => "story-privacy-changed",
        Event::Resolved { .. } => "story-resolved",
        Event::Verified => "story-verified",
        Event::FollowUpContacted { contacted: true } => "story-contacted-yes",
        Event::FollowUpContacted { contacted: false } => "story-contacted-no",
        Event::FollowUpSolved { solved } => match solved {
            crate::domain::ticket::Solved::Yes => "story-solved-yes",
            crate::domain::ticket::Solved::Partly => "story-solved-partly",
            crate::domain::ticket::Solved::No => "story-solved-no",
        },
        Event::FollowUpReason { .. } => "story-reason",
        Event::FollowUpSatisfied { .. } => "story-satisfied",
        Event::AffectedUnsolved => "story-affected-unsolved",
        Event::Closed { .. } => "story-closed",
        Event::Reopened { .. } => "story-reopened",
        Event::Declined { .. } => "story-declined",
        Event::Objected { .. } => "story-objected",
        Event::Transferred { .. } => "story-transferred",
        Event::Terminated => "story-terminated",
        Event::Merged { .. } => "story-merged",
        Event::Unmerged => "story-unmerged",
        Event::Withdrawn => "story-withdrawn",
        Event::ReporterLeft => "story-reporter-left",
        Event::Joined => "story-joined",
        Event::Left => "story-left",
    }
}
