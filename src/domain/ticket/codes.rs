//! What a ticket is described by: kinds, states, sources and the like, each with its code.

use crate::domain::codes::codes;

codes! {
    /// 诉求类型: what the resident wants.
    Kind {
        /// 咨询.
        Question = "question",
        /// 求助.
        Help = "help",
        /// 投诉.
        Complaint = "complaint",
        /// 举报: a report of wrongdoing.
        Report = "report",
        /// 建议.
        Suggestion = "suggestion",
        /// 表扬.
        Praise = "praise",
    }
}

impl Kind {
    /// Privacy unless the reporter chooses: confidential for complaints and reports.
    #[must_use]
    pub const fn default_privacy(self) -> Privacy {
        match self {
            Self::Complaint | Self::Report => Privacy::Confidential,
            _ => Privacy::Named,
        }
    }
}

codes! {
    /// 来源: where a ticket came from.
    Source {
        /// A resident wrote to the bot.
        Resident = "resident",
        /// A grid worker found it.
        Grid = "grid",
        /// The company's own check.
        Company = "company",
        /// A reception day.
        Reception = "reception",
        /// A meeting.
        Meeting = "meeting",
        /// Transferred by the 12345 hotline, whose number and due date override ours.
        Hotline = "hotline",
    }
}

codes! {
    /// How fast it must go.
    Urgency {
        /// Working-time clocks.
        Normal = "normal",
        /// Round the clock: acknowledge 15 min, contact 2 h, done 24 h.
        Urgent = "urgent",
    }
}

codes! {
    /// Who may know who reported.
    Privacy {
        /// 实名: the handler sees what the reporter typed.
        Named = "named",
        /// 保密: the handler sees neither name nor phone.
        Confidential = "confidential",
        /// 匿名: nothing about a person is kept; a code opens it.
        Anonymous = "anonymous",
    }
}

codes! {
    /// The state of a ticket.
    State {
        /// Filed, nobody took it yet.
        Submitted = "submitted",
        /// 签收.
        Acknowledged = "acknowledged",
        /// Being worked on, the resident was contacted.
        InProgress = "in_progress",
        /// 办结: answered, the follow-up runs.
        Resolved = "resolved",
        /// 归档.
        Closed = "closed",
        /// 不予受理.
        Declined = "declined",
        /// 转办.
        Transferred = "transferred",
        /// 终止.
        Terminated = "terminated",
        /// 并件.
        Merged = "merged",
        /// Taken back by the reporter.
        Withdrawn = "withdrawn",
    }
}

impl State {
    /// Whether somebody still has to do something about it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Submitted | Self::Acknowledged | Self::InProgress)
    }
}

codes! {
    /// The ladder's rungs.
    Level {
        /// 小区.
        Compound = "compound",
        /// 社区.
        Community = "community",
        /// 街道.
        Subdistrict = "subdistrict",
    }
}

codes! {
    /// Whom a complaint is about; it goes past them to the next level and is not shown to them.
    Party {
        /// The property company.
        Company = "company",
        /// The owners' committee.
        Committee = "committee",
        /// The community's or subdistrict's staff.
        Staff = "staff",
    }
}

codes! {
    /// What a waiting ticket waits for.
    WaitingFor {
        /// The resident's answer, ≤ 5 working days.
        Resident = "resident",
        /// Spare parts, until a date.
        Parts = "parts",
        /// A third party, until a date.
        Third = "third",
    }
}

codes! {
    /// Why a matter isn't taken up (不予受理).
    DeclineReason {
        /// The emergency services' matter.
        Emergency = "emergency",
        /// Before a court, in arbitration or petition (信访).
        Legal = "legal",
        /// The same matter is already in hand.
        Duplicate = "duplicate",
        /// Touches secrets or privacy.
        Secrets = "secrets",
        /// Beyond anyone's duty here.
        Beyond = "beyond",
        /// Unlawful.
        Unlawful = "unlawful",
    }
}

codes! {
    /// Answer to "is it solved?".
    Solved {
        /// Solved.
        Yes = "yes",
        /// Partly.
        Partly = "partly",
        /// Not solved.
        No = "no",
    }
}

codes! {
    /// Answer to "are you satisfied?".
    Satisfaction {
        /// 非常满意.
        VerySatisfied = "very_satisfied",
        /// 满意.
        Satisfied = "satisfied",
        /// 基本满意: still counts as satisfied.
        Fair = "fair",
        /// 不满意.
        Dissatisfied = "dissatisfied",
        /// 非常不满意.
        VeryDissatisfied = "very_dissatisfied",
    }
}

codes! {
    /// Why it isn't solved; the catalogue says which of them reopen.
    UnsolvedReason {
        /// Not done.
        NotDone = "not_done",
        /// Came back.
        CameBack = "came_back",
        /// Rude.
        Rude = "rude",
        /// No answer.
        NoAnswer = "no_answer",
        /// Other.
        Other = "other",
    }
}

codes! {
    /// What caused the fault.
    Cause {
        /// Wear.
        Wear = "wear",
        /// Misuse.
        Misuse = "misuse",
        /// Design.
        Design = "design",
        /// A third party.
        Third = "third",
    }
}
