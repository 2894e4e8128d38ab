//! A project is proposed: what, where, about how much, photos; a page to look it over, and a receipt with its number. Of
//! a ticket it is one tap to that page: the ticket says what and where, and how many wait for it.

use serde::{Deserialize, Serialize};

use super::{Step, own_compounds, page, suits, words};
use crate::conversation::input::What;
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::works::widgets;
use crate::conversation::{first_contact, line, menu};
use crate::domain::fund::project::dossier::Wording;
use crate::domain::fund::project::{Actor, TITLE, WAITING};
use crate::domain::id::{MediaId, Number, PlaceId};
use crate::domain::masker::mask;
use crate::domain::money::fen;
use crate::domain::refusal::Refusal;
use crate::domain::rights::Right;
use crate::domain::ticket::Event as TicketEvent;
use crate::domain::ticket::dossier::Dossier;
use crate::text;
use crate::text::{Text, format};

mod make;

use make::send;

/// A question of the proposal, in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Part {
    /// The compound, of staff who work for several.
    Compound,
    /// What is wanted.
    What,
    /// Where.
    Spot,
    /// About how much it costs.
    Estimate,
    /// Photos of the place.
    Photos,
}

const PARTS: [Part; 5] = [Part::Compound, Part::What, Part::Spot, Part::Estimate, Part::Photos];

/// A proposal that isn't made yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    ticket: Option<Number>,
    compound: Option<PlaceId>,
    what: Option<String>,
    spot: Option<String>,
    building: Option<String>,
    /// None: not asked yet; 0: left open.
    estimate: Option<i64>,
    photos: Option<Vec<MediaId>>,
    /// The part that is asked; none: the page to look it over.
    at: Option<Part>,
    /// Whether one answer is changed from that page.
    editing: bool,
    /// The row from which the compounds are shown.
    row: usize,
}

impl Draft {
    const fn is_settled(&self, part: Part) -> bool {
        match part {
            Part::Compound => self.compound.is_some(),
            Part::What => self.what.is_some(),
            Part::Spot => self.spot.is_some(),
            Part::Estimate => self.estimate.is_some(),
            Part::Photos => self.photos.is_some(),
        }
    }

    fn wording(&self) -> Wording {
        let (title, spot) = (self.what.clone().unwrap_or_default(), self.spot.clone().unwrap_or_default());
        Wording { title, spot, building: self.building.clone(), ..Wording::default() }
    }
}

/// Begins a proposal, of a ticket if one is named.
pub(super) fn begin(talk: &mut Talk<'_>, ticket: Option<Number>) -> talk::Step {
    let own: Vec<PlaceId> = own_compounds(talk).map(|place| place.id).collect();
    if own.is_empty() && !first_contact::require(talk)? {
        return Ok(());
    }
    if own.is_empty() && talk.projects_waiting()?.len() >= WAITING {
        return menu::show_after(talk, Some(text!("project-enough", most = WAITING)));
    }
    let home = talk.compound().filter(|home| own.is_empty() || own.contains(home));
    let only = match own.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    let draft = Draft { compound: home.or(only), ..Draft::default() };
    match ticket {
        Some(number) => {
            let draft = of_ticket(talk, number)?;
            match talk.project_of(number)? {
                Some(project) => page::show(talk, project, Some(text!("project-of-ticket-already", ticket = number.0))),
                None => go_on(talk, draft),
            }
        }
        None => go_on(talk, draft),
    }
}

/// Whether the person proposes as staff: then the idea is nobody's own.
fn as_staff(talk: &Talk<'_>, compound: PlaceId) -> Option<Actor> {
    talk.works_at(Right::ProposeTask, compound)
}

/// What a ticket says already. A resident's own words are theirs to propose; of another's, staff take the category alone.
fn of_ticket(talk: &mut Talk<'_>, number: Number) -> Result<Draft, Stop> {
    let dossier = talk.ticket(number)?.clone();
    let (compound, own) = (dossier.ticket.spot.compound, talk.resident_of(&dossier).is_some());
    if as_staff(talk, compound).is_some() || !own {
        talk.staff_of(number, Right::Read)?;
        as_staff(talk, compound).ok_or(Refusal::NotAllowed)?;
    }
    if !suits(talk, &dossier.ticket) {
        return Err(Refusal::WrongState.into());
    }
    let title = match own_words(talk, &dossier).filter(|_| as_staff(talk, compound).is_none()) {
        Some(words) => words,
        None => category(talk, &dossier.ticket.category),
    };
    Ok(Draft {
        ticket: Some(number),
        compound: Some(compound),
        what: Some(title),
        spot: Some(String::new()),
        building: dossier.ticket.spot.building,
        estimate: Some(0),
        photos: Some(Vec::new()),
        ..Draft::default()
    })
}

/// What the person wrote when they reported it, without what could name somebody.
fn own_words(talk: &Talk<'_>, dossier: &Dossier) -> Option<String> {
    let person = talk.person().ok()?.id;
    let reported = dossier.lines.iter().find(|line| matches!(line.event, TicketEvent::Submitted { .. }))?;
    let words = reported.words.as_deref().filter(|_| dossier.ticket.reporter == Some(person))?;
    Some(clipped(words)).filter(|words| !words.is_empty())
}

fn category(talk: &Talk<'_>, code: &str) -> String {
    let known = talk.estate.catalogue.category(code);
    known.map_or_else(|| code.to_owned(), |category| category.name.in_language(talk.language()).to_owned())
}

/// Everybody reads it.
fn clipped(words: &str) -> String {
    mask(words, &[]).trim().chars().take(TITLE).collect()
}

/// The next part that is open, or the page to look it over.
fn go_on(talk: &mut Talk<'_>, mut draft: Draft) -> talk::Step {
    draft.at = PARTS.into_iter().find(|part| !draft.is_settled(*part));
    (draft.editing, draft.row) = (draft.editing && draft.at.is_some(), 0);
    show(talk, draft, None)
}

/// Shows the part that is asked, or the page to look it over.
fn show(talk: &mut Talk<'_>, draft: Draft, note: Option<Text>) -> talk::Step {
    let Some(part) = draft.at else { return review(talk, draft, note) };
    let position = PARTS.iter().skip(1).position(|asked| *asked == part).map_or(1, |at| at + 1);
    let step = text!("task-step", n = position, of = PARTS.len() - 1, question = Text::key(question(part)));
    let text = note.map_or(step.clone(), |note| note.paragraph(step));
    let answers: Vec<widgets::Answer> = match part {
        Part::Compound => widgets::compounds(own_compounds(talk)),
        Part::What | Part::Spot => Vec::new(),
        Part::Estimate => vec![(text!("project-estimate-open"), "open".to_owned())],
        Part::Photos => {
            let none = draft.photos.as_ref().is_none_or(Vec::is_empty);
            vec![(Text::key(if none { "report-photos-none" } else { "report-photos-done" }), "done".to_owned())]
        }
    };
    let screen = widgets::ways_out(widgets::answers(Screen::new(text), &answers, draft.row, true));
    talk.show(Flow::Projects(Step::New(Box::new(draft))), screen);
    Ok(())
}

const fn question(part: Part) -> &'static str {
    match part {
        Part::Compound => "task-q-compound",
        Part::What => "project-q-what",
        Part::Spot => "project-q-spot",
        Part::Estimate => "project-q-estimate",
        Part::Photos => "task-q-photos",
    }
}

/// The page to look it over.
fn review(talk: &mut Talk<'_>, draft: Draft, note: Option<Text>) -> talk::Step {
    let wording = draft.wording();
    let compound = draft.compound.and_then(|place| talk.estate.places.get(place)).map(first_contact::name);
    let mut text = text!("project-review", title = wording.title.as_str());
    text = text.line(compound.unwrap_or_default()).dotted(words::spot(&wording));
    text = text.line(match draft.estimate {
        Some(fen @ 1..) => text!("project-estimate", amount = format::yuan(fen)),
        _ => text!("project-cost-open"),
    });
    let count = draft.photos.as_ref().map_or(0, Vec::len);
    text = text.line(text!("project-review-photos", count = count));
    if let Some(number) = draft.ticket {
        let affected = talk.ticket(number)?.ticket.affected;
        text = text.line(text!("project-affected", count = affected));
    }
    text = text.paragraph(text!("project-review-public"));
    let text = note.map_or(text.clone(), |note| note.paragraph(text));
    let edit = |key: &str, at: usize| Button::choice(Text::key(key), format!("part:{at}"));
    let screen = Screen::new(text)
        .row([Button::choice(text!("project-send"), "send")])
        .row([edit("project-edit-what", 1), edit("project-edit-spot", 2)])
        .row([edit("project-edit-estimate", 3), edit("project-edit-photos", 4)])
        .row([Button::choice(text!("cancel"), "cancel")]);
    talk.show(Flow::Projects(Step::New(Box::new(draft))), screen);
    Ok(())
}

/// One turn of the proposal.
pub(super) fn turn(talk: &mut Talk<'_>, mut draft: Draft) -> talk::Step {
    let choice = talk.chosen.clone();
    match (choice.as_deref(), draft.at) {
        (Some("cancel"), _) => menu::show_after(talk, Some(text!("cancel-done"))),
        (Some("back"), Some(_)) if draft.editing => go_on(talk, draft),
        (Some("back"), Some(part)) => {
            let before = PARTS.into_iter().skip(1).take_while(|earlier| *earlier != part).last();
            draft.at = before.or(draft.at);
            show(talk, draft, None)
        }
        (Some("send"), None) => send(talk, draft),
        (Some(choice), None) => {
            let at = choice.strip_prefix("part:").and_then(|at| at.parse::<usize>().ok());
            draft.at = at.and_then(|at| PARTS.get(at)).copied();
            draft.editing = true;
            show(talk, draft, None)
        }
        (None, None) => show(talk, draft, Some(text!("report-choose"))),
        (choice, Some(part)) => match choice.and_then(widgets::turned_to) {
            Some(row) => {
                draft.row = row;
                show(talk, draft, None)
            }
            None => answered(talk, draft, part, choice),
        },
    }
}

/// The answer to a part, tapped or typed.
fn answered(talk: &mut Talk<'_>, mut draft: Draft, part: Part, choice: Option<&str>) -> talk::Step {
    let typed = talk.words().to_owned();
    let clipped = clipped(&typed);
    let wrong = match part {
        Part::Compound => {
            let places = &talk.estate.places;
            let code = choice.and_then(|choice| choice.strip_prefix("place:"));
            let found = code
                .map_or_else(|| places.find_compounds(&typed).into_iter().next(), |code| places.compound_by_code(code));
            draft.compound = found.map(|place| place.id).filter(|place| as_staff(talk, *place).is_some());
            draft.compound.is_none().then(|| text!("report-choose"))
        }
        Part::What if !clipped.is_empty() => {
            draft.what = Some(clipped);
            None
        }
        Part::Spot if !clipped.is_empty() => {
            (draft.spot, draft.building) = (Some(clipped), None);
            None
        }
        Part::Estimate => {
            let amount = if choice.is_some() { Some(0) } else { fen(&typed).filter(|amount| *amount > 0) };
            draft.estimate = amount;
            amount.is_none().then(|| Text::key(Refusal::BadAmount.key()))
        }
        Part::Photos if choice.is_none() && matches!(talk.input.what, What::Media(_)) => return photo(talk, draft),
        Part::Photos => {
            draft.photos.get_or_insert_default();
            None
        }
        Part::What | Part::Spot => Some(text!("settings-please-type")),
    };
    match wrong {
        Some(sentence) => show(talk, draft, Some(sentence)),
        None => go_on(talk, draft),
    }
}

/// A photo came; more may follow.
fn photo(talk: &mut Talk<'_>, mut draft: Draft) -> talk::Step {
    let (most, have) = (talk.estate.quotas.photos, draft.photos.as_ref().map_or(0, Vec::len));
    if most > 0 && i64::try_from(have).unwrap_or(i64::MAX) >= most {
        return show(talk, draft, Some(text!("report-files-enough", most = most)));
    }
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
