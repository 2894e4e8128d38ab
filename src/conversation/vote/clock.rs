//! What the clock does to a vote: a reminder to who hasn't voted, and the close.
//!
//! The close comes at the frozen time, and waits until every update that was stored before it is handled: a ballot's
//! time is when it reached us, not when its turn came.

use super::known::{BallotBox, Change};
use super::{act_on, change, each_project, post, result, words};
use crate::conversation::announce::facts::Effect;
use crate::conversation::screen::{Button, Message};
use crate::conversation::switches;
use crate::conversation::talk::{self, Talk};
use crate::domain::chat::Pace;
use crate::domain::fund::project;
use crate::domain::id::VoteId;
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::domain::time::Moment;
use crate::domain::unasked::{self, Going, Hurry, Unasked};
use crate::domain::vote::poll::{Action, Actor, Ballot, Outcome, Phase, Poll, Told, extension, lot};
use crate::domain::vote::receipt::{hex, root};
use crate::text;
use crate::text::{Arg, Text};

/// Hours before the close at which who hasn't voted is reminded: whom one can't be told on the first day, on the second.
const REMIND_HOURS: [i64; 2] = [48, 24];
/// How long after the close it is counted, in ms: what intake stamped before it may still be on its way into the database.
const SETTLED_MS: i64 = 2_000;
/// How soon a close that has to wait looks again, in ms.
const AGAIN_MS: i64 = 1_000;

/// When the clock looks at an open vote next.
pub(super) fn next_look(poll: &Poll, now: Moment) -> Option<Moment> {
    let closes = poll.closes_at?;
    let reminders = REMIND_HOURS.iter().map(|hours| closes.plus_hours(-hours));
    reminders.chain([closes.plus_ms(SETTLED_MS)]).find(|look| *look > now)
}

/// The clock looks at a vote.
///
/// # Errors
/// See [`talk::Stop`]; a refusal says that nothing is left to do.
pub fn look(talk: &mut Talk<'_>, vote: VoteId) -> talk::Step {
    let told = talk.hold_poll(vote)?;
    match told.poll.closes_at {
        Some(closes) if told.poll.phase == Phase::Open && talk.now < closes => remind(talk, told, closes),
        Some(closes) if told.poll.phase == Phase::Open => match closes.plus_ms(SETTLED_MS) {
            settled if talk.now < settled => {
                change(talk, Change::Look { vote, at: settled });
                Ok(())
            }
            _ => close(talk, told),
        },
        _ => Err(Refusal::Unknown.into()),
    }
}

/// Who hasn't voted is told so, if they wish such messages and had no other today.
fn remind(talk: &mut Talk<'_>, told: &Told, closes: Moment) -> talk::Step {
    let vote = told.poll.id;
    let text = text!("vote-reminder", title = told.words.title.as_str(), at = Arg::On(closes));
    let (why, off) = switches::why(Unasked::Reminders, Hurry::Plain);
    let text = text.paragraph(words::turnout(told)).paragraph(why);
    let mut persons = Vec::new();
    for recipient in talk.not_voted(vote)? {
        let going = unasked::going(Unasked::Reminders, Hurry::Plain, &recipient.wishes, talk.now);
        let (Going::Now { silent }, true) = (going, recipient.reader.reachable) else { continue };
        let rows = vec![vec![Button::act(text!("vote-page"), format!("vote.page:{vote}"))], vec![off.clone()]];
        let message = Message::notice(recipient.reader.clone(), text.clone(), None);
        talk.tell(Message { rows, silent, pace: Pace::Broadcast, ..message });
        persons.push(recipient.person);
    }
    talk.change(Effect::Told(persons).change());
    change(talk, Change::Look { vote, at: next_look(&told.poll, talk.now).unwrap_or(closes) });
    Ok(())
}

/// Counts, and says how it came out.
fn close(talk: &mut Talk<'_>, told: &Told) -> talk::Step {
    let (poll, vote, compound) = (&told.poll, told.poll.id, told.poll.params.scope.compound);
    talk::together([talk.ballot_box(vote).map(drop), talk.desk(compound).map(drop)])?;
    let BallotBox { ballots, silent, seed, waiting, lost_ms } = talk.ballot_box(vote)?;
    if *waiting > 0 {
        change(talk, Change::Look { vote, at: talk.now.plus_ms(AGAIN_MS) });
        return Ok(());
    }
    if let Some(by_ms) = extension(poll, *lost_ms, talk.now) {
        return put_off(talk, told, by_ms);
    }
    let over = hex(&root(ballots.iter().map(|(_, _, leaf)| *leaf)));
    let weighed: Vec<(Ballot, u64)> = ballots.iter().map(|(ballot, area, _)| (ballot.clone(), *area)).collect();
    let lot = lot(&over, seed);
    let outcome =
        Outcome::of(&poll.params, poll.roll, (&weighed, *silent), lot.as_bytes()).ok_or(Refusal::WrongState)?;
    let action = Action::Close { outcome, root: over, seed: seed.clone() };
    let after = act_on(talk, told, &action, Actor::Clock)?;
    let page = text!("vote-post-result").paragraph(words::page(talk, &after));
    let text = page.paragraph(result::words(talk, &after));
    post(talk, &after, text)?;
    tell_staff(talk, &after, &text!("vote-to-certify", number = vote.0, title = after.words.title.as_str()))
}

/// An outage puts the close off, and the groups are told until when.
fn put_off(talk: &mut Talk<'_>, told: &Told, by_ms: i64) -> talk::Step {
    let vote = told.poll.id;
    let after = act_on(talk, told, &Action::Extend { by_ms }, Actor::Clock)?;
    let closes = after.poll.closes_at.unwrap_or(talk.now);
    change(talk, Change::Look { vote, at: closes });
    let text = text!("vote-extended", number = vote.0, title = after.words.title.as_str(), at = Arg::On(closes));
    talk.tell_groups(after.poll.params.scope.compound, text, &[])
}

/// What was put to the vote learns how it came out, once two people stand for it: money follows nothing less.
pub(super) fn settle(talk: &mut Talk<'_>, told: &Told) -> talk::Step {
    let Some(outcome) = &told.poll.outcome else { return Ok(()) };
    let (winners, vote) = (outcome.funds(&told.poll.params.ask), told.poll.id);
    each_project(talk, told, |number| {
        if winners.contains(&number) { project::Action::Won { vote } } else { project::Action::Lost { vote } }
    })
}

/// Whoever runs votes there reads what is to be done next.
pub(super) fn tell_staff(talk: &mut Talk<'_>, told: &Told, text: &Text) -> talk::Step {
    let me = talk.facts.person.as_ref().map(|person| person.id);
    let holders = talk.desk(told.poll.params.scope.compound)?.holders.iter();
    let run = holders.filter(|holder| rights::holds(holder.grant.role, Right::RunVote) && Some(holder.person) != me);
    let mut known = std::collections::BTreeSet::new();
    let readers: Vec<_> = run
        .filter(|holder| holder.reader.reachable && known.insert(holder.person))
        .map(|holder| holder.reader.clone())
        .collect();
    for to in readers {
        let rows = vec![vec![Button::act(text!("vote-run"), format!("vote.run:{}", told.poll.id))]];
        talk.tell(Message { rows, ..Message::notice(to, text.clone(), None) });
    }
    Ok(())
}
