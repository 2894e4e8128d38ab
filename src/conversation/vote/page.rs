//! What everybody reads of a vote: what is asked, of whom, until when, how many have voted, and how it came out.

use std::collections::BTreeSet;

use super::{Step, elsewhere, fill, result, verify, words};
use crate::conversation::household;
use crate::conversation::menu;
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Stop, Talk};
use crate::domain::household::Home;
use crate::domain::id::VoteId;
use crate::domain::refusal::Refusal;
use crate::domain::vote::poll::{Ask, Phase, Poll, Told};
use crate::text;
use crate::text::Text;

/// Votes on a page.
const PAGE: usize = 5;

/// The votes of the person's compound.
///
/// # Errors
/// See [`Stop`].
pub(super) fn list(talk: &mut Talk<'_>) -> talk::Step {
    let home = talk.homes()?.first().map(|home| home.household.door.compound);
    let Some(compound) = talk.compound().or(home) else { return menu::show(talk) };
    let public = |told: &&Told| told.poll.phase.is_public();
    let votes: Vec<&Told> = talk.polls(compound)?.iter().filter(public).take(PAGE).collect();
    if let [only] = votes.as_slice() {
        return show(talk, only.poll.id, None);
    }
    let mut screen = Screen::new(if votes.is_empty() { text!("vote-none") } else { text!("vote-list") });
    for told in votes {
        screen = screen.row([words::brief(told)]);
    }
    let verify = Button::choice(text!("vote-verify"), "verify");
    talk.show(Flow::Vote(Step::List), screen.row([verify, Button::choice(text!("open-menu"), "menu")]));
    Ok(())
}

/// Something was tapped on the list.
pub(super) fn listed(talk: &mut Talk<'_>) -> talk::Step {
    match talk.chosen.as_deref() {
        Some("verify") => verify::ask(talk, None),
        Some(number) => match number.parse() {
            Ok(number) => show(talk, VoteId(number), None),
            Err(_) => list(talk),
        },
        None => elsewhere(talk),
    }
}

/// A vote's page, with a sentence before it.
///
/// # Errors
/// [`Refusal::Unknown`] when there is none or it isn't theirs to read; see also [`Stop`].
pub(super) fn show(talk: &mut Talk<'_>, vote: VoteId, note: Option<Text>) -> talk::Step {
    talk::together([talk.poll(vote).map(drop), talk.homes().map(drop)])?;
    let told = talk.poll(vote)?;
    if !super::is_shown(talk, told) {
        return Err(Refusal::Unknown.into());
    }
    let mut text = words::page(talk, told);
    let mut screen = Screen::default();
    if told.poll.is_counted() {
        text = text.paragraph(result::words(talk, told));
    }
    if told.poll.phase == Phase::Open {
        let (line, ways) = own(talk, told)?;
        text = text.paragraph(line);
        screen = screen.row(ways);
    }
    let whole = told.poll.params.scope.building.is_none() && told.poll.phase == Phase::Open;
    let buildings = whole.then(|| Button::choice(text!("vote-by-building"), "buildings"));
    let secret = Button::choice(text!("vote-secret-how"), "secret");
    let verify = Button::choice(text!("vote-verify"), "verify");
    screen.text = note.map_or(text.clone(), |note| note.paragraph(text));
    let screen = screen.row([secret, verify]).row(buildings);
    let run = super::runs(talk, told.poll.params.scope.compound).then(|| Button::choice(text!("vote-run"), "run"));
    let ways = run.into_iter().chain([Button::choice(text!("open-menu"), "menu")]);
    talk.show(Flow::Vote(Step::Page(vote)), screen.row(ways));
    Ok(())
}

/// The person's own homes that may vote here, as voters with the door of each: households, or in owners' decisions owner
/// groups.
pub(super) fn voters<'a>(homes: &'a [Home], poll: &Poll) -> Vec<(i64, &'a Home)> {
    let here = homes.iter().filter(|home| poll.params.scope.holds(&home.household.door));
    let mut known = BTreeSet::new();
    let voter = |home: &'a Home| match &poll.params.ask {
        Ask::Fund { owners_only, .. } => home.may_vote(*owners_only).then_some((home.household.id.0, home)),
        Ask::Owners { .. } => home.acts_for_owners().then_some((home.household.owners.0, home)),
    };
    here.filter_map(voter).filter(|(voter, _)| known.insert(*voter)).collect()
}

/// How the person stands to an open vote, and what they may do.
fn own(talk: &Talk<'_>, told: &Told) -> Result<(Text, Vec<Button>), Stop> {
    let homes = talk.homes()?;
    let mine = voters(homes, &told.poll);
    if mine.is_empty() {
        let bind = Button::choice(text!("vote-bind"), "bind");
        let line = match (&told.poll.params.ask, homes.is_empty()) {
            (_, true) => text!("vote-needs-home"),
            (Ask::Owners { .. }, false) => text!("vote-owners-only"),
            (Ask::Fund { .. }, false) => text!("vote-not-yours"),
        };
        return Ok((line, vec![bind]));
    }
    let on = talk.on_roll(told.poll.id, &mine.iter().map(|(voter, _)| *voter).collect())?;
    let mut lines = Text::default();
    for (voter, home) in &mine {
        // An owner of several dwellings votes once for all of them.
        let same = |other: &&Home| match told.poll.params.ask {
            Ask::Fund { .. } => other.household.id == home.household.id,
            Ask::Owners { .. } => other.household.owners == home.household.owners,
        };
        let doors: Vec<String> = homes.iter().filter(same).map(|home| home.household.door.written()).collect();
        let door = doors.join("、");
        lines = lines.line(match on.get(voter) {
            None => text!("vote-not-on-roll", door = door),
            Some((_, true)) => text!("vote-has-voted", door = door),
            Some((_, false)) => text!("vote-has-not-voted", door = door),
        });
    }
    let may = told.poll.takes(talk.now) && mine.iter().any(|(voter, _)| on.contains_key(voter));
    let all = mine.iter().all(|(voter, _)| on.get(voter).is_none_or(|(_, voted)| *voted));
    let label = if all { text!("vote-change") } else { text!("vote-begin") };
    Ok((lines, if may { vec![Button::choice(label, "vote")] } else { Vec::new() }))
}

/// Something was tapped at a vote's page.
pub(super) fn pressed(talk: &mut Talk<'_>, vote: VoteId) -> talk::Step {
    match talk.chosen.as_deref() {
        Some("vote") => fill::begin(talk, vote),
        Some("bind") => bind(talk, vote),
        Some("secret") => secret(talk, vote),
        Some("buildings") => buildings(talk, vote),
        Some("verify") => verify::ask(talk, None),
        Some("run") => super::run::show(talk, vote, None),
        Some(_) => show(talk, vote, None),
        None => elsewhere(talk),
    }
}

/// The way to a home that may vote here, and back.
fn bind(talk: &mut Talk<'_>, vote: VoteId) -> talk::Step {
    let scope = talk.poll(vote)?.poll.params.scope.clone();
    let here = |home: &Home| scope.holds(&home.household.door);
    if household::require_then(talk, text!("vote-needs-home"), Some(format!("v-{vote}")), here)?.is_some() {
        return household::show(talk);
    }
    Ok(())
}

/// How many have voted in each building.
fn buildings(talk: &mut Talk<'_>, vote: VoteId) -> talk::Step {
    talk::together([talk.poll(vote).map(drop), talk.buildings(vote).map(drop)])?;
    let told = talk.poll(vote)?;
    if told.poll.phase != Phase::Open {
        return show(talk, vote, None);
    }
    let mut text = words::turnout(told);
    for building in talk.buildings(vote)? {
        text = text.line(words::building(&told.poll.params.ask, building));
    }
    let text = text.paragraph(text!("vote-by-building-least"));
    let screen = Screen::new(text).row([Button::choice(text!("back"), "back")]);
    talk.show(Flow::Vote(Step::Page(vote)), screen);
    Ok(())
}

/// How secret a vote is, with what it can't do.
fn secret(talk: &mut Talk<'_>, vote: VoteId) -> talk::Step {
    let text = match talk.poll(vote)?.poll.params.ask {
        Ask::Fund { .. } => text!("vote-secret-fund"),
        Ask::Owners { .. } => text!("vote-secret-owners"),
    };
    let screen = Screen::new(text).row([Button::choice(text!("back"), "back")]);
    talk.show(Flow::Vote(Step::Page(vote)), screen);
    Ok(())
}
