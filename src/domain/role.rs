//! Roles of staff, each held in a scope.

use super::codes::codes;
use super::id::PlaceId;

codes! {
    /// A role of staff. It gives rights in its scope only, see [`super::rights`].
    Role {
        /// 物业管家: the property company's staff, does the daily work.
        Clerk = "clerk",
        /// 小区党支部: branch member, party 1.
        Branch = "branch",
        /// 业委会: owners' committee member, party 2.
        Committee = "committee",
        /// 网格员: walks a grid of buildings; finds, files, verifies.
        Grid = "grid",
        /// 执法人员: illegal building, stacking, parking.
        Enforcement = "enforcement",
        /// 巡逻队.
        Patrol = "patrol",
        /// 社区书记: the community's party organisation, dispatches and convenes.
        Secretary = "secretary",
        /// 街道干部: the subdistrict, decides returns, parking, supervision.
        Officer = "officer",
        /// 街道领导: holds reception days.
        Leader = "leader",
        /// 基金管理员: ledger entries.
        Treasurer = "treasurer",
        /// 计票人: paper ballots.
        Teller = "teller",
        /// 管理员: invites, grants, binds; works no tickets by that role.
        Manager = "manager",
    }
}

/// A role held in a scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// What the holder is.
    pub role: Role,
    /// The place in which (and below which) the role counts.
    pub scope: PlaceId,
    /// How residents call the holder, e.g. 小陈: a surname, never more unless the holder chooses.
    pub name: String,
}
