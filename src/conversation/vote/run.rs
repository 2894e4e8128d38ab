//! A vote's page for staff: what is next, and what takes two people.

use super::known::Change;
use super::{Step, act_on, change, clock, deliver, each_project, elsewhere, page, post, prepare, words};
use crate::conversation::menu;
use crate::conversation::screen::{Button, Say, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::turn;
use crate::domain::fund::project;
use crate::domain::id::{PlaceId, VoteId};
use crate::domain::refusal::Refusal;
use crate::domain::vote::article278::Owners;
use crate::domain::vote::poll::{Action, Actor, Ask, Pair, Phase, Told};
use crate::domain::vote::receipt::{hash, hex};
use crate::text;
use crate::text::{Arg, Text};

/// Votes in the list.
const LIST: usize = 5;

/// `/votes`: the votes of the compound that one runs, and the way to prepare another.
///
/// # Errors
/// [`Refusal::NotAllowed`] for who runs none; see also [`Stop`].
pub(super) fn command(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    if !talk.in_private() {
        talk.say(Say::Here(text!("vote-in-private", link = talk.estate.bot_link.as_str())));
        return Ok(());
    }
    let compound = compound(talk, rest).ok_or(Refusal::NotAllowed)?;
    let mut screen = Screen::new(text!("votes-list"));
    for told in talk.polls(compound)?.iter().take(LIST) {
        screen = screen.row([words::brief(told)]);
    }
    let new = Button::choice(text!("vote-prepare"), format!("new:{compound}"));
    talk.show(Flow::Vote(Step::Run(VoteId(0))), screen.row([new, Button::choice(text!("open-menu"), "menu")]));
    Ok(())
}

/// The compound that is meant: the one that is named, one's own, or the first of one's scopes.
fn compound(talk: &Talk<'_>, rest: &str) -> Option<PlaceId> {
    let runs = |place: &PlaceId| super::runs(talk, *place);
    let places = &talk.estate.places;
    if !rest.trim().is_empty() {
        return places.find_compounds(rest.trim()).into_iter().map(|place| place.id).find(runs);
    }
    talk.compound().filter(runs).or_else(|| places.compounds().into_iter().map(|place| place.id).find(runs))
}

/// A vote's page for staff, with a sentence before it.
///
/// # Errors
/// [`Refusal::Unknown`] for who doesn't run it; see also [`Stop`].
pub(super) fn show(talk: &mut Talk<'_>, vote: VoteId, note: Option<Text>) -> talk::Step {
    let told = talk.poll(vote)?;
    if !super::runs(talk, told.poll.params.scope.compound) {
        return page::show(talk, vote, note);
    }
    drawn(talk, told, note)
}

pub(super) fn drawn(talk: &mut Talk<'_>, told: &Told, note: Option<Text>) -> talk::Step {
    let me = talk.person()?.id;
    let mut text = words::page(talk, told);
    if let Some((pair, by)) = told.poll.asked {
        let asked = Text::key(&format!("vote-asked-{}", pair.code()));
        text = text.paragraph(asked).line(if by == me { text!("vote-second") } else { text!("vote-you-may") });
    }
    if told.poll.phase == Phase::Open && by_owners(told) {
        let reached = talk.reached(told.poll.id)?;
        let (heads, area) = (words::number(reached.heads), words::square_metres(reached.area));
        text = text.paragraph(text!("vote-reached", heads = heads, area = area));
    }
    let mut screen = Screen::new(note.map_or(text.clone(), |note| note.paragraph(text)));
    for (key, choice) in next_steps(told) {
        screen = screen.row([Button::choice(Text::key(key), choice)]);
    }
    let ways = [Button::choice(text!("vote-page"), "page"), Button::choice(text!("open-menu"), "menu")];
    talk.show(Flow::Vote(Step::Run(told.poll.id)), screen.row(ways));
    Ok(())
}

const fn by_owners(told: &Told) -> bool {
    matches!(told.poll.params.ask, Ask::Owners { .. })
}

fn next_steps(told: &Told) -> Vec<(&'static str, &'static str)> {
    let mut steps = match told.poll.phase {
        Phase::Draft => vec![("vote-do-publish", "publish"), ("vote-do-drop", "drop")],
        Phase::Published => vec![("vote-do-open", "open"), ("vote-do-drop", "drop")],
        Phase::Open if by_owners(told) => vec![("vote-do-deliver", "deliver"), ("vote-do-stop", "stop")],
        Phase::Open => vec![("vote-do-stop", "stop")],
        Phase::Closed => vec![("vote-do-certify", "certify")],
        Phase::Certified | Phase::Dropped => Vec::new(),
    };
    if told.poll.is_counted() && by_owners(told) && !told.poll.released {
        steps.push(("vote-do-list", "list"));
    }
    steps
}

/// Something was tapped at a vote's page for staff, or on the list of them.
pub(super) fn pressed(talk: &mut Talk<'_>, vote: VoteId) -> talk::Step {
    let Some(choice) = talk.chosen.clone() else { return elsewhere(talk) };
    if vote == VoteId(0) {
        return match (choice.strip_prefix("new:").map(str::parse), choice.parse()) {
            (Some(Ok(compound)), _) => prepare::begin(talk, PlaceId(compound)),
            (_, Ok(number)) => show(talk, VoteId(number), None),
            _ => menu::show(talk),
        };
    }
    let done = match choice.as_str() {
        "publish" => publish(talk, vote),
        "open" => pair(talk, vote, Pair::Open),
        "stop" => pair(talk, vote, Pair::Stop),
        "certify" => pair(talk, vote, Pair::Certify),
        "list" => pair(talk, vote, Pair::List),
        "drop" => drop_it(talk, vote),
        "deliver" => return deliver::begin(talk, vote),
        "page" => return page::show(talk, vote, None),
        _ => return show(talk, vote, None),
    };
    match done {
        Ok((told, note)) => drawn(talk, &told, Some(note)),
        Err(Stop::Refused(Refusal::Unknown)) => Err(Refusal::Unknown.into()),
        // The page says from when on.
        Err(Stop::Refused(Refusal::NotDueYet)) => show(talk, vote, Some(text!("vote-too-early"))),
        Err(Stop::Refused(refusal)) => show(talk, vote, Some(Text::key(refusal.key()))),
        Err(ask) => Err(ask),
    }
}

/// A vote for change, refused as unknown to who doesn't run it.
fn held<'a>(talk: &Talk<'a>, vote: VoteId) -> Result<(&'a Told, Actor), Stop> {
    let told = talk.hold_poll(vote)?;
    if !super::runs(talk, told.poll.params.scope.compound) {
        return Err(Refusal::Unknown.into());
    }
    Ok((told, Actor::Staff(talk.person()?.id)))
}

/// It is shown to everybody; what the lot will be drawn with is chosen now, and its hash published with it.
fn publish(talk: &mut Talk<'_>, vote: VoteId) -> Result<(Told, Text), Stop> {
    let (told, actor) = held(talk, vote)?;
    let (compound, seed) = (told.poll.params.scope.compound, talk.facts.fresh_token.clone());
    talk.desk(compound)?;
    // From now on they are in no other vote.
    each_project(talk, told, |_| project::Action::PutToVote { vote })?;
    let commitment = hex(&hash(seed.as_bytes()));
    let after = act_on(talk, told, &Action::Publish { commitment }, actor)?;
    change(talk, Change::Seed { vote, seed });
    let page = words::page(talk, &after);
    post(talk, &after, text!("vote-post-published").paragraph(page))?;
    Ok((after, text!("vote-published")))
}

/// What takes two people: the first asks, the second does it.
fn pair(talk: &mut Talk<'_>, vote: VoteId, pair: Pair) -> Result<(Told, Text), Stop> {
    let (told, actor) = held(talk, vote)?;
    talk.desk(told.poll.params.scope.compound)?;
    let asked = told.poll.asked.filter(|(asked, by)| *asked == pair && Actor::Staff(*by) != actor);
    talk.change(turn::Change::Audit { what: audited(pair, asked.is_some()), object: vote.to_string() });
    if asked.is_none() {
        let after = act_on(talk, told, &Action::Ask(pair), actor)?;
        let line = Text::key(&format!("vote-asked-{}", pair.code()));
        let notice = line.line(text!("vote-asked-of", number = vote.0, title = after.words.title.as_str()));
        clock::tell_staff(talk, &after, &notice)?;
        return Ok((after, text!("vote-asked")));
    }
    match pair {
        Pair::Open => open(talk, told, actor),
        Pair::Stop => {
            let after = act_on(talk, told, &Action::Stop, actor)?;
            change(talk, Change::Look { vote, at: talk.now });
            Ok((after, text!("vote-stopped")))
        }
        Pair::Certify => {
            let after = act_on(talk, told, &Action::Certify, actor)?;
            clock::settle(talk, &after)?;
            change(talk, Change::Unlink(vote));
            Ok((after, text!("vote-certified")))
        }
        Pair::List => {
            let after = act_on(talk, told, &Action::Release, actor)?;
            Ok((after, text!("vote-list-released", number = vote.0)))
        }
    }
}

const fn audited(pair: Pair, second: bool) -> &'static str {
    match (pair, second) {
        (Pair::Open, false) => "vote_open_asked",
        (Pair::Open, true) => "vote_opened",
        (Pair::Stop, false) => "vote_stop_asked",
        (Pair::Stop, true) => "vote_stopped",
        (Pair::Certify, false) => "vote_certify_asked",
        (Pair::Certify, true) => "vote_certified",
        (Pair::List, false) => "vote_list_asked",
        (Pair::List, true) => "vote_list_released",
    }
}

/// The roll is frozen, and ballots are taken.
fn open(talk: &mut Talk<'_>, told: &Told, actor: Actor) -> Result<(Told, Text), Stop> {
    let vote = told.poll.id;
    let voters = talk.roll_of(&told.poll.params.scope, by_owners(told))?;
    let area = voters.iter().map(|(_, area)| area).sum();
    let roll = Owners { heads: u64::try_from(voters.len()).unwrap_or(u64::MAX), area };
    let list: Vec<String> = voters.iter().map(|(voter, area)| format!("{voter} {area}\n")).collect();
    let list = hex(&hash(list.concat().as_bytes()));
    let after = act_on(talk, told, &Action::Open { roll: (roll, list) }, actor)?;
    change(talk, Change::Roll { vote, voters: voters.to_vec() });
    if let Some(at) = clock::next_look(&after.poll, talk.now) {
        change(talk, Change::Look { vote, at });
    }
    let frozen = text!("vote-frozen", hash = after.poll.frozen.as_str(), lot = after.poll.commitment.as_str());
    let page = words::page(talk, &after);
    post(talk, &after, text!("vote-post-open").line(frozen).paragraph(page))?;
    let closes = after.poll.closes_at.unwrap_or(talk.now);
    Ok((after, text!("vote-opened", at = Arg::On(closes))))
}

/// It won't open; what stood for election is free again.
fn drop_it(talk: &mut Talk<'_>, vote: VoteId) -> Result<(Told, Text), Stop> {
    let (told, actor) = held(talk, vote)?;
    if told.poll.phase == Phase::Published {
        each_project(talk, told, |_| project::Action::Lost { vote })?;
    }
    let after = act_on(talk, told, &Action::Drop, actor)?;
    Ok((after, text!("vote-dropped")))
}
