//! Micro-tasks (微实事) in conversation: residents watch them move, accept or object; staff propose and work them.
//!
//! [`page`] is what residents see, [`new`] the guided proposal, [`work`] a task's card for staff with what is next,
//! [`close_out`] the month's end. Everything longer than a tap is talked over in one's own chat; a staff chat gets the
//! link there.

use serde::{Deserialize, Serialize};

use super::screen::{Button, Say, Screen};
use super::session::Flow;
use super::talk::{self, Talk};
use super::{first_contact, menu};
use crate::domain::id::{Number, TaskNumber};
use crate::domain::micro_task::TaskAction;
use crate::domain::micro_task::listing::TaskFilter;
use crate::domain::refusal::Refusal;
use crate::domain::rights::Right;
use crate::text;
use crate::text::Text;

mod ask;
pub mod change;
mod close_out;
mod date;
pub mod facts;
pub mod known;
mod new;
mod page;
mod tell;
pub(super) mod widgets;
mod words;
mod work;

pub use ask::Said;
pub use close_out::clock;
pub use new::{Draft, Part};
pub(super) use new::{of_project, of_resolution, workers};
pub(super) use page::list;
pub use work::{Doing, Why};

/// Where in the works a person stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A list, from this row on.
    List(TaskFilter, i64),
    /// What the list is narrowed by: `""` at first, `stages`, `groups`, `group:CODE`, `places:ROW`.
    Filter(TaskFilter, String),
    /// A task's page, for everyone.
    Page(TaskNumber),
    /// What is wrong with it, in words.
    Objecting(TaskNumber),
    /// A task's card, for staff.
    Work(TaskNumber),
    /// Words and photos for a task are gathered until they are sent.
    Gather {
        /// The task.
        task: TaskNumber,
        /// What they are for.
        doing: Doing,
        /// Words so far.
        words: String,
        /// Files so far, already kept.
        media: Vec<crate::domain::id::MediaId>,
    },
    /// A reason is chosen.
    Reason(TaskNumber, Why),
    /// A date is chosen: for the posting, the schedule, or a new deadline.
    Date(TaskNumber, work::Dating),
    /// A task is proposed.
    New(Box<Draft>),
}

/// One turn of this flow.
///
/// # Errors
/// See [`talk::Stop`].
pub fn turn(talk: &mut Talk<'_>, step: Step) -> talk::Step {
    match (step, talk.chosen.as_deref()) {
        (_, Some("menu")) => menu::show(talk),
        (Step::List(filter, offset), _) => page::listed(talk, filter, offset),
        (Step::Filter(filter, at), _) => page::filtered(talk, filter, &at),
        (Step::Page(number), _) => page::pressed(talk, number),
        (Step::Objecting(number), _) => page::objecting(talk, number),
        (Step::Work(number), _) => work::pressed(talk, number),
        (Step::Gather { task, doing, words, media }, _) => {
            work::gathering(talk, (task, doing), Said { words: Some(words), media })
        }
        (Step::Reason(number, why), _) => work::reasoned(talk, number, why),
        (Step::Date(number, dating), _) => work::dated(talk, number, dating),
        (Step::New(draft), _) => new::turn(talk, *draft),
    }
}

/// Words or files outside any flow of ours go where they go at the menu.
fn elsewhere(talk: &mut Talk<'_>) -> talk::Step {
    talk.session.flow = Flow::Menu;
    menu::turn(talk)
}

/// `/progress`, and the menu's entry: what moves in one's compound.
///
/// # Errors
/// See [`talk::Stop`].
pub fn progress(talk: &mut Talk<'_>) -> talk::Step {
    let Some(compound) = talk.compound() else {
        return if first_contact::require(talk)? { menu::show(talk) } else { Ok(()) };
    };
    list(talk, TaskFilter { compound: Some(compound), ..TaskFilter::default() }, 0)
}

/// The ways on from the map, below what it says in words: the list of one's compound, and its filters. Whoever has no
/// compound and no scope has no list either.
pub fn beside_map(talk: &mut Talk<'_>, words: Text) {
    let compound = talk.compound();
    if compound.is_none() && talk.facts.grants.is_empty() {
        return;
    }
    let choice = |key: &str, code: &str| Button::choice(Text::key(key), code);
    let screen = Screen::new(words)
        .row([choice("menu-progress", "list"), choice("task-filter", "filter")])
        .row([choice("open-menu", "menu")]);
    talk.show(Flow::Works(Step::List(TaskFilter { compound, ..TaskFilter::default() }, 0)), screen);
}

/// A link to a task: its page.
///
/// # Errors
/// See [`talk::Stop`].
pub fn linked(talk: &mut Talk<'_>, payload: &str) -> talk::Step {
    let shown = match payload.parse() {
        Ok(number) => page::show(talk, TaskNumber(number), None),
        Err(_) => Err(Refusal::Unknown.into()),
    };
    match shown {
        Err(talk::Stop::Refused(Refusal::Unknown)) => menu::show_after(talk, Some(text!("link-unknown"))),
        other => other,
    }
}

/// `/task new`, `/task new 1042` (from a ticket), `/task 12`.
///
/// # Errors
/// See [`talk::Stop`].
pub fn task(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    let (first, second) = rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
    let number = |word: &str| word.trim().trim_start_matches('#').parse::<i64>().ok();
    if !talk.in_private() {
        let payload = number(first).map(|number| format!("?start=w-{number}")).unwrap_or_default();
        let link = format!("{}{payload}", talk.estate.bot_link);
        talk.say(Say::Here(text!("task-in-private", link = link)));
        return Ok(());
    }
    match (first, number(first), number(second)) {
        ("new", _, ticket) => new::begin(talk, ticket.map(Number)),
        (_, Some(task), _) => work::show(talk, TaskNumber(task), None),
        _ => menu::show_after(talk, Some(text!("task-usage"))),
    }
}

/// `/tasks`: what one answers for, and from there what is under way below one's scopes.
///
/// # Errors
/// See [`talk::Stop`].
pub fn tasks(talk: &mut Talk<'_>, _rest: &str) -> talk::Step {
    if !talk.in_private() {
        talk.say(Say::Here(text!("task-in-private", link = talk.estate.bot_link.as_str())));
        return Ok(());
    }
    let own = TaskFilter { responsible: Some(talk.person()?.id), ..TaskFilter::default() };
    list(talk, own, 0)
}

/// `/closeout`: what is left of this month for whoever asks.
///
/// # Errors
/// See [`talk::Stop`].
pub fn closeout(talk: &mut Talk<'_>, _rest: &str) -> talk::Step {
    close_out::guide(talk)
}

/// An act of a notice or card about tasks; none: not our verb.
pub fn act(talk: &mut Talk<'_>, verb: &str, object: &str, _argument: &str) -> Option<talk::Step> {
    let number: i64 = object.parse().ok()?;
    let task = TaskNumber(number);
    Some(match verb {
        "task.page" => page::show(talk, task, None),
        "task.work" => work::show(talk, task, None),
        "task.accept" => page::accept(talk, task),
        "task.object" => page::object(talk, task),
        "task.new" => from_card(talk, Number(number)),
        "task.closeout" => close_out::guide(talk),
        _ => return None,
    })
}

/// The button of a ticket's card: the proposal begins in the presser's own chat.
fn from_card(talk: &mut Talk<'_>, ticket: Number) -> talk::Step {
    if talk.person()?.chat.is_none() {
        let link = talk.estate.bot_link.clone();
        talk.say(Say::Toast { text: text!("task-in-private", link = link), alert: true });
        return Ok(());
    }
    if !talk.in_private() {
        talk.toast(text!("desk-shown-in-private"));
    }
    new::begin(talk, Some(ticket))
}

/// Refuses whoever may not propose tasks anywhere.
fn may_propose(talk: &Talk<'_>) -> talk::Step {
    let may = talk.facts.grants.iter().any(|grant| crate::domain::rights::holds(grant.role, Right::ProposeTask));
    if may { Ok(()) } else { Err(Refusal::NotAllowed.into()) }
}

/// Does what takes no words and shows the card again, with the refusal's sentence where a rule says no.
fn plainly(talk: &mut Talk<'_>, number: TaskNumber, action: TaskAction) -> talk::Step {
    talk.hold_task(number)?;
    let actor = talk.task_actor(number, action)?;
    let note = match talk.act_on_task(number, actor, action, Said::default()) {
        Ok(_) => text!("task-noted"),
        Err(talk::Stop::Refused(refusal)) => Text::key(refusal.key()),
        Err(ask) => return Err(ask),
    };
    work::show(talk, number, Some(note))
}
