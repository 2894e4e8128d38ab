//! An announcement as residents read it, in their group and in private, and the rounds in which it goes out.

use std::collections::BTreeMap;

use super::facts::{self, Effect, Round};
use crate::conversation::facts::Estate;
use crate::conversation::first_contact;
use crate::conversation::screen::{Button, Message, Say};
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::turn::Change;
use crate::conversation::{emergency_mode, switches, tell};
use crate::domain::announcement::{Action, Announcement, Delivery, Gathered, Standing, State, Way};
use crate::domain::chat::{MessageRole, Pace};
use crate::domain::id::{AnnouncementId, PersonId};
use crate::domain::person::Reader;
use crate::domain::refusal::Refusal;
use crate::domain::rights;
use crate::domain::role::Grant;
use crate::domain::time::Moment;
use crate::domain::unasked::{self, Going, Hurry, Unasked};
use crate::text;
use crate::text::Text;

/// Until a call that is under way is looked at again, in milliseconds.
const LOOK_AGAIN_MS: i64 = 10_000;

/// What residents read, in words that stay true for days.
#[must_use]
pub fn words(estate: &Estate, one: &Announcement) -> Text {
    let (place, category) = (place(estate, one), category(one));
    let text = match (one.state, one.preset) {
        (State::Withdrawn, preset) => {
            let at = one.changed_at.unwrap_or(one.at);
            match preset {
                Some(_) => text!("emergency-mode-ended", category = category, place = place, at = at),
                None => text!("announce-post-withdrawn", category = category, place = place, at = at),
            }
        }
        (_, Some(preset)) => text!("announce-post", category = category, place = place)
            .line(Text::key(&format!("emergency-words-{}", preset.code())))
            .line(text!("announce-post-end", until = one.until, who = by(one), at = one.at)),
        (_, None) => {
            let text = text!("announce-post", category = category, place = place).line(Text::raw(&one.words));
            let text = text.line(text!("announce-post-end", until = one.until, who = by(one), at = one.at));
            match one.changed_at {
                Some(at) => text!("announce-post-corrected", at = at).line(text),
                None => text,
            }
        }
    };
    text.lasting()
}

/// What it is about: its category, or the emergency.
pub(super) fn category(one: &Announcement) -> Text {
    match one.preset {
        Some(preset) => emergency_mode::name(preset),
        None => Text::key(&format!("announce-category-{}", one.category.code())),
    }
}

/// Where it holds, with its buildings.
pub(super) fn place(estate: &Estate, one: &Announcement) -> Text {
    let name = estate.places.get(one.place).map(first_contact::name).unwrap_or_default();
    if one.buildings.is_empty() {
        return name;
    }
    text!("announce-place", place = name, buildings = one.buildings.join("、"))
}

fn by(one: &Announcement) -> Text {
    tell::called(one.by.role, &one.by.name)
}

/// What a posting's messages are found by.
#[must_use]
pub fn key(id: AnnouncementId) -> String {
    format!("post:{id}")
}

/// It as a message to one chat.
fn message(talk: &Talk<'_>, one: &Announcement, to: &Reader, silent: bool) -> Message {
    let (text, rows) = dressed(talk.estate, one, to);
    Message {
        rows,
        role: MessageRole::Post,
        prompt: Some(key(one.id)),
        pace: Pace::Broadcast,
        silent,
        ..Message::notice(to.clone(), text, None)
    }
}

/// It as that chat reads it: in private with why they got it, and the way to get less.
fn dressed(estate: &Estate, one: &Announcement, to: &Reader) -> (Text, Vec<Vec<Button>>) {
    let text = words(estate, one);
    let over = one.state == State::Withdrawn;
    match (to.person, one.preset) {
        (_, Some(_)) if over => (text, Vec::new()),
        (Some(_), Some(_)) => (text.paragraph(text!("emergency-safe-ask")), emergency_mode::safe_buttons(one.id)),
        (None, Some(_)) => (text, emergency_mode::open_button(estate, one.place)),
        (Some(_), None) => {
            let (why, button) = switches::why(Unasked::Announcements, one.hurry());
            (text.paragraph(why), vec![vec![button]])
        }
        (None, None) => (text, Vec::new()),
    }
}

/// The round of an announcement that is due: the next page of people, or of what was posted to be put right.
///
/// # Errors
/// [`Refusal::Unknown`] when there is none, what the rules refuse; see also [`Stop`].
pub fn due(talk: &mut Talk<'_>) -> talk::Step {
    let id = talk.facts.announce.due.ok_or(Stop::Refused(Refusal::Unknown))?;
    let round = facts::round(talk, id)?;
    let mut one = round.announcement.clone();
    if one.state == State::Scheduled {
        // Whose role ended meanwhile speaks for the place no more.
        let speaks = speaks(talk, &one)?;
        let event = one.decide(if speaks { &Action::Post } else { &Action::Withdraw }, talk.now)?;
        one.apply(&event, None, talk.now);
        talk.change(Effect::Event { after: Box::new(one.clone()), event, by: None }.change());
        if !speaks {
            talk.change(Change::Audit { what: "unposted", object: id.to_string() });
            return Ok(());
        }
    }
    if one.state == State::Posted && round.spreading {
        spread(talk, &one, round);
    } else {
        amend(talk, &one, &round.standing);
    }
    Ok(())
}

/// Whether who announced it may still announce there.
fn speaks(talk: &Talk<'_>, one: &Announcement) -> Result<bool, Stop> {
    let holders = talk.desk(one.place)?.holders.iter().filter(|holder| holder.person == one.by.person);
    let grants: Vec<Grant> = holders.map(|holder| holder.grant.clone()).collect();
    Ok(rights::speaks_to(&grants, one.place, &talk.estate.places))
}

/// Posts it to a page of chats.
fn spread(talk: &mut Talk<'_>, one: &Announcement, round: &Round) {
    let (mut deliveries, mut told) = (Vec::new(), Vec::new());
    let mut waiting: BTreeMap<Moment, Vec<PersonId>> = BTreeMap::new();
    let mut deliver = |reader: &Reader, way| {
        let way = if reader.reachable { way } else { Way::Unreachable };
        deliveries.push(Delivery { chat: reader.chat, way, revision: one.revision, follows: false });
        reader.reachable
    };
    let silent = unasked::is_silent(one.hurry(), talk.now);
    for group in &round.groups {
        if deliver(group, Way::Own) {
            talk.tell(message(talk, one, group, silent));
        }
    }
    for recipient in &round.page {
        let building = recipient.wishes.building.as_deref();
        if !one.concerns(one.place, building, &talk.estate.places) {
            continue;
        }
        match unasked::going(Unasked::Announcements, one.hurry(), &recipient.wishes, talk.now) {
            Going::Now { silent } => {
                if deliver(&recipient.reader, Way::Own) {
                    talk.tell(message(talk, one, &recipient.reader, silent));
                    told.push(recipient.person);
                }
            }
            Going::Gathered(at) => {
                if deliver(&recipient.reader, Way::Waiting) {
                    waiting.entry(at).or_default().push(recipient.person);
                }
            }
            Going::Never => {}
        }
    }
    if unasked::counts(one.hurry()) {
        talk.change(Effect::Told(told).change());
    }
    for (at, persons) in waiting {
        talk.change(Effect::Gather(persons, gathering(one), at).change());
    }
    talk.change(Effect::Deliver(one.id, deliveries).change());
    let last: Option<PersonId> = round.page.last().map(|recipient| recipient.person);
    talk.change(Effect::PostedTo(one.id, last).change());
    talk.change(Effect::Round(one.id, talk.now).change());
}

const fn gathering(one: &Announcement) -> Gathered {
    Gathered { kind: Unasked::Announcements, announcement: Some(one.id) }
}

/// Puts right what was posted before it was corrected or taken back.
fn amend(talk: &mut Talk<'_>, one: &Announcement, standing: &[Standing]) {
    if standing.is_empty() {
        return;
    }
    let (mut deliveries, mut unqueued, mut waiting) = (Vec::new(), Vec::new(), Vec::new());
    for stands in standing.iter().filter(|stands| !stands.under_way) {
        let (mut delivery, reader) = (stands.delivery.clone(), &stands.reader);
        match (delivery.way, stands.message) {
            (Way::Own, Some(message)) => {
                let (text, rows) = dressed(talk.estate, one, reader);
                talk.say(Say::Amend { to: reader.clone(), message, text, rows });
            }
            (Way::Own, None) if stands.queued => {
                unqueued.push(delivery.chat);
                if one.state != State::Withdrawn {
                    talk.tell(message(talk, one, reader, unasked::is_silent(one.hurry(), talk.now)));
                }
            }
            (Way::Gathered, _) => {
                waiting.extend(reader.person);
                delivery.way = Way::Waiting;
            }
            _ => {}
        }
        if delivery.follows {
            talk.tell(changed(one, reader));
        }
        delivery.revision = one.revision;
        deliveries.push(delivery);
    }
    let again = if deliveries.is_empty() { talk.now.plus_ms(LOOK_AGAIN_MS) } else { talk.now };
    talk.change(Effect::Unqueue(one.id, unqueued).change());
    let at = unasked::next_morning(talk.now);
    talk.change(Effect::Gather(waiting, gathering(one), at).change());
    talk.change(Effect::Deliver(one.id, deliveries).change());
    talk.change(Effect::Round(one.id, again).change());
}

/// To who asked to hear how it goes on: that it changed.
fn changed(one: &Announcement, to: &Reader) -> Message {
    let text = match one.state {
        State::Withdrawn => text!("announce-follow-withdrawn", category = category(one)),
        _ => {
            text!("announce-follow-corrected", category = category(one), until = one.until).line(Text::raw(&one.words))
        }
    };
    Message::notice(to.clone(), text.lasting(), None)
}

/// What waited for a person goes out as one message; a single announcement as itself.
///
/// # Errors
/// See [`Stop`].
pub fn gathered(talk: &mut Talk<'_>) -> talk::Step {
    let waiting = facts::gathered(talk)?;
    let wishes = facts::switches(talk)?;
    let (person, Some(me)) = (talk.person()?.id, talk.myself()) else { return Ok(()) };
    talk.change(Effect::Emptied.change());
    let posts: Vec<&Announcement> = waiting
        .iter()
        .filter(|(item, _)| wishes.wishes(item.kind))
        .filter_map(|(_, one)| one.as_ref())
        .filter(|one| one.is_current(talk.now) || one.state == State::Withdrawn && one.revision > 0)
        .collect();
    let reminds = |(item, _): &(Gathered, Option<Announcement>)| item.kind == Unasked::Reminders;
    let reminder = waiting.iter().any(reminds) && wishes.wishes(Unasked::Reminders) && talk.session.draft.is_some();
    let silent = unasked::is_silent(Hurry::Plain, talk.now);
    let way = match (posts.as_slice(), reminder) {
        ([], false) => return Ok(()),
        ([one], false) => {
            talk.tell(message(talk, one, &me, silent));
            Way::Own
        }
        _ => {
            let together = together(talk.estate, &posts, reminder);
            talk.tell(Message { pace: Pace::Broadcast, silent, ..together(me.clone()) });
            Way::Gathered
        }
    };
    for one in posts {
        let delivery = Delivery { chat: me.chat, way, revision: one.revision, follows: false };
        talk.change(Effect::Deliver(one.id, vec![delivery]).change());
    }
    talk.change(Effect::Told(vec![person]).change());
    Ok(())
}

/// Several things in one message.
fn together(estate: &Estate, posts: &[&Announcement], reminder: bool) -> impl Fn(Reader) -> Message {
    let mut text = text!("gathered-begin", count = posts.len() + usize::from(reminder));
    for one in posts {
        text = text.paragraph(words(estate, one));
    }
    let (why, button) = switches::why(Unasked::Announcements, Hurry::Plain);
    let mut rows = vec![vec![button]];
    if reminder {
        text = text.paragraph(text!("gathered-reminder"));
        rows.insert(0, vec![Button::act(text!("report-unfinished-continue"), "report.continue:draft")]);
    }
    let text = text.paragraph(why);
    move |to| Message { rows: rows.clone(), ..Message::notice(to, text.clone(), None) }
}
