//! Minutes become resolutions: all of them at once, told to the meeting's chats, to those who see to them, and to those
//! whose proposals were talked over.

use super::super::known::{Change, Which};
use super::super::{act_on, change, done, place_name, post, reader_of};
use super::{Decision, Draft, Settled, Step, pages};
use crate::conversation::menu;
use crate::conversation::screen::{Button, Message};
use crate::conversation::talk::{self, Stop, Talk};
use crate::domain::id::{MeetingId, ProposalId, ResolutionId};
use crate::domain::meeting::resolution::{Action, Event, Words, good_due};
use crate::domain::meeting::{Item, Meeting, Resolution, Told};
use crate::domain::refusal::Refusal;
use crate::text;
use crate::text::{Arg, Text};

/// Records what is written.
pub(super) fn record(talk: &mut Talk<'_>, draft: &Draft) -> talk::Step {
    if draft.made.iter().any(|made| !good_due(made.due, talk.now)) {
        return pages::show(talk, Step::Review, Some(Text::key(Refusal::BadDate.key())));
    }
    let papers = pages::papers(talk, draft)?;
    let text = text!("minutes-posted", place = place_name(talk, draft.place)).line(pages::decisions(draft, papers));
    let (meeting, talked_over) = meeting(talk, draft)?;
    for settled in &draft.settled {
        settle(talk, draft, *settled)?;
    }
    for made in &draft.made {
        resolve(talk, draft, (meeting, made))?;
    }
    tell_authors(talk, draft, &talked_over)?;
    change(talk, Change::Minuted { meeting, proposals: talked_over });
    post(talk, draft.place, &text, &[])?;
    talk.session.minutes = None;
    menu::show_after(talk, Some(text!("minutes-recorded", count = draft.made.len())))
}

/// The meeting that they are of, and the proposals on its agenda; one beside the rounds is called now.
fn meeting(talk: &mut Talk<'_>, draft: &Draft) -> Result<(MeetingId, Vec<ProposalId>), Stop> {
    if let Some(id) = draft.meeting {
        let (meeting, _) = talk.meeting(Which::One(id))?;
        let agenda = meeting.filter(|meeting| !meeting.minuted).map(|meeting| meeting.agenda.as_slice());
        let proposal = |item: &Item| match item {
            Item::Proposal { id } => Some(*id),
            _ => None,
        };
        return Ok((id, agenda.unwrap_or_default().iter().filter_map(proposal).collect()));
    }
    let (id, at) = (MeetingId(talk.fresh_id()), talk.now);
    let period = at.local().date_naive().to_string();
    let meeting = Meeting { id, place: draft.place, period, at, agenda: Vec::new(), minuted: false };
    change(talk, Change::Call(meeting));
    Ok((id, Vec::new()))
}

/// An earlier resolution is done or gets another date; one that ended meanwhile stays as it is.
fn settle(talk: &mut Talk<'_>, draft: &Draft, settled: Settled) -> talk::Step {
    let (id, action) = match settled {
        Settled::Done(id) => (id, Action::Finish { media: Vec::new() }),
        Settled::Carried(id, due) => (id, Action::CarryOver { due }),
    };
    let told = pages::papers(talk, draft)?.and_then(|papers| papers.resolutions.get(&id));
    match told.map(|told| act_on(talk, told, &action, None)) {
        Some(Err(ask @ Stop::Ask(_))) => Err(ask),
        _ => Ok(()),
    }
}

/// A decision becomes a resolution, and its owner hears of it.
fn resolve(talk: &mut Talk<'_>, draft: &Draft, (meeting, made): (MeetingId, &Decision)) -> talk::Step {
    let (owner, role, due, public) = (made.owner.person, made.owner.role, made.due, made.public);
    let event = Event::Made { place: draft.place, meeting, owner, role, due, public };
    let id = ResolutionId(talk.fresh_id());
    let resolution = Resolution::begin(id, &event, talk.now).ok_or(Refusal::WrongState)?;
    let words = Words { text: made.words.clone(), owner: made.owner.name.clone(), result: None };
    change(talk, Change::Resolve { told: Told { resolution, words }, event });
    let reader = reader_of(talk, draft.place, owner)?.filter(|reader| reader.reachable);
    if let Some(reader) = reader {
        let place = place_name(talk, draft.place);
        let text = text!("minutes-yours", place = place, words = made.words.as_str(), due = Arg::Day(due));
        let mut message = Message::notice(reader, text, None);
        message.rows = vec![vec![done::finish_button(id)]];
        talk.tell(message);
    }
    Ok(())
}

/// Whoever proposed something hears that it was talked over.
fn tell_authors(talk: &mut Talk<'_>, draft: &Draft, proposals: &[ProposalId]) -> talk::Step {
    let Some(papers) = pages::papers(talk, draft)? else { return Ok(()) };
    for proposal in proposals.iter().filter_map(|id| papers.proposals.get(id)) {
        let reader = talk.facts.meeting.authors.get(&proposal.person).filter(|reader| reader.reachable);
        let Some(reader) = reader.cloned() else { continue };
        let place = place_name(talk, draft.place);
        let text = text!("minutes-author", place = place, words = proposal.words.as_str());
        let mut message = Message::notice(reader, text, None);
        message.rows = vec![vec![Button::act(text!("minutes-author-see"), "meeting.list:0")]];
        talk.tell(message);
    }
    Ok(())
}
