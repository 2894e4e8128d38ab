//! What staff do to a ticket in words: by command, by reply, by the answer to a prompt, after a preview.
//!
//! One winner: the rules refuse whoever comes second, who then reads who was first, and gets their own words back.

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::{story, undo};
use crate::conversation::input::What;
use crate::conversation::line;
use crate::conversation::screen::{Button, Message, Say};
use crate::conversation::talk::{self, Stop, Talk};
use crate::domain::chat::{ChatUse, MessageRole, Pace};
use crate::domain::id::{MediaId, Number};
use crate::domain::person::Reader;
use crate::domain::refusal::Refusal;
use crate::domain::rights::Right;
use crate::domain::ticket::{Action, Actor, DeclineReason, Event, State};
use crate::text;
use crate::text::Text;

/// Words of more characters than this are shown as the resident will read them before they go.
const PREVIEW_CHARS: usize = 300;
/// Words of more characters than this are kept only so far; a message of Telegram's holds no more.
const MAX_CHARS: usize = 3_500;

/// What is done with words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// A reply to the resident.
    Reply,
    /// A question to the resident.
    Ask,
    /// An internal note.
    Note,
    /// Done, with the result.
    Done,
    /// Not taken up, with the right channel.
    Decline(DeclineReason),
}

impl Work {
    /// The right it takes.
    pub(super) const fn right(self) -> Right {
        match self {
            Self::Reply | Self::Ask | Self::Done => Right::Handle,
            Self::Note => Right::Note,
            Self::Decline(_) => Right::Decline,
        }
    }

    const fn action(self) -> Action {
        match self {
            Self::Reply => Action::Reply,
            Self::Ask => Action::Ask,
            Self::Note => Action::Note,
            Self::Done => Action::Resolve(None),
            Self::Decline(reason) => Action::Decline(reason),
        }
    }

    /// The act that asks for its words, and the prompt's act that takes them.
    pub(super) fn act(self, number: Number) -> String {
        match self {
            Self::Reply => format!("desk.reply:{number}"),
            Self::Ask => format!("desk.ask:{number}"),
            Self::Note => format!("desk.note:{number}"),
            Self::Done => format!("desk.done:{number}"),
            Self::Decline(reason) => format!("desk.channel:{number}:{}", reason.code()),
        }
    }

    /// What such an act's verb and argument mean.
    pub(super) fn of_act(verb: &str, argument: &str) -> Option<Self> {
        match verb {
            "desk.reply" => Some(Self::Reply),
            "desk.ask" => Some(Self::Ask),
            "desk.note" => Some(Self::Note),
            "desk.done" => Some(Self::Done),
            "desk.channel" => DeclineReason::of_code(argument).map(Self::Decline),
            _ => None,
        }
    }

    const fn prompt(self) -> &'static str {
        match self {
            Self::Reply => "desk-prompt-reply",
            Self::Ask => "desk-prompt-ask",
            Self::Note => "desk-prompt-note",
            Self::Done => "desk-prompt-done",
            Self::Decline(_) => "desk-prompt-channel",
        }
    }
}

/// Words that wait to be sent, with the files that go with them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// About which ticket.
    pub number: Number,
    /// What sending them does.
    pub work: Work,
    /// The words.
    pub words: String,
    /// Files, already kept.
    pub media: Vec<MediaId>,
    /// The message in which they were written, for its delivery tick.
    pub message: Option<i64>,
}

/// The chat in which it was said, as a reader.
pub(super) fn here(talk: &Talk<'_>) -> Option<Reader> {
    if talk.in_private() {
        return talk.myself();
    }
    let chat = &talk.facts.chat;
    Some(Reader::desk(chat.id, chat.language, true))
}

/// An answer to the member of staff, where they spoke.
pub(super) fn answer(talk: &mut Talk<'_>, text: Text) {
    match &talk.input.what {
        What::Press(_) => talk.toast(text),
        _ => talk.answer(text),
    }
}

/// A message with buttons to whoever speaks, where they spoke.
pub(super) fn offer(talk: &mut Talk<'_>, number: Option<Number>, text: Text, rows: Vec<Vec<Button>>) {
    if let Some(to) = here(talk) {
        talk.tell(Message { rows, pace: Pace::Interactive, ..Message::notice(to, text, number) });
    }
}

/// Whether everyone in this chat may know of the ticket: one's own chat, or the staff chat of a place at or above it,
/// and nothing about a party.
pub(super) fn may_show_here(talk: &Talk<'_>, ticket: &crate::domain::ticket::Ticket) -> bool {
    let bound = talk.facts.chat.binding.filter(|binding| binding.used == ChatUse::Staff);
    let covers = bound.is_some_and(|binding| talk.estate.places.within(ticket.spot.compound, binding.place));
    talk.in_private() || (covers && ticket.against.is_none())
}

/// Asks the person for the words of `work`, as a prompt that they reply to.
///
/// # Errors
/// See [`Stop`].
pub(super) fn ask(talk: &mut Talk<'_>, number: Number, work: Work) -> talk::Step {
    talk.staff_of(number, work.right())?;
    let Some(to) = here(talk) else { return Ok(()) };
    let text = Text::key(work.prompt()).with("number", number.0);
    let notice = Message::notice(to, text, Some(number));
    let (role, prompt) = (MessageRole::Prompt, Some(work.act(number)));
    talk.tell(Message { role, prompt, pace: Pace::Interactive, under_card: true, ..notice });
    Ok(())
}

/// Does `work` with these words and the file of this message; long ones are shown first.
///
/// # Errors
/// See [`Stop`].
pub(super) fn with_words(talk: &mut Talk<'_>, number: Number, work: Work, words: &str) -> talk::Step {
    talk.hold(number)?;
    let actor = talk.staff_of(number, work.right())?;
    let media = match kept(talk) {
        Ok(media) => media,
        Err(why) => {
            answer(talk, why);
            return Ok(());
        }
    };
    let work = of_album(talk, number, work)?;
    let count = words.chars().count();
    let words: String = words.chars().take(MAX_CHARS).collect();
    let pending = Pending { number, work, words, media, message: talk.input.message };
    if count > PREVIEW_CHARS && work != Work::Note {
        preview(talk, pending, count > MAX_CHARS);
        return Ok(());
    }
    deliver(talk, actor, pending)
}

/// The further photos of an album that came with a result arrive alone, after it: they go along as a reply.
fn of_album(talk: &Talk<'_>, number: Number, work: Work) -> Result<Work, Stop> {
    let further = matches!(&talk.input.what, What::Media(media) if media.album.is_some() && media.caption.is_empty());
    let resolved = talk.ticket(number)?.ticket.state == State::Resolved;
    Ok(if work == Work::Done && further && resolved { Work::Reply } else { work })
}

/// The file of this message, kept; or the sentence that says why it can't be.
fn kept(talk: &mut Talk<'_>) -> Result<Vec<MediaId>, Text> {
    match talk.input.what {
        What::Media(_) => line::taken(talk).map(|(_, media)| media),
        _ => Ok(Vec::new()),
    }
}

/// That it was passed on, and nothing else: one clause, to whomever.
static PASSED_ON: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let chinese = r"(我们?)?(已经?|正在?|会)?(转|移交|反馈|上报|汇报|报给|通知|联系)[^,,。.;;!!]{0,16}";
    let english = r"(it )?(has been |was |is )?(passed|forwarded|referred|reported|handed)( on)?( to [^,.;]{1,40})?";
    Regex::new(&format!("^({chinese}|{english})[。.!! ]*$")).ok()
});

/// What tells of work done, and may stand in the same clause.
const WORK: &[&str] = &["修", "换", "好", "完", "清", "装", "补", "拆", "通了"];

/// "Passed to the department" is no result, nor are no words at all.
pub(in crate::conversation) fn is_no_result(words: &str) -> bool {
    let words = words.trim().to_lowercase();
    let passed_on = PASSED_ON.as_ref().is_some_and(|form| form.is_match(&words));
    words.chars().count() < 2 || (passed_on && !WORK.iter().any(|work| words.contains(work)))
}

/// Shows the words as the resident will read them, to be sent or dropped.
pub(super) fn preview(talk: &mut Talk<'_>, pending: Pending, clipped: bool) {
    let number = pending.number;
    let mut text = text!("desk-preview", number = number.0, words = pending.words.as_str());
    if clipped {
        text = text.paragraph(text!("desk-too-long", count = MAX_CHARS));
    }
    talk.session.pending = Some(pending);
    let button = |label: &str, verb: &str| Button::act(Text::key(label), format!("{verb}:{number}"));
    let rows = vec![vec![button("desk-send", "desk.send"), button("desk-drop", "desk.drop")]];
    offer(talk, Some(number), text, rows);
}

/// Sends what was shown, or drops it.
///
/// # Errors
/// See [`Stop`].
pub(super) fn decided(talk: &mut Talk<'_>, number: Number, send: bool) -> talk::Step {
    let Some(pending) = talk.session.pending.clone().filter(|pending| pending.number == number) else {
        answer(talk, text!("desk-preview-gone"));
        return Ok(());
    };
    if !send {
        talk.session.pending = None;
        let text = text!("desk-dropped", words = pending.words);
        talk.say(Say::Replace { text, rows: Vec::new() });
        return Ok(());
    }
    talk.hold(number)?;
    let actor = talk.staff_of(number, pending.work.right())?;
    talk.session.pending = None;
    let text = text!("desk-sending", number = number.0, words = pending.words.as_str());
    talk.say(Say::Replace { text, rows: Vec::new() });
    deliver(talk, actor, pending)
}

/// Does the work. Who comes second reads who was first and gets their words back.
fn deliver(talk: &mut Talk<'_>, actor: Actor, pending: Pending) -> talk::Step {
    let Pending { number, work, words, media, message } = pending;
    talk.tick = message.filter(|_| work != Work::Note);
    let said = Some(words.clone()).filter(|words| !words.is_empty());
    let acted = if work == Work::Done && is_no_result(&words) {
        Err(Stop::Refused(Refusal::NoResult))
    } else {
        talk.act(number, actor, &work.action(), said, media)
    };
    match acted {
        Ok(_) => {
            done(talk, number, work);
            if matches!(work, Work::Reply | Work::Ask) && talk.tick.take().is_some() {
                // Nobody was written to, so no delivery will ever be told.
                answer(talk, text!("sender-unreachable"));
            }
            Ok(())
        }
        Err(Stop::Refused(refusal)) => {
            let why = refused(talk, number, refusal)?;
            let text = if words.is_empty() { why } else { why.paragraph(text!("desk-your-words", words = words)) };
            match here(talk) {
                Some(to) => talk.tell(Message::notice(to, text, Some(number))),
                None => answer(talk, text),
            }
            Ok(())
        }
        Err(ask) => Err(ask),
    }
}

/// What the member of staff learns at once; of what is relayed they learn by its tick.
fn done(talk: &mut Talk<'_>, number: Number, work: Work) {
    let pressed = matches!(talk.input.what, What::Press(_));
    match work {
        Work::Note if !pressed => talk.say(Say::React("👌")),
        Work::Done => undo::said(talk, number, text!("desk-done", number = number.0)),
        Work::Decline(_) => undo::said(talk, number, text!("desk-declined", number = number.0)),
        Work::Reply | Work::Ask | Work::Note => {}
    }
}

/// The sentence of a refusal, with who was first and when where somebody was.
///
/// # Errors
/// See [`Stop`].
pub(super) fn refused(talk: &Talk<'_>, number: Number, refusal: Refusal) -> Result<Text, Stop> {
    let dossier = talk.ticket(number)?;
    let taken = (refusal == Refusal::AlreadyTaken).then_some(dossier.ticket.lead).flatten();
    let since = dossier.lines.iter().rev().find(
        |line| matches!(line.event, Event::Acknowledged { lead } | Event::Assigned { lead } if Some(lead) == taken),
    );
    Ok(match (taken, since.map(|line| line.at)) {
        (Some(lead), Some(at)) => {
            let who = story::colleague(dossier, lead);
            match (talk.now.0 - at.0) / 1_000 {
                seconds @ 0..60 => text!("desk-taken-now", who = who, seconds = seconds.max(1)),
                _ => text!("desk-taken-at", who = who, at = at),
            }
        }
        _ => Text::key(refusal.key()),
    })
}
