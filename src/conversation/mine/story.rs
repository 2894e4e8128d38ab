//! A ticket's page in words: what it is, where it stands, and its story without what is internal. Whoever is only
//! affected reads what staff did and their own lines; what the reporter said and was told stays the reporter's.

use crate::conversation::talk::Talk;
use crate::conversation::tell;
use crate::domain::clocks;
use crate::domain::place::is_degrees;
use crate::domain::ticket::dossier::{Dossier, Line};
use crate::domain::ticket::{Actor, Event};
use crate::text;
use crate::text::Text;

/// Lines of the story on one page.
const LINES: usize = 12;
/// Characters of a line that a page shows.
const CLIP: usize = 120;

/// A page's words.
pub(super) struct Told {
    /// What it is, where it stands, and the lines of its story.
    pub(super) text: Text,
    /// How many later lines there are beside those of the page before, if there is one.
    pub(super) earlier: Option<usize>,
}

/// The page that `reader` sees, whose story ends before the `later` last lines.
pub(super) fn told(talk: &Talk<'_>, dossier: &Dossier, reader: Actor, later: usize) -> Told {
    let lines: Vec<Text> = dossier.lines.iter().filter_map(|line| told_line(dossier, line, reader)).collect();
    let end = lines.len().saturating_sub(later);
    let begin = end.saturating_sub(LINES);
    let page = lines.into_iter().take(end).skip(begin).reduce(Text::line).unwrap_or_default();
    Told { text: head(talk, dossier).paragraph(page), earlier: (begin > 0).then_some(later + LINES) }
}

/// Number, category and state; by when it is done and by whom.
fn head(talk: &Talk<'_>, dossier: &Dossier) -> Text {
    let ticket = &dossier.ticket;
    let category = talk.estate.catalogue.category(&ticket.category);
    let name = category.map_or_else(|| Text::raw(ticket.category.as_str()), |category| Text::named(&category.name));
    let state = Text::key(&format!("state-{}", ticket.state.code()));
    let mut text = text!("mine-page", number = ticket.number.0, category = name, state = state);
    if let (true, Some(due)) = (ticket.state.is_open(), ticket.dues.done) {
        let late = due < talk.now;
        text = text.line(if late { text!("mine-late", at = due) } else { text!("mine-due", at = due) });
    }
    if clocks::next_due(ticket).is_some_and(|due| due <= talk.now) {
        text = text.line(text!("mine-may-urge"));
    }
    if let Some(who) = ticket.lead.and_then(|lead| tell::staff(dossier, lead)) {
        text = text.line(text!("mine-lead", who = who));
    }
    text
}

/// A line of the story; none for what is internal, or another's.
fn told_line(dossier: &Dossier, line: &Line, reader: Actor) -> Option<Text> {
    // Whoever was made lead by somebody else has it, not who assigned it.
    let doer = match line.event {
        Event::Acknowledged { lead } => Some(lead),
        _ => line.person,
    };
    let staff = doer.and_then(|person| tell::staff(dossier, person));
    let own = line.person == reader.person();
    let (key, for_all) = match line.event {
        Event::Submitted { .. } => ("story-submitted", false),
        Event::Acknowledged { .. } => ("story-taken", true),
        Event::Replied => ("story-replied", false),
        Event::Asked { .. } => ("story-asked", false),
        Event::Said => ("story-said", false),
        Event::Resolved { .. } => ("story-resolved", true),
        Event::Reopened { .. } => ("story-reopened", true),
        Event::Closed { .. } => ("story-closed", true),
        Event::Declined { .. } => ("story-declined", true),
        Event::Urged => ("story-urged", false),
        Event::Withdrawn => ("story-withdrawn", false),
        _ => return None,
    };
    let affected = matches!(reader, Actor::Affected(_));
    if affected && !own && !for_all {
        return None;
    }
    let hidden = affected && !own && staff.is_none();
    let who = match staff {
        Some(who) => who,
        None if own => text!("who-you"),
        None if affected => text!("who-affected"),
        None => tell::reporter(dossier),
    };
    let detail = match line.event {
        Event::Declined { reason } => Text::key(&format!("decline-{}", reason.code())),
        _ => Text::default(),
    };
    Some(
        Text::key(key)
            .with("at", line.at)
            .with("who", who)
            .with("detail", detail)
            .with("words", if hidden { Text::default() } else { words(line) }),
    )
}

fn words(line: &Line) -> Text {
    let words = line.words.as_deref().unwrap_or_default();
    match line.event {
        _ if is_degrees(words) => text!("place-on-map"),
        Event::Declined { .. } if !words.is_empty() => text!("story-channel", words = words),
        _ => Text::raw(words.chars().take(CLIP).collect::<String>()),
    }
}
