//! What may be done to a vote, by whom, and what happens then.

use super::{Ask, Event, Outcome, Pair, Params, Phase, Poll};
use crate::domain::id::PersonId;
use crate::domain::refusal::Refusal;
use crate::domain::time::Moment;
use crate::domain::vote::article278::Owners;
use crate::domain::vote::receipt::{hash, hex};

/// Days between the publication of an owners' decision and its opening, at least (Civil Code practice: 公示 ≥ 15 days).
pub const NOTICE_DAYS: i64 = 15;
/// Days an owners' decision is open: from, to.
pub const OWNERS_DAYS: (i64, i64) = (5, 60);
/// Days a fund vote is open: from, to.
pub const FUND_DAYS: (i64, i64) = (1, 60);
/// Most projects of a fund vote.
pub const MOST_OPTIONS: usize = 200;

/// What is wanted of a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Everybody may read what will be asked.
    Publish {
        /// SHA-256 of the value that the lot is drawn with.
        commitment: String,
    },
    /// It is to open, stop or be certified: the first asks, another does it.
    Ask(Pair),
    /// The second opens it.
    Open {
        /// Everybody who may vote, and the hash of their list.
        roll: (Owners, String),
    },
    /// The second stops it.
    Stop,
    /// The clock: its time has come, and all that came before is in the box.
    Close {
        /// How it came out.
        outcome: Outcome,
        /// The root over all ballots.
        root: String,
        /// The value that the lot is drawn with.
        seed: String,
    },
    /// An outage put its close off.
    Extend {
        /// By how much.
        by_ms: i64,
    },
    /// The second certifies it.
    Certify,
    /// The second releases the list of who said what.
    Release,
    /// It won't open.
    Drop,
}

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody with the right to run votes there.
    Staff(PersonId),
    /// The clock.
    Clock,
}

/// Lateness of a close that says that we weren't there, in ms.
const LATE_MS: i64 = 3_600_000;
/// Hours that a vote stays open after we are back, where we weren't there when it was to close.
const BACK_HOURS: i64 = 24;

/// The stated rule of outages: by how much the close is put off, in ms; none where it isn't. Whoever could not reach us
/// at the close has a day from when we are back; and so much of the window as was lost (`lost_ms` in all) is given back.
#[must_use]
pub fn extension(poll: &Poll, lost_ms: i64, now: Moment) -> Option<i64> {
    let closes = poll.closes_at.filter(|_| !poll.stopped)?;
    let late = now.0 - closes.0;
    let by = if late > LATE_MS { now.plus_hours(BACK_HOURS).0 - closes.0 } else { lost_ms - poll.extended_ms };
    (by > 0).then_some(by)
}

/// Checks what a vote is to ask before it is prepared.
///
/// # Errors
/// [`Refusal::BadAmount`] for a budget or cost that isn't above zero, [`Refusal::OverBudget`] for a project that could
/// never be funded, [`Refusal::BadDate`] for a window that is too short
/// or too long, [`Refusal::WrongState`] without anything to choose from.
pub fn check(params: &Params) -> Result<(), Refusal> {
    let (from, to) = match params.ask {
        Ask::Fund { .. } => FUND_DAYS,
        Ask::Owners { .. } => OWNERS_DAYS,
    };
    if !(from..=to).contains(&params.days) {
        return Err(Refusal::BadDate);
    }
    if let Ask::Fund { budget, options, .. } = &params.ask {
        let too_large = |fen: i64| u64::try_from(fen).is_ok_and(|fen| fen > crate::domain::vote::ballots::MOST_MONEY);
        if *budget <= 0 || too_large(*budget) || options.iter().any(|option| option.cost <= 0 || too_large(option.cost))
        {
            return Err(Refusal::BadAmount);
        }
        if options.iter().any(|option| option.cost > *budget) {
            return Err(Refusal::OverBudget);
        }
        let numbers: std::collections::BTreeSet<_> = options.iter().map(|option| option.project).collect();
        if options.is_empty() || options.len() > MOST_OPTIONS || numbers.len() < options.len() {
            return Err(Refusal::WrongState);
        }
    }
    Ok(())
}

/// Whether something may be done to a vote now, and what happens then.
///
/// # Errors
/// The rule's refusal.
pub fn decide(poll: &Poll, action: &Action, actor: Actor, now: Moment) -> Result<Event, Refusal> {
    let staff = match actor {
        Actor::Staff(person) => Ok(person),
        Actor::Clock => Err(Refusal::NotAllowed),
    };
    match action {
        Action::Publish { commitment } if poll.phase == Phase::Draft => {
            staff?;
            check(&poll.params)?;
            Ok(Event::Published { commitment: commitment.clone() })
        }
        Action::Ask(pair) => {
            may(poll, *pair, now)?;
            match poll.asked {
                Some((asked, by)) if asked == *pair && Ok(by) != staff => Err(Refusal::SecondPerson),
                Some((asked, _)) if asked == *pair => Err(Refusal::OnceOnly),
                _ => Ok(Event::Asked { pair: *pair, by: staff? }),
            }
        }
        Action::Open { roll: (roll, list) } => {
            let by = second(poll, Pair::Open, actor, now)?;
            if roll.heads == 0 {
                return Err(Refusal::NobodyToReach);
            }
            let closes_at = now.plus_days(poll.params.days);
            let terms = poll.params.terms((*roll, list), &poll.commitment, closes_at);
            Ok(Event::Opened { by, frozen: hex(&hash(terms.as_bytes())), terms, roll: *roll, closes_at })
        }
        Action::Close { outcome, root, seed } => {
            if actor != Actor::Clock || poll.phase != Phase::Open || poll.takes(now) {
                return Err(Refusal::WrongState);
            }
            Ok(Event::Closed { outcome: outcome.clone(), root: root.clone(), seed: seed.clone() })
        }
        Action::Extend { by_ms } if poll.phase == Phase::Open && *by_ms > 0 && actor == Actor::Clock => {
            Ok(Event::Extended { by_ms: *by_ms })
        }
        Action::Stop => Ok(Event::Stopped { by: second(poll, Pair::Stop, actor, now)? }),
        Action::Certify => Ok(Event::Certified { by: second(poll, Pair::Certify, actor, now)? }),
        Action::Release => Ok(Event::Released { by: second(poll, Pair::List, actor, now)? }),
        Action::Drop if matches!(poll.phase, Phase::Draft | Phase::Published) => Ok(Event::Dropped { by: staff? }),
        Action::Publish { .. } | Action::Extend { .. } | Action::Drop => Err(Refusal::WrongState),
    }
}

/// Whether the phase is one in which this takes two people.
fn may(poll: &Poll, pair: Pair, now: Moment) -> Result<(), Refusal> {
    let stands = match pair {
        Pair::Open => poll.phase == Phase::Published,
        Pair::Stop => poll.takes(now),
        Pair::Certify => poll.phase == Phase::Closed,
        Pair::List => poll.is_counted() && matches!(poll.params.ask, Ask::Owners { .. }) && !poll.released,
    };
    if !stands {
        return Err(Refusal::WrongState);
    }
    if pair == Pair::Open && poll.opens_from().is_some_and(|from| from > now) {
        return Err(Refusal::NotDueYet);
    }
    Ok(())
}

/// The second of two people, who is not the first.
fn second(poll: &Poll, pair: Pair, actor: Actor, now: Moment) -> Result<PersonId, Refusal> {
    may(poll, pair, now)?;
    let Actor::Staff(person) = actor else { return Err(Refusal::NotAllowed) };
    match poll.asked {
        Some((asked, by)) if asked == pair && by != person => Ok(person),
        _ => Err(Refusal::SecondPerson),
    }
}
