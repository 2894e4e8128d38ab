//! What a micro-task is described by: origins, types, money, reasons, each with its code.

use crate::domain::codes::codes;

codes! {
    /// Where a task comes from.
    Origin {
        /// A resident's ticket.
        Ticket = "ticket",
        /// A meeting's resolution (四方联动).
        Meeting = "meeting",
        /// A call for ideas among residents.
        Call = "call",
        /// A funded project (基金项目).
        Project = "project",
        /// Staff saw that it is needed.
        Direct = "direct",
    }
}

codes! {
    /// What is bought.
    TaskType {
        /// 工程.
        Works = "works",
        /// 服务.
        Service = "service",
        /// 货物.
        Goods = "goods",
    }
}

codes! {
    /// Where a task's money comes from.
    Money {
        /// 美好家园基金.
        Fund = "fund",
        /// The subdistrict's budget.
        Subdistrict = "subdistrict",
        /// The community's funds for services to the people (社区惠民资金).
        Community = "community",
        /// The property company pays.
        Company = "company",
        /// 自筹: residents raise it themselves.
        Residents = "residents",
        /// 公共收益: the owners' common revenue, as they decided.
        Revenue = "revenue",
        /// It costs nothing.
        Free = "free",
    }
}

codes! {
    /// When a photo was taken.
    Phase {
        /// Before the work.
        Before = "before",
        /// While it goes on.
        During = "during",
        /// After it: the proof.
        After = "after",
    }
}

codes! {
    /// Why a task pauses or is carried over.
    HoldReason {
        /// Rain, typhoon, heat.
        Weather = "weather",
        /// Material or parts are missing.
        Materials = "materials",
        /// The money isn't there yet.
        Money = "money",
        /// A permit is missing.
        Permit = "permit",
        /// Residents don't agree yet.
        Objection = "objection",
        /// Something else, said in words.
        Other = "other",
    }
}

codes! {
    /// Why a task is dropped.
    DropReason {
        /// Residents don't want it.
        Objection = "objection",
        /// There is no money for it.
        Money = "money",
        /// It may not be built.
        Permit = "permit",
        /// It is no longer needed, or done by others.
        Needless = "needless",
        /// Something else, said in words.
        Other = "other",
    }
}
