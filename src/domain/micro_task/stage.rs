//! The stages of a micro-task, and the colour in which the battle map shows it.

use crate::domain::codes::codes;

codes! {
    /// A stage. Those up to [`Stage::StruckOff`] follow each other; a task may be paused at any of them, and dropped.
    Stage {
        /// 立项: proposed.
        Proposed = "proposed",
        /// 议定: decided by the meeting or whoever may.
        Decided = "decided",
        /// 公示: posted for objections, from–to.
        Published = "published",
        /// 排期: given its dates.
        Scheduled = "scheduled",
        /// 施工: under way.
        UnderWay = "under_way",
        /// 验收: done, as its responsible says; residents and others look at it.
        Acceptance = "acceptance",
        /// 销号: struck off with proof.
        StruckOff = "struck_off",
        /// 中止: dropped with a reason.
        Dropped = "dropped",
    }
}

impl Stage {
    /// Whether it is still to be done.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::StruckOff | Self::Dropped)
    }

    /// Whether it was agreed and isn't done yet: whoever reports the same matter hears of the work instead.
    #[must_use]
    pub const fn is_on_its_way(self) -> bool {
        matches!(self, Self::Decided | Self::Published | Self::Scheduled | Self::UnderWay)
    }
}
