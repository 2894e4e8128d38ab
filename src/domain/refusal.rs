//! Why something can't be done, each with one sentence in `locales/*/refusal.ftl`.

use serde::{Deserialize, Serialize};

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $key:literal),* $(,)?) => {
        /// A rule said no. The person reads the sentence of [`Refusal::key`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
        #[error("refused: {}", self.key())]
        pub enum Refusal { $($(#[$doc])* $name),* }

        impl Refusal {
            /// Every refusal.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The key of its sentence.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }
        }
    };
}

refusals! {
    /// No such ticket, or not one this person may see: both answer alike.
    Unknown = "refusal-unknown",
    /// Not this person's to do.
    NotAllowed = "refusal-not-allowed",
    /// Somebody took it already.
    AlreadyTaken = "refusal-already-taken",
    /// Only the lead may do it.
    NotLead = "refusal-not-lead",
    /// It is ended (closed, declined, withdrawn …).
    Ended = "refusal-ended",
    /// Not in this state.
    WrongState = "refusal-wrong-state",
    /// Too early to urge: not due yet.
    NotDueYet = "refusal-not-due-yet",
    /// Urged already within a day.
    UrgedAlready = "refusal-urged-already",
    /// The seven days are over.
    TooLate = "refusal-too-late",
    /// Already answered.
    AnsweredAlready = "refusal-answered-already",
    /// Objected, returned or extended once already.
    OnceOnly = "refusal-once-only",
    /// Anonymous: no way to reach the reporter.
    NobodyToReach = "refusal-nobody-to-reach",
    /// The company can't decline a matter about itself.
    AboutItself = "refusal-about-itself",
    /// Already one of those affected.
    JoinedAlready = "refusal-joined-already",
    /// The date is too far away or past.
    BadDate = "refusal-bad-date",
    /// There is no level above.
    NoLevelAbove = "refusal-no-level-above",
    /// "Passed to the department" is no result; a result needs words.
    NoResult = "refusal-no-result",
    /// No such category.
    NoCategory = "refusal-no-category",
    /// Somebody else must do this: two people are asked for.
    SecondPerson = "refusal-second-person",
    /// The invite is used up, revoked or too old.
    InviteGone = "refusal-invite-gone",
    /// The exclusion test of a micro-task fails.
    Excluded = "refusal-excluded",
    /// The amount makes no sense.
    BadAmount = "refusal-bad-amount",
    /// A micro-task that is paused goes on only once it is resumed.
    TaskPaused = "refusal-task-paused",
    /// Objections are still without an answer.
    ObjectionsOpen = "refusal-objections-open",
    /// A posting stands for five days at least, from today on.
    PostingShort = "refusal-posting-short",
    /// The posting isn't over.
    PostingRuns = "refusal-posting-runs",
    /// Done without a photo of the result.
    NoProof = "refusal-no-proof",
    /// Not enough residents accepted it.
    NotAccepted = "refusal-not-accepted",
    /// Who is responsible doesn't accept their own work.
    OwnTask = "refusal-own-task",
    /// Residents of another compound have no say.
    OtherCompound = "refusal-other-compound",
    /// Tied to this household in this way already.
    BoundAlready = "refusal-bound-already",
    /// A fund project is shown only once it is vetted, and only if it is lawful.
    NotVetted = "refusal-not-vetted",
    /// A project of a vote was vetted otherwise since the vote was prepared.
    VettedOtherwise = "refusal-vetted-otherwise",
    /// A project of a vote costs more than there is.
    OverBudget = "refusal-over-budget",
    /// The first of two people has the role no more.
    AskerGone = "refusal-asker-gone",
    /// The money of a pledge came in already.
    PledgeReceived = "refusal-pledge-received",
    /// Money of another kind or place: the fund, common revenue and leased assets never mix.
    BooksMix = "refusal-books-mix",
    /// A project whose vote isn't certified gets no money.
    NotFunded = "refusal-not-funded",
    /// More than was voted for a project.
    OverGranted = "refusal-over-granted",
    /// More than is there.
    BalanceShort = "refusal-balance-short",
    /// Paid without a receipt.
    NoReceipt = "refusal-no-receipt",
    /// A quarter that isn't over, or lies before the book.
    QuarterRuns = "refusal-quarter-runs",
}
