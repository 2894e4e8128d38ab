//! One's own tickets: the list, a ticket's page with its story, and what its reporter may do there.

use super::input::What;
use super::screen::{Button, Screen};
use super::session::Flow;
use super::talk::{self, Talk};
use super::{first_contact, line, menu, tell};
use crate::domain::clocks;
use crate::domain::id::Number;
use crate::domain::refusal::Refusal;
use crate::domain::ticket::dossier::Dossier;
use crate::domain::ticket::listing::{Brief, PAGE};
use crate::domain::ticket::{Action, Actor, Event, State};
use crate::text;
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// Lines of the story that a page shows.
const STORY: usize = 12;
/// Characters of a line that a page shows.
const CLIP: usize = 120;

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
        (Step::Page(number) | Step::Withdrawing(number) | Step::Adding(number), Some(choice)) => {
            pressed(talk, number, choice)
        }
        (Step::Adding(number), None) if !matches!(talk.input.what, What::Unusable) => {
            line::add(talk, number)?;
            adding(talk, number, Some(text!("line-added-plain", number = number.0)))
        }
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

fn list(talk: &mut Talk<'_>, offset: i64) -> talk::Step {
    if !first_contact::require(talk)? {
        return Ok(());
    }
    let listing = talk.mine(offset)?;
    if listing.total == 0 {
        return menu::show_after(talk, Some(text!("mine-none")));
    }
    let mut screen = Screen::new(text!("mine-list", total = listing.total));
    for brief in &listing.rows {
        let label =
            text!("mine-row", number = brief.ticket.number.0, state = state(brief), words = brief.words.as_str());
        screen = screen.row([Button::choice(label, brief.ticket.number.to_string())]);
    }
    let mut turning = Vec::new();
    if offset > 0 {
        turning.push(Button::choice(text!("previous"), "previous"));
    }
    if offset + PAGE < listing.total {
        turning.push(Button::choice(text!("more"), "more"));
    }
    screen = screen.row(turning).row([Button::choice(text!("mine-menu"), "menu")]);
    talk.show(Flow::Mine(Step::List(offset)), screen);
    Ok(())
}

fn state(brief: &Brief) -> Text {
    Text::key(&format!("state-{}", brief.ticket.state.code()))
}

/// A ticket's page.
fn page(talk: &mut Talk<'_>, number: Number, note: Option<Text>) -> talk::Step {
    let dossier = talk.ticket(number)?.clone();
    let actor = talk.resident_of(&dossier).ok_or(Refusal::Unknown)?;
    let mut text = told(talk, &dossier);
    if let Some(note) = note {
        text = note.paragraph(text);
    }
    let mut screen = Screen::new(text);
    for row in offers(talk, &dossier, actor) {
        screen = screen.row(row);
    }
    let ways = [Button::choice(text!("mine-list-back"), "list"), Button::choice(text!("mine-menu"), "menu")];
    talk.show(Flow::Mine(Step::Page(number)), screen.row(ways));
    Ok(())
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
    rows
}

fn pressed(talk: &mut Talk<'_>, number: Number, choice: &str) -> talk::Step {
    match choice {
        "add" => adding(talk, number, None),
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
            talk.change(super::turn::Change::Follow { number, person, follows: false });
            menu::show_after(talk, Some(text!("mine-left", number = number.0)))
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

/// The page's words: what it is, where it stands, the story without what is internal.
fn told(talk: &Talk<'_>, dossier: &Dossier) -> Text {
    let ticket = &dossier.ticket;
    let category = talk.estate.catalogue.category(&ticket.category);
    let name = category.map_or_else(|| Text::raw(ticket.category.as_str()), |category| Text::named(&category.name));
    let state = Text::key(&format!("state-{}", ticket.state.code()));
    let mut text = text!("mine-page", number = ticket.number.0, category = name, state = state);
    if let (true, Some(due)) = (ticket.state.is_open(), ticket.dues.done) {
        text = text.line(text!("mine-due", at = due));
    }
    if let Some((role, name)) = ticket.lead.and_then(|lead| dossier.staff.get(&lead)) {
        let post = Text::key(&format!("role-{}", role.code()));
        text = text.line(text!("mine-lead", name = name.as_str(), post = post));
    }
    let shown: Vec<Text> = dossier.lines.iter().filter_map(|line| story(dossier, line)).collect();
    let skipped = shown.len().saturating_sub(STORY);
    text = text.paragraph(shown.into_iter().skip(skipped).reduce(Text::line).unwrap_or_default());
    text
}

/// A line of the story as the resident reads it; none for what is internal.
fn story(dossier: &Dossier, line: &crate::domain::ticket::dossier::Line) -> Option<Text> {
    let key = match line.event {
        Event::Submitted { .. } => "story-submitted",
        Event::Acknowledged { .. } => "story-taken",
        Event::Replied => "story-replied",
        Event::Asked { .. } => "story-asked",
        Event::Said => "story-said",
        Event::Resolved { .. } => "story-resolved",
        Event::Reopened { .. } => "story-reopened",
        Event::Closed { .. } => "story-closed",
        Event::Declined { .. } => "story-declined",
        Event::Urged => "story-urged",
        Event::Withdrawn => "story-withdrawn",
        _ => return None,
    };
    let who = line.person.and_then(|person| dossier.staff.get(&person)).map_or_else(
        || tell::reporter(dossier),
        |(role, name)| text!("who-staff", name = name.as_str(), post = Text::key(&format!("role-{}", role.code()))),
    );
    let words: String = line.words.as_deref().unwrap_or_default().chars().take(CLIP).collect();
    Some(Text::key(key).with("at", line.at).with("who", who).with("words", words))
}

/// An act of a notice about one's own ticket; none: not our verb.
pub fn act(talk: &mut Talk<'_>, verb: &str, object: &str, _argument: &str) -> Option<talk::Step> {
    let verb = verb.strip_prefix("mine.")?;
    let number = Number(object.parse().ok()?);
    Some(match verb {
        "open" => page(talk, number, None),
        "add" => talk_of(talk, number).and_then(|()| adding(talk, number, None)),
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
    let text = told(talk, &dossier);
    let screen = Screen::new(text).row([Button::choice(text!("mine-menu"), "menu")]);
    talk.show(Flow::Mine(Step::List(0)), screen);
    Ok(())
}
