//! A ticket's story in lines, as staff read it: who, what, and the words. A reporter is never named here.

use crate::conversation::tell;
use crate::domain::id::PersonId;
use crate::domain::ticket::Event;
use crate::domain::ticket::dossier::{Dossier, Line};
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

/// How colleagues call a member of staff: as residents do.
#[must_use]
pub(super) fn colleague(dossier: &Dossier, person: PersonId) -> Text {
    tell::staff(dossier, person).unwrap_or_else(|| text!("card-story-somebody"))
}

/// One line of the story, its words clipped to so many UTF-16 units.
#[must_use]
pub(super) fn line(dossier: &Dossier, line: &Line, units: usize) -> Text {
    let (at, who, what) = (line.at, who(dossier, line), what(dossier, line));
    let told = match line.words.as_deref().filter(|words| !words.is_empty()) {
        Some(words) => text!("card-story-line-words", at = at, who = who, what = what, words = clip(words, units)),
        None => text!("card-story-line", at = at, who = who, what = what),
    };
    match line.media.len() {
        0 => told,
        count => Text([told.0, text!("card-story-files", count = count).0].concat()),
    }
}

fn who(dossier: &Dossier, line: &Line) -> Text {
    let follows = |person: &PersonId| dossier.followers.contains(person);
    let reports = line.person == dossier.ticket.reporter;
    let by_resident = match line.event {
        Event::Reopened { .. } | Event::Closed { .. } | Event::Resumed { .. } => {
            line.person.is_some() && (reports || line.person.as_ref().is_some_and(follows))
        }
        _ => is_residents(&line.event),
    };
    match line.person {
        _ if by_resident && (reports || line.person.is_none()) => text!("card-story-reporter"),
        _ if by_resident => text!("card-story-resident"),
        Some(person) => colleague(dossier, person),
        None => text!("card-story-clock"),
    }
}

/// What happened, where who did it says more than the event alone.
fn what(dossier: &Dossier, line: &Line) -> Text {
    match line.event {
        Event::Resumed { .. } if line.person.is_some() && line.person == dossier.ticket.reporter => {
            text!("card-story-answered")
        }
        Event::Acknowledged { lead } | Event::Assigned { lead } if line.person != Some(lead) => {
            text!("card-story-assigned-to", who = colleague(dossier, lead))
        }
        _ => Text::key(key(&line.event)),
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
            | Event::AffectedUnsolved { .. }
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
        Event::Submitted { .. } => "card-story-submitted",
        Event::Acknowledged { .. } => "card-story-acknowledged",
        Event::Assigned { .. } => "card-story-assigned",
        Event::LeadLeft => "card-story-lead-left",
        Event::Contacted => "card-story-contacted",
        Event::Replied => "card-story-replied",
        Event::Asked { .. } => "card-story-asked",
        Event::Said => "card-story-said",
        Event::Edited => "card-story-edited",
        Event::Noted => "card-story-noted",
        Event::Waits { .. } => "card-story-waits",
        Event::Resumed { .. } => "card-story-resumed",
        Event::Moved { .. } => "card-story-moved",
        Event::Returned { .. } => "card-story-returned",
        Event::Raised { .. } => "card-story-raised",
        Event::RaiseAccepted => "card-story-raise-accepted",
        Event::RaiseRejected => "card-story-raise-rejected",
        Event::Supervised { .. } => "card-story-supervised",
        Event::Urged => "card-story-urged",
        Event::HelperAdded { .. } => "card-story-helper-added",
        Event::Extended { .. } => "card-story-extended",
        Event::Parked { .. } => "card-story-parked",
        Event::Unparked => "card-story-unparked",
        Event::UrgencyChanged { .. } => "card-story-urgency-changed",
        Event::PrivacyChanged { .. } => "card-story-privacy-changed",
        Event::Resolved { .. } => "card-story-resolved",
        Event::Verified => "card-story-verified",
        Event::FollowUpContacted { contacted: true } => "card-story-contacted-yes",
        Event::FollowUpContacted { contacted: false } => "card-story-contacted-no",
        Event::FollowUpSolved { solved } => match solved {
            crate::domain::ticket::Solved::Yes => "card-story-solved-yes",
            crate::domain::ticket::Solved::Partly => "card-story-solved-partly",
            crate::domain::ticket::Solved::No => "card-story-solved-no",
        },
        Event::FollowUpReason { .. } => "card-story-reason",
        Event::FollowUpSatisfied { .. } => "card-story-satisfied",
        Event::AffectedUnsolved { .. } => "card-story-affected-unsolved",
        Event::Closed { .. } => "card-story-closed",
        Event::Reopened { .. } => "card-story-reopened",
        Event::Declined { .. } => "card-story-declined",
        Event::Objected { .. } => "card-story-objected",
        Event::Transferred { .. } => "card-story-transferred",
        Event::Terminated => "card-story-terminated",
        Event::Merged { .. } => "card-story-merged",
        Event::Unmerged => "card-story-unmerged",
        Event::TakenBack => "card-story-taken-back",
        Event::Withdrawn => "card-story-withdrawn",
        Event::ReporterLeft => "card-story-reporter-left",
        Event::Joined => "card-story-joined",
        Event::Left => "card-story-left",
    }
}
