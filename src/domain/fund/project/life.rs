//! Whether an action may be done to a project now, and what then happens (DOMAIN, Hall 2).

use super::{Action, Actor, Event, Kind, Pledge, PledgeState, Project, Proposal, Reason, Stage, Vetting};
use crate::domain::catalogue::Periods;
use crate::domain::id::PersonId;
use crate::domain::money::MOST_FEN;
use crate::domain::refusal::Refusal;
use crate::domain::time::Moment;

/// What a rule gives: what happens, or why not.
type Decided = Result<Vec<Event>, Refusal>;

/// The event by which a project begins.
///
/// # Errors
/// [`Refusal::BadAmount`] for an estimate that makes no sense.
pub fn propose(proposal: Proposal) -> Result<Event, Refusal> {
    match proposal.estimate {
        Some(estimate) if !(1..=MOST_FEN).contains(&estimate) => Err(Refusal::BadAmount),
        _ => Ok(Event::Proposed { proposal }),
    }
}

/// What `action` by `actor` at `now` makes happen.
///
/// # Errors
/// The [`Refusal`] that the person is told.
pub fn decide(project: &Project, action: Action, actor: Actor, periods: &Periods, now: Moment) -> Decided {
    match actor {
        Actor::Resident(person) => resident(project, action, person),
        Actor::Staff { .. } => staff(project, action, periods, now),
        Actor::Clock => clock(project, action, now),
    }
}

fn at(project: &Project, stages: &[Stage]) -> Result<(), Refusal> {
    if stages.contains(&project.stage) { Ok(()) } else { Err(Refusal::WrongState) }
}

/// What residents do. Support and questions need something that all can read; promises are the person's own.
fn resident(project: &Project, action: Action, person: PersonId) -> Decided {
    let supports = project.supporters.contains(&person);
    let event = match action {
        Action::Ask => at(project, &[Stage::Published, Stage::Voting]).map(|()| Event::Asked),
        Action::Support if supports => Err(Refusal::JoinedAlready),
        Action::Support if project.stage.is_public() => Ok(Event::Supported),
        Action::Unsupport if supports => Ok(Event::Unsupported),
        Action::Support | Action::Unsupport => Err(Refusal::WrongState),
        Action::Pledge { amount, shown } => return pledge(project, person, (amount, shown)),
        Action::TakeBack { pledge } => take_back(project, person, pledge),
        Action::AnswerRefusal => answer_refusal(project, person),
        Action::Withdraw => withdraw(project, person),
        _ => Err(Refusal::NotAllowed),
    };
    Ok(vec![event?])
}

/// A new promise takes the place of one that wasn't kept yet.
fn pledge(project: &Project, person: PersonId, (amount, shown): (i64, bool)) -> Decided {
    if !project.stage.takes_pledges() {
        return Err(Refusal::WrongState);
    }
    if !(1..=MOST_FEN).contains(&amount) {
        return Err(Refusal::BadAmount);
    }
    let before = project.promise_of(person).map(|pledge| Event::PledgeTakenBack { pledge });
    Ok(before.into_iter().chain([Event::Pledged { amount, shown }]).collect())
}

fn take_back(project: &Project, person: PersonId, at: usize) -> Result<Event, Refusal> {
    let own = project.pledges.get(at).filter(|pledge| pledge.person == Some(person));
    match own.ok_or(Refusal::Unknown)?.state {
        PledgeState::Promised => Ok(Event::PledgeTakenBack { pledge: at }),
        PledgeState::Received => Err(Refusal::PledgeReceived),
        PledgeState::TakenBack => Err(Refusal::Ended),
    }
}

/// Once, before it is published that it was turned down.
fn answer_refusal(project: &Project, person: PersonId) -> Result<Event, Refusal> {
    if project.author != Some(person) {
        return Err(Refusal::NotAllowed);
    }
    at(project, &[Stage::Proposed])?;
    match project.turned_down {
        None => Err(Refusal::WrongState),
        Some(turned) if turned.answered => Err(Refusal::AnsweredAlready),
        Some(_) => Ok(Event::RefusalAnswered),
    }
}

/// Before the vote, and not once somebody's money came in for it.
fn withdraw(project: &Project, person: PersonId) -> Result<Event, Refusal> {
    if project.author != Some(person) {
        return Err(Refusal::NotAllowed);
    }
    at(project, &[Stage::Proposed, Stage::Published])?;
    let received = |pledge: &Pledge| pledge.state == PledgeState::Received;
    if project.pledges.iter().any(received) { Err(Refusal::PledgeReceived) } else { Ok(Event::Withdrawn) }
}

/// What staff do.
fn staff(project: &Project, action: Action, periods: &Periods, now: Moment) -> Decided {
    let event = match action {
        Action::Vet(vetting) => vet(project, vetting),
        Action::Refuse(reason) => return refuse(project, reason, now.plus_days(periods.project_answer_days)),
        Action::UpholdRefusal if project.turned_down.is_none_or(|turned| !turned.answered) => Err(Refusal::WrongState),
        Action::UpholdRefusal => at(project, &[Stage::Proposed]).map(|()| Event::Refused),
        Action::Publish => publish(project),
        Action::Answer { question } => answer(project, question),
        Action::Receive { pledge } => receive(project, pledge),
        Action::BeginWorks { task } => at(project, &[Stage::Funded, Stage::Works]).map(|()| Event::WorksBegun { task }),
        Action::Account { spent } => account(project, spent),
        _ => Err(Refusal::NotAllowed),
    };
    Ok(vec![event?])
}

/// What was turned down may be taken up until that is published; what lost may be reckoned anew before it is shown again.
fn vet(project: &Project, vetting: Vetting) -> Result<Event, Refusal> {
    at(project, &[Stage::Proposed, Stage::Lost])?;
    if !vetting.lawful {
        return Err(Refusal::NotVetted);
    }
    if !(1..=MOST_FEN).contains(&vetting.cost) {
        return Err(Refusal::BadAmount);
    }
    Ok(Event::Vetted { vetting })
}

/// What staff proposed has no author who could answer, so it is refused at once.
fn refuse(project: &Project, reason: Reason, until: Moment) -> Decided {
    at(project, &[Stage::Proposed])?;
    if project.turned_down.is_some() {
        return Err(Refusal::OnceOnly);
    }
    let refused = project.author.is_none().then_some(Event::Refused);
    Ok(std::iter::once(Event::TurnedDown { reason, until }).chain(refused).collect())
}

fn publish(project: &Project) -> Result<Event, Refusal> {
    at(project, &[Stage::Proposed, Stage::Lost])?;
    if project.turned_down.is_some() || !project.is_vetted() { Err(Refusal::NotVetted) } else { Ok(Event::Published) }
}

fn answer(project: &Project, at: usize) -> Result<Event, Refusal> {
    match project.questions.get(at) {
        None => Err(Refusal::Unknown),
        Some(question) if question.answered => Err(Refusal::AnsweredAlready),
        Some(_) => Ok(Event::Answered { question: at }),
    }
}

fn receive(project: &Project, at: usize) -> Result<Event, Refusal> {
    match project.pledges.get(at).ok_or(Refusal::Unknown)?.state {
        PledgeState::Promised => Ok(Event::PledgeReceived { pledge: at }),
        PledgeState::Received => Err(Refusal::AnsweredAlready),
        PledgeState::TakenBack => Err(Refusal::Ended),
    }
}

/// A work is accounted for once it became micro-tasks, a service once it has its money; no more is spent than came in.
fn account(project: &Project, spent: i64) -> Result<Event, Refusal> {
    let early = project.stage == Stage::Funded && project.kind == Kind::StartUp;
    if !early {
        at(project, &[Stage::Works])?;
    }
    let (_, received) = project.pledged();
    if (0..=project.granted + received).contains(&spent) {
        Ok(Event::Accounted { spent })
    } else {
        Err(Refusal::BadAmount)
    }
}

/// What the clock and the votes do.
fn clock(project: &Project, action: Action, now: Moment) -> Decided {
    let event = match action {
        Action::RefusalRunsOut => match project.next_look() {
            Some(until) if now >= until => Event::Refused,
            Some(_) => return Err(Refusal::NotDueYet),
            None => return Err(Refusal::WrongState),
        },
        Action::PutToVote { vote } => at(project, &[Stage::Published]).map(|()| Event::PutToVote { vote })?,
        Action::Won { vote } | Action::Lost { vote } => {
            at(project, &[Stage::Voting])?;
            if project.vote != Some(vote) {
                return Err(Refusal::WrongState);
            }
            match action {
                Action::Won { .. } => Event::Won { vote, granted: project.cost },
                _ => Event::Lost { vote },
            }
        }
        _ => return Err(Refusal::NotAllowed),
    };
    Ok(vec![event])
}
