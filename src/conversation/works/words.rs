//! How a task is told: in a line, on its page, and as a story.

use crate::conversation::first_contact;
use crate::conversation::talk::Talk;
use crate::conversation::tell;
use crate::domain::id::PersonId;
use crate::domain::micro_task::dossier::{TaskDossier, TaskLine};
use crate::domain::micro_task::listing::TaskBrief;
use crate::domain::micro_task::{Carried, Colour, MicroTask, Money, Phase, Stage, TaskEvent};
use crate::domain::time::Moment;
use crate::text;
use crate::text::{Arg, Text, format};

/// Lines of the story on a task's page, the latest ones.
const LINES: usize = 6;
/// Characters of somebody's words in the story.
const CLIP: usize = 160;

/// The name of a stage.
pub(super) fn stage(stage: Stage) -> Text {
    Text::key(&format!("stage-{}", stage.code()))
}

/// The name of a task's category.
pub(super) fn category(talk: &Talk<'_>, code: &str) -> Text {
    let known = talk.estate.catalogue.category(code);
    known.map_or_else(|| Text::raw(code), |category| Text::named(&category.name))
}

/// How a task stands against its deadline: days left, near due, overdue, or ended.
pub(super) fn standing(talk: &Talk<'_>, task: &MicroTask) -> Text {
    if task.paused.is_some() {
        return text!("task-paused");
    }
    if !task.stage.is_open() {
        return text!("task-ended");
    }
    let days = days_between(talk.now, task.plan.deadline);
    match task.colour(talk.now, talk.estate.catalogue.periods.task_near_days) {
        Colour::Green => text!("task-days-left", days = days),
        Colour::Yellow => text!("task-near", days = days),
        Colour::Red => text!("task-overdue", days = -days),
    }
}

/// Calendar days from one moment to another.
fn days_between(from: Moment, to: Moment) -> i64 {
    (to.local().date_naive() - from.local().date_naive()).num_days()
}

/// A task in a list.
pub(super) fn brief(talk: &Talk<'_>, brief: &TaskBrief) -> Text {
    let task = &brief.task;
    let stands = standing(talk, task);
    text!(
        "task-brief",
        number = task.number.0,
        title = brief.title.as_str(),
        stage = stage(task.stage),
        stands = stands
    )
}

/// How staff named in a task are called; who left their post is no less one of the staff.
pub(super) fn colleague(dossier: &TaskDossier, person: PersonId) -> Text {
    match dossier.staff.get(&person) {
        Some((role, name)) => tell::called(*role, name),
        None => text!("task-staff"),
    }
}

/// How a task was carried over.
pub(super) fn carried(carried: &Carried) -> Text {
    let reason = match carried.reason {
        Some(reason) => Text::key(&format!("hold-{}", reason.code())),
        None => text!("task-carried-unexplained"),
    };
    match carried.until {
        Some(until) => text!("task-carried-until", reason = reason, until = Arg::Day(until)),
        None => reason,
    }
}

/// Everything that anyone may know of a task.
pub(super) fn page(talk: &Talk<'_>, dossier: &TaskDossier) -> Text {
    let task = &dossier.task;
    let plan = &task.plan;
    let compound = talk.estate.places.get(plan.compound).map(first_contact::name).unwrap_or_default();
    let mut text = text!("task-head", number = task.number.0, title = dossier.wording.title.as_str());
    let kind = Text::key(&format!("task-type-{}", plan.kind.code()));
    text = text.line(text!("task-what", compound = compound, category = category(talk, &plan.category), kind = kind));
    text = text.line(text!("task-stands", stage = stage(task.stage), stands = standing(talk, task)));
    text = text.line(text!("task-who", who = colleague(dossier, plan.responsible)));
    if let Some(company) = &dossier.wording.company {
        text = text.line(text!("task-company", company = company.as_str()));
    }
    text = text.line(money(plan.budget_fen, plan.money));
    text = text.line(text!("task-dates", start = Arg::Day(plan.start), deadline = Arg::Day(plan.deadline)));
    text.paragraph(state(talk, dossier))
}

fn money(fen: i64, money: Money) -> Text {
    match fen {
        0 => text!("task-free"),
        fen => {
            let from = Text::key(&format!("money-{}", money.code()));
            text!("task-budget", amount = format::yuan(fen), from = from)
        }
    }
}

/// What matters at the stage where it stands.
fn state(talk: &Talk<'_>, dossier: &TaskDossier) -> Text {
    let task = &dossier.task;
    let mut text = Text::default();
    if let (Stage::Published, Some(posting)) = (task.stage, task.posting) {
        let phone = dossier.wording.phone.clone().unwrap_or_default();
        text = if talk.now < posting.to {
            text.line(text!("task-posting", from = Arg::Day(posting.from), to = posting.to)).line(Text::raw(phone))
        } else {
            text.line(text!("task-posting-ended", from = Arg::Day(posting.from), to = Arg::Day(posting.to)))
        };
    }
    if task.objections > 0 {
        let open = task.objectors.len();
        text = text.line(text!("task-objections", count = task.objections, open = open));
    }
    if task.stage == Stage::Acceptance {
        let needed = talk.estate.catalogue.periods.acceptance_residents;
        text = text.line(text!("task-acceptances", count = task.accepted_by.len(), needed = needed));
    }
    if task.carried > 0 {
        text = text.line(text!("task-carried", count = task.carried));
    }
    if task.reopened > 0 {
        text = text.line(text!("task-reopened", count = task.reopened));
    }
    text
}

/// The latest of its story, oldest first.
pub(super) fn story(dossier: &TaskDossier) -> Text {
    let told: Vec<Text> = dossier.lines.iter().filter_map(|line| told(dossier, line)).collect();
    let skipped = told.len().saturating_sub(LINES);
    told.into_iter().skip(skipped).fold(Text::default(), Text::line)
}

fn told(dossier: &TaskDossier, line: &TaskLine) -> Option<Text> {
    if matches!(line.event, TaskEvent::Linked { .. } | TaskEvent::Checked | TaskEvent::StrikeOffAsked) {
        return None;
    }
    let what = Text::key(&format!("task-event-{}", event_code(line)));
    let residents = matches!(line.event, TaskEvent::Accepted | TaskEvent::Objected);
    let text = text!("task-line", at = Arg::Day(line.at), what = what);
    // What a resident wrote stays between them and staff; the title stands at the top already.
    let own = residents || matches!(line.event, TaskEvent::Proposed { .. } | TaskEvent::SentBack);
    let who = line.person.filter(|_| !residents).map(|person| colleague(dossier, person));
    let text = match who {
        Some(who) => text!("task-line-by", line = text, who = who),
        None => text,
    };
    let words = line.words.as_deref().filter(|words| !own && !words.is_empty());
    let clipped = words.map(|words| Text::raw(words.chars().take(CLIP).collect::<String>()));
    Some(clipped.map_or(text.clone(), |words| text.line(words)))
}

fn event_code(line: &TaskLine) -> &'static str {
    match &line.event {
        TaskEvent::Proposed { .. } => "proposed",
        TaskEvent::Decided => "decided",
        TaskEvent::Published { .. } => "published",
        TaskEvent::Scheduled { .. } => "scheduled",
        TaskEvent::Started => "started",
        // A photo of the place before anything is done is no progress yet.
        TaskEvent::Posted { phase: Phase::Before, .. } if line.words.is_none() => "photographed",
        TaskEvent::Posted { .. } => "posted",
        TaskEvent::Finished { .. } => "finished",
        TaskEvent::Accepted => "accepted",
        TaskEvent::Checked => "checked",
        TaskEvent::AcceptanceComplete => "acceptance-complete",
        TaskEvent::Objected => "objected",
        TaskEvent::Answered => "answered",
        TaskEvent::StrikeOffAsked => "strike-off-asked",
        TaskEvent::SentBack => "sent-back",
        TaskEvent::StruckOff => "struck-off",
        TaskEvent::LookedAgain => "looked-again",
        TaskEvent::Reopened { .. } => "reopened",
        TaskEvent::Paused { .. } => "paused",
        TaskEvent::Resumed => "resumed",
        TaskEvent::Dropped { .. } => "dropped",
        TaskEvent::CarriedOver { .. } => "carried",
        TaskEvent::Assigned { .. } => "assigned",
        TaskEvent::Linked { .. } => "linked",
    }
}
