//! Which ticket does a line belong to? A quoted message's; else the one that asked; else the person is asked.

use super::input::What;
use super::screen::{Button, Message, Say};
use super::talk::{self, Talk};
use super::turn::Change;
use super::{follow_up, menu, report};
use crate::domain::chat::MessageRole;
use crate::domain::id::{MediaId, Number};
use crate::domain::media::{Media, MediaKind};
use crate::domain::place::degrees;
use crate::domain::refusal::Refusal;
use crate::domain::ticket::dossier::{Dossier, Line};
use crate::domain::ticket::{Action, Event, State};
use crate::domain::time::Moment;
use crate::text;
use crate::text::Text;

/// Tickets offered when it isn't clear which one is meant.
const OFFERED: usize = 4;
/// Stands in a button where no ticket is meant.
const NONE: Number = Number(0);
/// Characters of a line that is thanks and nothing else.
const THANKS: usize = 8;

/// A reply to a message of ours that a resident made; none: it replies to nothing we know.
pub fn replied(talk: &mut Talk<'_>) -> Option<talk::Step> {
    let quoted = talk.facts.quoted.as_ref().filter(|_| talk.input.is_reply)?;
    let number = quoted.ticket?;
    let relayed = quoted.role == MessageRole::Relay;
    Some(if !relayed && follow_up::typed(talk.words()).is_some() && resolved(talk, number) {
        follow_up::said(talk, number)
    } else {
        add(talk, number)
    })
}

fn resolved(talk: &Talk<'_>, number: Number) -> bool {
    talk.facts.tickets.get(&number).is_none_or(|dossier| dossier.ticket.state == State::Resolved)
}

/// Free words, files or locations of somebody at the main menu: they belong to a ticket, are thanks, or begin a report.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn said(talk: &mut Talk<'_>) -> talk::Step {
    if matches!(talk.input.what, What::Unusable) {
        return menu::show_after(talk, Some(text!("line-unusable")));
    }
    let (asking, open) = talk.asking()?;
    let lately = talk.now.plus_hours(-talk.estate.catalogue.periods.asking_hours);
    let asked: Vec<Number> = asking.iter().filter(|(_, since)| *since >= lately).map(|(number, _)| *number).collect();
    // "Not solved" below the question whether it is solved is its answer, quoted or not.
    if let ([only], Some(_)) = (talk.facts.mine_resolved.as_slice(), follow_up::typed(talk.words())) {
        return follow_up::said(talk, *only);
    }
    let suggestion = talk.estate.catalogue.suggest(talk.words());
    if let ([only], false) = (asked.as_slice(), is_thanks(talk)) {
        return answered(talk, *only);
    }
    if suggestion.small_talk && !talk.words().is_empty() {
        return small_talk(talk);
    }
    let follows_on = suggestion.category == "other" && suggestion.emergency.is_none() && !talk.words().is_empty();
    let candidates: Vec<Number> = if asked.is_empty() { open.to_vec() } else { asked };
    if !candidates.is_empty() && (follows_on || candidates.len() > 1 && talk.words().is_empty()) {
        return which(talk, &candidates);
    }
    report::begin(talk, None)
}

/// Thanks and greetings: a reaction and no ticket.
fn small_talk(talk: &mut Talk<'_>) -> talk::Step {
    talk.say(Say::React("❤"));
    let greeting = ["在吗", "你好", "您好", "hello", "hi", "有人吗"];
    let words = talk.words().to_lowercase();
    if greeting.iter().any(|greeting| words.contains(greeting)) { menu::show(talk) } else { Ok(()) }
}

/// Whether thanks were said and nothing else: they answer no question.
#[must_use]
pub fn is_thanks(talk: &Talk<'_>) -> bool {
    let words = talk.words().to_lowercase();
    let begins = ["谢", "多谢", "感谢", "歹势", "劳力", "辛苦", "麻烦", "thank", "thx", "many thanks"];
    let short = words.is_ascii() && words.split_whitespace().count() <= 3 || words.chars().count() <= THANKS;
    short && begins.iter().any(|begin| words.starts_with(begin)) && talk.estate.catalogue.suggest(&words).small_talk
}

/// The line goes to the one ticket that asked; it is named, with a way to say "not this one".
fn answered(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    add(talk, number)?;
    if let Some(me) = talk.myself() {
        let mut message = Message::notice(me, text!("line-added-to", number = number.0), Some(number));
        message.rows = vec![vec![Button::act(text!("line-not-this"), format!("line.new:{number}"))]];
        talk.tell(message);
    }
    Ok(())
}

/// Asks which ticket is meant. The words are kept in a draft meanwhile, so that nothing is lost.
fn which(talk: &mut Talk<'_>, candidates: &[Number]) -> talk::Step {
    let me = talk.myself().filter(|_| talk.session.draft.is_none());
    let Some(me) = me else { return report::begin(talk, None) };
    let mut rows: Vec<Vec<Button>> = candidates
        .iter()
        .take(OFFERED)
        .map(|number| {
            vec![Button::act(text!("line-this-one", number = number.0), format!("line.add:{number}:{}", talk.now.0))]
        })
        .collect();
    rows.push(vec![Button::act(text!("line-new"), format!("line.new:{NONE}"))]);
    report::set_aside(talk);
    let mut message = Message::notice(me, text!("line-which"), None);
    message.rows = rows;
    talk.tell(message);
    Ok(())
}

/// An act of the notices above; none: not our verb.
pub fn act(talk: &mut Talk<'_>, verb: &str, object: &str, argument: &str) -> Option<talk::Step> {
    let number = Number(object.parse().ok()?);
    match verb {
        "line.add" => Some(add_draft(talk, number, argument)),
        "line.new" if number != NONE => Some(not_this(talk, number)),
        "line.new" if talk.session.draft.is_some() => Some(report::resume(talk)),
        "line.new" => Some(report::begin(talk, None)),
        _ => None,
    }
}

/// What was added to a ticket isn't about it: the same words begin a report.
fn not_this(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    let dossier = talk.ticket(number)?;
    let me = talk.resident_of(dossier).ok_or(Refusal::Unknown)?.person();
    let own = |line: &&Line| line.event == Event::Said && line.person == me;
    let words = dossier.lines.iter().rev().find(own).and_then(|line| line.words.clone()).unwrap_or_default();
    report::begin_with(talk, &words)
}

/// The words that were set aside at `begun` (ms) go to a ticket; a draft of another time isn't what was asked about.
fn add_draft(talk: &mut Talk<'_>, number: Number, begun: &str) -> talk::Step {
    let meant = begun.parse().ok().map(Moment);
    let Some(draft) = talk.session.draft.clone().filter(|draft| Some(draft.begun_at) == meant) else {
        talk.toast(text!("stale-button"));
        return Ok(());
    };
    let actor = talk.resident_of(talk.ticket(number)?).ok_or(Refusal::Unknown)?;
    let media = draft.media.clone();
    if let Some(sentence) = enough(talk, talk.ticket(number)?, media.len()) {
        // What was said stays in the draft: it may become a report of its own.
        talk.notice_myself(sentence, Some(number));
        return Ok(());
    }
    talk.act(number, actor, &Action::Say, Some(draft.words()), media)?;
    report::end(talk);
    talk.toast(text!("line-added"));
    talk.notice_myself(text!("line-added-plain", number = number.0), Some(number));
    Ok(())
}

/// Adds what was just said to a ticket of theirs.
///
/// # Errors
/// Others' numbers are answered like unknown ones; what can't be taken gets a sentence.
pub fn add(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    let actor = talk.resident_of(talk.ticket(number)?).ok_or(Refusal::Unknown)?;
    let files = usize::from(matches!(talk.input.what, What::Media(_)));
    let taken = match enough(talk, talk.ticket(number)?, files) {
        Some(sentence) if talk.words().is_empty() => Err(sentence),
        Some(sentence) => {
            talk.notice_myself(sentence, Some(number));
            Ok((talk.words().to_owned(), Vec::new()))
        }
        None => taken(talk),
    };
    let (words, media) = match taken {
        Ok(taken) => taken,
        Err(sentence) => {
            talk.notice_myself(sentence, None);
            return Ok(());
        }
    };
    talk.act(number, actor, &Action::Say, Some(words), media)?;
    if let Some(message) = talk.input.message {
        talk.change(Change::Source { number, message });
    }
    talk.say(Say::React("👍"));
    Ok(())
}

/// The sentence for who would add so many files to a ticket that has enough of theirs.
fn enough(talk: &Talk<'_>, dossier: &Dossier, files: usize) -> Option<Text> {
    let most = talk.estate.quotas.photos;
    let person = talk.person().ok().map(|person| person.id);
    let own = dossier.lines.iter().filter(|line| line.person == person);
    let have: usize = own.map(|line| line.media.len()).sum();
    let over = i64::try_from(have + files).unwrap_or(i64::MAX) > most;
    (files > 0 && most > 0 && over).then(|| text!("report-files-enough", most = most))
}

/// The words and files of the input, kept; or the sentence that says why they can't be.
pub(super) fn taken(talk: &mut Talk<'_>) -> Result<(String, Vec<MediaId>), Text> {
    match talk.input.what.clone() {
        What::Text(words) => Ok((words.trim().to_owned(), Vec::new())),
        What::Media(media) => keep(talk, media),
        What::Location { lat, lon } => Ok((degrees((lat, lon)), Vec::new())),
        _ => Err(text!("line-unusable")),
    }
}

fn keep(talk: &mut Talk<'_>, media: Media) -> Result<(String, Vec<MediaId>), Text> {
    if media.kind == MediaKind::Other {
        return Err(text!("line-unusable"));
    }
    if media.size.is_some_and(|size| size > crate::domain::media::MAX_FILE_BYTES) {
        return Err(text!("line-too-large"));
    }
    let id = MediaId(talk.fresh_id());
    let words = media.caption.trim().to_owned();
    talk.change(Change::Media { id, media });
    Ok((words, vec![id]))
}

/// A message of theirs was edited: a draft takes the new words, a ticket a marked comment.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn edited(talk: &mut Talk<'_>, words: &str) -> talk::Step {
    if let Some(step) = report::edited(talk, words) {
        return step;
    }
    let Some(number) = talk.facts.quoted.as_ref().and_then(|quoted| quoted.ticket) else { return Ok(()) };
    let dossier: &Dossier = talk.ticket(number)?;
    let Some(actor) = talk.resident_of(dossier) else { return Ok(()) };
    talk.act(number, actor, &Action::Edit, Some(words.to_owned()), Vec::new()).map(|_| ())
}
