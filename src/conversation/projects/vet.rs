//! A project is vetted: whether it is lawful, what it costs, who decides on it, what comes of it, who answers for it, who
//! holds the money and how it is paid. What isn't lawful goes to be turned down.

use serde::{Deserialize, Serialize};

use super::{Step, said, words, work};
use crate::conversation::first_contact;
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::works::{widgets, workers};
use crate::domain::fund::project::{Action, Class, Kind, Reason, Vetting};
use crate::domain::id::{PersonId, ProjectNumber};
use crate::domain::money::fen;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::text;
use crate::text::{Text, format};

/// Most characters of who holds the money, and of how it is paid.
const CHARS: usize = 80;

/// A question of the vetting, in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Part {
    /// Whether the law allows it.
    Lawful,
    /// What it costs.
    Cost,
    /// Who decides on it.
    Class,
    /// A work, or the start of a service.
    Kind,
    /// Who answers for it.
    Responsible,
    /// The body that holds the money.
    Holder,
    /// How it is paid.
    Pay,
}

const PARTS: [Part; 7] =
    [Part::Lawful, Part::Cost, Part::Class, Part::Kind, Part::Responsible, Part::Holder, Part::Pay];

/// A vetting that isn't finished.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    lawful: Option<bool>,
    cost: Option<i64>,
    class: Option<Class>,
    kind: Option<Kind>,
    responsible: Option<PersonId>,
    holder: Option<String>,
    pay: Option<String>,
    /// The part that is asked; none: the page to look it over.
    at: Option<Part>,
    /// The row from which the answers are shown.
    row: usize,
}

impl Draft {
    const fn is_settled(&self, part: Part) -> bool {
        match part {
            Part::Lawful => self.lawful.is_some(),
            Part::Cost => self.cost.is_some(),
            Part::Class => self.class.is_some(),
            Part::Kind => self.kind.is_some(),
            Part::Responsible => self.responsible.is_some(),
            Part::Holder => self.holder.is_some(),
            Part::Pay => self.pay.is_some(),
        }
    }

    fn vetting(&self) -> Option<Vetting> {
        Some(Vetting {
            cost: self.cost?,
            class: self.class?,
            kind: self.kind?,
            responsible: self.responsible?,
            lawful: self.lawful?,
        })
    }
}

/// Begins it.
pub(super) fn begin(talk: &mut Talk<'_>, number: ProjectNumber) -> talk::Step {
    go_on(talk, number, Draft::default())
}

fn go_on(talk: &mut Talk<'_>, number: ProjectNumber, mut draft: Draft) -> talk::Step {
    draft.at = PARTS.into_iter().find(|part| !draft.is_settled(*part));
    draft.row = 0;
    show(talk, number, draft, None)
}

fn show(talk: &mut Talk<'_>, number: ProjectNumber, draft: Draft, note: Option<Text>) -> talk::Step {
    let Some(part) = draft.at else { return review(talk, number, draft) };
    let position = PARTS.iter().position(|asked| *asked == part).unwrap_or_default() + 1;
    let step = text!("task-step", n = position, of = PARTS.len(), question = Text::key(question(part)));
    let text = note.map_or(step.clone(), |note| note.paragraph(step));
    let answers = answers(talk, number, part)?;
    let screen = widgets::ways_out(widgets::answers(Screen::new(text), &answers, draft.row, part != Part::Class));
    talk.show(Flow::Projects(Step::Vet(number, Box::new(draft))), screen);
    Ok(())
}

const fn question(part: Part) -> &'static str {
    match part {
        Part::Lawful => "project-q-lawful",
        Part::Cost => "project-q-cost",
        Part::Class => "project-q-class",
        Part::Kind => "project-q-kind",
        Part::Responsible => "task-q-responsible",
        Part::Holder => "project-q-holder",
        Part::Pay => "project-q-pay",
    }
}

/// What may be tapped as an answer.
fn answers(talk: &Talk<'_>, number: ProjectNumber, part: Part) -> Result<Vec<widgets::Answer>, Stop> {
    let project = &talk.project(number)?.project;
    let listed = |beginning: &str, codes: Vec<&str>| -> Vec<widgets::Answer> {
        codes.into_iter().map(|code| (Text::key(&format!("{beginning}{code}")), code.to_owned())).collect()
    };
    Ok(match part {
        Part::Lawful => {
            let answer = |key: &str, code: &str| (Text::key(key), code.to_owned());
            vec![answer("project-lawful-yes", "yes"), answer("project-lawful-no", "no")]
        }
        Part::Cost => {
            let guess =
                project.estimate.map(|fen| (text!("task-yuan", amount = format::yuan(fen)), format!("fen:{fen}")));
            guess.into_iter().collect()
        }
        Part::Class => listed("project-class-", Class::ALL.iter().map(|class| class.code()).collect()),
        Part::Kind => listed("project-kind-", Kind::ALL.iter().map(|kind| kind.code()).collect()),
        Part::Responsible => workers(talk, project.compound)?.into_iter().map(|(.., answer)| answer).collect(),
        Part::Holder => {
            let above = holders(talk, project.compound);
            above.map(|place| (first_contact::name(place), format!("body:{}", place.code))).collect()
        }
        Part::Pay => Vec::new(),
    })
}

/// Bodies that may hold the money: the community and the subdistrict.
fn holders<'t>(talk: &'t Talk<'_>, compound: crate::domain::id::PlaceId) -> impl Iterator<Item = &'t Place> {
    talk.estate.places.upwards(compound).filter(move |place| place.id != compound)
}

/// The page to look it over.
fn review(talk: &mut Talk<'_>, number: ProjectNumber, draft: Draft) -> talk::Step {
    let Some(vetting) = draft.vetting() else { return go_on(talk, number, draft) };
    let dossier = talk.project(number)?;
    let everyone = workers(talk, dossier.project.compound)?;
    let who = everyone.into_iter().find(|(person, ..)| *person == vetting.responsible).map(|(.., (called, _))| called);
    let code = |beginning: &str, code: &str| Text::key(&format!("{beginning}{code}"));
    let (kind, class) = (code("project-kind-", vetting.kind.code()), code("project-class-", vetting.class.code()));
    let text = text!("project-head", number = number.0, title = dossier.wording.title.as_str())
        .line(words::spot(&dossier.wording))
        .line(text!("project-cost", amount = format::yuan(vetting.cost)))
        .line(text!("project-what", kind = kind, class = class))
        .line(text!("task-who", who = who.unwrap_or_default()))
        .line(text!("project-holder", holder = draft.holder.as_deref().unwrap_or_default()))
        .line(Text::raw(draft.pay.as_deref().unwrap_or_default()));
    let screen = widgets::ways_out(Screen::new(text).row([Button::choice(text!("project-vet-yes"), "vetted")]));
    talk.show(Flow::Projects(Step::Vet(number, Box::new(draft))), screen);
    Ok(())
}

/// One turn of it.
pub(super) fn turn(talk: &mut Talk<'_>, number: ProjectNumber, mut draft: Draft) -> talk::Step {
    let choice = talk.chosen.clone();
    match (choice.as_deref(), draft.at) {
        (Some("cancel"), _) => work::show(talk, number, None),
        (Some("back"), at) => {
            let before = PARTS.into_iter().take_while(|part| Some(*part) != at).last();
            (draft.at, draft.row) = (before.or(at), 0);
            show(talk, number, draft, None)
        }
        (Some("vetted"), None) => finish(talk, number, &draft),
        (_, None) => show(talk, number, draft, None),
        (choice, Some(part)) => match choice.and_then(widgets::turned_to) {
            Some(row) => {
                draft.row = row;
                show(talk, number, draft, None)
            }
            None => answered(talk, number, draft, (part, choice)),
        },
    }
}

/// The answer to a part, tapped or typed.
fn answered(
    talk: &mut Talk<'_>,
    number: ProjectNumber,
    mut draft: Draft,
    (part, choice): (Part, Option<&str>),
) -> talk::Step {
    let typed: String = talk.words().chars().take(CHARS).collect();
    let written = Some(typed.clone()).filter(|words| choice.is_none() && !words.is_empty());
    let compound = talk.project(number)?.project.compound;
    let code = choice.unwrap_or_default();
    match part {
        Part::Lawful if code == "no" => return work::refuse(talk, number, Reason::Unlawful),
        Part::Lawful => draft.lawful = (code == "yes").then_some(true),
        Part::Cost => {
            let tapped = code.strip_prefix("fen:").and_then(|fen| fen.parse().ok());
            draft.cost = tapped.or_else(|| fen(&typed)).filter(|cost| *cost > 0);
        }
        Part::Class => draft.class = Class::of_code(code),
        Part::Kind => draft.kind = Kind::of_code(code),
        Part::Responsible => {
            let everyone = workers(talk, compound)?;
            let meant = everyone.into_iter().find(|(_, name, (_, known))| match choice {
                Some(choice) => known == choice,
                None => !typed.is_empty() && name.contains(typed.as_str()),
            });
            draft.responsible = meant.map(|(person, ..)| person);
        }
        Part::Holder => {
            let body = code.strip_prefix("body:").and_then(|code| talk.estate.places.by_code(code));
            let language = talk.language();
            draft.holder = body.map(|place| place.name_in(language).to_owned()).or(written);
        }
        Part::Pay => draft.pay = written,
    }
    if draft.is_settled(part) {
        return go_on(talk, number, draft);
    }
    let wrong = match part {
        Part::Cost => Text::key(Refusal::BadAmount.key()),
        Part::Holder | Part::Pay => text!("settings-please-type"),
        _ => text!("report-choose"),
    };
    show(talk, number, draft, Some(wrong))
}

/// It is vetted; who holds the money stands with it from now on.
fn finish(talk: &mut Talk<'_>, number: ProjectNumber, draft: &Draft) -> talk::Step {
    let Some(vetting) = draft.vetting() else { return go_on(talk, number, draft.clone()) };
    let (holder, pay) = (draft.holder.clone().unwrap_or_default(), draft.pay.clone().unwrap_or_default());
    talk.hold_project(number)?;
    talk.reword_project(number, |wording| (wording.holder, wording.pay) = (holder, pay));
    let note = said(talk, number, Action::Vet(vetting), None)?;
    work::show(talk, number, Some(note))
}
