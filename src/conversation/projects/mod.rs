//! Fund projects (基金项目) in conversation: residents propose, support, ask and promise money; staff vet, answer and make
//! micro-tasks of what got its money.
//!
//! [`new`] is the guided proposal, [`page`] the list and a project's page, [`pledge`] the promise (认捐), [`work`] what
//! staff do with a project, [`vet`] the vetting, [`ask`] every step that takes a line of words.

use serde::{Deserialize, Serialize};

use super::screen::{Button, Say};
use super::session::Flow;
use super::talk::{self, Talk};
use super::{first_contact, menu};
use crate::domain::fund::project::listing::Filter;
use crate::domain::fund::project::{Action, Actor, Reason, Stage};
use crate::domain::id::{Number, PlaceId, ProjectNumber, TaskNumber};
use crate::domain::place::PlaceKind;
use crate::domain::public_form;
use crate::domain::refusal::Refusal;
use crate::domain::rights::Right;
use crate::domain::ticket::Ticket;
use crate::text;
use crate::text::Text;

mod ask;
pub mod known;
mod new;
mod page;
pub mod pledge;
mod tell;
mod vet;
mod words;
mod work;

pub use ask::Wanted;
pub(super) use page::list;

/// Where among the projects a person stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A list, from this row on.
    List(Filter, i64),
    /// A project's page.
    Page(ProjectNumber),
    /// A line of words is asked for.
    Words(ProjectNumber, Wanted),
    /// A project is proposed.
    New(Box<new::Draft>),
    /// Money is promised.
    Pledge(ProjectNumber, pledge::Step),
    /// What staff may do with it.
    Work(ProjectNumber),
    /// It is vetted.
    Vet(ProjectNumber, Box<vet::Draft>),
    /// The reason is chosen for which it is turned down.
    Refuse(ProjectNumber),
    /// The promise is chosen whose money came in, from this one on.
    Receive(ProjectNumber, usize),
}

/// One turn of this flow.
///
/// # Errors
/// See [`talk::Stop`].
pub fn turn(talk: &mut Talk<'_>, step: Step) -> talk::Step {
    match (step, talk.chosen.as_deref()) {
        (_, Some("menu")) => menu::show(talk),
        (Step::List(filter, offset), _) => page::listed(talk, filter, offset),
        (Step::Page(number), _) => page::pressed(talk, number),
        (Step::Words(number, wanted), _) => ask::turn(talk, number, wanted),
        (Step::New(draft), _) => new::turn(talk, *draft),
        (Step::Pledge(number, step), _) => pledge::turn(talk, number, step),
        (Step::Work(number), _) => work::pressed(talk, number),
        (Step::Vet(number, draft), _) => vet::turn(talk, number, *draft),
        (Step::Refuse(number), _) => work::refusing(talk, number),
        (Step::Receive(number, from), _) => work::receiving(talk, number, from),
    }
}

/// Words or files outside any question of ours go where they go at the menu.
fn elsewhere(talk: &mut Talk<'_>) -> talk::Step {
    talk.session.flow = Flow::Menu;
    menu::turn(talk)
}

/// `/project`: the list; `/project new`, `/project new 1042` (from a ticket), `/project 3`.
///
/// # Errors
/// See [`talk::Stop`].
pub fn command(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    let (first, second) = rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
    match (first, number(first), number(second)) {
        ("new", _, ticket) => new::begin(talk, ticket.map(Number)),
        (_, Some(project), _) => page::show(talk, ProjectNumber(project), None),
        _ => show(talk, None),
    }
}

/// The number that somebody typed, with or without `#`.
fn number(word: &str) -> Option<i64> {
    word.trim().trim_start_matches('#').parse().ok()
}

/// The list of the reader's compound; staff without one read those of their first place.
fn show(talk: &mut Talk<'_>, stage: Option<Stage>) -> talk::Step {
    match home(talk) {
        Some(place) => list(talk, Filter { place, stage, class: None }, 0),
        None if first_contact::require(talk)? => menu::show(talk),
        None => Ok(()),
    }
}

fn home(talk: &Talk<'_>) -> Option<PlaceId> {
    talk.compound().or_else(|| talk.facts.grants.first().map(|grant| grant.scope))
}

/// An act of a notice or a ticket's page; none: not our verb.
pub fn act(talk: &mut Talk<'_>, verb: &str, object: &str, _argument: &str) -> Option<talk::Step> {
    let number: i64 = object.parse().ok()?;
    Some(match verb {
        "project.page" => page::show(talk, ProjectNumber(number), None),
        "project.work" => work::show(talk, ProjectNumber(number), None),
        "project.new" => from_ticket(talk, Number(number)),
        _ => return None,
    })
}

/// Whether a project may be made of a ticket: what is about somebody, or kept from others, isn't put before all.
fn suits(talk: &Talk<'_>, ticket: &Ticket) -> bool {
    ticket.state.is_open() && public_form::shows(ticket, &talk.estate.catalogue)
}

/// The button that makes a project of a ticket, where one may be made of it.
pub(super) fn of_ticket(talk: &Talk<'_>, ticket: &Ticket) -> Option<Button> {
    suits(talk, ticket).then(|| Button::act(text!("project-of-ticket"), format!("project.new:{}", ticket.number)))
}

/// The proposal begins in the presser's own chat.
fn from_ticket(talk: &mut Talk<'_>, ticket: Number) -> talk::Step {
    if talk.person()?.chat.is_none() {
        let link = talk.estate.bot_link.clone();
        talk.say(Say::Toast { text: text!("command-in-private", link = link), alert: true });
        return Ok(());
    }
    if !talk.in_private() {
        talk.toast(text!("desk-shown-in-private"));
    }
    new::begin(talk, Some(ticket))
}

/// The author of a project that is turned down let their time to answer pass.
///
/// # Errors
/// See [`talk::Stop`]; a refusal says that nothing is left to do.
pub fn clock(talk: &mut Talk<'_>, number: ProjectNumber) -> talk::Step {
    talk.act_on_project(number, Actor::Clock, Action::RefusalRunsOut, None).map(drop)
}

/// A micro-task was made of a project: whoever follows the project follows the task from now on.
///
/// # Errors
/// The rules' refusal; see also [`talk::Stop`].
pub(super) fn works_begun(talk: &mut Talk<'_>, number: ProjectNumber, task: TaskNumber) -> talk::Step {
    let action = Action::BeginWorks { task };
    let actor = talk.project_actor(number, action)?;
    talk.act_on_project(number, actor, action, None)?;
    let project = talk.project(number)?.project.clone();
    for person in project.followers().into_iter().chain(project.author) {
        talk.follow_task(task, person, true)?;
    }
    Ok(())
}

/// Whether the person vets projects of a compound.
fn vets(talk: &Talk<'_>, compound: PlaceId) -> bool {
    talk.works_at(Right::Vet, compound).is_some()
}

/// The compounds for which the person may propose as staff.
fn own_compounds<'t>(talk: &'t Talk<'_>) -> impl Iterator<Item = &'t crate::domain::place::Place> {
    let compounds = talk.estate.places.iter().filter(|place| place.kind == PlaceKind::Compound);
    compounds.filter(|place| talk.works_at(Right::ProposeTask, place.id).is_some())
}

/// Does what takes no words; what a rule refuses becomes the sentence to show.
fn plainly(talk: &mut Talk<'_>, number: ProjectNumber, action: Action) -> Result<Text, talk::Stop> {
    said(talk, number, action, None)
}

/// Does something with words; what a rule refuses becomes the sentence to show.
fn said(talk: &mut Talk<'_>, number: ProjectNumber, action: Action, words: Option<String>) -> Result<Text, talk::Stop> {
    talk.hold_project(number)?;
    let actor = talk.project_actor(number, action)?;
    match talk.act_on_project(number, actor, action, words) {
        Ok(_) => Ok(done(action)),
        Err(talk::Stop::Refused(refusal)) => Ok(Text::key(refusal.key())),
        Err(ask) => Err(ask),
    }
}

/// What is said to whoever did it.
fn done(action: Action) -> Text {
    match action {
        Action::Support => text!("project-supported"),
        Action::Unsupport => text!("project-unsupported"),
        Action::Ask => text!("project-asked"),
        Action::Withdraw => text!("project-withdrawn"),
        Action::TakeBack { .. } => text!("project-taken-back"),
        Action::AnswerRefusal => text!("project-objected"),
        Action::Refuse(_) => text!("project-told-author"),
        Action::Publish => text!("project-published"),
        _ => text!("task-noted"),
    }
}

/// Refuses what isn't a reason.
fn reason(code: &str) -> Result<Reason, Refusal> {
    Reason::of_code(code).ok_or(Refusal::Unknown)
}
