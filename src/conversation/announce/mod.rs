//! Announcing to residents: `/announce` in staff's private chat.
//!
//! Place, buildings, category, words and end are asked one by one; then it stands as residents will read it, to be sent
//! now, scheduled or changed. What was posted can be looked at with whom it reached, put right, and taken back with two
//! taps. What is put right or taken back is changed where it stands.

pub mod facts;
pub mod known;
pub mod post;
mod posted;
mod questions;

use serde::{Deserialize, Serialize};

use super::screen::{Button, Screen};
use super::session::Flow;
use super::talk::{self, Stop, Talk};
use super::turn::Change;
use super::{first_contact, menu};
use crate::domain::announcement::{self, Action, Announcement, Author, Category, State};
use crate::domain::id::{AnnouncementId, PlaceId};
use crate::domain::place::{Place, PlaceKind};
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::domain::time::Moment;
use crate::text;
use crate::text::Text;
use facts::Effect;
pub(super) use posted::reached;
pub(super) use questions::{moment, moments, page, place_list, place_of, plain as plain_building};

/// What was answered so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    place: Option<PlaceId>,
    buildings: Option<Vec<String>>,
    category: Option<Category>,
    words: Option<String>,
    until: Option<Moment>,
    /// Which announcement it puts right.
    corrects: Option<AnnouncementId>,
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum At {
    /// What runs already, or a new one.
    List,
    /// The place, from this row of the list on.
    Place(usize),
    /// Buildings of the compound.
    Buildings,
    /// About what.
    Category,
    /// The words.
    Words,
    /// Until when.
    Until,
    /// It stands as residents will read it.
    Review,
    /// Which answer is to be changed.
    Edit,
    /// When it is to go out.
    Schedule,
    /// One that runs already.
    One(AnnouncementId),
    /// Sure to take it back?
    Withdraw(AnnouncementId),
}

/// Where in announcing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    at: At,
    draft: Draft,
}

/// `/announce [words]`: what runs already, or the first question; words that came along are kept.
///
/// # Errors
/// [`Refusal::NotAllowed`] for whoever may announce nowhere; see also [`Stop`].
pub fn command(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    if !talk.in_private() {
        talk.point_to_private();
        return Ok(());
    }
    if places(talk).is_empty() {
        return Err(Stop::Refused(Refusal::NotAllowed));
    }
    if rest.is_empty() && facts::managed(talk)?.iter().any(|one| one.preset.is_none()) {
        return posted::list(talk, None);
    }
    begin(talk, rest)
}

/// The first question that these words leave open; who announces for one place only isn't asked which.
fn begin(talk: &mut Talk<'_>, words: &str) -> talk::Step {
    let mut draft = Draft { words: announcement::fit_to_post(words).ok(), ..Draft::default() };
    if let [only] = places(talk).as_slice() {
        draft.place = Some(only.id);
    }
    go_on(talk, draft)
}

/// One turn of this flow.
///
/// # Errors
/// See [`Stop`].
pub fn turn(talk: &mut Talk<'_>, Step { at, draft }: Step) -> talk::Step {
    let chosen = questions::chosen(talk, at);
    match (chosen.as_deref(), at) {
        (Some("cancel"), _) => menu::show_after(talk, Some(text!("announce-dropped"))),
        (Some("menu"), _) => menu::show(talk),
        (Some("new"), At::List) => begin(talk, ""),
        (None, At::List) => begin(talk, talk.words()),
        (Some("list"), _) => posted::list(talk, None),
        (Some(choice), At::List | At::One(_) | At::Withdraw(_)) => posted::pressed(talk, at, choice),
        (Some("back"), _) => back(talk, at, draft),
        (Some("send"), At::Review) => send(talk, &draft, talk.now),
        (Some("later"), At::Review) => questions::show(talk, At::Schedule, draft, None),
        (Some("edit"), At::Review) => questions::show(talk, At::Edit, draft, None),
        (_, At::Schedule) => schedule(talk, draft, chosen.as_deref()),
        (None, At::One(_) | At::Withdraw(_) | At::Review | At::Edit) => {
            questions::show(talk, at, draft, Some(text!("announce-tap")))
        }
        _ => questions::answered(talk, at, draft, chosen.as_deref()),
    }
}

/// The questions of a draft in their order.
fn order(talk: &Talk<'_>, draft: &Draft) -> Vec<At> {
    let is_compound = |place: PlaceId| talk.estate.places.get(place).is_some_and(|it| it.kind == PlaceKind::Compound);
    let mut order = Vec::new();
    if places(talk).len() > 1 {
        order.push(At::Place(0));
    }
    if draft.place.is_none_or(is_compound) {
        order.push(At::Buildings);
    }
    order.extend([At::Category, At::Words, At::Until]);
    order
}

/// The first question without an answer, or the review.
fn go_on(talk: &mut Talk<'_>, draft: Draft) -> talk::Step {
    let missing = |at: &At| match at {
        At::Place(_) => draft.place.is_none(),
        At::Buildings => draft.buildings.is_none(),
        At::Category => draft.category.is_none(),
        At::Words => draft.words.is_none(),
        At::Until => draft.until.is_none(),
        _ => false,
    };
    let next = order(talk, &draft).into_iter().find(missing).unwrap_or(At::Review);
    questions::show(talk, next, draft, None)
}

/// The question before.
fn back(talk: &mut Talk<'_>, at: At, draft: Draft) -> talk::Step {
    if matches!(at, At::Edit | At::Schedule) {
        return questions::show(talk, At::Review, draft, None);
    }
    if let (At::Review, Some(id)) = (at, draft.corrects) {
        return posted::show(talk, id, None);
    }
    let order = order(talk, &draft);
    let here = order.iter().position(|known| same(*known, at)).unwrap_or(order.len());
    match here.checked_sub(1).and_then(|before| order.get(before)).copied() {
        Some(before) => questions::show(talk, before, draft, None),
        None => menu::show(talk),
    }
}

fn same(one: At, other: At) -> bool {
    std::mem::discriminant(&one) == std::mem::discriminant(&other)
}

/// A moment to go out was tapped or typed.
fn schedule(talk: &mut Talk<'_>, draft: Draft, chosen: Option<&str>) -> talk::Step {
    let at = moment(talk, chosen).filter(|at| *at > talk.now);
    let until = draft.until.unwrap_or(talk.now);
    match at {
        Some(at) if at < until => send(talk, &draft, at),
        _ => questions::show(talk, At::Schedule, draft, Some(text!("announce-bad-moment"))),
    }
}

/// Sends it, or puts right what was sent.
fn send(talk: &mut Talk<'_>, draft: &Draft, at: Moment) -> talk::Step {
    if let Some(id) = draft.corrects {
        let words = draft.words.clone().unwrap_or_default();
        let until = draft.until.unwrap_or(at);
        return changed(talk, id, &Action::Correct { until }, Some(&words));
    }
    let Some(one) = made(talk, draft, at) else { return go_on(talk, draft.clone()) };
    author(talk, one.place, Right::Announce)?;
    if !announcement::may_hold(at, one.until, talk.now) {
        return questions::show(talk, At::Until, draft.clone(), Some(text!("announce-bad-moment")));
    }
    let sent = if at > talk.now { text!("announce-scheduled", at = at) } else { text!("announce-sent") };
    begun(talk, one);
    menu::show_after(talk, Some(sent))
}

/// Writes a new announcement, and when it is to go out.
pub(super) fn begun(talk: &mut Talk<'_>, one: Announcement) {
    talk.change(Effect::Round(one.id, one.at).change());
    talk.change(Change::Audit { what: "announced", object: one.id.to_string() });
    talk.change(Effect::New(Box::new(one)).change());
}

/// The announcement that a whole draft makes.
fn made(talk: &mut Talk<'_>, draft: &Draft, at: Moment) -> Option<Announcement> {
    let place = draft.place?;
    let by = author(talk, place, Right::Announce).ok()?;
    Some(Announcement {
        id: AnnouncementId(talk.fresh_id()),
        version: 0,
        place,
        buildings: draft.buildings.clone().unwrap_or_default(),
        category: draft.category?,
        preset: None,
        words: draft.words.clone()?,
        at,
        until: draft.until?,
        by,
        state: State::Scheduled,
        revision: 0,
        changed_at: None,
    })
}

/// As whom the person may use this right at a place.
///
/// # Errors
/// [`Refusal::NotAllowed`] where they may not.
pub(super) fn author(talk: &Talk<'_>, place: PlaceId, right: Right) -> Result<Author, Stop> {
    let grant = rights::at_place(right, &talk.facts.grants, place, &talk.estate.places);
    let grant = grant.ok_or(Stop::Refused(Refusal::NotAllowed))?;
    Ok(Author { person: talk.person()?.id, role: grant.role, name: grant.name.clone() })
}

/// Does `action` to an announcement, and sees to it that what stands of it is put right.
///
/// # Errors
/// The rules' refusal; [`Refusal::NotAllowed`]; see also [`Stop`].
pub(super) fn changed(talk: &mut Talk<'_>, id: AnnouncementId, action: &Action, words: Option<&str>) -> talk::Step {
    let mut one = facts::one(talk, id)?.announcement.clone();
    let right = if one.preset.is_some() { Right::Alarm } else { Right::Announce };
    author(talk, one.place, right)?;
    let event = one.decide(action, talk.now)?;
    one.apply(&event, words, talk.now);
    let by = Some(talk.person()?.id);
    let due = if one.state == State::Scheduled { one.at } else { talk.now };
    talk.change(Change::Audit { what: "announcement_changed", object: id.to_string() });
    let note = match one.state {
        State::Withdrawn => text!("announce-withdrawn"),
        _ => text!("announce-corrected"),
    };
    talk.change(Effect::Event { after: Box::new(one), event, by }.change());
    talk.change(Effect::Round(id, due).change());
    menu::show_after(talk, Some(note))
}

/// Places to which the person may announce, from the top down.
fn places<'a>(talk: &Talk<'a>) -> Vec<&'a Place> {
    places_for(talk, Right::Announce)
}

/// Places down to compounds in which the person holds this right, from the top down.
pub(super) fn places_for<'a>(talk: &Talk<'a>, right: Right) -> Vec<&'a Place> {
    let (estate, grants) = (talk.estate, &talk.facts.grants);
    let may = |place: &&Place| rights::at_place(right, grants, place.id, &estate.places).is_some();
    let mut found: Vec<&Place> =
        estate.places.iter().filter(|place| place.kind <= PlaceKind::Compound).filter(may).collect();
    found.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    found
}

/// Shows a screen of this flow.
fn screen(talk: &mut Talk<'_>, at: At, draft: Draft, screen: Screen) {
    talk.show(Flow::Announce(Step { at, draft }), screen);
}

fn choice(key: &str, code: impl Into<String>) -> Button {
    Button::choice(Text::key(key), code)
}

fn name(place: &Place) -> Text {
    first_contact::name(place)
}
