//! Votes (投票) in conversation: residents read, vote and check; staff prepare, open, stop and certify; tellers enter
//! paper.
//!
//! [`page`] is what everybody reads, [`fill`] a ballot being filled in, [`cast`] its way into the box, [`verify`] what a
//! receipt tells, [`run`] a vote's page for staff with what is next, [`prepare`] the guided preparation, [`deliver`] which
//! owners were reached, [`paper`] what tellers type, [`clock`] the reminder and the close. A session that knows how somebody
//! votes is emptied with the ballot, and so is whatever was said on the way ([`Step::is_secret`]).

use serde::{Deserialize, Serialize};

use super::screen::Button;
use super::session::Flow;
use super::talk::{self, Stop, Talk};
use super::turn::{Change, RoomChange};
use super::{first_contact, menu};
use crate::domain::fund::project;
use crate::domain::id::{PlaceId, ProjectNumber, VoteId};
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::domain::vote::poll::{Action, Actor, Event, Told, decide};
use crate::text;
use crate::text::Text;

mod cast;
mod clock;
mod deliver;
mod fill;
pub mod known;
mod page;
mod paper;
mod prepare;
mod result;
mod run;
mod verify;
mod words;

pub use clock::look;
pub use deliver::Delivery;
pub use fill::Filling;
pub use paper::Sheet;
pub use prepare::Draft;

/// Where in the votes a person stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The votes of one's compound.
    List,
    /// A vote's page.
    Page(VoteId),
    /// For which of several homes.
    Home(VoteId),
    /// A ballot is filled in.
    Fill(Filling),
    /// It is looked over.
    Review(Filling),
    /// The votes of a compound that one runs, from this place in the list on.
    Runs(PlaceId, usize),
    /// A vote's page for staff.
    Run(VoteId),
    /// It is entered which owners were reached.
    Deliver(Delivery),
    /// A vote is prepared.
    Prepare(Box<Draft>),
    /// A paper ballot is entered.
    Paper(Sheet),
    /// A receipt is asked for.
    Verify,
}

impl Step {
    /// Whether it knows how somebody votes: nothing of it outlives the ballot.
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        self.knows_of().is_some()
    }

    /// The vote of which it knows how somebody votes.
    #[must_use]
    pub const fn knows_of(&self) -> Option<VoteId> {
        match self {
            Self::Fill(filling) | Self::Review(filling) => Some(filling.vote),
            Self::Paper(sheet) => Some(sheet.vote),
            Self::List
            | Self::Page(_)
            | Self::Home(_)
            | Self::Runs(..)
            | Self::Run(_)
            | Self::Deliver(_)
            | Self::Prepare(_)
            | Self::Verify => None,
        }
    }
}

/// One turn of this flow.
///
/// # Errors
/// See [`talk::Stop`].
pub fn turn(talk: &mut Talk<'_>, step: Step) -> talk::Step {
    match (step, talk.chosen.as_deref()) {
        (_, Some("menu")) => menu::show(talk),
        (Step::List, _) => page::listed(talk),
        (Step::Page(vote), _) => page::pressed(talk, vote),
        (Step::Home(vote), _) => fill::home_chosen(talk, vote),
        (Step::Fill(filling), _) => fill::turn(talk, filling),
        (Step::Review(filling), _) => fill::reviewed(talk, filling),
        (Step::Runs(compound, at), _) => run::listed(talk, compound, at),
        (Step::Run(vote), _) => run::pressed(talk, vote),
        (Step::Deliver(delivery), _) => deliver::turn(talk, delivery),
        (Step::Prepare(draft), _) => prepare::turn(talk, *draft),
        (Step::Paper(sheet), _) => paper::turn(talk, sheet),
        (Step::Verify, _) => verify::typed(talk),
    }
}

/// Words outside any step of ours go where they go at the menu.
fn elsewhere(talk: &mut Talk<'_>) -> talk::Step {
    talk.session.flow = Flow::Menu;
    menu::turn(talk)
}

/// `/vote`: the votes of one's compound; `/vote 3`: that vote.
///
/// # Errors
/// See [`talk::Stop`].
pub fn command(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    // Who has a home needs no other compound to vote in it.
    let at_home = first_contact::has_agreed(talk.person()?) && !talk.homes()?.is_empty();
    if !at_home && !first_contact::require(talk)? {
        return Ok(());
    }
    match rest.trim().trim_start_matches('#').parse() {
        Ok(number) => page::show(talk, VoteId(number), None),
        Err(_) => page::list(talk),
    }
}

/// A link to a vote.
///
/// # Errors
/// See [`talk::Stop`].
pub fn linked(talk: &mut Talk<'_>, payload: &str) -> talk::Step {
    let shown = match payload.parse() {
        Ok(number) => page::show(talk, VoteId(number), None),
        Err(_) => Err(Refusal::Unknown.into()),
    };
    match shown {
        Err(Stop::Refused(Refusal::Unknown)) => menu::show_after(talk, Some(text!("link-unknown"))),
        other => other,
    }
}

/// `/verify`: what became of a receipt.
///
/// # Errors
/// See [`talk::Stop`].
pub fn verify(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    verify::command(talk, rest)
}

/// `/votes`: the votes that one runs; `/votes 3`: that vote.
///
/// # Errors
/// See [`talk::Stop`].
pub fn run(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    run::command(talk, rest)
}

/// `/paper`: a paper ballot is entered.
///
/// # Errors
/// See [`talk::Stop`].
pub fn paper(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    paper::command(talk, rest)
}

/// An act of a notice; none: not our verb.
pub fn act(talk: &mut Talk<'_>, verb: &str, object: &str, _argument: &str) -> Option<talk::Step> {
    let vote = VoteId(object.parse().ok()?);
    Some(match verb {
        "vote.page" => page::show(talk, vote, None),
        "vote.run" => run::show(talk, vote, None),
        _ => return None,
    })
}

/// Something of votes is to be written.
fn change(talk: &mut Talk<'_>, change: known::Change) {
    talk.change(Change::Of(RoomChange::Vote(Box::new(change))));
}

/// Does something to a vote that was read for change in this turn.
///
/// # Errors
/// The rules' refusal.
fn act_on(talk: &mut Talk<'_>, told: &Told, action: &Action, actor: Actor) -> Result<Told, Stop> {
    let event: Event = decide(&told.poll, action, actor, talk.now)?;
    let mut after = told.clone();
    after.poll.apply(&event, talk.now);
    change(talk, known::Change::Poll { after: Box::new(after.clone()), event });
    Ok(after)
}

/// Whether the person runs votes of a compound.
fn runs(talk: &Talk<'_>, compound: PlaceId) -> bool {
    rights::at_place(Right::RunVote, &talk.facts.grants, compound, &talk.estate.places).is_some()
}

/// Whether a vote is the person's to read: what everybody may, and to who runs it what is still prepared.
fn is_shown(talk: &Talk<'_>, told: &Told) -> bool {
    told.poll.phase.is_public() || runs(talk, told.poll.params.scope.compound)
}

/// The compound's groups read of a vote, with the way to it.
fn post(talk: &mut Talk<'_>, told: &Told, text: Text) -> talk::Step {
    let page = Button::link(text!("vote-page"), format!("{{bot}}?start=v-{}", told.poll.id));
    talk.tell_groups(told.poll.params.scope.compound, text, &[vec![page]])
}

/// Something happens to each project that is decided on; nothing where none is.
fn each_project(talk: &mut Talk<'_>, told: &Told, action: impl Fn(ProjectNumber) -> project::Action) -> talk::Step {
    let projects = told.poll.params.ask.projects();
    talk.hold_projects(projects.iter().copied())?;
    for project in projects {
        talk.act_on_project(project, project::Actor::Clock, action(project), None)?;
    }
    Ok(())
}
