//! 月度销号: on the last day of a month each task that is due is struck off with proof or carried over with a reason and
//! a date. The responsible are asked in the morning; in the evening what is left is carried over by the clock, counted,
//! without a reason, and stays overdue. The month's list goes to the residents' groups, in fixed words only, and is kept.

use super::change::WorksChange;
use super::{Said, Step, words};
use crate::conversation::first_contact;
use crate::conversation::menu;
use crate::conversation::screen::{Button, Message, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::turn::{Change, RoomChange};
use crate::domain::clocks::Timer;
use crate::domain::id::{PersonId, PlaceId, TaskNumber};
use crate::domain::micro_task::dossier::{CloseOut, MonthDue, Settled};
use crate::domain::micro_task::listing::{TaskBrief, TaskFilter};
use crate::domain::micro_task::{Month, Stage, TaskAction, TaskActor};
use crate::domain::refusal::Refusal;
use crate::text;
use crate::text::Text;

/// Tasks named in the list that a group reads; the rest stands behind the link.
const LISTED: usize = 10;

/// What the clock does about tasks: `object` is a task's number, a compound's id, or 0.
///
/// # Errors
/// See [`Stop`]; a refusal says that nothing is left to do.
pub fn clock(talk: &mut Talk<'_>, timer: Timer, object: i64) -> talk::Step {
    let (task, place) = (TaskNumber(object), PlaceId(object));
    match timer {
        Timer::TaskColour => recolour(talk, task),
        Timer::PostingOver => remind(talk, task, "task-posting-over"),
        Timer::LookAgain => remind(talk, task, "task-look-again"),
        Timer::LastDay => last_day(talk),
        Timer::CloseOutAsks => asks(talk, place),
        Timer::CloseOut => close(talk, place),
        _ => Err(Refusal::Unknown.into()),
    }
}

fn recolour(talk: &mut Talk<'_>, number: TaskNumber) -> talk::Step {
    let task = Box::new(talk.task(number)?.task.clone());
    talk.change(Change::Of(RoomChange::Works(WorksChange::Recolour(task))));
    Ok(())
}

/// The responsible is told that the posting is over, or that a month went by since it was struck off.
fn remind(talk: &mut Talk<'_>, number: TaskNumber, key: &str) -> talk::Step {
    let dossier = talk.task(number)?;
    let title = dossier.wording.title.clone();
    let Some(reader) = dossier.readers.get(&dossier.task.plan.responsible).cloned() else { return Ok(()) };
    let mut message = Message::notice(reader, Text::key(key).with("number", number.0).with("title", title), None);
    message.rows = vec![vec![Button::act(text!("task-work"), format!("task.work:{number}"))]];
    talk.tell(message);
    Ok(())
}

/// The morning of the last day: every compound is asked now and closed in the evening.
fn last_day(talk: &mut Talk<'_>) -> talk::Step {
    let periods = &talk.estate.catalogue.periods;
    let month = due_month(talk);
    let compounds = talk.estate.places.compounds().into_iter().map(|place| place.id).collect();
    let closes = month.last_day_at(periods.day_ends);
    let next = month.next().last_day_at(periods.day_begins);
    talk.change(Change::Of(RoomChange::Works(WorksChange::LastDay { compounds, closes, next })));
    Ok(())
}

/// The month whose last day it is, or, when that was missed, the last one that ended.
fn due_month(talk: &Talk<'_>) -> Month {
    let this = Month::of(talk.now);
    if talk.now >= this.last_day_at(talk.estate.catalogue.periods.day_begins) {
        this
    } else {
        Month::of(this.begins().plus_ms(-1))
    }
}

/// Whoever has something due is asked.
fn asks(talk: &mut Talk<'_>, compound: PlaceId) -> talk::Step {
    let month = due_month(talk);
    let due = talk.month_due(compound, month)?;
    if due.month > month {
        return Err(Refusal::OnceOnly.into());
    }
    let mut left: std::collections::BTreeMap<PersonId, usize> = std::collections::BTreeMap::new();
    for brief in due.tasks.iter().filter(|brief| is_left(brief, month)) {
        *left.entry(brief.task.plan.responsible).or_default() += 1;
    }
    let holders = &talk.desk(compound)?.holders;
    for (person, count) in left {
        let Some(holder) = holders.iter().find(|holder| holder.person == person) else { continue };
        let mut message = Message::notice(holder.reader.clone(), text!("closeout-asks", count = count), None);
        message.rows = vec![vec![Button::act(text!("closeout-begin"), "task.closeout:0")]];
        talk.tell(message);
    }
    Ok(())
}

/// Whether a task of the month still has to be settled.
fn is_left(brief: &TaskBrief, month: Month) -> bool {
    let carried = brief.task.last_carried.is_some_and(|last| last.month >= month);
    brief.task.stage.is_open() && brief.task.plan.deadline <= month.ends() && !carried
}

/// The month of a compound is closed: what is left is carried over by the clock, the list is kept and posted.
fn close(talk: &mut Talk<'_>, compound: PlaceId) -> talk::Step {
    let periods = &talk.estate.catalogue.periods;
    let this = Month::of(talk.now);
    let latest =
        if talk.now >= this.last_day_at(periods.day_ends) { this } else { Month::of(this.begins().plus_ms(-1)) };
    let due = talk.month_due(compound, latest)?.clone();
    let month = due.month;
    if month > latest {
        return Err(Refusal::OnceOnly.into());
    }
    let left = || due.tasks.iter().filter(|brief| is_left(brief, month)).map(|brief| brief.task.number);
    talk.hold_tasks(left())?;
    for number in left() {
        match talk.act_on_task(number, TaskActor::Clock, TaskAction::MonthEnded(month), Said::default()) {
            Ok(_) | Err(Stop::Refused(_)) => {}
            Err(ask) => return Err(ask),
        }
    }
    let kept = settled(talk, compound, month, &due)?;
    if !kept.rows.is_empty() {
        post(talk, &kept, &due)?;
    }
    talk.change(Change::Of(RoomChange::Works(WorksChange::Closed(kept))));
    if month < latest {
        talk.change(Change::Of(RoomChange::Works(WorksChange::CloseAgain(compound))));
    }
    Ok(())
}

/// What became of each task of the month.
fn settled(talk: &Talk<'_>, compound: PlaceId, month: Month, due: &MonthDue) -> Result<CloseOut, Stop> {
    let mut rows = Vec::new();
    for brief in &due.tasks {
        let task = if is_left(brief, month) { &talk.task(brief.task.number)?.task } else { &brief.task };
        let struck_off = task.stage == Stage::StruckOff;
        let carried = task.last_carried.filter(|last| last.month >= month && !struck_off);
        if struck_off || carried.is_some() {
            rows.push(Settled { task: task.number, struck_off, carried, times: task.carried });
        }
    }
    Ok(CloseOut { compound, month, rows })
}

/// The month's list, in the residents' groups of the compound: numbers, categories and states, never anybody's words.
fn post(talk: &mut Talk<'_>, kept: &CloseOut, due: &MonthDue) -> talk::Step {
    let (year, month) = kept.month.parts();
    let place = talk.estate.places.get(kept.compound).map(first_contact::name).unwrap_or_default();
    let struck = kept.rows.iter().filter(|row| row.struck_off).count();
    let of = kept.rows.len();
    let year = year.to_string();
    let mut text = text!("closeout-head", place = place, year = year, month = month, struck = struck, of = of);
    for row in kept.rows.iter().take(LISTED) {
        let known = due.tasks.iter().find(|brief| brief.task.number == row.task);
        let category = known.map(|brief| words::category(talk, &brief.task.plan.category)).unwrap_or_default();
        let end = match &row.carried {
            Some(carried) => text!("closeout-carried", how = words::carried(carried), times = row.times),
            None => text!("closeout-struck"),
        };
        text = text.line(text!("closeout-row", number = row.task.0, category = category, end = end));
    }
    if kept.rows.len() > LISTED {
        text = text.line(text!("closeout-more", count = kept.rows.len() - LISTED));
    }
    let code = talk.estate.places.get(kept.compound).map(|place| place.code.clone()).unwrap_or_default();
    let see = Button::link(text!("closeout-see"), format!("{{bot}}?start=c-{code}"));
    talk.tell_groups(kept.compound, text, &[vec![see]])
}

/// `/closeout`: the next task of one's own that is due this month, to be struck off or carried over; none: that is said.
///
/// # Errors
/// See [`Stop`].
pub(super) fn guide(talk: &mut Talk<'_>) -> talk::Step {
    let own = TaskFilter { responsible: Some(talk.person()?.id), ..TaskFilter::default() };
    let month = Month::of(talk.now);
    let listing = talk.task_list(&own, 0)?;
    // The list begins with the earliest deadline, so whatever is due stands before whatever isn't.
    let Some(first) = listing.rows.iter().find(|brief| is_left(brief, month)) else {
        return menu::show_after(talk, Some(text!("closeout-nothing")));
    };
    let number = first.task.number;
    let text = text!("closeout-next").paragraph(words::brief(talk, first));
    let choice = |key: &str, code: &str| Button::choice(Text::key(key), code);
    let screen = Screen::new(text)
        .row([choice("closeout-work", "work")])
        .row([choice("task-do-carry", "carry")])
        .row([choice("open-menu", "menu")]);
    talk.show(Flow::Works(Step::Work(number)), screen);
    Ok(())
}

/// One task was carried over: on to the next.
pub(super) fn after_one(talk: &mut Talk<'_>, number: TaskNumber) -> talk::Step {
    let choice = |key: &str, code: &str| Button::choice(Text::key(key), code);
    let screen = Screen::new(text!("closeout-carried-one", number = number.0))
        .row([choice("closeout-go-on", "closeout")])
        .row([choice("open-menu", "menu")]);
    talk.show(Flow::Works(Step::Work(number)), screen);
    Ok(())
}
