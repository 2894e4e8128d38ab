//! When the four parties meet and what their agenda takes up: `[periods.meetings]`, each with a default.

use serde::{Deserialize, Serialize};

/// Minutes of a day.
const DAY: u32 = 24 * 60;

/// Days of the week count from 1, Monday; minutes from midnight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Meetings {
    /// A compound meets each week on this day of the week.
    pub weekly_weekday: u32,
    /// At this minute.
    pub weekly_at: u32,
    /// A community meets in this week of each month: 1 for the first such day of the week, to 4.
    pub monthly_week: u32,
    /// On this day of the week.
    pub monthly_weekday: u32,
    /// At this minute.
    pub monthly_at: u32,
    /// The agenda is posted at this minute of the day before.
    pub agenda_at: u32,
    /// So many alike reports are a frequent matter (高频问题).
    pub alike: i64,
    /// Within so many days.
    pub alike_days: i64,
    /// A ticket reopened so often is talked over.
    pub reopened: i64,
    /// Whoever owns a resolution is reminded at this minute, the day before it is due and on its day.
    pub remind_at: u32,
}

impl Default for Meetings {
    fn default() -> Self {
        Self {
            weekly_weekday: 5,
            weekly_at: 15 * 60,
            monthly_week: 1,
            monthly_weekday: 3,
            monthly_at: 15 * 60,
            agenda_at: 10 * 60,
            alike: 3,
            alike_days: 30,
            reopened: 2,
            remind_at: 9 * 60,
        }
    }
}

impl Meetings {
    /// Whether its days and minutes are some that come.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let weekdays = [self.weekly_weekday, self.monthly_weekday];
        let minutes = [self.weekly_at, self.monthly_at, self.agenda_at, self.remind_at];
        weekdays.iter().all(|day| (1..=7).contains(day))
            && (1..=4).contains(&self.monthly_week)
            && minutes.iter().all(|minute| *minute < DAY)
            && self.alike >= 2
            && self.alike_days >= 1
            && self.reopened >= 1
    }
}
