//! Two years of micro-tasks, each lived by the house's own rules as far as its stage.
//!
//! Of a hundred eight are open, spread over the stages and a third of them late, four were dropped, and the rest were
//! struck off and, once a month had passed, looked at again.

use mulin::domain::catalogue::{Catalogue, Periods};
use mulin::domain::clocks;
use mulin::domain::id::{TaskId, TaskNumber};
use mulin::domain::micro_task::dossier::{TaskRecord, Wording};
use mulin::domain::micro_task::{
    DropReason, Exclusion, MicroTask, Money, Origin, Plan, Stage, TaskAction, TaskActor, TaskType, life,
};
use mulin::domain::role::Role;
use mulin::domain::time::Moment;
use mulin::store::tasks::{self, Proposed};
use mulin::store::timers::Changes;
use mulin::store::{Store, timers};
use mulin::worker::fresh::Ids;

use crate::tickets::DAYS;
use crate::town::{COMPOUNDS, Dice, Town, as_i64};

/// Tasks of one transaction.
const TOGETHER: usize = 1_000;
/// The stages in which open ones stand, in turn.
const OPEN: [Stage; 6] =
    [Stage::Proposed, Stage::Decided, Stage::Published, Stage::Scheduled, Stage::UnderWay, Stage::Acceptance];
const CATEGORIES: [&str; 5] = ["greening", "lighting", "fitness", "parking", "road_drainage"];

struct Life {
    task: MicroTask,
    wording: Wording,
    records: Vec<TaskRecord>,
    events: Vec<(i64, Moment)>,
}

/// Draws the lives of tasks.
struct Drawing<'a> {
    town: &'a Town,
    dice: Dice,
    periods: &'a Periods,
    begun: Ids,
    happened: Ids,
    now: Moment,
}

/// Writes so many tasks into a house whose town is settled.
pub(crate) async fn load(store: &Store, town: &Town, count: usize, now: Moment) {
    let periods = &Catalogue::standard().periods;
    let mut drawing = Drawing { town, dice: Dice(43), periods, begun: Ids::new(9), happened: Ids::new(8), now };
    let all: Vec<usize> = (0..count).collect();
    for some in all.chunks(TOGETHER) {
        let mut tx = store.begin().await.expect("a transaction");
        let first = tasks::draw_numbers(&mut tx, as_i64(some.len())).await.expect("numbers");
        let number = |at: usize| TaskNumber(first.0 + as_i64(at));
        let lives: Vec<Life> =
            some.iter().enumerate().map(|(at, nth)| drawing.life((*nth, count), number(at))).collect();
        let proposed: Vec<Proposed<'_>> = lives.iter().map(|life| life.proposed((periods, now))).collect();
        tasks::propose(&mut tx, store.seal(), &proposed).await.expect("proposed");
        let mut due = Changes::new();
        for Life { task, .. } in &lives {
            let set = clocks::task_timers(task, now, periods);
            due.extend(set.into_iter().map(|(timer, at)| ((timer, task.number.0), Some(at))));
        }
        timers::write(&mut tx, due).await.expect("set");
        tx.commit().await.expect("committed");
    }
}

impl Life {
    fn proposed(&self, (periods, now): (&Periods, Moment)) -> Proposed<'_> {
        Proposed {
            task: &self.task,
            wording: &self.wording,
            colour: self.task.colour(now, periods.task_near_days),
            records: &self.records,
            events: self.events.clone(),
        }
    }

    fn does(&mut self, drawing: &Drawing<'_>, (action, actor): (TaskAction, TaskActor), at: Moment) {
        let events = life::decide(&self.task, action, actor, drawing.periods, at);
        for event in events.unwrap_or_else(|no| panic!("{action:?} on {:?}: {no:?}", self.task)) {
            self.task.apply(&event, actor.person(), at);
            self.records.push(TaskRecord { event, actor, words: None, media: Vec::new() });
            self.events.push((drawing.happened.next(at), at));
        }
    }
}

impl Drawing<'_> {
    fn life(&mut self, (nth, count): (usize, usize), number: TaskNumber) -> Life {
        let compound = self.dice.roll(COMPOUNDS);
        let fate = self.dice.roll(100);
        // Struck off or dropped within 22 days of its proposal; an open one was proposed lately.
        let ago = match fate {
            0..8 => 20 + as_i64(self.dice.roll(40)),
            _ => 22 + as_i64((count - nth) * (DAYS - 22) / count),
        };
        let begun = self.now.plus_days(-ago).plus_ms(-self.dice.hours(0, 24));
        let deadline = match fate {
            0..3 => self.now.plus_ms(-self.dice.hours(24, 15 * 24)),
            3..8 => self.now.plus_ms(self.dice.hours(24, 40 * 24)),
            _ => begun.plus_days(45),
        };
        let category = CATEGORIES.get(self.dice.roll(CATEGORIES.len())).copied().unwrap_or("other").to_owned();
        let plan = Plan {
            compound: self.town.compound(compound),
            category,
            kind: TaskType::Works,
            origin: Origin::Direct,
            responsible: self.town.clerk(compound),
            budget_fen: as_i64(self.dice.roll(2_000_000)),
            money: Money::Subdistrict,
            exclusion: Exclusion { not_the_companys_duty: true, no_planned_works: true },
            start: begun.plus_days(1),
            deadline: deadline.max(begun.plus_days(2)),
        };
        let deadline = plan.deadline;
        let clerk = TaskActor::Staff { person: self.town.clerk(compound), role: Role::Clerk };
        let event = life::propose(plan, begun).expect("allowed");
        let task = MicroTask::begin(TaskId(self.begun.next(begun)), number, &event, begun).expect("begun");
        let title = format!("{}栋门前的小改造", self.dice.roll(20) + 1);
        let wording = Wording { title: title.clone(), company: None, phone: None };
        let records = vec![TaskRecord { event, actor: clerk, words: Some(title), media: Vec::new() }];
        let mut life = Life { task, wording, records, events: vec![(self.happened.next(begun), begun)] };
        let until = match fate {
            0..8 => OPEN.get(nth % OPEN.len()).copied().unwrap_or(Stage::Proposed),
            8..12 => Stage::Decided,
            _ => Stage::StruckOff,
        };
        self.goes_on(&mut life, (until, compound), (begun, deadline));
        if (8..12).contains(&fate) {
            let decides = TaskActor::Staff { person: self.town.officer(), role: Role::Officer };
            life.does(self, (TaskAction::Drop(DropReason::Money), decides), begun.plus_days(9));
        }
        life
    }

    /// From its proposal as far as a stage.
    fn goes_on(&mut self, life: &mut Life, (until, compound): (Stage, usize), (begun, deadline): (Moment, Moment)) {
        let clerk = TaskActor::Staff { person: self.town.clerk(compound), role: Role::Clerk };
        let officer = TaskActor::Staff { person: self.town.officer(), role: Role::Officer };
        let (one, other) = (self.town.residents.get(compound), self.town.residents.get(compound + COMPOUNDS));
        let resident = |who: Option<&_>| TaskActor::Resident(*who.expect("two residents a compound"));
        let posted = begun.plus_days(2);
        let done = begun.plus_days(12).plus_ms(self.dice.hours(0, 24 * 4));
        let start = begun.plus_days(9);
        let dates = TaskAction::Schedule { start, deadline: deadline.max(begun.plus_days(10)) };
        let steps = [
            (Stage::Decided, TaskAction::Decide, officer, begun.plus_days(1)),
            (Stage::Published, TaskAction::Publish { from: posted, to: posted.plus_days(5) }, officer, posted),
            (Stage::Scheduled, dates, clerk, posted.plus_days(6)),
            (Stage::UnderWay, TaskAction::Start, clerk, begun.plus_days(10)),
            (Stage::Acceptance, TaskAction::Finish { photos: 1 }, clerk, done),
            (Stage::Acceptance, TaskAction::Accept, resident(one), done.plus_days(1)),
            (Stage::StruckOff, TaskAction::Accept, resident(other), done.plus_days(2)),
            (Stage::StruckOff, TaskAction::AskStrikeOff, clerk, done.plus_days(3)),
            (Stage::StruckOff, TaskAction::StrikeOff, officer, done.plus_days(4)),
            (Stage::StruckOff, TaskAction::LookAgain(true), clerk, done.plus_days(34)),
        ];
        for (stage, action, actor, at) in steps {
            if stage <= until && at <= self.now {
                life.does(self, (action, actor), at);
            }
        }
    }
}
