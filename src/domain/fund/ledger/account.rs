//! Accounts: of which kind of money, and what of it.

use serde::{Deserialize, Serialize};

use crate::domain::codes::codes;
use crate::domain::id::ProjectNumber;

codes! {
    /// Whose money it is. Kinds never mix: each book is of one, and no entry crosses from one to another.
    Kind {
        /// 美好家园基金: given by the subdistrict, firms and residents for projects.
        Fund = "fund",
        /// 公共收益: the owners' own (Civil Code 282).
        Revenue = "revenue",
        /// 统租统管: the state's idle property that is let.
        Assets = "assets",
    }
}

codes! {
    /// What an account holds within its book.
    Slot {
        /// Money that is there and promised to nobody.
        Free = "free",
        /// Money set aside for a project and not paid yet.
        Project = "project",
        /// Money that was paid.
        Spent = "spent",
        /// What the subdistrict gave (街道拨付).
        Subdistrict = "subdistrict",
        /// What firms gave.
        Firm = "firm",
        /// What residents gave.
        Resident = "resident",
        /// Income of adverts.
        Adverts = "adverts",
        /// Income of parking.
        Parking = "parking",
        /// Income of parcel cabinets and the like.
        Cabinets = "cabinets",
        /// Rent.
        Rent = "rent",
        /// Other income.
        Other = "other",
    }
}

impl Slot {
    /// Whether a book of this kind has it.
    #[must_use]
    pub const fn is_of(self, kind: Kind) -> bool {
        match self {
            Self::Free | Self::Spent => true,
            Self::Project | Self::Subdistrict | Self::Firm | Self::Resident => matches!(kind, Kind::Fund),
            Self::Adverts | Self::Parking | Self::Cabinets => matches!(kind, Kind::Revenue),
            Self::Rent => matches!(kind, Kind::Assets),
            Self::Other => matches!(kind, Kind::Revenue | Kind::Assets),
        }
    }

    /// Whether money comes in from it. Its balance is what came, below zero; all others stand at zero or above.
    #[must_use]
    pub const fn is_source(self) -> bool {
        !matches!(self, Self::Free | Self::Project | Self::Spent)
    }

    /// Where money of a book of this kind comes from.
    pub fn sources(kind: Kind) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |slot| slot.is_source() && slot.is_of(kind))
    }
}

/// An account of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Account {
    /// What it holds.
    pub slot: Slot,
    /// For which project; none where it is no project's.
    pub project: Option<ProjectNumber>,
}

impl Account {
    /// An account of no project.
    #[must_use]
    pub const fn plain(slot: Slot) -> Self {
        Self { slot, project: None }
    }

    /// An account of a project.
    #[must_use]
    pub const fn of(slot: Slot, project: ProjectNumber) -> Self {
        Self { slot, project: Some(project) }
    }

    /// Whether a book of this kind has it: the fund pays for projects alone, the other kinds know none.
    #[must_use]
    pub const fn is_of(self, kind: Kind) -> bool {
        let projects = matches!(self.slot, Slot::Project | Slot::Spent) && matches!(kind, Kind::Fund);
        self.slot.is_of(kind) && self.project.is_some() == projects
    }
}

/// A line of an entry: so many fen into an account (debit, above zero) or out of it (credit, below zero).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Which account.
    pub account: Account,
    /// How many fen; never zero.
    pub fen: i64,
}
