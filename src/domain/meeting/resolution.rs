//! A resolution (决议): what a meeting decided, who sees to it, by when. Its state is the fold of its events.

use serde::{Deserialize, Serialize};

use crate::domain::calendar::at_minute;
use crate::domain::catalogue::Periods;
use crate::domain::codes::codes;
use crate::domain::id::{MediaId, MeetingId, PersonId, PlaceId, ResolutionId};
use crate::domain::place::Places;
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::domain::role::{Grant, Role};
use crate::domain::time::Moment;

/// Most characters of a resolution, and of what is said when it is done.
pub const CHARS: usize = 200;
/// Most resolutions in one go.
pub const MOST: usize = 10;
/// Days a due time may lie ahead.
const DAYS_AHEAD: i64 = 366;

codes! {
    /// How far it is.
    State {
        /// To be done.
        Open = "open",
        /// 结转: given another date by a later meeting.
        CarriedOver = "carried_over",
        /// Its date is over.
        Late = "late",
        /// Done.
        Done = "done",
    }
}

/// A resolution's present state. Its words lie beside it, see [`Told`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// Its id.
    pub id: ResolutionId,
    /// Row version, for compare-and-set.
    pub version: i64,
    /// Whose meeting decided it.
    pub place: PlaceId,
    /// Which meeting.
    pub meeting: MeetingId,
    /// Who sees to it.
    pub owner: PersonId,
    /// As what.
    pub role: Role,
    /// By when.
    pub due: Moment,
    /// Whether residents read it.
    pub public: bool,
    /// How far it is.
    pub state: State,
    /// When it was decided.
    pub made_at: Moment,
    /// How often it was carried over.
    pub carried: i64,
    /// When it was done.
    pub done_at: Option<Moment>,
}

/// A resolution in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its state.
    pub resolution: Resolution,
    /// Its words.
    pub words: Words,
}

/// The words of a resolution: staff's own, kept sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// What was decided.
    pub text: String,
    /// The owner's surname.
    pub owner: String,
    /// What was said when it was done.
    pub result: Option<String>,
}

/// What happened to a resolution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Event {
    /// A meeting decided it.
    Made {
        /// Whose meeting.
        place: PlaceId,
        /// Which.
        meeting: MeetingId,
        /// Who sees to it.
        owner: PersonId,
        /// As what.
        role: Role,
        /// By when.
        due: Moment,
        /// Whether residents read it.
        public: bool,
    },
    /// Its date is over.
    Late,
    /// A later meeting gave it another date.
    CarriedOver {
        /// By when now.
        due: Moment,
    },
    /// It is done.
    Done {
        /// Photos of it.
        media: Vec<MediaId>,
    },
}

/// What is wanted of a resolution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// It is done.
    Finish {
        /// Photos of it.
        media: Vec<MediaId>,
    },
    /// It gets another date.
    CarryOver {
        /// By when.
        due: Moment,
    },
    /// The clock: its date is over.
    Lapse,
}

impl Resolution {
    /// The resolution that an [`Event::Made`] begins; none for any other event.
    #[must_use]
    pub const fn begin(id: ResolutionId, first: &Event, at: Moment) -> Option<Self> {
        let Event::Made { place, meeting, owner, role, due, public } = first else { return None };
        Some(Self {
            id,
            version: 0,
            place: *place,
            meeting: *meeting,
            owner: *owner,
            role: *role,
            due: *due,
            public: *public,
            state: State::Open,
            made_at: at,
            carried: 0,
            done_at: None,
        })
    }

    /// Folds an event into the state.
    pub const fn apply(&mut self, event: &Event, at: Moment) {
        match event {
            Event::Made { .. } => {}
            Event::Late => self.state = State::Late,
            Event::CarriedOver { due } => {
                (self.state, self.due) = (State::CarriedOver, *due);
                self.carried += 1;
            }
            Event::Done { .. } => (self.state, self.done_at) = (State::Done, Some(at)),
        }
    }

    /// Whether the person may say that it is done: its owner while they hold a role there, or whoever writes the minutes.
    #[must_use]
    pub fn may_finish(&self, person: PersonId, grants: &[Grant], places: &Places) -> bool {
        let holds = grants.iter().any(|grant| places.within(self.place, grant.scope));
        self.owner == person && holds || rights::at_place(Right::Minutes, grants, self.place, places).is_some()
    }

    /// When the clock looks at it next: the day before it is due and on its day, to remind; when it is due, to say so.
    #[must_use]
    pub fn next_look(&self, now: Moment, periods: &Periods) -> Option<Moment> {
        if matches!(self.state, State::Done | State::Late) {
            return None;
        }
        let day = self.due.local().date_naive();
        let on = |day| at_minute(day, periods.meetings.remind_at);
        let looks = [day.pred_opt().map(on), Some(on(day)), Some(self.due)];
        looks.into_iter().flatten().find(|look| *look > now)
    }
}

/// Whether something may be done to a resolution now, and which event it makes.
///
/// # Errors
/// [`Refusal::Ended`] for one that is done, [`Refusal::BadDate`] for a date that isn't ahead or too far,
/// [`Refusal::WrongState`] for a lapse before its time or a second one.
pub fn decide(resolution: &Resolution, action: &Action, now: Moment) -> Result<Event, Refusal> {
    if resolution.state == State::Done {
        return Err(Refusal::Ended);
    }
    match action {
        Action::Finish { media } => Ok(Event::Done { media: media.clone() }),
        Action::CarryOver { due } if good_due(*due, now) => Ok(Event::CarriedOver { due: *due }),
        Action::CarryOver { .. } => Err(Refusal::BadDate),
        Action::Lapse if resolution.state != State::Late && now >= resolution.due => Ok(Event::Late),
        Action::Lapse => Err(Refusal::WrongState),
    }
}

/// Whether a due time lies ahead, and not too far.
#[must_use]
pub fn good_due(due: Moment, now: Moment) -> bool {
    due > now && due <= now.plus_days(DAYS_AHEAD + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Action, Event, Resolution, State, decide};
    use crate::domain::catalogue::Catalogue;
    use crate::domain::id::{MeetingId, PersonId, PlaceId, ResolutionId};
    use crate::domain::role::{Grant, Role};
    use crate::domain::time::Moment;

    const NOW: Moment = Moment(1_795_422_000_000);

    fn first(days: i64) -> Event {
        let due = NOW.plus_days(days);
        Event::Made {
            place: PlaceId(3),
            meeting: MeetingId(1),
            owner: PersonId(7),
            role: Role::Clerk,
            due,
            public: true,
        }
    }

    #[test]
    fn its_owner_is_reminded_the_day_before_and_on_the_day() {
        let resolution = Resolution::begin(ResolutionId(1), &first(7), NOW).expect("begins");
        let periods = &Catalogue::standard().periods;
        let mut looks = Vec::new();
        let mut now = NOW;
        while let Some(look) = resolution.next_look(now, periods) {
            looks.push(look.local().format("%d %H:%M").to_string());
            now = look;
        }
        assert_eq!(looks, ["29 09:00", "30 09:00", "30 16:20"]);
    }

    #[test]
    fn its_owner_and_those_who_write_the_minutes_may_say_that_it_is_done() {
        let places = crate::domain::place::Places::default();
        let resolution = Resolution::begin(ResolutionId(1), &first(7), NOW).expect("begins");
        let place = resolution.place;
        let here = [Grant { role: Role::Clerk, scope: place, name: String::new() }];
        assert!(!resolution.may_finish(PersonId(8), &here, &places), "a role alone is no ownership");
        assert!(!resolution.may_finish(PersonId(7), &[], &places), "whose role has ended owns nothing any more");
        let elsewhere = [Grant { role: Role::Branch, scope: PlaceId(9), name: String::new() }];
        assert!(!resolution.may_finish(PersonId(8), &elsewhere, &places));
    }

    fn actions() -> impl Strategy<Value = Action> {
        prop_oneof![
            1 => Just(Action::Finish { media: Vec::new() }),
            3 => (-3i64..500).prop_map(|days| Action::CarryOver { due: NOW.plus_days(days) }),
            4 => Just(Action::Lapse),
        ]
    }

    proptest! {
        #[test]
        fn any_history_keeps_the_rules(
            days in 1i64..30, steps in prop::collection::vec((actions(), 0i64..20_000), 1..40),
        ) {
            let mut events = vec![(first(days), NOW)];
            let mut resolution = Resolution::begin(ResolutionId(1), &events[0].0, NOW).expect("begins");
            let mut now = NOW;
            for (action, minutes) in steps {
                now = now.plus_minutes(minutes);
                let before = resolution.clone();
                let Ok(event) = decide(&resolution, &action, now) else { continue };
                resolution.apply(&event, now);
                prop_assert!(before.state != State::Done, "done is the end");
                prop_assert!(event != Event::Late || now >= before.due, "late only once it is due");
                prop_assert!(!matches!(event, Event::CarriedOver { due } if due <= now), "a new date lies ahead");
                prop_assert_eq!(resolution.done_at.is_some(), resolution.state == State::Done);
                events.push((event, now));
            }
            let carried = events.iter().filter(|(event, _)| matches!(event, Event::CarriedOver { .. })).count();
            prop_assert_eq!(resolution.carried, i64::try_from(carried).unwrap());
            let mut folded = Resolution::begin(ResolutionId(1), &events[0].0, NOW).expect("begins");
            for (event, at) in &events[1..] {
                folded.apply(event, *at);
            }
            prop_assert_eq!(folded, resolution, "the state is the fold of the events");
        }
    }
}
