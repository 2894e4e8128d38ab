//! `/stats [compound]`: the figures of the last thirty days for staff, below their own scopes, each with its n.

use std::collections::BTreeSet;

use super::facts::StatsFacts;
use super::first_contact;
use super::talk::{self, Talk};
use crate::domain::figures::{Count, Day, Figures, Rate};
use crate::domain::id::PlaceId;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::text;
use crate::text::Text;

/// Whole days that are reckoned with; today isn't over.
const DAYS: i64 = 30;

/// The figures of whoever asks.
///
/// # Errors
/// [`Refusal::Unknown`] where nothing of what they name is theirs; see [`talk::Stop`].
pub fn command(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    let (place, compounds) = of_staff(talk, rest).ok_or(Refusal::Unknown)?;
    let today = Day::of(talk.now);
    let days = (today.plus(-DAYS), today);
    let text = words(place, days, talk.stats(&compounds, days)?);
    talk.answer(text);
    Ok(())
}

/// The place that is meant, and the compounds in it that whoever asks may read of: the one they name, else the widest of
/// their scopes.
fn of_staff<'a>(talk: &Talk<'a>, rest: &str) -> Option<(&'a Place, BTreeSet<PlaceId>)> {
    let (places, grants) = (&talk.estate.places, &talk.facts.grants);
    let may = |place: &PlaceId| rights::at_place(Right::Read, grants, *place, places).is_some();
    if !rest.is_empty() {
        let named = places.find_compounds(rest).into_iter().find(|place| may(&place.id))?;
        return Some((named, BTreeSet::from([named.id])));
    }
    let read = grants.iter().filter(|grant| rights::holds(grant.role, Right::Read));
    let widest = read.filter_map(|grant| places.get(grant.scope)).min_by_key(|place| place.kind)?;
    let below = places.compounds().into_iter().map(|place| place.id).filter(|place| places.within(*place, widest.id));
    Some((widest, below.collect()))
}

fn words(place: &Place, (from, until): (Day, Day), stats: &StatsFacts) -> Text {
    let StatsFacts { figures, standing, repeated } = stats;
    let day = |day: Day| super::digest::day(day.begins());
    let title = text!("stats-title", place = first_contact::name(place), from = day(from), until = day(until.plus(-1)));
    let (filed, done) = (figures.get(Count::Filed), figures.stays_done());
    let repeated = rate(Rate { part: *repeated, of: filed });
    [
        text!("stats-tickets", filed = filed, done = done),
        text!("stats-open", open = standing.still_open(), parked = standing.parked),
        text!("stats-acknowledged", rate = rate(figures.acknowledged_in_time())),
        text!("stats-contacted", rate = rate(figures.contacted_in_time())),
        done_line(figures),
        text!("stats-extended", rate = rate(figures.extended())),
        text!("stats-solved", rate = rate(figures.solved()), partly = figures.get(Count::SolvedPartly)),
        text!("stats-satisfied", rate = rate(figures.satisfied())),
        text!("stats-reopened", rate = rate(figures.reopened())),
        text!("stats-returned", rate = rate(figures.returned())),
        text!("stats-repeated", rate = repeated),
    ]
    .into_iter()
    .fold(title, Text::line)
}

fn done_line(figures: &Figures) -> Text {
    text!("stats-done", rate = rate(figures.done_in_time()), paused = figures.get(Count::DonePaused))
}

fn rate(rate: Rate) -> Text {
    text!("stats-rate", part = rate.part, of = rate.of, percent = super::digest::percent(rate))
}
