//! Filing: the draft becomes a ticket, its card is put up, and the reporter has the receipt.

use super::draft::Draft;
use super::{Step, draft, holder, place, receipt, review, unfinished};
use crate::conversation::facts::Needs;
use crate::conversation::screen::{Button, Say, Screen};
use crate::conversation::session::{Flow, Session};
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::turn::Change;
use crate::conversation::{first_contact, menu, tell};
use crate::domain::catalogue::UrgencyRule;
use crate::domain::id::{PlaceId, TicketId};
use crate::domain::refusal::Refusal;
use crate::domain::ticket::dossier::{Dossier, Line, NewTicket, Record, Standing};
use crate::domain::ticket::life::{self, Rules};
use crate::domain::ticket::{Actor, Filing, Privacy, Source, Spot, Ticket, Urgency};
use crate::text;

/// Characters of an anonymous ticket's code: 60 of the token's 128 bits.
const CODE_LENGTH: usize = 12;

/// How urgent a draft is: as its emergency, its category or the reporter says.
pub(super) fn urgency(talk: &Talk<'_>, draft: &Draft) -> Urgency {
    let rule = draft.category(&talk.estate.catalogue).map_or(UrgencyRule::Ask, |category| category.urgency);
    match rule {
        _ if draft.emergency.is_some() => Urgency::Urgent,
        UrgencyRule::Urgent => Urgency::Urgent,
        UrgencyRule::Normal => Urgency::Normal,
        UrgencyRule::Ask => draft.urgency.unwrap_or(Urgency::Normal),
    }
}

/// Who may know the reporter: as they chose, else as is usual for the kind.
pub(super) fn privacy(talk: &Talk<'_>, draft: &Draft) -> Privacy {
    draft.privacy.unwrap_or_else(|| draft.kind(&talk.estate.catalogue).default_privacy())
}

/// Files the draft, unless the day's quota is used up.
pub(super) fn submit(talk: &mut Talk<'_>) -> talk::Step {
    let draft = draft(talk);
    let Some(compound) = place::compound(talk) else { return first_contact::require(talk).map(|_| ()) };
    let category = draft.category.clone().unwrap_or_else(|| "other".to_owned());
    let building = place::spot(&draft, compound).building;
    let standing = load(talk, (compound, &category, building.as_deref()))?;
    let most = talk.estate.quotas.tickets;
    if draft.emergency.is_none() && most > 0 && talk.filed_today()? >= most {
        let office = talk.estate.places.phones(compound).office.unwrap_or_default();
        review::show(talk, Some(text!("report-quota", most = most, phone = office)));
        return Ok(());
    }
    let new = new_ticket(talk, &draft, compound, category)?;
    let holders = holder::of(talk, &new.ticket)?;
    let dossier = dossier(talk, &new, standing);
    let receipt = receipt::message(talk, &draft, &new, holders.who)?;
    talk.know(dossier);
    let put_up = holders.put_up;
    talk.say(Say::Card { ticket: new.ticket.number, put_up: put_up.clone() });
    talk.change(Change::File(Box::new(new.clone())));
    close(talk, &draft, &new)?;
    if let Some(receipt) = receipt {
        talk.tell(receipt);
    }
    tell::files(talk, &new, &put_up);
    if draft.emergency.is_some() && talk.session.draft.is_none() {
        first_contact::require(talk)?;
    }
    Ok(())
}

/// Asks in one go for everything that filing must know.
fn load(talk: &Talk<'_>, at: (PlaceId, &str, Option<&str>)) -> Result<Standing, Stop> {
    let (compound, category, _) = at;
    let missing = [
        talk.standing(at).err(),
        talk.fresh_number().err(),
        talk.desk(compound).err(),
        talk.usual(compound, category).err(),
        talk.filed_today().err(),
    ];
    let mut needs = Needs::none();
    for stop in missing.into_iter().flatten() {
        match stop {
            Stop::Ask(more) => needs.add(*more),
            refused @ Stop::Refused(_) => return Err(refused),
        }
    }
    if needs == Needs::none() { talk.standing(at) } else { Err(Stop::Ask(Box::new(needs))) }
}

fn new_ticket(talk: &mut Talk<'_>, draft: &Draft, compound: PlaceId, category: String) -> Result<NewTicket, Stop> {
    let catalogue = &talk.estate.catalogue;
    let privacy = privacy(talk, draft);
    let anonymous = privacy == Privacy::Anonymous;
    let reporter = talk.person()?.id;
    let spot = place::spot(draft, compound);
    let filing = Filing {
        reporter: (!anonymous).then_some(reporter),
        spot: Spot { room: None, words: None, ..spot.clone() },
        category,
        kind: draft.kind(catalogue),
        source: Source::Resident,
        urgency: urgency(talk, draft),
        emergency: draft.emergency.is_some(),
        privacy,
        against: draft.against(catalogue),
    };
    let rules = Rules { calendar: &talk.estate.calendar, catalogue };
    let event = life::file(filing, rules, talk.now);
    let (number, id) = (talk.fresh_number()?, TicketId(talk.fresh_id()));
    let mut ticket = Ticket::begin(id, number, &event, talk.now).ok_or(Refusal::WrongState)?;
    ticket.spot = spot;
    let actor = if anonymous { Actor::CodeHolder } else { Actor::Reporter(reporter) };
    let words = Some(draft.words()).filter(|words| !words.is_empty());
    Ok(NewTicket {
        ticket,
        record: Record { event, actor, words, media: draft.media.clone() },
        contact: draft.contact.clone().filter(|_| privacy == Privacy::Named),
        answers: draft.answers.iter().map(|answer| (answer.asked.clone(), answer.words.clone())).collect(),
        claim: anonymous.then(|| talk.facts.fresh_token.chars().take(CODE_LENGTH).collect()),
    })
}

/// What the new ticket's card is drawn from.
fn dossier(talk: &Talk<'_>, new: &NewTicket, standing: Standing) -> Dossier {
    let reporter = new.ticket.reporter;
    Dossier {
        ticket: new.ticket.clone(),
        lines: vec![Line {
            at: talk.now,
            event: new.record.event.clone(),
            person: reporter,
            words: new.record.words.clone(),
            media: new.record.media.clone(),
        }],
        followers: Vec::new(),
        readers: reporter.zip(talk.myself()).into_iter().collect(),
        staff: std::collections::BTreeMap::new(),
        cards: Vec::new(),
        contact: new.contact.clone(),
        answers: new.answers.clone(),
        reporter_counts: standing.reporter,
        nearby: standing.nearby,
    }
}

/// Ends the draft. Of an anonymous report nothing stays in the session.
fn close(talk: &mut Talk<'_>, draft: &Draft, new: &NewTicket) -> talk::Step {
    unfinished::end(talk);
    if new.ticket.privacy == Privacy::Anonymous {
        let draft = talk.session.draft.take();
        talk.session = Session { draft, ..Session::default() };
        return menu::show(talk);
    }
    let number = new.ticket.number;
    for message in draft.said.iter().filter_map(|said| said.message) {
        talk.change(Change::Source { number, message });
    }
    let text = text!("report-filed", number = number.to_string());
    let screen = Screen::new(text).row([Button::choice(text!("report-filed-menu"), "menu")]);
    talk.show(Flow::Report(Step::Filed(number)), screen);
    Ok(())
}
