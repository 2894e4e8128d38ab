//! What a fund project is described by: stages, classes, kinds, reasons, each with its code.

use crate::domain::codes::codes;
use crate::domain::vote::article278::Matter;

codes! {
    /// How far a project is.
    Stage {
        /// Proposed: it is to be vetted.
        Proposed = "proposed",
        /// It won't be one, and everyone may read why.
        Refused = "refused",
        /// Vetted and shown to all, who ask and pledge.
        Published = "published",
        /// Put to a vote.
        Voting = "voting",
        /// The vote went to others; it may be published again.
        Lost = "lost",
        /// The vote gave it its money.
        Funded = "funded",
        /// Its micro-tasks are on their way.
        Works = "works",
        /// Its accounts are shown.
        Accounted = "accounted",
        /// Taken back by its author.
        Withdrawn = "withdrawn",
    }
}

impl Stage {
    /// Whether anyone may read it: what is still being vetted, or was taken back, is its author's and staff's.
    #[must_use]
    pub const fn is_public(self) -> bool {
        !matches!(self, Self::Proposed | Self::Withdrawn)
    }

    /// Whether money may be promised for it.
    #[must_use]
    pub const fn takes_pledges(self) -> bool {
        matches!(self, Self::Published | Self::Voting | Self::Funded)
    }
}

codes! {
    /// Who decides on it by law (VOTING, Civil Code 278).
    Class {
        /// The households, by a fund vote.
        Fund = "fund",
        /// The owners, as an ordinary matter.
        Ordinary = "ordinary",
        /// The owners, as a special matter.
        Special = "special",
    }
}

impl Class {
    /// The class of what the owners decide as a matter of this kind.
    #[must_use]
    pub const fn of_matter(matter: Matter) -> Self {
        match matter {
            Matter::Ordinary => Self::Ordinary,
            Matter::Special => Self::Special,
        }
    }
}

codes! {
    /// What comes of it.
    Kind {
        /// A public work.
        Work = "work",
        /// The start of a service, such as a community's own property company.
        StartUp = "start_up",
    }
}

codes! {
    /// Why it won't be one: a list, so that it can be published and counted.
    Reason {
        /// It is against the law or a permit would not be given.
        Unlawful = "unlawful",
        /// The property company has to do it anyway.
        Duty = "duty",
        /// It is planned, or proposed, already.
        Planned = "planned",
        /// The fund may not pay for it: maintenance funds and common revenue have their own ways.
        Purpose = "purpose",
        /// It costs more than the fund can give.
        Cost = "cost",
        /// It serves a few and not the neighbourhood.
        Few = "few",
        /// Something else, said in words.
        Other = "other",
    }
}

codes! {
    /// What became of a pledge.
    PledgeState {
        /// Promised.
        Promised = "promised",
        /// The body that holds the money has received it.
        Received = "received",
        /// Taken back before that.
        TakenBack = "taken_back",
    }
}
