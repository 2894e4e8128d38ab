//! Two years of tickets, each lived by the house's own rules: filed, taken, talked over, done, answered, closed.
//!
//! They come evenly over the days, by day. A tenth is open: of the newest eighth six in ten, of the older ones three in
//! a hundred. Categories follow Zipf's law with lamps first (a quarter of all), buildings those of the reporters, one in
//! thirty is urgent, one in ten is a complaint. Of the ended a third got no answer to "is it solved?", half were solved,
//! one in fourteen was reopened and done again; a few were declined or withdrawn. Of the open some wait for parts, for an
//! answer, are parked or reopened; to one in ten public ones somebody said "me too".

use mulin::domain::calendar::Calendar;
use mulin::domain::catalogue::Catalogue;
use mulin::domain::clocks;
use mulin::domain::figures::{Tally, tally};
use mulin::domain::id::{Number, PersonId, TicketId};
use mulin::domain::public_form;
use mulin::domain::role::Role;
use mulin::domain::ticket::dossier::{NewTicket, Record};
use mulin::domain::ticket::life::{self, Rules};
use mulin::domain::ticket::{
    Action, Actor, Cause, DeclineReason, Filing, Kind, Level, Party, Satisfaction, Solved, Source, Spot, Ticket,
    UnsolvedReason, Urgency, WaitingFor,
};
use mulin::domain::time::Moment;
use mulin::store::tickets::{self, Filed, Saved};
use mulin::store::timers::Changes;
use mulin::store::{Store, figures, timers};
use mulin::worker::fresh::Ids;

use crate::town::{COMPOUNDS, Dice, Town, as_i64, building};

/// Tickets of one transaction.
const TOGETHER: usize = 2_000;
/// Days over which they are spread.
pub(crate) const DAYS: usize = 730;
const HOUR: i64 = 3_600_000;

/// A ticket's life so far.
struct Life {
    new: NewTicket,
    first: i64,
    public_at_first: bool,
    after: Ticket,
    public: bool,
    records: Vec<Record>,
    events: Vec<(i64, Moment)>,
    joined: Vec<PersonId>,
}

/// Tickets to be written together, with their counts and timers.
#[derive(Default)]
struct Batch {
    lives: Vec<Life>,
    tally: Tally,
    timers: Changes,
}

/// Draws the lives of tickets, one after another.
struct Drawing<'a> {
    town: &'a Town,
    dice: Dice,
    calendar: Calendar,
    categories: Vec<(String, usize)>,
    filed: Ids,
    happened: Ids,
    now: Moment,
}

/// Writes so many tickets into a house whose town is settled.
pub(crate) async fn load(store: &Store, town: &Town, count: usize, now: Moment) {
    let mut tx = store.begin().await.expect("a transaction");
    let first = tickets::draw_numbers(&mut tx, as_i64(count)).await.expect("numbers");
    tx.commit().await.expect("committed");
    let (give, mut take) = tokio::sync::mpsc::channel(2);
    let town = town.clone();
    let drawing = tokio::task::spawn_blocking(move || {
        let mut drawing = Drawing::new(&town, now);
        let all: Vec<usize> = (0..count).collect();
        for some in all.chunks(TOGETHER) {
            let mut batch = Batch::default();
            for nth in some {
                let life = drawing.life((*nth, count), Number(first.0 + as_i64(*nth)));
                drawing.enter(&mut batch, life);
            }
            if give.blocking_send(batch).is_err() {
                return;
            }
        }
    });
    while let Some(batch) = take.recv().await {
        write(store, batch, now).await;
    }
    drawing.await.expect("drawn");
}

async fn write(store: &Store, batch: Batch, now: Moment) {
    let mut tx = store.begin().await.expect("a transaction");
    let filed = batch.lives.iter();
    let filed: Vec<Filed<'_>> =
        filed.map(|life| Filed { new: &life.new, public: life.public_at_first, event: life.first }).collect();
    tickets::file(&mut tx, store.seal(), &filed).await.expect("filed");
    let moved = batch.lives.iter().filter(|life| !life.records.is_empty());
    let saved: Vec<Saved<'_>> = moved
        .map(|life| Saved {
            after: &life.after,
            public: life.public,
            records: &life.records,
            events: life.events.clone(),
        })
        .collect();
    tickets::save(&mut tx, store.seal(), &saved).await.expect("saved");
    for life in &batch.lives {
        for person in &life.joined {
            tickets::follow(&mut tx, (life.after.number, *person), true, now).await.expect("joined");
        }
    }
    figures::add(&mut tx, batch.tally).await.expect("counted");
    timers::write(&mut tx, batch.timers).await.expect("set");
    tx.commit().await.expect("committed");
}

impl<'a> Drawing<'a> {
    fn new(town: &'a Town, now: Moment) -> Self {
        let catalogue = Catalogue::standard();
        let mut codes: Vec<&str> =
            catalogue.categories.iter().filter(|category| !category.retired).map(|category| &*category.code).collect();
        codes.sort_by_key(|code| *code != "lighting");
        let weight = |(rank, code): (usize, &str)| (code.to_owned(), 10_000 / (rank + 1));
        let categories = codes.into_iter().enumerate().map(weight).collect();
        let (calendar, dice) = (Calendar::standard(), Dice(42));
        Self { town, dice, calendar, categories, filed: Ids::new(11), happened: Ids::new(10), now }
    }

    fn category(&mut self) -> String {
        let mut left = self.dice.roll(self.categories.iter().map(|(_, weight)| weight).sum());
        for (code, weight) in &self.categories {
            if left < *weight {
                return code.clone();
            }
            left -= weight;
        }
        "other".to_owned()
    }

    /// When the nth of so many was filed: on its day between 7 and 22 o'clock, and before now.
    fn filed_at(&mut self, nth: usize, count: usize) -> Moment {
        let days_ago = as_i64(DAYS - nth * DAYS / count);
        let latest = self.now.plus_ms(-self.dice.hours(0, 1));
        self.now.day().plus_days(-days_ago + 1).plus_ms(self.dice.hours(7, 22)).min(latest)
    }

    fn filing(&mut self, compound: usize) -> (usize, Filing) {
        let (who, reporter) = self.town.neighbour(compound, &mut self.dice);
        let category = self.category();
        let (kind, against) = match self.dice.roll(100) {
            0..10 => (Kind::Complaint, (self.dice.roll(3) == 0).then_some(Party::Company)),
            10..18 => (Kind::Suggestion, None),
            18..24 => (Kind::Question, None),
            24..26 => (Kind::Praise, None),
            _ => (Kind::Help, None),
        };
        let somewhere = self.dice.roll(100) < 85;
        let spot = Spot {
            compound: self.town.compound(compound),
            building: somewhere.then(|| building(who).to_string()),
            unit: somewhere.then(|| (self.dice.roll(3) + 1).to_string()),
            room: None,
            words: None,
        };
        let urgency = if self.dice.roll(30) == 0 { Urgency::Urgent } else { Urgency::Normal };
        let privacy = kind.default_privacy();
        let (source, emergency, reporter) = (Source::Resident, false, Some(reporter));
        (who, Filing { reporter, spot, category, kind, source, urgency, emergency, privacy, against })
    }

    fn life(&mut self, (nth, count): (usize, usize), number: Number) -> Life {
        let catalogue = Catalogue::standard();
        let compound = self.dice.roll(COMPOUNDS);
        let (at, (who, filing)) = (self.filed_at(nth, count), self.filing(compound));
        let place = filing.spot.building.clone().map(|building| format!("{building}栋")).unwrap_or_default();
        let name = catalogue.category(&filing.category).map_or("", |category| &category.name.zh);
        let words = format!("{place}{name}的事,已经{}天了,麻烦来看看", self.dice.roll(9) + 1);
        let reporter = Actor::Reporter(filing.reporter.unwrap_or(PersonId(0)));
        let rules = Rules { calendar: &self.calendar, catalogue };
        let event = life::file(filing, rules, at);
        let ticket = Ticket::begin(TicketId(self.filed.next(at)), number, &event, at).expect("begun");
        let record = Record { event, actor: reporter, words: Some(words), media: Vec::new() };
        let public_at_first = public_form::shows(&ticket, catalogue);
        let mut life = Life {
            after: ticket.clone(),
            new: NewTicket { ticket, record, contact: None, answers: Vec::new(), claim: None },
            first: self.happened.next(at),
            public_at_first,
            public: public_at_first,
            records: Vec::new(),
            events: Vec::new(),
            joined: Vec::new(),
        };
        let age = count - 1 - nth;
        let recent = age * 100 < count * 12;
        let open = if recent { age * 3 % 5 < 3 } else { age * 28 % 880 < 28 };
        if open {
            self.stays_open(&mut life, (compound, who));
        } else {
            self.ends(&mut life, compound);
        }
        life.public = public_form::shows(&life.after, catalogue);
        life
    }

    /// Whose desk it is.
    fn desk(&self, ticket: &Ticket, compound: usize) -> Actor {
        if ticket.level == Level::Compound {
            Actor::Staff { person: self.town.clerk(compound), role: Role::Clerk, level: Level::Compound }
        } else {
            let person = self.town.secretary(compound);
            Actor::Staff { person, role: Role::Secretary, level: Level::Community }
        }
    }

    /// Does something to a ticket at a moment, now at the latest.
    fn does(&self, life: &mut Life, (actor, action): (Actor, &Action), at: Moment) {
        let at = at.min(self.now);
        let rules = Rules { calendar: &self.calendar, catalogue: Catalogue::standard() };
        let events = life::decide(&life.after, action, actor, rules, at);
        for event in events.unwrap_or_else(|no| panic!("{action:?} at {at:?} on {:?}: {no:?}", life.after)) {
            life.after.apply(&event, at);
            let words = match action {
                Action::Reply => Some("您好,已经安排师傅,今天就来看".to_owned()),
                Action::Ask => Some("请问是哪一层?".to_owned()),
                Action::Resolve(_) => Some("师傅已经处理好,试过没有问题".to_owned()),
                _ => None,
            };
            life.records.push(Record { event, actor, words, media: Vec::new() });
            life.events.push((self.happened.next(at), at));
        }
    }

    fn ends(&mut self, life: &mut Life, compound: usize) {
        let (filed, desk) = (life.after.filed_at, self.desk(&life.after, compound));
        let reporter = life.new.record.actor;
        match self.dice.roll(100) {
            0..3 => {
                let at = filed.plus_ms(self.dice.hours(1, 30));
                return self.does(life, (desk, &Action::Decline(DeclineReason::Beyond)), at);
            }
            3..5 => {
                let at = filed.plus_ms(self.dice.hours(1, 20));
                return self.does(life, (reporter, &Action::Withdraw), at);
            }
            _ => {}
        }
        let mut at = filed.plus_ms(self.dice.hours(0, 6));
        self.does(life, (desk, &Action::Take), at);
        if self.dice.roll(10) < 6 {
            at = at.plus_ms(self.dice.hours(0, 20));
            self.does(life, (desk, &Action::Reply), at);
        }
        at = at.plus_ms(self.dice.hours(1, 96)).min(self.now);
        self.does(life, (desk, &Action::Resolve(Some(Cause::Wear))), at);
        let fate = self.dice.roll(100);
        if (85..92).contains(&fate) && at.plus_days(6) < self.now {
            at = at.plus_ms(self.dice.hours(1, 40));
            self.does(life, (reporter, &Action::AnswerSolved(Solved::No)), at);
            self.does(life, (reporter, &Action::AnswerReason(UnsolvedReason::NotDone)), at.plus_ms(HOUR / 6));
            at = at.plus_ms(self.dice.hours(1, 60));
            self.does(life, (desk, &Action::Resolve(None)), at);
        }
        self.answers(life, (reporter, at), fate);
    }

    /// What is answered to "is it solved?", as far as that lies before now.
    fn answers(&mut self, life: &mut Life, (reporter, done): (Actor, Moment), fate: usize) {
        let closes = done.plus_days(7).plus_ms(HOUR);
        if fate < 35 {
            if closes < self.now {
                self.does(life, (Actor::Clock, &Action::SilenceCloses), closes);
            }
            return;
        }
        let at = done.plus_ms(self.dice.hours(1, 72));
        if at > self.now {
            return;
        }
        if fate >= 92 {
            self.does(life, (reporter, &Action::AnswerSolved(Solved::Partly)), at);
            return self.does(life, (reporter, &Action::AnswerReason(UnsolvedReason::Rude)), at);
        }
        self.does(life, (reporter, &Action::AnswerContacted(true)), at);
        self.does(life, (reporter, &Action::AnswerSolved(Solved::Yes)), at);
        let how = match self.dice.roll(10) {
            0..4 => Satisfaction::VerySatisfied,
            4..7 => Satisfaction::Satisfied,
            7..9 => Satisfaction::Fair,
            _ => Satisfaction::Dissatisfied,
        };
        self.does(life, (reporter, &Action::AnswerSatisfied(how)), at);
    }

    fn stays_open(&mut self, life: &mut Life, (compound, who): (usize, usize)) {
        let (filed, desk) = (life.after.filed_at, self.desk(&life.after, compound));
        if life.public && self.dice.roll(10) == 0 {
            let (other, person) = self.town.neighbour(compound, &mut self.dice);
            if other != who {
                let at = filed.plus_ms(self.dice.hours(0, 5));
                self.does(life, (Actor::Affected(person), &Action::Join), at);
                life.joined.push(person);
            }
        }
        let state = self.dice.roll(100);
        if state < 30 {
            return;
        }
        let taken = filed.plus_ms(self.dice.hours(0, 6)).min(self.now);
        self.does(life, (desk, &Action::Take), taken);
        let lately = taken.max(self.now.plus_ms(-self.dice.hours(1, 60)));
        match state {
            30..55 => {}
            55..80 => {
                let at = taken.plus_ms(self.dice.hours(0, 20));
                self.does(life, (desk, &Action::Reply), at);
            }
            80..90 => {
                let until = self.now.plus_ms(self.dice.hours(24, 24 * 20));
                self.does(life, (desk, &Action::Wait(WaitingFor::Parts, until)), lately);
            }
            90..95 => self.does(life, (desk, &Action::Ask), lately),
            95..98 => {
                let (reporter, done) = (life.new.record.actor, taken.plus_ms(self.dice.hours(1, 90)));
                self.does(life, (desk, &Action::Resolve(None)), done);
                self.does(life, (reporter, &Action::AnswerSolved(Solved::No)), done.plus_ms(HOUR));
                self.does(life, (reporter, &Action::AnswerReason(UnsolvedReason::CameBack)), done.plus_ms(HOUR));
            }
            _ => {
                let person = self.town.officer();
                let officer = Actor::Staff { person, role: Role::Officer, level: Level::Subdistrict };
                let review = self.now.plus_ms(self.dice.hours(24, 24 * 90));
                self.does(life, (officer, &Action::Park(review)), lately);
            }
        }
    }

    /// Into a batch, with what it counts as and what it waits for.
    fn enter(&self, batch: &mut Batch, life: Life) {
        let begun = [(&life.new.record.event, life.after.filed_at)];
        let then = life.records.iter().zip(&life.events).map(|(record, (_, at))| (&record.event, *at));
        tally::of(&mut batch.tally, None, begun.into_iter().chain(then));
        let set = clocks::timers(&life.after, self.now, &Catalogue::standard().periods);
        batch.timers.extend(set.into_iter().map(|(timer, due)| ((timer, life.after.number.0), Some(due))));
        batch.lives.push(life);
    }
}
