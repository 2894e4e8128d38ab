//! The clocks of a ticket: due times, colours and timers. Numbers come from the catalogue's `[periods]`.

use super::calendar::{Calendar, at_minute};
use super::catalogue::{Category, Periods};
use super::codes::codes;
use super::micro_task::{MicroTask, Stage};
use super::ticket::{Dues, Kind, State, Ticket, Urgency};
use super::time::Moment;

codes! {
    /// A timer of a ticket, a draft, a group, a file or the house. Each of these has at most one row a timer.
    Timer {
        /// A draft is reminded of, once.
        DraftReminder = "draft_reminder",
        /// A draft is dropped.
        DraftEnds = "draft_ends",
        /// Silence after done: the warning the day before.
        SilenceWarning = "silence_warning",
        /// Silence after done: it closes.
        SilenceCloses = "silence_closes",
        /// A wait's end.
        WaitEnds = "wait_ends",
        /// A due time on the cards turns yellow or red.
        Colour = "colour",
        /// A person's role ended: what they led goes back to the queue.
        RoleEnds = "role_ends",
        /// A group that nobody bound is left.
        LeaveGroup = "leave_group",
        /// An announcement's next page is to go out.
        Post = "post",
        /// What waits for a person is to go out as one message.
        Gather = "gather",
        /// A file's bytes are to be fetched.
        Fetch = "fetch",
        /// A compound's week is said; of object 0: every compound's is due.
        Digest = "digest",
        /// What was kept for a time only is forgotten.
        Prune = "prune",
        /// A micro-task turns yellow or red.
        TaskColour = "task_colour",
        /// The posting of a micro-task is over.
        PostingOver = "posting_over",
        /// A micro-task is to be looked at again.
        LookAgain = "look_again",
        /// The last day of a month begins; the object is 0.
        LastDay = "last_day",
        /// The responsible of a compound's micro-tasks are asked about the month; the object is the compound.
        CloseOutAsks = "close_out_asks",
        /// A compound's month is closed; the object is the compound.
        CloseOut = "close_out",
        /// The agenda of a place's next meeting is to be posted.
        MeetingAgenda = "meeting_agenda",
        /// A resolution is near its date, or past it.
        Resolution = "resolution",
        /// A vote: who hasn't voted is reminded, and at its time it closes.
        Vote = "vote",
        /// Who may have been missed in an outage is told so.
        Gap = "gap",
        /// A bound group can't be written to any more.
        GroupLost = "group_lost",
        /// A ticket's card, or a line under it, didn't reach the staff it was for.
        CardAstray = "card_astray",
        /// The author of a fund project that is turned down had their time to answer; the object is its number.
        RefusalOver = "refusal_over",
    }
}

/// What a timer is about, so what its object's id is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concern {
    /// A person's draft.
    Draft,
    /// A person's roles.
    Roles,
    /// A ticket, by number.
    Ticket,
    /// A group's chat.
    Group,
    /// A compound, by its place's id; 0: all of them.
    Compound,
    /// A person.
    Person,
    /// An announcement.
    Announcement,
    /// A file.
    File,
    /// A vote, by its number.
    Vote,
    /// A place's meetings, by the place's id.
    Meetings,
    /// A resolution of a meeting.
    Resolution,
    /// The house itself; the object is 0.
    House,
    /// Micro-tasks: a task by number, a compound, or 0.
    Works,
    /// An outage.
    Gap,
    /// A fund project, by number.
    Project,
}

/// Hours that a group has to be bound in before it is left.
pub const UNBOUND_HOURS: i64 = 24;

impl Timer {
    /// The timers of tickets.
    pub const TICKET: &'static [Self] = &[Self::SilenceWarning, Self::SilenceCloses, Self::WaitEnds, Self::Colour];

    /// The timers of a micro-task.
    pub const TASK: &'static [Self] = &[Self::TaskColour, Self::PostingOver, Self::LookAgain];

    /// What it is about.
    #[must_use]
    pub const fn concern(self) -> Concern {
        match self {
            Self::DraftReminder | Self::DraftEnds => Concern::Draft,
            Self::SilenceWarning | Self::SilenceCloses | Self::WaitEnds | Self::Colour | Self::CardAstray => {
                Concern::Ticket
            }
            Self::RoleEnds => Concern::Roles,
            Self::LeaveGroup | Self::GroupLost => Concern::Group,
            Self::Digest => Concern::Compound,
            Self::Gather => Concern::Person,
            Self::Post => Concern::Announcement,
            Self::Fetch => Concern::File,
            Self::Prune => Concern::House,
            Self::TaskColour
            | Self::PostingOver
            | Self::LookAgain
            | Self::LastDay
            | Self::CloseOutAsks
            | Self::CloseOut => Concern::Works,
            Self::MeetingAgenda => Concern::Meetings,
            Self::Resolution => Concern::Resolution,
            Self::Vote => Concern::Vote,
            Self::Gap => Concern::Gap,
            Self::RefusalOver => Concern::Project,
        }
    }

    /// Whether what it does can't be undone: it is done only while this machine's clock is known to be right.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Digest | Self::Vote)
    }

    /// Whether the conversation makes a turn of it; the rounds do the others.
    #[must_use]
    pub const fn is_a_turn(self) -> bool {
        !matches!(self.concern(), Concern::File | Concern::House)
    }
}

/// The due times of a ticket filed (or re-reckoned, or reopened) at `at`: acknowledge within working minutes, contact
/// by the same time on the next working day, done at 18:00 on the nth working day. Urgent ones run round the clock.
/// Praise has none.
#[must_use]
pub fn dues(
    (kind, urgency): (Kind, Urgency),
    days: u32,
    at: Moment,
    (calendar, periods): (&Calendar, &Periods),
) -> Dues {
    if kind == Kind::Praise {
        return Dues::default();
    }
    if urgency == Urgency::Urgent {
        let after = |minutes| Some(at.plus_minutes(minutes));
        return Dues {
            acknowledge: after(periods.urgent_acknowledge_minutes),
            contact: after(periods.urgent_contact_minutes),
            done: after(periods.urgent_done_minutes),
        };
    }
    let from = calendar.counts_from(at, periods);
    let day = from.local().date_naive();
    let since_midnight = from.0 - at_minute(day, 0).0;
    let contact_day = calendar.working_day_after(day, periods.contact_days);
    Dues {
        acknowledge: Some(calendar.after_working_minutes(from, periods.acknowledge_minutes, periods)),
        contact: Some(at_minute(contact_day, 0).plus_ms(since_midnight)),
        done: Some(at_minute(calendar.working_day_after(day, days), periods.done_at)),
    }
}

/// Working days until a new ticket of this kind and category is to be done.
#[must_use]
pub fn done_days(kind: Kind, category: Option<&Category>, periods: &Periods) -> u32 {
    if kind == Kind::Question {
        periods.question_days
    } else {
        category.and_then(|category| category.done_days).unwrap_or(periods.done_days)
    }
}

codes! {
    /// How near a due time is. The word always stands beside the colour.
    Colour {
        /// Time left.
        Green = "green",
        /// Near due: three quarters of a ticket's time are gone, or a micro-task's last days have begun.
        Yellow = "yellow",
        /// Past.
        Red = "red",
    }
}

/// The colour at `now` of something that runs from `since` until `due`.
#[must_use]
pub fn colour(since: Moment, due: Moment, now: Moment) -> Colour {
    if now > due {
        Colour::Red
    } else if now >= yellow_from(since, due) {
        Colour::Yellow
    } else {
        Colour::Green
    }
}

/// The next due time that the ticket hasn't met yet: acknowledge, then contact, then done; none while it waits or is
/// no longer open.
#[must_use]
pub fn next_due(ticket: &Ticket) -> Option<Moment> {
    if !ticket.state.is_open() || ticket.waiting.is_some() {
        None
    } else if ticket.acknowledged_at.is_none() {
        ticket.dues.acknowledge
    } else if ticket.contacted_at.is_none() {
        ticket.dues.contact
    } else {
        ticket.dues.done
    }
}

/// When the colour of one of its due times changes next, as long as nothing happens.
#[must_use]
pub fn next_colour(ticket: &Ticket, now: Moment) -> Option<Moment> {
    let met = [ticket.acknowledged_at, ticket.contacted_at, None];
    let dues = [ticket.dues.acknowledge, ticket.dues.contact, ticket.dues.done];
    let unmet = dues.into_iter().zip(met).filter_map(|(due, met)| due.filter(|_| met.is_none()));
    let turns = unmet.flat_map(|due| [yellow_from(ticket.filed_at, due), due.plus_ms(1)]);
    turns.filter(|turn| ticket.state.is_open() && *turn > now).min()
}

/// The first moment of the last quarter between `since` and `due`.
fn yellow_from(since: Moment, due: Moment) -> Moment {
    due.plus_ms(-((due.0 - since.0) / 4))
}

/// The timers that a ticket in this state has at `now`.
#[must_use]
pub fn timers(ticket: &Ticket, now: Moment, periods: &Periods) -> Vec<(Timer, Moment)> {
    let colour = next_colour(ticket, now).map(|turn| (Timer::Colour, turn));
    state_timers(ticket, periods).into_iter().chain(colour).collect()
}

/// The timers that a micro-task in this state has at `now`.
#[must_use]
pub fn task_timers(task: &MicroTask, now: Moment, periods: &Periods) -> Vec<(Timer, Moment)> {
    let colour = task.next_colour(now, periods.task_near_days).map(|turn| (Timer::TaskColour, turn));
    let posting = task.posting.filter(|posting| task.stage == Stage::Published && posting.to > now);
    let posting = posting.map(|posting| (Timer::PostingOver, posting.to));
    let again = task.look_again_due(periods.look_again_days).map(|due| (Timer::LookAgain, due));
    colour.into_iter().chain(posting).chain(again).collect()
}

fn state_timers(ticket: &Ticket, periods: &Periods) -> Vec<(Timer, Moment)> {
    match (ticket.state, ticket.resolved_at, ticket.waiting) {
        (State::Resolved, Some(resolved), _) => vec![
            (Timer::SilenceWarning, resolved.plus_days(periods.silence_days - periods.warning_days)),
            (Timer::SilenceCloses, resolved.plus_days(periods.silence_days)),
        ],
        (state, _, Some(waiting)) if state.is_open() => vec![(Timer::WaitEnds, waiting.until)],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::{Colour, colour, dues};
    use crate::domain::calendar::Calendar;
    use crate::domain::catalogue::Catalogue;
    use crate::domain::ticket::{Dues, Kind, Urgency};
    use crate::domain::time::{Moment, ZONE};

    fn at(month: u32, day: u32, hour: u32, minute: u32) -> Moment {
        Moment::of(&ZONE.with_ymd_and_hms(2026, month, day, hour, minute, 0).unwrap())
    }

    fn lamp(filed: Moment) -> Dues {
        let periods = &Catalogue::standard().periods;
        dues((Kind::Help, Urgency::Normal), 2, filed, (&Calendar::standard(), periods))
    }

    #[test]
    fn a_lamp_on_monday_afternoon() {
        let dues = lamp(at(11, 23, 16, 20));
        assert_eq!(dues.acknowledge, Some(at(11, 23, 18, 20)));
        assert_eq!(dues.contact, Some(at(11, 24, 16, 20)));
        assert_eq!(dues.done, Some(at(11, 25, 18, 0)));
    }

    #[test]
    fn a_lamp_on_friday_night() {
        let dues = lamp(at(11, 27, 21, 0));
        assert_eq!(dues.acknowledge, Some(at(11, 30, 10, 0)));
        assert_eq!(dues.contact, Some(at(12, 1, 8, 0)));
        assert_eq!(dues.done, Some(at(12, 2, 18, 0)));
    }

    #[test]
    fn urgent_runs_round_the_clock_and_praise_not_at_all() {
        let (calendar, periods, night) = (Calendar::standard(), &Catalogue::standard().periods, at(11, 28, 23, 0));
        let urgent = dues((Kind::Help, Urgency::Urgent), 5, night, (&calendar, periods));
        assert_eq!(urgent.acknowledge, Some(night.plus_minutes(15)));
        assert_eq!(urgent.done, Some(night.plus_hours(24)));
        assert_eq!(dues((Kind::Praise, Urgency::Normal), 5, night, (&calendar, periods)), Dues::default());
    }

    #[test]
    fn the_next_colour_is_the_yellow_or_the_red_of_the_next_due_time() {
        assert_eq!(super::yellow_from(Moment(0), Moment(100)), Moment(75));
        assert_eq!(super::yellow_from(Moment(0), Moment(3)), Moment(3), "nothing is yellow before its last quarter");
    }

    #[test]
    fn three_quarters_are_yellow() {
        let (since, due) = (Moment(0), Moment(100));
        assert_eq!(
            [74, 75, 100, 101].map(|now| colour(since, due, Moment(now))),
            [Colour::Green, Colour::Yellow, Colour::Yellow, Colour::Red]
        );
    }
}
