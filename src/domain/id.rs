//! Typed ids. An id is 53 bits wide, so that JavaScript keeps it, and says nothing about what may be done with it.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// A person known to the bot: resident, staff or both.
    PersonId,
    /// A chat in our own numbering; Telegram's id of it stands in one row only.
    ChatId,
    /// A place: subdistrict, community, compound, building or unit.
    PlaceId,
    /// A ticket's internal id; people see its [`Number`].
    TicketId,
    /// A ticket's number as people read it. Never authority.
    Number,
    /// A photo, voice note or other file kept with a ticket or a draft.
    MediaId,
    /// An announcement, or an emergency mode.
    AnnouncementId,
    /// A micro-task's internal id; people see its [`TaskNumber`].
    TaskId,
    /// A micro-task's number as people read it. Never authority.
    TaskNumber,
    /// A meeting.
    MeetingId,
    /// A resolution of a meeting.
    ResolutionId,
    /// A resident's proposal for a meeting.
    ProposalId,
    /// An outage in which updates were lost: when it was found over, in ms.
    GapId,
    /// A household: one dwelling.
    HouseholdId,
    /// The owners of one or more dwellings: one head in owners' decisions.
    OwnerGroupId,
    /// A fund project's internal id; people see its [`ProjectNumber`].
    ProjectId,
    /// A fund project's number as people read it. Never authority.
    ProjectNumber,
    /// A vote, on fund projects or of owners.
    VoteId,
    /// An entry of the ledger.
    EntryId,
    /// A book of the ledger: one kind of money of one place.
    BookId,
    /// A payout that one person asks for and another pays.
    PayoutId,
}

/// Bits of the counter at the low end of an id.
const COUNTER_BITS: u32 = 8;
/// Bits of the process's slot above the counter.
const SLOT_BITS: u32 = 4;
/// The moment from which ids count their milliseconds: 2024-01-01T00:00:00Z.
const EPOCH_MS: i64 = 1_704_067_200_000;

/// The id after `last` at `now_ms` for the process in `slot` (0–15).
///
/// Ids rise strictly within a slot: when the counter of a millisecond is used up it borrows from the next one.
#[must_use]
pub fn next_id(last: i64, now_ms: i64, slot: u8) -> i64 {
    let tick = |id: i64| (id >> (COUNTER_BITS + SLOT_BITS), id & ((1 << COUNTER_BITS) - 1));
    let (last_ms, last_count) = tick(last);
    let now = (now_ms - EPOCH_MS).max(0);
    let (ms, count) = if now > last_ms {
        (now, 0)
    } else if last_count + 1 < 1 << COUNTER_BITS {
        (last_ms, last_count + 1)
    } else {
        (last_ms + 1, 0)
    };
    (ms << (COUNTER_BITS + SLOT_BITS)) | (i64::from(slot & 0xF) << COUNTER_BITS) | count
}

#[cfg(test)]
mod tests {
    use super::next_id;

    #[test]
    fn ids_rise_and_fit_javascript() {
        let mut last = 0;
        for step in 0..2_000 {
            let id = next_id(last, 1_795_000_000_000 + step / 1_000, 3);
            assert!(id > last && id < 1 << 53, "{id}");
            last = id;
        }
    }
}
