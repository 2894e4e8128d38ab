//! A vote is prepared: one question a message, a page to look it over, and it stands as a draft that only staff see.

use serde::{Deserialize, Serialize};

use super::known::Change;
use super::{Step, change, run, words};
use crate::conversation::menu;
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Talk};
use crate::domain::fund::project::listing::{Filter, ProjectBrief};
use crate::domain::fund::project::{Class, Stage};
use crate::domain::household::Scope;
use crate::domain::id::{PersonId, PlaceId, ProjectNumber, VoteId};
use crate::domain::money::fen;
use crate::domain::refusal::Refusal;
use crate::domain::vote::article278::{Matter, Owners};
use crate::domain::vote::poll::{
    Ask, Candidate, Event, FUND_DAYS, Method, NOTICE_DAYS, OWNERS_DAYS, Params, Poll, Told, Words, check,
};
use crate::text;
use crate::text::{Text, format};

/// Most characters of a title and of a question.
const TITLE: usize = 40;
const QUESTION: usize = 1_000;
/// Days that are offered.
const DAYS: [i64; 4] = [5, 7, 14, 30];
/// Projects on a screen.
const PAGE: usize = 4;

/// What is asked next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Part {
    #[default]
    Kind,
    Title,
    Question,
    Area,
    Projects,
    Budget,
    Method,
    Who,
    Days,
    Review,
}

/// A vote on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    compound: PlaceId,
    part: Part,
    /// None: a fund vote.
    matter: Option<Matter>,
    title: String,
    question: String,
    /// Building, and unit in it.
    area: Option<(String, Option<String>)>,
    options: Vec<(ProjectNumber, i64, String)>,
    at: i64,
    budget: i64,
    method: Method,
    owners_only: bool,
    days: i64,
}

impl Draft {
    /// The parts in order, of a vote of this kind.
    const fn parts(&self) -> &'static [Part] {
        match self.matter {
            None => &[
                Part::Kind,
                Part::Title,
                Part::Projects,
                Part::Budget,
                Part::Method,
                Part::Who,
                Part::Days,
                Part::Review,
            ],
            Some(_) => &[Part::Kind, Part::Title, Part::Question, Part::Area, Part::Days, Part::Review],
        }
    }

    fn step(&self, by: isize) -> Option<Part> {
        let at = self.parts().iter().position(|part| *part == self.part)?;
        self.parts().get(at.checked_add_signed(by)?).copied()
    }

    fn params(&self) -> Params {
        let (building, unit) = self.area.clone().map_or((None, None), |(building, unit)| (Some(building), unit));
        let ask = match self.matter {
            None => {
                let option =
                    |(project, cost, _): &(ProjectNumber, i64, String)| Candidate { project: *project, cost: *cost };
                let options = self.options.iter().map(option).collect();
                Ask::Fund { budget: self.budget, method: self.method, owners_only: self.owners_only, options }
            }
            Some(matter) => Ask::Owners { matter, binding: false },
        };
        Params { scope: Scope { compound: self.compound, building, unit }, ask, days: self.days }
    }
}

/// Begins.
///
/// # Errors
/// [`Refusal::NotAllowed`] for who runs no votes there.
pub(super) fn begin(talk: &mut Talk<'_>, compound: PlaceId) -> talk::Step {
    if !super::runs(talk, compound) {
        return Err(Refusal::NotAllowed.into());
    }
    let draft = Draft {
        compound,
        part: Part::Kind,
        matter: None,
        title: String::new(),
        question: String::new(),
        area: None,
        options: Vec::new(),
        at: 0,
        budget: 0,
        method: Method::EqualShares,
        owners_only: false,
        days: 0,
    };
    asked(talk, draft, None)
}

/// Projects that may stand for election.
fn offered<'a>(talk: &Talk<'a>, draft: &Draft) -> Result<Vec<&'a ProjectBrief>, talk::Stop> {
    let filter = Filter { place: draft.compound, stage: Some(Stage::Published) };
    let listing = talk.projects(filter, draft.at)?;
    Ok(listing.rows.iter().filter(|brief| brief.project.class == Class::Fund).take(PAGE).collect())
}

/// Asks what is asked next.
fn asked(talk: &mut Talk<'_>, draft: Draft, note: Option<Text>) -> talk::Step {
    let choice = |key: &str, code: &str| Button::choice(Text::key(key), code);
    let screen = match draft.part {
        Part::Kind => Screen::new(text!("vote-ask-kind"))
            .row([choice("vote-kind-fund", "fund")])
            .row([choice("vote-matter-ordinary", "ordinary")])
            .row([choice("vote-matter-special", "special")]),
        Part::Title => Screen::new(text!("vote-ask-title", most = TITLE)),
        Part::Question => Screen::new(text!("vote-ask-question", most = QUESTION)),
        Part::Area => Screen::new(text!("vote-ask-area")).row([choice("vote-area-all", "all")]),
        Part::Projects => projects(talk, &draft)?,
        Part::Budget => {
            let costs: i64 = draft.options.iter().map(|(_, cost, _)| cost).sum();
            Screen::new(text!("vote-ask-budget", yuan = format::yuan(costs)))
        }
        Part::Method => Screen::new(text!("vote-ask-method"))
            .row([choice("vote-short-equal-shares", "equal-shares")])
            .row([choice("vote-short-greedy", "greedy")]),
        Part::Who => Screen::new(text!("vote-ask-who"))
            .row([choice("vote-short-all", "all")])
            .row([choice("vote-short-owners", "owners")]),
        Part::Days => {
            let days = DAYS.map(|days| Button::choice(text!("vote-days", days = days), format!("days:{days}")));
            let (few, many) = days.split_at(2);
            Screen::new(text!("vote-ask-days")).row(few.to_vec()).row(many.to_vec())
        }
        Part::Review => review(talk, &draft),
    };
    let screen = screen.row([choice("back", "back"), choice("cancel", "cancel")]);
    let screen =
        Screen { text: note.map_or(screen.text.clone(), |note| note.paragraph(screen.text.clone())), ..screen };
    talk.show(Flow::Vote(Step::Prepare(Box::new(draft))), screen);
    Ok(())
}

fn projects(talk: &Talk<'_>, draft: &Draft) -> Result<Screen, talk::Stop> {
    let offered = offered(talk, draft)?;
    let total = talk.projects(Filter { place: draft.compound, stage: Some(Stage::Published) }, draft.at)?.total;
    let mut screen = Screen::new(match offered.len() {
        0 => text!("vote-no-projects"),
        _ => text!("vote-ask-projects", count = draft.options.len()),
    });
    let mut list = Text::default();
    for brief in &offered {
        let (number, title) = (brief.project.number, brief.title.as_str());
        list = list.line(words::option(number, title, brief.project.cost));
        screen = screen.row([words::toggle(number, title, draft.options.iter().any(|(chosen, ..)| *chosen == number))]);
    }
    screen.text = screen.text.paragraph(list);
    let page = i64::try_from(PAGE).unwrap_or(i64::MAX);
    let earlier = (draft.at > 0).then(|| Button::choice(text!("previous"), "previous"));
    let later = (draft.at + page < total).then(|| Button::choice(text!("more"), "more"));
    let done = (!draft.options.is_empty()).then(|| Button::choice(text!("vote-projects-done"), "done"));
    Ok(screen.row(earlier.into_iter().chain(later)).row(done))
}

fn told(draft: &Draft, (id, by): (VoteId, PersonId)) -> Told {
    let words = Words {
        title: draft.title.clone(),
        question: draft.question.clone(),
        options: draft.options.iter().map(|(_, _, name)| name.clone()).collect(),
    };
    Told { poll: Poll::prepared(id, draft.params(), by), words, cast: Owners::default() }
}

fn review(talk: &Talk<'_>, draft: &Draft) -> Screen {
    let told = told(draft, (VoteId(0), PersonId(0)));
    let text = words::page(talk, &told).paragraph(text!("vote-window", days = draft.days));
    let text = if draft.matter.is_some() { text.line(text!("vote-notice-days", days = NOTICE_DAYS)) } else { text };
    Screen::new(text).row([Button::choice(text!("vote-save"), "save")])
}

/// One turn of this flow.
pub(super) fn turn(talk: &mut Talk<'_>, mut draft: Draft) -> talk::Step {
    let choice = talk.chosen.clone();
    match choice.as_deref() {
        Some("cancel") => return menu::show_after(talk, Some(text!("cancel-done"))),
        Some("back") => {
            let Some(part) = draft.step(-1) else { return menu::show_after(talk, Some(text!("cancel-done"))) };
            draft.part = part;
            return asked(talk, draft, None);
        }
        Some("save") if draft.part == Part::Review => return save(talk, &draft),
        _ => {}
    }
    let taken = match draft.part {
        Part::Projects => return chosen_projects(talk, draft, choice.as_deref()),
        Part::Title | Part::Question | Part::Area | Part::Budget => typed(talk, &mut draft, choice.as_deref()),
        _ => tapped(&mut draft, choice.as_deref(), talk.words()),
    };
    match (taken, draft.step(1)) {
        (Ok(()), Some(part)) => asked(talk, Draft { part, ..draft }, None),
        (Ok(()), None) => asked(talk, draft, None),
        (Err(sentence), _) => asked(talk, draft, Some(sentence)),
    }
}

/// An answer to tap.
fn tapped(draft: &mut Draft, choice: Option<&str>, words: &str) -> Result<(), Text> {
    if draft.part == Part::Days {
        let said = choice.and_then(|choice| choice.strip_prefix("days:")).unwrap_or(words);
        let (from, to) = if draft.matter.is_some() { OWNERS_DAYS } else { FUND_DAYS };
        let days = said
            .chars()
            .take_while(char::is_ascii_digit)
            .collect::<String>()
            .parse()
            .ok()
            .filter(|days| (from..=to).contains(days));
        draft.days = days.ok_or_else(|| text!("vote-bad-days", least = from, most = to))?;
        return Ok(());
    }
    let please = || text!("report-choose");
    let choice = choice.ok_or_else(please)?;
    match draft.part {
        Part::Kind => draft.matter = if choice == "fund" { None } else { Matter::of_code(choice) },
        Part::Method => draft.method = Method::of_code(choice).ok_or_else(please)?,
        Part::Who => draft.owners_only = choice == "owners",
        _ => {}
    }
    Ok(())
}

/// Words that are typed.
fn typed(talk: &Talk<'_>, draft: &mut Draft, choice: Option<&str>) -> Result<(), Text> {
    let words = talk.words();
    let kept = |most: usize| {
        let fits = !words.is_empty() && words.chars().count() <= most;
        if fits { Ok(words.to_owned()) } else { Err(text!("vote-bad-words", most = most)) }
    };
    match draft.part {
        Part::Title => draft.title = kept(TITLE)?,
        Part::Question => draft.question = kept(QUESTION)?,
        Part::Budget => {
            draft.budget = fen(words).filter(|fen| *fen > 0).ok_or_else(|| Text::key(Refusal::BadAmount.key()))?;
        }
        Part::Area if choice == Some("all") => draft.area = None,
        Part::Area => {
            let place = talk.estate.catalogue.suggest(words).place;
            let building = place.as_ref().and_then(|place| place.building.clone());
            let building = building.ok_or_else(|| text!("vote-bad-area"))?;
            draft.area = Some((building, place.and_then(|place| place.unit)));
        }
        _ => {}
    }
    Ok(())
}

/// Projects are chosen and let go.
fn chosen_projects(talk: &mut Talk<'_>, mut draft: Draft, choice: Option<&str>) -> talk::Step {
    let page = i64::try_from(PAGE).unwrap_or(i64::MAX);
    match choice {
        Some("previous") => draft.at = (draft.at - page).max(0),
        Some("more") => draft.at += page,
        Some("done") if !draft.options.is_empty() => {
            draft.options.sort();
            return asked(talk, Draft { part: Part::Budget, ..draft }, None);
        }
        Some(choice) => {
            let number = choice.strip_prefix("p:").and_then(|number| number.parse().ok()).map(ProjectNumber);
            let known = draft.options.iter().position(|(chosen, ..)| Some(*chosen) == number);
            let brief = offered(talk, &draft)?.into_iter().find(|brief| Some(brief.project.number) == number);
            match (known, brief) {
                (Some(at), _) => drop(draft.options.remove(at)),
                (None, Some(brief)) => {
                    draft.options.push((brief.project.number, brief.project.cost, brief.title.clone()));
                }
                (None, None) => {}
            }
        }
        None => return asked(talk, draft, Some(text!("report-choose"))),
    }
    asked(talk, draft, None)
}

/// It stands as a draft.
fn save(talk: &mut Talk<'_>, draft: &Draft) -> talk::Step {
    if !super::runs(talk, draft.compound) {
        return Err(Refusal::NotAllowed.into());
    }
    if let Err(refusal) = check(&draft.params()) {
        return asked(talk, draft.clone(), Some(Text::key(refusal.key())));
    }
    let (vote, by) = (talk.fresh_vote()?, talk.person()?.id);
    let told = told(draft, (vote, by));
    let event = Event::Prepared { params: told.poll.params.clone(), by };
    change(talk, Change::Prepare { told: Box::new(told.clone()), event });
    run::drawn(talk, &told, Some(text!("vote-saved")))
}
