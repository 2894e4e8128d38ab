//! A task's card for staff: where it stands, what is next, and the words, photos, reasons and dates that this takes.

use serde::{Deserialize, Serialize};

use super::ask::Said;
use super::widgets::{self, Answer};
use super::{Step, date, elsewhere, page, plainly, words};
use crate::conversation::input::What;
use crate::conversation::line;
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Stop, Talk};
use crate::domain::id::{PersonId, TaskNumber};
use crate::domain::masker::mask;
use crate::domain::micro_task::{DropReason, HoldReason, MicroTask, Month, Stage, TaskAction, TaskActor, life};
use crate::domain::refusal::Refusal;
use crate::domain::rights::Right;
use crate::text;
use crate::text::Text;

/// Days that a posting may be given to stand.
const POSTING_DAYS: [i64; 3] = [5, 7, 10];
/// Most characters of what is gathered.
const WORDS: usize = 3_500;
/// Days ahead that are offered for a start or a deadline.
const AHEAD: [i64; 4] = [3, 7, 14, 30];

/// What words and photos are gathered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doing {
    /// An update.
    Post,
    /// "It is done."
    Finish,
    /// An answer to objections.
    Answer,
    /// What is missing before it can be struck off.
    SendBack,
    /// What came back after it was struck off.
    Relapse,
}

impl Doing {
    const fn question(self) -> &'static str {
        match self {
            Self::Post => "task-ask-post",
            Self::Finish => "task-ask-finish",
            Self::Answer => "task-ask-answer",
            Self::SendBack => "task-ask-send-back",
            Self::Relapse => "task-ask-relapse",
        }
    }

    fn action(self, task: &MicroTask, photos: i64) -> TaskAction {
        match self {
            Self::Post => TaskAction::Post { phase: life::phase_at(task.stage), photos },
            Self::Finish => TaskAction::Finish { photos },
            Self::Answer => TaskAction::Answer,
            Self::SendBack => TaskAction::SendBack,
            Self::Relapse => TaskAction::LookAgain(false),
        }
    }
}

/// What a reason is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Pausing.
    Pause,
    /// Dropping.
    Drop,
    /// Carrying over.
    Carry,
}

/// What a date is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dating {
    /// Until when the posting stands.
    Posting,
    /// When work starts.
    Start,
    /// By when it is done, after this start.
    Deadline(i64),
    /// The new date of a task that is carried over.
    Carry(HoldReason),
}

/// A task's card, with a sentence before it; whoever may not work it sees its page.
///
/// # Errors
/// See [`Stop`].
pub(super) fn show(talk: &mut Talk<'_>, number: TaskNumber, note: Option<Text>) -> talk::Step {
    let dossier = talk.task(number)?.clone();
    let compound = dossier.task.plan.compound;
    let Some(TaskActor::Staff { person, .. }) = talk.works_at(Right::WorkTask, compound) else {
        return page::show(talk, number, note);
    };
    let decides = talk.works_at(Right::DecideTask, compound).is_some();
    let mut text = words::page(talk, &dossier).paragraph(words::story(&dossier));
    if !dossier.task.tickets.is_empty() {
        let numbers: Vec<String> = dossier.task.tickets.iter().map(|ticket| format!("#{ticket}")).collect();
        text = text.line(text!("task-tickets", numbers = numbers.join(" ")));
    }
    if let Some(note) = note {
        text = note.paragraph(text);
    }
    let mut screen = Screen::new(text);
    let next: Vec<Button> = next_steps(talk, &dossier.task, (person, decides))
        .into_iter()
        .map(|(key, choice)| Button::choice(Text::key(key), choice))
        .collect();
    for pair in next.chunks(2) {
        screen = screen.row(pair.to_vec());
    }
    let choice = |key: &str, code: &str| Button::choice(Text::key(key), code);
    if dossier.task.stage.is_open() {
        screen = screen.row([choice("task-do-post", "post"), choice("task-do-more", "more")]);
    }
    screen = screen.row([choice("task-page", "page"), choice("open-menu", "menu")]);
    talk.show(Flow::Works(Step::Work(number)), screen);
    Ok(())
}

/// What the stage asks for next, for whoever looks.
fn next_steps(
    talk: &Talk<'_>,
    task: &MicroTask,
    (person, decides): (PersonId, bool),
) -> Vec<(&'static str, &'static str)> {
    if task.paused.is_some() {
        return vec![("task-do-resume", "resume")];
    }
    let mut steps = Vec::new();
    if !task.objectors.is_empty() {
        steps.push(("task-do-answer", "answer"));
    }
    let is_over = task.posting.is_some_and(|posting| posting.to <= talk.now);
    let accepted = task.is_accepted(talk.estate.catalogue.periods.acceptance_residents);
    match (task.stage, task.strike_off_asked) {
        (Stage::Proposed, _) if decides => steps.push(("task-do-decide", "decide")),
        (Stage::Decided, _) if decides => steps.push(("task-do-publish", "publish")),
        (Stage::Published, _) if is_over && task.objectors.is_empty() => steps.push(("task-do-schedule", "schedule")),
        (Stage::Scheduled, _) => steps.push(("task-do-start", "start")),
        (Stage::UnderWay, _) => steps.push(("task-do-finish", "finish")),
        (Stage::Acceptance, None) if accepted => steps.push(("task-do-strike", "ask-strike")),
        (Stage::Acceptance, Some(asker)) if decides && asker != person => {
            steps.extend([("task-do-approve", "approve"), ("task-do-send-back", "send-back")]);
        }
        (Stage::Acceptance, None) if !task.objectors.is_empty() => steps.push(("task-do-finish-again", "finish")),
        (Stage::StruckOff, _) if task.looked_again_at.is_none() => {
            steps.extend([("task-do-fine", "fine"), ("task-do-relapse", "relapse")]);
        }
        _ => {}
    }
    steps
}

/// Something was tapped or said at a task's card.
pub(super) fn pressed(talk: &mut Talk<'_>, number: TaskNumber) -> talk::Step {
    let Some(choice) = talk.chosen.clone() else { return elsewhere(talk) };
    match choice.as_str() {
        "decide" => plainly(talk, number, TaskAction::Decide),
        "start" => plainly(talk, number, TaskAction::Start),
        "check" => plainly(talk, number, TaskAction::Accept),
        "ask-strike" => plainly(talk, number, TaskAction::AskStrikeOff),
        "approve" => plainly(talk, number, TaskAction::StrikeOff),
        "fine" => plainly(talk, number, TaskAction::LookAgain(true)),
        "resume" => plainly(talk, number, TaskAction::Resume),
        "post" => gather(talk, number, Doing::Post),
        "finish" => gather(talk, number, Doing::Finish),
        "answer" => gather(talk, number, Doing::Answer),
        "send-back" => gather(talk, number, Doing::SendBack),
        "relapse" => gather(talk, number, Doing::Relapse),
        "publish" => ask_date(talk, number, Dating::Posting, None),
        "schedule" => ask_date(talk, number, Dating::Start, None),
        "pause" => ask_reason(talk, number, Why::Pause),
        "drop" => ask_reason(talk, number, Why::Drop),
        "carry" => ask_reason(talk, number, Why::Carry),
        "closeout" => super::close_out::guide(talk),
        "more" => more(talk, number),
        "page" => page::show(talk, number, None),
        _ => show(talk, number, None),
    }
}

/// What is done more rarely.
fn more(talk: &mut Talk<'_>, number: TaskNumber) -> talk::Step {
    let task = &talk.task(number)?.task;
    let choice = |key: &str, code: &str| Button::choice(Text::key(key), code);
    let mut buttons = Vec::new();
    if task.stage == Stage::Acceptance {
        buttons.push(choice("task-do-check", "check"));
    }
    if task.plan.deadline <= Month::of(talk.now).ends() {
        buttons.push(choice("task-do-carry", "carry"));
    }
    if task.paused.is_none() {
        buttons.push(choice("task-do-pause", "pause"));
    }
    if talk.works_at(Right::DecideTask, task.plan.compound).is_some() {
        buttons.push(choice("task-do-drop", "drop"));
    }
    let mut screen = Screen::new(text!("task-more", number = number.0));
    for button in buttons {
        screen = screen.row([button]);
    }
    talk.show(Flow::Works(Step::Work(number)), screen.row([choice("back", "back")]));
    Ok(())
}

/// Asks for words and photos.
fn gather(talk: &mut Talk<'_>, task: TaskNumber, doing: Doing) -> talk::Step {
    let known = talk.task(task)?;
    let action = doing.action(&known.task, 0);
    talk.task_actor(task, action)?;
    gathered(talk, (task, doing), Said::default(), None)
}

fn gathered(talk: &mut Talk<'_>, (task, doing): (TaskNumber, Doing), said: Said, note: Option<Text>) -> talk::Step {
    let question = Text::key(doing.question());
    let mut text = note.map_or(question.clone(), |note| note.paragraph(question));
    let words = said.words.unwrap_or_default();
    let some = !words.is_empty() || !said.media.is_empty();
    if some {
        text = text.paragraph(text!("task-gathered", count = said.media.len())).line(Text::raw(words.as_str()));
    }
    let send = some.then(|| Button::choice(text!("task-send"), "send"));
    let screen = widgets::ways_out(Screen::new(text).row(send));
    talk.show(Flow::Works(Step::Gather { task, doing, words, media: said.media }), screen);
    Ok(())
}

/// Words or a photo came, or they are sent.
pub(super) fn gathering(talk: &mut Talk<'_>, (task, doing): (TaskNumber, Doing), mut said: Said) -> talk::Step {
    match talk.chosen.clone().as_deref() {
        Some("send") => return send(talk, (task, doing), said),
        Some(_) => return show(talk, task, None),
        None if matches!(talk.input.what, What::Unusable) => return gathered(talk, (task, doing), said, None),
        None => {}
    }
    let (most, have) = (talk.estate.quotas.photos, i64::try_from(said.media.len()).unwrap_or(i64::MAX));
    if matches!(talk.input.what, What::Media(_)) && most > 0 && have >= most {
        return gathered(talk, (task, doing), said, Some(text!("report-files-enough", most = most)));
    }
    match line::taken(talk) {
        Ok((words, media)) => {
            let mut whole = said.words.unwrap_or_default();
            if !words.is_empty() && !whole.is_empty() {
                whole.push('\n');
            }
            whole.push_str(&mask(&words, &[]));
            said.words = Some(whole.chars().take(WORDS).collect());
            said.media.extend(media);
            gathered(talk, (task, doing), said, None)
        }
        Err(sentence) => gathered(talk, (task, doing), said, Some(sentence)),
    }
}

fn send(talk: &mut Talk<'_>, (task, doing): (TaskNumber, Doing), said: Said) -> talk::Step {
    talk.hold_task(task)?;
    let photos = i64::try_from(said.media.len()).unwrap_or(i64::MAX);
    let action = doing.action(&talk.task(task)?.task, photos);
    let actor = talk.task_actor(task, action)?;
    match talk.act_on_task(task, actor, action, said.clone()) {
        Ok(_) => show(talk, task, Some(text!("task-noted"))),
        Err(Stop::Refused(refusal)) => gathered(talk, (task, doing), said, Some(Text::key(refusal.key()))),
        Err(ask) => Err(ask),
    }
}

/// Asks for a reason.
///
/// # Errors
/// See [`Stop`].
pub(super) fn ask_reason(talk: &mut Talk<'_>, number: TaskNumber, why: Why) -> talk::Step {
    let hold = || HoldReason::ALL.iter().map(|reason| (Text::key(&format!("hold-{}", reason.code())), reason.code()));
    let drop = DropReason::ALL.iter().map(|reason| (Text::key(&format!("drop-{}", reason.code())), reason.code()));
    let (question, reasons): (Text, Vec<(Text, &str)>) = match why {
        Why::Pause => (text!("task-why-pause"), hold().collect()),
        Why::Carry => (text!("task-why-carry"), hold().collect()),
        Why::Drop => (text!("task-why-drop"), drop.collect()),
    };
    let answers: Vec<Answer> = reasons.into_iter().map(|(label, code)| (label, code.to_owned())).collect();
    let screen = widgets::answers(Screen::new(question), &answers, 0, true);
    talk.show(Flow::Works(Step::Reason(number, why)), widgets::ways_out(screen));
    Ok(())
}

/// A reason was tapped.
pub(super) fn reasoned(talk: &mut Talk<'_>, number: TaskNumber, why: Why) -> talk::Step {
    let Some(choice) = talk.chosen.clone() else { return ask_reason(talk, number, why) };
    match (why, HoldReason::of_code(&choice), DropReason::of_code(&choice)) {
        (Why::Pause, Some(reason), _) => plainly(talk, number, TaskAction::Pause(reason)),
        (Why::Carry, Some(reason), _) => ask_date(talk, number, Dating::Carry(reason), None),
        (Why::Drop, _, Some(reason)) => plainly(talk, number, TaskAction::Drop(reason)),
        _ => show(talk, number, None),
    }
}

/// Asks for a date.
fn ask_date(talk: &mut Talk<'_>, number: TaskNumber, dating: Dating, note: Option<Text>) -> talk::Step {
    let (question, ahead): (Text, &[i64]) = match dating {
        Dating::Posting => (text!("task-when-posting"), &POSTING_DAYS),
        Dating::Start => (text!("task-when-start"), &AHEAD),
        Dating::Deadline(_) => (text!("task-when-deadline"), &AHEAD),
        Dating::Carry(_) => (text!("task-when-carry"), &AHEAD),
    };
    let text = note.map_or(question.clone(), |note| note.paragraph(question));
    let later = ahead.iter().map(|days| (text!("task-in-days", days = *days), format!("days:{days}")));
    let screen = widgets::answers(Screen::new(text), &later.collect::<Vec<_>>(), 0, true);
    talk.show(Flow::Works(Step::Date(number, dating)), widgets::ways_out(screen));
    Ok(())
}

/// A date was tapped or typed.
pub(super) fn dated(talk: &mut Talk<'_>, number: TaskNumber, dating: Dating) -> talk::Step {
    let choice = talk.chosen.clone();
    if matches!(choice.as_deref(), Some("back" | "cancel")) {
        return show(talk, number, None);
    }
    let ends = talk.estate.catalogue.periods.done_at;
    let Some(at) = date::chosen(choice.as_deref(), talk.words(), talk.now, ends) else {
        return ask_date(talk, number, dating, Some(text!("task-bad-date")));
    };
    let action = match dating {
        Dating::Posting => {
            let to = date::whole_days(choice.as_deref(), at, talk.now);
            set_phone(talk, number)?;
            TaskAction::Publish { from: talk.now, to }
        }
        Dating::Start => return ask_date(talk, number, Dating::Deadline(at.0), None),
        Dating::Deadline(start) => TaskAction::Schedule { start: crate::domain::time::Moment(start), deadline: at },
        Dating::Carry(reason) => TaskAction::CarryOver { reason, until: at },
    };
    talk.hold_task(number)?;
    let actor = talk.task_actor(number, action)?;
    match talk.act_on_task(number, actor, action, Said::default()) {
        Ok(_) if matches!(dating, Dating::Carry(_)) => super::close_out::after_one(talk, number),
        Ok(_) => show(talk, number, Some(text!("task-noted"))),
        Err(Stop::Refused(refusal @ (Refusal::BadDate | Refusal::PostingShort))) => {
            ask_date(talk, number, dating, Some(Text::key(refusal.key())))
        }
        Err(Stop::Refused(refusal)) => show(talk, number, Some(Text::key(refusal.key()))),
        Err(ask) => Err(ask),
    }
}

/// A posting names the office's phone.
fn set_phone(talk: &mut Talk<'_>, number: TaskNumber) -> talk::Step {
    talk.hold_task(number)?;
    let compound = talk.task(number)?.task.plan.compound;
    let phone = talk.estate.places.phones(compound).office;
    talk.reword_task(number, |wording| wording.phone = phone);
    Ok(())
}
