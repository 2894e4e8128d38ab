//! The follow-up after "done": contacted? solved? why not? satisfied? Each question is a notice with its own buttons,
//! so that a half-filled report isn't touched by it; words are asked for only where a weak answer was typed.

use serde::{Deserialize, Serialize};

use super::screen::{Button, Message, Press, Say};
use super::session::Flow;
use super::talk::{self, Talk};
use super::{line, menu};
use crate::domain::id::Number;
use crate::domain::person::Reader;
use crate::domain::refusal::Refusal;
use crate::domain::ticket::{Action, Actor, Satisfaction, Solved, State, UnsolvedReason};
use crate::text;
use crate::text::Text;

/// Nothing of the follow-up lies in the session; the variant keeps older sessions readable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// An answer was typed and is being made sure of.
    Typed(Number),
}

/// A question with its buttons.
pub(super) type Question = (Text, Vec<Vec<Button>>);

/// The notice that asks.
pub(super) fn asked(to: Reader, number: Number, (text, rows): Question) -> Message {
    let mut message = Message::notice(to, text, Some(number));
    message.rows = rows;
    message
}

/// "Were you contacted?"
pub(super) fn contacted(number: Number) -> Question {
    let button = |key: &str, answer: &str| Button::act(Text::key(key), format!("fu.contacted:{number}:{answer}"));
    let rows = vec![vec![button("follow-contacted-yes", "yes"), button("follow-contacted-no", "no")]];
    (text!("follow-contacted", number = number.0), rows)
}

/// "Is it solved?"
pub(super) fn solved(number: Number) -> Question {
    let button = |solved: &Solved| {
        let label = Text::key(&format!("solved-{}", solved.code()));
        vec![Button::act(label, format!("fu.solved:{number}:{}", solved.code()))]
    };
    (text!("follow-solved", number = number.0), Solved::ALL.iter().map(button).collect())
}

/// "Why isn't it solved?"
pub(super) fn reasons(talk: &Talk<'_>, number: Number) -> Question {
    let button = |reason: UnsolvedReason| {
        let label = Text::key(&format!("unsolved-{}", reason.code()));
        vec![Button::act(label, format!("fu.reason:{number}:{}", reason.code()))]
    };
    let offered = talk.estate.catalogue.unsolved.iter();
    (text!("follow-reason"), offered.map(|unsolved| button(unsolved.reason)).collect())
}

/// "Are you satisfied?": five answers, three in care mode.
fn satisfied(talk: &Talk<'_>, number: Number) -> Question {
    let offered: &[Satisfaction] = if talk.care() {
        &[Satisfaction::Satisfied, Satisfaction::Fair, Satisfaction::Dissatisfied]
    } else {
        Satisfaction::ALL
    };
    let button = |satisfaction: &Satisfaction| {
        let label = Text::key(&format!("satisfaction-{}", satisfaction.code()));
        vec![Button::act(label, format!("fu.satisfied:{number}:{}", satisfaction.code()))]
    };
    (text!("follow-satisfied"), offered.iter().map(button).collect())
}

/// An act of a follow-up's notice; none: not our verb.
pub fn act(talk: &mut Talk<'_>, verb: &str, object: &str, argument: &str) -> Option<talk::Step> {
    let number = Number(object.parse().ok()?);
    let action = match verb.strip_prefix("fu.")? {
        "contacted" => Action::AnswerContacted(yes_or_no(argument)?),
        "solved" => Action::AnswerSolved(Solved::of_code(argument)?),
        "reason" => Action::AnswerReason(UnsolvedReason::of_code(argument)?),
        "satisfied" => Action::AnswerSatisfied(Satisfaction::of_code(argument)?),
        _ => return None,
    };
    let pressed = Press::Act(format!("{verb}:{object}:{argument}"));
    Some(answer(talk, number, &action).map(|()| mark(talk, question(talk, number, &action), &pressed)))
}

/// The question that an action answers.
fn question(talk: &Talk<'_>, number: Number, action: &Action) -> Question {
    match action {
        Action::AnswerContacted(_) => contacted(number),
        Action::AnswerReason(_) => reasons(talk, number),
        Action::AnswerSatisfied(_) => satisfied(talk, number),
        _ => solved(number),
    }
}

/// The question that was answered keeps its words, with the answer below in place of its buttons.
fn mark(talk: &mut Talk<'_>, (text, rows): Question, pressed: &Press) {
    if let Some(button) = rows.into_iter().flatten().find(|button| button.press == *pressed) {
        let text = text.line(text!("follow-answer", answer = button.label));
        talk.say(Say::Replace { text, rows: Vec::new() });
    }
}

fn yes_or_no(argument: &str) -> Option<bool> {
    match argument {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// An answer of the reporter or of somebody affected, and the next question.
fn answer(talk: &mut Talk<'_>, number: Number, action: &Action) -> talk::Step {
    let actor = talk.resident_of(talk.ticket(number)?).ok_or(Refusal::Unknown)?;
    talk.act(number, actor, action, None, Vec::new())?;
    talk.toast(text!("follow-noted"));
    let state = talk.ticket(number)?.ticket.state;
    let affected = matches!(actor, Actor::Affected(_));
    let next = match action {
        Action::AnswerContacted(_) => Some(solved(number)),
        Action::AnswerSolved(Solved::Yes) if affected => None,
        Action::AnswerSolved(Solved::Yes) => Some(satisfied(talk, number)),
        Action::AnswerSolved(_) => Some(reasons(talk, number)),
        Action::AnswerReason(_) if !affected && state == State::Closed => Some(satisfied(talk, number)),
        _ => None,
    };
    match next {
        Some(question) => {
            if let Some(me) = talk.myself() {
                talk.tell(asked(me, number, question));
            }
        }
        None if state == State::InProgress => {
            let due = talk.ticket(number)?.ticket.dues.done;
            let due = due.map_or_else(|| text!("due-open"), |due| text!("due-at", at = due));
            talk.notice_myself(text!("follow-reopened", number = number.0, due = due), Some(number));
        }
        None => talk.notice_myself(text!("follow-thanks", number = number.0), Some(number)),
    }
    Ok(())
}

/// What words typed as an answer to "is it solved?" mean; none: no answer at all. 「没解决」 is no, 「可以吧」 a weak yes
/// that is asked back.
#[must_use]
pub fn typed(words: &str) -> Option<Solved> {
    let words = words.to_lowercase();
    let latin: Vec<&str> = words.split(|c: char| !c.is_ascii_alphabetic()).collect();
    // A Latin word stands alone: "now" and "know" are no "no".
    let has = |parts: &[&str]| {
        parts.iter().any(|part| if part.is_ascii() { latin.contains(part) } else { words.contains(part) })
    };
    if has(&["没解决", "没好", "没有解决", "还没", "不行", "没修", "no", "not", "isn", "doesn", "unsolved"])
    {
        Some(Solved::No)
    } else if has(&["一部分", "差不多", "可以吧", "还行", "partly"]) {
        Some(Solved::Partly)
    } else if has(&["解决了", "好了", "修好", "yes", "solved", "fixed"]) {
        Some(Solved::Yes)
    } else {
        None
    }
}

/// Words typed below a follow-up's question: answered where they are plain, asked back with buttons where they are weak.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn said(talk: &mut Talk<'_>, number: Number) -> talk::Step {
    match typed(talk.words()) {
        Some(Solved::No) => answer(talk, number, &Action::AnswerSolved(Solved::No)),
        Some(Solved::Yes) => answer(talk, number, &Action::AnswerSolved(Solved::Yes)),
        _ => {
            if let Some(me) = talk.myself() {
                talk.tell(asked(me, number, solved(number)));
            }
            Ok(())
        }
    }
}

/// One turn of this flow.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn turn(talk: &mut Talk<'_>, _step: Step) -> talk::Step {
    talk.session.flow = Flow::Menu;
    if talk.chosen.is_some() { menu::turn(talk) } else { line::said(talk) }
}

#[cfg(test)]
mod tests {
    use super::typed;
    use crate::domain::ticket::Solved;

    #[test]
    fn typed_answers_are_read_as_meant() {
        assert_eq!(typed("没解决"), Some(Solved::No));
        assert_eq!(typed("还没好"), Some(Solved::No));
        assert_eq!(typed("修好了,多谢"), Some(Solved::Yes));
        assert_eq!(typed("可以吧"), Some(Solved::Partly));
        assert_eq!(typed("It works now, I know, fixed"), Some(Solved::Yes));
        assert_eq!(typed("No."), Some(Solved::No));
        assert_eq!(typed("明天停水吗"), None);
    }
}
