//! What the bot says to whom: pure functions from a session, an input and facts to a turn.
//!
//! [`turn`] is the only way in for what people do, [`clock::turn`] for what the clock does. It dispatches and
//! nothing else: emergencies, commands, presses, replies to messages of ours, the flow a person is in, and at last
//! free words, which either belong to a ticket or begin a report.

pub mod acts;
pub mod announce;
pub mod care;
pub mod clock;
pub mod commands;
pub mod desk;
pub mod digest;
pub mod emergency;
pub mod emergency_mode;
pub mod facts;
pub mod first_contact;
pub mod follow_up;
pub mod gap;
pub mod household;
pub mod input;
pub mod ledger;
pub mod line;
pub mod map;
pub mod meeting;
pub mod menu;
pub mod mine;
pub mod open;
pub mod photo;
pub mod projects;
pub mod report;
pub mod rich;
pub mod screen;
pub mod session;
pub mod settings;
pub mod stats;
pub mod switches;
pub mod talk;
pub mod tell;
#[cfg(test)]
mod testing;
pub mod turn;
pub mod vote;
pub mod works;

use crate::domain::refusal::Refusal;
use crate::domain::time::Moment;
use crate::text::Text;
use facts::{Estate, Facts, Needs};
use input::{Input, What};
use screen::Say;
use session::{Flow, Session};
use talk::{Stop, Talk};
use turn::{Change, ChatChange, Turn};

/// What making a turn gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Made {
    /// The turn.
    Turn(Box<Turn>),
    /// More facts are needed: load these too and make it again.
    Ask(Box<Needs>),
}

/// Makes the turn of what a person did.
#[must_use]
pub fn turn(session: &Session, input: &Input, facts: &Facts, estate: &Estate, now: Moment) -> Made {
    let begin = || Talk::new(session.clone(), input, facts, estate, now);
    let mut talk = begin();
    if input.first_over {
        slow_down(&mut talk);
    }
    match dispatch(&mut talk) {
        Ok(()) => Made::Turn(Box::new(talk.finish())),
        Err(Stop::Ask(needs)) => Made::Ask(needs),
        Err(Stop::Refused(refusal)) => {
            let mut talk = begin();
            refuse(&mut talk, refusal);
            Made::Turn(Box::new(talk.finish()))
        }
    }
}

/// Says once a minute that many messages are read more slowly, and whom to ring in need.
fn slow_down(talk: &mut Talk<'_>) {
    let (most, phone) = (talk.estate.quotas.messages, talk.office().unwrap_or_default());
    talk.notice_myself(crate::text!("quota-messages", most = most, phone = phone), None);
}

/// Says a refusal's sentence where it was met: on the press, in the group, or as a line in the private chat.
fn refuse(talk: &mut Talk<'_>, refusal: Refusal) {
    let sentence = Text::key(refusal.key());
    if matches!(refusal, Refusal::NotAllowed | Refusal::Unknown) {
        talk.change(Change::Audit { what: "denied", object: String::new() });
    }
    match &talk.input.what {
        What::Press(_) => talk.say(Say::Toast { text: sentence, alert: true }),
        _ if talk.in_private() => talk.notice_myself(sentence, None),
        _ => talk.say(Say::Here(sentence)),
    }
}

fn dispatch(talk: &mut Talk<'_>) -> talk::Step {
    let input = talk.input;
    match &input.what {
        What::Media(media) if media.caption.starts_with('/') => {
            let (name, rest) = media.caption.split_once(char::is_whitespace).unwrap_or((&media.caption, ""));
            let name = name.trim_start_matches('/').split('@').next().unwrap_or_default().to_lowercase();
            commands::run(talk, &name, rest.trim())
        }
        What::Reachable(reachable) => {
            talk.change(Change::Chat(ChatChange::Reachable(*reachable)));
            Ok(())
        }
        What::Joined { member, .. } => desk::bind::joined(talk, *member),
        What::Command { name, rest } => commands::run(talk, name, rest),
        What::Press(data) => pressed(talk, data),
        _ if !talk.in_private() => desk::group_line(talk),
        What::Edited(words) => report::edited(talk, words).unwrap_or_else(|| line::edited(talk, words)),
        _ => said(talk),
    }
}

/// A button: of the current screen by nonce and number, or an act that is judged anew.
fn pressed(talk: &mut Talk<'_>, data: &str) -> talk::Step {
    let Some(choice) = data.strip_prefix('~') else {
        return act(talk, data);
    };
    let shown = talk.session.shown.clone();
    let chosen = shown.as_ref().and_then(|shown| {
        let (nonce, number) = choice.split_once('.')?;
        let number: usize = number.parse().ok()?;
        (nonce == shown.nonce).then(|| shown.screen.choices().nth(number).map(str::to_owned))?
    });
    if let Some(chosen) = chosen {
        talk.chosen = Some(chosen);
        in_flow(talk)
    } else if let Some(list) = earlier_list(talk, choice) {
        talk.toast(crate::text!("stale-list"));
        list_anew(talk, list)
    } else {
        talk.toast(report::pressed_again(talk).unwrap_or_else(|| crate::text!("stale-button")));
        match shown {
            Some(shown) => {
                let flow = talk.session.flow.clone();
                talk.show_again(flow, shown.screen);
            }
            None => menu::show(talk)?,
        }
        Ok(())
    }
}

/// The list further up to which a button belongs.
fn earlier_list(talk: &Talk<'_>, choice: &str) -> Option<Flow> {
    let (nonce, _) = choice.split_once('.')?;
    talk.session.lists.iter().find(|(known, _)| known == nonce).map(|(_, list)| list.clone())
}

/// Shows such a list as it is now.
fn list_anew(talk: &mut Talk<'_>, list: Flow) -> talk::Step {
    match list {
        Flow::Mine(mine::Step::List(offset)) => mine::list(talk, offset),
        Flow::Open(open::Step::List(offset)) => open::list(talk, offset),
        Flow::Works(works::Step::List(filter, offset)) => works::list(talk, filter, offset),
        Flow::Meeting(meeting::Step::List(offset)) => meeting::resolutions::list(talk, offset),
        Flow::Projects(projects::Step::List(filter, offset)) => projects::list(talk, filter, offset),
        _ => menu::show(talk),
    }
}

/// An act on a notice or card, judged anew at each press.
fn act(talk: &mut Talk<'_>, data: &str) -> talk::Step {
    acts::run(talk, data).unwrap_or_else(|| {
        talk.toast(crate::text!("stale-button"));
        Ok(())
    })
}

/// Something said in a private chat: words, a file, a location.
fn said(talk: &mut Talk<'_>) -> talk::Step {
    emergency::first(talk);
    if let Some(step) = desk::replied(talk).or_else(|| line::replied(talk)) {
        return step;
    }
    if report::album_goes_on(talk) {
        return Ok(());
    }
    if let Some(step) = report::emergency_first(talk) {
        return step;
    }
    if let Some(step) = household::code_first(talk) {
        return step;
    }
    if let Some(choice) = typed_choice(talk) {
        talk.chosen = Some(choice);
    }
    in_flow(talk)
}

/// `1`, `2`, 是, 好 typed count as the numbered button, 不要 as the button that says no; but where the screen has nothing but
/// ways out, what is typed is what it asks for.
fn typed_choice(talk: &Talk<'_>) -> Option<String> {
    let shown = talk.session.shown.as_ref()?;
    let at_menu = talk.session.flow == Flow::Menu;
    let number = match talk.words() {
        "是" | "好" | "好的" | "嗯" | "对" | "要" | "yes" | "ok" | "OK" if !at_menu => 1,
        "不" | "不要" | "否" | "no" if !at_menu => {
            let no = |choice: &&str| *choice == "no" || choice.starts_with("n:");
            return shown.screen.choices().find(no).map(str::to_owned);
        }
        words => words.parse::<usize>().ok()?,
    };
    let asks_for_words = shown.screen.choices().next().is_none_or(|first| matches!(first, "back" | "cancel" | "menu"));
    let numbered = shown.screen.choices().nth(number.checked_sub(1)?);
    numbered.filter(|_| !asks_for_words).map(str::to_owned)
}

fn in_flow(talk: &mut Talk<'_>) -> talk::Step {
    match talk.session.flow.clone() {
        Flow::Menu => menu::turn(talk),
        Flow::FirstContact(step) => first_contact::turn(talk, step),
        Flow::Report(step) => report::turn(talk, step),
        Flow::Mine(step) => mine::turn(talk, step),
        Flow::Open(step) => open::turn(talk, step),
        Flow::Settings(step) => settings::turn(talk, step),
        Flow::FollowUp(step) => follow_up::turn(talk, step),
        Flow::Desk(step) => desk::turn(talk, step),
        Flow::Announce(step) => announce::turn(talk, step),
        Flow::EmergencyMode(step) => emergency_mode::turn(talk, step),
        Flow::Switches(step) => switches::turn(talk, step),
        Flow::Works(step) => works::turn(talk, step),
        Flow::Meeting(step) => meeting::turn(talk, step),
        Flow::Household(step) => household::turn(talk, step),
        Flow::Projects(step) => projects::turn(talk, step),
        Flow::Vote(step) => vote::turn(talk, step),
        Flow::Ledger(step) => ledger::turn(talk, step),
    }
}
