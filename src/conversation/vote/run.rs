//! A vote's page for staff: what is next, and what takes two people.

use super::known::Change;
use super::{Step, act_on, change, clock, deliver, each_project, elsewhere, page, post, prepare, result, words};
use crate::conversation::screen::{Button, Say, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::{tell, turn};
use crate::domain::fund::project::{self, Class};
use crate::domain::id::{PlaceId, VoteId};
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::domain::vote::article278::Owners;
use crate::domain::vote::poll::{Action, Actor, Ask, Pair, Phase, Told};
use crate::domain::vote::receipt::{hash, hex};
use crate::text;
use crate::text::{Arg, Text};

/// Votes in the list.
const LIST: usize = 5;

/// What became of an act: the vote after it, and the sentence that says so.
type Done = Result<(Told, Text), Stop>;

/// `/votes`: the votes of the compound that one runs, and the way to prepare another; `/votes 3`: that vote.
///
/// # Errors
/// [`Refusal::NotAllowed`] for who runs none; see also [`Stop`].
pub(super) fn command(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    if !talk.in_private() {
        talk.say(Say::Here(text!("vote-in-private", link = talk.estate.bot_link.as_str())));
        return Ok(());
    }
    match rest.trim().trim_start_matches('#').parse() {
        Ok(number) => show(talk, VoteId(number), None),
        Err(_) => list(talk, compound(talk, rest).ok_or(Refusal::NotAllowed)?, 0),
    }
}

/// A page of a compound's votes: what waits for staff first, then what is open, then the rest, the newest first.
fn list(talk: &mut Talk<'_>, compound: PlaceId, at: usize) -> talk::Step {
    if !super::runs(talk, compound) {
        return Err(Refusal::NotAllowed.into());
    }
    let rank = |told: &&Told| match told.poll.phase {
        Phase::Closed => 0,
        Phase::Published => 1,
        Phase::Open => 2,
        Phase::Draft => 3,
        Phase::Certified => 4,
        Phase::Dropped => 5,
    };
    let mut votes: Vec<&Told> = talk.polls(compound)?.iter().collect();
    votes.sort_by_key(rank);
    let place = talk.estate.places.get(compound).map(crate::conversation::first_contact::name).unwrap_or_default();
    let mut screen = Screen::new(match votes.len() {
        0 => text!("votes-none", place = place),
        _ => text!("votes-list", place = place),
    });
    for told in votes.iter().skip(at).take(LIST) {
        screen = screen.row([words::brief(told)]);
    }
    let earlier = (at > 0).then(|| Button::choice(text!("previous"), "previous"));
    let later = (at + LIST < votes.len()).then(|| Button::choice(text!("more"), "more"));
    let ways = [Button::choice(text!("vote-prepare"), "new"), Button::choice(text!("open-menu"), "menu")];
    talk.show(Flow::Vote(Step::Runs(compound, at)), screen.row(earlier.into_iter().chain(later)).row(ways));
    Ok(())
}

/// Something was tapped on the list.
pub(super) fn listed(talk: &mut Talk<'_>, compound: PlaceId, at: usize) -> talk::Step {
    match talk.chosen.as_deref() {
        Some("new") => prepare::begin(talk, compound),
        Some("more") => list(talk, compound, at + LIST),
        Some("previous") => list(talk, compound, at.saturating_sub(LIST)),
        Some(number) => match number.parse() {
            Ok(number) => show(talk, VoteId(number), None),
            Err(_) => list(talk, compound, at),
        },
        None => elsewhere(talk),
    }
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
    if told.poll.is_counted() {
        text = text.paragraph(result::words(talk, told));
    }
    if told.poll.phase == Phase::Closed {
        text = text.paragraph(if by_owners(told) {
            text!("vote-certify-means-owners")
        } else {
            text!("vote-certify-means")
        });
    }
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
    // Whoever asked has done their part.
    let asked = told.poll.asked.filter(|(_, by)| *by == me).map(|(pair, _)| pair.code());
    for (key, choice) in next_steps(told).into_iter().filter(|(_, choice)| Some(*choice) != asked) {
        screen = screen.row([Button::choice(Text::key(key), choice)]);
    }
    let ways = [Button::choice(text!("vote-resident-page"), "page"), Button::choice(text!("votes-back"), "votes")];
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

/// Something was tapped at a vote's page for staff.
pub(super) fn pressed(talk: &mut Talk<'_>, vote: VoteId) -> talk::Step {
    let Some(choice) = talk.chosen.clone() else { return elsewhere(talk) };
    let act: fn(&mut Talk<'_>, VoteId) -> Done = match choice.as_str() {
        "publish" => publish,
        "open" => |talk, vote| pair(talk, vote, Pair::Open),
        "stop" => |talk, vote| pair(talk, vote, Pair::Stop),
        "certify" => |talk, vote| pair(talk, vote, Pair::Certify),
        "list" => |talk, vote| pair(talk, vote, Pair::List),
        "drop" => drop_it,
        "deliver" => return deliver::begin(talk, vote),
        "page" => return page::show(talk, vote, None),
        "votes" => {
            let compound = talk.poll(vote)?.poll.params.scope.compound;
            return list(talk, compound, 0);
        }
        _ => return show(talk, vote, None),
    };
    match talk.attempt(|talk| act(talk, vote)) {
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
fn publish(talk: &mut Talk<'_>, vote: VoteId) -> Done {
    let (told, actor) = held(talk, vote)?;
    let (compound, seed) = (told.poll.params.scope.compound, talk.facts.fresh_token.clone());
    talk.desk(compound)?;
    still_stand(talk, told)?;
    // From now on they are in no other vote.
    each_project(talk, told, |_| project::Action::PutToVote { vote })?;
    let commitment = hex(&hash(seed.as_bytes()));
    let after = act_on(talk, told, &Action::Publish { commitment }, actor)?;
    change(talk, Change::Seed { vote, seed });
    let page = words::page(talk, &after);
    post(talk, &after, text!("vote-post-published").paragraph(page))?;
    Ok((after, text!("vote-published")))
}

/// Refuses a vote on a project that is vetted otherwise by now: at another cost, or for others to decide.
fn still_stand(talk: &Talk<'_>, told: &Told) -> talk::Step {
    let ask = &told.poll.params.ask;
    talk.hold_projects(ask.projects())?;
    for number in ask.projects() {
        let project = &talk.project(number)?.project;
        let as_asked = match ask {
            Ask::Fund { options, .. } => {
                let option = options.iter().find(|option| option.project == number);
                project.class == Class::Fund && option.is_some_and(|option| option.cost == project.cost)
            }
            Ask::Owners { subject, .. } => project.class == Class::of_matter(subject.matter()),
        };
        if !as_asked {
            return Err(Refusal::VettedOtherwise.into());
        }
    }
    Ok(())
}

/// What became of a vote, to those who run it with whoever did it.
fn told_staff(told: &Told, note: Text) -> Text {
    text!("vote-brief-staff", number = told.poll.id.0, title = told.words.title.as_str()).line(note)
}

/// By which name staff know whoever speaks.
fn own_name(talk: &Talk<'_>) -> Text {
    let held = talk.facts.grants.iter().find(|grant| rights::holds(grant.role, Right::RunVote));
    held.map_or_else(|| text!("task-staff"), |grant| tell::called(grant.role, &grant.name))
}

/// What takes two people: the first asks, the second does it.
fn pair(talk: &mut Talk<'_>, vote: VoteId, pair: Pair) -> Done {
    let (told, actor) = held(talk, vote)?;
    let mut told = told.clone();
    // A role that was taken away since asks for nothing.
    if let Some((_, by)) = told.poll.asked
        && !talk.desk(told.poll.params.scope.compound)?.may(by, Right::RunVote)
    {
        told.poll.asked = None;
    }
    let asked = told.poll.asked.filter(|(asked, by)| *asked == pair && Actor::Staff(*by) != actor);
    talk.change(turn::Change::Audit { what: audited(pair, asked.is_some()), object: vote.to_string() });
    if asked.is_none() {
        let after = act_on(talk, &told, &Action::Ask(pair), actor)?;
        let line = Text::key(&format!("vote-asked-{}", pair.code()));
        let (who, title) = (own_name(talk), after.words.title.as_str());
        let notice = line.line(text!("vote-asked-of", number = vote.0, title = title, who = who));
        clock::tell_staff(talk, &after, &notice)?;
        return Ok((after, text!("vote-asked")));
    }
    match pair {
        Pair::Open => open(talk, &told, actor),
        Pair::Stop => {
            let after = act_on(talk, &told, &Action::Stop, actor)?;
            change(talk, Change::Look { vote, at: talk.now });
            clock::tell_staff(talk, &after, &told_staff(&after, text!("vote-stopped")))?;
            Ok((after, text!("vote-stopped")))
        }
        Pair::Certify => {
            let after = act_on(talk, &told, &Action::Certify, actor)?;
            clock::settle(talk, &after)?;
            change(talk, Change::Unlink(vote));
            post(talk, &after, text!("vote-post-certified", number = vote.0, title = after.words.title.as_str()))?;
            let note = if by_owners(&after) { text!("vote-certified-owners") } else { text!("vote-certified") };
            clock::tell_staff(talk, &after, &told_staff(&after, note.clone()))?;
            Ok((after, note))
        }
        Pair::List => {
            let after = act_on(talk, &told, &Action::Release, actor)?;
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
fn open(talk: &mut Talk<'_>, told: &Told, actor: Actor) -> Done {
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
    let frozen = text!("vote-frozen", hash = after.poll.frozen.as_str());
    let lot = text!("vote-frozen-lot", lot = after.poll.commitment.as_str());
    let frozen = if by_owners(&after) { frozen } else { frozen.line(lot) };
    let page = words::page(talk, &after);
    post(talk, &after, text!("vote-post-open").paragraph(page).paragraph(frozen))?;
    let note = text!("vote-opened", at = Arg::On(after.poll.closes_at.unwrap_or(talk.now)));
    clock::tell_staff(talk, &after, &told_staff(&after, note.clone()))?;
    Ok((after, note))
}

/// It won't open; what stood for election is free again.
fn drop_it(talk: &mut Talk<'_>, vote: VoteId) -> Done {
    let (told, actor) = held(talk, vote)?;
    if told.poll.phase == Phase::Published {
        each_project(talk, told, |_| project::Action::Lost { vote })?;
    }
    let after = act_on(talk, told, &Action::Drop, actor)?;
    Ok((after, text!("vote-dropped")))
}
