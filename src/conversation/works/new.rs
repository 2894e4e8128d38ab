//! A micro-task is proposed (立项): one question a message, with Back and Cancel, a page to look it over, and a receipt.
//!
//! The exclusion test comes early: what the property company has to do anyway, or what is planned already, is sent to
//! where it belongs before anything else is asked.

use serde::{Deserialize, Serialize};

use super::ask::Said;
use super::change::WorksChange;
use super::widgets::{self, Answer};
use super::{Step, date, may_propose, words, work};
use crate::conversation::input::What;
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::turn::Change;
use crate::conversation::{first_contact, line, menu};
use crate::domain::id::{MediaId, Number, PersonId, PlaceId, TaskId};
use crate::domain::micro_task::dossier::{TaskDossier, TaskLine, TaskRecord, Wording};
use crate::domain::micro_task::{
    Exclusion, MicroTask, Money, Origin, Phase, Plan, TaskAction, TaskActor, TaskEvent, TaskType, life, notices,
};
use crate::domain::person::Reader;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::domain::time::Moment;
use crate::text;
use crate::text::{Text, format};

/// Characters of a title, and of a company's name.
const TITLE: usize = 60;
/// Days ahead that are offered for start and deadline.
const AHEAD: [i64; 4] = [7, 14, 30, 60];
/// Fen in the largest budget that is believed: ten million yuan.
const MOST_FEN: i64 = 1_000_000_000;

/// A question of the proposal, in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Where it comes from.
    Origin,
    /// The compound.
    Compound,
    /// What is to be done.
    Title,
    /// The category.
    Category,
    /// Whether the company has to do it anyway.
    Duty,
    /// Whether it is planned already.
    Planned,
    /// 工程, 服务, 货物.
    Kind,
    /// Who answers for it.
    Responsible,
    /// The company that does it.
    Company,
    /// What it costs.
    Budget,
    /// Where that comes from.
    Money,
    /// When work starts.
    Start,
    /// By when it is done.
    Deadline,
    /// Photos of the place as it is.
    Photos,
}

/// Every part, in order.
const PARTS: [Part; 14] = [
    Part::Origin,
    Part::Compound,
    Part::Title,
    Part::Category,
    Part::Duty,
    Part::Planned,
    Part::Kind,
    Part::Responsible,
    Part::Company,
    Part::Budget,
    Part::Money,
    Part::Start,
    Part::Deadline,
    Part::Photos,
];

/// A proposal that isn't made yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    ticket: Option<Number>,
    origin: Option<Origin>,
    compound: Option<PlaceId>,
    title: Option<String>,
    category: Option<String>,
    not_duty: Option<bool>,
    not_planned: Option<bool>,
    kind: Option<TaskType>,
    responsible: Option<(PersonId, String)>,
    /// `""` where it isn't settled yet.
    company: Option<String>,
    budget_fen: Option<i64>,
    money: Option<Money>,
    start: Option<Moment>,
    deadline: Option<Moment>,
    photos: Option<Vec<MediaId>>,
    /// The part that is asked; none: the page to look it over.
    at: Option<Part>,
    /// Whether one answer is changed from that page.
    editing: bool,
    /// Which page or group of answers is shown.
    within: String,
}

impl Draft {
    fn is_settled(&self, part: Part) -> bool {
        match part {
            Part::Origin => self.origin.is_some(),
            Part::Compound => self.compound.is_some(),
            Part::Title => self.title.is_some(),
            Part::Category => self.category.is_some(),
            Part::Duty => self.not_duty.is_some(),
            Part::Planned => self.not_planned.is_some(),
            Part::Kind => self.kind.is_some(),
            Part::Responsible => self.responsible.is_some(),
            Part::Company => self.company.is_some(),
            Part::Budget => self.budget_fen.is_some(),
            Part::Money => self.money.is_some() || self.budget_fen == Some(0),
            Part::Start => self.start.is_some(),
            Part::Deadline => self.deadline.is_some(),
            Part::Photos => self.photos.is_some(),
        }
    }

    /// Whether a part is asked at all: a ticket says where it is and that it comes from one.
    fn asks(&self, part: Part) -> bool {
        match part {
            Part::Origin | Part::Compound => self.ticket.is_none(),
            Part::Money => self.budget_fen != Some(0),
            _ => true,
        }
    }

    fn asked(&self) -> impl Iterator<Item = Part> + '_ {
        PARTS.into_iter().filter(|part| self.asks(*part))
    }

    /// The part before the one that is asked.
    fn before(&self) -> Option<Part> {
        self.asked().take_while(|part| Some(*part) != self.at).last()
    }
}

/// Begins a proposal, of a ticket if one is named.
///
/// # Errors
/// [`Refusal::NotAllowed`] for who may propose nothing; see also [`Stop`].
pub(super) fn begin(talk: &mut Talk<'_>, ticket: Option<Number>) -> talk::Step {
    may_propose(talk)?;
    let mut draft = Draft::default();
    if let Some(number) = ticket {
        talk.staff_of(number, Right::Read)?;
        if let Some(task) = talk.task_of(number)? {
            return work::show(talk, task, Some(text!("task-of-ticket-already", ticket = number.0)));
        }
        let ticket = &talk.ticket(number)?.ticket;
        (draft.ticket, draft.origin) = (Some(number), Some(Origin::Ticket));
        (draft.compound, draft.category) = (Some(ticket.spot.compound), Some(ticket.category.clone()));
    } else if let [only] = own_compounds(talk).as_slice() {
        draft.compound = Some(only.id);
    }
    go_on(talk, draft, None)
}

/// The compounds for which the person may propose.
fn own_compounds<'t>(talk: &'t Talk<'_>) -> Vec<&'t Place> {
    let mut places = talk.estate.places.compounds();
    places.retain(|place| talk.works_at(Right::ProposeTask, place.id).is_some());
    places
}

/// The next part that is open, or the page to look it over.
fn go_on(talk: &mut Talk<'_>, mut draft: Draft, note: Option<Text>) -> talk::Step {
    draft.within = String::new();
    let open = draft.asked().find(|part| !draft.is_settled(*part));
    (draft.at, draft.editing) = (open, draft.editing && open.is_some());
    show(talk, draft, note)
}

/// One turn of the proposal.
pub(super) fn turn(talk: &mut Talk<'_>, mut draft: Draft) -> talk::Step {
    let choice = talk.chosen.clone();
    match (choice.as_deref(), draft.at) {
        (Some("cancel"), _) => menu::show_after(talk, Some(text!("cancel-done"))),
        (Some("back"), Some(Part::Category)) if !draft.within.is_empty() => {
            draft.within = if draft.within.starts_with("group:") { "groups".to_owned() } else { String::new() };
            show(talk, draft, None)
        }
        (Some("back"), Some(_)) if draft.editing => go_on(talk, draft, None),
        (Some("back"), _) => {
            let before = draft.before().or(draft.at);
            draft.at = before;
            show(talk, draft, None)
        }
        (Some("propose"), None) => propose(talk, draft),
        (Some("edit"), None) => {
            draft.within = "edit".to_owned();
            show(talk, draft, None)
        }
        (Some(choice), None) => edit(talk, draft, choice),
        (None, None) => show(talk, draft, Some(text!("report-choose"))),
        (choice, Some(part)) => answered(talk, draft, part, choice),
    }
}

/// A part was chosen to be changed.
fn edit(talk: &mut Talk<'_>, mut draft: Draft, choice: &str) -> talk::Step {
    if let Some(row) = widgets::turned_to(choice) {
        draft.within = format!("edit:{row}");
        return show(talk, draft, None);
    }
    let part = choice.strip_prefix("part:").and_then(|at| at.parse::<usize>().ok()).and_then(|at| PARTS.get(at));
    draft.within = String::new();
    (draft.at, draft.editing) = (part.copied(), part.is_some());
    show(talk, draft, None)
}

/// The answer to a part, tapped or typed.
fn answered(talk: &mut Talk<'_>, mut draft: Draft, part: Part, choice: Option<&str>) -> talk::Step {
    if let Some(row) = choice.and_then(widgets::turned_to) {
        draft.within = format!("rows:{row}");
        return show(talk, draft, None);
    }
    if part == Part::Photos && choice.is_none() && !matches!(talk.input.what, What::Text(_)) {
        return photo(talk, draft);
    }
    let typed = talk.words().to_owned();
    match part {
        Part::Title | Part::Company | Part::Budget | Part::Start | Part::Deadline | Part::Photos => {
            written(talk, draft, part, (choice, &typed))
        }
        Part::Category => category(talk, draft, (choice, &typed)),
        Part::Compound => compound(talk, draft, (choice, &typed)),
        Part::Responsible => responsible(talk, draft, (choice, &typed)),
        Part::Origin | Part::Duty | Part::Planned | Part::Kind | Part::Money => {
            let known = tapped(&mut draft, part, choice.unwrap_or_default());
            if known { excluded_or_on(talk, draft) } else { show(talk, draft, Some(text!("report-choose"))) }
        }
    }
}

/// An answer out of a list of codes.
fn tapped(draft: &mut Draft, part: Part, choice: &str) -> bool {
    match part {
        Part::Origin => draft.origin = Origin::of_code(choice).or(draft.origin),
        Part::Kind => draft.kind = TaskType::of_code(choice).or(draft.kind),
        Part::Money => draft.money = Money::of_code(choice).or(draft.money),
        Part::Duty => draft.not_duty = yes_or_no(choice).map(|yes| !yes).or(draft.not_duty),
        Part::Planned => draft.not_planned = yes_or_no(choice).map(|yes| !yes).or(draft.not_planned),
        _ => {}
    }
    !choice.is_empty() && draft.is_settled(part)
}

fn yes_or_no(choice: &str) -> Option<bool> {
    match choice {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// What fails the exclusion test ends here, with where it belongs.
fn excluded_or_on(talk: &mut Talk<'_>, draft: Draft) -> talk::Step {
    match (draft.not_duty, draft.not_planned) {
        (Some(false), _) => menu::show_after(talk, Some(text!("task-excluded-duty"))),
        (_, Some(false)) => menu::show_after(talk, Some(text!("task-excluded-planned"))),
        _ => go_on(talk, draft, None),
    }
}

/// What is typed.
fn written(talk: &mut Talk<'_>, mut draft: Draft, part: Part, (choice, typed): (Option<&str>, &str)) -> talk::Step {
    let clipped: String = typed.chars().take(TITLE).collect();
    let ends = talk.estate.catalogue.periods.done_at;
    let wrong = match (part, choice) {
        (Part::Title, None) if !clipped.is_empty() => {
            draft.title = Some(clipped);
            None
        }
        (Part::Company, Some("skip")) => {
            draft.company = Some(String::new());
            None
        }
        (Part::Company, None) if !clipped.is_empty() => {
            draft.company = Some(clipped);
            None
        }
        (Part::Budget, _) => match if choice == Some("free") { Some(0) } else { fen(typed) } {
            Some(amount) => {
                draft.budget_fen = Some(amount);
                None
            }
            None => Some(Text::key(Refusal::BadAmount.key())),
        },
        (Part::Start | Part::Deadline, _) => match date::chosen(choice, typed, talk.now, ends) {
            Some(at) if part == Part::Start => {
                draft.start = Some(at);
                draft.deadline = draft.deadline.filter(|deadline| *deadline >= at);
                None
            }
            Some(at) if draft.start.is_none_or(|start| at >= start) && at > talk.now => {
                draft.deadline = Some(at);
                None
            }
            Some(_) => Some(Text::key(Refusal::BadDate.key())),
            None => Some(text!("task-bad-date")),
        },
        (Part::Photos, _) => {
            draft.photos.get_or_insert_default();
            None
        }
        _ => Some(text!("settings-please-type")),
    };
    match wrong {
        Some(sentence) => show(talk, draft, Some(sentence)),
        None => go_on(talk, draft, None),
    }
}

/// An amount in yuan as people type it, in fen: 3000, 3,000, 3000.5, 3000元, 1.2万.
fn fen(words: &str) -> Option<i64> {
    let bare: String =
        words.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, ',' | '\u{ff0c}')).collect();
    let bare = bare.trim_end_matches(['元', '块']).trim_start_matches(['\u{a5}', '\u{ffe5}']);
    let (digits, times) = match bare.strip_suffix('万') {
        Some(digits) => (digits, 1_000_000),
        None => (bare, 100),
    };
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.chars().all(|letter| letter.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || rest.len() > 4 || !plain(whole) || !plain(rest) {
        return None;
    }
    let hundredths: i64 = format!("{rest:0<4}").parse().ok()?;
    let amount = whole.parse::<i64>().ok()?.checked_mul(times)? + hundredths * times / 10_000;
    (amount <= MOST_FEN).then_some(amount)
}

fn category(talk: &mut Talk<'_>, mut draft: Draft, (choice, typed): (Option<&str>, &str)) -> talk::Step {
    let catalogue = &talk.estate.catalogue;
    match choice {
        Some(choice) if choice.starts_with("group") => {
            draft.within = choice.to_owned();
            show(talk, draft, None)
        }
        Some(choice) => {
            let code = choice.strip_prefix("category:").filter(|code| catalogue.category(code).is_some());
            draft.category = code.map(str::to_owned);
            go_on(talk, draft, None)
        }
        None => {
            let found = catalogue.suggest(typed).category;
            draft.category = (found != "other").then_some(found);
            draft.within = "groups".to_owned();
            if draft.category.is_some() { go_on(talk, draft, None) } else { show(talk, draft, None) }
        }
    }
}

fn compound(talk: &mut Talk<'_>, mut draft: Draft, (choice, typed): (Option<&str>, &str)) -> talk::Step {
    let code = choice.and_then(|choice| choice.strip_prefix("place:"));
    let found = match code {
        Some(code) => talk.estate.places.compound_by_code(code),
        None => talk.estate.places.find_compounds(typed).into_iter().next(),
    };
    let place = found.map(|place| place.id).filter(|place| talk.works_at(Right::ProposeTask, *place).is_some());
    match place {
        Some(place) => {
            draft.compound = Some(place);
            draft.responsible = None;
            go_on(talk, draft, None)
        }
        None => show(talk, draft, Some(text!("report-choose"))),
    }
}

/// Those who may answer for a task here: whoever may work one.
fn candidates(talk: &Talk<'_>, draft: &Draft) -> Result<Vec<(PersonId, String, Answer)>, Stop> {
    let Some(compound) = draft.compound else { return Ok(Vec::new()) };
    let mut found: Vec<(PersonId, String, Answer)> = Vec::new();
    for holder in talk.desk(compound)?.holders.iter().filter(|holder| rights::holds(holder.grant.role, Right::WorkTask))
    {
        if !found.iter().any(|(person, ..)| *person == holder.person) {
            let post = Text::key(&format!("role-{}", holder.grant.role.code()));
            let label = text!("who-staff", name = holder.grant.name.as_str(), post = post);
            found.push((holder.person, holder.grant.name.clone(), (label, format!("person:{}", holder.person))));
        }
    }
    Ok(found)
}

fn responsible(talk: &mut Talk<'_>, mut draft: Draft, (choice, typed): (Option<&str>, &str)) -> talk::Step {
    let everyone = candidates(talk, &draft)?;
    let meant = |(_, name, (_, code)): &&(PersonId, String, Answer)| match choice {
        Some(choice) => code == choice,
        None => !typed.is_empty() && name.contains(typed.trim_start_matches('@')),
    };
    match everyone.iter().find(meant) {
        Some((person, name, _)) => {
            draft.responsible = Some((*person, name.clone()));
            go_on(talk, draft, None)
        }
        None => show(talk, draft, Some(text!("report-choose"))),
    }
}

/// A photo of the place as it is.
fn photo(talk: &mut Talk<'_>, mut draft: Draft) -> talk::Step {
    match line::taken(talk) {
        Ok((_, media)) => {
            let kept = draft.photos.get_or_insert_default();
            kept.extend(media);
            let count = kept.len();
            show(talk, draft, Some(text!("task-photos-kept", count = count)))
        }
        Err(sentence) => show(talk, draft, Some(sentence)),
    }
}

/// Shows the part that is asked, or the page to look it over.
fn show(talk: &mut Talk<'_>, draft: Draft, note: Option<Text>) -> talk::Step {
    let Some(part) = draft.at else { return review(talk, draft, note) };
    let position = draft.asked().position(|asked| asked == part).unwrap_or_default() + 1;
    let question = Text::key(question(part));
    let step = text!("task-step", n = position, of = draft.asked().count(), question = question);
    let text = note.map_or(step.clone(), |note| note.paragraph(step));
    let offset = draft.within.strip_prefix("rows:").and_then(|row| row.parse().ok()).unwrap_or_default();
    let (answers, narrow) = answers(talk, &draft, part)?;
    let screen = widgets::ways_out(widgets::answers(Screen::new(text), &answers, offset, narrow));
    talk.show(Flow::Works(Step::New(Box::new(draft))), screen);
    Ok(())
}

const fn question(part: Part) -> &'static str {
    match part {
        Part::Origin => "task-q-origin",
        Part::Compound => "task-q-compound",
        Part::Title => "task-q-title",
        Part::Category => "task-q-category",
        Part::Duty => "task-q-duty",
        Part::Planned => "task-q-planned",
        Part::Kind => "task-q-kind",
        Part::Responsible => "task-q-responsible",
        Part::Company => "task-q-company",
        Part::Budget => "task-q-budget",
        Part::Money => "task-q-money",
        Part::Start => "task-q-start",
        Part::Deadline => "task-q-deadline",
        Part::Photos => "task-q-photos",
    }
}

/// What may be tapped as an answer, and whether two fit a row.
fn answers(talk: &Talk<'_>, draft: &Draft, part: Part) -> Result<(Vec<Answer>, bool), Stop> {
    let of = |key: &str, code: &str| (Text::key(key), code.to_owned());
    let listed = |beginning: &str, codes: Vec<&str>| -> Vec<Answer> {
        codes.into_iter().map(|code| (Text::key(&format!("{beginning}{code}")), code.to_owned())).collect()
    };
    Ok(match part {
        Part::Origin => {
            let own = Origin::ALL.iter().filter(|origin| **origin != Origin::Ticket).map(|origin| origin.code());
            (listed("task-origin-", own.collect()), false)
        }
        Part::Compound => (widgets::compounds(own_compounds(talk)), true),
        Part::Title => (Vec::new(), false),
        Part::Category => (category_answers(talk, draft), true),
        Part::Duty => (vec![of("task-duty-no", "no"), of("task-duty-yes", "yes")], false),
        Part::Planned => (vec![of("task-planned-no", "no"), of("task-planned-yes", "yes")], false),
        Part::Kind => (listed("task-type-", TaskType::ALL.iter().map(|kind| kind.code()).collect()), false),
        Part::Responsible => (candidates(talk, draft)?.into_iter().map(|(.., answer)| answer).collect(), true),
        Part::Company => (vec![of("task-company-none", "skip")], false),
        Part::Budget => (vec![of("task-free-button", "free")], false),
        Part::Money => {
            let paid = Money::ALL.iter().filter(|money| **money != Money::Free).map(|money| money.code());
            (listed("money-", paid.collect()), false)
        }
        Part::Start | Part::Deadline => {
            let later = AHEAD.iter().map(|days| (text!("task-in-days", days = *days), format!("days:{days}")));
            (later.collect(), true)
        }
        Part::Photos => {
            let none = draft.photos.as_ref().is_none_or(Vec::is_empty);
            (vec![of(if none { "report-photos-none" } else { "report-photos-done" }, "done")], false)
        }
    })
}

/// The category that the title suggests, the groups, or the categories of one.
fn category_answers(talk: &Talk<'_>, draft: &Draft) -> Vec<Answer> {
    let suggested = draft.title.as_deref().map(|title| talk.estate.catalogue.suggest(title).category);
    let suggested = suggested.filter(|code| code != "other" && draft.within.is_empty());
    match (suggested, draft.within.strip_prefix("group:")) {
        (Some(code), _) => vec![
            (words::category(talk, &code), format!("category:{code}")),
            (text!("report-category-else"), "groups".to_owned()),
        ],
        (None, group) => widgets::categories(talk, group),
    }
}

/// The page to look it over, or the list of what may be changed.
fn review(talk: &mut Talk<'_>, draft: Draft, note: Option<Text>) -> talk::Step {
    let mut text = draft.asked().fold(text!("task-review"), |text, part| {
        text.line(text!("task-review-line", part = Text::key(label(part)), answer = said(talk, &draft, part)))
    });
    if let Some(note) = note {
        text = note.paragraph(text);
    }
    let screen = match draft.within.strip_prefix("edit") {
        Some(row) => {
            let offset = row.trim_start_matches(':').parse().unwrap_or_default();
            let parts = PARTS.iter().enumerate().filter(|(_, part)| draft.asks(**part));
            let parts: Vec<Answer> = parts.map(|(at, part)| (Text::key(label(*part)), format!("part:{at}"))).collect();
            widgets::answers(Screen::new(text!("task-edit-which")), &parts, offset, true)
        }
        None => Screen::new(text)
            .row([Button::choice(text!("task-propose"), "propose")])
            .row([Button::choice(text!("task-edit"), "edit")]),
    };
    let screen = screen.row([Button::choice(text!("cancel"), "cancel")]);
    talk.show(Flow::Works(Step::New(Box::new(draft))), screen);
    Ok(())
}

const fn label(part: Part) -> &'static str {
    match part {
        Part::Origin => "task-part-origin",
        Part::Compound => "task-part-compound",
        Part::Title => "task-part-title",
        Part::Category => "task-part-category",
        Part::Duty => "task-part-duty",
        Part::Planned => "task-part-planned",
        Part::Kind => "task-part-kind",
        Part::Responsible => "task-part-responsible",
        Part::Company => "task-part-company",
        Part::Budget => "task-part-budget",
        Part::Money => "task-part-money",
        Part::Start => "task-part-start",
        Part::Deadline => "task-part-deadline",
        Part::Photos => "task-part-photos",
    }
}

/// An answer as it is read on the page to look it over.
fn said(talk: &Talk<'_>, draft: &Draft, part: Part) -> Text {
    let raw = |words: &Option<String>| words.as_deref().map(Text::raw);
    let on = |at: Option<Moment>| at.map(|at| text!("task-on", at = at));
    let answer = match part {
        Part::Origin => draft.origin.map(|origin| Text::key(&format!("task-origin-{}", origin.code()))),
        Part::Compound => draft.compound.and_then(|place| talk.estate.places.get(place)).map(first_contact::name),
        Part::Title => raw(&draft.title),
        Part::Category => draft.category.as_deref().map(|code| words::category(talk, code)),
        Part::Duty => Some(text!("task-duty-no")),
        Part::Planned => Some(text!("task-planned-no")),
        Part::Kind => draft.kind.map(|kind| Text::key(&format!("task-type-{}", kind.code()))),
        Part::Responsible => draft.responsible.as_ref().map(|(_, name)| Text::raw(name.as_str())),
        Part::Company => {
            raw(&draft.company.clone().filter(|name| !name.is_empty())).or(Some(text!("task-company-none")))
        }
        Part::Budget => draft.budget_fen.map(|fen| text!("task-yuan", amount = format::yuan(fen))),
        Part::Money => draft.money.map(|money| Text::key(&format!("money-{}", money.code()))),
        Part::Start => on(draft.start),
        Part::Deadline => on(draft.deadline),
        Part::Photos => Some(text!("task-photo-count", count = draft.photos.as_ref().map_or(0, Vec::len))),
    };
    answer.unwrap_or_default()
}

fn plan(draft: &Draft) -> Option<Plan> {
    let money = if draft.budget_fen == Some(0) { Some(Money::Free) } else { draft.money };
    Some(Plan {
        compound: draft.compound?,
        category: draft.category.clone()?,
        kind: draft.kind?,
        origin: draft.origin?,
        responsible: draft.responsible.as_ref()?.0,
        budget_fen: draft.budget_fen?,
        money: money?,
        exclusion: Exclusion { not_the_companys_duty: draft.not_duty?, no_planned_works: draft.not_planned? },
        start: draft.start?,
        deadline: draft.deadline?,
    })
}

/// The task is made: its first event, its photos, its ticket, and everyone who hears of it.
fn propose(talk: &mut Talk<'_>, draft: Draft) -> talk::Step {
    let Some(plan) = plan(&draft) else { return go_on(talk, draft, None) };
    let actor = talk.works_at(Right::ProposeTask, plan.compound).ok_or(Refusal::NotAllowed)?;
    let number = talk.fresh_task_number()?;
    let event = match life::propose(plan, talk.now) {
        Ok(event) => event,
        Err(refusal) => return show(talk, draft, Some(Text::key(refusal.key()))),
    };
    let reporters = match draft.ticket {
        Some(ticket) => waiting(talk, ticket)?,
        None => Vec::new(),
    };
    let id = TaskId(talk.fresh_id());
    let task = MicroTask::begin(id, number, &event, talk.now).ok_or(Refusal::WrongState)?;
    let wording = Wording {
        title: draft.title.clone().unwrap_or_default(),
        company: draft.company.clone().filter(|name| !name.is_empty()),
        phone: None,
    };
    let said = Said { words: Some(wording.title.clone()), media: Vec::new() };
    let mut dossier = TaskDossier {
        task,
        wording,
        lines: vec![line_of(&event, actor, &said, talk.now)],
        followers: reporters.iter().map(|(person, _)| *person).collect(),
        readers: reporters.iter().cloned().collect(),
        staff: std::collections::BTreeMap::new(),
    };
    let holders = &talk.desk(dossier.task.plan.compound)?.holders;
    for holder in holders {
        dossier.staff.entry(holder.person).or_insert((holder.grant.role, holder.grant.name.clone()));
    }
    let mut messages = Vec::new();
    for notice in notices::of(&event) {
        messages.extend(super::tell::notice(talk, notice, (&event, actor), (&dossier, &said))?);
    }
    let record = TaskRecord { event, actor, words: said.words, media: Vec::new() };
    talk.know_task(dossier, record);
    talk.tell_once(messages);
    follow_on(talk, number, actor, &draft, &reporters)?;
    work::show(talk, number, Some(text!("task-proposed", number = number.0)))
}

fn line_of(event: &TaskEvent, actor: TaskActor, said: &Said, at: Moment) -> TaskLine {
    let (words, media) = (said.words.clone(), said.media.clone());
    TaskLine { at, event: event.clone(), person: actor.person(), words, media }
}

/// The residents who wait for a ticket's end, as far as they can be written to; they follow the task from now on.
fn waiting(talk: &Talk<'_>, ticket: Number) -> Result<Vec<(PersonId, Reader)>, Stop> {
    let dossier = talk.ticket(ticket)?;
    let persons = dossier.ticket.reporter.into_iter().chain(dossier.followers.iter().copied());
    Ok(persons.filter_map(|person| Some((person, dossier.readers.get(&person)?.clone()))).collect())
}

/// Photos of the place as it is, and the ticket with those who wait for it.
fn follow_on(
    talk: &mut Talk<'_>,
    number: crate::domain::id::TaskNumber,
    actor: TaskActor,
    draft: &Draft,
    reporters: &[(PersonId, Reader)],
) -> talk::Step {
    let media = draft.photos.clone().unwrap_or_default();
    if !media.is_empty() {
        let photos = i64::try_from(media.len()).unwrap_or(i64::MAX);
        let before = TaskAction::Post { phase: Phase::Before, photos };
        talk.add_to_task(number, actor, before, &Said { words: None, media })?;
    }
    let Some(ticket) = draft.ticket else { return Ok(()) };
    talk.add_to_task(number, actor, TaskAction::Link(ticket), &Said::default())?;
    let task = talk.task(number)?.task.id;
    let title = draft.title.clone().unwrap_or_default();
    for (person, reader) in reporters {
        talk.change(Change::Works(WorksChange::Follow { task, person: *person, follows: true }));
        let text = text!("task-of-your-ticket", ticket = ticket.0, number = number.0, title = title.as_str());
        let mut message = crate::conversation::screen::Message::notice(reader.clone(), text, Some(ticket));
        message.rows = vec![vec![Button::act(text!("task-see"), format!("task.page:{number}"))]];
        talk.tell(message);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::fen;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (words, amount) in [
            ("3000", 300_000),
            ("3,000元", 300_000),
            ("¥12.5", 1_250),
            ("1.2万", 1_200_000),
            ("1.25万元", 1_250_000),
            ("0.01", 1),
            ("1000万", 1_000_000_000),
        ] {
            assert_eq!(fen(words), Some(amount), "{words}");
        }
        for words in ["", "两千", "-5", "1.2.3", "99999999999", "2000万", "NaN"] {
            assert_eq!(fen(words), None, "{words}");
        }
    }
}
