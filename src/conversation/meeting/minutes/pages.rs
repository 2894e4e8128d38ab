//! The screens on which minutes are written.

use super::super::agenda;
use super::super::known::Which;
use super::super::{Step as Flowing, place_name};
use super::{Draft, Owner, Partial, Settled, Step, owner_text, places};
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Talk};
use crate::domain::calendar::at_minute;
use crate::domain::id::PlaceId;
use crate::domain::meeting::{Item, Papers};
use crate::domain::rights;
use crate::domain::role::Role;
use crate::domain::time::Moment;
use crate::text;
use crate::text::{Arg, Text};

/// Choices on a page.
pub(super) const PAGE: usize = 4;
/// Days from now that are offered as a date.
const DAYS: [u64; 3] = [7, 14, 30];

fn choice(key: &str, code: &str) -> Button {
    Button::choice(Text::key(key), code)
}

fn later() -> Button {
    choice("minutes-later", "later")
}

/// Shows a step, below a sentence.
pub(super) fn show(talk: &mut Talk<'_>, step: Step, note: Option<Text>) -> talk::Step {
    let mut screen = match (&step, talk.session.minutes.clone()) {
        (Step::Place(from), _) => place_page(talk, *from),
        (Step::Resume, Some(draft)) => Screen::new(text!("minutes-resume", place = place_name(talk, draft.place)))
            .row([choice("minutes-go-on", "go-on")])
            .row([choice("minutes-restart", "restart"), later()]),
        (Step::Item, Some(draft)) => item_page(talk, &draft)?,
        (Step::Free, Some(draft)) => {
            let screen = Screen::new(text!("minutes-free", place = place_name(talk, draft.place)));
            screen.row([choice("minutes-to-review", "review"), later()])
        }
        (Step::Owner(from), Some(draft)) => owner_page(talk, &draft, *from)?,
        (Step::Due, Some(_)) => due_page(talk),
        (Step::Public, Some(_)) => Screen::new(text!("minutes-public"))
            .row([choice("minutes-public-yes", "public")])
            .row([choice("minutes-public-no", "internal")])
            .row([later()]),
        (Step::Review, Some(draft)) => review_page(talk, &draft)?,
        (_, None) => return crate::conversation::menu::show(talk),
    };
    if let Some(note) = note {
        screen.text = note.paragraph(screen.text);
    }
    talk.show(Flow::Meeting(Flowing::Minutes(step)), screen);
    Ok(())
}

/// Rows of a page of these buttons, with those that turn it.
fn paged(screen: Screen, buttons: Vec<Button>, from: usize) -> Screen {
    let total = buttons.len();
    let rows = buttons.into_iter().skip(from).take(PAGE);
    let screen = rows.fold(screen, |screen, button| screen.row([button]));
    let newer = (from > 0).then(|| choice("previous", "previous"));
    let older = (from + PAGE < total).then(|| choice("more", "more"));
    screen.row(newer.into_iter().chain(older)).row([later()])
}

fn place_page(talk: &Talk<'_>, from: usize) -> Screen {
    let buttons =
        places(talk).into_iter().map(|place| Button::choice(place_name(talk, place), format!("place:{place}")));
    paged(Screen::new(text!("minutes-place")), buttons.collect(), from)
}

fn item_page(talk: &Talk<'_>, draft: &Draft) -> Result<Screen, talk::Stop> {
    let Some(meeting) = draft.meeting else { return review_page(talk, draft) };
    let (meeting, papers) = talk.meeting(Which::One(meeting))?;
    let Some(meeting) = meeting else { return review_page(talk, draft) };
    let Some(item) = meeting.agenda.get(draft.at) else { return review_page(talk, draft) };
    let told = agenda::item(talk, item, (draft.place, papers));
    let (place, day) = (place_name(talk, draft.place), Arg::Day(meeting.at));
    let head = text!("minutes-of", place = place, day = day);
    let head = head.line(text!("minutes-item", nth = draft.at + 1, total = meeting.agenda.len(), item = told));
    let screen = match item {
        Item::Resolution { .. } => Screen::new(head.paragraph(text!("minutes-earlier")))
            .row([choice("minutes-done", "done"), choice("minutes-carry", "carry")])
            .row([choice("minutes-leave", "none")]),
        _ => Screen::new(head.paragraph(text!("minutes-ask"))).row([choice("minutes-none", "none")]),
    };
    Ok(screen.row([choice("minutes-rest", "rest"), later()]))
}

/// Whoever works in the place or above it, the nearest first; each person once.
pub(super) fn owners(talk: &Talk<'_>, place: PlaceId) -> Result<Vec<Owner>, talk::Stop> {
    let works = |role| !matches!(role, Role::Manager | Role::Treasurer | Role::Teller);
    let mut holders: Vec<_> = talk.desk(place)?.holders.iter().filter(|holder| works(holder.grant.role)).collect();
    holders.sort_by_key(|holder| rights::level_of(&talk.estate.places, holder.grant.scope));
    let mut owners: Vec<Owner> = Vec::new();
    for holder in holders {
        if owners.iter().all(|owner| owner.person != holder.person) {
            let (role, name) = (holder.grant.role, holder.grant.name.clone());
            owners.push(Owner { person: holder.person, role, name });
        }
    }
    Ok(owners)
}

/// How an owner is named in a button.
pub(super) fn owner_code(owner: &Owner) -> String {
    format!("{}:{}", owner.person, owner.role.code())
}

fn owner_page(talk: &Talk<'_>, draft: &Draft, from: usize) -> Result<Screen, talk::Stop> {
    let words = match &draft.current {
        Some(Partial::New(words, ..)) => words.as_str(),
        _ => "",
    };
    let owners = owners(talk, draft.place)?;
    let button = |owner: &Owner| Button::choice(owner_text(owner), format!("owner:{}", owner_code(owner)));
    Ok(paged(Screen::new(text!("minutes-owner", words = words)), owners.iter().map(button).collect(), from))
}

/// So many days from now, or the next working day, at the hour at which things are due.
pub(super) fn due_in(talk: &Talk<'_>, days: u64) -> Moment {
    let today = talk.now.local().date_naive();
    let day = today.checked_add_days(chrono::Days::new(days)).unwrap_or(today);
    let calendar = &talk.estate.calendar;
    let day = if calendar.works(day) { day } else { calendar.working_day_after(day, 1) };
    at_minute(day, talk.estate.catalogue.periods.done_at)
}

fn due_page(talk: &Talk<'_>) -> Screen {
    let button =
        |days: u64| Button::choice(text!("minutes-due", at = Arg::Day(due_in(talk, days))), format!("due:{days}"));
    let screen = Screen::new(text!("minutes-due-ask"));
    DAYS.into_iter().fold(screen, |screen, days| screen.row([button(days)])).row([later()])
}

fn review_page(talk: &Talk<'_>, draft: &Draft) -> Result<Screen, talk::Stop> {
    let head = text!("minutes-review", place = place_name(talk, draft.place));
    let text = head.line(decisions(draft, papers(talk, draft)?));
    let mut second = vec![choice("minutes-add", "add")];
    if !draft.made.is_empty() {
        second.push(choice("minutes-drop", "drop"));
    }
    Ok(Screen::new(text).row([choice("minutes-record", "record")]).row(second).row([later()]))
}

/// The papers of the meeting whose minutes are written.
pub(super) fn papers<'a>(talk: &Talk<'a>, draft: &Draft) -> Result<Option<&'a Papers>, talk::Stop> {
    draft.meeting.map(|meeting| talk.meeting(Which::One(meeting)).map(|(_, papers)| papers)).transpose()
}

/// What was decided, and what became of earlier resolutions.
pub(super) fn decisions(draft: &Draft, papers: Option<&Papers>) -> Text {
    if draft.made.is_empty() && draft.settled.is_empty() {
        return text!("minutes-empty");
    }
    let mut text = Text::default();
    for (nth, made) in draft.made.iter().enumerate() {
        let (words, owner) = (made.words.as_str(), owner_text(&made.owner));
        let line = text!("minutes-line", words = words, owner = owner, due = Arg::Day(made.due));
        text = text.line(agenda::numbered(nth, line));
        if !made.public {
            text = text.line(text!("minutes-internal"));
        }
    }
    for settled in &draft.settled {
        let (Settled::Done(id) | Settled::Carried(id, _)) = settled;
        let told = papers.and_then(|papers| papers.resolutions.get(id));
        let words = told.map(|told| told.words.text.as_str()).unwrap_or_default();
        text = text.line(match settled {
            Settled::Done(_) => text!("minutes-settled-done", words = words),
            Settled::Carried(_, due) => text!("minutes-settled-carried", words = words, due = Arg::Day(*due)),
        });
    }
    text
}
