//! `/minutes`: branch, committee or secretary write down what the meeting decided, item by item: what, who, by when,
//! whether residents read it; at last a look at all of it. What is half-written stays until it is recorded.

use serde::{Deserialize, Serialize};

use super::known::Which;
use crate::conversation::menu;
use crate::conversation::talk::{self, Talk};
use crate::domain::calendar::at_minute;
use crate::domain::id::{MeetingId, PersonId, PlaceId, ResolutionId};
use crate::domain::meeting::resolution::{CHARS, MOST, good_due};
use crate::domain::meeting::round::Rhythm;
use crate::domain::meeting::{Item, day};
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::domain::role::Role;
use crate::domain::time::Moment;
use crate::text;
use crate::text::Text;

mod pages;
mod record;

/// Minutes that are being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Whose meeting.
    pub place: PlaceId,
    /// Which; none where the place never had an agenda.
    pub meeting: Option<MeetingId>,
    /// The item of the agenda that is talked over.
    pub at: usize,
    /// What was decided so far.
    pub made: Vec<Decision>,
    /// What became of earlier resolutions.
    pub settled: Vec<Settled>,
    /// The decision that is being written.
    pub current: Option<Partial>,
}

/// A decision in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What.
    pub words: String,
    /// Who sees to it.
    pub owner: Owner,
    /// By when.
    pub due: Moment,
    /// Whether residents read it.
    pub public: bool,
}

/// Who sees to a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The person.
    pub person: PersonId,
    /// As what.
    pub role: Role,
    /// By which surname.
    pub name: String,
}

/// What became of an earlier resolution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settled {
    /// It is done.
    Done(ResolutionId),
    /// It got another date.
    Carried(ResolutionId, Moment),
}

/// A decision as far as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Partial {
    /// What was decided; then also who sees to it, and by when.
    New(String, Option<Owner>, Option<Moment>),
    /// An earlier resolution gets another date.
    Carries(ResolutionId),
}

/// Where in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// "Whose meeting?", from this place of the list on.
    Place(usize),
    /// "Go on with what is half-written?"
    Resume,
    /// An item of the agenda: "what was decided?"
    Item,
    /// The same of something that isn't on it.
    Free,
    /// "Who sees to it?", from this one on.
    Owner(usize),
    /// "By when?"
    Due,
    /// "May residents read it?"
    Public,
    /// All of it.
    Review,
}

/// `/minutes`.
///
/// # Errors
/// See [`talk::Stop`].
pub fn command(talk: &mut Talk<'_>, _rest: &str) -> talk::Step {
    if !talk.in_private() {
        talk.point_to_private();
        return Ok(());
    }
    if talk.session.minutes.is_some() {
        return pages::show(talk, Step::Resume, None);
    }
    choose(talk)
}

/// Asks whose meeting it is where there are several.
fn choose(talk: &mut Talk<'_>) -> talk::Step {
    match places(talk).as_slice() {
        [] => Err(Refusal::NotAllowed.into()),
        [only] => begin(talk, *only),
        _ => pages::show(talk, Step::Place(0), None),
    }
}

/// The places whose minutes the person may write, communities first.
fn places(talk: &Talk<'_>) -> Vec<PlaceId> {
    let places = &talk.estate.places;
    let mut found: Vec<_> = places
        .iter()
        .filter(|place| Rhythm::of(place.kind).is_some())
        .filter(|place| rights::at_place(Right::Minutes, &talk.facts.grants, place.id, places).is_some())
        .collect();
    found.sort_by_key(|place| (place.kind, place.id));
    found.into_iter().map(|place| place.id).collect()
}

/// Begins with the place's latest agenda, or with what isn't on it where its minutes are there already.
fn begin(talk: &mut Talk<'_>, place: PlaceId) -> talk::Step {
    allowed(talk, place)?;
    let (meeting, _) = talk.meeting(Which::Latest(place))?;
    let items = meeting.filter(|meeting| !meeting.minuted).map_or(0, |meeting| meeting.agenda.len());
    let (made, settled, current) = (Vec::new(), Vec::new(), None);
    let past = meeting.map_or(0, |meeting| meeting.agenda.len());
    let at = if items == 0 { past } else { 0 };
    talk.session.minutes =
        Some(Draft { place, meeting: meeting.map(|meeting| meeting.id), at, made, settled, current });
    pages::show(talk, if items == 0 { Step::Free } else { Step::Item }, None)
}

fn allowed(talk: &Talk<'_>, place: PlaceId) -> talk::Step {
    match rights::at_place(Right::Minutes, &talk.facts.grants, place, &talk.estate.places) {
        Some(_) => Ok(()),
        None => Err(Refusal::NotAllowed.into()),
    }
}

/// One turn of this flow.
///
/// # Errors
/// See [`talk::Stop`].
pub fn turn(talk: &mut Talk<'_>, step: Step) -> talk::Step {
    let choice = talk.chosen.clone();
    let (verb, object) = choice.as_deref().map_or(("", ""), |choice| choice.split_once(':').unwrap_or((choice, "")));
    match (&step, verb) {
        (_, "later") => menu::show_after(talk, talk.session.minutes.is_some().then(|| text!("minutes-kept"))),
        (Step::Place(_), "place") => begin(talk, PlaceId(object.parse().unwrap_or_default())),
        (Step::Place(from), "more") => pages::show(talk, Step::Place(from + pages::PAGE), None),
        (Step::Place(from), "previous") => pages::show(talk, Step::Place(from.saturating_sub(pages::PAGE)), None),
        (Step::Resume, "restart") => {
            talk.session.minutes = None;
            choose(talk)
        }
        (Step::Place(_), _) => pages::show(talk, step, Some(text!("minutes-tap"))),
        _ => written(talk, step, (verb, object)),
    }
}

/// A turn while something is written.
fn written(talk: &mut Talk<'_>, step: Step, (verb, object): (&str, &str)) -> talk::Step {
    let Some(draft) = talk.session.minutes.clone() else { return choose(talk) };
    allowed(talk, draft.place)?;
    match (&step, verb) {
        (Step::Resume, "go-on") => go_on(talk),
        (Step::Item, "none") => next(talk),
        (Step::Item, "rest") => {
            change(talk, |draft| draft.at = usize::MAX);
            pages::show(talk, Step::Review, None)
        }
        (Step::Item, "done") => settle(talk, Settled::Done),
        (Step::Item, "carry") => {
            let Some(id) = earlier(talk)? else { return next(talk) };
            change(talk, |draft| draft.current = Some(Partial::Carries(id)));
            pages::show(talk, Step::Due, None)
        }
        (Step::Item | Step::Free, "") if !talk.words().is_empty() => decided(talk, &step),
        (Step::Owner(from), "more") => pages::show(talk, Step::Owner(from + pages::PAGE), None),
        (Step::Owner(from), "previous") => pages::show(talk, Step::Owner(from.saturating_sub(pages::PAGE)), None),
        (Step::Owner(_), "owner") => owned(talk, &draft, object),
        (Step::Due, "due" | "") => dated(talk, &draft, object),
        (Step::Public, "public" | "internal") => complete(talk, verb == "public"),
        (Step::Review, "record") => record::record(talk, &draft),
        (Step::Review, "add") if draft.made.len() >= MOST => {
            pages::show(talk, Step::Review, Some(text!("minutes-enough", most = MOST)))
        }
        (Step::Review, "add") => pages::show(talk, Step::Free, None),
        (Step::Review, "drop") => {
            change(talk, |draft| drop(draft.made.pop()));
            pages::show(talk, Step::Review, None)
        }
        (Step::Free, "review") => pages::show(talk, Step::Review, None),
        _ => pages::show(talk, step, Some(text!("minutes-tap"))),
    }
}

/// Changes what is written.
fn change(talk: &mut Talk<'_>, change: impl FnOnce(&mut Draft)) {
    if let Some(draft) = &mut talk.session.minutes {
        change(draft);
    }
}

/// Where what is half-written stands.
fn go_on(talk: &mut Talk<'_>) -> talk::Step {
    let step = match talk.session.minutes.as_ref().and_then(|draft| draft.current.as_ref()) {
        Some(Partial::New(_, None, _)) => Step::Owner(0),
        Some(Partial::New(_, Some(_), None) | Partial::Carries(_)) => Step::Due,
        Some(Partial::New(_, Some(_), Some(_))) => Step::Public,
        None if item(talk)?.is_some() => Step::Item,
        None => Step::Review,
    };
    pages::show(talk, step, None)
}

/// The item that is talked over; none where the agenda is through.
fn item(talk: &Talk<'_>) -> Result<Option<Item>, talk::Stop> {
    let Some(draft) = talk.session.minutes.as_ref() else { return Ok(None) };
    let Some(meeting) = draft.meeting else { return Ok(None) };
    let (meeting, _) = talk.meeting(Which::One(meeting))?;
    Ok(meeting.and_then(|meeting| meeting.agenda.get(draft.at)).cloned())
}

/// The earlier resolution that is talked over.
fn earlier(talk: &Talk<'_>) -> Result<Option<ResolutionId>, talk::Stop> {
    Ok(match item(talk)? {
        Some(Item::Resolution { id }) => Some(id),
        _ => None,
    })
}

/// To the next item, or to the look at all of it.
fn next(talk: &mut Talk<'_>) -> talk::Step {
    change(talk, |draft| (draft.at, draft.current) = (draft.at.saturating_add(1), None));
    let full = talk.session.minutes.as_ref().is_some_and(|draft| draft.made.len() >= MOST);
    let step = if full || item(talk)?.is_none() { Step::Review } else { Step::Item };
    pages::show(talk, step, None)
}

fn settle(talk: &mut Talk<'_>, settled: impl Fn(ResolutionId) -> Settled) -> talk::Step {
    if let Some(id) = earlier(talk)? {
        change(talk, |draft| draft.settled.push(settled(id)));
    }
    next(talk)
}

/// What was decided was typed.
fn decided(talk: &mut Talk<'_>, step: &Step) -> talk::Step {
    if *step == Step::Item && earlier(talk)?.is_some() {
        return pages::show(talk, Step::Item, Some(text!("minutes-tap")));
    }
    let words = talk.words();
    let kept: String = words.chars().take(CHARS).collect();
    let long = kept.len() < words.len();
    change(talk, |draft| draft.current = Some(Partial::New(kept, None, None)));
    pages::show(talk, Step::Owner(0), long.then(|| text!("minutes-long", most = CHARS)))
}

/// Whoever sees to it was tapped.
fn owned(talk: &mut Talk<'_>, draft: &Draft, object: &str) -> talk::Step {
    let found = pages::owners(talk, draft.place)?.into_iter().find(|owner| pages::owner_code(owner) == object);
    let (Some(owner), Some(Partial::New(words, ..))) = (found, draft.current.clone()) else { return go_on(talk) };
    change(talk, |draft| draft.current = Some(Partial::New(words, Some(owner), None)));
    pages::show(talk, Step::Due, None)
}

/// A date was tapped (as days from now) or typed.
fn dated(talk: &mut Talk<'_>, draft: &Draft, object: &str) -> talk::Step {
    let tapped = object.parse().ok().map(|days| pages::due_in(talk, days));
    let today = talk.now.local().date_naive();
    let typed = || day::typed(talk.words(), today).map(|day| at_minute(day, talk.estate.catalogue.periods.done_at));
    let Some(due) = tapped.or_else(typed).filter(|due| good_due(*due, talk.now)) else {
        return pages::show(talk, Step::Due, Some(text!("minutes-due-wrong")));
    };
    match draft.current.clone() {
        Some(Partial::Carries(_)) => settle(talk, |id| Settled::Carried(id, due)),
        Some(Partial::New(words, owner @ Some(_), _)) => {
            change(talk, |draft| draft.current = Some(Partial::New(words, owner, Some(due))));
            pages::show(talk, Step::Public, None)
        }
        _ => go_on(talk),
    }
}

/// The decision is complete.
fn complete(talk: &mut Talk<'_>, public: bool) -> talk::Step {
    let current = talk.session.minutes.as_ref().and_then(|draft| draft.current.clone());
    let Some(Partial::New(words, Some(owner), Some(due))) = current else { return go_on(talk) };
    change(talk, |draft| draft.made.push(Decision { words, owner, due, public }));
    next(talk)
}

/// Who sees to it, as people are told.
fn owner_text(owner: &Owner) -> Text {
    super::who(&owner.name, owner.role)
}
