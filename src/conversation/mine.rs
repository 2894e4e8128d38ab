//! One's own tickets: the list, a ticket's page with its story, and what its reporter may do there.

mod contact;
mod story;

use super::input::What;
use super::screen::{Button, Screen};
use super::session::Flow;
use super::talk::{self, Talk};
use super::{first_contact, line, menu, projects};
use crate::domain::clocks;
use crate::domain::id::Number;
use crate::domain::refusal::Refusal;
use crate::domain::ticket::dossier::Dossier;
use crate::domain::ticket::listing::{Brief, PAGE};
use crate::domain::ticket::{Action, Actor, Privacy, State};
use crate::text;
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// Where in one's own tickets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The list from this row on.
    List(i64),
    /// A ticket's page.
    Page(Number),
    /// Words and photos are added to it.
    Adding(Number),
    /// Sure to withdraw?
    Withdrawing(Number),
    /// Asked for another name and phone.
    Contact(Number),
}

/// One turn of this flow.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn turn(talk: &mut Talk<'_>, step: Step) -> talk::Step {
    let chosen = talk.chosen.clone();
    match (step, chosen.as_deref()) {
        (_, Some("menu")) => menu::show(talk),
        (Step::List(offset), Some("more")) => list(talk, offset + PAGE),
        (Step::List(offset), Some("previous")) => list(talk, (offset - PAGE).max(0)),
        (Step::List(_), Some(number)) => page(talk, number.parse().map(Number).map_err(|_| Refusal::Unknown)?, None),
        (_, Some("list")) => list(talk, 0),
        (
            Step::Page(number) | Step::Withdrawing(number) | Step::Adding(number) | Step::Contact(number),
            Some(choice),
        ) => pressed(talk, number, choice),
        (Step::Adding(number), None) if !matches!(talk.input.what, What::Unusable) => {
            line::add(talk, number)?;
            adding(talk, number, Some(text!("line-added-plain", number = number.0)))
        }
        (Step::Contact(number), None) if matches!(talk.input.what, What::Text(_)) => contact::typed(talk, number),
        (_, None) => {
            talk.session.flow = Flow::Menu;
            line::said(talk)
        }
    }
}

/// The list of one's own tickets.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn show(talk: &mut Talk<'_>) -> talk::Step {
    list(talk, 0)
}

/// The same from row `offset` on.
pub(super) fn list(talk: &mut Talk<'_>, offset: i64) -> talk::Step {
    if !first_contact::require(talk)? {
        return Ok(());
    }
    let listing = talk.mine(offset)?;
    if listing.total == 0 {
        return menu::show_after(talk, Some(text!("mine-none")));
    }
    let mut screen = Screen::new(if listing.beyond {
        text!("mine-list-many", total = listing.total)
    } else {
        text!("mine-list", total = listing.total)
    });
    for brief in &listing.rows {
        let label =
            text!("mine-row", number = brief.ticket.number.0, state = state(brief), words = told_as(talk, brief));
        screen = screen.row([Button::choice(label, brief.ticket.number.to_string())]);
    }
    let mut turning = Vec::new();
    if offset > 0 {
        turning.push(Button::choice(text!("previous"), "previous"));
    }
    if listing.goes_on(PAGE) {
        turning.push(Button::choice(text!("more"), "more"));
    }
    screen = screen.row(turning).row([Button::choice(text!("mine-menu"), "menu")]);
    talk.show(Flow::Mine(Step::List(offset)), screen);
    Ok(())
}

/// What a row is told by: one's own words, or the category of what one only joined.
fn told_as(talk: &Talk<'_>, brief: &Brief) -> Text {
    let own = talk.person().is_ok_and(|person| brief.ticket.reporter == Some(person.id));
    if own {
        return Text::raw(brief.words.as_str());
    }
    let category = talk.estate.catalogue.category(&brief.ticket.category);
    category.map(|category| Text::named(&category.name)).unwrap_or_default()
}

fn state(brief: &Brief) -> Text {
    Text::key(&format!("state-{}", brief.ticket.state.code()))
}

/// A ticket's page, with the latest of its story.
fn page(talk: &mut Talk<'_>, number: Number, note: Option<Text>) -> talk::Step {
    page_before(talk, number, 0, note)
}

/// The same, with the story before its `later` last lines.
fn page_before(talk: &mut Talk<'_>, number: Number, later: usize, note: Option<Text>) -> talk::Step {
    let dossier = talk.ticket(number)?.clone();
    let actor = talk.resident_of(&dossier).ok_or(Refusal::Unknown)?;
    let told = story::told(talk, &dossier, actor, later);
    let text = match note {
        Some(note) => note.paragraph(told.text),
        None => told.text,
    };
    let mut screen = Screen::new(text).row(turning(told.earlier, later));
    let work = talk.task_of(number)?;
    // Whoever waits for a work, or may urge, has other things to do there.
    let idle = clocks::next_due(&dossier.ticket).is_none_or(|due| due > talk.now) && !talk.care();
    let fund = projects::of_ticket(talk, &dossier.ticket).filter(|_| idle && work.is_none());
    screen = screen.row(work.map(|task| Button::act(text!("mine-task", number = task.0), format!("task.page:{task}"))));
    for row in offers(talk, &dossier, actor) {
        screen = screen.row(row);
    }
    screen = screen.row(fund);
    let ways = [Button::choice(text!("mine-list-back"), "list"), Button::choice(text!("mine-menu"), "menu")];
    talk.show(Flow::Mine(Step::Page(number)), screen.row(ways));
    Ok(())
}

/// To the story's earlier lines and back to its later ones.
fn turning(earlier: Option<usize>, later: usize) -> Vec<Button> {
    let to = |key: &str, later: usize| Button::choice(Text::key(key), format!("story:{later}"));
    let earlier = earlier.map(|earlier| to("mine-story-earlier", earlier));
    let latest = (later > 0).then(|| to("mine-story-latest", 0));
    earlier.into_iter().chain(latest).collect()
}

/// What may be done now; a rule that would refuse isn't offered.
fn offers(talk: &Talk<'_>, dossier: &Dossier, actor: Actor) -> Vec<Vec<Button>> {
    let ticket = &dossier.ticket;
    let due = clocks::next_due(ticket).is_some_and(|due| due <= talk.now);
    let choice = |key: &str, code: &str| Button::choice(Text::key(key), code);
    let reporter = matches!(actor, Actor::Reporter(_));
    let mut rows = Vec::new();
    if ticket.state.is_open() {
        rows.push(vec![choice("mine-add", "add")]);
        if due {
            rows.push(vec![choice("mine-urge", "urge")]);
        }
        rows.push(vec![if reporter { choice("mine-withdraw", "withdraw") } else { choice("mine-leave", "leave") }]);
    }
    if ticket.state == State::Resolved {
        rows.push(vec![choice("solved-yes", "yes"), choice("solved-no", "no")]);
    }
    if ticket.state == State::Declined && reporter && !ticket.objected {
        rows.push(vec![choice("mine-object", "object")]);
    }
    if reporter && ticket.privacy == Privacy::Named {
        rows.push(vec![contact::button(dossier)]);
    }
    rows
}

fn pressed(talk: &mut Talk<'_>, number: Number, choice: &str) -> talk::Step {
    match choice {
        "add" => adding(talk, number, None),
        "contact" => contact::ask(talk, number, None),
        "contact-none" => contact::set(talk, number, None),
        "urge" => simple(talk, number, &Action::Urge, text!("mine-urged")),
        "object" => simple(talk, number, &Action::Object, text!("mine-objected")),
        "withdraw" => {
            let sure = Screen::new(text!("mine-withdraw-sure", number = number.0))
                .row([Button::choice(text!("mine-withdraw-yes"), "really")])
                .row([Button::choice(text!("back"), "back")]);
            talk.show(Flow::Mine(Step::Withdrawing(number)), sure);
            Ok(())
        }
        "really" => {
            let actor = talk.resident_of(talk.ticket(number)?).ok_or(Refusal::Unknown)?;
            talk.act(number, actor, &Action::Withdraw, None, Vec::new())?;
            menu::show_after(talk, Some(text!("mine-withdrawn", number = number.0)))
        }
        "leave" => {
            let person = talk.person()?.id;
            let actor = talk.resident_of(talk.ticket(number)?).ok_or(Refusal::Unknown)?;
            talk.act(number, actor, &Action::Leave, None, Vec::new())?;
            talk.follow(number, person, false);
            menu::show_after(talk, Some(text!("mine-left", number = number.0)))
        }
        earlier if earlier.starts_with("story:") => {
            let later = earlier.strip_prefix("story:").and_then(|later| later.parse().ok());
            page_before(talk, number, later.unwrap_or_default(), None)
        }
        "yes" | "no" => super::follow_up::act(talk, "fu.solved", &number.to_string(), choice).unwrap_or(Ok(())),
        _ => page(talk, number, None),
    }
}

fn simple(talk: &mut Talk<'_>, number: Number, action: &Action, note: Text) -> talk::Step {
    let actor = talk.resident_of(talk.ticket(number)?).ok_or(Refusal::Unknown)?;
    talk.act(number, actor, action, None, Vec::new())?;
    page(talk, number, Some(note))
}

fn adding(talk: &mut Talk<'_>, number: Number, note: Option<Text>) -> talk::Step {
    let ask = text!("mine-add-what", number = number.0);
    let text = match note {
        Some(note) => note.paragraph(ask),
        None => ask,
    };
    let screen = Screen::new(text).row([Button::choice(text!("mine-add-end"), "back")]);
    talk.show(Flow::Mine(Step::Adding(number)), screen);
    Ok(())
}

/// An act of a notice about one's own ticket; none: not our verb.
pub fn act(talk: &mut Talk<'_>, verb: &str, object: &str, _argument: &str) -> Option<talk::Step> {
    let verb = verb.strip_prefix("mine.")?;
    let number = Number(object.parse().ok()?);
    Some(match verb {
        "open" => page(talk, number, None),
        "add" => talk_of(talk, number).and_then(|()| adding(talk, number, None)),
        "urge" => simple(talk, number, &Action::Urge, text!("mine-urged")),
        "object" => simple(talk, number, &Action::Object, text!("mine-objected")),
        _ => return None,
    })
}

/// Refuses unless the ticket is theirs.
fn talk_of(talk: &Talk<'_>, number: Number) -> talk::Step {
    talk.resident_of(talk.ticket(number)?).map(|_| ()).ok_or(Refusal::Unknown.into())
}

/// An anonymous ticket, opened by its code: its page, to be looked at only.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn claim(talk: &mut Talk<'_>, code: &str) -> talk::Step {
    let number = talk.claimed(code)?;
    let dossier = talk.ticket(number)?.clone();
    let told = story::told(talk, &dossier, Actor::CodeHolder, 0);
    let screen = Screen::new(told.text).row([Button::choice(text!("mine-menu"), "menu")]);
    talk.show(Flow::Mine(Step::List(0)), screen);
    Ok(())
}
