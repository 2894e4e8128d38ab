//! The demo's fund projects. Made up, like everything in the demo.

/// How far a project of the demo has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It waits to be vetted.
    Waiting,
    /// It is published: what it costs in yuan, a question and its answer.
    Published(i64, &'static str, &'static str),
    /// It was refused: the reason's code and its words, and what its author said to that.
    Refused(&'static str, &'static str, &'static str),
}

/// A project.
#[derive(Clone, Copy, Debug)]
pub struct Idea {
    /// What is wanted.
    pub title: &'static str,
    /// Where.
    pub spot: &'static str,
    /// About what it costs, yuan, as its author thinks.
    pub yuan: Option<i64>,
    /// Days since it was proposed.
    pub ago: i64,
    /// How far it has come.
    pub end: End,
}

/// The compound for which they are.
pub const SCOPE: &str = "yongfengli";
/// The body that holds what is pledged.
pub const HOLDER: &str = "青华社区居委会(示范)";
/// How that is paid.
pub const PAY: &str = "到社区居委会一楼交,开收据";

/// The projects.
pub const IDEAS: [Idea; 3] = [
    Idea {
        title: "东门口加六张带靠背的长椅",
        spot: "东门口",
        yuan: Some(10_000),
        ago: 12,
        end: End::Published(12_000, "下雨会不会积水?", "长椅下面铺透水砖,不会积水。"),
    },
    Idea { title: "旧车棚改成邻里书屋", spot: "旧车棚", yuan: None, ago: 3, end: End::Waiting },
    Idea {
        title: "换南门坏了的门禁",
        spot: "南门",
        yuan: Some(6_000),
        ago: 15,
        end: End::Refused("duty", "门禁坏了由物业修,已经派了工单。", "修过两次了,想干脆换新的。"),
    },
];
