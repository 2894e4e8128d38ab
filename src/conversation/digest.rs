//! The weekly digest (周报): on Monday at 09:00 each compound's group reads its week, and so does whoever subscribed;
//! staff may look before, and anyone who follows its link reads all of it. Once a compound and week, whatever happens.

use super::facts::{Estate, WeekFacts};
use super::first_contact;
use super::screen::{Button, Message};
use super::talk::{self, Stop, Talk};
use super::turn::Change;
use crate::domain::chat::{ChatUse, Pace};
use crate::domain::digest::{self, Item, LATE_HOURS, OpenVote, Posting, Week};
use crate::domain::figures::Rate;
use crate::domain::id::PlaceId;
use crate::domain::person::Reader;
use crate::domain::place::{Place, PlaceKind};
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::domain::time::Moment;
use crate::pictures::{Cell, Row, Sheet, battle_map};
use crate::text;
use crate::text::{Text, format};

/// What the clock does: a compound's week is said, or (none) every compound's is due.
///
/// # Errors
/// See [`talk::Stop`]; a refusal says that nothing is left to do.
pub fn tick(talk: &mut Talk<'_>, compound: Option<PlaceId>) -> talk::Step {
    if let Some(compound) = compound {
        return post(talk, compound);
    }
    let (now, next) = (talk.now, Week::last_due(talk.now).after().due());
    let each = talk.estate.places.compounds().into_iter().map(|place| (Some(place.id), now));
    let timers = each.chain([(None, next)]).collect();
    talk.change(Change::DigestTimers(timers));
    Ok(())
}

/// Says a compound's last week; one that comes too late is said to be missed.
fn post(talk: &mut Talk<'_>, compound: PlaceId) -> talk::Step {
    let week = Week::last_due(talk.now);
    let place = compound_of(talk, compound)?;
    let WeekFacts { data, said, groups, subscribers, .. } = talk.week(compound, week)?;
    if *said {
        return Err(Refusal::Unknown.into());
    }
    let missed = talk.now > week.due().plus_hours(LATE_HOURS);
    let all = digest::items(data, &talk.estate.catalogue);
    let (short, _) = digest::for_group(&all);
    let words = |items: &[Item]| {
        if missed {
            text!("digest-missed", title = title(place, week))
        } else {
            words(talk.estate, (place, week), items, talk.now)
        }
    };
    let table = |items: &[Item]| (!missed).then(|| Box::new(table(talk.estate, (place, week), items, talk.now)));
    let (in_group, in_full) = ((words(&short), table(&short)), (words(&all), table(&all)));
    for group in groups {
        let more = Button::link(text!("digest-more"), format!("{{bot}}?start=s-{}", place.code));
        tell(talk, group, in_group.clone(), more);
    }
    for subscriber in subscribers {
        let off = Button::act(text!("digest-off"), format!("digest.off:{}", place.code));
        tell(talk, subscriber, in_full.clone(), off);
    }
    talk.change(Change::DigestSaid { place: compound, week });
    Ok(())
}

fn tell(talk: &mut Talk<'_>, to: &Reader, (text, table): (Text, Option<Box<Sheet<Text>>>), button: Button) {
    let rows = vec![vec![button]];
    talk.tell(Message { pace: Pace::Broadcast, rows, table, ..Message::notice(to.clone(), text, None) });
}

fn compound_of<'a>(talk: &Talk<'a>, compound: PlaceId) -> Result<&'a Place, Stop> {
    let found = talk.estate.places.get(compound).filter(|place| place.kind == PlaceKind::Compound);
    found.ok_or(Stop::Refused(Refusal::Unknown))
}

/// `/digest [compound]`: what the group read on Monday, for staff of the compound.
///
/// # Errors
/// [`Refusal::Unknown`] for compounds outside their scopes; see [`talk::Stop`].
pub fn command(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    let compound = of_staff(talk, rest).ok_or(Refusal::Unknown)?;
    let (place, week) = (compound_of(talk, compound)?, Week::last_due(talk.now));
    let data = &talk.week(compound, week)?.data;
    let (items, _) = digest::for_group(&digest::items(data, &talk.estate.catalogue));
    let preview = text!("digest-preview", place = first_contact::name(place));
    let text = preview.paragraph(words(talk.estate, (place, week), &items, talk.now));
    talk.answer(text);
    Ok(())
}

/// The compound that staff mean: the one they name, else the chat's, else their own, else the first of their scopes.
fn of_staff(talk: &Talk<'_>, rest: &str) -> Option<PlaceId> {
    let places = &talk.estate.places;
    let may = |place: &PlaceId| rights::at_place(Right::Read, &talk.facts.grants, *place, places).is_some();
    if !rest.is_empty() {
        return places.find_compounds(rest).into_iter().map(|place| place.id).find(may);
    }
    let bound = talk.facts.chat.binding.filter(|binding| binding.used == ChatUse::Staff).map(|binding| binding.place);
    let is_compound = |place: &PlaceId| places.get(*place).is_some_and(|place| place.kind == PlaceKind::Compound);
    let near = bound.into_iter().chain(talk.compound()).filter(is_compound);
    near.chain(places.compounds().into_iter().map(|place| place.id)).find(may)
}

/// All of a compound's last week, with the switch that has it sent each Monday: for whoever followed its link.
///
/// # Errors
/// [`Refusal::Unknown`] where there is no such compound; see [`talk::Stop`].
pub fn open(talk: &mut Talk<'_>, compound: PlaceId) -> talk::Step {
    let (place, week) = (compound_of(talk, compound)?, Week::last_due(talk.now));
    let WeekFacts { data, subscribed, .. } = talk.week(compound, week)?;
    let items = digest::items(data, &talk.estate.catalogue);
    let text = words(talk.estate, (place, week), &items, talk.now);
    let button = if *subscribed {
        Button::act(text!("digest-off"), format!("digest.off:{}", place.code))
    } else {
        Button::act(text!("digest-on"), format!("digest.on:{}", place.code))
    };
    if let Some(me) = talk.myself() {
        let rows = vec![vec![button]];
        talk.tell(Message { pace: Pace::Interactive, rows, ..Message::notice(me, text, None) });
    }
    Ok(())
}

/// The switch on a digest; none: not our verb.
pub fn act(talk: &mut Talk<'_>, verb: &str, object: &str, _argument: &str) -> Option<talk::Step> {
    match verb {
        "digest.on" => Some(switch(talk, object, true)),
        "digest.off" => Some(switch(talk, object, false)),
        _ => None,
    }
}

fn switch(talk: &mut Talk<'_>, code: &str, wanted: bool) -> talk::Step {
    talk.person()?;
    let place = talk.estate.places.compound_by_code(code).ok_or(Refusal::Unknown)?;
    talk.change(Change::Subscribe { place: place.id, wanted });
    talk.toast(if wanted { text!("digest-is-on") } else { text!("digest-is-off") });
    Ok(())
}

/// The same as a table, for chats that show them: its figures in rows, the rest in the lines folded below them.
#[must_use]
pub fn table(estate: &Estate, (place, week): (&Place, Week), items: &[Item], now: Moment) -> Sheet<Text> {
    let row = |(name, told): (Text, Text)| Row { name, cells: vec![Cell::Words(told)], is_sum: false };
    let figures: Vec<(&Item, Vec<(Text, Text)>)> = items.iter().map(|item| (item, figures(item))).collect();
    let others = figures.iter().filter(|(_, rows)| rows.is_empty()).flat_map(|(item, _)| lines(item));
    Sheet {
        title: title(place, week),
        about: sign(estate, place, now),
        key: Vec::new(),
        columns: vec![text!("digest-column-what"), text!("digest-column-count")],
        notes: others.chain(items.is_empty().then(|| text!("digest-nothing"))).collect(),
        rows: figures.into_iter().flat_map(|(_, rows)| rows).map(row).collect(),
    }
}

/// What of an item are figures, each with its name; none: it is told in lines.
fn figures(item: &Item) -> Vec<(Text, Text)> {
    let count = |n: i64| Text::raw(n.to_string());
    match item {
        Item::Tickets { filed, done, open } => {
            let open = open.map(|open| (text!("digest-row-open"), count(open)));
            let rows = [(text!("digest-row-filed"), count(*filed)), (text!("digest-row-done"), count(*done))];
            rows.into_iter().chain(open).collect()
        }
        Item::OnTime { on_time, reopened } => {
            let reopened = (*reopened > 0).then(|| (text!("digest-row-reopened"), count(*reopened)));
            let due = (on_time.of > 0).then(|| (text!("digest-row-on-time"), battle_map::share(*on_time)));
            due.into_iter().chain(reopened).collect()
        }
        Item::FollowUp { solved, satisfied, .. } => {
            let told = [(text!("digest-row-solved"), *solved), (text!("digest-row-satisfied"), *satisfied)];
            let some = told.into_iter().filter(|(_, rate)| rate.of > 0);
            some.map(|(name, rate)| (name, battle_map::share(rate))).collect()
        }
        Item::Top(top) => {
            let named = top.iter().map(|(name, n)| (text!("digest-row-top", name = name), count(*n)));
            named.collect()
        }
        Item::Works(works) => vec![
            (text!("digest-row-moved"), count(works.moved)),
            (text!("digest-row-struck-off"), count(works.struck_off)),
        ],
        Item::Resolutions(passed) => vec![(text!("digest-row-resolutions"), count(*passed))],
        Item::Fund(moved) => {
            let yuan = |fen: i64| Text::raw(format::yuan(fen));
            vec![
                (text!("digest-row-fund-came"), yuan(moved.came_in)),
                (text!("digest-row-fund-spent"), yuan(moved.spent)),
                (text!("digest-row-fund-held"), yuan(moved.after())),
            ]
        }
        Item::Vote(_) | Item::Posting(_) | Item::Meeting(_) | Item::Reception(_) => Vec::new(),
    }
}

/// A week in words: its title, an item a line, who says it and when.
#[must_use]
pub fn words(estate: &Estate, (place, week): (&Place, Week), items: &[Item], now: Moment) -> Text {
    let lines = items.iter().flat_map(lines);
    let nothing = items.is_empty().then(|| text!("digest-nothing"));
    lines.chain(nothing).chain([sign(estate, place, now)]).fold(title(place, week), Text::line)
}

/// Who says it, and when.
fn sign(estate: &Estate, place: &Place, now: Moment) -> Text {
    let who = estate.places.at_level(place.id, PlaceKind::Community).unwrap_or(place);
    text!("digest-sign", who = first_contact::name(who), at = now).lasting()
}

fn title(place: &Place, week: Week) -> Text {
    let (from, until) = week.period();
    text!("digest-title", place = first_contact::name(place), from = day(from), until = day(until))
}

/// A date without its time.
pub(super) fn day(at: Moment) -> Text {
    use chrono::Datelike as _;
    let at = at.local();
    text!("digest-day", month = i64::from(at.month()), day = i64::from(at.day()))
}

/// The rate in brackets, where n is large enough.
pub(super) fn percent(rate: Rate) -> Text {
    rate.percent().map(|percent| text!("digest-percent", percent = percent)).unwrap_or_default()
}

fn lines(item: &Item) -> Vec<Text> {
    match item {
        Item::Tickets { filed: 0, done: 0, open: Some(open) } => vec![text!("digest-only-open", count = *open)],
        Item::Tickets { filed, done, open } => {
            let open = open.map(|count| text!("digest-open", count = count)).unwrap_or_default();
            vec![text!("digest-tickets", filed = *filed, done = *done, open = open)]
        }
        Item::OnTime { on_time, reopened } => {
            let rate = percent(*on_time);
            let due = text!("digest-on-time", due = on_time.of, kept = on_time.part, percent = rate);
            let reopened = (*reopened > 0).then(|| text!("digest-reopened", count = *reopened));
            (on_time.of > 0).then_some(due).into_iter().chain(reopened).collect()
        }
        Item::FollowUp { solved, partly, satisfied } => {
            let partly = if *partly > 0 { text!("digest-partly", count = *partly) } else { Text::default() };
            let rate = percent(*solved);
            let solved_line =
                text!("digest-solved", answered = solved.of, yes = solved.part, percent = rate, partly = partly);
            let rate = percent(*satisfied);
            let satisfied_line =
                text!("digest-satisfied", answered = satisfied.of, satisfied = satisfied.part, percent = rate);
            let some = |rate: &Rate, line| (rate.of > 0).then_some(line);
            some(solved, solved_line).into_iter().chain(some(satisfied, satisfied_line)).collect()
        }
        Item::Top(top) => vec![text!("digest-top", list = listed(top))],
        Item::Works(works) => vec![text!("digest-works", moved = works.moved, struck = works.struck_off)],
        Item::Resolutions(passed) => vec![text!("digest-resolutions", count = *passed)],
        Item::Fund(moved) => {
            let [came, spent, held] = [moved.came_in, moved.spent, moved.after()].map(format::yuan);
            vec![text!("digest-fund", came = came, spent = spent, held = held)]
        }
        Item::Vote(OpenVote { number, cast, all, closes }) => {
            vec![text!("digest-vote", number = *number, cast = *cast, all = *all, at = *closes).lasting()]
        }
        Item::Posting(Posting { number, what, from, until, phone }) => vec![text!(
            "digest-posting",
            number = number.to_string(),
            what = what,
            from = day(*from),
            until = day(*until),
            phone = phone.as_str()
        )],
        Item::Meeting(at) => vec![text!("digest-meeting", at = *at).lasting()],
        Item::Reception(at) => vec![text!("digest-reception", at = *at).lasting()],
    }
}

fn listed(top: &[(crate::domain::language::Bilingual, i64)]) -> Text {
    let one = |(name, count): &(_, i64)| text!("digest-category", name = name, count = *count);
    let mut all = top.iter().map(one);
    let first = all.next().unwrap_or_default();
    all.fold(first, |list, next| text!("digest-list", list = list, next = next))
}
