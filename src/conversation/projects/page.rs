//! The list of a place's projects, a project's page, and what residents may do there.

use super::{Step, ask, elsewhere, home, new, plainly, pledge, vets, words, work};
use crate::conversation::screen::{Button, Message, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Talk};
use crate::conversation::{first_contact, menu, vote};
use crate::domain::chat::Pace;
use crate::domain::fund::project::dossier::ProjectDossier;
use crate::domain::fund::project::listing::Filter;
use crate::domain::fund::project::{Action, Stage};
use crate::domain::id::ProjectNumber;
use crate::domain::refusal::Refusal;
use crate::domain::ticket::listing::PAGE;
use crate::text;
use crate::text::Text;

/// Photos shown at once: an album holds no more.
const PHOTOS: usize = 10;

/// A page of the list.
///
/// # Errors
/// See [`talk::Stop`].
pub(in crate::conversation) fn list(talk: &mut Talk<'_>, filter: Filter, offset: i64) -> talk::Step {
    let vets = vets(talk, filter.place);
    if filter.stage.is_some_and(|stage| !stage.is_public()) && !vets {
        return Err(Refusal::NotAllowed.into());
    }
    talk::together([talk.projects(filter, offset).map(drop), talk.projects_waiting().map(drop)])?;
    let listing = talk.projects(filter, offset)?;
    let place = talk.estate.places.get(filter.place).map(first_contact::name).unwrap_or_default();
    let mut screen = Screen::new(match (filter.stage, listing.total) {
        (Some(_), total) => text!("project-list-waiting", place = place, count = total),
        (None, 0) => text!("project-list-none", place = place),
        (None, total) => text!("project-list", place = place, count = total),
    });
    let first = filter.stage.is_none() && offset == 0;
    let own = if first { talk.projects_waiting()? } else { &[] };
    if !own.is_empty() {
        let list = own.iter().fold(text!("project-list-own"), |list, brief| list.line(words::brief(brief)));
        screen.text = list.paragraph(screen.text);
    }
    for brief in &listing.rows {
        screen.text = screen.text.paragraph(words::brief(brief));
    }
    let open = |number: ProjectNumber| Button::choice(text!("task-open", number = number.0), format!("open:{number}"));
    let buttons: Vec<Button> = own.iter().chain(&listing.rows).map(|brief| open(brief.project.number)).collect();
    for pair in buttons.chunks(2) {
        screen = screen.row(pair.to_vec());
    }
    let newer = (offset > 0).then(|| Button::choice(text!("previous"), "previous"));
    let older = (offset + PAGE < listing.total).then(|| Button::choice(text!("more"), "more"));
    let other = match filter.stage {
        None if vets => Button::choice(text!("project-see-waiting"), "waiting"),
        _ => Button::choice(text!("project-new"), "new"),
    };
    let screen = screen.row(newer.into_iter().chain(older)).row([other, Button::choice(text!("open-menu"), "menu")]);
    talk.show(Flow::Projects(Step::List(filter, offset)), screen);
    Ok(())
}

/// Something was tapped or said at the list.
pub(super) fn listed(talk: &mut Talk<'_>, filter: Filter, offset: i64) -> talk::Step {
    let Some(choice) = talk.chosen.clone() else { return elsewhere(talk) };
    match (choice.as_str(), choice.strip_prefix("open:").and_then(|number| number.parse().ok())) {
        (_, Some(number)) => show(talk, ProjectNumber(number), None),
        ("more", _) => list(talk, filter, offset + PAGE),
        ("previous", _) => list(talk, filter, (offset - PAGE).max(0)),
        ("waiting", _) => list(talk, Filter { stage: Some(Stage::Proposed), ..filter }, 0),
        ("new", _) => new::begin(talk, None),
        _ => menu::show(talk),
    }
}

/// A project's page, with a sentence before it. Unknown and forbidden are refused alike.
///
/// # Errors
/// See [`talk::Stop`].
pub(super) fn show(talk: &mut Talk<'_>, number: ProjectNumber, note: Option<Text>) -> talk::Step {
    let dossier = talk.project(number)?.clone();
    if !talk.reads_project(&dossier) {
        return Err(Refusal::Unknown.into());
    }
    let told = words::page(talk, &dossier);
    let mut screen = Screen::new(note.map_or(told.clone(), |note| note.paragraph(told)));
    for row in offers(talk, &dossier)? {
        screen = screen.row(row);
    }
    let screen =
        screen.row([Button::choice(text!("task-list-back"), "list"), Button::choice(text!("open-menu"), "menu")]);
    talk.show(Flow::Projects(Step::Page(number)), screen);
    Ok(())
}

/// What the reader may do now; a rule that would refuse isn't offered.
fn offers(talk: &Talk<'_>, dossier: &ProjectDossier) -> Result<Vec<Vec<Button>>, talk::Stop> {
    let (project, person) = (&dossier.project, talk.person()?.id);
    let choice = |key: &str, code: &str| Button::choice(Text::key(key), code);
    let (lives_here, own) = (talk.compound() == Some(project.compound), project.author == Some(person));
    let mut rows = Vec::new();
    if lives_here && matches!(project.stage, Stage::Published | Stage::Voting) {
        let supports = project.supporters.contains(&person);
        let support = if supports { ("project-unsupport", "unsupport") } else { ("project-support", "support") };
        rows.push(vec![choice(support.0, support.1), choice("project-ask", "ask")]);
    }
    let promise = project.promise_of(person).map(|_| choice("project-take-back", "take-back"));
    let pledges = project.stage.takes_pledges().then(|| choice("project-pledge", "pledge"));
    let count = dossier.photos().take(PHOTOS).count();
    let see = (count > 0).then(|| Button::choice(text!("task-photos", count = count), "photos"));
    let vote = project.vote.map(|_| choice("vote-page", "vote"));
    let looks: Vec<Button> = promise.or(pledges).into_iter().chain(vote).chain(see).collect();
    rows.extend(looks.chunks(2).map(<[Button]>::to_vec));
    let answers = project.turned_down.is_some_and(|turned| project.stage == Stage::Proposed && !turned.answered);
    let object = (own && answers).then(|| choice("project-object", "object"));
    let withdraws = own && matches!(project.stage, Stage::Proposed | Stage::Published);
    let withdraw = withdraws.then(|| choice("project-withdraw", "withdraw"));
    let works = (!work::next_steps(talk, dossier).is_empty()).then(|| choice("task-work", "work"));
    rows.push(object.into_iter().chain(withdraw).collect());
    rows.push(works.into_iter().collect());
    Ok(rows)
}

/// Something was tapped or said at a project's page.
pub(super) fn pressed(talk: &mut Talk<'_>, number: ProjectNumber) -> talk::Step {
    let Some(choice) = talk.chosen.clone() else { return elsewhere(talk) };
    match choice.as_str() {
        "support" | "ask" if !first_contact::require(talk)? => Ok(()),
        "support" => act(talk, number, Action::Support),
        "unsupport" => act(talk, number, Action::Unsupport),
        "ask" => ask::begin(talk, number, ask::Wanted::Question),
        "object" => ask::begin(talk, number, ask::Wanted::Objection),
        "pledge" => pledge::begin(talk, number),
        "take-back" => pledge::take_back(talk, number),
        "withdraw" => sure(talk, number),
        "really" => act(talk, number, Action::Withdraw),
        "work" => work::show(talk, number, None),
        "photos" => {
            let dossier = talk.project(number)?;
            let (media, title) = (dossier.photos().take(PHOTOS).collect(), dossier.wording.title.clone());
            if let Some(me) = talk.myself().filter(|_| talk.reads_project(dossier)) {
                let text = text!("project-photos-of", number = number.0, title = title);
                talk.tell(Message { media, pace: Pace::Interactive, ..Message::notice(me, text, None) });
            }
            show(talk, number, None)
        }
        "vote" => match talk.project(number)?.project.vote {
            Some(vote) => vote::command(talk, &vote.to_string()),
            None => show(talk, number, None),
        },
        "list" => {
            let compound = talk.project(number)?.project.compound;
            let place = home(talk).unwrap_or(compound);
            list(talk, Filter { place, stage: None, class: None }, 0)
        }
        _ => show(talk, number, None),
    }
}

fn act(talk: &mut Talk<'_>, number: ProjectNumber, action: Action) -> talk::Step {
    let note = plainly(talk, number, action)?;
    show(talk, number, Some(note))
}

/// What was proposed is taken back only after a second look.
fn sure(talk: &mut Talk<'_>, number: ProjectNumber) -> talk::Step {
    let screen = Screen::new(text!("project-withdraw-sure", number = number.0))
        .row([Button::choice(text!("project-withdraw-yes"), "really")])
        .row([Button::choice(text!("back"), "back")]);
    talk.show(Flow::Projects(Step::Page(number)), screen);
    Ok(())
}
